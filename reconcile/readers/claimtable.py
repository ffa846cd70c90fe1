"""Tables of claims that a person or another program made: each row becomes claims, its report a bare document record.

Columns are known by their names (`lexicon/LANGUAGE/columns.toml`) or as the caller maps them. A row with low, best and
high for a measure ("deaths_low", "deaths_best", "deaths_high") is one claim of it; a row may hold several measures.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import regex

from reconcile.errors import LexiconError, ReconcileError
from reconcile.lexicon import load
from reconcile.model import Basis, Claim, Document, Problem, Qualifier, SourceType, Status

if TYPE_CHECKING:
    import pandas as pd

Row: TypeAlias = Mapping[str, str]  # the cells of a row by column, as text
Columns: TypeAlias = Mapping[str, str]  # the column of each field
Choice = TypeVar("Choice", bound=StrEnum)

ENDS = ("low", "best", "high")
WHOLE = regex.compile(r"\d{1,3}(?:[, ]\d{3})+(?:\.0+)?|\d+(?:\.0+)?")
DAY = regex.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?(?:[T ].*)?")
NOTHING = frozenset({"", "na", "n/a", "nan", "none", "null", "nat", "<na>", "-"})
ID_LENGTH = 12
FIRST = 2  # the number of the first row: the line below the names


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a table holds: bare documents, claims, the story of each claim if told, its best estimate, and problems."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    stories: Mapping[str, str] | None
    best: Mapping[str, int]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where a table has what: the column of each field, and the columns of low, best and high of each measure."""

    fields: Columns
    measures: Mapping[str, Columns]


class Unfit(Exception):  # noqa: N818 - named for what the cell is
    """A cell that cannot be used, with what to do about it."""

    def __init__(self, column: str, reason: str, remedy: str) -> None:
        super().__init__(column, reason, remedy)
        self.column, self.reason, self.remedy = column, reason, remedy


def read(path: Path, columns: Columns | None = None, language: str = "en") -> Told:
    """The claims of a table: CSV, TSV, JSON lines, XLSX, ODS or Parquet, by its suffix.

    Rows that cannot be used are problems, and nothing else is lost.
    ReconcileError where the file cannot be read, or has no column of numbers.
    """
    table = _table(path)
    layout = _layout(path, [str(name) for name in table.columns], columns or {}, language)
    names = list(map(str, table.columns))
    rows = [dict(zip(names, cells, strict=True)) for cells in table.itertuples(index=False, name=None)]
    documents: dict[str, Document] = {}
    claims: list[Claim] = []
    stories: dict[str, str] = {}
    best: dict[str, int] = {}
    problems: list[Problem] = []
    times: Counter[str] = Counter()
    for number, row in enumerate(rows, FIRST):
        try:
            document = _document(path, number, row, layout)
            found = list(_claims(document, number, row, layout, times))
        except Unfit as unfit:
            place = f"row {number}, column {unfit.column}"
            problems.append(Problem(path=path.as_posix(), place=place, reason=unfit.reason, remedy=unfit.remedy))
            continue
        documents.setdefault(document.doc, document)
        for claim, point in found:
            claims.append(claim)
            stories[claim.id] = _cell(row, layout, "story") or "no story"
            best |= {claim.id: point} if point is not None else {}
    return Told(
        documents=tuple(documents.values()), claims=tuple(claims), best=best, problems=tuple(problems),
        stories=stories if "story" in layout.fields else None,
    )  # fmt: skip


def fields(language: str = "en") -> tuple[str, ...]:
    """The fields that a column can be mapped to: those of a claim, and low, best and high of each measure."""
    measures = (f"{measure}_{end}" for measure in _words("measures", language) for end in ENDS)
    return *_words("fields", language), *measures


# The file


