"""Questions are judged: what their claims come to, through the days, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reconcile import rules
from reconcile.calendar import usual_year
from reconcile.measures import standard
from reconcile.model import Claim, Document, Finding, Question, Standing, Verdict
from reconcile.origins import completed
from reconcile.verdicts import adding, breakdowns, course, reasons
from reconcile.verdicts.clock import printed
from reconcile.verdicts.course import Day
from reconcile.verdicts.kinds import Sorted, across, sort
from reconcile.verdicts.pairs import Pair, Settings, leaves, settings
from reconcile.verdicts.said import Said, is_live, say

SINGLE, UNKNOWN = Finding.SINGLE, Finding.UNKNOWN  # quicker to look up than in their class

__all__ = ["Pile", "gather", "judge", "judged", "weigh"]


def judge(
    questions: Sequence[Question],
    claims: Sequence[Claim],
    origins: Mapping[str, str],
    documents: Sequence[Document],
    *,
    window_days: int = 1,
    growing: frozenset[str] | None = None,
) -> tuple[Verdict, ...]:
    """One verdict a question, in their order; figures less than `window_days` apart count as being of one day.

    `growing` are the measures whose counts only grow; by default those of the standard measures that do.
    """
    return judged(questions, gather(claims, origins, documents, window_days=window_days, growing=growing))


def judged(questions: Sequence[Question], pile: Pile) -> tuple[Verdict, ...]:
    """One verdict a question, in their order."""
    told: defaultdict[str, list[Question]] = defaultdict(list)
    for asked in questions:
        told[asked.story].append(asked)
    found = {verdict.question: verdict for story in told.values() for verdict in weigh(story, pile)}
    return tuple(found[asked.id] for asked in questions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """What all questions of a run are judged by."""

    claims: Mapping[str, Claim]
    origins: Mapping[str, str]
    documents: Mapping[str, Document]
    live: frozenset[str]
    printed: Mapping[str, int]
    window_days: int
    growing: frozenset[str]
    usual_year: str | None


def gather(
    claims: Sequence[Claim],
    origins: Mapping[str, str],
    documents: Sequence[Document],
    *,
    window_days: int = 1,
    growing: frozenset[str] | None = None,
) -> Pile:
    """What claims are judged by; the arguments are those of `judge`."""
    told = {document.doc: document for document in completed(documents)}
    return Pile(
        claims={claim.id: claim for claim in claims},
        origins=origins,
        documents=told,
        live=frozenset(document.doc for document in documents if is_live(document)),
        printed={document.doc: minute for document in told.values() if (minute := printed(document)) is not None},
        window_days=window_days,
        growing=_growing() if growing is None else growing,
        usual_year=usual_year(claims),
    )


def _growing() -> frozenset[str]:
    return frozenset(one.name for one in standard().by_name.values() if one.grows)


def weigh(asked: Sequence[Question], pile: Pile) -> Iterator[Verdict]:
    """The verdicts on the questions of one story in their order, with what does not add up between its questions."""
    judged = [_judge(question, pile) for question in asked]
    if len(judged) == 1:  # a question adds up with itself
        yield judged[0][0]
        return
    standing = {verdict.question: left for verdict, left, _ in judged}
    totals = {verdict.question: told for verdict, _, told in judged}
    off: defaultdict[str, list[Pair]] = defaultdict(list)
    for measure, some in groupby(sorted(asked, key=_measure), key=_measure):
        given = settings(measure, (), pile.window_days, growing=measure in pile.growing)
        group = list(some)
        for id, pairs in adding.check(group, standing, totals, given).items():
            off[id] += pairs
        for id, pairs in breakdowns.check({one.id: totals[one.id] for one in group}).items():
            off[id] += pairs
    notes = adding.same_numbers(asked, standing)
    for verdict, _, _ in judged:
        wrong = reasons.told(off[verdict.question], pile.usual_year)
        noted = reasons.told(notes.get(verdict.question, ()), pile.usual_year)
        yield replace(verdict, reasons=reasons.joined(wrong, verdict.reasons, noted)) if wrong or noted else verdict


def _measure(asked: Question) -> str:
    return asked.measure


def _judge(asked: Question, pile: Pile) -> tuple[Verdict, tuple[Said, ...], tuple[Said, ...]]:
    """The verdict on one question, the figures that stand at its end, and all its totals and parts."""
    said = say([pile.claims[id] for id in asked.claims], pile.origins, pile.documents, pile.live, pile.printed)
    growing = asked.measure in pile.growing and not all(leaves(one.counted) for one in said)
    given = settings(asked.measure, said, pile.window_days, growing=growing)
    found = sort(said, pile.claims, pile.documents, given)
    days = course.run(found.totals, given)
    more = across(found, given)
    pairs = [*more, *(pair for day in days for pair in day.pairs)]
    speaking = found.speaking or found.unknown
    gravest = [*(pair.finding for pair in more), *(day.finding for day in days if day.pairs)]
    finding = course.worst(gravest) if found.speaking else UNKNOWN
    standing = days[-1].standing if days else tuple(found.speaking)
    verdict = Verdict(
        question=asked.id,
        finding=finding,
        now=_now(days, more, found),
        course=_course(days, found),
        reasons=reasons.tell(found, pairs, finding, pile.usual_year),
        low=_least([one.claim.low for one in standing]),
        high=_most([one.claim.high for one in standing]),
        origins=len({one.origin for one in speaking}),
        outlets=len({one.outlet or one.claim.doc for one in speaking}),
        documents=len({one.claim.doc for one in speaking}),
        latest=_latest(speaking, given).claim.id if speaking else None,
        rules=rules.pick([one.claim for one in found.totals or found.speaking], pile.origins),
    )
    return verdict, standing, (*found.totals, *found.parts)


def _latest(said: Sequence[Said], given: Settings) -> Said:
    """The figure of the latest day, of several the highest where the count only grows."""
    if len(said) == 1:
        return said[0]
    last = max([one.rank[:2] for one in said])
    latest = [one for one in said if one.rank[:2] == last]
    return latest[0] if len(latest) == 1 else max(latest, key=lambda one: (given.growing * one.floor, one.rank))


def _least(lows: Sequence[int | None]) -> int | None:
    """The least bound, none where one is open."""
    return min([low for low in lows if low is not None]) if lows and None not in lows else None


def _most(highs: Sequence[int | None]) -> int | None:
    """The highest bound, none where one is open."""
    return max([high for high in highs if high is not None]) if highs and None not in highs else None


def _course(days: Sequence[Day], found: Sorted) -> tuple[Standing, ...]:
    if not days:
        finding = SINGLE if found.speaking else UNKNOWN
        some = found.speaking or found.unknown
        return (Standing(day=some[-1].iso, finding=finding, claims=_ids(some)),) if some else ()
    return tuple([Standing(day=day.day, finding=day.finding, claims=_ids(day.standing)) for day in days])


def _ids(said: Sequence[Said]) -> tuple[str, ...]:
    return tuple([one.claim.id for one in said])


def _now(days: Sequence[Day], more: Sequence[Pair], found: Sorted) -> Finding:
    """The finding of the last day, with what plans, parts and denials of that day add."""
    if not found.speaking:
        return UNKNOWN
    if not more:
        return days[-1].finding if days else SINGLE
    last = max((one.day[1] for one in found.speaking if one.day), default=None)
    late = [p.finding for p in more if not (p.a.day and p.b.day) or max(p.a.day[1], p.b.day[1]) == last]
    return course.worst([*late, *([days[-1].finding] if days else [])])
