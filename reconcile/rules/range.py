"""The rule `range`."""

from __future__ import annotations

from reconcile.rules.picking import Pick, Told, rule


def choose(told: Told) -> Pick:
    """From the lowest lower bound to the highest upper bound that any source gives; no point is chosen."""
    return told.whole


RULE = rule("range", choose)
