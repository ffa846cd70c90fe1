"""A document while its figures are credited: its sentences, its quotations, and the cues of the sentences looked at."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import regex

from reconcile.attribution.cue import Cue
from reconcile.attribution.cues import cues, may_credit
from reconcile.attribution.doubts import doubts
from reconcile.attribution.kinds import is_place, is_state
from reconcile.attribution.names import (
    Names,
    complete,
    fuller,
    last_group,
    names_of,
    once,
    reach,
    refer,
    settled,
    within_sentences,
)  # fmt: skip
from reconcile.attribution.quotations import Quotation, quotations
from reconcile.attribution.signs import NAME_AND_COLON, NAME_BEHIND
from reconcile.attribution.speakers import Kind, Speaker
from reconcile.attribution.subject import first_phrase
from reconcile.attribution.tokens import OPENING, Tokens, tokens
from reconcile.attribution.words import GROUPS, LETTERS, NUMBERS, PERSONS, Words
from reconcile.model import Attribution, Document, Passage, SourceType, Span
from reconcile.readers.metadata import agency

NAMES = (NAME_AND_COLON, NAME_BEHIND)
SHOUTED = ""  # stands for the names in capitals
TURN = regex.compile(r"^(Q(?=[:.])|\p{Lu}[^\n:]{1,60}(?=:))", regex.MULTILINE)  # "HALE: We", "Q. Why?"
TOP = 6  # passages that can open with a dateline
DATELINE = regex.compile(
    r"(?:[^\n.!?]{2,60}?\([^()\n]{2,30}\) ?[-–—]+\s*"
    r"|\p{Lu}[\p{Lu}.'-]{2,}(?:[ ,/()]+(?:[\p{Lu}\d][\p{L}\d.'’-]*|\p{Ll}{1,3}(?!\p{L}))){0,8}[ )]*+[–—-]{1,2} "
    r"|\p{Lu}{4,}(?:[/ '-]\p{Lu}{3,})*+(?:, \p{Lu}\p{Ll}+\.?(?: \d\d?)?){0,2} (?=\p{Lu}|\d))"
)


@dataclass(frozen=True, slots=True)
class Found:
    """The cue that credits a figure, its sentence, and whether it was taken over from another without a quotation."""

    index: int
    cue: Cue
    guess: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """The parts of a document in order; `homes` is the passage of each sentence, the rest is worked out when needed."""

    document: Document
    known: Words
    passages: Sequence[Passage]
    spans: list[Span]
    sentences: list[Span]
    homes: list[int]
    quotes: tuple[Quotation, ...]
    opened: list[int]
    names: Names
    turns: Callable[[], Mapping[str, int]]
    words: dict[int, tuple[list[str], frozenset[str]]] = field(default_factory=dict)
    doubted: dict[int, bool] = field(default_factory=dict)
    lines: dict[int, Tokens] = field(default_factory=dict)
    seen: dict[int, tuple[Cue, ...]] = field(default_factory=dict)
    speakers: dict[int, tuple[Speaker, ...]] = field(default_factory=dict)
    topics: dict[int, Speaker | None] = field(default_factory=dict)
    made: dict[tuple[Cue, bool], Attribution | None] = field(default_factory=dict)
    firsts: dict[str, int] = field(default_factory=dict)
    lower: list[str] = field(default_factory=list)
    inner: dict[Span, tuple[Cue, ...]] = field(default_factory=dict)
    runs: dict[int, tuple[Quotation, Found | None]] = field(default_factory=dict)
    proper: dict[str, bool] = field(default_factory=dict)
    agency: list[str | None] = field(default_factory=list)


def reading_of(document: Document, passages: Sequence[Passage], spans: Sequence[Span], known: Words) -> Reading:
    """A document ready to be read."""
    placed = [(span, home) for home, passage in enumerate(passages) for span in passage.sentences]
    quotes = quotations(document.text, passages)
    return Reading(
        document=document, known=known, passages=passages, spans=sorted(spans), sentences=[span for span, _ in placed],
        homes=[home for _, home in placed], quotes=quotes, opened=[quote.start for quote in quotes],
        names=names_of(document.text, known), turns=once(lambda: _turns(document.text)),
    )  # fmt: skip


def sentence_at(reading: Reading, at: int) -> int:
    """The number of the sentence that `at` stands in or behind; -1 in front of them all."""
    return bisect_right(reading.sentences, (at, len(reading.document.text))) - 1


def quotation_at(reading: Reading, at: int) -> Quotation | None:
    """The quotation that `at` stands in."""
    index = bisect_right(reading.opened, at) - 1
    quote = reading.quotes[index] if index >= 0 else None
    return quote if quote and quote.start <= at < quote.end else None


def cues_in(reading: Reading, index: int) -> tuple[Cue, ...]:
    """The cues of a sentence, read once."""
    found = reading.seen.get(index)
    if found is None:
        found = reading.seen[index] = _cues(reading, index)
    return found


def _cues(reading: Reading, index: int) -> tuple[Cue, ...]:
    sentence = reading.document.text[slice(*reading.sentences[index])]
    if not may_credit(sentence, *words_in(reading, index), reading.known):
        return ()
    line = _line(reading, index)
    found = cues(line, reading.known, lambda at: quotation_at(reading, at) is not None) if len(line.words) else ()
    if ":" not in sentence or not any(cue.rule in NAMES for cue in found):
        return found
    return tuple(told for cue in found if (told := _labelled(reading, line, cue)))


def _labelled(reading: Reading, line: Tokens, cue: Cue) -> Cue | None:
    """A cue that a name and a colon make, where the name is a person's and no topic: "Trump: 3 million voted"."""
    if cue.rule == NAME_BEHIND:
        return cue if within_sentences(reading.names, cue.speaker.name) else None
    if cue.rule != NAME_AND_COLON:
        return cue
    speaker, behind = cue.speaker, cue.verb + 1
    quoted = behind < len(line.words) and line.words[behind] in OPENING
    counted = line.bits[behind] & NUMBERS
    listed = counted and not reading.known.listings.isdisjoint(line.lows[behind + 1 : behind + 3])
    if listed or len(speaker.name) == 1:
        return None  # "Q:" asks, and "Hale: five takeaways" is a headline
    of_place = " " in speaker.name and is_state(speaker.name.partition(" ")[0])
    if of_place and not within_sentences(reading.names, speaker.name):
        return None  # "Belarus Lukashenko:" tells the topic
    if speaker.kind is Kind.ROLE or speaker.title or quoted and " " in speaker.name and speaker.kind is Kind.PERSON:
        return cue
    whole = fuller(speaker, reading.names) if " " not in speaker.name else None
    if whole:
        return replace(cue, speaker=whole)
    person = speaker.kind is Kind.BODY and speaker.type is SourceType.PERSON and " " not in speaker.name
    alone = quoted and person and not is_place(speaker.name)
    if quoted and speaker.name.isupper() and reading.turns().get(SHOUTED, 0) > 1:
        return replace(cue, speaker=speaker._replace(kind=Kind.PERSON, name=speaker.name.title()))
    again = (speaker.kind is Kind.PERSON or person) and is_turn(reading, cue)
    again = again and ("Q" in reading.turns() or not is_place(speaker.name))
    return cue if again or alone and within_sentences(reading.names, speaker.name) else None


