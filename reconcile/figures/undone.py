"""Verbs that do nothing to those counted: what was only tried, what has room for them, nouns that look like verbs."""

from __future__ import annotations

from reconcile.figures.context import bases, some
from reconcile.figures.line import Hit, Line, Word
from reconcile.figures.phrases import Phrase

PRESENT = ("crowd", "troops")  # who only tries to march or to move is there all the same


def undone(line: Line, hit: Hit) -> bool:
    """Whether a verb before a figure tells of nothing that was done to those counted."""
    return only_tried(line, hit) or _contains(line, hit) or _is_noun(line, hit)


def only_tried(line: Line, hit: Hit) -> bool:
    """Whether a verb is what somebody tried, or failed, to do: "tried to kidnap 12 pupils", "90 tried to escape"."""
    to = _before(line, hit.at)
    if to < 1 or hit.trigger.measure in PRESENT:
        return False
    if line.low[to] == "of":  # "hopes of finding 11 miners alive"
        return line.low[to - 1] in some("chances") and line.low[hit.at].endswith("ing")
    return line.low[to] == "to" and line.low[_before(line, to)] in some("tries")


def tried_on(line: Line, phrase: Phrase) -> list[Hit]:
    """The verbs right before a figure that tell only what was tried with those counted."""
    return [hit for hit in line.ending[phrase.at - 1] if only_tried(line, hit)] if phrase.at > 1 else []


def _before(line: Line, at: int) -> int:
    """The token before one, adverbs aside."""
    at -= 1
    while at > 0 and line.at(at, Word.ADV):
        at -= 1
    return at


def _contains(line: Line, hit: Hit) -> bool:
    """Whether a verb of holding tells what a place has room for: "the vessel held up to 400"."""
    return hit.trigger.about and line.low[hit.at] in some("containing") and line.at(hit.at - 1, Word.THING)


def _is_noun(line: Line, hit: Hit) -> bool:
    """Whether an article before a word makes a noun of it, not a verb: "he told a radio station 36 were hurt"."""
    if line.low[hit.at] not in bases() or hit.trigger.words or line.at(hit.at - 1, Word.PLURAL | Word.PERSON):
        return False
    return not {"a", "an"}.isdisjoint(line.low[max(0, hit.at - 2) : hit.at])
