"""Claims as they are set against each other: who said it, what numbers it allows, and when."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import cache
from math import inf
from typing import TypeAlias

import regex

from reconcile.lexicon import words
from reconcile.model import Claim, Document, PassageKind, Qualifier, SourceType, Span
from reconcile.passages import split
from reconcile.populations import Population
from reconcile.questions.cells import counted_in, rounded

Days: TypeAlias = tuple[int, int]
Given: TypeAlias = tuple[str, int | None, int | None]  # an origin, and the bounds of a figure that it gives

BEFORE_ANY = -1  # the place of figures without a day in the order of days
AFTERWARDS = 1  # days after which a report of the same day is known to be of a later count
HIDDEN = 0.02  # how much rounding may hide between two origins
STRETCH = 4 / 3  # how far past its end a vague word reaches at ease: "several" and "dozens" have no sharp ends


class When(Enum):
    """When the second of two figures was told, set against the first."""

    LATER = "later"
    EARLIER = "earlier"
    SAME = "same"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A claim with its origin, the day it is about, the day it was published, and whether its page grew in the day.

    `floor` and `ceiling` are the lowest and highest number that the figure allows; `named` is the number in its words,
    2,000 in "more than 2,000", none in "dozens" or a range; `vague` is whether it is such a word.
    """

    claim: Claim
    origin: str
    iso: str | None
    day: Days | None
    published: Days | None
    live: bool
    outlet: str | None
    report: str  # what puts reports of one day in an order that their names do not change
    counted: Population
    floor: float
    ceiling: float
    named: float | None
    vague: bool


def _named(claim: Claim) -> float | None:
    """The number in a claim's words."""
    low, high = claim.low, claim.high
    match claim.qualifier:
        case Qualifier.EXACT | Qualifier.AT_LEAST:
            return low
        case Qualifier.MORE_THAN:
            return None if low is None else low - 1
        case Qualifier.AT_MOST:
            return high
        case Qualifier.UNDER:
            return None if high is None else high + 1
        case Qualifier.ABOUT:
            return None if low is None or high is None else (low + high) / 2
        case _:
            return None


def say(
    claims: Iterable[Claim], origins: Mapping[str, str], documents: Mapping[str, Document], live: Collection[str] = ()
) -> list[Said]:
    """The claims made ready for comparison, in the order of their days; `live` are the pages written through a day.

    One without a day has the first on which its origin gave the same figure, else that of its document.
    """
    claims = sorted(claims, key=lambda claim: claim.id)
    first = {claim.doc: claim.id for claim in reversed(claims)}
    given = [(origins.get(claim.id, claim.doc), claim.low, claim.high) for claim in claims]
    told = _told(claims, given)
    printings = _printings(claims, given, documents)
    found = []
    for claim, key in zip(claims, given, strict=True):
        document = documents.get(claim.doc)
        day = claim.as_of or told.get(key)
        printed = printings.get((key, day)) or (document.published if document else None)
        iso = day or printed
        found.append(
            Said(
                claim=claim,
                origin=key[0],
                iso=iso,
                day=_days(iso) or _days(printed),
                published=_days(printed),
                live=claim.doc in live,
                outlet=document.outlet if document else None,
                report=first[claim.doc],
                counted=counted_in(claim),
                floor=claim.low or 0,
                ceiling=inf if claim.high is None else claim.high,
                named=_named(claim),
                vague=claim.qualifier is Qualifier.VAGUE,
            )
        )
    return sorted(found, key=order)


def _told(claims: Sequence[Claim], given: Sequence[Given]) -> dict[Given, str]:
    """The first day on which each origin gave each figure, if one of its claims has none."""
    if all(claim.as_of for claim in claims):
        return {}
    pairs = sorted(zip(claims, given, strict=True), key=_newest_first)
    return {key: claim.as_of for claim, key in pairs if claim.as_of}


def _printings(
    claims: Iterable[Claim], given: Iterable[Given], documents: Mapping[str, Document]
) -> dict[tuple[Given, str | None], str]:
    """The day on which each origin's figure for a day was first printed: who prints it again makes it no newer."""
    found: dict[tuple[Given, str | None], str] = {}
    for claim, figure in zip(claims, given, strict=True):
        published = documents[claim.doc].published if claim.doc in documents else None
        if published and claim.as_of:
            key = figure, claim.as_of
            found[key] = min(found.get(key, published), published)
    return found


def _newest_first(pair: tuple[Claim, Given]) -> tuple[int, ...]:
    return tuple(-number for number in _days(pair[0].as_of) or ())


