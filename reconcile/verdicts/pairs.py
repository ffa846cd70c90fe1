"""Two figures set against each other: first scope, then time, then copies, and only then conflict."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import inf

from reconcile.lexicon import words
from reconcile.model import Finding, Qualifier, Status
from reconcile.populations import Population, Relation
from reconcile.questions.cells import placed
from reconcile.verdicts import scope
from reconcile.verdicts.earlier import is_earlier, is_taken_back
from reconcile.verdicts.said import (
    EARLIER,
    LATER,
    SAME,
    UNCLEAR,
    Said,
    When,
    about,
    by_witness,
    hours_later,
    may_meet,
    meets,
    nearly_meets,
    rounds,
    when,
)

# A member costs several times as much to look up in its class as here.
AGREE, COMPATIBLE, UPDATE = Finding.AGREE, Finding.COMPATIBLE, Finding.UPDATE
SCOPE, REVISED, CONFLICT = Finding.SCOPE, Finding.REVISED, Finding.CONFLICT
ABOUT, EXACT, UNDER, DENIED = Qualifier.ABOUT, Qualifier.EXACT, Qualifier.UNDER, Status.DENIED
ONE, INNER, APART = Relation.SAME, Relation.NARROWER, Relation.APART

LOOSE = 5
FALLS_SHORT = 0.75  # of a number that is said to be nearly reached; what is less does not come near it
ASIDE = 10  # how many times larger a count is that a figure given in passing cannot be meant to rival


@dataclass(slots=True, kw_only=True, eq=False)  # not frozen, as what it sets against each other
class Pair:
    """What two figures come to, and the reason to give, with `a` and `b` in the order in which it names them."""

    finding: Finding
    reason: str
    a: Said
    b: Said
    parts: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a question's comparisons share: its kind of count, its window, the stages that live pages show, and the
    numbers that were withdrawn, each with the last day on which that was told."""

    measure: str
    growing: bool
    daily: bool
    window_days: int
    reach: float  # how far past its end a bare plural reaches: a crowd of "hundreds" is an estimate, and not of 6,000
    stages: Collection[float]
    withdrawn: Mapping[float, int]
    taken_back: Collection[float]  # those of them of which a report says so, and not only that somebody denies them


def settings(
    measure: str, said: Collection[Said], window_days: int, *, growing: bool, language: str = "en"
) -> Settings:
    """The settings for a measure, with the numbers of `said` that were overtaken in a page written through the day, or
    withdrawn."""
    plain = _settings(measure, window_days, growing, language)
    live = [one for one in said if one.live and one.named is not None] if growing else []
    denied = [one for one in said if one.claim.status is DENIED and one.day and one.named]
    if not live and not denied:
        return plain
    days = sorted((one.day[1], one.named) for one in denied if one.day and one.named)
    return replace(
        plain,
        stages=_stages(live),
        withdrawn={number: on for on, number in days},
        taken_back={one.named for one in denied if one.named and is_taken_back(one.claim)},
    )


@cache
def _settings(measure: str, window_days: int, growing: bool, language: str) -> Settings:
    daily = measure in words("verdicts", "daily", language)
    reach = LOOSE if daily else inf
    return Settings(
        measure=measure,
        growing=growing,
        daily=daily,
        window_days=window_days,
        reach=reach,
        stages=(),
        withdrawn={},
        taken_back=(),
    )


@cache
def leaves(counted: Population, language: str = "en") -> bool:
    """Whether those counted are fewer as they go home or free: patients in hospital, hostages still held."""
    if not counted.states.isdisjoint(words("verdicts", "leaving_states", language)):
        return True
    return bool(counted.heads) and counted.heads.issubset(words("verdicts", "leaving", language))


def _stages(live: Iterable[Said]) -> set[float]:
    """The numbers that pages written through the day show as overtaken."""
    last: dict[tuple[str, object], float] = {}
    numbers = [((one.claim.doc, one.day), one.named or 0) for one in live]
    for key, number in numbers:
        last[key] = max(last.get(key, 0), number)
    return {number for key, number in numbers if number < last[key]}


