"""A question through the days: the figures that stand on each, what they come to, and what was settled later."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from math import inf
from typing import TypeAlias

from reconcile.model import Finding
from reconcile.verdicts.pairs import Pair, Settings, compare
from reconcile.verdicts.said import Said, order

SEVERITY = {finding: rank for rank, finding in enumerate(Finding)}
TELLING = frozenset(finding for finding in Finding if SEVERITY[finding] < SEVERITY[Finding.COMPATIBLE])
SINGLE, UPDATE, CONFLICT = Finding.SINGLE, Finding.UPDATE, Finding.CONFLICT  # quicker to look up than in their class
Standings: TypeAlias = dict[str, Said]


@dataclass(slots=True, kw_only=True, eq=False)  # not frozen, as the figures in it
class Day:
    """One day of a course: the figures standing at its end, by origin, and all that their comparison came to, with the
    worst of that."""

    day: str | None
    standing: tuple[Said, ...]
    pairs: tuple[Pair, ...]
    finding: Finding


@dataclass(slots=True, kw_only=True)
class _State:
    """What is carried from day to day: each origin's latest figure, and how those of two origins stand."""

    standing: Standings = field(default_factory=dict)
    between: dict[tuple[str, str], Pair] = field(default_factory=dict)


def worst(findings: Iterable[Finding]) -> Finding:
    """The gravest of several findings; single where there are none."""
    told = set(findings)
    return told.pop() if len(told) == 1 else min(told, key=SEVERITY.__getitem__, default=SINGLE)


def run(said: Sequence[Said], given: Settings) -> tuple[Day, ...]:
    """The days of a course in order, from figures in the order of their days."""
    if len(said) == 1:
        alone = said[0]
        return (Day(day=alone.iso if alone.day else None, standing=(alone,), pairs=(), finding=SINGLE),)
    state, days = _State(), []
    for day, some in groupby(said, key=_last_day):
        told = list(some)
        pairs: list[Pair] = []
        for new in _current(told, given, pairs) if len(told) > 1 else told:
            _enter(new, state, given, pairs)
        pairs += state.between.values()
        _drop_overtaken(state, pairs)
        standing = tuple(sorted(state.standing.values(), key=order))
        days.append(_day(_iso(told) if day else None, standing, _distinct(pairs)))
    return tuple(_settled(days) if len(days) > 1 else days)


def _last_day(one: Said) -> int | None:
    return one.day and one.day[1]


def _day(day: str | None, standing: tuple[Said, ...], pairs: Sequence[Pair]) -> Day:
    return Day(day=day, standing=standing, pairs=tuple(pairs), finding=worst([pair.finding for pair in pairs]))


def _iso(told: Sequence[Said]) -> str | None:
    isos = {one.iso or "" for one in told}
    return (isos.pop() if len(isos) == 1 else max(isos, key=lambda iso: (len(iso), iso))) or None


def _current(told: Iterable[Said], given: Settings, pairs: list[Pair]) -> list[Said]:
    """Each origin's figure at the end of a day; what its other figures of that day come to is added to `pairs`."""
    by_origin: dict[str, list[Said]] = defaultdict(list)
    for one in told:
        by_origin[one.origin].append(one)
    found = []
    for origin in sorted(by_origin):
        own = by_origin[origin]
        different = list({_wording(one): one for one in own}.values()) if len(own) > 1 else own
        best = max(different, key=lambda one: _last_of_a_day(one, given)) if len(different) > 1 else different[0]
        pairs += [pair for one in different if one is not best and _tells(pair := compare(one, best, given))]
        found.append(best)
    return found


def _wording(one: Said) -> tuple[object, ...]:
    claim = one.claim
    return claim.low, claim.high, claim.qualifier, claim.who, claim.place, claim.doc


def _last_of_a_day(one: Said, given: Settings) -> tuple[object, ...]:
    """What makes a figure the last of its origin's day: where the count grows the highest, else the latest, most exact.

    "At least 80" in a report goes before the bare "80" of its headline.
    """
    published = one.published[1] if one.published else 0
    if given.growing:
        return not one.vague, one.floor, one.claim.high is None, published, one.report, one.claim.start
    spread = round(one.ceiling / one.floor, 1) if one.floor and one.ceiling < inf else inf
    return published, not one.vague, -spread, one.floor, one.report, -one.claim.start


def _tells(pair: Pair) -> bool:
    """Whether two figures of one origin come to anything: that they agree does not."""
    return pair.finding in TELLING


def _enter(new: Said, state: _State, given: Settings, pairs: list[Pair]) -> None:
    """Set a new figure against its origin's last and against all others that stand, and let it stand."""
    before = state.standing.get(new.origin)
    if before is not None and _tells(pair := compare(before, new, given)):
        pairs.append(pair)
        if pair.finding is UPDATE and pair.a is new:
            return  # the same source had already gone further
    state.standing[new.origin] = new
    for origin in sorted(state.standing) if len(state.standing) > 1 else ():
        if origin != new.origin:
            state.between[_key(origin, new.origin)] = compare(state.standing[origin], new, given)


def _key(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _drop_overtaken(state: _State, pairs: Iterable[Pair]) -> None:
    """Figures that a later one has overtaken stand no more."""
    standing, before = state.standing, len(state.standing)
    for pair in pairs:
        if pair.finding is UPDATE and standing.get(pair.a.origin) is pair.a and pair.a.origin != pair.b.origin:
            del standing[pair.a.origin]
    if len(standing) < before:
        state.between = {key: pair for key, pair in state.between.items() if key[0] in standing and key[1] in standing}


def _distinct(pairs: Sequence[Pair]) -> Sequence[Pair]:
    if len(pairs) < 2:
        return pairs
    return list({(id(pair.a), id(pair.b)): pair for pair in pairs}.values())


def _settled(days: Sequence[Day]) -> list[Day]:
    """The days with a conflict that the same two origins later settled told as an update."""
    conflicts = {_origins(p) for day in days[:-1] for p in day.pairs if p.finding is CONFLICT}
    if not conflicts:
        return list(days)
    last = {key: (n, p) for n, day in enumerate(days) for p in day.pairs if (key := _origins(p)) in conflicts}
    found = []
    for number, day in enumerate(days):
        if day.finding is not CONFLICT:  # the worst that there is
            found.append(day)
            continue
        pairs = [_resolved(pair, number, last) if pair.finding is CONFLICT else pair for pair in day.pairs]
        found.append(_day(day.day, day.standing, pairs))
    return found


def _origins(pair: Pair) -> tuple[str, str]:
    return _key(pair.a.origin, pair.b.origin)


def _resolved(pair: Pair, day: int, last: dict[tuple[str, str], tuple[int, Pair]]) -> Pair:
    if pair.a.origin == pair.b.origin:
        return pair
    later, ended = last.get(_origins(pair), (day, pair))
    both = ended.a.claim.id not in (pair.a.claim.id, pair.b.claim.id)
    both = both and ended.b.claim.id not in (pair.a.claim.id, pair.b.claim.id)
    if later > day and both and SEVERITY[ended.finding] > SEVERITY[Finding.SCOPE]:
        return replace(pair, finding=UPDATE, reason="settled")
    return pair
