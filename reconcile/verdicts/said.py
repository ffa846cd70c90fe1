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
from reconcile.model import Claim, Document, PassageKind, Qualifier, SourceType, Span, Status
from reconcile.passages import split
from reconcile.populations import Population
from reconcile.questions.cells import ROUND, counted_in, rounded

Days: TypeAlias = tuple[int, int]
Rank: TypeAlias = tuple[int, int, str, int, str]
Given: TypeAlias = tuple[str, int | None, int | None]  # an origin, and the bounds of a figure that it gives

# A member costs ten times as much to look up in its class as here.
EXACT, VAGUE, ABOUT, UNDER = Qualifier.EXACT, Qualifier.VAGUE, Qualifier.ABOUT, Qualifier.UNDER
HISTORIC = Status.HISTORIC
AT_LEAST, MORE_THAN, AT_MOST = Qualifier.AT_LEAST, Qualifier.MORE_THAN, Qualifier.AT_MOST
BEFORE_ANY = -1  # the place of figures without a day in the order of days
AFTERWARDS = 1  # days after which a report of the same day is known to be of a later count
HOURS = 6 * 60  # minutes, more than most clocks differ by that tell no zone, from which on a report is later
HUNDRED = 100
HIDDEN = 0.02  # how much rounding may hide between two origins
STRETCH = 4 / 3  # how far past its end a vague word reaches at ease: "several" and "dozens" have no sharp ends


class When(Enum):
    """When the second of two figures was told, set against the first."""

    LATER = "later"
    EARLIER = "earlier"
    SAME = "same"
    UNCLEAR = "unclear"


SAME, LATER, EARLIER, UNCLEAR = When.SAME, When.LATER, When.EARLIER, When.UNCLEAR

@dataclass(slots=True, kw_only=True, eq=False)  # not frozen, for it is made by the million, and that doubles the time
class Said:
    """A claim with its origin, the day it is about, the day it was published, and whether its page grew in the day.

    `floor` and `ceiling` are the lowest and highest number that the figure allows; `named` is the number in its words,
    2,000 in "more than 2,000", none in "dozens" or a range; `vague` is whether it is such a word. `hours` are the first
    and the last minute at which its origin's figure for that day was printed, as far as the reports tell.
    """

    claim: Claim
    origin: str
    iso: str | None
    day: Days | None
    published: Days | None
    live: bool
    hours: Days | None
    outlet: str | None
    report: str  # what puts reports of one day in an order that their names do not change
    counted: Population
    floor: float
    ceiling: float
    named: float | None
    vague: bool
    rank: Rank  # a key that sorts figures by day, publication and place


def _named(claim: Claim) -> float | None:
    """The number in a claim's words."""
    low, high, kind = claim.low, claim.high, claim.qualifier
    if kind is EXACT or kind is AT_LEAST:
        return low
    if kind is MORE_THAN:
        return None if low is None else low - 1
    if kind is AT_MOST:
        return high
    if kind is UNDER:
        return None if high is None else high + 1
    if kind is ABOUT:
        return None if low is None or high is None else (low + high) / 2
    return None


def say(
    claims: Iterable[Claim],
    origins: Mapping[str, str],
    documents: Mapping[str, Document],
    live: Collection[str] = (),
    minutes: Mapping[str, int] | None = None,
) -> list[Said]:
    """The claims made ready for comparison, in the order of their days; `live` are the pages written through a day, and
    `minutes` those at which reports were printed.

    One without a day has the first on which its origin gave the same figure, else that of its document.
    """
    claims = sorted(claims, key=_id)
    first = {claim.doc: claim.id for claim in reversed(claims)}
    given = [(origins.get(claim.id, claim.doc), claim.low, claim.high) for claim in claims]
    told = _told(claims, given)
    papers = [documents.get(claim.doc) for claim in claims]
    printings = _printings(claims, given, papers)
    hours = _hours(claims, given, minutes) if minutes else {}
    found = []
    for claim, key, document in zip(claims, given, papers, strict=True):
        day = claim.as_of or told.get(key)
        printed = printings.get((key, day)) or (document.published if document else None)
        told_at = hours.get((key, claim.as_of)) if hours else None
        found.append(_said(claim, key[0], day, printed, document, first[claim.doc], claim.doc in live, told_at))
    found.sort(key=order)
    return found


