"""Text → amounts: every number, range, vague word and zero with its bounds, and the reason where one counts nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import regex

from reconcile.figures.ignoring import ignored
from reconcile.figures.numbers import RISING, Numbers, numbers, worth
from reconcile.model import Qualifier, Span

# A number that stands alone: the word behind it, or a mark that ends it. `re` is the quicker of the two at this.
ALONE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+|[a-z]+)(?: ([a-z]+)|(?=[,;:)!?](?!\d)|\.(?![\d\w])|\Z))")
SHARE = 10  # "about" spans this many per cent to either side
FAR = 60  # characters before a number within which its bound stands
OPEN, CLOSE = "\"“‘'", "\"”’'"
CHANGE = regex.compile(r"(?r)(?<!ranging |ranges |ranged |anything |anywhere )\bfrom\s+(?:\w+\s+)?", regex.IGNORECASE)
Reading: TypeAlias = tuple[int | None, int | None, Qualifier, str]


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as read: `text[start:end]` holds it with its bounds; `ignored` names the rule that set it aside.

    `kind` is "number", "vague", "zero" or "group"; `bare` says that no bound stands with it.
    """

    start: int
    end: int
    low: int | None
    high: int | None
    qualifier: Qualifier
    kind: str
    bare: bool
    ignored: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A number with what stands around it, before it is read: its bounds and where all of it starts and ends.

    `value` is what a plain number is worth; any other is read from `core`.
    """

    number: Span
    value: int
    core: regex.Match[str] | None
    start: int
    end: int
    before: Qualifier | None
    after: Qualifier | None


def read(text: str, start: int, end: int, low: str | None = None, language: str = "en") -> Iterator[Amount]:
    """The amounts of `text[start:end]` in order, those set aside too (`ignored` says why); `low` is `lowered(text)`."""
    known, free = numbers(language), start
    low = lowered(text) if low is None else low
    for match in known.starts.finditer(low, start, end):
        if match.start() < free:
            continue
        found = _found(low, match, free, end, known)
        if found:
            yield from _amounts(text, found, known, language)
            free = max(found.end, found.number[1])


def _found(low: str, opened: re.Match[str], start: int, end: int, known: Numbers) -> Found | None:
    """The number that starts with its opening word or with what leads to it ("a" dozen)."""
    word = opened.start(opened.lastgroup or 0)
    alone = ALONE.match(low, word, end)
    if alone and alone[2] not in known.going_on and (alone[1] in known.values or alone[1][0].isdecimal()):
        value = known.values.get(alone[1])
        value = int(alone[1].replace(",", "")) if value is None else value
        return _with_bounds(low, start, end, alone.span(1), known, value, None, alone[2] or "")
    core = known.core.match(low, opened.start(), end)
    if core is None and word > opened.start():
        core = known.core.match(low, word, end)
    return _with_bounds(low, start, end, core.span(), known, 0, core, None) if core else None


class _Spaced(dict[int, int]):
    """For `str.translate`: every character that belongs to no word becomes a space."""

    def __missing__(self, code: int) -> int:
        self[code] = code if regex.match(r"\w", chr(code)) else ord(" ")
        return self[code]


SPACED = _Spaced()


def lowered(text: str) -> str:
    """The text in lower case with every character in its place."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def _with_bounds(
    low: str,
    start: int,
    end: int,
    number: Span,
    known: Numbers,
    value: int,
    core: regex.Match[str] | None,
    following: str | None,
) -> Found:
    """The number with the bound before it and behind it, and the quotation marks that hold it alone."""
    first, stop = number
    opened = first - (first > start and low[first - 1] in OPEN)
    leading = _leading(low, max(start, opened - FAR), opened, known)
    trailing = known.trailing.match(low, stop, end) if following is None or following in known.bound_starts else None
    stop = trailing.end() if trailing else stop
    quoted = opened < first and not leading and low[stop : stop + 1] in CLOSE and stop < end
    return Found(
        number=number,
        value=value,
        core=core,
        start=leading.start() if leading else opened if quoted else first,
        end=stop + quoted,
        before=known.before[plain(leading["bound"])] if leading else None,
        after=known.after[plain(trailing["bound"])] if trailing else None,
    )


def _leading(low: str, start: int, end: int, known: Numbers) -> regex.Match[str] | None:
    """The bound that ends at `end`; a word that ends none needs no closer look."""
    if low[end - 1 : end] == " ":
        word = low[max(start, low.rfind(" ", start, end - 1) + 1) : end - 1]
        if word.isalpha() and word not in known.bound_ends:
            return None
    return known.leading.match(low, start, end)


def plain(phrase: str) -> str:
    """A phrase as the lexicon has it: lower case, single spaces."""
    return " ".join(phrase.lower().split())


