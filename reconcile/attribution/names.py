"""Short mentions made whole: a bare surname, an acronym, "he", "the ministry", from what was named before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeAlias

import regex

from reconcile.attribution.kinds import is_state, type_of
from reconcile.attribution.speakers import Kind, Speaker, read
from reconcile.attribution.tokens import MARKS, Tokens, is_name, owns, tokens
from reconcile.attribution.words import (
    ADVERBS,
    ENDINGS,
    GROUPS,
    HONOURS,
    NUMBERS,
    PERSONS,
    SPEAKERS,
    STOPS,
    TITLES,
    Words,
)
from reconcile.model import SourceType

GIVEN = regex.compile(r"(?<!\p{L})((?:(?:\p{Lu}[\p{L}\p{M}'’.-]*|\p{Ll}{2,3})[ \xa0]){1,6})\Z")
CAPITALS = regex.compile(r"((?:\p{Lu}[\p{L}'’-]*|of|for|and|the|on)\s+){1,9}\Z")
LEADING = regex.compile(r"^(?:(?:[Tt]he|of|for|and|on|\p{L}+-based)\s+)+")
ACRONYM = regex.compile(r"[\p{Lu}\p{N}&-]{2,8}")
GIVEN_REACH, ACRONYM_REACH, GROUP_REACH, OUTLET_REACH = 70, 110, 700, 6000  # characters looked back over
MOST_MENTIONS = 40
NEAR = 3  # sentences that "it" and "the group" look back over
Fuller: TypeAlias = tuple[int, str, SourceType]
GROUP_TYPES = frozenset((
    SourceType.NGO_MONITOR, SourceType.OPPOSITION_ARMED, SourceType.IGO, SourceType.MEDIA, SourceType.STATE_MEDIA,
    SourceType.AGENCY, SourceType.COMPANY,
))  # fmt: skip


def complete(speaker: Speaker, text: str, known: Words, memo: dict[str, Fuller | None]) -> Speaker:
    """A bare surname with the fuller name that stands earlier in the document; an acronym with what it stands for.

    `memo` keeps the first fuller form of each surname of the document.
    """
    name = speaker.name
    if " " in name or speaker.kind is Kind.PRONOUN or not name[:1].isupper():
        return speaker
    if ACRONYM.fullmatch(name):
        return _spelled_out(speaker, text)
    if speaker.kind is not Kind.PERSON:
        bits = known.bits.get(name.lower(), 0)
        if bits & ENDINGS:
            return _whole_outlet(speaker, text, known)
        if name in known.names or bits & SPEAKERS:
            return speaker
    if name not in memo:
        memo[name] = _fuller(name, text, known)
    found = memo[name]
    if found is None or found[0] >= speaker.start:
        return speaker
    return replace(speaker, name=found[1], kind=Kind.PERSON, type=found[2])


def _fuller(name: str, text: str, known: Words) -> Fuller | None:
    """Where the first fuller form of a surname ends, the form, and the type that its title gives."""
    at = text.find(name)
    for _ in range(MOST_MENTIONS):
        if at < 0:
            return None
        past = at + len(name)
        whole = not (text[at - 1 : at].isalpha() or text[past : past + 1].isalpha())
        if whole and (found := _given(text, at, past, known)):
            return past, *found
        at = text.find(name, past)
    return None


def _given(text: str, start: int, end: int, known: Words) -> tuple[str, SourceType] | None:
    """The fuller name that ends at `end`, and the type that its title or the words behind it give."""
    window = GIVEN.search(text, max(0, start - GIVEN_REACH), start)
    if not window:
        return None
    line = tokens(text, (window.start(1), min(len(text), end + GIVEN_REACH)), known)
    last = first = next((at for at in range(len(line)) if line.ends[at] >= end), 0)
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
    return text[line.starts[first] : end], of


def _part_of_name(line: Tokens, at: int) -> bool:
    """Whether the word at `at` can be part of the name whose next word follows it."""
    if line.bits[at] & (TITLES | SPEAKERS | STOPS | ADVERBS | NUMBERS) or owns(line, at) or line.words[at] in MARKS:
        return False
    stop, initial = line.starts[at + 1] - line.ends[at] > 1, line.ends[at] - line.starts[at] < 3
    return initial or not stop


def _spelled_out(speaker: Speaker, text: str) -> Speaker:
    """The name in front of "(ACRONYM)", with it."""
    at = text.find(f"({speaker.name})", 0, speaker.start)
    found = CAPITALS.search(text, max(0, at - ACRONYM_REACH), at) if at > 0 else None
    full = LEADING.sub("", found.group()) if found else ""
    return replace(speaker, name=f"{full}({speaker.name})") if full.strip() else speaker


def _whole_outlet(speaker: Speaker, text: str, known: Words) -> Speaker:
    """ "The Times" as the paper that was named before."""
    named = (match.group() for match in known.named.finditer(text, max(0, speaker.start - OUTLET_REACH), speaker.start))
    fuller = [name for name in named if name.endswith(" " + speaker.name)]
    return replace(speaker, name=fuller[-1], type=known.names[fuller[-1]]) if fuller else speaker


def refer(speaker: Speaker, earlier: Iterable[tuple[int, Speaker]], known: Words) -> Speaker | None:
    """Whom a pronoun or a short phrase with "the" means; None where a pronoun finds nobody.

    `earlier` are the speakers before, last first, each with the number of sentences back.
    """
    if speaker.kind is Kind.PRONOUN:
        return _pronoun(speaker, earlier, known)
    if not speaker.definite or speaker.name[:1].isupper() or " " in speaker.name and speaker.kind is not Kind.ROLE:
        return speaker
    for back, other in earlier:
        if other.kind is not Kind.PRONOUN and other.name != speaker.name and _means(speaker, other, back, known):
            return replace(other, start=speaker.start, end=speaker.end)
    return speaker


def _means(speaker: Speaker, other: Speaker, back: int, known: Words) -> bool:
    """Whether "the minister", "the ministry" or "the group" means somebody named before."""
    if other.title and speaker.kind is Kind.ROLE and set(speaker.name.lower().split()) <= set(other.title.split()):
        return True
    named = [word.removesuffix("s") for word in other.name.lower().split()]
    if speaker.head.removesuffix("s") in named and len(named) > len(speaker.name.split()):
        return True
    group = known.bits.get(speaker.head, 0) & GROUPS and other.kind is Kind.BODY and other.type in GROUP_TYPES
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
        if one and other.kind is Kind.PERSON:
            return other
        if one and other.kind is Kind.ROLE and not other.head.endswith(("s", "people")):
            unnamed = unnamed or (back, other)
        if not one and (other.kind is Kind.BODY or speaker.head != "it" and other.head.endswith("s")):
            return other if back <= NEAR else None
    return unnamed[1] if unnamed else None


def last_group(speaker: Speaker, text: str, known: Words) -> Speaker:
    """The armed or human-rights group named last before "the group"; the speaker itself where there is none."""
    if not (speaker.definite and known.bits.get(speaker.head, 0) & GROUPS and speaker.name[:1].islower()):
        return speaker
    matches = known.named.finditer(text, max(0, speaker.start - GROUP_REACH), speaker.start)
    wanted = (SourceType.OPPOSITION_ARMED, SourceType.NGO_MONITOR)
    named = [match.group() for match in matches if known.names[match.group()] in wanted]
    return replace(speaker, name=named[-1], kind=Kind.BODY, type=known.names[named[-1]]) if named else speaker


def settled(speaker: Speaker) -> Speaker:
    """A name that no list knows: a country is its government, several words or capitals are a body, one is a person."""
    if speaker.kind is not Kind.BODY or speaker.type is not SourceType.PERSON:
        return speaker
    if is_state(speaker.name):
        return replace(speaker, type=SourceType.GOVERNMENT)
    several = " " in speaker.name or speaker.name.isupper()
    return replace(speaker, type=SourceType.NGO_MONITOR) if several else replace(speaker, kind=Kind.PERSON)
