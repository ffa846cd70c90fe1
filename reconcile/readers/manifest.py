"""The sidecar `manifest.jsonl` or `manifest.csv` of a folder: what is known about the documents beside it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeAlias

import regex

from reconcile.model import Problem
from reconcile.readers.encoding import decode

Told: TypeAlias = Mapping[str, str]  # what a manifest line says: outlet, date, title, url
Line: TypeAlias = tuple[int, object]

NAMES = ("manifest.jsonl", "manifest.csv")
FIELDS = ("outlet", "date", "title", "url")
DAY = regex.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?(?=$|[T ]\d)")


def beside(files: Iterable[Path]) -> tuple[dict[str, Told], list[Problem]]:
    """What the manifests in the folders of `files` tell, by document, and the lines that are broken."""
    told: dict[str, Told] = {}
    problems: list[Problem] = []
    for folder in dict.fromkeys(path.parent for path in files):
        for path in (folder / name for name in NAMES):
            if path.is_file():
                _read(path, told, problems)
    return told, problems


def _read(path: Path, told: dict[str, Told], problems: list[Problem]) -> None:
    said: set[str] = set()
    for number, row in _lines(path):
        entry = _checked(path, number, row)
        if isinstance(entry, Problem):
            problems.append(entry)
            continue
        doc = entry["doc"]
        if doc in said:
            problems.append(_broken(path, number, f"{doc} is named twice; the first line stands", "keep one line"))
        elif not (path.parent / doc).is_file():
            problems.append(_broken(path, number, f"{doc} is not in this folder", "mend the name, or drop the line"))
        else:
            told.setdefault((path.parent / doc).as_posix(), entry)
        said.add(doc)


def _lines(path: Path) -> Iterator[Line]:
    """The rows of a manifest with their line numbers; a string in place of a row says what is wrong with it."""
    try:
        decoded = decode(path.as_posix(), path.read_bytes())
    except OSError as error:
        yield 1, f"the manifest cannot be opened: {error.strerror}"
        return
    if isinstance(decoded, Problem):
        yield 1, decoded.reason
        return
    text, note = decoded
    if note:
        yield 1, note.reason
    yield from _json_lines(text) if path.suffix == ".jsonl" else _csv_lines(text)


def _json_lines(text: str) -> Iterator[Line]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield number, json.loads(line)
            except (json.JSONDecodeError, RecursionError) as error:
                yield number, f"not JSON: {error}"


def _csv_lines(text: str) -> Iterator[Line]:
    reader = csv.DictReader(text.split("\n"), strict=True)
    if "doc" not in (reader.fieldnames or ()):
        yield 1, "the header names no column doc"
        return
    try:
        for row in reader:
            yield reader.line_num, {key: value for key, value in row.items() if key}
    except csv.Error as error:
        yield reader.line_num + 1, f"not CSV from here: {error}"


def _checked(path: Path, number: int, row: object) -> dict[str, str] | Problem:
    """What a row tells, or the problem with it."""
    if isinstance(row, str):
        return _broken(path, number, row, "mend the line")
    if not isinstance(row, dict) or not isinstance(row.get("doc"), str) or not row["doc"].strip():
        remedy = 'write an object such as {"doc": "a.txt", "outlet": "Reuters", "date": "2022-01-06"}'
        return _broken(path, number, "names no doc", remedy)
    wrong = [key for key in FIELDS if not isinstance(row.get(key), str | None)]
    if wrong:
        return _broken(path, number, f"{wrong[0]} is not a text", "put it in quotation marks")
    entry = {key: value.strip() for key in ("doc", *FIELDS) if isinstance(value := row.get(key), str) and value.strip()}
    if "date" in entry:
        day = DAY.match(entry["date"])
        if not day:
            return _broken(path, number, f"date is not a day: {entry['date']}", "write it as 2022-01-06")
        entry["date"] = day[0]
    return entry


def _broken(path: Path, number: int, reason: str, remedy: str) -> Problem:
    return Problem(path=path.as_posix(), place=f"line {number}", reason=reason, remedy=remedy)
