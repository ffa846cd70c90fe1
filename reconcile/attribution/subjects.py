"""Who does the saying: the subject of a reporting verb, found by walking from the verb."""

from __future__ import annotations

from reconcile.attribution.company import in_company
from reconcile.attribution.frames import day_of_month
from reconcile.attribution.kinds import is_state
from reconcile.attribution.phrases import (
    after,
    base_left,
    before,
    is_where,
    nominal,
    nothing_follows,
    told_in,
    without_place,
)
from reconcile.attribution.speakers import Kind, read, speaker_at
from reconcile.attribution.subject import Subject, first_phrase, subject_at, without_verb
from reconcile.attribution.tokens import CLOSING, DASHES, MARKS, OPENING, Tokens, holds, is_name
from reconcile.attribution.words import (
    ADVERBS,
    ASSERT,
    AUXILIARIES,
    BETWEEN,
    BODIES,
    BREAKS,
    CONJUNCTIONS,
    CUES,
    DETERMINERS,
    EVIDENCE,
    MADE,
    NEEDS_EVIDENCE,
    NUMBERS,
    OWNED,
    PAPERS,
    PARTICIPLE,
    PASSIVES,
    PERSONS,
    PICTURES,
    PREPOSITIONS,
    REFUSALS,
    REPORT,
    SAY,
    SPEAKERS,
    SPOKESPEOPLE,
    TELL,
    TIMES,
    TITLES,
    UNNAMED,
    UTTER,
    Words,
)  # fmt: skip

FURTHEST_COMMA = 45
FURTHEST_WHO = 20
FURTHEST_OBJECT = 6
FURTHEST_AUXILIARY = 8
LONGEST_WEAK = 6
CLAUSE_OPENERS = ("but", "and", "that", "while", "meanwhile")
RELATIVES = ("who", "which")
HANDING = ("gave", "provided", "released")  # "the clinic, near the port, gave higher numbers"
TURNING = ("took", "takes", "take", "taken", "taking", "turned", "turns", "went")
SPEECH = (
    "speaking", "addressing", "talking", "writing", "reporting", "appearing", "testifying", "commenting", "briefing",
)  # fmt: skip
THEMSELVES = ("himself", "herself", "itself", "themselves")
BESIDE = ("nearby", "alike", "onsite")  # "colleagues nearby said"
MATTERS = ("into", "about", "on", "regarding", "concerning", "of")
SHARING = ("and", "but", "or", "then", "after", "before", "while", "by", "when", "in", "on")


def subject_of(line: Tokens, verb: int, said: list[Subject], known: Words) -> Subject | None:
    """The subject of the verb at `verb`; `said` are the subjects found so far in the sentence."""
    if verb == 0 and line.bits[0] & PARTICIPLE:
        return _ahead(line, known)
    at = _before_helpers(line, verb)
    if at is None or line.bits[verb] & PARTICIPLE and line.bits[verb] & EVIDENCE and at >= 0 and nominal(line, at):
        return None  # "at his daily briefing"
    bits, word = line.bits[verb], line.words[at] if at >= 0 else ""
    if at >= 0 and _relative(line, at):
        return _antecedent(line, at, known)
    who = next((i for i in range(at - 2, max(-1, at - FURTHEST_OBJECT), -1) if _relative(line, i)), None)
    if at >= 0 and line.lows[at] in ("it", "them", "him", "her") and who is not None:
        return _described(line, who, known)  # "people who saw it said"
    if at >= 0 and (nominal(line, at) or word == ")" or word[-1].isdigit() or _pronoun(line, at)):
        return _plain(line, at, verb, known)
    if at > 0 and line.bits[at] & MADE and line.bits[at - 1] & (EVIDENCE | PICTURES):
        return _plain(line, at - 1, verb, known)  # "video posted online showed"
    if told := _turning(line, at, verb, known) or _named_in_marks(line, at, known):
        return told
    if bits & PARTICIPLE:
        sharing = word == "," or word.lower() in SHARING or word in DASHES
        return _shared(line, verb, said, known) if sharing else None
    if word in ("and", "but", "or", "then"):
        return _shared(line, verb, said, known)
    saying = bits & (SAY | REPORT) and at == verb - 1 and at >= 0
    behind = saying and (word == "," or word in CLOSING or word in DASHES)
    found = _inverted(line, verb, known) if behind else None
    if found or word != "," and word not in DASHES:
        return found
    return _across_commas(line, at, verb, known)


