"""The words of a sentence that credit somebody, each with the stretch of the sentence that it covers."""

from __future__ import annotations

from dataclasses import replace

from reconcile.attribution.cue import Cue, cue_of
from reconcile.attribution.estimates import put
from reconcile.attribution.frames import (
    adjuncts,
    behind_aside,
    clause_end,
    closed,
    comma_from,
    end_of,
    has_object,
    led,
    own_relative,
    past_list,
    resumed,
    sees_figure,
    takes_figure,
    whole_left,
)
from reconcile.attribution.heard import heard_by, hears, past_crowd
from reconcile.attribution.kinds import is_town
from reconcile.attribution.phrases import after, base_right, hearer, nominal
from reconcile.attribution.speakers import Kind, Speaker, read, speaker_at
from reconcile.attribution.subject import Subject
from reconcile.attribution.subjects import subject_of
from reconcile.attribution.tokens import CLOSING, MARKS, OPENING, Tokens, holds, owns
from reconcile.attribution.words import (
    ACCUSE,
    ADVERBS,
    AUXILIARIES,
    BETWEEN,
    BODIES,
    CLAIM,
    CLAIMED,
    DENY,
    DETERMINERS,
    DISPUTE,
    EVIDENCE,
    FEW,
    FORESEE,
    HEARERS,
    KEPT,
    MADE,
    MENTION,
    MODIFIERS,
    MOVES,
    NEEDS_EVIDENCE,
    NEEDS_THAT,
    NOUNS_TOO,
    NUMBERS,
    OF,
    OWNED,
    PAPERS,
    PARTICIPLE,
    PASSIVE,
    PERSONS,
    PICTURES,
    PREPOSITIONS,
    PUT,
    REPORT,
    SAY,
    SEE,
    TELL,
    TOLLS,
    UTTER,
    Words,
)  # fmt: skip
from reconcile.model import Span, Stance

FURTHEST_OF = 12
LOOKS_BACK = 7
FURTHEST_TO = 10
FURTHEST_THAT = 9
NOT_SUBJECTS = TOLLS | MADE | PASSIVE
WHOSE = ("who", "which", "whom")
HAS = ("has", "had", "have")
TURNED = frozenset(("after", "when", "as", "while", "since", "because"))
SUMMING = ("add", "adds", "added", "adding", "write", "writes", "wrote", "writing")
ADMITTING = ("admit", "admits", "admitted", "admitting")
LOSSES = frozenset(("dead", "deaths", "casualties", "losses", "fatalities", "killings", "murders", "mistakes"))
OUR_OWN = ("our", "my")
WITNESSING = ("finding", "having", "seeing", "hearing", "receiving", "discovering", "recovering", "treating", "losing")
HELD = ("believed", "thought", "feared", "alleged", "presumed", "estimated")

def spoken(line: Tokens, verb: int, said: list[Subject], known: Words) -> Cue | None:
    """The cue of a verb in the active voice; its subject is added to `said` for the verbs that share it."""
    subject = subject_of(line, verb, said, known)
    if subject is None or _own_voice(line, subject) or not _is_verb(line, verb, subject, known):
        return None
    cue = _active(line, verb, subject, known)
    if cue and subject.how == "ahead":
        return replace(cue, left=None, right=(line.ends[verb], line.starts[subject.first]))
    if cue and cue.right and (past := _relative_end(line, verb, subject)):
        cue = replace(cue, right=(cue.right[0], past), left=None)
    if cue or line.bits[verb] & (SAY | TELL):
        relay = cue.relays[0] if cue and cue.relays else None
        said.append(subject if relay is subject.relay else subject._replace(relay=relay))
    return cue


def _own_voice(line: Tokens, subject: Subject) -> bool:
    """Whether the outlet speaks of itself: "our teams documented", "this Committee recorded"."""
    if subject.speaker.kind is Kind.PERSON:
        return False  # "said our coordinator, Ana Ruiz"
    named = line.lows[subject.first] == "this" and line.words[subject.past - 1][0].isupper()
    return line.lows[subject.first] in OUR_OWN or named


