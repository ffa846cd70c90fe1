"""The rule `bbc`."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.model import Claim
from reconcile.rules.picking import UNORDERED, Origins, Pick, rank, rule, speaking
from reconcile.rules.range import choose as whole


def choose(claims: Sequence[Claim], origins: Origins) -> Pick:
    """BBC Editorial Guidelines on war, terror and emergencies, "Accuracy": where estimates of casualties come from
    several sources, either their range is reported, or the figure of the source with the greatest authority by name.
    """
    said = [claim for claim in speaking(claims) if rank(claim, "bbc") < UNORDERED and claim.source]
    found = whole(claims, origins)
    if not said:
        return found
    best = min(rank(claim, "bbc") for claim in said)
    claim = [claim for claim in said if rank(claim, "bbc") == best][-1]
    return Pick(low=found.low, high=found.high, note=f"{' '.join(claim.figure.split())} by {claim.source}")


RULE = rule("bbc", choose)
