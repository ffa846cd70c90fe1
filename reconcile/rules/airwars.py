"""The rule `airwars`."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.model import Claim, SourceType, Status
from reconcile.rules.picking import Origins, Pick, rule, speaking
from reconcile.rules.range import choose as whole

BELLIGERENT = (SourceType.MILITARY, SourceType.OPPOSITION_ARMED)


def choose(claims: Sequence[Claim], origins: Origins) -> Pick:
    """Airwars methodology, "Grading": the minimum and maximum of all credible claims, with a grade: confirmed where a
    belligerent accepts the harm, fair with two or more credible sources, weak with one, contested where some source
    denies what others say, discounted where nothing but denials is left.
    """
    said = speaking(claims)
    denied = any(claim.status is Status.DENIED for claim in claims)
    if not said:
        return Pick(note="discounted" if denied else "no figure")
    found = whole(said, origins)
    sources = {origins.get(claim.id, claim.doc) for claim in said}
    confirmed = any(claim.source_type in BELLIGERENT for claim in said)
    grade = "contested" if denied else "confirmed" if confirmed else "fair" if len(sources) > 1 else "weak"
    return Pick(low=found.low, high=found.high, note=grade)


RULE = rule("airwars", choose)