def _is_verb(line: Tokens, verb: int, subject: Subject, known: Words) -> bool:
    """Whether a form that is as often a noun is a verb of its subject: "AP reports", never "media reports"."""
    if line.bits[verb] & NOUNS_TOO and (line.lows[verb - 1] in HAS or line.bits[verb - 1] & MODIFIERS):
        return False  # "it had records of 12", "Preliminary reports indicate"
    if line.lows[verb] in HELD and _is_held(line, verb):
        return False
    if not line.bits[verb] & NOUNS_TOO or subject.how in ("shared", "inverted", "who", "appositive"):
        return True
    papers = any(line.bits[at] & EVIDENCE for at in range(subject.first, subject.past - 1))
    if subject.speaker.kind is Kind.PRONOUN or papers and line.bits[verb] & NEEDS_EVIDENCE:
        return True
    last = line.words[subject.past - 1]
    if line.bits[verb] & NEEDS_EVIDENCE and line.bits[subject.past - 1] & PAPERS and not last.endswith("s"):
        return True
    single = not last.endswith("s") or last.isupper() or last in ("Times", "News") or last in known.names
    return single and (last[0].isupper() or last == ")" or bool(line.bits[subject.first] & DETERMINERS))


def _is_held(line: Tokens, verb: int) -> bool:
    """Whether others hold something of the subject: "gunmen believed to be from the north", "people feared dead"."""
    return line.lows[verb + 1 : verb + 2] == ["to"] or holds(line, verb + 1, verb + 2, MADE | TOLLS)


def _relative_end(line: Tokens, verb: int, subject: Subject) -> int | None:
    """Where a relative clause set between commas ends: "the group, which says it is neutral, ..."."""
    described = subject.first > 1 and line.words[subject.first - 1] == ","  # "Karl Berg, a guard who said he was"
    if subject.how == "who" and described and line.lows[subject.past : subject.past + 1] == ["who"]:
        return comma_from(line, verb)
    joint = subject.past + 1 if subject.how == "who" else subject.first - 1
    if not 1 < joint < len(line.words) or line.lows[joint] not in WHOSE or line.words[joint - 1] != ",":
        return None
    return None if subject.how == "who" and subject.first > 3 else past_list(line, verb)


def _active(line: Tokens, verb: int, subject: Subject, known: Words) -> Cue | None:
    """What a verb credits its subject with, if anything."""
    bits, at = line.bits[verb], subject.past if subject.how == "inverted" else verb + 1
    if bits & (SAY | TELL):
        if line.lows[verb] in (*SUMMING, *ADMITTING) and _sums(line, verb):
            return None
        return None if line.bits[subject.past - 1] & PICTURES else _told(line, verb, subject, at, known)
    past = adjuncts(line, at)
    if bits & REPORT and (cue := _reported(line, verb, subject, past)):
        return cue
    if bits & PUT and (cue := put(line, verb, subject)):
        return cue
    if bits & DISPUTE and subject.speaker.kind is not Kind.WEAK and has_object(line, past):
        cue = cue_of(line, verb, subject, "disputed", right=(line.ends[verb], clause_end(line, verb)))
        return replace(cue, stance=Stance.DISPUTES)
    if bits & SEE and subject.speaker.witness and sees_figure(line, verb + 1):
        return cue_of(line, verb, subject, "saw", right=(line.ends[verb], comma_from(line, verb) or end_of(line)))
    mutual = line.lows[verb + 1 : verb + 2] in (["each"], ["one"])  # nor is one of two who "accused each other"
    if bits & ACCUSE and "of" in line.lows[verb + 2 : verb + FURTHEST_OF] and not mutual:  # not "men accused of"
        return cue_of(line, verb, subject, "accused", right=(line.ends[verb], _accused_to(line, verb)))
    return None


def _accused_to(line: Tokens, verb: int) -> int:
    """Where an accusation ends: at a comma, or where the occasion of it is told: "of torture after 12 had died"."""
    comma = comma_from(line, verb) or end_of(line)
    turns = (line.starts[at] for at in range(verb, len(line.words)) if line.lows[at] in TURNED)
    return min(comma, next(turns, comma), own_relative(line, verb) or comma)


def _sums(line: Tokens, verb: int) -> bool:
    """Whether a number is what is added or written: "added 12 names", "wrote 9 books", never "adding 12 had died"."""
    at, n = verb + 1, len(line.words)
    while at < n and line.bits[at] & (ADVERBS | FEW | DETERMINERS | BETWEEN) and not line.bits[at] & NUMBERS:
        at += 1
    if at >= len(line.words) or not line.bits[at] & NUMBERS or line.lows[at - 1] == "that":
        return False
    end = next((i for i in range(at, len(line.words)) if line.words[i] in MARKS), len(line.words))
    if line.lows[verb] in ADMITTING and not LOSSES.isdisjoint(line.lows[at:end]):
        return False  # a hospital admits the wounded, an army its dead
    return not any(bits & AUXILIARIES for bits in line.bits[at:end])


