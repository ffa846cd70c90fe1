"""Names of the gazetteer in text: which of its places a name is, and whether it is a place at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from reconcile.places.gazetteer import Kind, Place, fold, gazetteer, known, known_in
from reconcile.places.naming import kind_of
from reconcile.places.stretch import (
    LOWER,
    OWNED,
    Hit,
    Mention,
    Stretch,
    adjacent,
    contained,
    happening_after,
    kind_after,
    opens,
    weak,
    word_before,
    written,
)

CLIPPED = regex.compile(r"-(?!en-|sur-|on-|au-)\p{Ll}+")  # "Dubai-based", "Russia-led" are said of something else
AFTER = regex.compile(r"[ \xa0\n-]+(?P<word>[\p{L}'’]+)")
SHOUTED = 4  # letters of a word in capitals that is hardly a country's abbreviation
GOES_ON = regex.compile(r" \p{Ll}")
LEAD = 40  # characters behind the name of a saint in which what is called after it stands
BETWEEN = frozenset({",", ", and", "and", "or", "/", ", or", "&", "-"})


def listed(stretch: Stretch, hit: Hit, found: Sequence[Mention]) -> Mention | None:
    """A name of the gazetteer as a mention, unless it is a word, a person's name, or part of another name."""
    start, end = stretch.starts[hit.first], stretch.ends[hit.last]
    if not hit.places or CLIPPED.match(stretch.text, end):
        return None
    place = _chosen(stretch, hit)
    if place.kind is Kind.DEMONYM:
        return _stretch_of_country(stretch, start, end, place)
    after = AFTER.match(stretch.text, end) if place.kind is Kind.WIDE and not place.countries else None
    if after is not None and after["word"] in stretch.words.coastal:
        return None  # "the Pacific coast" is no sea
    way = word_before(stretch, start)
    before = way.lower()
    if place.kind is Kind.CITY and before in stretch.words.prefixes and way.istitle() and not stretch.titled:
        start = stretch.text.rindex(way, 0, start)  # "White Orabe" is another town than Orabe
        return Mention(start=start, end=end, name=f"{way} {place.name}", kind=Kind.CITY, country=None)
    if _of_other(stretch, hit, place, before) or not _supported(stretch, hit, found, before):
        return None
    tail = kind_after(stretch, end)
    namesake = _region_called(place, tail["kind"]) if tail and place.kind is Kind.COUNTRY else None
    if tail and namesake:
        return Mention(start=start, end=tail.end(), name=namesake.name, kind=Kind.REGION, country=namesake.country)
    if tail and place.kind is Kind.COUNTRY and _is_street(stretch, tail["kind"]):
        name = written(stretch.text, start, tail.end())
        return Mention(start=start, end=tail.end(), name=name, kind=Kind.SITE, country=None)
    if tail and _takes(stretch, place, tail["kind"]):
        kind = kind_of(tail["kind"])
        whole = place.kind is Kind.REGION and kind is Kind.REGION
        name = place.name if whole else written(stretch.text, start, tail.end())
        return Mention(start=start, end=tail.end(), name=name, kind=kind, country=place.country)
    if tail and tail["kind"] in stretch.words.towns and not stretch.text.startswith((" of ", " called "), tail.end()):
        end = tail.end()  # "Rasht city" is Rasht
    if before in stretch.words.directions and place.kind is not Kind.SITE:
        kind = Kind.REGION if place.kind is Kind.COUNTRY else place.kind
        start = stretch.text.rindex(way, 0, start)
        return Mention(start=start, end=end, name=f"{before} {place.name}", kind=kind, country=place.country)
    return Mention(start=start, end=end, name=place.name, kind=place.kind, country=place.country)


