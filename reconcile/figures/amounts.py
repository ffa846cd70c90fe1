"""Text → amounts: every number, range, vague word and zero with its bounds, and the reason where one counts nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import regex

from reconcile.figures.ignoring import ignored
from reconcile.figures.numbers import RISING, Numbers, numbers, worth
from reconcile.model import Qualifier

WORDS = regex.compile(r"[\w½¼¾⅓⅔]+")
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
    """A number with what stands around it, before it is read: its bounds and where all of it starts and ends."""

    core: regex.Match[str]
    start: int
    end: int
    before: Qualifier | None
    after: Qualifier | None


def read(text: str, start: int, end: int, language: str = "en") -> Iterator[Amount]:
    """The amounts of `text[start:end]` in order, those set aside too (`ignored` says why)."""
    known, free = numbers(language), start
    for here in _starts(text, start, end, known):
        core = known.core.match(text, here, end) if here >= free else None
        if core:
            found = _with_bounds(text, free, end, core, known)
            yield from _amounts(text, found, known, language)
            free = max(found.end, core.end())


def _starts(text: str, start: int, end: int, known: Numbers) -> Iterator[int]:
    """Where a number may start: at a word that opens one, or has a digit first, and at the words that lead to it."""
    led: int | None = None
    for match in WORDS.finditer(lowered(text[start:end])):
        word, at = match[0], match.start() + start
        if word in known.leaders:
            led = at if led is None else led
            continue
        if word in known.openers or not word[0].isalpha():
            if led is not None:
                yield led
            yield at
        led = None


def lowered(text: str) -> str:
    """The text in lower case with every character in its place."""
    low = text.lower()
    return low if len(low) == len(text) else "".join(c if len(c.lower()) != 1 else c.lower() for c in text)


def _with_bounds(text: str, start: int, end: int, core: regex.Match[str], known: Numbers) -> Found:
    """The number with the bound before it and behind it, and the quotation marks that hold it alone."""
    opened = core.start() - (core.start() > start and text[core.start() - 1] in OPEN)
    leading = known.leading.match(text, max(start, opened - FAR), opened)
    trailing = known.trailing.match(text, core.end(), end)
    stop = trailing.end() if trailing else core.end()
    quoted = not leading and opened < core.start() and text[stop : stop + 1] in CLOSE and stop < end
    return Found(
        core=core,
        start=leading.start() if leading else opened if quoted else core.start(),
        end=stop + quoted,
        before=known.before[plain(leading["bound"])] if leading else None,
        after=known.after[plain(trailing["bound"])] if trailing else None,
    )


def plain(phrase: str) -> str:
    """A phrase as the lexicon has it: lower case, single spaces."""
    return " ".join(phrase.lower().split())


def _amounts(text: str, found: Found, known: Numbers, language: str) -> Iterator[Amount]:
    """One amount, or two where what looked like a range is a change ("from 12 to 15") or a list ("12 and 15")."""
    core = found.core
    if core["two"] and not _ranges(text, found):
        one = _single(core["one"], found.before, known)
        yield _judged(text, found.start, core.end("one"), one, core.start("one"), found.before is None, language)
        two = _single(core["two"], found.after, known)
        yield _judged(text, core.start("two"), found.end, two, core.start("two"), found.after is None, language)
        return
    bare = found.before is None and found.after is None
    yield _judged(text, found.start, found.end, _interval(found, known), core.start(), bare, language)


def _judged(text: str, start: int, end: int, reading: Reading, core: int, bare: bool, language: str) -> Amount:
    reason = ignored(text, core, end, bare=bare, language=language)
    return Amount(start, end, *reading, bare, reason)


def _ranges(text: str, found: Found) -> bool:
    """Whether two numbers are the ends of a range: neither a list nor a change from one to the other."""
    core = found.core
    joint = core["sep"].strip().lower()
    if joint == "and" or core["both"]:
        return bool(joint == "and" and core["both"])
    if joint == "to" and CHANGE.match(text, max(0, found.start - FAR), found.start):
        return False
    return core["sep"].strip() == core["sep"] or joint not in "-–—" or (core["one"] + core["two"]).isdigit()


def _bound(found: Found) -> Qualifier:
    """What the words around a number make of it: a firm bound outweighs "about"."""
    bounds = [bound for bound in (found.after, found.before) if bound]
    firm = [bound for bound in bounds if bound is not Qualifier.ABOUT]
    return (firm or bounds or [Qualifier.EXACT])[0]


def _single(number: str, bound: Qualifier | None, known: Numbers) -> Reading:
    value = worth(number, known)
    return (*_bounded(value, value, bound or Qualifier.EXACT), "number")


def _interval(found: Found, known: Numbers) -> Reading:
    """Low, high, qualifier and kind of a number that stands as one."""
    core, bound = found.core, _bound(found)
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
    ends = regex.split(RISING, words)
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
