"""The README as something that can be played: its files are written, its commands run, and what they print compared.

A block that follows a line ending in a path and a colon is a file; lines of a `console` block that begin with `$` are
commands, and the lines below them what they print; a `text` block below a `python` one is what that prints.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

import board
import regex

ROOT = board.ROOT
README = ROOT / "README.md"
BLOCK = regex.compile(r"(?:`(?P<file>[\w./-]+)`:\n\n)?```(?P<kind>\w+)\n(?P<body>.*?)```\n", regex.DOTALL)
MEASURED = regex.compile(r"(?<=<!-- measured -->\n).*?(?=<!-- end -->)", regex.DOTALL)
EXPLAINED = regex.compile(r"(?<=reconcile explain )[0-9a-f]+")
# What is shown of the scores, and in which words.
ACCURACY = {
    "found.P": "claims put forward that are claims (precision)",
    "found.R": "claims in the text that are found (recall)",
    "value": "of the found: right number and right kind of bound",
    "who": "right population",
    "place": "right place",
    "source": "right speaker, or rightly none",
    "status": "right status",
    "pairs.F": "pairs of claims rightly put into one question (F1)",
    "verdict": "questions that come to the right finding",
}


def blocks(kind: str) -> list[str]:
    """The bodies of the README's blocks of a kind."""
    text = README.read_text(encoding="utf-8")
    return [match["body"] for match in BLOCK.finditer(text) if match["kind"] == kind]


def played(text: str, folder: Path) -> str:
    """The README with every output, id and figure as it is now; the commands run in `folder`, beside the seeds."""
    shutil.copytree(board.SEEDS, folder / "seeds", dirs_exist_ok=True)
    printed = ""

    def again(match: regex.Match[str]) -> str:
        nonlocal printed
        body, kind = match["body"], match["kind"]
        if match["file"]:
            (folder / match["file"]).parent.mkdir(parents=True, exist_ok=True)
            (folder / match["file"]).write_text(body, encoding="utf-8")
        elif kind == "console":
            body = "".join(_session(line, folder) for line in body.splitlines() if line.startswith("$ "))
        elif kind == "text":
            body, printed = printed or body, ""
        elif kind == "python":
            printed = _printed([sys.executable, "-c", body], folder)
        start, end = (place - match.start() for place in match.span("body"))
        return match[0][:start] + body + match[0][end:]

    return MEASURED.sub(lambda match: accuracy() or match[0], BLOCK.sub(again, text))


def _session(line: str, folder: Path) -> str:
    """A command and what it prints; what is explained is the first question of the run before."""
    asked = folder / "reports" / "questions.jsonl"
    if asked.is_file():
        first = json.loads(asked.read_text(encoding="utf-8").partition("\n")[0])["id"]
        line = EXPLAINED.sub(first, line)
    program, *rest = shlex.split(line.removeprefix("$ "))
    assert program.endswith("reconcile"), f"not a command of ours: {line}"
    return f"{line}\n{_printed([sys.executable, '-m', 'reconcile', *rest], folder)}"


def _printed(command: list[str], folder: Path) -> str:
    """All that a command prints, on whatever machine, as on a terminal of usual width."""
    settled = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "PYTHONIOENCODING")}
    done = subprocess.run(
        command, cwd=folder, env=settled | {"PYTHONUTF8": "1"}, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    return done.stdout


def accuracy() -> str | None:
    """The lines of the README on accuracy; None where the labelled press reports are not."""
    press, seeds = board.press(), board.seeds()
    if press is None:
        return None
    lines = [f"| {words} | {seeds[name]:.3f} | {press[name]:.3f} |" for name, words in ACCURACY.items()]
    return "\n".join([_samples(), "", "| | seeds | press |", "|---|---|---|", *lines, ""])


def _samples() -> str:
    folders = board.labelled()
    reports = [path for folder in folders for path in (folder / "docs").iterdir() if path.suffix != ".jsonl"]
    claims, questions = (_count(folder / name for folder in folders) for name in ("claims.jsonl", "questions.jsonl"))
    own, asked = (_count([board.EXPECTED / f"expected_{name}.jsonl"]) for name in ("claims", "questions"))
    table, missed = (len(_toml(name)) for name in ("sentences", "misses"))
    return (
        f"- sentences: {table:,} of our own, each with its claims marked; all but {missed} are read exactly as marked\n"
        f"- seeds: {own} claims and {asked} questions in the sample reports of this project\n"
        f"- press: {claims} claims and {questions} questions in {len(reports)} news reports on {len(folders)} events, "
        "marked by one careful reader and not a part of this project"
    )


def _count(paths: Iterable[Path]) -> int:
    return sum(len(board.rows(path)) for path in paths)


def _toml(name: str) -> list[object]:
    (rows,) = tomllib.loads((ROOT / "tests" / f"{name}.toml").read_text(encoding="utf-8")).values()
    return list(rows)
