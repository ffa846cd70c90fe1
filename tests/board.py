"""How well reports are read, held against what a careful reader marked in them: the seeds, and labelled press reports.

Shares run from 0 to 1. Of the claims: `found.P`, `found.R`, `found.F`; of those found, the share with the right
`value`, `who`, `place`, `source` and `status`, and of the speakers named `source.P`, `source.F`. Of the questions:
`pairs.F`, over pairs of claims that belong to one question, and `verdict`, the share that comes to the right finding.
"""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from collections.abc import Iterable
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TypeAlias, cast

import regex

from reconcile import engine, tables
from reconcile.tables import Row

Scores: TypeAlias = dict[str, float]
Place: TypeAlias = tuple[str, int]  # a document by its name, and where in it a figure begins
Matched: TypeAlias = dict[Place, tuple[Row, Row]]  # a claim as it was marked, and as it was found

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
EXPECTED = SEEDS  # where the claims and questions that are marked in the seeds stand
SHARED = ROOT.parent / "shared"  # labelled press reports, where they are
SCORER = SHARED / "bench" / "score_claims.py"
SHOWN = (
    "found.P", "found.R", "found.F", "value", "who", "place", "source", "source.P", "source.F", "status", "pairs.F",
    "verdict",
)  # fmt: skip
WORD = regex.compile(r"\w+")
LINKING = frozenset({"the", "of", "in", "a", "an", "and"})


def rows(path: Path) -> list[Row]:
    """The objects of a file that holds one a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


@cache
def seeds() -> Scores:
    """The scores on the sample reports; a finding is right when it is the very one expected."""
    marked, asked = rows(EXPECTED / "expected_claims.jsonl"), rows(EXPECTED / "expected_questions.jsonl")
    found, judged = _read(SEEDS)
    both = matched(marked, found)
    return of_claims(both, len(marked), len(found)) | of_questions(both, asked, judged)


@cache
def press() -> Scores | None:
    """The scores on all labelled press reports together, by the scorer kept with them; None where they are not."""
    spec = importlib.util.spec_from_file_location("score_claims", SCORER) if SCORER.is_file() else None
    if not spec or not spec.loader:
        return None
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    marked, asked, found, judged = [], [], [], []
    for folder in labelled():
        claims, questions = _read(folder / "docs")
        marked += [_of(folder, row) for row in rows(folder / "claims.jsonl")]
        asked += [_of(folder, row) for row in rows(folder / "questions.jsonl")]
        found += [_of(folder, row) for row in claims]
        judged += [_of(folder, row) for row in questions]
    return {name: share for name, share in scorer.score(marked, asked, found, judged)[0].items() if name in SHOWN}


def labelled() -> list[Path]:
    """The folders of labelled press reports."""
    return sorted(path.parent for path in (SHARED / "dev").glob("*/claims.jsonl"))


def _read(folder: Path) -> tuple[list[Row], list[Row]]:
    """The claims and the questions found in a folder, as they are written."""
    case = engine.run([folder])
    return tables.claim_rows(case), tables.question_rows(case)


def _of(folder: Path, row: Row) -> Row:
    """A row whose documents and questions bear the name of their folder, so that those of other folders keep apart."""
    tagged = {name: f"{folder.name}: {row[name]}" for name in ("id", "question") if row.get(name)}
    if "doc" in row:
        return row | tagged | {"doc": f"{folder.name}: {_name(row)}"}
    if "verdict" in row:
        return row | {"claims": [[f"{folder.name}: {doc}", start] for doc, start in _places(row)]}
    return row | tagged


def _name(row: Row) -> str:
    return Path(str(row["doc"])).name


def _places(row: Row) -> list[Place]:
    return cast("list[Place]", [tuple(place) for place in cast("list[list[object]]", row["claims"])])


def matched(marked: Iterable[Row], found: Iterable[Row]) -> Matched:
    """Each claim marked with the one found that counts the same and overlaps it most."""
    left, both = list(found), Matched()
    for claim in marked:
        near = [other for other in left if _overlap(claim, other) > 0 and claim["measure"] == other["measure"]]
        if near:
            best = max(near, key=lambda other: _overlap(claim, other))
            left.remove(best)
            both[_name(claim), cast("int", claim["start"])] = (claim, best)
    return both


def _overlap(one: Row, other: Row) -> int:
    if _name(one) != _name(other):
        return 0
    (start, end), (begin, stop) = ([cast("int", row[key]) for key in ("start", "end")] for row in (one, other))
    return min(end, stop) - max(start, begin)


def of_claims(both: Matched, marked: int, found: int) -> Scores:
    """The scores of the claims matched, of so many marked and so many found."""
    pairs = both.values()
    scores = dict(zip(("found.P", "found.R", "found.F"), _balance(len(both), found, marked), strict=True))
    for name, keys in (("value", ("low", "high", "qualifier")), ("status", ("status",))):
        scores[name] = _share(all(one[key] == other[key] for key in keys) for one, other in pairs)
    for key in ("who", "place", "source"):
        scores[key] = _share(_alike(one[key], other[key]) for one, other in pairs)
    named = [bool(one["source"]) and _alike(one["source"], other["source"]) for one, other in pairs]
    said, told = (sum(bool(pair[at]["source"]) for pair in pairs) for at in (1, 0))
    scores["source.P"], _, scores["source.F"] = _balance(sum(named), said, told)
    return scores


def of_questions(both: Matched, asked: Iterable[Row], judged: Iterable[Row]) -> Scores:
    """The scores of the questions on the claims matched, as they were marked and as they were judged."""
    of = {place: other["question"] for place, (_, other) in both.items()}
    findings = {row["id"]: row["finding"] for row in judged}
    groups = [([place for place in _places(row) if place in of], row["finding"]) for row in asked]
    wanted = {pair for places, _ in groups for pair in combinations(sorted(places), 2)}
    got = {(a, b) for a, b in combinations(sorted(of), 2) if of[a] and of[a] == of[b]}
    right = []
    for places, finding in groups:
        top, count = Counter(of[place] for place in places).most_common(1)[0] if places else (None, 0)
        right.append(count * 2 > len(places) and findings.get(top) == finding)
    return {"pairs.F": _balance(len(wanted & got), len(got), len(wanted))[2], "verdict": _share(right)}


def _alike(one: object, other: object) -> bool:
    """Whether two names share a word, or there is none in both."""
    return bool(_words(one) & _words(other)) if one and other else not one and not other


def _words(name: object) -> set[str]:
    return set(WORD.findall(str(name).casefold())) - LINKING


def _share(right: Iterable[bool]) -> float:
    found = list(right)
    return sum(found) / len(found) if found else 0.0


def _balance(right: int, said: int, wanted: int) -> tuple[float, float, float]:
    """Precision, recall, and their harmonic mean."""
    precision, recall = right / max(1, said), right / max(1, wanted)
    return precision, recall, 2 * right / max(1, said + wanted)
