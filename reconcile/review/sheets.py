"""Spreadsheets are read as rows of cells, whichever program saved them."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from io import StringIO
from pathlib import Path
from typing import TypeAlias
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from reconcile.errors import ReconcileError
from reconcile.model import Problem
from reconcile.readers import encoding
from reconcile.readers.separated import parted
from reconcile.review.marks import Area, Marks, marks

Cell: TypeAlias = "str | int | float | bool | date | datetime | time | timedelta"

SUFFIXES = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv")
LONGEST_FIELD = 1_000_000  # characters
REMEDY = "save it again as .xlsx, .ods or .csv, without a password"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet with all its rows from the first, and the areas that are merged into one cell."""

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: Sequence[Area] = ()


def read(path: Path) -> tuple[Sheet, ...]:
    """The sheets of a workbook, or the one of a .csv file; ReconcileError says why a file cannot be read."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise ReconcileError(f"{path}: not a spreadsheet; {REMEDY}")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReconcileError(f"{path}: {error.strerror}; name the file that a reviewer saved") from error
    if not data:
        raise ReconcileError(f"{path}: empty; {REMEDY}")
    return (_commas(path, data),) if suffix in (".csv", ".tsv") else _book(path)


def _book(path: Path) -> tuple[Sheet, ...]:
    try:
        with CalamineWorkbook.from_path(path) as book:
            marked = marks(path)
            return tuple(_sheet(book.get_sheet_by_name(name), marked.get(name, Marks())) for name in book.sheet_names)
    except (CalamineError, BadZipFile, ParseError, OSError, ValueError) as error:
        raise ReconcileError(f"{path}: cannot be opened ({str(error).strip() or 'damaged'}); {REMEDY}") from error


def _sheet(found: CalamineSheet, marked: Marks) -> Sheet:
    rows = found.to_python(skip_empty_area=False)
    for (row, column), said in marked.words.items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = said
    return Sheet(name=found.name, rows=rows, merged=found.merged_cell_ranges or marked.merged)


def _commas(path: Path, data: bytes) -> Sheet:
    read = encoding.decode(str(path), data)
    if isinstance(read, Problem):
        raise ReconcileError(f"{path}: {read.reason}; {REMEDY}")
    text, delimiter = parted(read[0])
    csv.field_size_limit(LONGEST_FIELD)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise ReconcileError(f"{path}: {error}; {REMEDY}") from error
    return Sheet(name=path.stem, rows=rows)