def _table(path: Path) -> pd.DataFrame:
    """The cells of a file as text, empty where there is nothing."""
    import pandas as pd
    from python_calamine import CalamineError

    readers = {
        ".csv": lambda: pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig"),
        ".tsv": lambda: pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig", sep="\t"),
        ".jsonl": lambda: pd.read_json(path, lines=True, dtype=False),
        ".xlsx": lambda: pd.read_excel(path, dtype=str, keep_default_na=False, engine="calamine"),
        ".ods": lambda: pd.read_excel(path, dtype=str, keep_default_na=False, engine="calamine"),
        ".parquet": lambda: pd.read_parquet(path),
    }
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise ReconcileError(f"{path}: claim tables are {', '.join(readers)} files; save it as one of them")
    try:
        return reader().map(_plain)
    except ImportError as error:
        needed = "needs a library that is not here; pip install 'reconcile[parquet]'"
        raise ReconcileError(f"{path}: a {path.suffix} file {needed}") from error
    except (OSError, ValueError, KeyError, CalamineError) as error:
        told = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ReconcileError(f"{path}: cannot be read as a table ({told}); mend the file or save it anew") from error


def _plain(cell: object) -> str:
    """A cell as text: no 12.0 for 12, and nothing for a missing value."""
    if isinstance(cell, float):
        return "" if cell != cell else str(int(cell)) if cell == int(cell) else str(cell)
    text = "" if cell is None else str(cell).strip()
    return "" if text.lower() in NOTHING else text


# The columns


def _layout(path: Path, names: Sequence[str], told: Columns, language: str) -> Layout:
    """Where the table has what; what is mapped goes before what is known by its name."""
    known = fields(language)
    for field, column in told.items():
        if field not in known:
            raise ReconcileError(f"--columns: {field} is no field; fields are {', '.join(known)}")
        if column not in names:
            raise ReconcileError(f"{path}: no column {column}; its columns are {', '.join(names)}")
    plain = {_spelled(name): name for name in reversed(names)}
    found = {
        field: next(plain[word] for word in words if word in plain)
        for field, words in _words("fields", language).items()
        if any(word in plain for word in words)
    } | {field: column for field, column in told.items() if field in _words("fields", language)}
    measures = dict(_measured(plain, told, language))
    if not measures and not found.keys() & set(ENDS):
        wanted = "low, best, high, or deaths_low, deaths_best, deaths_high"
        raise ReconcileError(f"{path}: no column of numbers ({wanted}); name it with --columns best=COLUMN")
    return Layout(fields=found, measures=measures)


def _measured(plain: Mapping[str, str], told: Columns, language: str) -> Iterator[tuple[str, Columns]]:
    """The columns of low, best and high for each measure that has any."""
    ends = _words("ends", language)
    for measure, words in _words("measures", language).items():
        found: dict[str, str] = {}
        for end in ENDS:
            spelled = [f"{word}_{other}" for word in words for other in ends[end]] + list(words) * (end == "best")
            named = (plain[name] for name in spelled if name in plain)
            if column := told.get(f"{measure}_{end}") or next(named, None):
                found[end] = column
        if found:
            yield measure, found


def _words(table: str, language: str) -> dict[str, list[str]]:
    found = load("columns", language).get(table)
    if not isinstance(found, dict) or not all(isinstance(words, list) for words in found.values()):
        raise LexiconError(f"lexicon/{language}/columns.toml: [{table}] must be a table of lists")
    return found


def _spelled(name: str) -> str:
    return regex.sub(r"[^\p{L}\p{N}]+", "_", name.strip().lower()).strip("_")


# The rows


def _document(path: Path, number: int, row: Row, layout: Layout) -> Document:
    doc = _cell(row, layout, "doc") or f"{path.name}, row {number}"
    return Document(
        doc=doc,
        text="",
        sha256=hashlib.sha256(doc.encode()).hexdigest(),
        outlet=_cell(row, layout, "outlet"),
        published=_day(row, layout, "published") or _day(row, layout, "as_of"),
        url=doc if "://" in doc else None,
    )


def _claims(
    document: Document, number: int, row: Row, layout: Layout, times: Counter[str]
) -> Iterator[tuple[Claim, int | None]]:
    """The claims of a row, each with its best estimate."""
    plain = {end: layout.fields[end] for end in ENDS if end in layout.fields}
    measures = dict(layout.measures) | ({_cell(row, layout, "measure") or "killed": plain} if plain else {})
    for measure, columns in measures.items():
        low, best, high = _numbers(row, columns)
        yield _claim(document, number, row, layout, measure, (low, best, high), times), best


