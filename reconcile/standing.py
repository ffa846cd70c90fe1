"""Whether a figure is put forward as true of the event of the report: asserted, denied, planned, unknown or historic."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date as Day
from functools import cache

import regex

from reconcile import days
from reconcile.days import Expression
from reconcile.lexicon import words
from reconcile.model import Document, Figure, Passage, PassageKind, Qualifier, Span, Status

OWN, OTHER = "\ue000", "\ue001"  # stand for the figure in question and for the others in a view of its sentence


@dataclass(frozen=True, slots=True)
class Cues:
    """The wordings of one language, compiled."""

    denied: tuple[regex.Pattern[str], ...]
    lowered: tuple[regex.Pattern[str], ...]
    rejects_before: tuple[regex.Pattern[str], ...]
    earlier_said: tuple[regex.Pattern[str], ...]
    taken_back_next: tuple[regex.Pattern[str], ...]
    planned: tuple[regex.Pattern[str], ...]
    ordered: tuple[regex.Pattern[str], ...]
    not_ordered: tuple[regex.Pattern[str], ...]
    historic: tuple[regex.Pattern[str], ...]
    once: tuple[regex.Pattern[str], ...]
    looks_back: tuple[regex.Pattern[str], ...]
    continues: tuple[regex.Pattern[str], ...]
    present: regex.Pattern[str]
    event: regex.Pattern[str]
    superlative: regex.Pattern[str]
    lasting: frozenset[str]
    growing: frozenset[str]


LISTS = ("rejects", "tidings", "untrue", "modals", "doubts", "plans", "primed", "guesses", "done", "suffered", "unmoved", "superlative")


@cache
def cues(language: str = "en") -> Cues:
    """The cues of `lexicon/LANGUAGE/standing.toml`."""
    named = _named(language)

    def compiled(key: str) -> tuple[regex.Pattern[str], ...]:
        return tuple(regex.compile(_filled(pattern, named), regex.IGNORECASE) for pattern in words("standing", key, language))

    def any_of(key: str) -> regex.Pattern[str]:
        return regex.compile(rf"\b(?:{'|'.join(words('standing', key, language))})\b", regex.IGNORECASE)

    patterns = {name: compiled(name) for name in PATTERNS}
    return Cues(
        **patterns,
        present=any_of("present"),
        event=any_of("events"),
        superlative=any_of("superlative"),
        lasting=frozenset(words("standing", "lasting", language)),
        growing=frozenset(words("standing", "growing", language)),
    )


PATTERNS = (
    "denied", "lowered", "rejects_before", "earlier_said", "taken_back_next", "planned", "ordered", "not_ordered",
    "historic", "once", "looks_back", "continues",
)


def _named(language: str) -> dict[str, str]:
    """What stands for each {name} in a pattern."""
    def either(*keys: str) -> str:
        return "(?:" + "|".join(word for key in keys for word in words("standing", key, language)) + ")"

    word = rf"[\"“'‘]?(?!{either('stops', 'handling', 'done')}\b)[\w’'$€£%{OTHER}-]+"
    unless_known = "".join(rf"(?<!\b{known} )" for known in words("standing", "known", language))
    return {
        **{key: either(key) for key in LISTS},
        "rejects": r"(?<!\bnor )(?<!\bor )(?<!\bnot )(?<!\bnever )" + either("rejects"),
        "event": either("events"),
        "N": OWN,
        "New": unless_known + OWN,
        "M": OTHER,
        "near": r"(?:[\w’'-]+ ){0,2}[\w’'-]+",
        "gap": r"(?:[^.;:!?]|(?<=\b\p{Lu})\.|\.(?=\d)){0,120}?",
        "claim": rf"(?:(?!\b{either('instead')}\b)[^.;:!?]){{0,120}}?",
        "reach": r".{0,250}?",
        "plain": word,
        "heading": r"(?-i:\p{Lu})[\w.’'-]*(?: (?-i:\p{Lu})[\w.’'-]*){0,3}",
    }


def _filled(pattern: str, named: dict[str, str]) -> str:
    return regex.sub(r"(?<!\\p)\{([A-Za-z_]+)\}", lambda match: named[match[1]], pattern)


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with its figures and its words of time; `passage` counts the passages."""

    span: Span
    passage: int
    figures: tuple[Figure, ...]
    times: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A report as it is judged: its sentences in order, and the days, months and years its opening is about."""

    text: str
    published: str | None
    sentences: tuple[tuple[int, Span], ...]
    starts: tuple[int, ...]
    figures: tuple[Figure, ...]
    own: frozenset[tuple[str, Span | None]]
    language: str
    scenes: dict[int, Scene] = field(default_factory=dict)


def judge(
    document: Document, passages: Sequence[Passage], figures: Sequence[Figure], language: str = "en"
) -> tuple[Status, ...]:
    """The status of each figure; where nothing in the text says otherwise it is asserted."""
    story = _story(document, passages, figures, language)
    found = {(figure.start, figure.end): _status(story, figure) for figure in figures}
    return tuple(_with_whole(figure, found) for figure in figures)


def _with_whole(figure: Figure, found: Mapping[Span, Status]) -> Status:
    """The status of a figure, or that of the whole it is a part of where nothing is said of itself."""
    own = found[figure.start, figure.end]
    return found.get(figure.whole, own) if own is Status.ASSERTED and figure.whole else own


def _story(document: Document, passages: Sequence[Passage], figures: Sequence[Figure], language: str) -> Story:
    published = document.published or days.published(document.text, language)
    sentences = tuple((n, sentence) for n, passage in enumerate(passages) for sentence in passage.sentences)
    return Story(
        text=document.text,
        published=published,
        sentences=sentences,
        starts=tuple(sentence[0] for _, sentence in sentences),
        figures=tuple(figures),
        own=_own_times(document, passages, published, language),
        language=language,
    )


def _own_times(document: Document, passages: Sequence[Passage], published: str | None, language: str) -> frozenset[tuple[str, Span | None]]:
    """The days, months and years that the title and the opening sentences give to what they report, and where."""
    text, title = document.text, document.title or ""
    heads = [p for p in passages if p.section == 0 and p.kind is PassageKind.HEADLINE][:3]
    bodies = [p for p in passages if p.section == 0 and p.kind is PassageKind.PARAGRAPH][:2]
    opening = [passage.sentences[0] for passage in (*heads, *bodies)]
    found = [(time, None) for time in days.expressions(title, 0, len(title), published, language)]
    found += [(time, span) for span in opening for time in days.expressions(text, *span, published, language)]
    return frozenset((time.day, span) for time, span in found if time.day and not time.bound and time.reading != "lapse")


def _is_own(story: Story, time: Expression) -> bool:
    """Whether the opening of the report, elsewhere than here, names the same time, or a past year or month that holds it."""
    wanted, today = time.day or "", story.published or "9999"
    return any(
        (day == wanted or wanted.startswith(day) and not today.startswith(day))
        and (span is None or not span[0] <= time.start < span[1])
        for day, span in story.own
    )


def _scene(story: Story, index: int) -> Scene:
    """The scene of a sentence, read once."""
    if index not in story.scenes:
        passage, span = story.sentences[index]
        times = days.expressions(story.text, *span, story.published, story.language)
        story.scenes[index] = Scene(
            span=span,
            passage=passage,
            figures=tuple(figure for figure in story.figures if span[0] <= figure.start < span[1]),
            times=tuple(time for time in times if not days.of_dateline(story.text, span, time)),
        )
    return story.scenes[index]


def _status(story: Story, figure: Figure) -> Status:
    """The status of one figure: the first that fits."""
    if figure.qualifier is Qualifier.UNKNOWN:
        return Status.UNKNOWN
    index = bisect_right(story.starts, figure.start) - 1
    if index < 0:
        return Status.ASSERTED
    view = _view(story, _scene(story, index), figure)
    known = cues(story.language)
    if _denied(story, index, figure, view, known):
        return Status.DENIED
    if _planned(figure, view, known):
        return Status.PLANNED
    if _historic(story, index, figure, view, known):
        return Status.HISTORIC
    return Status.ASSERTED


def _view(story: Story, scene: Scene, figure: Figure) -> str:
    """The sentence with one character for each figure in it."""
    pieces, at = [], scene.span[0]
    for other in sorted(scene.figures, key=lambda each: (each.start, each.end)):
        if other.start >= at:
            own = (other.start, other.end) == (figure.start, figure.end)
            pieces += [story.text[at : other.start], OWN if own else OTHER]
            at = other.end
    return " ".join("".join([*pieces, story.text[at : scene.span[1]]]).split())


def _any(patterns: Sequence[regex.Pattern[str]], view: str) -> bool:
    return any(pattern.search(view) for pattern in patterns)


def _denied(story: Story, index: int, figure: Figure, view: str, known: Cues) -> bool:
    if _any(known.denied, view) or figure.measure in known.growing and _any(known.lowered, view) and _is_lowered(story, index, figure):
        return True
    if index + 1 == len(story.sentences):
        return False
    following = story.text[slice(*story.sentences[index + 1][1])]
    if _any(known.rejects_before, following):
        return True
    return _any(known.earlier_said, view) and _any(known.taken_back_next, following)


def _is_lowered(story: Story, index: int, figure: Figure) -> bool:
    """Whether no other figure of the measure in the sentence is higher: a count taken back, not one that grew."""
    others = [other for other in _scene(story, index).figures if other.measure == figure.measure and other.start != figure.start]
    return all(_size(other) <= _size(figure) for other in others)


def _size(figure: Figure) -> int:
    return figure.low if figure.low is not None else figure.high or 0


def _planned(figure: Figure, view: str, known: Cues) -> bool:
    if figure.measure == "evacuated" and _any(known.ordered, view) and not _any(known.not_ordered, view):
        return True
    return figure.measure not in ("abducted", "missing") and _any(known.planned, view)


def _historic(story: Story, index: int, figure: Figure, view: str, known: Cues) -> bool:
    scene = _scene(story, index)
    if _any(known.historic, view) or figure.measure == "troops" and _any(known.once, view):
        return True
    if any(each.measure == figure.measure and each.end <= figure.start for each in scene.figures) and _any(known.looks_back, view):
        return True
    recent = [_apart(story, time, figure) for time in scene.times if _recent(story, scene, time)]
    for time in scene.times:
        if _old(story, time, figure) and _dates(story, scene, time, figure, known):
            if not recent or _apart(story, time, figure) <= min(recent):
                return True
    return not recent and _carried(story, index, known, view)


def _apart(story: Story, time: Expression, figure: Figure) -> int:
    return days.distance(story.text, (figure.start, figure.end), (time.start, time.end), story.language)


def _age(story: Story, day: str) -> int | None:
    """How many days before publication the last day that `day` can mean lies; without publication a year counts as past."""
    today = days.whole(story.published)
    if today is None:
        return LONG_AGO if len(day) < 10 else None
    if len(day) == 4:
        return (today - Day(int(day), 12, 31)).days
    if len(day) == 7:
        year, month = int(day[:4]), int(day[5:])
        return (today - Day(year + month // 12, month % 12 + 1, 1)).days + 1
    return (today - Day.fromisoformat(day)).days


LONG_AGO = 10_000
MONTH, WEEK = 30, 5


def _recent(story: Story, scene: Scene, time: Expression) -> bool:
    """Whether a time is one of the report's own days, and not that of the saying."""
    if time.day is None:
        return time.reading == "span"
    age = _age(story, time.day)
    fresh = time.reading in ("weekday", "offset", "date") and len(time.day) == 10 and (age is None or age < 7)
    return fresh and not _last(story, time) and not days.of_saying(story.text, scene.span, time, story.language)


