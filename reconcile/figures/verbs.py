"""Rules of verbs: what was done to those counted, what they did, and what they are."""

from __future__ import annotations

from reconcile.figures.captors import captured, jailed
from reconcile.figures.context import VERBS, Binding, Context, bases, damageable, is_about, left_of, some
from reconcile.figures.line import Hit, Line, Word, tail_after
from reconcile.figures.phrases import Phrase, counted
from reconcile.figures.predicates import counts, of_victims, passive, predicate, since
from reconcile.figures.turns import (
    SUBJECT,
    breaks_out,
    brought_out,
    buried,
    by_rescuers,
    by_whom,
    discharged,
    lost_otherwise,
    not_yet,
    outlasts,
    turned_up,
    until,
)
from reconcile.figures.undone import only_tried, undone
from reconcile.measures import Role

OF = 6  # tokens of a phrase behind "of"
NEAR = 6  # tokens between "among" and the fate of those meant
OUT_OF = 8  # tokens between "Of the deaths" and the figure
WHOLES = (Role.EVENT, Role.STATE, Role.AFFECTED, Role.NOUN, Role.GROUP)
FARED = (Role.AFFECTED, Role.UNDERWENT, Role.STATE)
WITH = ("with", "alongside")
FATES = (Role.STATE, Role.AFFECTED, Role.GROUP, Role.NOUN)


def by_wording(context: Context, phrase: Phrase) -> Binding | None:
    """A fixed wording around the figure: "claimed the lives of 31"."""
    low, start, past = context.line.low, phrase.at, phrase.at + 1
    while start > 0 and low[start - 1] in ("another", "further", "additional", "the", "these"):
        start -= 1
    known_by = context.measures.wordings
    for at in (start - 1, past):
        for one in known_by.get(low[at], ()) if 0 <= at < len(low) else ():
            first = start - len(one.before)
            fits = first >= 0 and (not one.before or low[first] == one.before[0])
            if fits and tuple(low[first:start]) == one.before and tuple(low[past : past + len(one.after)]) == one.after:
                return Binding(one.measure, "fixed wording", event=bool(one.after))
    return None


def as_object(context: Context, phrase: Phrase) -> Binding | None:
    """The object of a verb that affects what is counted: "killed 36", "wounding another 52", "shot 12 dead"."""
    line = context.line
    before: int | None = left_of(line, phrase.at)
    while before is not None and before >= 0:
        active = [
            (hit, tail)
            for hit in line.ending[before]
            if hit.trigger.role in VERBS
            and (tail := tail_after(line, hit, phrase.past)) is not None
            and (hit.trigger.role is Role.AFFECTING or not passive(line, hit.at))
            and counts(line, phrase.head, hit)
            and not lost_otherwise(line, phrase, hit)
            and not undone(line, hit)
        ]
        if active:
            joint = _joint(line, min(hit.at for hit, _ in active))
            verbs = [(hit, tail, False) for hit, tail in active] + [(hit, 0, True) for hit in joint]
            best = _best(context, phrase, verbs) if len(verbs) > 1 else verbs[0][0]
            turned = captured(context, phrase, best) or buried(line, best) or not_yet(context, phrase, best)
            turned = turned or by_rescuers(line, best)
            return Binding(turned or best.trigger.measure, "object")
        before = None if _has_verb(line, phrase.past) else _partner(line, before, phrase.past)
    return None


def _best(context: Context, phrase: Phrase, verbs: list[tuple[Hit, int, bool]]) -> Hit:
    """Of several verbs, each with how far its tail is and whether it is a partner, the one that tells most."""

    def rank(verb: tuple[Hit, int, bool]) -> tuple[bool, bool, bool, bool, bool, bool, int, int, int]:
        hit, far, joint = verb
        told, fits = hit.trigger, _fits(context, phrase, hit)
        own = not any(context.line.amounts[phrase.past : phrase.past + far])  # "left 38 dead and 14 trapped"
        return fits, joint, bool(told.tail), own, bool(told.only), told.about, -far, len(told.words), len(told.tail)

    return max(verbs, key=rank)[0]


def _has_verb(line: Line, past: int) -> bool:
    """Whether a phrase that ends at a token is the subject of a verb of its own: "... and 12 fled"."""
    if line.at(past, Word.BE | Word.HAVE):
        return True
    if line.low[past : past + 1] == ["of"]:  # "two dozen people of various nationalities were"
        past = next((at for at in range(past + 1, past + OF) if line.at(at, Word.BE | Word.HAVE | Word.PUNCT)), past)
        return line.at(past, Word.BE | Word.HAVE)
    return past < len(line) and any(hit.trigger.role in (Role.UNDERWENT, Role.UNDERGOES) for hit in line.hits[past])