def is_turn(reading: Reading, cue: Cue) -> bool:
    """Whether a name and a colon open a turn of talk: more paragraphs open with it, or with a question."""
    text = reading.document.text
    opened = not text[max(0, cue.start - 1) : cue.start].strip()
    label = text[cue.start : cue.end].rstrip(":")
    return opened and (reading.turns().get(label, 0) > 1 or bool(reading.turns().get("Q")))


def _turns(text: str) -> Counter[str]:
    """How many lines open with each name and a colon, and with any name in capitals."""
    names = [match[1] for match in TURN.finditer(text)]
    return Counter([*names, *(SHOUTED for name in names if name.isupper())])


def words_in(reading: Reading, index: int) -> tuple[list[str], frozenset[str]]:
    """The words of a sentence in lower case, by their letters, and the set of them, looked up once."""
    found = reading.words.get(index)
    if found is None:
        sentence = reading.document.text[slice(*reading.sentences[index])].lower()
        words = LETTERS.findall(sentence)
        found = reading.words[index] = words, frozenset(words)
    return found


def may_doubt(reading: Reading, index: int) -> bool:
    """Whether a sentence holds a word that leaves a figure open or hedges it, looked up once."""
    found = reading.doubted.get(index)
    if found is None:
        known, words = reading.known, words_in(reading, index)[1]
        found = reading.doubted[index] = not (known.open_words.isdisjoint(words) and known.hedging.isdisjoint(words))
    return found


def doubts_in(reading: Reading, index: int) -> tuple[Cue, ...]:
    """The cues of those who could not confirm what a sentence says."""
    if reading.known.open_words.isdisjoint(words_in(reading, index)[1]):
        return ()
    return doubts(_line(reading, index), reading.known, lambda at: quotation_at(reading, at) is not None)


def relays_all(reading: Reading) -> str | None:
    """The agency whose mark in the dateline or the byline says that it passed on the whole."""
    if not reading.agency:
        reading.agency.append(agency(reading.document.text))
    return reading.agency[0]


def _line(reading: Reading, index: int) -> Tokens:
    """The words of a sentence, read once."""
    line = reading.lines.get(index)
    if line is None:
        line = reading.lines[index] = tokens(reading.document.text, _copy(reading, index), reading.known)
    return line


def _copy(reading: Reading, index: int) -> Span:
    """A sentence without the dateline in front of it."""
    start, end = reading.sentences[index]
    home = reading.homes[index]
    if home < TOP and start == reading.passages[home].start:
        dateline = DATELINE.match(reading.document.text, start, end)
        start = dateline.end() if dateline and dateline.end() < end else start
    return start, end


