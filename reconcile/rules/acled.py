"""The rule `acled`."""

from __future__ import annotations

from reconcile.rules.picking import Pick, Told, none, number, numbers, rule


def choose(told: Told) -> Pick:
    """ACLED Codebook, "Fatalities", and its FAQ on them: where reports differ or are vague, the most conservative
    figure is coded until better information corroborates another. Taken here as the highest number that two or more
    independent origins give, else the lowest; dozens count as 12, hundreds as 100.
    """
    found = told.numbers
    if told.vague:
        found = numbers((claim, number(claim, "acled"), origin) for claim, _, origin in told.said)
    if not found:
        return none(told.said)
    backed = [value for value, given in found.items() if len(given) > 1]
    return Pick(point=max(backed) if backed else min(found), note="corroborated" if backed else "")


def spread(total: int, days: int) -> tuple[int, ...]:
    """A figure told for several days or places as one event each: split evenly, and the first takes the remainder."""
    each, rest = divmod(total, days)
    return (each + rest, *[each] * (days - 1))


RULE = rule("acled", choose)
