"""The frame that binds a counted noun phrase to a measure: the rules in the order they are tried, and what bars one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from reconcile import populations
from reconcile.figures.complements import as_complement
from reconcile.figures.context import VERBS, Binding, Context, bases, damageable, some
from reconcile.figures.gatherings import no_gathering
from reconcile.figures.headings import as_parts, under_heading
from reconcile.figures.line import Line, Word, roles
from reconcile.figures.nouns import as_group, as_noun, as_strength
from reconcile.figures.phrases import Phrase, counted, partitive
from reconcile.figures.predicates import predicate
from reconcile.figures.tolls import as_label, of_toll, to_toll
from reconcile.figures.undone import tried_on
from reconcile.figures.verbs import (
    WITH,
    among_them,
    as_companion,
    as_ellipsis,
    as_involved,
    as_modified,
    as_object,
    as_subject,
    by_wording,
    of_act,
    out_of,
)
from reconcile.measures import Role
from reconcile.model import Qualifier

REMEMBERED = 5_000  # sets of what lines have for the rules
USUAL = 4  # tokens in which a sentence says that it tells of what is usual
DAY = 8  # tokens between an average and "a day"
COURT = 6  # tokens between "nobody" and what no court did
AGENT = (Role.AFFECTED, Role.EVENT, Role.ACT)
TOLD = (Role.STATE, Role.AFFECTED, Role.UNDERWENT, Role.UNDERGOES, Role.UNDERGOING)


class Rule(NamedTuple):
    """A rule with what a line must have for it: a trigger of one of `roles` or one of the words `cues`, if any."""

    binds: Callable[[Context, Phrase], Binding | None]
    roles: tuple[Role, ...] = ()
    cues: Set[str] = frozenset()


@cache
def _rules() -> tuple[Rule, ...]:
    """The rules in the order they are tried."""
    return (
        Rule(by_wording),
        Rule(as_noun, (Role.NOUN, Role.EVENT)),
        Rule(as_involved, cues=some("involving")),
        Rule(as_object, VERBS),
        Rule(of_act, (Role.ACT, Role.NOUN, Role.EVENT)),
        Rule(among_them, cues={"among"}),
        Rule(as_complement, (Role.AFFECTED, Role.STATE, Role.GROUP)),
        Rule(of_toll, (Role.TOLL,), some("numbers")),
        Rule(to_toll, (Role.TOLL,), some("numbers")),
        Rule(as_subject, TOLD, {"among"}),
        Rule(as_modified),
        Rule(as_ellipsis, (Role.AFFECTED, Role.UNDERWENT, Role.STATE)),
        Rule(out_of, cues={"of"}),
        Rule(as_companion, cues=set(WITH)),
        Rule(as_label, cues={":"}),
        Rule(under_heading, cues={":"}),
        Rule(as_parts),
        Rule(as_strength),
        Rule(as_group, (Role.GROUP, Role.NEAR)),
    )


@cache
def _cues() -> frozenset[str]:
    return frozenset().union(*(rule.cues for rule in _rules()))


@lru_cache(maxsize=REMEMBERED)
def _fitting(roles: frozenset[Role], cues: frozenset[str]) -> tuple[Callable[[Context, Phrase], Binding | None], ...]:
    """The rules for a line with triggers of some roles and these of the words that rules need."""
    return tuple(
        rule.binds
        for rule in _rules()
        if not (rule.roles or rule.cues) or not roles.isdisjoint(rule.roles) or not cues.isdisjoint(rule.cues)
    )


def bind(context: Context, phrases: Mapping[int, Phrase]) -> dict[int, Binding | None]:
    """What each phrase of a line is bound to, by its token."""
    some = _fitting(frozenset(context.line.roles), _cues().intersection(context.line.present))
    return {at: _bound(context, phrase, some) for at, phrase in phrases.items()}


def _bound(
    context: Context, phrase: Phrase, some: Iterable[Callable[[Context, Phrase], Binding | None]]
) -> Binding | None:
    """The first rule that binds the phrase to a measure, unless that measure counts something else."""
    if phrase.state and _of_them(context.line, phrase):
        return as_modified(context, phrase)  # what befell some of them is not what they all were
    if _barred(context.line, phrase):
        return None
    for rule in some:
        found = rule(context, phrase)
        if found:
            found = _yielding(context, phrase, found)
            if found.measure == "crowd" and _more_of_them(context.line, phrase):
                return None  # what befell those before is told of them as well
            return _of_zero(context, phrase, found) if countable(context, phrase, found) else None
    return None


def _more_of_them(line: Line, phrase: Phrase) -> bool:
    """Whether more of those before are told apart by what they did: "arrested 50 and [another 20 who had marched]"."""
    bare = phrase.head is None or line.low[phrase.head] == "others"
    told = bare and line.low[phrase.at - 1 : phrase.at] in (["and"], ["another"]) and line.at(phrase.past, Word.REL)
    return told and any(amount is not None for amount in line.amounts[: phrase.at])


def _of_zero(context: Context, phrase: Phrase, found: Binding) -> Binding:
    """A zero of one measure that is a zero of another: "no casualties" are no dead."""
    amount, zero = context.line.amounts[phrase.at], context.measures.by_name[found.measure].zero
    return (
        found._replace(measure=zero, rule=f"{found.rule}, zero") if amount and amount.kind == "zero" and zero else found
    )


def _yielding(context: Context, phrase: Phrase, found: Binding) -> Binding:
    """A population keeps its own measure against one that it takes from: stranded migrants are displaced."""
    if found.measure == "crowd" and found.rule == "fixed wording" and _flee(context.line, phrase):
        return found._replace(measure="displaced")
    if found.rule not in ("state", "passive", "subject", "object"):
        return found
    if found.measure == "infected" and not any(some(key).isdisjoint(context.line.low) for key in ("fumes", "ailing")):
        return found._replace(measure="injured")  # no disease: "carbon monoxide sickened six"
    if found.measure == "affected" and _are_buildings(context, phrase):
        return found._replace(measure="damaged")
    group = as_group(context, phrase)
    if group and group.measure == "rescued" and found.measure == "evacuated":
        return found._replace(measure="rescued")  # "71 survivors were moved to a camp"
    if not group and not some("cutting_off").isdisjoint(context.line.low[phrase.past : phrase.past + COURT]):
        return found
    takers = (
        [group.measure]
        if group
        else [name for name, names in context.measures.takers.items() if not names.isdisjoint(context.about)]
    )
    takes = [name for name in takers if found.measure in context.measures.by_name[name].takes]
    return found._replace(measure=takes[0]) if takes else found


def _flee(line: Line, phrase: Phrase) -> bool:
    """Whether those who fill a place are on their way out: "roads jammed with hundreds of people fleeing the smoke"."""
    behind = line.hits[phrase.past] if phrase.past < len(line) else ()
    return any(hit.trigger.measure == "displaced" for hit in roles(behind, Role.UNDERGOING))


def _are_buildings(context: Context, phrase: Phrase) -> bool:
    """Whether buildings are told to be affected, and not by an outage: "26 schools were affected"."""
    line = context.line
    noun = line.low[phrase.head] if phrase.head is not None else ""
    plain = "affected" in line.low[phrase.past : phrase.past + COURT] and noun in damageable()
    return plain and context.measures.by_name["affected"].where.isdisjoint(line.low)


def _barred(line: Line, phrase: Phrase) -> bool:
    """Whether the amount is an agent ("killed by two gunmen"), a target, a base, a capacity, or one of many."""
    before = phrase.at - 1
    tried = tried_on(line, phrase)
    if tried and phrase.state is None and all(hit.trigger.measure != "rescued" for hit in tried):
        return True  # but whom nobody freed are still held, and the trapped still trapped
    agents = line.ending[before - 1] if before >= 1 and line.low[before] == "by" else ()
    if any(hit.trigger.role in AGENT and hit.trigger.measure != "crowd" for hit in agents):
        return True
    if line.low[0] == "each" and " ".join(line.low[:2]) not in some("each_day"):
        return True  # "each boat had 150 on board"
    if _is_usual(line, phrase) or _defines(line, phrase):
        return True
    if is_difference(line, phrase) or _room_for(line, phrase.at) or (
        before >= 1
        and line.low[before] == "with"
        and line.low[before - 1] in some("crammed")
        and some("public").isdisjoint(line.low[max(0, before - 8) : before])
    ):
        return True
    if _share(line, before) and not _average_day(line, phrase) and not roles(
        line.hits[phrase.past] if phrase.past < len(line) else (), Role.AFFECTED, Role.STATE
    ):
        return True
    return is_single(line, phrase) or _speaks(line, phrase)


def _speaks(line: Line, phrase: Phrase) -> bool:
    """Whether "one" is told of for what he says or has, or is one party: "one man's leg", "one group of marchers"."""
    amount = line.amounts[phrase.at]
    one = bool(amount and amount.bare and amount.low == amount.high == 1 and phrase.head is not None)
    owns = any(line.flags[at] & Word.POSSESSIVE for at in range(phrase.first, phrase.past + 1) if at < len(line))
    party = any(line.low[at] in partitive() for at in range(phrase.first, phrase.head or 0))
    return one and (owns or party or line.at(phrase.past, Word.SAYING))


def is_difference(line: Line, phrase: Phrase) -> bool:
    """Whether the amount is what a count differs by: "15 died, two more than first reported"."""
    at = phrase.at + 1
    return line.low[at : at + 1] in (["more"], ["fewer"], ["less"], ["higher"], ["lower"]) and line.low[
        at + 1 : at + 2
    ] == ["than"]


def _is_usual(line: Line, phrase: Phrase) -> bool:
    """Whether a figure is one of what is usual, not of what happened: "on a normal day we see 20 patients"."""
    if line.present.isdisjoint(some("usual")):
        return False
    near = (*range(min(USUAL, phrase.at)), *range(phrase.past, min(phrase.past + USUAL, len(line) - 1)))
    return any(line.low[at] in some("usual") and line.low[at + 1] in some("spans") for at in near)


def _defines(line: Line, phrase: Phrase) -> bool:
    """Whether a bound tells which events are meant: "the 90th shooting in which four or more people were hit"."""
    amount = line.amounts[phrase.at]
    bound = amount is not None and amount.qualifier is Qualifier.AT_LEAST and line.low[phrase.at].endswith(" more")
    before = line.low[max(0, phrase.at - 2) : phrase.at]
    return bound and (before == ["in", "which"] or before[-1:] in (["where"], ["when"], ["as"], ["whenever"]))


def _room_for(line: Line, at: int) -> bool:
    """Whether a verb tells what could be held ("designed to house 3,000")."""
    before = line.low[max(0, at - 5) : at]
    if at > 1 and line.low[at - 2] in ("could", "can") and line.low[at - 1] in some("roomy") and _holds(line, at - 3):
        return True
    able = not some("able").isdisjoint(before) and not some("roomy").isdisjoint(before)
    if not some("serving").isdisjoint(before):
        return False  # "the fund is meant to help 3,000"
    return able or not some("capacity").isdisjoint(before) and ("to" in before or "for" in before)


def _holds(line: Line, at: int) -> bool:
    """Whether the subject of "can hold 90" is a thing that has room: no person, nor a pronoun of one."""
    return at < 0 or not line.at(at, Word.PERSON) and line.low[at] not in ("they", "he", "she", "we", "i", "police")


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
    return line.low[at - 1].rsplit("-", 1)[-1] in some("shares")


def _of_them(line: Line, phrase: Phrase) -> bool:
    """Whether some of those counted are told of: "many of the [27 missing girls]", "two of the [12 wounded men]"."""
    of = phrase.at - 1 - line.at(phrase.at - 1, Word.DET)
    if of < 1 or line.low[of] != "of" or phrase.of:
        return False
    return line.amounts[of - 1] is not None or line.low[of - 1] in some("shares") - some("averages")


def _average_day(line: Line, phrase: Phrase) -> bool:
    """Whether an average tells how many there are each day: "an average of 40 cases a day"."""
    before = line.low[max(0, phrase.at - 2) : phrase.at]
    behind = line.low[phrase.past : phrase.past + DAY]
    pairs = {" ".join(pair) for pair in pairwise(behind)}
    return before == ["average", "of"] and ("daily" in behind or not pairs.isdisjoint(some("each_day")))


def _alone(line: Line, phrase: Phrase) -> bool:
    """Whether "one of the" is counted all the same: it opens a passive ("One of the rebels was killed").

    Not where all that is told is who he was: "one of the dead was a teacher", "one of those badly hurt was an old man".
    """
    near = line.low[phrase.past : phrase.past + COURT]
    near = near[: next((at for at, word in enumerate(near) if word == "," or word in some("relatives")), COURT)]
    if any(verb == "was" and article in ("a", "an") for verb, article in pairwise(near)):
        return False
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
    if found.rule in ("group", "state", "subject") and _of_something(line, phrase.past):
        return False
    if found.rule in ("toll", "number of"):
        return line.low[phrase.at] in ("zero", "nil", "none")
    if not _tells_of_nobody(line, phrase, found):
        return False
    if phrase.head is None:
        return (
            found.rule in ("passive", "state", "subject")
            and found.measure != "crowd"
            and line.low[phrase.at] not in ("no", "zero")
        )
    named = Word.PERSON | Word.THING | Word.PLURAL
    person = line.at(phrase.head, named) or line.low[phrase.head] in some("stand_ins") or found.event
    return person and not (phrase.of and found.event)


def _of_something(line: Line, past: int) -> bool:
    """Whether a noun behind a population makes it tell of something else: "no police presence", "no refugee camp"."""
    if past >= len(line) or line.flags[past] & ~Word.THING or not line.low[past].isalpha():
        return False
    nouns = (hit.trigger.role in (Role.ACT, Role.TOLL) or line.low[past] in bases() for hit in line.hits[past])
    return all(nouns)


def _tells_of_nobody(line: Line, phrase: Phrase, found: Binding) -> bool:
    """Whether a zero is no guess at what could be ("no one could be alive") and no word on a court's work."""
    behind = line.low[phrase.past : phrase.past + COURT]
    court = found.measure == "arrested" and found.rule != "noun" and not some("trying").isdisjoint(behind)
    return not court and some("possible").isdisjoint(behind[:1])


