"""A document while its figures are credited: its sentences, its quotations, and the cues of the sentences looked at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import regex

from reconcile.attribution.cues import cues
from reconcile.attribution.kinds import is_state
from reconcile.attribution.names import Fuller, complete, last_group, refer, settled
from reconcile.attribution.quotations import Quotation, quotations
from reconcile.attribution.speakers import Kind, Speaker
from reconcile.attribution.subjects import first_phrase
from reconcile.attribution.tokens import tokens
from reconcile.attribution.verbs import Cue
from reconcile.attribution.words import PERSONS, Words
from reconcile.model import Document, Passage, SourceType, Span

REACH = 25  # sentences that a pronoun looks back over
TOP = 6  # passages that can open with a dateline
DATELINE = regex.compile(
    r"(?:[^\n.!?]{2,60}?\([^()\n]{2,30}\) ?[-–—]+\s*|\p{Lu}[\p{Lu}.'-]{2,}[^\n!?]{0,40}? [–—-]{1,2} "
    r"|\p{Lu}{4,}(?:[/ '-]\p{Lu}{3,})*+(?:, \p{Lu}\p{Ll}+\.?(?: \d\d?)?){0,2} (?=\p{Lu}|\d))"
)


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
    seen: dict[int, tuple[Cue, ...]] = field(default_factory=dict)
    topics: dict[int, Speaker | None] = field(default_factory=dict)
    proper: dict[str, bool] = field(default_factory=dict)
    fullers: dict[str, Fuller | None] = field(default_factory=dict)


def reading_of(document: Document, passages: Sequence[Passage], spans: Sequence[Span], known: Words) -> Reading:
    """A document ready to be read."""
    placed = [(span, home) for home, passage in enumerate(passages) for span in passage.sentences]
    quotes = quotations(document.text, passages)
    return Reading(
        document=document, known=known, passages=passages, spans=sorted(spans), sentences=[span for span, _ in placed],
        homes=[home for _, home in placed], quotes=quotes, opened=[quote.start for quote in quotes],
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
    if index not in reading.seen:
        line = tokens(reading.document.text, _copy(reading, index), reading.known)
        found = cues(line, reading.known, lambda at: quotation_at(reading, at) is not None) if len(line) else ()
        reading.seen[index] = found
        topic = first_phrase(line, reading.known)
        reading.topics[index] = _topic(reading, topic.speaker) if topic else None
    return reading.seen[index]


def _copy(reading: Reading, index: int) -> Span:
    """A sentence without the dateline in front of it."""
    start, end = reading.sentences[index]
    home = reading.homes[index]
    if home < TOP and start == reading.passages[home].start:
        dateline = DATELINE.match(reading.document.text, start, end)
        start = dateline.end() if dateline and dateline.end() < end else start
    return start, end


def _topic(reading: Reading, speaker: Speaker) -> Speaker | None:
    """The subject of a sentence where a pronoun can look back on it; one capitalised word is taken as a person."""
    if speaker.kind is Kind.PRONOUN or quotation_at(reading, speaker.start):
        return None
    name = speaker.name
    single = speaker.kind is Kind.BODY and speaker.type is SourceType.PERSON and " " not in name and not name.isupper()
    if single and name not in reading.proper:
        reading.proper[name] = _within_sentences(reading.document.text, name)
    person = single and reading.proper[name] and not is_state(name)
    return replace(speaker, kind=Kind.PERSON) if person else speaker


def _within_sentences(text: str, name: str) -> bool:
    """Whether a word is written with its capital in the middle of a sentence too."""
    at = text.find(" " + name)
    while at > 0:
        if text[at - 1].isalnum() or text[at - 1] == ",":
            return True
        at = text.find(" " + name, at + 1)
    return False


def meant(reading: Reading, speaker: Speaker) -> Speaker | None:
    """A speaker made whole: a surname completed, a pronoun or "the ministry" replaced by whom it means."""
    text, known = reading.document.text, reading.known
    found = refer(_complete(reading, speaker), _earlier(reading, speaker), known)
    if found and speaker.kind is Kind.PRONOUN and found.definite:
        found = refer(found, _earlier(reading, found), known)
    return settled(last_group(found, text, known)) if found else None


def _complete(reading: Reading, speaker: Speaker) -> Speaker:
    return complete(speaker, reading.document.text, reading.known, reading.fullers)


def _earlier(reading: Reading, speaker: Speaker) -> Iterator[tuple[int, Speaker]]:
    """The speakers in front of one in its section, last first, with the number of sentences back."""
    index = sentence_at(reading, speaker.start)
    section = reading.passages[reading.homes[index]].section
    topical = speaker.definite or reading.known.bits.get(speaker.head, 0) & PERSONS
    for back in range(min(REACH, index + 1)):
        at = index - back
        if reading.passages[reading.homes[at]].section != section:
            return
        for cue in reversed(cues_in(reading, at)):
            if cue.speaker.start < speaker.start:
                yield back, settled(_complete(reading, cue.speaker))
        topic = reading.topics.get(at)
        if topical and topic and topic.start < speaker.start:
            yield back, _complete(reading, topic)
