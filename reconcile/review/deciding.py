"""Decisions meet a run: which still stand on the evidence they were made on, and what they change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import regex

from reconcile import wording
from reconcile.model import Case, Choice, Claim, Decision, Finding, Qualifier, Question, Settled, Verdict
from reconcile.review.evidence import evidence, line
from reconcile.tables import standing

LEAVING = frozenset({Choice.REJECT, Choice.SCOPE, Choice.UPDATE})  # a claim so decided no longer counts in its question
FINDINGS: Mapping[Choice, Finding] = {
    Choice.SCOPE: Finding.SCOPE,
    Choice.UPDATE: Finding.UPDATE,
    Choice.COPY: Finding.SINGLE,
}
CHANGED = "its evidence has changed"
GONE = "no claim or question of this run is what it was made on"
NAMELESS = "its note names no other {kind} of this run by its id"
WORD = regex.compile(r"[\p{L}\p{N}]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ids:
    """The ids of a run that a decision can be about."""

    claims: Collection[str]
    questions: Collection[str]


def ids(case: Case) -> Ids:
    """The ids of a case."""
    return Ids(claims={one.id for one in case.claims}, questions={one.id for one in case.questions})


def other(decision: Decision, target: str, known: Ids) -> str | None:
    """The claim, or the question, that the note of a decision on `target` names by its id."""
    kin = known.questions if target in known.questions else known.claims
    return next((word for word in WORD.findall(decision.note) if word in kin and word != target), None)


def nameless(decision: Decision, target: str, known: Ids) -> str:
    """What a decision lacks that is about two rows and names only one; a question may be copies all by itself."""
    question = target in known.questions
    needed = decision.decision is Choice.SAME or (decision.decision is Choice.COPY and not question)
    if needed and other(decision, target, known) is None:
        return NAMELESS.format(kind="question" if question else "claim")
    return ""


def settle(case: Case, decisions: Sequence[Decision]) -> tuple[Settled, ...]:
    """Each decision with what it is about in this case, in their order; none is left out."""
    if not decisions:
        return ()
    told, known = evidence(case), ids(case)
    places: dict[str, list[str]] = defaultdict(list)
    for id, text in told.items():
        places[line(text)].append(id)
    found = [_met(decision, told, places, known) for decision in decisions]
    differing = _differing(found)
    return tuple(one if one.again else replace(one, again=differing.get(one.target or "", "")) for one in found)


def _met(decision: Decision, told: Mapping[str, str], places: Mapping[str, Sequence[str]], known: Ids) -> Settled:
    target = decision.id if decision.id in told else _moved(decision, places)
    if target is None:
        return Settled(decision=decision, target=None, again=GONE)
    if decision.evidence and line(decision.evidence) != line(told[target]):
        return Settled(decision=decision, target=target, again=CHANGED)
    return Settled(decision=decision, target=target, again=nameless(decision, target, known))


def _moved(decision: Decision, places: Mapping[str, Sequence[str]]) -> str | None:
    """The one row with the evidence of a decision whose id is gone: its report changed in another place."""
    alike = places.get(line(decision.evidence), ()) if decision.evidence else ()
    return alike[0] if len(alike) == 1 else None


def _differing(found: Iterable[Settled]) -> dict[str, str]:
    """Where decisions differ, by what they are about, in words."""
    groups: dict[str, list[Decision]] = defaultdict(list)
    for one in found:
        if one.target and not one.again:
            groups[one.target].append(one.decision)
    return {
        target: "reviewers differ: " + ", ".join(f"{one.reviewer or 'unnamed'}: {wording.decided(one)}" for one in some)
        for target, some in groups.items()
        if len({(one.decision, one.value) for one in some}) > 1
    }


def applied(case: Case, settled: Iterable[Settled]) -> Case:
    """The case with what decisions change before its questions are judged; its verdicts are those of before."""
    rulings = standing(settled)
    known = ids(case)
    asked = _joined(case.questions, rulings, known)
    leaving = {id for id, one in rulings.items() if one.decision in LEAVING}
    kept = [replace(one, claims=tuple(id for id in one.claims if id not in leaving)) for one in asked]
    return replace(
        case,
        claims=tuple(_valued(claim, rulings.get(claim.id)) for claim in case.claims),
        questions=tuple(one for one in kept if one.claims),
        origins=case.origins | _copied(case, rulings, known),
    )


def rejected(settled: Iterable[Settled]) -> frozenset[str]:
    """What a person rejects: the questions among it are listed last and no longer count."""
    return frozenset(id for id, one in standing(settled).items() if one.decision is Choice.REJECT)


def _valued(claim: Claim, ruling: Decision | None) -> Claim:
    """The claim with the number that a person put, which its rule then says."""
    if ruling is None or ruling.decision is not Choice.ACCEPT or ruling.value is None:
        return claim
    value, rule = ruling.value, f"{claim.rule} + {wording.PERSON}"
    return replace(claim, low=value, high=value, qualifier=Qualifier.EXACT, rule=rule)


def _joined(asked: Sequence[Question], rulings: Mapping[str, Decision], known: Ids) -> list[Question]:
    """The questions, with claims where a person says that they belong."""
    homes = {id: one.id for one in asked for id in one.claims}
    moves: dict[str, str] = {}
    for target, ruling in rulings.items():
        to = other(ruling, target, known) if ruling.decision is Choice.SAME else None
        if to and to in known.questions:
            moves |= {id: to for one in asked if one.id == target for id in one.claims}
        elif to is not None and to in homes:
            moves[target] = homes[to]
    homes |= moves
    members: dict[str, list[str]] = defaultdict(list)
    for id, home in homes.items():
        members[home].append(id)
    return [replace(one, claims=tuple(members[one.id])) for one in asked]


def _copied(case: Case, rulings: Mapping[str, Decision], known: Ids) -> dict[str, str]:
    """The origins of claims that a person calls copies: those of what they were copied from."""
    found = {}
    for target, ruling in rulings.items():
        if ruling.decision is Choice.COPY and target in known.claims:
            found[target] = case.origins.get(other(ruling, target, known) or target, target)
    return found


def overruled(judged: Case, before: Case, settled: Iterable[Settled]) -> Case:
    """The judged case with what decisions say of its findings, and the reasons that tell so; `before` had none."""
    rulings = standing(settled)
    claims = {claim.id: claim for claim in judged.claims}
    told: dict[str, list[str]] = defaultdict(list)
    for asked in before.questions:
        some = [(wording.figure(claims[id]), rulings[id]) for id in asked.claims if id in rulings]
        told[asked.id] = [f"{figure}: {wording.ruling(ruling)}." for figure, ruling in some]
    found = tuple(_overruled(one, rulings.get(one.question), told[one.question]) for one in judged.verdicts)
    return replace(judged, verdicts=found, settled=tuple(settled))


def _overruled(found: Verdict, ruling: Decision | None, told: Sequence[str]) -> Verdict:
    if ruling is None:
        return replace(found, reasons=(*told, *found.reasons)) if told else found
    finding = FINDINGS.get(ruling.decision)
    if finding:
        found = replace(found, finding=finding, now=finding)
    if ruling.decision is Choice.COPY:
        found = replace(found, origins=1)
    if ruling.decision is Choice.ACCEPT and ruling.value is not None:
        found = replace(found, low=ruling.value, high=ruling.value)
    said = wording.ruling(ruling)
    return replace(found, reasons=(f"{said[0].upper()}{said[1:]}.", *told, *found.reasons))