def may_be_meant(stretch: Stretch, hit: Hit) -> bool:
    """Whether the name of a lesser city, with nothing beside it that makes it one, is so where it is one elsewhere."""
    words, end = stretch.words, stretch.ends[hit.last]
    ordinary = hit.first == hit.last and (hit.key in words.ordinary or hit.key in words.never)
    if ordinary or not hit.places or CLIPPED.match(stretch.text, end) or words.says.match(stretch.text, end):
        return False
    before = word_before(stretch, stretch.starts[hit.first]).lower()
    return not _of_other(stretch, hit, _chosen(stretch, hit), before)


def _chosen(stretch: Stretch, hit: Hit) -> Place:
    """Of the places of one name, the one in the region or country beside it ("Athens, Georgia"), else the first."""
    after, first = _beside(stretch, hit, 1), hit.places[0]
    for outer in after:
        for place in hit.places:
            if place.kind is Kind.CITY and place.country == outer.country and outer.admin in (None, place.admin):
                return place
    if first.kind is Kind.CITY:
        stated = [outer for outer in after if outer.kind is Kind.REGION]
        return replace(first, country=stated[-1].country, admin=stated[-1].admin) if stated else first
    for place in hit.places[1:]:
        if place.kind is Kind.REGION and any(inner.admin == place.admin for inner in _beside(stretch, hit, -1)):
            return place
    return known_in(first)


def _beside(stretch: Stretch, hit: Hit, step: int) -> tuple[Place, ...]:
    """The places of the name before or after this one, where only a comma parts them."""
    index = hit.last + 1 if step > 0 else hit.first - 1
    other = stretch.hits[index] if 0 <= index < len(stretch.hits) else None
    if other is None:
        return ()
    left, right = (hit, other) if step > 0 else (other, hit)
    gap = stretch.text[stretch.ends[left.last] : stretch.starts[right.first]]
    return other.places if gap == ", " else ()


def _stretch_of_country(stretch: Stretch, start: int, end: int, place: Place) -> Mention:
    """A demonym, or the part of its country that it names: "the Libyan coast"."""
    part = stretch.words.stretch.match(stretch.text, end)
    if part is None:
        return Mention(start=start, end=end, name=place.name, kind=Kind.DEMONYM, country=place.country)
    name = written(stretch.text, start, part.end())
    return Mention(start=start, end=part.end(), name=name, kind=Kind.REGION, country=place.country)


def _region_called(country: Place, word: str) -> Place | None:
    """The region that a country's name and the word for its kind are the name of: "Niger state"."""
    return next((place for place in known(fold(f"{country.name} {word}")) if place.kind is Kind.REGION), None)


def _is_street(stretch: Stretch, word: str) -> bool:
    """Whether the kind word after a country's name makes it one of a street, which may be in any town."""
    return word.istitle() and not stretch.titled and word.lower() in stretch.words.streets


def _takes(stretch: Stretch, place: Place, word: str) -> bool:
    """Whether the kind word after a known name makes one longer name with it: "Hakkari province", "Kabul airport"."""
    if place.kind not in (Kind.CITY, Kind.REGION):
        return False
    if word.lower() in stretch.words.venues:
        return word[0].isupper() and not stretch.titled
    return word.lower() not in stretch.words.towns


def _of_other(stretch: Stretch, hit: Hit, place: Place, before: str) -> bool:
    """Whether the name is part of a person's or a body's: "Paris Hilton", "Bank of England", "Kenya Airways"."""
    words = stretch.words
    personal = hit.key in words.personal
    if before in words.titles and (personal or place.kind is Kind.CITY):
        return True
    if hit.first and stretch.keys[hit.first - 1] in words.body_heads:
        gap = stretch.text[stretch.ends[hit.first - 1] : stretch.starts[hit.first]]
        if gap in (" ", " of ", " of the "):
            return True
    if _body_follows(stretch, hit.last) or _dedicated(stretch, hit):
        return True
    return not stretch.titled and (_surname(stretch, hit, place) or personal and _given_name(stretch, hit))


