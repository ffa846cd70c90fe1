"""Workbooks as people bring them back: every kind of harm, what is still taken, and what is told of the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import copy
from dataclasses import dataclass
from datetime import datetime

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

Mangle = Callable[[Workbook], None]

WHEN = datetime(2031, 3, 6)
# What was decided, by sheet and id.
MADE: Mapping[str, Mapping[str, Mapping[str, object]]] = {
    "Claims": {
        "c01post": {"decision": "reject", "note": "a typing error"},
        "c02post": {"decision": "accept"},
        "c05copy": {"decision": "accept", "value": 18, "role": "recommended"},
        "c06copy": {"decision": "copy", "note": "of c11her"},
        "c10her": {"decision": "unsure"},
        "c15her": {"decision": "different scope"},
        "c16her": {"decision": "update"},
    },
    "Conflicts": {
        "q1dead": {"decision": "accept", "value": 0, "role": "triangulation"},
        "q2lost": {"decision": "different scope"},
        "q5fled": {"decision": "reject"},
        "q6saved": {"decision": "same as", "note": "q7march"},
    },
}
IDS = frozenset(id for some in MADE.values() for id in some)
FIRST = frozenset(MADE["Conflicts"])
VALUED = frozenset({"c02post", "c05copy", "q1dead"})  # accepted, with a value or without
NAMING = frozenset({"c06copy", "q6saved"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of harm: the ids whose decisions it makes unusable, and words of what is told for them."""

    name: str
    mangle: Mangle
    lost: frozenset[str] = frozenset()
    told: tuple[str, ...] = ()


def decide(book: Workbook) -> Workbook:
    """Enters the decisions, as a reviewer would."""
    for name, some in MADE.items():
        for id, cells in some.items():
            for field, value in {**cells, "reviewer": "Ana", "date": WHEN}.items():
                put(book[name], id, field, value)
    return book


def at(sheet: Worksheet, field: str) -> int:
    """The column of a header."""
    for row in sheet.iter_rows(max_row=5):
        for cell in row:
            if cell.value == field:
                return int(cell.column)
    raise KeyError(field)


def row(sheet: Worksheet, id: str) -> int:
    """The row of an id."""
    column = at(sheet, "id")
    return next(n for n in range(1, sheet.max_row + 1) if sheet.cell(n, column).value == id)


def put(sheet: Worksheet, id: str, field: str, value: object) -> None:
    """Enters a value in the row of an id."""
    sheet.cell(row(sheet, id), at(sheet, field)).value = value


def entered(sheet: str, id: str, field: str, value: object) -> Mangle:
    """A cell that holds this instead."""
    return lambda book: put(book[sheet], id, field, value)


def renamed(field: str, name: str) -> Mangle:
    """A header that reads otherwise on both sheets."""

    def mangle(book: Workbook) -> None:
        for sheet in MADE:
            book[sheet].cell(1, at(book[sheet], field)).value = name

    return mangle


def without(field: str) -> Mangle:
    """A column that is gone from both sheets."""

    def mangle(book: Workbook) -> None:
        for sheet in MADE:
            book[sheet].delete_cols(at(book[sheet], field))

    return mangle


def every(change: Callable[[Worksheet], None]) -> Mangle:
    """What is done to both sheets."""

    def mangle(book: Workbook) -> None:
        for sheet in MADE:
            change(book[sheet])

    return mangle


def grid(sheet: Worksheet) -> list[list[object]]:
    """The values of a sheet."""
    return [[cell.value for cell in line] for line in sheet.iter_rows()]


def refill(sheet: Worksheet, rows: list[list[object]]) -> None:
    """Writes other values over a sheet."""
    for number, line in enumerate(rows, 1):
        for column, value in enumerate(line, 1):
            cell = sheet.cell(number, column)
            cell.hyperlink = None
            cell.value = value


def reordered(sheet: Worksheet) -> None:
    refill(sheet, [line[::-1] for line in grid(sheet)])


def sorted_(sheet: Worksheet) -> None:
    head, *rest = grid(sheet)
    refill(sheet, [head, *rest[::-1]])


