"""The frame that binds a counted noun phrase to a measure: what was done to it, what it did, what it is.

Each rule is a function from a context and a phrase to a binding or nothing; `RULES` lists them in the order they are tried.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from reconcile import populations
from reconcile.figures.line import Hit, Line, Word, roles, tail_after
from reconcile.figures.phrases import Phrase, counted
from reconcile.figures.predicates import REACH, SKIPPED, passive, predicate
from reconcile.lexicon import words
from reconcile.measures import Measures, Role, plural

VERBS = (Role.AFFECTS, Role.AFFECTING, Role.AFFECTED)
WITH = ("with", "alongside")
TELLING = (Role.AFFECTED, Role.UNDERWENT, Role.STATE, Role.EVENT, Role.GROUP, Role.NOUN)
BOUNDING = ("top", "pass", "surpass", "exceed", "cross", "eclips", "approach", "nearing")


@dataclass(frozen=True, slots=True)
class Context:
    """What a rule may look at beside the phrase.

    The line, the measures, the words that tell what the document is about, and the measure last read before the line.
    """

    line: Line
    measures: Measures
    about: frozenset[str]
    last: str | None


@dataclass(frozen=True, slots=True)
class Binding:
    """A measure with the rule that found it.

    `shared` says that the phrase is the subject of a verb that it may share with another; `event` that the counted noun is an
    event, so that those it befell are named elsewhere, at token `of` where the text names them.
    """

    measure: str
    rule: str
    shared: bool = False
    event: bool = False
    of: int | None = None


@cache
def some(key: str, language: str = "en") -> frozenset[str]:
    """A word list of grammar.toml as a set."""
    return frozenset(words("grammar", key, language))


@cache
def damageable(language: str = "en") -> frozenset[str]:
    """What the measures of things count, in both numbers; of several words, the last."""
    left_out = words("grammar", "undamaged", language)
    known = {
        name.split()[-1]
        for name, kinds in populations.nouns(language).items()
        if any(populations.within(kind, "things", language) and kind not in left_out for kind in kinds)
    }
    return frozenset(known) | frozenset(
        form.split()[-1] for noun in words("grammar", "damageable", language) for form in (noun, plural(noun))
    )


def by_wording(context: Context, phrase: Phrase) -> Binding | None:
    """A fixed wording around the figure: "claimed the lives of 31"."""
    low = context.line.low
    for measure, before, after in _wordings(context.measures):
        start = phrase.at
        while start > 0 and low[start - 1] in ("another", "further", "additional", "the", "these"):
            start -= 1
        begins = tuple(low[max(0, start - len(before)) : start]) == before
        if begins and tuple(low[phrase.at + 1 : phrase.at + 1 + len(after)]) == after:
            return Binding(measure, "fixed wording", event=bool(after))
    return None


def _wordings(measures: Measures) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [
        (measure.name, *_halves(text)) for measure in measures.by_name.values() for text in measure.words["phrases"]
    ]


@cache
def _halves(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    before, _, after = text.partition("{n}")
    return tuple(before.split()), tuple(after.split())


def as_noun(context: Context, phrase: Phrase) -> Binding | None:
    """The counted noun is the measure's own: "15 arrests", "20 bodies", "35 confirmed cases of cholera"."""
    line = context.line
    if phrase.head is None:
        return None
    for at in range(phrase.first, phrase.head + 1):
        for hit in roles(line.hits[at], Role.NOUN, Role.EVENT):
            if hit.past >= phrase.past and not (
                hit.trigger.role is Role.EVENT and line.low[max(0, phrase.at - 2) : phrase.at] == ["one", "of"]
            ):
                event = hit.trigger.role is Role.EVENT
                return Binding(hit.trigger.measure, "noun", event=event, of=_victims(line, hit.past) if event else None)
    return None


def _victims(line: Line, past: int) -> int | None:
    """The token behind "of" or "among" that names those whom an event befell ("multiple killings of protesters")."""
    named = past < len(line) and line.low[past] in ("of", "among", "to")
    return past + 1 if named and past + 1 < len(line) and not line.amounts[past + 1] else None


