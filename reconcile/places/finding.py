"""Place names in text: those the gazetteer knows, and those that only the words around them give away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from reconcile.places.gazetteer import Kind, Place, exists, fold, gazetteer, known, plain
from reconcile.places.naming import Vocabulary, kind_of, vocabulary

BIG = 250_000  # a city of this size needs nothing beside its name
LONGEST = 45
TOKEN = regex.compile(
    r"(?<![\p{L}\p{N}])(?:(?:\p{Lu}\.){2,}|(?:St|Mt|Ft|Ste)\.|\p{Lu}[\p{L}\p{M}]*+(?:['’ʼ‘`](?!s\b)\p{L}[\p{L}\p{M}]*+)*+)"
)
BREAK = regex.compile(r"[,;:()\[\]\"“”/|!?—–•]|\n\s*\n|(?<!St|Mt|Ft)\.\s")
CLIPPED = regex.compile(r"-(?!en-|sur-|on-|au-)\p{Ll}+")  # "Dubai-based", "Russia-led" are said of something else
AFTER = regex.compile(r"(?P<owner>['’]s?)?[ \xa0\n-]+(?P<word>[\p{L}'’]+)")
OWNER = regex.compile(r"['’]s?(?![\p{L}])")
SAYS = regex.compile(r",? (?:said|says|told|added|tweeted|wrote|testified)\b|,? \d\d,")
LOWER = regex.compile(r"(?<![\p{L}])\p{Ll}{4,}")
BETWEEN = frozenset({",", ", and", "and", "or", "/", ", or", "&", "-"})


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
    """A capitalised word; `hit` is the last token of the name that begins here and the places it may be."""

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
    """The text being read, its capitalised words, and the name that begins at each, if any."""

    text: str
    start: int
    end: int
    words: Vocabulary
    tokens: tuple[Token, ...]
    hits: tuple[Hit | None, ...]
    titled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What one reading of a stretch found.

    `named` are the names that the words around them made places, by folded name; `pending` are names of unknown
    standing; `people` are names that belong to persons.
    """

    mentions: tuple[Mention, ...]
    named: Mapping[str, Mention]
    pending: tuple[tuple[int, int, str], ...]
    people: frozenset[str]


def mentions(text: str, start: int, end: int) -> tuple[Mention, ...]:
    """The places named in `text[start:end]`, in order; names no gazetteer has count where their frame makes them one."""
    found = scan(text, start, end)
    return settle(found, found.named, found.people)


def settle(found: Scan, named: Mapping[str, Mention], people: frozenset[str]) -> tuple[Mention, ...]:
    """The mentions of a scan without persons, with bare names that are places by their frame elsewhere, each framed name
    written as in `named`."""
    kept = [_as_named(m, named) for m in found.mentions if fold(m.name) not in people or exists(fold(m.name))]
    for start, end, key in found.pending:
        model = named.get(key)
        if model is not None and key not in people:
            kept.append(replace(model, start=start, end=end))
    return tuple(sorted(kept, key=lambda m: m.start))


def _as_named(mention: Mention, named: Mapping[str, Mention]) -> Mention:
    model = named.get(base(mention.name)) if mention.country is None else None
    return replace(mention, name=model.name, kind=model.kind) if model is not None else mention


def scan(text: str, start: int, end: int, language: str = "en") -> Scan:
    """One reading of `text[start:end]`."""
    stretch = _stretch(text, start, end, language)
    found: list[Mention] = []
    named: dict[str, Mention] = {}
    pending: list[tuple[int, int, str]] = []
    people: set[str] = set()
    index = 0
    while index < len(stretch.tokens):
        last = _run_end(stretch, index)
        hit = stretch.hits[index]
        if hit is not None and hit.last >= last:
            mention = _listed(stretch, hit, found)
            index = hit.last + 1
        elif last < index:
            index += 1
            continue
        else:
            mention = _framed(stretch, index, last)
            key = fold(text[stretch.tokens[index].start : stretch.tokens[last].end])
            if mention is not None:
                named.setdefault(base(mention.name), mention)
            else:
                pending.append((stretch.tokens[index].start, stretch.tokens[last].end, key))
                people.update(_person(stretch, index, last))
            index = last + 1
        if mention is not None:
            found.append(mention)
    return Scan(mentions=tuple(found), named=named, pending=tuple(pending), people=frozenset(people))


