"""How far reviewers agree: item by item, and by Cohen's kappa."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from reconcile.model import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Two reviewers: how many rows both decided and how many alike, by kappa (None where chance alone explains all)."""

    one: str
    other: str
    both: int
    alike: int
    kappa: float | None


def agreements(decisions: Iterable[Decision]) -> tuple[Agreement, ...]:
    """The agreement of each two reviewers, by name."""
    said: dict[str, dict[str, Decision]] = defaultdict(dict)
    for decision in decisions:
        said[decision.reviewer][decision.id] = decision
    return tuple(_agreement(one, other, said[one], said[other]) for one, other in combinations(sorted(said), 2))


def _agreement(one: str, other: str, a: dict[str, Decision], b: dict[str, Decision]) -> Agreement:
    shared = sorted(a.keys() & b.keys())
    pairs = [(str(a[id].decision), str(b[id].decision)) for id in shared]
    alike = sum((a[id].decision, a[id].value) == (b[id].decision, b[id].value) for id in shared)
    return Agreement(one=one, other=other, both=len(shared), alike=alike, kappa=kappa(pairs))


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of pairs of labels: the agreement beyond chance, as a share of what chance leaves.

    J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological Measurement 20 (1960).
    None where nothing was labelled twice, or both gave one and the same label throughout.
    """
    if not pairs:
        return None
    total = len(pairs)
    observed = sum(one == other for one, other in pairs) / total
    ones, others = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    expected = sum(ones[label] * others[label] for label in ones) / total**2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def differing(decisions: Iterable[Decision]) -> dict[str, tuple[Decision, ...]]:
    """The ids on which reviewers differ in decision or value, with what each says."""
    groups: dict[str, list[Decision]] = defaultdict(list)
    for one in decisions:
        groups[one.id].append(one)
    return {
        id: tuple(sorted(some, key=lambda one: one.reviewer))
        for id, some in sorted(groups.items())
        if len({(one.decision, one.value) for one in some}) > 1
    }
