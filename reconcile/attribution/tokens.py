"""A sentence → its words in parallel lists, with what the lexicon says of each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from itertools import accumulate
from operator import or_

import regex

from reconcile.attribution.words import (
    ADVERBS,
    AUXILIARIES,
    CUES,
    MONTHS,
    NAMED,
    PERSONS,
    SPEAKERS,
    STOPS,
    TIMES,
    TOKEN,
    Words,
)  # fmt: skip
from reconcile.model import Span

OPENING = frozenset(("\"", "“", "‘", "«", "'", "''"))
CLOSING = frozenset(("\"", "”", "’", "»", "'", "''"))
DASHES = frozenset(("—", "–", "-", "--"))
MARKS = OPENING | CLOSING | DASHES | frozenset(",;:|()[]?!/…")
SHOUTED = regex.compile(r"\p{Lu}[^\p{Ll}\s,'’-]")
POSSESSIVE = ("'s", "’s", "s'", "s’")
NAMESAKES = AUXILIARIES | TIMES | ADVERBS | PERSONS
NO_TIMES = frozenset(("march", "sat", "sun", "wed"))  # small letters: "organisers of the march" name no month
GIVEN_NAMES = frozenset(("may", "jan", "june", "april", "august", "will", "sun", "long", "so", "early", "summer", "he"))


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and marks of one sentence: as written, in lower case, where they stand, and their bits."""

    text: str
    words: list[str]
    lows: list[str]
    starts: list[int]
    ends: list[int]
    bits: list[int]


def tokens(text: str, span: Span, known: Words) -> Tokens:
    """The words of `text` within `span`; full stops are left out, numerals carry the bit of a number."""
    pieces = TOKEN.split(text[slice(*span)])
    found, edges = pieces[1::2], list(accumulate(map(len, pieces), initial=span[0]))
    starts, ends = edges[1:-1:2], edges[2::2]
    lows = "\n".join(found).lower().split("\n") if found else []
    listed, guess = known.bits.get, known.guess
    bits = [listed(low) or guess(low) for low in lows]
    if not NO_TIMES.isdisjoint(found):
        bits = [b & ~(TIMES | MONTHS) if word in NO_TIMES else b for b, word in zip(bits, found, strict=True)]
    line = Tokens(text, found, lows, starts, ends, bits)
    if SHOUTED.search(text, *span) and not text[slice(*span)].isupper():
        _read_shouted(line, known)
    if not known.runs.keys().isdisjoint(found):
        for at in [at for at, word in enumerate(found) if word in known.runs][::-1]:
            _merge(line, at, known)
    if not GIVEN_NAMES.isdisjoint(lows):
        _read_namesakes(line)
    return line


def _read_shouted(line: Tokens, known: Words) -> None:
    """Capitals that are no small words: WHO and IS are bodies, US is a country."""
    for at, (word, low) in enumerate(zip(line.words, line.lows, strict=True)):
        if word != low and word[:2].isupper() and word[1:2] != "-" and line.bits[at] & STOPS:
            name = low.partition("'")[0].partition("’")[0]
            if len(name) > 1:
                line.bits[at] = SPEAKERS if name in known.types else 0


def _read_namesakes(line: Tokens) -> None:
    """Names that are spelled like a month, a pronoun or a helping verb: "Theresa May", "He Lifeng", "Will Hurd"."""
    for at, bits in enumerate(line.bits):
        if not bits & NAMESAKES or not line.words[at].istitle() or line.words[at].lower() not in GIVEN_NAMES:
            continue
        before = at > 0 and line.words[at - 1][:1].isupper() and not line.bits[at - 1] & (STOPS | ADVERBS)
        behind = line.words[at + 1] if at + 1 < len(line.words) else "."
        if line.lows[at] == "he":
            named = behind.istitle() and at + 1 < len(line.words) and not line.bits[at + 1] & (CUES | STOPS | ADVERBS)
            line.bits[at] = 0 if named else bits
            continue
        saying = at + 1 < len(line.words) and line.bits[at + 1] & CUES and not line.bits[at + 1] & SPEAKERS
        named = behind[:1].isupper() and not line.bits[at + 1]
        dated = at and line.words[at - 1].isdigit() and not named
        if (before or saying or named or behind[-2:] in POSSESSIVE) and not (behind[0].isdigit() or dated):
            line.bits[at] = 0


def _merge(line: Tokens, at: int, known: Words) -> None:
    """Make one token of the name that begins at `at`, if one does: "Save the Children" holds no article."""
    words = line.words
    run = next((run for run in known.runs[words[at]] if tuple(words[at : at + len(run)]) == run), None)
    if run is None:
        return
    past = at + len(run)
    whole = line.text[line.starts[at] : line.ends[past - 1]]
    for column, merged in ((line.words, whole), (line.lows, whole.lower())):
        column[at:past] = [merged]
    line.ends[at:past] = [line.ends[past - 1]]
    line.starts[at:past] = [line.starts[at]]
    line.bits[at:past] = [SPEAKERS | NAMED]


def holds(line: Tokens, first: int, past: int, wanted: int) -> bool:
    """Whether any of the words `first` up to `past` has one of the wanted bits."""
    for bits in line.bits[first:past]:  # noqa: SIM110  (in a loop, which takes half the time)
        if bits & wanted:
            return True
    return False


def every(line: Tokens) -> int:
    """The bits of all words of a sentence in one."""
    return reduce(or_, line.bits, 0)


def is_name(line: Tokens, index: int) -> bool:
    """Whether the word at `index` is written as a name: "Silva", "al-Masri"."""
    word = line.words[index]
    if word[0].isupper():
        return True
    head, hyphen, tail = word.partition("-")
    return bool(hyphen) and len(head) < 4 and tail[:1].isupper()


def owns(line: Tokens, index: int) -> bool:
    """Whether the word at `index` is a possessive."""
    return line.words[index].endswith(POSSESSIVE) and len(line.words[index]) > 2 and not line.bits[index] & NAMED
