"""Decisions that reviewers bring back: read from what any program saved, checked, kept, applied, and never lost."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import mangled
import pytest
from click.testing import CliRunner
from golden.case import CASE
from hypothesis import given, settings
from hypothesis import strategies as st
from mangled import IDS, KINDS, MADE, Kind
from openpyxl import Workbook, load_workbook
from programs import EVERY_SHEET, converted

import reconcile
from reconcile import cli, engine, review, tables, wording
from reconcile.errors import ReconcileError
from reconcile.model import Case, Choice, Decision, Finding, Role, Settled
from reconcile.review import agreement, cells, checking, keeping, sheets, taking
from reconcile.review.checking import Checked
from reconcile.writers import OUTPUTS, terminal, workbook, write

KNOWN = review.Ids(claims={one.id for one in CASE.claims}, questions={one.id for one in CASE.questions})
EVIDENCE = review.evidence(CASE)


def expected() -> dict[str, Decision]:
    """The decisions made, by id."""
    found = {}
    for some in MADE.values():
        for id, said in some.items():
            found[id] = Decision(
                id=id,
                decision=Choice(str(said["decision"])),
                value=said["value"] if isinstance(said.get("value"), int) else None,  # type: ignore[arg-type]
                role=Role(str(said["role"])) if "role" in said else None,
                note=str(said.get("note", "")),
                reviewer="Ana",
                date="2031-03-06",
                evidence=EVIDENCE[id],
            )
    return found


def blank() -> Workbook:
    """The workbook as a run writes it."""
    return load_workbook(io.BytesIO(workbook.review(CASE)))


def read(path: Path) -> Checked:
    """What is taken from a file."""
    return checking.check(path.name, sheets.read(path), KNOWN)


def by_id(checked: Checked) -> dict[str, Decision]:
    return {one.id: one for one in checked.decisions}


def told(checked: Checked) -> str:
    return "\n".join(f"{one.place}: {one.reason}; {one.remedy}" for one in checked.problems)


# What comes back


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_no_valid_decision_is_lost_and_each_invalid_one_is_named(kind: Kind, tmp_path: Path) -> None:
    book = mangled.decide(blank())
    kind.mangle(book)
    book.save(tmp_path / "back.xlsx")
    checked = read(tmp_path / "back.xlsx")
    wanted = expected()
    assert {id: (one.decision, one.value) for id, one in by_id(checked).items()} == {
        id: (wanted[id].decision, wanted[id].value) for id in IDS - kind.lost
    }
    for words in kind.told:
        assert words in told(checked)
    if not kind.told:
        assert checked.problems == ()
        assert by_id(checked) == {id: wanted[id] for id in IDS - kind.lost}
    assert checked.unmatched == ()


def test_there_are_kinds_enough() -> None:
    assert len(KINDS) >= 50
    assert len({kind.name for kind in KINDS}) == len(KINDS)


HARMLESS = [kind for kind in KINDS if not kind.lost and not kind.told and "title" not in kind.name]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from(HARMLESS), min_size=2, max_size=4, unique=True))
def test_harmless_changes_stay_so_together(tmp_path_factory: pytest.TempPathFactory, kinds: Sequence[Kind]) -> None:
    book = mangled.decide(blank())
    for kind in kinds:
        try:
            kind.mangle(book)
        except (KeyError, StopIteration):  # what it changes has another name by now
            continue
    path = tmp_path_factory.mktemp("harmless") / "back.xlsx"
    book.save(path)
    checked = read(path)
    assert {id: (one.decision, one.value) for id, one in by_id(checked).items()} == {
        id: (one.decision, one.value) for id, one in expected().items()
    }


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_decisions_made_in_what_a_program_saved_are_read_back(suffix: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    blank_path = tmp_path / "in" / "review.xlsx"
    blank_path.write_bytes(workbook.review(CASE))
    converted(blank_path, suffix, tmp_path)
    saved = tmp_path / f"review.{suffix}"
    if suffix == "xlsx":
        book = mangled.decide(load_workbook(saved))
        book.save(saved)
    else:
        enter_in_ods(saved)
    checked = read(saved)
    assert (checked.problems, by_id(checked)) == ((), expected())
    (tmp_path / "out").mkdir()
    for again in ("xlsx", "ods"):  # and once more, as the next reviewer's program saves them
        converted(saved, again, tmp_path / "out")
        checked = read(tmp_path / "out" / f"review.{again}")
        assert (checked.problems, by_id(checked)) == ((), expected())


SAVED_AGAIN = (
    "decisions merged", "ids merged", "an error for a decision", "a formula that fails for a decision",
    "words in value", "empty rows between", "empty columns before", "decision renamed", "rows filtered",
    "one row twice, decided otherwise",
)  # fmt: skip


def test_harm_is_told_of_in_what_a_program_saved_too(tmp_path: Path) -> None:
    kinds = [kind for kind in KINDS if kind.name in SAVED_AGAIN]
    assert len(kinds) == len(SAVED_AGAIN)
    for kind in kinds:
        book = mangled.decide(blank())
        kind.mangle(book)
        book.save(tmp_path / f"{kind.name}.xlsx")
    (tmp_path / "out").mkdir()
    converted(sorted(tmp_path.glob("*.xlsx")), "ods", tmp_path / "out")
    wanted = expected()
    for kind in kinds:
        checked = read(tmp_path / "out" / f"{kind.name}.ods")
        assert by_id(checked) == {id: wanted[id] for id in IDS - kind.lost}, kind.name
        assert [words for words in kind.told if words not in told(checked)] == [], kind.name


def test_decisions_made_in_csv_files_that_a_program_saved_are_read_back(tmp_path: Path) -> None:
    (tmp_path / "review.xlsx").write_bytes(workbook.review(CASE))
    converted(tmp_path / "review.xlsx", EVERY_SHEET, tmp_path)
    found: dict[str, Decision] = {}
    for name, some in MADE.items():
        path = tmp_path / f"review-{name}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            head, *rows = list(csv.reader(file))
        for row in rows:
            for field, value in {**some.get(row[head.index("id")], {}), "reviewer": "Ana"}.items():
                row[head.index(field)] = str(value)
            row[head.index("date")] = "2031-03-06" if row[head.index("id")] in some else ""
        for delimiter, code in ((",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-16")):
            with path.open("w", encoding=code, newline="") as file:
                csv.writer(file, delimiter=delimiter).writerows([head, *rows])
            checked = read(path)
            assert checked.problems == ()
            assert by_id(checked) == {id: one for id, one in expected().items() if id in some}
        found |= by_id(checked)
    assert found == expected()


OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def enter_in_ods(path: Path) -> None:
    """Enters the decisions into the cells of an OpenDocument file."""
    with zipfile.ZipFile(path) as parts:
        held = {name: parts.read(name) for name in parts.namelist()}
    for _, (prefix, name) in ElementTree.iterparse(io.BytesIO(held["content.xml"]), events=["start-ns"]):
        ElementTree.register_namespace(prefix, name)
    tree = ElementTree.fromstring(held["content.xml"])
    for sheet in tree.iter(f"{{{TABLE}}}table"):
        some = MADE.get(str(sheet.get(f"{{{TABLE}}}name")), {})
        head: list[str] = []
        for line in sheet.iter(f"{{{TABLE}}}table-row"):
            cells_ = spread(line)
            values = ["".join(cell.itertext()) for cell in cells_]
            head = head or values
            id = values[head.index("id")] if some and len(values) > head.index("id") else ""
            entries = {**some[id], "reviewer": "Ana", "date": date(2031, 3, 6)} if id in some else {}
            for field, value in entries.items():
                fill(cells_[head.index(field)], value)
    held["content.xml"] = ElementTree.tostring(tree)
    with zipfile.ZipFile(path, "w") as parts:
        for name, content in held.items():
            parts.writestr(name, content)


def spread(line: Element) -> list[Element]:
    """The cells of a row, each once for each column that it stands in."""
    found: list[Element] = []
    for cell in list(line):
        times = min(int(cell.attrib.pop(f"{{{TABLE}}}number-columns-repeated", "1")), 99)
        found += [cell, *(ElementTree.fromstring(ElementTree.tostring(cell)) for _ in range(times - 1))]
    line[:] = found
    return found


def fill(cell: Element, value: object) -> None:
    for child in list(cell):
        cell.remove(child)
    kind = {int: "float", date: "date"}.get(type(value), "string")
    cell.set(f"{{{OFFICE}}}value-type", kind)
    if kind != "string":
        cell.set(f"{{{OFFICE}}}{'date-value' if kind == 'date' else 'value'}", str(value))
    ElementTree.SubElement(cell, f"{{{TEXT}}}p").text = str(value)


def test_ids_that_a_program_took_for_numbers_are_known_again() -> None:
    known = review.Ids(claims={"000123456789", "12345678e901", "1234567e1200"}, questions=set())
    rows: list[list[sheets.Cell]] = [["id", "decision"], [123456789.0, "reject"], [float("inf"), "reject"]]
    found = checking.check("x", [sheets.Sheet(name="Claims", rows=[*rows[:2]])], known)
    assert [one.id for one in found.decisions] == ["000123456789"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.xlsx", b"", "empty"),
        ("a.xlsx", b"no workbook at all", "cannot be opened"),
        ("a.ods", b"PK\x03\x04broken", "cannot be opened"),
        ("a.docx", b"x", "not a spreadsheet"),
        ("a.csv", b"\0\0\0\0\1\2\3", "binary"),
        ("gone.xlsx", None, "No such file"),
    ],
)
def test_what_is_no_spreadsheet_is_told(name: str, content: bytes | None, reason: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ReconcileError, match=reason):
        sheets.read(tmp_path / name)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (18, 18), (18.0, 18), ("18", 18), ("1,200", 1200), ("1 200", 1200), ("1\u202f200", 1200), ("12'000", 12000),
        ("18.0", 18), ("18,0", 18), ("", None), ("0", 0), (0, 0), ("'7", 7),
    ],
)  # fmt: skip
def test_a_number_is_read(cell: sheets.Cell, value: int | None) -> None:
    assert cells.value(cell) == value


UNCERTAIN = ["1.200", "1,20", "12k", "-1", "1/2", "10^3", 2.5, True, date(2031, 1, 1), "9" * 20, "≈5"]


@pytest.mark.parametrize("cell", UNCERTAIN)
def test_what_is_no_certain_number_is_refused(cell: sheets.Cell) -> None:
    with pytest.raises(cells.Unusable):
        cells.value(cell)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (datetime(2031, 3, 6, 12), "2031-03-06"), (date(2031, 3, 6), "2031-03-06"), ("2031-03-06", "2031-03-06"),
        ("2031-3-6", "2031-03-06"), ("06.03.2031", "2031-03-06"), ("6. 3. 2031", "2031-03-06"),
        ("16/3/2031", "2031-03-16"), ("3/16/2031", "2031-03-16"), ("3/3/2031", "2031-03-03"),
        ("6 Mar 2031", "2031-03-06"),
        ("March 6, 2031", "2031-03-06"), ("2031-03-06 00:00:00", "2031-03-06"), (47913, "2031-03-06"),
        (47913.0, "2031-03-06"), ("", None),
    ],
)  # fmt: skip
def test_a_day_is_read(cell: sheets.Cell, day: str | None) -> None:
    assert cells.day(cell) == day


@pytest.mark.parametrize("cell", ["3/6/2031", "yesterday", "31.2.2031", "2031", "March 2031", 5, "13/13/2031"])
def test_what_is_no_certain_day_is_refused(cell: sheets.Cell) -> None:
    with pytest.raises(cells.Unusable):
        cells.day(cell)


# What is kept


@settings(max_examples=60, deadline=None)
@given(
    note=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=40),
    value=st.one_of(st.none(), st.integers(0, 10**12)),
    reviewer=st.text(st.characters(categories=["L"]), max_size=12),
)
def test_what_is_kept_is_read_again(
    tmp_path_factory: pytest.TempPathFactory, note: str, value: int | None, reviewer: str
) -> None:
    folder = tmp_path_factory.mktemp("kept")
    one = Decision(
        id="0123456789ab", decision=Choice.ACCEPT, value=value, role=Role.RECOMMENDED, note=cells.text(note),
        reviewer=reviewer, date="2031-03-06", evidence=cells.text("=1+1, said the ministry"),
    )  # fmt: skip
    keeping.keep(folder, [one])
    (found,), problems = keeping.kept(folder)
    assert problems == ()
    assert replace(found, note="") == replace(one, note="")
    assert found.note.lstrip("'") == one.note.lstrip("'")


def test_a_broken_line_of_the_decisions_kept_is_told_and_nothing_is_written_over_it(tmp_path: Path) -> None:
    text = "id,decision,value,role,note,reviewer,date,evidence\n0123456789ab,maybe,,,,,,\nba9876543210,reject,,,,,,\n"
    (tmp_path / "decisions.csv").write_text(text, encoding="utf-8")
    (found,), (problem,) = keeping.kept(tmp_path)
    assert (found.id, problem.place) == ("ba9876543210", "decisions, row 2, column decision (B)")
    (tmp_path / "r.csv").write_text("id,decision,note\n0123456789ab,reject,\n", encoding="utf-8")
    with pytest.raises(ReconcileError, match="mend it first"):
        taking.take([tmp_path / "r.csv"], tmp_path)
    assert (tmp_path / "decisions.csv").read_text(encoding="utf-8") == text


def decision(id: str, choice: Choice, **more: object) -> Decision:
    return replace(Decision(id=id, decision=choice, evidence=EVIDENCE.get(id, "")), **more)  # type: ignore[arg-type]


def test_a_later_decision_replaces_that_of_the_same_reviewer_and_a_named_one_that_of_nobody() -> None:
    before = [
        decision("c01post", Choice.REJECT, reviewer="Ana"),
        decision("c01post", Choice.REJECT, reviewer="Ben"),
        decision("c02post", Choice.UNSURE),
    ]
    now = [
        decision("c01post", Choice.ACCEPT, reviewer="ana"),
        decision("c02post", Choice.REJECT, reviewer="Ben"),
        before[1],
        decision("c03post", Choice.REJECT),
    ]
    found = keeping.merged(before, now)
    assert (len(found.new), len(found.changed), len(found.unchanged)) == (1, 2, 1)
    assert sorted((one.id, one.reviewer, str(one.decision)) for one in found.decisions) == [
        ("c01post", "Ben", "reject"), ("c01post", "ana", "accept"), ("c02post", "Ben", "reject"),
        ("c03post", "", "reject"),
    ]  # fmt: skip


def listed(path: str) -> list[dict[str, str]]:
    """The rows of a .csv file."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# How far reviewers agree