def hidden(sheet: Worksheet) -> None:
    for column in sheet.column_dimensions.values():
        column.hidden = True
    for number in range(2, 6):
        sheet.row_dimensions[number].hidden = True


def filtered(sheet: Worksheet) -> None:
    sheet.auto_filter.add_filter_column(0, ["conflict"])
    for number in range(3, sheet.max_row):
        sheet.row_dimensions[number].hidden = True


def titled(sheet: Worksheet) -> None:
    sheet.insert_rows(1, 3)
    sheet.cell(1, 1).value = "Review of the Marn flood, second round"


def last_filled(sheet: Worksheet) -> int:
    """The last row with words in it: a blank far below makes every change of rows slow."""
    rows = enumerate(sheet.iter_rows(values_only=True), 1)
    return max(number for number, values in rows if any(str(value or "").strip() for value in values))


def spaced(sheet: Worksheet) -> None:
    for number in range(last_filled(sheet), 2, -1):
        sheet.insert_rows(number)


def shifted(sheet: Worksheet) -> None:
    sheet.insert_cols(1, 2)


def own_columns(sheet: Worksheet) -> None:
    sheet.insert_cols(3)
    sheet.cell(1, 3).value = "seen by the desk"
    for number in range(2, last_filled(sheet) + 1):
        sheet.cell(number, 3).value = "yes"


def heads(change: Callable[[str], str]) -> Mangle:
    def mangle(sheet: Worksheet) -> None:
        for cell in sheet[1]:
            cell.value = change(str(cell.value))

    return every(mangle)


def cells(field: str, change: Callable[[object], object]) -> Mangle:
    """Every filled cell below a header, changed."""

    def mangle(sheet: Worksheet) -> None:
        column = at(sheet, field)
        for number in range(2, sheet.max_row + 1):
            cell = sheet.cell(number, column)
            if cell.value is not None:
                cell.hyperlink = None
                cell.value = change(cell.value)

    return every(mangle)


def merged_decisions(book: Workbook) -> None:
    sheet, column = book["Claims"], at(book["Claims"], "decision")
    sheet.merge_cells(start_row=2, end_row=3, start_column=column, end_column=column)


def merged_ids(book: Workbook) -> None:
    sheet, column = book["Claims"], at(book["Claims"], "id")
    sheet.merge_cells(start_row=2, end_row=3, start_column=column, end_column=column)


def merged_title(sheet: Worksheet) -> None:
    titled(sheet)
    sheet.merge_cells("A1:F1")


def twice(**changed: object) -> Mangle:
    """The row of a claim a second time below, with some cells changed."""

    def mangle(book: Workbook) -> None:
        sheet = book["Claims"]
        number, last = row(sheet, "c01post"), sheet.max_row + 1
        for column in range(1, sheet.max_column + 1):
            sheet.cell(last, column).value = sheet.cell(number, column).value
        for field, value in changed.items():
            sheet.cell(last, at(sheet, field)).value = value

    return mangle


def second_column(value: object) -> Mangle:
    """A second column of decisions, filled in for one row."""

    def mangle(book: Workbook) -> None:
        sheet = book["Claims"]
        last = sheet.max_column + 1
        sheet.cell(1, last).value = "decision"
        sheet.cell(row(sheet, "c01post"), last).value = value

    return mangle


def deleted(book: Workbook) -> None:
    for id in ("c01post", "c16her"):
        book["Claims"].delete_rows(row(book["Claims"], id))


def removed(name: str) -> Mangle:
    def mangle(book: Workbook) -> None:
        del book[name]

    return mangle


def copied_sheet(book: Workbook) -> None:
    book.copy_worksheet(book["Claims"])


def other_names(book: Workbook) -> None:
    book["Claims"].title, book["Conflicts"].title = "Behauptungen", "Streitfragen"


def very_hidden(book: Workbook) -> None:
    book["Claims"].sheet_state = "veryHidden"


def protected(sheet: Worksheet) -> None:
    sheet.protection.sheet = True
    sheet.protection.password = "x"


def long_tail(sheet: Worksheet) -> None:
    sheet.cell(5_000, 3).value = " "


