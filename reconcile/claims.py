"""Figures, sources, places, days and standing joined: the claims of a document."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple

from reconcile import attribution, days, figures, passages, places, standing
from reconcile.measures import Measures
from reconcile.model import Attribution, Basis, Claim, Document, Figure, Passage, Span, Stance, Status

ID_LENGTH = 12
DAILY = frozenset({"crowd"})  # counted anew each day


class Read(NamedTuple):
    """A document with its passages, its figures, where these stand, and its words of time."""

    document: Document
    passages: tuple[Passage, ...]
    figures: tuple[Figure, ...]
    spans: list[Span]
    times: days.Times


def claim(document: Document, measures: Measures | None = None) -> tuple[Claim, ...]:
    """The claims of one document in order of their place; `question` is left to the questions stage."""
    return claims_of([document], measures)[0]


def claims_of(documents: Sequence[Document], measures: Measures | None = None) -> list[tuple[Claim, ...]]:
    """The claims of each of some documents.

    A stage reads all of them before the next one begins: what it works with stays at hand, which saves much time.
    """
    parts = [passages.split(document) for document in documents]
    found = figures.find_all(documents, parts, measures)
    read = [_read(*row) for row in zip(documents, parts, found, strict=True) if row[2]]
    rows = zip(
        read,
        [attribution.attribute(one.document, one.passages, one.spans) for one in read],
        [places.locate(one.document, one.passages, one.spans, _parts(one.figures)) for one in read],
        [days.date(one.document, one.passages, one.spans, read=one.times, daily=_daily(one.figures)) for one in read],
        [standing.judge(one.document, one.passages, one.figures, read=one.times) for one in read],
        strict=True,
    )
    claimed = (_claims(one.document, one.figures, told, at, dated, held) for one, told, at, dated, held in rows)
    return [next(claimed) if some else () for some in found]


def _daily(found: Sequence[Figure]) -> frozenset[Span]:
    """The spans of the figures of what is counted anew each day."""
    return frozenset([(figure.start, figure.end) for figure in found if figure.measure in DAILY])


def _parts(found: Sequence[Figure]) -> frozenset[Span]:
    """The spans of the figures that count some of those that another one counts."""
    return frozenset([(figure.start, figure.end) for figure in found if figure.basis is Basis.PART])


def _read(document: Document, split: tuple[Passage, ...], found: tuple[Figure, ...]) -> Read:
    return Read(document, split, found, [(figure.start, figure.end) for figure in found], days.times(document))


def _claims(
    document: Document,
    found: Sequence[Figure],
    told: Sequence[Attribution | None],
    located: Sequence[str | None],
    dated: Sequence[str | None],
    judged: Sequence[Status],
) -> tuple[Claim, ...]:
    ids = {(figure.start, figure.end): identify(document, figure) for figure in found}
    return tuple(_claim(document, *row, ids) for row in zip(found, told, located, dated, judged, strict=True))


def identify(document: Document, figure: Figure) -> str:
    """A short hash of the document's text, the span and the measure: the same on every run and machine."""
    key = f"{document.sha256}:{figure.start}:{figure.end}:{figure.measure}"
    return hashlib.sha256(key.encode()).hexdigest()[:ID_LENGTH]


def _claim(
    document: Document,
    figure: Figure,
    told: Attribution | None,
    place: str | None,
    day: str | None,
    status: Status,
    ids: dict[Span, str],
) -> Claim:
    text = document.text
    source = told if told and told.name and told.stance is not Stance.UNCONFIRMED else None
    return Claim(
        id=ids[figure.start, figure.end],
        doc=document.doc,
        start=figure.start,
        end=figure.end,
        figure=text[figure.start : figure.end],
        low=figure.low,
        high=figure.high,
        qualifier=figure.qualifier,
        measure=figure.measure,
        who=figure.who,
        place=place,
        source=source.name if source else None,
        relayed_by=source.relays[0] if source and source.relays else None,
        source_type=source.kind if source else None,
        status=status,
        as_of=_day(document, figure, day, status),
        basis=figure.basis,
        part_of=ids.get(figure.whole) if figure.whole else None,
        question=None,
        sentence=" ".join(text[slice(*figure.sentence)].split()),
        rule=" + ".join([figure.rule, *([source.rule] if source else [])]),
    )


def _day(document: Document, figure: Figure, day: str | None, status: Status) -> str | None:
    """The day a figure is about; an earlier event that the text does not date has none, not that of the report, but may
    be known by its year: "after the 2012 fire, which claimed 60 lives"."""
    if status is not Status.HISTORIC or day != document.published:
        return day
    return days.year_known_by(document.text[slice(*figure.sentence)], document.published)
