"""Whether two figures count the same: how those counted, and where, stand to each other."""

from __future__ import annotations

from functools import cache

from reconcile import places, populations
from reconcile.lexicon import words
from reconcile.populations import Population, Relation
from reconcile.questions.cells import placed
from reconcile.verdicts.said import Said

ROOTS = frozenset({"people", "things"})  # that some of them are narrower is never a way of speaking
ONE, APART = Relation.SAME, Relation.APART  # quicker to look up than in their class
UNNESTED = (Relation.SAME, Relation.APART)


def who(measure: str, a: Said, b: Said) -> Relation:
    """How two populations stand; those that reports put for each other, as police for security forces, are the same."""
    if a.counted is b.counted:
        return ONE
    return _who(measure, a.counted, b.counted)


@cache
def _who(measure: str, one: Population, other: Population) -> Relation:
    found = populations.compare(one, other)
    if found in (Relation.SAME, Relation.OVERLAPPING):
        return Relation.SAME
    swapped = all(any(y in populations.alike(measure, x) for y in other.heads) for x in one.heads)
    kinds = found is not Relation.APART and not ROOTS & (one.heads | other.heads)
    nations = not one.nations or not other.nations or bool(one.nations & other.nations)
    return Relation.SAME if (swapped or kinds) and nations and one.states == other.states else found


def where(a: Said, b: Said) -> Relation:
    """How the places of two figures stand: one, one inside the other, or apart, where both sentences say so."""
    if a.claim.place == b.claim.place:
        return ONE
    found = _where(a.claim.place, b.claim.place)
    return ONE if found is APART and not (placed(a.claim) and placed(b.claim)) else found


@cache
def _where(a: str | None, b: str | None) -> Relation:
    """How two places stand; the same as far as nothing else is known."""
    a, b = (place and _whole(place) for place in (a, b))
    if not a or not b or places.same(a, b):
        return Relation.SAME
    inside, outside = places.within(a, b), places.within(b, a)
    if inside or outside:
        return Relation.SAME if inside and outside else Relation.NARROWER if inside else Relation.WIDER
    return Relation.APART if inside is False and outside is False else Relation.SAME


def _whole(place: str, language: str = "en") -> str:
    """A place without the word that names its middle: "downtown Nairobi" is Nairobi."""
    first, _, rest = place.partition(" ")
    return rest if rest and first.lower() in words("verdicts", "middle", language) else place


def apart(measure: str, a: Said, b: Said) -> bool:
    """Whether two figures count people, or at places, of which none is the other's."""
    return Relation.APART in (who(measure, a, b), where(a, b))


def elsewhere(a: Said, b: Said) -> bool:
    """Whether two figures name two places of which neither is known to hold the other."""
    one, other = a.claim.place, b.claim.place
    return bool(one and other) and not places.same(one or "", other or "") and where(a, b) in UNNESTED