def compare(a: Said, b: Said, given: Settings) -> Pair:
    """What the figures `a` and `b` come to; the first day's is `a` unless it cannot be told."""
    told = about(a, b, given.window_days) if given.daily else when(a, b, given.window_days)
    if told is EARLIER:
        a, b, told = b, a, LATER
    together = meets(a, b)
    if _same_number(a, b, together=together):
        return Pair(finding=AGREE, reason="agree", a=a, b=b)
    if together and told is SAME and _far(a, b):
        return _by_scope(a, b, told, given) or Pair(finding=CONFLICT, reason="far", a=a, b=b)
    if together:
        return _meeting(a, b, told, given)
    if rounds(a, b, freely=a.origin == b.origin):
        return Pair(finding=COMPATIBLE, reason="rounded", a=a, b=b)
    if a.vague or b.vague:
        if nearly_meets(a, b):
            return Pair(finding=COMPATIBLE, reason="compatible", a=a, b=b)
        scoped = None if may_meet(a, b, given.reach) else _by_scope(a, b, told, given)
    else:
        scoped = _by_scope(a, b, told, given)  # plain figures that do not meet never may
    return scoped or (_at_once(a, b, given) if told is SAME else _over_time(a, b, told, given))


def _same_number(a: Said, b: Said, *, together: bool) -> bool:
    if a.named is None or a.named != b.named or not together:
        return a.floor == b.floor and (a.claim.low, a.claim.high) == (b.claim.low, b.claim.high) and not a.vague
    return True


def _by_scope(a: Said, b: Said, told: When, given: Settings) -> Pair | None:
    """What scope makes of two figures that no number satisfies; none where it does not explain how they differ."""
    who, where = scope.who(given.measure, a, b), scope.where(a, b)
    if who is ONE and where is ONE:
        return None
    if who is APART or where is APART:
        return Pair(finding=SCOPE, reason="apart", a=a, b=b)
    if who is not ONE and where is not ONE and who is not where:
        return None
    part, whole = (a, b) if INNER in (who, where) else (b, a)
    newer = told is LATER and part is b
    if part.floor > whole.ceiling:
        fell = told is LATER and not given.growing and not given.daily
        people = who is not ONE and not newer and not fell
        return Pair(finding=SCOPE, reason="exceeds", a=part, b=whole) if people else None
    if who is ONE and (told is not SAME and not newer or part.named in given.stages):
        return None
    if who is ONE and not placed(part.claim):
        return None
    return Pair(finding=SCOPE, reason="part", a=part, b=whole)


def _meeting(a: Said, b: Said, told: When, given: Settings) -> Pair:
    """Figures that one number satisfies; where the later names a higher one, the count has grown."""
    if told is LATER and not given.daily and _names_less(a, b) and not _in_one_report(a, b):
        return Pair(finding=UPDATE, reason="grew" if given.growing else "differs", a=a, b=b)
    if told is LATER and not given.growing and not given.daily and _names_less(b, a) and _is_named(b):
        return Pair(finding=UPDATE, reason="differs", a=a, b=b)  # "more than 400", and then "more than 300"
    again = told is SAME and not given.daily and a.origin == b.origin and a.claim.doc != b.claim.doc
    for low, high in ((a, b), (b, a)) if again else ():
        if _names_less(low, high):
            return Pair(finding=UPDATE, reason="one_source", a=low, b=high)
    return Pair(finding=COMPATIBLE, reason="compatible", a=a, b=b)


def _names_less(a: Said, b: Said) -> bool:
    """Whether the number in one figure lies below all that the other allows: "more than 2,000" and "around 4,000"."""
    floor = (b.named or 0) * FALLS_SHORT if b.claim.qualifier is UNDER and _is_close(b) else b.floor
    less = a.named is not None and a.named < floor and not b.vague and not rounds(a, b, freely=True)
    return less and not (a.claim.qualifier is ABOUT and b.floor <= a.ceiling)  # "some 120" may be 123


def _far(a: Said, b: Said) -> bool:
    """Whether of two that are cited one says that a number is all but reached, and the other is far from it."""
    if not a.claim.source or not b.claim.source or a.origin == b.origin:
        return False
    return any(_is_close(one) and (one.named or 0) * FALLS_SHORT > other.ceiling for one, other in ((a, b), (b, a)))


def _is_close(one: Said, language: str = "en") -> bool:
    close = words("verdicts", "close", language)
    return one.claim.qualifier is UNDER and one.claim.figure.lower().lstrip("\"'“‘ ").startswith(close)


def _is_named(one: Said) -> bool:
    return not one.vague and one.named is not None


def _in_one_report(a: Said, b: Said) -> bool:
    """Whether one report tells both, the later with no day of its own, and one is near the other."""
    undated = a.claim.doc == b.claim.doc and not b.live and b.day == b.published
    return undated and a.named is not None and b.floor < a.named * 2


