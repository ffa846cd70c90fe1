"""Claims of one measure in one story laid out in cells, by what they add up, what they count and where."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeAlias

import regex

from reconcile.model import Basis, Claim, Qualifier, Status
from reconcile.populations import Population, alike, common, population, states_in, within

DECIDED = frozenset({"troops", "evacuated", "rescued"})  # what is planned here is what will be told when it is done
BOTH = frozenset({"killed or injured"})
HELD = frozenset({"seriously hurt", "lightly hurt", "still in hospital", "out of hospital"})
TOLD_BESIDE = {"killed": BOTH, "injured": BOTH | HELD, "affected": frozenset({"stranded"})}
SETTLED = frozenset({"forecast", "new"})  # states that the mode of a claim tells already
PASSING = frozenset({"residents", "suspects", "nationals", "people"})  # marks that set nobody apart
PEOPLE = frozenset({"people"})
ONE_TIME = 2  # days within which figures are taken to be of one time
AHEAD = 600  # characters back to the total that "another 12" is on top of
BEHIND = regex.compile(r"[^,;:.\d]{0,60}")
TOTAL = ("total",)

Mode: TypeAlias = tuple[str, ...]
Figure: TypeAlias = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Cell:
    """Claims that count the same population at the same place, and add up the same way."""

    mode: Mode
    who: Population
    place: str | None
    claims: tuple[Claim, ...]


Cluster: TypeAlias = tuple[Cell, ...]


def cells_of(measure: str, claims: Sequence[Claim], topping: frozenset[str]) -> list[Cell]:
    """The cells of claims of one measure in one story, the fullest first; `topping` are claims on top of others."""
    asserted, counted = _asserted(claims), {claim.id: _who(measure, claim) for claim in claims}
    gathered: defaultdict[tuple[Mode, Population, str | None], list[Claim]] = defaultdict(list)
    for claim in claims:
        who = counted[claim.id]
        held = claim.part_of is not None or claim.basis is Basis.PART and _exceeded(claim, asserted)
        part = held and (_anyone(measure, who) or who == counted.get(claim.part_of or ""))
        mode = _part(claim) if part else _mode(claim, who, asserted, topping)
        gathered[mode, replace(who, states=who.states - SETTLED), claim.place].append(claim)
    cells = [Cell(mode, who, place, tuple(found)) for (mode, who, place), found in gathered.items()]
    return sorted(cells, key=lambda cell: (-len(cell.claims), cell.claims[0].doc, cell.claims[0].start))


def topping_of(claims: Iterable[Claim]) -> frozenset[str]:
    """The claims of more ("another 12") that have, shortly before, something of their own measure to be on top of."""
    last: dict[tuple[str, str], int] = {}
    beside: dict[tuple[str, str], str] = {}
    found: set[str] = set()
    for claim in sorted(claims, key=lambda claim: (claim.doc, claim.start)):
        near = claim.start - last.get((claim.doc, claim.measure), -AHEAD) < AHEAD
        other = beside.get((claim.doc, claim.sentence), claim.measure)  # "killed 12 and hurt 30 more" adds to nothing
        if claim.basis is Basis.ADDITIONAL and near and other == claim.measure:
            found.add(claim.id)
        last[claim.doc, claim.measure] = claim.start
        beside[claim.doc, claim.sentence] = claim.measure
    return frozenset(found)


def figure(claim: Claim) -> Figure:
    """The bounds of a claim."""
    return claim.low, claim.high


def overlap(a: Claim, b: Claim) -> bool:
    """Whether one number satisfies both figures."""
    highs = [bound for bound in (a.high, b.high) if bound is not None]
    return not highs or max(a.low or 0, b.low or 0) <= min(highs)


def at_one_time(a: Claim, b: Claim) -> bool:
    """Whether two figures are of the same days, as far as is known."""
    first, second = day(a), day(b)
    return first is None or second is None or abs((first - second).days) <= ONE_TIME


def day(claim: Claim) -> date | None:
    """The day that a claim is about; None where only a month or nothing is known."""
    try:
        return date.fromisoformat(claim.as_of or "")
    except ValueError:
        return None


def _asserted(claims: Iterable[Claim]) -> dict[str, set[Figure]]:
    """The figures, vague ones aside, that each document asserts."""
    found: defaultdict[str, set[Figure]] = defaultdict(set)
    for claim in claims:
        if claim.status is Status.ASSERTED and claim.qualifier is not Qualifier.VAGUE:
            found[claim.doc].add(figure(claim))
    return found


def _who(measure: str, claim: Claim) -> Population:
    """The population of a claim, as far as it tells one count from another: who, of what nation, in what state."""
    read = population(claim.who)
    plain = alike(measure, "people")
    named = common(read.heads or PEOPLE)
    heads = frozenset("people" if kind == "residents" and kind in plain else kind for kind in named)
    marks = frozenset(mark for mark in read.marks - PASSING if not all(within(head, mark) for head in heads))
    if measure == "crowd":
        marks = frozenset()  # "striking nurses", "migrants protesting": whoever gathers is the crowd
    states = read.states | _beside(measure, claim)
    return Population(heads, marks, read.nations, states)


def _beside(measure: str, claim: Claim) -> frozenset[str]:
    """What the words right beside a figure say of those counted: gravely hurt, dead or hurt, stranded."""
    at = claim.sentence.find(claim.figure)
    if at < 0 or measure not in TOLD_BESIDE:
        return frozenset()
    behind = BEHIND.match(claim.sentence, at + len(claim.figure))
    words = f"{claim.sentence[max(0, at - 24) : at]} - {behind[0] if behind else ''}"
    return states_in(words) & TOLD_BESIDE[measure]


def _anyone(measure: str, who: Population) -> bool:
    """Whether a population says no more than people, for this measure."""
    return Population(who.heads) == who and who.heads <= alike(measure, "people")


def _exceeded(claim: Claim, asserted: Mapping[str, set[Figure]]) -> bool:
    """Whether its report has a greater figure that an exact one told as a part may be a part of."""
    least = (low or 0 for low, _ in asserted.get(claim.doc, set()))
    return claim.low is not None and claim.low == claim.high and claim.low < max(least, default=0)


def _part(claim: Claim) -> Mode:
    """A part of nobody in particular, or of its own kind: only the same figure counts the same part."""
    return ("part", str(claim.low), str(claim.high))


def _mode(claim: Claim, who: Population, asserted: Mapping[str, set[Figure]], topping: frozenset[str]) -> Mode:
    """What a figure adds up, where that keeps it from being compared with totals."""
    if claim.measure != "crowd" and (claim.basis is Basis.DAILY or "new" in who.states):
        return ("daily", claim.as_of or "")
    if claim.id in topping:
        return ("additional", str(claim.low), str(claim.high))
    if claim.status is Status.PLANNED or "forecast" in who.states:
        others = asserted.get(claim.doc, set()) - {figure(claim)}
        return TOTAL if claim.measure in DECIDED and not others else ("planned",)
    return TOTAL
