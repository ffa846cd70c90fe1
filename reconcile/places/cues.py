"""How a sentence speaks of the places in it: as where things are, as whose they are, or in passing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import cache
from itertools import zip_longest
from typing import NamedTuple

import regex

from reconcile.model import Span
from reconcile.places.frames import between, lists
from reconcile.places.gazetteer import Kind, capital_of, fold, gazetteer, known
from reconcile.places.naming import vocabulary
from reconcile.places.stretch import Mention, happening_after

LOOK_BACK = 110
LEAD = 60  # characters before a people in which "in several" stands
REACH = 7  # words between a preposition and the name it governs
CUT = re.compile(r",(?!\d)|[;:()—–]|\.\s|-(?<=\s-)\s")  # `re`, which here takes half the time
NEXT = regex.compile(r"(?P<owner>['’]s?)?\s+(?P<word>\p{L}+)")
LISTED = frozenset({",", "and", "or", "/", ", and", ", or", "&", "and in", ", in", "and at", "-"})
OPENING = " \n\t*#•–—-\"'“‘"
CLOSING = regex.compile(
    r"\s*(?:—|–|--|\(|, \p{Lu}\p{L}+\.? (?:\d\d? )?(?:—|–|--|-|\()"
    r"|, (?:\p{Lu}\p{L}+\.? \d\d?|\d\d? \p{Lu}\p{L}+)(?:, \d{4})?[ \t]*(?:\n|$))"
)
COUNTED = regex.compile(r"\d $")
TOWNS = (Kind.CITY, Kind.SITE)
INSIDE = (Kind.REGION, *TOWNS)
TOWARD = ("toward", "towards")
OUTSIDE = ("near", "off", "outside")
COUNTING = 6  # words after a place within which it counts
OWNER = 30  # characters before a name in which its owner stands
ACRONYM = 5  # letters below which capitals are an abbreviation


class Role(IntEnum):
    """How firmly a sentence puts things at a place it names, firmest first."""

    THERE = 0
    OWNER = 1
    DATELINE = 2
    NAMED = 3
    ASIDE = 4
    FOLK = 5


class Cue(NamedTuple):
    """A place in a sentence and how the sentence speaks of it; `hedged`: "mainly in" it, or "across" it."""

    mention: Mention
    role: Role
    hedged: bool = False


def cues(text: str, sentence: Span, found: Sequence[Mention]) -> tuple[Cue, ...]:
    """Each mention of a sentence with its role; "mainly in X" speaks of X's country."""
    out: list[Cue] = []
    for mention in found:
        out.append(_cue(text, sentence, mention, out[-1] if out else None))
    return tuple(out)


def country_of(code: str | None) -> str | None:
    """The name of the country with this code."""
    return _country_names().get(code) if code else None


@cache
def _country_names() -> dict[str, str]:
    places = (place for found in gazetteer().named.values() for place in found)
    return {place.country: place.name for place in places if place.kind is Kind.COUNTRY and place.country}


def capital(mention: Mention) -> bool:
    """Whether a mention is of its country's capital."""
    return mention.kind is Kind.CITY and mention.country is not None and capital_of(mention.country) == mention.name


def _cue(text: str, sentence: Span, mention: Mention, before: Cue | None) -> Cue:
    """The role of a mention, by the words around it and, in a list, by the role of the one before."""
    if mention.kind is Kind.DEMONYM:
        home = _settled_by(text, sentence[0], mention)
        return Cue(home, Role.THERE) if home is not None else Cue(mention, Role.FOLK)
    if _dateline(text, sentence, mention):
        return Cue(mention, Role.NAMED if capital(mention) else Role.DATELINE)  # a bureau more often than the scene
    if before is not None and before.role is not Role.FOLK:
        gap = text[before.mention.end : mention.start].strip()
        if gap in LISTED or before.mention.end > mention.start:
            return Cue(mention, before.role)
        holds = before.role is Role.ASIDE and mention.kind in (Kind.REGION, Kind.COUNTRY)
        holds = holds and before.mention.kind is not Kind.COUNTRY and _may_hold(mention, before.mention)
        if holds and between().holding.fullmatch(gap):
            return Cue(mention, Role.ASIDE)  # "from Osh, in southern Kyrgyzstan"
        if before.role is Role.THERE and " of" in gap and between().bearing.fullmatch(gap):
            return Cue(mention, Role.ASIDE)  # "in Osh, south of Bishkek"
    word, lead = preposition(text, sentence[0], mention.start)
    if mention.name in lists()["seats"] and word not in lists()["inside"]:
        return Cue(mention, Role.ASIDE)
    among = _among_others(text, mention) if mention.kind in TOWNS else None
    inside = word in lists()["inside"] or word == "of" and lead[-1:] == ["streets"]
    if inside and (among or _hedged(lead)) and mention.country:
        return Cue(_broader(mention, among), Role.THERE, hedged=True)
    if among and word in ("of", None):
        return Cue(mention, Role.ASIDE)  # "flattened parts of Osh and other towns"
    if mention.kind in INSIDE and COUNTED.search(text, max(sentence[0], mention.start - ACRONYM), mention.start):
        return Cue(mention, _described(text, mention, Role.OWNER))  # "more than 400 Osh families"
    if mention.kind is not Kind.WIDE and between().where.match(text, mention.end):
        return Cue(mention, Role.THERE)
    if mention.kind not in (Kind.WIDE, Kind.COUNTRY) and happening_after(text, mention.end, vocabulary()):
        return Cue(mention, Role.ASIDE if word == "of" and _remembered(lead) else Role.THERE)
    role = _described(text, mention, _governed(text, mention, word, lead))
    return Cue(mention, role, hedged=role is Role.THERE and _all_over(text, mention, word))


