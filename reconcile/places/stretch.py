"""A stretch of text as its capitalised words, and the names of the gazetteer that begin at each."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import NamedTuple

import regex

from reconcile.places.gazetteer import NAMES, Kind, Place, exists, fold, gazetteer, known, plain
from reconcile.places.naming import Vocabulary, vocabulary

BIG = 250_000  # a city of this size needs nothing beside its name
LONGEST = 45  # characters of a name
HEADLINE = 300  # characters of a heading set in capitals
RUN = 5  # words of a name that no gazetteer has
TOKEN = regex.compile(
    r"(?=\p{Lu})(?<![\p{L}\p{N}])"
    r"(?:(?:\p{Lu}\.){2,}|(?:St|Mt|Ft|Ste)\.|\p{Lu}[\p{L}\p{M}]*+(?:['’ʼ‘`](?!s\b)\p{L}[\p{L}\p{M}]*+)*+)"
)
BREAK = regex.compile(r"[,;:()\[\]\"“”/|!?—–•]|\n\s*\n|(?<!St|Mt|Ft)\.\s")
BREAKS = frozenset(",;:()")
LOWER = regex.compile(r"(?<![\p{L}])\p{Ll}{4,}")
NEXT_WORD = regex.compile(r"[ \xa0\n-](\p{L}++)")
ARTICLE = regex.compile(r"(?<![\p{L}-])(?:[ae]l|a[dnrstz]|ash)-$")
OWNED = ("'s", "’s")
GAPS = frozenset({" ", "-", "\n", "\xa0", ". "})


class Mention(NamedTuple):
    """A place named in the text: its span, its name as it is written out, its kind, its country's code if known."""

    start: int
    end: int
    name: str
    kind: Kind
    country: str | None


class Hit(NamedTuple):
    """A name of the gazetteer, from one token to another; no places when it only holds a place's name."""

    first: int
    last: int
    key: str
    places: tuple[Place, ...]


class Stretch(NamedTuple):
    """The text being read, its capitalised words in parallel lists, and whether it is a heading in capitals.

    `starts` and `ends` are where they stand, `keys` their folded forms, `hits` the name that begins at each.
    """

    text: str
    start: int
    end: int
    words: Vocabulary
    starts: list[int]
    ends: list[int]
    capitals: list[str]
    keys: list[str]
    hits: list[Hit | None]
    titled: bool


class Word(NamedTuple):
    """What a capitalised word can be by itself: its folded form, the words of the longest name that it begins, the same
    with an s behind it, and the name that it is alone; one that is `idle` begins no name."""

    key: str
    longest: int
    owned: int
    alone: tuple[str, tuple[Place, ...]] | None
    idle: bool


class Capitals(NamedTuple):
    """The capitalised words of a text in parallel lists: where they stand, themselves, and what each can be."""

    text: str
    words: Vocabulary
    starts: list[int]
    ends: list[int]
    capitals: list[str]
    found: list[Word]


def capitals(text: str) -> Capitals:
    """The capitalised words of a text, read in one go."""
    matches = list(TOKEN.finditer(text))
    written = [match.group() for match in matches]
    starts, ends = [match.start() for match in matches], [match.end() for match in matches]
    return Capitals(text, vocabulary(), starts, ends, written, [_looked_up(word) for word in written])


def read(every: Capitals, start: int, end: int) -> Stretch | None:
    """The stretch `text[start:end]` and the names in it; None where no capitalised word of it can be part of a name."""
    first = bisect_left(every.starts, start)
    last = bisect_left(every.starts, end, first)
    count = last - first
    if not count or count == 1 and every.capitals[first] in every.words.openers:
        return None
    titled = count > 3 and _is_titled(every.text, start, end, count)
    found = every.found[first:last]
    stretch = Stretch(
        every.text, start, end, every.words, every.starts[first:last], every.ends[first:last],
        every.capitals[first:last], [word.key for word in found], [], titled,
    )
    stretch.hits.extend([None if word.idle else _hit(stretch, index, word) for index, word in enumerate(found)])
    return stretch


@lru_cache(maxsize=NAMES)
def _looked_up(word: str) -> Word:
    """A capitalised word in the gazetteer."""
    book, words, key = gazetteer(), vocabulary(), fold(word)
    longest, owned = book.longest.get(key, 0), book.longest.get(key + "s", 0)
    alone: tuple[str, tuple[Place, ...]] | None = None
    if word in book.acronyms:
        alone = (fold(book.acronyms[word].name), (book.acronyms[word],))
    elif longest and key not in words.small and exists(key) and not (len(word) < 4 and word.isupper()):
        alone = (key, known(key))
    idle = not alone and longest < 2 and owned < 2 and key not in words.abbreviations
    return Word(key, longest, owned, alone, idle)


def _is_titled(text: str, start: int, end: int, capitals: int) -> bool:
    """Whether this is a heading with capitals throughout, where a capital says nothing."""
    if end - start > HEADLINE or text[start:end].rstrip(" \n\"'”’)").endswith((".", "!", "?", ",")):
        return False
    return sum(1 for _ in LOWER.finditer(text, start, end)) * 2 < capitals


def _hit(stretch: Stretch, first: int, word: Word) -> Hit | None:
    """The longest name of the gazetteer that begins with this word."""
    text, count, start, end = stretch.text, word.longest, stretch.starts[first], stretch.ends[first]
    if word.owned > count and text[end : end + 3] in ("'s ", "’s "):
        count = word.owned  # "Cox's Bazar"
    if count > 1 and (hit := _phrase_hit(stretch, first, count)):
        return hit
    short = stretch.words.abbreviations.get(word.key)
    if short and stretch.capitals[first] not in gazetteer().acronyms and text[start - 2 : start] == ", ":
        return Hit(first, first, word.key, known(fold(short)))
    return Hit(first, first, *word.alone) if word.alone else None


