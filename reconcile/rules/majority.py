"""The rule `majority`."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.model import Claim
from reconcile.rules import picking
from reconcile.rules.picking import Origins, Pick, none, numbers, rule


def choose(claims: Sequence[Claim], origins: Origins) -> Pick:
    """The number that more than half of the independent origins give as their latest; without one, none."""
    found = picking.majority(claims, origins)
    if found is None:
        return Pick(note="no strict majority") if numbers(claims, origins) else none(claims)
    return Pick(point=found)


RULE = rule("majority", choose)