def _told(line: Tokens, verb: int, subject: Subject, at: int, known: Words) -> Cue:
    """A safe verb, with the outlet that was told or on which it was said as the relay."""
    relay = subject.relay if subject.how == "shared" else None
    at += line.bits[verb] & TELL and line.lows[at : at + 1] in (["us"], ["me"])
    begin = at + 1 if at < len(line.words) and line.words[at] in OPENING else at  # told "Fox News Sunday"
    if line.bits[verb] & TELL and (heard := hearer(line, begin)) and (begin == at or _shuts(line, heard[1])):
        told = heard_by(line, heard, known)
        if told and not told.outlet and owns(line, heard[0]):
            told = read(line, heard[0], heard[0] + 1, known)  # "told MSNBC's Andrea Mitchell"
        hears_it = hears(line, heard[1] - 1) or told and known.bits.get(told.head, 0) & HEARERS
        relay = told if told and told.outlet and not hears_it else None
        at = past_crowd(line, heard[1] + begin - at)
    past = adjuncts(line, at)
    relay, cue = relay or _aired(line, verb, past, known), _said(line, verb, subject, past)
    return replace(cue, relays=(relay,)) if relay else cue


def _shuts(line: Tokens, at: int) -> bool:
    return not CLOSING.isdisjoint(line.words[at : at + 3])


def _aired(line: Tokens, verb: int, past: int, known: Words) -> Speaker | None:
    """The outlet on which something was said: "said on state TV", "said to local radio"."""
    for at in range(verb + 1, min(past, len(line.words) - 1)):
        spoke = line.lows[at] in ("on", "to") and not line.bits[at + 1] & OWNED and line.lows[at + 1] != "social"
        span = after(line, at + 1) if spoke else None
        outlet = speaker_at(line, span, known)
        if outlet and span and outlet.outlet and not hears(line, span[1] - 1):
            return outlet
    return None


def _said(line: Tokens, verb: int, subject: Subject, at: int) -> Cue:
    """What a safe verb covers: what follows; or what stands before, where the saying is set behind it."""
    rule = "told" if line.bits[verb] & TELL else "said"
    first, begin = min(subject.first, verb), _that(line, at)
    right = (line.starts[begin] if begin < len(line.words) else line.ends[verb], end_of(line))
    if subject.how == "inverted":
        right_of = _past_appositive(line, at, subject)
        return cue_of(line, verb, subject, f"{rule}-inverted", left=whole_left(line, verb), right=right_of)
    if subject.how != "shared" and not closed(line, at):
        return cue_of(line, verb, subject, rule, left=_looks_back(line, first, at), right=right)
    if subject.how not in ("shared", "who") and led(line, _past_as(line, first)):
        return cue_of(line, verb, subject, f"{rule}-after", left=whole_left(line, first), right=resumed(line, at))
    return cue_of(line, verb, subject, rule, right=right)


def _past_as(line: Tokens, first: int) -> int:
    """The "as" in front of a speaker: "a first in 200 years, as historians noted"."""
    return first - 1 if first > 1 and line.lows[first - 1] == "as" else first


def _that(line: Tokens, at: int) -> int:
    """The "that" behind an hour or an occasion with a number in it: "said at 9 p.m. that", "has said 12 times that"."""
    counted = line.lows[at + 1 : at + 2] in (["times"], ["time"])
    before_it = at + 1 < len(line.words) and line.lows[at] in ("at", "before", "in", "for")
    timed = before_it and line.lows[at + 1] not in ("least", "most")
    if not counted and not timed:
        return at
    return next((i for i in range(at, min(at + FURTHEST_THAT, len(line.words))) if line.lows[i] == "that"), at)


def _past_appositive(line: Tokens, at: int, subject: Subject) -> Span | None:
    """What goes on behind a speaker, not what describes one: "said Ana Ruiz, a nurse who works 12 hours"."""
    beside = subject.speaker.kind is Kind.PERSON and line.words[at : at + 1] == [","]
    if not beside or at + 1 >= len(line.words) or not line.bits[at + 1] & DETERMINERS:
        return resumed(line, at)
    comma = next((i for i in range(at + 1, len(line.words)) if line.words[i] == ","), None)
    return resumed(line, comma) if comma else None


