"""The frame that binds a counted noun phrase to a measure: what was done to it, what it did, what it is.

Each rule is a function from a line and a phrase to a binding or nothing; `RULES` lists them in the order they are tried.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from reconcile.figures.line import FUNCTION, Hit, Line, Word, roles, tail_after
from reconcile.figures.phrases import Phrase, counted
from reconcile.lexicon import words
from reconcile.measures import Measures, Role

REACH = 28  # tokens a search for a predicate may pass
SKIPPED = Word.ADV | Word.QUOTE
DASHES = ("-", "--", "---", "–", "—")


@dataclass(frozen=True, slots=True)
class Binding:
    """A measure with the rule that found it; `shared` says that the phrase is the subject of a verb it may share."""

    measure: str
    rule: str
    shared: bool = False
    who: str | None = None


@cache
def some(key: str, language: str = "en") -> frozenset[str]:
    """A word list of grammar.toml as a set."""
    return frozenset(words("grammar", key, language))


def predicate(line: Line, start: int, *, one: bool = False) -> tuple[Hit, bool] | None:
    """What is said of a noun phrase that ends at token `start`: the trigger, and whether an auxiliary carries it.

    Walks right over adverbs, auxiliaries, relative pronouns, asides between commas or dashes, other members of a list and
    prepositional phrases; past a preposition only a predicate with its auxiliary counts, since a bare participle there
    belongs to the nearer noun.
    """
    low, flags, count = line.low, line.flags, len(line)
    at, be, have, clean, aux = start, False, False, True, False
    while at < count and at - start < REACH:
        flag, word = flags[at], low[at]
        if line.amounts[at]:
            if not _listed(line, at):
                return None
            at = counted(line, at).past
            continue
        found = _said(line, at, be=be, have=have, clean=clean, aux=aux)
        if found == "stop":
            return None
        if isinstance(found, Hit):
            return found, aux
        if flag & Word.BE:
            if not clean and flag & Word.SINGULAR_VERB and not one:
                return None
            be = aux = True
        elif flag & Word.HAVE:
            if not clean and flag & Word.SINGULAR_VERB and not one:
                return None
            have = aux = True
        elif flag & (SKIPPED | Word.MODAL | Word.POSSESSIVE) or word == ".":
            pass
        elif flag & Word.LINK and (aux or clean):
            aux = aux or word.startswith(("remain", "stay", "lie", "lay", "appear", "seem", "bec", "went", "go"))
            be = be or aux
        elif word == "(":
            at = _closing(line, at, ")")
            clean = clean and True
        elif word in DASHES:
            close = next((other for other in range(at + 1, min(count, at + REACH)) if low[other] in DASHES), None)
            if close is None:
                return None
            at = close
        elif word == ",":
            step = _past_comma(line, at)
            if step is None:
                return None
            clean = clean and step == at
            at = step
        elif flag & Word.CONJ:
            if aux or (at + 1 < count and not line.amounts[at + 1] and not _skips_partner(line, at)):
                return None
            clean = clean and bool(at + 1 < count and line.amounts[at + 1])
        elif flag & Word.REL:
            if not clean:
                return None
        elif flag & (Word.SUBORD | Word.SAYING) or flag & Word.PUNCT:
            return None
        elif flag & Word.PREP:
            if aux and word == "by":
                return None
            clean = False
        else:
            if aux:
                return None
            clean = False
        at += 1
    return None


def _said(line: Line, at: int, *, be: bool, have: bool, clean: bool, aux: bool) -> Hit | str | None:
    """The trigger at a token if it is a predicate of the phrase on the left; "stop" if it shows that another verb rules."""
    low, flags = line.low, line.flags
    hits = line.hits[at]
    if not hits:
        return None
    for hit in hits:
        role = hit.trigger.role
        if role is Role.STATE and (clean or aux):
            if clean or be or aux:
                return hit
        if role is Role.AFFECTED and not hit.trigger.tail:
            if be:
                return hit
            if not have and clean and not _takes_object(line, hit.past):
                return hit
            if have:
                continue
        if role is Role.UNDERGOES and not (hit.trigger.measure == "crowd" and be):
            if clean or aux or not _takes_object(line, hit.past) or hit.trigger.words:
                return hit
        if role is Role.UNDERGOING and (be or clean):
            return hit
    if any(hit.trigger.role is Role.AFFECTS for hit in hits) and not flags[at] & Word.PLURAL:
        return "stop" if _takes_object(line, at + 1) and not (clean and not aux and low[at].endswith("s")) else None
    return None


def _takes_object(line: Line, at: int) -> bool:
    """Whether what stands at a token is the object of the verb before it, so that the verb is active."""
    while at < len(line) and line.flags[at] & Word.QUOTE:
        at += 1
    if at >= len(line):
        return False
    flag = line.flags[at]
    if line.amounts[at]:
        return True
    if flag & (Word.ADV | Word.PREP | Word.PUNCT | Word.CONJ | Word.SUBORD | Word.REL | Word.BE | Word.HAVE | Word.MODAL | Word.SAYING):
        return bool(line.low[at] in ("that", "those") and at + 1 < len(line))
    return not line.hits[at] or not roles(line.hits[at], Role.STATE)


def _listed(line: Line, at: int) -> bool:
    """Whether the amount at a token goes on a list: a comma or "and" stands before it."""
    before = at - 1
    while before >= 0 and (line.flags[before] & (Word.QUANTITY | Word.ADV) or line.low[before] in ("another", "a", "the", "as", "well")):
        before -= 1
    return before >= 0 and (line.low[before] == "," or bool(line.flags[before] & Word.CONJ) or line.low[before] == "of")


def _closing(line: Line, at: int, mark: str) -> int:
    return next((other for other in range(at + 1, len(line)) if line.low[other] == mark), at)


def _past_comma(line: Line, at: int) -> int | None:
    """Where the search goes on behind a comma: at it for a list, at the end of an aside, nowhere when the clause ends."""
    after = at + 1
    if after >= len(line):
        return None
    if line.amounts[after] or (line.flags[after] & Word.CONJ and after + 1 < len(line) and line.amounts[after + 1]):
        return at
    if line.low[after] in ("another", "a") and after + 1 < len(line) and (line.amounts[after + 1] or line.flags[after + 1] & Word.QUANTITY):
        return at
    flag = line.flags[after]
    if flag & Word.BE or flag & Word.HAVE:
        return at
    for close in range(after, min(len(line) - 1, at + REACH)):
        if line.low[close] == "," and line.flags[close + 1] & (Word.BE | Word.HAVE | Word.MODAL):
            return close
        if line.low[close] == "," and roles(line.hits[close + 1], Role.UNDERGOES, Role.AFFECTED):
            return close
        if line.low[close] in (";", ":") or line.flags[close] & Word.SAYING:
            return None
    return None


def _skips_partner(line: Line, at: int) -> bool:
    """Whether the words after "and" are a partner without a figure ("and a civilian were killed")."""
    for after in range(at + 1, min(len(line), at + 8)):
        flag = line.flags[after]
        if flag & (Word.BE | Word.HAVE):
            return after > at + 1
        if flag & (Word.PUNCT | Word.SUBORD | Word.SAYING | Word.REL) or line.amounts[after] or roles(line.hits[after], Role.AFFECTS, Role.UNDERGOES):
            return bool(roles(line.hits[after], Role.AFFECTED, Role.UNDERGOES)) and after > at + 1
    return False


def by_phrase(line: Line, phrase: Phrase, measures: Measures) -> Binding | None:
    """A fixed wording around the figure: "claimed the lives of 31"."""
    for name, before, after in _phrases(measures):
        left = phrase.at - len(before)
        while before and left > 0 and line.low[phrase.at - 1] in ("another", "further", "additional", "the", "a", "these"):
            left, phrase_at = left - 1, phrase.at - 1
            if tuple(line.low[left:phrase_at]) == before:
                break
            break
        begins = not before or (left >= 0 and tuple(line.low[left : left + len(before)]) == before)
        if begins and (not after or tuple(line.low[phrase.at + 1 : phrase.at + 1 + len(after)]) == after):
            return Binding(name, "fixed wording")
    return None


@cache
def _wordings(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    before, _, after = text.partition("{n}")
    return tuple(before.split()), tuple(after.split())


def _phrases(measures: Measures) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(measure.name, *_wordings(text)) for measure in measures.by_name.values() for text in measure.words["phrases"]]


def as_object(line: Line, phrase: Phrase, measures: Measures) -> Binding | None:
    """The object of a verb that affects what is counted: "killed 36", "wounding another 52", "shot 12 dead"."""
    before = _left_of(line, phrase.at)
    while before >= 0:
        verbs = [hit for hit in line.ending[before] if hit.trigger.role in (Role.AFFECTS, Role.AFFECTING, Role.AFFECTED)]
        ranked = sorted(verbs, key=lambda hit: (not hit.trigger.tail, -len(hit.trigger.words)))
        for hit in ranked:
            if hit.trigger.tail and not tail_after(line, hit, phrase.past):
                continue
            if hit.trigger.role is not Role.AFFECTING and _passive(line, hit.at):
                continue
            return Binding(hit.trigger.measure, "object")
        partner = _partner_start(line, before)
        if partner is None:
            return None
        before = partner
    return None


def _left_of(line: Line, at: int) -> int:
    """The token that governs the amount at `at`: the first to its left that is no article, adverb or the like."""
    before, skip = at - 1, some("before_figure")
    while before >= 0 and not roles(line.hits[before], Role.AFFECTS, Role.AFFECTING, Role.AFFECTED, Role.ACT, Role.TOLL):
        if line.low[before] == "of" and not (before > 0 and line.low[before - 1] in ("total", "maximum", "estimate", "minimum", "some", "all")):
            break
        if line.low[before] in skip or line.flags[before] & (Word.QUOTE | Word.ADV):
            before -= 1
            continue
        break
    return before


def _partner_start(line: Line, before: int) -> int | None:
    """Where to look on when "and" joins the figure to a partner without one ("killed a policeman and two soldiers")."""
    if before < 0 or not line.flags[before] & Word.CONJ:
        return None
    at = before - 1
    while at >= 0 and before - at < 7:
        if line.amounts[at] or line.flags[at] & (Word.PUNCT | Word.SUBORD | Word.BE | Word.SAYING | Word.REL):
            return None
        if any(hit.trigger.role in (Role.AFFECTS, Role.AFFECTING, Role.AFFECTED) for hit in line.ending[at]):
            return at
        at -= 1
    return None


def _passive(line: Line, at: int) -> bool:
    """Whether a verb at a token is a passive: a form of "be" before it, adverbs aside."""
    before = at - 1
    while before >= 0 and line.flags[before] & SKIPPED:
        before -= 1
    return before >= 0 and bool(line.flags[before] & Word.BE)


def as_subject(line: Line, phrase: Phrase, measures: Measures) -> Binding | None:
    """The subject of what happened: "12 were killed", "12 people died", "12 dead", "12 people left without power"."""
    amount = line.amounts[phrase.at]
    found = predicate(line, phrase.past, one=bool(amount and amount.low == 1))
    if not found:
        return None
    hit, aux = found
    names = {Role.STATE: "state", Role.AFFECTED: "passive"}
    return Binding(hit.trigger.measure, names.get(hit.trigger.role, "subject"), shared=True)


def as_modified(line: Line, phrase: Phrase, measures: Measures) -> Binding | None:
    """A state before the noun: "12 wounded soldiers"."""
    return Binding(phrase.state.trigger.measure, "modifier") if phrase.state else None


def as_noun(line: Line, phrase: Phrase, measures: Measures) -> Binding | None:
    """The counted noun is the measure's own: "15 arrests", "three deaths", "35 confirmed cases of cholera"."""
    if phrase.head is None:
        return None
    for at in range(phrase.first, phrase.head + 1):
        for hit in roles(line.hits[at], Role.NOUN):
            if hit.past >= phrase.past:
                return Binding(hit.trigger.measure, "noun", who="" if not _is_group(hit, measures) else None)
    return None


