"""The words between a noun phrase and what is said of it: what a search passes, and what ends it."""

from __future__ import annotations

from dataclasses import dataclass

from reconcile.figures.context import some
from reconcile.figures.line import DASHES, FUNCTION, Line, Word, roles
from reconcile.figures.phrases import Phrase, counted
from reconcile.measures import Role

REACH = 30  # tokens a search may pass
RANK = 6  # tokens from "the latest" to "to"
NEAR = 8  # tokens between a state and what became of those in it
FATAL = ("killed", "injured", "arrested", "abducted")  # what a second passive may tell: "was questioned and released"
SKIPPED = Word.ADV | Word.QUOTE
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
    acted: bool = False  # a verb with an object of its own was passed
    main: bool = False  # the verb of the main clause was looked for


def step(line: Line, walk: Walk, phrase: Phrase) -> bool:
    """Pass one token; False where the search ends."""
    at, flag, word = walk.at, line.flags[walk.at], line.low[walk.at]
    if word in ("this", "last") and line.low[at + 1 : at + 2] and line.low[at + 1] in some("spells"):
        walk.at += 2
        return True
    if amount := line.amounts[at]:
        other = counted(line, at)
        if other.pronoun and amount.kind == "zero":
            return False  # "48 people, none of whom survived"
        walk.at = other.past
        if line.at(at - 1 - line.at(at - 1, Word.DET), Word.PREP):
            return True
        walk.listed = True
        return _listed(line, at) and not walk.loose
    if behind := _past_aboard(line, at):
        walk.at = behind
        return True
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
        walk.at += _as_state(line, at + 1)
        return True
    if word in some("staying") and not walk.relative and _in_state(line, at + 1):
        walk.be = walk.aux = True
        return True
    if word == "including" and walk.clean and (past := _past_members(line, at + 1, one=walk.one, included=True)):
        walk.at = past
        return True
    if flag & Word.PUNCT:
        return not _tells_some(line, at, phrase) and _past_mark(line, walk, at, phrase)
    if flag & Word.DET and (ranked := _ranked(line, at)):
        walk.at, walk.be, walk.aux = ranked, True, True
        return True
    if flag & Word.CONJ and walk.aux and walk.be and (behind := _second_verb(line, at - 1)):
        walk.at = behind
        return True
    if flag & Word.CONJ:
        return _past_and(line, walk, at)
    if flag & Word.REL:
        walk.relative, walk.nested = True, walk.nested or not walk.clean
        return True
    if flag & Word.SAYING:
        return walk.relative and not walk.aux
    if flag & Word.SUBORD or (flag & Word.PREP and walk.aux and word == "by"):
        return False
    if walk.aux and walk.be and not walk.relative and not flag and (behind := _second_verb(line, at)):
        walk.at = behind
        return True
    if not flag & Word.PREP and walk.aux:
        return walk.relative and not walk.main and _to_main(line, walk)
    if walk.relative and not walk.aux and flag & (Word.PERSON | Word.PLURAL):
        return True
    if walk.clean and _shares_noun(line, at):
        return True
    walk.acted = walk.acted or not flag and word.endswith("ed") and _has_object(line, at + 1)
    walk.loose = walk.loose or (walk.clean and not flag & Word.PREP and not _participle(line, at))
    walk.clean = False
    return True


def _second_verb(line: Line, at: int) -> int:
    """Where the second of two passives stands: "were surrounded and killed", "were chased down and shot"; else 0."""
    joint = next((one for one in range(at + 1, min(at + NEAR, len(line))) if line.at(one, Word.CONJ)), 0)
    ends = Word.PUNCT | Word.SAYING | Word.SUBORD | Word.REL | Word.BE
    if not joint or any(line.amounts[one] or line.at(one, ends) for one in range(at + 1, joint)):
        return 0
    after = joint + 1
    while line.at(after, Word.ADV | Word.BE):
        after += 1
    fates = roles(line.hits[after], Role.AFFECTED) if after < len(line) else []
    return after if any(hit.trigger.measure in FATAL for hit in fates) else 0


def _tells_some(line: Line, comma: int, phrase: Phrase) -> bool:
    """Whether a comma ends the whole of which some are told of next: "Of the 12 men in the van, five were killed"."""
    opened = line.low[max(0, phrase.at - 2) : phrase.at] == ["of", "the"]
    opened = opened and (phrase.at == 2 or line.at(phrase.at - 3, Word.PUNCT | Word.REL | Word.CONJ))
    return opened and line.low[comma] == "," and comma + 1 < len(line) and line.amounts[comma + 1] is not None


def _ranked(line: Line, at: int) -> int:
    """Where "to" stands behind a rank among those who fared alike: "are the latest to be killed"; else 0."""
    if at + 1 >= len(line) or line.low[at + 1] not in some("ranks"):
        return 0
    to = at + 2
    while to < min(len(line), at + RANK) and line.low[to] != "to" and not line.at(to, FUNCTION):
        to += 1
    return to if line.low[to : to + 1] == ["to"] else 0


def _past_aboard(line: Line, at: int) -> int:
    """Where "on board" or "aboard" ends, if what is said of those aboard follows at once; else 0."""
    past = at + 1 if line.low[at] == "aboard" else at + 2 if line.low[at : at + 2] == ["on", "board"] else 0
    told = Word.BE | Word.HAVE | Word.ADV | Word.PUNCT
    return past if past and past < len(line) and (line.hits[past] or line.at(past, told)) else 0


def _as_state(line: Line, at: int) -> bool:
    """Whether "as" stands before a state: "were listed as seriously injured"."""
    return line.low[at : at + 1] == ["as"] and _in_state(line, at + 1 + line.at(at + 1, Word.ADV))


def _has_object(line: Line, at: int) -> bool:
    """Whether a noun phrase without a preposition stands at a token: "targeted security forces"."""
    return line.at(at, Word.DET | Word.PERSON | Word.PLURAL | Word.THING)


def _in_state(line: Line, at: int) -> bool:
    return at < len(line) and bool(roles(line.hits[at], Role.STATE))


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


def _past_members(line: Line, at: int, *, one: bool, included: bool = False) -> int | None:
    """The end of a list's members without figures ("an Indian and a Canadian"), where an auxiliary follows."""
    if one and not included and not line.at(at + 1 if line.at(at, Word.CONJ) else at, Word.DET):
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
    if _joins_places(line, at):
        walk.at += 1
        return True
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


def _joins_places(line: Line, at: int) -> bool:
    """Whether "and" stands between two names of places, of which nothing is told: "people in Texas and Oklahoma"."""
    names = at >= 2 and at + 1 < len(line) and all(line.word(one) != line.low[one] for one in (at - 1, at + 1))
    return names and line.at(at - 2, Word.PREP) and not line.amounts[at + 1] and not line.at(at + 1, Word.PERSON)


def _listed(line: Line, at: int) -> bool:
    """Whether the amount at a token goes on a list: a comma or "and" stands before it."""
    before = at - 1
    while before >= 0 and (
        line.flags[before] & (Word.QUANTITY | Word.ADV | Word.DET)
        or line.low[before] in ("another", "a", "the", "as", "well")
    ):
        before -= 1
    return before >= 0 and (line.low[before] == "," or bool(line.flags[before] & Word.CONJ))
