"""Whether a figure is put forward as true of the event of the report: asserted, denied, planned, unknown, historic."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TypeAlias

from reconcile.days import Times, times
from reconcile.model import Document, Figure, Passage, Qualifier, Span, Status
from reconcile.standing.cues import ALWAYS, Cues, fits, signs_in
from reconcile.standing.past import is_historic
from reconcile.standing.story import OPENING, Story, lay_out, sentence_of, signs_near, signs_of, view

__all__ = ["judge"]

LENGTH = 2000  # characters of an opening at most

Count: TypeAlias = tuple[str, int | None, int | None]  # a measure, and the bounds of a figure


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
    denied = {_count(figure) for figure in figures if found[figure.start, figure.end] is Status.DENIED}
    if denied:
        found |= {(each.start, each.end): Status.DENIED for each in figures if _repeats(story, each, found, denied)}
    return tuple(_with_whole(figure, found) for figure in figures)


def _count(figure: Figure) -> Count:
    return figure.measure, figure.low, figure.high


def _repeats(story: Story, figure: Figure, found: Mapping[Span, Status], denied: Collection[Count]) -> bool:
    """Whether a figure that someone is said to have told is one that is denied elsewhere in the report."""
    if _count(figure) not in denied or found[figure.start, figure.end] is not Status.ASSERTED:
        return False
    return story.known.told.search(view(story, sentence_of(story, figure), figure)) is not None


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
    if figure.measure not in known.growing:
        return False
    if fits(known.formerly, signs, words) and _is_above_a_lowered(story, figure):
        return True
    return _is_highest(story, index, figure) and fits(known.lowered, signs, words)


def _is_above_a_lowered(story: Story, figure: Figure) -> bool:
    """Whether the report opens with a count that was lowered, and a figure is higher than one told there."""
    if not any(each.measure == figure.measure and _size(each) < _size(figure) for each in story.opening):
        return False
    end = story.sentences[min(OPENING, len(story.sentences)) - 1][1][1]
    return fits(story.known.lowers, ALWAYS, story.text[: min(end, LENGTH)])


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
