"""The workbook, as a library and as a spreadsheet program read it."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
import regex
from golden.case import CASE, CLAIMS, said
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from programs import EVERY_SHEET, contrast, converted

from reconcile import review, tables
from reconcile.model import Case, Choice, Decision, Finding, Role
from reconcile.writers import workbook
from reconcile.writers.workbook import cells

SHEETS = ["Conflicts", "Claims", "Sources", "Documents", "Problems", "Charts", "Legend"]
DECIDED = ("decision", "value", "role", "note", "reviewer", "date")
SPOKEN = Decision(id="c01post", decision=Choice.REJECT, reviewer="Ana", date="2031-03-06", note="a typing error")


@cache
def opened(rich: bool = False) -> Workbook:
    """The workbook of the case made by hand."""
    return load_workbook(io.BytesIO(workbook.review(CASE)), rich_text=rich)


def book(case: Case) -> Workbook:
    """The workbook of a case."""
    return load_workbook(io.BytesIO(workbook.review(case)))


def column(some: Workbook, sheet: str, name: str) -> list[object]:
    """The cells below a header."""
    names = [cell.value for cell in some[sheet][1]]
    return [row[names.index(name)].value for row in some[sheet].iter_rows(min_row=2)]


def decided(*decisions: Decision) -> Case:
    """The case with decisions, as far as they can be applied without judging anew."""
    return replace(CASE, settled=review.settle(CASE, decisions))


@pytest.mark.parametrize("finding", Finding)
def test_the_workbook_can_be_read(finding: Finding) -> None:
    assert contrast(*workbook.COLOURS[finding]) >= 4.5


def test_sheets_are_in_order_and_none_is_protected() -> None:
    assert opened().sheetnames == SHEETS
    assert [sheet.title for sheet in opened() if sheet.protection.sheet] == []


KEPT_IN_VIEW = [("Conflicts", "C2"), ("Claims", "C2"), ("Sources", "B2"), ("Documents", "B2")]


@pytest.mark.parametrize(("name", "frozen"), KEPT_IN_VIEW)
def test_a_sheet_is_laid_out_for_the_screen_and_for_paper(name: str, frozen: str) -> None:
    sheet = opened()[name]
    assert sheet.freeze_panes == frozen
    assert sheet.auto_filter.ref == sheet.dimensions
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.print_title_rows == "$1:$1"
    assert all(4 < width.width < 80 for width in sheet.column_dimensions.values())


def test_findings_are_coloured_and_worst_first() -> None:
    sheet = opened()["Conflicts"]
    fills = [sheet.cell(row, 1).fill.start_color.rgb[2:] for row in range(2, 10)]
    assert fills == [workbook.COLOURS[finding][0][1:] for finding in Finding]


@pytest.mark.parametrize(("name", "last"), [("Conflicts", 9), ("Claims", 19)])
def test_decisions_are_chosen_from_lists_and_checked_as_they_are_typed(name: str, last: int) -> None:
    sheet = opened()[name]
    names = [cell.value for cell in sheet[1]]
    checks = {}
    for check in sheet.data_validations.dataValidation:
        (cells_,) = check.sqref.ranges
        assert (cells_.min_row, cells_.max_row, cells_.min_col) == (2, last, cells_.max_col)
        checks[names[cells_.min_col - 1]] = check
    assert {key: check.type for key, check in checks.items()} == {
        "decision": "list", "role": "list", "value": "whole", "date": "date",
    }  # fmt: skip
    assert checks["decision"].formula1 == '"accept,reject,same as,different scope,update,copy,unsure"'
    assert checks["role"].formula1 == '"recommended,triangulation"'
    assert {key for key in names if key in DECIDED} == set(DECIDED)
    assert [value for key in DECIDED for value in column(opened(), name, key) if value is not None] == []


def test_claims_hold_every_field_and_conflicts_what_each_rule_picks() -> None:
    claims = [cell.value for cell in opened()["Claims"][1]]
    assert set(tables.CLAIMS) < set(claims)
    assert len(claims) == len(set(claims))
    conflicts = {cell.value for cell in opened()["Conflicts"][1]}
    assert {"measure", "who", "place", "story", "low", "high", "latest", "origins", "outlets", "documents"} < conflicts
    assert column(opened(), "Conflicts", "rule: acled")[0] == "12"


def test_numbers_are_numbers_and_days_are_days() -> None:
    claims = opened()
    assert column(claims, "Claims", "low")[:3] == [12, 2000, 24]
    assert column(claims, "Claims", "as_of")[0] == datetime(2031, 3, 4)
    assert column(claims, "Documents", "published")[0] == datetime(2031, 3, 4)
    days = ["1848-03-18", "2031-03", "2031"]
    some = tuple(replace(claim, as_of=day) for claim, day in zip(CLAIMS[:3], days, strict=True))
    assert column(book(replace(CASE, claims=some, questions=(), verdicts=())), "Claims", "as_of") == days


def test_the_figure_is_bold_in_its_sentence() -> None:
    sheet = opened(rich=True)["Claims"]
    at = [cell.value for cell in sheet[1]].index("sentence")
    for row, claim in zip(sheet.iter_rows(min_row=2), CLAIMS, strict=True):
        told = row[at].value
        assert isinstance(told, CellRichText), claim
        assert [str(part) for part in told if isinstance(part, TextBlock) and part.font.b] == [claim.figure]
        assert "".join(map(str, told)) == claim.sentence


def test_every_link_leads_to_the_row_or_the_sentence_that_it_names() -> None:
    page: list[str] = []
    followed = 0
    for sheet in opened():
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.hyperlink):
            if cell.hyperlink.target:
                assert cell.hyperlink.target == "report.html"
                assert cell.hyperlink.location == cell.value
                page.append(cell.value)
            else:
                target, place = cell.hyperlink.location.replace("'", "").split("!")
                assert cell.value in [other.value for other in opened()[target][int(place[1:])]]
                followed += 1
    assert sorted(page) == sorted([claim.id for claim in CLAIMS] + [asked.id for asked in CASE.questions])
    assert followed > 20


def test_sources_and_documents_are_counted() -> None:
    assert [cell.value for cell in opened()["Sources"][1]] == list(tables.SOURCES)
    rows = dict(zip(column(opened(), "Sources", "source"), column(opened(), "Sources", "figures"), strict=True))
    assert (rows["government"], rows["State TV"]) == (5, 2)
    assert column(opened(), "Documents", "claims") == [4, 2, 8, 4]


def test_copies_are_told_of_beside_each_document() -> None:
    text = "Anna Velm told Carl Orm in Ostrel that 12 of 40 Marn miners had died, Radio Dora and Post Eda said. " * 3
    documents = tuple(replace(CASE.documents[0], doc=f"{n}.txt", text=text, sha256=str(n)) for n in (1, 2))
    case = replace(CASE, documents=(*documents, CASE.documents[3]), claims=(), questions=(), verdicts=())
    assert tables.copy_groups(case) == (("1.txt", "2.txt"),)
    assert column(book(case), "Documents", "copies") == [1, 1, 0]
    assert column(book(case), "Documents", "copy group") == ["2.txt", "1.txt", None]


def test_the_worst_questions_are_drawn_over_time() -> None:
    parts = zipfile.ZipFile(io.BytesIO(workbook.review(CASE)))
    drawn = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert len(drawn) == 6
    (dead,) = [chart for chart in drawn if "People killed, Marn valley" in chart]
    assert dead.count("<c:ser>") == 2
    assert "State TV" in dead


def test_the_legend_tells_what_the_words_mean_and_what_run_this_was() -> None:
    told = {row[0].value: row[1].value for row in opened()["Legend"].iter_rows()}
    for name in (*Finding, *Choice, "range", "airwars", "dozens", "rule", "reconcile"):
        assert told[str(name)], name
    assert told["dozens"] == "24 to 99; a number under acled 12"
    settled = book(replace(CASE, settings={"window": "3 days"}))["Legend"]
    assert "3 days" in [row[1].value for row in settled.iter_rows()]


def test_a_row_of_conflicts_shows_the_gravest_reasons_and_where_the_others_are() -> None:
    verdict = replace(CASE.verdicts[0], reasons=("one", "two", "three", "four", "five"))
    some = book(replace(CASE, verdicts=(verdict, *CASE.verdicts[1:])))
    assert column(some, "Conflicts", "reasons")[0] == "one\ntwo\nthree\n(2 more in questions.jsonl and on the page)"


def test_a_text_longer_than_a_cell_is_cut_and_both_the_cell_and_the_legend_say_so() -> None:
    some = book(said("x" * 40_000))
    (cell,) = column(some, "Claims", "sentence")
    assert isinstance(cell, str)
    assert len(cell) == workbook.LONGEST
    assert cell.endswith(workbook.CUT)
    told = [row[1].value for row in some["Legend"].iter_rows()]
    assert [line for line in told if "1 texts are cut at 32,767 characters" in str(line)]


def test_links_beyond_what_a_sheet_holds_are_left_out_and_the_legend_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells, "MOST_LINKS", 5)
    some = book(CASE)
    assert sum(bool(cell.hyperlink) for row in some["Claims"].iter_rows() for cell in row) == 5
    assert column(some, "Claims", "id") == [claim.id for claim in CLAIMS]
    assert any("Claims: 31 links are left out" in str(row[1].value) for row in some["Legend"].iter_rows())


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_a_cell_and_never_a_formula(sentence: str) -> None:
    some = book(said(sentence))
    (claim,) = said(sentence).claims
    names = [cell.value for cell in some["Claims"][1]]
    cell = some["Claims"].cell(2, names.index("sentence") + 1)
    assert cell.data_type in ("s", "n")
    assert cell.hyperlink is None
    if sentence.startswith(tables.FORMULA):
        assert cell.quotePrefix
    shown = regex.sub(r"\s|[\p{Cc}\ufffd\ufffe\uffff]|_x[0-9A-Fa-f]{4}_", "", str(cell.value or ""))
    assert shown == regex.sub(r"\s|[\p{Cc}\ufffd\ufffe\uffff]|_x[0-9A-Fa-f]{4}_", "", claim.sentence)


def test_what_was_decided_is_filled_in_and_what_is_open_again_is_only_told_of() -> None:
    told = review.evidence(CASE)
    other = Decision(id="q1dead", decision=Choice.ACCEPT, value=18, role=Role.RECOMMENDED, reviewer="Ben", evidence="x")
    gone = Decision(id="0123456789ab", decision=Choice.COPY, note="c08her", evidence="lost")
    some = book(decided(replace(SPOKEN, evidence=told["c01post"]), other, gone))
    row = [column(some, "Claims", name)[0] for name in (*DECIDED, "state")]
    assert row == ["reject", None, None, "a typing error", "Ana", datetime(2031, 3, 6), "applied"]
    row = [column(some, "Conflicts", name)[0] for name in (*DECIDED, "state")]
    changed = "its evidence has changed (was: accepted as 18 by Ben (recommended))"
    assert row == [None, None, None, None, None, None, f"to be looked at again: {changed}"]
    assert column(some, "Decisions", "evidence then") == ["x", "lost", told["c01post"]]
    assert column(some, "Decisions", "kept as") == ["q1dead", "0123456789ab", "c01post"]


def test_a_spreadsheet_program_opens_the_workbook(tmp_path: Path) -> None:
    (tmp_path / "review.xlsx").write_bytes(workbook.review(CASE))
    converted(tmp_path / "review.xlsx", EVERY_SHEET, tmp_path)
    conflicts = list(csv.DictReader((tmp_path / "review-Conflicts.csv").open(encoding="utf-8", newline="")))
    assert [row["finding"] for row in conflicts] == [str(finding) for finding in Finding]
    assert conflicts[0]["figures"].split("\n") == [
        "12 · State TV, 4 Mar 2031", "at least 18 · government, 4 Mar 2031 (2 documents)",
    ]  # fmt: skip
    assert (conflicts[0]["origins"], conflicts[0]["documents"]) == ("2", "3")
    claims = list(csv.DictReader((tmp_path / "review-Claims.csv").open(encoding="utf-8", newline="")))
    assert [row["id"] for row in claims] == [claim.id for claim in CLAIMS]
    assert [row["sentence"] for row in claims] == [claim.sentence for claim in CLAIMS]
    assert [row["as_of"] for row in claims] == [claim.as_of or "" for claim in CLAIMS]
    assert {name: (tmp_path / f"review-{name}.csv").exists() for name in SHEETS} == dict.fromkeys(SHEETS, True)
