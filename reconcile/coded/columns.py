"""Where a table of coded claims has what: known by the names of its columns, or as the caller maps them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import regex

from reconcile.errors import LexiconError, ReconcileError
from reconcile.lexicon import load, words

Columns: TypeAlias = Mapping[str, str]  # the column of each field

ENDS = ("low", "best", "high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Where a table has what: the column of each field, and the columns of low, best and high of each measure."""

    fields: Columns
    measures: Mapping[str, Columns]


def laid_out(path: Path, names: Sequence[str], told: Columns, language: str) -> Layout:
    """Where the table has what; what is mapped goes before what is known by its name."""
    known = fields(language)
    for field, column in told.items():
        if field not in known:
            raise ReconcileError(f"--columns: {field} is no field; fields are {', '.join(known)}")
        if column not in names:
            raise ReconcileError(f"{path}: no column {column}; its columns are {', '.join(names)}")
    plain = {spelled(name): name for name in reversed(names)}
    found = {
        field: next(plain[name] for name in listed if name in plain)
        for field, listed in _words("fields", language).items()
        if any(name in plain for name in listed)
    }
    if "year" in found and "day" in plain and found.get("as_of") == plain["day"]:  # that of a month, beside its year
        found["day"] = found.pop("as_of")
    found |= {field: column for field, column in told.items() if field in _words("fields", language)}
    measures = dict(_measured(plain, told, language))
    if not measures and not found.keys() & set(ENDS):
        wanted = "low, best, high, or deaths_low, deaths_best, deaths_high"
        raise ReconcileError(f"{path}: no column of numbers ({wanted}); name it with --columns best=COLUMN")
    return Layout(fields=found, measures=measures)


def fields(language: str = "en") -> tuple[str, ...]:
    """The fields that a column can be mapped to: those of a claim, and low, best and high of each measure."""
    measures = (f"{measure}_{end}" for measure in _words("measures", language) for end in ENDS)
    return *_words("fields", language), *measures


def nothing(language: str = "en") -> frozenset[str]:
    """What cells hold, in lower case, where nothing is known."""
    return frozenset(words("columns", "nothing", language)) | {""}


def _measured(plain: Mapping[str, str], told: Columns, language: str) -> Iterator[tuple[str, Columns]]:
    """The columns of low, best and high for each measure that has any."""
    ends = _words("ends", language)
    counting = words("columns", "counting", language)
    for measure, listed in _words("measures", language).items():
        names = [*listed, *(f"{before}_{word}" for word in listed for before in counting)]
        found: dict[str, str] = {}
        for end in ENDS:
            ended = [f"{name}_{other}" for name in names for other in ends[end]] + names * (end == "best")
            named = (plain[name] for name in ended if name in plain)
            if column := told.get(f"{measure}_{end}") or next(named, None):
                found[end] = column
        if found:
            yield measure, found


def _words(table: str, language: str) -> dict[str, list[str]]:
    found = load("columns", language).get(table)
    if not isinstance(found, dict) or not all(isinstance(listed, list) for listed in found.values()):
        raise LexiconError(f"lexicon/{language}/columns.toml: [{table}] must be a table of lists")
    return found


def spelled(name: str) -> str:
    """The name of a column as the lexicon has it: lower case, with underscores for all that is no letter or digit."""
    return regex.sub(r"[^\p{L}\p{N}]+", "_", name.strip().lower()).strip("_")
