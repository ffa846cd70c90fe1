"""Text in columns: what parts them."""

from __future__ import annotations

DELIMITERS = ",;\t|"
SHOWN = 2_000  # characters behind the first line that are looked at


def parted(text: str) -> tuple[str, str]:
    """The text without the line that only tells of its delimiter, and the delimiter: as told, else as most stand."""
    text = text.removeprefix("\ufeff")
    first, _, rest = text.partition("\n")
    if first.lower().startswith("sep="):  # how a spreadsheet program is told
        text, first = rest, rest.partition("\n")[0]
    shown = first if any(mark in first for mark in DELIMITERS) else text[: len(first) + SHOWN]
    return text, max(DELIMITERS, key=lambda mark: (shown.count(mark), mark == ","))
