"""The subject of a verb, and the phrase that opens a sentence as one."""

from __future__ import annotations

from typing import NamedTuple

from reconcile.attribution.phrases import after
from reconcile.attribution.speakers import Kind, Speaker, speaker_at
from reconcile.attribution.tokens import MARKS, Tokens, holds, is_name, owns
from reconcile.attribution.words import (
    ACTS,
    ADVERBS,
    DETERMINERS,
    EVIDENCE,
    NUMBERS,
    PREPOSITIONS,
    SPEAKERS,
    TIMES,
    TITLES,
    UNNAMED,
    Words,
)  # fmt: skip

INTRODUCTION = 14


class Subject(NamedTuple):
    """The speaker of a verb, the tokens that name it, how it was found, and the outlet it has spoken to."""

    speaker: Speaker
    first: int
    past: int
    how: str
    relay: Speaker | None = None


def subject_at(line: Tokens, span: tuple[int, int] | None, how: str, known: Words) -> Subject | None:
    """The speaker that a phrase names as the subject of a verb, and `how` it was found."""
    found = speaker_at(line, span, known)
    return Subject(found, *span, how) if found and span else None


def first_phrase(line: Tokens, known: Words) -> Subject | None:
    """The subject that opens a sentence, behind an introduction such as "On Monday," if there is one."""
    at = 0
    if not line.words:
        return None
    opens = line.bits[0] & (PREPOSITIONS | TIMES | ADVERBS) or line.lows[0].endswith(("ed", "ing"))
    if opens and "," in line.words[:INTRODUCTION]:
        at = line.words.index(",") + 1
    if ":" in line.words[1:4] and all(is_name(line, i) for i in range(line.words.index(":"))):
        at = line.words.index(":") + 1  # "CALI: The mayor"
    while at < len(line.words) and (line.words[at] in MARKS or line.lows[at] in ("but", "and")):
        at += 1
    span = after(line, at)
    found = subject_at(line, without_verb(line, *span), "first", known) if span else None
    if not found or found.speaker.kind is Kind.WEAK:
        return None
    proper = is_name(line, at) or line.bits[at] & DETERMINERS or found.speaker.kind in (Kind.PRONOUN, Kind.PERSON)
    return (_named_beside(line, found, known) or found) if proper else None


def _named_beside(line: Tokens, found: Subject, known: Words) -> Subject | None:
    """The person whom commas set beside an office: "The premier, Ana Ruiz, offered"."""
    n, past = len(line.words), found.past
    if found.speaker.kind is Kind.PERSON or past + 2 >= n or line.words[past] != "," or not is_name(line, past + 1):
        return None
    if not line.bits[past - 1] & TITLES and not holds(line, found.first, past, TITLES):
        return None
    named = subject_at(line, after(line, past + 1), "first", known)
    person = named and named.speaker.kind is Kind.PERSON and named.past < n and line.words[named.past] == ","
    return named if person else None


def without_verb(line: Tokens, first: int, past: int) -> tuple[int, int]:
    """A name without the verb behind it that no list knows: "Ana Silva spoke late"."""
    listed = SPEAKERS | TITLES | EVIDENCE | UNNAMED | PREPOSITIONS
    for at in range(first + 1, past):
        plain = not is_name(line, at) and not line.bits[at] & listed and line.words[at].isalpha()
        if plain and is_name(line, at - 1) and not line.bits[at - 1] & DETERMINERS and not owns(line, at - 1):
            return first, at
        last, followed = at == past - 1, past < len(line.words) and line.bits[past] & (NUMBERS | DETERMINERS)
        acts = line.bits[at] & ACTS or last and (line.lows[at].endswith("ed") or followed and line.lows[at][-1] == "s")
        if plain and acts and line.bits[at - 1] & listed & ~PREPOSITIONS:
            return first, at
    return first, past
