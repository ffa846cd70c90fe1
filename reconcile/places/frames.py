"""The words around places that say how a sentence speaks of them, compiled once for each language."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import regex

from reconcile.lexicon import words
from reconcile.lexicon.beginnings import beginnings
from reconcile.places.naming import WAYS, vocabulary

LISTS = (
    "inside", "prepositions", "stoppers", "striking", "counting", "counting_lead", "sent", "taken", "snatched",
    "shown", "on_nouns", "speaking", "at_home", "origins", "hedges", "ranking", "folk", "abstract", "local",
    "directions", "seats", "ruling", "quarters", "being", "tending", "articles", "armed", "borders", "leaving",
    "bound", "more", "edges", "bordering", "departed", "definite", "mostly", "was", "fates", "over", "honouring",
    "occasions", "turning", "sparked", "victims", "inner", "rim", "again", "settlements", "answers",
    "homes", "possessives", "tolls", "staff", "sized", "members", "of_many", "beside", "centres", "contests",
    "all_over", "costing", "reported",
)
SORTS = ("country", "region", "city", "capital", "site", "any")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointing:
    """Words that point back to a place.

    `sorts` says which sort each noun asks for; `nouns` finds "the Turkish capital", `owned` "Turkey's capital", `ways`
    "in the rural south" and "in the southern desert", `whole` "across the country", which has one of `whole_nouns`;
    `going_on` matches the opening of a sentence that goes on about the place before, one of `continued` may stand
    anywhere in it, `happened` one that tells of what
    happened; `event` finds "the raid", `overall` a count of the whole story, `national` one who speaks for a whole
    country. Where `hints` finds nothing, there is no word of the first six.
    """

    hints: re.Pattern[str]
    sorts: Mapping[str, str]
    nouns: regex.Pattern[str]
    owned: regex.Pattern[str]
    ways: regex.Pattern[str]
    whole: regex.Pattern[str]
    whole_nouns: tuple[str, ...]
    going_on: regex.Pattern[str]
    continued: tuple[str, ...]
    happened: regex.Pattern[str]
    overall: regex.Pattern[str]
    event: regex.Pattern[str]
    national: regex.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """What stands between a figure and a place, or between two places.

    `breaks` ends a clause, by one of the `breaking` words or a mark; `saying` and `spoken` show that the place before
    or after is a speaker's, `headed` that a country or who speaks for it opens a headline, `meanwhile` that what
    follows only went on beside; `where` makes the place before the figure's own, `where_all` that of all figures of its
    clause; `held` puts the first of two places in the second, `of_some` leads to where `some` of the counted were,
    `beyond` to what is told of another country, `holding` to what a place lies in, `bearing` to what it lies on one
    side of; `elsewhere_too` follows a place that is only one of several; `part_before` stands between a part and its
    whole, `part_after` between a whole and its part, `contains` between what is meant and a place in it that is not;
    `befallen` follows a place that is struck, `bound_for` one that people leave for another, `force` one that a
    force is called after; `bringing` leads to a total; `tallied` follows who counts all of its own, `ruled` who is
    spoken for; `all_but` leads to a place that is meant without the one told of, `inserted` to one that is told of
    a speaker, `share`, `put` and `among` to that of some of the counted, `many` to the people of a country in whose
    towns things are; `pointed` opens a sentence with "in the capital", `answering` leads to what others only
    answer; `open_air` follows a town in which things lie, `bounds` a country at whose border they are; `front`
    leads to a place that opens a sentence; `on_edge` leads to the city that a site lies at the edge of; `label`
    stands between a place and the figure that is listed for it, at most `label_reach` characters on.
    """

    breaks: regex.Pattern[str]
    breaking: frozenset[str]
    saying: regex.Pattern[str]
    telling: regex.Pattern[str]
    meanwhile: regex.Pattern[str]
    spoken: regex.Pattern[str]
    headed: regex.Pattern[str]
    where: regex.Pattern[str]
    where_all: regex.Pattern[str]
    held: regex.Pattern[str]
    of_some: regex.Pattern[str]
    some: frozenset[str]
    beyond: regex.Pattern[str]
    holding: regex.Pattern[str]
    bearing: regex.Pattern[str]
    elsewhere_too: regex.Pattern[str]
    part_before: regex.Pattern[str]
    part_after: regex.Pattern[str]
    tallied: regex.Pattern[str]
    ruled: regex.Pattern[str]
    befallen: regex.Pattern[str]
    bound_for: regex.Pattern[str]
    force: regex.Pattern[str]
    bringing: regex.Pattern[str]
    all_but: regex.Pattern[str]
    inserted: regex.Pattern[str]
    contains: regex.Pattern[str]
    share: regex.Pattern[str]
    put: regex.Pattern[str]
    on_edge: regex.Pattern[str]
    bounds: regex.Pattern[str]
    pointed: regex.Pattern[str]
    among: regex.Pattern[str]
    many: regex.Pattern[str]
    open_air: regex.Pattern[str]
    answering: regex.Pattern[str]
    front: regex.Pattern[str]
    label: regex.Pattern[str]
    label_reach: int


@cache
def lists(language: str = "en") -> dict[str, frozenset[str]]:
    """The word lists of `lexicon/LANGUAGE/places.toml` by name, and those put together of them.

    `kinds` of places, every `preposition`, the `parts` that "of" may follow, the words behind which a place is named
    for what is `elsewhere`, what `ends` a noun phrase before a name, and what a capital's `own` people are called.
    """
    found = {name: frozenset(words("places", name, language)) for name in LISTS}
    known = vocabulary(language)
    found["kinds"] = known.areas | known.towns | known.sites
    found["preposition"] = found["inside"] | found["prepositions"]
    found["parts"] = found["kinds"] | found["directions"] | found["inner"]
    found["elsewhere"] = found["speaking"] | found["at_home"]
    found["ends"] = found["stoppers"] | found["striking"] | found["leaving"] | found["departed"]
    found["own"] = found["local"] - found["ruling"]
    return found


@cache
def pointing(language: str = "en") -> Pointing:
    """The patterns of words that point back to a place."""
    sorts = {noun: sort for sort in SORTS for noun in words("places", f"pointing_{sort}", language)}
    inside = _any(words("places", "inside", language))
    the = _any(words("places", "determiners", language))
    bare = _any(noun for noun in sorts if noun.endswith("wide") or sorts[noun] == "any")
    ways = _any(way for way in lists(language)["directions"] if way.endswith(WAYS))
    toward = _any(way for way in lists(language)["directions"] if way.endswith(tuple(f"{way}ern" for way in WAYS)))
    terrain = _any(words("places", "terrain", language))
    kinds = _any(lists(language)["kinds"] | {"side", "end", "bank", "wing"})
    happenings = _any(words("places", "happenings", language))
    events = _any({*words("places", "happenings", language)} - {*words("places", "happened_to", language)})
    lists_of = ("continuing", "national", "saying", "overall")
    going_on, bodies, saying, overall = ("|".join(words("places", key, language)) for key in lists_of)
    capital = _any(noun for noun in sorts if sorts[noun] == "capital")
    country = _any(noun for noun in sorts if sorts[noun] == "country")
    return Pointing(
        hints=re.compile(rf"\b{beginnings((*sorts, *WAYS))}"),
        sorts=sorts,
        nouns=regex.compile(
            rf"\b(?:(?P<noun>(?i:{bare}))|(?i:{the})\s+(?P<between>(?:[\w’'-]+\s+){{0,2}}?)(?P<noun>{_any(sorts)}))\b"
        ),
        owned=regex.compile(rf"['’]s?\s+(?:[\p{{Ll}}-]+\s+)?(?P<noun>{capital})\b"),
        ways=regex.compile(
            rf"(?:\b(?i:{inside})\s+(?:the\s+)?(?:[\p{{L}}-]+\s+){{0,2}}?|(?<=\p{{L}})(?P<owner>['’]s?)\s+(?:[\p{{Ll}}-]+\s+)?)"
            rf"(?:(?P<way>{ways})(?P<whole>\s+of\s+the\s+(?:{country})\b)"
            rf"|(?P<way>{ways})\b(?!\s+(?:of\b|\p{{Lu}}|(?:{kinds})\b)|-)|(?P<way>{toward})\s+(?:{terrain})\b(?!\s+of\b))"
        ),
        whole=regex.compile(rf"\b(?:(?:nation|country)wide\b|(?:{inside})\s+the\s+(?:{country})\b)"),
        whole_nouns=("nationwide", "countrywide", *(noun for noun in sorts if sorts[noun] == "country")),
        happened=regex.compile(rf"[\s\"'“‘]*(?:the|that)(?: [\w-]+)? (?:{events})\b", regex.IGNORECASE),
        event=regex.compile(rf"\b(?:the|that|such) (?:[\p{{Ll}}-]+ )?(?P<noun>{events})\b"),
        overall=regex.compile(rf"\b(?:{overall})\b", regex.IGNORECASE),
        national=regex.compile(
            rf"\b(?:{bodies})\b(?:\s+[\w'’-]+){{0,3}}?\s+(?:{saying})\b"
            rf"|\baccording to (?:[\w'’-]+\s+){{0,3}}?(?:{bodies})\b", regex.IGNORECASE
        ),
        continued=words("places", "continued", language),
        going_on=regex.compile(
            rf"[\s\"'“‘]*(?:(?:(?:in )?(?:that|the same)|those|the(?: \w+)?) (?:{happenings})\b|{going_on})",
            regex.IGNORECASE,
        ),
    )


@cache
def between(language: str = "en") -> Between:
    """The patterns of what stands between."""
    names = ("clause_ends", "clause_joins", "relative_place", "held_by", "saying", "labelling")
    ends, joins, where, held, saying, labelling = ("|".join(words("places", name, language)) for name in names)
    more = ("statement_ends", "partitive", "beyond")
    statements, some, beyond = ("|".join(words("places", name, language)) for name in more)
    inside = _any(words("places", "inside", language))
    endings = ("statement_ends", "clause_ends", "clause_joins")
    breaking = (word for name in endings for word in words("places", name, language))
    return Between(
        breaking=frozenset(regex.split(r"\P{L}", word)[0] for word in breaking),
        breaks=regex.compile(
            rf"(?P<apart>\b(?:{statements})\b)|(?P<full>;|(?<!\p{{Lu}})\. )|"
            rf"(?P<half>: |—|–| - |\b(?:{ends})\b)|(?P<light>\b(?:{joins})\b)", regex.IGNORECASE
        ),
        saying=regex.compile(rf"\b(?:{saying})\b"),
        spoken=regex.compile(rf"(?:,[^,.]{{0,40}},)?\s+(?:{saying})\b"),
        headed=regex.compile(rf"(?:['’]s)?(?: [\p{{Ll}}-]+){{0,2}} (?:{saying})\b"),
        telling=regex.compile(rf",[\"”’']*\s+(?:{saying}|according to)\b"),
        meanwhile=regex.compile(rf", [^,;]{{1,60}} (?:{saying})(?: on \p{{Lu}}\p{{Ll}}+)?, (?:as|while)\b"),
        elsewhere_too=regex.compile(
            rf"(?:, [^,.;]{{1,50}})?,? (?:{'|'.join(words('places', 'elsewhere_too', language))})\b"
        ),
        bearing=regex.compile(
            rf",? (?:(?:just|some|about|around) )?(?:\d[\d.,]* ?\p{{L}}+(?: \([^)]*\))? )?(?:to the )?"
            rf"(?:{_any(lists(language)['directions'])}) of(?: the)?(?: capital,?)?"
        ),
        part_before=regex.compile(_filled("part_before", KIND=lists(language)["kinds"])),
        part_after=regex.compile(_filled("part_after", PART=vocabulary(language).towns | lists(language)["quarters"])),
        where=regex.compile(rf",? (?:{where})\b.{{0,25}}", regex.DOTALL),
        where_all=regex.compile(rf",? (?:{where})\b[^,;:.]*(?:\d[,.]\d[^,;:.]*)*"),
        held=regex.compile(rf"\s*,?\s+(?:{held})\s+(?:the\s+)?|, "),
        some=frozenset(word.rpartition(" ")[2] for word in words("places", "partitive", language)),
        of_some=regex.compile(
            rf"\b(?:{some})\b.*?\b(?:{joins}|when|whose)\b", regex.DOTALL
        ),
        beyond=regex.compile(rf"(?:{beyond})\s+(?:the\s+)?$"),
        holding=regex.compile(rf",?\s*in(?:\s+(?:the|nearby|{_any(vocabulary(language).placelike)}))*"),
        label=regex.compile(rf"(?:,? (?:{labelling})| -|:)? ?\(?"),
        label_reach=len(",   (") + max(map(len, words("places", "labelling", language))),
        tallied=regex.compile(rf"['’]s (?:[\p{{Ll}}-]+ )?(?:{_any(words('places', 'tallies', language))})\b"),
        ruled=regex.compile(rf"['’]s (?:[\p{{Ll}}-]+ ){{0,2}}?(?:{_any(words('places', 'offices', language))})\b"),
        befallen=regex.compile(
            _filled("befallen", INSIDE=lists(language)["inside"], STRIKING=lists(language)["striking"])
        ),
        bound_for=regex.compile("|".join(words("places", "bound_for", language))),
        force=regex.compile(
            rf"(?:['’]s)?(?: \p{{Lu}}[\w'’-]+){{0,2}} (?i:{_any(words('places', 'forces', language))})\b"
        ),
        bringing=regex.compile(rf"\b(?:{'|'.join(words('places', 'bringing', language))})\b[^;.]*$"),
        all_but=regex.compile(rf"\b(?:{'|'.join(words('places', 'all_but', language))})(?: the)? $", regex.IGNORECASE),
        inserted=regex.compile(rf", (?:{joins})\b[^,]*$"),
        contains=regex.compile(
            rf",? (?:{'|'.join(words('places', 'contains', language))}) "
            rf"(?:the )?(?:(?:[\p{{Ll}}-]+ )?(?:{_any(lists(language)['kinds'])})s? (?:of )?)?"
        ),
        share=regex.compile(rf"(?:{'|'.join(words('places', 'share', language))}) (?:the )?(?:[\p{{Ll}}-]+ )?$"),
        put=regex.compile(
            rf" (?:{'|'.join(words('places', 'put', language))} )?(?:{inside}) (?:the )?(?:[\p{{Ll}}-]+ ){{0,3}}"
        ),
        on_edge=regex.compile(rf"\b(?:{'|'.join(words('places', 'on_edge', language))}) (?:the )?(?:[\p{{Ll}}-]+ )*$"),
        bounds=regex.compile(rf"['’]s? (?:[\p{{Ll}}-]+ ){{0,2}}(?:{_any(lists(language)['borders'])})\b"),
        pointed=regex.compile(
            rf"\W*(?:{inside}) the (?:[\p{{L}}-]+ )?(?:{_any(words('places', 'pointing_capital', language))})$",
            regex.IGNORECASE,
        ),
        among=regex.compile(rf", (?:{some})\b[^,;]*$"),
        many=regex.compile(rf"(?:\b(?:{_any(words('places', 'in_many', language))}) )+$", regex.IGNORECASE),
        open_air=regex.compile(
            rf"['’]s? (?:[\p{{Ll}}-]+ ){{0,2}}(?:{_any(words('places', 'open_air', language))})\b"
        ),
        answering=regex.compile(rf"\b(?:{'|'.join(words('places', 'answering', language))})\b", regex.IGNORECASE),
        front=regex.compile(
            rf"\W*(?:\p{{L}}+,?\s+){{0,2}}(?:{inside})\s+(?:the\s+)?(?:[\w-]+\s+){{0,3}}", regex.IGNORECASE
        ),
    )


def _filled(key: str, language: str = "en", **lists_of: Iterable[str]) -> str:
    """The patterns under a key, with the words that stand for lists filled in."""
    pattern = "|".join(words("places", key, language))
    for name, found in lists_of.items():
        pattern = pattern.replace(name, _any(found))
    return pattern


def _any(found: Iterable[str]) -> str:
    return "|".join(sorted(found, key=lambda word: (-len(word), word)))
