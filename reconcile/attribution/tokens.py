"""A sentence → its words in parallel lists, with what the lexicon says of each."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from reconcile.attribution.words import ADVERBS, NUMBERS, SPEAKERS, STOPS, Words
from reconcile.model import Span

TOKEN = regex.compile(
    r"""(?:\p{Lu}\.){2,}(?:['’]s)?"""
    r"""|\p{L}[\p{L}\p{M}\p{N}]*+(?:[.'’&@-][\p{L}\p{N}]++)*+(?:(?<=s)['’](?=\s\p{L}))?"""
    r"""|\p{N}++(?:[.,]\p{N}++)*+%?\p{L}*+(?:-\p{L}++)*+"""
    r"""|--+|''|[^\s\p{Cf}.•*▪‣·●#]"""
)
OPENING = frozenset(("\"", "“", "‘", "«", "'", "''"))
CLOSING = frozenset(("\"", "”", "’", "»", "'", "''"))
DASHES = frozenset(("—", "–", "-", "--"))
MARKS = OPENING | CLOSING | DASHES | frozenset(",;:|()[]?!/…")
POSSESSIVE = ("'s", "’s", "s'", "s’")
NOT_ADVERBS = ("mily", "sembly", "italy", "daily", "weekly", "police")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and marks of one sentence: as written, in lower case, where they stand, and their bits."""

    text: str
    words: list[str]
    lows: list[str]
    starts: list[int]
    ends: list[int]
    bits: list[int]

    def __len__(self) -> int:
        return len(self.words)


def tokens(text: str, span: Span, known: Words) -> Tokens:
    """The words of `text` within `span`; full stops are left out, numerals carry the bit of a number."""
    matches = list(TOKEN.finditer(text, *span))
    found = [match.group() for match in matches]
    lows = [word.lower() for word in found]
    listed = known.bits
    bits = [listed[low] if low in listed else _guess(low, known) for low in lows]
    if not text[slice(*span)].isupper():
        for at, word in enumerate(found):
            if bits[at] & STOPS and len(word) > 1 and word.isupper():
                bits[at] = SPEAKERS if lows[at] in known.types else 0  # WHO and IS are bodies, US is a country
    return Tokens(text, found, lows, [match.start() for match in matches], [match.end() for match in matches], bits)


def _guess(low: str, known: Words) -> int:
    """The bits of a word that is not listed: a numeral, an adverb in -ly, a possessive of a listed noun."""
    if low[0].isdigit():
        return 0 if "-" in low else NUMBERS
    if low.endswith("ly") and len(low) > 5 and not low.endswith(NOT_ADVERBS):
        return ADVERBS
    if low.endswith(("'s", "’s")):
        return known.bits.get(low[:-2], 0) & ~STOPS & ~NUMBERS
    return known.bits.get(low[:-1], 0) & ~STOPS & ~NUMBERS if low.endswith(("'", "’")) else 0


def is_name(line: Tokens, index: int) -> bool:
    """Whether the word at `index` is written as a name: "Silva", "al-Masri"."""
    word = line.words[index]
    if word[0].isupper():
        return True
    head, hyphen, tail = word.partition("-")
    return bool(hyphen) and len(head) < 4 and tail[:1].isupper()


def owns(line: Tokens, index: int) -> bool:
    """Whether the word at `index` is a possessive."""
    return line.words[index].endswith(POSSESSIVE) and len(line.words[index]) > 2