def _said(
    claim: Claim,
    origin: str,
    day: str | None,
    printed: str | None,
    document: Document | None,
    report: str,
    live: bool,
    hours: Days | None,
) -> Said:
    past = claim.status is HISTORIC and not day  # what is told of long ago is of no day of its report
    iso = day if past else day or printed
    on, published = None if past else _days(iso) or _days(printed), _days(printed)
    rank = on[1] if on else BEFORE_ANY, published[1] if published else BEFORE_ANY, report, claim.start, claim.id
    return Said(
        claim=claim,
        origin=origin,
        iso=iso,
        day=on,
        published=published,
        live=live,
        hours=hours,
        outlet=document.outlet if document else None,
        report=report,
        counted=counted_in(claim),
        floor=claim.low or 0,
        ceiling=inf if claim.high is None else claim.high,
        named=_named(claim),
        vague=claim.qualifier is VAGUE,
        rank=rank,
    )


def _id(claim: Claim) -> str:
    return claim.id


def _told(claims: Sequence[Claim], given: Sequence[Given]) -> dict[Given, str]:
    """The first day on which each origin gave each figure, if one of its claims has none."""
    if all(claim.as_of for claim in claims):
        return {}
    pairs = sorted(zip(claims, given, strict=True), key=_newest_first)
    return {key: claim.as_of for claim, key in pairs if claim.as_of}


def _printings(
    claims: Sequence[Claim], given: Iterable[Given], papers: Iterable[Document | None]
) -> dict[tuple[Given, str | None], str]:
    """The day on which each origin's figure for a day was first printed: who prints it again makes it no newer."""
    found: dict[tuple[Given, str | None], str] = {}
    for claim, figure, paper in zip(claims, given, papers, strict=True) if len(claims) > 1 else ():
        published = paper.published if paper else None
        if published and claim.as_of:
            key = figure, claim.as_of
            if published < found.setdefault(key, published):
                found[key] = published
    return found


def _hours(
    claims: Sequence[Claim], given: Iterable[Given], minutes: Mapping[str, int]
) -> dict[tuple[Given, str | None], Days]:
    """The first and last minute at which each origin's figure for a day was printed, where all its reports tell it."""
    found: dict[tuple[Given, str | None], Days] = {}
    untold: set[tuple[Given, str | None]] = set()
    for claim, figure in zip(claims, given, strict=True) if len(claims) > 1 else ():
        key, minute = (figure, claim.as_of), minutes.get(claim.doc)
        if minute is None:
            untold.add(key)
        else:
            first, last = found.get(key, (minute, minute))
            found[key] = min(first, minute), max(last, minute)
    return {key: hours for key, hours in found.items() if key not in untold} if untold else found


def _newest_first(pair: tuple[Claim, Given]) -> tuple[int, ...]:
    return tuple(-number for number in _days(pair[0].as_of) or ())


def meets(a: Said, b: Said) -> bool:
    """Whether one number satisfies both figures; "more than 80" and "nearly 80" are taken to leave room for "80"."""
    if _share(a.floor, a.ceiling, b.floor, b.ceiling):
        return True
    if a.named is None or a.named != b.named:
        return False
    return a.claim.qualifier is EXACT or b.claim.qualifier is EXACT


def nearly_meets(a: Said, b: Said, language: str = "en") -> bool:
    """Whether the figures differ only past the unsharp end of a vague word."""
    return _share(a.floor, _reach(a, STRETCH, language), b.floor, _reach(b, STRETCH, language))


