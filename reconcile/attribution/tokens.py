"""A sentence → its words in parallel lists, with what the lexicon says of each."""

from __future__ import annotations

from dataclasses import dataclass

from reconcile.attribution.words import (
    ADVERBS,
    AUXILIARIES,
    CUES,
    NAMED,
    NUMBERS,
    PRONOUNS,
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
POSSESSIVE = ("'s", "’s", "s'", "s’")
CURRENCIES = "$£€¥₹₽₺₦₩"
OWNING = "s'’"
NAMESAKES = AUXILIARIES | TIMES | ADVERBS
GIVEN_NAMES = ("may", "jan", "june", "april", "august", "will", "sun", "long", "so", "early", "summer")
NOT_ADVERBS = (
    "elderly", "friendly", "monthly", "yearly", "deadly", "costly", "mily", "sembly", "italy", "daily", "weekly",
    "police",
)  # fmt: skip


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
    places = [match.span() for match in TOKEN.finditer(text, *span)]
    found = [text[start:end] for start, end in places]
    lows = "\n".join(found).lower().split("\n") if found else []
    listed = zip(lows, map(known.bits.get, lows), strict=True)
    bits = [_guess(low, known) if bit is None else bit for low, bit in listed]
    capitals = [at for at, bit in enumerate(bits) if bit & STOPS and found[at][:2].isupper()]
    if capitals and not text[slice(*span)].isupper():
        for at in (at for at in capitals if found[at][1:2] != "-"):
            name = lows[at].partition("'")[0].partition("’")[0]  # WHO and IS are bodies, US is a country
            if len(name) > 1:
                bits[at] = SPEAKERS if name in known.types else 0
    starts, ends = [start for start, _ in places], [end for _, end in places]
    line = Tokens(text, found, lows, starts, ends, bits)
    for at in [at for at, word in enumerate(found) if word in known.runs][::-1]:
        _merge(line, at, known)
    _read_capitals(line)
    return line


def _read_capitals(line: Tokens) -> None:
    """Names that are spelled like a month or a helping verb: "Theresa May", "Jan Wolff", "Will Hurd"."""
    for at, bits in enumerate(line.bits):
        if not bits & NAMESAKES or not line.words[at].istitle() or line.words[at].lower() not in GIVEN_NAMES:
            continue
        before = at > 0 and line.words[at - 1][:1].isupper() and not line.bits[at - 1] & (STOPS | ADVERBS)
        behind = line.words[at + 1] if at + 1 < len(line) else "."
        saying = at + 1 < len(line) and line.bits[at + 1] & CUES and not line.bits[at + 1] & SPEAKERS
        named = behind[:1].isupper() and not line.bits[at + 1]
        if (before or saying or named or behind[-2:] in POSSESSIVE) and not behind[0].isdigit():
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


def _guess(low: str, known: Words) -> int:
    """The bits of a word that is not listed: a numeral, an adverb in -ly, a possessive of a listed noun."""
    if not low[0].isalpha():
        return NUMBERS if low in CURRENCIES or low[0].isdigit() and "-" not in low else 0
    last = low[-1]
    if last == "y" and low[-2:] == "ly":
        return ADVERBS if len(low) > 5 and not low.endswith(NOT_ADVERBS) else 0
    if low[1:2] == "-" and low[0] in "rdi" and len(low) > 2:
        return PRONOUNS  # "R-Ohio" behind a name is nobody
    if last not in OWNING:
        return 0
    owner = low[:-2] if low[-2:] in ("'s", "’s") else low[:-1] if last in "'’" else ""
    bits = known.bits.get(owner, 0) & ~NUMBERS
    return bits & STOPS or bits  # "who's" joins clauses and is no owner


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
