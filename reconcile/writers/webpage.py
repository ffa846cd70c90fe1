"""report.html: one page that needs nothing else, to read on screen, by keyboard, or on paper."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from reconcile import rules, tables, wording
from reconcile.model import Case, Claim, Document, Finding, Question, Verdict
from reconcile.wording import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A claim as it is shown: its sentence in three parts, who says it, and where it stands."""

    claim: Claim
    figure: str
    parts: tuple[str, str, str]
    speaker: str
    day: str
    place: str
    document: Document | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A question as it is shown: its figures by origin, and the evidence under each."""

    asked: Question
    found: Verdict
    title: str
    pick: str
    lines: Sequence[tuple[Line, Sequence[Evidence]]]
    related: Sequence[tuple[str, str]]
    course: Sequence[tuple[str, Finding, Sequence[str]]]


def report(case: Case, rule: str = tables.DEFAULT_RULE) -> bytes:
    """The page of a case."""
    documents = {document.doc: document for document in case.documents}
    claims = {claim.id: claim for claim in case.claims}
    titles = {asked.id: wording.question(asked) for asked in case.questions}
    lines = wording.lines(case)
    entries = [
        _entry(asked, found, rule, lines[asked.id], claims, documents, titles) for asked, found in tables.judged(case)
    ]
    counts = Counter(entry.found.finding for entry in entries)
    claimed = Counter(claim.doc for claim in case.claims)
    page = _template().render(
        case=case,
        rule=rule,
        entries=entries,
        several=len({asked.story for asked in case.questions}) > 1,
        counts={finding: counts[finding] for finding in Finding if counts[finding]},
        claimed=claimed,
        meanings=wording.MEANINGS,
        rules=rules.RULES,
        say=wording,
    )
    return page.encode("utf-8", "replace")


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("reconcile.writers"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("report.html.j2")


def _entry(
    asked: Question,
    found: Verdict,
    rule: str,
    lines: Sequence[Line],
    claims: Mapping[str, Claim],
    documents: Mapping[str, Document],
    titles: Mapping[str, str],
) -> Entry:
    course = [
        (wording.day(one.day), one.finding, [wording.figure(claims[id]) for id in one.claims]) for one in found.course
    ]
    return Entry(
        asked=asked,
        found=found,
        title=titles[asked.id],
        pick=found.rules.get(rule, "none"),
        lines=[(line, [_evidence(claim, documents) for claim in line.claims]) for line in lines],
        related=[(id, titles[id]) for id in asked.related if id in titles],
        course=course,
    )


def _evidence(claim: Claim, documents: Mapping[str, Document]) -> Evidence:
    document = documents.get(claim.doc)
    return Evidence(
        claim=claim,
        figure=wording.figure(claim),
        parts=wording.marked(claim, document),
        speaker=wording.speaker(claim, document),
        day=wording.day(claim.as_of),
        place=f"{claim.doc}, characters {claim.start} to {claim.end}",
        document=document,
    )
