"""Which day a figure is about: what its clause says, else the day of the story or of the report."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import islice

import regex

from reconcile.days.expressions import (
    Expression,
    Times,
    expressions,
    of_dateline,
    of_sentence,
    published,
    times,
    whole,
    year_known_by,
)
from reconcile.days.grammar import Grammar, grammar, ties
from reconcile.model import Document, Passage, PassageKind, Span

__all__ = [
    "Expression", "Times", "date", "distance", "expressions", "governing", "of_another", "of_dateline", "of_founding",
    "of_saying", "of_sentence", "of_someone", "published", "said", "times", "whole", "year_known_by",
]

OPENS = 8  # characters within which a time opens its sentence
NEXT = 3  # sentences from one that dates a gathering to one that no longer goes on about it
OPENING = 4  # sentences of a report that say what it is about
FAR = 400  # characters beyond which a time dates no figure
AROUND = 60  # characters beside a figure that say what it counts
PASSING = 140  # characters before a time that tell whose it is
EDGES = {"hard": 60, "comma": 20, None: 35}  # how many characters farther what lies behind an edge is
OWN = 2  # characters behind a figure in which an "of them" of its own begins
APOSTROPHES = frozenset("'’")
GENITIVE = regex.compile(r"[’']s\b")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of a report: `report` is the one it speaks from, `story` that of what it reports.

    `grave` says that its opening counts dead, missing or homeless: such counts grow after the day of the event.
    """

    text: str
    published: str | None
    report: str | None
    story: str | None
    grave: bool
    language: str


def date(
    document: Document,
    passages: Sequence[Passage],
    spans: Sequence[Span],
    language: str = "en",
    read: Times | None = None,
    daily: Collection[Span] = (),
) -> tuple[str | None, ...]:
    """For each figure the day it is about; "2015-11" or "2015" where no more is said, else None.

    `read` are the words of time of the report where another stage needs them too; `daily` are figures of what is
    counted anew each day: where no word dates one, it goes on about that of the sentence before.
    """
    told = read or times(document, language)
    calendar = _calendar(told, passages, spans)
    undated = calendar.report if calendar.grave or not calendar.story else calendar.story
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    starts = [start for start, _ in sentences]
    days: list[str | None] = []
    gathered: tuple[int, str | None] = (-NEXT, None)  # the sentence of the last dated one of these, and its day
    for span in spans:
        at = max(0, bisect_right(starts, span[0]) - 1)
        sentence = sentences[at] if sentences else span
        found = of_sentence(told, sentence)
        if found and span in daily:
            found = tuple(time for time in found if span[0] >= _comparing(told, sentence, time))
        chosen = governing(told, sentence, span, found) if found else None
        day = undated if chosen is None else _dated(calendar, sentence, span, found, chosen)
        if span in daily:
            if chosen is None and at - gathered[0] < NEXT:
                day = gathered[1]
            if chosen is None and day is not undated or chosen and not _is_another(told, sentence, chosen):
                gathered = at, day
        days.append(day)
    return tuple(days)


def _comparing(told: Times, sentence: Span, time: Expression) -> int:
    """Where the words begin that lead to the time of another gathering, with which one is compared; 0 without any."""
    found = ties(told.language).comparing.search(told.text, sentence[0], time.start)
    return found.start() if found else 0


def _is_another(told: Times, sentence: Span, time: Expression) -> bool:
    """Whether a time is that of a gathering before the one that a report goes on about."""
    before = ties(told.language).before_that.search(told.text, time.end, min(time.end + AROUND, sentence[1]))
    return before is not None or _comparing(told, sentence, time) > 0


def _dated(
    calendar: Calendar, sentence: Span, span: Span, found: Sequence[Expression], chosen: Expression
) -> str | None:
    """The day of a figure that one of the words of time of its sentence dates."""
    day = _named(calendar, span, chosen, found)
    if not calendar.grave or not day or day == calendar.report:
        return day
    if 0 <= _set_against(calendar.text, sentence, chosen, calendar.language) < span[0]:
        return day
    if span[1] <= chosen.start and ties(calendar.language).before_that.search(calendar.text, span[1], chosen.start):
        return day  # "where 17 had died on Monday"
    near = (max(sentence[0], span[0] - AROUND), min(sentence[1], span[1] + AROUND))
    growing = ties(calendar.language).growing
    grows = _still_grows(calendar, sentence, chosen, day) and growing.search(*_lower(calendar.text, *near))
    return calendar.report if grows else day


