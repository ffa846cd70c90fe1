"""The rule `range`."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.model import Claim
from reconcile.rules.picking import Origins, Pick, none, rule, speaking


def choose(claims: Sequence[Claim], _origins: Origins) -> Pick:
    """From the lowest lower bound to the highest upper bound that any source gives; no point is chosen."""
    said = speaking(claims)
    if not said:
        return none(claims)
    lows = [claim.low for claim in said if claim.low is not None]
    closed = all(claim.high is not None for claim in said)
    highs = [claim.high for claim in said if claim.high is not None]
    return Pick(low=min(lows, default=None), high=max(highs, default=None) if closed else None)


RULE = rule("range", choose)
