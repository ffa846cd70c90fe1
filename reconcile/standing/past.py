"""Whether a figure is of another, earlier event: by its wording, by its time, or by the sentences before it."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from reconcile import days
from reconcile.days import Expression
from reconcile.model import Figure
from reconcile.standing import story as told
from reconcile.standing.cues import fits
from reconcile.standing.story import AROUND, Scene, Story, age, among, is_own, scene, signs_near, signs_of, view

FRESH, WEEK, MONTH, YEAR = 7, 5, 30, 365  # days
LONG_SINCE = 15 * YEAR  # a count that runs since then is of a conflict, not of the event reported
FAR_ABOVE = 10  # times the first toll of a report: that of a war rather than of a day in it
OPENING = 12  # characters within which a time opens its sentence
NEAR = 60  # characters before a time in which its verb stands
BEFORE = 12  # characters before a time that hold its article
DEPTH = 4  # sentences looked back over
OWNING = regex.compile(r"['’]s\b")
STOPS = regex.compile(r"[;:]|(?<!\b\p{Lu})[.!?]\s")
COMMA = regex.compile(r",(?!\d)")
NOUN = regex.compile(r"(?:[’']s)?\s+\p{L}")
DATES = ("date", "month", "holiday", "weekday", "year")


def is_historic(story: Story, index: int, figure: Figure, signs: frozenset[str], words: str) -> bool:
    """Whether a figure, in the view `words` of its sentence, with these signs, is of another event than reported."""
    if signs and _is_told_as_past(story, index, figure, signs, words):
        return True
    here = scene(story, index)
    if here is None:
        return _is_carried(story, index, figure, words)
    times = among(here.times, figure.start - AROUND, figure.end + AROUND)
    recent = [time for time in times if _is_recent(story, here, time)]
    past = [time for time in times if _is_old(story, index, time, figure) and _dates(story, here, time, figure)]
    if past:
        return not recent or _nearest(story, past, figure) <= _nearest(story, recent, figure)
    return not recent and _is_carried(story, index, figure, words)


def _is_told_as_past(story: Story, index: int, figure: Figure, signs: frozenset[str], words: str) -> bool:
    """Whether the wording itself makes a figure one of an earlier event."""
    known = story.known
    if fits(known.historic, signs, words) or figure.measure in known.soldiers and fits(known.once, signs, words):
        return True
    if fits(known.waged, signs, words) and _is_background(story, index, figure):
        return True
    return _follows_another(story.figures[index], figure) and fits(known.looks_back, signs, words)


def _is_background(story: Story, index: int, figure: Figure) -> bool:
    """Whether a toll is far above the first of its measure in the report, or is the first and not of its opening."""
    if figure.measure in story.known.lasting or figure.measure in story.known.gone:
        return False
    first = story.first[figure.measure]
    if first == figure:
        return index >= told.OPENING or index > 1 and next(iter(story.figures)) < index
    return (first.low or first.high or 0) * FAR_ABOVE <= (figure.low or figure.high or 0)


def _follows_another(figures: Sequence[Figure], figure: Figure) -> bool:
    """Whether another figure of the measure stands before this one in the sentence."""
    return any(each.measure == figure.measure and each.end <= figure.start for each in figures)


def _nearest(story: Story, times: Sequence[Expression], figure: Figure) -> int:
    return min(_apart(story, time, figure) for time in times)


def _apart(story: Story, time: Expression, figure: Figure) -> int:
    return days.distance(story.text, (figure.start, figure.end), (time.start, time.end), story.times.language)


def _is_recent(story: Story, here: Scene, time: Expression) -> bool:
    """Whether a time is one of the report's own days, and not that of the saying."""
    if time.day is None:
        return time.reading == "span" and not time.size.endswith("y")
    known = age(story, time.day)
    fresh = time.reading in ("weekday", "offset", "date") and len(time.day) == 10 and (known is None or known < FRESH)
    return fresh and not _is_last(story, time) and not days.said(story.times, here.span, time)


