"""The figures of the worst questions over time, one chart a question, with the numbers that it is drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from reconcile import tables, wording
from reconcile.model import Case, Claim, Question
from reconcile.wording import Line
from reconcile.writers.workbook.cells import DAY, Styles, lay_out, text

MOST = 6  # charts
HEIGHT = 18  # rows that a chart takes
HEADERS = ("day", "origin", "low", "high", "figure")
# Told apart in grey and by the colour-blind.
INKS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#8A6D00", "#000000", "#999999")
MARKS = ("circle", "square", "diamond", "triangle", "x", "star", "plus", "short_dash")


def add(book: xlsxwriter.Workbook, kinds: Styles, case: Case) -> Worksheet:
    """Adds the sheet Charts."""
    made = book.add_worksheet("Charts")
    made.hide_gridlines(2)
    lay_out(made)
    for at, width in enumerate((12, 34, 10, 10, 30)):
        made.set_column(at, at, width)
    made.write_string(0, 0, "Figures of the worst questions over time", kinds["title"])
    lines, row = wording.lines(case), 2
    drawn = [one for one, _ in tables.judged(case) if len(_dated(lines[one.id])) > 1][:MOST]
    if not drawn:
        made.write_string(2, 0, "No question has figures of two origins or days.")
    tops = []
    for asked in drawn:
        tops.append(row)
        row = max(_one(book, made, kinds, asked, lines[asked.id], row), row + HEIGHT) + 2
    made.set_h_pagebreaks(tops[2::2])  # two charts a page, none cut in half
    return made


def _dated(lines: Sequence[Line]) -> list[tuple[Line, Claim]]:
    """The figures that stand at a day and name a number."""
    return [
        (line, step)
        for line in lines
        for step in line.steps
        if step.as_of and DAY.fullmatch(step.as_of) and (step.low is not None or step.high is not None)
    ]


def _one(
    book: xlsxwriter.Workbook, made: Worksheet, kinds: Styles, asked: Question, lines: Sequence[Line], row: int
) -> int:
    """Writes the numbers of a question and draws them to the right; the row below."""
    made.write_string(row, 0, text(wording.question(asked)), kinds["heading"])
    for at, name in enumerate(HEADERS):
        made.write_string(row + 1, at, name, kinds["head"])
    chart = book.add_chart({"type": "scatter", "subtype": "straight_with_markers"})
    top, n = row, 0
    row += 2
    for line in lines:
        some = [step for one, step in _dated([line]) if one is line]
        if some:
            _numbers(made, kinds, line, some, row)
            _series(chart, line, some, row, n)
            row, n = row + len(some), n + 1
    _finish(chart, asked, [step for _, step in _dated(lines)])
    made.insert_chart(top, 6, chart, {"x_scale": 1.35, "y_scale": 1.2, "object_position": 2})
    return row


def _numbers(made: Worksheet, kinds: Styles, line: Line, some: Sequence[Claim], row: int) -> None:
    for at, step in enumerate(some, row):
        made.write_datetime(at, 0, date.fromisoformat(step.as_of or ""), kinds["date"])
        made.write_string(at, 1, text(line.speaker), kinds["text"])
        for column, bound in ((2, step.low), (3, step.high)):
            if bound is not None:
                made.write_number(at, column, bound, kinds["number"])
        made.write_string(at, 4, text(wording.figure(step)), kinds["text"])


def _series(chart: xlsxwriter.chart.Chart, line: Line, some: Sequence[Claim], row: int, n: int) -> None:
    """One origin: a point at the low end of each figure, with a bar up to its high end."""
    last, ink = row + len(some) - 1, INKS[n % len(INKS)]
    up = [max(0, (step.high or 0) - (step.low or 0)) if step.low is not None else 0 for step in some]
    column = 2 if all(step.low is not None for step in some) else 3
    chart.add_series({
        "name": text(line.speaker)[:60],
        "categories": ["Charts", row, 0, last, 0],
        "values": ["Charts", row, column, last, column],
        "marker": {"type": MARKS[n % len(MARKS)], "size": 9, "fill": {"color": ink}, "border": {"color": ink}},
        "line": {"color": ink, "width": 1.5},
        "y_error_bars": {"type": "custom", "plus_values": up, "minus_values": [0] * len(up), "line": {"color": ink}},
    })  # fmt: skip


def _finish(chart: xlsxwriter.chart.Chart, asked: Question, some: Sequence[Claim]) -> None:
    days = sorted(date.fromisoformat(step.as_of or "") for step in some)
    origin = date(1899, 12, 30)
    low, high = ((days[0] - origin).days - 1, (days[-1] - origin).days + 1)
    unit = max(1, (high - low) // 8)
    chart.set_title({"name": text(wording.question(asked))[:120], "name_font": {"size": 12}, "overlay": False})
    axis = {"num_format": "d mmm", "min": low, "max": high, "major_unit": unit, "major_gridlines": {"visible": False}}
    chart.set_x_axis(axis)
    grid = {"visible": True, "line": {"color": "#DDE1E6"}}
    chart.set_y_axis({"num_format": "#,##0", "min": 0, "major_gridlines": grid})
    chart.set_legend({"position": "bottom"})
