"""A case as tables: rows for the writers, and the same rows as pandas DataFrames, whole numbers kept whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from reconcile import sources as citing
from reconcile import wording
from reconcile.model import (
    Basis,
    Case,
    Choice,
    Claim,
    Decision,
    Problem,
    Qualifier,
    Question,
    Settled,
    SourceType,
    Status,
    Verdict,
)
from reconcile.origins import copies

if TYPE_CHECKING:
    import pandas as pd

Json: TypeAlias = "str | int | Sequence[Json] | Mapping[str, Json] | None"
Row: TypeAlias = dict[str, Json]

DEFAULT_RULE = "range"
# A text that begins so is taken for a formula, in half or full width.
FORMULA = tuple("=+-@＝＋－＠\t\r\n")
CLAIMS = tuple(field.name for field in fields(Claim))
QUESTIONS = (
    "id", "story", "measure", "who", "place", "finding", "now", "course", "reasons", "low", "high",
    "origins", "outlets", "documents", "latest", "claims", "related", "rules",
)  # fmt: skip
CONFLICTS = (
    "finding", "question", "figures", "origins", "outlets", "documents", "reasons", "rule", "pick", "now",
    "story", "measure", "who", "place", "id",
)  # fmt: skip
SOURCES = tuple(field.name for field in fields(citing.Source))
DECISIONS = tuple(field.name for field in fields(Decision))
PROBLEMS = tuple(field.name for field in fields(Problem))
WHOLE = frozenset({"start", "end", "low", "high", "origins", "outlets", "documents"})
COUNTS = frozenset(SOURCES) - {"source", "kind", "names"}


def claim_row(claim: Claim) -> Row:
    """A claim under the names and in the order of claims.jsonl."""
    return _record(claim)


def claim_from(row: Row) -> Claim:
    """The claim that a row of claims.jsonl holds; ValueError names the field that is missing or wrong."""
    try:
        return Claim(
            id=_text(row, "id"),
            doc=_text(row, "doc"),
            start=_whole(row, "start") or 0,
            end=_whole(row, "end") or 0,
            figure=_text(row, "figure"),
            low=_whole(row, "low"),
            high=_whole(row, "high"),
            qualifier=Qualifier(_text(row, "qualifier")),
            measure=_text(row, "measure"),
            who=_text(row, "who"),
            place=_maybe(row, "place"),
            source=_maybe(row, "source"),
            relayed_by=_maybe(row, "relayed_by"),
            source_type=SourceType(kind) if (kind := _maybe(row, "source_type")) else None,
            status=Status(_text(row, "status")),
            as_of=_maybe(row, "as_of"),
            basis=Basis(_text(row, "basis")),
            part_of=_maybe(row, "part_of"),
            question=_maybe(row, "question"),
            sentence=_text(row, "sentence"),
            rule=_text(row, "rule"),
        )
    except KeyError as error:
        raise ValueError(f"no field {error.args[0]}") from error


def _text(row: Row, name: str) -> str:
    value = row[name]
    if not isinstance(value, str):
        raise ValueError(f"{name} is not a text")
    return value


def _maybe(row: Row, name: str) -> str | None:
    return None if row[name] is None else _text(row, name)


def _whole(row: Row, name: str) -> int | None:
    value = row[name]
    if not isinstance(value, int | None):
        raise ValueError(f"{name} is not a whole number")
    return value


def neutral(text: str) -> str:
    """A text as it may stand in a .csv file: an apostrophe in front keeps it from being taken for a formula."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # no quotes are put around a lone \r
    return f"'{text}" if text.lstrip(" \xa0").startswith(FORMULA) else text


def claim_rows(case: Case) -> list[Row]:
    """The claims, by document and place in it."""
    return [claim_row(claim) for claim in case.claims]


def question_rows(case: Case) -> list[Row]:
    """The questions with what they come to, worst first, as in questions.jsonl."""
    return [_question_row(asked, found) for asked, found in judged(case)]


def judged(case: Case) -> list[tuple[Question, Verdict]]:
    """Each question with its verdict, in the order of the case."""
    verdicts = {verdict.question: verdict for verdict in case.verdicts}
    return [(asked, verdicts[asked.id]) for asked in case.questions if asked.id in verdicts]


def _question_row(asked: Question, found: Verdict) -> Row:
    course: list[Json] = [
        {"day": one.day, "finding": str(one.finding), "claims": list(one.claims)} for one in found.course
    ]
    lists: Row = {
        "course": course,
        "reasons": list(found.reasons),
        "claims": list(asked.claims),
        "related": list(asked.related),
        "rules": dict(found.rules),
    }
    return _chosen(QUESTIONS, found, asked, lists)


