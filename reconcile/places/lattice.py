"""Which named place lies in which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from reconcile.places.framed import base
from reconcile.places.gazetteer import NAMES, Kind, Place, exists, fold, gazetteer, known, table
from reconcile.places.naming import vocabulary

DOUBLED = regex.compile(r"(\p{L})\1")
ALIKE = frozenset({"province", "governorate", "prefecture", "oblast", "district", "city", "town", "village", "region"})


@dataclass(frozen=True, slots=True)
class Spot:
    """What a name stands for: `places`, or, when `part` is set, something inside one of them that has no entry."""

    key: str
    places: tuple[Place, ...]
    part: bool


@lru_cache(maxsize=NAMES)
def same(one: str, other: str) -> bool:
    """Whether two names stand for one place: spellings, aliases, with and without the region it lies in."""
    if fold(one) == fold(other):
        return True
    first, second = spot(one), spot(other)
    if not first.part and not second.part and first.places and second.places:
        return _same_place(first.places[0], second.places[0])
    if _spelt(first.key) != _spelt(second.key):
        return False
    return not first.places or not second.places or _meet(first.places, second.places)


def _spelt(key: str) -> str:
    """A name without what spellings of it differ in: double letters ("Karada", "Karrada"), hyphens, the Arabic "al"."""
    return DOUBLED.sub(r"\1", key.replace("-", " ").removeprefix("al "))


@lru_cache(maxsize=NAMES)
def is_spot(name: str) -> bool:
    """Whether a name is that of a town or a site, as far as is known, and not of an area."""
    words = fold(name).split()
    if words[0] in vocabulary().directions or words[-1] in vocabulary().areas:
        return False
    return all(place.kind in (Kind.CITY, Kind.SITE) for place in known(" ".join(words)))


@lru_cache(maxsize=NAMES)
def within(inner: str, outer: str) -> bool | None:
    """Whether one named place lies in another: True also where both are one place; False when it is known to be
    elsewhere or wider; None when it is not known."""
    if same(inner, outer):
        return True
    one, other = spot(inner), spot(outer)
    if not one.places or not other.places:
        return None
    if other.part:
        return False if all(_inside(a, b) is False for a in one.places for b in other.places) else None
    answers = [_inside(one.places[0], place) for place in other.places]
    if one.part and any(_same_place(one.places[0], place) for place in other.places):
        return True
    if any(answers):
        return True
    rest = [_inside(a, b) for a in one.places[1:] for b in other.places]
    return None if None in answers or any(rest) else False


@cache
def spot(name: str) -> Spot:
    """What a name stands for, read off its parts where no entry has it whole: "southeast Turkey", "X camp, Lesbos"."""
    key = fold(name)
    short = gazetteer().acronyms.get(name)
    if short is not None:
        return Spot(fold(short.name), (short,), part=False)
    if exists(key):
        return Spot(key, tuple(_owner(place) for place in known(key)), part=False)
    head, comma, tail = name.partition(", ")
    if comma:
        return _in_container(head, tail)
    words = key.split()
    lists = vocabulary()
    if len(words) > 1 and words[0] in lists.directions:
        return Spot(key, spot(" ".join(words[1:])).places, part=True)
    if words[-1] in lists.streets:  # "Kabul Road" may be anywhere
        return Spot(key, (), part=True)
    head = base(name)
    if head != key or lists.stretch.match(f" {words[-1]}"):
        inner = spot(head if head != key else " ".join(words[:-1]))
        alike = words[-1] in ALIKE and len(words) == len(head.split()) + 1
        if alike or not inner.places:
            return Spot(inner.key, inner.places, part=inner.part or not inner.places)
        return Spot(key, inner.places, part=True)
    return Spot(key, (), part=True)


def _in_container(head: str, tail: str) -> Spot:
    """A name with the place it is in: the entries of the name that lie there, else something in it."""
    outer = spot(tail)
    if exists(fold(head)):
        places = tuple(p for p in map(_owner, known(fold(head))) if any(_inside(p, q) for q in outer.places))
        if places:
            return Spot(fold(head), places, part=False)
    return Spot(spot(head).key, outer.places, part=True)


def _owner(place: Place) -> Place:
    """The place itself, or the one a demonym belongs to."""
    if place.kind is not Kind.DEMONYM:
        return place
    return next((owner for owner in known(fold(place.name)) if owner.kind is not Kind.DEMONYM), place)


def _same_place(one: Place, other: Place) -> bool:
    return (one.kind, one.name, one.country, admin(one)) == (other.kind, other.name, other.country, admin(other))


def _meet(ones: Iterable[Place], others: Iterable[Place]) -> bool:
    pairs = [(a, b) for a in ones for b in others]
    return any(_inside(a, b) is not False or _inside(b, a) is not False for a, b in pairs)


def admin(place: Place) -> str | None:
    """The gazetteer's code of the region that a place is or lies in."""
    if place.admin is not None or place.seat is None:
        return place.admin
    seats = (city for city in known(fold(place.seat)) if city.country == place.country and city.admin is not None)
    return next((city.admin for city in seats if city.kind is Kind.CITY), None)