def _stretch(text: str, start: int, end: int, language: str) -> Stretch:
    tokens = tuple(_token(match) for match in TOKEN.finditer(text, start, end))
    words = vocabulary(language)
    hits = tuple(_hit(text, tokens, index, words, language) for index in range(len(tokens)))
    short = end - start < 300
    open_end = not text[start:end].rstrip(" \n\"'”’)").endswith((".", "!", "?", ","))
    titled = short and open_end and len(tokens) > 3 and sum(1 for _ in LOWER.finditer(text, start, end)) * 2 < len(tokens)
    return Stretch(text, start, end, words, tokens, hits, titled)


def _token(match: regex.Match[str]) -> Token:
    word = match.group()
    key = word.lower() if word.isascii() and word.isalpha() and word != "St" else fold(word)
    return Token(match.start(), match.end(), word, key)


def _hit(text: str, tokens: Sequence[Token], first: int, words: Vocabulary, language: str) -> Hit | None:
    """The longest name of the gazetteer that begins with this word."""
    book, token = gazetteer(language), tokens[first]
    place = book.acronyms.get(token.word)
    count = book.longest.get(token.key, 0)
    if text.startswith(("'s ", "’s "), token.end):
        count = max(count, book.longest.get(token.key + "s", 0))  # "Cox's Bazar"
    if count > 1:
        for last in range(min(first + count, len(tokens)) - 1, first, -1):
            phrase = text[token.start : tokens[last].end]
            if len(phrase) > LONGEST or BREAK.search(phrase.replace("D.C.", "DC")):
                continue
            key = fold(" ".join(phrase.split()))
            if key in words.blocked or exists(key):
                return Hit(first, last, key, () if key in words.blocked else known(key))
    if place is not None:
        return Hit(first, first, fold(place.name), (place,))
    if token.key in words.abbreviations and text[token.start - 2 : token.start] == ", ":
        return Hit(first, first, token.key, known(fold(words.abbreviations[token.key])))
    short = token.word.isupper() and len(token.word) < 4
    if not count or short or token.key in words.small or not exists(token.key):
        return None
    return Hit(first, first, token.key, known(token.key))


def _weak(hit: Hit | None) -> bool:
    """Whether a name is only that of a lesser city, and so may as well be a person's or part of another name."""
    return hit is not None and bool(hit.places) and all(0 < place.population < BIG for place in hit.places)


def _adjacent(stretch: Stretch, index: int) -> bool:
    """Whether the next token follows this one with nothing but a space or a hyphen between."""
    if not 0 <= index < len(stretch.tokens) - 1:
        return False
    return stretch.text[stretch.tokens[index].end : stretch.tokens[index + 1].start] in (" ", "-", "\n", "\xa0", ". ")


def _free(stretch: Stretch, index: int) -> bool:
    """Whether a token may be part of a name that the gazetteer has not."""
    token, words = stretch.tokens[index], stretch.words
    hit = stretch.hits[index]
    if hit is not None and not (_weak(hit) and hit.first == hit.last):
        return False
    return token.key not in words.small and token.key not in words.times and token.key not in words.directions


def _run_end(stretch: Stretch, first: int) -> int:
    """The last token of the run of unknown capitalised words that starts here; before `first` if none does."""
    if not _free(stretch, first):
        return first - 1
    last = first
    while last - first < 4 and _adjacent(stretch, last) and _free(stretch, last + 1):
        if stretch.tokens[last + 1].key in stretch.words.titles:
            break
        last += 1
    return last if last > first or stretch.hits[first] is None else first - 1


