"""The rule `emdat`."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.model import Claim
from reconcile.rules.picking import Origins, Pick, none, number, rank, rule, speaking


def choose(claims: Sequence[Claim], _origins: Origins) -> Pick:
    """EM-DAT data entry procedures, "Source entry" and "Total deaths": the latest figure of the source ranked highest,
    bodies of several states before governments, the Red Cross and the press. A range enters as its mean; hundreds count
    as 200, thousands as 2,000. Missing people who are presumed dead belong to the dead, which a reviewer has to add.
    """
    told = [(claim, value) for claim in speaking(claims) if (value := _entered(claim)) is not None]
    if not told:
        return none(claims)
    best = min(rank(claim, "emdat") for claim, _ in told)
    claim, value = [(claim, value) for claim, value in told if rank(claim, "emdat") == best][-1]
    return Pick(point=value, note=claim.source or "")


def _entered(claim: Claim) -> int | None:
    if claim.qualifier == "range" and claim.low is not None and claim.high is not None:
        return (claim.low + claim.high) // 2
    return number(claim, "emdat")


RULE = rule("emdat", choose)
