"""Those who speak together, where a list knows one of them alone."""

from __future__ import annotations

from reconcile.attribution.phrases import before
from reconcile.attribution.speakers import Kind, Speaker, speaker_at
from reconcile.attribution.tokens import MARKS, Tokens
from reconcile.attribution.words import Words


def in_company(line: Tokens, first: int, past: int, known: Words) -> tuple[Speaker, int] | None:
    """Who speaks with some whom no list knows, and its first token: "a monitoring group and colleagues nearby said"."""
    if first < 2 or line.lows[first - 1] != "and" or not line.lows[past - 1].endswith("s"):
        return None
    span = before(line, first - 2)
    found = speaker_at(line, span, known)
    opened = span and (span[0] == 0 or line.words[span[0] - 1] in MARKS)
    return (found, span[0]) if found and span and opened and found.kind is not Kind.WEAK else None
