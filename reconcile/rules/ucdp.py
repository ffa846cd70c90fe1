"""The rule `ucdp`."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.model import Claim
from reconcile.rules import picking
from reconcile.rules.picking import Origins, Pick, numbers, rule, speaking
from reconcile.rules.range import choose as whole


def choose(claims: Sequence[Claim], origins: Origins) -> Pick:
    """UCDP GED Codebook, fatality estimates (best, high, low): the low estimate is the most conservative that is
    credible, the high one the highest that is reasonable, and the best the most reliable, which is a coder's judgement:
    here the number of the majority of origins, and without one the lowest.
    """
    found = numbers(claims, origins)
    if not found:
        return whole(claims, origins)
    best = picking.majority(claims, origins)
    high = max(max(found), *(claim.high or 0 for claim in speaking(claims) if claim.qualifier == "range"), 0)
    return Pick(low=min(found), high=high, point=min(found) if best is None else best)


RULE = rule("ucdp", choose)
