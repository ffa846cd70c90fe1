"""The words that show whether a capitalised word is a place, compiled once for each language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import chain

import regex

from reconcile.lexicon import load, names_of, words
from reconcile.places.gazetteer import Kind, fold, table

SPACE = r"[ \xa0\n]+"
WAYS = ("north", "south", "east", "west")


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """Word lists as sets, and the patterns made of them. `tail` and `of` hold the words for kinds of places.

    `openers` name nothing where no other word has a capital; `kinds` are all words for kinds of places, `tails` those
    that `tail` begins with; `apart` is never part of a name that no gazetteer has; `no_given` is no family name behind
    a given one, `no_surname` no given name before a family name; `no_town` behind a name says that it is no town,
    `vouching` that it is a place. `says` matches what follows persons: that they speak, or their age; `happening` what
    follows a place: what happened in it, which begins with one of `event_words`; `described` what leads to a name that
    only a place can have; `goes_on` what goes on about a place.
    """

    never: frozenset[str]
    ordinary: frozenset[str]
    personal: frozenset[str]
    small: frozenset[str]
    openers: frozenset[str]
    titles: frozenset[str]
    bodies: frozenset[str]
    body_heads: frozenset[str]
    blocked: frozenset[str]
    no_names: frozenset[str]
    doings: frozenset[str]
    inside: frozenset[str]
    naming: frozenset[str]
    directions: frozenset[str]
    areas: frozenset[str]
    towns: frozenset[str]
    sites: frozenset[str]
    venues: frozenset[str]
    coastal: frozenset[str]
    middles: frozenset[str]
    kinds: frozenset[str]
    tails: frozenset[str]
    apart: frozenset[str]
    no_given: frozenset[str]
    no_surname: frozenset[str]
    no_town: frozenset[str]
    vouching: frozenset[str]
    heads: frozenset[str]
    prefixes: frozenset[str]
    streets: frozenset[str]
    services: frozenset[str]
    dwellers: frozenset[str]
    namesakes: frozenset[str]
    dedicated: frozenset[str]
    school_middles: frozenset[str]
    common_sites: frozenset[str]
    placelike: frozenset[str]
    local: frozenset[str]
    times: frozenset[str]
    supporting: frozenset[str]
    abbreviations: dict[str, str]
    tail: regex.Pattern[str]
    of: regex.Pattern[str]
    distant: regex.Pattern[str]
    described: regex.Pattern[str]
    goes_on: regex.Pattern[str]
    apposed: regex.Pattern[str]
    happening: regex.Pattern[str]
    happenings: frozenset[str]
    event_words: frozenset[str]
    stretch: regex.Pattern[str]
    attacks: regex.Pattern[str]
    says: regex.Pattern[str]


def vocabulary(language: str = "en") -> Vocabulary:
    """The word lists of `lexicon/LANGUAGE/places.toml`, made once."""
    return _vocabulary(language)


@cache
def _vocabulary(language: str) -> Vocabulary:
    def group(key: str) -> frozenset[str]:
        return frozenset(words("places", key, language))

    kinds = group("areas") | group("towns") | group("sites")
    times = names_of("months", language) | names_of("weekdays", language)
    apart = group("small") | times | group("directions")
    no_names = group("no_names") | times | group("titles") | _peoples(language)
    kind = "|".join(sorted(kinds, key=lambda word: (-len(word), word)))
    site_middles = group("site_middles") | group("school_middles")
    middle = "|".join(sorted(site_middles))
    beside = group("dwellers") | {way for way in group("directions") if way.endswith(WAYS)}
    dwellers = "|".join(sorted(beside))
    adjectives = "|".join(sorted(group("placelike")))
    guards = "|".join(sorted(group("guards")))
    stretch = "|".join(sorted(group("stretches")))
    time = "|".join(sorted(group("dating") | times))
    dated = rf"(?:(?:{time}|\d\d?){SPACE}){{1,4}}"
    middles = group("happening_middles") | group("sites") | group("site_middles")
    sorts = "|".join(sorted(middles))
    happening = "|".join(sorted(group("happenings") - group("happened_to")))
    abbreviations = {fold(key): "".join(name) for key, name in table("abbreviations", language).items()}
    return Vocabulary(
        never=group("never"), ordinary=group("ordinary"), personal=group("personal"), small=group("small"),
        titles=group("titles"), bodies=group("bodies"), body_heads=group("body_heads"),
        blocked=frozenset(fold(name) for name in group("not_places")),
        no_names=no_names,
        doings=group("doings"), inside=group("inside"), naming=group("naming"), directions=group("directions"),
        areas=group("areas"), towns=group("towns"), sites=group("sites"), venues=group("venues"),
        coastal=group("coastal"),
        middles=site_middles, heads=group("heads"), prefixes=group("prefixes"), streets=group("streets"),
        services=group("services"),
        dwellers=beside, namesakes=group("namesakes"), dedicated=group("dedicated"),
        school_middles=group("school_middles"), common_sites=group("common_sites"),
        placelike=group("placelike"), local=group("local"), times=times,
        kinds=kinds, tails=kinds | site_middles, apart=apart, no_surname=apart | no_names,
        no_given=times.union(*map(group, ("local", "titles", "small", "areas", "sites"))),
        no_town=group("doings") | group("bodies"), vouching=group("local") | group("areas") | group("sites"),
        supporting=group("inside") | group("striking") | group("leaning"),
        openers=frozenset(word.capitalize() for word in group("small") - abbreviations.keys()),
        abbreviations=abbreviations,
        tail=regex.compile(rf"[ \xa0\n-](?:(?:{middle})[ \xa0\n-]){{0,2}}(?P<kind>{kind})\b(?!-)", regex.IGNORECASE),
        of=regex.compile(
            rf"\b(?P<kind>{kind}|{dwellers})s?{SPACE}(?:of|called|named){SPACE}(?:the{SPACE})?$", regex.IGNORECASE
        ),
        distant=regex.compile(
            rf",?{SPACE}(?:(?:some|about|around|roughly|nearly|just){SPACE})?\d[\d.,]*{SPACE}?"
            rf"(?:{'|'.join(sorted(group('distances')))})\b"
        ),
        goes_on=regex.compile(rf",? (?:{'|'.join(words('places', 'relative_place', language))})\b"),
        described=regex.compile(
            rf"\b(?:{'|'.join(sorted(group('inside')))}){SPACE}(?:an?{SPACE}|the{SPACE})?(?:{adjectives}){SPACE}$",
            regex.IGNORECASE,
        ),
        apposed=regex.compile(rf",{SPACE}(?:an?|the|one of the){SPACE}(?:[\w'’-]+{SPACE}){{0,4}}?(?P<kind>{kind})\b"),
        happenings=group("happenings"), event_words=middles | group("happenings"),
        happening=regex.compile(
            rf"[ \xa0\n](?:(?:{sorts})[ \xa0\n-]){{0,2}}(?:{happening})\b", regex.IGNORECASE
        ),
        stretch=regex.compile(rf"[ \xa0\n](?:{stretch})\b(?!{SPACE}(?:{guards})\b)", regex.IGNORECASE),
        says=regex.compile(rf",? (?:(?:{'|'.join(sorted(group('saying')))})\b|\d\d,)"),
        attacks=regex.compile(
            rf"\b(?:{'|'.join(sorted(group('on_nouns')))}){SPACE}(?:{dated})?on{SPACE}$", regex.IGNORECASE
        ),
    )


def _peoples(language: str) -> frozenset[str]:
    """Single words for peoples and faiths: no "Rohingya refugee camp" makes a place of "Rohingya"."""
    named = load("populations", language)["people"]
    written = chain.from_iterable(named.values()) if isinstance(named, dict) else ()
    single = [form for forms in written for form in str(forms).split("/") if " " not in form]
    return frozenset(single).union(f"{form}s" for form in single)


def kind_of(word: str, language: str = "en") -> Kind:
    """What a place is when this word says its kind."""
    known = vocabulary(language)
    plain = word.lower()
    for form in (plain, plain.removesuffix("s")):
        if form in known.areas:
            return Kind.REGION
        if form in known.towns:
            return Kind.CITY
    return Kind.SITE
