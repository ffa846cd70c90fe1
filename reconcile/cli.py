"""The command line. This is the only module that prints; what is heavy is imported when it is needed."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
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
    from reconcile.review.taking import Taking

DONE, FOUND, UNUSABLE, WITH_PROBLEMS = range(4)  # exit statuses
SHOWN = 20  # problems, on the screen
INKS = {Finding.CONFLICT: "red", Finding.REVISED: "yellow", Finding.SCOPE: "magenta", Finding.UPDATE: "blue"}

paths = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
out_folder = click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder to write reports into.",
)  # fmt: skip
rule_shown = click.option(
    "--rule", default="range", show_default=True, type=click.Choice([one.name for one in rules.RULES]),
    help="The rule whose pick is shown; the reports say what each of them does.",
)  # fmt: skip
days_apart = click.option(
    "--window", default=1, show_default=True, type=click.IntRange(min=0), metavar="DAYS",
    help="How many days apart two figures may be to speak of the same day.",
)  # fmt: skip
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
    documents or decisions could not be read.
    """


@main.command()
@paths
@out_folder
@rule_shown
@days_apart
@click.option(
    "--fail-on", "fail_on", type=click.Choice([str(finding) for finding in Finding]),
    help="Exit with status 1 if a question comes to this finding or a worse one.",
)  # fmt: skip
@click.option(
    "--also", multiple=True, type=click.Choice(["annotations", "hxl", "ucdp", "claimreview", "eventreport"]),
    help="Write this format too; may be given several times.",
)  # fmt: skip
@click.option(
    "--format", "form", default="table", show_default=True, type=click.Choice(["table", "markdown", "json", "csv"]),
    help="The format of the conflict table on standard output.",
)  # fmt: skip
@click.option("--quiet", is_flag=True, help="Print nothing but problems.")
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
    also: tuple[str, ...],
    form: str,
    quiet: bool,
    everything: bool,
    folder: Path | None,
    largest: float,
) -> None:
    """Reads documents (files, folders or globs), writes every report into a folder, and shows the conflict table.

    Documents are .txt, .md and .html files; a manifest.jsonl or manifest.csv beside them may tell their outlet and day.
    """
    from reconcile import engine, writers
    from reconcile.review import keeping, taking
    from reconcile.writers import exchange

    measures = _measures(folder)
    decisions, broken = keeping.kept(out)
    with _progress(quiet) as progress:
        case = engine.run(
            paths, window_days=window, measures=measures, decisions=decisions, largest=int(largest * 1e6),
            leave_out=out, progress=progress,
        )  # fmt: skip
    case = replace(case, problems=(*case.problems, *broken))
    try:
        moved = taking.aside(out)
        made = [*writers.write(case, out, rule), *exchange.write(case, out, also)]
    except OSError as error:
        raise ReconcileError(f"{error.filename or out}: {error.strerror}; nothing more was written") from error
    _tell(case.problems)
    if moved:
        told = f"reconcile review {moved.as_posix()} takes them"
        click.echo(f"review.xlsx held decisions that were not taken; it is kept as {moved.name}: {told}", err=True)
    if not case.documents:
        raise NothingToRead("no document could be read; the reasons stand above and in problems.csv")
    if not quiet:
        _show(case, rule, form, everything)
        _tell_decisions(case)
        click.echo(f"Reports are in {out.as_posix()}: {', '.join(path.name for path in made)}", err=True)
    ctx.exit(_status(case, fail_on))


