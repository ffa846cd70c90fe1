"""Comma-separated tables, safe to open in a spreadsheet: no cell can start a formula there."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from reconcile import tables
from reconcile.model import Case
from reconcile.tables import Json, Row


def claims(case: Case, rule: str = tables.DEFAULT_RULE) -> bytes:  # noqa: ARG001 - all writers are called alike
    """claims.csv"""
    return written(tables.CLAIMS, tables.claim_rows(case))


def conflicts(case: Case, rule: str = tables.DEFAULT_RULE) -> bytes:
    """conflicts.csv: figures and reasons are set apart by a vertical bar."""
    return written(tables.CONFLICTS, tables.conflict_rows(case, rule))


def sources(case: Case, rule: str = tables.DEFAULT_RULE) -> bytes:  # noqa: ARG001
    """sources.csv: names are set apart by a vertical bar."""
    return written(tables.SOURCES, tables.source_rows(case))


def problems(case: Case, rule: str = tables.DEFAULT_RULE) -> bytes:  # noqa: ARG001
    """problems.csv"""
    return written(tables.PROBLEMS, tables.problem_rows(case))


def written(columns: Sequence[str], rows: Iterable[Row]) -> bytes:
    """A header and rows as UTF-8, nulls empty, lists set apart by a vertical bar."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_cell(row[name]) for name in columns] for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def _cell(value: Json) -> str | int:
    if value is None or isinstance(value, int):
        return "" if value is None else value
    return tables.neutral(value if isinstance(value, str) else " | ".join(map(str, value)))
