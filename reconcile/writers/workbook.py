"""The workbook that an editor reviews: the conflict table with columns to decide in, and behind it all it rests on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from math import ceil
from typing import TypeAlias

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reconcile import rules, tables, wording
from reconcile.model import Case, Finding
from reconcile.tables import Json, Row

Rows: TypeAlias = Mapping[str, int]  # the row of a sheet, by id
Link: TypeAlias = Callable[[Row], str | None]

CREATED = datetime(2000, 1, 1)  # the file says nothing of the clock
LONGEST = 32_767  # characters that a cell can hold
MOST_ROWS = 1_048_575  # below the header
MOST_LINKS = 65_530  # on a sheet
LINE, HIGHEST = 15, 405  # points: a line of text, the highest row
NARROW = 1.1  # letters of common text that fit where a column counts one digit
MOST_REASONS = 3  # in a row of the sheet Conflicts
CUT = " … (cut: in full in the .jsonl and .csv files)"
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
DECISIONS: Mapping[str, str] = {
    "confirm": "The finding is right as it stands.",
    "choose": "The number under chosen figure is to be used.",
    "not one question": "The figures do not count the same thing and should not be compared.",
    "misread": "A figure, its speaker or its day was read wrongly; say which in the note.",
    "check further": "Left open; say in the note what is to be found out.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a sheet: what it shows, how wide, in which format, and where a click on it leads."""

    name: str
    width: int
    style: str = "text"
    link: Link | None = None