def as_object(context: Context, phrase: Phrase) -> Binding | None:
    """The object of a verb that affects what is counted: "killed 36", "wounding another 52", "shot 12 dead"."""
    line = context.line
    before: int | None = _left_of(line, phrase.at)
    while before is not None and before >= 0:
        tails = {hit: tail_after(line, hit, phrase.past) for hit in line.ending[before] if hit.trigger.role in VERBS}
        verbs = [hit for hit, tail in tails.items() if tail is not None]
        active = [hit for hit in verbs if hit.trigger.role is Role.AFFECTING or not passive(line, hit.at)]
        if active:
            joint = _joint(line, before, active)
            best = max(
                [*active, *joint],
                key=lambda hit: (
                    _fits(context, phrase, hit),
                    hit in joint,
                    hit.trigger.about,
                    bool(hit.trigger.tail),
                    -(tails.get(hit) or 0),
                    len(hit.trigger.words),
                ),
            )
            return Binding(best.trigger.measure, "object")
        before = _partner(line, before)
    return None


def _joint(line: Line, before: int, active: list[Hit]) -> list[Hit]:
    """The killing in "killed and wounded dozens": one figure for both is told under the graver."""
    first = min(hit.at for hit in active) - 1
    if first < 1 or line.low[first] not in ("and", "or"):
        return []
    return [
        hit
        for hit in line.ending[first - 1]
        if hit.trigger.role in VERBS and hit.trigger.measure == "killed" and not hit.trigger.tail
    ]


def _fits(context: Context, phrase: Phrase, hit: Hit) -> bool:
    """Whether a verb's measure counts the kind of thing that the phrase names."""
    things = context.measures.by_name[hit.trigger.measure].counts == "things"
    return things == (
        phrase.head is not None
        and bool(context.line.flags[phrase.head] & Word.THING or context.line.low[phrase.head] in damageable())
    )


def _room_for(line: Line, at: int) -> bool:
    """Whether a verb tells what could be held ("designed to house 3,000")."""
    before = line.low[max(0, at - 5) : at]
    return not some("capacity").isdisjoint(before) and ("to" in before or "for" in before)


def _left_of(line: Line, at: int) -> int:
    """The token that governs the amount at `at`: the first to its left that is no article, adverb or the like."""
    before, skip = at - 1, some("before_figure")
    while before >= 0 and not any(hit.trigger.role in (*VERBS, Role.ACT, Role.TOLL) for hit in line.ending[before]):
        word = line.low[before]
        if word == "of" and not (
            before > 0 and line.low[before - 1] in ("total", "maximum", "estimate", "minimum", "some", "all")
        ):
            break
        if word not in skip and not line.flags[before] & (Word.QUOTE | Word.ADV):
            break
        before -= 1
    return before


def _partner(line: Line, before: int) -> int | None:
    """The verb to look at when "and" joins the figure to a partner without one ("killed a policeman and two soldiers")."""
    if not line.flags[before] & Word.CONJ:
        return None
    for at in range(before - 1, max(-1, before - 8), -1):
        if line.amounts[at] or line.flags[at] & (Word.PUNCT | Word.SUBORD | Word.BE | Word.SAYING | Word.REL):
            return None
        if any(hit.trigger.role in VERBS for hit in line.ending[at]) and not line.flags[at] & Word.PLURAL:
            return at if at < before - 1 else None
    return None


def as_subject(context: Context, phrase: Phrase) -> Binding | None:
    """The subject of what happened: "12 were killed", "12 people died", "12 dead", "12 people left without power"."""
    amount = context.line.amounts[phrase.at]
    found = predicate(context.line, phrase, one=bool(amount and amount.low == amount.high == 1))
    if not found or _owned(context.line, phrase):
        return None
    if "among" in context.line.low[phrase.past : found.at]:
        return Binding(found.trigger.measure, "among", shared=True)
    names = {Role.STATE: "state", Role.AFFECTED: "passive"}
    return Binding(found.trigger.measure, names.get(found.trigger.role, "subject"), shared=True)


