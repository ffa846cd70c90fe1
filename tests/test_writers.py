"""The renderings: byte for byte as they were, safe to open, and opened here by the programs that people use."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import regex
from golden import FOLDER, renderings
from golden.case import CASE, CLAIMS, EMPTY
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from reconcile import tables
from reconcile.model import Case, Finding
from reconcile.writers import OUTPUTS, commas, jsonl, terminal, webpage, workbook, write

TEMPLATES = Path(webpage.__file__).parent / "templates"
PAGE = webpage.report(CASE).decode()


def _said(sentence: str) -> Case:
    """A case of one claim with this sentence."""
    return replace(EMPTY, claims=(replace(CLAIMS[0], sentence=sentence, question=None),))


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
    written = jsonl.claims(_said(sentence)).decode()
    assert len(written.splitlines()) == 1
    assert json.loads(written)["sentence"] == sentence


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_any_text_is_one_cell_and_never_a_formula(sentence: str) -> None:
    header, row = csv.reader(io.StringIO(commas.claims(_said(sentence)).decode(), newline=""))
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
    assert max(map(len, drawn.splitlines())) <= min(max(width, 80), 120)


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


def _contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG."""

    def light(colour: str) -> float:
        full = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
        parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _schemes() -> list[tuple[str, dict[str, str]]]:
    blocks = regex.findall(r":root \{(.*?)\}", (TEMPLATES / "report.css").read_text(encoding="utf-8"), regex.DOTALL)[:2]
    found = [dict(regex.findall(r"--([\w-]+): (#\w+)", block)) for block in blocks]
    return list(zip(("light", "dark"), found, strict=True))


@pytest.mark.parametrize(("scheme", "colours"), _schemes())
def test_the_page_can_be_read_in_light_and_dark(scheme: str, colours: dict[str, str]) -> None:
    pairs = [(str(finding), f"{finding}-ink") for finding in Finding] + [("mark", "mark-ink")]
    pairs += [(ground, ink) for ground in ("paper", "ground") for ink in ("ink", "soft", "link")]
    poor = {pair: _contrast(*(colours[name] for name in pair)) for pair in pairs}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}, scheme


@pytest.mark.parametrize("finding", Finding)
def test_the_workbook_can_be_read(finding: Finding) -> None:
    assert _contrast(*workbook.COLOURS[finding]) >= 4.5


# The page


def test_the_page_needs_nothing_from_elsewhere() -> None:
    assert not regex.search(r"<(?:link|img|iframe|object|embed|base)\b|\bsrc=|@import|url\(|fetch\(|XMLHttp", PAGE)
    assert not regex.search(r"https?://", PAGE)


def test_the_page_shows_text_as_text() -> None:
    assert "&lt;b&gt;<mark>748</mark>&lt;/b&gt; of them soldiers &amp; volunteers" in PAGE
    evil = '<script>alert("12")</script>'
    document = replace(CASE.documents[0], title=evil, outlet=evil, url="javascript:alert(1)")
    page = webpage.report(replace(CASE, documents=(document, *CASE.documents[1:]))).decode()
    assert evil not in page
    assert "javascript:" not in page


def test_the_page_links_to_the_report_where_its_address_is_known() -> None:
    document = replace(CASE.documents[0], url='https://post.example/a?b="c"')
    page = webpage.report(replace(CASE, documents=(document, *CASE.documents[1:]))).decode()
    assert '<a href="https://post.example/a?b=&#34;c&#34;" rel="noreferrer">' in page


def test_every_link_within_the_page_leads_somewhere_and_ids_are_unique() -> None:
    ids = regex.findall(r'\sid="([^"]+)"', PAGE)
    assert len(ids) == len(set(ids))
    assert set(regex.findall(r'href="#([^"]+)"', PAGE)) <= set(ids)
    assert set(regex.findall(r'aria-labelledby="([^"]+)"', PAGE)) <= set(ids)


# The workbook, as a library and as a spreadsheet program read it