def _lower(text: str, start: int, end: int) -> tuple[str, int]:
    """A stretch in lower case with the letter in front of it, to which its first word may belong, and its start."""
    begin = max(0, start - 1)
    return text[begin:end].lower(), start - begin


def _named(calendar: Calendar, span: Span, chosen: Expression, found: Sequence[Expression]) -> str | None:
    """The day an expression gives a figure: of a stretch its end, of one that runs until now the day of the report."""
    if _runs(chosen, calendar.text, calendar.language) and not _is_of_then(calendar, span, chosen):
        return calendar.report
    joined = ties(calendar.language).joined
    for other in _near(found, (chosen.end, chosen.end)):
        if other.day and 0 < other.start - chosen.end < 24 and joined.fullmatch(calendar.text, chosen.end, other.start):
            return other.day
    return chosen.day


def _is_of_then(calendar: Calendar, span: Span, time: Expression) -> bool:
    """Whether a figure is of the time a stretch began: "the worst since 2008, when 74 people died"."""
    if time.day is None or time.end > span[0]:
        return False
    return ties(calendar.language).then.search(calendar.text, time.end, span[0]) is not None


def _runs(time: Expression, text: str, language: str) -> bool:
    """Whether a time runs until now: "since Friday", "in the past week", "so far", "this year"."""
    known = grammar(language)
    if time.reading == "unit":
        return text[time.start : time.end].lower().startswith(known.unfinished)
    return time.reading == "span" or not known.running.isdisjoint((time.bound, time.opened))


def _still_grows(calendar: Calendar, sentence: Span, chosen: Expression, day: str) -> bool:
    """Whether a count begun on `day` was still growing at the time of the report, and nothing says "as of" that day."""
    text, today, then = calendar.text, whole(calendar.published), whole(day)
    if today is None or then is None:
        return False
    as_of = ties(calendar.language).as_of
    of_event = _owns(text, chosen) or bool(ties(calendar.language).tally.search(text, sentence[0], chosen.start))
    opens = chosen.start - sentence[0] < OPENS and not of_event
    if opens or as_of.search(text, max(sentence[0], chosen.start - AROUND), chosen.start):
        return False
    return 0 <= (today - then).days <= (7 if of_event and chosen.reading == "weekday" else 2)


def governing(told: Times, sentence: Span, span: Span, found: Sequence[Expression]) -> Expression | None:
    """The expression of a sentence that dates a figure: the nearest by clauses; of saying only for want of another."""
    text, language = told.text, told.language
    dating = (
        time
        for time in _near(found, span)
        if _can_date(told, sentence, time) and not _is_apposed(text, time, found)
    )
    near = sorted((_gap(span, time), time.start, time) for time in dating)
    if len(near) == 1:
        time = near[0][2]
        return None if _out_of_reach(told, time, span, sentence) else time
    best: tuple[tuple[bool, int, int], Expression] | None = None
    for gap, _, time in near:
        saying = said(told, sentence, time)
        if best and (saying, gap) > best[0][:2]:
            continue  # what stands farther off is no nearer by clauses
        if not _out_of_reach(told, time, span, sentence):
            rank = saying, distance(text, span, (time.start, time.end), language), time.start
            best = (rank, time) if best is None or rank < best[0] else best
    return best[1] if best else None


def _can_date(told: Times, sentence: Span, time: Expression) -> bool:
    """Whether a time can be that of a figure at all: it names one or is past, and is not that of something else."""
    if time.start not in told.dating:
        text, language = told.text, told.language
        dated = time.day is not None or _runs(time, text, language) or _is_long_past(time)
        beside = dated and (_is_beside(text, time, language) or of_dateline(text, sentence, time))
        told.dating[time.start] = dated and not beside
    return told.dating[time.start]


