"""Rows of a table set as text, one place and its figure a line: "Orabe: 12", "- West Kara: six, all in the port"."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import regex

from reconcile.model import Span
from reconcile.places.gazetteer import Kind, Place, fold, known
from reconcile.places.naming import vocabulary
from reconcile.places.stretch import Mention, written

LABEL = regex.compile(r"[\s*•–—-]*(?P<name>\p{Lu}[\p{L}\p{M}'’.-]*+(?: (?:\p{Lu}[\p{L}\p{M}'’.-]*+|\p{Ll}{1,3}))*+): ?")
LEAST = 2  # rows that make a table
INTRODUCING = 80  # characters before the first row in which it may be said what the rows are


def rows(text: str, sentences: Iterable[tuple[Span, Sequence[Span]]]) -> dict[Span, Mention]:
    """The place that each sentence with figures is the row of, by sentence; none where the labels are no places.

    They are places where most of them are in the gazetteer, or where the line above says what kind of place they are.
    """
    labels = {sentence: match for sentence, figures in sentences if (match := _label(text, sentence, figures))}
    if len(labels) < LEAST:
        return {}
    places = {sentence: known(fold(match["name"])) for sentence, match in labels.items()}
    told = sum(1 for found in places.values() if found and found[0].kind is not Kind.DEMONYM)
    kind = _introduced(text, min(labels)[0])
    if 2 * told <= len(labels) and kind is None:
        return {}
    return {sentence: _mention(text, match, places[sentence], kind) for sentence, match in labels.items()}


def _label(text: str, sentence: Span, figures: Sequence[Span]) -> regex.Match[str] | None:
    """The label that stands between the start of a sentence and its first figure, and nothing else."""
    if not figures or text[sentence[0] : figures[0][0]].rstrip()[-1:] != ":":
        return None
    return LABEL.fullmatch(text, sentence[0], figures[0][0])


def _introduced(text: str, start: int) -> Kind | None:
    """The kind of place that the line above the rows announces: "The dead by district:"."""
    line = text[max(0, start - INTRODUCING) : start].rstrip().rpartition("\n")[2].lower()
    last = regex.search(r"(\p{L}+):$", line)
    if last is None:
        return None
    words, noun = vocabulary(), last[1]
    plain = noun.removesuffix("s") if not noun.endswith("ies") else noun[:-3] + "y"
    return Kind.REGION if plain in words.areas else Kind.CITY if plain in words.towns else None


def _mention(text: str, match: regex.Match[str], places: Sequence[Place], kind: Kind | None) -> Mention:
    start, end = match.span("name")
    fitting = [place for place in places if place.kind is kind] or [*places]
    if fitting:
        return Mention(start=start, end=end, name=fitting[0].name, kind=fitting[0].kind, country=fitting[0].country)
    return Mention(start=start, end=end, name=written(text, start, end), kind=kind or Kind.CITY, country=None)