def conflict_rows(case: Case, rule: str = DEFAULT_RULE, *, usual_year: str | None = None) -> list[Row]:
    """The conflict table, one row a question: each origin's figure with its speaker and day, copies counted once.

    Days of the usual year are said without it.
    """
    lines = wording.lines(case)
    decisions = standing(case.settled)
    rows = []
    for asked, found in judged(case):
        said: Row = {
            "question": wording.question(asked),
            "figures": [wording.line(line, usual=usual_year) for line in lines[asked.id]],
            "reasons": list(found.reasons),
            "rule": rule,
            "pick": _decided(decisions.get(asked.id)) or found.rules.get(rule),
        }
        rows.append(_chosen(CONFLICTS, found, asked, said))
    return rows


def _decided(one: Decision | None) -> str | None:
    """The number that a person put for a question, marked as theirs."""
    if one is None or one.decision is not Choice.ACCEPT or one.value is None:
        return None
    return f"{one.value:,} (by {one.reviewer or 'a reviewer'})"


def standing(settled: Iterable[Settled]) -> dict[str, Decision]:
    """The decisions that are applied, by what they are about; of several alike the first."""
    found: dict[str, Decision] = {}
    for one in settled:
        if one.target and not one.again:
            found.setdefault(one.target, one.decision)
    return found


def decision_row(decision: Decision) -> Row:
    """A decision under the names of decisions.csv."""
    return _record(decision)


def copy_groups(case: Case) -> tuple[tuple[str, ...], ...]:
    """The documents that are copies of one another, in groups of paths, the first published first."""
    order = {document.doc: (document.published or "9999", document.doc) for document in case.documents}
    pairs = copies.documents({document.doc: copies.anchors(document.text) for document in case.documents})
    group = {doc: {doc} for doc in order}
    for one, other in sorted(pairs):
        group[one] |= group[other]
        for doc in group[one]:
            group[doc] = group[one]
    found = {min(docs, key=order.__getitem__): docs for docs in group.values() if len(docs) > 1}
    return tuple(tuple(sorted(found[first], key=order.__getitem__)) for first in sorted(found, key=order.__getitem__))


def _chosen(columns: Sequence[str], found: Verdict, asked: Question, said: Row) -> Row:
    """A row of `columns`, each from what is said of it, else from the question, else from the verdict."""
    row = _record(found) | _record(asked) | said
    return {name: row[name] for name in columns}


def _record(record: Claim | Question | Verdict | Problem | Decision | citing.Source) -> Row:
    return {field.name: _plain(getattr(record, field.name)) for field in fields(record)}


def _plain(value: Json) -> Json:
    return str(value) if isinstance(value, StrEnum) else value


def source_rows(case: Case) -> list[Row]:
    """Every source of the case once, those with the most figures first; `names` is a list."""
    return [_record(one) | {"names": list(one.names)} for one in citing.cited(case)]


def problem_rows(case: Case) -> list[Row]:
    """What could not be read, by path."""
    return [_record(problem) for problem in case.problems]


def claims(case: Case) -> pd.DataFrame:
    """The claims as a DataFrame with the columns of claims.csv."""
    return frame(claim_rows(case), CLAIMS)


def questions(case: Case) -> pd.DataFrame:
    """The questions as a DataFrame; course, reasons, claims, related and rules hold lists and dicts."""
    return frame(question_rows(case), QUESTIONS)


def conflicts(case: Case, rule: str = DEFAULT_RULE) -> pd.DataFrame:
    """The conflict table as a DataFrame."""
    return frame(conflict_rows(case, rule), CONFLICTS)


def sources(case: Case) -> pd.DataFrame:
    """The sources as a DataFrame with the columns of sources.csv: counts only; `names` holds lists."""
    return frame(source_rows(case), SOURCES, COUNTS)


def problems(case: Case) -> pd.DataFrame:
    """The problems as a DataFrame."""
    return frame(problem_rows(case), PROBLEMS)


def frame(rows: Iterable[Row], columns: Sequence[str], whole: frozenset[str] = WHOLE) -> pd.DataFrame:
    """Rows as a DataFrame in which whole numbers are Int64, so that none becomes 12.0 beside a null."""
    import pandas as pd

    table = pd.DataFrame(list(rows), columns=list(columns), dtype=object)
    return table.astype({name: "Int64" for name in columns if name in whole})