def _is_group(hit: Hit, measures: Measures) -> bool:
    """Whether a noun names people ("hostages"), not events ("arrests")."""
    measure = measures.by_name[hit.trigger.measure]
    noun = hit.trigger
    return measure.name in ("crowd", "troops", "displaced", "abducted") or any(noun.words and group for group in ())


def of_act(line: Line, phrase: Phrase, measures: Measures) -> Binding | None:
    """What an act was done to: "the killing of 20 people", "bodies of two men"."""
    before = _left_of(line, phrase.at)
    while before > 0 and line.low[before] in ("the",):
        before -= 1
    if before < 1 or line.low[before] != "of":
        return None
    for hit in line.ending[before - 1]:
        if hit.trigger.role in (Role.ACT, Role.NOUN, Role.TOLL) and not hit.trigger.tail:
            return Binding(hit.trigger.measure, "act of")
    return None


def of_toll(line: Line, phrase: Phrase, measures: Measures) -> Binding | None:
    """The number that a toll came to: "the death toll rose to 159", "putting the number of dead at 31", "toll tops 500"."""
    at, links = phrase.at - 1, some("tolls_to")
    seen = False
    while at >= 0 and phrase.at - at < REACH:
        hits = [hit for hit in line.ending[at] if hit.trigger.role is Role.TOLL]
        if hits and (seen or at == phrase.at - 1):
            longest = max(hits, key=lambda hit: (len(hit.trigger.words), hit.trigger.measure))
            return Binding(longest.trigger.measure, "toll", who="")
        if at == phrase.at - 1 or not seen:
            if line.low[at] not in links and not line.flags[at] & (SKIPPED | Word.BE):
                return None
            seen = True
        elif line.low[at] in (";",) or line.flags[at] & Word.SUBORD or (line.amounts[at] and line.low[at - 1] not in ("from", "between")):
            return None
        at -= 1
    return None


