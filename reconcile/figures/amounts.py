"""Text → amounts: every number, range, vague word and zero with its bounds, and the reason where one counts nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
OPENING = "[\"“‘']?"
SHARE = 10  # "about" spans this many per cent to either side


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
class Numbers:
    """The number words of one language and the patterns made of them."""

    values: Mapping[str, int]
    multipliers: Mapping[str, int]
    fractions: Mapping[str, float]
    exact: Mapping[str, int]
    vague: Mapping[str, tuple[int, int | None]]
    zeros: frozenset[str]
    before: Mapping[str, Qualifier]
    after: Mapping[str, Qualifier]
    pattern: regex.Pattern[str]
    scan: regex.Pattern[str]


@dataclass(frozen=True, slots=True)
class Ignore:
    """A rule for numbers that count nothing; every pattern that is given must match."""

    name: str
    before: regex.Pattern[str] | None
    inside: regex.Pattern[str] | None
    after: regex.Pattern[str] | None
    bare: bool


def _table(lexicon: Mapping[str, object], key: str) -> dict[str, object]:
    found = lexicon.get(key)
    if not isinstance(found, dict):
        raise LexiconError(f"numbers.toml: [{key}] is missing")
    return found


def _integers(lexicon: Mapping[str, object], key: str) -> dict[str, int]:
    return {word: int(value) for word, value in _table(lexicon, key).items() if isinstance(value, int)}


def _strings(value: object) -> tuple[str, ...]:
    return tuple(word for word in value if isinstance(word, str)) if isinstance(value, list) else ()


def _either(found: Iterable[str]) -> str:
    """An alternation of literal words, longest first, in which a space stands for any white space."""
    return "|".join(
        regex.escape(word, literal_spaces=True).replace(" ", r"\s+")
        for word in sorted(found, key=lambda word: (-len(word), word))
    )


@cache
def numbers(language: str = "en") -> Numbers:
    """The content of `lexicon/LANGUAGE/numbers.toml` with its patterns compiled."""
    lexicon = load("numbers", language)
    small = {key: _integers(lexicon, key) for key in ("units", "teens", "tens", "multipliers", "suffixes", "groups")}
    fractions = {word: float(value) for word, value in _table(lexicon, "fractions").items() if isinstance(value, float)}
    vague = {}
    rows = lexicon.get("vague")
    for row in rows if isinstance(rows, list) else []:
        for word in _strings(row.get("words")):
            vague[word] = (int(row["low"]), int(row["high"]) if "high" in row else None)
    zeros = _strings(_table(lexicon, "zeros").get("words"))
    bounds = {}
    for side in ("before", "after"):
        bounds[side] = {
            word: Qualifier(key)
            for key, some in _table(lexicon, side).items()
            for word in _strings(some)
            if key != "softeners"
        }
    softeners = _strings(_table(lexicon, "before").get("softeners"))
    words = {**small["units"], **small["teens"], **small["tens"]}
    multiplier = _either(small["multipliers"])
    unit, teen, ten = _either(small["units"]), _either(small["teens"]), _either(small["tens"])
    upto99 = rf"(?:(?:{ten})(?:[\s-](?:{unit}))?|{teen}|{unit})"
    upto999 = rf"(?:(?:{upto99}|a)\s+hundred(?:\s+(?:and\s+)?{upto99})?|{upto99})"
    mixed = "".join(fractions)
    digits = rf"(?:{DIGITS}[{mixed}]?|[{mixed}])"
    suffix = rf"(?:{_either(small['suffixes'])})\b"
    scale = rf"(?:\s*-?\s*(?:{multiplier})\b|{suffix})"
    number = (
        rf"(?:(?:a\s+)?quarter\s+of\s+a\s+(?:{multiplier})|half\s+an?\s+(?:{multiplier})|half-a-(?:{multiplier})|half-dozen"
        rf"|(?:{digits}|{upto999}|a)\s+(?:{multiplier})\s+and\s+a\s+half|(?:{digits}|{upto999})\s+and\s+a\s+half\s+(?:{multiplier})"
        rf"|{digits}{scale}(?:\s*(?:{multiplier})\b)*|{digits}"
        rf"|(?:{upto999}|a)\s+(?:{multiplier})(?:\s+(?:{multiplier}))*\b(?:,?\s+(?:and\s+)?{upto999}(?:\s+(?:{multiplier})\b)?)*|{upto999})"
    )
    core = (
        rf"(?P<many>(?:{_either(vague)})\b(?:,?\s+(?:if\s+not|or\s+even|or|and\s+possibly|perhaps\s+even)\s+(?:{_either(vague)})\b)?)"
        rf"|(?P<group>(?:{_either(small['groups'])})\b)(?!\s+(?:of\s+)?(?:{multiplier}))"
        rf"|(?P<zero>(?:{_either(zeros)})\b)"
        rf"|(?P<both>\bbetween\s+)?(?P<one>{number})(?:(?P<sep>\s*[-–—]\s*|\s+(?:to|or|and)\s+)(?P<two>{number}))?"
        rf"|(?P<couple>a\s+(?:couple|pair)\s+(?:of\s+)?(?:{multiplier})s?\b)"
    )
    pattern = (
        rf"(?<![\p{{L}}\d])(?P<pre>(?:(?:{_either(softeners)})\s+)?(?:(?:{_either(bounds['before'])})\s+(?:of\s+)?|~\s?)(?:(?:{_either(bounds['before'])})\s+)?(?:(?:another|a\s+further|an\s+additional|an\s+extra)\s+)?)?"
        rf"(?P<open>{OPENING})(?:{core})(?![\p{{L}}\d])(?P<post>[\"”’']?\s?(?:{_either(bounds['after'])})(?![\p{{L}}\d]))?"
    )
    articled = [word for word in (*vague, *small["groups"]) if word.startswith("a ")]
    starters = {
        *words,
        *(word.split()[0] for word in (*vague, *small["groups"], *zeros)),
        "half",
        "quarter",
        *small["multipliers"],
    } - {"a", "not"}
    scan = rf"\d|[{mixed}]|\b(?:{_either(starters)}|not a single|not one|not any|{_either(articled)})\b"
    return Numbers(
        values=words,
        multipliers={**small["multipliers"], **small["suffixes"]},
        fractions=fractions,
        exact=small["groups"],
        vague=vague,
        zeros=frozenset(zeros),
        before=bounds["before"],
        after=bounds["after"],
        pattern=regex.compile(pattern, regex.IGNORECASE),
        scan=regex.compile(scan, regex.IGNORECASE),
    )


@cache
def ignores(language: str = "en") -> tuple[Ignore, ...]:
    """The rules of `lexicon/LANGUAGE/ignore.toml`, in order."""
    rows = load("ignore", language).get("rule")
    if not isinstance(rows, list):
        raise LexiconError("ignore.toml: [[rule]] is missing")
    return tuple(
        Ignore(
            name=str(row["name"]),
            bare=bool(row.get("bare")),
            before=_compiled(row.get("before")),
            inside=_compiled(row.get("inside")),
            after=_compiled(row.get("after")),
        )
        for row in rows
    )


def _compiled(pattern: object) -> regex.Pattern[str] | None:
    return regex.compile(pattern, regex.IGNORECASE) if isinstance(pattern, str) else None


def read(text: str, start: int, end: int, language: str = "en") -> Iterator[Amount]:
    """The amounts of `text[start:end]` in order, those set aside too (`ignored` says why)."""
    known = numbers(language)
    for match in known.pattern.finditer(text, start, end):
        yield from _amounts(text, match, known, ignores(language))


def _amounts(text: str, match: regex.Match[str], known: Numbers, rules: tuple[Ignore, ...]) -> Iterator[Amount]:
    """One amount, or two where what looked like a range is a change ("from 12 to 15") or a list ("12 and 15")."""
    start, end = match.span()
    if match["two"] and not _ranges(text, match):
        yield _judged(
            text,
            start,
            match.end("one"),
            match,
            _single(match, match["one"], known, post=False),
            rules,
            match.start("one"),
        )
        yield _judged(
            text,
            match.start("two"),
            end,
            match,
            _single(match, match["two"], known, pre=False),
            rules,
            match.start("two"),
        )
        return
    if match["open"] and not match["pre"] and text[end : end + 1] in "\"”’'" and text[end : end + 1]:
        end += 1
    elif match["open"]:
        start = match.start() if match["pre"] else start + 1
    low, high, qualifier, kind = _interval(match, known)
    core = min(
        match.start(name) for name in ("many", "group", "zero", "one", "couple", "both") if match.start(name) >= 0
    )
    yield _judged(text, start, end, match, (low, high, qualifier, kind), rules, core)


Reading = tuple[int | None, int | None, Qualifier, str]


def _ranges(text: str, match: regex.Match[str]) -> bool:
    """Whether two numbers are the ends of a range: rising, and neither a list nor a change from one to the other."""
    joint = match["sep"].strip().lower()
    if joint == "and":
        return bool(match["both"])
    if match["both"]:
        return False
    if joint == "to" and regex.search(
        r"(?<!ranging |ranges |ranged |anything |anywhere )\bfrom\s+(?:\w+\s+)?$",
        text[max(0, match.start() - 24) : match.start()],
    ):
        return False
    return match["sep"].strip() == match["sep"] or joint not in "-–—" or (match["one"] + match["two"]).isdigit()


def _judged(
    text: str, start: int, end: int, match: regex.Match[str], reading: Reading, rules: tuple[Ignore, ...], core: int
) -> Amount:
    low, high, qualifier, kind = reading
    bare = not match["pre"] and not match["post"]
    ignored = _ignored(text, core, end, bare=bare, rules=rules)
    return Amount(start, end, low, high, qualifier, kind, bare, ignored)


def _ignored(text: str, start: int, end: int, *, bare: bool, rules: tuple[Ignore, ...]) -> str | None:
    """The name of the first rule that sets the number aside."""
    left, inside = text[max(0, start - 40) : start], text[start:end]
    for rule in rules:
        if rule.bare and not bare:
            continue
        if rule.after and not rule.after.match(text, end):
            continue
        if rule.inside and not rule.inside.fullmatch(inside):
            continue
        if rule.before and not rule.before.search(left):
            continue
        return rule.name
    return None


def _single(match: regex.Match[str], number: str, known: Numbers, *, pre: bool = True, post: bool = True) -> Reading:
    value = worth(number, known)
    return (*_bounded(value, value, _bound(match, known, pre=pre, post=post)), "number")


def _interval(match: regex.Match[str], known: Numbers) -> Reading:
    """Low, high, qualifier and kind of a match."""
    bound = _bound(match, known)
    if match["zero"]:
        return 0, 0, Qualifier.EXACT, "zero"
    if match["many"]:
        first = regex.split(r",?\s+(?:if\s+not|or\s+even|or|and\s+possibly|perhaps\s+even)\s+", _plain(match["many"]))
        low, high = known.vague[first[0]][0], known.vague[first[-1]][1]
        return (
            (None, high, bound, "vague")
            if bound in (Qualifier.AT_MOST, Qualifier.UNDER)
            else (low, high, Qualifier.VAGUE, "vague")
        )
    if match["group"]:
        value = known.exact[_plain(match["group"])]
        return (*_bounded(value, value, bound), "group")
    if match["couple"]:
        value = 2 * known.multipliers[_plain(match["couple"]).split()[-1].removesuffix("s")]
        return (*_bounded(value, value, bound), "number")
    if not match["two"]:
        return _single(match, match["one"], known)
    low, high = _ends(match["one"], match["two"], known)
    if low >= high:
        return (*_bounded(low, low, bound), "number")
    if bound in (Qualifier.AT_LEAST, Qualifier.MORE_THAN):
        return (*_bounded(low, low, bound), "number")
    if bound in (Qualifier.AT_MOST, Qualifier.UNDER):
        return (*_bounded(high, high, bound), "number")
    return low, high, Qualifier.RANGE, "number"


def _ends(one: str, two: str, known: Numbers) -> tuple[int, int]:
    """Both ends of a range; the scale of the second holds for the first too ("four to five thousand")."""
    low, high = worth(one, known), worth(two, known)
    scales = [known.multipliers[word] for word in regex.findall(r"\p{L}+", _plain(two)) if word in known.multipliers]
    if scales and low < high and not any(word in known.multipliers for word in regex.findall(r"\p{L}+", _plain(one))):
        low *= max(scales) if low < max(scales) else 1
    return low, high


def _bound(match: regex.Match[str], known: Numbers, *, pre: bool = True, post: bool = True) -> Qualifier:
    """What the words around a number make of it; a bound before outweighs one behind, a firm one outweighs "about"."""
    found = []
    if post and match["post"]:
        found.append(known.after[_plain(match["post"]).lstrip("\"”’' ")])
    if pre and match["pre"]:
        phrase = _plain(match["pre"])
        hits = [
            word
            for word in sorted(known.before, key=len, reverse=True)
            if regex.search(rf"(?<![\w]){regex.escape(word)}(?![\w])", phrase)
        ]
        found += [known.before[word] for word in hits[:1]]
    firm = [bound for bound in found if bound is not Qualifier.ABOUT]
    return (firm or found or [Qualifier.EXACT])[0]


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


def _plain(phrase: str) -> str:
    return " ".join(phrase.lower().split())


def worth(number: str, known: Numbers) -> int:
    """The integer a number stands for: digits, words, or both ("1½ million", "two hundred and six")."""
    total, current, half = Fraction(0), Fraction(0), False
    words = regex.findall(rf"\d[\d.,\u00a0\u2009\u202f’' ]*|[{''.join(known.fractions)}]|\p{{L}}+", number.lower())
    if "quarter" in words:
        return int(Fraction(known.multipliers[words[-1]], 4))
    for word in words:
        if word[0].isdigit():
            current += Fraction(regex.sub(r"[^\d.]", "", word.rstrip(" .,")))
        elif word in known.fractions:
            current += Fraction(known.fractions[word]).limit_denominator(4)
        elif word in known.values:
            current += known.values[word]
        elif word == "half":
            half = True
        elif word in known.multipliers:
            scale = known.multipliers[word]
            current = (current or (Fraction(0) if half else Fraction(1))) + (Fraction(1, 2) if half else 0)
            half = False
            if scale in (12, 100):
                current *= scale
            else:
                total, current = total + current * scale, Fraction(0)
                last = scale
    if half:
        total += Fraction(last if total else 1, 2)
    return int(total + current)