def _of_animals(line: Line, phrase: Phrase) -> bool:
    """Whether the phrase names animals and nobody else: "claimed the lives of 187 sheep"."""
    kinds = populations.nouns().get(line.low[phrase.head], ()) if phrase.head is not None else ()
    return bool(kinds) and all(populations.within(kind, "animals") for kind in kinds)


def _handed_over(line: Line, phrase: Phrase) -> bool:
    """Whether suspects go from one hand to another, and nobody is free: "handed over 12 suspects"."""
    handed = line.low[max(0, phrase.at - 2) : phrase.at] in (["handed", "over"], ["handing", "over"], ["hand", "over"])
    kinds = populations.nouns().get(line.low[phrase.head], ()) if phrase.head is not None else ()
    return handed and any(populations.within(kind, "perpetrators") for kind in kinds)


def _of_things(line: Line, phrase: Phrase) -> bool:
    """Whether "of which" takes some out of things told of before: "33 missiles, 21 of which were shot down"."""
    if not phrase.pronoun or line.low[phrase.past - 1] != "which":
        return False
    before = [at for at in range(phrase.at) if line.amounts[at]]
    head = counted(line, before[-1]).head if before else None
    return head is not None and line.at(head, Word.THING) and not roles(line.hits[head], Role.EVENT, Role.NOUN)


