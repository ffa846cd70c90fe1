"""What is kept in `reports/` is what `reconcile run seeds --out reports` writes."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from board import ROOT
from click.testing import CliRunner

from reconcile import cli
from reconcile.writers import OUTPUTS

KEPT = ROOT / "reports"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of reports written just now."""
    out = tmp_path_factory.mktemp("reports")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        CliRunner().invoke(cli.main, ["run", "seeds", "--out", str(out)], catch_exceptions=False)
    return out


def unpacked(book: bytes) -> list[tuple[str, bytes, tuple[int, ...]]]:
    """The parts of a workbook with their times: how they are packed depends on the machine."""
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        return [(part.filename, parts.read(part), part.date_time) for part in parts.infolist()]


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_report_is_current(name: str, written: Path) -> None:
    kept, now = ((folder / name).read_bytes() for folder in (KEPT, written))
    told = "python tests/refresh.py writes it anew; look at the difference before keeping it"
    if name.endswith(".xlsx"):
        assert unpacked(kept) == unpacked(now), told
    else:
        assert kept.decode() == now.decode(), told


def test_nothing_else_is_kept(written: Path) -> None:
    assert {path.name for path in KEPT.iterdir()} == {path.name for path in written.iterdir()} == set(OUTPUTS)


@pytest.mark.parametrize("name", OUTPUTS)
def test_a_report_bears_no_trace_of_the_machine(name: str) -> None:
    parts = unpacked((KEPT / name).read_bytes()) if name.endswith(".xlsx") else [(name, (KEPT / name).read_bytes(), ())]
    for _, content, _ in parts:
        assert str(ROOT).encode() not in content
        assert str(Path.home()).encode() + b"/" not in content
