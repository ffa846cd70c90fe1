"""How a sentence speaks of the places in it: as where things are, as whose they are, or in passing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

import regex

from reconcile.lexicon import words
from reconcile.model import Span
from reconcile.places.finding import Mention
from reconcile.places.gazetteer import Kind, fold, gazetteer, known
from reconcile.places.naming import vocabulary

LOOK_BACK = 110
REACH = 7  # words between a preposition and the name it governs
PIECE = regex.compile(r".*(?:,(?!\d)|[;:()\"“”—–]|\.\s|\s-\s)", regex.DOTALL)
NEXT = regex.compile(r"(?P<owner>['’]s?)?\s+(?P<word>\p{L}+)")
ARTICLE = regex.compile(r"\b(?:an?|one|another)\s$", regex.IGNORECASE)
LISTED = frozenset({",", "and", "or", "/", ", and", ", or", "&", "and in", ", in", "and at", "-"})
NAMED_NEXT = regex.compile(r"\s+(?:of\b|\p{Lu})")
OPENING = " \n\t*#•–—-\"'“‘"
CLOSING = regex.compile(r"\s*(?:—|–|--|\(|, \p{Lu}\p{L}+\.? (?:\d\d? )?(?:—|–|--|-|\())")
BEING = regex.compile(r"\s+(?:(?:is|are|was|were|has|have|had|could)(?:n[’']t)?|will|would|may|might|can)\b")


class Role(IntEnum):
    """How firmly a sentence puts things at a place it names, firmest first."""

    THERE = 0
    OWNER = 1
    DATELINE = 2
    NAMED = 3
    ASIDE = 4
    FOLK = 5


@dataclass(frozen=True, slots=True)
class Cue:
    """A place in a sentence and how the sentence speaks of it."""

    mention: Mention
    role: Role


@dataclass(frozen=True, slots=True)
class Pointer:
    """Words that point back to a place: which kind of place, by which noun, and how the sentence speaks of it."""

    start: int
    end: int
    sort: str
    noun: str
    role: Role


@dataclass(frozen=True, slots=True)
class Frames:
    """The words around places, by language: `lists` by their name in the lexicon, `sorts` of words that point back."""

    lists: Mapping[str, frozenset[str]]
    prepositions: frozenset[str]
    kinds: frozenset[str]
    sorts: Mapping[str, str]
    pointing: regex.Pattern[str]
    toward: regex.Pattern[str]
    whole: regex.Pattern[str]
    continuing: regex.Pattern[str]
    saying: regex.Pattern[str]
    spoken: regex.Pattern[str]
    breaks: regex.Pattern[str]
    where: regex.Pattern[str]
    held: regex.Pattern[str]
    front: regex.Pattern[str]


@cache
def frames(language: str = "en") -> Frames:
    """The words of `lexicon/LANGUAGE/places.toml` that say how a place is spoken of."""
    names = (
        "inside", "prepositions", "stoppers", "striking", "counting", "sent", "taken", "on_nouns", "speaking", "at_home",
        "hedges", "ranking", "folk", "abstract", "local", "directions", "seats", "ruling",
    )
    lists = {name: frozenset(words("places", name, language)) for name in names}
    sorts = {
        noun: sort
        for sort in ("country", "region", "city", "capital", "site", "any")
        for noun in words("places", f"pointing_{sort}", language)
    }
    vocab = vocabulary(language)
    bare = "|".join(sorted(noun for noun in sorts if noun.endswith("wide") or sorts[noun] == "any"))
    nouns = "|".join(sorted(sorts, key=lambda noun: (-len(noun), noun)))
    ways = "|".join(sorted(way for way in vocab.directions if way.endswith(("north", "south", "east", "west"))))
    determiners = "|".join(words("places", "determiners", language))
    within = "|".join(sorted(lists["inside"]))
    after = "|".join(sorted(vocab.areas | vocab.towns | vocab.sites | {"side", "end", "bank", "wing"}))
    continuing, ends, joins, where, held, saying = (
        "|".join(words("places", name, language))
        for name in ("continuing", "clause_ends", "clause_joins", "relative_place", "held_by", "saying")
    )
    return Frames(
        lists=lists, prepositions=lists["inside"] | lists["prepositions"], kinds=vocab.areas | vocab.towns | vocab.sites, sorts=sorts,
        pointing=regex.compile(
            rf"\b(?:(?P<noun>(?i:{bare}))|(?i:{determiners})\s+(?P<between>(?:[\w’'-]+\s+){{0,2}}?)(?P<noun>{nouns}))\b"
        ),
        saying=regex.compile(rf"\b(?:{saying})\b"),
        spoken=regex.compile(rf"(?:,[^,.]{{0,40}},)?\s+(?:{saying})\b"),
        breaks=regex.compile(rf"(?P<full>;|\. )|(?P<half>: |—|–| - |\b(?:{ends})\b)|(?P<light>\b(?:{joins})\b)", regex.IGNORECASE),
        where=regex.compile(rf",? (?:{where})\b.{{0,25}}", regex.DOTALL),
        held=regex.compile(rf"\s*,?\s+(?:{held})\s+(?:the\s+)?|, "),
        front=regex.compile(
            rf"\W*(?:\p{{L}}+,?\s+){{0,2}}(?:{within})\s+(?:the\s+)?(?:[\w-]+\s+){{0,3}}", regex.IGNORECASE
        ),
        continuing=regex.compile(rf"[\s\"'“‘]*(?:{continuing})", regex.IGNORECASE),
        whole=regex.compile(rf"\b(?:\w+wide\b|(?:{within})\s+the\s+(?:country|nation)\b)"),
        toward=regex.compile(
            rf"\b(?i:{within})\s+(?:the\s+)?(?:[\p{{Lu}}\p{{Ll}}-]+\s+){{0,2}}?(?P<way>{ways})\b(?!\s+(?:of\b|\p{{Lu}}|(?:{after})\b))"
        ),
    )


def cues(text: str, sentence: Span, found: Sequence[Mention]) -> tuple[Cue, ...]:
    """Each mention of a sentence with its role; "mainly in X" speaks of X's country."""
    out: list[Cue] = []
    for mention in found:
        out.append(_cue(text, sentence, mention, out[-1] if out else None))
    return tuple(out)


