"""Whether two figures count the same: how those counted, and where, stand to each other."""

from __future__ import annotations

from functools import cache

from reconcile import places, populations
from reconcile.model import Claim
from reconcile.populations import Relation

ROOTS = frozenset({"people", "things"})  # that some of them are narrower is never a way of speaking


@cache
def who(measure: str, a: str, b: str) -> Relation:
    """How two populations stand; those that reports put for each other, as police for security forces, are the same."""
    one, other = populations.population(a), populations.population(b)
    found = populations.compare(one, other)
    if found in (Relation.SAME, Relation.OVERLAPPING):
        return Relation.SAME
    swapped = all(any(y in populations.alike(measure, x) for y in other.heads) for x in one.heads)
    kinds = found is not Relation.APART and not ROOTS & (one.heads | other.heads)
    nations = not one.nations or not other.nations or bool(one.nations & other.nations)
    return Relation.SAME if (swapped or kinds) and nations and one.states == other.states else found


def where(a: str | None, b: str | None) -> Relation:
    """How two places stand: one, one inside the other, or apart; the same as far as nothing else is known."""
    if not a or not b or places.same(a, b):
        return Relation.SAME
    inside, outside = places.within(a, b), places.within(b, a)
    if inside or outside:
        return Relation.SAME if inside and outside else Relation.NARROWER if inside else Relation.WIDER
    return Relation.APART if inside is False and outside is False else Relation.SAME


def placed(claim: Claim) -> bool:
    """Whether a claim's own sentence names its place; else the story does, and that tells no two counts apart."""
    return bool(claim.place) and (claim.place or "").partition(",")[0].lower() in claim.sentence.lower()


def apart(measure: str, a: Claim, b: Claim) -> bool:
    """Whether two claims count people, or at places, of which none is the other's."""
    return Relation.APART in (who(measure, a.who, b.who), where(a.place, b.place))


def elsewhere(a: Claim, b: Claim) -> bool:
    """Whether two claims name two places of which neither is known to hold the other."""
    named = bool(a.place and b.place) and not places.same(a.place or "", b.place or "")
    return named and where(a.place, b.place) in (Relation.SAME, Relation.APART)
