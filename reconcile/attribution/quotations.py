"""Quotations: where they open and close, and which of them run on from the paragraph before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from reconcile.model import Passage, PassageKind

# A single mark is an apostrophe unless it opens before a word, or closes behind a stop or before one.
MARK = regex.compile(
    r"""
      (?P<open>   [“«] | `` | (?<![\p{L}\p{N}])‘(?=[\p{L}\p{N}“]) | (?<![\p{L}\p{N}.,!?…'])'(?=[\p{L}\p{N}]) )
    | (?P<close>  [”»] | (?<=[.,!?…\p{L}])’(?!\p{L}|(?<=s’)[ ]\p{Ll})
                       | (?<=[.,!?…])'(?![\p{L}']) | (?<=[\p{L}\p{N}])'(?=[.,;:]|\s*$) )
    | (?P<either> " | '' )
    """,
    regex.VERBOSE,
)
ANY = re.compile(r"[“”«»‘’\"'`]")
OPENS = re.compile(r"""["“«`]|''|(?<![^\W_])['‘]""")  # without one of these nothing is quoted
SINGLE = ("'", "‘")  # left open in mid-paragraph these are apostrophes
PAIRS = {"``": "''", "“": "”", "«": "»", "‘": "’"}


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of text between quotation marks; `carried` where it runs on from the paragraph before."""

    start: int
    end: int
    closed: bool
    carried: bool


def quotations(text: str, passages: Sequence[Passage]) -> tuple[Quotation, ...]:
    """The quotations of a document in order."""
    found: list[Quotation] = []
    for passage in passages if ANY.search(text) else ():
        mark = ANY.search(text, passage.start, passage.end)
        if not mark or mark.group() in "'’" and not OPENS.search(text, mark.start(), passage.end):
            continue
        for opened, past, closed in _pairs(text, passage.start, passage.end):
            if _is_key(text, passage, opened, past):
                continue
            carried = opened == passage.start and bool(found) and not found[-1].closed
            found.append(Quotation(opened, past, closed, carried))
    return tuple(found)


def _is_key(text: str, passage: Passage, opened: int, past: int) -> bool:
    """Whether the marks are those of front matter, which sets the whole headline in them: `title: "..."`."""
    if passage.kind is not PassageKind.HEADLINE or past != passage.end:
        return False
    key = text[passage.start : opened]
    return key.endswith(": ") and key.count(" ") == 1 and key.islower()


def _pairs(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """The pairs of marks in a paragraph; the last may stay open to its end."""
    found: list[tuple[int, int, bool]] = []
    opened: tuple[int, str] | None = None
    for match in MARK.finditer(text, start, end):
        mark = match.group()
        if opened is None:
            if match["close"] is None:
                opened = (match.start(), mark)
        elif match["open"] is None and mark == PAIRS.get(opened[1], opened[1]):
            found.append((opened[0], match.end(), True))
            opened = None
    if opened and (opened[1] not in SINGLE or opened[0] == start or text[opened[0] - 2 : opened[0]] == ": "):
        found.append((opened[0], end, False))
    return found
