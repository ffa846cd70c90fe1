"""The command line. This is the only module that prints; what is heavy is imported when it is needed."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reconcile import rules
from reconcile.errors import NothingToRead, ReconcileError
from reconcile.model import Finding, Problem

if TYPE_CHECKING:
    from reconcile.engine import Progress
    from reconcile.measures import Measures
    from reconcile.model import Case

DONE, FOUND, UNUSABLE, WITH_PROBLEMS = range(4)  # exit statuses
SHOWN = 20  # problems, on the screen
INKS = {Finding.CONFLICT: "red", Finding.REVISED: "yellow", Finding.SCOPE: "magenta", Finding.UPDATE: "blue"}

paths = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
measure_files = click.option(
    "--measures",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of measure files (*.toml) to read beside the standard ones.",
)
largest = click.option(
    "--largest", type=click.FloatRange(min=0, min_open=True), default=20, show_default=True, metavar="MB",
    help="The largest document to read.",
)  # fmt: skip


class Failure(click.ClickException):
    """An error told in a line."""

    exit_code = UNUSABLE


class Told(click.Group):
    """Commands whose errors are told in a line, with exit status 2."""

    def invoke(self, ctx: click.Context) -> object:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="replace")  # a terminal that lacks a letter still shows the others
        try:
            return super().invoke(ctx)
        except ReconcileError as error:
            raise Failure(str(error)) from error


@click.group(cls=Told, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="reconcile", prog_name="reconcile")
def main() -> None:
    """Extracts every numeric claim from news reports, and tabulates where sources agree, update each other or conflict.

    Exit status: 0 done; 1 done, and --fail-on was met; 2 wrong usage, or nothing could be read; 3 done, but some
    documents could not be read.
    """


@main.command()
@paths
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder to write reports into.",
)  # fmt: skip
@click.option(
    "--rule", default="range", show_default=True, type=click.Choice([one.name for one in rules.RULES]),
    help="The rule whose pick is shown; the reports say what each of them does.",
)  # fmt: skip
@click.option(
    "--window", default=1, show_default=True, type=click.IntRange(min=0), metavar="DAYS",
    help="How many days apart two figures may be to speak of the same day.",
)  # fmt: skip
@click.option(
    "--fail-on", "fail_on", type=click.Choice([str(finding) for finding in Finding]),
    help="Exit with status 1 if a question comes to this finding or a worse one.",
)  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Show questions with one origin or none on the screen too.")
@measure_files
@largest
@click.pass_context
def run(
    ctx: click.Context,
    paths: Sequence[str],
    out: Path,
    rule: str,
    window: int,
    fail_on: str | None,
    everything: bool,
    folder: Path | None,
    largest: float,
) -> None:
    """Reads documents (files, folders or globs), writes every report into a folder, and shows the conflict table.

    Documents are .txt, .md and .html files; a manifest.jsonl or manifest.csv beside them may tell their outlet and day.
    """
    from reconcile import engine, writers

    measures = _measures(folder)
    with _progress() as progress:
        case = engine.run(
            paths, window_days=window, measures=measures, largest=int(largest * 1e6), leave_out=out, progress=progress
        )
    try:
        writers.write(case, out, rule)
    except OSError as error:
        raise ReconcileError(f"{error.filename or out}: {error.strerror}; nothing more was written") from error
    _tell(case.problems)
    if not case.documents:
        raise NothingToRead("no document could be read; the reasons stand above and in problems.csv")
    _show(case, rule, everything)
    click.echo(f"Reports are in {out.as_posix()}: {', '.join(writers.OUTPUTS)}", err=True)
    ctx.exit(_status(case, fail_on))


@main.command()
@click.argument("id", required=False)
@click.option(
    "--from", "--out", "folder", default=Path("reports"), show_default=True,
    type=click.Path(exists=False, file_okay=False, path_type=Path), help="The folder of the run that found it.",
)  # fmt: skip
@click.option("--text", help="Explain what is read in this text instead.")
def explain(id: str | None, folder: Path, text: str | None) -> None:
    """Explains a claim or a question: its sentences, the rule that read it, who says it, and why it comes to that."""
    if (id is None) == (text is None):
        raise click.UsageError("give the id of a claim or a question, or --text")
    from reconcile import explain as why

    click.echo(why.explain_text(text, _marked) if text is not None else why.explain(id or "", folder, _marked))


@main.command()
@paths
@measure_files
@largest
@click.pass_context
def extract(ctx: click.Context, paths: Sequence[str], folder: Path | None, largest: float) -> None:
    """Writes the claims of documents as JSON, one a line, as they are found."""
    from reconcile import engine, readers, tables
    from reconcile.writers import jsonl

    measures = _measures(folder)
    documents, problems = readers.read(paths, largest=int(largest * 1e6))
    for claims in engine.extract(documents, measures):
        for claim in claims:
            click.echo(jsonl.line(tables.claim_row(claim)), nl=False)
    _tell(problems)
    if not documents:
        raise NothingToRead("no document could be read; the reasons stand above")
    ctx.exit(WITH_PROBLEMS if problems else DONE)


@main.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="CLAIMS")
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder to write reports into.",
)  # fmt: skip
@click.option(
    "--columns", default="", metavar="FIELD=COLUMN,...",
    help="Which column holds which field, where its name does not tell: story=EventNo,killed_best=Fatal.",
)  # fmt: skip
@click.option(
    "--rule", default="range", show_default=True, type=click.Choice([one.name for one in rules.RULES]),
    help="The rule whose pick is shown; the reports say what each of them does.",
)  # fmt: skip
@click.option(
    "--window", default=1, show_default=True, type=click.IntRange(min=0), metavar="DAYS",
    help="How many days apart two figures may be to speak of the same day.",
)  # fmt: skip
@click.pass_context
def table(ctx: click.Context, file: Path, out: Path, columns: str, rule: str, window: int) -> None:
    """Reconciles claims that a person or another program made, and sums up what each rule picks over all events.

    CLAIMS is a .csv, .tsv, .jsonl, .xlsx or .parquet table, a claim or a report a row. Columns are known by their
    names: event_id, report_id, source, date, deaths_low, deaths_best, deaths_high, and many more.
    """
    from reconcile import engine, totals, writers
    from reconcile.readers import claimtable
    from reconcile.writers import sums

    told = claimtable.read(file, dict(_mapped(pair) for pair in columns.split(",") if pair.strip()))
    case = engine.compare(told.documents, told.claims, told.problems, stories=told.stories, window_days=window)
    stories = told.stories or {id: question.story for question in case.questions for id in question.claims}
    found = totals.by_event(told.claims, stories, told.best)
    try:
        writers.write(case, out, rule)
        (out / "totals.csv").write_bytes(sums.table(found))
    except OSError as error:
        raise ReconcileError(f"{error.filename or out}: {error.strerror}; nothing more was written") from error
    _tell(case.problems)
    if not case.claims:
        raise NothingToRead(f"{file}: no row could be read; the reasons stand above and in problems.csv")
    click.echo("\n".join(sums.lines(found)))
    click.echo(f"Reports are in {out.as_posix()}: totals.csv, {', '.join(writers.OUTPUTS)}", err=True)
    ctx.exit(_status(case, None))


def _mapped(pair: str) -> tuple[str, str]:
    field, sign, column = pair.partition("=")
    if not sign or not field.strip() or not column.strip():
        raise click.UsageError(f"--columns: {pair.strip()!r} is not FIELD=COLUMN")
    return field.strip(), column.strip()


def _measures(folder: Path | None) -> Measures | None:
    from reconcile.measures import extended

    return extended(folder) if folder else None


@contextmanager
def _progress() -> Iterator[Progress | None]:
    """A progress bar on standard error, where a person looks at it."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    with Bar(console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def told(stage: str, done: int, of: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage)
            bar.update(tasks[stage], completed=done, total=of)

        yield told


def _show(case: Case, rule: str, everything: bool) -> None:
    from reconcile.writers import terminal

    width = shutil.get_terminal_size((terminal.WIDEST, 24)).columns
    click.echo(terminal.table(case, rule, width=width, everything=everything, paint=_painted))


def _painted(finding: str) -> str:
    return click.style(finding, fg=INKS.get(Finding(finding)), bold=finding == Finding.CONFLICT)


def _marked(figure: str) -> str:
    return click.style(figure, bold=True, reverse=True) if sys.stdout.isatty() else f"[[{figure}]]"


def _tell(problems: Sequence[Problem]) -> None:
    for problem in problems[:SHOWN]:
        click.echo(f"{problem.path}, {problem.place}: {problem.reason}; {problem.remedy}", err=True)
    if len(problems) > SHOWN:
        click.echo(f"... and {len(problems) - SHOWN} problems more", err=True)


def _status(case: Case, fail_on: str | None) -> int:
    """What the run exits with: a finding asked for counts for more than a problem."""
    if fail_on:
        order = list(Finding)
        if any(order.index(verdict.finding) <= order.index(Finding(fail_on)) for verdict in case.verdicts):
            return FOUND
    return WITH_PROBLEMS if case.problems else DONE
