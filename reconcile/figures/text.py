"""A document in the forms that its figures are read from."""

from __future__ import annotations

from typing import NamedTuple

import regex

from reconcile.model import Span


class Text(NamedTuple):
    """The text as it is, that in lower case, and that in lower case with spaces for all that belongs to no word.

    All three have every character in its place.
    """

    given: str
    low: str
    flat: str

    def words(self, span: Span) -> list[str]:
        """The words of a stretch in lower case."""
        return self.flat[span[0] : span[1]].split()


def text_of(given: str) -> Text:
    """A text in its three forms."""
    low = lowered(given)
    return Text(given, low, low.translate(SPACED))


def lowered(text: str) -> str:
    """The text in lower case with every character in its place."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


class _Spaced(dict[int, int]):
    """For `str.translate`, which is many times as quick as any pattern: what belongs to no word becomes a space."""

    def __missing__(self, code: int) -> int:
        self[code] = code if regex.match(r"\w", chr(code)) else ord(" ")
        return self[code]


SPACED = _Spaced()
