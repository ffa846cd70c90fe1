"""Strands of many documents put together into stories, each strand with the story that it fits best."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TypeAlias

import regex

from reconcile.places import is_spot, same
from reconcile.places.lattice import spot
from reconcile.stories.strands import Strand, Toll, elsewhere, touch
from reconcile.stories.stretch import SLACK, VAGUE, Days, apart, meet, months, narrower, spanning
from reconcile.stories.words import longest_gap

# How much of their names a report must share with a story on the same event ...
ALIKE = 0.16  # ... at the same place
ALIKE_AT_ONCE = 0.08  # ... at the same place on the same days
ALIKE_UNPLACED = 0.25  # ... where one of them has no place, or an area that may hold that of the other
ALIKE_UNKNOWN = 0.5  # ... where nobody knows whether their places have to do with each other
ALIKE_SPREAD = 0.45  # ... at two places, of what lasts and is told of in the same weeks
ALIKE_LATE = 0.45  # ... at the same place, where none was told of for longer than is usual
COPIED = 0.8  # ... at two places
LASTING = 30  # days without a report, from which on an event is one that lasts
WEEK = 7  # days without a report, from which on an event is more than a gathering of a day
LATE = 2  # times as long without a report, within which one may still come
ONGOING = 14  # days within which reports are of the same weeks

DISAGREE = 0.1  # how far reports of one event long past are from each other

Keys: TypeAlias = tuple[Collection[object], Iterable[object]]  # each of what is told with each of when
Index: TypeAlias = dict[object, dict[object, list[int]]]  # stories by when and what
UNDATED, ANY_TIME, SAID = "undated", "any time", "said"  # in place of a month

WORD = regex.compile(r"\p{L}{3,}")
HEAVY = 40  # the names of a report by which stories are looked up


@dataclass(slots=True)
class Story:
    """The strands on one event, and what they say of it together."""

    strands: list[Strand] = field(default_factory=list)
    places: Counter[str] = field(default_factory=Counter)
    names: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    tolls: set[Toll] = field(default_factory=set)
    said: set[str] = field(default_factory=set)
    days: Days | None = None
    gap: int = 0
    weight: float = 0.0
    foremost: str = ""
    reported: bool = False
    reports: set[str] = field(default_factory=set)


def weave(strands: Sequence[Strand]) -> list[Story]:
    """The stories that strands make, in an order that does not depend on theirs."""
    stories: list[Story] = []
    index: Index = defaultdict(dict)
    sought = _sought(strands)
    told: dict[object, tuple[Story, Days | None]] = {}
    for strand in sorted(strands, key=_rank):
        copied, day = told.get(_wording(strand), (None, None)) if strand.reports and strand.names else (None, None)
        if copied and (not day or not strand.days or apart(day, strand.days) <= SLACK):
            copied.strands.append(strand)  # what is word for word as another report moves nothing
            copied.reports.add(strand.doc)
            continue
        near = _near(index, _seeking(strand))
        fit, best = max([(_fit(strand, stories[number]), -number) for number in near], default=(0.0, 0))
        number = -best if fit > 0 else len(stories)
        if number == len(stories):
            stories.append(Story())
        _add(stories[number], strand)
        if strand.reports and strand.names:
            told[_wording(strand)] = stories[number], strand.days
        _enter(index, _known(strand, sought), number)
    return stories


def _near(index: Index, sought: Iterable[Keys]) -> set[int]:
    """The stories that are found by what is sought."""
    near: set[int] = set()
    for told, when in sought:
        for then in when:
            if held := index.get(then):
                for one in told:
                    if one in held:
                        near.update(held[one])
    return near


def _enter(index: Index, known: Iterable[Keys], number: int) -> None:
    """From now on a story is found by what is known."""
    for told, when in known:
        for held in [index[then] for then in when] if told else ():
            for one in told:
                stories = held.setdefault(one, [])
                if not stories or stories[-1] != number:
                    stories.append(number)


def _wording(strand: Strand) -> object:
    """What a report and a copy of it have in common."""
    return frozenset(strand.names.items()), strand.places, strand.tolls, strand.said


def _sought(strands: Iterable[Strand]) -> frozenset[object]:
    """What some strand is sought by that few are: the figures of looks back, the wordings of strands without names."""
    back = (toll for strand in strands if strand.looks_back for toll in strand.tolls)
    times = Counter(said for strand in strands for said in strand.said)
    undated = (ANY_TIME for strand in strands if strand.days is None)
    return frozenset([*back, *(said for said, number in times.items() if number > 1), *undated])


def _rank(strand: Strand) -> tuple[int, bool, date, str]:
    """Reports come before what they say of other events, looks back come last; each by day, reports without one after
    the others, then in any one order."""
    order = 2 if strand.looks_back else 0 if strand.reports else 1
    return order, strand.undated, strand.days.first if strand.days else date.max, strand.claims[0].id


def _known(strand: Strand, sought: frozenset[object]) -> Iterator[Keys]:
    """What a strand is found by: its heaviest names and its places with the months that it tells of, the countries of
    its places with the days, its wordings, and its figures."""
    when = months(strand.days, 0) if strand.days else (UNDATED,)
    yield [*_heaviest(strand), *_parts(strand)], [*when, ANY_TIME] if ANY_TIME in sought else when
    if strand.days:
        yield [*_countries(strand), *([] if strand.places else [""])], _stretch(strand.days)
    yield strand.said & sought, (SAID,)
    yield strand.tolls & sought, (*when, ANY_TIME)


def _seeking(strand: Strand) -> Iterator[Keys]:
    """What a strand is sought by; one without names by the countries of its places too, and by its wordings."""
    around = longest_gap() if strand.names or strand.looks_back else SLACK
    when = (*months(strand.days, around), UNDATED) if strand.days else (ANY_TIME,)
    yield [*_heaviest(strand), *_parts(strand)], when
    if strand.looks_back:
        yield strand.tolls, when
    if not strand.names:
        yield strand.said, (SAID,)
        if strand.days:
            yield _countries(strand), _around(strand.days)


def _heaviest(strand: Strand) -> list[str]:
    return sorted(strand.names, key=lambda name: (-strand.names[name], name))[:HEAVY] if strand.names else []


def _parts(strand: Strand) -> Sequence[str]:
    return _parts_of(frozenset(strand.places))


@cache
def _parts_of(places: frozenset[str]) -> tuple[str, ...]:
    """The names in places, and what they come down to: "Moria camp, Lesbos" is sought in each."""
    return tuple(sorted({name for place in places for name in _names(place)}))


@cache
def _names(place: str) -> frozenset[str]:
    parts = frozenset(part.strip().lower() for part in place.split(","))
    return parts | {spot(name).key for name in (place, *place.split(","))}


def _countries(strand: Strand) -> Sequence[tuple[str]]:
    return _countries_of(frozenset(strand.places))


@cache
def _countries_of(places: frozenset[str]) -> tuple[tuple[str], ...]:
    """The countries that hold places, where they are known."""
    return tuple(sorted({(code,) for place in places if (code := _country(place))}))


@cache
def _country(place: str) -> str | None:
    found = spot(place).places
    return found[0].country if found else None


@cache
def _stretch(stretch: Days) -> tuple[object, ...]:
    """The days of a stretch, or that it is in some months, and those months."""
    when = months(stretch, 0)
    return *(_each(stretch) or (f"in {month}" for month in when)), *when


def _each(stretch: Days) -> list[int]:
    """The days of a stretch, each by its number; none of one that is only known by its month or year."""
    first, last = stretch.first.toordinal(), stretch.last.toordinal()
    return list(range(first, last + 1)) if last - first <= VAGUE else []


@cache
def _around(stretch: Days) -> tuple[object, ...]:
    """The days on which others may tell of what is told of a stretch of days, and the months that may stand for one."""
    days = _each(stretch)
    if not days:
        return months(stretch, SLACK)
    return *range(days[0] - SLACK, days[-1] + SLACK + 1), *(f"in {month}" for month in months(stretch, SLACK))


def _add(story: Story, strand: Strand) -> None:
    """Takes a strand into a story; a look back does not move the days of a story that is reported."""
    story.strands.append(strand)
    if not strand.looks_back:
        story.days = spanning(story.days if story.reported else None, strand.days)
        story.reported = True
        story.reports.add(strand.doc)
    elif not story.reported:
        story.days = narrower(story.days, strand.days)
    if strand.places:
        story.places.update(strand.places)
        story.foremost = foremost(story.places)
    for name, weight in strand.names.items():
        story.names[name] += weight
    story.weight = _weight(story.names) if strand.names else story.weight
    story.tolls |= strand.tolls
    story.said |= strand.said
    story.gap = max(story.gap, strand.gap)


# How well a strand fits a story: 0 where it is about another event


def _fit(strand: Strand, story: Story) -> float:
    if not strand.names and not strand.said.isdisjoint(story.said):
        return 4.0
    if strand.looks_back:
        return _fit_back(strand, story)
    distance = apart(strand.days, story.days) if strand.days and story.days else None
    gap = max(strand.gap, story.gap)
    late = distance is not None and distance > gap
    if late and (distance or 0) > (gap * LATE if WEEK <= strand.gap < LASTING else gap):
        return 0.0
    if not strand.past.isdisjoint(story.tolls):
        return 0.0  # a report that looks back on an event is about another
    if not strand.names or not story.names:
        return max(_nearness(strand, story), 0.0) if (distance or 0) <= SLACK else 0.0
    alike = _shared(strand.names, story.names) / (_weight(strand.names) * story.weight)
    if alike < (ALIKE_LATE if late else ALIKE_AT_ONCE):
        return 0.0
    nearness, at_once = _nearness(strand, story), distance is not None and distance <= SLACK
    if late and nearness <= 0:
        return 0.0
    spread = min(strand.gap, story.gap) >= LASTING and distance is not None and distance <= ONGOING
    return max(nearness, 0.0) + alike if alike >= _least(nearness, at_once=at_once, spread=spread) else 0.0


def _least(nearness: float, *, at_once: bool, spread: bool) -> float:
    """How alike the names must be; what lasts, as a war or a flight, may be `spread` over many places."""
    if spread and nearness < 0:
        return ALIKE_UNPLACED if nearness > -1 else ALIKE_SPREAD
    if nearness > 0:
        return ALIKE_AT_ONCE if at_once else ALIKE
    if nearness == 0:
        return ALIKE_UNPLACED
    return ALIKE_UNKNOWN if nearness > -1 else COPIED


def _fit_back(strand: Strand, story: Story) -> float:
    """How well a look back fits: the same place at the same time, or the same toll there."""
    told, dated = not strand.tolls.isdisjoint(story.tolls), bool(strand.days and story.days)
    if strand.days and story.days and not meet(strand.days, story.days):
        return 0.0
    if not dated and not told and not (story.reported is False and _much_alike(strand.tolls, story.tolls)):
        return 0.0
    own = strand.doc in story.reports
    if own and (not dated or not _told_then(strand, story)):
        return 0.0
    nearness = _nearness(strand, story)
    if nearness == -1:
        return 0.0
    if not dated:
        return max(nearness, 0.0) + 1 if told else float(nearness == 1)
    return 1 + nearness + told if nearness > 0 else float(told)


def _much_alike(tolls: Collection[Toll], others: Collection[Toll]) -> bool:
    """Whether some figures differ by no more than what reports of one event long past disagree by."""
    pairs = ((a, b) for a in tolls for b in others if a[0] == b[0])
    return any(abs(_size(a) - _size(b)) <= max(_size(a), _size(b)) * DISAGREE for a, b in pairs)


def _size(toll: Toll) -> int:
    return toll[1] or toll[2] or 0


def _told_then(strand: Strand, story: Story) -> bool:
    """Whether other reports of a story came out when a look back says that its event was."""
    others = (other.days for other in story.strands if other.doc != strand.doc and other.reports)
    return bool(strand.days and strand.places) and any(strand.days and on and meet(strand.days, on) for on in others)


def _nearness(strand: Strand, story: Story) -> float:
    """1 where the places told most are one, 0.5 where each knows of the other, 0 where one has none or is an area that
    may hold the other, -0.5 where two towns may be one, -1 where they are apart."""
    if not strand.places or not story.places:
        return 0.0
    told = set(strand.places)
    ours, theirs = strand.places[0] if len(told) == 1 else foremost(Counter(strand.places)), story.foremost
    if ours == theirs or same(ours, theirs):
        return 1.0
    if touch(ours, theirs) or any(same(ours, place) for place in story.places) or any(same(theirs, p) for p in told):
        return 0.5
    if strand.names and _heard(strand.names, theirs) > _heard(strand.names, ours):
        return 0.5
    if elsewhere(ours, theirs):
        return -1.0
    return -0.5 if is_spot(ours) and is_spot(theirs) else 0.0


def _heard(names: Mapping[str, float], place: str) -> float:
    """How much a report speaks of a place, whatever its figures are about."""
    return max((names.get(word, 0.0) for word in WORD.findall(place.lower())), default=0.0)


def foremost(told: Mapping[str, float]) -> str:
    """What is told most."""
    return min(told, key=lambda place: (-told[place], place))


def _shared(names: Mapping[str, float], others: Mapping[str, float]) -> float:
    return sum(weight * others[name] for name, weight in names.items() if name in others)


def _weight(names: Mapping[str, float]) -> float:
    """The length of a weighing of names, so that two can be compared by the angle between them."""
    return math.sqrt(sum(weight * weight for weight in names.values()))
