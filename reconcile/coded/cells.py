"""The cells of a coded table: counts, days and choices, however coders write them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Literal, NamedTuple, TypeAlias, TypeVar

import regex

from reconcile import days
from reconcile.figures import amounts
from reconcile.model import Qualifier

Choice = TypeVar("Choice", bound=StrEnum)
Order: TypeAlias = Literal["day first", "month first", ""]  # of a column's dates; "" where nothing tells

WHOLE = regex.compile(r"\d{1,3}(?:[, \u00a0\u202f]\d{3})+(?:\.0+)?|\d+(?:\.0+)?")
FRACTION = regex.compile(r"[\d., ]+")
SIGNED = regex.compile(r"(?P<sign>>=|<=|[<>≥≤])\s*(?P<number>.+)")
SIGNS = {
    ">": Qualifier.MORE_THAN, ">=": Qualifier.AT_LEAST, "≥": Qualifier.AT_LEAST,
    "<": Qualifier.UNDER, "<=": Qualifier.AT_MOST, "≤": Qualifier.AT_MOST,
}  # fmt: skip
CLOCK = regex.compile(r"[T ]\d\d?:\d\d.*")
ISO = regex.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?")
RUN = regex.compile(r"(\d{4})(\d\d)(\d\d)")
YEAR_FIRST = regex.compile(r"(\d{4})[./](\d\d?)[./](\d\d?)")
YEAR_LAST = regex.compile(r"(\d\d?)([./-])(\d\d?)\2(\d{4})")


class Unfit(Exception):  # noqa: N818 - named for what the cell is
    """A cell that cannot be used, with what to do about it."""

    def __init__(self, column: str, reason: str, remedy: str) -> None:
        super().__init__(column, reason, remedy)
        self.column, self.reason, self.remedy = column, reason, remedy


class Count(NamedTuple):
    """A count as its cell says it: bounds, and the words where it is more than a number."""

    low: int | None
    high: int | None
    qualifier: Qualifier = Qualifier.EXACT
    words: str = ""


def count(column: str, text: str, language: str = "en") -> Count:
    """What a cell counts: "1,200", "40-50", "at least 5", ">100", "several thousand"."""
    if WHOLE.fullmatch(text):
        number = int(regex.sub(r"\.0+$|\D", "", text))
        return Count(number, number)
    signed = SIGNED.fullmatch(text)
    if signed and WHOLE.fullmatch(signed["number"]):
        return _bounded(count(column, signed["number"]).low or 0, SIGNS[signed["sign"]], text)
    read = () if FRACTION.fullmatch(text) else tuple(amounts.read(text, 0, len(text), language=language))
    if len(read) != 1 or (read[0].start, read[0].end) != (0, len(text)) or read[0].ignored:
        raise Unfit(column, f"{text!r} is no whole number", "write digits, or leave the cell empty")
    return Count(read[0].low, read[0].high, read[0].qualifier, text)


def _bounded(number: int, bound: Qualifier, words: str) -> Count:
    low = {Qualifier.AT_LEAST: number, Qualifier.MORE_THAN: number + 1}.get(bound)
    high = {Qualifier.AT_MOST: number, Qualifier.UNDER: number - 1}.get(bound)
    return Count(low, high, bound, words)


def order(cells: Iterable[str]) -> Order:
    """How a column writes 4 March as numbers; "" where no date tells, or they tell both."""
    told = {_told(match) for text in cells if (match := YEAR_LAST.fullmatch(CLOCK.sub("", text)))} - {""}
    return told.pop() if len(told) == 1 else ""


def _told(match: regex.Match[str]) -> Order:
    first, second = int(match[1]), int(match[3])
    if match[2] == "." or first > 12:  # with full stops the day stands first wherever they are used
        return "day first"
    return "month first" if second > 12 else ""


def day(column: str, text: str, first: Order, language: str = "en") -> str:
    """A day, month or year as "2031-04-05", "2031-04" or "2031"; `first` is what its column writes first."""
    plain = CLOCK.sub("", text)
    if match := ISO.fullmatch(plain):
        return "-".join(part for part in match.groups() if part)
    if match := RUN.fullmatch(plain) or YEAR_FIRST.fullmatch(plain):
        found = _dated(match[1], match[2], match[3])
    elif match := YEAR_LAST.fullmatch(plain):
        if not first and match[1] != match[3]:
            raise Unfit(column, f"{text!r} may be two days", "write it as 2031-04-05")
        number, month = (match[1], match[3]) if first == "day first" else (match[3], match[1])
        found = _dated(match[4], month, number)
    else:
        named = days.expressions(plain, 0, len(plain), None, language)
        found = named[0].day if [(time.start, time.end) for time in named] == [(0, len(plain))] else None
    if not found:
        raise Unfit(column, f"{text!r} is no day", "write it as 2031-04-05, 2031-04 or 2031")
    return found


def _dated(year: str, month: str, number: str) -> str | None:
    try:
        return date(int(year), int(month), int(number)).isoformat()
    except ValueError:
        return None


def parts_of_day(year: str, month: str, number: str) -> str:
    """A day whose parts stand in columns of their own; a part that is 0 or no number is not known."""
    told = [year]
    for part in (month, number):
        if not part.isdecimal() or not int(part):
            break
        told.append(f"{int(part):02}")
    return "-".join(told)


def choice(column: str, field: str, text: str, choices: type[Choice]) -> Choice:
    """One of the words that a field may have."""
    if text not in {str(one) for one in choices}:
        raise Unfit(column, f"{text!r} is no {field}", f"write one of {', '.join(choices)}")
    return choices(text)