def _phrase_hit(stretch: Stretch, first: int, count: int) -> Hit | None:
    """The longest name of two to `count` words that begins with this one."""
    if stretch.text[stretch.ends[first] : stretch.ends[first] + 1] in BREAKS:
        return None
    for last in range(min(first + count, len(stretch.keys)) - 1, first, -1):
        key = _phrase(stretch.text, stretch.starts[first], stretch.ends[last])
        if key in stretch.words.blocked:
            return Hit(first, last, key, ())
        if key and exists(key):
            return Hit(first, last, key, known(key))
    return None


def _phrase(text: str, start: int, end: int) -> str:
    """The folded name that a stretch may be, with the 's of "St. John's"; nothing where punctuation breaks it."""
    if end - start > LONGEST or BREAK.search(text[start:end].replace("D.C.", "DC")):
        return ""
    owned = fold(text[start:end] + "s") if text[end : end + 2] in OWNED else ""
    return owned if owned and exists(owned) else fold(" ".join(text[start:end].split()))


def weak(hit: Hit | None) -> bool:
    """Whether a name is only that of a lesser city, and so may as well be a person's or part of another name."""
    if hit is None or not hit.places or not 0 < hit.places[0].population < BIG:
        return False
    return all(0 < place.population < BIG for place in hit.places[1:])


def adjacent(stretch: Stretch, index: int) -> bool:
    """Whether the next token follows this one with nothing but a space or a hyphen between."""
    if not 0 <= index < len(stretch.keys) - 1:
        return False
    return stretch.text[stretch.ends[index] : stretch.starts[index + 1]] in GAPS


def run_end(stretch: Stretch, first: int) -> int:
    """The last token of the run of unknown capitalised words that starts here; before `first` if none does."""
    if not _free(stretch, first):
        return first - 1
    last = first
    while last - first < RUN - 1 and adjacent(stretch, last) and _free(stretch, last + 1):
        after = stretch.keys[last + 1]
        if after in stretch.words.titles or stretch.hits[last] is not None and after in stretch.words.happenings:
            break
        last += 1
    return last if last > first or stretch.hits[first] is None else first - 1


def _free(stretch: Stretch, index: int) -> bool:
    """Whether a token may be part of a name that the gazetteer has not."""
    hit = stretch.hits[index]
    if hit is not None and not (hit.first == hit.last and weak(hit)):
        return False
    return stretch.keys[index] not in stretch.words.apart


def article(text: str, position: int) -> int:
    """The length of an Arabic article that is part of the name at a position: "al-", "ash-"."""
    if text[position - 1 : position] != "-":
        return 0
    found = ARTICLE.search(text, max(0, position - 5), position)
    return len(found[0]) if found is not None else 0


def word_before(stretch: Stretch, position: int) -> str:
    """The word right before a position, without a full stop; nothing where punctuation parts them."""
    back = position - 24
    lead = stretch.text[back if back > stretch.start else stretch.start : position]
    if lead[-1:] == "-":
        lead = lead[: len(lead) - article(stretch.text, position)]
    words = lead.rsplit(None, 1) if lead[-1:].isspace() else ()
    word = words[-1].removesuffix(".") if words else ""
    return word if word[-1:].isalpha() else ""


def kind_after(stretch: Stretch, end: int) -> regex.Match[str] | None:
    """The words right behind a name that say what kind of place it is: "Hakkari [province]", "Mori [refugee camp]"."""
    word = NEXT_WORD.match(stretch.text, end)
    if word is None or word[1].lower() not in stretch.words.tails:
        return None
    tail = stretch.words.tail.match(stretch.text, end)
    return tail if tail is None or tail[0].strip().lower() not in stretch.words.services else None


def happening_after(text: str, end: int, words: Vocabulary) -> bool:
    """Whether what happened at a place stands right behind its name: "the Orabe [factory fire]"."""
    word = NEXT_WORD.match(text, end)
    return word is not None and word[1].lower() in words.event_words and words.happening.match(text, end) is not None


def written(text: str, start: int, end: int) -> str:
    """A name as it stands in the text, in plain letters and single spaces."""
    return " ".join(plain(text[start:end]).split())


def opens(stretch: Stretch, first: int, last: int) -> bool:
    """Whether the tokens are the dateline that a report opens with: "KABUL Afghan police", "Kabul (Agency) -"."""
    start, end, n = stretch.starts[first], stretch.ends[last], len(stretch.keys)
    lead = stretch.text[stretch.start : start]
    if lead.strip(" \n/-*") and not lead.isupper():
        return False
    shouted = stretch.text[start:end].isupper() and n > last + 1
    if shouted and stretch.capitals[last + 1].isupper() and len(stretch.capitals[last + 1]) > 1:
        return contained(stretch, last)
    return shouted or stretch.text[end : end + 3].strip().startswith(("—", "–", "--", "("))


def contained(stretch: Stretch, last: int) -> bool:
    """Whether a comma and the name of a country or region follow: "Elko, Nevada"."""
    hit = stretch.hits[last + 1] if last + 1 < len(stretch.keys) else None
    if hit is None or stretch.text[stretch.ends[last] : stretch.starts[hit.first]].strip() != ",":
        return False
    wide = any(place.kind in (Kind.COUNTRY, Kind.REGION) for place in hit.places)
    end = stretch.ends[hit.last]
    return wide and stretch.text[end : end + 2] not in OWNED
