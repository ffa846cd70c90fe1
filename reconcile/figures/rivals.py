"""Bare numbers told beside a figure: what another speaker puts the same count at, and what it was on another day."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from reconcile.figures.context import some
from reconcile.figures.line import DASHES, Line, Word
from reconcile.figures.phrases import Phrase
from reconcile.lexicon import load

LONGEST = 5  # tokens of a speaker, or of a time or a place, before a number
JOINTS = frozenset((",", ";", "and", "or", "but", "while", "against", "versus", "whereas", "(", *DASHES))
# Kinds of bodies that count; those who only see, and persons of a trade, are not taken for one by their noun alone.
COUNTING = (
    "government", "police", "military", "health_rescue", "court", "agency", "media", "igo", "ngo_monitor",
    "opposition_armed", "company",
)  # fmt: skip
VERBAL = Word.BE | Word.HAVE | Word.MODAL | Word.SAYING | Word.REL
ENDS = Word.PUNCT | Word.QUOTE | Word.CONJ | Word.SUBORD | Word.PREP | Word.REL | Word.SAYING
INNER = VERBAL | Word.PUNCT | Word.PREP | Word.SUBORD | Word.PRONOUN
NEAR = 6  # tokens between the ends of a change
COMPARING = 14  # tokens between "more than on ..." and the number in brackets


@cache
def _bodies(language: str = "en") -> frozenset[str]:
    """The last words of bodies that give counts: "ministry", "organisers", "rebels"."""
    told = load("attribution", language)["speakers"]
    kinds = told if isinstance(told, dict) else {}
    return frozenset(word for kind in COUNTING for word in kinds.get(kind, ()))


def is_rival(line: Line, before: Phrase, phrase: Phrase) -> bool:
    """Whether a bare number is what somebody else counts: "40 dead, according to the army, and 55, according to the
    rebels", "the army counted 40 dead and the rebels 55", "5,000 marchers, say police, 20,000 (organisers)"."""
    if phrase.head is not None or phrase.of:
        return False
    return _credited(line, phrase) or _counted(line, before, phrase)


def _credited(line: Line, phrase: Phrase) -> bool:
    """Whether a speaker is told right behind a number that a joint opens: "and 55, according to the rebels"."""
    if line.low[phrase.at - 1] not in JOINTS:
        return False
    past = phrase.past + (line.low[phrase.past : phrase.past + 1] == [","])
    said = line.low[past] if past < len(line) else ""
    if said == "according":
        return True
    end = next((at for at in range(past + 1, len(line)) if line.at(at, ENDS) and not line.at(at, Word.DET)), len(line))
    if said in ("by", "per"):
        return line.low[end - 1] in some("numbers") and _body(line, past + 1, end)
    return (said in ("for", "(", "say") or said in some("claims")) and _body(line, past + 1, end)


def _counted(line: Line, before: Phrase, phrase: Phrase) -> bool:
    """Whether a body alone stands between a joint and a number that ends its clause, its verb left out."""
    if not ends_clause(line, phrase.past):
        return False
    end = phrase.at
    while end > before.past and (line.at(end - 1, Word.QUOTE) or line.low[end - 1] in ("at", "as")):
        end -= 1  # "... put it at 90,000 and police at “no more than 40,000”"
    at = end - 1
    while at > before.past and end - at <= LONGEST and not line.at(at, INNER | Word.CONJ):
        at -= 1
    joint = at >= before.past and line.low[at] in JOINTS and at < end - 1
    return joint and _body(line, at + 1, end) and not any(line.at(one, VERBAL) for one in range(before.past, at))


def _body(line: Line, start: int, past: int) -> bool:
    """Whether some tokens name a body that counts, or its count: "the interior ministry", "the police's figure"."""
    named = line.low[start:past]
    if not named or any(line.amounts[start:past]):
        return False
    while len(named) > 1 and (named[-1] in some("numbers") or named[-1] == "'s"):
        named = named[:-1]
    last = named[-1].removesuffix("'")
    known = last in _bodies() or last.removesuffix("s") in _bodies() or _is_name(line, start, start + len(named))
    return known and len(named) <= LONGEST and not any(line.at(at, VERBAL | Word.PUNCT) for at in range(start, past))