def _owned(line: Line, phrase: Phrase) -> bool:
    """Whether the phrase only tells whose somebody else is: "parents of five children were shot"."""
    before = phrase.at - 1
    while before > 0 and line.flags[before] & Word.DET:
        before -= 1
    return before > 0 and line.low[before] == "of" and bool(line.flags[before - 1] & Word.PERSON)


def as_modified(context: Context, phrase: Phrase) -> Binding | None:
    """A state before the noun: "12 wounded soldiers"."""
    return Binding(phrase.state.trigger.measure, "modifier") if phrase.state else None


def of_act(context: Context, phrase: Phrase) -> Binding | None:
    """What an act was done to: "the killing of 20 people", "the bodies of two men"."""
    line = context.line
    before = _left_of(line, phrase.at)
    if before < 1 or line.low[before] != "of":
        return None
    hits = [hit for hit in line.ending[before - 1] if hit.trigger.role in (Role.ACT, Role.NOUN, Role.EVENT)]
    best = max(hits, key=lambda hit: (hit.past - hit.at, hit.trigger.measure == "killed"), default=None)
    return Binding(best.trigger.measure, "act of") if best else None


def of_toll(context: Context, phrase: Phrase) -> Binding | None:
    """The number that a toll came to: "the death toll rose to 159", "putting the number of dead at 31", "toll tops 500"."""
    line = context.line
    crossed, at = _changed_from(line, phrase.at), phrase.at - 1
    while at >= 0 and phrase.at - at < REACH and _linked(line, phrase):
        tolls = [hit for hit in line.ending[at] if hit.trigger.role is Role.TOLL]
        if tolls and (line.low[phrase.at - 1] != "of" or at == phrase.at - 2):
            best = max(tolls, key=lambda hit: (len(hit.trigger.words), hit.trigger.measure == "killed"))
            return Binding(best.trigger.measure, "toll")
        if line.low[at] in some("numbers") and (line.low[phrase.at - 1] != "of" or line.low[at] == "toll"):
            return _of_number(context, at, phrase)
        if line.low[at] == ";" or line.flags[at] & Word.SUBORD or (line.amounts[at] and not crossed):
            return None
        at -= 1
    return None


def _linked(line: Line, phrase: Phrase) -> bool:
    """Whether the token before a figure, or the figure's own verb, can tie it to a toll ("rose to 159", "tops 500")."""
    if phrase.at and line.low[phrase.at - 1] == "by":
        return phrase.at > 1 and line.low[phrase.at - 2] in some("growth")
    bound = line.low[phrase.at].startswith(BOUNDING)
    return bound or (phrase.at > 0 and line.low[phrase.at - 1] in some("tolls_to"))


def _changed_from(line: Line, at: int) -> bool:
    """Whether a figure is one end of a change ("to 748 from 104", "from 9,800 now to 5,500")."""
    if at and line.low[at - 1] == "from":
        return True
    earlier = next((other for other in range(at - 2, max(-1, at - 6), -1) if line.amounts[other]), None)
    return bool(earlier and line.low[at - 1] == "to" and line.low[earlier - 1] == "from")


def _of_number(context: Context, at: int, phrase: Phrase) -> Binding | None:
    """The measure of "the number of ... stands at 40", told by the words between; "toll" alone is one of deaths."""
    line = context.line
    between = [
        hit
        for other in range(at, phrase.at)
        for hit in line.hits[other]
        if hit.past <= phrase.at and not hit.trigger.tail
    ]
    verbs = [hit for hit in between if hit.trigger.role in (Role.AFFECTED, Role.UNDERWENT, Role.STATE, Role.UNDERGOING)]
    names = [
        hit
        for hit in between
        if hit.trigger.role in (Role.GROUP, Role.NOUN, Role.EVENT)
        or (hit.trigger.role is Role.NEAR and _near(context, hit, phrase))
    ]
    ended = [hit for hit in verbs if hit.past < len(line) and not line.flags[hit.past] & (Word.PERSON | Word.PLURAL)]
    best = (ended or verbs or names)[-1:]
    of = at + 2 if line.low[at + 1 : at + 2] == ["of"] else None
    if best:
        return Binding(_given_way(context, best[0].trigger.measure, names), "number of", event=True, of=of)
    told = [
        hit for other in range(at) for hit in line.hits[other] if hit.trigger.role in TELLING and not hit.trigger.tail
    ]
    measure = told[-1].trigger.measure if told else "killed" if line.low[at] == "toll" else context.last
    return Binding(measure, "number of", event=True, of=of) if measure else None