def _amounts(text: str, found: Found, known: Numbers, language: str) -> Iterator[Amount]:
    """One amount, or two where what looked like a range is a change ("from 12 to 15") or a list ("12 and 15")."""
    core, (first, _) = found.core, found.number
    if core and core["two"] and not _ranges(text, found, core):
        one, two = core.span("one"), core.span("two")
        single = _single(core["one"], found.before, known)
        yield _judged(text, (found.start, one[1]), one, single, found.before is None, language)
        single = _single(core["two"], found.after, known)
        yield _judged(text, (two[0], found.end), two, single, found.after is None, language)
        return
    bare = found.before is None and found.after is None
    yield _judged(text, (found.start, found.end), (first, found.end), _interval(found, known), bare, language)


def _judged(text: str, span: Span, core: Span, reading: Reading, bare: bool, language: str) -> Amount:
    start, end = span
    return Amount(start, end, *reading, bare, ignored(text, core[0], end, bare=bare, language=language))


def _ranges(text: str, found: Found, core: regex.Match[str]) -> bool:
    """Whether two numbers are the ends of a range: neither a list nor a change from one to the other."""
    joint = core["sep"].strip()
    if joint == "and" or core["both"]:
        return bool(joint == "and" and core["both"])
    if joint == "to" and CHANGE.match(text, max(0, found.start - FAR), found.start):
        return False
    return core["sep"] == joint or joint not in "-–—" or (core["one"] + core["two"]).isdigit()


def _bound(found: Found) -> Qualifier:
    """What the words around a number make of it: a firm bound outweighs "about"."""
    if not found.after:
        return found.before or Qualifier.EXACT
    bounds = [bound for bound in (found.after, found.before) if bound]
    firm = [bound for bound in bounds if bound is not Qualifier.ABOUT]
    return (firm or bounds or [Qualifier.EXACT])[0]


def _single(number: str, bound: Qualifier | None, known: Numbers) -> Reading:
    value = worth(number, known)
    return (*_bounded(value, value, bound or Qualifier.EXACT), "number")


def _interval(found: Found, known: Numbers) -> Reading:
    """Low, high, qualifier and kind of a number that stands as one."""
    core, bound = found.core, _bound(found)
    if not core:
        return (*_bounded(found.value, found.value, bound), "number")
    if core["zero"]:
        return 0, 0, Qualifier.EXACT, "zero"
    if core["many"]:
        return _vague(plain(core["many"]), bound, known)
    if core["group"]:
        value = known.groups[plain(core["group"])]
        return (*_bounded(value, value, bound), "group")
    if core["couple"]:
        value = 2 * known.multipliers[plain(core["couple"]).split()[-1].removesuffix("s")]
        return (*_bounded(value, value, bound), "number")
    if not core["two"]:
        return _single(core["one"], bound, known)
    return _range(*_ends(core["one"], core["two"], known), bound)


def _vague(words: str, bound: Qualifier, known: Numbers) -> Reading:
    ends = RISING.split(words)
    low, high = known.vague[ends[0]][0], known.vague[ends[-1]][1]
    if bound in (Qualifier.AT_MOST, Qualifier.UNDER):
        return None, high, bound, "vague"
    return low, high, Qualifier.VAGUE, "vague"


def _range(low: int, high: int, bound: Qualifier) -> Reading:
    """A range; with a firm bound only the end that it bounds counts."""
    if low >= high or bound in (Qualifier.AT_LEAST, Qualifier.MORE_THAN):
        return (*_bounded(low, low, bound), "number")
    if bound in (Qualifier.AT_MOST, Qualifier.UNDER):
        return (*_bounded(high, high, bound), "number")
    return low, high, Qualifier.RANGE, "number"


def _ends(one: str, two: str, known: Numbers) -> tuple[int, int]:
    """Both ends of a range; the scale of the second holds for the first too ("four to five thousand")."""
    low, high = worth(one, known), worth(two, known)
    scales = [known.multipliers[word] for word in regex.findall(r"\p{L}+", plain(two)) if word in known.multipliers]
    own = any(word in known.multipliers for word in regex.findall(r"\p{L}+", plain(one)))
    return (low * max(scales) if scales and not own and low < min(high, max(scales)) else low), high


def _bounded(low: int, high: int, bound: Qualifier) -> tuple[int | None, int | None, Qualifier]:
    match bound:
        case Qualifier.AT_LEAST:
            return low, None, bound
        case Qualifier.MORE_THAN:
            return low + 1, None, bound
        case Qualifier.AT_MOST:
            return None, high, bound
        case Qualifier.UNDER:
            return None, high - 1, bound
        case Qualifier.ABOUT:
            return (low * (100 - SHARE) + 50) // 100, (high * (100 + SHARE) + 50) // 100, bound
    return low, high, Qualifier.EXACT
