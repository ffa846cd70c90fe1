"""A sentence → a line of tokens: words with what the grammar says of them, amounts as one token each, and triggers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from typing import NamedTuple, TypeAlias

import regex

from reconcile import populations
from reconcile.figures.amounts import Amount
from reconcile.lexicon import words
from reconcile.measures import GAP, Measures, Role, Starts, Trigger, plural

# A plain word is tried first, as most are.
TOKEN = regex.compile(
    r"\p{L}[\p{L}\d]*+(?![-‐./'’\p{M}])|(?:\p{L}\.){2,}|\p{L}[\p{L}\p{M}\d]*+(?:[-‐./]\p{L}[\p{L}\p{M}\d]*+|n?['’](?:t|re|ve|ll|d)\b|\.(?=\w))*+|['’]s\b|\d+(?:[.,]\d+)*(?:-\p{L}+)*|--+|\S"
)


class Word:
    """What a token may be, as bits of a plain integer, since they are tested for every token. A word can be several."""

    DET = 1
    BE = 2
    HAVE = 4
    MODAL = 8
    LINK = 16
    PREP = 32
    CONJ = 64
    REL = 128
    SUBORD = 256
    ADV = 512
    QUANTITY = 1024
    PRONOUN = 2048
    SAYING = 4096
    PUNCT = 8192
    QUOTE = 16384
    PLURAL = 32768
    THING = 65536
    SINGULAR_VERB = 131072
    POSSESSIVE = 262144
    PERSON = 524288


GRAMMAR = {
    "determiners": Word.DET,
    "be": Word.BE,
    "have": Word.HAVE,
    "modals": Word.MODAL,
    "links": Word.LINK,
    "prepositions": Word.PREP,
    "conjunctions": Word.CONJ,
    "relatives": Word.REL,
    "subordinators": Word.SUBORD,
    "adverbs": Word.ADV,
    "quantities": Word.QUANTITY,
    "pronouns": Word.PRONOUN,
    "saying": Word.SAYING,
    "singular": Word.SINGULAR_VERB,
}
FUNCTION = (
    Word.DET
    | Word.BE
    | Word.HAVE
    | Word.MODAL
    | Word.PREP
    | Word.CONJ
    | Word.REL
    | Word.SUBORD
    | Word.PRONOUN
    | Word.SAYING
    | Word.PUNCT
)


REMEMBERED = 50_000  # pieces of text whose reading is kept
LONGEST = 40  # characters of such a piece
DASHES = ("-", "--", "---", "–", "—")
WIDEST = 4  # tokens a gap may pass
UNGAPPED = Word.PUNCT | Word.PREP | Word.BE | Word.HAVE | Word.MODAL | Word.REL | Word.SAYING | Word.SUBORD


class Hit(NamedTuple):
    """A trigger where it stands: tokens `at` up to `past`."""

    at: int
    past: int
    trigger: Trigger


@dataclass(slots=True)
class Line:
    """A sentence as parallel lists, one entry a token; `hits[i]` are the triggers that start there, longest first.

    `present` are all its words, `roles` those of all its triggers: most rules need not look at most lines.
    """

    text: str
    start: int
    end: int
    starts: list[int]
    ends: list[int]
    low: list[str]
    flags: list[int]
    amounts: list[Amount | None]
    hits: list[tuple[Hit, ...]]
    ending: list[tuple[Hit, ...]]
    present: set[str]
    roles: set[Role]

    def __len__(self) -> int:
        return len(self.low)

    def word(self, token: int) -> str:
        """A token as it is written."""
        return self.text[self.starts[token] : self.ends[token]]

    def at(self, token: int, flags: int) -> bool:
        """Whether a token exists and has one of the flags."""
        return 0 <= token < len(self.flags) and bool(self.flags[token] & flags)


@cache
def grammar(language: str = "en") -> dict[str, int]:
    """Each small word with its flags."""
    found: dict[str, int] = {}
    for key, flag in GRAMMAR.items():
        for word in words("grammar", key, language):
            if " " not in word:
                found[word] = found.get(word, 0) | flag
    stand_ins = frozenset(words("grammar", "stand_ins", language))
    for name, kinds in populations.nouns(language).items():
        if " " not in name and name not in stand_ins:
            persons = any(_counts_people(kind, language) for kind in kinds)
            found[name] = found.get(name, 0) | (Word.PERSON if persons else Word.THING) | (_guessed(name) & Word.PLURAL)
    for word in words("grammar", "plurals", language):
        found[word] = found.get(word, 0) | Word.PERSON | Word.PLURAL
    for noun in words("grammar", "things", language):
        for form in (noun, plural(noun)):
            found[form] = found.get(form, 0) | Word.THING | (Word.PLURAL if form != noun else 0)
    return found


@cache
def _not_adverbs(language: str = "en") -> frozenset[str]:
    return frozenset(words("grammar", "not_adverbs", language))


def _counts_people(kind: str, language: str) -> bool:
    """Whether a class of the lattice is of persons, alone or by family or household."""
    return any(populations.within(kind, root, language) for root in ("people", "families", "customers"))


def tokens(
    text: str,
    start: int,
    end: int,
    found: list[Amount],
    measures: Measures,
    told: frozenset[str] = frozenset(),
    language: str = "en",
) -> Line:
    """The line of `text[start:end]`, whose amounts in order are `found`, in a document about the measures `told`."""
    amounts: list[Amount | None] = []
    line = Line(text, start, end, [], [], [], [], amounts, [], [], set(), set())
    known, position = _vocabulary(language), start
    for amount in found:
        _add_words(line, position, amount.start, known)
        amounts += [None] * (len(line.low) - len(amounts))
        amounts.append(amount)
        line.starts.append(amount.start)
        line.ends.append(amount.end)
        line.low.append(text[amount.start : amount.end].lower().replace("’", "'"))
        line.flags.append(0)
        position = amount.end
    _add_words(line, position, end, known)
    amounts += [None] * (len(line.low) - len(amounts))
    _add_hits(line, measures, told)
    return line


def _add_words(line: Line, start: int, end: int, known: _Vocabulary) -> None:
    """Add the tokens of a stretch without amounts: none holds white space, and what stands between recurs."""
    text, starts, ends, low, flags = line.text, line.starts, line.ends, line.low, line.flags
    for piece in text[start:end].split():
        start = text.index(piece, start)
        for first, past, word, flag in known[piece]:
            starts.append(start + first)
            ends.append(start + past)
            low.append(word)
            flags.append(flag)
        start += len(piece)


Token: TypeAlias = tuple[int, int, str, int]  # where it starts and ends, it in lower case, and its flags


class _Vocabulary(dict[str, tuple[Token, ...]]):
    """The tokens of each piece of text between white space, once it was met."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.grammar = grammar(language)

    def __missing__(self, piece: str) -> tuple[Token, ...]:
        if len(self) >= REMEMBERED:
            self.clear()
        read = tuple((*match.span(), *self._told(match[0])) for match in TOKEN.finditer(piece))
        if len(piece) <= LONGEST:
            self[piece] = read
        return read

    def _told(self, word: str) -> tuple[str, int]:
        low = word.lower().replace("’", "'")
        flags = self.grammar.get(low) if word != "US" else 0  # "5 US troops" are not "us"
        return low, _guessed(low) if flags is None else flags


