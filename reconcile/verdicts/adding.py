"""Whether the questions of one story add up: parts and wholes, totals and what came on top, and one number for two.

A part may not be larger than a whole of the same time, though another question asks for it; a source's later total is
its earlier one and what it says came on top; and one telling number given for two measures may be a slip.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import TypeAlias

from reconcile import places, populations
from reconcile.model import Basis, Finding, Qualifier, Question
from reconcile.populations import Relation
from reconcile.questions.cells import TELLING
from reconcile.verdicts.pairs import Pair, Settings
from reconcile.verdicts.said import Said, When, may_meet, when

TOTAL, ADDITIONAL, EXACT = Basis.TOTAL, Basis.ADDITIONAL, Qualifier.EXACT  # quicker to look up than in their classes

Standing: TypeAlias = tuple[Said, ...]  # the figures of a question that stand at its end


def check(
    asked: Sequence[Question], standing: Mapping[str, Standing], totals: Mapping[str, Standing], given: Settings
) -> dict[str, list[Pair]]:
    """What does not add up among the questions of one story and measure, by the ids of those it is about.

    `totals` are all totals of each question that stood at any time, and parts.
    """
    if len(asked) < 2:
        return {}
    found: defaultdict[str, list[Pair]] = defaultdict(list)
    by_id = {question.id: question for question in asked}
    for one in asked:
        others = [(id, whole) for id in sorted(set(one.related) & by_id.keys()) for whole in standing[id]]
        if exceeding := _exceeding(standing[one.id], others, given):
            id, pair = exceeding
            found[one.id].append(pair)
            found[id].append(pair)
    on_top = [(question.id, said) for question in asked for said in standing[question.id] if _is_on_top(said)]
    for question in asked if on_top else ():
        found[question.id] += _not_reached(totals[question.id], [said for id, said in on_top if id != question.id])
    return {id: pairs for id, pairs in found.items() if pairs}


def _exceeding(parts: Standing, others: Sequence[tuple[str, Said]], given: Settings) -> tuple[str, Pair] | None:
    """The first figure that is larger than every whole of its time, with the largest of those and its question."""
    if not others:
        return None
    for part in parts:
        wholes = [(id, one) for id, one in others if _is_part(part, one) and _in_time(part, one, given)]
        if wholes and all(part.floor > one.ceiling and not may_meet(part, one, given.reach) for _, one in wholes):
            id, most = max(wholes, key=lambda whole: (whole[1].ceiling, whole[0]))
            return id, Pair(finding=Finding.SCOPE, reason="exceeds", a=part, b=most)
    return None


def _is_part(part: Said, whole: Said) -> bool:
    """Whether a total is of fewer people or of a smaller place than another, and not wider in anything."""
    if not part.claim.basis is whole.claim.basis is TOTAL:
        return False
    who = populations.compare(part.counted, whole.counted)
    inner, outer = part.claim.place, whole.claim.place
    same_place = not inner or not outer or places.same(inner, outer)
    inside = not same_place and places.within(inner or "", outer or "") is True
    return who is Relation.NARROWER and (same_place or inside) or who is Relation.SAME and inside


def _in_time(part: Said, whole: Said, given: Settings) -> bool:
    """Whether the whole was told when the part was or, where the count only grows, later."""
    return when(part, whole, given.window_days) in (When.SAME, When.LATER)[: 1 + given.growing]


def _is_on_top(said: Said) -> bool:
    return said.claim.basis is ADDITIONAL and said.claim.qualifier is EXACT


def _not_reached(totals: Sequence[Said], on_top: Iterable[Said]) -> Iterator[Pair]:
    """Totals of one source on two days, with what it says came on top in between, that do not make the later one."""
    exact = [one for one in totals if one.claim.qualifier is EXACT and one.claim.basis is TOTAL]
    for more in on_top:
        own = [one for one in exact if one.origin == more.origin and one.day]
        now = [one for one in own if one.claim.doc == more.claim.doc and one.day == more.day]
        before = [one for one in own if more.day and one.day and one.day[1] < more.day[0]]
        if now and before and before[-1].floor + more.floor != now[-1].floor:
            yield Pair(finding=Finding.SCOPE, reason="not_reached", a=before[-1], b=now[-1], parts=(before[-1], more))


def same_numbers(asked: Sequence[Question], standing: Mapping[str, Standing]) -> dict[str, list[Pair]]:
    """One telling number that two reports of a story give for two measures, by the ids of the questions."""
    told: defaultdict[int, dict[str, tuple[str, Said]]] = defaultdict(dict)
    for question in asked:
        for said in standing[question.id]:
            if said.claim.qualifier is EXACT and _telling(number := said.claim.low or 0):
                told[number].setdefault(question.measure, (question.id, said))
    found: defaultdict[str, list[Pair]] = defaultdict(list)
    for _, by_measure in sorted(told.items()):
        for (one, a), (other, b) in combinations((by_measure[measure] for measure in sorted(by_measure)), 2):
            if a.claim.doc != b.claim.doc and a.origin != b.origin:
                found[one].append(Pair(finding=Finding.SCOPE, reason="same_number", a=a, b=b))
                found[other].append(Pair(finding=Finding.SCOPE, reason="same_number", a=b, b=a))
    return dict(found)


def _telling(number: int) -> bool:
    """Whether a number is seldom given twice by chance: of two digits or more, and not round."""
    return number > TELLING and number % 10 != 0
