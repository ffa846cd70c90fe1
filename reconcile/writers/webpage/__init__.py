"""report.html: one page that needs nothing else, to read on screen, by keyboard, or on paper."""

from __future__ import annotations

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from reconcile import rules, tables, wording
from reconcile.model import Case, Claim, Decision, Document, Finding, Question, Verdict
from reconcile.wording import Line
from reconcile.writers.webpage import picture, summary, texts

AT_ONCE = 300  # questions on the screen before more are asked for


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A claim as it is shown: its sentence in three parts, who says it, where it stands, and what was decided of it."""

    claim: Claim
    figure: str
    parts: tuple[str, str, str]
    speaker: str
    day: str
    place: str
    document: Document | None
    decided: Decision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A question as it is shown: its figures by origin, the evidence under each, and their picture."""

    asked: Question
    found: Verdict
    title: str
    pick: str
    lines: Sequence[tuple[Line, Sequence[Evidence]]]
    related: Sequence[tuple[str, str]]
    course: Sequence[tuple[str, Finding, Sequence[str]]]
    drawn: picture.Picture | None
    decided: Decision | None


def report(case: Case, rule: str = tables.DEFAULT_RULE) -> bytes:
    """The page of a case."""
    entries = _entries(case, rule)
    counts = Counter(entry.found.finding for entry in entries)
    compared, uncompared = texts.compared(case)
    style, script = _asset("report.css"), _asset("report.js")
    page = _environment().get_template("report.html.j2").render(
        case=case,
        rule=rule,
        entries=entries,
        at_once=AT_ONCE,
        several=len({asked.story for asked in case.questions}) > 1,
        counts={finding: counts[finding] for finding in Finding if counts[finding]},
        documents=texts.shown(case),
        compared=compared,
        uncompared=uncompared,
        source_counts=[name for name in tables.SOURCES if name not in ("source", "kind", "names")],
        sources=tables.source_rows(case),
        again=[one for one in case.settled if one.again],
        answered={claim.id for claim in case.claims if claim.question},
        decided=tables.standing(case.settled),
        sentences=summary.sentences(case),
        meanings=wording.MEANINGS,
        rules=rules.RULES,
        say=wording,
        size=picture,
        style=style,
        script=script,
        policy=f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'",
    )
    return page.encode("utf-8", "replace")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("reconcile.writers"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _asset(name: str) -> str:
    return (files("reconcile.writers") / "templates" / name).read_text(encoding="utf-8")


def _hash(content: str) -> str:
    """What a policy allows a style or a script by: the page runs its own and no other."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}"


def _entries(case: Case, rule: str) -> list[Entry]:
    documents = {document.doc: document for document in case.documents}
    claims = {claim.id: claim for claim in case.claims}
    titles = {asked.id: wording.question(asked) for asked in case.questions}
    lines, decided = wording.lines(case), tables.standing(case.settled)
    picks = {str(row["id"]): row["pick"] for row in tables.conflict_rows(case, rule)}

    def entry(asked: Question, found: Verdict) -> Entry:
        some = lines[asked.id]
        return Entry(
            asked=asked,
            found=found,
            title=titles[asked.id],
            pick=str(picks[asked.id] or "none"),
            lines=[(line, [_evidence(claim, documents, decided) for claim in line.claims]) for line in some],
            related=[(id, titles[id]) for id in asked.related if id in titles],
            course=_course(found, claims),
            drawn=picture.draw(some, lambda claim: claim.doc.rpartition("/")[2]),
            decided=decided.get(asked.id),
        )

    return [entry(asked, found) for asked, found in tables.judged(case)]


def _course(found: Verdict, claims: Mapping[str, Claim]) -> list[tuple[str, Finding, Sequence[str]]]:
    return [
        (wording.day(one.day), one.finding, [wording.figure(claims[id]) for id in one.claims]) for one in found.course
    ]


def _evidence(claim: Claim, documents: Mapping[str, Document], decided: Mapping[str, Decision]) -> Evidence:
    document = documents.get(claim.doc)
    return Evidence(
        claim=claim,
        figure=wording.figure(claim),
        parts=wording.marked(claim, document),
        speaker=wording.speaker(claim, document),
        day=wording.day(claim.as_of),
        place=f"{claim.doc}, characters {claim.start} to {claim.end}",
        document=document,
        decided=decided.get(claim.id),
    )