@cache
def _vocabulary(language: str) -> _Vocabulary:
    return _Vocabulary(language)


def _guessed(low: str) -> int:
    """What a word outside the grammar looks like by its form."""
    first = low[0]
    if not first.isalnum():
        if low in "\"“”‘’'«»[]":
            return Word.QUOTE
        return Word.POSSESSIVE if low == "'s" else Word.PUNCT
    if low.endswith("ly") and len(low) > 4 and low.rpartition("-")[2] not in _not_adverbs():
        return Word.ADV
    if low.endswith("men") and len(low) > 4:
        return Word.PLURAL
    if low.endswith("s") and not low.endswith(("ss", "us", "is", "'s")) and len(low) > 3:
        return Word.PLURAL
    return 0


Hits: TypeAlias = tuple[Hit, ...]
RANK = attrgetter("rank")


def _add_hits(line: Line, measures: Measures, told: frozenset[str]) -> None:
    """Find the triggers that start at each token, and those that end there, the longest first.

    One that goes on behind its object is none where the words that it goes on with are missing.
    """
    low, flags, starting, ending, present = line.low, line.flags, line.hits, line.ending, line.present
    starting += [()] * len(low)
    ending += [()] * len(low)
    present.update(low)
    triggers = measures.triggers
    for at in [at for at, word in enumerate(low) if word in triggers]:
        some = _candidates(triggers[low[at]], low[at + 1] if at + 1 < len(low) else "", present)
        if not some or line.amounts[at]:
            continue
        hits = []
        for trigger in some:
            if trigger.about and trigger.measure not in told or trigger.needs and not present.issuperset(trigger.needs):
                continue
            past = past_words(low, flags, at + 1, trigger.words) if trigger.words else at + 1
            if past is not None:
                hit = Hit(at, past, trigger)
                hits.append(hit)
                ending[past - 1] += (hit,)
                line.roles.add(trigger.role)
        starting[at] = tuple(hits)


