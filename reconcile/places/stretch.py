"""A stretch of text as its capitalised words, and the names of the gazetteer that begin at each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from reconcile.places.gazetteer import Kind, Place, exists, fold, gazetteer, known, plain
from reconcile.places.naming import Vocabulary, vocabulary

BIG = 250_000  # a city of this size needs nothing beside its name
LONGEST = 45  # characters of a name
HEADLINE = 300  # characters of a heading set in capitals
RUN = 5  # words of a name that no gazetteer has
TOKEN = regex.compile(
    r"(?<![\p{L}\p{N}])"
    r"(?:(?:\p{Lu}\.){2,}|(?:St|Mt|Ft|Ste)\.|\p{Lu}[\p{L}\p{M}]*+(?:['’ʼ‘`](?!s\b)\p{L}[\p{L}\p{M}]*+)*+)"
)
BREAK = regex.compile(r"[,;:()\[\]\"“”/|!?—–•]|\n\s*\n|(?<!St|Mt|Ft)\.\s")
LOWER = regex.compile(r"(?<![\p{L}])\p{Ll}{4,}")
GAPS = frozenset({" ", "-", "\n", "\xa0", ". "})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A place named in the text: its span, its name as it is written out, its kind, its country's code if known."""

    start: int
    end: int
    name: str
    kind: Kind
    country: str | None


@dataclass(frozen=True, slots=True)
class Token:
    """A capitalised word and its folded form."""

    start: int
    end: int
    word: str
    key: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A name of the gazetteer, from one token to another; no places when it only holds a place's name."""

    first: int
    last: int
    key: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """The text being read, its capitalised words, the name that begins at each, and whether it is a heading in
    capitals."""

    text: str
    start: int
    end: int
    words: Vocabulary
    tokens: tuple[Token, ...]
    hits: tuple[Hit | None, ...]
    titled: bool


def read(text: str, start: int, end: int, language: str = "en") -> Stretch:
    """The capitalised words of `text[start:end]` and the names among them."""
    tokens = tuple(_token(match) for match in TOKEN.finditer(text, start, end))
    words = vocabulary(language)
    hits = tuple(_hit(text, tokens, index, words, language) for index in range(len(tokens)))
    return Stretch(text, start, end, words, tokens, hits, _is_titled(text, start, end, len(tokens)))


def _is_titled(text: str, start: int, end: int, capitals: int) -> bool:
    """Whether this is a heading with capitals throughout, where a capital says nothing."""
    if end - start > HEADLINE or capitals < 4 or text[start:end].rstrip(" \n\"'”’)").endswith((".", "!", "?", ",")):
        return False
    return sum(1 for _ in LOWER.finditer(text, start, end)) * 2 < capitals


def _token(match: regex.Match[str]) -> Token:
    word = match.group()
    key = word.lower() if word.isascii() and word.isalpha() and word != "St" else fold(word)
    return Token(match.start(), match.end(), word, key)


def _hit(text: str, tokens: Sequence[Token], first: int, words: Vocabulary, language: str) -> Hit | None:
    """The longest name of the gazetteer that begins with this word."""
    book, token = gazetteer(language), tokens[first]
    count = book.longest.get(token.key, 0)
    if text.startswith(("'s ", "’s "), token.end):
        count = max(count, book.longest.get(token.key + "s", 0))  # "Cox's Bazar"
    for last in range(min(first + count, len(tokens)) - 1, first, -1):
        key = _phrase(text, token.start, tokens[last].end)
        if key in words.blocked:
            return Hit(first, last, key, ())
        if key and exists(key):
            return Hit(first, last, key, known(key))
    place = book.acronyms.get(token.word)
    if place is not None:
        return Hit(first, first, fold(place.name), (place,))
    if token.key in words.abbreviations and text[token.start - 2 : token.start] == ", ":
        return Hit(first, first, token.key, known(fold(words.abbreviations[token.key])))
    shouted = token.word.isupper() and len(token.word) < 4
    if not count or shouted or token.key in words.small or not exists(token.key):
        return None
    return Hit(first, first, token.key, known(token.key))


