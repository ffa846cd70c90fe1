"""A report laid out for judging: its sentences, their figures and words of time, and the times it is about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TypeAlias, TypeVar

from reconcile import days
from reconcile.days import Expression, Times
from reconcile.model import Document, Figure, Passage, PassageKind, Span
from reconcile.standing.cues import OTHER, OWN, Cues, cues, signs_in

Own: TypeAlias = tuple[str, Span | None]  # a time, and the sentence that names it, or None for the title

Located = TypeVar("Located", Figure, Expression)

LONG_AGO = 10_000
KEPT = 1 << 12  # ages that are kept as reckoned
AROUND = 400  # characters beside a figure that can say how it stands
OPENING = 4  # sentences of a report that say what it is about
MANY = 20  # figures of one sentence looked at for what a report opens with
SIGN = 20  # characters of the longest sign
CUT = "_ "  # stands where the sentence is cut off, so that nothing takes it for the beginning


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with its figures and its words of time."""

    span: Span
    figures: tuple[Figure, ...]
    times: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A report as it is judged: its sentences with the passage each is of, its figures by sentence, its own times.

    `first` holds the first figure of each measure, `opening` those that the report opens with.
    The rest holds what was read of the sentences so far, by their numbers, so that nothing is read twice.
    """

    text: str
    times: Times
    sentences: tuple[tuple[int, Span], ...]
    starts: tuple[int, ...]
    figures: dict[int, tuple[Figure, ...]]
    first: Mapping[str, Figure]
    opening: tuple[Figure, ...]
    own: frozenset[Own]
    known: Cues
    scenes: dict[int, Scene | None] = field(default_factory=dict)
    signs: dict[tuple[int, int], frozenset[str]] = field(default_factory=dict)
    answers: dict[int, tuple[bool, bool]] = field(default_factory=dict)
    past: dict[int, int | None] = field(default_factory=dict)
    onward: dict[int, bool] = field(default_factory=dict)
    back: dict[int, int] = field(default_factory=dict)


def lay_out(document: Document, passages: Sequence[Passage], figures: Sequence[Figure], told: Times) -> Story:
    """The report of a document, before any figure is judged."""
    sentences = tuple((n, sentence) for n, passage in enumerate(passages) for sentence in passage.sentences)
    starts = tuple(sentence[0] for _, sentence in sentences)
    grouped: defaultdict[int, list[Figure]] = defaultdict(list)
    for figure in sorted(figures, key=lambda each: (each.start, each.end)):
        grouped[bisect_right(starts, figure.start) - 1].append(figure)
    return Story(
        text=document.text,
        times=told,
        sentences=sentences,
        starts=starts,
        figures={index: tuple(some) for index, some in grouped.items()},
        first={each.measure: each for some in reversed(grouped.values()) for each in reversed(some)},
        opening=tuple(each for index in range(OPENING) for each in grouped.get(index, ())[:MANY]),
        own=_own_times(document, passages, told),
        known=cues(told.language),
    )


def _own_times(document: Document, passages: Sequence[Passage], told: Times) -> frozenset[Own]:
    """The days, months and years that the title and the opening give to what they report, and where they do."""
    title = document.title or ""
    heads = [p for p in passages if p.section == 0 and p.kind is PassageKind.HEADLINE][:3]
    bodies = [p for p in passages if p.section == 0 and p.kind is PassageKind.PARAGRAPH][:2]
    found: list[tuple[Expression, Span | None]] = [
        (time, None) for time in days.expressions(title, 0, len(title), told.published, told.language)
    ]
    for passage in (*heads, *bodies):
        span = passage.sentences[0]
        read = days.of_sentence(told, span)
        fresh = any(time.reading in ("weekday", "offset") for time in read)
        own = [time for time in read if not days.of_someone(told.text, span, time, told.language)]
        found += [(time, span) for time in own if not fresh or time.size != "1y"]  # "as last year"
    return frozenset((time.day, at) for time, at in found if time.day and not time.bound and time.reading != "lapse")


def is_own(story: Story, time: Expression) -> bool:
    """Whether the opening of the report, elsewhere than here, names the same time, or a past one that holds it."""
    wanted, today = time.day or "", story.times.published or "9999"
    return any(
        (day == wanted or wanted.startswith(day) and not today.startswith(day))
        and (span is None or not span[0] <= time.start < span[1])
        for day, span in story.own
    )


def scene(story: Story, index: int) -> Scene | None:
    """A sentence by its number, read once; None if it names no time but that of the dateline."""
    if index not in story.scenes:
        span = story.sentences[index][1]
        times = days.of_sentence(story.times, span)
        told = tuple(time for time in times if not days.of_dateline(story.text, span, time)) if times else ()
        story.scenes[index] = Scene(span, story.figures.get(index, ()), told) if told else None
    return story.scenes[index]


def sentence_of(story: Story, figure: Figure) -> int:
    """The number of the sentence a figure stands in, -1 before the first."""
    return bisect_right(story.starts, figure.start) - 1


def signs_of(story: Story, index: int, part: int = 0) -> frozenset[str]:
    """The signs in a part of a sentence as long as a figure can be seen; most have one part."""
    if index >= len(story.sentences):
        return frozenset()
    if (index, part) not in story.signs:
        first, last = story.sentences[index][1]
        start = first + part * AROUND
        words = story.text[start : min(last, start + AROUND + SIGN)]
        story.signs[index, part] = signs_in(story.known, words)
    return story.signs[index, part]


def signs_near(story: Story, index: int, figure: Figure) -> frozenset[str]:
    """The signs in the parts of a sentence in which a figure can be seen."""
    first, last = story.sentences[index][1]
    if last - first <= AROUND:  # as good as always
        return signs_of(story, index)
    start, end = max(first, figure.start - AROUND), min(last, figure.end + AROUND)
    parts = range((start - first) // AROUND, (end - first) // AROUND + 1)
    return frozenset().union(*(signs_of(story, index, part) for part in parts))


def view(story: Story, index: int, figure: Figure) -> str:
    """The words around a figure in its sentence, one character for each figure among them, white space evened out."""
    first, last = story.sentences[index][1]
    start, end = max(first, figure.start - AROUND), min(last, figure.end + AROUND)
    pieces, at = [CUT if start > first else ""], start
    for other in among(story.figures.get(index, ()), start, end):
        if other.start >= at:
            own = (other.start, other.end) == (figure.start, figure.end)
            pieces += [story.text[at : other.start], OWN if own else OTHER]
            at = other.end
    return " ".join("".join([*pieces, story.text[at : max(at, end)]]).split())


def among(found: Sequence[Located], start: int, end: int) -> Sequence[Located]:
    """Those, of things sorted by where they start, that start within a stretch of text."""
    return found[bisect_left(found, start, key=starts_at) : bisect_left(found, end, key=starts_at)]


def starts_at(each: Figure | Expression) -> int:
    """Where a figure or a time starts."""
    return each.start


def age(story: Story, day: str) -> int | None:
    """How many days before publication the last day that `day` can mean lies; without publication a year is past."""
    return _age(day, story.times.published)


@lru_cache(maxsize=KEPT)
def _age(day: str, published: str | None) -> int | None:
    today = days.whole(published)
    if today is None:
        return LONG_AGO if len(day) < 10 else None
    if len(day) == 4:
        return (today - date(int(day), 12, 31)).days
    if len(day) == 7:
        year, month = int(day[:4]), int(day[5:])
        return (today - date(year + month // 12, month % 12 + 1, 1)).days + 1
    return (today - date.fromisoformat(day)).days
