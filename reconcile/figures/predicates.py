"""What is said of a noun phrase: the search to its right for the trigger that tells its fate."""

from __future__ import annotations

from collections.abc import Iterable

from reconcile import populations
from reconcile.figures.context import some
from reconcile.figures.line import Hit, Line, Word, past_words, roles
from reconcile.figures.phrases import Phrase
from reconcile.figures.turns import counts_bare, outcome
from reconcile.figures.walking import NEAR, REACH, SKIPPED, UNDERGO, Walk, step
from reconcile.measures import Role

MAIN = 20  # tokens between a participle and what the main clause says
TAIL = 5  # tokens that may stand between a passive and its tail
CLOSING = frozenset({",", "-", "–", "—", ")"})
FATES = (Role.STATE, Role.AFFECTED, Role.GROUP, Role.NOUN)
SURVIVABLE = ("injured", "abducted", "arrested", "missing", "affected")  # what those can have been who died of it


def predicate(line: Line, phrase: Phrase, unfit: frozenset[str] = frozenset(), *, one: bool = False) -> Hit | None:
    """The trigger that tells what became of a phrase.

    Walks right over adverbs, auxiliaries, relative pronouns, asides between commas, dashes or brackets, other members
    of a list and prepositional phrases. Past a preposition only a predicate with its auxiliary counts, since a bare
    participle belongs to the nearer noun. What the main clause says outweighs what a relative clause says.
    """
    walk = Walk(phrase.past, unfit, phrase.head, one=one)
    those = Word.PREP | Word.REL if line.low[phrase.past - 1] == "those" else 0  # "20 of those on board are missing"
    if (
        phrase.pronoun
        and phrase.past < len(line)
        and not line.flags[phrase.past] & (Word.BE | Word.HAVE | Word.LINK | Word.ADV | those)
    ):
        return next(iter(hit for hit in (_said(line, walk),) if hit), None)
    while walk.at < len(line) and walk.at - phrase.past < REACH:
        found = _said(line, walk)
        if found:
            if walk.listed and not (_list_closes if walk.aux else _headline_list)(line, phrase, walk.at):
                return None
            if walk.nested and not walk.aux:
                return None
            return outcome(line, found) or _died(line, found) or _main(line, found, walk) or found
        if not step(line, walk, phrase):
            return None
    return None


def _headline_list(line: Line, phrase: Phrase, at: int) -> bool:
    """Whether a list without an auxiliary can share its predicate: "14 and 9 killed", "2 men, 22 rebels killed".

    Not where it is the last member's alone: "2,500 survivors and the 386 dead", "two women, and 30 wounded".
    """
    if line.amounts[at - 1] and (phrase.head is not None or line.low[at - 2] == "the"):
        return False
    if phrase.head is not None and any(hit.trigger.measure == "rescued" for hit in line.hits[phrase.head]):
        return False  # survivors are told of beside the dead
    return phrase.head is not None or line.low[phrase.past : phrase.past + 1] == ["and"]


def _list_closes(line: Line, phrase: Phrase, at: int) -> bool:
    """Whether a list of parts ends before what is told of the whole: "40, including 12 women and two men, are missing".

    What stands right behind the last of a list is told of that alone: "including 12 women, and two men are missing".
    """
    before = line.low[max(0, phrase.at - 2) : phrase.at]
    if some("parts").isdisjoint((*before[-1:], " ".join(before))):
        return True
    last = max((other for other in range(phrase.past, at) if line.amounts[other]), default=at)
    return any(line.low[between] in CLOSING for between in range(last, at))


def _died(line: Line, found: Hit) -> Hit | None:
    """The death that a second verb tells of those hurt or taken: "were shot and killed", "was hit and died".

    Told with one figure they are told under the graver, as they are where both verbs have an object.
    """
    if found.trigger.role is not Role.AFFECTED or found.trigger.measure not in SURVIVABLE:
        return None
    ends, at = Word.PUNCT | Word.BE | Word.HAVE | Word.SUBORD | Word.SAYING | Word.REL, found.past
    while at < len(line) and at - found.past < NEAR and not line.at(at, Word.CONJ):
        if line.amounts[at] or line.at(at, ends):
            return None
        at += 1
    at += 1
    while line.at(at, Word.ADV):
        at += 1
    late = roles(line.hits[at], Role.AFFECTED, Role.UNDERWENT) if at < len(line) else []
    late = [hit for hit in late if hit.trigger.measure == "killed" and with_tail(line, hit)]
    return late[0] if late and not _takes_object(line, late[0].past) else None


