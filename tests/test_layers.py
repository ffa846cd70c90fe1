"""Imports point one way: each module knows only those above it in the list."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "reconcile"
# Each line is a layer; a module may import those of the lines before it, and its own.
LAYERS = """
model errors sharing tokens
lexicon
calendar
measures
days
outlets
readers
passages
populations
places
figures
coded
attribution
standing
claims
origins
stories
questions
rules
verdicts
answers
sources
wording
tables
review
totals
explain
writers
engine
cli
__main__
""".split("\n")
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer.split()}


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if path.name != "__init__.py" or path.parent != PACKAGE)


def layer(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "reconcile":
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("reconcile."):
            yield (node.module or "").split(".")[1]
        elif isinstance(node, ast.Import):
            yield from (alias.name.split(".")[1] for alias in node.names if alias.name.startswith("reconcile."))


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_from_the_layers_above(path: Path) -> None:
    upward = [name for name in imported(path) if RANK[name] > RANK[layer(path)]]
    assert not upward, f"{path.name} imports {upward} from below"


def siblings(path: Path) -> set[str]:
    """The modules of its own package that a module imports."""
    name = ".".join(path.parent.relative_to(PACKAGE.parent).parts)
    nodes = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom)]
    within = {(node.module or "").removeprefix(f"{name}.") for node in nodes}
    return within | {alias.name for node in nodes if node.module == name for alias in node.names}


FOLDERS = sorted({path.parent for path in modules() if path.parent != PACKAGE})


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_no_cycle_inside_a_package(folder: Path) -> None:
    names = {path.stem for path in folder.glob("*.py")}
    graph = {path.stem: siblings(path) & names - {path.stem} for path in folder.glob("*.py")}
    while leaves := [stem for stem, wanted in graph.items() if not wanted & graph.keys()]:
        for stem in leaves:
            del graph[stem]
    assert not graph, f"cycle among {sorted(graph)}"


def test_no_module_is_a_grab_bag() -> None:
    assert not {path.stem for path in modules()} & {"utils", "helpers", "common", "misc"}


def test_the_top_folder_holds_no_other_folder() -> None:
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=PACKAGE.parent, capture_output=True, text=True, check=False
    ).stdout.split("\n")
    if tracked == [""]:
        pytest.skip("not a checkout")
    folders = {path.split("/")[0] for path in tracked if "/" in path and not path.startswith(".")}
    assert folders <= {"reconcile", "seeds", "tests", "reports"}
