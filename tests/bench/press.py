"""The simulated press: outlets report events, late and in their own words, and copy one another.

Figures stand in the paragraphs as marks, which copying and re-wording leave alone; a report is printed last, when each
mark becomes a figure with its claim.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

import regex
from events import UNCLEAR, WORDING, Event, Statement

from reconcile.model import Basis, Claim, Document, Status

MARK = regex.compile(r"⟦(\d+)\|([^⟧]*)⟧")
KEPT = regex.compile(r"⟦[^⟧]*⟧|“[^”]*”|\p{L}+|.", regex.DOTALL)
FIGURELESS = (
    "What is known of the {event} in {city}", "{city} {event}: a town in shock",
    "After the {event}, {city} counts the cost",
)  # fmt: skip
TURNS = ("Meanwhile, ", "In addition, ", "Moreover, ", "At that point, ")
KINDS = ("verbatim", "abridged", "reworded", "half")
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure in a report: what it states, who is cited for it by which name, and where it was first printed."""

    event: int
    statement: Statement
    source: str | None
    root: str
    part: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report in marked sentences, a paragraph each; `kind` tells how it copies, `roots` what it copies."""

    doc: str
    outlet: str | None
    published: date | None
    sentences: tuple[str, ...]
    kind: str = "original"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Documents and claims with the figure behind each claim, and the kind of each document."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    figures: dict[str, Figure]
    kinds: dict[str, str]


def cover(event: Event, seed: int) -> Printed:
    """All reports of one event, printed."""
    desk = Desk(event=event, random=Random(f"{seed}:press:{event.number}"), marks={}, used=defaultdict(list),
                heard=list(event.heard), causes=list(event.causes))  # fmt: skip
    desk.random.shuffle(desk.causes)
    originals = [desk.report(n, some) for n, some in enumerate(desk.assigned())]
    copies = [copy for n, report in enumerate(originals) for copy in desk.copies(n, report)]
    return _printed([*originals, *copies], desk.marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the reports of one event share: its figures so far, and the ways in which each statement was told."""

    event: Event
    random: Random
    marks: dict[int, Figure]
    used: defaultdict[object, list[object]]
    heard: list[tuple[str, ...]]
    causes: list[str]

    def assigned(self) -> list[list[Statement]]:
        """Statements by report: each is told by one to three outlets, of one day."""
        by_day: defaultdict[date, list[Statement]] = defaultdict(list)
        for asked in self.event.asked:
            for one in asked.statements:
                if not self._is_part(one):
                    by_day[one.day].append(one)
        reports: list[list[Statement]] = []
        for _, told in sorted(by_day.items()):
            desks: list[list[Statement]] = [[] for _ in range(self.random.choice((2, 3, 4)))]
            for one in told:
                times = 1 if one.speaker is None else self.random.choice((1, 1, 2, 3))
                for at in self.random.sample(range(len(desks)), k=min(times, len(desks))):
                    desks[at].append(one)
            reports += [some for some in desks if some]
        return reports

    def _is_part(self, one: Statement) -> bool:
        return any(one == other.part for asked in self.event.asked for other in asked.statements)

    def report(self, number: int, told: Sequence[Statement]) -> Report:
        """A report of its own: a headline, the statements, and some of what is told beside."""
        doc = f"e{self.event.number}/r{number}.txt"
        published = told[0].day + timedelta(self.random.random() < 0.1)
        beside = self._beside(self.random.randrange(1, 4), self.random.randrange(3, 7))
        head, *rest = [self._told(one, doc) for one in told]
        body = [head, *beside[:2], *(line for pair in zip(rest, beside[2:], strict=False) for line in pair)]
        body += rest[len(beside[2:]) :] + beside[2 + len(rest) :]
        outlet = self.event.city + " " + self.random.choice(WORDING["outlets"]) + f" {number}"
        return Report(doc=doc, outlet=outlet, published=published, sentences=(self._head(told[0], doc), *body))

    def _beside(self, public: int, heard: int) -> list[str]:
        """What a report tells beside: what all know, in one of several ways, and what its own reporter heard."""
        own = [self.heard.pop() for _ in range(min(heard, len(self.heard)))]
        facts = [*self.random.sample(self.event.public, k=public), *own]
        return [self.random.choice(fact) for fact in self.random.sample(facts, k=len(facts))]

    def _mark(self, one: Statement, doc: str, source: str | None, *, part: bool = False, capital: bool = False) -> str:
        number = len(self.marks)
        self.marks[number] = Figure(event=self.event.number, statement=one, source=source, root=doc, part=part)
        words = one.number.words
        return f"⟦{number}|{words[0].upper() + words[1:] if capital else words}⟧"

    def _head(self, one: Statement, doc: str) -> str:
        told = {"city": self.event.city, "event": self.random.choice(self.event.words)}
        if one.number is UNCLEAR or self.random.random() < 0.3:
            return str(self.random.choice(FIGURELESS)).format(**told)
        ways = WORDING["measure"][one.measure]["heads"]
        fresh = [way for way in ways if way not in self.used[one.measure]]
        if not fresh:
            return str(self.random.choice(FIGURELESS)).format(**told)
        way = str(self.random.choice(fresh))
        self.used[one.measure].append(way)
        mark = self._mark(one, doc, None, capital=way.startswith("{n}"))
        return way.format(n=mark, who=one.who, **told)

    def _told(self, one: Statement, doc: str) -> str:
        """A statement in a sentence, in a way in which no other report of the event has told it."""
        about, tell = WORDING["measure"][one.measure], WORDING["tell"]
        ways = tell["unknown"] if one.number is UNCLEAR else tell["said"] if one.speaker else tell["own"]
        fresh = [way for way in ways if way not in self.used[id(one)]] or ways
        way = str(self.random.choice(fresh))
        self.used[id(one)].append(way)
        source = self.random.choice(one.speaker.names) if one.speaker else None
        noun = self.random.choice(about["nouns"])
        spoken = source or ""
        opens = way.startswith("{N}")
        mark = self._mark(one, doc, source, capital=opens)
        part = self._part(one, doc, source) if one.part else ""
        return way.format(
            n=mark, N=mark, S=spoken[:1].upper() + spoken[1:], s=spoken, who=one.who + part,
            verb=self.random.choice(about["verbs"]), noun=noun.format(n=mark) + part, city=one.city,
            day=self.random.choice(WORDING["tell"]["days"]).format(weekday=WEEKDAYS[one.day.weekday()]),
            cause=self._cause(one), event=self.event.words[0],
        )  # fmt: skip

    def _cause(self, one: Statement) -> str:
        """How it came about, as no other report has told it with this number."""
        told = self.used[one.measure, one.number.low, one.number.high]
        fresh = [cause for cause in self.causes if cause.split()[:4] not in told] or self.causes
        told.append(fresh[0].split()[:4])
        self.causes.remove(fresh[0])
        return fresh[0]

    def _part(self, one: Statement, doc: str, source: str | None) -> str:
        if one.part is None:
            return ""
        mark = self._mark(one.part, doc, source, part=True)
        way = str(self.random.choice(WORDING["tell"]["part"]))
        return way.format(p=mark, pwho=one.part.who) + ","

    # Copies

    def copies(self, number: int, report: Report) -> Iterator[Report]:
        """The copies of a report: on its day or the next, some without a day."""
        for n in range(self.random.choice((0, 0, 1, 1, 2, 3))):
            kind = self.random.choice(KINDS)
            published = None if self.random.random() < 0.1 else (report.published or date.max) + timedelta(n > 0)
            copy = replace(
                report, doc=f"e{self.event.number}/r{number}c{n}.txt", published=published, kind=kind,
                outlet=None if published is None else f"{self.random.choice(WORDING['outlets'])} of {n} {report.doc}",
            )  # fmt: skip
            copied = [self._marked(line) for line in self._copied(kind, report)]
            yield replace(copy, sentences=(*copied, *(self._own_half(copy, report) if kind == "half" else ())))

    def _own_half(self, copy: Report, report: Report) -> Iterator[str]:
        """What a report that copies half of another adds of its own: what it heard, and figures from other speakers."""
        yield f"Our reporter in {self.event.city} adds"
        told = [one for asked in self.event.asked for one in asked.statements if not self._is_part(one)]
        copied = {self.marks[int(number)].source for line in report.sentences for number, _ in MARK.findall(line)}
        day = copy.published or report.published
        others = [one for one in told if one.day == day and one.speaker and copied.isdisjoint(one.speaker.names)]
        beside = self._beside(1, 4)
        yield from beside[:2]
        yield from (self._told(one, copy.doc) for one in others[:2])
        yield from beside[2:]

    def _copied(self, kind: str, report: Report) -> list[str]:
        head, *body = report.sentences
        if kind == "abridged":
            count = max(2, round(len(body) * self.random.uniform(0.3, 0.8)))
            left = sorted(self.random.sample(range(1, len(body)), k=min(count, len(body)) - 1))
            return [head, body[0], *(body[at] for at in left)]
        if kind == "reworded":
            kept = [line for at, line in enumerate(body) if at == 0 or self.random.random() < 0.85]
            return [self._reworded(line) for line in (head, *kept)]
        if kind == "half":
            return [f"{self.event.city} wakes to the news", *body[: max(1, len(body) // 2 + 1)]]
        return [head, *body]

    def _marked(self, line: str) -> str:
        """A line with marks of its own for the same figures."""

        def again(found: regex.Match[str]) -> str:
            self.marks[len(self.marks)] = self.marks[int(found[1])]
            return f"⟦{len(self.marks) - 1}|{found[2]}⟧"

        return MARK.sub(again, line)

    def _reworded(self, line: str) -> str:
        """A line in other words: names, numbers and quotations stay as they are."""
        told = "".join(WORDING["reworded"].get(part, part) for part in KEPT.findall(line))
        first, comma, rest = told.rstrip(".").partition(", ")
        if comma and "“" not in told and self.random.random() < 0.25:
            told = f"{rest[0].upper()}{rest[1:]}, {first}."
        return (self.random.choice(TURNS) if self.random.random() < 0.2 else "") + told


# Printing


def _printed(reports: Iterable[Report], marks: dict[int, Figure]) -> Printed:
    documents, claims, figures, kinds = [], [], {}, {}
    for report in reports:
        document, found = _print(report, marks)
        documents.append(document)
        kinds[document.doc] = report.kind
        for claim, figure in found:
            claims.append(claim)
            figures[claim.id] = figure
    return Printed(documents=tuple(documents), claims=tuple(claims), figures=figures, kinds=kinds)


def _print(report: Report, marks: dict[int, Figure]) -> tuple[Document, list[tuple[Claim, Figure]]]:
    text = ""
    places: list[tuple[int, str, Figure, str]] = []
    for line in report.sentences:
        plain = MARK.sub(lambda found: found[2], line)
        left = 0  # what the marks so far took up besides their words
        for found in MARK.finditer(line):
            places.append((len(text) + found.start() - left, found[2], marks[int(found[1])], plain))
            left += len(found[0]) - len(found[2])
        text += plain + "\n\n"
    sha = hashlib.sha256(f"{report.doc}{text}".encode()).hexdigest()
    day = report.published.isoformat() if report.published else None
    document = Document(doc=report.doc, text=text, sha256=sha, outlet=report.outlet, published=day, title=None)
    rows = [(_claim(document, *place), place[2]) for place in places]
    wholes = {figure.statement.part: claim.id for claim, figure in rows if figure.statement.part}
    return document, [
        (replace(claim, part_of=wholes.get(figure.statement)) if figure.part else claim, figure)
        for claim, figure in rows
    ]


def _claim(document: Document, start: int, words: str, figure: Figure, sentence: str) -> Claim:
    said = figure.statement
    unknown = said.number is UNCLEAR
    return Claim(
        id=hashlib.sha256(f"{document.sha256}:{start}:{said.measure}".encode()).hexdigest()[:12],
        doc=document.doc,
        start=start,
        end=start + len(words),
        figure=words,
        low=said.number.low,
        high=said.number.high,
        qualifier=said.number.qualifier,
        measure=said.measure,
        who=said.who,
        place=said.city,
        source=figure.source.removeprefix("the ") if figure.source else None,
        relayed_by=None,
        source_type=said.speaker.type if figure.source and said.speaker else None,
        status=Status.UNKNOWN if unknown else Status.ASSERTED,
        as_of=said.day.isoformat() if document.published else None,
        basis=Basis.PART if figure.part else Basis.TOTAL,
        part_of=None,
        question=None,
        sentence=sentence,
        rule="simulated",
    )
