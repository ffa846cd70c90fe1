"""Figures of whole sentences, from the table of sentences; what is known to be missed is listed with its reason."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TypedDict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.figures import find
from reconcile.lexicon import rows
from reconcile.model import Document, Figure
from reconcile.passages import split

HERE = Path(__file__).parent
MOST_MISSES = 0.05
UNKNOWN = "?"  # where an unknown begins and ends is a matter of taste; that it is there is not


class Expected(TypedDict, total=False):
    """A claim of the table: what the text says, and how it is to be read."""

    figure: str
    low: int
    high: int
    qualifier: str
    measure: str
    who: str
    basis: str


def table() -> list[tuple[str, list[Expected]]]:
    rows = tomllib.loads((HERE / "sentences.toml").read_text(encoding="utf-8"))["sentence"]
    return [(row["text"], row["claims"]) for row in rows]


def misses() -> dict[str, str]:
    rows = tomllib.loads((HERE / "misses.toml").read_text(encoding="utf-8"))["miss"]
    return {row["text"]: row["reason"] for row in rows}


def figures(text: str) -> tuple[Figure, ...]:
    document = Document(doc="a.txt", text=text, sha256="")
    return find(document, split(document))


def read(text: str) -> list[tuple[object, ...]]:
    return [
        (
            UNKNOWN if f.qualifier == "unknown" else text[f.start : f.end],
            f.low,
            f.high,
            f.qualifier.value,
            f.measure,
            f.who.lower(),
            f.basis.value,
        )
        for f in figures(text)
    ]


def wanted(claims: list[Expected]) -> list[tuple[object, ...]]:
    return [
        (
            UNKNOWN if c["qualifier"] == "unknown" else c["figure"],
            c.get("low"),
            c.get("high"),
            c["qualifier"],
            c["measure"],
            c["who"].lower(),
            c.get("basis", "total"),
        )
        for c in claims
    ]


@pytest.mark.parametrize(("text", "claims"), table(), ids=[text for text, _ in table()])
def test_sentences_are_read_as_a_careful_reader_would(text: str, claims: list[Expected]) -> None:
    if text in misses():
        assert read(text) != wanted(claims), "is read right now: take it out of misses.toml"
    else:
        assert read(text) == wanted(claims)


def test_misses_are_few_and_say_why() -> None:
    sentences = {text for text, _ in table()}
    assert set(misses()) <= sentences
    assert all(len(reason) > 10 for reason in misses().values())
    assert len(misses()) < MOST_MISSES * len(sentences)


@pytest.mark.parametrize("row", rows("unknowns", "example"), ids=lambda row: str(row["text"]))
def test_unknowns_are_read_with_their_measure(row: dict[str, str]) -> None:
    found = [(row["text"][f.start : f.end], f.measure) for f in figures(row["text"]) if f.qualifier == "unknown"]
    assert found == ([(row["figure"], row["measure"])] if row["figure"] else [])


def test_a_part_points_to_its_whole() -> None:
    text = "The blast killed 41 people, including 12 children."
    whole, part = figures(text)
    assert part.whole == (whole.start, whole.end)
    assert whole.whole is None


def test_all_capitals_read_as_mixed_case() -> None:
    text = "At least 14 miners were killed and 30 others injured when a shaft collapsed."
    assert [row[1:4] for row in read(text)] == [row[1:4] for row in read(text.upper())]


WORDS = st.sampled_from(
    (
        "killed wounded 12 dozens of people at least two , and . were missing including “ ” ( ) — 3,000 troops after "
        "the in who"
    ).split()
)


@given(st.lists(WORDS, max_size=40).map(" ".join))
def test_spans_round_trip_whatever_the_words(text: str) -> None:
    for figure in figures(text):
        assert 0 <= figure.start < figure.end <= len(text)
        assert figure.sentence[0] <= figure.start
        assert figure.end <= figure.sentence[1]
        assert figure.low is None or figure.high is None or figure.low <= figure.high


@given(st.text(max_size=300))
def test_no_text_breaks_the_reading(text: str) -> None:
    for figure in figures(text):
        assert text[figure.start : figure.end].strip()