def typed_as_text(sheet: Worksheet) -> None:
    for line in sheet.iter_rows(min_row=2):
        for cell in line:
            if cell.value is not None:
                cell.hyperlink = None
                cell.number_format = "@"
                cell.value = str(cell.value).removesuffix(" 00:00:00")


def coloured(sheet: Worksheet) -> None:
    for cell in sheet[1]:
        cell.font = copy(sheet["A2"].font)


def some(*ids: str) -> frozenset[str]:
    return frozenset(ids)


KINDS: tuple[Kind, ...] = (
    Kind(name="no sheet Conflicts", mangle=removed("Conflicts"), lost=FIRST, told=("Conflicts: no such sheet",)),
    Kind(name="no sheet Claims", mangle=removed("Claims"), lost=IDS - FIRST, told=("Claims: no such sheet",)),
    Kind(name="sheets renamed", mangle=other_names, told=("Claims: no such sheet", "Conflicts: no such sheet")),
    Kind(name="sheets in another order", mangle=lambda book: book._sheets.reverse()),
    Kind(name="a sheet copied", mangle=copied_sheet),
    Kind(name="a sheet very hidden", mangle=very_hidden),
    Kind(name="sheets protected", mangle=every(protected)),
    Kind(name="the legend removed", mangle=removed("Legend")),
    Kind(name="columns reordered", mangle=every(reordered)),
    Kind(name="rows sorted", mangle=every(sorted_)),
    Kind(name="rows and columns hidden", mangle=every(hidden)),
    Kind(name="rows filtered", mangle=every(filtered)),
    Kind(name="rows deleted", mangle=deleted, lost=some("c01post", "c16her")),
    Kind(name="a title above", mangle=every(titled)),
    Kind(name="a merged title above", mangle=every(merged_title)),
    Kind(name="empty rows between", mangle=every(spaced)),
    Kind(name="empty columns before", mangle=every(shifted)),
    Kind(name="columns of one's own", mangle=every(own_columns)),
    Kind(name="a long empty tail", mangle=every(long_tail)),
    Kind(name="all cells text", mangle=every(typed_as_text)),
    Kind(name="headers formatted", mangle=every(coloured)),
    Kind(name="headers in capitals", mangle=heads(str.upper)),
    Kind(name="headers with marks and spaces", mangle=heads(lambda name: f"  *{name.replace('_', ' ')}: ")),
    Kind(name="id renamed", mangle=renamed("id", "key")),
    Kind(name="id without a header", mangle=renamed("id", "")),
    Kind(name="decision misspelt", mangle=renamed("decision", "descision")),
    Kind(name="decision renamed", mangle=renamed("decision", "Entscheidung")),
    Kind(name="role renamed", mangle=renamed("role", "Verwendung")),
    Kind(name="value renamed", mangle=renamed("value", "Zahl"), lost=VALUED, told=("Claims: no column value",)),
    Kind(name="note renamed", mangle=renamed("note", "Bemerkung"), lost=NAMING, told=("Conflicts: no column note",)),
    Kind(name="reviewer renamed", mangle=renamed("reviewer", "seen"), told=("Claims: no column reviewer",)),
    Kind(name="date renamed", mangle=renamed("date", "Tag"), told=("Claims: no column date",)),
    Kind(name="no column value", mangle=without("value"), lost=VALUED, told=("no column value",)),
    Kind(name="no column id", mangle=without("id"), lost=IDS, told=("Claims: no column id", "Conflicts: no column id")),
    Kind(name="no column decision", mangle=without("decision"), lost=IDS, told=("Claims: no column decision",)),
    Kind(name="no column evidence", mangle=without("evidence"), told=("Claims: no column evidence",)),
    Kind(name="no column role", mangle=without("role"), told=("Claims: no column role",)),
    Kind(
        name="decisions merged", mangle=merged_decisions, lost=some("c02post"),
        told=("rows 2 to 3, column decision", "merged cells: taken for the first row alone"),
    ),
    Kind(name="ids merged", mangle=merged_ids, lost=some("c02post"), told=("rows 2 to 3, column id",)),
    Kind(name="one row twice, alike", mangle=twice()),
    Kind(name="one row twice, another note", mangle=twice(note="again")),
    Kind(
        name="one row twice, decided otherwise", mangle=twice(decision="accept"), lost=some("c01post"),
        told=("row 20, column decision", "row 2 decides reject of c01post"),
    ),
    Kind(name="a second column of decisions, alike", mangle=second_column("reject")),
    Kind(name="a second column of decisions, empty", mangle=second_column(None)),
    Kind(
        name="a second column of decisions, otherwise", mangle=second_column("accept"), lost=some("c01post"),
        told=("two columns decision that differ",),
    ),
    Kind(name="decisions in capitals", mangle=cells("decision", lambda said: f"  {str(said).upper()} ")),
    Kind(name="decisions with hyphens", mangle=cells("decision", lambda said: str(said).replace(" ", "-"))),
    Kind(name="decisions with line breaks", mangle=cells("decision", lambda said: f"\n{said}\u00a0\n")),
    Kind(name="ids with spaces", mangle=cells("id", lambda id: f" {id} ")),
    Kind(name="ids with an apostrophe", mangle=cells("id", lambda id: f"'{id}")),
    Kind(name="days as numbers", mangle=cells("date", lambda day: 47913 if isinstance(day, datetime) else day)),
    Kind(name="days as text", mangle=cells("date", lambda day: "6 March 2031" if isinstance(day, datetime) else day)),
)  # fmt: skip

