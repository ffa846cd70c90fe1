"""A reviewer's cells as values: what they mean, or why they cannot be taken."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TypeVar

import regex

from reconcile.calendar import MONTHS
from reconcile.model import Choice, Role
from reconcile.review.sheets import Cell

Word = TypeVar("Word", bound=StrEnum)

LARGEST = 10**12
GROUPED = regex.compile(r"\d{1,3}(?:(?P<mark>[,'’ \u00a0\u202f])\d{3})(?:(?P=mark)\d{3})*")
WHOLE = regex.compile(r"(\d+)(?:[.,]0+)?")
ISO = regex.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
DOTTED = regex.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
SLASHED = regex.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
NAMED = regex.compile(r"(?:(\d{1,2})\.?[ -])?(\p{L}{3,9})\.?(?:[ -](\d{1,2}),?)?[ ,-]+(\d{4})")
EPOCH = date(1899, 12, 30)  # day 0 of spreadsheets
SERIALS = range(10_000, 110_000)  # days that a number without a format may stand for: 1927 to 2201


class Unusable(ValueError):  # noqa: N818 - named for what the reviewer is told
    """A cell that cannot be taken: the reason, and what to do."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.remedy = remedy


def text(cell: Cell) -> str:
    """A cell as text on one line, without the mark that keeps it from being a formula."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    said = " ".join(str(cell).split())
    return said[1:].strip() if said[:1] == "'" else said


def plain(cell: Cell) -> str:
    """The words of a cell as they are compared: without case, hyphens and closing marks."""
    return regex.sub(r"[\s_-]+", " ", text(cell)).strip(" .!").casefold()


def choice(cell: Cell) -> Choice | None:
    """The decision; none in an empty cell."""
    return _word(cell, Choice, "decision")


def role(cell: Cell) -> Role | None:
    """The role; none in an empty cell."""
    return _word(cell, Role, "role")


def _word(cell: Cell, words: type[Word], name: str) -> Word | None:
    said = plain(cell)
    if not said:
        return None
    known = {str(one): one for one in words}
    if said in known:
        return known[said]
    raise Unusable(f"“{text(cell)[:60]}” is no {name}", _advice(said, known))


def _advice(said: str, known: Iterable[str]) -> str:
    near = difflib.get_close_matches(said, list(known), n=1, cutoff=0.6)
    return f"write {near[0]}, if that is meant" if near else f"write one of: {', '.join(known)}"


def value(cell: Cell) -> int | None:
    """The number; none in an empty cell."""
    said = text(cell)
    if not said:
        return None
    whole = WHOLE.fullmatch(said)
    grouped = GROUPED.fullmatch(said)
    number = isinstance(cell, str | int | float) and not isinstance(cell, bool)
    if number and grouped:
        return _within(int(regex.sub(r"\D", "", said)), said)
    if number and whole:
        return _within(int(whole[1]), said)
    raise Unusable(f"“{said[:60]}” is no whole number", "write digits alone, such as 1200; words go into the note")


def _within(number: int, said: str) -> int:
    if number > LARGEST:
        raise Unusable(f"{said[:60]} is too large", f"write a number up to {LARGEST:,}")
    return number


def day(cell: Cell) -> str | None:
    """The day as ISO; none in an empty cell."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    said = text(cell)
    if not said:
        return None
    if said.isdigit() and int(said) in SERIALS:
        return (EPOCH + timedelta(days=int(said))).isoformat()
    try:
        found = _day(said)
    except ValueError:
        found = None
    if found is None:
        raise Unusable(f"“{said[:60]}” is no certain day", "write it as 2031-03-06")
    return found.isoformat()


def _day(said: str) -> date | None:
    if match := ISO.fullmatch(said):
        return date(*map(int, match.groups()))
    if match := DOTTED.fullmatch(said):
        return date(int(match[3]), int(match[2]), int(match[1]))
    if match := SLASHED.fullmatch(said):
        return _slashed(*map(int, match.groups()))
    if (match := NAMED.fullmatch(said)) and match[2][:3].capitalize() in MONTHS and (match[1] or match[3]):
        return date(int(match[4]), MONTHS.index(match[2][:3].capitalize()) + 1, int(match[1] or match[3]))
    return None


def _slashed(one: int, other: int, year: int) -> date | None:
    """A day that is the same however it is read: nobody knows whether 3/6 is in March or in June."""
    if one == other or other > 12:
        return date(year, one, other)
    return date(year, other, one) if one > 12 else None