@lru_cache(maxsize=NAMES)
def region_of(town: str, country: str) -> str | None:
    """The name of the first-level region that a town of a country lies in, where the gazetteer has it."""
    cities = (city for city in known(fold(town)) if city.kind is Kind.CITY and city.country == country)
    code = next((city.admin for city in cities), None)
    return _regions(country).get(code) if code is not None else None


@cache
def _regions(country: str) -> dict[str, str]:
    """The first-level regions of a country by the gazetteer's code."""
    listed = (place for places in gazetteer().named.values() for place in places if place.kind is Kind.REGION)
    own = {place.name: place for place in listed if place.country == country and place.inside is None}
    coded = ((admin(place), place.name) for place in own.values())
    return {code: name for code, name in coded if code is not None}


@cache
def _dependent() -> dict[str, str]:
    return {inner: "".join(outer) for inner, outer in table("dependent").items()}


def _inside(one: Place, other: Place) -> bool | None:
    """Whether one entry lies in another, by country, by first-level region, by the city of a landmark."""
    if _same_place(one, other):
        return True
    if other.kind is Kind.WIDE:
        return _in_countries(one, other.countries)
    if one.kind is Kind.WIDE:
        return None if not one.countries or other.country in one.countries else False
    country = _country(one)
    if country is None or other.country is None:
        return _in_city(one, other)
    if other.kind is Kind.COUNTRY:
        return country == other.country or _dependent().get(country) == other.country
    if country != other.country or one.kind is Kind.COUNTRY:
        return False
    return _in_region(one, other) if other.kind is Kind.REGION else _in_city(one, other)


def _country(place: Place) -> str | None:
    if place.country is None and place.inside is not None:
        return next((city.country for city in known(fold(place.inside))), None)
    return place.country


def _in_countries(one: Place, countries: frozenset[str]) -> bool | None:
    if not countries:
        return None
    inner = one.countries or frozenset(filter(None, [_country(one)]))
    if not inner:
        return None
    return inner <= countries or (None if inner & countries else False)


def _in_region(one: Place, other: Place) -> bool | None:
    """A region of the first level holds what has its code; of a lesser one nothing is known."""
    inner, outer = admin(one), admin(other)
    if one.kind is Kind.REGION and one.inside is None and other.inside is not None:
        return False
    if inner is None or outer is None or other.inside is not None:
        return None if inner == outer or None in (inner, outer) else False
    if one.kind is Kind.REGION and one.inside is None and inner == outer:
        return None
    return inner == outer


def _in_city(one: Place, other: Place) -> bool | None:
    if other.kind is Kind.CITY and one.kind is Kind.SITE and one.inside is not None:
        return fold(one.inside) == fold(other.name)
    if one.kind is Kind.SITE:
        return None
    return False if other.kind in (Kind.CITY, Kind.SITE) else None