def _counts_things(context: Context, found: Binding) -> bool:
    return context.measures.by_name[found.measure].counts == "things"


def countable(context: Context, phrase: Phrase, found: Binding) -> bool:
    """Whether what the phrase names can be what the measure counts."""
    line = context.line
    amount = line.amounts[phrase.at]
    if amount and amount.kind == "zero" and not _true_zero(line, phrase, found):
        return False
    if found.measure == "rescued" and (_handed_over(line, phrase) or tried_on(line, phrase)):
        return False
    if found.measure == "crowd" and no_gathering(line, phrase):
        return False
    if _of_things(line, phrase) and context.measures.by_name[found.measure].counts == "people":
        return False
    if _of_animals(line, phrase) and context.measures.by_name[found.measure].counts == "people":
        return False
    worded = found.rule == "fixed wording" and (found.event or _counts_things(context, found))
    if phrase.head is None or worded or found.rule in ("noun", "toll", "number of", "group"):
        return True
    noun = line.low[phrase.head]
    kinds = populations.nouns().get(noun, frozenset())
    if any(
        populations.within(kind, other) for kind in kinds for other in context.measures.by_name[found.measure].never
    ):
        return False
    if _counts_things(context, found):
        return noun in damageable()
    return not line.flags[phrase.head] & Word.THING or (
        found.measure == "affected" and noun in damageable() and "communities" not in kinds
    )
