"""The order of the stages: paths in, a case out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from reconcile import claims, origins, questions, readers, verdicts
from reconcile import stories as telling
from reconcile.measures import Measures
from reconcile.model import Case, Claim, Document, Finding, Problem, Question, Verdict

Progress: TypeAlias = Callable[[str, int, int], None]  # the stage, how much of it is done, of how much

WORST_FIRST = tuple(Finding)


def run(
    paths: Sequence[str | Path],
    *,
    window_days: int = 1,
    measures: Measures | None = None,
    largest: int = readers.LARGEST,
    leave_out: Path | None = None,
    progress: Progress | None = None,
) -> Case:
    """Everything that the documents at `paths` claim, what it answers and what that comes to, sorted."""
    (progress or _silent)("Reading", 0, 1)
    documents, problems = readers.read(paths, largest=largest, leave_out=leave_out)
    return reconcile(documents, problems, window_days=window_days, measures=measures, progress=progress)


def reconcile(
    documents: Sequence[Document],
    problems: Sequence[Problem] = (),
    *,
    window_days: int = 1,
    measures: Measures | None = None,
    progress: Progress | None = None,
) -> Case:
    """Everything that documents claim, what it answers and what that comes to, sorted; `problems` go with it."""
    told = progress or _silent
    found = tuple(claim for some in extract(documents, measures, told) for claim in some)
    growing = frozenset(one.name for one in measures.by_name.values() if one.grows) if measures else None
    return compare(documents, found, problems, window_days=window_days, growing=growing, progress=told)


def compare(
    documents: Sequence[Document],
    found: Sequence[Claim],
    problems: Sequence[Problem] = (),
    *,
    stories: Mapping[str, str] | None = None,
    window_days: int = 1,
    growing: frozenset[str] | None = None,
    progress: Progress | None = None,
) -> Case:
    """What given claims answer and what that comes to, sorted; `problems` go with it.

    `stories` names the story of each claim by its id, where that is known; `documents` may be bare records.
    """
    told = progress or _silent
    told("Stories", 0, 1)
    known = stories if stories is not None else telling.tell(documents, found)
    told("Stories", 1, 1)
    asked = questions.pose(found, known)
    told("Questions", 1, 1)
    traced = origins.trace(documents, found)
    told("Origins", 1, 1)
    judged = verdicts.judge(asked, found, traced, documents, window_days=window_days, growing=growing)
    told("Verdicts", 1, 1)
    ordered = worst_first(asked, judged)
    by_id = {verdict.question: verdict for verdict in judged}
    return Case(
        documents=tuple(documents),
        claims=tuple(sorted(_answering(found, asked), key=lambda claim: (claim.doc, claim.start, claim.measure))),
        questions=ordered,
        verdicts=tuple(by_id[question.id] for question in ordered),
        origins=dict(sorted(traced.items())),
        problems=tuple(problems),
    )


def extract(
    documents: Sequence[Document], measures: Measures | None = None, progress: Progress | None = None
) -> Iterator[tuple[Claim, ...]]:
    """The claims of each document in turn."""
    told = progress or _silent
    for done, document in enumerate(documents):
        told("Extracting", done, len(documents))
        yield claims.claim(document, measures)
    told("Extracting", len(documents), len(documents))


def worst_first(asked: Iterable[Question], judged: Iterable[Verdict]) -> tuple[Question, ...]:
    """The questions judged, worst finding first, then those with the most origins."""
    by_id = {verdict.question: verdict for verdict in judged}

    def rank(question: Question) -> tuple[int, int, str]:
        verdict = by_id[question.id]
        return WORST_FIRST.index(verdict.finding), -verdict.origins, question.id

    return tuple(sorted((question for question in asked if question.id in by_id), key=rank))


def _answering(found: Iterable[Claim], asked: Iterable[Question]) -> Iterator[Claim]:
    """The claims, each with the question that it answers."""
    answered = {id: question.id for question in asked for id in question.claims}
    return (replace(claim, question=answered.get(claim.id)) for claim in found)


def _silent(stage: str, done: int, of: int) -> None:
    """Tells nobody."""