def _joint(line: Line, verb: int) -> list[Hit]:
    """The killing in "killed and wounded dozens": one figure for both is told under the graver.

    Both verbs stand in one form: the gas in "fired gas and arrested dozens" is none.
    """
    first = verb - 1
    if first < 1 or line.low[first] not in ("and", "or"):
        return []
    return [
        hit
        for hit in line.ending[first - 1]
        if hit.trigger.role in VERBS
        and hit.trigger.measure == "killed"
        and not hit.trigger.tail
        and (line.low[hit.at] in bases()) == (line.low[verb] in bases())
    ]


def _fits(context: Context, phrase: Phrase, hit: Hit) -> bool:
    """Whether a verb's measure counts the kind of thing that the phrase names."""
    things = context.measures.by_name[hit.trigger.measure].counts == "things"
    return things == (
        phrase.head is not None
        and bool(context.line.flags[phrase.head] & Word.THING or context.line.low[phrase.head] in damageable())
    )


def _partner(line: Line, before: int, past: int) -> int | None:
    """The verb to look at when the figure goes on a list whose first member has none ("killed a guard and two nuns").

    Behind a comma it does so where the list goes on with "and": "arrested the owner, John Reed, two men and a cook".
    """
    commas = line.low[before] == "," and line.at(past, Word.CONJ) and not line.at(past + 1, Word.BE | Word.HAVE)
    if not commas and not line.flags[before] & Word.CONJ:
        return None
    for at in range(before - 1, max(-1, before - (14 if commas else 8)), -1):
        if commas and line.low[at] == ",":
            continue
        if line.amounts[at] or line.flags[at] & (Word.PUNCT | Word.SUBORD | Word.BE | Word.SAYING | Word.REL):
            return None
        if line.amounts[at - 1]:
            continue
        if any(hit.trigger.role in VERBS for hit in line.ending[at]) and not line.flags[at] & Word.PLURAL:
            return at if at < before - 1 else None
    return None


def as_subject(context: Context, phrase: Phrase) -> Binding | None:
    """The subject of what happened: "12 were killed", "12 people died", "12 dead", "12 people left without power"."""
    line, amount = context.line, context.line.amounts[phrase.at]
    before = phrase.at - 1
    while before > 0 and line.at(before, Word.DET) and line.at(phrase.head or 0, Word.THING):
        before -= 1
    if before >= 0 and context.line.low[before] in some("settings"):
        return None
    if phrase.pronoun and context.line.low[phrase.past : phrase.past + 1] and _is_severity(context.line, phrase.past):
        return None
    found = predicate(
        context.line, phrase, _unfit(context, phrase), one=bool(amount and amount.low == amount.high in (0, 1))
    )
    if not found or _owned(context.line, phrase, found) or breaks_out(context.line, phrase, found):
        return None
    if only_tried(line, found):
        return None
    late = since(context.line, found) if phrase.of and found.at == phrase.past else None
    if late:
        return Binding(late.trigger.measure, "among", shared=True)
    if before >= 0 and line.low[before] in some("included") and any(
        line.at(at, Word.CONJ) for at in range(phrase.past, found.at)
    ):
        return None  # "the crowd included 900 people and dozens were arrested"
    if phrase.state and outlasts(phrase.state, found):
        return Binding(phrase.state.trigger.measure, "modifier")
    found = of_victims(context.line, phrase, found)
    if discharged(context, found):
        return Binding("injured", "passive", shared=True)
    found = _of_persons(context, phrase, found)
    names = {Role.STATE: "state", Role.AFFECTED: "passive"}
    taken = by_whom(line, found) or captured(context, phrase, found) or brought_out(context, found)
    if phrase.state and phrase.state.trigger.measure == "rescued" and found.trigger.measure == "arrested":
        return None  # "the rescued hostages are in safe custody"
    if taken:
        return Binding(taken, names.get(found.trigger.role, "subject"), shared=True)
    if _fellow(context.line, phrase.past, found.at):
        return Binding(found.trigger.measure, "among", shared=True)
    measure = until(context, phrase, found) or found.trigger.measure
    return Binding(measure, names.get(found.trigger.role, "subject"), shared=True)


def _of_persons(context: Context, phrase: Phrase, found: Hit) -> Hit:
    """The reading of a verb that counts people where a bare figure follows no things: "eight were burned"."""
    line, known = context.line, context.measures.by_name
    if phrase.head is not None or known[found.trigger.measure].counts == "people":
        return found
    if (
        context.last
        and known[context.last].counts == "things"
        or any(
            amount and line.at(counted(line, at).head or 0, Word.THING)
            for at, amount in enumerate(line.amounts[: phrase.at])
        )
    ):
        return found
    same = [hit for hit in line.hits[found.at] if hit.past == found.past and hit.trigger.role is found.trigger.role]
    return next((hit for hit in same if known[hit.trigger.measure].counts == "people" and not hit.trigger.tail), found)