def as_group(line: Line, phrase: Phrase, measures: Measures) -> Binding | None:
    """A population that a measure takes when nothing else binds it: "2,500 soldiers", "hundreds of protesters"."""
    if phrase.head is None:
        return None
    here = set(line.low)
    for at in range(phrase.first, phrase.head + 1):
        for hit in roles(line.hits[at], Role.GROUP):
            if hit.past < phrase.past:
                continue
            measure = measures.by_name[hit.trigger.measure]
            if not measure.where or here & measure.where:
                return Binding(measure.name, "group")
    return None


Rule = Callable[[Line, Phrase, Measures], Binding | None]
RULES: tuple[Rule, ...] = (by_phrase, as_object, as_subject, as_modified, as_noun, of_act, of_toll, as_group)


def bind(line: Line, phrase: Phrase, measures: Measures) -> Binding | None:
    """The first rule that binds the phrase to a measure, unless that measure counts something else."""
    if _barred(line, phrase):
        return None
    for rule in RULES:
        found = rule(line, phrase, measures)
        if found:
            found = _yielded(line, phrase, found, measures)
            return found if _countable(line, phrase, found, measures) else None
    return None


def _yielded(line: Line, phrase: Phrase, found: Binding, measures: Measures) -> Binding:
    """A population of its own keeps its measure against those that yield to it: stranded migrants are displaced."""
    group = as_group(line, phrase, measures) if found.rule in ("state", "passive", "subject", "object") else None
    if group and found.measure not in measures.by_name[group.measure].yields_to and group.measure in ("displaced",) and found.measure == "affected":
        return group
    return found


def _barred(line: Line, phrase: Phrase) -> bool:
    """Whether the amount is an agent or a setting ("killed by two gunmen", "in 12 attacks"), never a count of victims."""
    before = phrase.at - 1
    return before >= 1 and line.low[before] == "by" and bool(roles(line.hits[before - 1], Role.AFFECTED))


def _countable(line: Line, phrase: Phrase, found: Binding, measures: Measures) -> bool:
    """Whether what the phrase names can be what the measure counts."""
    amount = line.amounts[phrase.at]
    if phrase.head is None or found.rule in ("noun", "toll", "fixed wording", "group"):
        return not (amount and amount.kind == "zero" and phrase.head is None and found.rule not in ("noun", "passive", "state", "subject", "toll"))
    things = measures.by_name[found.measure].counts == "things"
    noun = line.low[phrase.head]
    if things:
        return noun in damageable() or found.rule in ("modifier",)
    return not line.flags[phrase.head] & Word.THING or (found.measure == "affected" and noun in damageable())


@cache
def damageable() -> frozenset[str]:
    """What the measures of things count, in both numbers."""
    from reconcile.measures import plural

    return frozenset(form for noun in words("grammar", "damageable") for form in (noun, plural(noun)))