def _looks_back(line: Tokens, first: int, past: int) -> Span | None:
    """What "who officials said had died" looks back on, and the quotation that stands in front."""
    first += line.lows[first] == "that"  # "the 12 that police said had died"
    relative = first > 1 and line.lows[first - 1] in ("that", "which") and nominal(line, first - 2)
    if first and line.lows[first - 1] in ("who", "whom") or relative and line.bits[past] & AUXILIARIES:
        return line.starts[max(0, first - LOOKS_BACK)], line.starts[first - 1]
    return whole_left(line, first) if first and line.words[first - 1] in CLOSING else None


def _reported(line: Tokens, verb: int, subject: Subject, at: int) -> Cue | None:
    """A verb that needs a frame: "that", a figure as its object, a quotation, or a place behind what it reports."""
    bits, first = line.bits[verb], min(subject.first, verb)
    evident = any(line.bits[i] & (EVIDENCE | PICTURES) for i in range(subject.first, subject.past))
    at = behind_aside(line, at)
    beside = bits & UTTER and _beside_quotation(line, first, at)
    if bits & MENTION and not beside and subject.speaker.kind is not Kind.WEAK and _mentions(line, verb):
        return cue_of(line, verb, subject, "reported", right=(line.ends[verb], clause_end(line, verb)))
    framed = bits & (UTTER | MENTION) and not bits & NEEDS_THAT
    if framed and not beside and line.lows[at : at + 1] != ["that"]:
        return None
    if beside and first == 0 and closed(line, at):
        return cue_of(line, verb, subject, "reported-after")
    if _unframed(line, verb, subject, evident=evident):
        return None
    if line.lows[0] == "as" and 0 < first < 3 and subject.how == "subject" and line.words[at : at + 1] == [","]:
        return cue_of(line, verb, subject, "reported", right=(line.ends[at], end_of(line)))  # "As AP reports, 12 died"
    if subject.how == "inverted":
        return cue_of(line, verb, subject, "reported-inverted", left=whole_left(line, verb), right=resumed(line, at))
    if _has_clause(line, verb, at):
        past = own_relative(line, at) if line.lows[at] == "to" else None
        return cue_of(line, verb, subject, "reported", right=(line.starts[at], past or end_of(line)))
    stated = not bits & NEEDS_THAT or line.lows[verb + 1 : verb + 2] == ["out"]  # "as she pointed out"
    begin = first if bits & FORESEE else _past_as(line, first)
    trails = closed(line, at) and led(line, begin) and (beside or evident or stated)
    if subject.how not in ("shared", "who") and trails:
        right = resumed(line, at) or (_compared(line, at) if evident else None)
        return cue_of(line, verb, subject, "reported-after", left=whole_left(line, first), right=right)
    if evident and _has_paper(line, subject):
        return cue_of(line, verb, subject, "reported", right=(line.ends[verb], clause_end(line, at)))
    town = bits & KEPT and is_town(line, *subject[1:3], subject.speaker.name)
    if town or bits & (NEEDS_THAT | NEEDS_EVIDENCE) and not evident:
        return None
    if bits & FORESEE and _foresees(line, at):
        return cue_of(line, verb, subject, "reported", right=(line.ends[verb], clause_end(line, at)))
    if not takes_figure(line, at) or bits & FORESEE and "to" in line.lows[at : at + FURTHEST_TO]:
        return None
    return cue_of(line, verb, subject, "reported", right=(line.ends[verb], clause_end(line, at)))


def _mentions(line: Tokens, verb: int) -> bool:
    """Whether a preposition and what is mentioned follow: "boasted of 30,000 supporters", "pointed to 12 arrests"."""
    at = verb + 1
    if at + 1 < len(line.words) and line.lows[at] not in OF:
        at = adjuncts(line, at)  # "spoke on Tuesday of 12 dead"
    if at + 1 >= len(line.words) or line.lows[at] not in OF:
        return False
    heard = line.lows[at] == "to" and line.lows[verb][:4] in ("spok", "spea", "talk", "brag", "boas", "comp", "joke")
    return not heard and holds(line, at + 1, at + FURTHEST_THAT, NUMBERS)


def _foresees(line: Tokens, at: int) -> bool:
    """Whether something else is foreseen to change: "expects inflation to reach", "sees growth slowing to"."""
    past = at + 1 if at < len(line.words) and line.bits[at] & BODIES else base_right(line, at)
    if not at < past < len(line.words) or line.bits[at] & (NUMBERS | PERSONS):
        return False
    if line.bits[past - 1] & MOVES and line.lows[past - 1].endswith("ing"):
        return True
    behind = past + (line.lows[past] == "to")
    return behind < len(line.words) and bool(line.bits[behind] & MOVES)


