"""Words that point back to a place: "the country", "the Turkish capital", "Turkey's southeast", "there"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import regex

from reconcile.model import Span
from reconcile.places.cues import Role, counts, next_word, preposition
from reconcile.places.frames import between, lists, pointing
from reconcile.places.gazetteer import Kind, fold, known
from reconcile.places.naming import WAYS

LEAD = 60  # characters from a noun that points back to the article in front of it, or to its end
NAMED_NEXT = regex.compile(r"\s+(?:of\b|\p{Lu})")


class Pointer(NamedTuple):
    """Words that point back to a place: which kind of place, by which noun, and how the sentence speaks of it."""

    start: int
    end: int
    sort: str
    noun: str
    role: Role


def pointers(text: str, sentence: Span) -> Iterator[Pointer]:
    """The words of a sentence that point back to a place, unless its name comes with them."""
    frame, start = pointing(), sentence[0]
    hints = list(frame.hints.finditer(text[slice(*sentence)].lower()))
    nouns = [hint.start() for hint in hints if hint.group() not in WAYS]
    if nouns:
        yield from _nouns(text, start, max(start, start + nouns[0] - LEAD), min(sentence[1], start + nouns[-1] + LEAD))
    if len(nouns) < len(hints):
        for match in frame.ways.finditer(text, *sentence):
            way = match["way"].lower()
            noun = f"{way}ern" if match["whole"] else way
            role = _owned_way(text, start, match.start()) if match["owner"] else Role.THERE
            yield Pointer(match.start(), match.end(), "direction", noun, role)


def _nouns(text: str, floor: int, start: int, end: int) -> Iterator[Pointer]:
    """ "The country", "the Turkish capital", "Turkey's capital", "there"; `floor` is where the sentence begins."""
    frame = pointing()
    for match in frame.nouns.finditer(text, start, end):
        noun = match["noun"].lower()
        sort = frame.sorts[noun]
        described = sort == "country" or not match["between"] or _only_describes(match["between"])
        names_it = not described or NAMED_NEXT.match(text, match.end())
        if names_it or sort == "any" and next_word(text, match.end()) in lists()["being"]:
            continue
        word, lead = preposition(text, floor, match.start())
        left = word is None and bool(lead) and lead[-1] in lists()["leaving"] | lists()["departed"]
        inside = word in lists()["inside"] and lead[-1:] != ["from"]
        there = left or noun.endswith("wide") or sort == "any" or inside
        there = there or counts(text, match.end()) or sort == "country" and _tallied(text, match.end())
        plain = Role.NAMED if sort == "country" else Role.OWNER if word in (None, "of") else Role.ASIDE
        role = Role.THERE if there else Role.NAMED if _ruled(text, match.end()) else plain
        yield Pointer(match.start(), match.end(), sort, noun, role)
    for match in frame.owned.finditer(text, start, end):
        if not NAMED_NEXT.match(text, match.end()):
            word, _ = preposition(text, floor, match.start())
            role = Role.THERE if word in lists()["inside"] else Role.OWNER
            yield Pointer(match.start(), match.end(), "capital", match["noun"], role)


def _owned_way(text: str, floor: int, position: int) -> Role:
    """How a sentence speaks of what lies one way in a country that it names: "in Turkey['s southeast]"."""
    word, lead = preposition(text, floor, position)
    struck = len(lead) > 1 and lead[-2] in lists()["striking"]
    return Role.THERE if word in lists()["inside"] or word == "on" or struck else Role.OWNER


def _only_describes(phrase: str) -> bool:
    """Whether the words between "the" and its noun are adjectives: "the [Turkish] capital", not "the [Swat] valley"."""
    for word in phrase.split():
        places = known(fold(word)) if word[0].isupper() and not word.endswith(("'s", "’s")) else ()
        if word[0].isupper() and not (places and places[0].kind is Kind.DEMONYM):
            return False
    return True


def _tallied(text: str, position: int) -> bool:
    """Whether what is counted in all of a place follows: "the country's [death toll]"."""
    return between().tallied.match(text, position) is not None


def _ruled(text: str, position: int) -> bool:
    """Whether someone who speaks for a place follows: "the state's [health minister]"."""
    return between().ruled.match(text, position) is not None
