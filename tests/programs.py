"""The programs that people open outputs with, and what is measured of what they show."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def needs(*names: str) -> str:
    """The path of the first of these programs; where none is there the test is skipped, save on the build machine."""
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        if os.environ.get("CI"):
            pytest.fail(f"needs {names[0]}")
        pytest.skip(f"needs {names[0]}")
    return found


def converted(source: Path | Sequence[Path], filter_name: str, out: Path) -> None:
    """Saves a file, or several, in another format, as a person would with LibreOffice."""
    office = needs("soffice", "libreoffice")
    profile = f"-env:UserInstallation={(out / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", filter_name, "--outdir", str(out)]
    command += map(str, source if isinstance(source, Sequence) else [source])
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def contrast(one: str, other: str) -> float:
    """The contrast of two colours by WCAG."""

    def light(colour: str) -> float:
        full = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
        parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
