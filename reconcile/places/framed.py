"""Names that no gazetteer has, in text: places by the words around them, or persons."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from reconcile.places.gazetteer import Kind, fold
from reconcile.places.listed import AFTER, CLIPPED
from reconcile.places.naming import kind_of, vocabulary
from reconcile.places.stretch import Mention, Stretch, adjacent, article, contained, kind_after, opens, written

OWNER = regex.compile(r"['’]s?(?![\p{L}])")
LEAD = 48  # characters before a name in which the words that make it a place stand
ACRONYM = 5  # letters below which capitals are an abbreviation
ANEW = (" ", ",")  # what stands between a name and what is said of it
OF = frozenset({"of", "called", "named"})
BEFORE_OF = OF | {"the"}
LEADS = BEFORE_OF | {"on"}


def framed(stretch: Stretch, first: int, last: int, before: str) -> Mention | None:
    """A run of unknown capitalised words as a mention, where the words around them say that it is a place.

    `before` is the word in front of them, in lower case.
    """
    if not _may_frame(stretch, first, last, before):
        return None
    text = stretch.text
    start, end = stretch.starts[first], stretch.ends[last]
    word = _frame(stretch, first, last, before)
    if word is None:
        return None
    tail = kind_after(stretch, end)
    if tail is not None and not (stretch.titled and tail["kind"].islower()):
        end = tail.end()
    start -= article(text, start)
    name = written(text, start, end)
    name = name.title() if name.isupper() else name
    return Mention(start=start, end=end, name=name, kind=kind_of(word), country=None)


def headed(stretch: Stretch, index: int) -> Mention | None:
    """A site that is named after a place of the gazetteer: "Lake Tanganyika", "Mount Kenya", "Camp Victoria"."""
    words, after = stretch.words, index + 1
    hit = stretch.hits[after] if stretch.keys[index] in words.heads and adjacent(stretch, index) else None
    own = stretch.hits[index]
    if hit is None or hit.last != after or not hit.places or own is not None and own.last > index:
        return None
    if hit.places[0].kind is Kind.DEMONYM:
        return None
    start, end = stretch.starts[index], stretch.ends[after]
    return Mention(start=start, end=end, name=written(stretch.text, start, end), kind=Kind.SITE, country=None)


def base(name: str) -> str:
    """A name, folded, without the words for its kind: "kilda" of "Kilda National Wildlife Refuge"."""
    words, parts = vocabulary(), fold(name).split()
    while len(parts) > 1 and parts[-1] in words.tails:
        parts.pop()
    return " ".join(parts)


def borrowed(name: str) -> bool:
    """Whether a site bears the name of the town beside it, so that the bare name is not the site's: "Kara river"."""
    return name.rpartition(" ")[2].lower() in vocabulary().namesakes


def described(stretch: Stretch, start: int) -> bool:
    """Whether a preposition and what only a place can be lead to a name: "in the disputed Orabe"."""
    return stretch.words.described.search(stretch.text, max(stretch.start, start - LEAD), start) is not None


def person(stretch: Stretch, first: int, last: int, before: str) -> tuple[str, ...]:
    """The folded names of a run that the words around it show to be a person's: all of it, and its last word.

    Who is said to speak is none right behind "in": "villagers in Orabe said".
    """
    words, text, end = stretch.words, stretch.text, stretch.ends[last]
    keys = stretch.keys[first : last + 1]
    titled = before in words.titles or keys[0] in words.titles
    if titled or before not in words.naming and text[end : end + 1] in ANEW and words.says.match(text, end):
        return " ".join(keys), keys[-1]
    return ()


def _may_frame(stretch: Stretch, first: int, last: int, before: str) -> bool:
    """Whether a word before a run of unknown words, behind it or in it can make it a place."""
    words, keys = stretch.words, stretch.keys
    if keys[first] in words.towns and first and stretch.hits[first - 1] is not None and adjacent(stretch, first - 1):
        return False  # "Orabe [City airport]"
    if before in LEADS or before in words.supporting or before in words.naming:
        return True
    if last > first and (keys[last] in words.kinds or keys[first] in words.heads):
        return True
    if last + 1 < len(keys) and stretch.hits[last + 1] is not None:
        return True
    return kind_after(stretch, stretch.ends[last]) is not None