def among_them(context: Context, phrase: Phrase) -> Binding | None:
    """Those told to be among a group: "Among the dead were three women"."""
    line, before = context.line, phrase.at - 1
    while before > 0 and line.flags[before] & (Word.BE | Word.ADV):
        before -= 1
    fates = (
        [hit for hit in line.ending[before] if hit.trigger.role in (Role.STATE, Role.AFFECTED, Role.GROUP, Role.NOUN)]
        if before < phrase.at - 1
        else []
    )
    near = line.low[max(0, fates[0].at - 4) : fates[0].at] if fates else []
    return Binding(fates[0].trigger.measure, "among") if "among" in near else None


def as_companion(context: Context, phrase: Phrase) -> Binding | None:
    """Those with whom somebody shared a fate: "was abducted with three other people"."""
    line = context.line
    before = _left_of(line, phrase.at)
    if before < 1 or line.low[before] not in WITH:
        return None
    for at in range(before - 1, max(-1, before - 9), -1):
        if line.flags[at] & (Word.PUNCT | Word.SUBORD) or line.amounts[at]:
            return None
        fates = [hit for hit in line.hits[at] if hit.trigger.role is Role.AFFECTED and passive(line, hit.at)]
        if fates:
            return Binding(fates[0].trigger.measure, "companion")
    return None


def as_group(context: Context, phrase: Phrase) -> Binding | None:
    """A population that a measure takes when nothing else binds it: "40 hostages", "2,500 soldiers"."""
    line = context.line
    if phrase.head is None:
        return None
    for at in range(phrase.first, phrase.head + 1):
        for hit in roles(line.hits[at], Role.GROUP, Role.NEAR):
            if hit.past >= phrase.past or line.flags[hit.past] & Word.CONJ:
                if _enough(context, hit, phrase) and (hit.trigger.role is Role.GROUP or _near(context, hit, phrase)):
                    return Binding(hit.trigger.measure, "group")
    return None


def _near(context: Context, hit: Hit, phrase: Phrase) -> bool:
    """Whether the words around, the subject of the document or the size of the number make a population the measure's."""
    measure = context.measures.by_name[hit.trigger.measure]
    if _size(context, phrase) >= measure.at_least or not measure.where.isdisjoint(context.line.low):
        return True
    return _about(context, measure.name)


def _about(context: Context, name: str) -> bool:
    about = context.measures.by_name[name].about
    return not about.isdisjoint(context.about) or not about.isdisjoint(context.line.low)


def _size(context: Context, phrase: Phrase) -> int:
    amount = context.line.amounts[phrase.at]
    return (amount.low or amount.high or 0) if amount else 0


def _enough(context: Context, hit: Hit, phrase: Phrase) -> bool:
    """Whether a bare group is large enough to be more than persons told of for themselves; "no" always is."""
    return _size(context, phrase) >= context.measures.by_name[hit.trigger.measure].least or _size(context, phrase) == 0


Rule = Callable[[Context, Phrase], Binding | None]
RULES: tuple[Rule, ...] = (
    by_wording,
    as_noun,
    as_object,
    of_act,
    of_toll,
    among_them,
    as_subject,
    as_modified,
    as_companion,
    as_group,
)


def bind(context: Context, phrase: Phrase) -> Binding | None:
    """The first rule that binds the phrase to a measure, unless that measure counts something else."""
    if _barred(context.line, phrase):
        return None
    for rule in RULES:
        found = rule(context, phrase)
        if found:
            found = _yielding(context, phrase, found)
            return found if countable(context, phrase, found) else None
    return None


