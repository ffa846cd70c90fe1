"""The records that flow between the stages, and the closed choices they hold.

A span is a pair of character offsets into the text of a document as it was read; `text[start:end]` is the evidence.
Days are ISO strings ("2022-01-06"; "2015-11" or "2015" where only the month or year is known).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, make_dataclass
from enum import StrEnum
from typing import TypeAlias, TypeVar

Span: TypeAlias = tuple[int, int]
Kind = TypeVar("Kind")


class Qualifier(StrEnum):
    """What kind of bound a figure is."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    UNDER = "under"
    ABOUT = "about"
    RANGE = "range"
    VAGUE = "vague"
    UNKNOWN = "unknown"


class Status(StrEnum):
    """Whether a figure is put forward as true of the event the report is about."""

    ASSERTED = "asserted"
    DENIED = "denied"
    PLANNED = "planned"
    UNKNOWN = "unknown"
    HISTORIC = "historic"


class Basis(StrEnum):
    """What a figure adds up: everything, something on top, a part of another figure, or one day."""

    TOTAL = "total"
    ADDITIONAL = "additional"
    PART = "part"
    DAILY = "daily"


class SourceType(StrEnum):
    """What kind of body or person is cited."""

    GOVERNMENT = "government"
    POLICE = "police"
    MILITARY = "military"
    HEALTH_RESCUE = "health_rescue"
    COURT = "court"
    STATE_MEDIA = "state_media"
    AGENCY = "agency"
    MEDIA = "media"
    IGO = "igo"
    NGO_MONITOR = "ngo_monitor"
    OPPOSITION_ARMED = "opposition_armed"
    EYEWITNESS = "eyewitness"
    COMPANY = "company"
    PERSON = "person"
    ANONYMOUS = "anonymous"
    ARTIFACT = "artifact"


class Stance(StrEnum):
    """How a source stands to the figure that it is cited for."""

    SAYS = "says"
    CLAIMS = "claims"
    DENIES = "denies"
    DISPUTES = "disputes"
    UNCONFIRMED = "could not confirm"


class Flag(StrEnum):
    """What to know of an attribution: that it names nobody, or that whom it means was inferred."""

    UNSOURCED = "unsourced"
    GUESS = "guess"


class Finding(StrEnum):
    """What a question comes to, worst first."""

    CONFLICT = "conflict"
    REVISED = "revised"
    SCOPE = "scope"
    UPDATE = "update"
    COMPATIBLE = "compatible"
    AGREE = "agree"
    SINGLE = "single"
    UNKNOWN = "unknown"


class Choice(StrEnum):
    """What a reviewer decides of a claim or a question."""

    ACCEPT = "accept"
    REJECT = "reject"
    SAME = "same as"
    SCOPE = "different scope"
    UPDATE = "update"
    COPY = "copy"
    UNSURE = "unsure"


class Role(StrEnum):
    """What a reviewer uses a figure for: as the one to report, or to check others against."""

    RECOMMENDED = "recommended"
    TRIANGULATION = "triangulation"


class PassageKind(StrEnum):
    """What part of a page a passage is."""

    HEADLINE = "headline"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    TEASER = "teaser"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report as it was read. `text` is never rewritten; every span points into it."""

    doc: str
    text: str
    sha256: str
    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that could not be read, with what to do about it."""

    path: str
    place: str
    reason: str
    remedy: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a document that is read as one: its kind, the section it stands in, and its sentences in order.

    Section 0 is the report itself; each teaser of another story is a section of its own.
    """

    kind: PassageKind
    start: int
    end: int
    section: int
    sentences: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of a measure, as the grammar read it, before anyone is credited with it.

    `whole` is the span of the figure that this one is a part of; `rule` names the frame that bound it.
    """

    start: int
    end: int
    low: int | None
    high: int | None
    qualifier: Qualifier
    measure: str
    who: str
    basis: Basis
    whole: Span | None
    sentence: Span
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who is cited for a span of a document, by which words and through whom.

    `source` is the name with the title it is given ("President Kassym-Jomart Tokayev"), `name` the name alone; both are
    None where a hedge ("reportedly") stands in for a source, and the flags then say unsourced. `span` is where the
    source is mentioned ("he", where `source` is the name that it means), `cue` the words that say so and `cue_span`
    where they stand; `start` and `end` hold both. `relays` passed it on, the one nearest to the origin first.
    """

    source: str | None
    name: str | None
    kind: SourceType | None
    relays: tuple[str, ...] = ()
    stance: Stance = Stance.SAYS
    flags: tuple[Flag, ...] = ()
    span: Span | None
    cue: str
    cue_span: Span
    start: int
    end: int
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One figure about one measure; the fields and their order are those of claims.jsonl."""

    id: str
    doc: str
    start: int
    end: int
    figure: str
    low: int | None
    high: int | None
    qualifier: Qualifier
    measure: str
    who: str
    place: str | None
    source: str | None
    relayed_by: str | None
    source_type: SourceType | None
    status: Status
    as_of: str | None
    basis: Basis
    part_of: str | None
    question: str | None
    sentence: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Claims that one number at one time can answer, by id in order; `related` are narrower or wider questions."""

    id: str
    story: str
    measure: str
    who: str
    place: str | None
    claims: tuple[str, ...]
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The figures then standing on one day of a question's course, and what they come to."""

    day: str | None
    finding: Finding
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a question comes to, why, and the counts behind it.

    `low` and `high` are the widest interval of the figures that stand at the end; `latest` is the claim that speaks
    of the latest day; `rules` is what each named rule would pick, as words.
    """

    question: str
    finding: Finding
    now: Finding
    course: tuple[Standing, ...]
    reasons: tuple[str, ...]
    low: int | None
    high: int | None
    origins: int
    outlets: int
    documents: int
    latest: str | None
    rules: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a reviewer decided of the claim or question `id`, and the evidence that was before them, in words."""

    id: str
    decision: Choice
    value: int | None = None
    role: Role | None = None
    note: str = ""
    reviewer: str = ""
    date: str | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """A decision as a run found it: the claim or question it is about now, and why it is to be looked at again.

    It is applied where `again` is empty.
    """

    decision: Decision
    target: str | None
    again: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Everything one run found: what was read, claimed, asked and judged, sorted, and what could not be read.

    `origins` gives the origin of each claim by its id: claims of one origin count once. `evidence`, where decisions
    changed the case, says of each claim and question, by id, what was found before; `settings` names those of the run.
    """

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    questions: tuple[Question, ...]
    verdicts: tuple[Verdict, ...]
    origins: dict[str, str]
    problems: tuple[Problem, ...]
    settled: tuple[Settled, ...] = ()
    evidence: dict[str, str] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)


def maker(kind: type[Kind]) -> Callable[..., Kind]:
    """Makes records of one kind from the values of all their fields in order, in a quarter of the time that the kind
    itself takes: what is made by the million is made open, and then closed."""
    draft = make_dataclass(kind.__name__, names(kind), slots=True, eq=False)

    def make(*values: object) -> Kind:
        made = draft(*values)
        made.__class__ = kind
        return made  # type: ignore[no-any-return]

    return make


def names(kind: type[object]) -> tuple[str, ...]:
    """The names of the fields of a kind of record, in order."""
    return tuple(one.name for one in fields(kind))  # type: ignore[arg-type]
