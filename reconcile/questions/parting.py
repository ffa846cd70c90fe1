"""Clusters of claims taken apart by how they are told and when, and lone claims put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from reconcile.model import Basis, Claim, Qualifier, Status
from reconcile.places import same, within
from reconcile.populations import Relation, compare
from reconcile.questions.cells import ROUND, TOTAL, Cell, Cluster, at_one_time, day, overlap

# Quicker to look up than in their classes.
EXACT, UNDER, VAGUE = Qualifier.EXACT, Qualifier.UNDER, Qualifier.VAGUE
ASSERTED, DENIED, ALL, ADDITIONAL = Status.ASSERTED, Status.DENIED, Basis.TOTAL, Basis.ADDITIONAL
SCENE = 10  # times that a total is more than what a report tells of one scene
PIECE = 3  # times that a known total is more than a number that only one report has
RIVALS = {"crowd": 40}  # times that one side's count is more than the other's
ESTIMATES = {"crowd": 5}  # times past its end that a vague word for what nobody counts may reach
PIECES = ("part", "additional")
DAILY = frozenset({"crowd"})  # counted anew each day
LASTS = {"crowd": 6, "evacuated": 14, "rescued": 14}  # days without a figure, after which another one is meant


def claims_of(cluster: Cluster) -> list[Claim]:
    """The claims of a cluster, in order of the text."""
    return sorted(_held(cluster), key=_place)


def _held(cluster: Cluster) -> list[Claim]:
    return [claim for cell in cluster for claim in cell.claims]


def _place(claim: Claim) -> tuple[str, int, str]:
    return claim.doc, claim.start, claim.id


def by_telling(cluster: Cluster) -> list[Cluster]:
    """A cluster and, apart, what its reports tell in passing: vague words of one that knows better ("thousands slept
    outdoors" beside 12,500), figures of a scene ("three died there" beside 390) and pieces of what other reports give
    as well, each with those it may equal."""
    held = _held(cluster)
    if len({claim.doc for claim in held}) == len(held):
        return [cluster]  # no report has two figures
    claims = claims_of(cluster)
    known: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.qualifier is not VAGUE and _named(claim) is not None:
            known[claim.doc].append(claim)
    passing = _in_reach([one for one in claims if _passing(one, known[one.doc]) or _piece(one, known[one.doc], claims)])
    if not passing:
        return [cluster]
    left = frozenset(claim.id for claim in claims).difference(*passing)
    return [part for ids in (left, *passing) if (part := _part(cluster, lambda claim: claim.id in ids))]  # noqa: B023


def _piece(claim: Claim, known: Sequence[Claim], claims: Sequence[Claim]) -> bool:
    """Whether a number is its report's alone, and far below one that other reports have as well and that its source
    gives for the same day: of 1,200 hurt, the 380 whom doctors kept."""
    least = (claim.low or 0) * PIECE
    wholes = [one for one in known if (one.low or 0) >= least and one.source == claim.source and one is not claim]
    if not wholes or not _exact(claim) or claim.measure in DAILY or _told_by_others(claim, claims):
        return False
    return any(_exact(one) and one.as_of == claim.as_of and _told_by_others(one, claims) for one in wholes)


def _told_by_others(told: Claim, claims: Iterable[Claim]) -> bool:
    """Whether another report gives the same figure."""
    return any(one.low == told.low and one.high == told.high and one.doc != told.doc for one in claims)


def _exact(claim: Claim) -> bool:
    """Whether a claim asserts one number of all."""
    return claim.qualifier is EXACT and claim.basis is ALL and claim.status is ASSERTED


def _in_reach(claims: Iterable[Claim]) -> list[frozenset[str]]:
    """The ids of claims in groups of those that one number may satisfy, directly or through others."""
    groups: list[list[Claim]] = []
    for claim in claims:
        near = [group for group in groups if any(overlap(claim, other) for other in group)]
        groups = [*(group for group in groups if group not in near), [*(one for group in near for one in group), claim]]
    return [frozenset(claim.id for claim in group) for group in groups]


def _named(claim: Claim) -> int | None:
    """The number that a figure names at least, or is said to come close to: 13,000 in "almost 13,000"."""
    return claim.high if claim.qualifier is UNDER else claim.low


def _passing(claim: Claim, known: Sequence[Claim]) -> bool:
    """Whether what its report knows of that time leaves a figure aside: it is too small beside it, or a vague word far
    past all of it ("could take in millions" beside 30,000)."""
    if any(_beside(claim, other) and at_one_time(claim, other) for other in known):
        return True
    if claim.qualifier is not VAGUE or claim.low is None:
        return False
    most = max((other.high or other.low or 0 for other in known if at_one_time(claim, other)), default=0)
    return most >= ROUND and claim.low > most * SCENE


def _beside(claim: Claim, other: Claim) -> bool:
    """Whether a figure is too small to be the count that another figure of the same report gives."""
    known = _named(other)
    if known is None or claim.high is None or claim.status is DENIED:
        return False
    rivals = bool(claim.source and other.source and claim.source != other.source)
    if claim.high == 0 and rivals:
        return False  # one side says that there were none
    if claim.qualifier is VAGUE and claim.source == other.source:
        return claim.high * ESTIMATES.get(claim.measure, 1) < known
    return claim.high * (RIVALS.get(claim.measure, SCENE) if rivals else SCENE) < known


def by_time(measure: str, cluster: Cluster) -> Iterator[Cluster]:
    """A cluster in parts where days without a figure lie between two operations, or days tell of several gatherings."""
    lasts = LASTS.get(measure)
    days = sorted({on for claim in _held(cluster) if (on := day(claim))}) if lasts else []
    if not lasts or len(days) < 2:
        yield cluster
        return
    held = _held(cluster)
    breaks = [
        after
        for before, after in pairwise(days)
        if (after - before).days > lasts or measure in DAILY and _two_gatherings(held, before, after)
    ]

    def period(claim: Claim) -> int:
        on = day(claim)
        return sum(on >= begin for begin in breaks) if on else len(breaks)

    for number in range(len(breaks) + 1):
        if part := _part(cluster, lambda claim: period(claim) == number):  # noqa: B023 - called at once
            yield part


def _two_gatherings(held: Iterable[Claim], before: date, after: date) -> bool:
    """Whether the figures of one day, and of all days up to it, are of other gatherings than those of the next."""
    told = list({(claim.low, claim.high, claim.as_of, claim.doc): claim for claim in held}.values())
    then = [claim for claim in told if day(claim) == after]
    until = [claim for claim in told if (on := day(claim)) and on <= before]
    if any(_again(a, b, before, after) for a in until for b in then):
        return False
    last = [claim for claim in until if day(claim) == before]
    several = not {claim.doc for claim in last}.isdisjoint(claim.doc for claim in then)
    return several or not any(_one_gathering(a, b) for a in last for b in then)


def _again(a: Claim, b: Claim, before: date, after: date) -> bool:
    """Whether those who stay are told of again: a mere bound above tells of nobody, nor a vague word days later."""
    if a.low is None or b.low is None or (after - before).days > 1 and VAGUE in (a.qualifier, b.qualifier):
        return False
    return overlap(a, b)


def _one_gathering(a: Claim, b: Claim) -> bool:
    """Whether figures of two days may be of one gathering, told on the day and on the next."""
    first, then = day(a), day(b)
    near = first and then and (then - first).days <= 1
    most = (max(a.low or a.high or 1, b.low or b.high or 1), min(a.high or a.low or 1, b.high or b.low or 1))
    return bool(near) and most[0] <= most[1] * SCENE


def _part(cluster: Cluster, wanted: Callable[[Claim], bool]) -> Cluster:
    cells = (replace(cell, claims=tuple(claim for claim in cell.claims if wanted(claim))) for cell in cluster)
    return tuple(cell for cell in cells if cell.claims)


def with_lone(measure: str, clusters: Sequence[Cluster]) -> list[Cluster]:
    """Clusters in which lone totals go to a lone wider one: there is nothing else to compare them with."""
    if len(clusters) < 2:
        return list(clusters)
    alone = [cluster[0].mode == TOTAL and len(_told(cluster)) == 1 for cluster in clusters]
    if alone.count(True) < 2:
        return [cluster for _, cluster in sorted(zip(alone, clusters, strict=True), key=_first)]
    lone = [cluster for cluster, is_lone in zip(clusters, alone, strict=True) if is_lone]
    kept = [cluster for cluster, is_lone in zip(clusters, alone, strict=True) if not is_lone]
    left = sorted(lone, key=lambda cluster: -sum(holds(cluster[0], other[0]) for other in lone))
    while left:
        wide, *others = left
        going = [_goes_to(wide, other, measure) for other in others]
        kept.append((*wide, *(cell for other, goes in zip(others, going, strict=True) if goes for cell in other)))
        left = [other for other, goes in zip(others, going, strict=True) if not goes]
    return kept


def with_restated(clusters: Sequence[Cluster]) -> list[Cluster]:
    """Clusters in which a part, or what comes on top, goes to the totals that give its very number, where none of them
    is more: "12 of them were freed" below "12 hostages freed"."""
    totals = [cluster for cluster in clusters if cluster[0].mode == TOTAL]
    if len(totals) in (0, len(clusters)):
        return list(clusters)
    found = {id(cluster): [*cluster] for cluster in clusters}
    for cluster in clusters:
        home = next((one for one in totals if cluster[0].mode[0] in PIECES and _restates(cluster, one)), None)
        if home:
            found[id(home)] += found.pop(id(cluster))
    return [tuple(cluster) for cluster in found.values()]


def _restates(pieces: Cluster, totals: Cluster) -> bool:
    """Whether one of some totals gives the number of a piece, and none of them more."""
    told, held = _held(pieces)[0], _held(totals)
    if told.low is None or told.qualifier is VAGUE or not any(_gives(one, told) for one in held):
        return False
    most = max((one.high if one.high is not None else one.low or 0 for one in held), default=0)
    return most <= (told.high or told.low) and (holds(totals[0], pieces[0]) or holds(pieces[0], totals[0]))


def _gives(total: Claim, piece: Claim) -> bool:
    """Whether a total is the number of a piece, at one time; in one report, what comes on top is another one."""
    again = total.doc != piece.doc or piece.basis is not ADDITIONAL
    return again and (total.low, total.high) == (piece.low, piece.high) and at_one_time(total, piece)


def _first(marked: tuple[bool, Cluster]) -> bool:
    return marked[0]


def _told(cluster: Cluster) -> set[tuple[int | None, int | None, str]]:
    """The figures of a cluster in their sentences: word for word, a copy tells nothing of its own."""
    return {(claim.low, claim.high, claim.sentence) for claim in _held(cluster)}


def _goes_to(wide: Cluster, narrow: Cluster, measure: str) -> bool:
    """Whether a lone count may be compared with a wider one: of the same time, and told by another report."""
    whole, part = _held(wide), _held(narrow)
    told = {claim.doc for claim in whole}.isdisjoint(claim.doc for claim in part)
    told = told and not any(_exceeds(one, other) for one in part for other in whole)
    return told and holds(wide[0], narrow[0]) and len(list(by_time(measure, wide + narrow))) < 2


def _exceeds(part: Claim, whole: Claim) -> bool:
    """Whether a figure is larger than all that another of the same time allows, and so no part of it."""
    firm = whole.high if whole.qualifier is not Qualifier.VAGUE else None
    return part.low is not None and firm is not None and part.low > firm and at_one_time(part, whole)


def holds(wide: Cell, narrow: Cell) -> bool:
    """Whether all that one cell counts belongs to what the other counts."""
    if compare(narrow.who, wide.who) not in (Relation.NARROWER, Relation.SAME):
        return False
    if not wide.place or not narrow.place:
        return True
    return same(wide.place, narrow.place) or within(narrow.place, wide.place) is True
