"""The rule `bbc`."""

from __future__ import annotations

from reconcile.rules.picking import UNORDERED, Pick, Told, rank, rule


def choose(told: Told) -> Pick:
    """BBC Editorial Guidelines on war, terror and emergencies, "Accuracy": where estimates of casualties come from
    several sources, either their range is reported, or the figure of the source with the greatest authority by name.
    """
    ranked = [(claim, place) for claim, _, _ in told.said if claim.source and (place := rank(claim, "bbc")) < UNORDERED]
    found = told.whole
    if not ranked:
        return found
    claim, _ = min(reversed(ranked), key=lambda one: one[1])
    return Pick(low=found.low, high=found.high, note=f"{' '.join(claim.figure.split())} by {claim.source}")


RULE = rule("bbc", choose)
