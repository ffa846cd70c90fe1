"""Decisions kept in decisions.csv, beside the reports: a line each, made to be compared and versioned."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from reconcile import tables
from reconcile.errors import ReconcileError
from reconcile.model import Decision, Problem
from reconcile.review.checking import check
from reconcile.review.deciding import Ids
from reconcile.review.sheets import read

FILE = "decisions.csv"


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """All decisions after new ones were taken, and which of those say something new."""

    decisions: tuple[Decision, ...]
    new: tuple[Decision, ...]
    changed: tuple[Decision, ...]
    unchanged: tuple[Decision, ...]


def kept(folder: Path) -> tuple[tuple[Decision, ...], tuple[Problem, ...]]:
    """The decisions kept in a folder, and the lines of the file that hold none."""
    path = folder / FILE
    if not path.exists():
        return (), ()
    try:
        found = check(path.as_posix(), read(path), Ids(claims=(), questions=()))
    except ReconcileError as error:
        return (), (Problem(path=path.as_posix(), place="whole file", reason=str(error), remedy="mend or remove it"),)
    return found.decisions, found.problems


def keep(folder: Path, decisions: Iterable[Decision]) -> Path:
    """Writes decisions.csv into a folder."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(tables.DECISIONS)
    for one in sorted(decisions, key=lambda one: (one.id, one.reviewer)):
        row = tables.decision_row(one)
        writer.writerow([tables.neutral(str(row[name])) if row[name] is not None else "" for name in tables.DECISIONS])
    path = folder / FILE
    path.write_bytes(out.getvalue().encode("utf-8", "replace"))
    return path


def merged(before: Sequence[Decision], taken: Iterable[Decision]) -> Merged:
    """Decisions taken now beside those kept before: one each for an id and a reviewer, a named one before none."""
    found = {_key(one): one for one in before}
    by_evidence = {(one.evidence, one.reviewer.casefold()): one for one in before if one.evidence}
    new: list[Decision] = []
    changed: list[Decision] = []
    unchanged: list[Decision] = []
    for one in taken:
        old = found.get(_key(one)) or by_evidence.get((one.evidence, one.reviewer.casefold()))  # under an older id
        if old is not None and _alike(old, one):
            unchanged.append(old)
            continue
        unnamed = found.pop((one.id, ""), None) if one.reviewer else None
        (new if old is None and unnamed is None else changed).append(one)
        found[_key(one)] = one
    return Merged(
        decisions=tuple(found.values()), new=tuple(new), changed=tuple(changed), unchanged=tuple(unchanged)
    )


def _key(one: Decision) -> tuple[str, str]:
    return one.id, one.reviewer.casefold()


def _alike(old: Decision, one: Decision) -> bool:
    """Whether a row only carries a decision forward; the note of several who decided alike holds those of all."""
    same = (old.decision, old.value, old.role, old.date, old.evidence) == (
        one.decision, one.value, one.role, one.date, one.evidence,
    )  # fmt: skip
    return same and old.note in one.note
