"""The rule `lowest`."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.model import Claim
from reconcile.rules.picking import Origins, Pick, none, numbers, rule


def choose(claims: Sequence[Claim], origins: Origins) -> Pick:
    """The lowest number that any source names; vague words give none."""
    found = numbers(claims, origins)
    return Pick(point=min(found)) if found else none(claims)


RULE = rule("lowest", choose)
