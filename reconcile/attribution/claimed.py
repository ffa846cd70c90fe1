"""Claims told by a noun: "a claim by the group that 12 had died", "the army's claim was of 12 dead"."""

from __future__ import annotations

from reconcile.attribution.cue import Cue, cue_of
from reconcile.attribution.frames import clause_end
from reconcile.attribution.phrases import after, before
from reconcile.attribution.speakers import Kind, speaker_at
from reconcile.attribution.subject import Subject
from reconcile.attribution.subjects import named_behind
from reconcile.attribution.tokens import Tokens, holds, owns
from reconcile.attribution.words import NUMBERS, Words

LONGEST_ASIDE = 14
FURTHEST_NUMBER = 6
IS = ("was", "is", "had", "has", "been")


def claimed(line: Tokens, at: int, known: Words) -> Cue | None:
    """The cue of the noun at `at`, where whoever makes the claim stands beside it and what is claimed follows."""
    found = _claimant(line, at, known)
    if found is None or found.speaker.kind in (Kind.WEAK, Kind.PRONOUN):
        return None
    begin = _past_aside(line, max(found.past, at + 1))
    while begin < len(line.words) and line.lows[begin] in IS:
        begin += 1
    follows = line.lows[begin : begin + 1]
    counted = follows == ["of"] and holds(line, begin + 1, begin + FURTHEST_NUMBER, NUMBERS)
    if not counted and follows != ["that"]:
        return None
    return cue_of(line, at, found, "claim", right=(line.ends[begin], clause_end(line, begin)))


def _claimant(line: Tokens, at: int, known: Words) -> Subject | None:
    """Whose claim it is: the owner in front of the noun, or whoever follows "by"."""
    by = line.lows[at + 1 : at + 2] in (["by"], ["from"])
    span = after(line, at + 2) if by else before(line, at - 1) if at and owns(line, at - 1) else None
    found = speaker_at(line, span, known)
    if not found or not span:
        return None
    subject = Subject(found, *span, "by" if by else "subject")
    return named_behind(line, subject, known) if by else subject


def _past_aside(line: Tokens, at: int) -> int:
    """The token behind an aside between commas, or behind a comma: ", made last week,"."""
    if line.words[at : at + 1] != [","]:
        return at
    shut = (i for i in range(at + 2, min(at + LONGEST_ASIDE, len(line.words))) if line.words[i] == ",")
    return at + 1 if line.lows[at + 1 : at + 2] == ["that"] else next(shut, at) + 1
