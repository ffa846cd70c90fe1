"""A report as lines: its sentences, the places each one names and how, and the figures in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from reconcile.model import Document, Passage, PassageKind, Span
from reconcile.places.cues import Cue, Role, cues
from reconcile.places.finding import NOTHING, Scan, scan, settle
from reconcile.places.gazetteer import Kind
from reconcile.places.namesakes import at_home, told_of
from reconcile.places.pointers import Pointer, pointers
from reconcile.places.rows import rows
from reconcile.places.stretch import Mention, capitals

COPY = (PassageKind.HEADLINE, PassageKind.PARAGRAPH, PassageKind.CAPTION, PassageKind.TEASER)
BULLETS = frozenset("-*•–—·▪◦")
SCOPE = {  # the narrower the higher
    Kind.WIDE: 0, Kind.DEMONYM: 1, Kind.COUNTRY: 1, Kind.REGION: 2, Kind.CITY: 3, Kind.SITE: 4
}


NO_PARTS: frozenset[Span] = frozenset()


class Line(NamedTuple):
    """A sentence of a passage with the places it names and the figures in it.

    `pointers` are its words that point back to a place, if it has figures, and `costs` is how far each figure was found
    to be from each place. `unit` is where its paragraph or item of a list begins, `item` whether it is one; `parts` are
    the figures that count some of those that another one counts.
    """

    passage: Passage
    span: Span
    cues: tuple[Cue, ...]
    figures: tuple[Span, ...]
    pointers: tuple[Pointer, ...]
    costs: dict[tuple[Span, Span, Role], float]
    unit: int
    item: bool
    parts: frozenset[Span] = NO_PARTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What a section is about: its country, by code and as a `whole`, the place that figures are from unless they say
    otherwise, and the place that each unlisted name lies in.

    `part` is a stretch of the country that stands for the place, from which the report was filed: "a blast in southern
    Chad"; `national` is set where the event befell the whole country, `uproar` where the headlines tell of turmoil in
    it; `told_at` is where the copy says at what site it was, up to which the country's name stands for that site.
    """

    country: str | None = None
    whole: Mention | None = None
    place: Mention | None = None
    part: str | None = None
    national: bool = False
    uproar: bool = False
    told_at: int = -1
    holders: Mapping[str, str]


def lines(
    document: Document, passages: Sequence[Passage], spans: Sequence[Span], parts: frozenset[Span] = NO_PARTS
) -> list[Line]:
    """Every sentence of copy, with the places in it; names that one sentence makes places are places in all."""
    text, ordered = document.text, sorted(set(spans))
    every = capitals(text)
    read = [
        (passage, sentence, scan(every, *sentence))
        for passage in passages if passage.kind in COPY
        for sentence in passage.sentences
    ]
    named: dict[str, Mention] = {}
    for _, _, found in read:
        for key, mention in found.named.items():
            if key not in named or SCOPE[mention.kind] > SCOPE[named[key].kind]:
                named[key] = mention
    people = frozenset(name for _, _, found in read for name in found.people)
    told = told_of(mention for _, _, found in read for mention in found.mentions)
    inside = [_inside(ordered, sentence) for _, sentence, _ in read]
    labels = rows(text, ((sentence, figures) for (_, sentence, _), figures in zip(read, inside, strict=True)))
    found_in: list[Line] = []
    unit, item = 0, False
    for (passage, sentence, found), figures in zip(read, inside, strict=True):
        if sentence in labels or text[sentence[0] : sentence[0] + 2].strip() in BULLETS:
            unit, item = sentence[0], True
        elif not found_in or found_in[-1].passage is not passage:
            unit, item = sentence[0], False
        back = tuple(pointers(text, sentence)) if figures else ()
        told_here = _cues(text, sentence, found, named, people, told)
        if sentence in labels:
            label = Cue(labels[sentence], Role.THERE)
            told_here = (label, *(cue for cue in told_here if cue.mention.start >= label.mention.end))
        some = parts.intersection(figures) if figures else NO_PARTS
        found_in.append(Line(passage, sentence, told_here, figures, back, {}, unit, item, some))
    return found_in


def _cues(
    text: str,
    sentence: Span,
    found: Scan,
    named: Mapping[str, Mention],
    people: frozenset[str],
    told: Mapping[str, int],
) -> tuple[Cue, ...]:
    if found is NOTHING:
        return ()
    return cues(text, sentence, [at_home(mention, told) for mention in settle(found, named, people)])


def _inside(spans: Sequence[Span], sentence: Span) -> tuple[Span, ...]:
    first = bisect_left(spans, (sentence[0], 0))
    return tuple(spans[first : bisect_left(spans, (sentence[1], 0), first)])


def title_line(title: str) -> Line:
    """A title that stands outside the text, as a headline."""
    found = scan(capitals(title), 0, len(title))
    passage = Passage(kind=PassageKind.HEADLINE, start=0, end=0, section=0, sentences=())
    named = cues(title, (0, len(title)), settle(found, found.named, found.people))
    return Line(passage, (0, 0), named, (), (), {}, 0, False)
