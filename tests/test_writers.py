"""The renderings: byte for byte as they were, safe to open, and opened here by the programs that people use."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
import regex
from golden import FOLDER, renderings
from golden.case import CASE, CLAIMS, EMPTY, said
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from programs import contrast, converted

from reconcile import tables, writers
from reconcile.model import Finding
from reconcile.writers import OUTPUTS, commas, jsonl, terminal, webpage, write

TEMPLATES = Path(writers.__file__).parent / "templates"
PAGE = webpage.report(CASE).decode()


@pytest.mark.parametrize("name", sorted(renderings()))
def test_renderings_are_as_they_were(name: str) -> None:
    told = "look at the difference; to keep it: cd tests && python -m golden"
    assert renderings()[name].decode() == (FOLDER / name).read_bytes().decode(), told


def test_every_golden_file_is_a_rendering() -> None:
    kept = {path.name for path in FOLDER.iterdir() if path.suffix not in (".py", "") and path.is_file()}
    assert kept == set(renderings())


def test_a_run_writes_every_file_the_same_each_time(tmp_path: Path) -> None:
    one, other = (write(CASE, tmp_path / name / "deep", "range") for name in ("one", "other"))
    assert [path.name for path in one] == [
        "conflicts.csv", "review.xlsx", "report.html", "claims.jsonl", "claims.csv", "questions.jsonl",
        "sources.csv", "problems.csv",
    ]  # fmt: skip
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in other]


@pytest.mark.parametrize("name", OUTPUTS)
def test_an_empty_case_is_written_too(name: str) -> None:
    assert isinstance(OUTPUTS[name](EMPTY, "range"), bytes)


# Lines and commas


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_one_line_of_json(sentence: str) -> None:
    written = jsonl.claims(said(sentence)).decode()
    assert len(written.splitlines()) == 1
    assert json.loads(written)["sentence"] == sentence


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_is_one_cell_and_never_a_formula(sentence: str) -> None:
    header, row = csv.reader(io.StringIO(commas.claims(said(sentence)).decode(), newline=""))
    assert header == list(tables.CLAIMS)
    cell = row[header.index("sentence")]
    lines = sentence.replace("\r\n", "\n").replace("\r", "\n")
    assert cell in (lines, f"'{lines}")
    assert not cell.lstrip(" \xa0").startswith(tuple("=+-@＝＋－＠\t\r\n"))


def test_numbers_are_written_whole_and_nulls_empty() -> None:
    rows = list(csv.DictReader(io.StringIO(commas.claims(CASE).decode())))
    assert [(row["low"], row["high"]) for row in rows if row["id"] in ("c08her", "c10her", "c13her")] == [
        ("18", ""), ("", "80"), ("", ""),
    ]  # fmt: skip
    record = json.loads(jsonl.questions(CASE).decode().splitlines()[0])
    assert (record["low"], record["high"], record["origins"]) == (12, None, 2)
    assert record["rules"]["acled"] == "12"


# The terminal


@pytest.mark.parametrize("width", [40, 80, 100, 120, 200])
def test_the_table_fits_the_terminal(width: int) -> None:
    drawn = terminal.table(CASE, width=width, everything=True)
    assert max(map(len, drawn.splitlines())) <= min(max(width, 80), 200)


def test_the_table_leaves_out_what_there_is_nothing_to_compare_in() -> None:
    drawn = terminal.table(CASE)
    assert "│ single" not in drawn
    assert "Not shown: 2 questions with one origin or none." in drawn
    assert "│ single" in terminal.table(CASE, everything=True)
    assert "8 questions: 1 conflict, 1 revised" in drawn


def test_the_table_is_worst_first_and_says_who_says_what() -> None:
    drawn = " ".join(terminal.table(CASE).split())
    order = [drawn.index(f"│ {finding} ") for finding in list(Finding)[:6]]
    assert order == sorted(order)
    assert "12 · State TV, 4 Mar " in drawn
    assert "at least 18 · government, 4 Mar " in drawn


def test_a_long_cell_says_what_it_leaves_out() -> None:
    claims = tuple(
        replace(CLAIMS[0], id=f"c{day:02}", low=day, figure=str(day), as_of=f"2031-03-{day:02}", source=f"s{day}")
        for day in range(1, 14)
    )
    asked = replace(CASE.questions[0], claims=tuple(claim.id for claim in claims))
    verdict = replace(CASE.verdicts[0], reasons=("one", "two", "three", "four"))
    drawn = terminal.table(replace(CASE, claims=claims, questions=(asked,), verdicts=(verdict,), origins={}))
    assert "(3 earlier)" in drawn
    assert "3 · s3," not in drawn
    assert "4 · s4, 4 Mar" in drawn
    assert "(2 more)" in drawn
    assert "three" not in drawn


def test_the_story_is_told_where_there_are_several() -> None:
    first, *others = CASE.questions
    case = replace(CASE, questions=(replace(first, story="velm-bridge"), *others))
    assert "(velm-bridge)" in terminal.table(case)
    assert "(marn-flood)" not in terminal.table(CASE)
    assert '<span class="story">velm-bridge</span>' in webpage.report(case).decode()
    assert '<span class="story">' not in PAGE


def test_colours_do_not_move_the_table() -> None:
    painted = terminal.table(CASE, paint=lambda finding: f"\x1b[31m{finding}\x1b[0m")
    assert regex.sub(r"\x1b\[\d+m", "", painted) == terminal.table(CASE)


def test_nothing_found_is_said_in_words() -> None:
    assert terminal.table(EMPTY) == "0 claims in 1 document.\n0 questions."


# Colours that can be read


def _schemes() -> list[tuple[str, dict[str, str]]]:
    blocks = regex.findall(r":root \{(.*?)\}", (TEMPLATES / "report.css").read_text(encoding="utf-8"), regex.DOTALL)[:2]
    found = [dict(regex.findall(r"--([\w-]+): (#\w+)", block)) for block in blocks]
    return list(zip(("light", "dark"), found, strict=True))


@pytest.mark.parametrize(("scheme", "colours"), _schemes())
def test_the_page_can_be_read_in_light_and_dark(scheme: str, colours: dict[str, str]) -> None:
    pairs = [(str(finding), f"{finding}-ink") for finding in Finding] + [("mark", "mark-ink")]
    pairs += [(ground, ink) for ground in ("paper", "ground") for ink in ("ink", "soft", "link")]
    poor = {pair: contrast(*(colours[name] for name in pair)) for pair in pairs}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}, scheme


# The page


def test_the_page_needs_nothing_from_elsewhere() -> None:
    assert not regex.search(r"<(?:link|img|iframe|object|embed|base)\b|\bsrc=|@import|url\(|fetch\(|XMLHttp", PAGE)
    assert not regex.search(r"https?://", PAGE)


# The tables, as a spreadsheet program reads them


@pytest.mark.parametrize("name", ["claims.csv", "conflicts.csv", "problems.csv"])
def test_a_spreadsheet_program_finds_no_formula_in_the_csv_files(name: str, tmp_path: Path) -> None:
    evil = '=HYPERLINK("https://x.example","12")'
    questions = tuple(replace(asked, who=evil, place="+1-2") for asked in CASE.questions)
    claims = tuple(replace(claim, sentence=evil, who="@SUM(A1)", source="-2+3") for claim in CASE.claims)
    problems = tuple(replace(problem, path=evil) for problem in CASE.problems)
    case = replace(CASE, claims=claims, questions=questions, problems=problems)
    (tmp_path / name).write_bytes(OUTPUTS[name](case, "range"))
    converted(tmp_path / name, "xlsx:Calc MS Excel 2007 XML", tmp_path)
    cells = [cell for row in load_workbook(tmp_path / f"{Path(name).stem}.xlsx").active.iter_rows() for cell in row]
    assert len(cells) > 10
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