@pytest.mark.parametrize(
    ("counts", "kappa"),
    [
        # Worked by hand: 35 of 50 alike, chance 0.5, and so 0.2 / 0.5.
        ({("a", "a"): 20, ("a", "b"): 5, ("b", "a"): 10, ("b", "b"): 15}, 0.4),
        ({("a", "a"): 5, ("b", "b"): 5}, 1.0),
        ({("a", "b"): 5, ("b", "a"): 5}, -1.0),
        ({("a", "a"): 7}, None),
        ({}, None),
    ],
)
def test_kappa(counts: Mapping[tuple[str, str], int], kappa: float | None) -> None:
    found = agreement.kappa([pair for pair, times in counts.items() for _ in range(times)])
    assert found == (None if kappa is None else pytest.approx(kappa))


@pytest.mark.usefixtures("pile")
def test_several_reviewers_are_merged_and_where_they_differ_is_told() -> None:
    called("run", "pile", "--out", "reports")
    rows = {row["figure"]: row["id"] for row in listed("reports/claims.csv")}
    one, other = rows["12"], rows["At least 18"]
    for name, said in (("ana", (Choice.REJECT, Choice.ACCEPT)), ("ben", (Choice.REJECT, Choice.UNSURE))):
        book = load_workbook("reports/review.xlsx")
        for id, choice in zip((one, other), said, strict=True):
            mangled.put(book["Claims"], id, "decision", str(choice))
        book.save(f"{name}.xlsx")
    code, output = called("review", "ana.xlsx", "ben.xlsx", "--reviewers", "--from", "reports")
    assert code == cli.DONE, output
    assert "ana and ben: 1 of 2 alike, Cohen's kappa 0.33" in output
    assert f"{other}  reviewers differ: ana: accept; ben: unsure" in output
    assert len(Path("reports/decisions.csv").read_text(encoding="utf-8").splitlines()) == 5
    _, output = called("run", "pile", "--out", "reports")
    assert "Decisions: 2 applied, 2 to be looked at again." in output
    book = load_workbook("reports/review.xlsx")
    sheet = book["Claims"]
    line = mangled.row(sheet, one)
    assert [sheet.cell(line, mangled.at(sheet, name)).value for name in ("decision", "reviewer", "state")] == [
        "reject", "ana; ben", "applied",
    ]  # fmt: skip
    book.save("again.xlsx")
    _, output = called("review", "again.xlsx", "--from", "reports")
    assert "0 new, 0 changed, 2 as before" in output
    code, output = called("review", "ana.xlsx", "ben.xlsx")
    assert (code, "--reviewers" in output) == (cli.UNUSABLE, True)


