"""Clusters of claims taken apart by how they are told and when, and lone claims put together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from reconcile.model import Claim, Qualifier, Status
from reconcile.places import same, within
from reconcile.populations import Relation, compare
from reconcile.questions.cells import TOTAL, Cell, Cluster, at_one_time, day

SCENE = 10  # times that a total is more than what a report tells of one scene
LASTS = {"crowd": 6, "evacuated": 14}  # days without a figure after which another gathering or operation is meant


def claims_of(cluster: Cluster) -> list[Claim]:
    """The claims of a cluster, in order of the text."""
    claims = (claim for cell in cluster for claim in cell.claims)
    return sorted(claims, key=lambda claim: (claim.doc, claim.start, claim.id))


def by_telling(cluster: Cluster) -> list[Cluster]:
    """A cluster and, apart, what its reports tell in passing: vague words of one that knows better ("thousands slept
    outdoors" beside 12,500), and figures of a scene ("three died there" beside 390)."""
    known: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims_of(cluster):
        if claim.low is not None and claim.qualifier is not Qualifier.VAGUE:
            known[claim.doc].append(claim)

    def passing(claim: Claim) -> bool:
        return any(_beside(claim, other) and at_one_time(claim, other) for other in known[claim.doc])

    return [part for part in (_part(cluster, lambda claim: not passing(claim)), _part(cluster, passing)) if part]


def _beside(claim: Claim, other: Claim) -> bool:
    """Whether a figure is too small to be the count that another figure of the same report gives."""
    if claim.high is None or other.low is None or claim.status is Status.DENIED:
        return False
    if claim.qualifier is Qualifier.VAGUE:
        return claim.source == other.source and claim.high < other.low
    return claim.high * SCENE < other.low


def by_time(measure: str, cluster: Cluster) -> Iterator[Cluster]:
    """A cluster in parts where days without a figure lie between two gatherings or operations."""
    days = sorted({on for claim in claims_of(cluster) if (on := day(claim))})
    lasts = LASTS.get(measure)
    breaks = [after for before, after in pairwise(days) if lasts and (after - before).days > lasts]

    def period(claim: Claim) -> int:
        on = day(claim)
        return sum(on >= begin for begin in breaks) if on else len(breaks)

    for number in range(len(breaks) + 1):
        if part := _part(cluster, lambda claim: period(claim) == number):  # noqa: B023 - called at once
            yield part


def _part(cluster: Cluster, wanted: Callable[[Claim], bool]) -> Cluster:
    cells = (replace(cell, claims=tuple(claim for claim in cell.claims if wanted(claim))) for cell in cluster)
    return tuple(cell for cell in cells if cell.claims)


def with_lone(clusters: Sequence[Cluster]) -> list[Cluster]:
    """Clusters in which lone totals go to a lone wider one: there is nothing else to compare them with."""
    lone = [cluster for cluster in clusters if len(claims_of(cluster)) == 1 and cluster[0].mode == TOTAL]
    kept = [cluster for cluster in clusters if cluster not in lone]
    left = sorted(lone, key=lambda cluster: -sum(holds(cluster[0], other[0]) for other in lone))
    while left:
        wide, *others = left
        held = [other for other in others if holds(wide[0], other[0])]
        kept.append((*wide, *(cell for other in held for cell in other)))
        left = [other for other in others if other not in held]
    return kept


def holds(wide: Cell, narrow: Cell) -> bool:
    """Whether all that one cell counts belongs to what the other counts."""
    if compare(narrow.who, wide.who) not in (Relation.NARROWER, Relation.SAME):
        return False
    if not wide.place or not narrow.place:
        return True
    return same(wide.place, narrow.place) or within(narrow.place, wide.place) is True
