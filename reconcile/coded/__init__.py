"""Tables of claims that a person or another program made: each row becomes claims, its report a bare document record.

Columns are known by their names (`lexicon/LANGUAGE/columns.toml`) or as the caller maps them. A row with low, best and
high for a measure ("deaths_low", "deaths_best", "deaths_high") is one claim of it; a row may hold several measures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from reconcile.coded.cells import Unfit, order
from reconcile.coded.columns import Columns, fields, laid_out, nothing
from reconcile.coded.opening import opened
from reconcile.coded.rows import Entry, claims, document
from reconcile.model import Claim, Document, Problem

__all__ = ["Told", "fields", "read"]

FIRST = 2  # the number of the first row: the line below the names
DATES = ("published", "as_of")  # fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a table holds: bare documents, claims, the story of each claim if told, its best estimate, and problems."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    stories: Mapping[str, str] | None
    best: Mapping[str, int]
    problems: tuple[Problem, ...]


def read(path: Path, columns: Columns | None = None, language: str = "en") -> Told:
    """The claims of a table: text in columns, JSON, a spreadsheet, Parquet or Stata, by its suffix.

    Rows that cannot be used are problems, and nothing else is lost.
    ReconcileError where the file cannot be read, or has no column of numbers.
    """
    names, rows, odd = opened(path, nothing(language))
    layout = laid_out(path, names, columns or {}, language)
    dated = {field: layout.fields[field] for field in DATES if field in layout.fields}
    orders = {field: order(row[column] for row in rows) for field, column in dated.items()}
    documents: dict[str, Document] = {}
    found: list[Claim] = []
    stories: dict[str, str] = {}
    best: dict[str, int] = {}
    problems = list(odd)
    times: Counter[str] = Counter()
    for number, row in enumerate(rows, FIRST):
        entry = Entry(path=path, number=number, row=row, layout=layout, orders=orders)
        try:
            report = document(entry)
            told = list(claims(entry, report, times))
        except Unfit as unfit:
            place = f"row {number}, column {unfit.column}"
            problems.append(Problem(path=path.as_posix(), place=place, reason=unfit.reason, remedy=unfit.remedy))
            continue
        documents.setdefault(report.doc, report)
        for claim, point in told:
            found.append(claim)
            stories[claim.id] = entry.cell("story") or "no story"
            best |= {claim.id: point} if point is not None else {}
    return Told(
        documents=tuple(documents.values()), claims=tuple(found), best=best, problems=tuple(problems),
        stories=stories if "story" in layout.fields else None,
    )  # fmt: skip