def subject(reading: Reading, index: int) -> Speaker | None:
    """The person or the listed body that a sentence opens with; "he" and "she" too."""
    found = first_phrase(_line(reading, index), reading.known)
    if found is None or found.speaker.kind is Kind.PRONOUN:
        return found.speaker if found and reading.known.bits.get(found.speaker.head, 0) & PERSONS else None
    known = topic(reading, index)
    return known if known and (known.kind is Kind.PERSON or known.type is not SourceType.PERSON) else None


def topic(reading: Reading, index: int) -> Speaker | None:
    """The subject of a sentence where a pronoun can look back on it, read once."""
    if index not in reading.topics:
        found = first_phrase(_line(reading, index), reading.known)
        opening = _looked_back_on(reading, found.speaker) if found else None
        reading.topics[index] = complete(opening, reading.names) if opening else None
    return reading.topics[index]


def _looked_back_on(reading: Reading, speaker: Speaker) -> Speaker | None:
    """The subject of a sentence where a pronoun can look back on it; one capitalised word is taken as a person."""
    if speaker.kind is Kind.PRONOUN or quotation_at(reading, speaker.start):
        return None
    name = speaker.name
    single = speaker.kind is Kind.BODY and speaker.type is SourceType.PERSON and " " not in name and not name.isupper()
    if single and name not in reading.proper:
        reading.proper[name] = within_sentences(reading.names, name)
    person = single and reading.proper[name] and not is_state(name)
    return speaker._replace(kind=Kind.PERSON) if person else speaker


def meant(reading: Reading, speaker: Speaker) -> Speaker | None:
    """A speaker made whole: a surname completed, a pronoun or "the ministry" replaced by whom it means."""
    found = _referred(reading, complete(speaker, reading.names))
    if found and speaker.kind is Kind.PRONOUN and found.definite:
        found = _referred(reading, found)
    return settled(last_group(found, reading.names), reading.known) if found else None


def _referred(reading: Reading, speaker: Speaker) -> Speaker | None:
    return refer(speaker, _earlier(reading, speaker), reading.known)


def _earlier(reading: Reading, speaker: Speaker) -> Iterator[tuple[int, Speaker]]:
    """The speakers in front of one in its section whom it can mean, last first, with the number of sentences back."""
    index = sentence_at(reading, speaker.start)
    section = reading.passages[reading.homes[index]].section
    topical = speaker.definite or speaker.head in ("they", "it") or reading.known.bits.get(speaker.head, 0) & PERSONS
    grouped = speaker.definite and reading.known.bits.get(speaker.head, 0) & GROUPS
    begin = reading.sentences[index][0]
    furthest = reach(speaker, lambda word: _stands_before(reading, word, begin), reading.known)
    for back in range(min(furthest, index) + 1):
        at = index - back
        if reading.passages[reading.homes[at]].section != section:
            return
        for other in _speakers_in(reading, at):
            if other.start < speaker.start and (back or other.kind is not Kind.PAPER):
                yield back, other  # not "report" in "In a report it said"
        for relay in _relays_in(reading, at) if grouped else ():
            if relay.start < speaker.start:
                yield back, relay
        opening = topic(reading, at) if topical else None
        if opening and not back and speaker.head == "they" and _line(reading, at).bits[0] & NUMBERS:
            continue  # "Four officers were hurt, they said": not the officers
        if opening and opening.start < speaker.start and (speaker.head != "it" or _acts_alone(opening)):
            yield back, opening


def _acts_alone(topic: Speaker) -> bool:
    """Whether "it" can look back on a subject that has said nothing: a paper, or a body that a list knows."""
    return topic.kind is Kind.PAPER or topic.kind is Kind.BODY and topic.type is not SourceType.PERSON


def _stands_before(reading: Reading, word: str, position: int) -> bool:
    """Whether letters stand in front of a position, or may do so: a few letters are longer in lower case."""
    if not reading.lower:
        reading.lower.append(reading.document.text.lower())
    lower = reading.lower[0]
    if word not in reading.firsts:
        reading.firsts[word] = lower.find(word)
    return 0 <= reading.firsts[word] < position + len(lower) - len(reading.document.text)


def _relays_in(reading: Reading, index: int) -> Iterator[Speaker]:
    """Those through whom a sentence tells what others say, whom "the newspaper" can mean, last first."""
    for cue in reversed(cues_in(reading, index)):
        yield from (complete(relay, reading.names) for relay in cue.relays)


def _speakers_in(reading: Reading, index: int) -> tuple[Speaker, ...]:
    """The speakers of the cues of a sentence, made whole, last first."""
    if index not in reading.speakers:
        made = (cue for cue in reversed(cues_in(reading, index)) if cue.rule != "claim")  # "it" seldom means a claimant
        told = (complete(cue.speaker, reading.names) for cue in made)
        reading.speakers[index] = tuple(settled(speaker, reading.known) for speaker in told)
    return reading.speakers[index]