def _needs(*names: str) -> str:
    """The path of the first of these programs; where none is there the test is skipped, save on the build machine."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"needs {names[0]}")
        pytest.skip(f"needs {names[0]}")
    return found


def _converted(source: Path, filter_name: str, tmp_path: Path) -> None:
    office = _needs("soffice", "libreoffice")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", filter_name, "--outdir", str(tmp_path), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def test_the_workbook_is_ready_to_review() -> None:
    book = load_workbook(io.BytesIO(workbook.review(CASE)))
    assert book.sheetnames == ["Conflicts", "Claims", "Questions", "Problems", "About"]
    sheet = book["Conflicts"]
    names = [cell.value for cell in sheet[1]]
    assert sheet.freeze_panes == "C2"
    assert sheet.auto_filter.ref == f"A1:O{len(CASE.questions) + 1}"
    (rule,) = sheet.data_validations.dataValidation
    assert (rule.type, str(rule.sqref)) == ("list", "F2:F9")
    assert names[5] == "decision"
    assert rule.formula1 == '"{}"'.format(",".join(workbook.DECISIONS))
    assert [sheet.cell(row, 6).value for row in range(2, 10)] == [None] * 8
    fills = [sheet.cell(row, 1).fill.start_color.rgb[2:] for row in range(2, 10)]
    assert fills == [workbook.COLOURS[finding][0][1:] for finding in Finding]


def test_every_link_in_the_workbook_leads_to_the_row_it_names() -> None:
    book = load_workbook(io.BytesIO(workbook.review(CASE)))
    followed = 0
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.hyperlink:
                    target, place = cell.hyperlink.location.replace("'", "").split("!")
                    values = [other.value for other in book[target][int(place[1:])]]
                    assert cell.value in values
                    followed += 1
    assert followed > 40


def test_columns_of_the_sheets_are_those_of_the_tables() -> None:
    book = load_workbook(io.BytesIO(workbook.review(CASE)))
    assert [cell.value for cell in book["Claims"][1]] == list(tables.CLAIMS)
    assert [cell.value for cell in book["Questions"][1]] == list(tables.QUESTIONS)
    assert {cell.value for cell in book["Conflicts"][1]} - {"decision", "chosen figure", "note"} < set(tables.CONFLICTS)


def test_a_row_of_conflicts_shows_the_gravest_reasons_and_where_the_others_are() -> None:
    verdict = replace(CASE.verdicts[0], reasons=("one", "two", "three", "four", "five"))
    book = load_workbook(io.BytesIO(workbook.review(replace(CASE, verdicts=(verdict, *CASE.verdicts[1:])))))
    assert book["Conflicts"]["D2"].value == "one\ntwo\nthree\n(2 more on sheet Questions)"
    column = tables.QUESTIONS.index("reasons") + 1
    assert book["Questions"].cell(2, column).value == "one\ntwo\nthree\nfour\nfive"


def test_a_text_longer_than_a_cell_is_cut_and_says_so() -> None:
    book = load_workbook(io.BytesIO(workbook.review(_said("x" * 40_000))))
    cell = book["Claims"].cell(2, tables.CLAIMS.index("sentence") + 1).value
    assert len(cell) == workbook.LONGEST
    assert cell.endswith(workbook.CUT)


def test_a_spreadsheet_program_opens_the_workbook(tmp_path: Path) -> None:
    (tmp_path / "review.xlsx").write_bytes(workbook.review(CASE))
    every_sheet = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    _converted(tmp_path / "review.xlsx", every_sheet, tmp_path)
    conflicts = list(csv.DictReader((tmp_path / "review-Conflicts.csv").open(encoding="utf-8", newline="")))
    assert [row["finding"] for row in conflicts] == [str(finding) for finding in Finding]
    assert conflicts[0]["figures"].split("\n") == [
        "12 · State TV, 4 Mar 2031", "at least 18 · government, 4 Mar 2031 (2 documents)",
    ]  # fmt: skip
    assert (conflicts[0]["origins"], conflicts[0]["documents"]) == ("2", "3")
    claims = list(csv.DictReader((tmp_path / "review-Claims.csv").open(encoding="utf-8", newline="")))
    assert [row["id"] for row in claims] == [claim.id for claim in CLAIMS]
    assert [row["sentence"] for row in claims] == [claim.sentence for claim in CLAIMS]
    assert [row["high"] for row in claims][1:3] == ["9999", "99"]
    assert (tmp_path / "review-About.csv").exists()


@pytest.mark.parametrize("name", ["claims.csv", "conflicts.csv", "problems.csv"])
def test_a_spreadsheet_program_finds_no_formula_in_the_csv_files(name: str, tmp_path: Path) -> None:
    evil = '=HYPERLINK("https://x.example","12")'
    questions = tuple(replace(asked, who=evil, place="+1-2") for asked in CASE.questions)
    claims = tuple(replace(claim, sentence=evil, who="@SUM(A1)", source="-2+3") for claim in CASE.claims)
    problems = tuple(replace(problem, path=evil) for problem in CASE.problems)
    case = replace(CASE, claims=claims, questions=questions, problems=problems)
    (tmp_path / name).write_bytes(OUTPUTS[name](case, "range"))
    _converted(tmp_path / name, "xlsx:Calc MS Excel 2007 XML", tmp_path)
    cells = [cell for row in load_workbook(tmp_path / f"{Path(name).stem}.xlsx").active.iter_rows() for cell in row]
    assert len(cells) > 10
    assert [cell.value for cell in cells if cell.data_type == "f"] == []


# The page, as a browser shows it


def _browse(page: str, tmp_path: Path, *flags: str, fragment: str = "") -> str:
    browser = _needs("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    (tmp_path / "report.html").write_text(page, encoding="utf-8")
    command = [
        browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=2000",
        f"--user-data-dir={tmp_path / 'profile'}", *flags, (tmp_path / "report.html").as_uri() + fragment,
    ]  # fmt: skip
    return subprocess.run(command, check=True, capture_output=True, timeout=120).stdout.decode()


def _after(script: str) -> str:
    """The page, with a visitor who does this."""
    return PAGE.replace("</body>", f"<script>{script}</script></body>")


def _shown(dom: str) -> list[str]:
    tags: list[str] = regex.findall(r'<tbody class="question"[^>]*>', dom)
    return [tag.split('data-finding="')[1].split('"')[0] for tag in tags if "hidden" not in tag]


def test_a_browser_shows_the_page(tmp_path: Path) -> None:
    dom = _browse(PAGE, tmp_path, "--dump-dom")
    assert _shown(dom) == [str(finding) for finding in Finding]
    assert '<div class="controls">' in dom
    assert dom.count("<details") == 8
    assert "<details open" not in dom


TYPED = """
const box = document.querySelector("input");
box.value = "OSTREL rescuers";
box.dispatchEvent(new Event("input"));
"""


@pytest.mark.parametrize(
    ("script", "shown"),
    [
        ('document.querySelector(".chip.conflict").click()', ["conflict"]),
        ('for (const it of ["update", "agree"]) document.querySelector(`.chip.${it}`).click()', ["update", "agree"]),
        ('for (const _ of [1, 2]) document.querySelector(".chip.conflict").click()', list(map(str, Finding))),
        (TYPED, ["agree"]),
    ],
)
def test_a_browser_filters_the_questions(script: str, shown: list[str], tmp_path: Path) -> None:
    dom = _browse(_after(script), tmp_path, "--dump-dom")
    assert _shown(dom) == shown
    assert (f"{len(shown)} of 8 shown" in dom) == (len(shown) < 8)


def test_a_browser_opens_what_a_link_leads_to(tmp_path: Path) -> None:
    dom = _browse(PAGE, tmp_path, "--dump-dom", fragment="#c15her")
    assert dom.count('<details open=""') == 1
    dom = _browse(_after('document.querySelector(".open-all").click()'), tmp_path, "--dump-dom")
    assert dom.count("<details open") == 8


def test_a_browser_paints_and_prints_the_page(tmp_path: Path) -> None:
    _browse(PAGE, tmp_path, f"--screenshot={tmp_path / 'page.png'}", "--window-size=1280,1400")
    picture = (tmp_path / "page.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert len(picture) > 50_000
    _browse(PAGE, tmp_path, f"--print-to-pdf={tmp_path / 'page.pdf'}")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
