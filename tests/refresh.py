"""Writes anew what is kept of outputs: golden files, reports, what the README shows. Look at the difference first.

`python tests/refresh.py`; with `--raise-floor` also the scores that the tests hold the reading to, upward only.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import board
import floor
import golden
import readme

from reconcile import engine, writers


def main() -> None:
    """Every kept output, in the order in which one may show another."""
    for name, content in golden.renderings().items():
        (golden.FOLDER / name).write_bytes(content)
    os.chdir(board.ROOT)
    writers.write(engine.run([board.SEEDS.name]), Path("reports"))
    with TemporaryDirectory() as folder:
        text = readme.README.read_text(encoding="utf-8")
        readme.README.write_text(readme.played(text, Path(folder)), encoding="utf-8")
    if "--raise-floor" in sys.argv[1:]:
        floor.lift()


if __name__ == "__main__":
    main()