@main.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--from", "--out", "folder", type=click.Path(file_okay=False, path_type=Path),
    help="The folder of the run that was reviewed; else that of the first file.",
)  # fmt: skip
@click.option("--reviewers", is_flag=True, help="Merge the files of several reviewers, and tell how far they agree.")
@click.pass_context
def review(ctx: click.Context, files: Sequence[Path], folder: Path | None, reviewers: bool) -> None:
    """Takes a reviewer's decisions from a workbook (.xlsx, .ods, .csv); the next run into the folder applies them.

    The workbook is left as it is: decisions are kept in decisions.csv in the folder of the run.
    """
    if len(files) > 1 and not reviewers:
        raise click.UsageError("give one file, or --reviewers to merge the files of several")
    from reconcile.review import taking

    taken = taking.take(files, folder or files[0].parent, reviewers=reviewers)
    _tell_taken(taken)
    ctx.exit(WITH_PROBLEMS if taken.problems else DONE)


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
@out_folder
@click.option(
    "--columns", default="", metavar="FIELD=COLUMN,...",
    help="Which column holds which field, where its name does not tell: story=EventNo,killed_best=Fatal.",
)  # fmt: skip
@rule_shown
@days_apart
@click.pass_context
def table(ctx: click.Context, file: Path, out: Path, columns: str, rule: str, window: int) -> None:
    """Reconciles claims that a person or another program made, and sums up what each rule picks over all events.

    CLAIMS is a .csv, .tsv, .json, .jsonl, .xlsx, .ods, .parquet or .dta table, a claim or a report a row. Columns are
    known by their names: event_id, report_id, source, date, deaths_low, deaths_best, deaths_high, and many more.
    """
    from reconcile import coded, engine, totals, writers
    from reconcile.writers import sums

    told = coded.read(file, dict(_mapped(pair) for pair in columns.split(",") if pair.strip()))
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
def _progress(quiet: bool = False) -> Iterator[Progress | None]:
    """A bar on standard error with counts, rate and time left, where a person looks at it."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
    with Bar(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def told(stage: str, done: int, of: int) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, rate="")
            speed = bar.tasks[list(tasks).index(stage)].speed
            bar.update(tasks[stage], completed=done, total=of, rate=f"{speed:.0f}/s" if speed else "")

        yield told


def _show(case: Case, rule: str, form: str, everything: bool) -> None:
    from reconcile.writers import terminal

    if form == "table":
        width = shutil.get_terminal_size((terminal.USUAL, 24)).columns
        click.echo(terminal.table(case, rule, width=width, everything=everything, paint=_painted))
    else:
        forms = {"markdown": terminal.markdown, "json": terminal.lines, "csv": terminal.commas}
        click.echo(forms[form](case, rule, everything=everything))


def _coloured() -> bool:
    """Whether a person looks, and wants colours: https://no-color.org."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def _painted(finding: str) -> str:
    if not _coloured():
        return finding
    return click.style(finding, fg=INKS.get(Finding(finding)), bold=finding == Finding.CONFLICT)


def _marked(figure: str) -> str:
    return click.style(figure, bold=True, reverse=True) if _coloured() else f"[[{figure}]]"


def _tell(problems: Sequence[Problem]) -> None:
    for problem in problems[:SHOWN]:
        click.echo(f"{problem.path}, {problem.place}: {problem.reason}; {problem.remedy}", err=True)
    if len(problems) > SHOWN:
        click.echo(f"... and {len(problems) - SHOWN} problems more", err=True)


def _tell_taken(taken: Taking) -> None:
    """What was taken, what was not and why, and which ids the run no longer has."""
    from reconcile import wording
    from reconcile.review import agreement

    found = taken.kept
    for word, some in (("new", found.new), ("changed", found.changed)):
        for one in some:
            click.echo(f"{one.id}  {word}: {wording.ruling(one)}")
    for pair in taken.agreed:
        kappa = "not defined" if pair.kappa is None else f"{pair.kappa:.2f}"
        click.echo(f"{pair.one} and {pair.other}: {pair.alike} of {pair.both} alike, Cohen's kappa {kappa}")
    for id, differing in agreement.differing(found.decisions).items():
        told = [f"{one.reviewer or 'unnamed'}: {wording.decided(one)}" for one in differing]
        click.echo(f"{id}  reviewers differ: {'; '.join(told)}")
    counts = f"{len(found.new):,} new, {len(found.changed):,} changed, {len(found.unchanged):,} as before"
    click.echo(f"{wording.counted(len(found.decisions), 'decision')} in {taken.path.as_posix()}: {counts}.")
    for problem in taken.problems:
        click.echo(f"{problem.path}, {problem.place}: {problem.reason}; {problem.remedy}", err=True)
    for id in taken.unmatched:
        click.echo(f"{id}: no claim or question of the run has this id any more; its decision is kept", err=True)
    if not taken.run:
        folder = taken.path.parent.as_posix()
        click.echo(f"No run in {folder}: ids were not checked; name its folder with --from", err=True)


def _tell_decisions(case: Case) -> None:
    """How many decisions were applied, and which are to be looked at again."""
    again = [one for one in case.settled if one.again]
    if case.settled:
        applied = len(case.settled) - len(again)
        click.echo(f"Decisions: {applied:,} applied, {len(again):,} to be looked at again.", err=True)
    for one in again[:SHOWN]:
        told = f"{one.target or one.decision.id}, {one.decision.decision}"
        click.echo(f"{told} by {one.decision.reviewer or 'a reviewer'}: {one.again}", err=True)
    if len(again) > SHOWN:
        click.echo(f"... and {len(again) - SHOWN} more, on sheet Decisions of review.xlsx", err=True)


def _status(case: Case, fail_on: str | None) -> int:
    """What the run exits with: a finding asked for counts for more than a problem."""
    if fail_on:
        order = list(Finding)
        from reconcile.review import rejected

        left = rejected(case.settled)
        found = [verdict.finding for verdict in case.verdicts if verdict.question not in left]
        if any(order.index(finding) <= order.index(Finding(fail_on)) for finding in found):
            return FOUND
    return WITH_PROBLEMS if case.problems else DONE
