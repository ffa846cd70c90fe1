"""The paths a user gives become files: folders are walked, globs are matched, and no file comes twice."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from reconcile.model import Problem
from reconcile.readers.manifest import NAMES

WILD = frozenset("*?[")
EXPECTED = ("expected_claims.jsonl", "expected_questions.jsonl")  # what a labelled folder is to come to: no reports


def expand(given: Sequence[str | Path], leave_out: Path | None = None) -> tuple[list[Path], list[Problem]]:
    """The files at `given`, in that order and sorted within folders and globs; problems for paths that lead nowhere.

    Sidecar manifests and what a folder is expected to come to are left out, and so are hidden files and the folder
    `leave_out` when a folder is walked.
    """
    files: list[Path] = []
    problems: list[Problem] = []
    apart = leave_out.resolve() if leave_out else None
    for one in given:
        for path in _matches(one):
            if path.is_dir():
                files += _walked(path, apart, problems)
            elif path.is_file():
                files.append(path)
            else:
                problems.append(_nowhere(path))
    return _once(path for path in files if path.name not in (*NAMES, *EXPECTED)), problems


def _matches(given: str | Path) -> list[Path]:
    path = Path(given)
    if path.exists() or not WILD & set(str(given)):
        return [path]
    found = glob.glob(str(given), recursive=True)  # noqa: PTH207 - unlike Path.glob it passes over hidden files
    return sorted(map(Path, found)) or [path]


def _walked(folder: Path, apart: Path | None, problems: list[Problem]) -> list[Path]:
    def failed(error: OSError) -> None:
        remedy = "check that the folder may be read"
        problems.append(_problem(Path(error.filename), f"cannot be opened: {error.strerror}", remedy))

    found: list[Path] = []
    for place, folders, names in os.walk(folder, onerror=failed):
        here = Path(place)
        folders[:] = [name for name in folders if name[0] != "." and (here / name).resolve() != apart]
        found += [here / name for name in names if name[0] != "."]
    problems += [_nowhere(path) for path in found if not path.is_file()]
    return sorted(path for path in found if path.is_file())


def _nowhere(path: Path) -> Problem:
    if path.exists() or path.is_symlink():
        return _problem(path, "not a file that can be read", "give a file, a folder or a glob")
    if WILD & set(str(path)):
        return _problem(path, "no file matches", "check the pattern")
    return _problem(path, "no such file", "check the spelling, and the folder the command runs in")


def _problem(path: Path, reason: str, remedy: str) -> Problem:
    return Problem(path=path.as_posix(), place="path", reason=reason, remedy=remedy)


def _once(files: Iterable[Path]) -> list[Path]:
    """Each file once, under the name by which it was first reached."""
    return list({path.resolve(): path for path in reversed(list(files))}.values())[::-1]
