"""Claims: figure, speaker, place, day and standing joined, with ids that stay."""

from __future__ import annotations

import tomllib
from dataclasses import fields, replace
from pathlib import Path

import pytest

from reconcile.claims import claim
from reconcile.model import Basis, Claim, Document, SourceType, Status

TABLE = Path(__file__).parent / "sentences.toml"
FIELDS = (
    "id, doc, start, end, figure, low, high, qualifier, measure, who, place, source, relayed_by, source_type, status, "
    "as_of, basis, part_of, question, sentence, rule"
)
REPORT = Document(
    doc="a.txt",
    sha256="0123",
    outlet="Gazette",
    published="2024-03-12",
    text=(
        "Ferry sinks off Lagos\n\n"
        "LAGOS, Nigeria - At least 31 passengers drowned when a ferry sank off Lagos on Monday, including four "
        "children, police told Channels TV.\n\n"
        "The navy said 60 people were rescued. It is not known how many are missing.\n"
    ),
)


def statuses() -> list[tuple[str, str, str]]:
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["sentence"]
    return [(row["text"], each["figure"], each.get("status", "asserted")) for row in rows for each in row["claims"]]


def of(text: str) -> tuple[Claim, ...]:
    return claim(Document(doc="a.txt", sha256="0", text=text))


def test_the_fields_are_those_of_the_contract_in_order() -> None:
    assert ", ".join(field.name for field in fields(Claim)) == FIELDS


def test_a_report_gives_its_claims_joined() -> None:
    drowned, children, rescued, missing = claim(REPORT)
    assert (drowned.figure, drowned.low, drowned.high, drowned.measure) == ("At least 31", 31, None, "killed")
    assert (drowned.who, drowned.place, drowned.as_of) == ("passengers", "Lagos", "2024-03-12")
    assert (drowned.source, drowned.relayed_by, drowned.source_type) == ("police", "Channels TV", SourceType.POLICE)
    assert (children.basis, children.part_of, children.who) == (Basis.PART, drowned.id, "children")
    assert (rescued.source, rescued.source_type, rescued.figure) == ("navy", SourceType.MILITARY, "60")
    assert (missing.status, missing.low, missing.high) == (Status.UNKNOWN, None, None)


def test_spans_and_sentences_are_evidence() -> None:
    for found in claim(REPORT):
        assert REPORT.text[found.start : found.end] == found.figure
        assert found.figure in found.sentence


def test_an_id_hangs_on_text_span_and_measure_alone() -> None:
    ids = [found.id for found in claim(REPORT)]
    assert len(set(ids)) == len(ids)
    assert [found.id for found in claim(replace(REPORT, doc="b.txt", outlet=None, published=None))] == ids
    assert not set(ids) & {found.id for found in claim(replace(REPORT, sha256="4567"))}


def test_no_claims_in_a_text_without_figures() -> None:
    assert of("The council met on Tuesday and put off its vote.") == ()


@pytest.mark.parametrize(("text", "figure", "status"), statuses(), ids=[f"{t}-{f}" for t, f, _ in statuses()])
def test_figures_of_the_table_stand_as_they_should(text: str, figure: str, status: str) -> None:
    found = [each.status for each in of(text) if each.figure == figure]
    assert not found or status in found