def _is_apposed(text: str, time: Expression, found: Sequence[Expression]) -> bool:
    """Whether a lapse only explains the day before it: "on May 3, two weeks after the flood"."""
    if time.reading != "lapse":
        return False
    return any(len(each.day or "") == 10 and text[each.end : time.start] == ", " for each in found)


def _gap(span: Span, time: Expression) -> int:
    return max(time.start - span[1], span[0] - time.end, 0)


def _near(found: Sequence[Expression], span: Span) -> Sequence[Expression]:
    """The expressions, in order, that stand close enough to a figure to date it."""
    low, high = span[0] - FAR, span[1] + FAR
    return found[bisect_left(found, low, key=_start) : bisect_left(found, high, key=_start)]


def _start(time: Expression) -> int:
    return time.start


def _is_long_past(time: Expression) -> bool:
    """Whether a time is past and names no one day, month or year: "in the 1990s", "a few years ago"."""
    return time.day is None and time.reading in ("ago", "era")


def _is_beside(text: str, time: Expression, language: str) -> bool:
    """Whether a time is that of something else beside the figure: "after Friday", "over Tuesday's attack"."""
    known = grammar(language)
    if time.bound in known.past_it:
        return True
    return _owns(text, time) and bool(ties(language).beside.search(text, max(0, time.start - 24), time.start))


def _owns(text: str, time: Expression) -> bool:
    """Whether a time ends in or is followed by a genitive: "Tuesday's"."""
    return not APOSTROPHES.isdisjoint(text[time.end - 2 : time.end + 2]) and (
        GENITIVE.search(text, time.end - 2, time.end + 2) is not None
    )


def _out_of_reach(told: Times, time: Expression, span: Span, sentence: Span) -> bool:
    """Whether a time stands too far off: months and years date their own clause, the future only what is next to it."""
    text, language = told.text, told.language
    if time.reading == "lapse":
        return time.start > span[0]
    if time.start > span[1] and (
        _set_against(text, sentence, time, language) >= span[1] or of_another(text, span, time, language)
    ):
        return True
    if (passing := of_someone(text, sentence, time, language)) and not passing[0] <= span[0] < passing[1]:
        return True
    exact = len(time.day or "") == 10
    near = (max(sentence[0], span[1]) if time.start >= span[1] else sentence[0], sentence[1])
    if not exact and of_founding(text, near, time, language):
        return True
    coming = told.published and time.day and time.day > told.published
    if exact and not coming:
        return False
    cost = distance(text, span, (time.start, time.end), language)
    if coming:
        return cost > 60 or any(map(str.isdigit, text[span[1] : time.start]))
    if cost <= 90 or time.start <= sentence[0] + 4:
        return False
    clause = ties(language).subordinate.search(text, span[1], max(time.start, span[1]))
    return time.start - span[1] > 200 or clause is not None


def of_another(text: str, span: Span, time: Expression, language: str = "en") -> bool:
    """Whether a time behind a figure is that of the next clause, or of some of the counted alone ("150 have died, 40 of
    them on Friday"), or a month or year that of what they were part of before: "charged 75 people over a 2013 sit-in",
    "freed 82 of the girls it seized in 2014"."""
    known = ties(language)
    if text.find(";", span[1], time.start) >= 0:
        return True
    if known.of_part.search(text, min(span[1] + OWN, time.start), time.start):
        return True
    if len(time.day or "") == 10:
        return False
    modifies = " " in text[time.start : time.end] and text[time.end : time.end + 2].lstrip(" ")[:1].isalpha()
    if modifies and known.over.search(text, max(span[1], time.start - 24), time.start):
        return True
    return known.contact.fullmatch(text, span[1], time.start) is not None


def _set_against(text: str, sentence: Span, time: Expression, language: str) -> int:
    """Where the words begin that make a time that of a count of before: "1,163, [up from] 997 on Sunday"; else -1."""
    found = ties(language).set_against.search(text, sentence[0], time.start)
    return found.start() if found else -1


def distance(text: str, span: Span, other: Span, language: str = "en") -> int:
    """How far apart two stretches of a sentence are: characters, and more for each clause that ends between them."""
    low, high = (other[1], span[0]) if other[1] <= span[0] else (span[1], other[0])
    if high <= low:
        return 0
    marks = ties(language).edges.finditer(*_lower(text, low, high))
    return high - low + sum(EDGES[mark.lastgroup] for mark in marks)


