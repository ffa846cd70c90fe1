"""Short mentions made whole: a bare surname, an acronym, "he", "the ministry", from what was named before."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias, TypeVar

import regex

from reconcile.attribution.kinds import is_state, type_of
from reconcile.attribution.phrases import base_left
from reconcile.attribution.speakers import Kind, Speaker, read
from reconcile.attribution.tokens import MARKS, Tokens, is_name, owns, tokens
from reconcile.attribution.words import (
    ADVERBS,
    ENDINGS,
    GROUPS,
    HONOURS,
    MEN,
    NUMBERS,
    PERSONS,
    SPEAKERS,
    STOPS,
    TITLES,
    WOMEN,
    WORD,
    Words,
    name_at,
)
from reconcile.model import SourceType

GIVEN = regex.compile(r"(?<!\p{L})((?:(?:\p{Lu}[\p{L}\p{M}'’.-]*|\p{Ll}{2,3})[ \xa0]){1,6})\Z")
CAPITALS = regex.compile(r"((?:\p{Lu}[\p{L}'’-]*|of|for|and|the|on)(?:[^\S\n]++\n?+|\n)[^\S\n]*+){1,9}\Z")
LEADING = regex.compile(r"^(?:(?:[Tt]he|of|for|and|on|\p{L}+-based)\s+)+")
CAPITALISED = regex.compile(r"(?<!\p{L})\p{Lu}\p{L}*+")
BRACKETED = regex.compile(r"\(([\p{Lu}\p{N}&-]{2,8})\)")
ACRONYM = regex.compile(r"[\p{Lu}\p{N}&-]{2,8}")
GIVEN_REACH, ACRONYM_REACH, GROUP_REACH, OUTLET_REACH = 70, 110, 700, 6000  # characters looked back over
MOST_MENTIONS = 40
SPACED, GIVEN_LONGEST = (" ", "\xa0"), 20
ISSUED = (
    "statement", "communique", "communiqué", "release", "letter", "announcement", "tweet", "post", "message", "report",
)  # fmt: skip
NEAR_FIRM = 6
BANDS = ("group", "groups", "movement", "militia", "charity", "watchdog", "union", "party", "federation", "observatory")
OFFICES = (  # "the national disaster agency" is no armed group
    "agency", "newspaper", "paper", "broadcaster", "channel", "network", "outlet", "station", "website", "company",
    "firm", "institute",
)  # fmt: skip
REACH = 24  # sentences that a pronoun looks back over
NEAR = 3  # sentences that "it" and "the group" look back over
T = TypeVar("T")
Fuller: TypeAlias = tuple[int, str, str, SourceType]  # where it ends, its name, its title, its type
Listed: TypeAlias = tuple[int, int, str]
OFFICIAL = "official"
OFFICIAL_TYPES = frozenset((
    SourceType.GOVERNMENT, SourceType.POLICE, SourceType.MILITARY, SourceType.HEALTH_RESCUE, SourceType.IGO,
))  # fmt: skip
GROUP_TYPES = frozenset((
    SourceType.NGO_MONITOR, SourceType.OPPOSITION_ARMED, SourceType.IGO, SourceType.MEDIA, SourceType.STATE_MEDIA,
    SourceType.AGENCY, SourceType.COMPANY,
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a document, looked up once and only where something asks for them.

    `capitals` is where each capitalised word begins; `spelled` where each acronym first stands in brackets; `listed`
    the names that the lexicon has, in order; `fullers` the first fuller form of each surname.
    """

    text: str
    known: Words
    capitals: Callable[[], Mapping[str, Sequence[int]]]
    spelled: Callable[[], Mapping[str, int]]
    listed: Callable[[], Sequence[Listed]]
    fullers: dict[str, Fuller | None]


def names_of(text: str, known: Words) -> Names:
    """The names of a document, none of them looked up yet."""
    capitals = once(lambda: _capitals(text))
    return Names(
        text, known, capitals, once(lambda: _bracketed(text)), once(lambda: _listed(text, capitals(), known)), {}
    )


def once(make: Callable[[], T]) -> Callable[[], T]:
    """A call that makes something the first time and keeps it; lighter to set up for each document than a cache."""
    made: list[T] = []

    def given() -> T:
        if not made:
            made.append(make())
        return made[0]

    return given


