"""What the lexicon says of a word: its part in a sentence, and what kind of speaker it names."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import NamedTuple

import regex

from reconcile.errors import LexiconError
from reconcile.lexicon import load, names_of, words
from reconcile.model import SourceType

LETTER, MARKS = r"[^\W\d_]", r"\u0300-\u036f"  # `re` counts no mark that is set on a letter among the word's own
TOKEN = re.compile(  # `re`, which here takes half the time
    r"""([A-Za-z]{2,}+(?=[ ,\n])|"""  # most words: found at once, and as the next lines would
    rf"""(?:(?![a-zß-ÿ]){LETTER}\.){{2,}}(?:['’]s|-{LETTER}++)?"""
    rf"""|{LETTER}[^\W_]*+(?:[{MARKS}]++[^\W_]*+)*+(?:[.'’&@/-][^\W_]++)*+(?:(?<=s)['’](?=\s{LETTER}))?"""
    rf"""|\d++(?:[.,]\d++)*+%?{LETTER}*+(?:-{LETTER}++)*+"""
    r"""|--+|''|[^\s.•*▪‣·●#\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff])"""
)
LETTERS = re.compile(r"[a-z\u00df-\u00f6\u00f8-\u1fff\u2c00-\ud7ff]+")  # small ones; ranges, which take half the time
WORD, PART = re.compile(r"\w+"), re.compile(r"[\w-]")

# What a word may be, as bits, for a word can be several. Each is a list of the lexicon, by the name in lower case.
# fmt: off
SAY, ASSERT, TELL, REPORT, NEEDS_THAT, NEEDS_EVIDENCE, PUT, SEE, ACCUSE, CITE = (1 << n for n in range(10))
NOUNS_TOO, CLAIMED, KEPT, REFUSALS, AUXILIARIES, PASSIVES, ADVERBS, DETERMINERS, OWNED = (1 << n for n in range(10, 19))
PREPOSITIONS, JOINTS, CONJUNCTIONS, TURNS, BREAKS, PERSONS, BODIES, PRONOUNS = (1 << n for n in range(19, 27))
NUMBERS, FEW, TIMES, BETWEEN, TOLLS, OFFICIAL, DECLINES, TITLES, HONOURS, PORTFOLIOS = (1 << n for n in range(27, 37))
GENERIC, UNNAMED, SPOKESPEOPLE, WITNESSES, EVIDENCE, PICTURES, MADE, PASSIVE, NEVER = (1 << n for n in range(37, 46))
HEARERS, FIELDS, BOUND, GROUPS, MEDIUMS, PARTICLES, OPENERS, AIRED = (1 << n for n in range(46, 54))
SPEAKERS, ENDINGS, PARTICIPLE, NAMED, DISPUTE, DENY, CLAIM, VERIFY, DOUBTED = (1 << n for n in range(54, 63))
PAPERS, SIGHTED, UTTER, MONTHS, ACTS, MODIFIERS, VALUE, FORESEE, CHANGES, MEN, WOMEN = (1 << n for n in range(63, 74))
OUTLOOKS, POLLS, CHANCES, STANDING, MOVES, MENTION, ASSERTED = (1 << n for n in range(74, 81))

VERBS = {
    "say": SAY, "assert": SAY | ASSERT, "tell": TELL, "report": REPORT, "needs_that": REPORT | NEEDS_THAT,
    "needs_evidence": REPORT | NEEDS_EVIDENCE, "put": PUT, "see": SEE, "accuse": ACCUSE, "cite": CITE,
    "dispute": DISPUTE, "utter": REPORT | UTTER, "foresee": REPORT | FORESEE,
    "mention": REPORT | MENTION,
}
WORDS = {
    "nouns_too": NOUNS_TOO, "claimed": CLAIMED, "kept": KEPT, "refusals": REFUSALS, "auxiliaries": AUXILIARIES,
    "passives": PASSIVES, "adverbs": ADVERBS, "determiners": DETERMINERS, "owned": OWNED, "prepositions": PREPOSITIONS,
    "joints": JOINTS, "conjunctions": CONJUNCTIONS, "turns": TURNS, "breaks": BREAKS, "persons": PERSONS,
    "bodies": BODIES, "pronouns": PRONOUNS, "numbers": NUMBERS, "few": FEW, "times": TIMES, "between": BETWEEN,
    "tolls": TOLLS, "official": OFFICIAL, "declines": DECLINES, "openers": OPENERS, "aired": AIRED,
    "particles": PARTICLES, "denies": DENY, "claims": CLAIM, "verifies": VERIFY, "doubted": DOUBTED,
    "acts": ACTS, "value": VALUE, "changes": CHANGES, "men": MEN, "women": WOMEN,
    "outlooks": OUTLOOKS, "polls": POLLS, "chances": CHANCES, "standing": STANDING, "moves": MOVES,
    "asserted": ASSERTED,
}
SPEAKING = {
    "titles": TITLES, "honours": HONOURS, "portfolios": PORTFOLIOS, "generic": GENERIC, "unnamed": UNNAMED,
    "spokespeople": SPOKESPEOPLE, "witnesses": WITNESSES, "evidence": EVIDENCE, "pictures": PICTURES, "made": MADE,
    "passive": PASSIVE, "never": NEVER, "hearers": HEARERS, "fields": FIELDS, "bound": BOUND, "groups": GROUPS,
    "mediums": MEDIUMS, "also": SPEAKERS,
    "papers": EVIDENCE | PAPERS, "sighted": MADE | SIGHTED, "modifiers": MODIFIERS,
}
# fmt: on
FRAMED = NEEDS_THAT | NEEDS_EVIDENCE | UTTER | MENTION
COUNTS = ("toll", "tolls", "figure", "figures", "count", "tally", "estimate")  # "the official death toll"
OF = frozenset(("of", "about", "to", "at"))  # "boasted of", "pointed to"
ALONE = ("it", "them", "that")  # "put it at 12"
CUES = SAY | TELL | REPORT | PUT | SEE | ACCUSE | CITE | DISPUTE
STOPS = AUXILIARIES | REFUSALS | DETERMINERS | PREPOSITIONS | CONJUNCTIONS | PERSONS | BODIES | PRONOUNS | TIMES
GUESSED = 1 << 14  # words that no list has of which what was guessed is kept
CURRENCIES = "$£€¥₹₽₺₦₩"
OWNING = "s'’"
SHORTENED, CONTRACTED = "mtedl", re.compile(r"(?:n['’]t|['’](?:m|ve|re|ll|d))$")  # "I'm", "didn't"
LONGEST_SHORT = 4  # letters of what may be no noun: "capt", "miss"
NOT_ADVERBS = (
    "elderly", "friendly", "monthly", "yearly", "nightly", "hourly", "quarterly", "fortnightly", "weekly",
    "deadly", "costly", "mily", "sembly", "italy", "daily",
    "police",
)  # fmt: skip


class Pair(NamedTuple):
    """Words that credit somebody only with a partner: so many words in front of it or behind it at most."""

    words: frozenset[str]
    partners: frozenset[str]
    front: int
    behind: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Hints:
    """Words without one of which a sentence credits nobody, by their first letters.

    Some do so alone, some only near a partner, and `quoting` also beside a quotation.
    """

    alone: frozenset[str]
    paired: tuple[Pair, ...]
    quoting: frozenset[str]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language: bits by lower-case word, types by noun and by name.

    `guess` gives the bits of a word that is in no list. `openings` are the names by their first words, the longest
    first, `odd` those that do not open with a capital and letters, with that word; `runs` are their tokens by the first
    of them, the longest first. `hints` are the words without which a sentence credits nobody.
    """

    bits: dict[str, int]
    guess: Callable[[str], int]
    types: dict[str, SourceType]
    names: dict[str, SourceType]
    openings: dict[str, tuple[str, ...]]
    odd: tuple[tuple[str, str], ...]
    runs: dict[str, tuple[tuple[str, ...], ...]]
    labels: frozenset[str]
    listings: frozenset[str]
    firms: frozenset[str]
    pairs: dict[tuple[str, ...], SourceType]
    goes_on: regex.Pattern[str]
    hedges: regex.Pattern[str]
    hedging: frozenset[str]
    live_marks: regex.Pattern[str]
    open_words: frozenset[str]
    hints: Hints


def _table(key: str, language: str) -> dict[str, list[str]]:
    found = load("attribution", language).get(key)
    if not isinstance(found, dict):
        raise LexiconError(f"lexicon/{language}/attribution.toml: [{key}] must be a table of lists")
    return found


def verbs(language: str = "en") -> Iterator[tuple[str, list[str]]]:
    """Each kind of verb with the forms of one verb, the -ing form last."""
    for kind, rows in _table("verbs", language).items():
        for row in rows:
            yield kind, row.split()


def _bits(language: str) -> dict[str, int]:
    """The bits of every listed word; a list that has no bit is a mistake in the lexicon."""
    found: dict[str, int] = {}
    for kind, forms in verbs(language):
        for form in forms:
            found[form] = found.get(form, 0) | VERBS[kind] | (PARTICIPLE if form == forms[-1] else 0)
    for table, bits in (("words", WORDS), ("speaking", SPEAKING)):
        for key, listed in _table(table, language).items():
            if key not in bits:
                raise LexiconError(f"lexicon/{language}/attribution.toml: nothing reads {table}.{key}")
            for word in listed:
                found[word] = found.get(word, 0) | bits[key]
    for noun in (noun for nouns in _table("speakers", language).values() for noun in nouns):
        found[noun] = found.get(noun, 0) | SPEAKERS
    for noun in _several(language):
        found[noun] = found.get(noun, 0) | SPEAKERS
    for month in names_of("months", language):
        found[month] = found.get(month, 0) | MONTHS
    for ending in words("attribution", "endings", language):
        found[ending.lower()] = found.get(ending.lower(), 0) | ENDINGS
    return found


def _several(language: str) -> dict[str, str]:
    """Several of those that hold a title, who speak as well as one of them does, with the title: "attorneys"."""
    return {_plural(title): title for title in _table("speaking", language)["titles"] if len(title) > LONGEST_SHORT}


def _plural(noun: str) -> str:
    if noun.endswith("man"):
        return noun[:-2] + "en"
    if noun[-1] == "y" and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "ch", "sh")) else "s")


def _guess(low: str, bits: Mapping[str, int]) -> int:
    """The bits of a word that is not listed: a numeral, an adverb in -ly, a possessive of a listed noun."""
    if not low[0].isalpha():
        return NUMBERS if low in CURRENCIES or low[0].isdigit() and "-" not in low else 0
    last = low[-1]
    if last in SHORTENED and (cut := CONTRACTED.search(low)):
        return bits.get(low[: cut.start()], 0) or AUXILIARIES
    if last == "y" and low[-2:] == "ly":
        return ADVERBS if len(low) > 5 and not low.endswith(NOT_ADVERBS) else 0
    if "-" in low and all(bits.get(part, 0) & NUMBERS for part in low.split("-")):
        return NUMBERS  # "thirty-one"
    if low[1:2] == "-" and low[0] in "rdi" and len(low) > 2:
        return PRONOUNS  # "R-Ohio" behind a name is nobody
    if last not in OWNING:
        return 0
    owner = low[:-2] if low[-2:] in ("'s", "’s") else low[:-1] if last in "'’" else ""
    found = bits.get(owner, 0) & ~NUMBERS
    return found & STOPS or found  # "who's" joins clauses and is no owner


def _hints(bits: Mapping[str, int]) -> Hints:
    def having(wanted: int, unless: int = 0) -> frozenset[str]:
        chosen = (word for word, found in bits.items() if found & wanted and not found & unless)
        return frozenset(LETTERS.findall(word)[0] for word in chosen)

    framed = having(FRAMED)
    pronouns, evidence = having(PERSONS | BODIES), having(EVIDENCE | PICTURES)
    return Hints(
        alone=having(SAY | TELL | CITE) | having(REPORT, FRAMED) | {"according", "per"},
        paired=(
            Pair(framed, frozenset({"that", "have", "be"}), 0, 14), Pair(framed, pronouns, 0, 2),
            Pair(framed, evidence, 20, 0), Pair(having(MENTION), OF | {"out"}, 0, 4),
            Pair(having(PUT), having(TOLLS | OUTLOOKS | CHANCES) | {*ALONE, "at"}, 0, 16),
            Pair(frozenset({"put", "puts", "putting"}), frozenset({"on"}), 0, 16),
            Pair(frozenset({"has", "had", "have"}), having(POLLS), 12, 0), Pair(having(SEE), having(WITNESSES), 25, 5),
            Pair(having(ACCUSE), frozenset({"of"}), 0, 15), Pair(having(DISPUTE), having(DOUBTED) | {"that"}, 0, 12),
            Pair(having(OPENERS), evidence, 0, 14),
            Pair(having(ASSERTED), frozenset({"that", "of"}), 0, 14), Pair(having(PASSIVE), frozenset({"by"}), 0, 14),
            Pair(frozenset(COUNTS), having(OFFICIAL), 6, 0),
        ),
        quoting=framed,
    )  # fmt: skip


def _runs(names: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The tokens of names, by the first: those of several words, and those that do not begin with a capital."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for name in names:
        run = tuple(TOKEN.findall(name))
        if len(run) > 1 or not name[0].isupper() or name.endswith(("'s", "’s")):
            found[run[0]] = (*found.get(run[0], ()), run)
    return found


def _openings(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Names by their first words, in the order given."""
    found: dict[str, tuple[str, ...]] = {}
    for name in names:
        first = WORD.findall(name)[0]
        found[first] = (*found.get(first, ()), name)
    return found


def name_at(text: str, start: int, word: str, end: int, known: Words) -> str | None:
    """The listed name that begins with the word at `start` of a text, the longest that ends before `end`."""
    for name in known.openings.get(word, ()):
        past = start + len(name)
        if past <= end and text.startswith(name, start) and not (past < end and PART.match(text, past)):
            return None if start and text[start - 1] == "-" else name
    return None


@cache
def vocabulary(language: str = "en") -> Words:
    """The words of `lexicon/LANGUAGE/attribution.toml`, with the agencies of outlets.toml."""
    types: dict[str, SourceType] = {}
    for kind, nouns in _table("speakers", language).items():
        for noun in nouns:
            types.setdefault(noun, SourceType(kind))
    for noun, title in _several(language).items():
        types.setdefault(noun, types.get(title, SourceType.PERSON))
    names = dict.fromkeys(words("outlets", "agencies", language), SourceType.AGENCY)
    for kind, listed in _table("names", language).items():
        names |= dict.fromkeys(listed, SourceType(kind))
    longest = sorted(names, key=lambda name: (-len(name), name))
    bits, openings = _bits(language), _openings(longest)
    return Words(
        bits=bits,
        guess=lru_cache(maxsize=GUESSED)(partial(_guess, bits=bits)),
        types=types,
        names=names,
        openings=openings,
        odd=tuple(
            (name, word) for word in openings if not word.isalpha() or word[0].islower() for name in openings[word]
        ),
        runs=_runs(longest),
        pairs={
            tuple(pair.split()): SourceType(kind)
            for kind, listed in _table("pairs", language).items()
            for pair in listed
        },
        firms=frozenset(words("attribution", "firms", language)),
        labels=frozenset(words("attribution", "labels", language)),
        listings=frozenset(words("attribution", "listings", language)),
        goes_on=regex.compile("|".join(words("attribution", "goes_on", language)), regex.IGNORECASE),
        hedges=regex.compile(r"\b(?:" + "|".join(words("attribution", "hedges", language)) + r")\b", regex.IGNORECASE),
        hedging=frozenset(words("attribution", "hedging", language)),
        live_marks=regex.compile("|".join(words("attribution", "live_marks", language)), regex.IGNORECASE),
        open_words=frozenset(word for word, found in bits.items() if found & VERIFY),
        hints=_hints(bits),
    )