def may_meet(a: Said, b: Said, reach: float = inf, language: str = "en") -> bool:
    """Whether the figures differ only in how far past its end a bare plural reaches: "thousands" may be 30,000."""
    if not a.vague and not b.vague:
        return _share(a.floor, a.ceiling, b.floor, b.ceiling)
    return _share(a.floor, _reach(a, reach, language), b.floor, _reach(b, reach, language))


def _share(low: float, high: float, other_low: float, other_high: float) -> bool:
    """Whether two intervals share a number."""
    return low <= other_high and other_low <= high and low <= high and other_low <= other_high


def _reach(said: Said, stretch: float, language: str) -> float:
    if not said.vague:
        return said.ceiling
    words_said = said.claim.figure.lower().strip("\"'“”‘’ ")
    firm = words_said.startswith(words("verdicts", "firm", language))
    return said.ceiling * (min(stretch, STRETCH) if firm else stretch)


def rounds(a: Said, b: Said, *, freely: bool) -> bool:
    """Whether one figure is the other with fewer digits; between two origins only where that hides 2 % or less, or one
    report tells hundreds in round ones."""
    if a.named is None or b.named is None or a.named < ROUND or b.named < ROUND:
        return a.claim.doc == b.claim.doc and _in_hundreds(a, b)
    one, other = int(a.named), int(b.named)
    return rounded(one, other) and (freely or abs(one - other) <= max(one, other) * HIDDEN)


def _in_hundreds(a: Said, b: Said) -> bool:
    """Whether one report gives a number below a thousand both as it is and, plainly, in hundreds: 386, and 400."""
    fine, coarse = (a, b) if b.named and b.named % HUNDRED == 0 else (b, a)
    if coarse.claim.qualifier is not EXACT or not coarse.named or not fine.named or coarse.named % HUNDRED:
        return False
    return HUNDRED < fine.named < ROUND and abs(fine.named - coarse.named) * 2 < HUNDRED


def when(a: Said, b: Said, window_days: int = 1) -> When:
    """When `b` was told, set against `a`: by the day each is about and, where that is the same, by publication.

    What is told of an event long past is of one time, whoever tells it last.
    """
    told = _between(a.day, b.day, window_days)
    if told is SAME:
        if a.claim.status is b.claim.status is HISTORIC:
            return SAME
        spoke = a.outlet != b.outlet and a.claim.source and b.claim.source
        return _between(a.published, b.published, window_days + AFTERWARDS * bool(spoke))
    printed = _between(a.published, b.published, window_days)
    if printed is told or printed is SAME:
        return told
    default = b if told is LATER else a  # its day may be no more than the day on which it was printed
    return UNCLEAR if default.day == default.published else told


def about(a: Said, b: Said, window_days: int = 1) -> When:
    """Whether the day that `b` is about comes after that of `a`, whenever they were published.

    A report that names no day may tell on the next one what happened on the day before.
    """
    told = _between(a.day, b.day, window_days)
    if told is SAME or _between(a.day, b.day, window_days + 1) is not SAME:
        return told
    first, then = (a, b) if told is LATER else (b, a)
    return SAME if then.day == then.published and first.day != first.published else told


def _between(a: Days | None, b: Days | None, window_days: int) -> When:
    if a is None or b is None:
        return SAME
    if b[0] - a[1] >= window_days:
        return LATER
    return EARLIER if a[0] - b[1] >= window_days else SAME


def hours_later(a: Said, b: Said) -> bool:
    """Whether `b` was first printed hours after `a` was last, as the heads of their reports tell."""
    return a.hours is not None and b.hours is not None and b.hours[0] - a.hours[1] >= HOURS


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
    """Whether the figure is what one bystander saw; nobody sees who is missing."""
    return said.claim.source_type is SourceType.EYEWITNESS and said.claim.measure != "missing"


def order(said: Said) -> Rank:
    """A key that sorts figures by day, publication and place."""
    return said.rank
