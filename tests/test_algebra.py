"""What two figures come to, for every kind of pair: the whole table; and whether the questions of a story add up."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from test_verdicts import tell

from reconcile.model import Basis, Claim, Document, Finding, Question, Verdict
from reconcile.verdicts import judge
from reconcile.verdicts.pairs import compare, settings
from reconcile.verdicts.said import say

# The first figure and the second; where the second is told on another day, it is told later.
NUMBERS = {
    "same": ("12", "12"),
    "higher": ("12", "18"),
    "lower": ("18", "12"),
    "bound": (">=10", "12"),
    "vague": ("dozens", "31"),
}
TIMES = {"day": (2, 2), "later": (2, 5), "undated": (None, None)}
SPEAKERS = {"two": ("mayor", "fire service"), "one": ("mayor", "mayor")}
SCOPES: dict[str, dict[str, str]] = {
    "same": {},
    "part": {"who": "police officers"},
    "apart": {"place": "Norway", "sentence": "In Norway it was so."},
}
MEASURES = {"grows": "killed", "steady": "missing", "anew": "crowd"}  # a count that only grows, one that need not, ...

# count   scope  speakers  time       same   higher    lower     bound       vague
TABLE = """
  grows   same   two       day        agree  conflict  conflict  compatible  compatible
  grows   same   two       later      agree  update    conflict  update      compatible
  grows   same   two       undated    agree  conflict  conflict  compatible  compatible
  grows   same   one       day        agree  update    update    update      compatible
  grows   same   one       later      agree  update    revised   update      compatible
  grows   same   one       undated    agree  update    update    update      compatible
  grows   part   two       day        agree  scope     scope     compatible  compatible
  grows   part   two       later      agree  update    scope     update      compatible
  grows   part   two       undated    agree  scope     scope     compatible  compatible
  grows   part   one       day        agree  scope     scope     update      compatible
  grows   part   one       later      agree  update    scope     update      compatible
  grows   part   one       undated    agree  scope     scope     update      compatible
  grows   apart  two       day        agree  scope     scope     compatible  compatible
  grows   apart  two       later      agree  scope     scope     update      compatible
  grows   apart  two       undated    agree  scope     scope     compatible  compatible
  grows   apart  one       day        agree  scope     scope     update      compatible
  grows   apart  one       later      agree  scope     scope     update      compatible
  grows   apart  one       undated    agree  scope     scope     update      compatible
  steady  same   two       day        agree  conflict  conflict  compatible  compatible
  steady  same   two       later      agree  update    update    update      compatible
  steady  same   two       undated    agree  conflict  conflict  compatible  compatible
  steady  same   one       day        agree  update    update    update      compatible
  steady  same   one       later      agree  update    update    update      compatible
  steady  same   one       undated    agree  update    update    update      compatible
  steady  part   two       day        agree  scope     scope     compatible  compatible
  steady  part   two       later      agree  update    scope     update      compatible
  steady  part   two       undated    agree  scope     scope     compatible  compatible
  steady  part   one       day        agree  scope     scope     update      compatible
  steady  part   one       later      agree  update    scope     update      compatible
  steady  part   one       undated    agree  scope     scope     update      compatible
  steady  apart  two       day        agree  scope     scope     compatible  compatible
  steady  apart  two       later      agree  scope     scope     update      compatible
  steady  apart  two       undated    agree  scope     scope     compatible  compatible
  steady  apart  one       day        agree  scope     scope     update      compatible
  steady  apart  one       later      agree  scope     scope     update      compatible
  steady  apart  one       undated    agree  scope     scope     update      compatible
  anew    same   two       day        agree  conflict  conflict  compatible  compatible
  anew    same   two       later      agree  scope     scope     compatible  compatible
  anew    same   two       undated    agree  conflict  conflict  compatible  compatible
  anew    same   one       day        agree  update    update    compatible  compatible
  anew    same   one       later      agree  scope     scope     compatible  compatible
  anew    same   one       undated    agree  update    update    compatible  compatible
  anew    part   two       day        agree  scope     scope     compatible  compatible
  anew    part   two       later      agree  scope     scope     compatible  compatible
  anew    part   two       undated    agree  scope     scope     compatible  compatible
  anew    part   one       day        agree  scope     scope     compatible  compatible
  anew    part   one       later      agree  scope     scope     compatible  compatible
  anew    part   one       undated    agree  scope     scope     compatible  compatible
  anew    apart  two       day        agree  scope     scope     compatible  compatible
  anew    apart  two       later      agree  scope     scope     compatible  compatible
  anew    apart  two       undated    agree  scope     scope     compatible  compatible
  anew    apart  one       day        agree  scope     scope     compatible  compatible
  anew    apart  one       later      agree  scope     scope     compatible  compatible
  anew    apart  one       undated    agree  scope     scope     compatible  compatible
