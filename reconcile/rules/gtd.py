"""The rule `gtd`."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.model import Claim, SourceType
from reconcile.rules import picking
from reconcile.rules.picking import Origins, Pick, none, numbers, rule, speaking


def choose(claims: Sequence[Claim], origins: Origins) -> Pick:
    """GTD Codebook, "Total Number of Fatalities" (nkill): the number of the most recent credible source, not counting
    claims of perpetrators; where sources of that time differ, the number of the majority, and without one the lowest.
    Vague words give no number.
    """
    said = [claim for claim in speaking(claims) if claim.source_type is not SourceType.OPPOSITION_ARMED]
    told = [claim for claim in said if picking.number(claim) is not None]
    if not told:
        return none(said)
    recent = [claim for claim in told if claim.as_of == told[-1].as_of]
    most = picking.majority(recent, origins)
    return Pick(point=most if most is not None else min(numbers(recent, origins)))


RULE = rule("gtd", choose)