def _all_over(text: str, mention: Mention, word: str | None) -> bool:
    """Whether things are put at many places of a country at once: "across Chad", "in Chadian cities"."""
    if mention.kind is not Kind.COUNTRY:
        return False
    return word in lists()["all_over"] or next_word(text, mention.end).strip(",.;:") in lists()["settlements"]


def _may_hold(outer: Mention, inner: Mention) -> bool:
    """Whether nothing is known of two places that puts them in two countries: not "beyond Oslo, in Sweden"."""
    return outer.country is None or inner.country is None or outer.country == inner.country


def _hedged(lead: Sequence[str]) -> bool:
    """Whether what leads to "in" puts only most of the counted there: "mainly in", "most of them in", "most of the 40
    dead were in"."""
    if not lead or lists()["mostly"].isdisjoint(lead):
        return bool(lead) and lead[-1] in lists()["hedges"]
    first = max(at for at, word in enumerate(lead) if word in lists()["mostly"])
    of = lead[first + 1 : first + 3]
    told = of[:1] == ["of"] and (of[1:] == lead[-1:] or lead[-1] in lists()["was"])
    return told or lead[-1] in lists()["hedges"]


def _among_others(text: str, mention: Mention) -> regex.Match[str] | None:
    """What shows that a place is only one of several: "in Osh [and other towns]"."""
    plainly = text.startswith((" and ", ", "), mention.end)
    return between().elsewhere_too.match(text, mention.end) if plainly else None


def _settled_by(text: str, floor: int, people: Mention) -> Mention | None:
    """The country or region in whose towns things are, by its people: "in several Libyan cities"."""
    after = NEXT.match(text, people.end)
    if after is None or after["owner"] or after["word"] not in lists()["settlements"]:
        return None
    lead = between().many.search(text, max(floor, people.start - LEAD), people.start)
    if lead is None or lists()["inside"].isdisjoint(lead[0].lower().split()):
        return None
    return _home(people)


def _home(people: Mention) -> Mention | None:
    """The country or region of a people."""
    owner = next((place for place in known(fold(people.name)) if place.kind is not Kind.DEMONYM), None)
    return people._replace(kind=owner.kind) if owner is not None else None


def _broader(mention: Mention, others: regex.Match[str] | None) -> Mention:
    """The mention as one of its country, or of the region whose other towns it is one of: "and other Welsh towns"."""
    adjective = others["whose"] if others is not None else None
    found = known(fold(adjective)) if adjective and adjective[0].isupper() else ()
    home = _home(mention._replace(name=found[0].name)) if found else None
    if home is not None:
        return home
    name = country_of(mention.country) or mention.name
    return Mention(start=mention.start, end=mention.end, name=name, kind=Kind.COUNTRY, country=mention.country)


def _dateline(text: str, sentence: Span, mention: Mention) -> bool:
    """Whether a mention is where the report was filed: capitals, or a dash, bracket or colon, at the very start."""
    written = text[mention.start : mention.end]
    if text[sentence[0] : mention.start].strip(OPENING):
        return False
    if text[mention.end : mention.end + 2] == ": " and mention.kind in (Kind.CITY, Kind.SITE):
        return True
    return written.isupper() and len(written) >= ACRONYM or CLOSING.match(text, mention.end) is not None