def review(case: Case, rule: str = tables.DEFAULT_RULE) -> bytes:
    """review.xlsx: sheets Conflicts, Claims, Questions, Problems and About."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": "Figures to review", "created": CREATED})
    book.set_size(2400, 1500)
    styles = _styles(book)
    questions, claims = tables.question_rows(case), tables.claim_rows(case)
    asked = {str(row["id"]): number for number, row in enumerate(questions, 1)}
    made = {str(row["id"]): number for number, row in enumerate(claims, 1)}
    conflicts = [row | {"reasons": _gravest(row["reasons"])} for row in tables.conflict_rows(case, rule)]
    sheet = _sheet(book, styles, "Conflicts", _conflict_columns(asked), conflicts, frozen=2)
    _ask_for_decisions(sheet, len(conflicts), [column.name for column in _conflict_columns(asked)])
    _sheet(book, styles, "Claims", _claim_columns(asked, made), claims, frozen=1)
    _sheet(book, styles, "Questions", _question_columns(asked, made), questions, frozen=1)
    _sheet(book, styles, "Problems", _problem_columns(), tables.problem_rows(case), frozen=1)
    _about(book.add_worksheet("About"), styles, case, rule)
    book.close()
    return out.getvalue()


def _styles(book: xlsxwriter.Workbook) -> dict[str, Format]:
    base: dict[str, object] = {"valign": "top", "font_size": 11, "bottom": 1, "bottom_color": "#DDE1E6"}
    kinds: dict[str, dict[str, object]] = {
        "text": {"text_wrap": True},
        "strong": {"text_wrap": True, "bold": True},
        "number": {"num_format": "#,##0"},
        "count": {"num_format": "#,##0", "align": "center"},
        "plain": {"num_format": "0", "font_color": "#555555"},
        "small": {"font_color": "#555555", "font_size": 9},
        "link": {"font_color": "#0B57D0", "underline": 1, "font_size": 9},
        "head": {"bold": True, "bg_color": "#1F2A37", "font_color": "#FFFFFF", "text_wrap": True},
        "decide head": {"bold": True, "bg_color": "#FFE08A", "font_color": "#000000", "text_wrap": True},
        "decide": {"text_wrap": True, "bg_color": "#FFF9E5", "left": 1, "left_color": "#E5D9AE"},
        "title": {"bold": True, "font_size": 16, "bottom": 0},
    }
    found = {name: book.add_format(base | kind) for name, kind in kinds.items()}
    for finding, (fill, ink) in COLOURS.items():
        found[str(finding)] = book.add_format(base | {"bold": True, "bg_color": fill, "font_color": ink})
    return found


def _conflict_columns(asked: Rows) -> Sequence[Column]:
    return (
        Column(name="finding", width=12, style="finding"),
        Column(name="question", width=24, style="strong"),
        Column(name="figures", width=46),
        Column(name="reasons", width=40),
        Column(name="pick", width=15),
        Column(name="decision", width=16, style="decide"),
        Column(name="chosen figure", width=14, style="decide"),
        Column(name="note", width=26, style="decide"),
        Column(name="origins", width=8, style="count"),
        Column(name="outlets", width=8, style="count"),
        Column(name="documents", width=10, style="count"),
        Column(name="now", width=12, style="finding"),
        Column(name="story", width=16, style="small"),
        Column(name="rule", width=8, style="small"),
        Column(name="id", width=14, style="link", link=_to("Questions", asked, "id")),
    )


def _claim_columns(asked: Rows, made: Rows) -> Sequence[Column]:
    shapes: dict[str, tuple[int, str]] = {
        "doc": (30, "text"), "start": (8, "plain"), "end": (8, "plain"), "figure": (18, "strong"),
        "low": (10, "number"), "high": (10, "number"), "sentence": (80, "text"), "who": (20, "text"),
        "place": (18, "text"), "source": (22, "text"), "relayed_by": (18, "text"), "rule": (24, "small"),
    }  # fmt: skip
    links = {
        "id": _to("Claims", made, "id"),
        "part_of": _to("Claims", made, "part_of"),
        "question": _to("Questions", asked, "question"),
    }
    columns = []
    for name in tables.CLAIMS:
        width, style = (18, "link") if name in links else shapes.get(name, (13, "text"))
        columns.append(Column(name=name, width=width, style=style, link=links.get(name)))
    return columns


def _question_columns(asked: Rows, made: Rows) -> Sequence[Column]:
    shapes: dict[str, tuple[int, str]] = {
        "finding": (12, "finding"), "now": (12, "finding"), "course": (30, "text"), "reasons": (48, "text"),
        "low": (10, "number"), "high": (10, "number"), "origins": (9, "count"), "outlets": (9, "count"),
        "documents": (11, "count"), "claims": (22, "small"), "rules": (34, "text"), "related": (18, "small"),
    }  # fmt: skip
    links = {"id": _to("Conflicts", asked, "id"), "latest": _to("Claims", made, "latest")}
    columns = []
    for name in tables.QUESTIONS:
        width, style = (18, "link") if name in links else shapes.get(name, (18, "text"))
        columns.append(Column(name=name, width=width, style=style, link=links.get(name)))
    return columns


def _problem_columns() -> Sequence[Column]:
    widths = {"path": 44, "place": 16, "reason": 48, "remedy": 56}
    return [Column(name=name, width=widths[name]) for name in tables.PROBLEMS]


def _to(sheet: str, rows: Rows, name: str) -> Link:
    """A click leads to the row of `sheet` that the cell names."""

    def target(row: Row) -> str | None:
        number = rows.get(str(row[name]))
        return None if number is None or number > MOST_LINKS else f"internal:'{sheet}'!A{number + 1}"

    return target


def _sheet(
    book: xlsxwriter.Workbook,
    styles: Mapping[str, Format],
    name: str,
    columns: Sequence[Column],
    rows: Sequence[Row],
    *,
    frozen: int,
) -> Worksheet:
    sheet = book.add_worksheet(name)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(0, at, column.name, styles["decide head" if column.style == "decide" else "head"])
    rows = rows[:MOST_ROWS]
    links = MOST_LINKS
    for number, row in enumerate(rows, 1):
        for at, column in enumerate(columns):
            target = column.link(row) if column.link and links > 0 else None
            links -= target is not None
            _write(sheet, number, at, row.get(column.name), column, styles, target)
        sheet.set_row(number, _height(row, columns))
    sheet.freeze_panes(1, frozen)
    sheet.autofilter(0, 0, max(1, len(rows)), len(columns) - 1)
    _set_page(sheet)
    sheet.repeat_rows(0)
    return sheet


def _set_page(sheet: Worksheet) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.set_footer("&L&A&RPage &P of &N")
    sheet.fit_to_pages(1, 0)


def _write(
    sheet: Worksheet,
    number: int,
    at: int,
    value: Json,
    column: Column,
    styles: Mapping[str, Format],
    target: str | None,
) -> None:
    style = styles[str(value) if column.style == "finding" else "small" if column.link and not target else column.style]
    if value is None:
        sheet.write_blank(number, at, None, style)
    elif isinstance(value, int):
        sheet.write_number(number, at, value, style)
    elif target:
        sheet.write_url(number, at, target, style, str(value))
    else:
        sheet.write_string(number, at, _words(value), style)


def _height(row: Row, columns: Sequence[Column]) -> int:
    """The height in points that shows a row's text in full: not every program finds it by itself."""
    wrapped = [column for column in columns if column.style in ("text", "strong")]
    return min(LINE * max(_lines(_words(row[column.name]), column.width) for column in wrapped), HIGHEST)