def _ahead(line: Tokens, known: Words) -> Subject | None:
    """The subject behind the comma that ends an opening clause: "Warning that banks could fail, the regulator"."""
    comma = next((at for at in range(1, len(line.words)) if line.words[at] == ","), 0)
    span = after(line, comma + 1) if comma else None
    found = subject_at(line, without_verb(line, *span), "ahead", known) if span else None
    return found if found and found.speaker.kind not in (Kind.WEAK, Kind.PAPER) else None


def _turning(line: Tokens, at: int, verb: int, known: Words) -> Subject | None:
    """Who turns to an outlet in order to speak: "the mayor took to Facebook to say"."""
    if at < 3 or line.lows[at] != "to":
        return None
    turned = next((i for i in range(at - 2, max(0, at - FURTHEST_OBJECT), -1) if line.lows[i] in TURNING), 0)
    front = _before_helpers(line, turned) if turned and line.lows[turned + 1] == "to" else None
    return _plain(line, front, verb, known) if front is not None and front >= 0 and nominal(line, front) else None


def _named_in_marks(line: Tokens, at: int, known: Words) -> Subject | None:
    """The outlet whose name stands in quotation marks: 'as "Radio Delta" reports'."""
    if at < 2 or line.words[at] not in CLOSING or not is_name(line, at - 1):
        return None
    found = subject_at(line, before(line, at - 1), "subject", known)
    marked = found and found.first and line.words[found.first - 1] in OPENING
    return found if found and marked and found.speaker.outlet else None


def _pronoun(line: Tokens, at: int) -> bool:
    return line.lows[at] in ("he", "she", "it", "they", "both")


def _relative(line: Tokens, at: int) -> bool:
    paper = at > 0 and line.lows[at] == "that" and line.bits[at - 1] & PAPERS and line.words[at - 1].islower()
    return line.lows[at] in RELATIVES and bool(line.bits[at] & CONJUNCTIONS) or bool(paper)


def _before_helpers(line: Tokens, verb: int) -> int | None:
    """The token before the verb and its helpers; None where the verb is negated or in the passive."""
    at, timed = _over_phrase(line, verb - 1), False
    while at >= 0:
        bits = line.bits[at]
        if bits & REFUSALS or bits & PASSIVES and not line.bits[verb] & PARTICIPLE:
            return None
        opening_time = bits & TIMES and at == 0
        surname = bits & ADVERBS and at and is_name(line, at)  # "Long said"
        stressed = line.lows[at] in THEMSELVES and at and nominal(line, at - 1)  # "the premier himself said"
        dated = day_of_month(line, at)
        helper = bits & (AUXILIARIES | ADVERBS | TIMES) and not opening_time and not surname or stressed or dated
        if not helper and line.lows[at] not in BESIDE and not (timed and bits & (PREPOSITIONS | DETERMINERS)):
            break
        timed = dated or bool(bits & (TIMES | DETERMINERS)) or line.lows[at] == "first"
        at -= 1
    return at


def _over_phrase(line: Tokens, at: int) -> int:
    """The auxiliary in front of a phrase set between it and its verb: "has for the first time confirmed"."""
    for i in range(at, max(-1, at - FURTHEST_AUXILIARY), -1):
        if line.lows[i] in ("has", "have", "had"):
            return i
        if line.words[i] in MARKS or line.bits[i] & (CUES | PERSONS | BODIES | NUMBERS | BREAKS):
            return at
    return at


