"""Text → amounts: every number, range, vague word and zero with its bounds, and the reason where one counts nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

import regex

from reconcile.figures.ignoring import ignored
from reconcile.figures.numbers import RISING, Numbers, numbers, worth
from reconcile.figures.text import lowered
from reconcile.model import Qualifier, Span

# A number that stands alone: the word behind it, or a mark that ends it. `re` is the quicker of the two at this.
ALONE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+|[a-z]+)(?: ([a-z]+)|(?=[,;:)!?](?!\d)|\.(?![\d\w])|\Z))")
SHARE = 10  # "about" spans this many per cent to either side
FAR = 60  # characters before a number within which its bound stands
OPEN, CLOSE = "\"“‘'", "\"”’'"
CHANGE = regex.compile(r"(?r)(?<!ranging |ranges |ranged |anything |anywhere )\bfrom\s+(?:\w+\s+)?", regex.IGNORECASE)
Reading: TypeAlias = tuple[int | None, int | None, Qualifier, str]
ZERO: Reading = (0, 0, Qualifier.EXACT, "zero")


class Amount(NamedTuple):
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


class Bounds(NamedTuple):
    """What stands around a number: its bounds, and where all of it starts and ends."""

    start: int
    end: int
    before: Qualifier | None
    after: Qualifier | None


def read(text: str, start: int, end: int, low: str | None = None, language: str = "en") -> Iterator[Amount]:
    """The amounts of `text[start:end]` in order, those set aside too (`ignored` says why); `low` is `lowered(text)`."""
    known, free = numbers(language), start
    low = lowered(text) if low is None else low
    for opened in known.starts.finditer(low, start, end):
        if opened.start() < free:
            continue
        at = opened.start(opened.lastgroup or 0)
        if low[at - 1 : at] in (",", ".") and _goes_on(low, at):
            continue
        alone = ALONE.match(low, at, end) if at == opened.start() else None
        if alone and _stands_alone(low, alone, known):
            around = _bounds(low, free, end, alone.span(1), known, alone[2] or "")
            yield _judged(text, around, at, _word(alone[1], _bound(around), known), language)
            free = around.end
            continue
        core = known.core.match(low, opened.start(), end)
        if core is None and at > opened.start():
            core = known.core.match(low, at, end)
        if core:
            around = _bounds(low, free, end, core.span(), known, None)
            yield from _amounts(text, core, around, known, language)
            free = max(around.end, core.end())


def _goes_on(low: str, at: int) -> bool:
    """Whether digits go on with a number that a letter stands right before, and are none of their own: "Rs43,059"."""
    first = at - 1
    while first > 0 and (low[first - 1].isdecimal() or low[first - 1] in ",."):
        first -= 1
    return low[first : first + 1].isdecimal() and first > 0 and low[first - 1].isalpha()


def _stands_alone(low: str, alone: re.Match[str], known: Numbers) -> bool:
    """Whether a number of digits or of one word goes on with nothing: "12 men", "several men", not "12 or 13 men"."""
    number, following = alone.groups()
    if number in known.vaguely:
        return following not in known.vaguely_on and low[alone.end(1) : alone.end(1) + 1] != ","
    return following not in known.going_on and (number in known.values or number[0].isdecimal())


def _word(number: str, bound: Qualifier, known: Numbers) -> Reading:
    """What a number of digits or of one word tells with its bound."""
    if number in known.vaguely:
        return _vague(number, bound, known) if known.vaguely[number] == "vague" else ZERO
    value = int(number.replace(",", "")) if number[0].isdecimal() else known.values[number]
    return (*_bounded(value, value, bound), "number")


def _bounds(low: str, start: int, end: int, number: Span, known: Numbers, following: str | None) -> Bounds:
    """The bound before a number and behind it, and the quotation marks that hold it alone.

    `following` is the word that is known to follow, "" where a mark does, None where nothing is known.
    """
    first, stop = number
    opened = first - 1 if first > start and low[first - 1] in OPEN else first
    leading = _leading(low, max(start, opened - FAR), opened, known)
    trailing = known.trailing.match(low, stop, end) if following is None or following in known.bound_starts else None
    stop = trailing.end() if trailing else stop
    quoted = opened < first and not leading and low[stop : stop + 1] in CLOSE and stop < end
    return Bounds(
        leading.start() if leading else opened if quoted else first,
        stop + quoted,
        known.before[plain(leading["bound"])] if leading else None,
        known.after[plain(trailing["bound"])] if trailing else None,
    )


def _leading(low: str, start: int, end: int, known: Numbers) -> regex.Match[str] | None:
    """The bound that ends at `end`; a word that ends none needs no closer look."""
    if start >= end or not low[end - 1].isspace() and low[end - 1] not in known.bound_ends:
        return None
    if low[end - 1] == " ":
        word = low[max(start, low.rfind(" ", start, end - 1) + 1) : end - 1]
        if word not in known.bound_ends and (word.isalpha() or not word.endswith(known.endings)):
            return None
    return known.leading.match(low, start, end)


def plain(phrase: str) -> str:
    """A phrase as the lexicon has it: lower case, single spaces."""
    return " ".join(phrase.lower().split())


def _amounts(text: str, core: regex.Match[str], around: Bounds, known: Numbers, language: str) -> Iterator[Amount]:
    """One amount, or two where what looked like a range is a change ("from 12 to 15") or a list ("12 and 15")."""
    if core["two"] and not _ranges(text, core, around):
        one = around._replace(end=core.end("one"), after=None)
        yield _judged(text, one, core.start("one"), _single(core["one"], around.before, known), language)
        two = around._replace(start=core.start("two"), before=None)
        yield _judged(text, two, core.start("two"), _single(core["two"], around.after, known), language)
        return
    yield _judged(text, around, core.start(), _interval(core, _bound(around), known), language)


def _judged(text: str, around: Bounds, number: int, reading: Reading, language: str) -> Amount:
    """The amount whose number starts at `number`, with the reason to set it aside if there is one."""
    start, end, before, after = around
    bare = before is None and after is None
    return Amount(start, end, *reading, bare, ignored(text, number, end, bare=bare, language=language))


def _ranges(text: str, core: regex.Match[str], around: Bounds) -> bool:
    """Whether two numbers are the ends of a range: neither a list nor a change from one to the other."""
    joint = core["sep"].strip()
    if joint == "and" or core["both"]:
        return bool(joint == "and" and core["both"])
    if joint == "to" and CHANGE.match(text, max(0, around.start - FAR), around.start):
        return False
    return core["sep"] == joint or joint not in "-–—" or (core["one"] + core["two"]).isdigit()


def _bound(around: Bounds) -> Qualifier:
    """What the words around a number make of it: a firm bound outweighs "about"."""
    if not around.after:
        return around.before or Qualifier.EXACT
    bounds = [bound for bound in (around.after, around.before) if bound]
    firm = [bound for bound in bounds if bound is not Qualifier.ABOUT]
    return (firm or bounds or [Qualifier.EXACT])[0]


def _single(number: str, bound: Qualifier | None, known: Numbers) -> Reading:
    value = worth(number, known)
    return (*_bounded(value, value, bound or Qualifier.EXACT), "number")


def _interval(core: regex.Match[str], bound: Qualifier, known: Numbers) -> Reading:
    """Low, high, qualifier and kind of a number that stands as one."""
    if core["zero"]:
        return ZERO
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
    ends = RISING.split(words) if " " in words else (words,)
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
    if bound is Qualifier.EXACT:
        return low, high, bound
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