def _last(story: Story, time: Expression) -> bool:
    """Whether a time is told as one of another week: "last week's", "last Saturday", "a week ago"."""
    said = story.text[time.start : time.end].lower()
    age = _age(story, time.day) if time.day else None
    week = time.reading in ("unit", "ago") and "week" in said or time.reading == "weekday" and said.startswith("last ")
    return week and age is not None and age >= (3 if "weekend" in said else WEEK)


def _old(story: Story, time: Expression, figure: Figure) -> bool:
    """Whether a time is that of another, earlier event, for a figure of this measure."""
    lasting = figure.measure in cues(story.language).lasting
    said = story.text[time.start : time.end].lower()
    if time.reading == "era":
        return not lasting and ("years" in said or "decades" in said or said.rstrip("s’'").endswith("0"))
    if time.reading == "lapse":
        return time.end <= figure.start and "after" in said and LONG_LAPSE.search(said) is not None
    if time.reading == "ago" and time.day is None:
        return "year" in said or "decade" in said
    if time.day is None or _is_own(story, time):
        return False
    age = _age(story, time.day)
    if age is None:
        return False
    if time.bound in ("since", "from"):
        return not lasting and figure.measure != "abducted" and age > LONG_SINCE
    if lasting:
        return len(time.day) < 10 and age > 365 or age > 2 * 365
    if said.startswith("earlier") and len(time.day) == 7:
        return True
    return age >= MONTH or len(time.day) < 10 and age > 0 or _last(story, time)


