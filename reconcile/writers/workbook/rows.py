"""What the sheets show of a case, a row each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from reconcile import tables, wording
from reconcile.model import Case, Settled
from reconcile.review import evidence
from reconcile.tables import Json, Row
from reconcile.writers.workbook.columns import DECIDED, RULE

MOST_REASONS = 3  # in a row of the sheet Conflicts
APPLIED, AGAIN = "applied", "to be looked at again"


def conflicts(case: Case, rule: str) -> list[Row]:
    """The questions, worst first, with their figures and picks, and what was decided before."""
    decided, told = _decided(case.settled), evidence(case)
    rows = []
    for question, shown in zip(tables.question_rows(case), tables.conflict_rows(case, rule), strict=True):
        id, picks = str(question["id"]), question["rules"]
        by_rule: Row = {f"{RULE}{name}": pick for name, pick in picks.items()} if isinstance(picks, Mapping) else {}
        more: Row = {"evidence": told[id], "reasons": _gravest(shown["reasons"])}
        rows.append(question | shown | by_rule | decided.get(id, {}) | more)
    return rows


def claims(case: Case) -> list[Row]:
    """The claims with their origin, and what was decided before."""
    decided, told = _decided(case.settled), evidence(case)
    rows = []
    for row in tables.claim_rows(case):
        id = str(row["id"])
        rows.append(row | decided.get(id, {}) | {"evidence": told[id], "origin": case.origins.get(id)})
    return rows


def _decided(settled: Iterable[Settled]) -> dict[str, Row]:
    """The cells of a decision by what it is about: filled in where it is applied, else only told of."""
    groups: dict[str, list[Settled]] = defaultdict(list)
    for one in settled:
        if one.target:
            groups[one.target].append(one)
    return {target: _cells(some) for target, some in groups.items()}


def _cells(some: Sequence[Settled]) -> Row:
    again = [one for one in some if one.again]
    state = "\n".join(f"{AGAIN}: {one.again} (was: {wording.ruling(one.decision)})" for one in again)
    taken = [tables.decision_row(one.decision) for one in some if not one.again]
    if not taken:
        return {"state": state}
    row = {name: taken[0][name] for name in DECIDED}
    if len(taken) > 1:
        row["reviewer"] = "; ".join(str(one["reviewer"]) for one in taken)
        row["note"] = "; ".join(f"{one['reviewer']}: {one['note']}" for one in taken if one["note"])
    return row | {"state": "\n".join(filter(None, [APPLIED, state]))}


def _gravest(reasons: Json) -> Json:
    """The first reasons, and how many more there are where they stand in full."""
    told = list(reasons) if isinstance(reasons, list) else []
    more = len(told) - MOST_REASONS
    return [*told[:MOST_REASONS], f"({more} more in questions.jsonl and on the page)"] if more > 0 else told


def documents(case: Case) -> list[Row]:
    """The documents as they were read, with those that are copies of one another."""
    group = {doc: docs for docs in tables.copy_groups(case) for doc in docs}
    claimed = Counter(claim.doc for claim in case.claims)
    return [
        {
            "doc": one.doc,
            "outlet": one.outlet,
            "published": one.published,
            "title": one.title,
            "claims": claimed[one.doc],
            "copies": len(group.get(one.doc, (one.doc,))) - 1,
            "copy group": [other for other in group.get(one.doc, ()) if other != one.doc],
            "url": one.url,
            "characters": len(one.text),
        }
        for one in case.documents
    ]


def decisions(case: Case) -> list[Row]:
    """Every decision kept, first those to be looked at again."""
    told = evidence(case)
    rows: list[Row] = [
        {
            "state": f"{AGAIN}: {one.again}" if one.again else APPLIED,
            "target": one.target,
            "kept as": one.decision.id,
            "said": wording.ruling(one.decision),
            "evidence then": one.decision.evidence,
            "evidence now": told.get(one.target or "", ""),
        }
        for one in case.settled
    ]
    return sorted(rows, key=lambda row: row["state"] == APPLIED)
