"""Credits that are no plain saying: "according to", the passive, and the chains of origin and relay."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reconcile.attribution.claimed import claimed
from reconcile.attribution.cue import Cue, Masked, cue_of
from reconcile.attribution.estimates import polled, put_again
from reconcile.attribution.frames import adjuncts, closed, comma_from, end_of, led, resumed, whole_left
from reconcile.attribution.phrases import after, before
from reconcile.attribution.rivals import may_rival, rivals
from reconcile.attribution.signs import may_sign, signs
from reconcile.attribution.speakers import Kind, Speaker, speaker_at
from reconcile.attribution.subject import Subject, first_phrase
from reconcile.attribution.subjects import named_behind, subject_of
from reconcile.attribution.tokens import MARKS, Tokens, every, holds, owns
from reconcile.attribution.verbs import spoken
from reconcile.attribution.words import (
    ADVERBS,
    AIRED,
    ASSERTED,
    AUXILIARIES,
    CITE,
    CUES,
    DETERMINERS,
    EVIDENCE,
    MADE,
    NUMBERS,
    OPENERS,
    OWNED,
    PARTICIPLE,
    PASSIVE,
    PERSONS,
    POLLS,
    PREPOSITIONS,
    REFUSALS,
    REPORT,
    SPEAKERS,
    TIMES,
    Pair,
    Words,
)  # fmt: skip
from reconcile.model import Span

HANGING, JOINING = CUES | PASSIVE | OPENERS, CITE | AIRED
FURTHEST_BY = 10
IS = (["was"], ["is"], ["stood"], ["stands"], ["were"])  # "the toll given by police was 24"
HAS = frozenset(("has", "had", "have"))
BASED = ([",", "based", "on"], [",", "based", "upon"], [",", "relying", "on"], [",", "drawing", "on"])
CALLED = ("name", "names", "title", "titles", "nickname", "term", "label", "orders", "order", "instructions")
OF_PAPERS = ("in", "by")
WHOSE = ("who", "whose", "which", "that", "whom")
SHORT = 60  # characters of a sentence that only says who asked
QUOTED = frozenset("\"“”‘’«»'`")
OPENING_WORDS = ("and", "but", "while", ":", ";", "—", "–")
SAYING = (["as", "saying"], ["as", "telling"], ["as", "having"], ["as", "writing"])


def may_credit(sentence: str, words: Sequence[str], found: frozenset[str], known: Words) -> bool:
    """Whether a sentence holds a word or a mark that a cue can hang on; most hold none and need no reading.

    `words` are its words in lower case, by their letters, `found` the set of them.
    """
    hints = known.hints
    if not found.isdisjoint(hints.alone) or may_sign(sentence) or may_rival(sentence):
        return True
    for pair in hints.paired:
        if not found.isdisjoint(pair.words) and not found.isdisjoint(pair.partners) and _near(words, pair):
            return True
    beside = len(sentence) < SHORT or not QUOTED.isdisjoint(sentence)
    return beside and not found.isdisjoint(hints.quoting)


def _near(words: Sequence[str], pair: Pair) -> bool:
    """Whether a word of a pair stands near enough to its partner."""
    partners, front, behind = pair.partners, pair.front, pair.behind
    for at, word in enumerate(words):
        if word in pair.words and not partners.isdisjoint(words[max(0, at - front) : at + behind + 1]):
            return True
    return False


def cues(line: Tokens, known: Words, masked: Masked) -> tuple[Cue, ...]:
    """The cues of a sentence in order; `masked` tells the characters that stand in a quotation."""
    said: list[Subject] = []
    held = every(line)
    places = [at for at, bits in enumerate(line.bits) if bits & HANGING]
    if not held & EVIDENCE:
        places = [at for at in places if not (line.bits[at] & OPENERS and line.lows[at] in OF_PAPERS)]
    if held & POLLS and not HAS.isdisjoint(line.lows):
        places = sorted({*places, *(at for at, low in enumerate(line.lows) if low in HAS and at)})
    found = [cue for at in places if not masked(line.starts[at]) and (cue := _cue_at(line, at, said, known))]
    if "at" in line.lows:
        found += [cue for first in found if first.rule.startswith("put") for cue in put_again(line, first, known)]
    if held & ASSERTED:
        nouns = (at for at, bits in enumerate(line.bits) if bits & ASSERTED and not masked(line.starts[at]))
        found += [cue for at in nouns if (cue := claimed(line, at, known))]
    found += signs(line, known, masked)
    if held & NUMBERS and (found or "(" in line.words):
        found += rivals(line, found, known)
    found.sort(key=lambda cue: (cue.verb, cue.first))
    if places and held & JOINING:
        found = _joined(line, found, known)
    return _nested(line, found) if places else tuple(found)


def _cue_at(line: Tokens, at: int, said: list[Subject], known: Words) -> Cue | None:
    bits = line.bits[at]
    if bits & OPENERS:
        return _opened(line, at, known)
    if bits & PASSIVE and not bits & CITE and (by := _by(line, at)):
        return _passive(line, at, by, known)
    if bits & CITE:
        helped = at > 0 and line.bits[at - 1] & AUXILIARIES
        cue = _quoted(line, at, said, known) if helped or not bits & PARTICIPLE else None
        if cue or not bits & REPORT or bits & PARTICIPLE:
            return cue
    if line.lows[at] in HAS:
        return polled(line, at, said, known)
    return spoken(line, at, said, known) if bits & CUES else None


def _opened(line: Tokens, at: int, known: Words) -> Cue | None:
    """The credits that a small word opens: "according to X", "per X", "by police estimates"."""
    low = line.lows[at]
    if low == "according":
        follows = at + 2 < len(line.words) and line.lows[at + 1] == "to"
        return _according(line, at, at + 2, "according-to", known) if follows else None
    return _according(line, at, at + 1, "per", known) if low == "per" else _in_report(line, at, known)


def _according(line: Tokens, at: int, begin: int, rule: str, known: Words) -> Cue | None:
    """ "According to X" and "per X", in front of what X says or behind it."""
    if line.lows[begin : begin + 1] == ["which"]:
        return _by_which(line, at, begin, known)
    span = after(line, begin)
    found = speaker_at(line, span, known)
    if not found or not span or found.kind is Kind.WEAK and (not line.bits[begin] & DETERMINERS or _paper(line, span)):
        return None
    listed = found.kind is Kind.BODY and line.bits[span[1] - 1] & SPEAKERS
    if rule == "per" and not (found.outlet or listed or _paper(line, span)):
        return None
    opening = at == 0 or line.lows[at - 1] in OPENING_WORDS and span[1] < len(line.words)
    opening = opening or rule == "per" and line.lows[:at] == ["as"]
    listing = line.words[span[1] : span[1] + 1] == [":"]  # "Two died, according to police: one drowned"
    if not (opening or listing or closed(line, span[1]) or _described(line, span[1])):
        return None
    right = (line.ends[span[1] - 1], end_of(line)) if opening or listing else resumed(line, span[1])
    left = None if opening else whole_left(line, at)
    told = named_behind(line, Subject(found, *span, "according"), known)
    cue = _from(line, cue_of(line, at, told, rule, left=left, right=right), at)
    base = speaker_at(line, after(line, span[1] + 3), known) if line.lows[span[1] : span[1] + 3] in BASED else None
    sourced = found.outlet and base and base.kind not in (Kind.WEAK, Kind.PAPER, Kind.PRONOUN)
    return replace(cue, speaker=base, relays=(found,)) if base and sourced else cue


def _by_which(line: Tokens, at: int, which: int, known: Words) -> Cue | None:
    """ "It cites a count by the union, according to which": whoever stands in front says what follows."""
    span = before(line, at - 1 - (line.words[at - 1] == ",")) if at > 1 else None
    found = speaker_at(line, span, known)
    if not found or not span or found.kind is Kind.WEAK:
        return None
    right = (line.ends[which], end_of(line))
    return cue_of(line, at, Subject(found, *span, "according"), "according-to", right=right)


def _described(line: Tokens, at: int) -> bool:
    """Whether more is said of a source: "according to lawyers who saw it", "according to the army on Sunday"."""
    return bool(line.bits[at] & (PREPOSITIONS | TIMES | ADVERBS | MADE)) or line.lows[at] in WHOSE


def _paper(line: Tokens, span: tuple[int, int]) -> bool:
    return any(line.bits[i] & EVIDENCE for i in range(*span))


def _from(line: Tokens, cue: Cue, at: int) -> Cue:
    """The cue with the words from `at` on as those that say so."""
    return replace(cue, first=at, start=line.starts[at])


def _in_report(line: Tokens, at: int, known: Words) -> Cue | None:
    """ "By police estimates", "in a report by the union": a paper whose maker is named."""
    span = after(line, at + 1)
    if span and "on" in line.lows[span[0] : span[1] - 1] and line.lows[span[1] - 1] == "trial":
        return None  # "those in the group on trial"
    verb = at and line.bits[at - 1] & (CUES | MADE | PASSIVE) and not (at > 1 and line.bits[at - 2] & NUMBERS)
    if not span or not _paper(line, span) or verb:
        return None  # but "by 5 points in the average"
    found = speaker_at(line, span, known)
    owned = holds(line, at + 1, span[1], PERSONS) or any(owns(line, i) for i in range(at + 1, span[1]))
    loose = line.lows[at] == "by" and at and line.words[at - 1] != "," and not owned
    if not found or found.kind in (Kind.WEAK, Kind.PRONOUN) or loose:
        return None
    right = (line.ends[span[1] - 1], end_of(line)) if at == 0 else None
    left = whole_left(line, at) if at else None
    return _from(line, cue_of(line, at, Subject(found, *span, "in"), "in-report", left=left, right=right), at)


def _by(line: Tokens, at: int) -> int | None:
    """The "by" behind a passive verb, directly or behind the figure that it sets: "was put at 30 by"."""
    if at + 1 >= len(line.words) or at and line.lows[at] == "given" and line.lows[at - 1] in CALLED:
        return None  # "the name given by the settlers to the town"
    if line.lows[at + 1] == "by":
        return at + 1
    helped = at > 0 and (line.bits[at - 1] & AUXILIARIES or line.words[at - 1] == ",")
    if not helped or line.lows[at + 1] not in ("at", "as"):
        return None
    for i in range(at + 2, min(at + FURTHEST_BY, len(line.words))):
        if line.lows[i] == "by" or line.words[i] == ",":
            return i if line.lows[i] == "by" else None
    return None


def _passive(line: Tokens, at: int, by: int, known: Words) -> Cue | None:
    """ "Was reported by X", "was put at 30 by X", "the 500 expected by X": what stands before "by" is covered."""
    span = after(line, by + 1)
    found = speaker_at(line, span, known)
    if not found or not span or found.kind in (Kind.WEAK, Kind.PRONOUN):
        return None
    helped = any(bits & AUXILIARIES for bits in line.bits[max(0, at - 3) : at])
    front = at - 2 if at > 1 and line.bits[at - 1] & ADVERBS else at - 1  # "as first reported by"
    whole = helped or at > 0 and line.lows[front] in ("as", ",")
    rule, begin = ("reported-by", 0) if whole else ("figure-by", _counted_from(line, at))
    left = (line.starts[begin], line.starts[by])
    stated = line.lows[span[1] : span[1] + 1] == ["at"] if whole else line.lows[span[1] : span[1] + 1] in IS
    right = (line.ends[span[1] - 1], comma_from(line, span[1]) or end_of(line)) if stated else None
    told = named_behind(line, Subject(found, *span, "by"), known)
    return _from(line, cue_of(line, at, told, rule, left=left, right=right), at)


def _counted_from(line: Tokens, verb: int) -> int:
    """Where the phrase that a participle belongs to begins: "the 15,000 first expected by police"."""
    for at in range(verb, 0, -1):
        ended = line.bits[at - 1] & (PREPOSITIONS | CUES) and line.lows[at - 1] != "of"
        if ended or line.words[at - 1] in MARKS:
            return at
    return 0


def _quoted(line: Tokens, at: int, said: list[Subject], known: Words) -> Cue | None:
    """ "R quoted X as saying": X is the origin and R the relay; so it is where "X was quoted by R as saying"."""
    relay = after(line, at + 2) if at + 2 < len(line.words) and line.lows[at + 1] in ("by", "in", "on") else None
    if relay and line.lows[relay[1] : relay[1] + 2] in SAYING:
        return _quoted_in_passive(line, at, relay[1] + 1, relay, said, known)
    if line.lows[at + 1 : at + 3] in SAYING:
        by = after(line, at + 4) if at + 3 < len(line.words) and line.lows[at + 3] == "by" else None
        return _quoted_in_passive(line, at, at + 2, by, said, known)
    span = after(line, at + 1)
    origin = speaker_at(line, span, known)
    if not origin or not span:
        return None
    quoted = named_behind(line, Subject(origin, *span, "quoted"), known)  # "the police chief, Ana Ruiz,"
    past = quoted.past + (quoted.past > span[1] and line.words[quoted.past : quoted.past + 1] == [","])
    if not _as_saying(line, past):
        return None
    origin, span, subject = quoted.speaker, (span[0], past), subject_of(line, at, said, known)
    first = subject.first if subject else at
    cue = cue_of(line, span[1] + 1, Subject(origin, first, span[1], "quoted"), "quoted")
    return replace(_with_sides(line, cue, first, span[1] + 2), relays=(subject.speaker,) if subject else ())


def _as_saying(line: Tokens, at: int) -> bool:
    """Whether "as" and what somebody is quoted as doing follow: "as saying", "as putting the toll at 12"."""
    told = line.lows[at : at + 1] == ["as"] and at + 1 < len(line.words) and line.lows[at + 1].endswith("ing")
    return told and (line.lows[at : at + 2] in SAYING or bool(line.bits[at + 1] & (CUES & ~EVIDENCE)))


def _quoted_in_passive(
    line: Tokens, at: int, saying: int, relay: tuple[int, int] | None, said: list[Subject], known: Words
) -> Cue | None:
    """ "X was quoted as saying", by somebody or nobody."""
    helper = at - 1
    while helper > 0 and line.bits[helper] & ADVERBS:
        helper -= 1
    subject = subject_of(line, helper, said, known) if helper >= 0 else None
    if subject is None:
        return None
    cue = _with_sides(line, cue_of(line, saying, subject, "quoted"), subject.first, saying + 1)
    through = speaker_at(line, relay, known)
    return replace(cue, relays=(through,)) if through else cue


def _with_sides(line: Tokens, cue: Cue, first: int, at: int) -> Cue:
    if closed(line, adjuncts(line, at)) and led(line, first):
        return replace(cue, left=whole_left(line, first))
    return replace(cue, right=(line.ends[at - 1], end_of(line)))


def _nested(line: Tokens, found: list[Cue]) -> tuple[Cue, ...]:
    """The cues with "R reported that X said" read as X through R."""
    for index in range(1, len(found)):
        outer, inner = found[index - 1], found[index]
        if not outer.right or not inner.right or inner.rule == "quoted" or outer.rule.startswith("colon"):
            continue
        if inner.speaker.kind is Kind.PRONOUN:
            continue
        if line.bits[inner.first] & OWNED and not owns(line, inner.first):
            found[index] = replace(inner, speaker=outer.speaker, relays=(*inner.relays, *outer.relays))
            continue  # "it said that its lawyers had counted 12": the group's own word
        gap = inner.first - adjuncts(line, outer.verb + 1)
        if 0 <= gap <= 1 and inner.verb > inner.first > outer.verb:
            found[index] = replace(inner, relays=(*inner.relays, outer.speaker, *outer.relays))
    return tuple(found)


def _joined(line: Tokens, found: list[Cue], known: Words) -> list[Cue]:
    """The cues with the origin cited or the relay named: "R said, citing X", "X said, quoted by R", "X told R"."""
    for at, bits in enumerate(line.bits):
        if not bits & JOINING or not 0 < at + 1 < len(line.words):
            continue
        following, helped = line.lows[at + 1], at > 0 and line.bits[at - 1] & AUXILIARIES
        passed_on = following == "by" or bool(bits & AIRED) and following in ("to", "with", "on")
        helped = helped or at > 0 and line.bits[at - 1] & REFUSALS  # "without citing sources"
        if helped or not passed_on and not (bits & CITE and bits & PARTICIPLE) or line.bits[at + 1] & OWNED:
            continue
        other = speaker_at(line, after(line, at + 1 + passed_on), known)
        if not passed_on and at > 1 and (not other or other.kind is Kind.WEAK) and line.words[at - 1] == ",":
            found = [*found, *_citing_a_thing(line, found, at, known)]
        if other and other.kind not in (Kind.WEAK, Kind.PRONOUN) and (other.outlet or not bits & AIRED):
            _join(line, found, at, other, passed_on=passed_on)
    return found


def _citing_a_thing(line: Tokens, found: list[Cue], at: int, known: Words) -> list[Cue]:
    """ "The firm cut its forecast, citing a 9 percent fall in sales": what is cited is the firm's own word."""
    own = first_phrase(line, known)
    if not own or any(cue.verb < at for cue in found):
        return []
    right = (line.ends[at], comma_from(line, at) or end_of(line))
    return [cue_of(line, at, Subject(own.speaker, at, at + 1, "shared"), "citing", right=right)]


def _join(line: Tokens, found: list[Cue], at: int, other: Speaker, *, passed_on: bool) -> None:
    """Tie an origin or a relay to the cue that it belongs to: the next whose subject stands in front, else the last."""
    aired = line.bits[at] & AIRED
    later = next((i for i, cue in enumerate(found) if cue.verb > at and (cue.first < at or at == 0 or aired)), None)
    index = later if later is not None else max((i for i, cue in enumerate(found) if cue.verb < at), default=None)
    if index is None:
        if not passed_on and at:
            left: Span = whole_left(line, at)
            found.append(cue_of(line, at, Subject(other, at, at + 1, "citing"), "citing", left=left))
        return
    cue = found[index]
    if passed_on:
        found[index] = replace(cue, relays=(other, *cue.relays))
    elif cue.speaker.kind is not Kind.PRONOUN:
        found[index] = replace(cue, speaker=other, relays=(cue.speaker, *cue.relays), rule="citing")
