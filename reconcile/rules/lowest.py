"""The rule `lowest`."""

from __future__ import annotations

from reconcile.rules.picking import Pick, Told, none, rule


def choose(told: Told) -> Pick:
    """The lowest number that any source names; vague words give none."""
    return Pick(point=min(told.numbers)) if told.numbers else none(told.said)


RULE = rule("lowest", choose)
