"""Strands of many documents put together into stories, each strand with the story that it fits best."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from typing import TypeAlias

import regex

from reconcile.places import same
from reconcile.stories.strands import Strand, Toll, Wording, elsewhere, touch
from reconcile.stories.stretch import SLACK, Days, apart, meet, months, narrower, spanning
from reconcile.stories.words import longest_gap

# How much of their names a report must share with a story on the same event ...
ALIKE = 0.16  # ... at the same place
ALIKE_AT_ONCE = 0.08  # ... at the same place on the same days
ALIKE_UNPLACED = 0.25  # ... where one of them has no place
ALIKE_UNKNOWN = 0.5  # ... where nobody knows whether their places have to do with each other
COPIED = 0.8  # ... at two places

Key: TypeAlias = tuple[str, str]
UNDATED, ANY_TIME = "undated", "any time"  # in place of a month

WORD = regex.compile(r"\p{L}{3,}")
HEAVY = 40  # the names of a report by which stories are looked up


@dataclass(slots=True)
class Story:
    """The strands on one event, and what they say of it together."""

    strands: list[Strand] = field(default_factory=list)
    places: Counter[str] = field(default_factory=Counter)
    names: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))
    tolls: set[Toll] = field(default_factory=set)
    said: set[Wording] = field(default_factory=set)
    days: Days | None = None
    gap: int = 0
    weight: float = 0.0
    foremost: str = ""
    reported: bool = False
    reports: set[str] = field(default_factory=set)


def weave(strands: Iterable[Strand]) -> list[Story]:
    """The stories that strands make, in an order that does not depend on theirs."""
    stories: list[Story] = []
    index: defaultdict[Key, set[int]] = defaultdict(set)
    for strand in sorted(strands, key=_rank):
        near = sorted({number for key in _keys(strand, seeking=True) for number in index[key]})
        fit, best = max(((_fit(strand, stories[number]), -number) for number in near), default=(0.0, 0))
        number = -best if fit > 0 else len(stories)
        if number == len(stories):
            stories.append(Story())
        _add(stories[number], strand)
        for key in _keys(strand, seeking=False):
            index[key].add(number)
    return stories


def _rank(strand: Strand) -> tuple[int, date, str]:
    """Reports come before what they say of other events, looks back come last, each by day, then in any one order."""
    order = 2 if strand.looks_back else 0 if strand.reports else 1
    return order, strand.days.first if strand.days else date.max, strand.claims[0].id


def _keys(strand: Strand, *, seeking: bool) -> Iterator[Key]:
    """What a strand is known by: its heaviest names and its places, each with the months in which it may be told, and
    its figures; one without names also seeks by its months alone."""
    heavy = sorted(strand.names, key=lambda name: (-strand.names[name], name))[:HEAVY]
    when = list(_seeking(strand) if seeking else _known(strand))
    told = [*heavy, *sorted({part.strip().lower() for place in strand.places for part in place.split(",")})]
    yield from product(told, when)
    if strand.days and not (seeking and strand.names):
        yield from (("", month) for month in months(strand.days, 0))
    yield from ((f"{measure} {low} {high}", "") for measure, low, high in strand.tolls)


def _known(strand: Strand) -> Iterator[str]:
    """The months that a strand tells of, or that it tells of none; and that it may be sought at any time."""
    yield from months(strand.days, 0) if strand.days else (UNDATED,)
    yield ANY_TIME


def _seeking(strand: Strand) -> Iterator[str]:
    """The months in which others may tell of a strand's event."""
    if strand.days is None:
        yield ANY_TIME
    else:
        yield from months(strand.days, longest_gap())
        yield UNDATED


def _add(story: Story, strand: Strand) -> None:
    """Takes a strand into a story; a look back does not move the days of a story that is reported."""
    if not strand.looks_back:
        story.days = spanning(story.days if story.reported else None, strand.days)
        story.reported = True
        story.reports.add(strand.doc)
    elif not story.reported:
        story.days = narrower(story.days, strand.days)
    story.strands.append(strand)
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
    if distance is not None and distance > max(strand.gap, story.gap):
        return 0.0
    if not strand.past.isdisjoint(story.tolls):
        return 0.0  # a report that looks back on an event is about another
    if not strand.names or not story.names:
        return max(_nearness(strand, story), 0.0) if (distance or 0) <= SLACK else 0.0
    alike = _shared(strand.names, story.names) / (_weight(strand.names) * story.weight)
    if alike < ALIKE_AT_ONCE:
        return 0.0
    nearness, at_once = _nearness(strand, story), distance is not None and distance <= SLACK
    return max(nearness, 0.0) + alike if alike >= _least(nearness, at_once=at_once) else 0.0


def _least(nearness: float, *, at_once: bool) -> float:
    """How alike the names must be."""
    if nearness > 0:
        return ALIKE_AT_ONCE if at_once else ALIKE
    if nearness == 0:
        return ALIKE_UNPLACED
    return ALIKE_UNKNOWN if nearness > -1 else COPIED


def _fit_back(strand: Strand, story: Story) -> float:
    """How well a look back fits: the same place at the same time, or the same toll there."""
    told, dated = not strand.tolls.isdisjoint(story.tolls), bool(strand.days and story.days)
    if strand.days and story.days and not meet(strand.days, story.days) or not dated and not told:
        return 0.0
    own = strand.doc in story.reports
    if own and (not dated or not _told_then(strand, story)):
        return 0.0
    nearness = _nearness(strand, story)
    if nearness == -1:
        return 0.0
    if not dated:
        return max(nearness, 0.0) + 1
    return 1 + nearness + told if nearness > 0 else float(told)


def _told_then(strand: Strand, story: Story) -> bool:
    """Whether other reports of a story came out when a look back says that its event was."""
    others = (other.days for other in story.strands if other.doc != strand.doc and other.reports)
    return bool(strand.days and strand.places) and any(strand.days and on and meet(strand.days, on) for on in others)


def _nearness(strand: Strand, story: Story) -> float:
    """1 where the places told most are one, 0.5 where each knows of the other, 0 where one has none, -0.5 where nobody
    knows, -1 where they are apart."""
    told = Counter(strand.places)
    if not told or not story.places:
        return 0.0
    ours, theirs = foremost(told), story.foremost
    if same(ours, theirs):
        return 1.0
    if touch(ours, theirs) or any(same(ours, place) for place in story.places) or any(same(theirs, p) for p in told):
        return 0.5
    if _heard(strand.names, theirs) > _heard(strand.names, ours):
        return 0.5
    return -1.0 if elsewhere(ours, theirs) else -0.5


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
