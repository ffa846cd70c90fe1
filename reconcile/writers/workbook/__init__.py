"""The workbook that an editor reviews: the conflict table with columns to decide in, and behind it all it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from io import BytesIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reconcile import tables, wording
from reconcile.model import Case, Choice, Finding, Role
from reconcile.tables import Row
from reconcile.writers.workbook import charts, columns, legend, rows
from reconcile.writers.workbook.cells import COLOURS, CUT, LONGEST, Column, Parts, sheet, styles
from reconcile.writers.workbook.rows import AGAIN

__all__ = ["COLOURS", "CUT", "LONGEST", "review"]

CREATED = datetime(2000, 1, 1)  # the file says nothing of the clock
LARGEST = 10**12  # of the numbers that a reviewer may put


def review(case: Case, rule: str = tables.DEFAULT_RULE) -> bytes:
    """review.xlsx: sheets Conflicts, Claims, Sources, Documents, Problems, Charts and Legend, and where any were taken
    before, Decisions.
    """
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    book.set_properties({"title": "Figures to review", "created": CREATED})
    book.set_size(2400, 1500)
    kinds = styles(book)
    questions, claims = rows.conflicts(case, rule), rows.claims(case)
    asked, made = _places(questions), _places(claims)
    across = columns.conflicts(made)
    conflicts = sheet(book, kinds, "Conflicts", across, questions, frozen=2)
    _ready(conflicts.sheet, across, len(questions), kinds)
    along = columns.claims(asked, made, _sentences(case))
    listed = sheet(book, kinds, "Claims", along, claims, frozen=2)
    _ready(listed.sheet, along, len(claims), kinds)
    written = [
        conflicts,
        listed,
        sheet(book, kinds, "Sources", columns.sources(), tables.source_rows(case), frozen=1),
        sheet(book, kinds, "Documents", columns.documents(), rows.documents(case), frozen=1),
        sheet(book, kinds, "Problems", columns.problems(), tables.problem_rows(case), frozen=1),
    ]
    if case.settled:
        kept = columns.decisions(asked, made)
        written.append(sheet(book, kinds, "Decisions", kept, rows.decisions(case), frozen=1))
    charts.add(book, kinds, case)
    legend.write(book.add_worksheet("Legend"), kinds, case, rule, written)
    book.close()
    return out.getvalue()


def _places(some: Sequence[Row]) -> dict[str, int]:
    return {str(row["id"]): number for number, row in enumerate(some, 1)}


def _sentences(case: Case) -> Mapping[str, Parts]:
    documents = {document.doc: document for document in case.documents}
    return {claim.id: wording.marked(claim, documents.get(claim.doc)) for claim in case.claims}


def _ready(made: Worksheet, across: Sequence[Column], count: int, kinds: Mapping[str, Format]) -> None:
    """Lets a reviewer decide: lists to choose from, numbers and days checked as they are typed, a page to print."""
    names = [column.name for column in across]
    last = max(1, count)
    checks: Mapping[str, Mapping[str, object]] = {
        "decision": _list("Not a decision", [*Choice]),
        "role": _list("Not a role", [*Role]),
        "value": {
            "validate": "integer", "criteria": "between", "minimum": 0, "maximum": LARGEST,
            "error_title": "Not a number", "error_message": "A whole number, 0 or more, without words.",
        },
        "date": {
            "validate": "date", "criteria": ">=", "value": date(1900, 1, 1),
            "error_title": "Not a day", "error_message": "A day, such as 2031-03-06.",
        },
    }  # fmt: skip
    for name, check in checks.items():
        made.data_validation(1, names.index(name), last, names.index(name), dict(check))
    state = names.index("state")
    amber = {"type": "text", "criteria": "containing", "value": AGAIN, "format": kinds[str(Finding.REVISED)]}
    made.conditional_format(1, state, last, state, amber)
    made.print_area(0, 0, last, names.index("note"))  # what a person at a desk needs, in a size to read


def _list(title: str, words: Sequence[str]) -> Mapping[str, object]:
    told = f"Choose one of: {', '.join(words)}."
    return {"validate": "list", "source": list(words), "error_title": title, "error_message": told}