LONG_LAPSE = regex.compile(r"^(?!less than (?:a|one) week).*\b(?:weeks?|months?|years?|decades?|fortnight)\b")


def _dates(story: Story, scene: Scene, time: Expression, figure: Figure, known: Cues) -> bool:
    """Whether a time of the sentence is that of the figure, by the words between them."""
    text = story.text
    before = time.end <= figure.start
    between = text[time.end : figure.start] if before else text[figure.end : time.start]
    if days.of_saying(text, scene.span, time, story.language) or SAYS.search(between):
        return False
    named = _names_event(story, scene, time, known)
    if named is False or named and not before and not AT_EVENT.search(between):
        return False
    if days.of_founding(text, scene.span, time, story.language) and not (before and _is_over(story, time, between)):
        return False
    if before:
        return _dates_what_follows(text, scene, time, between)
    if any(other.start > figure.end and other.end < time.start for other in scene.figures) and SUBORDINATE.search(between):
        return False
    if time.bound in ("since", "from"):
        return not CLAUSE.search(between) and not known.superlative.search(between)
    if SINCE.search(between):  # a count since then goes on: another event only if that is long ago
        return (_age(story, time.day or "9999") or 0) > LONG_SINCE and len(between) < 120 and not RELATIVE.search(between)
    if not CLAUSE.search(between):
        return len(between) < (80 if _last(story, time) else 200) and not STOPS.search(between)
    return _apart(story, time, figure) <= 110