def _listed(stretch: Stretch, hit: Hit, found: Sequence[Mention]) -> Mention | None:
    """A name of the gazetteer as a mention, unless it is a word, a person's name, or part of another name."""
    text, first, last = stretch.text, stretch.tokens[hit.first], stretch.tokens[hit.last]
    if not hit.places or CLIPPED.match(text, last.end):
        return None
    place = _chosen(stretch, hit)
    if place.kind is Kind.DEMONYM:
        return _stretch_of_country(stretch, hit, place)
    if _of_other(stretch, hit, place) or not _supported(stretch, hit, place, found):
        return None
    if place.kind is Kind.SITE and place.inside is not None:
        place = replace(place, country=known(fold(place.inside))[0].country)
    start, name = first.start, place.name
    before = _word_before(stretch, first.start)
    kind = place.kind
    tail = stretch.words.tail.match(text, last.end)
    if tail and _takes(stretch, place, tail):
        kind, name = kind_of(tail["kind"]), _written(text, first.start, tail.end())
        if place.kind is Kind.REGION and kind is Kind.REGION:
            name = place.name
        return Mention(start=start, end=tail.end(), name=name, kind=kind, country=place.country)
    if before.lower() in stretch.words.directions and kind is not Kind.SITE:
        start = text.rindex(before, 0, first.start)
        name = f"{before.lower()} {name}"
        kind = Kind.REGION if kind is Kind.COUNTRY else kind
    end = tail.end() if tail and tail["kind"] in stretch.words.towns else last.end  # "Rasht city" is Rasht
    return Mention(start=start, end=end, name=name, kind=kind, country=place.country)


def _chosen(stretch: Stretch, hit: Hit) -> Place:
    """Of the places of one name, the one in the region or country beside it ("Athens, Georgia"), else the first."""
    first = hit.places[0]
    for outer in _beside(stretch, hit, 1):
        for place in hit.places:
            if place.kind is Kind.CITY and place.country == outer.country and outer.admin in (None, place.admin):
                return place
    if first.kind is Kind.CITY:
        stated = [outer for outer in _beside(stretch, hit, 1) if outer.kind in (Kind.COUNTRY, Kind.REGION)]
        return replace(first, country=stated[-1].country, admin=stated[-1].admin) if stated else first
    for place in hit.places[1:]:
        if place.kind is Kind.REGION and any(inner.admin == place.admin for inner in _beside(stretch, hit, -1)):
            return place
    return first


def _beside(stretch: Stretch, hit: Hit, step: int) -> tuple[Place, ...]:
    """The places of the name before or after this one, where only a comma parts them."""
    index = hit.last + 1 if step > 0 else hit.first - 1
    other = stretch.hits[index] if 0 <= index < len(stretch.hits) else None
    if other is None:
        return ()
    left, right = (hit, other) if step > 0 else (other, hit)
    gap = stretch.text[stretch.tokens[left.last].end : stretch.tokens[right.first].start]
    return other.places if gap == ", " else ()


def _stretch_of_country(stretch: Stretch, hit: Hit, place: Place) -> Mention:
    """A demonym, or the part of its country that it names: "the Libyan coast"."""
    first, last = stretch.tokens[hit.first], stretch.tokens[hit.last]
    part = stretch.words.stretch.match(stretch.text, last.end)
    if part is None:
        return Mention(start=first.start, end=last.end, name=place.name, kind=Kind.DEMONYM, country=place.country)
    name = _written(stretch.text, first.start, part.end())
    return Mention(start=first.start, end=part.end(), name=name, kind=Kind.REGION, country=place.country)


def _takes(stretch: Stretch, place: Place, tail: regex.Match[str]) -> bool:
    """Whether the kind word after a known name makes one longer name with it: "Hakkari province", "Kabul airport"."""
    word, words = tail["kind"], stretch.words
    if place.kind not in (Kind.CITY, Kind.REGION):
        return False
    if word.lower() in words.venues:
        return word[0].isupper() and not stretch.titled
    return word.lower() not in words.towns


def _written(text: str, start: int, end: int) -> str:
    return " ".join(plain(text[start:end]).split())


def _word_before(stretch: Stretch, position: int) -> str:
    """The word right before a position, without a full stop; nothing where punctuation parts them."""
    lead = stretch.text[max(stretch.start, position - 24) : position]
    if not lead or not lead[-1].isspace():
        return ""
    word = lead.split()[-1].removesuffix(".") if not lead.isspace() else ""
    return word if word[-1:].isalpha() else ""


def _of_other(stretch: Stretch, hit: Hit, place: Place) -> bool:
    """Whether the name is part of a person's or a body's: "Paris Hilton", "Bank of England", "Kenya Airways"."""
    words = stretch.words
    before = _word_before(stretch, stretch.tokens[hit.first].start).lower()
    lead = stretch.tokens[hit.first - 1] if hit.first else None
    personal = hit.key in words.personal
    if before.rstrip(".") in words.titles and (personal or place.kind is Kind.CITY):
        return True
    if lead is not None and lead.key in words.body_heads:
        gap = stretch.text[lead.end : stretch.tokens[hit.first].start]
        if gap in (" ", " of ", " of the "):
            return True
    if _body_follows(stretch, hit.last):
        return True
    if stretch.titled:
        return False
    return _surname(stretch, hit, place) or personal and _given_name(stretch, hit)


