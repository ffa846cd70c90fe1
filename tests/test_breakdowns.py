"""What a sentence says a total is made of, set against the total."""

from __future__ import annotations

import pytest

from reconcile import engine
from reconcile.model import Basis, Claim, Document

OFF = "that does not add up"


def read(sentence: str) -> Document:
    return Document(doc="a.txt", text=f"VELM, May 4 - {sentence}\n", sha256="0", outlet="Post", published="2031-05-04")


def told(sentence: str) -> set[str]:
    """What the reasons of all questions say of sums, as told of each."""
    found = engine.reconcile([read(sentence)])
    return {reason for verdict in found.verdicts for reason in verdict.reasons if OFF in reason}


@pytest.mark.parametrize(
    ("sentence", "figures"),
    [
        ("Twelve people were killed in Velm: seven soldiers and four civilians, he said.", ("Seven and four make 11",)),
        ("The toll in Velm rose to 44, comprising 30 civilians and 13 policemen.", ("30 and 13 make 43", "44")),
        ("The raid left 41 people dead - nine soldiers, 3 civilians and 28 rebels.", ("Nine, 3 and 28 make 40",)),
        ("Police said 30 people, including 20 women and 14 men, were injured in Velm.", ("add up to 34", "30")),
        ("A blast in Velm killed 19 people, among them 14 soldiers and nine civilians.", ("add up to 23", "19")),
    ],
)  # fmt: skip
def test_parts_that_do_not_add_up_are_told_on_every_side(sentence: str, figures: tuple[str, ...]) -> None:
    found = engine.reconcile([read(sentence)])
    reasons = [[reason for reason in verdict.reasons if OFF in reason] for verdict in found.verdicts]
    assert len(reasons) > 2
    assert all(len(some) == 1 and all(figure in some[0] for figure in figures) for some in reasons)


@pytest.mark.parametrize(
    "sentence",
    [
        "Twelve people were killed in Velm: eight soldiers and four civilians, police said.",
        "Twelve people were killed in Velm, including seven soldiers and four civilians.",
        "Twelve people were killed in Velm: seven soldiers, four civilians and a nurse.",
        "Twelve people were killed in Velm: seven soldiers, four civilians and several others.",
        "Twelve people were killed in Velm: at least seven soldiers and four civilians.",
        "At least twelve people were killed in Velm: nine soldiers and two civilians were found on Sunday.",
        "Thirty people, including 20 women and 14 teachers, were injured in Velm.",
        "About 40 people were killed in Velm: 27 soldiers and 12 civilians.",
        "The raid left 41 people dead - nine soldiers, three nurses and 28 rebels.",  # a nurse may be a rebel
    ],
)
def test_parts_that_may_add_up_are_not_told_of(sentence: str) -> None:
    assert told(sentence) == set()


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("Officials said 30 people, including 20 women and 14 men, were injured in Velm.", {"20": "30", "14": "30"}),
        ("The raid left 19 dead, including four children and two women, and 30 wounded.", {"four": "19", "two": "19"}),
        ("Rescuers found 40 bodies, including 12 boys, and two people are missing.", {"12": "40"}),
        ("At least 25 people - 18 men, four women and three boys - died.", {"18": "At least 25", "four": "At least 25",
                                                                          "three": "At least 25"}),
        ("Police arrested 230 people, including 14 minors and 6 journalists.", {"14": "230", "6": "230"}),
        ("Ten people, including seven Italians and two Germans, were abducted.", {"seven": "Ten", "two": "Ten"}),
        ("The quake killed 72 people and injured 180, including 30 nurses and 12 pupils.", {"30": "180", "12": "180"}),
        ("The flood killed 12 people, including two boys, and injured 40.", {"two": "12"}),
    ],
)  # fmt: skip
def test_parts_belong_to_their_whole(sentence: str, parts: dict[str, str]) -> None:
    found = engine.reconcile([read(sentence)]).claims
    by_id = {claim.id: claim for claim in found}
    of = {claim.figure: _whole(claim, by_id) for claim in found if claim.basis is Basis.PART}
    assert of == parts


def _whole(claim: Claim, by_id: dict[str, Claim]) -> str | None:
    return by_id[claim.part_of].figure if claim.part_of else None
