"""A case as tables, and how its rows are put into words."""

from __future__ import annotations

import json
from dataclasses import replace

import pandas as pd
import pytest
from golden.case import CASE, CLAIMS, DOCUMENTS, EMPTY

from reconcile import tables, wording
from reconcile.model import Basis, Case, Claim, Finding, Question, Status

BY_ID = {claim.id: claim for claim in CLAIMS}
DEAD = BY_ID["c01post"]


def test_columns_are_those_of_the_contract() -> None:
    assert " ".join(map(str, tables.claims(CASE))) == (
        "id doc start end figure low high qualifier measure who place source relayed_by source_type status as_of basis "
        "part_of question sentence rule"
    )
    assert " ".join(map(str, tables.questions(CASE))) == (
        "id story measure who place finding now course reasons low high origins outlets documents latest claims "
        "related rules"
    )
    assert list(tables.sources(CASE)) == (
        "source kind names figures documents outlets questions first alone revised contradicted".split()
    )
    assert list(tables.problems(CASE)) == ["path", "place", "reason", "remedy"]
    assert list(tables.conflicts(CASE))[:3] == ["finding", "question", "figures"]


@pytest.mark.parametrize("table", [tables.claims, tables.questions, tables.conflicts, tables.sources, tables.problems])
def test_an_empty_case_has_the_same_columns_and_types(table: object) -> None:
    assert callable(table)
    full, empty = table(CASE), table(EMPTY)
    assert len(empty) == 0
    assert list(full) == list(empty)
    assert list(full.dtypes) == list(empty.dtypes)


def test_whole_numbers_stay_whole_beside_nulls() -> None:
    found = tables.claims(CASE)
    assert {str(found[name].dtype) for name in ("start", "end", "low", "high")} == {"Int64"}
    row = found[found["id"] == "c08her"].iloc[0]
    assert row["low"] == 18
    assert row["high"] is pd.NA
    asked = tables.questions(CASE)
    assert {str(asked[name].dtype) for name in ("low", "high", "origins", "outlets", "documents")} == {"Int64"}
    assert "float64" not in {str(dtype) for dtype in [*found.dtypes, *asked.dtypes, *tables.conflicts(CASE).dtypes]}


def test_cells_are_plain_words() -> None:
    row = tables.claims(CASE).iloc[0]
    assert type(row["status"]) is str
    assert (row["status"], row["qualifier"], row["source_type"], row["relayed_by"]) == (
        "asserted", "exact", "state_media", None,
    )  # fmt: skip
    assert tables.questions(CASE).iloc[0]["course"] == [
        {"day": "2031-03-04", "finding": "conflict", "claims": ["c01post", "c08her"]}
    ]


def test_the_conflict_table_has_a_row_a_question_worst_first() -> None:
    found = tables.conflicts(CASE)
    assert list(found["finding"]) == [str(finding) for finding in Finding]
    first = found.iloc[0]
    assert first["question"] == "People killed, Marn valley"
    assert first["figures"] == ["12 · State TV, 4 Mar 2031", "at least 18 · government, 4 Mar 2031 (2 documents)"]
    assert (first["origins"], first["outlets"], first["documents"]) == (2, 3, 3)


