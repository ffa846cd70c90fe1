"""How a sheet is laid out and its cells are written: numbers as numbers, days as days, text as nothing but text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import TypeAlias

import regex
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reconcile import wording
from reconcile.model import Finding
from reconcile.tables import FORMULA, Json, Row

Rows: TypeAlias = Mapping[str, int]  # the row of a sheet, by id
Link: TypeAlias = Callable[[Row], str | None]
Parts: TypeAlias = tuple[str, str, str]  # a sentence: before its figure, the figure, after it
Styles: TypeAlias = Mapping[str, Format]

LONGEST = 32_767  # characters that a cell can hold
MOST_ROWS = 1_048_575  # below the header
MOST_LINKS = 65_530  # on a sheet
LINE, HIGHEST = 15, 405  # points: a line of text, the highest row
NARROW = 1.1  # letters of common text that fit where a column counts one digit
INDENT = 1.5  # letters that are left free before a text
CUT = " … (cut: in full in the .jsonl and .csv files)"
DAY = regex.compile(r"(?:19|[2-9]\d)\d\d-\d\d-\d\d")
LOST = regex.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\p{Cs}\ufffe\uffff]")  # what no workbook may hold
# Fill and ink of a finding: told apart by lightness as well as by hue, and always named in words beside it.
COLOURS: Mapping[str, tuple[str, str]] = {
    Finding.CONFLICT: ("#B3261E", "#FFFFFF"),
    Finding.REVISED: ("#E8710A", "#000000"),
    Finding.SCOPE: ("#D9C8F2", "#2B1650"),
    Finding.UPDATE: ("#BBD6F7", "#0B2A55"),
    Finding.COMPATIBLE: ("#CDEBE6", "#063B34"),
    Finding.AGREE: ("#CBE8C5", "#12400B"),
    Finding.SINGLE: ("#ECECEC", "#333333"),
    Finding.UNKNOWN: ("#FFFFFF", "#555555"),
}
WRAPPED = ("text", "strong", "rich", "decide")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a sheet: what it shows, how wide, in which format, where a click leads, what stands in bold."""

    name: str
    width: int
    style: str = "text"
    link: Link | None = None
    parts: Callable[[Row], Parts] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A sheet as written, and what had no room on it: rows, links, ends of long texts."""

    name: str
    sheet: Worksheet
    rows: int
    left: int
    unlinked: int
    cut: int


def styles(book: xlsxwriter.Workbook) -> dict[str, Format]:
    """The formats of a book by name; each has a twin for text that a program would take for a formula."""
    base: dict[str, object] = {"valign": "top", "font_size": 11, "bottom": 1, "bottom_color": "#DDE1E6"}
    left: dict[str, object] = {"align": "left", "indent": 1}
    yellow: dict[str, object] = {"bg_color": "#FFF9E5", "left": 1, "left_color": "#E5D9AE"}
    kinds: dict[str, dict[str, object]] = {
        "text": {"text_wrap": True, **left},
        "rich": {"text_wrap": True, **left},
        "strong": {"text_wrap": True, "bold": True, **left},
        "number": {"num_format": "#,##0", "align": "right", "indent": 1},
        "count": {"num_format": "#,##0", "align": "center"},
        "date": {"num_format": "yyyy-mm-dd", "align": "left"},
        "plain": {"num_format": "0", "font_color": "#555555"},
        "small": {"font_color": "#555555", "font_size": 9},
        "id": {"font_color": "#555555", "font_size": 9, "font_name": "Consolas"},
        "link": {"font_color": "#0B57D0", "underline": 1, "font_size": 9},
        "head": {"bold": True, "bg_color": "#1F2A37", "font_color": "#FFFFFF", "text_wrap": True, **left},
        "decide head": {"bold": True, "bg_color": "#FFE08A", "font_color": "#000000", "text_wrap": True, **left},
        "decide": {"text_wrap": True, **left} | yellow,
        "decide number": {"num_format": "#,##0"} | yellow,
        "decide date": {"num_format": "yyyy-mm-dd", "align": "left"} | yellow,
        "title": {"bold": True, "font_size": 16, "bottom": 0},
        "heading": {"bold": True, "font_size": 12, "bottom": 0},
    }
    for finding, (fill, ink) in COLOURS.items():
        kinds[str(finding)] = {"bold": True, "bg_color": fill, "font_color": ink, **left}
    found = {name: book.add_format(base | kind) for name, kind in kinds.items()}
    quoted = {f"{name} quoted": book.add_format(base | kind | {"quote_prefix": True}) for name, kind in kinds.items()}
    return found | quoted | {"bold": book.add_format({"bold": True})}


def sheet(
    book: xlsxwriter.Workbook, kinds: Styles, name: str, columns: Sequence[Column], rows: Sequence[Row], *, frozen: int
) -> Written:
    """Adds a sheet with a header that stays in view, beside `frozen` columns, and a filter over all of it."""
    made = book.add_worksheet(name)
    for at, column in enumerate(columns):
        made.set_column(at, at, column.width)
        head = "decide head" if column.style.startswith("decide") else "head"
        made.write_string(0, at, column.name, kinds[head])
    shown, links, unlinked, cut = rows[:MOST_ROWS], MOST_LINKS, 0, 0
    for number, row in enumerate(shown, 1):
        for at, column in enumerate(columns):
            target = column.link(row) if column.link else None
            unlinked += bool(target) and not links
            target = target if links else None
            links -= target is not None
            cut += _write(made, number, at, row, column, kinds, target)
        made.set_row(number, _height(row, columns))
    made.freeze_panes(1, frozen)
    made.autofilter(0, 0, max(1, len(shown)), len(columns) - 1)
    lay_out(made)
    made.repeat_rows(0)
    return Written(name=name, sheet=made, rows=len(shown), left=len(rows) - len(shown), unlinked=unlinked, cut=cut)


def lay_out(made: Worksheet) -> None:
    """The page on which a sheet is printed: A4 across, as wide as the paper."""
    made.set_landscape()
    made.set_paper(9)  # A4
    made.set_margins(0.4, 0.4, 0.5, 0.6)
    made.set_footer("&L&A&RPage &P of &N")
    made.fit_to_pages(1, 0)


def to_row(name: str, rows: Rows, column: str) -> Link:
    """A click leads to the row of the sheet `name` that the cell names."""

    def target(row: Row) -> str | None:
        number = rows.get(str(row[column]))
        return None if number is None else f"internal:'{name}'!A{number + 1}"

    return target


def to_page(row: Row) -> str:
    """A click leads to where the row's id stands in the page beside the workbook."""
    return f"external:report.html#{row['id']}"


