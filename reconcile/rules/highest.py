"""The rule `highest`."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.model import Claim
from reconcile.rules.picking import Origins, Pick, none, number, rule, speaking


def choose(claims: Sequence[Claim], _origins: Origins) -> Pick:
    """The highest number that any source names, the upper end of a range; vague words give none."""
    said = speaking(claims)
    found = [claim.high if claim.qualifier == "range" and claim.high else number(claim) for claim in said]
    told = [value for value in found if value is not None]
    return Pick(point=max(told)) if told else none(claims)


RULE = rule("highest", choose)
