"""Those told of first and counted behind the verb: "those killed were two children", "killed were four nuns"."""

from __future__ import annotations

from reconcile.figures.context import Binding, Context
from reconcile.figures.line import Hit, Line, Word, roles
from reconcile.figures.phrases import Phrase
from reconcile.figures.predicates import with_tail
from reconcile.measures import Role

LONGEST = 14  # tokens of such a subject
FATES = (Role.AFFECTED, Role.STATE, Role.GROUP)
OPENING = (",", ";", ":", ".", '"', "“", "”")  # what a clause opens behind
ENDS = Word.SUBORD | Word.SAYING | Word.REL | Word.HAVE | Word.MODAL


def as_complement(context: Context, phrase: Phrase) -> Binding | None:
    """The number of those whose fate is the subject: "those arrested on Friday were two generals"."""
    line = context.line
    persons = phrase.head is not None and line.at(phrase.head, Word.PERSON | Word.PLURAL)
    if phrase.head is None or not persons or line.at(phrase.head, Word.THING) or line.at(phrase.past, Word.BE):
        return None
    be = _verb(line, phrase.at)
    if be is None:
        return None
    start = _subject(line, be)
    start = _fronted(line, be) if start is None else start
    if start is None:
        return None
    told = [hit for hit in _fates(line, start + 1) if hit.past <= be]
    return Binding(told[0].trigger.measure, "subject") if told else None


def _fates(line: Line, at: int) -> list[Hit]:
    return [hit for hit in roles(line.hits[at], *FATES) if with_tail(line, hit)]


def _verb(line: Line, at: int) -> int | None:
    """The form of "be" before a figure, adverbs aside."""
    before = at - 1
    while before > 0 and line.at(before, Word.ADV):
        before -= 1
    return before if line.at(before, Word.BE) and not line.at(before, Word.SINGULAR_VERB) else None


def _fronted(line: Line, be: int) -> int | None:
    """The token before a fate that opens a clause: "Killed in the blast were two nuns", "still missing are four"."""
    at = be - 1
    while at >= 0 and be - at < LONGEST and line.low[at] not in OPENING:
        if line.amounts[at] or line.at(at, (ENDS | Word.BE) & ~Word.SUBORD):
            return None
        at -= 1
    while line.at(at + 1, Word.ADV | Word.LINK) and at + 2 < be and not _fates(line, at + 1):
        at += 1
    return at


def _subject(line: Line, be: int) -> int | None:
    """Where "those" or "the" opens the subject of a verb, with no figure and no other clause in between."""
    for at in range(be - 2, max(-1, be - LONGEST), -1):
        if line.amounts[at] or line.at(at, ENDS) or line.low[at] in (";", ":"):
            return None
        if line.low[at] == "those" or line.low[at] == "the" and (at == 0 or line.at(at - 1, Word.PUNCT | Word.SUBORD)):
            return at
    return None
