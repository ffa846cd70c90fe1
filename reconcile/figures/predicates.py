"""What is said of a noun phrase: the search to its right for the trigger that tells its fate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from reconcile import populations
from reconcile.figures.context import some
from reconcile.figures.line import Hit, Line, Word, past_words, roles
from reconcile.figures.phrases import Phrase, counted
from reconcile.measures import Role

REACH = 30  # tokens a search may pass
NEAR = 8  # tokens between a state and what became of those in it
MAIN = 20  # tokens between a participle and what the main clause says
TAIL = 5  # tokens that may stand between a passive and its tail
SKIPPED = Word.ADV | Word.QUOTE
DASHES = ("-", "--", "---", "–", "—")
MOVED = ("rescued", "evacuated", "troops")  # what a verb of moving counts, save the dead
FATES = (Role.STATE, Role.AFFECTED, Role.GROUP, Role.NOUN)
UNDERGO = (Role.UNDERWENT, Role.UNDERGOES)


@dataclass(slots=True)
class Walk:
    """Where a search stands and what it has passed: `clean` while nothing but the phrase itself can be meant."""

    at: int
    unfit: frozenset[str]  # measures that cannot count what the phrase names
    head: int | None
    be: bool = False
    have: bool = False
    aux: bool = False
    clean: bool = True
    relative: bool = False
    nested: bool = False
    listed: bool = False
    loose: bool = False  # a word that may be a verb stands right behind the phrase
    one: bool = False
    main: bool = False  # the verb of the main clause was looked for


def predicate(line: Line, phrase: Phrase, unfit: frozenset[str] = frozenset(), *, one: bool = False) -> Hit | None:
    """The trigger that tells what became of a phrase.

    Walks right over adverbs, auxiliaries, relative pronouns, asides between commas, dashes or brackets, other members
    of a list and prepositional phrases. Past a preposition only a predicate with its auxiliary counts, since a bare
    participle belongs to the nearer noun. What the main clause says outweighs what a relative clause says.
    """
    walk = Walk(phrase.past, unfit, phrase.head, one=one)
    those = Word.PREP if line.low[phrase.past - 1] == "those" else 0  # "20 of those on board are missing"
    if (
        phrase.pronoun
        and phrase.past < len(line)
        and not line.flags[phrase.past] & (Word.BE | Word.HAVE | Word.LINK | Word.ADV | those)
    ):
        return next(iter(hit for hit in (_said(line, walk),) if hit), None)
    while walk.at < len(line) and walk.at - phrase.past < REACH:
        found = _said(line, walk)
        if found:
            if walk.listed and not walk.aux and not _headline_list(line, phrase):
                return None
            if walk.nested and not walk.aux:
                return None
            return _outcome(line, found) or _main(line, found, walk) or found
        if not _step(line, walk, phrase):
            return None
    return None


def _outcome(line: Line, found: Hit) -> Hit | None:
    """The state in which those are whom a verb tells of: "were brought ashore dead", "were flown home wounded"."""
    if found.trigger.role is not Role.AFFECTED or found.trigger.measure not in MOVED:
        return None
    at = found.past
    while line.at(at, Word.ADV) or line.low[at : at + 1] in (["in"], ["out"], ["up"], ["home"], ["ashore"]):
        at += 1
    dead = line.low[at : at + 1] in (["dead"], ["lifeless"])
    return next(iter(roles(line.hits[at], Role.STATE)), None) if dead else None


def _headline_list(line: Line, phrase: Phrase) -> bool:
    """Whether a list without an auxiliary can share its predicate: "14 and 9 killed", "2 men, 22 rebels killed"."""
    return phrase.head is not None or line.low[phrase.past : phrase.past + 1] == ["and"]


def _main(line: Line, found: Hit, walk: Walk) -> Hit | None:
    """The passive of the main clause behind a relative clause: "three who were seized in May have been released"."""
    if walk.aux and not walk.relative:
        return None
    loose, seen = found.trigger.role is Role.UNDERGOING, False
    for at in range(found.past, min(len(line), found.past + MAIN)):
        flag = line.flags[at]
        if flag & (Word.SUBORD | Word.SAYING | Word.CONJ) or line.low[at] in (";", ":", ",") or line.amounts[at]:
            return None
        if seen:
            late = [
                hit
                for hit in roles(line.hits[at], Role.AFFECTED, Role.UNDERWENT, Role.UNDERGOING)
                if not hit.trigger.about and _with_tail(line, hit)
            ]
            if late and late[0].trigger.measure not in (found.trigger.measure, *walk.unfit):
                return late[0]
            seen = bool(flag & (SKIPPED | Word.BE | Word.HAVE | Word.LINK | Word.MODAL))
        else:
            seen = bool(flag & (Word.BE | Word.HAVE) and not flag & Word.SINGULAR_VERB)
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
        fates = [hit for hit in fates if _with_tail(line, hit) and hit.trigger.measure != state.trigger.measure]
        if fates:
            return fates[0]
        be = bool(flag & (Word.BE | Word.ADV) and (be or flag & Word.BE))
    return None


def _step(line: Line, walk: Walk, phrase: Phrase) -> bool:
    """Pass one token; False where the search ends."""
    at, flag, word = walk.at, line.flags[walk.at], line.low[walk.at]
    if word in ("this", "last") and line.low[at + 1 : at + 2] and line.low[at + 1] in some("spells"):
        walk.at += 2
        return True
    if line.amounts[at]:
        walk.at = counted(line, at).past
        if line.at(at - 1 - line.at(at - 1, Word.DET), Word.PREP):
            return True
        walk.listed = True
        return _listed(line, at) and not walk.loose
    walk.at += 1
    if word in some("negations"):
        return False
    if flag & (Word.BE | Word.HAVE):
        if not walk.clean and flag & Word.SINGULAR_VERB and not walk.one:
            return False
        walk.be, walk.have, walk.aux = walk.be or bool(flag & Word.BE), walk.have or bool(flag & Word.HAVE), True
        return True
    if flag & (SKIPPED | Word.MODAL | Word.POSSESSIVE) or word == ".":
        return True
    if flag & Word.LINK and walk.clean and not walk.aux and word in some("attempts"):
        walk.clean = False
        return True
    if flag & Word.LINK and (walk.aux or walk.clean):
        walk.be = walk.aux = walk.aux or not word.endswith("ed") or word.startswith(("remain", "stay"))
        return True
    if flag & Word.PUNCT:
        return _past_mark(line, walk, at, phrase)
    if flag & Word.CONJ:
        return _past_and(line, walk, at)
    if flag & Word.REL:
        walk.relative, walk.nested = True, walk.nested or not walk.clean
        return True
    if flag & Word.SAYING:
        return walk.relative and not walk.aux
    if flag & Word.SUBORD or (flag & Word.PREP and walk.aux and word == "by"):
        return False
    if not flag & Word.PREP and walk.aux:
        return walk.relative and not walk.main and _to_main(line, walk)
    if walk.relative and not walk.aux and flag & (Word.PERSON | Word.PLURAL):
        return True
    if walk.clean and _shares_noun(line, at):
        return True
    walk.loose = walk.loose or (walk.clean and not flag & Word.PREP and not _participle(line, at))
    walk.clean = False
    return True


def _to_main(line: Line, walk: Walk) -> bool:
    """Go from the object of a relative clause to the main verb: "142 who were on a tour of the site were found"."""
    ends = Word.PUNCT | Word.CONJ | Word.SUBORD | Word.REL | Word.SAYING | Word.MODAL
    walk.main = True
    for at in range(walk.at, min(len(line), walk.at + NEAR)):
        if line.amounts[at] or line.at(at, ends) and not line.at(at, Word.DET):
            return False
        if line.at(at, Word.BE | Word.HAVE) and not line.at(at, Word.SINGULAR_VERB):
            walk.at, walk.be, walk.have, walk.aux = at, False, False, False
            return True
    return False


def _shares_noun(line: Line, at: int) -> bool:
    """Whether a word tells whose people they are whom the next figure names: "49 Armenian and 50 Azeri soldiers"."""
    joint = at + 1 < len(line) and (line.at(at + 1, Word.CONJ) or line.low[at + 1] == ",")
    return joint and line.word(at) != line.low[at] and at + 2 < len(line) and bool(line.amounts[at + 2])


def _participle(line: Line, at: int) -> bool:
    """Whether a word behind a noun describes it and is no verb of the clause: "carrying flags", "affiliated with"."""
    return line.low[at].endswith("ing") or line.at(at + 1, Word.PREP)


def _past_mark(line: Line, walk: Walk, at: int, phrase: Phrase) -> bool:
    """Pass an aside between brackets, dashes or commas."""
    word = line.low[at]
    if word == "(":
        walk.at = 1 + next((other for other in range(at + 1, len(line)) if line.low[other] == ")"), at)
        return True
    if word in DASHES:
        closing = next(
            (other for other in range(at + 1, min(len(line), at + REACH)) if line.low[other] in DASHES), None
        )
        walk.at = closing + 1 if closing else walk.at
        opened = sum(line.low[other] in DASHES for other in range(phrase.at)) % 2 == 1
        return closing is not None or opened
    past = _past_comma(line, at, one=walk.one) if word == "," else None
    if past is None:
        return False
    aside = line.at(past - 2, Word.SAYING) or line.low[at + 1] in some("parts")
    walk.clean = walk.clean and (past == at + 1 or aside)
    walk.listed = walk.listed or (past != at + 1 and bool(line.flags[past - 1] & Word.CONJ))
    walk.at = past
    return True


def _past_comma(line: Line, at: int, *, one: bool) -> int | None:
    """Where a search goes on behind a comma: at it for a list, at the end of an aside, nowhere when the clause ends."""
    after = at + 1
    if after >= len(line):
        return None
    ahead = after + 1 if line.flags[after] & Word.CONJ or line.low[after] in ("another", "a") else after
    listed = ahead < len(line) and (line.amounts[ahead] or (ahead > after and line.flags[ahead] & Word.QUANTITY))
    if line.flags[after] & (Word.BE | Word.HAVE) or (listed and not _is_aside(line, after)):
        return after
    closing = _closing(line, after, at + REACH)
    if closing or listed:
        return closing or after
    if closing == 0:
        return None
    return _past_members(line, after, one=one)


def _closing(line: Line, after: int, limit: int) -> int | None:
    """Where the clause goes on behind an aside, or 0 where a new one begins."""
    for close in range(after, min(len(line) - 1, limit)):
        if line.flags[close] & Word.SAYING and line.low[close + 1] == ",":
            return close + 2
        if line.low[close] in (";", ":") or (line.flags[close] & Word.SAYING and line.low[close] != "according"):
            return 0
        if line.low[close] == "," and (
            line.flags[close + 1] & (Word.BE | Word.HAVE | Word.MODAL)
            or roles(line.hits[close + 1], *UNDERGO, Role.UNDERGOING, Role.AFFECTED)
        ):
            return close + 1
    return None


def _is_aside(line: Line, at: int) -> bool:
    """Whether the amount behind a comma tells a part of those before it: "five of them in critical condition,".

    It does so as well before "among them": "16 people, four women among them, lost their lives".
    """
    if line.low[at + 1 : at + 2] == ["of"] and line.low[at + 2 : at + 3] in (["them"], ["whom"], ["these"]):
        return True
    past = counted(line, at).past
    return line.low[past : past + 3] in (["among", "them", ","], ["among", "these", ","])


def _past_members(line: Line, at: int, *, one: bool) -> int | None:
    """The end of a list's members without figures ("an Indian and a Canadian"), where an auxiliary follows."""
    if one and not line.at(at + 1 if line.at(at, Word.CONJ) else at, Word.DET):
        return None
    for after in range(at, min(len(line), at + 14)):
        flag = line.flags[after]
        if flag & (Word.BE | Word.HAVE):
            return after if after > at + 1 and not flag & Word.SINGULAR_VERB else None
        if (
            line.low[after] != ","
            and flag & (Word.PUNCT | Word.SUBORD | Word.SAYING | Word.REL | Word.PREP)
            or line.amounts[after]
        ):
            return None
    return None


