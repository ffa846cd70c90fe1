"""The conflict table for a terminal, worst finding first."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

import regex
from tabulate import tabulate

from reconcile import tables, wording
from reconcile.model import Case, Finding
from reconcile.review import rejected
from reconcile.tables import Json, Row
from reconcile.writers.commas import written

Paint: TypeAlias = Callable[[str], str]  # a finding, in its colour

USUAL = 120  # where nothing is known of the terminal
NARROWEST, WIDEST = 80, 200
MOST_FIGURES, MOST_REASONS = 10, 2  # in a cell; the page and the workbook show all
QUIET = (Finding.SINGLE, Finding.UNKNOWN)  # nothing to compare
HEADERS = ("Finding", "Question", "Figures by origin", "Why", "Pick")
TOGETHER = regex.compile(rf"(?<=\d) (?={'|'.join(wording.MONTHS)}|documents?\))")
SHARES = (0, 24, 44, 32, 0)  # of the width that the other columns leave


def table(
    case: Case,
    rule: str = tables.DEFAULT_RULE,
    *,
    width: int = USUAL,
    everything: bool = False,
    paint: Paint = str,
) -> str:
    """The questions that more than one origin answers, as a table at most `width` wide, and a line of totals.

    With `everything`, also those with one origin or none.
    """
    width = min(max(width, NARROWEST), WIDEST)
    rows = tables.conflict_rows(case, rule, usual_year=wording.usual_year(case.claims))
    left = {str(row["id"]) for row in shown(case, rule, everything=everything)}
    some = [row for row in rows if row["id"] in left]
    parts = [_drawn(some, rule, width, paint)] if some else []
    return "\n\n".join([*parts, _wrapped(_totals(case, rows, len(rows) - len(some)), width)])


def markdown(case: Case, rule: str = tables.DEFAULT_RULE, *, everything: bool = False) -> str:
    """The same table as Markdown, in full."""
    rows = shown(case, rule, everything=everything)
    cells = [
        [_cell(row[name]) for name in ("finding", "question", "figures", "reasons", "pick", "id")] for row in rows
    ]
    return tabulate(cells, [*HEADERS[:-1], f"Pick ({rule})", "Id"], tablefmt="pipe", disable_numparse=True)


def _cell(value: Json) -> str:
    """A cell of Markdown: nothing in it ends the cell or begins markup."""
    told = "\n".join(map(str, value)) if isinstance(value, list) else _said(value)
    return regex.sub(r"([\\`*_\[\]<>|#~])", r"\\\1", told).replace("\n", "<br>")


def lines(case: Case, rule: str = tables.DEFAULT_RULE, *, everything: bool = False) -> str:
    """The same rows as JSON, in full, under the names of conflicts.csv."""
    return json.dumps(shown(case, rule, everything=everything), ensure_ascii=False, indent=1)


def commas(case: Case, rule: str = tables.DEFAULT_RULE, *, everything: bool = False) -> str:
    """The same rows as conflicts.csv has them."""
    return written(tables.CONFLICTS, shown(case, rule, everything=everything)).decode().rstrip("\n")


def shown(case: Case, rule: str, *, everything: bool) -> list[Row]:
    """The rows of the conflict table with something to compare in them; with `everything`, all."""
    left = rejected(case.settled)
    rows = tables.conflict_rows(case, rule)
    return [row for row in rows if everything or (row["finding"] not in QUIET and row["id"] not in left)]


def _drawn(rows: Sequence[Row], rule: str, width: int, paint: Paint) -> str:
    finding = max(len(str(row["finding"])) for row in rows)
    pick = min(16, max(len(HEADERS[-1]), *(len(_said(row["pick"])) for row in rows)))
    several = len({row["story"] for row in rows}) > 1
    free = width - finding - pick - 3 * (len(HEADERS) - 1) - 4
    widths = [finding, *(max(10, free * share // sum(SHARES)) for share in SHARES[1:-1]), pick]
    cells = [
        (
            paint(str(row["finding"])),
            _wrapped([str(row["question"]), *([f"({row['story']})"] if several else [])], widths[1]),
            _wrapped(_latest(_each(row["figures"])), widths[2], hanging="  "),
            _wrapped(_first(_each(row["reasons"])), widths[3]),
            _wrapped([_said(row["pick"])], widths[4]),
        )
        for row in rows
    ]
    headers = [*HEADERS[:-1], f"Pick\n({rule})"]
    return tabulate(cells, headers, tablefmt="simple_grid", disable_numparse=True)


def _said(pick: Json) -> str:
    return "none" if pick is None else str(pick)


def _each(value: Json) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _latest(figures: Sequence[str]) -> list[str]:
    earlier = len(figures) - MOST_FIGURES
    return [f"({earlier} earlier)", *figures[earlier:]] if earlier > 0 else list(figures)


def _first(reasons: Sequence[str]) -> list[str]:
    more = len(reasons) - MOST_REASONS
    return [*reasons[:MOST_REASONS], f"({more} more)"] if more > 0 else list(reasons)


def _wrapped(lines: Iterable[str], width: int, hanging: str = "") -> str:
    """Lines broken to a width, days and counts of copies kept whole."""
    filled = (textwrap.fill(TOGETHER.sub("\xa0", line), width, subsequent_indent=hanging) for line in lines)
    return "\n".join(filled).replace("\xa0", " ")


def _totals(case: Case, rows: Sequence[Row], hidden: int) -> list[str]:
    """What was read and found, in words."""
    read = f"{wording.counted(len(case.claims), 'claim')} in {wording.counted(len(case.documents), 'document')}"
    counts = [(finding, sum(row["finding"] == finding for row in rows)) for finding in Finding]
    found = ", ".join(f"{number:,} {finding}" for finding, number in counts if number)
    asked = wording.counted(len(rows), "question") + (f": {found}" if found else "")
    left = [f"Not shown: {wording.counted(hidden, 'question')} with one origin or none."] if hidden else []
    year = wording.usual_year(case.claims)
    days = [f"Days without a year are of {year}."] if year and len(rows) > hidden else []
    return [f"{read}.", f"{asked}.", *left, *days]