def pointers(text: str, sentence: Span) -> Iterator[Pointer]:
    """The words of a sentence that point back to a place, unless its name comes with them."""
    frame = frames()
    for match in frame.pointing.finditer(text, *sentence):
        noun = match["noun"].lower()
        sort = frame.sorts[noun]
        names_it = match["between"] and not _only_describes(match["between"]) or NAMED_NEXT.match(text, match.end())
        if names_it or sort == "any" and BEING.match(text, match.end()):
            continue
        word, _ = _preposition(text, sentence[0], match.start())
        there = noun.endswith("wide") or sort == "any" or word in frame.lists["inside"]
        role = Role.THERE if there else Role.NAMED if sort == "country" else Role.OWNER
        yield Pointer(match.start(), match.end(), sort, noun, role)
    for match in frame.toward.finditer(text, *sentence):
        yield Pointer(match.start(), match.end(), "direction", match["way"].lower(), Role.THERE)


def _only_describes(phrase: str) -> bool:
    """Whether the words between "the" and its noun are adjectives: "the [Turkish] capital", not "the [Swat] valley"."""
    for word in phrase.split():
        places = known(fold(word)) if word[0].isupper() and not word.endswith(("'s", "’s")) else ()
        if word[0].isupper() and not (places and places[0].kind is Kind.DEMONYM):
            return False
    return True


def _cue(text: str, sentence: Span, mention: Mention, before: Cue | None) -> Cue:
    """The role of a mention, by the words around it and, in a list, by the role of the one before."""
    if mention.kind is Kind.DEMONYM:
        return Cue(mention, Role.FOLK)
    if _dateline(text, sentence, mention):
        return Cue(mention, Role.NAMED if _capital(mention) else Role.DATELINE)  # a bureau more often than the scene
    if before is not None and before.role is not Role.FOLK:
        gap = text[before.mention.end : mention.start].strip()
        if gap in LISTED or before.mention.end > mention.start:
            return Cue(mention, before.role)
    word, lead = _preposition(text, sentence[0], mention.start)
    if mention.name in frames().lists["seats"] and word not in frames().lists["inside"]:
        return Cue(mention, Role.ASIDE)
    if word in frames().lists["inside"] and lead and lead[-1] in frames().lists["hedges"] and mention.country:
        return Cue(_broader(mention), Role.THERE)
    if frames().where.match(text, mention.end):
        return Cue(mention, Role.THERE)
    role = _governed(text, mention, word, lead)
    return Cue(mention, _described(text, mention, role))


