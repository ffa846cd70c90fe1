"""The rule `emdat`."""

from __future__ import annotations

from reconcile.model import Claim
from reconcile.rules.picking import Pick, Told, none, number, rank, rule


def choose(told: Told) -> Pick:
    """EM-DAT data entry procedures, "Source entry" and "Total deaths": the latest figure of the source ranked highest,
    bodies of several states before governments, the Red Cross and the press. A range enters as its mean; hundreds count
    as 200, thousands as 2,000. Missing people who are presumed dead belong to the dead, which a reviewer has to add.
    """
    entered = [(claim, value) for claim, _, _ in told.said if (value := _entered(claim)) is not None]
    if not entered:
        return none(told.said)
    claim, value = min(reversed(entered), key=lambda one: rank(one[0], "emdat"))
    return Pick(point=value, note=claim.source or "")


def _entered(claim: Claim) -> int | None:
    if claim.qualifier == "range" and claim.low is not None and claim.high is not None:
        return (claim.low + claim.high) // 2
    return number(claim, "emdat")


RULE = rule("emdat", choose)
