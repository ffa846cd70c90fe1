"""Those who are told something: the outlet that passes it on, or people who do not."""

from __future__ import annotations

from reconcile.attribution.phrases import base_right
from reconcile.attribution.speakers import Kind, Speaker, read
from reconcile.attribution.tokens import Tokens, is_name
from reconcile.attribution.words import BETWEEN, HEARERS, NUMBERS, Words
from reconcile.model import SourceType


def heard_by(line: Tokens, span: tuple[int, int], known: Words) -> Speaker | None:
    """Whoever is told: one that the state runs and no list knows is an outlet: "told state-run RTV"."""
    found = read(line, *span, known)
    unknown = found and found.kind is Kind.BODY and found.type is SourceType.PERSON
    named = unknown and is_name(line, span[1] - 1)
    run = named and any(low.startswith("state-") for low in line.lows[span[0] : span[1]])
    return found._replace(type=SourceType.STATE_MEDIA) if found and run else found


def hears(line: Tokens, at: int) -> bool:
    """Whether a noun names those told and no outlet: "reporters", "a news conference", but not "Associated Press"."""
    return bool(line.bits[at] & HEARERS) and line.words[at].islower()


def past_crowd(line: Tokens, at: int) -> int:
    """The token behind the size of those told: "told a crowd of 10,000 people"."""
    if line.lows[at : at + 1] != ["of"]:
        return at
    past = at + 1
    while past < len(line.words) and line.bits[past] & (NUMBERS | BETWEEN):
        past += 1
    return base_right(line, past) if past > at + 1 else at