def _body_follows(stretch: Stretch, last: int) -> bool:
    words = stretch.words
    for step in range(last, last + (1 if stretch.titled else 3)):
        if not _adjacent(stretch, step):
            return False
        token, hit = stretch.tokens[step + 1], stretch.hits[step + 1]
        if token.key in words.local or hit is not None and any(p.kind is Kind.SITE for p in hit.places):
            return False
        if words.tail.match(stretch.text, stretch.tokens[step].end):
            return False
        if token.key in words.bodies:
            return True
    return False


def _given_name(stretch: Stretch, hit: Hit) -> bool:
    """Whether an unknown capitalised word follows, as in "Paris Hilton"."""
    words = stretch.words
    if not _adjacent(stretch, hit.last) or stretch.tokens[hit.last].word.isupper():
        return False
    token = stretch.tokens[hit.last + 1]
    ours = token.key in words.local | words.titles | words.times | words.small | words.areas | words.sites
    return not ours and _stranger(stretch, hit.last + 1)


def _surname(stretch: Stretch, hit: Hit, place: Place) -> bool:
    """Whether an unknown capitalised word comes before, as in "Michael Jordan"."""
    words = stretch.words
    single = hit.first == hit.last and (place.kind is Kind.CITY or hit.key in words.personal)
    if not single or not _adjacent(stretch, hit.first - 1):
        return False
    token = stretch.tokens[hit.first - 1]
    ours = token.key in words.small | words.times | words.directions | words.no_names
    return not ours and not token.word.isupper() and _stranger(stretch, hit.first - 1)


def _stranger(stretch: Stretch, index: int) -> bool:
    return stretch.hits[index] is None or _weak(stretch.hits[index])


def _supported(stretch: Stretch, hit: Hit, place: Place, found: Sequence[Mention]) -> bool:
    """Whether a name that might be no place has something beside it that makes it one."""
    words, single = stretch.words, hit.first == hit.last
    first, last = stretch.tokens[hit.first], stretch.tokens[hit.last]
    if single and hit.key in words.never:
        return words.of.search(stretch.text, max(stretch.start, first.start - 30), first.start) is not None
    ordinary = single and hit.key in words.ordinary
    if not ordinary and not _weak(hit):
        return True
    before = _word_before(stretch, first.start).lower()
    if before in words.supporting or before in words.directions or _opens(stretch, hit.first, hit.last):
        return True
    if ordinary and stretch.titled:
        return False
    after = AFTER.match(stretch.text, last.end)
    if after and not after["owner"] and after["word"].lower() in words.local | words.areas | words.sites and not ordinary:
        return True
    return _contained(stretch, hit.last) or _coordinated(stretch, first.start, found)


def _opens(stretch: Stretch, first: int, last: int) -> bool:
    """Whether the tokens are the dateline that a report opens with: "KABUL Afghan police", "Kabul (Agency) -"."""
    head, tail = stretch.tokens[first], stretch.tokens[last]
    if stretch.text[stretch.start : head.start].strip(" \n/-*") and not stretch.text[stretch.start : head.start].isupper():
        return False
    shouted = stretch.text[head.start : tail.end].isupper() and len(stretch.tokens) > last + 1
    if shouted and stretch.tokens[last + 1].word.isupper() and len(stretch.tokens[last + 1].word) > 1:
        return _contained(stretch, last)
    return shouted or stretch.text[tail.end : tail.end + 3].strip().startswith(("—", "–", "--", "("))


def _contained(stretch: Stretch, last: int) -> bool:
    """Whether a comma and the name of a country or region follow: "Elko, Nevada"."""
    if last + 1 >= len(stretch.tokens):
        return False
    hit = stretch.hits[last + 1]
    if hit is None or stretch.text[stretch.tokens[last].end : stretch.tokens[hit.first].start].strip() != ",":
        return False
    wide = any(place.kind in (Kind.COUNTRY, Kind.REGION) for place in hit.places)
    return wide and not OWNER.match(stretch.text, stretch.tokens[hit.last].end)