def _dates_what_follows(text: str, scene: Scene, time: Expression, between: str) -> bool:
    """Whether a time is that of a figure behind it, and not shut in a clause of its own."""
    opens = time.start - scene.span[0] < 12
    if time.reading == "lapse":
        return not opens or "," not in between
    comma = text.rfind(",", scene.span[0], time.start)
    if "," in between and comma >= 0 and ASIDE.match(text, comma + 1):
        return False
    return opens or len(between) < 250 and not STOPS.search(between)


ASIDE = regex.compile(r"\s*(?:who|which|whose|where|\p{Ll}+ed|built|born|held|begun|known|now|then|last|first)\b")


CLAUSE = regex.compile(r"\b(?:where|who|whom|which|that|when|while|but|as|after|before|because|since|although|though|until)\b")
RELATIVE = regex.compile(r"\b(?:who|which|that)\b")
LONG_SINCE = 15 * 365
STOPS = regex.compile(r"[;:]|(?<!\b\p{Lu})[.!?]\s")
SINCE = regex.compile(r"\bsince\b")
def _is_over(story: Story, time: Expression, between: str) -> bool:
    """Whether what began at a time is told of as past: "an epidemic that began in 2013 and had left"."""
    return HAD.search(between) is not None and (_age(story, time.day or "9999") or 0) > 365


HAD = regex.compile(r"\b(?:had|was|were)\b")
AT_EVENT = regex.compile(r"\b(?:in|during|at|by|from|after|following|followed)(?: the| a| an)?\s*$")
ARTICLE = regex.compile(r"\b(?:the|a|an|its|their)\s*$", regex.IGNORECASE)
NOUN = regex.compile(r"(?:[’']s)?\s+\p{L}")


def _names_event(story: Story, scene: Scene, time: Expression, known: Cues) -> bool | None:
    """Of a time that stands before a noun ("the 2007 riots"), whether the noun is an event; of any other, None."""
    text = story.text
    article = text[time.start : time.end].lower().startswith(("the ", "a ", "an ")) or ARTICLE.search(text, scene.span[0], time.start)
    if time.reading in ("offset", "lapse", "era", "span", "unit", "ago") or not article or not NOUN.match(text, time.end):
        return None
    return bool(known.event.search(text, time.end, min(time.end + 40, scene.span[1])))


SAYS = regex.compile(r"\b(?:said|says|told|announced)\b")
SUBORDINATE = regex.compile(r"\b(?:where|who|which|that|when|while|but)\b")


def _carried(story: Story, index: int, known: Cues, view: str) -> bool:
    """Whether the sentences before tell of an earlier event and this one goes on with it."""
    if index == 0:
        return False
    if _any(known.continues, view):
        return _looks_back(story, index - 1, known) > 0
    together = story.sentences[index][0] == story.sentences[index - 1][0]
    return together and not known.present.search(view) and _looks_back(story, index - 1, known) > 1


def _looks_back(story: Story, index: int, known: Cues, depth: int = 4) -> int:
    """How surely a sentence tells of an earlier event: 2 if that is what it is about, 1 if it ends there, else 0."""
    scene = _scene(story, index)
    text = story.text[slice(*scene.span)]
    if any(_recent(story, scene, time) for time in scene.times):
        return 0
    past = [time for time in scene.times if _past(story, time)]
    if past:
        opens = past[0].start - scene.span[0] < 12
        told = any(_dates(story, scene, time, figure, known) for time in past for figure in scene.figures)
        return 2 if opens or told and not known.present.search(text) else 1
    if index == 0 or not depth or scene.times:
        return 0
    together = story.sentences[index][0] == story.sentences[index - 1][0]
    goes_on = _any(known.continues, text) or together and not known.present.search(text)
    return _looks_back(story, index - 1, known, depth - 1) if goes_on else 0


def _past(story: Story, time: Expression) -> bool:
    """Whether a time lies well before the report and its opening is not about it."""
    age = _age(story, time.day) if time.day and not _is_own(story, time) else None
    return age is not None and time.reading != "lapse" and (age >= MONTH or len(time.day or "") < 10 and age > 0 or _last(story, time))
