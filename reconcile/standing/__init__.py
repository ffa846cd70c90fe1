"""Whether a figure is put forward as true of the event of the report: asserted, denied, planned, unknown, historic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reconcile.days import Times, times
from reconcile.model import Document, Figure, Passage, Qualifier, Span, Status
from reconcile.standing.cues import ALWAYS, Cues, fits, signs_in
from reconcile.standing.past import is_historic
from reconcile.standing.story import Story, lay_out, signs_near, signs_of, view

__all__ = ["judge"]


def judge(
    document: Document,
    passages: Sequence[Passage],
    figures: Sequence[Figure],
    language: str = "en",
    read: Times | None = None,
) -> tuple[Status, ...]:
    """The status of each figure; where nothing in the text says otherwise it is asserted.

    `read` are the words of time of the report where another stage needs them too.
    """
    story = lay_out(document, passages, figures, read or times(document, language))
    found = {
        (figure.start, figure.end): _status(story, index, figure)
        for index, some in story.figures.items()
        for figure in some
    }
    return tuple(_with_whole(figure, found) for figure in figures)


def _with_whole(figure: Figure, found: Mapping[Span, Status]) -> Status:
    """The status of a figure, or that of the whole it is a part of where nothing is said of itself."""
    own = found[figure.start, figure.end]
    return found.get(figure.whole, own) if own is Status.ASSERTED and figure.whole else own


def _status(story: Story, index: int, figure: Figure) -> Status:
    """The status of one figure: the first that fits."""
    if figure.qualifier is Qualifier.UNKNOWN:
        return Status.UNKNOWN
    if index < 0:
        return Status.ASSERTED
    signs = signs_near(story, index, figure) & story.known.telling
    answered = _answered(story, index + 1)
    words = view(story, index, figure) if signs or any(answered) else ""
    if any(answered) and _is_taken_back(story.known, answered, words):
        return Status.DENIED
    if signs and _is_denied(story, index, figure, signs, words):
        return Status.DENIED
    if signs and _is_planned(story, figure, signs, words):
        return Status.PLANNED
    return Status.HISTORIC if is_historic(story, index, figure, signs, words) else Status.ASSERTED


def _is_denied(story: Story, index: int, figure: Figure, signs: frozenset[str], words: str) -> bool:
    """Whether someone rejects a figure or takes it back in its own sentence."""
    known = story.known
    if fits(known.denied, signs, words):
        return True
    highest = figure.measure in known.growing and _is_highest(story, index, figure)
    return highest and fits(known.lowered, signs, words)


def _answered(story: Story, index: int) -> tuple[bool, bool]:
    """Whether a sentence rejects what the one before it says, and whether it may take a figure of it back."""
    if index not in story.answers:
        known, signs = story.known, signs_of(story, index) & story.known.answering
        words = story.text[slice(*story.sentences[index][1])] if signs else ""
        found = fits(known.rejects_before, signs, words), fits(known.taken_back_next, signs, words)
        story.answers[index] = found
    return story.answers[index]


def _is_taken_back(known: Cues, answered: tuple[bool, bool], words: str) -> bool:
    """Whether the next sentence, which answers so, rejects a figure or takes it back."""
    rejects, takes_back = answered
    if rejects and known.told.search(words):
        return True
    return takes_back and fits(known.earlier_said, signs_in(known, words), words)


def _is_highest(story: Story, index: int, figure: Figure) -> bool:
    """Whether no other figure of the measure in the sentence is higher: a count taken back, not one that grew."""
    others = [each for each in story.figures[index] if each.measure == figure.measure]
    return all(_size(each) <= _size(figure) for each in others)


def _size(figure: Figure) -> int:
    return figure.low if figure.low is not None else figure.high or 0


def _is_planned(story: Story, figure: Figure, signs: frozenset[str], words: str) -> bool:
    """Whether a figure is not yet so; of those who are gone no word of the future makes a forecast."""
    known = story.known
    ordered = figure.measure in known.leaving and fits(known.ordered, signs, words)
    if ordered and not fits(known.not_ordered, ALWAYS, words):
        return True
    return figure.measure not in known.gone and fits(known.planned, signs, words)
