"""Who is cited within a quotation: '"The clinics counted 40," the minister said' is the clinics' count, through him."""

from __future__ import annotations

from dataclasses import replace

import regex

from reconcile.attribution.cue import Cue
from reconcile.attribution.cues import cues, may_credit
from reconcile.attribution.quotations import Quotation
from reconcile.attribution.reading import Found, Reading
from reconcile.attribution.speakers import Kind
from reconcile.attribution.tokens import tokens
from reconcile.attribution.words import LETTERS
from reconcile.model import Span, Stance

CITED = ("said", "told", "reported", "according-to", "per", "put", "in-report", "quoted", "citing")
ANYBODY = ("people", "folks", "everyone", "everybody", "friends", "others")
OURS = regex.compile(r"\b(?:we|I)\b")  # "police say 12 died, but we saw 40"
NAMED = (Kind.PERSON, Kind.BODY, Kind.ROLE)


def cited_within(reading: Reading, index: int, span: Span, quote: Quotation, outer: Found | None) -> Found | None:
    """The credit that a speaker gives somebody else for a figure in a quotation, with the speaker as the relay."""
    here = (cue for cue in _cues(reading, index, quote) if _covers(cue, span[0]))
    cue = next((cue for cue in here if _cites(cue)), None)
    if cue is None or OURS.search(reading.document.text, cue.end, max(cue.end, span[0])):
        return None
    if outer is None:
        return Found(index, cue)
    through = outer.cue.speaker
    return Found(index, replace(cue, relays=(*cue.relays, through, *outer.cue.relays)), guess=outer.guess)


def _cites(cue: Cue) -> bool:
    """Whether a cue credits somebody else than the speaker and those whom nobody knows: "people say"."""
    named = cue.speaker.kind in NAMED and cue.speaker.head not in ANYBODY
    return named and cue.rule.partition("-after")[0] in CITED and cue.stance is not Stance.DENIES


def _covers(cue: Cue, at: int) -> bool:
    return any(side and side[0] <= at < side[1] for side in (cue.left, cue.right))


def _cues(reading: Reading, index: int, quote: Quotation) -> tuple[Cue, ...]:
    """The cues in as much of a quotation as stands in one sentence, read once."""
    start, end = reading.sentences[index]
    piece = max(start, quote.start + 1), min(end, quote.end - quote.closed)
    found = reading.inner.get(piece)
    if found is None:
        found = reading.inner[piece] = _read(reading, piece)
    return found


def _read(reading: Reading, piece: Span) -> tuple[Cue, ...]:
    text = reading.document.text[slice(*piece)]
    words = LETTERS.findall(text.lower())
    if not may_credit(text, words, frozenset(words), reading.known):
        return ()
    line = tokens(reading.document.text, piece, reading.known)
    return cues(line, reading.known, lambda _: False) if line.words else ()
