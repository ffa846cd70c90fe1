"""What somebody puts a number at: a toll that is set, a forecast that is cut, a poll that has somebody at a share."""

from __future__ import annotations

from collections.abc import Iterator

from reconcile.attribution.cue import Cue, cue_of
from reconcile.attribution.frames import clause_end, closed, end_of, whole_left
from reconcile.attribution.phrases import before, nominal
from reconcile.attribution.speakers import Kind, speaker_at
from reconcile.attribution.subject import Subject
from reconcile.attribution.subjects import subject_of
from reconcile.attribution.tokens import MARKS, Tokens, holds
from reconcile.attribution.words import (
    ALONE,
    AUXILIARIES,
    CHANCES,
    CUES,
    NUMBERS,
    OUTLOOKS,
    PARTICIPLE,
    POLLS,
    STANDING,
    TOLLS,
    VALUE,
    Words,
)  # fmt: skip

FURTHEST_TOLL = 12
FURTHEST_POLL = 12
GIVES = ("give", "gives", "gave", "given", "giving")
HAS = frozenset(("has", "had", "have", "having"))
SHARES = frozenset(("percent", "per", "%", "points", "seats", "pc"))
MODALS = frozenset(("would", "could", "will", "may", "might", "should", "must", "can", "shall", "to"))
WHOSE = frozenset(("who", "which", "whom", "that"))
FURTHEST_WHICH = 8


def put(line: Tokens, verb: int, subject: Subject) -> Cue | None:
    """A toll that somebody sets: "put the number at 14", "raised the death toll to 290"."""
    if subject.speaker.kind is Kind.WEAK or not MODALS.isdisjoint(line.lows[max(0, verb - 2) : verb]):
        return None
    if line.lows[verb] == "given" and HAS.isdisjoint(line.lows[max(0, verb - 2) : verb]):
        return None
    if line.bits[verb] & VALUE and _valued(line, verb, subject.first):
        return cue_of(line, verb, subject, "put", right=(line.ends[verb], clause_end(line, verb)))
    if line.lows[verb + 1 : verb + 2] == ["it"] and subject.first and line.lows[subject.first - 1] == "as":
        behind = closed(line, verb + 2) and subject.first > 1  # "we won, as Hale put it"
        left, right = whole_left(line, subject.first) if behind else None, (line.ends[verb], end_of(line))
        return cue_of(line, verb, subject, "said", left=left, right=None if behind else right)
    if line.lows[verb] in GIVES and _chances(line, verb):
        return cue_of(line, verb, subject, "put", right=(line.ends[verb], clause_end(line, verb)))
    if line.lows[verb + 1 : verb + 2] in (["to"], ["at"]) and _then_told(line, verb + 2):
        return cue_of(line, verb, subject, "put", right=(line.ends[verb], clause_end(line, verb)))
    for i in range(verb + 1, min(verb + FURTHEST_TOLL, len(line.words) - 1)):
        toll = line.bits[i] & (TOLLS | OUTLOOKS) or i == verb + 1 and line.lows[i] in ALONE
        near = line.lows[i + 1 : i + (9 if line.lows[i + 1] != "of" else 18)]
        given = line.lows[verb] in GIVES and near[0] == "of" and holds(line, i + 2, i + 5, NUMBERS)
        if toll and (given or near[0] == "that" or not {"at", "to", "from", "by"}.isdisjoint(near)):
            return cue_of(line, verb, subject, "put", right=(line.ends[verb], clause_end(line, verb)))
        if line.words[i] in MARKS:
            return None
    return None


def put_again(line: Tokens, first: Cue, known: Words) -> Iterator[Cue]:
    """Others who put the same at a number of their own: "unions put it at 300,000, police at 100,000"."""
    for i in range(first.verb + 4, len(line.words) - 1):
        if line.lows[i] != "at" or not holds(line, i + 1, i + 4, NUMBERS):
            continue
        span = before(line, i - 1)
        joint = span and span[0] and (line.words[span[0] - 1] in MARKS or line.lows[span[0] - 1] in ("and", "while"))
        found = speaker_at(line, span, known) if joint else None
        if span and found and found.kind not in (Kind.WEAK, Kind.PRONOUN):
            yield cue_of(line, i, Subject(found, *span, "subject"), "put", right=(line.ends[i], clause_end(line, i)))


def _then_told(line: Tokens, at: int) -> bool:
    """Whether a number is followed by what it counts: "raised to 17 the number of those arrested"."""
    counted = next((i for i in range(at, min(at + 4, len(line.words))) if line.bits[i] & NUMBERS), None)
    return counted is not None and holds(line, counted + 1, counted + 6, TOLLS)


def _valued(line: Tokens, verb: int, first: int) -> bool:
    """Whether something is put at a number: "put the cost of the bailout at $4 billion", "put Labour on 40%"."""
    ahead = 1 if first > 1 and (_looks_back(line, first) or nominal(line, first - 1)) else 2  # "who polls put at"
    for i in range(verb + ahead, min(verb + FURTHEST_TOLL, len(line.words) - 1)):
        if line.words[i] in MARKS or line.bits[i] & (CUES | AUXILIARIES):
            return False
        if line.lows[i] == "at" or line.lows[i] == "on" and _shares(line, i + 1):
            return holds(line, i + 1, i + 4, NUMBERS)
    return False


def _looks_back(line: Tokens, first: int) -> bool:
    """Whether what is put at a number stands in front of a subject: "which police", "which the mayor, Ana Ruiz,"."""
    named = line.words[first - 1] == ","
    return not WHOSE.isdisjoint(line.lows[max(0, first - (FURTHEST_WHICH if named else 1)) : first])


def _shares(line: Tokens, at: int) -> bool:
    """Whether a share of the vote follows, or seats: "42%", "42 percent", "42 seats"."""
    return line.words[at].endswith("%") or not SHARES.isdisjoint(line.lows[at + 1 : at + 3])


def _chances(line: Tokens, verb: int) -> bool:
    """Whether somebody is given odds: "gives Hale an 80 percent chance of winning"."""
    for i in range(verb + 1, min(verb + FURTHEST_TOLL, len(line.words))):
        if line.words[i] in MARKS:
            return False
        if line.bits[i] & CHANCES:
            return holds(line, verb + 1, i + 5, NUMBERS)
    return False


def polled(line: Tokens, verb: int, said: list[Subject], known: Words) -> Cue | None:
    """ "The poll has Hale at 46 percent": what a poll has, where it tells who stands where."""
    opened = verb + 1 < len(line.words) and not line.bits[verb + 1] & (AUXILIARIES | PARTICIPLE | NUMBERS)
    if not opened or not holds(line, max(0, verb - FURTHEST_POLL), verb, POLLS):
        return None
    places = range(verb + 2, min(verb + FURTHEST_TOLL, len(line.words) - 1))
    if not any(line.bits[i] & STANDING and holds(line, i + 1, i + 6, NUMBERS) for i in places):
        return None
    subject = subject_of(line, verb, said, known)
    if subject is None or not holds(line, subject.first, subject.past, POLLS):
        return None
    return cue_of(line, verb, subject, "reported", right=(line.ends[verb], clause_end(line, verb)))