def _is_last(story: Story, time: Expression) -> bool:
    """Whether a time is told as one of another week: "last week's", "last Saturday", "a week ago", "at the weekend"."""
    gone = age(story, time.day) if time.day else None
    if gone is None:
        return False
    if time.reading == "weekday":
        return time.step > 0 and gone >= WEEK
    return time.reading in ("unit", "ago") and (time.size == "7d" and gone >= WEEK or time.size == "2d" and gone >= 3)


def _is_old(story: Story, index: int, time: Expression, figure: Figure) -> bool:
    """Whether a time is that of another, earlier event, for a figure of this measure."""
    known, lasting = story.known, figure.measure in story.known.lasting
    said = story.text[time.start : time.end].lower()
    if time.reading in ("era", "years"):
        return not lasting
    if time.reading == "lapse":
        return time.end <= figure.start and _sets_apart(time, said) and not said.startswith(known.short_lapses)
    if time.reading == "span":
        return time.size.endswith("y") and _is_background(story, index, figure)
    if time.day is None and time.reading == "unit":
        return time.step > 0 and not time.size and not lasting  # "last summer"
    if time.day is None:
        return time.reading == "ago" and _is_long_gone(story, index, time, figure)
    gone = None if is_own(story, time) else age(story, time.day)
    if gone is None:
        return False
    if time.bound in known.from_then:
        counted = _beside(story, index, figure) if lasting else figure
        if counted is None or figure.measure in known.gone:
            return False
        return gone > LONG_SINCE or gone > 2 * YEAR and _is_background(story, index, counted)
    if figure.measure in known.gone and (gone < MONTH and len(time.day) == 10 or _opens_with_freed(story)):
        return False
    if lasting:
        return gone > (YEAR if len(time.day) < 10 else 2 * YEAR)
    if time.reading == "date" and WEEK <= gone < MONTH and _is_apart(story, index, time, figure):
        return True
    return _is_past(story, time, gone) and not (_is_last(story, time) and _is_lead(story, index))


def _beside(story: Story, index: int, figure: Figure) -> Figure | None:
    """The toll in front of those driven out by the same: "has killed 300 and driven 9,000 away since 2011"."""
    passing = story.known.lasting | story.known.gone
    tolls = (each for each in story.figures[index] if each.end <= figure.start and each.measure not in passing)
    return next(tolls, None)


def _is_apart(story: Story, index: int, time: Expression, figure: Figure) -> bool:
    """Whether a day of the last weeks is another event's: that of one of its kind, or told of in passing."""
    known, here = story.known, scene(story, index)
    if known.alike.search(story.text, *story.sentences[index][1]):
        return True
    if here is None or index <= 1 or time.end > figure.start:
        return False
    if figure.measure in known.daily:
        return True
    first = story.first[figure.measure]
    if index < told.OPENING - 1 or (first.low, first.high) == (figure.low, figure.high):
        return False  # the toll of the report itself
    passing = known.relative.search(story.text, time.end, figure.start) is not None
    return passing and _names_event(story, here, time) is True


def _is_lead(story: Story, index: int) -> bool:
    """Whether a sentence is the first of a report and has none of its days: "A week ago a man walked into a bank"."""
    here = scene(story, index)
    if here is None or index > 1 or index == 1 and story.text[story.sentences[0][1][1] - 1] in ".!?":
        return False  # below no more than a headline
    return not any(_is_recent(story, here, time) for time in here.times)


def _opens_with_freed(story: Story) -> bool:
    """Whether a report opens with how many came back: those who were taken are of its own event, however long ago."""
    return any(each.measure in story.known.freed for each in story.opening)


def _is_long_gone(story: Story, index: int, time: Expression, figure: Figure) -> bool:
    """Whether "a few years ago" is another event's time; "weeks" of those not still gone, "days" of one told apart."""
    if time.size.endswith("y"):
        return True
    if figure.measure in story.known.lasting or figure.measure in story.known.gone or time.size == "0d":
        return False
    return time.size != "1d" or story.known.alike.search(story.text, *story.sentences[index][1]) is not None


