"""The README says what the program does: all that it shows is so, and all that there is it tells of."""

from __future__ import annotations

import difflib
import json
import shlex
import subprocess
import tomllib
from pathlib import Path

import board
import click
import pytest
import readme
import regex
from click.testing import CliRunner
from test_seeds import copied

from reconcile import claims, cli, measures, rules, tables, wording
from reconcile.model import Choice, Claim, Finding
from reconcile.readers import FORMATS, encoding, manifest
from reconcile.writers import OUTPUTS

ROOT = readme.ROOT
TEXT = readme.README.read_text(encoding="utf-8")
CHANGES = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PROSE = readme.BLOCK.sub("", TEXT)
CODE = regex.compile(r"`([^`\n]+)`")
OPTION = regex.compile(r"(?<![\w-])--?[a-z][a-z-]*")


def section(title: str) -> str:
    """The text below a heading."""
    return TEXT.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def table(part: str, header: str) -> list[list[str]]:
    """The rows below the header of a table, cell by cell."""
    lines = part.partition(f"\n{header}\n")[2].split("\n")
    found = []
    for line in lines[1:]:
        if not line.startswith("|"):
            break
        found.append([cell.strip() for cell in line.strip("|").split("|")])
    assert found, f"no table {header}"
    return found


def options(command: click.Command) -> set[str]:
    """Every way to write an option of a command."""
    context = click.Context(command, help_option_names=cli.main.context_settings["help_option_names"])
    names = (name for option in command.get_params(context) for name in (*option.opts, *option.secondary_opts))
    return {name for name in names if name.startswith("-")}


# What it shows


def test_every_output_shown_is_what_is_printed(tmp_path: Path) -> None:
    now = readme.played(TEXT, tmp_path)
    changes = difflib.unified_diff(TEXT.splitlines(), now.splitlines(), "README.md", "as it is now", lineterm="", n=1)
    assert now == TEXT, "\n".join(["python tests/refresh.py writes it anew:", *changes])
    kept = {path.name for path in (tmp_path / "clinic-reports").iterdir()}
    assert kept == {path.name for path in (tmp_path / "reports").iterdir()} == set(OUTPUTS)
    counted = [json.loads(line) for line in (tmp_path / "clinic-reports/claims.jsonl").read_text("utf-8").splitlines()]
    assert [(row["measure"], row["figure"]) for row in counted] == [("vaccinated", "4,200"), ("vaccinated", "3,800")]


def test_the_first_command_is_the_one_that_is_shown() -> None:
    (install, _) = readme.blocks("sh")
    shown = readme.blocks("console")[0].partition("\n")[0].removeprefix("$ ")
    assert install.strip().split(" && ")[-1] == shown
    assert shown.endswith("reconcile run seeds --out reports")


def test_the_accuracy_told_of_the_seeds_is_what_is_measured() -> None:
    told = {words: share for words, share, _ in table(section("How accurate it is"), "| | seeds | press |")}
    scores = board.seeds()
    assert told == {words: f"{scores[name]:.3f}" for name, words in readme.ACCURACY.items()}


MEASURED = table(TEXT, "| measure | a sentence | read as |")


def told(claim: Claim) -> str:
    """A claim in the words of the table of measures."""
    where = f", {claim.place}" if claim.place else ""
    who = f"; {wording.speaker(claim, None)}" if claim.source else ""
    stance = f"; {claim.status}" if claim.status != "asserted" else ""
    return f"{wording.bounds(claim.low, claim.high)} {claim.who}{where}{who}{stance}"


@pytest.mark.parametrize(("measure", "sentence", "result"), MEASURED, ids=[row[0] for row in MEASURED])
def test_a_sentence_of_each_measure_is_read_as_told(measure: str, sentence: str, result: str) -> None:
    (claim,) = claims.claim(encoding.document("a.txt", sentence))
    assert (claim.measure, told(claim)) == (measure, result)


def test_every_measure_has_a_row_and_no_other() -> None:
    assert sorted(row[0] for row in MEASURED) == sorted(measures.standard().by_name)


@pytest.mark.skipif(not board.SHARED.is_dir(), reason="the reports to compare with are not here")
def test_the_sentences_are_our_own() -> None:
    press = [*(board.SHARED / "dev").glob("*/docs/*.txt"), *(board.SHARED / "seeds").glob("*.txt")]
    assert press
    assert copied({measure: sentence for measure, sentence, _ in MEASURED}, press, 6) == []


def test_the_measure_shown_reads_its_own_examples() -> None:
    own = measures.parse(readme.blocks("toml")[0], "vaccinated.toml")
    known = measures.gather([*measures.standard().by_name.values(), own])
    assert len(own.examples) == 2
    for example in own.examples:
        found = claims.claim(encoding.document("a.txt", str(example["text"])), known)
        assert [claim.figure for claim in found if claim.measure == own.name] == list(filter(None, [example["figure"]]))


# What there is


def test_every_command_and_option_is_told_of_and_no_other() -> None:
    found: dict[str, set[str]] = {}
    for command, given, _ in table(section("Commands"), "| command | option | |"):
        name = command.strip("`").removeprefix("reconcile").split()[:1] if command else [*found][-1:]
        found.setdefault("".join(name), set()).update(OPTION.findall(given))
    known = {name: options(command) - {"--help", "-h"} for name, command in cli.main.commands.items()}
    assert found == known | {"": options(cli.main)}