def _write(
    made: Worksheet, number: int, at: int, row: Row, column: Column, kinds: Styles, target: str | None
) -> bool:
    """Writes a cell; whether its text had to be cut."""
    value, style = row.get(column.name), _style(column, row.get(column.name), target)
    if value is None or value in ("", [], ()):
        made.write_blank(number, at, None, kinds[style])
        return False
    if isinstance(value, int):
        made.write_number(number, at, value, kinds[style])
        return False
    if style.endswith("date") and (day := _day(value)):
        made.write_datetime(number, at, day, kinds[style])
        return False
    told = text(value)
    style += " quoted" if told.startswith(FORMULA) else ""
    shown = told if len(told) <= LONGEST else told[: LONGEST - len(CUT)] + CUT
    parts = column.parts(row) if column.parts and shown == told else ("", "", "")
    if target:
        made.write_url(number, at, target, kinds[style], shown)
    elif parts[1] and (parts[0] or parts[2]):
        made.write_rich_string(number, at, *_rich(parts, kinds["bold"]), kinds[style])
    else:
        made.write_string(number, at, shown, kinds[style])
    return shown != told


def _style(column: Column, value: Json, target: str | None) -> str:
    if column.style == "finding":
        return str(value)
    return "id" if column.link and not target else column.style


def _day(value: Json) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and DAY.fullmatch(value) else None
    except ValueError:
        return None


def _rich(parts: Parts, bold: Format) -> list[str | Format]:
    before, figure, after = (LOST.sub("\ufffd", part) for part in parts)
    return [*([before] if before else []), bold, figure, *([after] if after else [])]


def text(value: Json) -> str:
    """A cell's text: lists a line each, days of a course and picks of rules as words."""
    told = value if isinstance(value, str) else "" if value is None else "\n".join(_parts(value))
    return LOST.sub("\ufffd", told)


def _parts(value: Json) -> list[str]:
    if isinstance(value, Mapping):
        return [f"{name}: {pick}" for name, pick in value.items()]
    if not isinstance(value, Sequence):
        return [str(value)]
    return [_standing(one) if isinstance(one, Mapping) else str(one) for one in value]


def _standing(one: Mapping[str, Json]) -> str:
    return f"{wording.day(str(one['day']) if one['day'] else None)}: {one['finding']}"


def _height(row: Row, columns: Sequence[Column]) -> int:
    """The height in points that shows a row's text in full: not every program finds it by itself."""
    wrapped = [column for column in columns if column.style in WRAPPED]
    return min(LINE * max(lines(text(row.get(column.name)), column.width) for column in wrapped), HIGHEST)


def lines(told: str, width: int) -> int:
    """How many lines a text takes in a column."""
    room = (width - INDENT) * NARROW
    return sum(ceil(len(part) / room) or 1 for part in told.split("\n"))
