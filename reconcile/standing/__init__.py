"""Whether a figure is put forward as true of the event of the report: asserted, denied, planned, unknown, historic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reconcile.model import Document, Figure, Passage, Qualifier, Span, Status
from reconcile.standing.cues import fits
from reconcile.standing.past import is_historic
from reconcile.standing.story import Story, lay_out, view

__all__ = ["judge"]


def judge(
    document: Document, passages: Sequence[Passage], figures: Sequence[Figure], language: str = "en"
) -> tuple[Status, ...]:
    """The status of each figure; where nothing in the text says otherwise it is asserted."""
    story = lay_out(document, passages, figures, language)
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
    words = view(story, index, figure)
    if _is_denied(story, index, figure, words):
        return Status.DENIED
    if _is_planned(story, figure, words):
        return Status.PLANNED
    return Status.HISTORIC if is_historic(story, index, figure, words) else Status.ASSERTED


def _is_denied(story: Story, index: int, figure: Figure, words: str) -> bool:
    """Whether someone rejects a figure or takes it back, in its own sentence or in the next."""
    known, signs = story.known, story.known.denial_signs.search(words.lower()) is not None
    if signs and fits(known.denied, words):
        return True
    if signs and figure.measure in known.growing and fits(known.lowered, words) and _is_highest(story, index, figure):
        return True
    following = story.text[slice(*story.sentences[index + 1][1])] if index + 1 < len(story.sentences) else ""
    if not known.denial_signs.search(following.lower()):
        return False
    rejected = known.told.search(words) is not None and fits(known.rejects_before, following)
    return rejected or fits(known.earlier_said, words) and fits(known.taken_back_next, following)


def _is_highest(story: Story, index: int, figure: Figure) -> bool:
    """Whether no other figure of the measure in the sentence is higher: a count taken back, not one that grew."""
    others = [each for each in story.figures[index] if each.measure == figure.measure]
    return all(_size(each) <= _size(figure) for each in others)


def _size(figure: Figure) -> int:
    return figure.low if figure.low is not None else figure.high or 0


def _is_planned(story: Story, figure: Figure, words: str) -> bool:
    """Whether a figure is not yet so; of those who are gone no word of the future makes a forecast."""
    known = story.known
    if figure.measure in known.leaving and fits(known.ordered, words) and not fits(known.not_ordered, words):
        return True
    signs = figure.measure not in known.gone and known.plan_signs.search(words.lower())
    return bool(signs) and fits(known.planned, words)
