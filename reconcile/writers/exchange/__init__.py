"""Formats that other programs read, each a file more beside the reports."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from reconcile.model import Case
from reconcile.writers.exchange import claimreview, eventreport, hxl, ucdp, webannotation

Writer: TypeAlias = Callable[[Case], bytes]

# Every format by its name, with the file that it is written into.
FORMATS: Mapping[str, tuple[str, Writer]] = {
    "annotations": ("annotations.jsonld", webannotation.page),
    "hxl": ("hxl.csv", hxl.table),
    "ucdp": ("ucdp.csv", ucdp.table),
    "claimreview": ("claimreview.jsonld", claimreview.reviews),
    "eventreport": ("eventreport.csv", eventreport.table),
}


def write(case: Case, folder: Path, names: tuple[str, ...]) -> tuple[Path, ...]:
    """Writes the formats named into a folder that exists; the paths written."""
    paths = []
    for name in dict.fromkeys(names):
        file, writer = FORMATS[name]
        (folder / file).write_bytes(writer(case))
        paths.append(folder / file)
    return tuple(paths)