def _broader(mention: Mention) -> Mention:
    country = country_of(mention.country)
    return Mention(start=mention.start, end=mention.end, name=country, kind=Kind.COUNTRY, country=mention.country) if country else mention


def country_of(code: str | None) -> str | None:
    """The name of the country with this code."""
    return _country_names().get(code) if code else None


@cache
def _country_names() -> dict[str, str]:
    places = (place for found in gazetteer().named.values() for place in found)
    return {place.country: place.name for place in places if place.kind is Kind.COUNTRY and place.country}


def _capital(mention: Mention) -> bool:
    return gazetteer().capitals.get(mention.country or "") == mention.name


def _dateline(text: str, sentence: Span, mention: Mention) -> bool:
    """Whether a mention is where the report was filed: capitals, or a dash or bracket, at the very start."""
    written = text[mention.start : mention.end]
    if text[sentence[0] : mention.start].strip(OPENING):
        return False
    return written.isupper() and len(written) > 4 or CLOSING.match(text, mention.end) is not None


def _described(text: str, mention: Mention, role: Role) -> Role:
    """The role, lowered where the name only describes the noun after it: "in a U.S. air strike", "England fans"."""
    lists, after = frames().lists, NEXT.match(text, mention.end)
    if after is None or role not in (Role.THERE, Role.OWNER):
        return role
    word, country = after["word"], mention.kind in (Kind.COUNTRY, Kind.WIDE)
    ruling = role is Role.OWNER and _capital(mention)
    if after["owner"]:
        return Role.NAMED if country and word.lower() in lists["abstract"] else role
    if word in lists["folk"]:
        return Role.FOLK
    if ruling and word.lower() not in lists["local"] - lists["ruling"]:
        return Role.NAMED
    if not word[0].islower():
        return role
    written = text[mention.start : mention.end]
    if country and (written.isupper() or ARTICLE.search(text, max(0, mention.start - 9), mention.start)):
        return Role.NAMED
    return role


def _governed(text: str, mention: Mention, word: str | None, lead: Sequence[str]) -> Role:
    """The role that the preposition or verb before a mention, or the verb after it, gives it."""
    lists = frames().lists
    plain = Role.NAMED if mention.kind in (Kind.COUNTRY, Kind.WIDE) else Role.OWNER
    last = lead[-1] if lead else ""
    if word is None:
        after = NEXT.match(text, mention.end)
        counts = after is not None and not after["owner"] and after["word"] in lists["counting"]
        return Role.THERE if last in lists["striking"] or counts else plain
    if word in lists["inside"]:
        aside = last in lists["speaking"] | lists["at_home"] or lists["ranking"].intersection(lead[-4:]) or "fleeing" in lead[-4:]
        return Role.ASIDE if aside else Role.THERE
    firm = {
        "on": mention.kind in (Kind.REGION, Kind.SITE) or last in lists["on_nouns"],
        "of": last in lists["on_nouns"],
        "to": bool(lists["sent"].intersection(lead)),
        "from": bool(lists["taken"].intersection(lead)),
    }
    if firm.get(word):
        return Role.THERE
    return plain if word == "of" else Role.ASIDE


def _preposition(text: str, floor: int, position: int) -> tuple[str | None, list[str]]:
    """The preposition that governs the noun phrase around a position, if any, and the words that lead up to it."""
    frame = frames()
    piece = text[max(floor, position - LOOK_BACK) : position]
    cut = PIECE.match(piece)
    lead = [word.strip("'’.“”\"").lower() for word in (piece[cut.end() :] if cut else piece).split()]
    back, reach = 1, REACH
    while back <= min(reach, len(lead)):
        word = lead[-back]
        if word == "of" and len(lead) > back and lead[-back - 1] in frame.kinds | frame.lists["directions"]:
            reach, back = back + REACH, back + 1
        elif word in frame.prepositions:
            return word, lead[:-back]
        elif word in frame.lists["stoppers"] or word in frame.lists["striking"]:
            return None, lead[: len(lead) - back + 1]
        back += 1
    return None, lead