def meets(a: Said, b: Said) -> bool:
    """Whether one number satisfies both figures; "more than 80" and "nearly 80" are taken to leave room for "80"."""
    if max(a.floor, b.floor) <= min(a.ceiling, b.ceiling):
        return True
    exact = Qualifier.EXACT in (a.claim.qualifier, b.claim.qualifier)
    return exact and a.named is not None and a.named == b.named


def nearly_meets(a: Said, b: Said, language: str = "en") -> bool:
    """Whether the figures differ only past the unsharp end of a vague word."""
    return max(a.floor, b.floor) <= min(_reach(a, STRETCH, language), _reach(b, STRETCH, language))


def may_meet(a: Said, b: Said, reach: float = inf, language: str = "en") -> bool:
    """Whether the figures differ only in how far past its end a bare plural reaches: "thousands" may be 30,000."""
    return max(a.floor, b.floor) <= min(_reach(a, reach, language), _reach(b, reach, language))


def _reach(said: Said, stretch: float, language: str) -> float:
    if not said.vague:
        return said.ceiling
    words_said = said.claim.figure.lower().strip("\"'“”‘’ ")
    firm = words_said.startswith(words("verdicts", "firm", language))
    return said.ceiling * (min(stretch, STRETCH) if firm else stretch)


def rounds(a: Said, b: Said, *, freely: bool) -> bool:
    """Whether one figure is the other with fewer digits; between two origins only where that hides 2 % or less."""
    if a.named is None or b.named is None:
        return False
    one, other = int(a.named), int(b.named)
    return rounded(one, other) and (freely or abs(one - other) <= max(one, other) * HIDDEN)


def when(a: Said, b: Said, window_days: int = 1) -> When:
    """When `b` was told, set against `a`: by the day each is about and, where that is the same, by publication."""
    told = about(a, b, window_days)
    printed = _between(a.published, b.published, window_days)
    if told is When.SAME:
        spoke = a.claim.source and b.claim.source and a.outlet != b.outlet
        return _between(a.published, b.published, window_days + AFTERWARDS) if spoke else printed
    if printed in (told, When.SAME):
        return told
    default = b if told is When.LATER else a  # its day may be no more than the day on which it was printed
    return When.UNCLEAR if default.day == default.published else told


def about(a: Said, b: Said, window_days: int = 1) -> When:
    """Whether the day that `b` is about comes after that of `a`, whenever they were published."""
    return _between(a.day, b.day, window_days)


def _between(a: Days | None, b: Days | None, window_days: int) -> When:
    if a is None or b is None:
        return When.SAME
    if b[0] - a[1] >= window_days:
        return When.LATER
    return When.EARLIER if a[0] - b[1] >= window_days else When.SAME


@cache
def _days(iso: str | None) -> Days | None:
    """The first and last day, as ordinals, of an ISO day, month or year; none if it is no date."""
    match = regex.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", iso or "")
    if not match:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        first = date(year, month or 1, day or 1)
        after = first + timedelta(1) if day else date(year + (month in (0, 12)), month % 12 + 1 if month else 1, 1)
    except ValueError:
        return None
    return first.toordinal(), after.toordinal() - 1


def is_live(document: Document, language: str = "en") -> bool:
    """Whether a page was written as the day went on, entry by entry."""
    head = "\n".join([document.title or "", *document.text[:400].strip().split("\n")[:2]])
    titles, entries = _live(language)
    return bool(titles.search(head)) or len(entries.findall(document.text)) >= 3


@cache
def _live(language: str) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    flags = regex.IGNORECASE | regex.MULTILINE
    titles, entries = (words("verdicts", key, language) for key in ("live_titles", "live_entries"))
    return regex.compile("|".join(titles), flags), regex.compile("|".join(entries), flags)


def headlines(document: Document, language: str = "en") -> list[Span]:
    """The spans of a report's headlines."""
    return [(p.start, p.end) for p in split(document, language) if p.kind is PassageKind.HEADLINE]


def by_witness(said: Said) -> bool:
    """Whether the figure is what one bystander saw."""
    return said.claim.source_type is SourceType.EYEWITNESS


def order(said: Said) -> tuple[int, int, str, int, str]:
    """A key that sorts figures by day, publication and place."""
    day = said.day[1] if said.day else BEFORE_ANY
    published = said.published[1] if said.published else BEFORE_ANY
    return day, published, said.report, said.claim.start, said.claim.id
