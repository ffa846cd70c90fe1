"""Figures, sources, places, days and standing joined: the claims of a document."""

from __future__ import annotations

import hashlib

from reconcile import attribution, days, figures, passages, places, standing
from reconcile.measures import Measures
from reconcile.model import Attribution, Claim, Document, Figure, Span, Stance, Status

ID_LENGTH = 12


def claim(document: Document, measures: Measures | None = None) -> tuple[Claim, ...]:
    """The claims of one document in order of their place; `question` is left to the questions stage."""
    parts = passages.split(document)
    found = figures.find(document, parts, measures)
    if not found:
        return ()
    spans, times = [(figure.start, figure.end) for figure in found], days.times(document)
    rows = zip(
        found,
        attribution.attribute(document, parts, spans),
        places.locate(document, parts, spans),
        days.date(document, parts, spans, read=times),
        standing.judge(document, parts, found, read=times),
        strict=True,
    )
    ids = {(figure.start, figure.end): identify(document, figure) for figure in found}
    return tuple(_claim(document, *row, ids) for row in rows)


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
        as_of=_day(document, day, status),
        basis=figure.basis,
        part_of=ids.get(figure.whole) if figure.whole else None,
        question=None,
        sentence=" ".join(text[slice(*figure.sentence)].split()),
        rule=" + ".join([figure.rule, *([source.rule] if source else [])]),
    )


def _day(document: Document, day: str | None, status: Status) -> str | None:
    """The day a figure is about; an earlier event that the text does not date has none, not that of the report."""
    return None if status is Status.HISTORIC and day == document.published else day
