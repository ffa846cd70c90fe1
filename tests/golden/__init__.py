"""The renderings of the case made by hand, as they should be, byte for byte."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from golden.case import CASE
from reconcile.writers import OUTPUTS, terminal

FOLDER = Path(__file__).parent


def renderings() -> dict[str, bytes]:
    """Every rendering by its file name; the workbook as the text of its cells."""
    found = {name: writer(CASE, "range") for name, writer in OUTPUTS.items()}
    found["review.txt"] = _cells(found.pop("review.xlsx"))
    found["terminal-120.txt"] = terminal.table(CASE, width=120).encode()
    found["terminal-100.txt"] = terminal.table(CASE, width=100, everything=True).encode()
    return found


def _cells(workbook: bytes) -> bytes:
    """A line a cell: sheet, cell, value, and where a click on it leads."""
    lines = []
    for sheet in load_workbook(BytesIO(workbook)):
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    link = f" -> {cell.hyperlink.location}" if cell.hyperlink else ""
                    lines.append(f"{sheet.title}!{cell.coordinate} {cell.value!r}{link}")
    return ("\n".join(lines) + "\n").encode()