def _numbers(row: Row, columns: Columns) -> tuple[int | None, int | None, int | None]:
    """Low, best and high of a row; a bound that is not told is the best, and a best that is not told what both say."""
    low, best, high = (_number(row, columns[end]) if end in columns else None for end in ENDS)
    told = [(end, value) for end, value in zip(ENDS, (low, best, high), strict=True) if value is not None]
    for (less, a), (more, b) in pairwise(told):
        if a > b:
            reason = f"{a} is more than {b} in column {columns[more]}"
            raise Unfit(columns[less], reason, "put the lowest first, or mend the number")
    if best is None:
        best = low if low == high else None
    return low if low is not None else best, best, high if high is not None else best


def _number(row: Row, column: str) -> int | None:
    text = row[column]
    if not text:
        return None
    if not WHOLE.fullmatch(text):
        raise Unfit(column, f"{text!r} is no whole number", "write digits, or leave the cell empty")
    return int(regex.sub(r"[, ]|\.0+$", "", text))


def _claim(
    document: Document,
    number: int,
    row: Row,
    layout: Layout,
    measure: str,
    told: tuple[int | None, int | None, int | None],
    times: Counter[str],
) -> Claim:
    low, best, high = told
    who = _cell(row, layout, "who") or "people"
    figure = _cell(row, layout, "figure") or _figure(low, best, high)
    qualifier = _choice(row, layout, "qualifier", Qualifier) or _bound(low, high)
    status = _choice(row, layout, "status", Status)
    if low is None and high is None:
        qualifier, status = Qualifier.UNKNOWN, Status.UNKNOWN
    return Claim(
        id=_cell(row, layout, "id") or _identified(document, row, measure, times),
        doc=document.doc,
        start=number,
        end=number + len(figure),
        figure=figure,
        low=low,
        high=high,
        qualifier=qualifier,
        measure=measure,
        who=who,
        place=_cell(row, layout, "place"),
        source=_cell(row, layout, "source"),
        relayed_by=_cell(row, layout, "relayed_by"),
        source_type=_choice(row, layout, "source_type", SourceType),
        status=status or Status.ASSERTED,
        as_of=_day(row, layout, "as_of") or document.published,
        basis=_choice(row, layout, "basis", Basis) or Basis.TOTAL,
        part_of=None,
        question=None,
        sentence=_cell(row, layout, "sentence") or f"{figure} {who} {measure}",
        rule="table",
    )


def _identified(document: Document, row: Row, measure: str, times: Counter[str]) -> str:
    """A short hash of what a row says, which stays when other rows come or go."""
    key = f"{document.doc}:{measure}:{sorted(row.items())}"
    times[key] += 1
    return hashlib.sha256(f"{key}:{times[key]}".encode()).hexdigest()[:ID_LENGTH]


def _figure(low: int | None, best: int | None, high: int | None) -> str:
    if low is None and high is None:
        return "no figure"
    if low is None or high is None:
        return f"at least {low:,}" if low is not None else f"up to {high:,}"
    if low == high:
        return f"{low:,}"
    return f"{low:,} to {high:,}" if best is None else f"{best:,} ({low:,} to {high:,})"


def _bound(low: int | None, high: int | None) -> Qualifier:
    if low is None or high is None:
        return Qualifier.AT_MOST if low is None else Qualifier.AT_LEAST
    return Qualifier.EXACT if low == high else Qualifier.RANGE


def _cell(row: Row, layout: Layout, field: str) -> str | None:
    column = layout.fields.get(field)
    return (row[column] or None) if column else None


def _day(row: Row, layout: Layout, field: str) -> str | None:
    text = _cell(row, layout, field)
    if text is None:
        return None
    if not (match := DAY.fullmatch(text)):
        raise Unfit(layout.fields[field], f"{text!r} is no day", "write it as 2031-04-05, 2031-04 or 2031")
    return "-".join(part for part in match.groups() if part)


def _choice(row: Row, layout: Layout, field: str, choices: type[Choice]) -> Choice | None:
    text = _cell(row, layout, field)
    if text is None:
        return None
    if text not in {str(choice) for choice in choices}:
        raise Unfit(layout.fields[field], f"{text!r} is no {field}", f"write one of {', '.join(choices)}")
    return choices(text)
