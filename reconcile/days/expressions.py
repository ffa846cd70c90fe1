"""Words of time in a text, and the day, month or year they name, reckoned from the day of publication."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from itertools import islice
from types import MappingProxyType
from typing import TypeAlias

import regex

from reconcile.days.grammar import READINGS, Grammar, grammar
from reconcile.lexicon.beginnings import plain
from reconcile.model import Document, Span

Match: TypeAlias = regex.Match[str]
Resolver: TypeAlias = Callable[[Match, Grammar, date | None], str | None]

Window: TypeAlias = tuple[int, int, frozenset[str], int]

BEFORE, BEHIND = 36, 30  # how far an expression reaches from the word that gives it away
AHEAD = timedelta(days=62)  # a date without a year lies in the past, or no further ahead than this
CLAUSE = 90  # characters back to the word that opens the clause of a time
KEPT = 1 << 12  # days that are kept as read
WEEKEND = "2d"
LINE = regex.compile(r"\S.*")
HEAD_LENGTH, HEAD_LINES = 4000, 12
DATELINE = regex.compile(r"[\p{Lu}\s/.,’'()-]{3,60}?,\s*(?:\p{Lu}[\p{L}.]+,\s*)?")
DATELINE_END = regex.compile(r"[.,]?\s*(?:\([^)]{2,40}\)\s*)?(?:[-–—:]|\p{Lu})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """Words of time: where they stand, which reading took them, and the day, month or year they name, if any.

    `bound` is the word that makes them an end of a stretch of time ("since", "until"), `opened` such a word in front of
    the clause that they end ("since war broke out on Friday"), `size` the unit they count in as days, months or years
    ("7d", "1y"), `step` how many units back they go by a word ("last" is 1); else empty or 0.
    """

    start: int
    end: int
    reading: str
    day: str | None
    bound: str = ""
    opened: str = ""
    size: str = ""
    step: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """The words of time of a report published on a day, by sentence: those read so far, so that none is read twice.

    `said` and `dating` hold of each, by where it starts, whether it is that of a saying, and can be a figure's.
    """

    text: str
    published: str | None
    language: str
    read: dict[Span, tuple[Expression, ...]] = field(default_factory=dict)
    said: dict[int, bool] = field(default_factory=dict)
    dating: dict[int, bool] = field(default_factory=dict)


def times(document: Document, language: str = "en") -> Times:
    """The words of time of a report, none of them read yet; `published` as given, else as its head says."""
    day = document.published or published(document.text, language)
    return Times(text=document.text, published=day, language=language)


def of_sentence(known: Times, sentence: Span) -> tuple[Expression, ...]:
    """The words of time in a sentence of a report, in order."""
    if sentence not in known.read:
        known.read[sentence] = expressions(known.text, *sentence, known.published, known.language)
    return known.read[sentence]


def expressions(
    text: str, start: int, end: int, published: str | None, language: str = "en"
) -> tuple[Expression, ...]:
    """The words of time in a stretch of text, in order; without a publication date only full dates name a day."""
    known = grammar(language)
    windows = _windows(known, text, start, end)
    if not windows:
        return ()
    today = whole(published)
    return tuple(
        _read(match, reading, known, today)
        for window in windows
        for reading, match in _matches(known, text, window)
    )


def published(text: str, language: str = "en") -> str | None:
    """The day of publication as the head of the text itself gives it, else none; never a guess."""
    known = grammar(language)
    for line in islice(LINE.finditer(text[:HEAD_LENGTH]), HEAD_LINES):
        match = known.published.match(line[0])
        if match:
            return _date(match, known, None)
    return None


@lru_cache(maxsize=KEPT)
def whole(day: str | None) -> date | None:
    """An ISO day as a date; none for a month or a year, or what is no date."""
    try:
        return date.fromisoformat(day[:10]) if day else None
    except ValueError:
        return None


def year_known_by(sentence: str, today: str | None, language: str = "en") -> str | None:
    """The only past year before a noun in a sentence, as in "the 2012 fire", of a stretch the last; else none."""
    told = {match["year"] for match in grammar(language).known_by.finditer(sentence)}
    year = told.pop() if len(told) == 1 else None
    return year if year and today and year < today[:4] else None


def of_dateline(text: str, sentence: Span, expression: Expression) -> bool:
    """Whether a date belongs to the dateline that opens a report: "LIMA, March 3 -"."""
    opens = expression.reading == "date" and DATELINE.fullmatch(text, sentence[0], expression.start)
    return bool(opens) and bool(DATELINE_END.match(text, expression.end))


def _windows(known: Grammar, text: str, start: int, end: int) -> list[Window]:
    """The stretches around words of time, as wide as an expression can be, with the readings that those words allow and
    where the last of them begins; stretches that touch are one."""
    found: list[Window] = []
    for match in known.triggers.finditer(text, start, end):
        low, high = max(start, match.start() - BEFORE), min(end, match.end() + BEHIND)
        readings = known.triggered[match.lastgroup or plain(match[0])]
        if found and low <= found[-1][1]:
            low, _, more, _ = found.pop()
            readings |= more
        found.append((low, high, readings, match.start()))
    return found


def _matches(known: Grammar, text: str, window: Window) -> Iterator[tuple[str, Match]]:
    """What the readings find in a window, from left to right; where two find something, the one listed first has it."""
    start, end, readings, last = window
    words = text[start:end].lower()
    likely = [name for name in READINGS if name in readings and _has_needs(known, name, words)]
    ahead = {name: match for name in likely if (match := known.readings[name].search(text, start, end))}
    while ahead:
        reading = min(ahead, key=lambda name: ahead[name].start())
        found = ahead[reading]
        yield reading, found
        for name, match in [*ahead.items()]:
            if match.start() < found.end():
                following = known.readings[name].search(text, found.end(), end) if found.end() <= last else None
                if following:
                    ahead[name] = following
                else:
                    del ahead[name]


def _has_needs(known: Grammar, reading: str, words: str) -> bool:
    return reading not in known.needs or any(map(words.__contains__, known.needs[reading]))


def _read(match: Match, reading: str, known: Grammar, today: date | None) -> Expression:
    read = RESOLVERS.get(reading)
    return Expression(
        start=match.start(),
        end=match.end() - (match[0][-1] == " "),
        reading=reading,
        day=read(match, known, today) if read else None,
        bound=_bound(match, known),
        opened=_opening(match, known),
        size=_size(match, reading, known),
        step=known.steps.get((match["which"] or "").lower(), 0),
    )


def _size(match: Match, reading: str, known: Grammar) -> str:
    """The unit an expression counts in; a weekend is one of its own."""
    unit = match["unit"] or match["u"]
    return known.units.get(unit.lower(), "") if unit else WEEKEND if reading == "unit" else ""


def _bound(match: Match, known: Grammar) -> str:
    """The word of a bound that opens an expression or stands right before it."""
    before = match.string[max(0, match.start() - 12) : match.start()].split()
    near = (match[0].split()[0].lower(), *(word.lower() for word in before[-1:]))
    return next((word for word in near if word in known.bounds), "")


def _opening(match: Match, known: Grammar) -> str:
    """The word that makes the clause an expression ends run until now: "since fighting broke out on Friday"."""
    clause = match.string[max(0, match.start() - CLAUSE) : match.start()].lower()
    if not any(word in clause for word in known.running):
        return ""
    found = known.begun.search(clause)
    return found["bound"] if found else ""


def _date(match: Match, known: Grammar, today: date | None) -> str | None:
    name, number = match["month"], int(match["dom"])
    month = known.months[name.lower().rstrip(".")] if name else int(match["m"])
    if match["sep"] == "/" and number <= 12 and number != month:
        return None  # the order of day and month is anyone's guess
    return _in_year(month, number, _year_of(match, known, today), today)


def _in_year(month: int, number: int, year: int | None, today: date | None, ahead: timedelta = AHEAD) -> str | None:
    """A day of the year given, else the nearest one that lies in the past or close ahead."""
    years = [year] if year else [today.year + 1, today.year, today.year - 1] if today else []
    for candidate in years:
        try:
            found = date(candidate, month, number)
        except ValueError:
            continue
        if year or today and found <= today + ahead:
            return found.isoformat()
    return None


def _year_of(match: Match, known: Grammar, today: date | None) -> int | None:
    """The year an expression gives: in figures, or as "last year"."""
    if match["year"]:
        return int(match["year"])
    return today.year - known.steps[match["whose"].lower()] if match["whose"] and today else None


def _month(match: Match, known: Grammar, today: date | None) -> str | None:
    month, year = known.months[match["month"].lower().rstrip(".")], _year_of(match, known, today)
    if year is not None:
        return f"{year}-{month:02}"
    if today is None:
        return None
    step = known.steps.get((match["which"] or "").lower(), 0)
    if step < 0:
        return f"{today.year + (month <= today.month)}-{month:02}"
    to_come = match[0].split()[0].lower() in known.coming
    gone = month > today.month and not to_come or step > 0 and month == today.month
    return f"{today.year - gone}-{month:02}"


def _holiday(match: Match, known: Grammar, today: date | None) -> str | None:
    month, number = next(day for day, name in known.holidays if name.match(match[0])).split("-")
    return _in_year(int(month), int(number), _year_of(match, known, today), today, ahead=-timedelta(days=0))


def _weekday(match: Match, known: Grammar, today: date | None) -> str | None:
    if today is None:
        return None
    step = known.steps.get((match["which"] or "").lower(), 0)
    back = (today.weekday() - known.weekdays[match["weekday"].lower()]) % 7
    back += 7 * (step > 0 and back == 0) - 7 * (step < 0)
    return (today - timedelta(days=back)).isoformat()


def _offset(match: Match, known: Grammar, today: date | None) -> str | None:
    number = next(number for number, pattern in known.offsets if pattern.fullmatch(match[0]))
    return (today + timedelta(days=number)).isoformat() if today else None


def _ago(match: Match, known: Grammar, today: date | None) -> str | None:
    number = 1 if match["which"] else _count(match, known)
    return _back(today, match["unit"], number, known) if number else None


def _lapse(match: Match, known: Grammar, today: date | None) -> str | None:
    """ "Two weeks after" what is told next: that day, counted from the report's own."""
    number = _count(match, known)
    return _back(today, match["unit"], number, known) if number and match["side"].lower() == "after" else None


