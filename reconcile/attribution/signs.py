"""Credits without a verb: "Police: 12 dead", "12 dead - ministry", "the official toll"."""

from __future__ import annotations

import re
from collections.abc import Iterator

import regex

from reconcile.attribution.cue import Cue, Masked, cue_of
from reconcile.attribution.frames import clause_end, end_of, whole_left
from reconcile.attribution.phrases import after, before
from reconcile.attribution.speakers import Kind, read, speaker_at
from reconcile.attribution.subject import Subject
from reconcile.attribution.tokens import DASHES, MARKS, OPENING, Tokens, is_name, owns
from reconcile.attribution.words import (
    COUNTS,
    CUES,
    EVIDENCE,
    FIELDS,
    NUMBERS,
    OFFICIAL,
    PAPERS,
    PREPOSITIONS,
    SPEAKERS,
    TITLES,
    TOLLS,
    Words,
)  # fmt: skip
from reconcile.model import SourceType

LONGEST_SIDE = 8
LEAST = 2  # words of a headline in front of the colon and a name
NAME_AND_COLON, NAME_BEHIND = "colon-name", "colon-name-after"
SIGNS, TOLD = DASHES | {":", "|"}, frozenset(COUNTS)
COLON = re.compile(r":(?![\d/])|(?<!\d):(?!/)")  # none of an hour or a link
SIGN = regex.compile(COLON.pattern + r"|\||[—–-](?![\p{L}\p{N}])|\s-(?=\p{L})")  # no dash within a word; such a colon
FRONT, BACK = 250, 160  # characters that a dateline and a side of a headline take, and a side alone


def may_sign(sentence: str) -> bool:
    """Whether a side of a headline can stand in front of a colon, or behind a sign that no full stop follows."""
    if COLON.search(sentence, 0, FRONT):
        return True
    return sentence[-1:] != "." and bool(SIGN.search(sentence, max(0, len(sentence) - BACK)))


def signs(line: Tokens, known: Words, masked: Masked) -> Iterator[Cue]:
    """The cues that a colon, a dash or the owner of a toll makes."""
    if not SIGNS.isdisjoint(line.words):
        yield from _colons(line, known, masked)
    if not TOLD.isdisjoint(line.lows):
        yield from _tolls(line, known)


def _colons(line: Tokens, known: Words, masked: Masked) -> Iterator[Cue]:
    """A body or a role that stands alone on its side of a colon or a dash."""
    n = len(line.words)
    marks = [at for at in range(1, n - 1) if line.words[at] in SIGNS]
    marks = [at for at in marks if not masked(line.starts[at])]
    if marks and line.words[marks[0]] == ":":
        alone = _alone(line, 0, marks[0], known)
        subject, rule = (alone, "colon") if alone else (_named(line, marks[0], known), NAME_AND_COLON)
        if subject:
            yield cue_of(line, marks[0], subject, rule, right=(line.ends[marks[0]], end_of(line)))
    ended = line.text[end_of(line) - 1 : end_of(line)] in ("", "\n", "\r", '"', "”")
    for at in marks[-2:] if ended else ():
        spaced = line.starts[at] > line.ends[at - 1]  # "12 dead -media", too
        if (spaced or line.words[at] == ":") and (subject := _alone(line, at + 1, n, known)):
            yield cue_of(line, at, subject, "colon-after", left=whole_left(line, at))
        elif line.words[at] == ":" and at > LEAST and (subject := _signed(line, at + 1, known)):
            yield cue_of(line, at, subject, NAME_BEHIND, left=whole_left(line, at))


def _alone(line: Tokens, first: int, past: int, known: Words) -> Subject | None:
    """The role or body that makes up the whole of one side of a headline; outlets sign there and are none."""
    if past - first > LONGEST_SIDE or " ".join(line.lows[first:past]) in known.labels:
        return None
    span = after(line, first)
    found = speaker_at(line, span, known) if span and span[1] == past else None
    if not found or not span or found.kind in (Kind.WEAK, Kind.PRONOUN):
        return None
    if found.outlet and (first == 0 or is_name(line, past - 1)) and found.name[0].isupper():
        return None  # but "12 dead: Peruvian media"
    head = known.bits.get(found.head, 0)
    if found.type is SourceType.PERSON and found.name not in known.names:
        return None  # "Moria migrants: 12 dead" tells the topic
    listed = head & (SPEAKERS | TITLES | PAPERS) and not head & FIELDS
    return Subject(found, *span, "colon") if listed or found.name in known.names else None


def _signed(line: Tokens, first: int, known: Words) -> Subject | None:
    """A person behind the colon of a headline, alone or with whom they told: "12 held: Ana Ruiz to lawmakers"."""
    span = after(line, first)
    found = speaker_at(line, span, known)
    closing = span and (span[1] == len(line.words) or line.lows[span[1]] in ("to", "tells"))
    person = found and found.kind is Kind.PERSON and " " in found.name
    return Subject(found, *span, "colon") if found and span and person and closing else None


def _named(line: Tokens, colon: int, known: Words) -> Subject | None:
    """A name in front of a colon, which may be a topic as well; with where it was said only before a quotation."""
    if " ".join(line.lows[:colon]) in known.labels or colon > LONGEST_SIDE:
        return None
    span = after(line, 0)
    quoted = line.words[colon + 1] in OPENING
    past = next((at for at in range(1, colon) if line.bits[at] & PREPOSITIONS or line.words[at] in (",", "(")), colon)
    telling = any(bits & CUES and not bits & (SPEAKERS | EVIDENCE) for bits in line.bits[past:colon])
    if not span or span[0] or past != colon and not quoted or telling:
        return None
    found = speaker_at(line, (0, past), known)
    beside = speaker_at(line, (past + 1, colon), known) if line.words[past] == "," and past + 1 < colon else None
    if found and found.kind is Kind.ROLE and beside and beside.kind is Kind.PERSON:
        return Subject(beside, 0, colon, "colon")  # "Its leader, Ana Ruiz: "
    named = found and found.kind in (Kind.PERSON, Kind.BODY) and found.type is not SourceType.ARTIFACT
    if not found or not named and not (quoted and found.kind is Kind.ROLE) or found.outlet:
        return None
    if not all(is_name(line, at) for at in range(past)) and found.kind is not Kind.ROLE and not found.title:
        return None
    return Subject(found, 0, past, "colon")


def _tolls(line: Tokens, known: Words) -> Iterator[Cue]:
    """Whose count it is stands in front of the word for it: "the official death toll", "a police estimate"."""
    for at, low in enumerate(line.lows):
        if low not in COUNTS:
            continue
        first = next((i for i in range(at - 1, max(-1, at - 4), -1) if line.bits[i] & OFFICIAL), None)
        if first is None or any(line.words[i] in MARKS for i in range(first, at)):
            continue
        if first + 1 < at and not line.bits[at - 1] & (TOLLS | NUMBERS) and line.lows[at - 1] != "death":
            continue
        if first and line.words[first - 1] == "(" and line.words[at + 1 : at + 2] == [")"]:
            continue  # "5,000 (police figure)"
        owned = before(line, first - 1) if first and owns(line, first - 1) else None
        speaker = speaker_at(line, owned, known) or read(line, first, first + 1, known)
        if speaker:
            right = (line.ends[at], clause_end(line, at))
            yield cue_of(line, at, Subject(speaker, first, at + 1, "toll"), "toll", right=right)
