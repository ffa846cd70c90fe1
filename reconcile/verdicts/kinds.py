"""Figures that are no totals of the moment: parts, additions, plans, denials; what they come to beside the totals."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from reconcile import populations
from reconcile.model import Basis, Claim, Document, Finding, Qualifier, Span, Status
from reconcile.populations import Relation
from reconcile.questions.cells import local
from reconcile.verdicts import scope
from reconcile.verdicts.earlier import is_earlier, is_taken_back
from reconcile.verdicts.pairs import Pair, Settings, compare
from reconcile.verdicts.said import Said, When, headlines, may_meet, meets, order, rounds, when

TOTAL, ASSERTED = Basis.TOTAL, Status.ASSERTED  # quicker to look up than in their classes
SLIP = 5  # times that a number in a headline is more than one below it that counts some of those alone
MOST_PARTS = 4  # more parts than this add up to almost anything


@dataclass(slots=True, kw_only=True, eq=False)  # not frozen, as the figures in it
class Sorted:
    """The figures of a question by what they are, each in the order of days."""

    totals: tuple[Said, ...]
    parts: tuple[Said, ...]
    apart: tuple[Said, ...]  # additions and counts of one day
    planned: tuple[Said, ...]
    denied: tuple[Said, ...]
    unknown: tuple[Said, ...]
    slips: tuple[tuple[Said, Said], ...]  # headlines that their reports belie, each with the figure below it
    wholes: Mapping[str, str]  # the claim that each part belongs to, by id
    sums: tuple[tuple[Said, tuple[Said, ...]], ...]
    speaking: tuple[Said, ...]  # all that give a figure


def sort(
    said: Sequence[Said], claims: Mapping[str, Claim], documents: Mapping[str, Document], given: Settings
) -> Sorted:
    """The figures by what they are. Where a question holds nothing but parts, or plans, they are its totals."""
    if len(said) == 1 and _plain(said[0].claim):
        alone = tuple(said)
        return Sorted(totals=alone, parts=(), apart=(), planned=(), denied=(), unknown=(), slips=(), wholes={}, sums=(),
                      speaking=alone)  # fmt: skip
    kinds = _kinds(said, claims)
    totals, parts, apart, planned = kinds.totals, kinds.parts, kinds.apart, kinds.planned
    several = len(totals) > 1 and len({one.claim.doc for one in totals}) < len(totals)  # figures of one report
    slips = tuple(_slips(totals, documents, given)) if several else ()
    totals = _without(totals, [head for head, _ in slips])
    sums = tuple(_sums([*totals, *apart])) if several or apart else ()
    pieces = [one for _, summands in sums for one in summands]
    parts, apart, totals = [*parts, *pieces], _without(apart, pieces), _without(totals, pieces)
    if not totals:
        instead = next((some for some in (parts, apart, planned) if some), [])
        totals, instead[:] = sorted(instead, key=order), []
    return Sorted(
        totals=tuple(totals),
        parts=tuple(parts),
        apart=tuple(apart),
        planned=tuple(planned),
        denied=tuple(kinds.denied),
        unknown=tuple(kinds.unknown),
        slips=slips,
        wholes={one.claim.id: one.claim.part_of for one in parts if one.claim.part_of},
        sums=sums,
        speaking=(*totals, *parts, *apart, *planned, *kinds.denied, *(head for head, _ in slips)),
    )


@dataclass(slots=True, kw_only=True)
class _Kinds:
    """Figures by what each says of itself and its report of others."""

    totals: list[Said]
    parts: list[Said] = field(default_factory=list)
    apart: list[Said] = field(default_factory=list)
    planned: list[Said] = field(default_factory=list)
    denied: list[Said] = field(default_factory=list)
    unknown: list[Said] = field(default_factory=list)


def _kinds(said: Sequence[Said], claims: Mapping[str, Claim]) -> _Kinds:
    if all(_plain(one.claim) for one in said):
        return _Kinds(totals=list(said))
    speaking = [one for one in said if not _unknown(one.claim)]
    counted = [one for one in speaking if one.claim.status not in (Status.DENIED, Status.PLANNED)]
    whole = [one for one in counted if one.claim.basis is Basis.TOTAL]
    parts = [one for one in counted if _is_part(one, claims, whole)]
    topped = {one.claim.doc for one in whole}
    apart = [one for one in counted if _is_apart(one.claim, topped)]
    totals = _without(counted, [*parts, *apart])
    return _Kinds(
        totals=totals,
        parts=[one for one in parts if not _restates(one, totals)],
        apart=[one for one in apart if not _restates(one, totals)],
        planned=[one for one in speaking if one.claim.status is Status.PLANNED],
        denied=[one for one in speaking if one.claim.status is Status.DENIED],
        unknown=[one for one in said if _unknown(one.claim)],
    )


def _plain(claim: Claim) -> bool:
    """Whether a claim puts forward a count of all, as most do."""
    told = claim.low is not None or claim.high is not None
    return told and claim.basis is TOTAL and claim.status is ASSERTED


def _without(said: list[Said], others: Collection[Said]) -> list[Said]:
    if not others:
        return said
    left_out = {one.claim.id for one in others}
    return [one for one in said if one.claim.id not in left_out]


def _unknown(claim: Claim) -> bool:
    return claim.status is Status.UNKNOWN or claim.low is None and claim.high is None


def _is_apart(claim: Claim, topped: Collection[str]) -> bool:
    """Whether a figure counts one day, or comes on top of another that its report gives to the same question."""
    return claim.basis is Basis.DAILY or claim.basis is Basis.ADDITIONAL and claim.doc in topped


def _restates(one: Said, totals: Sequence[Said]) -> bool:
    """Whether a part or an addition is elsewhere given as the total of the question."""
    return any(
        (one.named == total.named if one.named is not None else meets(one, total))
        and not scope.elsewhere(one, total)
        and not scope.apart(one.claim.measure, one, total)
        for total in totals
    )


def _is_part(one: Said, claims: Mapping[str, Claim], totals: Iterable[Said]) -> bool:
    """Whether a figure counts a part of what its question asks; "12 children" of 40 people are all the children.

    A part whose whole is not told is a part of the larger totals of the same people and time, if there are any.
    """
    if one.claim.basis is not Basis.PART:
        return False
    whole = claims.get(one.claim.part_of or "")
    if whole is None:
        larger = (other for other in totals if other.floor > one.ceiling and when(one, other) is When.SAME)
        return any(scope.who(one.claim.measure, one, other) is Relation.SAME for other in larger)
    same = populations.relation(one.claim.who, whole.who) in (Relation.SAME, Relation.WIDER)
    return same and not local(one.claim, whole)


def _sums(totals: Sequence[Said]) -> list[tuple[Said, tuple[Said, ...]]]:
    """Exact figures of one report, not written through the day, of which some add up to another: it is their total.

    A piece that is told again is among the pieces each time.
    """
    by_doc: dict[str, dict[int, list[Said]]] = defaultdict(lambda: defaultdict(list))
    for one in totals if len(totals) > 2 else ():
        if one.claim.low and one.claim.qualifier is Qualifier.EXACT and not one.live:
            by_doc[one.claim.doc][one.claim.low].append(one)
    found = []
    for own in by_doc.values():
        numbers = sorted(own, reverse=True)
        for whole in numbers[-3::-1]:
            pieces = _adding_up([number for number in numbers if number < whole], whole)
            if pieces:
                found.append((own[whole][0], tuple(one for number in pieces for one in own[number])))
    return found


def _adding_up(numbers: Sequence[int], total: int) -> tuple[int, ...]:
    """The first two to four of the numbers that add up to a total, if any do."""
    for size in range(2, min(MOST_PARTS, len(numbers)) + 1):
        for pieces in combinations(numbers[:12], size):
            if sum(pieces) == total:
                return pieces
    return ()


def across(found: Sorted, given: Settings) -> list[Pair]:
    """What the figures that are no totals come to beside the totals, and headlines beside their own reports."""
    if len(found.speaking) == len(found.totals) and not found.sums:
        return []
    return [
        *_parts(found),
        *(Pair(finding=Finding.SCOPE, reason=_reason(one), a=one, b=found.totals[-1]) for one in _set_apart(found)),
        *_plans(found, given),
        *_denials(found, given),
        *_headlines(found),
    ]


def _set_apart(found: Sorted) -> Iterable[Said]:
    return found.apart if found.totals else ()


def _reason(one: Said) -> str:
    return "additional" if one.claim.basis is Basis.ADDITIONAL else "day_alone"


def _parts(found: Sorted) -> Iterable[Pair]:
    """Each part beside its whole: a part may not be larger, nor may the parts of one report add up to more."""
    by_id = {one.claim.id: one for one in (*found.totals, *found.parts)}
    owns: dict[str, list[Said]] = defaultdict(list)
    for total, summands in found.sums:
        pieces = tuple({one.named: one for one in reversed(summands)}.values())[::-1]
        yield Pair(finding=Finding.SCOPE, reason="adds_up", a=pieces[0], b=total, parts=pieces)
    summed = {one.claim.id for _, pieces in found.sums for one in pieces}
    for one in found.parts:
        if one.claim.id in summed:
            continue
        whole = by_id.get(found.wholes.get(one.claim.id, "")) or found.totals[-1]
        owns[whole.claim.id].append(one)
        yield Pair(finding=Finding.SCOPE, reason="exceeds" if one.floor > whole.ceiling else "part", a=one, b=whole)
    for id, parts in owns.items():
        own = tuple({(one.claim.who, one.floor): one for one in parts if one.claim.part_of == id}.values())
        if len(own) > 1 and sum(one.floor for one in own) > by_id[id].ceiling:
            yield Pair(finding=Finding.SCOPE, reason="sum_exceeds", a=own[0], b=by_id[id], parts=own)


def _plans(found: Sorted, given: Settings) -> Iterable[Pair]:
    """Plans beside counts: the same number, a plan made later, or simply another thing. Never a conflict."""
    for plan in found.planned:
        count = found.totals[-1]
        pair = compare(replace(plan, origin=count.origin), count, given)
        same = pair.finding is Finding.AGREE or pair.finding is Finding.COMPATIBLE and plan.named is None
        if not same:
            later = when(count, plan, given.window_days) is When.LATER
            finding, reason = (Finding.UPDATE, "plan_grew") if later else (Finding.SCOPE, "planned")
            yield Pair(finding=finding, reason=reason, a=count if later else plan, b=plan if later else count)


def _denials(found: Sorted, given: Settings) -> Iterable[Pair]:
    """Denied figures: withdrawn by their own source or in the course of a page, repeated, or rejected by another."""
    for one in found.denied:
        own = [other for other in found.totals if other.origin == one.origin and not meets(one, other)]
        others = [other for other in found.totals if other.origin != one.origin]
        again = [other for other in others if other.named == one.named and when(one, other) is When.LATER]
        if again and _is_reinstated(one, again, found.totals, given):
            yield Pair(finding=Finding.REVISED, reason="reinstated", a=one, b=again[-1])
        elif again:
            yield Pair(finding=Finding.CONFLICT, reason="repeated", a=one, b=again[0])
        elif own:
            yield Pair(finding=Finding.REVISED, reason="corrected", a=one, b=own[-1])
        elif rejecting := [other for other in others if _rejects(one, other, given)]:
            yield Pair(finding=Finding.CONFLICT, reason="rejected", a=one, b=rejecting[-1])
        else:
            yield Pair(finding=Finding.REVISED, reason="withdrawn", a=one, b=one)


def _is_reinstated(denied: Said, again: Sequence[Said], totals: Sequence[Said], given: Settings) -> bool:
    """Whether a number that was corrected is in the end given again, by somebody cited for it, and by nobody denied."""
    last = again[-1].day
    if last is None or denied.named not in given.taken_back or not any(one.claim.source for one in again):
        return False
    late = (one for one in totals if one.day and one.day[1] >= last[0] and not is_earlier(one.claim))
    rivals = (one for one in late if scope.who(given.measure, denied, one) is scope.where(denied, one) is Relation.SAME)
    return all(meets(denied, one) for one in rivals)


def _rejects(denied: Said, other: Said, given: Settings) -> bool:
    if denied.live or is_taken_back(denied.claim):
        return False
    return not meets(denied, other) and when(denied, other, given.window_days) is When.SAME


def _slips(
    totals: Sequence[Said], documents: Mapping[str, Document], given: Settings
) -> Iterable[tuple[Said, Said]]:
    """Figures in a headline that no figure of the same report below it allows, each with the first of those."""
    by_doc: dict[str, list[Said]] = defaultdict(list)
    for one in totals:
        by_doc[one.claim.doc].append(one)
    for doc, own in by_doc.items():
        if len(own) < 2 or doc not in documents or not documents[doc].text:
            continue  # there is no headline
        exact = [one for one in own if not one.vague and not one.live]
        figures = {_bounds(one) for one in exact} if len(exact) > 1 else set()
        for figure in sorted(figures, key=str) if len(figures) > 1 else ():
            same = [one for one in exact if _bounds(one) == figure]
            below = [one for one in exact if _bounds(one) != figure]
            belied = same[0].named is not None and all(_contradicts(same[0], one, given) for one in below)
            if below and belied and _only_on_top(same, below, documents[doc]):
                yield from ((one, below[0]) for one in same)


def _only_on_top(same: Sequence[Said], below: Sequence[Said], document: Document) -> bool:
    """Whether figures stand in the headline alone, and others in the report."""
    if max(one.claim.start for one in same) > min(one.claim.start for one in below):
        return False
    heads = headlines(document)
    return all(_inside(one, heads) for one in same) and not any(_inside(one, heads) for one in below)


def _inside(one: Said, spans: Iterable[Span]) -> bool:
    return any(start <= one.claim.start < end for start, end in spans)


def _bounds(one: Said) -> tuple[int | None, int | None]:
    return one.claim.low, one.claim.high


def _contradicts(head: Said, body: Said, given: Settings) -> bool:
    """Whether a headline and a figure of its report are of one day and scope, and no number satisfies both."""
    same = scope.who(given.measure, head, body) is Relation.SAME and head.floor < (body.ceiling + 1) * SLIP
    apart = not may_meet(head, body) and not meets(head, body) and not rounds(head, body, freely=True)
    return same and apart and when(head, body, given.window_days) is When.SAME


def _headlines(found: Sorted) -> Iterable[Pair]:
    """Headlines that their own reports belie, unless the same sources went on to give later figures."""
    for head, body in found.slips:
        same = [one for one in found.totals if one.origin in (head.origin, body.origin)]
        later = [one for one in same if when(body, one) is When.LATER]
        finding = Finding.UPDATE if later else Finding.CONFLICT
        yield Pair(finding=finding, reason="headline", a=head, b=body)