def _unit(match: Match, known: Grammar, today: date | None) -> str | None:
    which, unit = (match["which"] or "").lower(), (match["u"] or "weekend").lower()
    step = known.steps.get(which, 0)
    if today is None or unit == "week" and not step:
        return None
    if unit == "weekend":
        sunday = today - timedelta(days=(today.weekday() + 1) % 7)
        return (sunday + timedelta(days=7 * (step < 0))).isoformat()
    return _back(today, unit, step, known)


def _year(match: Match, _known: Grammar, _today: date | None) -> str | None:
    until = match["until"] or ""
    return match["year"][: 4 - len(until)] + until


def _count(match: Match, known: Grammar) -> int | None:
    word = match["n"]
    return None if word is None else int(word) if word.isdigit() else known.counts[word.lower()]


def _back(today: date | None, unit: str, number: int, known: Grammar) -> str | None:
    """The day, month or year so many units before, as exact as the unit is."""
    size = known.units.get(unit.lower())
    if today is None or size is None:
        return None
    number *= int(size[:-1])
    if size.endswith("d"):
        return (today - timedelta(days=number)).isoformat()
    if size.endswith("m"):
        months = today.year * 12 + today.month - 1 - number
        return f"{months // 12}-{months % 12 + 1:02}"
    return f"{today.year - number:04}" if number < today.year else None


RESOLVERS: Mapping[str, Resolver] = MappingProxyType({
    "date": _date, "month": _month, "holiday": _holiday, "weekday": _weekday, "offset": _offset,
    "ago": _ago, "lapse": _lapse, "unit": _unit, "year": _year,
})
