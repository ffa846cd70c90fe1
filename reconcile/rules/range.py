"""The rule `range`."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.rules.picking import Pick, Row, Told, none, rule


def choose(told: Told) -> Pick:
    """From the lowest lower bound to the highest upper bound that any source gives; no point is chosen."""
    return whole(told.said)


def whole(said: Sequence[Row]) -> Pick:
    """The interval of figures put forward."""
    if not said:
        return none(said)
    lows = [claim.low for claim, _, _ in said if claim.low is not None]
    highs = [claim.high for claim, _, _ in said if claim.high is not None]
    closed = len(highs) == len(said)
    return Pick(low=min(lows, default=None), high=max(highs, default=None) if closed else None)


RULE = rule("range", choose)