def _plain(line: Tokens, last: int, verb: int, known: Words) -> Subject | None:
    """The noun phrase directly in front of the verb, or the person whom it describes."""
    if _pronoun(line, last):
        return subject_at(line, (last, last + 1), "subject", known)
    span = before(line, last)
    if span is None:
        return None
    first, past = span = without_place(line, *span)
    if first and line.lows[first - 1] in ("nor", "neither"):
        return None
    if (who := _who_met(line, first)) is not None and (told := _described(line, who, known)):
        return told
    if first > 1 and _relative(line, first - 1) and _holds_verb(line, first, past):
        return _antecedent(line, first - 1, known)
    if sampled := _of_a_sample(line, first, past, known) or _of_a_matter(line, first, past, known):
        return sampled
    paper = base_left(line, last)
    outer = subject_at(line, before(line, paper - 2), "subject", known) if told_in(line, paper, past) else None
    if outer and outer.speaker.kind not in (Kind.WEAK, Kind.PAPER):
        return outer  # "the premier in a televised address said"
    found = read(line, *span, known)
    if found is None or found.kind is Kind.WEAK and not _plausible(line, span, verb, definite=found.definite):
        if beside := in_company(line, first, past, known):
            return Subject(*beside, past, "subject")
        return None if line.bits[verb] & PARTICIPLE else _over_clause(line, first, known)
    if found.kind is Kind.BODY and first and line.bits[verb] & SAY and is_where(line, *span):
        return _inverted(line, verb, known)
    described = _host(line, first, known) if found.kind in (Kind.ROLE, Kind.WEAK) or found.outlet else None
    return described or Subject(found, *span, "subject")


def _who_met(line: Tokens, first: int) -> int | None:
    """The "who" or the opening "that" of a clause that ends in front of a verb: "officials who spoke to CNN said"."""
    for at in range(first - 1, max(0, first - FURTHEST_OBJECT), -1):
        if line.words[at] in MARKS or line.bits[at] & (AUXILIARIES | NUMBERS):
            return None
        if at == first - 1:
            continue  # "people who police say"
        several = line.bits[at - 1] & SPEAKERS and line.lows[at - 1].endswith("s") and base_left(line, at - 1) == 0
        if _relative(line, at) or line.lows[at] == "that" and several:
            return at
    return None


def _of_a_sample(line: Tokens, first: int, past: int, known: Words) -> Subject | None:
    """The paper that was made of so many: "a survey of 2,000 parents by Ipsos found"."""
    at = first - 1
    if at < 3 or not line.bits[at] & NUMBERS:
        return None
    while at > 1 and line.bits[at] & (NUMBERS | BETWEEN | ADVERBS) and line.lows[at] != "of":
        at -= 1
    if line.lows[at] != "of" or not line.bits[at - 1] & EVIDENCE:
        return None
    by = next((i for i in range(first, past) if line.lows[i] == "by"), None)
    made = subject_at(line, (by + 1, past), "subject", known) if by else None
    begin = base_left(line, at - 1)
    paper = made or subject_at(line, (begin, at), "subject", known)
    return paper._replace(first=begin, past=past) if paper else None


def _of_a_matter(line: Tokens, first: int, past: int, known: Words) -> Subject | None:
    """The paper that is about a matter: "the report into the air strike said"."""
    if first < 2 or line.lows[first - 1] not in MATTERS or not line.bits[first - 2] & EVIDENCE:
        return None
    found = subject_at(line, (base_left(line, first - 2), first - 1), "subject", known)
    return found._replace(past=past) if found else None


def _over_clause(line: Tokens, first: int, known: Words) -> Subject | None:
    """Who is described by a clause with a verb of its own: "an official who was not allowed to speak said"."""
    for at in range(first, max(0, first - FURTHEST_WHO), -1):
        if line.words[at] in MARKS or line.bits[at] & CUES and not line.bits[at] & SPEAKERS:
            return None
        if _relative(line, at):
            return _described(line, at, known)
    return None