"""
ROWS = [line.split() for line in TABLE.strip().splitlines()]


def found(count: str, scope: str, speakers: str, time: str, number: str) -> Finding:
    """What a pair of this kind comes to."""
    measure = MEASURES[count]
    said = [
        tell(figure, by, day, measure=measure, id=name, doc=name, **({"sentence": "In Kenya it was so."} | more))
        for figure, by, day, name, more in zip(
            NUMBERS[number], SPEAKERS[speakers], TIMES[time], "ab", ({}, SCOPES[scope]), strict=True
        )
    ]
    documents = {doc: Document(doc=doc, text="", sha256=doc, outlet=doc) for doc in "ab"}
    told = {one.claim.id: one for one in say(said, {claim.id: claim.source or "" for claim in said}, documents)}
    return compare(told["a"], told["b"], settings(measure, list(told.values()), 1, growing=count == "grows")).finding


@pytest.mark.parametrize("row", ROWS, ids=lambda row: " ".join(row[:4]))
def test_what_a_pair_comes_to(row: list[str]) -> None:
    count, scope, speakers, time, *expected = row
    assert [str(found(count, scope, speakers, time, number)) for number in NUMBERS] == expected


def test_the_table_is_whole() -> None:
    kinds = product(MEASURES, SCOPES, SPEAKERS, TIMES)
    assert [tuple(row[:4]) for row in ROWS] == list(kinds)


@pytest.mark.parametrize(("count", "scope", "speakers"), list(product(MEASURES, SCOPES, SPEAKERS)))
def test_on_one_day_the_order_of_two_figures_changes_nothing(count: str, scope: str, speakers: str) -> None:
    if scope == "same":
        assert found(count, scope, speakers, "day", "higher") is found(count, scope, speakers, "day", "lower")


# Adding up


def judged(*questions: tuple[str, list[Claim]]) -> dict[str, Verdict]:
    """The verdicts on questions of one story, by id; all of one measure are narrower or wider than each other."""
    told = {
        id: [replace(one, id=f"{id}{n}", doc=one.doc or f"{id}-{n}", start=n) for n, one in enumerate(some)]
        for id, some in questions
    }
    claims = [claim for some in told.values() for claim in some]
    measures = {id: some[0].measure for id, some in told.items()}
    asked = [
        Question(
            id=id, story="s", measure=measures[id], who=some[0].who, place="Kenya", claims=tuple(c.id for c in some),
            related=tuple(other for other in told if other != id and measures[other] == measures[id]),
        )
        for id, some in told.items()
    ]  # fmt: skip
    documents = [Document(doc=doc, text="", sha256=doc, outlet=doc) for doc in sorted({claim.doc for claim in claims})]
    origins = {claim.id: claim.source or claim.doc for claim in claims}
    return {one.question: one for one in judge(asked, claims, origins, documents)}


def reasons(*questions: tuple[str, list[Claim]]) -> str:
    return " ".join(reason for one in judged(*questions).values() for reason in one.reasons)


def test_a_part_that_is_larger_than_its_whole_is_named_on_both_sides() -> None:
    whole, part = ("q", [tell("12", "mayor")]), ("r", [tell("15", "army", who="children")])
    verdicts = judged(whole, part)
    expected = "15 (children; army, 2 Mar) counts a part of 12 (people; mayor, 2 Mar) and is larger"
    assert all(expected in one.reasons[0] for one in verdicts.values()), verdicts
    assert verdicts["q"].finding is Finding.SINGLE
    assert "add up" not in reasons(whole, ("r", [tell("9", "army", who="children")]))
    assert "add up" not in reasons(whole, ("r", [tell("15", "army", 4, who="children")])), "the whole is older"
    assert "add up" in reasons(("q", [tell("12", "mayor", 4)]), part), "it cannot have been less later"


def test_a_part_is_held_against_the_largest_whole() -> None:
    wholes = ("q", [tell("12", "mayor")]), ("p", [tell("40", "police")])
    assert "add up" not in reasons(*wholes, ("r", [tell("15", "army", who="children")]))


def test_a_total_and_what_came_on_top_make_the_next_total() -> None:
    later = tell("42", "mayor", 3, doc="b")
    more = replace(tell("14", "mayor", 3, doc="b"), basis=Basis.ADDITIONAL)
    told = ("q", [tell("30", "mayor", 2), later])
    assert "30 and 14 make 44, not 42 (mayor, 3 Mar): that does not add up." in reasons(told, ("r", [more]))
    assert "add up" not in reasons(told, ("r", [replace(more, low=12, high=12, figure="12")]))


def test_one_number_for_two_counts_may_be_a_slip() -> None:
    dead, shelters = ("q", [tell("137", "mayor")]), ("r", [tell("137", "police", measure="damaged", who="shelters")])
    assert "137 (people; mayor, 2 Mar) is given for people killed" in reasons(dead, shelters)
    assert "slip" not in reasons(dead, ("r", [tell("138", "police", measure="damaged", who="shelters")]))
    assert "slip" not in reasons(("q", [tell("140")]), ("r", [tell("140", "police", measure="damaged")])), "round"