def _sets_apart(time: Expression, said: str) -> bool:
    """Whether a lapse after an event is so long that what followed is another one: a week or more."""
    return said.split()[-1] == "after" and time.size not in ("", "0d", "1d")


def _is_past(story: Story, time: Expression, gone: int) -> bool:
    """Whether a time so many days back lies before the days of the report."""
    if len(time.day or "") < 10:
        words = story.text[time.start : time.end].lower()
        return gone > 0 or len(time.day or "") == 7 and words.startswith(story.known.apart)
    return gone >= MONTH or _is_last(story, time)


def _dates(story: Story, here: Scene, time: Expression, figure: Figure) -> bool:
    """Whether a time of the sentence is that of the figure, by the words between them."""
    text, known = story.text, story.known
    before = time.end <= figure.start
    between = text[time.end : figure.start] if before else text[figure.end : time.start]
    if days.said(story.times, here.span, time) or known.speech.search(between):
        return False
    if not before and days.of_another(text, (figure.start, figure.end), time, story.times.language):
        return False
    passing = days.of_someone(text, here.span, time, story.times.language)
    if passing and not passing[0] <= figure.start < passing[1]:
        return False
    event = _names_event(story, here, time)
    if event is False or event and not before and not known.at_event.search(between):
        return False
    if not before and known.lingering.search(between):
        return False
    if not before and known.about.search(between) and OWNING.search(text, time.end - 2, time.end + 2):
        return False  # "unrest over last week's vote"
    near = (here.span[0] if before else figure.end, here.span[1])
    founded = days.of_founding(text, near, time, story.times.language)
    if founded and before and known.relative.search(between):  # "rules introduced after the 1965 storm that killed"
        founded = not event and known.event.search(between) is None
    founded = founded and not (known.outcome.match(between) if before else known.since.search(between))
    if founded and not (before and _is_over(story, time, between)):
        return False
    return _dates_behind(story, here, time, between) if before else _dates_ahead(story, here, time, figure, between)


def _dates_behind(story: Story, here: Scene, time: Expression, between: str) -> bool:
    """Whether a time dates a figure behind it, and is not shut in a clause of its own."""
    opens = time.start - here.span[0] < OPENING
    if time.reading == "lapse":
        aside = opens or story.text[max(0, time.start - 2) : time.start] == ", "
        return not aside or not COMMA.search(between)
    comma = story.text.rfind(",", here.span[0], time.start)
    if comma >= 0 and COMMA.search(between) and story.known.aside.match(story.text, comma + 1):
        return False
    return opens or len(between) < 250 and not STOPS.search(between)


def _dates_ahead(story: Story, here: Scene, time: Expression, figure: Figure, between: str) -> bool:
    """Whether a time dates a figure ahead of it: by the clauses that begin between the two."""
    known, clause = story.known, story.known.clause.search(between)
    if known.accused.search(between):
        return False
    others = among(here.figures, figure.end + 1, time.start)
    if any(each.end < time.start for each in others) and known.parting.search(between):
        return False
    if time.bound in known.from_then:
        return clause is None and not known.superlative.search(between)
    if known.since.search(between):  # a count that runs since then: another event only if that is long ago
        gone = (age(story, time.day) or 0) if time.day else LONG_SINCE + 1 if time.reading == "era" else 0
        other = gone > LONG_SINCE or gone > 2 * YEAR and _is_background(story, told.sentence_of(story, figure), figure)
        return other and len(between) < 120 and not known.relative.search(between)
    if clause is None:
        return len(between) < (80 if _is_last(story, time) else 200) and not STOPS.search(between)
    ended = known.until.match(clause.group()) and (age(story, time.day) or 0 if time.day else 0) > YEAR
    return bool(ended) or _apart(story, time, figure) <= 110


def _is_over(story: Story, time: Expression, between: str) -> bool:
    """Whether what began at a time is told of as past: "an epidemic that began in 2013 and had left"."""
    gone = age(story, time.day) if time.day else None
    return gone is not None and gone > YEAR and story.known.over.search(between) is not None