def _described(line: Tokens, who: int, known: Words) -> Subject | None:
    """The noun phrase that a clause behind it describes, as the subject of what follows the clause."""
    found = _antecedent(line, who, known)
    return found._replace(how="clause") if found else None


def _holds_verb(line: Tokens, first: int, past: int) -> bool:
    """Whether a phrase behind "who" begins with a verb that no list knows: "experts who study militants say"."""
    plain = not line.bits[first] or line.lows[first - 1] in RELATIVES and line.bits[first] & EVIDENCE  # "who study"
    return bool(past - first > 1 and plain and not is_name(line, first))


def _plausible(line: Tokens, span: tuple[int, int], verb: int, *, definite: bool) -> bool:
    """Whether a noun that no list knows can be a speaker: a short phrase with an article before a safe verb."""
    first, past = span
    if line.bits[past - 1] & EVIDENCE:
        return definite
    safe = line.bits[verb] & (SAY | TELL | UTTER) and not line.bits[verb] & ASSERT
    return bool(safe and line.bits[first] & DETERMINERS) and past - first <= LONGEST_WEAK


def _host(line: Tokens, first: int, known: Words) -> Subject | None:
    """The person whom a role behind a comma describes: "Ana Silva, head of the clinic said"."""
    if first < 2 or line.words[first - 1] != "," or not line.bits[first] & (TITLES | UNNAMED | DETERMINERS):
        return None
    found = subject_at(line, before(line, first - 2), "appositive", known)
    named = found and (found.speaker.kind is Kind.PERSON or found.speaker.outlet and line.lows[first] in ("a", "an"))
    if not found or not named or found.first and line.bits[found.first - 1] & PREPOSITIONS:
        return None  # "12 died in Villa Clara, an official said"
    return found


def _antecedent(line: Tokens, at: int, known: Words) -> Subject | None:
    """The noun phrase that "who" or "which" refers to."""
    last = at - 2 if at and line.words[at - 1] == "," else at - 1
    found = subject_at(line, before(line, last), "who", known) if last >= 0 else None
    return found if found and found.speaker.kind is not Kind.WEAK else None


def _inverted(line: Tokens, verb: int, known: Words) -> Subject | None:
    """The noun phrase behind the verb, or the name that follows it between commas."""
    if line.lows[verb + 1 : verb + 2] == ["that"] or line.lows[verb] in HANDING:
        return None
    found = subject_at(line, after(line, verb + 1), "inverted", known)
    if found is None or found.speaker.kind is Kind.PRONOUN or line.bits[verb + 1] & OWNED and not _own(line, verb):
        return None
    if not nothing_follows(line, found.past):
        return None
    if line.bits[verb] & NEEDS_EVIDENCE and not holds(line, verb + 1, found.past, EVIDENCE | PICTURES):
        return None  # "the poll, taken in May, showed Hale with 45 percent"
    if found.speaker.kind is Kind.WEAK and not (line.bits[verb + 1] & DETERMINERS and line.bits[verb] & SAY):
        return None
    comma = found.past < len(line.words) and line.words[found.past] == ","
    if comma and (found.speaker.kind in (Kind.ROLE, Kind.WEAK) or found.speaker.name.islower()):
        named = subject_at(line, after(line, found.past + 1), "inverted", known)
        if named and named.speaker.kind is Kind.PERSON:
            return named._replace(first=verb + 1)
    return found


def named_behind(line: Tokens, found: Subject, known: Words) -> Subject:
    """A subject by the name that follows an office: "the police chief, Ana Ruiz"; itself where none does."""
    office = bool(known.bits.get(found.speaker.head, 0) & TITLES)
    past, low = found.past, office or found.speaker.name.islower() or found.speaker.kind is Kind.ROLE
    if not low or line.words[past : past + 1] != [","] or not holds(line, found.first, past, TITLES | SPOKESPEOPLE):
        return found
    named = subject_at(line, after(line, past + 1), found.how, known)
    whole = named and named.speaker.kind is Kind.PERSON and nothing_follows(line, named.past)
    return named._replace(first=found.first) if named and whole else found