def test_the_pick_is_that_of_the_rule_chosen() -> None:
    assert list(tables.conflicts(CASE, "lowest")["pick"])[:2] == ["12", None]
    assert set(tables.conflicts(CASE, "lowest")["rule"]) == {"lowest"}


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_a_claim_survives_its_row(claim: Claim) -> None:
    assert tables.claim_from(json.loads(json.dumps(tables.claim_row(claim)))) == claim


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"low": "12"}, "low is not a whole number"),
        ({"doc": None}, "doc is not a text"),
        ({"status": "sure"}, "'sure' is not a valid Status"),
        ({"place": 3}, "place is not a text"),
    ],
)
def test_a_row_that_holds_no_claim_says_why(change: tables.Row, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        tables.claim_from(tables.claim_row(DEAD) | change)
    row = tables.claim_row(DEAD)
    del row["sentence"]
    with pytest.raises(ValueError, match="no field sentence"):
        tables.claim_from(row)


@pytest.mark.parametrize(
    ("measure", "who", "place", "said"),
    [
        ("killed", "people", "Ostrel", "People killed, Ostrel"),
        ("killed", "UN peacekeepers", None, "UN peacekeepers killed"),
        ("troops", "foreign soldiers", "Marn", "Foreign soldiers deployed, Marn"),
        ("crowd", "protesters", None, "Protesters in the crowd"),
        ("casualties", "villagers", None, "Casualties among villagers"),
        ("quarantined", "", None, "People quarantined"),
    ],
)
def test_a_question_in_words(measure: str, who: str, place: str | None, said: str) -> None:
    asked = Question(id="q", story="s", measure=measure, who=who, place=place, claims=())
    assert wording.question(asked) == said


@pytest.mark.parametrize(
    ("iso", "long", "short"),
    [
        ("2031-03-04", "4 Mar 2031", "4 Mar"),
        ("2031-12-30", "30 Dec 2031", "30 Dec"),
        ("2030-12-30", "30 Dec 2030", "30 Dec 2030"),
        ("2031-03", "Mar 2031", "Mar 2031"),
        ("2031", "2031", "2031"),
        (None, "no date", "no date"),
    ],
)
def test_a_day_in_words(iso: str | None, long: str, short: str) -> None:
    assert wording.day(iso) == long
    assert wording.day(iso, usual="2031") == short


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (12, 12, "12"), (12000, 12000, "12,000"), (12, 15, "12 to 15"), (18, None, "18 or more"),
        (None, 80, "up to 80"), (0, 0, "0"), (None, None, "not known"),
    ],
)  # fmt: skip
def test_bounds_in_words(low: int | None, high: int | None, said: str) -> None:
    assert wording.bounds(low, high) == said


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (replace(DEAD, figure="At least\n 12"), "at least 12"),
        (replace(DEAD, figure="“Dozens”"), "“Dozens”"),
        (replace(DEAD, figure="XII"), "XII"),
        (replace(DEAD, figure="52", basis=Basis.ADDITIONAL), "52 more"),
        (replace(DEAD, figure="52", basis=Basis.PART), "52 (a part)"),
        (replace(DEAD, figure="52", status=Status.DENIED), "52 (denied)"),
        (replace(DEAD, figure="52", status=Status.PLANNED), "52 (planned)"),
    ],
)
def test_a_figure_in_words(claim: Claim, said: str) -> None:
    assert wording.figure(claim) == said


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (DEAD, "State TV"),
        (replace(DEAD, relayed_by="Orland Radio"), "State TV via Orland Radio"),
        (replace(DEAD, source=None), "Coast Post, own voice"),
        (replace(DEAD, source=None, doc="pile/herald-2.txt"), "herald-2.txt, own voice"),
    ],
)
def test_a_speaker_in_words(claim: Claim, said: str) -> None:
    documents = {document.doc: document for document in DOCUMENTS}
    assert wording.speaker(claim, documents[claim.doc]) == said


def _with(*claims: Claim, origins: dict[str, str] | None = None) -> Case:
    ids = tuple(claim.id for claim in claims)
    asked = Question(id="q", story="s", measure="killed", who="people", place="Marn valley", claims=ids)
    return Case(documents=DOCUMENTS, claims=claims, questions=(asked,), verdicts=(), origins=origins or {}, problems=())


def test_an_origin_that_moved_is_one_line_with_its_steps() -> None:
    first = replace(DEAD, id="a", figure="12", as_of="2031-03-04")
    again = replace(first, id="b", doc="pile/herald-1.txt", as_of="2031-03-05")
    later = replace(first, id="c", doc="pile/herald-2.txt", figure="15", low=15, high=15, as_of="2031-03-06")
    (line,) = wording.lines(_with(later, again, first, origins={"a": "tv", "b": "tv", "c": "tv"}))["q"]
    assert wording.line(line) == "12 (4 Mar 2031) → 15 · State TV, 6 Mar 2031"
    assert wording.line(line, usual="2031") == "12 (4 Mar) → 15 · State TV, 6 Mar"
    assert [claim.id for claim in line.claims] == ["a", "b", "c"]


def test_only_figures_of_one_count_are_steps() -> None:
    whole = replace(DEAD, id="a", place=None)
    part = replace(whole, id="b", who="children", figure="two", low=2, high=2, basis=Basis.PART, start=90)
    police = replace(whole, id="c", figure="nine", low=9, high=9, who="police officers", place="Ostrel", start=95)
    undated = replace(whole, id="d", figure="ten", low=10, high=10, as_of=None)
    case = _with(whole, part, police, undated, origins=dict.fromkeys("abcd", "State TV"))
    assert [wording.line(line, usual="2031") for line in wording.lines(case)["q"]] == [
        "ten · State TV, no date",
        "two (a part; children) · State TV, 4 Mar",
        "nine (police officers, Ostrel) · State TV, 4 Mar",
        "12 · State TV, 4 Mar",
    ]


