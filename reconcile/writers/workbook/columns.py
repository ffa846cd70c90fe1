"""What each sheet shows, from left to right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reconcile import rules, tables
from reconcile.writers.workbook.cells import Column, Parts, Rows, to_page, to_row

DECIDED = ("decision", "value", "role", "note", "reviewer", "date")
RULE = "rule: "  # before the name of a rule, over what it picks


def _decided() -> Sequence[Column]:
    """The columns that a reviewer fills in, and what became of what was decided before."""
    return (
        Column(name="decision", width=14, style="decide"),
        Column(name="value", width=11, style="decide number"),
        Column(name="role", width=14, style="decide"),
        Column(name="note", width=26, style="decide"),
        Column(name="reviewer", width=12, style="decide"),
        Column(name="date", width=12, style="decide date"),
        Column(name="state", width=20),
    )


def conflicts(made: Rows) -> Sequence[Column]:
    """The columns of the sheet Conflicts; `made` are the rows of the claims."""
    return (
        Column(name="finding", width=13, style="finding"),
        Column(name="question", width=26, style="strong"),
        Column(name="figures", width=42),
        Column(name="reasons", width=38),
        Column(name="low", width=9, style="number"),
        Column(name="high", width=9, style="number"),
        Column(name="pick", width=17),
        *_decided(),
        Column(name="id", width=14, style="link", link=to_page),
        Column(name="latest", width=14, style="link", link=to_row("Claims", made, "latest")),
        Column(name="origins", width=9, style="count"),
        Column(name="outlets", width=9, style="count"),
        Column(name="documents", width=11, style="count"),
        Column(name="now", width=13, style="finding"),
        Column(name="course", width=24),
        Column(name="measure", width=12),
        Column(name="who", width=20),
        Column(name="place", width=18),
        Column(name="story", width=18),
        *(Column(name=f"{RULE}{one.name}", width=16) for one in rules.RULES),
        Column(name="related", width=16, style="small"),
        Column(name="claims", width=16, style="small"),
        Column(name="evidence", width=12, style="small"),
    )


def claims(asked: Rows, made: Rows, parts: Mapping[str, Parts]) -> Sequence[Column]:
    """The columns of the sheet Claims: what is looked at first, then what a reviewer decides, then the rest."""
    shapes: dict[str, tuple[int, str]] = {
        "figure": (17, "strong"), "sentence": (64, "rich"), "low": (10, "number"), "high": (10, "number"),
        "start": (8, "plain"), "end": (8, "plain"), "doc": (26, "small"), "who": (18, "text"), "place": (16, "text"),
        "source": (22, "text"), "relayed_by": (16, "text"), "as_of": (12, "date"), "rule": (24, "small"),
    }  # fmt: skip
    links = {
        "id": to_page,
        "part_of": to_row("Claims", made, "part_of"),
        "question": to_row("Conflicts", asked, "question"),
    }
    first = ("id", "figure", "sentence", "low", "high", "qualifier", "source", "relayed_by", "as_of", "who", "place")
    middle = ("measure", "status", "basis")

    def column(name: str) -> Column:
        width, style = (14, "link") if name in links else shapes.get(name, (13, "text"))
        marked = (lambda row: parts[str(row["id"])]) if name == "sentence" else None
        return Column(name=name, width=width, style=style, link=links.get(name), parts=marked)

    rest = [name for name in tables.CLAIMS if name not in (*first, *middle)]
    evidence = Column(name="evidence", width=12, style="small")
    return [*map(column, (*first, *middle)), *_decided(), *map(column, rest), Column(name="origin", width=22), evidence]


def sources() -> Sequence[Column]:
    """The columns of the sheet Sources, those of sources.csv."""
    shapes = {"source": (34, "strong"), "kind": (18, "text"), "names": (40, "text")}
    columns = []
    for name in tables.SOURCES:
        width, style = shapes.get(name, (13, "count"))
        columns.append(Column(name=name, width=width, style=style))
    return columns


def documents() -> Sequence[Column]:
    """The columns of the sheet Documents."""
    return (
        Column(name="doc", width=40, style="strong"),
        Column(name="outlet", width=24),
        Column(name="published", width=12, style="date"),
        Column(name="title", width=50),
        Column(name="claims", width=9, style="count"),
        Column(name="copies", width=8, style="count"),
        Column(name="copy group", width=40),
        Column(name="url", width=44, style="small"),
        Column(name="characters", width=11, style="number"),
    )


def problems() -> Sequence[Column]:
    """The columns of the sheet Problems."""
    widths = {"path": 44, "place": 16, "reason": 48, "remedy": 56}
    return [Column(name=name, width=widths[name]) for name in tables.PROBLEMS]


def decisions(asked: Rows, made: Rows) -> Sequence[Column]:
    """The columns of the sheet that lists every decision kept, with what became of it."""
    to_claim, to_question = to_row("Claims", made, "target"), to_row("Conflicts", asked, "target")
    return (
        Column(name="state", width=28, style="strong"),
        Column(name="target", width=14, style="link", link=lambda row: to_question(row) or to_claim(row)),
        Column(name="kept as", width=15, style="id"),
        Column(name="said", width=40),
        Column(name="evidence then", width=70),
        Column(name="evidence now", width=70),
    )