def _main(line: Line, found: Hit, walk: Walk) -> Hit | None:
    """The passive of the main clause behind a relative clause: "three who were seized in May have been released"."""
    if walk.aux and not walk.relative:
        return None
    loose, seen = found.trigger.role is Role.UNDERGOING, False
    for at in range(found.past, min(len(line), found.past + MAIN)):
        flag = line.flags[at]
        halts = flag & (Word.SUBORD | Word.SAYING | Word.CONJ) and not (seen and flag & Word.ADV)  # "have since died"
        if halts or line.low[at] in (";", ":", ",") or line.amounts[at]:
            return None
        if seen:
            late = [
                hit
                for hit in roles(line.hits[at], Role.AFFECTED, Role.UNDERWENT, Role.UNDERGOING)
                if not hit.trigger.about and with_tail(line, hit) and hit.trigger.measure not in walk.unfit
            ]
            if late and late[0].trigger.measure != found.trigger.measure:
                return late[0]
            seen = bool(flag & (SKIPPED | Word.BE | Word.HAVE | Word.LINK | Word.MODAL))
        else:
            seen = bool(flag & (Word.BE | Word.HAVE) and (walk.one or not flag & Word.SINGULAR_VERB))
            did = roles(line.hits[at], Role.UNDERWENT) if loose else []
            if did and not _takes_object(line, did[0].past):
                return did[0]
    return None


def since(line: Line, state: Hit) -> Hit | None:
    """What became of some of those in a state: "two of the injured have since died", not "two of the injured were"."""
    be = False
    for at in range(state.past, min(len(line), state.past + NEAR)):
        flag = line.flags[at]
        ends = Word.PUNCT | Word.CONJ | Word.SUBORD | Word.REL | Word.SAYING
        if flag & ends and not flag & Word.ADV or line.amounts[at]:
            return None
        fates = roles(line.hits[at], Role.UNDERWENT, *((Role.AFFECTED, Role.STATE) if be else ()))
        fates = [hit for hit in fates if with_tail(line, hit) and hit.trigger.measure != state.trigger.measure]
        if fates:
            return fates[0]
        be = bool(flag & (Word.BE | Word.ADV) and (be or flag & Word.BE))
    return None


def of_victims(line: Line, phrase: Phrase, found: Hit) -> Hit:
    """What is told of "victims" where it is more than that they are: "12 victims were in critical condition"."""
    if found.at != phrase.past or line.low[found.at] != "victims" or phrase.state:
        return found
    beside = roles(line.hits[found.past], Role.STATE) if found.past < len(line) else []
    return next(iter(beside), None) or since(line, found) or found


def _said(line: Line, walk: Walk) -> Hit | None:
    """The trigger at a token if it is a predicate of the phrase on the left."""
    if line.low[walk.at] == "among":
        return _fellows(line, walk.at)
    for hit in _tailed_first(line.hits[walk.at]):
        role = hit.trigger.role
        if hit.trigger.measure in walk.unfit or not counts(line, walk.head, hit) or _links(line, hit):
            continue
        if role is Role.STATE and (walk.clean or walk.aux):
            bare = hit.trigger.about and not hit.trigger.words
            if line.low[walk.at] == "missing" and not some("owners").isdisjoint(line.low[hit.past : hit.past + 1]):
                continue  # "missing their relatives"
            if walk.have and not walk.be and (bare or _takes_object(line, hit.past)):
                continue  # "gunmen have taken dozens"
            return hit
        if role is Role.AFFECTED:
            if not with_tail(line, hit):
                continue
            firm = bool(hit.trigger.tail or hit.trigger.words)
            if walk.be or (not walk.have and (firm or (walk.clean and not _takes_object(line, hit.past)))):
                return hit
        if role is Role.UNDERGOES and bool(line.flags[walk.at] & Word.PLURAL) != walk.one and not hit.trigger.words:
            continue
        if role in UNDERGO and (
            walk.clean
            or walk.aux
            or (role is Role.UNDERWENT and not walk.acted and not _takes_object(line, hit.past))
            or (not walk.acted and _needs(line, walk, hit))
        ):
            return hit
        if role is Role.UNDERGOING and (walk.be or walk.clean):
            return hit
    return None