def said(told: Times, sentence: Span, time: Expression) -> bool:
    """Whether a time of a sentence of the report dates the saying."""
    if time.start not in told.said:
        told.said[time.start] = of_saying(told.text, sentence, time, told.language)
    return told.said[time.start]


def of_saying(text: str, sentence: Span, time: Expression, language: str = "en") -> bool:
    """Whether a time dates the saying: "officials said on Sunday", "On Sunday the ministry said"."""
    known = ties(language)
    if known.said.search(text, max(sentence[0], time.start - 120), time.start):
        return True
    if time.start - sentence[0] > OPENS:
        return False
    opens = not text[sentence[0] : time.start].strip(" \n\"“'‘*•").removeprefix("On")
    return opens and bool(known.says.match(text, time.end, min(sentence[1], time.end + 100)))


def of_founding(text: str, sentence: Span, time: Expression, language: str = "en") -> bool:
    """Whether a time goes with a verb that counts nobody: "a group founded in 1998"."""
    return bool(ties(language).founded.search(text, max(sentence[0], time.start - 30), time.start))


def of_someone(text: str, sentence: Span, time: Expression, language: str = "en") -> Span | None:
    """The words, if any, by which a time is that of what befell somebody told of in passing: "a rally for the general
    killed in 2020"; it dates no figure but those among them."""
    found = ties(language).befell.search(text, max(sentence[0], time.start - PASSING), time.start)
    return found.span() if found else None


def _calendar(told: Times, passages: Sequence[Passage], spans: Sequence[Span]) -> Calendar:
    known, text = ties(told.language), told.text
    shown = (PassageKind.HEADLINE, PassageKind.PARAGRAPH)
    copy = (passage for passage in passages if passage.section == 0 and passage.kind in shown)
    opening = list(islice((sentence for passage in copy for sentence in passage.sentences), OPENING))
    return Calendar(
        text=text,
        published=told.published,
        report=_report_day(text, told.published, told.language),
        story=_story_day(told, opening, spans),
        grave=any(known.grave.search(*_lower(text, *sentence)) for sentence in opening),
        language=told.language,
    )


def _report_day(text: str, day: str | None, language: str) -> str | None:
    """The day a report speaks from: the eve, where it names that as the day of saying and its own day nowhere."""
    known, today = grammar(language), whole(day)
    if today is None or _is_named(text, known.names[today.weekday()]):
        return day
    eve = today - timedelta(days=1)
    name = known.names[eve.weekday()]
    if not _is_named(text, name) or _names_today(text, known):
        return day
    said = any(_ends_saying(text, match.span(), language) for match in regex.finditer(rf"\b{name}\b", text))
    return eve.isoformat() if said else day


def _names_today(text: str, known: Grammar) -> bool:
    """Whether the day of the report is named by an offset: "today", "overnight"."""
    if not any(map(text.lower().__contains__, known.near)):
        return False
    return any(pattern.search(text) for number, pattern in known.offsets if number == 0)


def _ends_saying(text: str, name: Span, language: str) -> bool:
    """Whether the name of a weekday ends a clause of saying: "officials said on Saturday." """
    known = ties(language)
    end = known.after_saying.match(text, name[1])
    return end is not None and known.said.search(text, max(0, name[0] - 80), name[0]) is not None


def _is_named(text: str, name: str) -> bool:
    """Whether a weekday is named: not its plural, which is every one of them."""
    return text.count(name) > text.count(f"{name}s")


def _story_day(told: Times, opening: Sequence[Span], spans: Sequence[Span]) -> str | None:
    """The day that the first dated figure of the opening is about, if it is of these days."""
    today = whole(told.published)
    if today is None:
        return None
    for sentence in opening:
        if not any(sentence[0] <= start < sentence[1] for start, _ in spans):
            continue
        for time in of_sentence(told, sentence):
            then = whole(time.day)
            fresh = then is not None and 0 <= (today - then).days <= 3 and not time.bound and not time.opened
            if fresh and not said(told, sentence, time) and _set_against(told.text, sentence, time, told.language) < 0:
                return time.day
    return None
