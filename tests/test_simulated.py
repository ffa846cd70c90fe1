"""On simulated news, whose truth is known: copies, origins and findings are right, and copies change none of them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent / "bench"))

from simulate import Pile, measure, pile

from reconcile import origins, questions, stories, verdicts
from reconcile.model import Claim, Document

FLOORS = {"verbatim": 0.97, "abridged": 0.97, "reworded": 0.9}
SEEDS = st.integers(0, 10_000)


def judged(documents: Sequence[Document], claims: Sequence[Claim]) -> dict[str, tuple[object, ...]]:
    """For each claim what its question comes to, by its id."""
    asked = questions.pose(claims, stories.tell(documents, claims))
    found = verdicts.judge(asked, claims, origins.trace(documents, claims), documents)
    by_id = {one.question: (one.finding, one.now, one.origins, one.low, one.high) for one in found}
    return {id: by_id[question.id] for question in asked for id in question.claims}


def copied(made: Pile, at: int, days: int | None) -> tuple[Document, list[Claim]]:
    """A copy of one report by another outlet, some days later or without a day."""
    original = made.documents[at % len(made.documents)]
    first = date.fromisoformat(original.published) if original.published else None
    printed = (first + timedelta(days)).isoformat() if first and days is not None else None
    document = replace(original, doc="reprint.txt", outlet="Reprint", published=printed)
    mine = [claim for claim in made.claims if claim.doc == original.doc]
    ids = {claim.id: f"{claim.id}-again" for claim in mine}
    again = [replace(one, id=ids[one.id], doc="reprint.txt", part_of=ids.get(one.part_of or "")) for one in mine]
    return document, again


@pytest.mark.parametrize("seed", [11, 12])
def test_copies_origins_and_findings_are_right(seed: int) -> None:
    scores = measure(pile(seed, 40))
    short = {f"{kind} {side}": least for kind, least in FLOORS.items() for side in "PR"} | {
        "origins": 0.95, "findings": 0.95,
    }  # fmt: skip
    assert {name: scores[name] for name, least in short.items() if scores[name] < least} == {}


def test_a_pile_is_the_same_from_the_same_seed() -> None:
    assert pile(3, 4) == pile(3, 4)
    assert pile(3, 4).documents == pile(3, 6).documents[: len(pile(3, 4).documents)]


def test_every_figure_stands_where_its_claim_says() -> None:
    made = pile(4, 10)
    texts = {document.doc: document.text for document in made.documents}
    assert all(texts[claim.doc][claim.start : claim.end] == claim.figure for claim in made.claims)
    assert all(claim.figure in claim.sentence for claim in made.claims)


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.integers(0, 99), st.sampled_from([1, 2, None]))
def test_a_copy_changes_no_finding(seed: int, at: int, days: int | None) -> None:
    made = pile(seed, 2)
    document, claims = copied(made, at, days)
    before = judged(made.documents, made.claims)
    after = judged([*made.documents, document], [*made.claims, *claims])
    assert {id: after[id] for id in before} == before
    original = {claim.id.removesuffix("-again"): claim.id for claim in claims}
    assert {id: after[again] for id, again in original.items()} == {id: before[id] for id in original}


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.randoms(use_true_random=False))
def test_shuffling_changes_nothing(seed: int, chance: Random) -> None:
    made = pile(seed, 2)
    documents, claims = list(made.documents), list(made.claims)
    chance.shuffle(documents)
    chance.shuffle(claims)
    assert judged(documents, claims) == judged(made.documents, made.claims)


@settings(max_examples=25, deadline=None)
@given(SEEDS)
def test_another_story_changes_nothing_of_this_one(seed: int) -> None:
    less, more = pile(seed, 1), pile(seed, 3)
    before, after = judged(less.documents, less.claims), judged(more.documents, more.claims)
    assert {id: after[id] for id in before} == before
