"""The files of reviewers are taken together: what they decide, where they differ, and what cannot be taken."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from reconcile.errors import ReconcileError
from reconcile.model import Problem
from reconcile.review.agreement import Agreement, agreements
from reconcile.review.checking import check
from reconcile.review.deciding import Ids
from reconcile.review.keeping import FILE, Merged, keep, kept, merged
from reconcile.review.sheets import read

WORKBOOK = "review.xlsx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taking:
    """All decisions kept after some were taken, what was not, ids that the run lacks, and how reviewers agree."""

    kept: Merged
    problems: tuple[Problem, ...]
    unmatched: tuple[str, ...]
    agreed: tuple[Agreement, ...]
    path: Path
    run: bool  # whether the folder holds a run to compare ids with


def take(files: Sequence[Path], folder: Path, *, reviewers: bool = False) -> Taking:
    """Reads decisions from the files of one reviewer, or of several, and keeps them in the folder of a run.

    With `reviewers`, who decided is the name of the file where a row does not say. ReconcileError where a file cannot
    be read or the decisions kept before cannot be read again; then nothing is written.
    """
    before, broken = kept(folder)
    if broken:
        first = broken[0]
        raise ReconcileError(f"{first.path}, {first.place}: {first.reason}; mend it first, for it is written anew")
    ids = _ids(folder)
    some = [check(file.as_posix(), read(file), ids, reviewer=file.stem if reviewers else "") for file in files]
    decisions = [one for checked in some for one in checked.decisions]
    found = merged(before, decisions)
    try:
        path = keep(folder, found.decisions) if decisions else folder / FILE
    except OSError as error:
        raise ReconcileError(f"{folder / FILE}: {error.strerror}; nothing was kept") from error
    return Taking(
        kept=found,
        problems=tuple(problem for checked in some for problem in checked.problems),
        unmatched=tuple(dict.fromkeys(id for checked in some for id in checked.unmatched)),
        agreed=agreements(decisions) if reviewers else (),
        path=path,
        run=bool(ids.claims or ids.questions),
    )


def aside(folder: Path) -> Path | None:
    """Moves the workbook of a folder out of the way of the next, where it holds decisions that were never taken.

    The path that it then has; None where there is nothing to lose.
    """
    path = folder / WORKBOOK
    if not path.exists():
        return None
    try:
        checked = check(path.as_posix(), read(path), _ids(folder))
        found = merged(kept(folder)[0], checked.decisions)
        told = [problem for problem in checked.problems if ", row" in problem.place]  # of what a person entered
        if not (found.new or found.changed or told):
            return None
    except ReconcileError:
        pass  # no workbook of ours: a person put it there
    free = next(name for n in count(1) if not (name := folder / f"review-{n}.xlsx").exists())
    return path.rename(free)


def _ids(folder: Path) -> Ids:
    """The ids of the run in a folder; none where there is no run."""
    return Ids(claims=_listed(folder / "claims.jsonl"), questions=_listed(folder / "questions.jsonl"))


def _listed(path: Path) -> frozenset[str]:
    if not path.exists():
        return frozenset()
    try:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]
        return frozenset(str(row["id"]) for row in rows)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ReconcileError(f"{path}: cannot be read ({error}); run again to write it anew") from error
