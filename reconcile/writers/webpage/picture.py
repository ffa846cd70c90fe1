"""The figures of a question as a picture: intervals over days, one colour an origin, open ends as arrows.

Copies are hollow; the figures of an origin that moved are joined. Lengths are in pixels, from the upper left corner.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil, floor, log10
from typing import TypeAlias

from reconcile import wording
from reconcile.model import Claim, Status
from reconcile.wording import Line

Scale: TypeAlias = Callable[[float], float]

WIDTH, HEIGHT = 680, 230
LEFT, RIGHT, TOP, BOTTOM = 62, 14, 14, 34
INKS = 8  # colours; more origins share them
MOST = 120  # figures in a picture
STEP = 15  # between figures of one day
ARROW = 24  # the length of an open end
STEEP = 60  # times that the highest number may be the lowest before a logarithmic scale is easier to read
UNDATED = "no date"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One figure: a bar from `top` to `bottom`, a dot at each end that is known, an arrow at one that is open."""

    claim: Claim
    x: float
    top: float
    bottom: float
    up: bool
    down: bool
    ink: int
    hollow: bool
    firm: bool
    words: str

    @property
    def dots(self) -> tuple[float, ...]:
        """The heights of the dots."""
        ends = ([] if self.up else [self.top]) + ([] if self.down else [self.bottom])
        return tuple(dict.fromkeys(ends))


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """What is drawn: marks, the lines that join those of an origin that moved, and the axes."""

    marks: Sequence[Mark]
    joins: Sequence[tuple[int, str]]
    across: Sequence[tuple[float, str]]
    along: Sequence[tuple[float, str]]
    legend: Sequence[tuple[int, str]]
    words: str
    left_out: int


def draw(lines: Sequence[Line], documents: Callable[[Claim], str]) -> Picture | None:
    """The picture of a question's lines; None where no figure names a number."""
    inks = {origin: n % INKS for n, origin in enumerate(dict.fromkeys(line.origin for line in lines))}
    shown = [(inks[line.origin], line, claim, copy) for line in lines for claim, copy in _told(line)]
    drawn = shown[:MOST]
    if not drawn:
        return None
    numbers = [end for _, _, claim, _ in drawn for end in (claim.low, claim.high) if end is not None]
    height, ticks = _heights(numbers)
    places, days = _places([claim for _, _, claim, _ in drawn])
    marks = [
        _mark(claim, (places[claim.id], height), ink, copy, f"{line.speaker}, {documents(claim)}")
        for ink, line, claim, copy in drawn
    ]
    return Picture(
        marks=marks,
        joins=_joins(lines, marks),
        across=[(height(tick), f"{tick:,}") for tick in ticks],
        along=days,
        legend=[(inks[origin], line.speaker) for origin, line in {line.origin: line for _, line, *_ in drawn}.items()],
        words="; ".join(wording.line(line) for line in lines),
        left_out=len(shown) - len(drawn),
    )


def _told(line: Line) -> list[tuple[Claim, bool]]:
    """The claims of an origin that name a number, and whether each is a copy of one before it."""
    found: list[tuple[Claim, bool]] = []
    seen = set()
    for claim in line.claims:
        if claim.low is None and claim.high is None:
            continue
        value = (claim.low, claim.high)
        found.append((claim, value in seen))
        seen.add(value)
    return found


def _heights(numbers: Sequence[int]) -> tuple[Scale, list[int]]:
    """The height of a number, and the numbers to write beside the scale."""
    high, least = max([*numbers, 1]), min((one for one in numbers if one > 0), default=1)
    room = HEIGHT - TOP - BOTTOM - ARROW
    if high > least * STEEP:
        low, top = floor(log10(least)), max(ceil(log10(high)), floor(log10(least)) + 1)

        def steep(number: float) -> float:
            share = (log10(max(number, 10**low)) - low) / (top - low)
            return round(TOP + ARROW + room * (1 - share), 1)

        return steep, [10**power for power in range(low, top + 1)]
    step = _step(high)
    top = ceil(high / step) * step

    def even(number: float) -> float:
        return round(TOP + ARROW + room * (1 - number / top), 1)

    return even, list(range(0, top + 1, step))


def _step(high: int) -> int:
    """A round number of which four or five reach the highest."""
    rough = max(high / 4, 1)
    power = 10 ** floor(log10(rough))
    return next(int(times * power) for times in (1, 2, 5, 10) if times * power >= rough)


def _places(claims: Sequence[Claim]) -> tuple[dict[str, float], list[tuple[float, str]]]:
    """The distance of each claim from the left, side by side within a day, and the days to write below."""
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.as_of or ""].append(claim)
    days = sorted(groups)
    centres = dict(zip(days, _centres(days), strict=True))
    near = min((b - a for a, b in pairwise(centres.values())), default=WIDTH / 2)
    places = {}
    for day, some in groups.items():
        step = min(STEP, near / (len(some) + 1))
        for n, claim in enumerate(some):
            places[claim.id] = round(centres[day] + (n - (len(some) - 1) / 2) * step, 1)
    every = max(1, ceil(len(days) / 8))
    said = [(centres[day], wording.day(day) if day else UNDATED) for day in days[::every]]
    return places, said


def _centres(days: Sequence[str]) -> list[float]:
    """Where days stand: apart by how many lie between them, though never too near."""
    room, count = WIDTH - LEFT - RIGHT, len(days)
    numbers = [_number(day) for day in days]
    known = [number for number in numbers if number is not None]
    span = (known[-1] - known[0]) if known else 0
    found = []
    for n, number in enumerate(numbers):
        even = (n + 0.5) / count
        true = even if number is None or not span else 0.5 / count + (number - known[0]) / span * (1 - 1 / count)
        found.append(LEFT + room * (even + true) / 2)
    return found


def _number(day: str) -> int | None:
    parts = [*day.split("-"), "01", "01"][:3]
    try:
        return date(*map(int, parts)).toordinal()
    except ValueError:
        return None


def _mark(claim: Claim, at: tuple[float, Scale], ink: int, hollow: bool, speaker: str) -> Mark:
    x, height = at
    up, down = claim.high is None, claim.low is None
    top = height(claim.high) if claim.high is not None else height(claim.low or 0) - ARROW
    bottom = height(claim.low) if claim.low is not None else min(height(claim.high or 0) + ARROW, HEIGHT - BOTTOM)
    return Mark(
        claim=claim, x=x, top=top, bottom=bottom, up=up, down=down, ink=ink, hollow=hollow,
        firm=claim.status is Status.ASSERTED, words=f"{wording.figure(claim)} · {speaker}",
    )  # fmt: skip


def _joins(lines: Iterable[Line], marks: Sequence[Mark]) -> list[tuple[int, str]]:
    """The way of each origin that gave one figure after another."""
    at = {mark.claim.id: mark for mark in marks}
    found = []
    for line in lines:
        steps = [at[step.id] for step in line.steps if step.id in at]
        if len(steps) > 1:
            points = [f"{mark.x},{mark.top if mark.down else mark.bottom}" for mark in steps]
            found.append((steps[0].ink, " ".join(points)))
    return found