def _is_severity(line: Line, at: int) -> bool:
    """Whether how badly somebody is hurt is all that is told: "ten of them critically"."""
    return line.low[at] in some("severity") and (at + 1 == len(line) or line.at(at + 1, Word.PUNCT | Word.CONJ))


def _fellow(line: Line, past: int, at: int) -> bool:
    """Whether the phrase is told to be among those of whom the predicate tells; "among them" tells the reverse."""
    among = [other for other in range(past, at) if line.low[other] == "among"]
    return bool(among) and at - among[-1] <= NEAR and line.low[among[-1] + 1] not in ("them", "whom", "which", "these")


def _unfit(context: Context, phrase: Phrase) -> frozenset[str]:
    """The measures that count things where the phrase names persons, and the other way round."""
    if phrase.head is None or not context.line.at(phrase.head, Word.PERSON | Word.THING):
        return frozenset()
    wrong = "things" if context.line.at(phrase.head, Word.PERSON) else "people"
    return frozenset(
        name for name, measure in context.measures.by_name.items() if measure.counts == wrong and name != "affected"
    )


def _owned(line: Line, phrase: Phrase, found: Hit) -> bool:
    """Whether the phrase only tells whose somebody else is: "parents of five children were shot".

    What stands right behind it is told of itself: "relatives of the seven miners killed", "of the 11 who died".
    """
    if found.at == phrase.past or line.at(phrase.past, Word.REL):
        return False
    before = phrase.at - 1
    while before > 0 and line.flags[before] & Word.DET:
        before -= 1
    return before > 0 and line.low[before] == "of" and bool(line.flags[before - 1] & Word.PERSON)


def as_modified(context: Context, phrase: Phrase) -> Binding | None:
    """A state before the noun: "12 wounded soldiers", "the missing 36 passengers"."""
    line = context.line
    if phrase.state is None and line.at(phrase.head or 0, Word.PERSON):
        ending = line.ending[phrase.at - 1] if phrase.at > 1 else ()
        before = [hit for hit in ending if hit.trigger.role is Role.STATE and line.at(hit.at - 1, Word.DET)][:1]
        return Binding(before[0].trigger.measure, "modifier") if before else None
    told = phrase.state.trigger if phrase.state else None
    if told is None or told.role is Role.AFFECTING or told.measure == "missing" and turned_up(line, phrase.past):
        return None  # "seven leading guilds"
    return Binding(told.measure, "modifier")


def of_act(context: Context, phrase: Phrase) -> Binding | None:
    """What an act was done to: "the killing of 20 people", "the bodies of two men"."""
    line = context.line
    before = _of_before(line, left_of(line, phrase.at))
    if phrase.at > 1 and line.low[phrase.at - 1] == "by" and _by_crowd(line, phrase.at - 2):
        return Binding("crowd", "act of")
    if before < 1 or (line.low[phrase.at - 1] == "and" and phrase.head is None):
        return None
    hits = [hit for hit in line.ending[before - 1] if hit.trigger.role in (Role.ACT, Role.NOUN, Role.EVENT)]
    best = max(hits, key=lambda hit: (hit.past - hit.at, hit.trigger.measure == "killed"), default=None)
    wanted = best is not None and not some("wanting").isdisjoint(line.low[max(0, best.at - 4) : best.at])
    if best and best.trigger.measure == "rescued" and jailed(line, phrase.past):
        return Binding("arrested", "act of")
    if best and best.trigger.measure == "rescued" and wanted:
        return Binding("abducted", "act of") if is_about(context, "abducted") else None
    return Binding(captured(context, phrase, best) or best.trigger.measure, "act of") if best else None


def _counted_before(line: Line, at: int) -> bool:
    """Whether a participle tells of others who are counted right before it: "12 pupils killed with two teachers"."""
    return line.at(at - 1, Word.PERSON) and any(line.amounts[max(0, at - SUBJECT) : at])


def _by_crowd(line: Line, at: int) -> bool:
    """Whether an act of a crowd ends at a token, so that those behind "by" are one: "a protest by 2,000 nurses"."""
    return any(hit.trigger.role is Role.ACT and hit.trigger.measure == "crowd" for hit in line.ending[at])


