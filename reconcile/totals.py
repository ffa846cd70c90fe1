"""What each way of taking one number from many comes to over many events: totals by rule, to the unit.

Each report counts once, with its best estimate: the number that it gives, of a range the one it calls best. An event
for which a rule has no number adds nothing to that rule's total, and is counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from reconcile.model import Claim, Status

Given: TypeAlias = Sequence[tuple[str, int]]  # the day and the number of each report, by day and then by number
Rule: TypeAlias = Callable[[Given], "Fraction | int | None"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """One event's count of a measure: how many reports give a number, their bounds, and what each rule picks."""

    story: str
    measure: str
    who: str
    reports: int
    low: int | None
    high: int | None
    picks: Mapping[str, Fraction | None]


def lowest(given: Given) -> int:
    """The lowest number of any report."""
    return min(number for _, number in given)


def highest(given: Given) -> int:
    """The highest number of any report."""
    return max(number for _, number in given)


def latest(given: Given) -> int:
    """The number of the report of the latest day; of several that day, the lowest."""
    last = max(day for day, _ in given)
    return min(number for day, number in given if day == last)


def majority(given: Given) -> int | None:
    """The number that more than half of the reports give; without one, none."""
    number, times = max(Counter(number for _, number in given).items(), key=lambda one: one[1])
    return number if times * 2 > len(given) else None


def mode(given: Given) -> int:
    """The number that most reports give; of several given as often, the lowest."""
    times = Counter(number for _, number in given)
    return min(times, key=lambda number: (-times[number], number))


def mean(given: Given) -> Fraction:
    """The mean of the numbers of all reports."""
    return Fraction(sum(number for _, number in given), len(given))


def middle(given: Given) -> Fraction:
    """The median of the numbers of all reports; of two in the middle, their mean."""
    numbers = sorted(number for _, number in given)
    return Fraction(numbers[(len(numbers) - 1) // 2] + numbers[len(numbers) // 2], 2)


RULES: Mapping[str, Rule] = {
    "lowest": lowest,
    "highest": highest,
    "latest": latest,
    "majority": majority,
    "mode": mode,
    "mean": mean,
    "median": middle,
}


def by_event(claims: Sequence[Claim], stories: Mapping[str, str], best: Mapping[str, int]) -> tuple[Total, ...]:
    """What each rule picks for each event, measure and population, sorted; `best` are best estimates by claim id.

    A report without a best estimate counts with the number that it bounds; denied and unknown figures do not count.
    """
    groups: defaultdict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[stories.get(claim.id, ""), claim.measure, claim.who].append(claim)
    return tuple(_total(*key, some, best) for key, some in sorted(groups.items()))


def summed(totals: Sequence[Total]) -> dict[tuple[str, str], tuple[Fraction, int]]:
    """By measure and rule: the sum over all events, and how many of them the rule has a number for."""
    found: dict[tuple[str, str], tuple[Fraction, int]] = {}
    for one in totals:
        for rule, pick in one.picks.items():
            total, events = found.get((one.measure, rule), (Fraction(0), 0))
            found[one.measure, rule] = (total, events) if pick is None else (total + pick, events + 1)
    return found


def _total(story: str, measure: str, who: str, claims: Sequence[Claim], best: Mapping[str, int]) -> Total:
    said = [claim for claim in claims if claim.status not in (Status.DENIED, Status.UNKNOWN)]
    points = [(claim.as_of or "", point) for claim in said if (point := best.get(claim.id, _bound(claim))) is not None]
    given = sorted(points)
    return Total(
        story=story, measure=measure, who=who, reports=len(given),
        low=min((claim.low for claim in said if claim.low is not None), default=None),
        high=max((claim.high for claim in said if claim.high is not None), default=None),
        picks={name: _exact(rule(given)) if given else None for name, rule in RULES.items()},
    )  # fmt: skip


def _bound(claim: Claim) -> int | None:
    return claim.low if claim.low is not None else claim.high


def _exact(number: Fraction | int | None) -> Fraction | None:
    return None if number is None else Fraction(number)


def words(number: Fraction | None) -> str:
    """A number as it is written: "12", "12.5", "12.333333"; nothing for none."""
    if number is None:
        return ""
    return str(number.numerator) if number.denominator == 1 else f"{float(number):.6f}".rstrip("0")