def _described(text: str, mention: Mention, role: Role) -> Role:
    """The role, lowered where the name only describes the noun after it: "in a U.S. air strike", "England fans"."""
    after = NEXT.match(text, mention.end) if role is Role.THERE or role is Role.OWNER else None
    if after is None:
        return role
    word, country = after["word"], mention.kind in (Kind.COUNTRY, Kind.WIDE)
    beside = mention.kind is Kind.WIDE and text.startswith(f" {word}", mention.end)
    if beside and (word in lists()["kinds"] or word[0].isupper() and known(fold(word))):
        return Role.NAMED  # "across the Atlantic province"
    if after["owner"]:
        return Role.NAMED if country and word.lower() in lists()["abstract"] else role
    if word in lists()["folk"] or role is Role.OWNER and word in lists()["armed"]:
        return Role.FOLK
    if country and word in lists()["borders"]:
        return Role.NAMED
    if word in lists()["settlements"] or word in lists()["preposition"] or word in between().breaking:
        return role  # "in U.S. cities", "across the U.S. to protest"
    written = text[mention.start : mention.end]
    town = written.rpartition(" ")[2] in vocabulary().towns  # "Kabul city authorities" are no country's
    if role is Role.OWNER and capital(mention) and not town and word.lower() not in lists()["own"]:
        return Role.NAMED
    if word in lists()["homes"] and _owned(text, mention.start):
        return Role.FOLK  # "at the gunman's Orabe home"
    lead = text[max(0, mention.start - 9) : mention.start].lower().split()
    describes = written.isupper() or bool(lead) and lead[-1] in lists()["articles"]
    return Role.NAMED if country and word[0].islower() and describes else role


def _owned(text: str, position: int) -> bool:
    """Whether what a name describes is somebody's: "his Orabe [home]"."""
    lead = text[max(0, position - OWNER) : position].lower().split()[-1:]
    return bool(lead) and (lead[0].endswith(("'s", "’s", "s'", "s’")) or lead[0] in lists()["possessives"])


def _governed(text: str, mention: Mention, word: str | None, lead: Sequence[str]) -> Role:
    """The role that the preposition or verb before a mention, or the verb after it, gives it."""
    plain = Role.NAMED if mention.kind in (Kind.COUNTRY, Kind.WIDE) else Role.OWNER
    last, near, known_words = lead[-1] if lead else "", lead[-5:], lists()
    if word in ("of", "from") and mention.kind is Kind.COUNTRY and last in known_words["tolls"]:
        return Role.THERE  # "the death toll from Nepal's quake"
    if word == "of" and last in known_words["sized"] or mention.kind is Kind.WIDE and _among_the_first(near):
        return Role.ASIDE  # "a stretch the size of Chad", "one of the worst hit countries in Africa"
    if word == "of" and last in known_words["staff"] and between().force.match(text, mention.end):
        return Role.ASIDE  # "officers of the Orabe Police Department"
    if (word is None or word == "of" and last in known_words["kinds"]) and between().befallen.match(text, mention.end):
        return Role.THERE
    if word is None:
        leaves = last in known_words["leaving"] or mention.kind is Kind.COUNTRY and last in known_words["departed"]
        left = leaves and lead[-2:-1] not in (["who"], ["that"]) and not between().bound_for.match(text, mention.end)
        there = left or last in known_words["striking"]
        return Role.THERE if there or counts(text, mention.end) else plain
    if word in known_words["bordering"] and mention.kind is Kind.COUNTRY and last.rstrip("s") in known_words["kinds"]:
        return Role.ASIDE  # "in provinces near Chad"
    if word in known_words["inside"]:
        taken = last == "lives" and not known_words["costing"].isdisjoint(lead[-8:])  # "claimed 12 lives in Orabe"
        aside = last == "from" or last in known_words["elsewhere"] and not taken or _compared(near)
        aside = aside or word in OUTSIDE and not known_words["centres"].isdisjoint(near)  # of the quake "near Orabe"
        return Role.ASIDE if aside or _remembered(lead) or _answered(lead) else Role.THERE
    goes = known_words["leaving"] | known_words["departed"]
    firm = (
        word == "on" and (mention.kind in (Kind.REGION, Kind.SITE) or not known_words["on_nouns"].isdisjoint(near))
        or word == "on" and between().open_air.match(text, mention.end)
        or word == "over" and (last == "all" or mention.kind in INSIDE and last in known_words["contests"])
        or word == "of" and (last in known_words["on_nouns"] or last in known_words["rim"])
        or word == "to" and not known_words["sent"].isdisjoint(lead)
        or word == "from" and (last in known_words["reported"] or not known_words["taken"].isdisjoint(lead))
        or word == "from" and mention.kind in INSIDE and not known_words["snatched"].isdisjoint(lead)
        or word == "to" and mention.kind is not Kind.WIDE and (_bound(lead) or last in known_words["edges"])
        or word in TOWARD and mention.kind in TOWNS and _bound(lead)
        or word == "for" and mention.kind is Kind.COUNTRY and not goes.isdisjoint(lead[-4:-1])
    )
    shown = word == "from" and last in known_words["shown"]
    filmed = shown and mention.kind in INSIDE  # "videos from Orabe show 40 bodies"
    return Role.THERE if firm or filmed else plain if word == "of" or shown else Role.ASIDE


