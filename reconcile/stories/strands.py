"""A document taken apart into strands: its report, what it says of events elsewhere, teasers, and looks back."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import regex

from reconcile.model import Claim, Document, Passage, PassageKind, Qualifier, Status
from reconcile.passages import split
from reconcile.places import same, within
from reconcile.stories.stretch import SLACK, Days, days, spanning
from reconcile.stories.words import gap, is_wide, kind_of, no_names
from reconcile.tokens import words_of

NAME = r"(?:\p{Lu}[\p{L}'’-]{2,}|\p{Lu}{2,})"
CAPITALISED = regex.compile(rf"(?<=[^\s.!?:;•*“\"‘(] ){NAME}|{NAME}(?= \p{{Lu}})")  # not one that opens a sentence
SMALL = regex.compile(r"(?<!\p{L})\p{Ll}{3,}")
HISTORIC, VAGUE = Status.HISTORIC, Qualifier.VAGUE  # quicker to look up than in their classes
Toll: TypeAlias = tuple[str, int | None, int | None]
Earlier: TypeAlias = tuple[str, str]

AROUND = 6  # words on either side of a figure that are seldom written twice
COPY = frozenset({PassageKind.PARAGRAPH, PassageKind.TEASER})
OPENING = 1500  # the characters by which the kind of event is told
DEADLY = 10  # deaths that make more of a gathering
FAR = 45  # days after which any event is a look back
INSISTS = 2  # times that a report gives a toll before it looks back, from which on it is its own
TELLING = 10  # figures from here on tell an event apart


@dataclass(slots=True, kw_only=True, eq=False)  # not frozen, for it is made by the million, and that doubles the time
class Strand:
    """The claims of one document that are about one event, with what tells that event from others.

    `past` are the tolls of earlier events that a report sets beside its own; `places`, `tolls` and `said` what its
    claims tell: the place of each that has one, their figures, and their wordings; `undated` is a report without a day.
    """

    doc: str
    claims: tuple[Claim, ...]
    days: Days | None
    gap: int
    names: Mapping[str, float]
    past: frozenset[Toll]
    reports: bool
    looks_back: bool
    places: tuple[str, ...]
    tolls: frozenset[Toll]
    said: frozenset[str]
    undated: bool


def tolls(claims: Iterable[Claim]) -> frozenset[Toll]:
    """The figures by which an event is known again: numbers of two digits or more."""
    telling = (c for c in claims if (c.low or c.high or 0) >= TELLING and c.qualifier is not VAGUE)
    return frozenset([(c.measure, c.low, c.high) for c in telling])


def wordings(claims: Iterable[Claim]) -> frozenset[str]:
    """The figures with the words around them: where two reports have one, one of them copied the other."""
    return frozenset([found for claim in claims if (found := _wording(claim))])


def _wording(claim: Claim) -> str | None:
    """A figure and a few words on either side of it; none where its sentence holds too few to be told again."""
    told = " ".join(claim.figure.lower().split())
    before, found, after = claim.sentence.lower().partition(told)
    if not found:
        return None
    ahead, behind = words_of(before)[-AROUND:], words_of(after)[:AROUND]
    return " ".join((claim.measure, *ahead, told, *behind)) if len(ahead) + len(behind) > AROUND else None


def strands_of(document: Document, claims: Sequence[Claim]) -> Iterator[Strand]:
    """The strands of a document that hold claims; `claims` are those of the document in order."""
    if not claims:
        return
    if not document.text:
        yield from _own_strands(document, claims, "")
        return
    passages = split(document)
    sections = list(_sections(passages, claims))
    own = _own_section(passages)
    inside = [claim for claim, section in zip(claims, sections, strict=True) if section == own]
    yield from _own_strands(document, inside, _text(document, passages, own))
    for section in sorted({section for section in sections if section != own}):
        told = [claim for claim, at in zip(claims, sections, strict=True) if at == section]
        yield from _other_strands(document, told, _text(document, passages, section))


def _other_strands(document: Document, claims: Sequence[Claim], text: str) -> Iterator[Strand]:
    """What another section of a document, as a teaser, says of its event, and of earlier ones."""
    back = _looking_back(claims, document.published, FAR)
    looking_back = {claim.id for told in back.values() for claim in told}
    if here := [claim for claim in claims if claim.id not in looking_back]:
        yield _strand(here, days(document.published) or _told(here), gap(kind_of(text)), _names(text))
    yield from _backward(document, back)


def _own_strands(document: Document, claims: Sequence[Claim], text: str) -> Iterator[Strand]:
    """What a report says of its own event, of events elsewhere, and of earlier ones."""
    lasts = gap(_kind(document, claims, text))
    back = _looking_back(claims, document.published, min(lasts, FAR))
    looking_back = {claim.id for told in back.values() for claim in told}
    here, *elsewhere = _by_place([claim for claim in claims if claim.id not in looking_back])
    measures = {own.measure for own in here} if back else set()
    past = tolls(claim for told in back.values() for claim in told if claim.measure in measures)
    if here:
        when, names = days(document.published) or _told(here), _names(f"{document.title or ''}\n{text}")
        yield _strand(here, when, lasts, names, past=past - tolls(here), reports=True,
                      undated=not document.published)  # fmt: skip
    for told in elsewhere:
        yield _strand(told, _told(told) or days(document.published), gap(""))
    yield from _backward(document, back)


def _backward(document: Document, back: Mapping[Earlier, Sequence[Claim]]) -> Iterator[Strand]:
    """What a document says of each earlier event."""
    for (_, on), told in sorted(back.items()):
        when = _past((claim for claim in told if claim.as_of == on), document.published)
        yield _strand(told, when, 0, looks_back=True)


def _strand(
    claims: Sequence[Claim],
    when: Days | None,
    lasts: int,
    names: Mapping[str, float] | None = None,
    *,
    past: frozenset[Toll] = frozenset(),
    reports: bool = False,
    looks_back: bool = False,
    undated: bool = False,
) -> Strand:
    return Strand(
        doc=claims[0].doc,
        claims=tuple(claims),
        days=when,
        gap=lasts,
        names=names or {},
        past=past,
        reports=reports,
        looks_back=looks_back,
        places=tuple([claim.place for claim in claims if claim.place]),
        tolls=tolls(claims),
        said=wordings(claims),
        undated=undated,
    )


def _looking_back(claims: Sequence[Claim], published: str | None, far: int) -> dict[Earlier, list[Claim]]:
    """The claims on earlier events by place and day, among them those that say a toll of one again without its day."""
    back: defaultdict[Earlier, list[Claim]] = defaultdict(list)
    known: dict[Toll, Earlier] = {}
    for claim in claims:
        if claim.status is HISTORIC or _long_ago(claim, published, far):
            key = claim.place or "", claim.as_of or ""
            back[key].append(claim)
            if _long_ago(claim, published, SLACK):
                known |= dict.fromkeys(tolls([claim]), key)
    if not known:
        return back
    found = {claim.id for told in back.values() for claim in told}
    undated = [claim for claim in claims if claim.id not in found and claim.as_of in (None, published)]
    first = min(claim.start for told in back.values() for claim in told)
    ahead = Counter(toll for claim in undated if claim.start < first for toll in tolls([claim]))
    again = {claim.sentence: known[toll] for claim in undated for toll in tolls([claim])
             if toll in known and ahead[toll] < INSISTS}  # fmt: skip
    for claim in undated:
        if claim.sentence in again:
            back[again[claim.sentence]].append(claim)
    return back


def _kind(document: Document, claims: Sequence[Claim], text: str) -> str:
    """The kind of event that a report is about; a gathering at which many die is not over in a day."""
    title = document.title or ""
    kind = kind_of(f"{title} {title} {text[:OPENING]}")
    if kind != "gathering":
        return kind
    deaths = sum(claim.measure == "killed" and (claim.low or 0) >= DEADLY for claim in claims)
    deadly = deaths > sum(claim.measure in ("crowd", "arrested") for claim in claims)
    return "lasting" if deadly else kind


def _text(document: Document, passages: Iterable[Passage], section: int) -> str:
    return "\n".join(document.text[passage.start : passage.end] for passage in passages if passage.section == section)


def _own_section(passages: Iterable[Passage]) -> int:
    """The section of the report itself: the one that holds most copy."""
    held: Counter[int] = Counter()
    for passage in passages:
        held[passage.section] += (passage.end - passage.start) * (passage.kind in COPY)
    return min(held, key=lambda section: (-held[section], section)) if held else 0


def _sections(passages: Sequence[Passage], claims: Sequence[Claim]) -> Iterator[int]:
    """The section that each claim stands in; both in order of the text."""
    at = 0
    for claim in claims:
        while at + 1 < len(passages) and passages[at].end <= claim.start:
            at += 1
        yield passages[at].section if passages else 0


def _names(text: str) -> dict[str, float]:
    """The names in a text with their weight: capitalised words that never stand in small letters."""
    if not text.strip():
        return {}
    small = set(SMALL.findall(text)) | no_names()
    found = Counter(match.lower().removesuffix("'s").removesuffix("’s") for match in CAPITALISED.findall(text))
    return {name: math.sqrt(count) for name, count in found.items() if name not in small}


# Days


def _long_ago(claim: Claim, published: str | None, far: int) -> bool:
    if claim.as_of == published:
        return False
    told, now = days(claim.as_of), days(published)
    return bool(told and now and (now.first - told.last).days > far)


def _told(claims: Iterable[Claim]) -> Days | None:
    found: Days | None = None
    for day in {claim.as_of for claim in claims}:
        found = spanning(found, days(day))
    return found


def _past(claims: Iterable[Claim], published: str | None) -> Days | None:
    """The days that a look back speaks of; the day it came out is none of them."""
    found, now = _told(claims), days(published)
    return None if found and now and found.first >= now.first else found


# Places


def _by_place(claims: Sequence[Claim]) -> list[list[Claim]]:
    """The claims at the place that most of them are about or near it, then those about places of no kin to it."""
    told = Counter([claim.place for claim in claims if claim.place])
    order = list(told)
    if len(order) < 2:
        return [list(claims)]
    groups = sorted(_kin(order), key=lambda group: (-sum(told[place] for place in group), order.index(group[0])))
    number = {place: at for at, group in enumerate(groups) for place in group}
    parts: list[list[Claim]] = [[] for _ in range(max(1, len(groups)))]
    for claim in claims:
        parts[number[claim.place] if claim.place else 0].append(claim)
    return parts


def _kin(places: Sequence[str]) -> list[list[str]]:
    """Places in groups: a place and those inside it, with one another; a place of no known kin goes with the first."""
    groups: list[list[str]] = []
    for place in places:
        near = [group for group in groups if any(touch(place, other) for other in group)]
        if not near and groups and not any(elsewhere(place, other) for other in groups[0]):
            near = groups[:1]
        joined = [*(other for group in near for other in group), place]
        groups = [*(group for group in groups if group not in near), joined]
    return groups


@cache
def touch(a: str, b: str) -> bool:
    """Whether one place is the other or lies in it, lands as wide as a continent aside."""
    return same(a, b) or (not is_wide(b) and within(a, b) is True) or (not is_wide(a) and within(b, a) is True)


@cache
def elsewhere(a: str, b: str) -> bool:
    """Whether neither of two places is known to lie in the other, and both are known."""
    return within(a, b) is False and within(b, a) is False
