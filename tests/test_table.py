"""Claims that somebody else made: columns found by name, rows taken as they are, and totals right to the unit."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from random import Random

import pandas as pd
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from programs import converted

from reconcile import cli, coded, engine, tables, totals
from reconcile.coded.columns import spelled
from reconcile.errors import ReconcileError
from reconcile.lexicon import load
from reconcile.measures import standard
from reconcile.model import Basis, Finding, Qualifier, SourceType, Status
from reconcile.writers import jsonl, sums

NAMES = ("event_id", "report_id", "source", "date", "deaths_low", "deaths_best", "deaths_high")
ROWS = [
    ("e1", "r1", "Herald", "2031-01-02", "10", "12", "15"),
    ("e1", "r2", "Courier", "2031-01-02", "14", "14", "14"),
    ("e1", "r3", "Courier", "2031-01-03", "", "20", ""),
    ("e2", "r4", "Herald", "2031-02-03", "0", "0", "0"),
    ("e2", "r5", "Echo", "2031-02-03", "", "", ""),
]


def text(rows: Sequence[Sequence[object]], names: Sequence[str] = NAMES) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([names, *rows])
    return out.getvalue()


def written(folder: Path, rows: Sequence[Sequence[object]], names: Sequence[str] = NAMES) -> Path:
    path = folder / "claims.csv"
    path.write_text(text(rows, names), encoding="utf-8")
    return path


def told(path: Path, columns: dict[str, str] | None = None) -> tuple[totals.Total, ...]:
    found = coded.read(path, columns)
    return totals.by_event(found.claims, found.stories or {}, found.best)


def called(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, arguments)


def test_a_row_is_a_claim_with_its_bounds_and_its_best(tmp_path: Path) -> None:
    found = coded.read(written(tmp_path, ROWS))
    first, second, third, zero, silent = found.claims
    assert (first.low, first.high, first.qualifier, first.figure) == (10, 15, Qualifier.RANGE, "12 (10 to 15)")
    assert (second.low, second.high, second.qualifier) == (14, 14, Qualifier.EXACT)
    assert (third.low, third.high, third.as_of, third.source) == (20, 20, "2031-01-03", "Courier")
    assert (zero.low, zero.status) == (0, Status.ASSERTED)
    assert (silent.low, silent.high, silent.status) == (None, None, Status.UNKNOWN)
    assert [found.best.get(claim.id) for claim in found.claims] == [12, 14, 20, 0, None]
    assert {found.stories[claim.id] for claim in found.claims[:3]} == {"e1"} if found.stories else False
    assert [document.doc for document in found.documents] == ["r1", "r2", "r3", "r4", "r5"]
    assert all(document.text == "" and document.published for document in found.documents)


def test_totals_of_a_few_rows(tmp_path: Path) -> None:
    one, two = told(written(tmp_path, ROWS))
    assert dict(one.picks) == {
        "lowest": 12, "highest": 20, "latest": 20, "majority": None, "mode": 12, "mean": Fraction(46, 3), "median": 14,
    }  # fmt: skip
    assert (one.reports, one.low, one.high, two.reports) == (3, 10, 20, 1)
    assert totals.summed([one, two])["killed", "majority"] == (Fraction(0), 1)


def many(rows: int, seed: int) -> list[tuple[object, ...]]:
    """Rows on events of one to eight reports, some of them silent."""
    chance = Random(seed)
    found: list[tuple[object, ...]] = []
    while len(found) < rows:
        event = f"e{len(found)}"
        for _ in range(min(rows - len(found), chance.choice((1, 2, 3, 5, 8)))):
            best = chance.choice((0, 1, 2, 3, 5, 8, 13, 1200))
            low, high = max(0, best - chance.randrange(3)), best + chance.randrange(4)
            day = f"2031-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
            silent = chance.random() < 0.05
            numbers = ("", "", "") if silent else (low, best, high)
            found.append((event, f"r{len(found)}", f"s{chance.randrange(9)}", day, *numbers))
    return found


def plainly(path: Path) -> dict[str, float]:
    """The totals by plain pandas."""
    table = pd.read_csv(path).dropna(subset=["deaths_best"])
    groups = table.groupby("event_id")["deaths_best"]

    def strict(numbers: pd.Series[float]) -> float:
        number, times = Counter(numbers).most_common(1)[0]
        return float(number) if times * 2 > len(numbers) else 0.0

    ordered = table.sort_values(["date", "deaths_best"], ascending=[False, True])
    last = ordered.groupby("event_id")["deaths_best"].first()
    return {
        "lowest": groups.min().sum(),
        "highest": groups.max().sum(),
        "latest": last.sum(),
        "majority": groups.apply(strict).sum(),
        "mode": groups.apply(lambda numbers: numbers.mode().min()).sum(),
        "mean": groups.mean().sum(),
        "median": groups.median().sum(),
    }


def test_three_thousand_rows_agree_with_plain_pandas(tmp_path: Path) -> None:
    path = written(tmp_path, many(3000, 7))
    result = called("table", str(path), "--out", str(tmp_path / "out"))
    assert result.exit_code == cli.DONE, result.output
    rows = list(csv.DictReader((tmp_path / "out" / "totals.csv").open(encoding="utf-8")))
    (whole,) = [row for row in rows if row["story"] == sums.ALL]
    assert {rule: float(whole[rule]) for rule in totals.RULES} == pytest.approx(plainly(path), abs=1e-4)
    assert len(rows) - 1 == pd.read_csv(path)["event_id"].nunique()
    assert all(f"  {rule}" in result.stdout for rule in totals.RULES)


def test_the_order_of_rows_changes_no_total(tmp_path: Path) -> None:
    rows = many(200, 3)
    first = told(written(tmp_path, rows))
    Random(1).shuffle(rows)
    assert told(written(tmp_path, rows)) == first


@given(st.lists(st.tuples(st.sampled_from(["2031-01-01", "2031-01-02"]), st.integers(0, 9)), min_size=1, max_size=9))
def test_rules_hold_together(given_: list[tuple[str, int]]) -> None:
    picks = {name: rule(sorted(given_)) for name, rule in totals.RULES.items()}
    numbers = [number for _, number in given_]
    inside = [pick for pick in picks.values() if pick is not None]
    assert all(min(numbers) <= pick <= max(numbers) for pick in inside)
    assert picks["mode"] in numbers and picks["latest"] in numbers
    assert picks["majority"] in (None, picks["mode"])


def test_events_become_questions_and_reports_origins(tmp_path: Path) -> None:
    found = coded.read(written(tmp_path, ROWS))
    case = engine.compare(found.documents, found.claims, found.problems, stories=found.stories)
    verdicts = {asked.story: verdict for asked, verdict in zip(case.questions, case.verdicts, strict=True)}
    assert (verdicts["e1"].finding, verdicts["e1"].origins, verdicts["e1"].documents) == (Finding.UPDATE, 2, 3)
    assert (verdicts["e2"].finding, verdicts["e2"].low) == (Finding.SINGLE, 0)


def test_several_measures_stand_in_one_row(tmp_path: Path) -> None:
    names = ("Event", "Report", "Fatalities", "Injured (min)", "injured_max", "Displaced", "No. of arrests")
    path = written(tmp_path, [("e", "r", "3", "4", "9", "1,200", "7")], names)
    found = {(claim.measure, claim.low, claim.high) for claim in coded.read(path).claims}
    assert found == {
        ("killed", 3, 3), ("injured", 4, 9), ("displaced", 1200, 1200), ("arrested", 7, 7)
    }  # fmt: skip


def test_columns_are_mapped_by_the_caller(tmp_path: Path) -> None:
    names = ("Nr", "Paper", "Fatal", "Counted")
    path = written(tmp_path, [("7", "Echo", "3", "miners"), ("7", "Herald", "4", "miners")], names)
    with pytest.raises(ReconcileError, match="no column of numbers"):
        coded.read(path)
    columns = {"story": "Nr", "source": "Paper", "killed_best": "Fatal", "who": "Counted"}
    (one,) = told(path, columns)
    assert (one.story, one.who, one.picks["highest"]) == ("7", "miners", Fraction(4))
    result = called("table", str(path), "--out", str(tmp_path / "out"), "--columns", "story=Nr, killed_best=Fatal")
    assert result.exit_code == cli.DONE, result.output


@pytest.mark.parametrize(
    ("columns", "words"),
    [("stroy=Nr", "stroy is no field"), ("story=Nummer", "no column Nummer"), ("story", "is not FIELD=COLUMN")],
)
def test_a_wrong_mapping_is_told(tmp_path: Path, columns: str, words: str) -> None:
    path = written(tmp_path, ROWS)
    result = called("table", str(path), "--out", str(tmp_path / "out"), "--columns", columns)
    assert result.exit_code == cli.UNUSABLE
    assert words in result.output


@pytest.mark.parametrize(
    ("row", "column", "reason", "remedy"),
    [
        (("e", "r", "s", "2031-01-02", "a", "2", "3"), "deaths_low", "'a' is no whole number", "write digits"),
        (("e", "r", "s", "2031-01-02", "-1", "2", "3"), "deaths_low", "'-1' is no whole number", "write digits"),
        (("e", "r", "s", "2031-01-02", "", "2.5", ""), "deaths_best", "'2.5' is no whole number", "write digits"),
        (("e", "r", "s", "2031-01-02", "5", "2", "9"), "deaths_low", "5 is more than 2", "lowest first"),
        (("e", "r", "s", "2031-01-02", "1", "9", "3"), "deaths_best", "9 is more than 3", "lowest first"),
        (("e", "r", "s", "2/1/2031", "1", "2", "3"), "date", "'2/1/2031' may be two days", "2031-04-05"),
        (("e", "r", "s", "30.2.2031", "1", "2", "3"), "date", "'30.2.2031' is no day", "2031-04-05"),
        (("e", "r", "s", "last May", "1", "2", "3"), "date", "'last May' is no day", "2031-04-05"),
    ],
)
def test_a_row_that_cannot_be_used_is_a_problem_and_nothing_else_is_lost(
    tmp_path: Path, row: tuple[str, ...], column: str, reason: str, remedy: str
) -> None:
    path = written(tmp_path, [*ROWS[:2], row, *ROWS[2:]])
    found = coded.read(path)
    (problem,) = found.problems
    assert (problem.path, problem.place) == (path.as_posix(), f"row 4, column {column}")
    assert reason in problem.reason and remedy in problem.remedy
    assert len(found.claims) == len(ROWS)
    result = called("table", str(path), "--out", str(tmp_path / "out"))
    assert result.exit_code == cli.WITH_PROBLEMS
    assert reason in result.stderr


def test_a_choice_that_is_none_is_told_with_what_there_is(tmp_path: Path) -> None:
    path = written(tmp_path, [("e", "3", "maybe")], ("story", "best", "status"))
    (problem,) = coded.read(path).problems
    assert problem.reason == "'maybe' is no status" and "asserted, denied" in problem.remedy


def test_a_table_is_read_from_lines_and_from_a_spreadsheet(tmp_path: Path) -> None:
    expected = told(written(tmp_path, ROWS))
    frame = pd.DataFrame(ROWS, columns=list(NAMES)).replace("", None)
    for name in NAMES[4:]:
        frame[name] = frame[name].astype("Float64")
    frame.to_excel(tmp_path / "claims.xlsx", index=False)
    frame.to_json(tmp_path / "claims.jsonl", orient="records", lines=True)
    for name in ("claims.xlsx", "claims.jsonl"):
        assert told(tmp_path / name) == expected, name


@pytest.mark.parametrize(
    ("cell", "low", "high", "qualifier"),
    [
        ("1,200", 1200, 1200, Qualifier.EXACT),
        ("1 200", 1200, 1200, Qualifier.EXACT),
        ("12.0", 12, 12, Qualifier.EXACT),
        ("40-50", 40, 50, Qualifier.RANGE),
        ("40 to 50", 40, 50, Qualifier.RANGE),
        ("at least 5", 5, None, Qualifier.AT_LEAST),
        (">100", 101, None, Qualifier.MORE_THAN),
        (">= 100", 100, None, Qualifier.AT_LEAST),
        ("≤9", None, 9, Qualifier.AT_MOST),
        ("<9", None, 8, Qualifier.UNDER),
        ("~30", 27, 33, Qualifier.ABOUT),
        ("1.2 million", 1_200_000, 1_200_000, Qualifier.EXACT),
        ("hundreds", 200, 999, Qualifier.VAGUE),
        ("three", 3, 3, Qualifier.EXACT),
        ("-99", None, None, Qualifier.UNKNOWN),
        ("-9", None, None, Qualifier.UNKNOWN),
        ("Unknown", None, None, Qualifier.UNKNOWN),
        ("n.a.", None, None, Qualifier.UNKNOWN),
    ],
)
def test_a_count_is_read_as_coders_write_it(
    tmp_path: Path, cell: str, low: int | None, high: int | None, qualifier: Qualifier
) -> None:
    (claim,) = coded.read(written(tmp_path, [("e", "r", cell)], ("event", "report", "participants"))).claims
    assert (claim.measure, claim.low, claim.high, claim.qualifier) == ("crowd", low, high, qualifier)


@pytest.mark.parametrize("cell", ["1.200", "12 of 15", "12 (3 police)", "50/60", "12.5", "1e3", "-4"])
def test_a_count_that_could_be_read_in_two_ways_is_a_problem(tmp_path: Path, cell: str) -> None:
    found = coded.read(written(tmp_path, [("e", "r", cell)], ("event", "report", "deaths")))
    assert not found.claims
    assert [problem.place for problem in found.problems] == ["row 2, column deaths"]


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["2031-03-04", "2031-03", "2031"], ["2031-03-04", "2031-03", "2031"]),
        (["2031-03-04 00:00:00.000", "2031-03-04T09:30Z"], ["2031-03-04", "2031-03-04"]),
        (["20310304", "2031/3/4", "2031.03.04"], ["2031-03-04"] * 3),
        (["04.03.2031", "4.3.2031"], ["2031-03-04"] * 2),
        (["4/3/2031", "25/3/2031"], ["2031-03-04", "2031-03-25"]),
        (["3/4/2031 12:00", "3/25/2031 12:00"], ["2031-03-04", "2031-03-25"]),
        (["04-03-2031", "25-03-2031"], ["2031-03-04", "2031-03-25"]),
        (["4/4/2031"], ["2031-04-04"]),
        (["4 March 2031", "March 4, 2031", "4 Mar 2031"], ["2031-03-04"] * 3),
        (["4/3/2031", "25/3/2031", "3/25/2031"], []),
    ],
)
def test_days_are_read_as_their_column_writes_them(tmp_path: Path, cells: list[str], days: list[str]) -> None:
    rows = [("e", str(number), cell, "3") for number, cell in enumerate(cells)]
    found = coded.read(written(tmp_path, rows, ("event", "report", "event_date", "deaths")))
    assert [claim.as_of for claim in found.claims] == days
    assert len(found.claims) + len(found.problems) == len(cells)


@pytest.mark.parametrize(
    ("year", "month", "day", "whole"),
    [("2031", "3", "4", "2031-03-04"), ("2031", "3", "0", "2031-03"), ("2031", "0", "0", "2031"), ("", "3", "4", None)],
)
def test_a_day_may_stand_in_three_columns(
    tmp_path: Path, year: str, month: str, day: str, whole: str | None
) -> None:
    for names in (("iyear", "imonth", "iday"), ("Year", "Month", "Day"), ("Start Year", "Start Month", "Start Day")):
        found = coded.read(written(tmp_path, [("e", year, month, day, "3")], ("eventid", *names, "nkill")))
        assert [claim.as_of for claim in found.claims] == [whole], found.problems


@pytest.mark.parametrize("delimiter", list(",;\t|"))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_in_columns_is_read_however_it_was_saved(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = [("e1", "r1", "El País; Reuters", "3,000"), ("e1", "r2", "Málaga hoy, EFE", "3")]
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([("event", "report", "source", "deaths"), *rows])
    for name, lead in (("a.csv", ""), ("b.tab", ""), ("c.txt", f"sep={delimiter}\r\n")):
        (tmp_path / name).write_bytes((lead + out.getvalue()).encode(encoding))
        found = coded.read(tmp_path / name)
        assert [(claim.source, claim.low) for claim in found.claims] == [(rows[0][2], 3000), (rows[1][2], 3)]
        assert [problem.remedy for problem in found.problems] == ["save the file as UTF-8"] * (encoding == "cp1252")


def test_a_table_is_read_from_a_statistics_program_and_from_json(tmp_path: Path) -> None:
    expected = told(written(tmp_path, ROWS))
    frame = pd.DataFrame(ROWS, columns=list(NAMES))
    for name in NAMES[4:]:
        frame[name] = pd.to_numeric(frame[name])
    frame["source"] = frame["source"].astype("category")
    frame.to_stata(tmp_path / "claims.dta", write_index=False)
    frame.to_json(tmp_path / "claims.json", orient="records")
    for name in ("claims.dta", "claims.json"):
        assert told(tmp_path / name) == expected, name


def test_a_table_is_read_from_what_a_spreadsheet_program_saved(tmp_path: Path) -> None:
    expected = told(written(tmp_path, ROWS))
    (tmp_path / "saved").mkdir()
    converted(tmp_path / "claims.csv", "ods", tmp_path / "saved")
    assert told(tmp_path / "saved" / "claims.ods") == expected


def test_parquet_needs_its_extra_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "claims.parquet"
    if pytest.importorskip("importlib.util").find_spec("pyarrow"):
        pd.DataFrame(ROWS, columns=list(NAMES)).to_parquet(path)
        assert told(path) == told(written(tmp_path, ROWS))
        return
    path.write_bytes(b"PAR1")
    with pytest.raises(ReconcileError, match=r"reconcile\[parquet\]"):
        coded.read(path)


@pytest.mark.parametrize(("name", "content"), [("c.pdf", b"x"), ("c.csv", b""), ("c.jsonl", b"{"), ("c.xlsx", b"no")])
def test_a_file_that_is_no_table_is_told_in_a_line(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    result = called("table", str(tmp_path / name), "--out", str(tmp_path / "out"))
    assert result.exit_code == cli.UNUSABLE
    assert name in result.output and "Traceback" not in result.output


def test_claims_that_a_run_wrote_are_read_back(tmp_path: Path) -> None:
    found = coded.read(written(tmp_path, ROWS))
    case = engine.compare(found.documents, found.claims, stories=found.stories)
    path = tmp_path / "again.jsonl"
    path.write_bytes(b"".join(jsonl.line(tables.claim_row(claim)) for claim in case.claims))
    again = coded.read(path)
    kept = [(c.id, c.doc, c.low, c.high, c.measure, c.who, c.source, c.as_of, c.qualifier) for c in again.claims]
    assert sorted(kept) == sorted(
        (c.id, c.doc, c.low, c.high, c.measure, c.who, c.source, c.as_of, c.qualifier) for c in case.claims
    )
    assert again.problems == ()


def test_every_name_of_a_column_leads_to_one_field() -> None:
    for table in (some for some in load("columns").values() if isinstance(some, dict)):
        names = [name for words in table.values() for name in words]
        assert names and max(Counter(names).values()) == 1
        assert all(name == spelled(name) for name in names)
    assert set(load("columns")["measures"]) == set(standard().by_name)  # type: ignore[call-overload]
    assert {str(choice) for choices in (Basis, SourceType) for choice in choices}.isdisjoint(coded.fields())


def test_an_id_stays_when_other_rows_come_and_go(tmp_path: Path) -> None:
    before = {claim.id for claim in coded.read(written(tmp_path, ROWS)).claims}
    assert before == {claim.id for claim in coded.read(written(tmp_path, ROWS[::-1])).claims}
    assert {claim.id for claim in coded.read(written(tmp_path, ROWS[2:])).claims} < before
    twice = coded.read(written(tmp_path, [ROWS[0], ROWS[0]])).claims
    assert len({claim.id for claim in twice}) == 2


def test_problems_are_written(tmp_path: Path) -> None:
    path = written(tmp_path, [*ROWS, ("e", "r", "s", "2031-01-02", "x", "", "")])
    called("table", str(path), "--out", str(tmp_path / "out"))
    (row,) = csv.DictReader((tmp_path / "out" / "problems.csv").open(encoding="utf-8"))
    assert row["place"] == "row 7, column deaths_low"
    lines = (tmp_path / "out" / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["story"] for line in lines} == {"e1", "e2"}
