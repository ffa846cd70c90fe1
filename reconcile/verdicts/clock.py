"""The hour at which a report was printed, as its head tells it: "2016-07-03 07:48:05", "11:38 EST, 4 May 2013"."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import islice
from typing import NamedTuple

import regex

from reconcile.lexicon import words
from reconcile.model import Document

LINES = 8  # lines of a head
WIDE = 90  # characters, from which on a line is prose
HALF = 12  # hours to which a clock with "a.m." and "p.m." goes
HOUR = 60
DAY = 24 * HOUR
# Not a part of a date ("12.04.2024") or of a span ("7:30-9:00"); the seconds and "p.m." go with it.
CLOCK = regex.compile(
    r"(?<![\d:./-])(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?(?![.:/-]?\d)\s*(?:(?P<half>[ap])\.?m\b)?",
    regex.IGNORECASE,
)
YEAR = regex.compile(r"\b(?:19|20)\d\d(?!\d)")
ENDS = (".", "!", "?", "…")


class _Time(NamedTuple):
    hour: int
    minute: int


def printed(document: Document) -> int | None:
    """The minute at which a report was printed, or last changed, counted from the first day of the calendar; none where
    its head tells no time of day, or its day is not known."""
    if not document.text or not document.published:
        return None
    try:
        day = date.fromisoformat(document.published)
    except ValueError:
        return None
    lines = (line.strip() for line in document.text[: LINES * WIDE * 4].split("\n"))
    told = [time for line in islice(filter(None, lines), LINES) if (time := _told(line))]
    return day.toordinal() * DAY + max(time.hour * HOUR + time.minute for time in told) if told else None


def _told(line: str, language: str = "en") -> _Time | None:
    """The time of day of a line that holds little else than when it was printed."""
    if len(line) > WIDE or line.endswith(ENDS):
        return None
    match = CLOCK.search(line)
    if not match or not (YEAR.search(line) or _prints(language).search(line)):
        return None
    hour, half = int(match["hour"]), (match["half"] or "").lower()
    if half and hour > HALF:
        return None
    return _Time(hour % HALF + HALF * (half == "p") if half else hour, int(match["minute"]))


@cache
def _prints(language: str) -> regex.Pattern[str]:
    return regex.compile(r"\b\L<prints>\b", regex.IGNORECASE, prints=words("verdicts", "prints", language))
