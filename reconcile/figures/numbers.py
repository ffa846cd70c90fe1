"""Number words and what they are worth; the patterns of numbers, ranges, vague words and zeros with their bounds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import regex

from reconcile.errors import LexiconError
from reconcile.lexicon import load
from reconcile.model import Qualifier

SEPARATORS = "[,\u00a0\u2009\u202f’']"
DIGITS = (
    rf"(?:\d{{1,2}}(?:,\d\d)+,\d{{3}}|\d{{1,3}}(?:{SEPARATORS}\d{{3}})+|\d{{1,3}}(?: \d{{3}})+(?!\d)|\d+)(?:\.\d+)?"
)
RISEN = "if not|or even|or|and possibly|perhaps even"  # "hundreds, if not thousands"
RISING_BY = rf",?\s+(?:{RISEN})\s+".replace(" ", r"\s+")
RISING = regex.compile(RISING_BY)
LETTERS = regex.compile(r"\w+")
PLAIN = regex.compile(r"\d{1,3}(?:,\d{3})*|\d+")
ADDING = r"(?:another|a\s+further|an\s+additional|an\s+extra)\s+"
ADDED = frozenset(("another", "further", "additional", "extra"))  # the words it ends with
JOINING = frozenset(("to", "or", "and"))  # what may join two numbers
BESIDE = ("softeners", "rising", "giving")  # lists of the words that stand beside a bound


@dataclass(frozen=True, slots=True)
class Numbers:
    """The number words of one language and the patterns made of them.

    A number starts with a digit or with one of the words `openers`, before which one of `leaders` may stand ("a
    dozen", "not a single"): `starts` finds these places. `core` reads it there, `piece` takes it apart; a plain number
    that none of the words `going_on` follows needs neither, nor does one of `vaguely` (with its kind) that none of
    `vaguely_on` follows. `leading` reads its bound backwards from there, which ends with one of the words `bound_ends`
    (`endings` in order), `trailing` the bound behind it, which starts with one of `bound_starts`. All read text in
    lower case.
    """

    values: Mapping[str, int]
    multipliers: Mapping[str, int]
    fractions: Mapping[str, float]
    groups: Mapping[str, int]
    vague: Mapping[str, tuple[int, int | None]]
    before: Mapping[str, Qualifier]
    after: Mapping[str, Qualifier]
    piece: regex.Pattern[str]
    openers: frozenset[str]
    starts: re.Pattern[str]
    going_on: frozenset[str]
    vaguely: Mapping[str, str]
    vaguely_on: frozenset[str]
    bound_ends: frozenset[str]
    endings: tuple[str, ...]
    bound_starts: frozenset[str]
    core: regex.Pattern[str]
    leading: regex.Pattern[str]
    trailing: regex.Pattern[str]


def _table(lexicon: Mapping[str, object], key: str) -> dict[str, object]:
    found = lexicon.get(key)
    if not isinstance(found, dict):
        raise LexiconError(f"numbers.toml: [{key}] is missing")
    return found


def _integers(lexicon: Mapping[str, object], key: str) -> dict[str, int]:
    return {word: int(value) for word, value in _table(lexicon, key).items() if isinstance(value, int)}


def _strings(value: object) -> tuple[str, ...]:
    return tuple(word for word in value if isinstance(word, str)) if isinstance(value, list) else ()


def either(found: Iterable[str]) -> str:
    """An alternation of literal words, longest first, in which a space stands for any white space."""
    ranked = sorted(found, key=lambda word: (-len(word), word))
    return "|".join(regex.escape(word, literal_spaces=True).replace(" ", r"\s+") for word in ranked)


@cache
def numbers(language: str = "en") -> Numbers:
    """The content of `lexicon/LANGUAGE/numbers.toml` with its patterns compiled."""
    lexicon = load("numbers", language)
    words = {**_integers(lexicon, "units"), **_integers(lexicon, "teens"), **_integers(lexicon, "tens")}
    multipliers, groups = _integers(lexicon, "multipliers"), _integers(lexicon, "groups")
    fractions = {word: float(value) for word, value in _table(lexicon, "fractions").items() if isinstance(value, float)}
    vague, zeros = _vague(lexicon), _strings(_table(lexicon, "zeros").get("words"))
    before, after = _bounds(lexicon, "before"), _bounds(lexicon, "after")
    leaders = _strings(lexicon.get("leaders"))
    softeners, rising, giving = (either(_strings(_table(lexicon, "before").get(key))) for key in BESIDE)
    bound = either(before)
    phrases = (*words, *multipliers, *vague, *groups, *zeros, "half", "quarter", "between")
    told = {**dict.fromkeys(vague, "vague"), **dict.fromkeys(zeros, "zero")}
    later = [phrase.split()[1:] for phrase in told]
    going_on = frozenset((*words, *multipliers, *JOINING))
    ends = frozenset((*(words.split()[-1] for words in before), "of", *ADDED))
    never = _strings(_table(lexicon, "zeros").get("never_before"))
    openers = frozenset(next(part for part in LETTERS.findall(phrase) if part not in leaders) for phrase in phrases)
    return Numbers(
        values=words,
        multipliers={**multipliers, **_integers(lexicon, "suffixes")},
        fractions=fractions,
        groups=groups,
        vague=vague,
        before=before,
        after=after,
        piece=regex.compile(rf"\d[\d.,\u00a0\u2009\u202f’' ]*|[{''.join(fractions)}]|\p{{L}}+"),
        openers=openers,
        starts=_starts(openers, leaders),
        going_on=going_on,
        vaguely={word: kind for word, kind in told.items() if word.isalpha()},
        vaguely_on=going_on.union(LETTERS.findall(RISEN), *(word.split()[:1] for word in never), *later),
        bound_ends=ends,
        endings=tuple(sorted(ends)),
        bound_starts=frozenset(words.split()[0] for words in after),
        core=regex.compile(_core(lexicon, vague, zeros)),
        leading=regex.compile(
            rf"(?r)(?<![\p{{L}}\d])(?:(?:{softeners})\s+)?(?!(?<=\b(?:{rising})\s)up\s+to)(?!(?<=\b(?:{giving})\s)over\b)(?P<bound>{bound})(?:\s+(?:of\s+)?|(?<=~))(?:(?:{bound})\s+)?(?:{ADDING})?"
        ),
        trailing=regex.compile(rf"[\"”’']?\s?(?P<bound>{either(after)})(?![\p{{L}}\d])"),
    )


def _starts(openers: Iterable[str], leaders: Iterable[str]) -> re.Pattern[str]:
    """Where a number may start, its leaders before it; `re` is twice as quick as `regex` at a list of words."""
    words = _branching(openers)
    return re.compile(rf"\b(?:(?:{'|'.join(leaders)})\b[^\w½¼¾⅓⅔]+)*(?:(?P<word>{words})\b|(?P<digit>[\d½¼¾⅓⅔]))")


def _branching(found: Iterable[str]) -> str:
    """An alternation of literal words by their first letters, so that no letter is tried for each word that has it."""
    rest: dict[str, list[str]] = {}
    for word in sorted(found):
        rest.setdefault(word[:1], []).append(word[1:])
    ends = "?" if rest.pop("", None) else ""
    return f"(?:{'|'.join(re.escape(first) + _branching(some) for first, some in rest.items())}){ends}" if rest else ""


def _vague(lexicon: Mapping[str, object]) -> dict[str, tuple[int, int | None]]:
    """Low and high of each vague word."""
    rows = lexicon.get("vague")
    if not isinstance(rows, list):
        raise LexiconError("numbers.toml: [[vague]] is missing")
    return {
        word: (int(row["low"]), int(row["high"]) if "high" in row else None)
        for row in rows
        for word in _strings(row.get("words"))
    }


def _bounds(lexicon: Mapping[str, object], side: str) -> dict[str, Qualifier]:
    """The qualifier of each bound before or behind a number."""
    kinds = {key: _strings(some) for key, some in _table(lexicon, side).items() if key not in BESIDE}
    return {word: Qualifier(key) for key, some in kinds.items() for word in some}


def _core(lexicon: Mapping[str, object], vague: Iterable[str], zeros: Iterable[str]) -> str:
    """The pattern of a number without its bounds: one of the groups many, group, zero, couple, or one (and two)."""
    multiplier = either(_integers(lexicon, "multipliers"))
    number = _number(lexicon, multiplier)
    many, never = either(vague), either(_strings(_table(lexicon, "zeros").get("never_before")))
    return (
        rf"(?:(?P<many>(?:{many})\b(?:{RISING_BY}(?:{many})\b)?)"
        rf"|(?P<couple>a\s+(?:couple|pair)\s+(?:of\s+)?(?:{multiplier})s?\b)"
        rf"|(?P<group>(?:{either(_integers(lexicon, 'groups'))})\b)"
        rf"|(?P<zero>(?:{either(zeros)})\b)(?!\s+(?:{never})\b)"
        rf"|(?P<both>between\s+)?(?P<one>{number})(?:(?P<sep>\s*[-–—]\s*|\s+(?:to|or|and)\s+)(?P<two>{number}))?)"
        rf"(?![\p{{L}}\d])"
    )


def _number(lexicon: Mapping[str, object], multiplier: str) -> str:
    """The pattern of one number in digits, words, or both."""
    unit, teen, ten = (either(_integers(lexicon, key)) for key in ("units", "teens", "tens"))
    upto99 = rf"(?:(?:{ten})(?:[\s-](?:{unit}))?|{teen}|{unit})"
    upto999 = rf"(?:(?:{upto99}|a)\s+hundred(?:\s+(?:and\s+)?{upto99})?|{upto99})"
    mixed = "".join(_table(lexicon, "fractions"))
    digits = rf"(?:{DIGITS}[{mixed}]?|[{mixed}])"
    scale = rf"(?:\s*-?\s*(?:{multiplier})\b|(?:{either(_integers(lexicon, 'suffixes'))})\b)"
    return (
        rf"(?:(?:a\s+)?quarter\s+of\s+a\s+(?:{multiplier})|half[\s-]an?[\s-](?:{multiplier})|half-dozen"
        rf"|(?:{digits}|{upto999}|a)\s+(?:{multiplier})\s+and\s+a\s+half"
        rf"|(?:{digits}|{upto999})\s+and\s+a\s+half\s+(?:{multiplier})"
        rf"|{digits}{scale}(?:\s*(?:{multiplier})\b)*|{digits}"
        rf"|(?:{upto999}|a)\s+(?:{multiplier})(?:\s+(?:{multiplier}))*\b"
        rf"(?:,?\s+(?:and\s+)?{upto999}(?:\s+(?:{multiplier})\b)?)*|{upto999})"
    )


def worth(number: str, known: Numbers) -> int:
    """The integer a number stands for: digits, words, or both ("1½ million", "two hundred and six")."""
    if PLAIN.fullmatch(number):
        return int(number.replace(",", ""))
    total: Fraction | int = 0
    current: Fraction | int = 0
    half = False
    words = known.piece.findall(number.lower())
    if "quarter" in words:
        return int(Fraction(known.multipliers[words[-1]], 4))
    for word in words:
        if word[0].isdigit():
            digits = regex.sub(r"[^\d.]", "", word.rstrip(" .,"))
            current += int(digits) if digits.isdecimal() else Fraction(digits)
        elif word in known.fractions:
            current += Fraction(known.fractions[word]).limit_denominator(4)
        elif word in known.values:
            current += known.values[word]
        elif word == "half":
            half = True
        elif word in known.multipliers:
            scale = known.multipliers[word]
            current = current + Fraction(1, 2) if half else current or 1
            half = False
            if scale in (12, 100):
                current *= scale
            else:
                total, current = total + current * scale, Fraction(0)
                last = scale
    if half:
        total += Fraction(last if total else 1, 2)
    return int(total + current)
