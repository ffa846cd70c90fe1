"""The order of the stages: paths in, a case out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

from reconcile import answers, claims, origins, questions, readers, review, sharing, verdicts
from reconcile import stories as telling
from reconcile.measures import Measures
from reconcile.model import Case, Claim, Decision, Document, Finding, Problem, Question, Verdict

Progress: TypeAlias = Callable[[str, int, int], None]  # the stage, how much of it is done, of how much

WORST_FIRST = {finding: place for place, finding in enumerate(Finding)}
STEPS = 3  # of comparing
MANY = 50_000  # claims, from which on the work is shared among processes
MUCH = 2_000_000  # characters of text, the same
BATCH = 100_000  # characters of the documents that are read together


def run(
    paths: Sequence[str | Path],
    *,
    window_days: int = 1,
    measures: Measures | None = None,
    decisions: Sequence[Decision] = (),
    largest: int = readers.LARGEST,
    leave_out: Path | None = None,
    progress: Progress | None = None,
) -> Case:
    """Everything that the documents at `paths` claim, what it answers and what that comes to, sorted."""
    (progress or _silent)("Reading", 0, 1)
    documents, problems = readers.read(paths, largest=largest, leave_out=leave_out)
    return reconcile(
        documents, problems, window_days=window_days, measures=measures, decisions=decisions, progress=progress
    )


def reconcile(
    documents: Sequence[Document],
    problems: Sequence[Problem] = (),
    *,
    window_days: int = 1,
    measures: Measures | None = None,
    decisions: Sequence[Decision] = (),
    progress: Progress | None = None,
) -> Case:
    """Everything that documents claim, what it answers and what that comes to, sorted; `problems` go with it.

    A reviewer's decisions are applied where their evidence is what it was, and listed where it is not.
    """
    told = progress or _silent
    found = _extracted(documents, measures, told)
    growing = frozenset(one.name for one in measures.by_name.values() if one.grows) if measures else None
    settings = {"measures": ", ".join(sorted(measures.by_name))} if measures else {"measures": "the standard ones"}
    return compare(
        documents,
        found,
        problems,
        window_days=window_days,
        growing=growing,
        decisions=decisions,
        settings=settings,
        progress=told,
    )


def compare(
    documents: Sequence[Document],
    found: Sequence[Claim],
    problems: Sequence[Problem] = (),
    *,
    stories: Mapping[str, str] | None = None,
    window_days: int = 1,
    growing: frozenset[str] | None = None,
    decisions: Sequence[Decision] = (),
    settings: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> Case:
    """What given claims answer and what that comes to, sorted; `problems` go with it, and `settings`, told in words.

    `stories` names the story of each claim by its id, where that is known; `documents` may be bare records.
    """
    told = progress or _silent
    told("Comparing", 0, STEPS)
    most = sharing.processors() if len(found) >= MANY else 1
    with sharing.without_collecting():
        gather = partial(verdicts.gather, documents=documents, window_days=window_days, growing=growing)

        here = partial(_laid_out, documents, found, stories, gather)
        there = partial(_traced, documents, found)
        (laid, pile), (traced, by_id, by_place) = sharing.both(here, there, most=most)
        told_by = {found[at].id: traced[at] for at in by_id}
        told("Comparing", 1, STEPS)
        answered, claimed = answers.answer(laid, replace(pile, origins=told_by), most)
        told("Comparing", 2, STEPS)
        answered.sort(key=_rank)
        before = Case(
            documents=tuple(documents),
            claims=tuple([claimed[found[at].id] for at in by_place]),
            questions=tuple(asked for asked, _ in answered),
            verdicts=tuple(found for _, found in answered),
            origins=told_by,
            problems=tuple(problems),
            settings={"window": f"{window_days} day{'s' * (window_days != 1)}", **(settings or {})},
        )

        def judge(some: Case) -> Case:
            weighed = gather(some.claims, some.origins)
            return replace(some, verdicts=verdicts.judged(some.questions, weighed))

        case = _decided(before, decisions, judge)
    told("Comparing", STEPS, STEPS)
    return case


def _laid_out(
    documents: Sequence[Document],
    found: Sequence[Claim],
    stories: Mapping[str, str] | None,
    gather: Callable[[Sequence[Claim], Mapping[str, str]], verdicts.Pile],
) -> tuple[questions.Laid, verdicts.Pile]:
    """All that does not depend on origins: claims by story, and what they are judged by."""
    laid = questions.lay_out(found, telling.tell(documents, found) if stories is None else stories)
    return laid, gather(found, {})


def _traced(documents: Sequence[Document], found: Sequence[Claim]) -> tuple[list[str], list[int], list[int]]:
    """The origin of each claim, in their order; and where each stands, in the order of their ids and of their texts."""
    told = origins.trace(documents, found)
    by_id = sorted(range(len(found)), key=[claim.id for claim in found].__getitem__)
    by_place = sorted(range(len(found)), key=[_place(claim) for claim in found].__getitem__)
    return [told[claim.id] for claim in found], by_id, by_place


def _place(claim: Claim) -> tuple[str, int, str, str]:
    return claim.doc, claim.start, claim.measure, claim.id


def _decided(before: Case, decisions: Sequence[Decision], judge: Callable[[Case], Case]) -> Case:
    """The case as decisions leave it, sorted; the evidence told, where they change it, is that of before."""
    settled = review.settle(before, decisions)
    if not settled:
        return before
    case = before
    changed = bool(review.standing(settled))
    if changed:
        case = review.overruled(judge(review.applied(before, settled)), before, settled)
    asked, judged = worst_first(case.questions, case.verdicts, review.rejected(settled))
    return replace(
        case,
        claims=tuple(answers.answering(case.claims, asked)),
        questions=asked,
        verdicts=judged,
        settled=settled,
        evidence=review.evidence(before) if changed else {},
    )


def extract(
    documents: Sequence[Document], measures: Measures | None = None, progress: Progress | None = None
) -> Iterator[tuple[Claim, ...]]:
    """The claims of each document in turn."""
    told, done = progress or _silent, 0
    for some in _batches(documents):
        told("Extracting", done, len(documents))
        with sharing.without_collecting():
            found = claims.claims_of(some, measures)
        yield from found
        done += len(some)
    told("Extracting", done, len(documents))


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    """Documents in their order, as many together as come to so much text; a larger one alone or as the last."""
    some: list[Document] = []
    size = 0
    for document in documents:
        some.append(document)
        size += len(document.text)
        if size >= BATCH:
            yield some
            some, size = [], 0
    if some:
        yield some


def _extracted(documents: Sequence[Document], measures: Measures | None, told: Progress) -> tuple[Claim, ...]:
    """The claims of all documents in their order; much text is read by several processes, a share each."""
    most = sharing.processors() if sum(len(document.text) for document in documents) >= MUCH else 1
    shares = [documents[at::most] for at in range(most)]

    def of_all(stage: str, done: int, _: int) -> None:
        told(stage, min(done * most, len(documents)), len(documents))

    def read(share: Sequence[Document], progress: Progress) -> list[tuple[Claim, ...]]:
        return list(extract(share, measures, progress))

    pieces = [partial(read, share, of_all if at == 0 else _silent) for at, share in enumerate(shares)]
    found: list[tuple[Claim, ...]] = [()] * len(documents)
    for at, some in enumerate(sharing.at_once(pieces, most=most)):
        found[at::most] = some
    return tuple(claim for some in found for claim in some)


def worst_first(
    asked: Iterable[Question], judged: Iterable[Verdict], last: Collection[str]
) -> tuple[tuple[Question, ...], tuple[Verdict, ...]]:
    """The questions judged with their verdicts: worst finding first, then those with the most origins; at the end those
    in `last`."""
    by_id = {verdict.question: verdict for verdict in judged}
    answered = sorted([(question, by_id[question.id]) for question in asked if question.id in by_id], key=_rank)
    answered.sort(key=lambda answer: answer[0].id in last)
    return tuple(question for question, _ in answered), tuple(verdict for _, verdict in answered)


def _rank(answer: answers.Answer) -> tuple[int, int, str]:
    question, verdict = answer
    return WORST_FIRST[verdict.finding], -verdict.origins, question.id


def _silent(stage: str, done: int, of: int) -> None:
    """Tells nobody."""
