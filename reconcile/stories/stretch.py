"""Stretches of days: what a day, month or year of a claim covers, and how far two lie apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

import regex

SLACK = 2  # days by which reports of one event may date it differently
VAGUE = 20  # a stretch longer than this is a month or a year that stands for a day in it
ISO = regex.compile(r"\d{4}(?:-\d\d){0,2}")


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both ends included."""

    first: date
    last: date


@cache
def days(told: str | None) -> Days | None:
    """A day, month or year in ISO form as a stretch; None where it is none."""
    if not told or not ISO.fullmatch(told):
        return None
    parts = [int(part) for part in told.split("-")]
    try:
        if len(parts) == 3:
            return Days(date(*parts), date(*parts))
        if len(parts) == 2:
            following = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
            return Days(date(parts[0], parts[1], 1), following - timedelta(days=1))
        return Days(date(parts[0], 1, 1), date(parts[0], 12, 31))
    except (ValueError, OverflowError):
        return None


def apart(a: Days, b: Days) -> int:
    """The days between two stretches; 0 where they touch or overlap."""
    return max(0, (b.first - a.last).days, (a.first - b.last).days)


def meet(a: Days, b: Days) -> bool:
    """Whether both may be about one day: a month must hold it, a day may be off by a little."""
    vague = max((a.last - a.first).days, (b.last - b.first).days) > VAGUE
    return apart(a, b) <= (0 if vague else SLACK)


@cache
def months(stretch: Days, around: int) -> tuple[str, ...]:
    """The months of a stretch of days and of the days around it."""
    first, last = stretch.first.toordinal() - around, stretch.last.toordinal() + around
    begin, end = date.fromordinal(max(1, first)), date.fromordinal(min(last, date.max.toordinal()))
    told = range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month)
    return tuple(f"{month // 12:04}-{month % 12 + 1:02}" for month in told)


def spanning(a: Days | None, b: Days | None) -> Days | None:
    """The stretch from the first day of either to the last."""
    if a is None or b is None:
        return a or b
    return Days(min(a.first, b.first), max(a.last, b.last))


def narrower(a: Days | None, b: Days | None) -> Days | None:
    """The more exact of two datings of one day."""
    if a is None or b is None:
        return a or b
    return min(a, b, key=lambda stretch: (stretch.last - stretch.first, stretch.first))


def worded(stretch: Days) -> str:
    """The first day in ISO form, or the month or year that stands for a day in it."""
    whole = stretch.first.day == 1 and (stretch.last + timedelta(days=1)).day == 1
    length = (stretch.last - stretch.first).days
    return stretch.first.isoformat()[: 4 if whole and length > 300 else 7 if whole else 10]
