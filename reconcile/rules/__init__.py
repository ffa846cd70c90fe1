"""The named rules for taking one figure from many, each in a file of its own, and what each would pick."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from reconcile.model import Claim
from reconcile.rules import acled, airwars, bbc, emdat, gtd, highest, latest, lowest, majority, range, ucdp
from reconcile.rules.picking import Origins, Pick, Rule, Told, ordered, read

__all__ = ["RULES", "Pick", "Picks", "Rule", "ordered", "pick"]

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


BY_NAME: Mapping[str, Rule] = {rule.name: rule for rule in RULES}


class Picks(Mapping[str, str]):
    """What each rule picks from a question's claims, in words, by its name: "18", "12-18", "none: vague only".

    A pick is worked out when it is asked for: of a million claims hardly anyone reads all that all rules say.
    """

    __slots__ = ("_told", "claims", "origins")

    def __init__(self, claims: Sequence[Claim], origins: Origins) -> None:
        self.claims, self.origins = tuple(claims), origins
        self._told: Told | None = None

    def __getitem__(self, name: str) -> str:
        rule = BY_NAME[name]
        if self._told is None:
            self._told = read(ordered(self.claims), self.origins)
        return str(rule.choose(self._told))

    def __iter__(self) -> Iterator[str]:
        return iter(BY_NAME)

    def __len__(self) -> int:
        return len(BY_NAME)

    def __repr__(self) -> str:
        return repr(dict(self))

    def __reduce__(self) -> tuple[type[dict[str, str]], tuple[dict[str, str]]]:
        return dict, (dict(self),)  # whoever keeps the picks need not keep the origins of all claims with them


def pick(claims: Sequence[Claim], origins: Origins) -> Picks:
    """What each rule would pick from a question's claims, by its name."""
    return Picks(claims, origins)