def _behind_of(text: str, start: int) -> bool:
    """Whether "of" stands in front of a name, with or without an article."""
    lead = text[max(0, start - 30) : start].lower().split()
    return bool(lead) and (lead[-1] in OF or lead[-1] == "the" and len(lead) > 1 and lead[-2] in OF)


def _frame(stretch: Stretch, first: int, last: int, before: str) -> str | None:
    """The word that says what kind of place a run of unknown words names, if any does."""
    text, words = stretch.text, stretch.words
    start, end = stretch.starts[first], stretch.ends[last]
    keys = stretch.keys[first : last + 1]
    town = len(keys) > 1 and keys[-1] in words.towns and before in words.naming | words.placelike  # "in Muslim Town"
    own = [key for key in keys if key not in words.kinds]
    if own and words.school_middles.issuperset(own):
        return None
    if keys[0] in words.no_names and not town or end - start < ACRONYM and text[start:end].isupper():
        return None
    if before in BEFORE_OF and _behind_of(text, start):
        of = words.of.search(text, max(stretch.start, start - 30), start)
        if of is not None and of["kind"].lower() in words.dwellers:
            return "town"
        if of is not None:
            return str(of["kind"]) if of["kind"].islower() or of["kind"].lower() not in words.sites else None
    if stretch.titled:
        return None
    return _own_kind(stretch, first, last, keys) or _placed(stretch, first, last, keys, before)


def _own_kind(stretch: Stretch, first: int, last: int, keys: Sequence[str]) -> str | None:
    """The kind word in the name or right after it: "Dora district", "Lake Kivu", "Mori refugee camp"."""
    text, words = stretch.text, stretch.words
    if len(keys) > 1 and keys[-1] in words.kinds:
        return keys[-1]
    tail = kind_after(stretch, stretch.ends[last])
    if tail is not None and len(keys) > 1 and keys[-1] in words.no_names:  # "the Orabian Muslim community"
        return None
    if tail is not None:  # a sentence may open with "Nearby hospitals"
        opening = not text[stretch.start : stretch.starts[first]].strip(" \n\"'“‘*-—–•#")
        return None if opening and len(keys) == 1 and kind_of(tail["kind"]) is Kind.SITE else str(tail["kind"])
    if len(keys) > 1 and keys[0] in words.heads:
        return keys[0] if keys[0] in words.sites else "island"
    return None


def _placed(stretch: Stretch, first: int, last: int, keys: Sequence[str], before: str) -> str | None:
    """Whether a preposition, an apposition or a dateline makes a place of a run of unknown words; its kind word."""
    text, words = stretch.text, stretch.words
    start, end = stretch.starts[first], stretch.ends[last]
    supported, naming = before in words.supporting, before in words.naming
    naming = naming or before in words.inside and article(text, start) > 0
    opening = before == "at" and text[stretch.start : start].strip(" \n\"'“‘*-—–•#").lower() == before
    if opening and words.goes_on.match(text, end) and words.no_names.isdisjoint(keys):
        return "building"  # "at Sacred Heart, where surgeons"
    stands = supported or naming or before == "on" or contained(stretch, last)
    if not stands or words.no_names.intersection(keys) or OWNER.match(text, end) or CLIPPED.match(text, end):
        return None
    if (supported or naming) and words.distant.match(text, end):
        return "town"
    apposed = words.apposed.match(text, end) if supported else None
    if apposed is not None:
        return str(apposed["kind"])
    if contained(stretch, last) and (supported or opens(stretch, first, last)):
        return "town"
    if before == "on" and words.attacks.search(text, max(stretch.start, start - LEAD), start):
        return "town"
    if not naming or len(keys) > 3 or text[start:end].isupper() or "." in text[start:end]:
        return None
    after = AFTER.match(text, end)
    doing = after is not None and after["word"].lower() in words.no_town
    return "town" if not doing or words.says.match(text, end) else None
