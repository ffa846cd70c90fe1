"""The named rules for taking one figure from many, each in a file of its own, and what each would pick."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile.model import Claim
from reconcile.rules import acled, airwars, bbc, emdat, gtd, highest, latest, lowest, majority, range, ucdp
from reconcile.rules.picking import Origins, Pick, Rule, ordered, read

__all__ = ["RULES", "Pick", "Rule", "ordered", "pick"]

RULES: tuple[Rule, ...] = (
    range.RULE,
    lowest.RULE,
    highest.RULE,
    latest.RULE,
    majority.RULE,
    acled.RULE,
    gtd.RULE,
    ucdp.RULE,
    emdat.RULE,
    bbc.RULE,
    airwars.RULE,
)


def pick(claims: Sequence[Claim], origins: Origins) -> dict[str, str]:
    """What each rule would pick from a question's claims, in words, by its name: "18", "12-18", "none: vague only"."""
    told = read(ordered(claims), origins)
    return {rule.name: str(rule.choose(told)) for rule in RULES}
