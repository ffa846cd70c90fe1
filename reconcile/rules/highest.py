"""The rule `highest`."""

from __future__ import annotations

from reconcile.rules.picking import Pick, Told, none, rule


def choose(told: Told) -> Pick:
    """The highest number that any source names, the upper end of a range; vague words give none."""
    found = [claim.high if claim.qualifier == "range" and claim.high else number for claim, number, _ in told.said]
    highest = max((value for value in found if value is not None), default=None)
    return none(told.said) if highest is None else Pick(point=highest)


RULE = rule("highest", choose)