# What a run does with them


@pytest.fixture
def pile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with reports on one event, of one day."""
    monkeypatch.chdir(tmp_path)
    Path("pile").mkdir()
    for name, text in REPORTS.items():
        Path("pile", name).write_text(text, encoding="utf-8")
    lines = "".join(f"{name},{name[0].upper()} Post,2031-03-03\n" for name in REPORTS)
    Path("pile/manifest.csv").write_text(f"doc,outlet,date\n{lines}", encoding="utf-8")
    return tmp_path


REPORTS = {
    "a.txt": "At least 18 people were killed when a bridge fell in Velm on Monday, the interior ministry said.\n",
    "b.txt": "The collapse of a bridge in Velm killed 12 people on Monday, state television reported.\n",
    "c.txt": "In Velm 31 people were injured on Monday when the bridge fell, the mayor said.\n",
    "d.txt": "Hospitals in Velm said that dozens of people were injured on Monday.\n",
}


def called(*arguments: str) -> tuple[int, str]:
    """The exit status of a command, and all that it says."""
    result = CliRunner().invoke(cli.main, arguments, catch_exceptions=False)
    return result.exit_code, result.output


def decided(before: Case, *decisions: Decision) -> Case:
    """The case of a pile after decisions."""
    told_ = [replace(one, evidence=one.evidence or review.evidence(before)[one.id]) for one in decisions]
    return engine.run(["pile"], decisions=told_)


def of(case: Case, measure: str, figure: str) -> str:
    """The id of a claim."""
    return next(one.id for one in case.claims if one.measure == measure and one.figure == figure)


def verdict(case: Case, measure: str) -> tuple[Finding, int | None, int | None, int]:
    """What the question of a measure comes to."""
    asked = {one.id: one.measure for one in case.questions}
    return next((v.finding, v.low, v.high, v.origins) for v in case.verdicts if asked[v.question] == measure)


@pytest.mark.usefixtures("pile")
def test_a_rejected_claim_leaves_the_figures_and_stays_listed() -> None:
    before = engine.run(["pile"])
    assert verdict(before, "killed") == (Finding.CONFLICT, 12, None, 2)
    id = of(before, "killed", "12")
    after = decided(before, Decision(id=id, decision=Choice.REJECT, reviewer="Ana", note="a typing error"))
    assert verdict(after, "killed") == (Finding.SINGLE, 18, None, 1)
    (claim,) = [one for one in after.claims if one.id == id]
    assert claim.question is None
    assert "12: rejected by Ana: a typing error." in after.verdicts[-1].reasons[0] + after.verdicts[0].reasons[0]
    assert [one.id for one in after.claims] == [one.id for one in before.claims]
    assert after.evidence == review.evidence(before)


@pytest.mark.usefixtures("pile")
def test_an_accepted_value_wins_and_is_marked_as_a_persons() -> None:
    before = engine.run(["pile"])
    id = of(before, "killed", "12")
    after = decided(before, Decision(id=id, decision=Choice.ACCEPT, value=19))
    (claim,) = [one for one in after.claims if one.id == id]
    assert (claim.low, claim.high, claim.figure) == (19, 19, "12")
    assert claim.rule.endswith(wording.PERSON)
    assert wording.figure(claim) == "19 (a person's value; the text: 12)"
    assert verdict(after, "killed")[0] is not Finding.CONFLICT
    asked = next(one.id for one in before.questions if one.measure == "killed")
    after = decided(before, Decision(id=asked, decision=Choice.ACCEPT, value=18, reviewer="Ana"))
    assert verdict(after, "killed") == (Finding.CONFLICT, 18, 18, 2)
    assert [row["pick"] for row in tables.conflict_rows(after) if row["id"] == asked] == ["18 (by Ana)"]


@pytest.mark.usefixtures("pile")
@pytest.mark.parametrize(
    ("choice", "finding", "origins"),
    [
        (Choice.SCOPE, Finding.SCOPE, 2), (Choice.UPDATE, Finding.UPDATE, 2), (Choice.COPY, Finding.SINGLE, 1),
        (Choice.UNSURE, Finding.CONFLICT, 2), (Choice.ACCEPT, Finding.CONFLICT, 2),
        (Choice.REJECT, Finding.CONFLICT, 2),
    ],
)  # fmt: skip
def test_a_person_may_overrule_a_finding(choice: Choice, finding: Finding, origins: int) -> None:
    before = engine.run(["pile"])
    asked = next(one.id for one in before.questions if one.measure == "killed")
    after = decided(before, Decision(id=asked, decision=choice))
    assert (verdict(after, "killed")[0], verdict(after, "killed")[3]) == (finding, origins)


@pytest.mark.usefixtures("pile")
def test_a_rejected_finding_is_listed_last_and_no_longer_counts() -> None:
    called("run", "pile", "--out", "reports")
    before = engine.run(["pile"])
    asked = next(one.id for one in before.questions if one.measure == "killed")
    keeping.keep(Path("reports"), [Decision(id=asked, decision=Choice.REJECT, evidence=review.evidence(before)[asked])])
    assert called("run", "pile", "--out", "reports", "--fail-on", "conflict")[0] == cli.DONE
    after = decided(before, Decision(id=asked, decision=Choice.REJECT))
    assert after.questions[-1].id == asked
    assert "│ conflict" not in terminal.table(after)
    assert "│ conflict" in terminal.table(after, everything=True)


@pytest.mark.usefixtures("pile")
def test_claims_are_joined_and_taken_for_copies_as_a_person_says() -> None:
    before = engine.run(["pile"])
    many, few = of(before, "killed", "At least 18"), of(before, "killed", "12")
    after = decided(before, Decision(id=few, decision=Choice.COPY, note=f"copied from {many}"))
    assert after.origins[few] == after.origins[many] == before.origins[many]
    hurt = of(before, "injured", "31")
    after = decided(before, Decision(id=few, decision=Choice.SAME, note=f"see {hurt}"))
    assert next(one for one in after.claims if one.id == few).question == next(
        one for one in before.claims if one.id == hurt
    ).question
    asked = {one.measure: one.id for one in before.questions}
    after = decided(before, Decision(id=asked["killed"], decision=Choice.SAME, note=asked["injured"]))
    assert asked["killed"] not in {one.id for one in after.questions}
    assert {many, few, hurt} <= set(after.questions[0].claims)


@pytest.mark.usefixtures("pile")
def test_rejecting_every_claim_of_a_question_leaves_them_listed() -> None:
    before = engine.run(["pile"])
    some = [Decision(id=one.id, decision=Choice.REJECT) for one in before.claims]
    after = decided(before, *some)
    assert (after.questions, after.verdicts) == ((), ())
    assert [one.id for one in after.claims] == [one.id for one in before.claims]
    assert all(isinstance(writer(after, "range"), bytes) for writer in OUTPUTS.values())


@pytest.mark.parametrize(
    ("one", "again"),
    [
        (decision("c01post", Choice.REJECT), ""),
        (decision("c01post", Choice.REJECT, evidence="  " + EVIDENCE["c01post"].replace(" ", "\n")), ""),
        (decision("c01post", Choice.REJECT, evidence=""), ""),
        (decision("c01post", Choice.REJECT, evidence="something else"), "its evidence has changed"),
        (decision("gone", Choice.REJECT, evidence="something else"), "no claim or question of this run"),
        (decision("gone", Choice.REJECT, evidence=EVIDENCE["c01post"]), ""),
        (decision("c01post", Choice.COPY, note="nobody"), "its note names no other claim"),
        (decision("q1dead", Choice.SAME, note="c01post"), "its note names no other question"),
        (decision("q1dead", Choice.COPY), ""),
    ],
)
def test_a_decision_stands_while_its_evidence_does(one: Decision, again: str) -> None:
    (found,) = review.settle(CASE, [one])
    assert found.again.startswith(again) and bool(found.again) == bool(again)
    assert found.target == (None if again.startswith("no claim") else one.id if one.id != "gone" else "c01post")


def test_evidence_that_two_rows_share_moves_to_neither() -> None:
    twin = replace(CASE.claims[0], id="twin")
    case = replace(CASE, claims=(*CASE.claims, twin))
    (found,) = review.settle(case, [decision("gone", Choice.REJECT, evidence=EVIDENCE["c01post"])])
    assert found.target is None


def test_reviewers_who_differ_are_asked_again() -> None:
    found = review.settle(
        CASE, [decision("c01post", Choice.REJECT, reviewer="Ana"), decision("c01post", Choice.ACCEPT, reviewer="Ben")]
    )
    assert {one.again for one in found} == {"reviewers differ: Ana: reject, Ben: accept"}


# From one run to the next


def test_decisions_are_carried_forward_from_workbook_to_workbook(tmp_path: Path) -> None:
    path = tmp_path / "review.xlsx"
    mangled.decide(blank()).save(path)
    checked = read(path)
    settled = review.settle(CASE, checked.decisions)
    path.write_bytes(workbook.review(replace(CASE, settled=settled, evidence=EVIDENCE)))
    assert read(path) == checked


def kept() -> list[dict[str, str]]:
    return listed("reports/decisions.csv")


def begin() -> Case:
    """A run whose reviewer has decided on each claim and question."""
    called("run", "pile", "--out", "reports")
    book = load_workbook("reports/review.xlsx")
    for name in MADE:
        sheet = book[name]
        for number in range(2, sheet.max_row + 1):
            sheet.cell(number, mangled.at(sheet, "decision")).value = "accept" if name == "Conflicts" else "unsure"
            sheet.cell(number, mangled.at(sheet, "reviewer")).value = "Ana"
    before = engine.run(["pile"])
    mangled.put(book["Claims"], of(before, "killed", "12"), "decision", "reject")
    book.save("mine.xlsx")
    stamp = Path("mine.xlsx").read_bytes()
    code, output = called("review", "mine.xlsx", "--from", "reports")
    assert code == cli.DONE, output
    assert Path("mine.xlsx").read_bytes() == stamp
    assert len(kept()) == len(before.claims) + len(before.questions)
    return before


@pytest.mark.usefixtures("pile")
def test_no_decision_is_lost_when_nothing_changes() -> None:
    before = begin()
    count = len(before.claims) + len(before.questions)
    for _ in range(2):
        _, output = called("run", "pile", "--out", "reports")
        assert f"Decisions: {count} applied, 0 to be looked at again." in output
        code, output = called("review", "reports/review.xlsx")
        assert code == cli.DONE
        assert f"0 new, 0 changed, {count} as before" in output


@pytest.mark.usefixtures("pile")
def test_no_decision_is_lost_when_reports_come_go_and_change() -> None:
    before = begin()
    rows = kept()
    Path("pile/e.txt").write_text("In Velm 14 people were killed on Monday, rescuers said.\n", encoding="utf-8")
    Path("pile/c.txt").write_text("Bridge falls\n\n" + REPORTS["c.txt"], encoding="utf-8")  # the same words elsewhere
    Path("pile/d.txt").write_text(REPORTS["d.txt"].replace("dozens", "at least 40"), encoding="utf-8")
    _, output = called("run", "pile", "--out", "reports")
    asked = {one.measure: one.id for one in before.questions}
    assert kept() == rows
    assert f"{asked['killed']}, accept by Ana: its evidence has changed" in output
    assert f"{of(before, 'injured', 'dozens')}, unsure by Ana: no claim or question of this run" in output
    assert of(before, "injured", "31") not in output
    book = load_workbook("reports/review.xlsx")
    ids = [row[2].value for row in book["Decisions"].iter_rows(min_row=2)]
    assert sorted(map(str, ids)) == sorted(row["id"] for row in rows)
    states = [str(row[0].value) for row in book["Decisions"].iter_rows(min_row=2)]
    assert states == sorted(states, key=lambda state: state == "applied")
    sheet = book["Conflicts"]
    line = mangled.row(sheet, asked["killed"])
    assert sheet.cell(line, mangled.at(sheet, "decision")).value is None
    assert "to be looked at again: its evidence has changed (was: accepted by Ana)" in str(
        sheet.cell(line, mangled.at(sheet, "state")).value
    )
    mangled.put(sheet, asked["killed"], "decision", "accept")
    mangled.put(sheet, asked["killed"], "reviewer", "Ana")
    book.save("again.xlsx")
    _, output = called("review", "again.xlsx", "--from", "reports")
    assert "1 changed" in output
    _, output = called("run", "pile", "--out", "reports")
    assert f"{asked['killed']}, accept by Ana" not in output
    assert {row["id"] for row in rows} <= {row["id"] for row in kept()}


def test_no_decision_is_lost_when_the_words_change(pile: Path) -> None:
    before = begin()
    rows = kept()
    shutil.copytree(Path(reconcile.__file__).parent, pile / "other" / "reconcile")
    numbers = pile / "other/reconcile/lexicon/en/numbers.toml"
    text = numbers.read_text(encoding="utf-8")
    numbers.write_text(text.replace('words = ["dozens"]\nlow = 24', 'words = ["dozens"]\nlow = 20'), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "reconcile", "run", "pile", "--out", "reports"], cwd=pile, text=True, check=True,
        capture_output=True, env=os.environ | {"PYTHONPATH": str(pile / "other")}, encoding="utf-8",
    )  # fmt: skip
    assert f"{of(before, 'injured', 'dozens')}, unsure by Ana: its evidence has changed" in done.stderr
    assert of(before, "killed", "12") not in done.stderr
    assert kept() == rows


@pytest.mark.usefixtures("pile")
def test_ids_that_match_nothing_are_told_and_kept() -> None:
    begin()
    Path("late.csv").write_text("id,decision,note,evidence\nffffffffffff,reject,gone,x\n", encoding="utf-8")
    code, output = called("review", "late.csv", "--from", "reports")
    assert "ffffffffffff: no claim or question of the run has this id any more; its decision is kept" in output
    assert "ffffffffffff" in {row["id"] for row in kept()}
    assert code == cli.WITH_PROBLEMS  # columns are missing


@pytest.mark.usefixtures("pile")
def test_a_folder_without_a_run_is_told_of() -> None:
    Path("late.csv").write_text("id,decision\nffffffffffff,reject\n", encoding="utf-8")
    _, output = called("review", "late.csv")
    assert "No run in .: ids were not checked; name its folder with --from" in output
    assert Path("decisions.csv").exists()


def test_a_case_with_decisions_is_written_everywhere(tmp_path: Path) -> None:
    settled = (
        Settled(decision=decision("q1dead", Choice.ACCEPT, value=18, reviewer="<b>"), target="q1dead"),
        Settled(decision=decision("gone", Choice.REJECT, note="=1+1"), target=None, again="gone"),
    )
    paths = write(replace(CASE, settled=settled, evidence=EVIDENCE), tmp_path)
    assert all(path.stat().st_size for path in paths)


@pytest.mark.usefixtures("pile")
def test_a_workbook_whose_decisions_were_never_taken_is_not_written_over() -> None:
    called("run", "pile", "--out", "reports")
    _, output = called("run", "pile", "--out", "reports")
    assert "review-1.xlsx" not in output
    book = load_workbook("reports/review.xlsx")
    id = of(engine.run(["pile"]), "killed", "12")
    mangled.put(book["Claims"], id, "decision", "reject")
    book.save("reports/review.xlsx")
    _, output = called("run", "pile", "--out", "reports")
    assert "it is kept as review-1.xlsx: reconcile review reports/review-1.xlsx takes them" in output
    assert called("review", "reports/review-1.xlsx")[0] == cli.DONE
    for _ in range(2):
        _, output = called("run", "pile", "--out", "reports")
        assert "Decisions: 1 applied" in output
        assert "kept as" not in output
    Path("reports/review.xlsx").write_bytes(b"mine")
    _, output = called("run", "pile", "--out", "reports")
    assert Path("reports/review-2.xlsx").read_bytes() == b"mine"


@pytest.mark.usefixtures("pile")
def test_a_decision_that_moved_with_its_words_is_kept_once() -> None:
    begin()
    count = len(kept())
    Path("pile/c.txt").write_text("Bridge falls\n\n" + REPORTS["c.txt"], encoding="utf-8")
    for _ in range(2):
        _, output = called("run", "pile", "--out", "reports")
        assert "kept as" not in output
        assert f"Decisions: {count} applied, 0 to be looked at again." in output
        called("review", "reports/review.xlsx")
        assert len(kept()) == count