def _among_the_first(near: Sequence[str]) -> bool:
    """Whether the words before "in" rank one country or town among others: "the worst affected countries in"."""
    return near[-1:] != [] and near[-1] in lists()["members"] and not lists()["ranking"].isdisjoint(near)


def _compared(near: Sequence[str]) -> bool:
    """Whether the words before "in" name a place for what others are compared with, or come from: "since the blast in",
    "fleeing war in", but not "the raft that they were fleeing in sank in"."""
    known_words = lists()
    if not known_words["ranking"].isdisjoint(near):
        return True
    after = zip_longest(near, near[1:], fillvalue="")
    return any(word in known_words["origins"] and then not in known_words["inside"] for word, then in after)


def _answered(lead: Sequence[str]) -> bool:
    """Whether the words before "in" tell of what others only answer: "in retaliation for a bombing in"."""
    return not lists()["answers"].isdisjoint(lead) and between().answering.search(" ".join(lead)) is not None


def _remembered(lead: Sequence[str]) -> bool:
    """Whether the words before "in" tell of a death that others only came together over: "a rally for a general killed
    in"."""
    known_words = lists()
    if known_words["fates"].isdisjoint(lead):
        return False
    fate = next(at for at, word in enumerate(lead) if word in known_words["fates"])
    over = max((at for at in range(fate) if _over(lead, at)), default=fate)
    if fate - over > REACH or over == fate or not known_words["turning"].isdisjoint(lead[over:fate]):
        return False
    victims = lead[over] == "for" and lead[fate] in known_words["victims"]
    return victims or lead[over] in known_words["honouring"] or not known_words["occasions"].isdisjoint(lead[:over])


def _over(lead: Sequence[str], at: int) -> bool:
    """Whether what brings people together is told behind a word: "over", "sparked by"."""
    return lead[at] in lists()["over"] or lead[at] == "by" and at > 0 and lead[at - 1] in lists()["sparked"]


def _bound(lead: Sequence[str]) -> bool:
    """Whether the words before "to" tell where people went: "fled", and "... fled to X and 900 others"."""
    last = lead[-1] if lead else ""
    again = last.replace(",", "").isdecimal() or last in lists()["more"]
    return last in lists()["bound"] or again and not lists()["bound"].isdisjoint(lead)


def counts(text: str, position: int) -> bool:
    """Whether a verb of counting follows: "reported 12 deaths", "says it has now recorded"."""
    if not text[position : position + 1].isspace():
        return False
    following = text[position : position + 60].split()[:COUNTING]
    return next((word for word in following if word not in lists()["counting_lead"]), "") in lists()["counting"]


def next_word(text: str, position: int) -> str:
    following = text[position : position + 16].split()
    return following[0] if following else ""


def one_of_many(text: str, place: Mention) -> bool:
    """Whether a place is only that of a hospital, to which victims are brought from anywhere ("at Orabe hospital"), or
    one of many ("in Chad alone")."""
    return next_word(text, place.end).strip(",.;:") in lists()["of_many"]


def preposition(text: str, floor: int, position: int) -> tuple[str | None, list[str]]:
    """The preposition that governs the noun phrase around a position, if any, and the words that lead up to it."""
    known_words, start = lists(), max(floor, position - LOOK_BACK)
    for cut in CUT.finditer(text, start, position):
        start = cut.end()
    lead = [word.strip("'’.“”\"") for word in text[start:position].lower().split()]
    back, reach = 1, REACH
    while back <= min(reach, len(lead)):
        word = lead[-back]
        if word == "of" and len(lead) > back and lead[-back - 1] in known_words["parts"]:
            reach, back = back + REACH, back + 1
        elif word in known_words["preposition"]:
            return word, lead[:-back]
        elif word in known_words["ends"]:
            return None, lead[: len(lead) - back + 1]
        back += 1
    return None, lead