def _past_and(line: Line, walk: Walk, at: int) -> bool:
    """Pass "and": the next member of a list, or a partner without a figure ("and a civilian were killed")."""
    if walk.aux:
        return False
    if at + 1 < len(line) and (
        line.amounts[at + 1]
        or (line.low[at + 1] in ("another", "a") or line.at(at + 1, Word.DET))
        and at + 2 < len(line)
        and line.amounts[at + 2]
    ):
        walk.at += not line.amounts[at + 1]
        return True
    past = _past_members(line, at + 1, one=walk.one)
    if past is None:
        return False
    walk.clean, walk.at = False, past
    return True


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
            if walk.have and not walk.be and (bare or _takes_object(line, hit.past)):
                continue  # "gunmen have taken dozens"
            return hit
        if role is Role.AFFECTED:
            if not _with_tail(line, hit):
                continue
            firm = bool(hit.trigger.tail or hit.trigger.words)
            if walk.be or (not walk.have and (firm or (walk.clean and not _takes_object(line, hit.past)))):
                return hit
        if role is Role.UNDERGOES and bool(line.flags[walk.at] & Word.PLURAL) != walk.one and not hit.trigger.words:
            continue
        if role in UNDERGO and (
            walk.clean
            or walk.aux
            or (role is Role.UNDERWENT and not _takes_object(line, hit.past))
            or _needs(line, walk, hit)
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
        return _counts_bare(line, hit)
    known = populations.nouns()
    kinds = known.get(" ".join(line.low[head - 1 : head + 1])) or known.get(line.low[head], frozenset())
    if line.low[head] in hit.trigger.only:
        return True
    return any(populations.within(kind, other) for kind in kinds for other in hit.trigger.only)


def _counts_bare(line: Line, hit: Hit) -> bool:
    """Whether a bare number lost is one of lives: the clause before tells of the dead ("killed 40 and lost nine")."""
    if hit.trigger.measure != "killed" or not _ends_clause(line, hit.past):
        return False
    if any(word in some("admitting") for word in line.low[max(0, hit.at - 3) : hit.at]):
        return True
    before = (other for at in range(hit.at) for other in line.hits[at] if other.trigger.measure == "killed")
    return any(not other.trigger.only or line.at(other.past + 1, Word.PERSON) for other in before)


def _ends_clause(line: Line, at: int) -> bool:
    """Whether a number alone is the object of the verb that ends at a token."""
    while at < len(line) and not line.amounts[at]:
        at += 1
    return at + 1 >= len(line) or line.at(at + 1, Word.PUNCT | Word.CONJ | Word.PREP | Word.SUBORD)


def _with_tail(line: Line, hit: Hit) -> bool:
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


def _listed(line: Line, at: int) -> bool:
    """Whether the amount at a token goes on a list: a comma or "and" stands before it."""
    before = at - 1
    while before >= 0 and (
        line.flags[before] & (Word.QUANTITY | Word.ADV | Word.DET)
        or line.low[before] in ("another", "a", "the", "as", "well")
    ):
        before -= 1
    return before >= 0 and (line.low[before] == "," or bool(line.flags[before] & Word.CONJ))


def passive(line: Line, at: int) -> bool:
    """Whether a verb at a token is a passive: a form of "be" before it, adverbs aside."""
    before = at - 1
    while before >= 0 and line.flags[before] & SKIPPED:
        before -= 1
    return before >= 0 and bool(line.flags[before] & Word.BE)