def _of_before(line: Line, at: int) -> int:
    """The "of" at a token, or before a partner without a figure ("the arrests of a rebel leader and three others")."""
    if line.at(at, Word.CONJ):
        while (
            at > 0
            and line.low[at] != "of"
            and not line.amounts[at]
            and not line.at(at, Word.PUNCT | Word.BE | Word.SAYING)
        ):
            at -= 1
    return at if at > 0 and line.low[at] == "of" else -1


def as_involved(context: Context, phrase: Phrase) -> Binding | None:
    """Those whom an event took in: "an evacuation that involved 3,000 people", "an order which affects 80,000"."""
    line = context.line
    before = left_of(line, phrase.at)
    if before < 1 or line.low[before] not in some("involving"):
        return None
    events = [hit for at in range(before) for hit in line.hits[at] if hit.trigger.role in (Role.EVENT, Role.ACT)]
    return Binding(events[-1].trigger.measure, "involved") if events else None


def as_ellipsis(context: Context, phrase: Phrase) -> Binding | None:
    """A bare figure with a bare auxiliary: "others will be airlifted, as 7,000 were on Thursday"."""
    line, past = context.line, phrase.past
    if _likewise(line, phrase.at):
        return _like_before(line, phrase.at)
    if phrase.head is not None or not line.at(past, Word.BE) or line.at(past, Word.SINGULAR_VERB):
        return None
    if past + 1 < len(line) and not line.at(past + 1, Word.ADV | Word.PUNCT | Word.PREP):
        return None
    if line.low[past + 1 : past + 2] == ["still"] or (phrase.at and line.at(phrase.at - 1, Word.REL)):
        return None
    hits = [
        hit
        for at in range(phrase.at)
        for hit in line.hits[at]
        if hit.trigger.role is Role.AFFECTED and not hit.trigger.tail
    ]
    return Binding(hits[-1].trigger.measure, "ellipsis") if hits else None


def _likewise(line: Line, at: int) -> bool:
    """Whether what stands before a token says that those behind it fared alike: "... were hurt, as were two others"."""
    if at < 2 or line.low[at - 2] not in ("as", "so"):
        return False
    return line.at(at - 1, Word.BE | Word.HAVE) or line.low[at - 1] in ("did", "do", "does")


def _like_before(line: Line, at: int) -> Binding | None:
    hits = [hit for before in range(at - 2) for hit in line.hits[before] if hit.trigger.role in FARED]
    hits = [hit for hit in hits if not hit.trigger.tail]
    return Binding(hits[-1].trigger.measure, "ellipsis") if hits else None


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
    told = phrase.state or (fates[0] if fates else None)
    return Binding(told.trigger.measure, "among") if told and "among" in near else None


def out_of(context: Context, phrase: Phrase) -> Binding | None:
    """Those told of out of a group named first: "Of the deaths, 1,300 were in the capital"."""
    line, before = context.line, phrase.at - 1
    if before < 2 or line.low[before] != ",":
        return None
    starts = [
        at
        for at in range(max(0, before - OUT_OF), before)
        if line.low[at] == "of" and not (at and line.word(at).islower())
    ]
    if starts and before - starts[-1] == 2 and line.low[before - 1] in ("these", "those", "them") and context.last:
        return Binding(context.last, "among")
    hits = (
        [hit for at in range(starts[-1], before) for hit in line.hits[at] if hit.trigger.role in WHOLES]
        if starts
        else []
    )
    return (
        Binding(hits[-1].trigger.measure, "among") if hits and not any(hit.trigger.tail for hit in hits[-1:]) else None
    )


def as_companion(context: Context, phrase: Phrase) -> Binding | None:
    """Those with whom somebody shared a fate: "was abducted with three other people"."""
    line = context.line
    before = left_of(line, phrase.at)
    if before < 1 or line.low[before] not in WITH or line.low[before - 1] in some("opposing"):
        return None
    for at in range(before - 1, max(-1, before - 9), -1):
        if line.flags[at] & (Word.PUNCT | Word.SUBORD) or line.amounts[at]:
            return None
        did = (Role.UNDERWENT, Role.UNDERGOING)
        fates = [hit for hit in line.hits[at] if hit.trigger.role is Role.AFFECTED and passive(line, hit.at)]
        fates += [hit for hit in line.ending[at] if hit.trigger.role in did and at == before - 1]
        if at == before - 1 and line.at(phrase.head or 0, Word.PERSON) and _counted_before(line, at):
            fates += [hit for hit in line.hits[at] if hit.trigger.role is Role.AFFECTED and not hit.trigger.tail]
        fates = [hit for hit in fates if _fits(context, phrase, hit)]
        if fates:
            return Binding(fates[0].trigger.measure, "companion")
    return None