def _capitals(text: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for match in CAPITALISED.finditer(text):
        found.setdefault(match.group(), []).append(match.start())
    return found


def _bracketed(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for match in BRACKETED.finditer(text):
        found.setdefault(match.group(1), match.start())
    return found


def _listed(text: str, capitals: Mapping[str, Sequence[int]], known: Words) -> list[Listed]:
    found: list[Listed] = []
    past = 0
    for start, word in _opening(text, capitals, known):
        if start >= past and (name := name_at(text, start, word, len(text), known)):
            past = start + len(name)
            found.append((start, past, name))
    return found


def _opening(text: str, capitals: Mapping[str, Sequence[int]], known: Words) -> list[tuple[int, str]]:
    """The words of a text that may open a listed name, with where they stand, in order."""
    found = [(start, word) for word in known.openings.keys() & capitals.keys() for start in capitals[word]]
    for name, word in known.odd:
        start = text.find(name)
        while start >= 0:
            found.append((start, word))
            start = text.find(name, start + 1)
    return sorted({(start, word) for start, word in found if not (start and WORD.match(text, start - 1, start))})


def _before(names: Names, position: int, reach: int) -> Iterator[str]:
    """The listed names within reach in front of a position, last first."""
    listed = names.listed()
    for at in range(bisect_left(listed, (position, 0, "")) - 1, -1, -1):
        start, end, name = listed[at]
        if start < position - reach:
            return
        if end <= position:
            yield name


def _places(names: Names, name: str) -> Iterator[int]:
    """Where a name begins in the text."""
    first = CAPITALISED.search(name)
    if first is None:
        return
    for start in names.capitals().get(first.group(), ()):
        if names.text.startswith(name, start - first.start()):
            yield start - first.start()


def within_sentences(names: Names, name: str) -> bool:
    """Whether a word is written with its capital in the middle of a sentence too."""
    leads = (names.text[max(0, at - 2) : at] for at in _places(names, name))
    return any(lead[1:] == " " and (lead[0].isalnum() or lead[0] == ",") for lead in leads)


def complete(speaker: Speaker, names: Names) -> Speaker:
    """A bare surname with the fuller name that stands earlier in the document; an acronym with what it stands for."""
    name = speaker.name
    if " " in name or speaker.kind is Kind.PRONOUN or not name[:1].isupper():
        return speaker
    if ACRONYM.fullmatch(name):
        return _spelled_out(speaker, names)
    if speaker.kind is not Kind.PERSON:
        bits = names.known.bits.get(name.lower(), 0)
        if bits & ENDINGS:
            return _whole_outlet(speaker, names)
        if name in names.known.names or bits & SPEAKERS:
            return _whole_group(speaker, names) if speaker.definite and bits & GROUPS else speaker
    if name not in names.fullers:
        names.fullers[name] = _fuller(name, names)
    found = names.fullers[name]
    if found is None or found[0] >= speaker.start:
        return speaker
    title = speaker.title or found[2]
    return speaker._replace(name=found[1], title=title, kind=Kind.PERSON, type=found[3])


def fuller(speaker: Speaker, names: Names) -> Speaker | None:
    """A surname with the fuller name that stands anywhere in the document, in front of it or behind it."""
    name = speaker.name.title() if speaker.name.isupper() else speaker.name
    if name not in names.fullers:
        names.fullers[name] = _fuller(name, names)
    found = names.fullers[name]
    if found is None:
        return None
    return speaker._replace(name=found[1], title=speaker.title or found[2], kind=Kind.PERSON, type=found[3])


def _fuller(name: str, names: Names) -> Fuller | None:
    """Where the first fuller form of a surname ends, the form, and the type that its title gives."""
    for at in islice(_places(names, name), MOST_MENTIONS):
        past = at + len(name)
        whole = not (names.text[at - 1 : at].isalpha() or names.text[past : past + 1].isalpha())
        if whole and (found := _given(names.text, at, past, names.known)):
            return past, *found
    return None


def _given(text: str, start: int, end: int, known: Words) -> tuple[str, str, SourceType] | None:
    """The fuller name that ends at `end`, its title, and the type that this or the words behind it give."""
    if text[start - 1 : start] not in SPACED or _stops_name(text[max(0, start - GIVEN_LONGEST) : start], known):
        return None
    window = GIVEN.search(text, max(0, start - GIVEN_REACH), start)
    if not window:
        return None
    line = tokens(text, (window.start(1), min(len(text), end + GIVEN_REACH)), known)
    last = first = next((at for at in range(len(line.words)) if line.ends[at] >= end), 0)
    while first and last - first < 3 and _part_of_name(line, first - 1):
        first -= 1
    while first < last and not is_name(line, first):
        first += 1
    if first == last and first and line.bits[first - 1] & HONOURS and is_name(line, first - 1):
        first -= 1
    if first == last:
        return None
    person = read(line, first, last + 1, known)
    of = type_of(line, 0, first, known) or (person.type if person else SourceType.PERSON)
    titled = read(line, begin, last + 1, known) if (begin := base_left(line, last)) < first else None
    title = titled.title if titled and titled.start == line.starts[first] else ""
    return text[line.starts[first] : end], title, of


def _stops_name(front: str, known: Words) -> bool:
    """Whether the word in front of a surname can be no part of the name: "said", "the"."""
    word = (front.split() or [""])[-1]
    plain = word.isalpha() and word.islower()
    return plain and (not 1 < len(word) < 4 or bool(known.bits.get(word, 0) & STOPS))


def _part_of_name(line: Tokens, at: int) -> bool:
    """Whether the word at `at` can be part of the name whose next word follows it."""
    if line.bits[at] & (TITLES | SPEAKERS | STOPS | ADVERBS | NUMBERS) or owns(line, at) or line.words[at] in MARKS:
        return False
    stop, initial = line.starts[at + 1] - line.ends[at] > 1, line.ends[at] - line.starts[at] < 3
    return initial or not stop


def _spelled_out(speaker: Speaker, names: Names) -> Speaker:
    """The name in front of "(ACRONYM)", with it."""
    at = names.spelled().get(speaker.name, speaker.start)
    there = 0 < at < speaker.start - len(speaker.name) - 1
    found = CAPITALS.search(names.text, max(0, at - ACRONYM_REACH), at) if there else None
    full = LEADING.sub("", found.group()) if found else ""
    return speaker._replace(name=f"{full}({speaker.name})") if full.strip() else speaker


def _whole_outlet(speaker: Speaker, names: Names) -> Speaker:
    """ "The Times" as the paper that was named before."""
    named = _before(names, speaker.start, OUTLET_REACH)
    fuller = next((name for name in named if name.endswith(" " + speaker.name)), None)
    return speaker._replace(name=fuller, type=names.known.names[fuller]) if fuller else speaker


def _whole_group(speaker: Speaker, names: Names) -> Speaker:
    """ "The Observatory" as the group with a listed name that was named before."""
    named = _before(names, speaker.start, OUTLET_REACH)
    fuller = next((name for name in named if speaker.name in name.split() and " " in name), None)
    return speaker._replace(name=fuller, type=names.known.names[fuller]) if fuller else speaker


def reach(speaker: Speaker, named_before: Callable[[str], bool], known: Words) -> int:
    """How many sentences back somebody can stand whom a pronoun or a short phrase with "the" means.

    `named_before` tells whether letters stand in an earlier sentence: a phrase can mean nobody whose name or title
    lacks its words.
    """
    if speaker.kind is Kind.PRONOUN:
        return REACH if known.bits.get(speaker.head, 0) & PERSONS else NEAR
    if speaker.head in ISSUED and speaker.kind in (Kind.PAPER, Kind.WEAK):
        return NEAR
    titled = speaker.kind is Kind.ROLE and all(map(named_before, speaker.name.lower().split()))
    if titled or named_before(speaker.head.removesuffix("s")):
        return REACH
    return NEAR if speaker.name == OFFICIAL or known.bits.get(speaker.head, 0) & GROUPS else 0


def refer(speaker: Speaker, earlier: Iterable[tuple[int, Speaker]], known: Words) -> Speaker | None:
    """Whom a pronoun or a short phrase with "the" means; None where a pronoun finds nobody.

    `earlier` are the speakers before, last first, each with the number of sentences back.
    """
    if speaker.kind is Kind.PRONOUN:
        return _pronoun(speaker, earlier, known)
    if speaker.definite and speaker.head in ISSUED and speaker.kind in (Kind.PAPER, Kind.WEAK):
        return next((other for back, other in earlier if back and _issues(other)), speaker)
    office = speaker.kind is Kind.ROLE  # "the Minister" too
    if not speaker.definite or not office and (speaker.name[:1].isupper() or " " in speaker.name):
        return speaker
    others = list(earlier) if speaker.name == OFFICIAL else earlier
    for back, other in others:
        if other.kind is not Kind.PRONOUN and other.name != speaker.name and _means(speaker, other, back, known):
            return other._replace(start=speaker.start, end=speaker.end)
    if speaker.name != OFFICIAL:
        return speaker
    return next((other for back, other in others if _holds_office(other, back)), speaker)


def _holds_office(speaker: Speaker, back: int) -> bool:
    """Whether "the official" can mean somebody named before, where nobody was called an official."""
    return speaker.kind is Kind.PERSON and back <= NEAR and (bool(speaker.title) or speaker.type in OFFICIAL_TYPES)


def _issues(speaker: Speaker) -> bool:
    return speaker.kind in (Kind.PERSON, Kind.BODY, Kind.ROLE)


def _means(speaker: Speaker, other: Speaker, back: int, known: Words) -> bool:
    """Whether "the minister", "the ministry" or "the group" means somebody named before."""
    words = set(speaker.name.lower().split())
    if other.title and speaker.kind is Kind.ROLE and words <= set(other.title.lower().split()):
        return True
    if back > NEAR_FIRM and known.types.get(speaker.head) is SourceType.COMPANY:
        return False
    named = [word.removesuffix("s") for word in other.name.lower().split()]
    if speaker.head.removesuffix("s") in named and len(named) > len(speaker.name.split()):
        return True
    group = known.bits.get(speaker.head, 0) & GROUPS and other.kind is Kind.BODY and other.type in GROUP_TYPES
    if other.outlet and speaker.head in BANDS:
        return False  # "the group" is no newspaper
    return bool(group) and back <= NEAR and not other.name[:1].islower()


def _pronoun(speaker: Speaker, earlier: Iterable[tuple[int, Speaker]], known: Words) -> Speaker | None:
    """The last person for "he", or somebody unnamed where no name stands as near; the last body for "it" and "they"."""
    one = known.bits.get(speaker.head, 0) & PERSONS
    unnamed: tuple[int, Speaker] | None = None
    for back, other in earlier:
        if unnamed and back > unnamed[0]:
            break
        if other.kind in (Kind.PRONOUN, Kind.WEAK):
            continue
        if other.kind is Kind.PAPER and speaker.head == "it":
            return other if back <= NEAR else None
        if one and _unlike(speaker.head, other, known):
            continue
        if one and other.kind is Kind.PERSON and not _plural(other, known):
            return other
        if one and other.kind is Kind.ROLE and not other.head.endswith(("s", "people")):
            unnamed = unnamed or (back, other)
        if not one and (other.kind is Kind.BODY or speaker.head != "it" and other.head.endswith("s")):
            return other if back <= NEAR else None
    return unnamed[1] if unnamed else None


def _plural(speaker: Speaker, known: Words) -> bool:
    """Whether several people speak, none of them named: "economists"."""
    return speaker.head.endswith("s") and bool(known.bits.get(speaker.head, 0) & SPEAKERS)


def _unlike(pronoun: str, other: Speaker, known: Words) -> bool:
    """Whether a title says that "he" or "she" is somebody else: "spokeswoman", "Mr."."""
    unlike = MEN if pronoun in ("she", "her") else WOMEN
    words = f"{other.title} {other.head}".lower().replace(".", "").split()
    return any(known.bits.get(word, 0) & unlike for word in words)


def last_group(speaker: Speaker, names: Names) -> Speaker:
    """The armed or human-rights group named last before "the group"; the speaker itself where there is none."""
    types = names.known.names
    office = speaker.head in OFFICES and " " in speaker.name
    grouped = names.known.bits.get(speaker.head, 0) & GROUPS and not office
    if not (speaker.definite and grouped and speaker.name[:1].islower()):
        return speaker
    wanted = (SourceType.OPPOSITION_ARMED, SourceType.NGO_MONITOR)
    group = next((name for name in _before(names, speaker.start, GROUP_REACH) if types[name] in wanted), None)
    return speaker._replace(name=group, kind=Kind.BODY, type=types[group]) if group else speaker


def settled(speaker: Speaker, known: Words) -> Speaker:
    """A name that no list knows: a country is its government, several words or capitals are a body, one is a person."""
    if speaker.kind is not Kind.BODY or speaker.type is not SourceType.PERSON:
        return speaker
    if is_state(speaker.name):
        return speaker._replace(type=SourceType.GOVERNMENT)
    if speaker.name.rpartition(" ")[2].lower().rstrip(".") in known.firms and " " in speaker.name:
        return speaker._replace(type=SourceType.COMPANY)
    if speaker.definite and " " not in speaker.name and speaker.name[:1].isupper():
        return speaker._replace(type=SourceType.NGO_MONITOR)  # "the BoE"
    several = " " in speaker.name or speaker.name.isupper()
    return speaker._replace(type=SourceType.NGO_MONITOR) if several else speaker._replace(kind=Kind.PERSON)
