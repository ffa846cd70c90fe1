"""A case becomes files: the same case, the same bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TypeAlias

from reconcile.model import Case
from reconcile.tables import DEFAULT_RULE
from reconcile.writers import commas, jsonl, webpage, workbook

Writer: TypeAlias = Callable[[Case, str], bytes]  # a case and the name of the rule to show

# Every file of a run, by name.
OUTPUTS: Mapping[str, Writer] = {
    "conflicts.csv": commas.conflicts,
    "review.xlsx": workbook.review,
    "report.html": webpage.report,
    "claims.jsonl": jsonl.claims,
    "claims.csv": commas.claims,
    "questions.jsonl": jsonl.questions,
    "sources.csv": commas.sources,
    "problems.csv": commas.problems,
}


def write(case: Case, out: str | Path, rule: str = DEFAULT_RULE) -> tuple[Path, ...]:
    """Writes every file of a run into the folder `out`, made if need be; the paths written."""
    folder = Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    for name, writer in OUTPUTS.items():
        (folder / name).write_bytes(writer(case, rule))
    return tuple(folder / name for name in OUTPUTS)