def _own(line: Tokens, verb: int) -> bool:
    """Whether somebody's own speaker follows a quotation: '"We lost two," said its spokesman'."""
    quoted = verb > 0 and line.words[verb - 1] in CLOSING
    return quoted and holds(line, verb + 2, verb + 6, SPOKESPEOPLE | TITLES)


def _across_commas(line: Tokens, comma: int, verb: int, known: Words) -> Subject | None:
    """The noun phrase in front of an appositive, a relative clause or an age set between commas."""
    described: Subject | None = None
    for at in range(comma, max(0, comma - FURTHEST_COMMA), -1):
        if line.words[at] in CLOSING and line.words[at] != "'":
            return described
        if line.words[at] != line.words[comma]:
            continue
        found = subject_at(line, before(line, at - 1), "appositive", known)
        if not found or found.speaker.kind in (Kind.WEAK, Kind.PRONOUN):
            continue
        if found.speaker.kind is Kind.PAPER and not (found.first == 0 and _describes(line, at + 1)):
            continue
        opened = _opens_clause(line, found.first)
        further = at < comma or comma < verb - 1 or _renames(line, found, known)
        if opened and further and at == comma and found.first > 1 and line.lows[found.first] in ("a", "an"):
            described = found  # "Airwars, a monitor, has": whoever stands in front of it, if anybody does
        elif _describes_host(line, found) and (host := _host(line, found.first, known)):
            return host
        elif opened and further or found.speaker.kind is Kind.PERSON and (opened or at < comma):
            return found
    if described := described or _while_speaking(line, comma, known):
        return described
    who = next((at for at in range(comma - 1, max(0, comma - FURTHEST_WHO), -1) if _relative(line, at)), None)
    return _antecedent(line, who, known) if who else None


def _while_speaking(line: Tokens, comma: int, known: Words) -> Subject | None:
    """Who speaks somewhere and says: "the premier speaking on Monday, however, said"."""
    at = next((i for i in range(comma - 1, max(1, comma - FURTHEST_WHO), -1) if line.lows[i] in SPEECH), 0)
    found = subject_at(line, before(line, at - 1 - (line.words[at - 1] == ",")), "appositive", known) if at else None
    named = found and found.speaker.kind in (Kind.PERSON, Kind.ROLE) and _opens_clause(line, found.first)
    return found if named and not holds(line, at, comma, NUMBERS) else None


def _describes_host(line: Tokens, found: Subject) -> bool:
    """Whether a phrase can say who somebody in front of it is: "a nurse", "a spokeswoman for the union"."""
    spoken_for = line.lows[found.first] in ("a", "an") and holds(line, found.first, found.past, SPOKESPEOPLE)
    return found.speaker.kind is Kind.ROLE or spoken_for


def _describes(line: Tokens, at: int) -> bool:
    """Whether words that say how a paper came about begin: "the study, published in Science,"."""
    return bool(line.bits[at] & MADE) or line.lows[at].endswith("ed")


def _renames(line: Tokens, found: Subject, known: Words) -> bool:
    """Whether a name between commas says who a plain noun in front is: "the operator, Harbour Lines, said"."""
    last, name = found.first - 2, found.speaker.name
    if last < 0 or line.words[last + 1] != "," or is_name(line, last) or not name[0].isupper() or is_state(name):
        return False
    described = speaker_at(line, before(line, last), known)
    return described is not None and bool(known.bits.get(described.head, 0) & (SPEAKERS | TITLES))


def _opens_clause(line: Tokens, first: int) -> bool:
    return first == 0 or line.words[first - 1] in MARKS or line.lows[first - 1] in CLAUSE_OPENERS


def _shared(line: Tokens, verb: int, said: list[Subject], known: Words) -> Subject | None:
    """The subject of the clause before: that of the last reporting verb, else the phrase that opens the sentence."""
    if said:
        return said[-1]._replace(how="shared")
    found = first_phrase(line, known)
    return found._replace(how="shared") if found and found.past <= verb else None