def _candidates(some: Starts, second: str, present: set[str]) -> Sequence[Trigger]:
    """The triggers that a word may start in a sentence with the words `present`, `second` behind it, by their rank."""
    longer = some.longer.get(second, ())
    later = some.later.keys() & present if some.later else ()
    if not later:
        return (*longer, *some.alone) if longer else some.alone
    found = [*longer, *(trigger for word in later for trigger in some.later[word]), *some.alone]
    found.sort(key=RANK)
    return found


def told_of(measures: Measures, about: Iterable[str]) -> frozenset[str]:
    """The measures that a document about the words `about` is about."""
    return frozenset(name for word in about for name in measures.telling.get(word, ()))


def past_words(low: list[str], flags: list[int], at: int, words: tuple[str, ...]) -> int | None:
    """Where the words of an entry that start at a token end, None where they do not stand there."""
    if GAP not in words:
        past = at + len(words)
        return past if tuple(low[at:past]) == words else None
    gap = words.index(GAP)
    start, target = at + gap, words[gap + 1]
    if tuple(low[at:start]) != words[:gap]:
        return None
    for here in range(start, min(len(low), start + WIDEST + 1)):
        if low[here] == target:
            return past_words(low, flags, here + 1, words[gap + 2 :])
        if flags[here] & UNGAPPED and low[here] != "but":
            return None
    return None


def tail_after(line: Line, hit: Hit, start: int, reach: int = 9) -> int | None:
    """How far behind `start` the tail of "shot ... dead" stands: 0 if the trigger has none, None if it is missing."""
    tail = hit.trigger.tail
    if not tail:
        return 0
    for at in range(start, min(len(line), start + reach)):
        if line.low[at] == tail[0] and past_words(line.low, line.flags, at, tail):
            return at - start + 1
        if line.amounts[at] and line.flags[at - 1] & Word.CONJ and not _goes_with(line, at, tail):
            return None
        if line.flags[at] & Word.CONJ and "them" in line.low[at : at + 4]:
            return None  # "evacuated 300 people and took them to a clinic"
    return None


def _goes_with(line: Line, at: int, tail: tuple[str, ...]) -> bool:
    """Whether a second figure shares the tail: "took two clerks and three guards into custody"."""
    ahead = range(at + 1, min(len(line), at + WIDEST + 1))
    ends = next((here for here in ahead if line.low[here] == tail[0]), None)
    return ends is not None and not any(line.hits[here] for here in range(at + 1, ends))


def roles(hits: tuple[Hit, ...], *wanted: Role) -> list[Hit]:
    """The hits that have one of the roles."""
    return [hit for hit in hits if hit.trigger.role in wanted] if hits else []