def _phrase(text: str, start: int, end: int) -> str:
    """The folded name that a stretch may be, with the 's of "St. John's"; nothing where punctuation breaks it."""
    if end - start > LONGEST or BREAK.search(text[start:end].replace("D.C.", "DC")):
        return ""
    owned = fold(text[start:end] + "s") if text.startswith(("'s", "’s"), end) else ""
    return owned if owned and exists(owned) else fold(" ".join(text[start:end].split()))


def weak(hit: Hit | None) -> bool:
    """Whether a name is only that of a lesser city, and so may as well be a person's or part of another name."""
    return hit is not None and bool(hit.places) and all(0 < place.population < BIG for place in hit.places)


def adjacent(stretch: Stretch, index: int) -> bool:
    """Whether the next token follows this one with nothing but a space or a hyphen between."""
    if not 0 <= index < len(stretch.tokens) - 1:
        return False
    return stretch.text[stretch.tokens[index].end : stretch.tokens[index + 1].start] in GAPS


def run_end(stretch: Stretch, first: int) -> int:
    """The last token of the run of unknown capitalised words that starts here; before `first` if none does."""
    if not _free(stretch, first):
        return first - 1
    last = first
    while last - first < RUN - 1 and adjacent(stretch, last) and _free(stretch, last + 1):
        if stretch.tokens[last + 1].key in stretch.words.titles:
            break
        last += 1
    return last if last > first or stretch.hits[first] is None else first - 1


def _free(stretch: Stretch, index: int) -> bool:
    """Whether a token may be part of a name that the gazetteer has not."""
    token, words, hit = stretch.tokens[index], stretch.words, stretch.hits[index]
    if hit is not None and not (weak(hit) and hit.first == hit.last):
        return False
    return token.key not in words.small and token.key not in words.times and token.key not in words.directions


def word_before(stretch: Stretch, position: int) -> str:
    """The word right before a position, without a full stop; nothing where punctuation parts them."""
    lead = stretch.text[max(stretch.start, position - 24) : position]
    if not lead or not lead[-1].isspace() or lead.isspace():
        return ""
    word = lead.split()[-1].removesuffix(".")
    return word if word[-1:].isalpha() else ""


def written(text: str, start: int, end: int) -> str:
    """A name as it stands in the text, in plain letters and single spaces."""
    return " ".join(plain(text[start:end]).split())


def opens(stretch: Stretch, first: int, last: int) -> bool:
    """Whether the tokens are the dateline that a report opens with: "KABUL Afghan police", "Kabul (Agency) -"."""
    head, tail = stretch.tokens[first], stretch.tokens[last]
    lead = stretch.text[stretch.start : head.start]
    if lead.strip(" \n/-*") and not lead.isupper():
        return False
    shouted = stretch.text[head.start : tail.end].isupper() and len(stretch.tokens) > last + 1
    if shouted and stretch.tokens[last + 1].word.isupper() and len(stretch.tokens[last + 1].word) > 1:
        return contained(stretch, last)
    return shouted or stretch.text[tail.end : tail.end + 3].strip().startswith(("—", "–", "--", "("))


def contained(stretch: Stretch, last: int) -> bool:
    """Whether a comma and the name of a country or region follow: "Elko, Nevada"."""
    hit = stretch.hits[last + 1] if last + 1 < len(stretch.tokens) else None
    if hit is None or stretch.text[stretch.tokens[last].end : stretch.tokens[hit.first].start].strip() != ",":
        return False
    wide = any(place.kind in (Kind.COUNTRY, Kind.REGION) for place in hit.places)
    return wide and not stretch.text.startswith(("'s", "’s"), stretch.tokens[hit.last].end)
