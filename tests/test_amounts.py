"""Numbers, ranges, bounds and vague words; and the numbers that count nothing."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.figures.amounts import Amount, read
from reconcile.figures.ignoring import ignores
from reconcile.figures.numbers import numbers, worth
from reconcile.lexicon import rows


def strings(found: object) -> list[str]:
    return [text for text in found if isinstance(text, str)] if isinstance(found, list) else []


RULES = rows("ignore", "rule")
EXAMPLES = [(str(rule["name"]), text) for rule in RULES for text in strings(rule.get("examples"))]


def amounts(text: str) -> list[Amount]:
    return list(read(text, 0, len(text)))


@pytest.mark.parametrize(
    ("text", "low", "high", "qualifier"),
    [
        ("12", 12, 12, "exact"),
        ("twelve", 12, 12, "exact"),
        ("2,000", 2000, 2000, "exact"),
        ("2.5 million", 2_500_000, 2_500_000, "exact"),
        ("2,00,000", 200_000, 200_000, "exact"),
        ("11 lakh", 1_100_000, 1_100_000, "exact"),
        ("1.2 crore", 12_000_000, 12_000_000, "exact"),
        ("1 000", 1000, 1000, "exact"),
        ("1\u2009000", 1000, 1000, "exact"),
        ("100k", 100_000, 100_000, "exact"),
        ("1½ million", 1_500_000, 1_500_000, "exact"),
        ("one and a half million", 1_500_000, 1_500_000, "exact"),
        ("a quarter of a million", 250_000, 250_000, "exact"),
        ("half a dozen", 6, 6, "exact"),
        ("two dozen", 24, 24, "exact"),
        ("a couple", 2, 2, "exact"),
        ("three hundred and twenty-one", 321, 321, "exact"),
        ("two hundred thousand", 200_000, 200_000, "exact"),
        ("at least 18", 18, None, "at_least"),
        ("no fewer than 18", 18, None, "at_least"),
        ("18 or more", 18, None, "at_least"),
        ("more than 2,000", 2001, None, "more_than"),
        ("upwards of 2,000", 2001, None, "more_than"),
        ("2,000-plus", 2001, None, "more_than"),
        ("tops 500", 501, None, "more_than"),
        ("well over 300", 301, None, "more_than"),
        ("up to 3,000", None, 3000, "at_most"),
        ("as many as 3,000", None, 3000, "at_most"),
        ("nearly 500", None, 499, "under"),
        ("fewer than 500", None, 499, "under"),
        ("about 4,000", 3600, 4400, "about"),
        ("close to 150", 135, 165, "about"),
        ("some 147", 132, 162, "about"),
        ("an estimated 500", 450, 550, "about"),
        ("500 or so", 450, 550, "about"),
        ("12 to 15", 12, 15, "range"),
        ("between 12 and 15", 12, 15, "range"),
        ("12-15", 12, 15, "range"),
        ("four to five thousand", 4000, 5000, "range"),
        ("1 to 2 million", 1_000_000, 2_000_000, "range"),
        ("several", 3, 9, "vague"),
        ("dozens", 24, 99, "vague"),
        ("scores", 40, 99, "vague"),
        ("several hundred", 300, 999, "vague"),
        ("tens of thousands", 20_000, 99_999, "vague"),
        ("multiple", 2, None, "vague"),
        ("hundreds, if not thousands,", 200, 9999, "vague"),
        ("not a single", 0, 0, "exact"),
        ("nobody", 0, 0, "exact"),
    ],
)
@pytest.mark.parametrize("frame", ["{} died.", "It hit {} people.", "THE BLAST HURT {} PEOPLE."])
def test_amounts_are_read_with_their_bounds(
    text: str, low: int | None, high: int | None, qualifier: str, frame: str
) -> None:
    sentence = frame.format(text.upper() if frame.isupper() else text)
    found = amounts(sentence)[0]
    assert (found.low, found.high, found.qualifier) == (low, high, qualifier)
    assert sentence[found.start : found.end].casefold() == text.rstrip(",").casefold()


@pytest.mark.parametrize("text", ["rose from 104 to 748", "14 and 9 were killed", "killed 41 and wounded 67"])
def test_two_numbers_that_are_no_range_stay_two(text: str) -> None:
    assert len(amounts(text)) == 2


@pytest.mark.parametrize("text", ["Rs43,059 was lost", "AB12,500 people", "flight K7.300", "a \u0e4243,059 people"])
def test_digits_that_go_on_with_a_number_are_none_of_their_own(text: str) -> None:
    assert [amount for amount in read(text, 0, len(text)) if not amount.ignored] == []


@pytest.mark.parametrize(("name", "text"), EXAMPLES, ids=[text for _, text in EXAMPLES])
def test_each_ignore_rule_sets_aside_the_numbers_of_its_examples(name: str, text: str) -> None:
    reasons = [amount.ignored for amount in amounts(text)]
    assert name in reasons, reasons


def test_every_ignore_rule_has_examples() -> None:
    assert all(strings(rule.get("examples")) for rule in RULES)
    assert len(ignores()) == len(RULES)


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_with_commas_are_worth_what_they_say(number: int) -> None:
    assert worth(f"{number:,}", numbers()) == number


@given(st.text(alphabet="0123456789,. -–kmand tohree½dozenhundred£%", max_size=60))
def test_spans_lie_in_order_and_never_overlap(text: str) -> None:
    found = amounts(text)
    for amount in found:
        assert 0 <= amount.start < amount.end <= len(text)
        assert amount.low is None or amount.high is None or amount.low <= amount.high
    assert all(a.end <= b.start for a, b in pairwise(found))
