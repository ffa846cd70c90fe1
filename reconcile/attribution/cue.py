"""A credit that a sentence makes, with the stretch of the sentence that it covers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from reconcile.attribution.speakers import Speaker
from reconcile.attribution.subject import Subject
from reconcile.attribution.tokens import Tokens
from reconcile.attribution.words import CLAIM, DENY
from reconcile.model import Span, Stance

SUFFIX = {"shared": "-shared", "who": "-who", "appositive": "-appositive"}

Masked: TypeAlias = Callable[[int], bool]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cue:
    """A credit: who, through whom, which characters to the left and right it covers, and the words that say so.

    `start` and `end` hold the speaker and the words; `said` are the words alone. A cue is equal to itself alone.
    """

    verb: int
    first: int
    speaker: Speaker
    relays: tuple[Speaker, ...] = ()
    stance: Stance = Stance.SAYS
    said: Span
    left: Span | None = None
    right: Span | None = None
    start: int
    end: int
    rule: str


def cue_of(
    line: Tokens, verb: int, subject: Subject, rule: str, *, left: Span | None = None, right: Span | None = None
) -> Cue:
    """A cue of the verb at `verb` with its subject."""
    shared = subject.how == "shared"
    first = verb if shared else min(subject.first, verb)
    last = verb if shared else max(subject.past - 1, verb)
    return Cue(
        verb=verb, first=first, speaker=subject.speaker, stance=_stance(line, verb),
        said=(line.starts[verb], line.ends[verb]), left=left, right=right,
        start=line.starts[first], end=line.ends[last], rule=rule + SUFFIX.get(subject.how, ""),
    )  # fmt: skip


def _stance(line: Tokens, verb: int) -> Stance:
    """How a verb stands to what it says: "denied", "claimed"; other words only say it."""
    bits = line.bits[verb]
    return Stance.DENIES if bits & DENY else Stance.CLAIMS if bits & CLAIM else Stance.SAYS
