"""The rule `majority`."""

from __future__ import annotations

from reconcile.rules.picking import Pick, Told, none, rule


def choose(told: Told) -> Pick:
    """The number that more than half of the independent origins give as their latest; without one, none."""
    if told.most is None:
        return Pick(note="no strict majority") if told.numbers else none(told.said)
    return Pick(point=told.most)


RULE = rule("majority", choose)