def _dedicated(stretch: Stretch, hit: Hit) -> bool:
    """Whether the name is only the saint's that something is called after: "St Anne's Catholic school"."""
    end = stretch.ends[hit.last]
    if not hit.key.startswith("saint ") or stretch.text[end : end + 2] not in OWNED:
        return False
    after = stretch.text[end + 2 : end + LEAD].lower().split()[:3]
    return not stretch.words.dedicated.isdisjoint(word.strip(".,") for word in after)


def _body_follows(stretch: Stretch, last: int) -> bool:
    words = stretch.words
    for step in range(last, last + (1 if stretch.titled else 3)):
        if not adjacent(stretch, step) or kind_after(stretch, stretch.ends[step]):
            return False
        key, hit = stretch.keys[step + 1], stretch.hits[step + 1]
        if key in words.local or hit is not None and any(place.kind is Kind.SITE for place in hit.places):
            return False
        if key in words.bodies:
            return True
    return False


def _given_name(stretch: Stretch, hit: Hit) -> bool:
    """Whether an unknown capitalised word follows, as in "Paris Hilton"."""
    if not adjacent(stretch, hit.last) or stretch.capitals[hit.last].isupper():
        return False
    return stretch.keys[hit.last + 1] not in stretch.words.no_given and _stranger(stretch, hit.last + 1)


def _surname(stretch: Stretch, hit: Hit, place: Place) -> bool:
    """Whether an unknown capitalised word comes before, as in "Michael Jordan"."""
    words = stretch.words
    single = hit.first == hit.last and (place.kind is Kind.CITY or hit.key in words.personal)
    if not single or not adjacent(stretch, hit.first - 1):
        return False
    given = stretch.capitals[hit.first - 1]
    ours = stretch.keys[hit.first - 1] in words.no_surname
    return not ours and not given.isupper() and _stranger(stretch, hit.first - 1)


def _stranger(stretch: Stretch, index: int) -> bool:
    return stretch.hits[index] is None or weak(stretch.hits[index])


def _supported(stretch: Stretch, hit: Hit, found: Sequence[Mention], before: str) -> bool:
    """Whether a name that might be no place has something beside it that makes it one."""
    words, single = stretch.words, hit.first == hit.last
    start, end = stretch.starts[hit.first], stretch.ends[hit.last]
    if single and hit.key in words.never:
        return words.of.search(stretch.text, max(stretch.start, start - 30), start) is not None
    if single and _shouted(stretch, hit):
        return before in words.inside
    ordinary = single and hit.key in words.ordinary
    lesser = weak(hit) and (single or not words.kinds.isdisjoint(hit.key.split()))  # more words are rarely a person's
    lesser = lesser or weak(hit) and not stretch.titled and _given_name(stretch, hit)  # "Aung San" of a longer name
    if not ordinary and not lesser:
        return True
    if before in words.supporting or before in words.directions or opens(stretch, hit.first, hit.last):
        return True
    if contained(stretch, hit.last) or _coordinated(stretch, start, found):
        return not (ordinary and stretch.titled)
    if not ordinary and happening_after(stretch.text, end, words):
        return True
    after = AFTER.match(stretch.text, end)
    return not ordinary and after is not None and after["word"].lower() in words.vouching


def _shouted(stretch: Stretch, hit: Hit) -> bool:
    """Whether a name is set in capitals in a sentence that is not, and so stands for other words: "a SWAT team"."""
    word = stretch.capitals[hit.first]
    if not word.isupper() or len(word) < SHOUTED or word in gazetteer().acronyms:
        return False
    within = LOWER.search(stretch.text, stretch.start, stretch.starts[hit.first]) is not None
    return within or GOES_ON.match(stretch.text, stretch.ends[hit.last]) is not None  # no dateline


def _coordinated(stretch: Stretch, position: int, found: Sequence[Mention]) -> bool:
    """Whether the name follows another place in a list: "Sydney and Byron Bay"."""
    if not found or found[-1].kind is Kind.DEMONYM:
        return False
    return stretch.text[found[-1].end : position].strip() in BETWEEN and position - found[-1].end < 8
