"""What kind of body or person a phrase speaks of."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

from reconcile.attribution.tokens import Tokens, holds, is_name
from reconcile.attribution.words import (
    ENDINGS,
    GENERIC,
    JOINTS,
    MEDIUMS,
    SPEAKERS,
    TITLES,
    WITNESSES,
    WORD,
    Words,
    name_at,
)
from reconcile.model import SourceType
from reconcile.places import gazetteer

STATE = frozenset(("state", "state-run", "state-owned"))
WIDE = (gazetteer.Kind.COUNTRY, gazetteer.Kind.REGION, gazetteer.Kind.WIDE)


def type_of(line: Tokens, first: int, past: int, known: Words) -> SourceType | None:
    """The type that a phrase gives by a name in it, by its head, or by the typed word nearest to the head."""
    if past <= first:
        return None
    lows = [low.removesuffix("'s").removesuffix("’s") if low[-1] == "s" else low for low in line.lows[first:past]]
    if not STATE.isdisjoint(lows) and _of_the_state(line, first, past, lows):
        return SourceType.STATE_MEDIA
    if not known.pairs.keys().isdisjoint(pairwise(lows)):
        return next(known.pairs[pair] for pair in pairwise(lows) if pair in known.pairs)
    head = first
    while head < past and not line.bits[head] & JOINTS:
        head += 1
    head -= 1
    name = name_in(line, first, past, known)
    if name and not line.bits[head] & WITNESSES and known.types.get(lows[head - first]) is not SourceType.ANONYMOUS:
        return known.names[name]
    return _by_words(line, first, head, lows, known)


def name_in(line: Tokens, first: int, past: int, known: Words) -> str | None:
    """The listed name in a phrase, unless it is one word of a longer name: "Petra", but not in "Petra Novak"."""
    start, end = line.starts[first], line.ends[past - 1]
    if known.openings.keys().isdisjoint(WORD.findall(line.text, start, end)):
        return None
    for word in WORD.finditer(line.text, start, end):
        if word.group() in known.openings and (name := name_at(line.text, word.start(), word.group(), end, known)):
            return name if _whole(line, first, past, word.start() + len(name), name) else None
    return None


def _whole(line: Tokens, first: int, past: int, ends: int, name: str) -> bool:
    """Whether a listed name is no single word of a longer name."""
    last = next((at for at in range(first, past) if line.ends[at] >= ends), past)
    longer = last + 1 < past and is_name(line, last + 1) and not line.bits[last + 1] & (SPEAKERS | ENDINGS | TITLES)
    return " " in name or not longer


def _of_the_state(line: Tokens, first: int, past: int, lows: list[str]) -> bool:
    """Whether a phrase is of an outlet that the state runs: "state TV", "the state-run newspaper"."""
    outlet = holds(line, first, past, MEDIUMS) or "media" in line.lows[first:past]
    return outlet or "state-run" in lows or "state-owned" in lows


def _by_words(line: Tokens, first: int, head: int, lows: list[str], known: Words) -> SourceType | None:
    """The type by the head, unless it is a word such as "official" that takes the type of the words around it."""
    if head < first:
        return None
    if known.types.get(lows[head - first]) is SourceType.ANONYMOUS:
        return SourceType.ANONYMOUS
    generic, past = None, first + len(lows)
    second = next((at for at in range(head + 2, past) if line.bits[at] & JOINTS), past) if head + 1 < past else past
    for at in (*range(head, first - 1, -1), *range(second - 1, head, -1), *range(second, past)):
        found = known.types.get(lows[at - first])
        if found and not line.bits[at] & GENERIC:
            return found
        official = found is SourceType.GOVERNMENT and generic is SourceType.PERSON  # "the agency's coordinator"
        generic = found if official else generic or found
    return generic


def is_place(name: str) -> bool:
    """Whether a name is that of a place, a town as well as a country: "Victoria", "Ohio and Jackson counties"."""
    plain = gazetteer.fold(name.removesuffix("'s").removesuffix("’s"))
    return gazetteer.exists(plain) or name.endswith("counties") and gazetteer.exists(plain.rpartition(" ")[2])


def is_town(line: Tokens, first: int, past: int, name: str) -> bool:
    """Whether a speaker has the name of a place and no word for those who speak: "Police" is a town too."""
    first += line.lows[first] == "the"
    listed = past - first == 1 and line.bits[first] & SPEAKERS
    return not listed and is_place(name)


@cache
def is_state(name: str) -> bool:
    """Whether a name is that of a country, a region or a capital, which stand for their governments."""
    plain = gazetteer.fold(name)
    if name.isupper() and name.replace(".", "") in gazetteer.gazetteer().acronyms:
        return True
    return any(place.kind in WIDE for place in gazetteer.known(plain)) or plain in _capitals()


@cache
def _capitals() -> frozenset[str]:
    return frozenset(gazetteer.fold(city) for city in gazetteer.gazetteer().capitals.values())
