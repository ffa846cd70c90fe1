"""The rule `latest`."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.model import Claim
from reconcile.rules import range as whole
from reconcile.rules.picking import Origins, Pick, none, rule, speaking


def choose(claims: Sequence[Claim], origins: Origins) -> Pick:
    """What is said of the latest day that anyone speaks of; where several speak of that day, their range."""
    said = speaking(claims)
    if not said:
        return none(claims)
    last = said[-1].as_of
    return whole.choose([claim for claim in said if claim.as_of == last], origins)


RULE = rule("latest", choose)