def _over_time(a: Said, b: Said, told: When, given: Settings) -> Pair:
    """Figures that no number satisfies, of different days."""
    if given.daily:
        return Pair(finding=SCOPE, reason="days", a=a, b=b)
    if told is UNCLEAR:
        return Pair(finding=UPDATE, reason="unclear", a=a, b=b)
    if not given.growing:
        return Pair(finding=UPDATE, reason="differs", a=a, b=b)
    if a.ceiling < b.floor:
        return Pair(finding=UPDATE, reason="grew", a=a, b=b)
    if may_meet(a, b, given.reach):
        return Pair(finding=COMPATIBLE, reason="compatible", a=a, b=b)
    if _aside(b, a):
        return Pair(finding=SCOPE, reason="aside", a=b, b=a)
    if a.origin == b.origin:
        return Pair(finding=REVISED, reason="lowered", a=a, b=b)
    if _withdrawn(a, given):
        return Pair(finding=REVISED, reason="overruled", a=a, b=b)
    if is_earlier(b.claim):
        return Pair(finding=UPDATE, reason="earlier", a=b, b=a)
    return Pair(finding=CONFLICT, reason="lower", a=a, b=b)


def _withdrawn(said: Said, given: Settings) -> bool:
    """Whether a number was taken back on that day or later, or denied, where a report gives it in its own voice."""
    if said.named not in given.withdrawn or said.claim.qualifier is not EXACT:
        return False
    told = said.claim.source is None or said.named in given.taken_back
    return told and bool(said.day) and (said.day or (0, 0))[0] <= given.withdrawn[said.named or 0]


def _at_once(a: Said, b: Said, given: Settings) -> Pair:
    """Figures that no number satisfies, of one day, or of days unknown."""
    low, high = (a, b) if a.ceiling < b.floor else (b, a)
    if may_meet(a, b, given.reach) and not (a.origin == b.origin and a.vague and b.vague and given.growing):
        return Pair(finding=COMPATIBLE, reason="compatible", a=a, b=b)
    if given.growing and low.named in given.stages:
        return Pair(finding=UPDATE, reason="stage", a=low, b=high)
    if a.claim.doc == b.claim.doc and low.claim.qualifier is EXACT and low.claim.high == 1:
        return Pair(finding=SCOPE, reason="within_report", a=low, b=high)
    if a.origin == b.origin:
        return _one_voice(low, high, given)
    if given.growing and _aside(low, high):
        return Pair(finding=SCOPE, reason="aside", a=low, b=high)
    if by_witness(a) != by_witness(b):
        seen, counted = (a, b) if by_witness(a) else (b, a)
        return Pair(finding=SCOPE, reason="witness", a=seen, b=counted)
    if given.growing and hours_later(low, high):
        return Pair(finding=UPDATE, reason="hours", a=low, b=high)
    for one, other in ((a, b), (b, a)):
        if _withdrawn(one, given):
            return Pair(finding=REVISED, reason="overruled", a=one, b=other)
    if is_earlier(low.claim) if given.growing else _one_is_earlier(low, high, given):
        before, after = (low, high) if is_earlier(low.claim) else (high, low)
        return Pair(finding=UPDATE, reason="earlier", a=before, b=after)
    undated = a.day is None or b.day is None
    return Pair(finding=CONFLICT, reason="undated" if undated else "conflict", a=a, b=b)


def _one_is_earlier(low: Said, high: Said, given: Settings) -> bool:
    """Whether one of two figures is told as one of before; rival crowds told in one breath are both of then."""
    if given.daily and low.claim.doc == high.claim.doc and low.claim.sentence == high.claim.sentence:
        return False
    return is_earlier(low.claim) != is_earlier(high.claim)


def _one_voice(low: Said, high: Said, given: Settings) -> Pair:
    """Two figures of one origin and day: stages of the day, or, far apart in one report, counts of different things."""
    if given.growing and is_earlier(high.claim) and not is_earlier(low.claim):
        return Pair(finding=REVISED, reason="lowered", a=high, b=low)
    unlike = scope.elsewhere(low, high) or low.counted.heads != high.counted.heads  # "46 dead ... 36 bodies"
    far = high.floor > low.ceiling * 2 or not given.growing or unlike
    passing = low.claim.doc == high.claim.doc and far and not low.live and not low.vague
    if passing and not is_earlier(low.claim):
        return Pair(finding=SCOPE, reason="within_report", a=low, b=high)
    return Pair(finding=UPDATE, reason="one_source", a=low, b=high)


def _aside(low: Said, high: Said) -> bool:
    """Whether a figure is a small one that a report gives in passing, in its own voice: no rival to the other."""
    return low.claim.source is None and not low.vague and low.ceiling * ASIDE <= high.floor
