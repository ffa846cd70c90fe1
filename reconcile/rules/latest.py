"""The rule `latest`."""

from __future__ import annotations

from reconcile.rules.picking import Pick, Told, none, rule, whole


def choose(told: Told) -> Pick:
    """What is said of the latest day that anyone speaks of; where several speak of that day, their range."""
    if not told.said:
        return none(told.said)
    last = told.said[-1][0].as_of
    return whole([row for row in told.said if row[0].as_of == last])


RULE = rule("latest", choose)