def _coordinated(stretch: Stretch, position: int, found: Sequence[Mention]) -> bool:
    """Whether the name follows another place in a list: "Sydney and Byron Bay"."""
    if not found or found[-1].kind is Kind.DEMONYM:
        return False
    return stretch.text[found[-1].end : position].strip() in BETWEEN and position - found[-1].end < 8


def base(name: str) -> str:
    """A name, folded, without the words for its kind: "malheur" of "Malheur National Wildlife Refuge"."""
    words, parts = vocabulary(), fold(name).split()
    while len(parts) > 1 and (parts[-1] in words.areas | words.towns | words.sites | words.middles):
        parts.pop()
    return " ".join(parts)


def _framed(stretch: Stretch, first: int, last: int) -> Mention | None:
    """A run of unknown capitalised words as a mention, where the words around them say that it is a place."""
    text, words = stretch.text, stretch.words
    start, end = stretch.tokens[first].start, stretch.tokens[last].end
    keys = [token.key for token in stretch.tokens[first : last + 1]]
    word = _frame(stretch, first, last, keys)
    if word is None:
        return None
    tail = words.tail.match(text, end)
    if tail is not None and not (stretch.titled and tail["kind"].islower()):
        end = tail.end()
    name = _written(text, start, end)
    name = name.title() if name.isupper() else name
    return Mention(start=start, end=end, name=name, kind=kind_of(word), country=None)


def _frame(stretch: Stretch, first: int, last: int, keys: Sequence[str]) -> str | None:
    """The word that says what kind of place a run of unknown words names, if any does."""
    text, words = stretch.text, stretch.words
    start, end = stretch.tokens[first].start, stretch.tokens[last].end
    if keys[0] in words.no_names or all(len(key) < 2 for key in keys) or text[start:end].isupper() and len(text[start:end]) < 5:
        return None
    lead = _word_before(stretch, start).lower()
    of = words.of.search(text, max(stretch.start, start - 30), start) if lead in ("of", "the", "called", "named") else None
    if of is not None:
        return str(of["kind"]) if of["kind"].islower() or of["kind"].lower() not in words.sites else None
    opens = not text[stretch.start : start].strip(" \n\"'“‘*-—–•#")
    if len(keys) > 1 and keys[-1] in words.areas | words.sites | words.towns and not stretch.titled:
        return keys[-1]
    tail = words.tail.match(text, end)
    if tail is not None and not stretch.titled and not (opens and len(keys) == 1 and kind_of(tail["kind"]) is Kind.SITE):
        return str(tail["kind"])
    if len(keys) > 1 and keys[0] in words.heads and not stretch.titled:
        return keys[0] if keys[0] in words.sites else "island"
    if OWNER.match(text, end) or stretch.titled or CLIPPED.match(text, end) or any(key in words.no_names for key in keys):
        return None
    return _placed(stretch, first, last)


def _placed(stretch: Stretch, first: int, last: int) -> str | None:
    """Whether a preposition, an apposition or a dateline makes a place of a run of unknown words; its kind word."""
    text, words = stretch.text, stretch.words
    token, end = stretch.tokens[first], stretch.tokens[last].end
    before = _word_before(stretch, token.start).lower()
    apposed = words.apposed.match(text, end)
    if apposed is not None and before in words.supporting:
        return str(apposed["kind"])
    if _contained(stretch, last) and (before in words.supporting or _opens(stretch, first, last)):
        return "town"
    name = text[token.start : end]
    if before == "on" and words.attacks.search(text, max(stretch.start, token.start - 24), token.start):
        return "town"
    if before not in words.naming or last - first > 2 or name.isupper() or any(c in name for c in ".&"):
        return None
    after = AFTER.match(text, end)
    if after is not None and after["word"].lower() in words.doings | words.bodies:
        return None
    return None if SAYS.match(text, end) else "town"


def _person(stretch: Stretch, first: int, last: int) -> set[str]:
    """The folded names of a run that the words around it show to be a person's: all of it, and its last word."""
    keys = [token.key for token in stretch.tokens[first : last + 1]]
    before = _word_before(stretch, stretch.tokens[first].start).lower().rstrip(".")
    titled = before in stretch.words.titles or keys[0] in stretch.words.titles
    if not titled and not SAYS.match(stretch.text, stretch.tokens[last].end):
        return set()
    return {" ".join(keys), keys[-1]}
