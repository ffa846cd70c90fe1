"""What a rule picks, and what all rules read from claims: the number a claim names, its day, its rank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from reconcile.lexicon import load
from reconcile.model import Claim, Qualifier, Status

Origins: TypeAlias = Mapping[str, str]

SILENT = (Status.UNKNOWN, Status.DENIED)
UNORDERED = 99  # the rank of a source type that a priority leaves out


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """What a rule takes for the answer: an interval, a point or both, with a word on how; or nothing, and why."""

    low: int | None = None
    high: int | None = None
    point: int | None = None
    note: str = ""

    def __str__(self) -> str:
        """The pick in words: "18", "12-18", "18 or more", "12-18, best 14", "none: vague only"."""
        if self.low is None and self.high is None and self.point is None:
            return f"none: {self.note or 'no figure'}"
        note = f" ({self.note})" if self.note else ""
        interval = _interval(self.low, self.high)
        if self.point is None:
            return interval + note
        best = f"{self.point:,}"
        return (best if interval in ("", best) else f"{interval}, best {best}") + note


Row: TypeAlias = tuple[Claim, int | None, str]  # a claim, the number in its words, its origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A question's claims as all rules read them: the figures put forward, in order, and each number's origins.

    `whole` is their interval and `most` the number of the majority; `denied` says whether some source denies a figure,
    `vague` whether one is a vague word.
    """

    said: tuple[Row, ...]
    whole: Pick
    numbers: Mapping[int, set[str]]
    most: int | None
    denied: bool
    vague: bool


Chooser: TypeAlias = Callable[[Told], Pick]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A named way to take one figure from many; `explanation` is what is published of it."""

    name: str
    explanation: str
    choose: Chooser


def _interval(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,}-{high:,}"
    if low is not None:
        return f"{low:,} or more"
    return "" if high is None else f"up to {high:,}"


def rule(name: str, choose: Chooser) -> Rule:
    """A rule whose explanation is the docstring of its function."""
    return Rule(name=name, explanation=" ".join((choose.__doc__ or "").split()), choose=choose)


def ordered(claims: Iterable[Claim]) -> list[Claim]:
    """The claims in the order of their days and places, in which rules take them."""
    return sorted(claims, key=lambda claim: (claim.as_of or "", claim.doc, claim.start, claim.id))


def read(claims: Sequence[Claim], origins: Origins) -> Told:
    """What rules read from claims, given in order."""
    said = tuple((claim, number(claim), origins.get(claim.id, claim.doc)) for claim in claims if _speaks(claim))
    return Told(
        said=said,
        whole=whole(said),
        numbers=numbers(said),
        most=majority(said),
        denied=any(claim.status is Status.DENIED for claim in claims),
        vague=any(claim.qualifier is Qualifier.VAGUE for claim, _, _ in said),
    )


def _speaks(claim: Claim) -> bool:
    """Whether a claim puts a figure forward."""
    return (claim.low is not None or claim.high is not None) and claim.status not in SILENT


def number(claim: Claim, profile: str = "gtd", language: str = "en") -> int | None:
    """The number in a claim's words, 2,000 in "more than 2,000"; for a vague word, what the profile puts for it."""
    match claim.qualifier:
        case Qualifier.EXACT:
            return claim.high if claim.low is None else claim.low
        case Qualifier.VAGUE:
            return vague(claim.figure, profile, language)
        case Qualifier.MORE_THAN:
            return None if claim.low is None else claim.low - 1
        case Qualifier.UNDER:
            return None if claim.high is None else claim.high + 1
        case Qualifier.ABOUT if claim.low is not None and claim.high is not None:
            return (claim.low + claim.high) // 2
        case _:
            return claim.high if claim.low is None else claim.low


def vague(figure: str, profile: str, language: str = "en") -> int | None:
    """The integer that a profile puts for a vague word, by the longest of its words that the figure holds."""
    table = load("rules", language).get(profile)
    said = f" {figure.lower().strip(' “”‘’')} "
    held = [word for word in table if f" {word} " in said] if isinstance(table, dict) else []
    found = table[max(held, key=len)] if held and isinstance(table, dict) else None
    return found if isinstance(found, int) else None


def numbers(said: Iterable[Row]) -> dict[int, set[str]]:
    """Each number that is named, with the origins that give it."""
    found: dict[int, set[str]] = defaultdict(set)
    for _, value, origin in said:
        if value is not None:
            found[value].add(origin)
    return dict(found)


def majority(said: Iterable[Row]) -> int | None:
    """The number that more than half of the origins give, if there is one; each origin has its latest number."""
    told = list({origin: value for _, value, origin in said if value is not None}.values())
    return next((value for value in sorted(set(told)) if told.count(value) * 2 > len(told)), None)


def rank(claim: Claim, profile: str, language: str = "en") -> int:
    """The place of a claim's kind of source in a profile's priority, first 0; an outlet's own voice is press."""
    return _rank(claim.source_type or ("media" if claim.source is None else None), profile, language)


@cache
def _rank(kind: str | None, profile: str, language: str) -> int:
    table = load("rules", language).get("priority")
    order = table.get(profile) if isinstance(table, dict) else None
    places = [n for n, kinds in enumerate(order) if kind in kinds] if isinstance(order, list) else []
    return places[0] if places else UNORDERED


def whole(said: Sequence[Row]) -> Pick:
    """From the lowest lower bound to the highest upper bound."""
    if not said:
        return none(said)
    lows = [claim.low for claim, _, _ in said if claim.low is not None]
    highs = [claim.high for claim, _, _ in said if claim.high is not None]
    closed = len(highs) == len(said)
    return Pick(low=min(lows, default=None), high=max(highs, default=None) if closed else None)


def none(said: Sequence[Row]) -> Pick:
    """No pick, with the reason."""
    return Pick(note="vague only" if said else "no figure")
