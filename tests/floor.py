"""The scores that the reading is held to: kept in floor.toml, raised on request, lowered only by hand."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

import board

FLOOR = Path(__file__).with_suffix(".toml")
SLACK = 0.01  # what a score may lose before a test fails
HEAD = "# The scores below which the tests fail; `python tests/refresh.py --raise-floor` raises them.\n"


def kept() -> dict[str, board.Scores]:
    """The floor of each score, for the seeds and for the press reports."""
    return tomllib.loads(FLOOR.read_text(encoding="utf-8")) if FLOOR.is_file() else {}


def raised(floor: Mapping[str, float], scores: Mapping[str, float]) -> board.Scores:
    """The floor a little under the scores, where that is higher than it was."""
    return {name: max(floor.get(name, 0.0), round(max(0.0, scores[name] - SLACK), 3)) for name in board.SHOWN}


def lift() -> None:
    """Raise what is kept to what is measured; the press reports keep their floor where they are not at hand."""
    floors = kept()
    for name, scores in (("seeds", board.seeds()), ("press", board.press())):
        if scores:
            floors[name] = raised(floors.get(name, {}), scores)
    FLOOR.write_text(HEAD + "".join(_table(name, floor) for name, floor in floors.items()), encoding="utf-8")


def _table(name: str, floor: Mapping[str, float]) -> str:
    return f"\n[{name}]\n" + "".join(f'"{score}" = {share}\n' for score, share in floor.items())
