"""Questions are judged: what their claims come to, through the days, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reconcile import rules
from reconcile.model import Claim, Document, Finding, Question, Standing, Verdict
from reconcile.origins import outlets
from reconcile.verdicts import course, reasons
from reconcile.verdicts.course import Day
from reconcile.verdicts.kinds import Sorted, across, sort
from reconcile.verdicts.pairs import Pair, settings
from reconcile.verdicts.said import Said, order, say

__all__ = ["judge"]


def judge(
    questions: Sequence[Question],
    claims: Sequence[Claim],
    origins: Mapping[str, str],
    documents: Sequence[Document],
    *,
    window_days: int = 1,
) -> tuple[Verdict, ...]:
    """One verdict a question, in their order; figures less than `window_days` apart count as being of one day."""
    by_id = {claim.id: claim for claim in claims}
    by_doc = {document.doc: document for document in documents}
    voices = outlets(documents)
    return tuple(_judge(asked, by_id, origins, by_doc, voices, window_days) for asked in questions)


def _judge(
    asked: Question,
    by_id: Mapping[str, Claim],
    origins: Mapping[str, str],
    documents: Mapping[str, Document],
    voices: Mapping[str, str],
    window_days: int,
) -> Verdict:
    said = say([by_id[id] for id in asked.claims], origins, documents)
    given = settings(asked.measure, said, window_days)
    found = sort(said, by_id, documents, given)
    days = course.run(found.totals, given)
    more = across(found, given)
    pairs = [*more, *(pair for day in days for pair in day.pairs)]
    speaking = found.speaking or found.unknown
    finding = course.worst(pair.finding for pair in pairs) if found.speaking else Finding.UNKNOWN
    standing = days[-1].standing if days else tuple(found.speaking)
    return Verdict(
        question=asked.id,
        finding=finding,
        now=_now(days, more, found),
        course=_course(days, found),
        reasons=reasons.tell(found, pairs, finding),
        low=min((one.claim.low for one in standing), key=_from_below, default=None),
        high=max((one.claim.high for one in standing), key=_from_above, default=None),
        origins=len({one.origin for one in speaking}),
        outlets=len({voices.get(one.claim.doc, one.claim.doc) for one in speaking}),
        documents=len({one.claim.doc for one in speaking}),
        latest=max(speaking, key=order).claim.id if speaking else None,
        rules=rules.pick([one.claim for one in found.totals or found.speaking], origins),
    )


def _from_below(low: int | None) -> float:
    return float("-inf") if low is None else low


def _from_above(high: int | None) -> float:
    return float("inf") if high is None else high


def _course(days: Sequence[Day], found: Sorted) -> tuple[Standing, ...]:
    if not days:
        finding = Finding.SINGLE if found.speaking else Finding.UNKNOWN
        some = found.speaking or found.unknown
        return (Standing(day=some[-1].claim.as_of, finding=finding, claims=_ids(some)),) if some else ()
    return tuple(Standing(day=day.day, finding=day.finding, claims=_ids(day.standing)) for day in days)


def _ids(said: Sequence[Said]) -> tuple[str, ...]:
    return tuple(one.claim.id for one in said)


def _now(days: Sequence[Day], more: Sequence[Pair], found: Sorted) -> Finding:
    """The finding of the last day, with what plans, parts and denials of that day add."""
    if not found.speaking:
        return Finding.UNKNOWN
    last = max((one.day[1] for one in found.speaking if one.day), default=None)
    late = [p.finding for p in more if not (p.a.day and p.b.day) or max(p.a.day[1], p.b.day[1]) == last]
    return course.worst([*late, *([days[-1].finding] if days else [])])
