"""The rule `ucdp`."""

from __future__ import annotations

from reconcile.rules.picking import Pick, Told, rule


def choose(told: Told) -> Pick:
    """UCDP GED Codebook, fatality estimates (best, high, low): the low estimate is the most conservative that is
    credible, the high one the highest that is reasonable, and the best the most reliable, which is a coder's judgement:
    here the number of the majority of origins, and without one the lowest.
    """
    if not told.numbers:
        return told.whole
    low, ends = min(told.numbers), [claim.high or 0 for claim, _, _ in told.said if claim.qualifier == "range"]
    return Pick(low=low, high=max(*told.numbers, *ends, 0), point=low if told.most is None else told.most)


RULE = rule("ucdp", choose)
