"""Every source of a run once, and what became of its figures: counts only."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from golden.case import CASE, CLAIMS, DOCUMENTS, EMPTY

from reconcile import sources, tables
from reconcile.model import Case, Claim, Finding, Question, SourceType, Standing, Status, Verdict
from reconcile.writers import commas

PLAIN = replace(CLAIMS[0], question="q", part_of=None)
NUMBERS = iter(range(10_000))


def said(source: str | None, number: int, day: str | None, *, question: str = "q", **changes: object) -> Claim:
    """A claim of a source about one day; every one has an id of its own."""
    claim = replace(PLAIN, id=f"id{next(NUMBERS)}", source=source, low=number, high=number, as_of=day)
    return replace(claim, figure=str(number), question=question, **changes)  # type: ignore[arg-type]


def case(*claims: Claim, origins: dict[str, str] | None = None, conflict: bool = False) -> Case:
    """A case of these claims, each its source's unless told otherwise; all of one question stand on one day."""
    names = sorted({claim.question or "" for claim in claims})
    asked = [
        Question(
            id=name, story="s", measure="killed", who="people", place=None,
            claims=tuple(claim.id for claim in claims if claim.question == name),
        )
        for name in names
    ]  # fmt: skip
    finding = Finding.CONFLICT if conflict else Finding.AGREE
    verdicts = [
        Verdict(
            question=one.id, finding=finding, now=finding, reasons=(), low=None, high=None, origins=1, outlets=1,
            documents=1, latest=None, course=(Standing(day="2031-03-04", finding=finding, claims=one.claims),),
        )
        for one in asked
    ]  # fmt: skip
    traced = {claim.id: claim.source or "own" for claim in claims} | (origins or {})
    return replace(
        EMPTY, documents=DOCUMENTS, claims=claims, questions=tuple(asked), verdicts=tuple(verdicts), origins=traced
    )


def counts(found: Case, count: str) -> dict[str, int]:
    return {one.source: getattr(one, count) for one in sources.cited(found)}


def test_names_of_one_source_are_one_row() -> None:
    full, short = said("Kassym-Jomart Tokayev", 8, "2031-03-04"), said("Tokayev", 9, "2031-03-05")
    title = said("president", 9, "2031-03-05")
    traced = {one.id: "Kassym-Jomart Tokayev" for one in (short, title)}
    (row,) = sources.cited(case(full, short, title, origins=traced))
    assert (row.source, row.figures) == ("Kassym-Jomart Tokayev", 3)
    assert row.names == ("Kassym-Jomart Tokayev", "Tokayev", "president")


def test_the_outlets_own_voice_is_no_source() -> None:
    assert sources.cited(case(said(None, 8, "2031-03-04"))) == ()


def test_the_kind_is_the_one_most_often_given() -> None:
    kinds = (SourceType.PERSON, SourceType.POLICE, SourceType.POLICE)
    (row,) = sources.cited(case(*(said("Falk", 8, "2031-03-04", source_type=kind) for kind in kinds)))
    assert row.kind is SourceType.POLICE


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (("2031-03-04", "2031-03-05"), {"police": 1, "army": 0}),
        (("2031-03-04", "2031-03-04"), {"police": 1, "army": 1}),
        ((None, "2031-03-05"), {"police": 0, "army": 1}),
        ((None, None), {"police": 0, "army": 0}),
    ],
)
def test_first_is_on_the_earliest_day_of_a_question_that_others_answer_too(
    days: tuple[str | None, str | None], first: dict[str, int]
) -> None:
    found = case(said("police", 8, days[0]), said("army", 9, days[1]))
    assert counts(found, "first") == first
    assert counts(found, "alone") == {"police": 0, "army": 0}


def test_alone_is_on_a_question_that_nobody_else_answers() -> None:
    other = said("police", 2, "2031-03-04", question="other")
    found = case(said("police", 8, "2031-03-04"), other, said("army", 9, None))
    assert counts(found, "alone") == {"police": 1, "army": 0}
    assert counts(found, "questions") == {"police": 2, "army": 1}


@pytest.mark.parametrize(
    ("second", "revised"),
    [
        (said("army", 7, "2031-03-05"), 1),
        (said("army", 9, "2031-03-05"), 0),
        (said("army", 7, "2031-03-04"), 0),
        (said("army", 7, "2031-03-05", who="children"), 0),
        (said("army", 8, "2031-03-05", status=Status.DENIED), 1),
    ],
)
def test_to_lower_or_deny_a_figure_of_ones_own_is_to_revise_it(second: Claim, revised: int) -> None:
    assert counts(case(said("army", 8, "2031-03-04"), second), "revised") == {"army": revised}


def test_contradicted_are_those_whose_figures_no_number_satisfies_on_a_day_of_conflict() -> None:
    claims = (said("police", 8, "2031-03-04"), said("army", 30, "2031-03-04"), said("hospital", 8, "2031-03-04"))
    assert counts(case(*claims, conflict=True), "contradicted") == {"police": 1, "army": 1, "hospital": 1}
    assert counts(case(*claims), "contradicted") == {"police": 0, "army": 0, "hospital": 0}
    bound = replace(claims[0], high=None)
    assert counts(case(bound, claims[1], conflict=True), "contradicted") == {"police": 0, "army": 0}


def test_the_rows_of_the_table_are_those_of_the_file() -> None:
    rows = list(csv.DictReader(io.StringIO(commas.sources(CASE).decode())))
    frame = tables.sources(CASE)
    assert [row["source"] for row in rows] == list(frame["source"])
    assert [int(row["figures"]) for row in rows] == list(frame["figures"])
    assert {str(frame[name].dtype) for name in tables.COUNTS} == {"Int64"}
    assert sum(frame["figures"]) == sum(claim.source is not None for claim in CLAIMS)
    assert sources.cited(EMPTY) == ()
