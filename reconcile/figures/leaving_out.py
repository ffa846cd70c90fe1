"""The numbers of a text that are no figures, and why: what an editor asks who misses one in the table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reconcile.figures.amounts import read
from reconcile.figures.text import lowered
from reconcile.model import Document, Figure, Passage, PassageKind

FURNITURE = "page furniture"
UNBOUND = "no word of a measure goes with it"


class LeftOut(NamedTuple):
    """A number `text[start:end]` that is no figure; `reason` names the rule that set it aside, or what is missing."""

    start: int
    end: int
    reason: str


def left_out(document: Document, passages: Sequence[Passage], found: Sequence[Figure]) -> tuple[LeftOut, ...]:
    """The numbers of a document, in order, that are in none of the figures `found` in it."""
    return tuple(_left_out(document, passages, found))


def _left_out(document: Document, passages: Sequence[Passage], found: Sequence[Figure]) -> Iterator[LeftOut]:
    low = lowered(document.text)
    for passage in passages:
        for sentence in passage.sentences:
            for amount in read(document.text, *sentence, low):
                if not any(figure.start < amount.end and amount.start < figure.end for figure in found):
                    aside = FURNITURE if passage.kind is PassageKind.FURNITURE else None
                    yield LeftOut(amount.start, amount.end, aside or amount.ignored or UNBOUND)