def _yielding(context: Context, phrase: Phrase, found: Binding) -> Binding:
    """A population keeps its own measure against one that it takes from: stranded migrants are displaced."""
    if found.rule not in ("state", "passive", "subject", "object"):
        return found
    group = as_group(context, phrase)
    takers = (
        [group.measure]
        if group
        else [name for name, m in context.measures.by_name.items() if m.takes and m.about and _about(context, name)]
    )
    takes = [name for name in takers if found.measure in context.measures.by_name[name].takes]
    return replace(found, measure=takes[0]) if takes else found


def _given_way(context: Context, measure: str, names: list[Hit]) -> str:
    takers = [hit.trigger.measure for hit in names if measure in context.measures.by_name[hit.trigger.measure].takes]
    return takers[0] if takers else measure


def _barred(line: Line, phrase: Phrase) -> bool:
    """Whether the amount is an agent, or one of many who is told of for himself ("killed by two gunmen", "one of the girls")."""
    before = phrase.at - 1
    agent = (Role.AFFECTED, Role.EVENT, Role.ACT)
    if before >= 1 and line.low[before] == "by" and any(hit.trigger.role in agent for hit in line.ending[before - 1]):
        return True
    if _share(line, before) or _room_for(line, phrase.at):
        return True
    return is_single(line, phrase)


def is_single(line: Line, phrase: Phrase) -> bool:
    """Whether the phrase is one of many who is told of for himself: "one of the girls", "one of those killed"."""
    amount = line.amounts[phrase.at]
    of = phrase.of or phrase.inner is not None
    return bool(amount and amount.bare and amount.low == amount.high == 1 and of and not _alone(line, phrase))


def _share(line: Line, before: int) -> bool:
    """Whether the amount is what a share or an average is taken of: "25% of its seven million customers"."""
    at = before
    while at >= 0 and line.flags[at] & Word.DET:
        at -= 1
    if at < 1 or line.low[at] != "of":
        return False
    return line.low[at - 1] in (
        "%",
        "percent",
        "cent",
        "half",
        "third",
        "quarter",
        "average",
        "majority",
        "most",
        "many",
        "proportion",
        "share",
        "capacity",
        "maximum",
    )


def _alone(line: Line, phrase: Phrase) -> bool:
    """Whether "one of the" is counted all the same: it opens a passive ("One of the attackers was killed") or an act names it."""
    if phrase.at > 1 and line.low[phrase.at - 1] == "of" and line.hits[phrase.at - 2] and not phrase.state:
        return True
    if (
        phrase.pronoun
        and phrase.past < len(line)
        and (line.flags[phrase.past] & Word.DET or roles(line.hits[phrase.past], Role.STATE))
    ):
        return True
    if phrase.past >= len(line) or not line.flags[phrase.past] & (Word.BE | Word.HAVE | Word.ADV):
        return False
    found = predicate(line, phrase, one=True)
    return bool(found and found.trigger.role in (Role.AFFECTED, Role.STATE))


def _true_zero(line: Line, phrase: Phrase, found: Binding) -> bool:
    """Whether "no" or "none" is a count of nobody and not a turn of phrase ("no surrender", "no one clashed")."""
    if found.rule in ("toll", "number of"):
        return line.low[phrase.at] in ("zero", "nil", "none")
    if phrase.head is None:
        return (
            found.rule in ("passive", "state", "subject")
            and found.measure != "crowd"
            and line.low[phrase.at] not in ("no", "zero")
        )
    return not (phrase.of and found.event)


def countable(context: Context, phrase: Phrase, found: Binding) -> bool:
    """Whether what the phrase names can be what the measure counts."""
    line = context.line
    amount = line.amounts[phrase.at]
    if amount and amount.kind == "zero" and not _true_zero(line, phrase, found):
        return False
    if phrase.head is None or found.rule in ("noun", "toll", "number of", "fixed wording", "group"):
        return True
    noun = line.low[phrase.head]
    if context.measures.by_name[found.measure].counts == "things":
        return noun in damageable()
    return not line.flags[phrase.head] & Word.THING or (found.measure == "affected" and noun in damageable())