def _lines(text: str, width: int) -> int:
    return sum(ceil(len(part) / (width * NARROW)) or 1 for part in text.split("\n"))


def _gravest(reasons: Json) -> Json:
    """The first reasons, and how many more there are where they stand in full."""
    told = list(reasons) if isinstance(reasons, list) else []
    more = len(told) - MOST_REASONS
    return [*told[:MOST_REASONS], f"({more} more on sheet Questions)"] if more > 0 else told


def _words(value: Json) -> str:
    """A cell's text: lists a line each, days of a course and picks of rules as words."""
    text = value if isinstance(value, str) else "" if value is None else "\n".join(_parts(value))
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT


def _parts(value: Json) -> list[str]:
    if isinstance(value, Mapping):
        return [f"{name}: {pick}" for name, pick in value.items()]
    if not isinstance(value, Sequence):
        return [str(value)]
    return [_day(one) if isinstance(one, Mapping) else str(one) for one in value]


def _day(standing: Mapping[str, Json]) -> str:
    return f"{wording.day(str(standing['day']) if standing['day'] else None)}: {standing['finding']}"


def _ask_for_decisions(sheet: Worksheet, rows: int, names: Sequence[str]) -> None:
    at = names.index("decision")
    sheet.data_validation(
        1, at, max(1, rows), at,
        {
            "validate": "list", "source": list(DECISIONS), "error_type": "stop",
            "error_title": "Not a decision", "error_message": f"Choose one of: {', '.join(DECISIONS)}.",
        },
    )  # fmt: skip


def _about(sheet: Worksheet, styles: Mapping[str, Format], case: Case, rule: str) -> None:
    """The legend: what the sheets hold, what the findings and decisions mean."""
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 110)
    sheet.hide_gridlines(2)
    _set_page(sheet)
    sheet.write_string(0, 0, "Figures to review", styles["title"])
    at = 2
    for heading, entries in _legend(case, rule):
        sheet.write_string(at, 0, heading, styles["head"])
        sheet.write_blank(at, 1, None, styles["head"])
        for name, meaning in entries.items():
            at += 1
            sheet.write_string(at, 0, name, styles.get(name, styles["strong"]))
            sheet.write_string(at, 1, meaning, styles["text"])
            sheet.set_row(at, LINE * _lines(meaning, 110))
        at += 2


def _legend(case: Case, rule: str) -> Sequence[tuple[str, Mapping[str, str]]]:
    return (
        ("This run", {
            "documents": f"{len(case.documents):,} read, {len(case.problems):,} problems met (sheet Problems)",
            "claims": f"{len(case.claims):,}",
            "questions": f"{len(case.questions):,}",
            "rule": f"pick shows what the rule {rule} chooses; sheet Questions shows every rule",
        }),
        ("Findings, worst first", {str(finding): meaning for finding, meaning in wording.MEANINGS.items()}),
        ("Sheet Conflicts", {
            "figures": "The current figure of each origin with its speaker and day; copies of one line count once.",
            "origins": "Independent sources: after copies and shared sources are put together.",
            "outlets": "Who published the documents.",
            "documents": "Documents that hold one of the figures.",
            "now": "The finding of the last day, where the question ran over days.",
            "story": "The event that the question is about.",
            "id": "A click leads to the question, and from there to its latest claim.",
        }),
        ("Yellow columns", {
            "decision": "Choose from the list; what each choice means stands below.",
            "chosen figure": "The figure to use, where the decision is choose.",
            "note": "Anything the next reader should know.",
        }),
        ("Decisions", DECISIONS),
        ("Rules", {one.name: one.explanation for one in rules.RULES}),
    )  # fmt: skip