# A cell that holds something else: in which row and column, what, whether the decision is lost, what is told.
CELLS: tuple[tuple[str, str, str, object, bool, str], ...] = (
    ("words in value", "c05copy", "value", "eighteen", True, "“eighteen” is no whole number"),
    ("a bound in value", "c05copy", "value", "18+", True, "row 6, column value"),
    ("a part of one in value", "c05copy", "value", 18.5, True, "“18.5”"),
    ("less than none in value", "c05copy", "value", -3, True, "“-3”"),
    ("a day in value", "c05copy", "value", WHEN, True, "2031-03-06"),
    ("a truth in value", "c05copy", "value", True, True, "“True”"),
    ("a value beside reject", "c01post", "value", 9, True, "a value beside reject"),
    ("value as text", "c05copy", "value", "18", False, ""),
    ("value with a point", "c05copy", "value", "18.0", False, ""),
    ("value with an apostrophe", "c05copy", "value", "'18", False, ""),
    ("value as a fraction of nothing", "c05copy", "value", 18.0, False, ""),
    ("a decision misspelt", "c01post", "decision", "rejct", True, "write reject, if that is meant"),
    ("a decision in another language", "c01post", "decision", "nein", True, "“nein” is no decision"),
    ("a number for a decision", "c01post", "decision", 2, True, "“2” is no decision"),
    ("an error for a decision", "c01post", "decision", "#REF!", True, "“#REF!” is no decision"),
    ("a formula that fails for a decision", "c02post", "decision", "#NAME?", True, "row 3, column decision"),
    ("a formula for a decision", "c01post", "decision", "=A1", True, "row 2, column decision"),
    ("a note alone", "c11her", "note", "why?", False, "a note but no decision"),
    ("a value alone", "c11her", "value", 500, False, "a value but no decision"),
    ("a role misspelt", "c05copy", "role", "best", False, "“best” is no role; the decision was taken without it"),
    ("no id in a note", "c06copy", "note", "see above", True, "copy, but the note names no other claim"),
    ("its own id in a note", "q6saved", "note", "q6saved", True, "write the id of the other question"),
    ("no id", "c01post", "id", None, True, "row 2, column id"),
    ("a word for an id", "c01post", "id", "this one", True, "“this one” is no id"),
    ("a day nobody can be sure of", "c01post", "date", "3/6/2031", False, "“3/6/2031” is no certain day; the decision"),
)
KINDS += tuple(
    Kind(
        name=name,
        mangle=entered("Conflicts" if id in FIRST else "Claims", id, field, value),
        lost=some(id) if lost else some(),
        told=(told,) if told else (),
    )
    for name, id, field, value, lost, told in CELLS
)
