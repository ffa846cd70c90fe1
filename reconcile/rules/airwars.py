"""The rule `airwars`."""

from __future__ import annotations

from reconcile.model import SourceType
from reconcile.rules.picking import Pick, Told, rule

BELLIGERENT = (SourceType.MILITARY, SourceType.OPPOSITION_ARMED)


def choose(told: Told) -> Pick:
    """Airwars methodology, "Grading": the minimum and maximum of all credible claims, with a grade: confirmed where a
    belligerent accepts the harm, fair with two or more credible sources, weak with one, contested where some source
    denies what others say, discounted where nothing but denials is left.
    """
    if not told.said:
        return Pick(note="discounted" if told.denied else "no figure")
    found = told.whole
    sources = {origin for _, _, origin in told.said}
    confirmed = any(claim.source_type in BELLIGERENT for claim, _, _ in told.said)
    grade = "contested" if told.denied else "confirmed" if confirmed else "fair" if len(sources) > 1 else "weak"
    return Pick(low=found.low, high=found.high, note=grade)


RULE = rule("airwars", choose)
