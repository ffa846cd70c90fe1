"""Rival numbers told in one sentence with their speakers beside them, no verb of their own between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from reconcile.attribution.cue import Cue, cue_of
from reconcile.attribution.phrases import after, before, of_one_name
from reconcile.attribution.speakers import Kind, speaker_at
from reconcile.attribution.subject import Subject
from reconcile.attribution.tokens import MARKS, Tokens
from reconcile.attribution.words import ADVERBS, BETWEEN, CONJUNCTIONS, DETERMINERS, NUMBERS, TOLLS, Words
from reconcile.model import SourceType, Span

RIVAL, COUNT = "rival", "rival-count"  # a speaker beside its number, or the count of one: "(police figure)"
FURTHEST_COUNTED = 3  # "5,000 people (police)"
JOINTS = frozenset((",", ";", "and", "or", "but", "while", "against", "versus", "whereas", "—", "–", "-"))
QUALIFYING = frozenset(("at", "only", "just", "about", "around", "some", "nearly", "over", "almost", "roughly", "than"))
BRACKETED = regex.compile(r"\d(?: \p{L}+){0,3} \((?:the )?\p{L}[^()\d]{2,40}\)")


def may_rival(sentence: str) -> bool:
    """Whether two numbers, or a number and a word for what it is, can be credited in brackets: "5,000 (police)"."""
    return "(" in sentence and bool(BRACKETED.search(sentence))


def rivals(line: Tokens, found: Sequence[Cue], known: Words) -> Iterator[Cue]:
    """The cues of speakers in brackets behind their numbers, and of those beside a number after somebody was credited.

    "5,000 (police) or 20,000 (organisers)"; "the army counted 40 dead and the rebels 55"; "2 million, according to
    the union, 570,000 for the ministry".
    """
    numbers = [at for at, bits in enumerate(line.bits) if bits & NUMBERS]
    if len(numbers) < 2 and "(" not in line.words:
        return
    counted = [at for at in numbers if at + 1 not in numbers]
    bracketed = [cue for at in counted if (cue := _bracketed(line, at, known))] if "(" in line.words else []
    yield from bracketed if found or len(bracketed) > 1 or any(map(_is_count, bracketed)) else ()
    if not found:
        return
    first = min(cue.start for cue in found)
    for at in counted[1:]:
        cue = _for(line, at, known) or (_gapped(line, at, known) if line.starts[at] > first else None)
        if cue:
            yield cue


def _opens_number(line: Tokens, at: int) -> int:
    """The first token of a number that ends at `at`."""
    while at and line.bits[at - 1] & NUMBERS:
        at -= 1
    return at


def _bracketed(line: Tokens, at: int, known: Words) -> Cue | None:
    """The cue of whoever stands in brackets behind a number and what it counts."""
    reach = range(at + 1, min(at + 2 + FURTHEST_COUNTED, len(line.words) - 2))
    opened = next((i for i in reach if line.words[i] in MARKS), None)
    if opened is None or line.words[opened] != "(":
        return None
    span = after(line, opened + 1)
    if not span or line.words[span[1] : span[1] + 1] != [")"] or line.bits[opened + 1] & NUMBERS:
        return None
    count = span[1] - span[0] > 1 and line.bits[span[1] - 1] & TOLLS  # "police figure"
    found = _behind(line, at, opened, (span[0], span[1] - 1) if count else span, known)
    return replace(found, rule=COUNT) if found and count else found


def _is_count(cue: Cue) -> bool:
    return cue.rule == COUNT


def _for(line: Tokens, at: int, known: Words) -> Cue | None:
    """The cue of whoever a bare number is given for: "and 570,000 for the interior ministry"."""
    if line.lows[at + 1 : at + 2] != ["for"] or line.lows[_opens_number(line, at) - 1] not in JOINTS:
        return None
    span = after(line, at + 2)
    return _behind(line, at, at + 1, span, known) if span and _closes(line, span[1]) else None


def _behind(line: Tokens, at: int, sign: int, span: tuple[int, int], known: Words) -> Cue | None:
    """A cue for the number that ends at `at`, of the body that the tokens of `span` name."""
    found = _body(line, span, known)
    if not found:
        return None
    left: Span = (line.starts[_opens_number(line, at)], line.starts[sign])
    return cue_of(line, sign, found, RIVAL, left=left)


def _gapped(line: Tokens, at: int, known: Words) -> Cue | None:
    """The cue of whoever stands between a joint and a number, the verb left out: "and the rebels 55"."""
    past = at + 1
    while past < len(line.words) and line.bits[past] & TOLLS:
        past += 1
    opened = _opens_number(line, at)
    last = opened - 1
    while last > 0 and (line.lows[last] in QUALIFYING or line.bits[last] & (BETWEEN | ADVERBS) & ~DETERMINERS):
        last -= 1
    span = before(line, last) if last > 0 and _closes(line, past) else None
    if not span or not span[0]:
        return None
    joint = max((i for i in range(*span) if line.lows[i] == "and" and not of_one_name(line, i)), default=span[0] - 1)
    span = joint + 1, span[1]  # not "demonstrators and the ministry"
    found = _body(line, span, known) if line.lows[span[0] - 1] in JOINTS else None
    if not found:
        return None
    right: Span = (line.starts[last + 1], line.ends[past - 1])
    return cue_of(line, last, found, RIVAL, right=right)


def _closes(line: Tokens, past: int) -> bool:
    """Whether a clause ends in front of the token `past`."""
    return past >= len(line.words) or line.words[past] in MARKS or bool(line.bits[past] & CONJUNCTIONS)


def _body(line: Tokens, span: tuple[int, int], known: Words) -> Subject | None:
    """The body or those of a kind that gives counts whom the tokens of `span` name."""
    found = speaker_at(line, span, known)
    if not found or found.kind not in (Kind.BODY, Kind.ROLE):
        return None
    return Subject(found, *span, RIVAL) if found.type is not SourceType.PERSON or found.name.isupper() else None
