"""A file of coded claims → its rows of cells as text."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import regex

from reconcile.errors import ReconcileError
from reconcile.model import Problem
from reconcile.readers.encoding import decode
from reconcile.readers.separated import parted

if TYPE_CHECKING:
    import pandas as pd

Row: TypeAlias = Mapping[str, str]  # the cells of a row by column, as text

IN_TEXT = (".csv", ".tsv", ".tab", ".txt", ".json", ".jsonl")
OTHERS = (".xlsx", ".xls", ".ods", ".parquet", ".dta")
NINES = regex.compile(r"-9+")  # how many codebooks write that a number is not known


def opened(path: Path, nothing: frozenset[str]) -> tuple[list[str], list[Row], tuple[Problem, ...]]:
    """The names of the columns, the rows, and what was odd about the file; cells that say `nothing` are empty.

    ReconcileError where the file is no table.
    """
    table, problems = _table(path)
    names = [str(name).strip() for name in table.columns]
    rows: list[Row] = [
        {name: _plain(cell, nothing) for name, cell in zip(names, cells, strict=True)}
        for cells in table.itertuples(index=False, name=None)
    ]
    return names, rows, problems


def _table(path: Path) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    from python_calamine import CalamineError

    suffix = path.suffix.lower()
    if suffix not in IN_TEXT + OTHERS:
        raise ReconcileError(f"{path}: claim tables are {', '.join(IN_TEXT + OTHERS)} files; save it as one of them")
    try:
        return _in_text(path) if suffix in IN_TEXT else (_other(path), ())
    except ImportError as error:
        needed = "needs a library that is not here; pip install 'reconcile[parquet]'"
        raise ReconcileError(f"{path}: a {suffix} file {needed}") from error
    except (OSError, ValueError, KeyError, CalamineError, csv.Error) as error:
        told = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ReconcileError(f"{path}: cannot be read as a table ({told}); mend the file or save it anew") from error


def _in_text(path: Path) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """A table that is text, with the problem of its encoding if there is one."""
    import pandas as pd

    read = decode(path.as_posix(), path.read_bytes())
    if isinstance(read, Problem):
        raise ReconcileError(f"{path}: {read.reason}; {read.remedy}")
    text, problem = read
    problems = (problem,) if problem else ()
    if path.suffix.lower() in (".json", ".jsonl"):
        return pd.read_json(StringIO(text), lines=not text.lstrip().startswith("["), dtype=False), problems
    text, delimiter = parted(text)
    return pd.read_csv(StringIO(text), dtype=str, keep_default_na=False, sep=delimiter), problems


def _other(path: Path) -> pd.DataFrame:
    import pandas as pd

    match path.suffix.lower():
        case ".parquet":
            return pd.read_parquet(path)
        case ".dta":
            return pd.read_stata(path)
    return pd.read_excel(path, dtype=str, keep_default_na=False, engine="calamine")


def _plain(cell: object, nothing: frozenset[str]) -> str:
    """A cell as text: no 12.0 for 12, and nothing for a missing value."""
    if isinstance(cell, float):
        cell = "" if cell != cell else int(cell) if cell == int(cell) else cell
    text = "" if cell is None else str(cell).strip()
    return "" if text.lower() in nothing or NINES.fullmatch(text) else text
