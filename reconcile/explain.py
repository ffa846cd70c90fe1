"""Why a claim was read as it was, and why a question comes to what it does."""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill, indent
from typing import TypeAlias

from reconcile import attribution, claims, figures, origins, passages, readers, wording
from reconcile.errors import ReconcileError
from reconcile.figures.leaving_out import left_out
from reconcile.model import Attribution, Claim, Document, Finding, Question
from reconcile.readers import encoding
from reconcile.tables import QUESTIONS, Json, Row, claim_from

Mark: TypeAlias = Callable[[str], str]

WIDTH = 100
NAME = 12  # characters for the name of a field
SHORTEST = 4  # characters of an id that may stand for it


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What a run left in its folder, and those of its documents that still are what they were."""

    claims: Mapping[str, Claim]
    questions: Mapping[str, Row]
    documents: Mapping[str, Document]


def explain(id: str, folder: Path, mark: Mark | None = None) -> str:
    """The explanation of a claim or a question of the run in `folder`; an id may be shortened while it stays unique."""
    kept, mark = _kept(folder), mark or _in_brackets
    known = [*kept.claims, *kept.questions]
    found = [id] if id in known else [one for one in known if len(id) >= SHORTEST and one.startswith(id)]
    if len(found) != 1:
        raise ReconcileError(_unknown(id, found, known, folder))
    if found[0] in kept.claims:
        return _claim(kept.claims[found[0]], kept, mark)
    return _question(kept.questions[found[0]], kept, mark)


def explain_text(text: str, mark: Mark | None = None) -> str:
    """The explanation of every claim that is read in `text`, and why its other numbers are none."""
    document = encoding.document("text", text)
    found = {claim.id: claim for claim in claims.claim(document)}
    kept = Kept(claims=found, questions={}, documents={document.doc: document})
    told = [_claim(claim, kept, mark or _in_brackets) for claim in found.values()]
    return "\n\n".join([*(told or ["No figure of a measure is read in this text."]), *_left_out(document)])


def _left_out(document: Document) -> list[str]:
    parts = passages.split(document)
    rows = [
        (" ".join(document.text[number.start : number.end].split()), number.reason)
        for number in left_out(document, parts, figures.find(document, parts))
    ]
    if not rows:
        return []
    width = max(NAME, *(len(number) + 2 for number, _ in rows))
    return ["\n".join(["Numbers left out", *(f"  {number:{width}}{reason}" for number, reason in rows)])]


def _in_brackets(figure: str) -> str:
    return f"[[{figure}]]"


def _unknown(id: str, found: Sequence[str], known: Sequence[str], folder: Path) -> str:
    if found:
        return f"{id} stands for {len(found)} ids in {folder}: {', '.join(found[:5])}; write out the one that is meant"
    near = difflib.get_close_matches(id, known, n=3, cutoff=0.5)
    hint = f"near it: {', '.join(near)}" if near else "ids stand in claims.jsonl and questions.jsonl"
    return f"{folder} holds no claim or question {id}; {hint}"


def _kept(folder: Path) -> Kept:
    found = {claim.id: claim for claim in _claims(folder / "claims.jsonl")}
    asked = {str(row["id"]): row for row in _questions(folder / "questions.jsonl")}
    return Kept(claims=found, questions=asked, documents=_unchanged(found.values()))


def _rows(path: Path) -> Iterator[Row]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise ReconcileError(f"{path}: cannot be read; name the folder of a run with --from") from error
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line) if line.strip() else None
        except json.JSONDecodeError as error:
            raise ReconcileError(f"{path}, line {number}: not JSON; run again to write it anew") from error
        if isinstance(row, dict):
            yield row


def _claims(path: Path) -> Iterator[Claim]:
    for row in _rows(path):
        try:
            yield claim_from(row)
        except ValueError as error:
            raise ReconcileError(f"{path}, claim {row.get('id')}: {error}; run again to write it anew") from error


def _questions(path: Path) -> Iterator[Row]:
    for row in _rows(path):
        if lacking := [name for name in QUESTIONS if name not in row]:
            raise ReconcileError(f"{path}, question {row.get('id')}: no field {lacking[0]}; run again to write it anew")
        yield row


def _unchanged(found: Iterable[Claim]) -> dict[str, Document]:
    """The documents of the claims that are still at their paths, and say at each place what they said."""
    said: dict[str, list[Claim]] = {}
    for claim in found:
        said.setdefault(claim.doc, []).append(claim)
    documents, _ = readers.read([doc for doc in said if Path(doc).is_file()])
    return {
        document.doc: document
        for document in documents
        if all(document.text[claim.start : claim.end] == claim.figure for claim in said.get(document.doc, ()))
    }


def _claim(claim: Claim, kept: Kept, mark: Mark) -> str:
    document = kept.documents.get(claim.doc)
    fields = [
        ("figure", f"{wording.figure(claim)} = {wording.bounds(claim.low, claim.high)} ({claim.qualifier})"),
        ("counted", wording.question(claim)),
        ("day", wording.day(claim.as_of)),
        *_speaker(claim, document),
        ("status", str(claim.status)),
        ("basis", f"{claim.basis} of {_short(claim.part_of, kept)}" if claim.part_of else str(claim.basis)),
        ("read by", f"rule {claim.rule}"),
        ("place", f"{claim.doc}, characters {claim.start} to {claim.end}"),
        ("question", _asked(claim, kept)),
    ]
    return "\n".join([f"Claim {claim.id}", "", _sentence(claim, document, mark), "", *_named(fields)])


def _speaker(claim: Claim, document: Document | None) -> list[tuple[str, str]]:
    """Who says it, and the words and the rule that tell so where the document can be asked again."""
    kind = f" ({claim.source_type})" if claim.source_type else ""
    fields = [("source", f"{wording.speaker(claim, document)}{kind}")]
    if not claim.source:
        return fields
    told = _attributed(claim, document) if document else None
    if document and told:
        words = " ".join(document.text[told.start : told.end].split())
        return [*fields, ("told by", f"“{words}”, rule {told.rule}")]
    return [*fields, ("told by", "words not found: the document has changed, or is no longer at its path")]


def _attributed(claim: Claim, document: Document) -> Attribution | None:
    return attribution.attribute(document, passages.split(document), [(claim.start, claim.end)])[0]


def _short(id: str | None, kept: Kept) -> str:
    claim = kept.claims.get(id or "")
    return f"{wording.figure(claim)} (claim {id})" if claim else f"claim {id}"


def _asked(claim: Claim, kept: Kept) -> str:
    row = kept.questions.get(claim.question or "")
    return f"{claim.question}: {row['finding']}" if row else "none: nothing else speaks on it"


def _sentence(claim: Claim, document: Document | None, mark: Mark) -> str:
    before, figure, after = wording.marked(claim, document)
    return _filled(f"{before}{mark(figure) if figure else ''}{after}", "  ")


def _filled(text: str, margin: str) -> str:
    return fill(" ".join(text.split()), WIDTH, initial_indent=margin, subsequent_indent=margin, break_long_words=False)


def _named(fields: Iterable[tuple[str, str]]) -> list[str]:
    hanging = " " * NAME
    return [fill(f"{name:{NAME}}{says}", WIDTH, subsequent_indent=hanging) for name, says in fields]


def _question(row: Row, kept: Kept, mark: Mark) -> str:
    some = [kept.claims[id] for id in _ids(row["claims"]) if id in kept.claims]
    counts = [wording.counted(int(str(row[f"{noun}s"])), noun) for noun in ("origin", "outlet", "document")]
    fields = [
        ("finding", f"{row['finding']}: {wording.MEANINGS[Finding(str(row['finding']))]}"),
        ("now", str(row["now"])),
        *(("because", reason) for reason in _ids(row["reasons"])),
        ("counts", ", ".join(counts)),
    ]
    return "\n".join([
        f"Question {row['id']}: {wording.question(_as_asked(row))}", "",
        *_named(fields),
        *_by_origin(some, kept, mark),
        *_course(row["course"], kept),
        *_rules(row["rules"]),
    ])  # fmt: skip


def _as_asked(row: Row) -> Question:
    id, story, measure, who = (str(row[name]) for name in ("id", "story", "measure", "who"))
    place = str(row["place"]) if row["place"] else None
    return Question(id=id, story=story, measure=measure, who=who, place=place, claims=tuple(_ids(row["claims"])))


def _ids(value: Json) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else []


def _by_origin(some: Sequence[Claim], kept: Kept, mark: Mark) -> list[str]:
    whole = {claim.doc for claim in kept.claims.values()} <= set(kept.documents)
    traced = origins.trace(list(kept.documents.values()), list(kept.claims.values())) if whole else {}
    first = origins.copied(list(kept.documents.values()), list(kept.claims.values())) if whole else {}
    groups: dict[str, list[Claim]] = {}
    for claim in some:
        name = traced.get(claim.id) or wording.speaker(claim, kept.documents.get(claim.doc))
        groups.setdefault(name, []).append(claim)
    told = [] if whole else ["", "The documents are not all where they were: claims are grouped by speaker."]
    for name, group in groups.items():
        told += ["", f"Origin {name}"]
        for claim in group:
            document = kept.documents.get(claim.doc)
            head = f"{wording.figure(claim)} · {wording.speaker(claim, document)}, {wording.day(claim.as_of)}"
            copy = _copied(claim, kept.claims.get(first.get(claim.id, "")))
            told += [f"  {head} ({claim.doc}, claim {claim.id}{copy})", indent(_sentence(claim, document, mark), "  ")]
    return told


def _copied(claim: Claim, first: Claim | None) -> str:
    """Which document a figure is a copy from, where it is."""
    return f", a copy from {first.doc}" if first and first.doc != claim.doc else ""


def _course(course: Json, kept: Kept) -> list[str]:
    lines = []
    for one in course if isinstance(course, list) else []:
        if isinstance(one, dict):
            figures = [wording.figure(kept.claims[id]) for id in _ids(one["claims"]) if id in kept.claims]
            day = wording.day(str(one["day"]) if one["day"] else None)
            lines.append(f"  {day:{NAME}}{one['finding']!s:{NAME}}{'; '.join(figures)}")
    return ["", "Course", *lines] if lines else []


def _rules(rules: Json) -> list[str]:
    lines = [f"  {name:{NAME}}{pick}" for name, pick in rules.items()] if isinstance(rules, dict) else []
    return ["", "What each rule picks", *lines] if lines else []