def _names_event(story: Story, here: Scene, time: Expression) -> bool | None:
    """Of a time that goes with a noun ("the 2007 riots", "treaty of 1999"), whether that is an event; else None."""
    text, known = story.text, story.known
    if time.bound in known.of and time.reading == "year":
        lead = text[max(here.span[0], time.start - 40) : time.start]
        return None if known.event.search(lead) or known.parts_of.search(lead) else False
    first = text[time.start : time.end].split(" ", 1)[0]
    before = max(here.span[0], time.start - BEFORE)
    article = known.article.match(first) or known.article.search(text, before, time.start)
    if time.reading not in DATES or not article or not NOUN.match(text, time.end):
        return None
    return known.event.search(text, time.end, min(time.end + 40, here.span[1])) is not None


def _is_carried(story: Story, index: int, figure: Figure, words: str) -> bool:
    """Whether the sentences before tell of an earlier event and this one, of `words` if these are read, goes on."""
    back = _looks_back(story, index - 1)
    if not back:
        return False
    words, signs = words or view(story, index, figure), signs_near(story, index, figure)
    return fits(story.known.continues, signs, words) or back > 1 and _stays_past(story, index, words)


def _stays_past(story: Story, index: int, words: str) -> bool:
    """Whether a sentence is of the same passage as the one before it and says nothing of the present."""
    together = story.sentences[index][0] == story.sentences[index - 1][0]
    return together and not story.known.present.search(words)


def _looks_back(story: Story, index: int) -> int:
    """How surely the sentences up to this one tell of an earlier event: as the last that has a time does, if the ones
    behind it go on about that; else 0."""
    if index not in story.back:
        story.back[index] = _told_before(story, index)
    return story.back[index]


def _told_before(story: Story, index: int) -> int:
    for last in range(index, max(index - DEPTH, 0) - 1, -1):
        own = story.past[last] if last in story.past else _tells_of_past(story, last)
        if own is not None:
            return own if own and all(_goes_on(story, between) for between in range(last + 1, index + 1)) else 0
    return 0


def _goes_on(story: Story, index: int) -> bool:
    """Whether a sentence without a time goes on about what the one before it told of."""
    if index not in story.onward:
        words = story.text[slice(*story.sentences[index][1])]
        carries = fits(story.known.continues, signs_of(story, index), words)
        story.onward[index] = carries or _stays_past(story, index, words)
    return story.onward[index]


def _tells_of_past(story: Story, index: int) -> int | None:
    """How surely a sentence itself tells of an earlier event: 2 if that is what it is about, 1 if it ends there, 0 if
    not; None if it names no time."""
    here = scene(story, index)
    story.past[index] = None if here is None else _weighed(story, here, leads=_is_lead(story, index))
    return story.past[index]


def _weighed(story: Story, here: Scene, *, leads: bool) -> int:
    best = story.known.superlative.search(story.text, *here.span) is not None
    if any(_is_recent(story, here, time) for time in here.times if time.reading != "span" or not best):
        return 0  # "the worst to date" is none of the report's own days
    past = [time for time in here.times if _is_of_past(story, time) and not (leads and _is_last(story, time))]
    if not past:
        return 0
    opens = past[0].start - here.span[0] < OPENING
    dated = opens or _is_about(story, here, past[0], best) or any(
        _dates(story, here, time, figure)
        for time in past
        for figure in among(here.figures, time.start - AROUND, time.end + AROUND)
    )
    return 2 if opens or dated and not story.known.present.search(story.text, *here.span) else 1


def _is_about(story: Story, here: Scene, time: Expression, best: bool) -> bool:
    """Whether a sentence tells what happened at a time, or calls an event of it the worst."""
    if best and _names_event(story, here, time):
        return True
    return story.known.happened.search(story.text, max(here.span[0], time.start - NEAR), time.start) is not None


def _is_of_past(story: Story, time: Expression) -> bool:
    """Whether a time lies before the days of the report, and its opening is not about it."""
    gone = age(story, time.day) if time.day and time.reading != "lapse" and not is_own(story, time) else None
    return gone is not None and _is_past(story, time, gone)