def test_every_command_line_in_the_text_is_one_of_ours() -> None:
    lines = [line for block in readme.blocks("console") for line in block.splitlines() if line.startswith("$ ")]
    lines += [code for code in CODE.findall(PROSE) if code.startswith("reconcile ")]
    assert len(lines) > 5
    for line in lines:
        name, *rest = shlex.split(line.partition("reconcile ")[2])
        command = cli.main.commands[name]
        assert {word for word in rest if word.startswith("-")} <= options(command)


def test_every_option_in_the_text_exists() -> None:
    ours = {name for command in (cli.main, *cli.main.commands.values()) for name in options(command)}
    told = {word for code in CODE.findall(PROSE) for word in OPTION.findall(code)}
    assert told - ours == {"--raise-floor"}
    assert "--raise-floor" in (ROOT / "tests/refresh.py").read_text(encoding="utf-8")


def test_defaults_are_those_of_the_program() -> None:
    for command, given, meaning in table(section("Commands"), "| command | option | |"):
        default = regex.search(r"\(default: (.+)\)", meaning)
        if default:
            name = command.strip("`").split()[1:2] or ["explain" if "--from" in given else "run"]
            (option,) = [one for one in cli.main.commands[name[0]].params if OPTION.findall(given)[0] in one.opts]
            assert str(option.default) == default[1]


def test_findings_and_rules_are_all_told_of_in_order() -> None:
    assert [row[0] for row in table(TEXT, "| finding | when |")] == [str(finding) for finding in Finding]
    told = ", ".join(row[0] for row in table(section("Rules"), "| rule | picks |"))
    assert sorted(told.split(", ")) == sorted(one.name for one in rules.RULES)


def test_decisions_are_all_told_of_in_order() -> None:
    told = table(section("Reviewing"), "| decision | of a claim | of a question |")
    assert [row[0] for row in told] == [str(choice) for choice in Choice]


def test_exit_statuses_are_those_of_the_help() -> None:
    rows = table(section("Commands"), "| exit status | |")
    assert [int(status) for status, _ in rows] == [cli.DONE, cli.FOUND, cli.UNUSABLE, cli.WITH_PROBLEMS]
    told = " ".join((cli.main.help or "").split())
    assert "; ".join(f"{status} {meaning.replace('`', '')}" for status, meaning in rows) in told


def test_formats_and_fields_of_what_goes_in_are_all_told_of() -> None:
    part = section("What goes in")
    assert sorted(code for code in CODE.findall(part) if code.startswith(".")) == sorted(FORMATS)
    assert set(manifest.NAMES) <= set(CODE.findall(part))
    (line,) = readme.blocks("json")
    assert list(json.loads(line)) == ["doc", *manifest.FIELDS]


def test_files_and_fields_of_what_comes_out_are_all_told_of() -> None:
    part = section("What comes out")
    files = [name for row in table(part, "| file | |") for name in CODE.findall(row[0])]
    assert sorted(files) == sorted(OUTPUTS)
    for noun, fields in (("claim", tables.CLAIMS), ("question", tables.QUESTIONS)):
        listed = part.partition(f"A {noun} holds ")[2].partition(". ")[0]
        assert tuple(CODE.findall(listed)) == fields


def test_what_the_text_names_is_there() -> None:
    made = {"report.html", "review.xlsx", *OUTPUTS}  # by a run
    given = {"my-measures/vaccinated.toml", "clinic/gazette.txt", "clinic/herald.txt"}  # by the reader
    paths = {code for code in CODE.findall(TEXT) if "/" in code and " " not in code}
    assert {"tests/floor.toml", ".ci/run"} <= paths
    for path in paths - given:
        assert (ROOT / path).exists() or Path(path).name in made, path


# What surrounds it


def test_the_version_of_python_is_that_of_the_project() -> None:
    (least,) = regex.findall(r"Python (3\.\d+) or newer", TEXT)
    assert PROJECT["requires-python"] == f">={least}"


def test_the_changes_begin_with_this_version() -> None:
    assert regex.findall(r"(?m)^## (.+)$", CHANGES)[0] == PROJECT["version"]


def test_the_build_runs_the_test_line_that_is_told() -> None:
    script = ROOT / ".ci" / "run"
    told = subprocess.run([script, "--print"], capture_output=True, text=True, check=True).stdout.strip()
    (_, line) = readme.blocks("sh")
    assert told == line.strip()
    for tool in ("ruff check .", "mypy", "pytest"):
        assert f".venv/bin/{tool}" in line
    assert "test" in PROJECT["optional-dependencies"]


def test_the_project_speaks_of_itself_alone() -> None:
    foreign = regex.compile(r"/home/|/tmp|/work|/root|(?<![&\w])#\d|\b(?:TODO|FIXME|XXX|issue|ticket|roadmap|prompt)\b")
    for text in (TEXT, CHANGES):
        assert foreign.findall(text) == []


def test_no_line_of_prose_runs_on() -> None:
    assert [line for line in PROSE.split("\n") if len(line) > 125 and line[:1] not in "|-"] == []


@pytest.mark.parametrize("name", sorted(cli.main.commands))
def test_help_tells_of_every_option(name: str) -> None:
    done = CliRunner().invoke(cli.main, [name, "--help"])
    assert done.exit_code == 0
    assert [option for option in options(cli.main.commands[name]) if option not in done.output] == []