def _tailed_first(hits: tuple[Hit, ...]) -> Iterable[Hit]:
    """A verb with a tail is tried before the same verb alone: "evacuated to hospital" is no evacuation."""
    if len(hits) < 2:
        return hits
    tails = [hit.trigger.words or hit.trigger.tail for hit in hits]
    return sorted(hits, key=lambda hit: (not hit.trigger.words and not hit.trigger.tail, _goes_further(hit, tails)))


def _goes_further(hit: Hit, tails: list[tuple[str, ...]]) -> bool:
    """Whether another tail goes on where a verb's own ends: "left without" may be "left without a home"."""
    own = hit.trigger.words or hit.trigger.tail
    return bool(own) and any(len(tail) > len(own) and tail[: len(own)] == own for tail in tails)


def _links(line: Line, hit: Hit) -> bool:
    """Whether a verb only links its subject to a state: "two remain hospitalised" tells of no refugees."""
    told = hit.trigger.about and hit.trigger.role in UNDERGO and hit.past < len(line)
    return told and any(after.trigger.role is Role.STATE for after in line.hits[hit.past])


def counts(line: Line, head: int | None, hit: Hit) -> bool:
    """Whether a verb of wide use counts what a phrase names: those lost by death, not voters."""
    if not hit.trigger.only:
        return True
    if head is None:
        return counts_bare(line, hit)
    known = populations.nouns()
    kinds = known.get(" ".join(line.low[head - 1 : head + 1])) or known.get(line.low[head], frozenset())
    if line.low[head] in hit.trigger.only:
        return True
    return any(populations.within(kind, other) for kind in kinds for other in hit.trigger.only)


def with_tail(line: Line, hit: Hit) -> bool:
    """Whether the tail of a passive stands behind it, a preposition's phrase aside ("taken by bus to the camp")."""
    if not hit.trigger.tail:
        return True
    at = hit.past
    while at < len(line) and at - hit.past < TAIL:
        if past_words(line.low, line.flags, at, hit.trigger.tail) is not None:
            return True
        if line.amounts[at] or line.flags[at] & (Word.PUNCT | Word.CONJ | Word.SUBORD | Word.BE | Word.REL):
            return False
        if at == hit.past and not (line.flags[at] & (Word.PREP | Word.ADV) or line.low[at] == "to"):
            return False
        at += 1
    return False


def _needs(line: Line, walk: Walk, hit: Hit) -> bool:
    """Whether a plural verb of several words tells of people past a place: "Millions in the south need food"."""
    return (
        bool(hit.trigger.words)
        and not walk.relative
        and not walk.one
        and (walk.head is None or line.at(walk.head, Word.PERSON))
    )


def _fellows(line: Line, at: int) -> Hit | None:
    """The fate of those whom the phrase is told to be among: "among the dead", "among Monday's victims"."""
    for after in range(at + 1, min(len(line), at + 7)):
        fates = [hit for hit in line.hits[after] if hit.trigger.role in FATES and not hit.trigger.tail]
        if fates:
            return fates[0]
        if line.amounts[after] or line.flags[after] & (Word.PREP | Word.PUNCT | Word.CONJ | Word.BE):
            return None
    return None


def _takes_object(line: Line, at: int) -> bool:
    """Whether what stands at a token is the object of the verb before it, so that the verb is active."""
    while at < len(line) and line.flags[at] & Word.QUOTE:
        at += 1
    if at >= len(line):
        return False
    if line.amounts[at]:
        return True
    ends = (
        Word.ADV
        | Word.PREP
        | Word.LINK
        | Word.PUNCT
        | Word.CONJ
        | Word.SUBORD
        | Word.REL
        | Word.BE
        | Word.HAVE
        | Word.MODAL
        | Word.SAYING
        | Word.POSSESSIVE
    )
    return not line.flags[at] & ends and not roles(line.hits[at], Role.STATE, Role.AFFECTED)


def passive(line: Line, at: int) -> bool:
    """Whether a verb at a token is a passive: a form of "be" before it, adverbs aside."""
    before = at - 1
    while before >= 0 and line.flags[before] & SKIPPED:
        before -= 1
    return before >= 0 and bool(line.flags[before] & Word.BE)
