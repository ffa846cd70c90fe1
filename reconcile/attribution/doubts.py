"""Who leaves a figure open or rejects it, and the hedges that stand where nobody is named."""

from __future__ import annotations

from dataclasses import replace

from reconcile.attribution.cue import Cue, Masked, cue_of
from reconcile.attribution.frames import clause_end, has_object
from reconcile.attribution.phrases import before
from reconcile.attribution.speakers import Kind, speaker_at
from reconcile.attribution.subject import Subject
from reconcile.attribution.tokens import Tokens
from reconcile.attribution.words import ADVERBS, AUXILIARIES, REFUSALS, VERIFY, Words
from reconcile.model import Span, Stance

HELPERS = ("unable", "able", "to", "yet", "immediately", "be")
NEGATING = ("unable", "yet")
REACH = 70  # characters between a hedge and the figure that it is about
BREAKS = (";", ":", " but ", " while ", " whereas ", " after ", " when ", " who ", " which ", " because ")


def doubts(line: Tokens, known: Words, masked: Masked) -> tuple[Cue, ...]:
    """The cues of those who could not confirm what a sentence says, in order."""
    places = [at for at, bits in enumerate(line.bits) if bits & VERIFY and not masked(line.starts[at])]
    return tuple(cue for at in places if (cue := _unconfirmed(line, at, known)))


def _unconfirmed(line: Tokens, verb: int, known: Words) -> Cue | None:
    """ "Reuters could not independently verify the figure of 12": whoever leaves it open."""
    at, negated = verb - 1, False
    while at >= 0 and (line.bits[at] & (AUXILIARIES | ADVERBS | REFUSALS) or line.lows[at] in HELPERS):
        low = line.lows[at]
        negated = negated or bool(line.bits[at] & REFUSALS) or low in NEGATING or low.endswith(("n't", "n’t"))
        at -= 1
    span = before(line, at) if negated else None
    found = speaker_at(line, span, known)
    if not span or not found or found.kind in (Kind.WEAK, Kind.PRONOUN) or not has_object(line, verb + 1):
        return None
    right = (line.ends[verb], clause_end(line, verb))
    left = (line.starts[0], line.starts[span[0]]) if span[0] else None
    cue = cue_of(line, verb, Subject(found, *span, "subject"), "unconfirmed", left=left, right=right)
    return replace(cue, stance=Stance.UNCONFIRMED, said=(line.starts[at + 1], line.ends[verb]))


def hedge(text: str, sentence: Span, figure: Span, known: Words) -> Span | None:
    """The words that put a figure at a distance and name nobody: "reportedly", in the same clause as the figure."""
    start, end = max(sentence[0], figure[0] - REACH), min(sentence[1], figure[1] + REACH)
    for found in known.hedges.finditer(text, start, end):
        between = text[found.end() : figure[0]] if found.start() < figure[0] else text[figure[1] : found.start()]
        if not any(word in between for word in BREAKS):
            return found.span()
    return None