def test_one_figure_told_of_a_place_by_two_names_is_one_line() -> None:
    hall = replace(DEAD, id="a", place="town hall")
    square = replace(DEAD, id="b", place="main square", doc="pile/herald-1.txt")
    (line,) = wording.lines(_with(hall, square, origins=dict.fromkeys("ab", "State TV")))["q"]
    assert wording.line(line) == "12 (town hall) · State TV, 4 Mar 2031 (2 documents)"


def test_one_figure_with_and_without_a_day_is_one_line() -> None:
    undated = replace(DEAD, id="a", as_of=None)
    dated = replace(DEAD, id="b", doc="pile/herald-1.txt")
    (line,) = wording.lines(_with(undated, dated, origins=dict.fromkeys("ab", "State TV")))["q"]
    assert wording.line(line) == "12 · State TV, 4 Mar 2031 (2 documents)"


def test_the_usual_year_is_that_of_most_days() -> None:
    days = ["2031-03-04", "2030-12-31", "2031-01-01", None, "2030"]
    claims = [replace(DEAD, as_of=day) for day in days]
    assert wording.usual_year(claims) == "2030"
    assert wording.usual_year([*claims, DEAD]) == "2031"
    assert wording.usual_year([replace(DEAD, as_of=None)]) is None


def test_figures_of_one_day_have_no_order() -> None:
    high = replace(DEAD, id="a", figure="15", low=15, high=15, start=10)
    low = replace(DEAD, id="b", figure="12", start=20)
    again = replace(high, id="c", start=30)
    later = replace(high, id="d", figure="19", low=19, high=19, as_of="2031-03-05")
    case = _with(high, low, again, later, origins=dict.fromkeys("abcd", "State TV"))
    (line,) = wording.lines(case)["q"]
    assert wording.line(line, usual="2031") == "12, 15 (4 Mar) → 19 · State TV, 5 Mar"


def test_copies_are_one_line_and_the_speaker_is_taken_from_the_copy_that_names_one() -> None:
    mute = replace(DEAD, id="a", source=None, doc="pile/coast-post.txt")
    copy = replace(DEAD, id="b", source="police", doc="pile/daily-copy.md")
    (line,) = wording.lines(_with(mute, copy, origins={"a": "x", "b": "x"}))["q"]
    assert wording.line(line) == "12 · police, 4 Mar 2031 (2 documents)"


def test_lines_go_by_day_and_then_by_number() -> None:
    claims = [
        replace(DEAD, id="a", low=30, high=30, figure="30", as_of="2031-03-04", source="x"),
        replace(DEAD, id="b", low=9, high=9, figure="9", as_of="2031-03-05", source="y"),
        replace(DEAD, id="c", low=None, high=20, figure="up to 20", as_of="2031-03-04", source="z"),
    ]
    lines = wording.lines(_with(*claims))["q"]
    assert [line.claims[0].id for line in lines] == ["c", "a", "b"]  # up to 20 lies below 30


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: claim.id)
def test_the_figure_is_marked_where_it_stands(claim: Claim) -> None:
    document = next(document for document in DOCUMENTS if document.doc == claim.doc)
    before, figure, after = wording.marked(claim, document)
    assert (before + figure + after, figure) == (claim.sentence, claim.figure)


def test_the_right_one_of_two_equal_figures_is_marked() -> None:
    text = "Police said\n 12 died.\nOn Monday 12  were\nhurt and 12 died, and 12 fled.\n"
    document = replace(DOCUMENTS[0], text=text)
    sentence = "On Monday 12 were hurt and 12 died, and 12 fled."
    starts = [at for at in range(len(text)) if text.startswith("12", at)][1:]
    befores = ["On Monday ", "On Monday 12 were hurt and ", "On Monday 12 were hurt and 12 died, and "]
    for start, before in zip(starts, befores, strict=True):
        claim = replace(DEAD, start=start, end=start + 2, figure="12", sentence=sentence)
        assert wording.marked(claim, document)[0] == before
    assert wording.marked(claim, None) == (sentence, "", "")


def test_a_figure_broken_over_lines_is_marked() -> None:
    document = replace(DOCUMENTS[0], text="In Marn at\nleast 12 died.")
    claim = replace(DEAD, start=8, end=19, figure="at\nleast 12", sentence="In Marn at least 12 died.")
    assert wording.marked(claim, document) == ("In Marn ", "at least 12", " died.")
