"""What a reader of cells passes over: errors, which it takes for empty cells, truths, and cells that are merged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TypeAlias
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.sax.saxutils import unescape
from zipfile import ZipFile

import regex

Place: TypeAlias = tuple[int, int]  # row and column, from 0
Area: TypeAlias = tuple[Place, Place]  # the first and the last cell

RELATION = regex.compile(r'<Relationship [^>]*?\bId="([^"]+)"[^>]*?\bTarget="([^"]+)"')
RELATION_TURNED = regex.compile(r'<Relationship [^>]*?\bTarget="([^"]+)"[^>]*?\bId="([^"]+)"')
SHEET = regex.compile(r'<sheet [^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]+)"')
ERROR = regex.compile(r'<c [^>]*?\br="([A-Z]+)(\d+)"[^>]*?\bt="e"[^>]*>(?:<f[^>]*>[^<]*</f>|<f[^>]*/>)?<v>([^<]*)</v>')
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
UNSAID = "#ERROR"


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Of one sheet: what cells say that are read as something else, and the areas merged into one cell."""

    words: Mapping[Place, str] = field(default_factory=dict)
    merged: Sequence[Area] = ()


def marks(path: Path) -> dict[str, Marks]:
    """The marks of the sheets of an .xlsx or .ods file that have any, by name."""
    suffix = path.suffix.lower()
    if suffix not in (".xlsx", ".xlsm", ".ods"):
        return {}
    with ZipFile(path) as parts:
        return _of_ods(parts) if suffix == ".ods" else _of_xlsx(parts)


def _of_xlsx(parts: ZipFile) -> dict[str, Marks]:
    related = _part(parts, "xl/_rels/workbook.xml.rels")
    targets = dict(RELATION.findall(related)) | {id: target for target, id in RELATION_TURNED.findall(related)}
    found = {}
    for name, id in SHEET.findall(_part(parts, "xl/workbook.xml")):
        told = ERROR.findall(_part(parts, "xl/" + targets.get(id, "").removeprefix("/xl/")))
        words = {(int(row) - 1, _column(letters)): said or UNSAID for letters, row, said in told}
        found[unescape(name)] = Marks(words=words)
    return found


def _part(parts: ZipFile, name: str) -> str:
    return parts.read(name).decode("utf-8", "replace") if name in parts.namelist() else ""


def _column(letters: str) -> int:
    at = 0
    for one in letters:
        at = at * 26 + ord(one) - ord("A") + 1
    return at - 1


def _of_ods(parts: ZipFile) -> dict[str, Marks]:
    found = {}
    for _, sheet in ElementTree.iterparse(BytesIO(parts.read("content.xml"))):
        if sheet.tag == f"{TABLE}table":
            cells = list(_telling(sheet))
            words = {place: said for place, said, _ in cells if said}
            merged = [(place, last) for place, _, last in cells if last != place]
            found[str(sheet.get(f"{TABLE}name"))] = Marks(words=words, merged=merged)
            sheet.clear()
    return found


def _telling(sheet: Element) -> Iterator[tuple[Place, str, Place]]:
    """Cells that hold an error or a truth, with its words, and cells that are merged, with the last of their area."""
    row = 0
    for line in sheet.iter(f"{TABLE}table-row"):
        column = 0
        for cell in line:
            kind = cell.get(f"{CALC}value-type") or cell.get(f"{OFFICE}value-type")
            down, along = (int(cell.get(f"{TABLE}number-{name}-spanned", "1")) for name in ("rows", "columns"))
            said = ("".join(cell.itertext()) or UNSAID) if kind in ("error", "boolean") else ""
            if said or down > 1 or along > 1:
                yield (row, column), said, (row + down - 1, column + along - 1)
            column += int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        row += int(line.get(f"{TABLE}number-rows-repeated", "1"))
