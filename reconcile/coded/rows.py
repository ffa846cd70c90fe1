"""A row of a coded table → the record of its report, and its claims."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from reconcile.coded.cells import Choice, Count, Order, Unfit, choice, count, day, parts_of_day
from reconcile.coded.columns import ENDS, Columns, Layout
from reconcile.coded.opening import Row
from reconcile.model import Basis, Claim, Document, Qualifier, SourceType, Status

ID_LENGTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row where it stands, with what is known of all rows: where they have what, and how they order dates."""

    path: Path
    number: int
    row: Row
    layout: Layout
    orders: Mapping[str, Order]

    def cell(self, field: str) -> str | None:
        """What the row says of a field, if anything."""
        column = self.layout.fields.get(field)
        return (self.row[column] or None) if column else None

    def day(self, field: str) -> str | None:
        """The day of a field."""
        text = self.cell(field)
        return day(self.layout.fields[field], text, self.orders[field]) if text else None

    def choice(self, field: str, choices: type[Choice]) -> Choice | None:
        """The choice of a field."""
        text = self.cell(field)
        return choice(self.layout.fields[field], field, text, choices) if text else None


def document(entry: Entry) -> Document:
    """The bare record of the report that a row is from."""
    doc = entry.cell("doc") or f"{entry.path.name}, row {entry.number}"
    return Document(
        doc=doc,
        text="",
        sha256=hashlib.sha256(doc.encode()).hexdigest(),
        outlet=entry.cell("outlet"),
        published=entry.day("published") or _as_of(entry),
        url=doc if "://" in doc else None,
    )


def _as_of(entry: Entry) -> str | None:
    """The day that a row is about, in one cell or in three."""
    if told := entry.day("as_of"):
        return told
    year = entry.cell("year")
    if year is None:
        return None
    parts = parts_of_day(year, entry.cell("month") or "", entry.cell("day") or "")
    return day(entry.layout.fields["year"], parts, "")


def claims(entry: Entry, report: Document, times: Counter[str]) -> Iterator[tuple[Claim, int | None]]:
    """The claims of a row, each with its best estimate; `times` counts rows that say the same."""
    layout = entry.layout
    plain = {end: layout.fields[end] for end in ENDS if end in layout.fields}
    measures = dict(layout.measures) | ({entry.cell("measure") or "killed": plain} if plain else {})
    for measure, columns in measures.items():
        told, best = _counted(entry.row, columns)
        yield _claim(entry, report, measure, told, best, times), best


def _counted(row: Row, columns: Columns) -> tuple[Count, int | None]:
    """What a row counts, and its best estimate; a bound that is not told is the best, a best that is not told is what
    both bounds say."""
    counts = {end: count(columns[end], row[columns[end]]) for end in ENDS if end in columns and row[columns[end]]}
    if len(counts) == 1 and (told := next(iter(counts.values()))).words:
        return told, None
    low, high = _end(counts, "low"), _end(counts, "high")
    best = counts["best"].low if "best" in counts and counts["best"].low == counts["best"].high else None
    if "best" in counts:
        low = low if low is not None else counts["best"].low
        high = high if high is not None else counts["best"].high
    elif low == high:
        best = low
    _check_order(columns, [("low", low), ("best", best), ("high", high)])
    return Count(low, high), best


def _end(counts: Mapping[str, Count], end: str) -> int | None:
    if end not in counts:
        return None
    return counts[end].low if end == "low" else counts[end].high


def _check_order(columns: Columns, ends: list[tuple[str, int | None]]) -> None:
    told = [(end, value) for end, value in ends if value is not None]
    for (less, a), (more, b) in pairwise(told):
        if a > b:
            some = columns.get(less) or columns["best"]
            reason = f"{a} is more than {b} in column {columns.get(more) or columns['best']}"
            raise Unfit(some, reason, "put the lowest first, or mend the number")


def _claim(
    entry: Entry, report: Document, measure: str, told: Count, best: int | None, times: Counter[str]
) -> Claim:
    who = entry.cell("who") or "people"
    figure = entry.cell("figure") or told.words or _figure(told.low, best, told.high)
    qualifier = entry.choice("qualifier", Qualifier) or (told.qualifier if told.words else _bound(told))
    status = entry.choice("status", Status)
    if told.low is None and told.high is None:
        qualifier, status = Qualifier.UNKNOWN, Status.UNKNOWN
    return Claim(
        id=entry.cell("id") or _identified(report, entry.row, measure, times),
        doc=report.doc,
        start=entry.number,
        end=entry.number + len(figure),
        figure=figure,
        low=told.low,
        high=told.high,
        qualifier=qualifier,
        measure=measure,
        who=who,
        place=entry.cell("place"),
        source=entry.cell("source"),
        relayed_by=entry.cell("relayed_by"),
        source_type=entry.choice("source_type", SourceType),
        status=status or Status.ASSERTED,
        as_of=_as_of(entry) or report.published,
        basis=entry.choice("basis", Basis) or Basis.TOTAL,
        part_of=None,
        question=None,
        sentence=entry.cell("sentence") or f"{figure} {who} {measure}",
        rule="table",
    )


def _identified(report: Document, row: Row, measure: str, times: Counter[str]) -> str:
    """A short hash of what a row says, which stays when other rows come or go."""
    key = f"{report.doc}:{measure}:{sorted(row.items())}"
    times[key] += 1
    return hashlib.sha256(f"{key}:{times[key]}".encode()).hexdigest()[:ID_LENGTH]


def _figure(low: int | None, best: int | None, high: int | None) -> str:
    if low is None and high is None:
        return "no figure"
    if low is None or high is None:
        return f"at least {low:,}" if low is not None else f"up to {high:,}"
    if low == high:
        return f"{low:,}"
    return f"{low:,} to {high:,}" if best is None else f"{best:,} ({low:,} to {high:,})"


def _bound(told: Count) -> Qualifier:
    if told.low is None or told.high is None:
        return Qualifier.AT_MOST if told.low is None else Qualifier.AT_LEAST
    return Qualifier.EXACT if told.low == told.high else Qualifier.RANGE
