"""How right the findings, copies and origins are on simulated news, whose truth is known.

    python tests/bench/simulate.py [--events 200] [--seeds 1 2 3] [--misses 5] [--out FOLDER]

For each seed a pile of reports is made up and reconciled from its true claims. Printed are, over pairs of figures in
two documents, how many that are held to be copies are (P) and how many copies are found (R), by kind of copy; the share
of questions whose number of origins is exact; and the share of those that come to the right finding. With --out the
documents, claims and truth of each pile are written too.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from itertools import combinations
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from events import Asked, Event, happen
from press import KINDS, Figure, cover

from reconcile import origins, questions, stories, verdicts
from reconcile.model import Claim, Document, Verdict

Unit = tuple[str, int, str, str, int | None, int | None]  # a figure of a document


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """Documents and their true claims, with the truth beside them."""

    events: tuple[Event, ...]
    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    figures: Mapping[str, Figure]
    kinds: Mapping[str, str]


def pile(seed: int, events: int) -> Pile:
    """A pile of news on so many events, the same from the same seed."""
    happened = happen(seed, events)
    printed = [cover(event, seed) for event in happened]
    return Pile(
        events=tuple(happened),
        documents=tuple(document for one in printed for document in one.documents),
        claims=tuple(claim for one in printed for claim in one.claims),
        figures={id: figure for one in printed for id, figure in one.figures.items()},
        kinds={doc: kind for one in printed for doc, kind in one.kinds.items()},
    )


def measure(made: Pile, misses: int = 0) -> dict[str, float]:
    """The scores of a pile, each from 0 to 1."""
    asked = questions.pose(made.claims, stories.tell(made.documents, made.claims))
    traced = origins.trace(made.documents, made.claims)
    judged = {one.question: one for one in verdicts.judge(asked, made.claims, traced, made.documents)}
    answered = {id: judged[question.id] for question in asked for id in question.claims}
    scores = dict(_copies(made, origins.copied(made.documents, made.claims)))
    rows = list(_judged(made, answered))
    for event, number, truth, found in rows:
        if misses and (found is None or found.finding != truth.finding or found.origins != truth.origins):
            misses -= 1
            _tell(made, event, number, truth, found, traced)
    scores["origins"] = _share(found is not None and found.origins == truth.origins for *_, truth, found in rows)
    scores["findings"] = _share(found is not None and found.finding == truth.finding for *_, truth, found in rows)
    return scores


def _judged(made: Pile, answered: Mapping[str, Verdict]) -> Iterator[tuple[Event, int, Asked, Verdict | None]]:
    """Each true question with the verdict that most of its claims, and more than half, answer to."""
    ids: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for claim in made.claims:
        ids[made.figures[claim.id].event, made.figures[claim.id].statement.question].append(claim.id)
    for event in made.events:
        for number, truth in enumerate(event.asked):
            told = Counter(answered[id].question for id in ids[event.number, number])
            verdicts_by_id = {answered[id].question: answered[id] for id in ids[event.number, number]}
            top, count = told.most_common(1)[0]
            yield event, number, truth, verdicts_by_id[top] if count * 2 > sum(told.values()) else None


def _copies(made: Pile, copied: Mapping[str, str]) -> Iterator[tuple[str, float]]:
    """Precision and recall of copies, over pairs of figures in two documents, by the kind of copy in the pair."""
    told, true = _pairs(made, copied), _pairs(made, {id: made.figures[id].root for id in made.figures})
    by_kind: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for pair in told | true:
        for kind in {made.kinds[unit[0]] for unit in pair} - {"original"} or {"original"}:
            by_kind[kind]["told"] += pair in told
            by_kind[kind]["true"] += pair in true
            by_kind[kind]["both"] += pair in told and pair in true
    by_kind["all"] = Counter(told=len(told), true=len(true), both=len(told & true))
    for kind in ("all", *KINDS):
        yield f"{kind} P", by_kind[kind]["both"] / max(1, by_kind[kind]["told"])
        yield f"{kind} R", by_kind[kind]["both"] / max(1, by_kind[kind]["true"])


def _pairs(made: Pile, groups: Mapping[str, str]) -> set[frozenset[Unit]]:
    """Pairs of one figure in two documents that belong to one group."""
    units: defaultdict[tuple[str, str, str, int | None, int | None], set[Unit]] = defaultdict(set)
    for claim in made.claims:
        if claim.id in groups:
            value = claim.measure, claim.who, claim.low, claim.high
            units[groups[claim.id], *value].add((claim.doc, made.figures[claim.id].event, *value))
    return {frozenset(pair) for some in units.values() for pair in combinations(sorted(some, key=repr), 2)}


def _share(right: Iterable[bool]) -> float:
    found = list(right)
    return sum(found) / max(1, len(found))


def _tell(
    made: Pile, event: Event, number: int, truth: Asked, found: Verdict | None, traced: Mapping[str, str]
) -> None:
    """Prints a miss with its claims."""
    got = f"{found.finding}, {found.origins} origins" if found else "split"
    print(f"  {event.city} {event.kind}: {truth.finding}, {truth.origins} origins; got {got}")
    for claim in made.claims:
        figure = made.figures[claim.id]
        if (figure.event, figure.statement.question) == (event.number, number):
            print(f"    {claim.doc} {made.kinds[claim.doc]} {claim.figure!r} {claim.who} {claim.source} {claim.as_of}"
                  f" = {traced[claim.id]}")  # fmt: skip
    for reason in found.reasons if found else ():
        print(f"    * {reason}")


def write(made: Pile, folder: Path) -> None:
    """Writes a pile: documents as text, with a manifest; claims and truth as JSON, one a line."""
    for document in made.documents:
        path = folder / "docs" / document.doc.replace("/", "-")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(document.text, encoding="utf-8")
    rows = [{"doc": d.doc.replace("/", "-"), "outlet": d.outlet, "date": d.published} for d in made.documents]
    _lines(folder / "docs" / "manifest.jsonl", rows)
    _lines(folder / "claims.jsonl", (asdict(claim) for claim in made.claims))
    truth = ({"event": e.number, "question": n, "finding": a.finding, "origins": a.origins}
             for e in made.events for n, a in enumerate(e.asked))  # fmt: skip
    _lines(folder / "truth.jsonl", truth)


def _lines(path: Path, rows: Iterable[Mapping[str, object]]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=200)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--misses", type=int, default=0)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    for seed in args.seeds:
        began = time.perf_counter()
        made = pile(seed, args.events)
        if args.out:
            write(made, args.out / f"seed-{seed}")
        made_in, began = time.perf_counter() - began, time.perf_counter()
        scores = measure(made, args.misses)
        took = time.perf_counter() - began
        size = f"{len(made.documents)} documents, {len(made.claims)} claims"
        print(f"seed {seed}: {size} (made in {made_in:.1f} s, reconciled in {took:.1f} s)")
        print("  " + "  ".join(f"{name} {share:.3f}" for name, share in scores.items()))


if __name__ == "__main__":
    main()
