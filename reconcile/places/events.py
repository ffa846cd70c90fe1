"""What sort of event a report tells of: one that befell a whole country, or one at a single site."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import islice

import regex

from reconcile.lexicon import words
from reconcile.model import PassageKind, Span
from reconcile.places.cues import Role
from reconcile.places.gazetteer import Kind
from reconcile.places.lines import SCOPE, Line
from reconcile.places.naming import vocabulary
from reconcile.places.nearest import narrowest
from reconcile.places.stretch import Mention

WORDS = 8  # that a sentence has more of than the date or the byline above the copy
LEAD = 8  # sentences of copy by which the site is told
MARKS = str.maketrans(dict.fromkeys(".,;:!?()[]\"'“”‘’–—", " "))


class Event(StrEnum):
    """How far an event reaches."""

    SPREADING = "spreading"
    TURMOIL = "turmoil"
    SITED = "sited"


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The words, up to three together, that name events, and what; `firsts` begin one, `hidden` pairs name none."""

    named: Mapping[str, Event]
    firsts: frozenset[str]
    hidden: frozenset[str]


def event_of(said: Iterable[str]) -> Event | None:
    """The sort of event that the first of the headings and opening sentences that names any names first.

    A protest over what spreads is a protest.
    """
    for sentence in said:
        found = [*_events_in(sentence)]
        if found:
            return Event.TURMOIL if found[0] is Event.SPREADING and Event.TURMOIL in found else found[0]
    return None


def lasting(text: str, line: Line) -> bool:
    """Whether a sentence counts over years, for a whole war or campaign: no count of one town."""
    return spell(text, *line.span)


def spell(text: str, start: int, end: int) -> bool:
    """Whether a stretch tells of years, of a whole war or of a campaign."""
    said = text[start:end].lower()
    return not _lasting_words().isdisjoint(said.split()) and _pattern("lasting").search(said) is not None


def bygone(text: str, start: int, end: int) -> bool:
    """Whether a stretch goes on to an event of months or years before: "two years after a fire killed"."""
    timed = any(text.find(word, start, end) >= 0 for word in _spans())
    return timed and _pattern("bygone").search(text, start, end) is not None


def uproar(text: str, line: Line) -> bool:
    """Whether a sentence counts for a turmoil as a whole: "killed in the protests"."""
    return _pattern("uproar").search(text, *line.span) is not None


def happens(text: str, line: Line) -> bool:
    """Whether a sentence tells of an event: an attack, a blast, a clash."""
    return not vocabulary().happenings.isdisjoint(text[slice(*line.span)].lower().split())


def struck(text: str, figure: Span, place: Mention) -> bool:
    """Whether a place is only where what spread began: "killed in the quake, which struck the town of Orabe"."""
    return place.start > figure[1] and _striking().search(text, figure[1], place.start) is not None


def site(text: str, lines: Sequence[Line], country: str | None) -> tuple[Mention | None, int]:
    """The first town or site in a country that the opening sentences say an event of one site was at; where they do."""
    for line in opening(text, lines, LEAD):
        inside = [
            cue for cue in line.cues
            if SCOPE[cue.mention.kind] > SCOPE[Kind.REGION] and cue.mention.country in (country, None)
            and (cue.role is Role.THERE or cue.role is Role.OWNER and cue.mention.kind is Kind.SITE)
        ]
        towns = [cue for cue in inside if cue.mention.kind is Kind.CITY] or inside
        if inside and _sited(text, line):
            return narrowest(text, towns[0], towns), line.span[0]
    return None, -1


def opening(text: str, lines: Iterable[Line], count: int) -> Iterator[Line]:
    """The first full sentences of the copy, below date and byline."""
    copy = (line for line in lines if line.passage.kind is PassageKind.PARAGRAPH)
    return islice((line for line in copy if text.count(" ", *line.span) > WORDS), count)


def _sited(text: str, line: Line) -> bool:
    """Whether a sentence names an event at one site, and none that was before."""
    first = next(_events_in(text[slice(*line.span)]), None)
    return first is Event.SITED and _pattern("earlier").search(text, *line.span) is None


def _events_in(said: str) -> Iterator[Event]:
    """The sorts of the events that a sentence names, in order."""
    names, spoken = _names(), said.lower().translate(MARKS).split()
    if names.firsts.isdisjoint(spoken):
        return
    for at, word in enumerate(spoken):
        if word not in names.firsts:
            continue
        pair = " ".join(spoken[at : at + 2])
        three = " ".join(spoken[at : at + 3])
        event = names.named.get(three) or names.named.get(pair) or names.named.get(word)
        if event is not None and names.hidden.isdisjoint((pair, " ".join(spoken[max(0, at - 1) : at + 1]))):
            yield event


@cache
def _names(language: str = "en") -> Names:
    named = {name: event for event in Event for name in words("places", event.value, language)}
    firsts = frozenset(name.partition(" ")[0] for name in named)
    return Names(named=named, firsts=firsts, hidden=frozenset(words("places", "no_event", language)))


@cache
def _lasting_words(language: str = "en") -> frozenset[str]:
    return frozenset(words("places", "lasting_words", language))


@cache
def _spans(language: str = "en") -> tuple[str, ...]:
    return words("places", "bygone_words", language)


@cache
def _striking(language: str = "en") -> regex.Pattern[str]:
    spread, verbs = ("|".join(words("places", key, language)) for key in ("spreading", "striking"))
    return regex.compile(rf"\b(?:{spread}),? (?:which|that) (?:{verbs}|was centred|was centered)\b", regex.IGNORECASE)


@cache
def _pattern(key: str, language: str = "en") -> regex.Pattern[str]:
    return regex.compile(rf"\b(?:{'|'.join(words('places', key, language))})\b", regex.IGNORECASE)