def _compared(line: Tokens, at: int) -> Span | None:
    """What else a paper found: "51 percent approve, the survey found, while 43 percent do not"."""
    compared = line.words[at : at + 1] == [","] and line.lows[at + 1 : at + 2] in (["while"], ["but"], ["with"])
    return (line.ends[at], end_of(line)) if compared and holds(line, at + 2, at + 8, NUMBERS) else None


def _has_paper(line: Tokens, subject: Subject) -> bool:
    """Whether a paper speaks, whatever its verb has for an object: "a poll found Hale leading with 46 percent"."""
    papers = EVIDENCE if subject.speaker.kind is not Kind.WEAK else PAPERS
    return subject.how != "shared" and any(bits & papers for bits in line.bits[subject.first : subject.past])


def _beside_quotation(line: Tokens, first: int, at: int) -> bool:
    """Whether a quotation stands in front of the subject and its verb, or behind them."""
    if first == 0 and (line.text[max(0, line.starts[0] - 3) : line.starts[0]].strip()[-1:] or " ") in CLOSING:
        return True
    opened = at < len(line.words) and (line.words[at] in OPENING or line.words[at] == ":")
    return opened or first > 0 and (line.words[first - 1] in CLOSING or line.words[first - 1] in ("?", "!"))


def _unframed(line: Tokens, verb: int, subject: Subject, *, evident: bool) -> bool:
    """Whether a verb cannot credit its subject: "claimed responsibility", "reports suggesting", an unlisted noun."""
    if subject.speaker.kind is Kind.WEAK and not line.bits[subject.past - 1] & EVIDENCE and not line.bits[verb] & UTTER:
        return True
    if any(bits & CLAIMED for bits in line.bits[verb + 1 : verb + 5]) and line.lows[verb].startswith("claim"):
        return True
    paper = line.bits[verb - 1] & (EVIDENCE | PICTURES) and line.words[verb - 1].islower()
    if paper and line.bits[verb] & MADE and line.lows[verb] != "reported":
        return True  # "a video posted on Sunday"
    alone = not subject.first or line.lows[subject.first - 1] != "with"
    return bool(evident and line.bits[verb] & PARTICIPLE and alone)


def _follows_body(line: Tokens, verb: int) -> bool:
    """Whether a name, or a noun with its article, stands right before what may be a noun: "the army [claims] it"."""
    named = verb > 0 and line.words[verb - 1][:1].isupper()
    return named or verb > 1 and line.lows[verb - 2] in ("the", "a", "an")


def _has_clause(line: Tokens, verb: int, at: int) -> bool:
    """Whether a clause or a quotation follows: "reported that", "claim to have"."""
    if at >= len(line.words):
        return False
    if line.lows[at] == "that" or line.lows[at : at + 2] in (["to", "have"], ["to", "be"]):
        return True
    if line.bits[verb] & CLAIM and line.lows[at] == "to" or line.bits[verb] & DENY and line.lows[at].endswith("ing"):
        return True
    last = at + 1 == len(line.words)
    told = not line.bits[verb] & NOUNS_TOO or _follows_body(line, verb)
    if line.lows[at] in ("he", "she", "it", "they", "we") and not last and told:
        if line.bits[verb] & NEEDS_EVIDENCE:
            return bool(line.bits[at + 1] & AUXILIARIES)
        return line.words[at + 1] not in MARKS and not line.bits[at + 1] & PREPOSITIONS
    if line.lows[at - 1] == "there" and line.bits[at] & AUXILIARIES:
        return True
    if line.lows[at] in WITNESSING and not line.bits[verb] & NEEDS_EVIDENCE:
        return True  # "reported finding 12 bodies"
    if not line.bits[verb] & (NEEDS_THAT | NEEDS_EVIDENCE | KEPT | PARTICIPLE):
        past = base_right(line, at)  # "forecast inflation would rise"
        described = line.lows[at].endswith(("ed", "ing")) or line.bits[at] & NOT_SUBJECTS  # "confirmed killed"
        if past > at and not described and past < len(line.words) and line.bits[past] & AUXILIARIES:
            return True
    return line.words[at] in (":", '"', "“") and not line.bits[verb] & NEEDS_THAT
