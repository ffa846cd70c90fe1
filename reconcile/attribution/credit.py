"""A document's figures → their sources: the cue that covers each, and the speaker that it means."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

import regex

from reconcile.attribution.cue import Cue
from reconcile.attribution.naming import attribution, hedged
from reconcile.attribution.phrases import before
from reconcile.attribution.quotations import Quotation
from reconcile.attribution.reading import (
    Found,
    Reading,
    cues_in,
    doubts_in,
    is_turn,
    may_doubt,
    quotation_at,
    reading_of,
    sentence_at,
    subject,
    topic,
)  # fmt: skip
from reconcile.attribution.speakers import Kind, Speaker, speaker_at
from reconcile.attribution.tokens import tokens
from reconcile.attribution.within import cited_within
from reconcile.attribution.words import AUXILIARIES, DECLINES, PERSONS, vocabulary
from reconcile.model import Attribution, Document, Passage, SourceType, Span

BEHIND_QUOTE = 60  # characters between a quotation and the words that say who spoke
TURN = regex.compile(
    r";|, (?:and|but|while|whereas|with|as|which|where|(?:an? \w+ )?(?:in|on|at|during) which|whose)\b|\bwhile\b"
)
CONCEDING = regex.compile(r"\b(?:While|Although|Though|Whereas) (?:the )?\Z")
PHRASE = regex.compile(r"(?<!\p{L})\p{Ll}{2,}\W.*?(?<!\p{L})\p{Ll}{4,}")  # words, and no title of a book or a song
NEAREST = ("rival", "rival-count")  # beside the number
AGE = regex.compile(r"[\p{L})], \d\d[,.](?!\d)")  # "Falk, 66, said"
TWEET = regex.compile(r"\s*[—–-]*\s*([^\n@()]{2,50}?) \(@\w+\)")



def attribute(
    document: Document, passages: Sequence[Passage], spans: Sequence[Span], language: str = "en"
) -> tuple[Attribution | None, ...]:
    """Who is cited for each span, in the order given; None where the outlet speaks in its own voice."""
    if not spans:
        return ()
    reading = reading_of(document, passages, spans, vocabulary(language))
    seen: dict[Span, Found | None] = {}
    for span in reading.spans:
        seen[span] = _found(reading, span, seen)
    return tuple(_answer(reading, span, seen[span]) for span in spans)


def _answer(reading: Reading, span: Span, found: Found | None) -> Attribution | None:
    """What is found for a span as an attribution: a source, else somebody who left it open, else a hedge."""
    told = attribution(reading, found.index, found.cue, guess=found.guess) if found else None
    if told:
        return told
    index = sentence_at(reading, span[0])
    if index < 0:
        return None
    if not may_doubt(reading, index):
        return None
    cue = next((cue for cue in doubts_in(reading, index) if _covers(cue, span[0])), None)
    return (attribution(reading, index, cue) if cue else None) or hedged(reading, index, span)


def _covers(cue: Cue, at: int) -> bool:
    return any(side and side[0] <= at < side[1] for side in (cue.left, cue.right))


def _found(reading: Reading, span: Span, seen: dict[Span, Found | None]) -> Found | None:
    """The sentence and the cue that credit a figure; `seen` are those of the figures before it."""
    index = sentence_at(reading, span[0])
    if index < 0:
        return None
    if _is_age(reading.document.text, span) and not quotation_at(reading, span[0]):
        return None
    found = _declined(reading, index, span) or _covering(reading, index, span) or _tweeted(reading, index)
    if quote := quotation_at(reading, span[0]):
        found = found or _around(reading, quote) or _beside(reading, index, quote)
        return cited_within(reading, index, span, quote, found) or found
    return found or _carried(reading, index, seen) or _in_turn(reading, index)


def _is_age(text: str, span: Span) -> bool:
    """Whether a number between commas behind a name is how old somebody is."""
    return text[max(0, span[0] - 2) : span[0]] == ", " and bool(AGE.match(text, max(0, span[0] - 3), span[1] + 1))


def _declined(reading: Reading, index: int, span: Span) -> Found | None:
    """ "Police declined to give a number": whoever stands in front of such a figure is its source."""
    figure = reading.document.text[slice(*span)]
    first, *rest = (figure.lower().split() if " " in figure else []) or [""]
    if not rest or not reading.known.bits.get(first, 0) & DECLINES:
        return None
    line = tokens(reading.document.text, (reading.sentences[index][0], span[0]), reading.known)
    last = len(line.words) - 1
    while last >= 0 and line.bits[last] & AUXILIARIES:
        last -= 1
    phrase = before(line, last)
    speaker = speaker_at(line, phrase, reading.known)
    counted = phrase and phrase[0] and line.lows[phrase[0] - 1] == "of"  # "the number of pupils is not known"
    if not speaker or speaker.kind is Kind.WEAK or counted:
        return None
    said = (line.starts[last + 1] if last + 1 < len(line.words) else span[0], span[1])
    cue = Cue(verb=last + 1, first=0, speaker=speaker, said=said, start=speaker.start, end=span[1], rule="declined")
    return Found(index, cue)


def _covering(reading: Reading, index: int, span: Span) -> Found | None:
    """The cue of the same sentence that covers the figure best: the nearest in front, else the nearest behind."""
    found, at = cues_in(reading, index), span[0]
    if not found:
        return None
    if any(cue.rule == "according-to" and cue.said[0] <= at < cue.speaker.opened for cue in found):
        return None  # "according to three senators"
    lead = next((cue for cue in reversed(found) if cue.right and cue.right[0] <= at < cue.right[1]), None)
    trail = next((cue for cue in found if cue.left and cue.left[0] <= at < cue.left[1]), None)
    if trail and any(at < cue.start < trail.start and not cue.left for cue in found):
        trail = None
    if lead and trail and trail.rule != "figure-by":
        if trail.rule == "according-to" and lead.speaker.outlet and not trail.speaker.outlet:
            return Found(index, replace(trail, relays=(*trail.relays, lead.speaker, *lead.relays)))
        turned = TURN.search(reading.document.text, lead.end, at) or _conceded(reading, lead, at)
        if not turned and trail.speaker.outlet and not lead.speaker.outlet and trail.rule not in NEAREST:
            return Found(index, replace(lead, relays=(*lead.relays, trail.speaker)))
        return Found(index, trail if turned or lead.left or trail.rule in NEAREST else lead)
    chosen = trail or lead
    return Found(index, chosen) if chosen else None


def _conceded(reading: Reading, lead: Cue, at: int) -> bool:
    """Whether a figure stands behind the clause that a cue opens: "While police said 12 died, four more were found"."""
    text = reading.document.text
    return bool(CONCEDING.search(text, max(0, lead.start - 12), lead.start)) and "," in text[lead.end : at]


def _tweeted(reading: Reading, index: int) -> Found | None:
    """Whoever signs a post that is set into the page: "... — Harbour Radio (@harbour)"."""
    end = reading.sentences[index][1]
    text = reading.document.text
    signed = TWEET.match(text, end, end + BEHIND_QUOTE) if text.find("(@", end, end + BEHIND_QUOTE) > 0 else None
    if not signed:
        return None
    start, past = signed.span(1)
    name = signed[1]
    speaker = Speaker(
        name=name, kind=Kind.PERSON, type=SourceType.PERSON, start=start, end=past, opened=start, head=name.lower()
    )
    cue = Cue(verb=0, first=0, speaker=speaker, said=signed.span(), start=start, end=past, rule="post")
    return Found(index, cue)


def _around(reading: Reading, quote: Quotation) -> Found | None:
    """The cue behind the quotation around a figure, or in front of it."""
    last = sentence_at(reading, quote.end - 1)
    behind = next((cue for cue in cues_in(reading, last) if cue.start >= quote.end - 1 and cue.left), None)
    if behind and behind.start - quote.end < BEHIND_QUOTE:
        return Found(last, behind)
    questions = reading.document.text[quote.end - 2 : quote.end - 1] in ("?", "!")
    if questions and (asked := _asked(reading, last + 1, quote)):
        return asked
    first = sentence_at(reading, quote.start)
    front = [cue for cue in cues_in(reading, first) if cue.end <= quote.start]
    return Found(first, front[-1]) if front else None


def _asked(reading: Reading, index: int, quote: Quotation) -> Found | None:
    """The speaker behind a quotation that ends in a question mark: '"Why?" she asked.'"""
    if index >= len(reading.sentences) or reading.sentences[index][0] - quote.end > 1:
        return None
    cue = next(iter(cues_in(reading, index)), None)
    return Found(index, cue) if cue and cue.start - quote.end < 2 and _ends(reading, index, cue) else None


def _ends(reading: Reading, index: int, cue: Cue) -> bool:
    """Whether next to nothing stands behind a cue in its sentence."""
    return reading.sentences[index][1] - cue.end < BEHIND_QUOTE


def _beside(reading: Reading, index: int, quote: Quotation) -> Found | None:
    """The speaker of a quotation that has no cue of its own: that of the one it runs on from, or of its neighbours."""
    quote, found = _run_on_from(reading, quote)
    if found:
        return found
    first = sentence_at(reading, quote.start)
    if quote.start > reading.sentences[first][0] and not quote.carried:
        return _in_clause(reading, first, quote)
    if first and reading.homes[first - 1] == reading.homes[first]:
        return _last(reading, first - 1)
    passage = reading.passages[reading.homes[index]]
    whole = quote.start == passage.start and quote.end >= passage.end - 1
    return _across_paragraphs(reading, first, sentence_at(reading, passage.end - 1)) if whole else None


def _in_clause(reading: Reading, index: int, quote: Quotation) -> Found | None:
    """The speaker of a quotation in a clause whose subject goes on: 'Falk called it "a 2 percent tax" and said'."""
    found = next((cue for cue in cues_in(reading, index) if cue.start >= quote.end and cue.rule == "said-shared"), None)
    return Found(index, found) if found else _in_words_of(reading, index, quote)


def _in_words_of(reading: Reading, index: int, quote: Quotation) -> Found | None:
    """The subject of a sentence that sets a few of its words between marks: 'Falk called it "a tax on 2 million"'."""
    person = subject(reading, index)
    if not person or person.end > quote.start or not PHRASE.search(reading.document.text, quote.start, quote.end):
        return None
    start, end = person.opened, person.end
    cue = Cue(verb=0, first=0, speaker=person, said=(start, end), start=start, end=end, rule="in-words-of")
    return Found(index, cue, guess=True)


def _run_on_from(reading: Reading, quote: Quotation) -> tuple[Quotation, Found | None]:
    """The quotation that one runs on from, over as many as do, with the cue of the first that has one."""
    passed, runs = [], reading.runs
    while quote.start not in runs:
        passed.append(quote.start)
        if not quote.carried or not sentence_at(reading, quote.start):
            runs[quote.start] = quote, None
            break
        earlier = reading.quotes[bisect_left(reading.opened, quote.start) - 1]
        if found := _around(reading, earlier):
            runs[quote.start] = earlier, found
            break
        quote = earlier
    runs.update(dict.fromkeys(passed, runs[quote.start]))
    return runs[quote.start]


def _last(reading: Reading, index: int) -> Found | None:
    found = cues_in(reading, index)
    return Found(index, found[-1], guess=True) if found else None


def _across_paragraphs(reading: Reading, first: int, last: int) -> Found | None:
    """The speaker of a paragraph that is all quotation: announced by a colon before it, or taken up again behind it."""
    text, sentences = reading.document.text, reading.sentences
    if first and text[sentences[first - 1][0] : sentences[first][0]].rstrip().endswith(":"):
        return _last(reading, first - 1)
    if first and (found := _goes_on(reading, first)):
        return found
    following = cues_in(reading, last + 1)[:1] if last + 1 < len(sentences) else ()
    if not following or following[0].start != sentences[last + 1][0]:
        return _told_of(reading, first)
    speaker = following[0].speaker
    again = speaker.definite and speaker.name[:1].islower() or reading.known.bits.get(speaker.head, 0) & PERSONS
    return Found(last + 1, following[0], guess=True) if again else _told_of(reading, first)


def _told_of(reading: Reading, first: int) -> Found | None:
    """The person whom the sentence in front of a paragraph of quotation tells of: "Ana Ruiz laid out her plan." """
    if not first or quotation_at(reading, reading.sentences[first - 1][1] - 1):
        return None
    person = topic(reading, first - 1)
    if not person or person.kind is not Kind.PERSON or reading.homes[first - 1] + 1 != reading.homes[first]:
        return None
    if reading.passages[reading.homes[first - 1]].section != reading.passages[reading.homes[first]].section:
        return None
    start, end = person.opened, person.end
    cue = Cue(verb=0, first=0, speaker=person, said=(start, end), start=start, end=end, rule="told-of")
    return Found(first - 1, cue, guess=True)


def _goes_on(reading: Reading, first: int) -> Found | None:
    """The person quoted at the end of the paragraph before, who is quoted again in the next without being named."""
    home = reading.homes[first - 1]
    before_it = reading.passages[home]
    if before_it.section != reading.passages[home + 1].section or home + 1 != reading.homes[first]:
        return None
    found = _last(reading, first - 1)
    quoted = quotation_at(reading, before_it.end - 1) or found and _behind_quotation(reading, found.cue)
    person = found and found.cue.speaker.kind in (Kind.PERSON, Kind.PRONOUN, Kind.ROLE)
    return found if quoted and person else None


def _behind_quotation(reading: Reading, cue: Cue) -> bool:
    """Whether a cue stands behind the quotation that it credits."""
    return any(quotation_at(reading, at) for at in range(max(0, cue.start - 3), cue.start))


def _in_turn(reading: Reading, index: int) -> Found | None:
    """Whoever has the word in a talk set down turn by turn: the name in front of the colon that opens the paragraph."""
    passage = reading.passages[reading.homes[index]]
    if passage.start == reading.sentences[index][0]:
        return None
    first = sentence_at(reading, passage.start)
    if ":" not in reading.document.text[slice(*reading.sentences[first])]:
        return None
    cue = next(iter(cues_in(reading, first)), None)
    said = cue and cue.rule.startswith("colon") and cue.start == passage.start and is_turn(reading, cue)
    return Found(first, cue) if cue and said else None


def _carried(reading: Reading, index: int, seen: dict[Span, Found | None]) -> Found | None:
    """The credit of the sentence before, where this one goes on counting: "12 died. Another 30 were hurt"."""
    if not index or reading.homes[index - 1] != reading.homes[index] or cues_in(reading, index):
        return None
    start, before_it = reading.sentences[index][0], reading.sentences[index - 1][0]
    here = bisect_left(reading.spans, (start, 0))
    opening = reading.document.text[start : reading.spans[here][0]].strip()
    if opening and not reading.known.goes_on.fullmatch(opening):
        return None
    counted = reading.spans[bisect_left(reading.spans, (before_it, 0)) : here]
    credits = [found for other in counted if (found := seen.get(other))]
    if not credits or quotation_at(reading, counted[-1][0]) or credits[-1].cue.rule == "saw":
        return None  # a witness tells of no more than was seen
    return Found(credits[-1].index, replace(credits[-1].cue, rule="carried-over"), guess=True)
