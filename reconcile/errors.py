"""What can go wrong, as a tree:

ReconcileError
├── LexiconError    a word file is broken: which, where, and what is wrong with it
└── NothingToRead   no document could be read from the paths given
"""


class ReconcileError(Exception):
    """Any error this package raises for its caller to see."""


class LexiconError(ReconcileError):
    """A lexicon file cannot be used as it stands."""


class NothingToRead(ReconcileError):  # noqa: N818 - named for what the caller is told
    """None of the paths given holds a readable document."""
