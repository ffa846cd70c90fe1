"""Takes the pictures of the README anew: `python tests/pictures.py`, with the extra `pictures` installed."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

import board
import pypdfium2
from PIL import ImageChops
from PIL.Image import Image, new
from playwright.sync_api import sync_playwright
from programs import converted, needs

from reconcile import engine, writers

FOLDER = board.ROOT / ".pictures"
WIDTH, HEIGHT = 1280, 1010
MARGIN = 24  # pixels around what is not white


def main() -> None:
    """The page with its first question open, and the first sheet of the workbook, both of the seeds."""
    os.chdir(board.ROOT)
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as name:
        folder = Path(name)
        writers.write(engine.run([board.SEEDS.name]), folder)
        _page(folder / "report.html", FOLDER / "page.png")
        converted(folder / "review.xlsx", "pdf", folder)
        first = pypdfium2.PdfDocument(folder / "review.pdf")[0]
        _trimmed(first.render(scale=1.6).to_pil()).save(FOLDER / "review.png")


def _page(path: Path, out: Path) -> None:
    with sync_playwright() as driver:
        program = needs("chromium", "chromium-browser", "google-chrome")
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(path.as_uri())
        page.locator(".question summary").first.click()
        page.screenshot(path=out)
        browser.close()


def _trimmed(picture: Image) -> Image:
    """The picture without its white edges and without the foot of the paper."""
    top = picture.convert("RGB").crop((0, 0, picture.width, int(picture.height * 0.93)))
    edges = ImageChops.difference(top, new("RGB", top.size, "white")).getbbox() or (0, 0, *top.size)
    left, upper, right, lower = edges
    return top.crop((max(0, left - MARGIN), max(0, upper - MARGIN), right + MARGIN, lower + MARGIN))


if __name__ == "__main__":
    main()
