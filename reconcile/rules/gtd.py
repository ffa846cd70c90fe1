"""The rule `gtd`."""

from __future__ import annotations

from reconcile.model import SourceType
from reconcile.rules.picking import Pick, Told, majority, none, numbers, rule


def choose(told: Told) -> Pick:
    """GTD Codebook, "Total Number of Fatalities" (nkill): the number of the most recent credible source, not counting
    claims of perpetrators; where sources of that time differ, the number of the majority, and without one the lowest.
    Vague words give no number.
    """
    said = [row for row in told.said if row[0].source_type is not SourceType.OPPOSITION_ARMED]
    counted = [row for row in said if row[1] is not None]
    if not counted:
        return none(said)
    last = counted[-1][0].as_of
    recent = [row for row in counted if row[0].as_of == last]
    most = majority(recent)
    return Pick(point=most if most is not None else min(numbers(recent)))


RULE = rule("gtd", choose)