def _is_name(line: Line, start: int, past: int) -> bool:
    """Whether what stands there, "the" aside, is written as a name: "the CGT", "Hamas"."""
    own = [at for at in range(start, past) if not line.at(at, Word.DET)]
    return 0 < len(own) <= LONGEST and all(line.word(at) != line.low[at] for at in own)


def ends_clause(line: Line, past: int) -> bool:
    return past >= len(line) or bool(line.at(past, Word.CONJ)) or line.low[past] in (",", ";", ".", ")", "”", '"')


def is_earlier(line: Line, phrase: Phrase) -> bool:
    """Whether a number in brackets is what a count is compared with: "more than on Saturday (300,000)"."""
    if line.low[phrase.at - 1] != "(" or line.low[phrase.past : phrase.past + 1] != [")"]:
        return False
    before = line.low[max(0, phrase.at - COMPARING) : phrase.at - 1]
    return any(" ".join(pair) in some("comparisons") for pair in pairwise(before))


def is_fronted(line: Line, before: Phrase, phrase: Phrase) -> bool:
    """Whether a time or a place alone stands between a joint and a number that ends its clause: "on the 20th 1.2
    million came, on the 31st 1.3 million", "40 were held in the north and in the south 12"."""
    if phrase.head is not None or phrase.of or not ends_clause(line, phrase.past):
        return False
    last = phrase.at - 1 - (line.low[phrase.at - 1] in (",", *DASHES))
    for at in range(last - 1, max(before.past, last - LONGEST), -1):
        if line.at(at, Word.PREP) and line.low[at] not in ("of", "by", "with", "for"):
            joint = at - 1 - (line.low[at - 1] == "also")
            inner = (line.at(one, INNER & ~Word.PREP | Word.CONJ) for one in range(at + 1, last + 1))
            return line.low[joint] in (",", ";", "and", "while", "but") and not any(inner)
    return False


def is_withdrawn(line: Line, phrase: Phrase) -> bool:
    """Whether a bare number is told to be wrong: "the toll is 275 and not 288", "12 people died, not 15"."""
    opens = line.low[phrase.at - 2] in ("and", ",") and phrase.at > 1
    return opens and (phrase.past >= len(line) or line.at(phrase.past, Word.PUNCT | Word.QUOTE))


def is_against(line: Line, phrase: Phrase) -> bool:
    """Whether a number stands against the one before it: "4,216 landed, against 2,365 in the same weeks of 2018"."""
    return line.low[phrase.at - 1 : phrase.at] == ["against"] and line.at(phrase.past, Word.PREP)


def was_before(line: Line, phrase: Phrase) -> bool:
    """Whether a bare number at the end of a clause is what the figure right before it was: "to 23, from 14"."""
    comma = phrase.at - 1 - (line.low[phrase.at - 2 : phrase.at - 1] == [","])
    return line.low[phrase.at - 1 : phrase.at] == ["from"] and comma > 1 and bool(line.amounts[comma - 1])


def of_earlier(line: Line, at: int) -> bool:
    """Whether a number is what was thought before: "up from an earlier estimate of five"."""
    named = line.low[at - 1 : at] == ["of"] and line.low[at - 2] in some("numbers")
    return named and "from" in line.low[max(0, at - NEAR) : at - 2]


def starts_change(line: Line, phrase: Phrase, after: int) -> bool:
    """Whether a bare number is what a count was before the change told of next: "from 5,200 to 3,000 troops"."""
    near = phrase.head is None and after - phrase.at <= NEAR
    return near and line.low[phrase.at - 1] == "from" and line.low[after - 1] in ("to", "now")


def ends_range(line: Line, before: int, phrase: Phrase) -> bool:
    """Whether a bare number is the other end of a range: "ranged from 900, by the police, to the unions' 4,000"."""
    opened = before > 1 and line.low[before - 1] == "from" and line.low[before - 2] in some("ranging")
    return opened and phrase.head is None and "to" in line.low[max(before, phrase.at - NEAR) : phrase.at]
