"""Formats for other programs, each held against what its publisher says of it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
import regex
from golden.case import CASE, CLAIMS, EMPTY
from test_docs import section, table

from reconcile import cli, review, wording
from reconcile.model import Case, Choice, Decision, Settled
from reconcile.writers import exchange
from reconcile.writers.exchange import claimreview, eventreport, hxl, ucdp, webannotation

EVIDENCE = review.evidence(CASE)
WITH_URL = replace(
    CASE, documents=tuple(replace(one, url=f"https://post.example/{n}") for n, one in enumerate(CASE.documents))
)


def decided(*decisions: Decision) -> Case:
    """The case with these decisions applied to it, as far as no judging is needed."""
    settled = review.settle(WITH_URL, decisions)
    return replace(review.applied(WITH_URL, settled), settled=tuple(settled), verdicts=CASE.verdicts)


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline="")))


@pytest.mark.parametrize("name", exchange.FORMATS)
@pytest.mark.parametrize("case", [CASE, EMPTY, WITH_URL], ids=["case", "empty", "addresses"])
def test_every_format_is_written_the_same_each_time(name: str, case: Case, tmp_path: Path) -> None:
    (path,) = exchange.write(case, tmp_path, (name, name))
    assert path.read_bytes() == exchange.FORMATS[name][1](case)


def test_formats_are_those_of_the_command_and_of_the_text() -> None:
    (option,) = [one for one in cli.main.commands["run"].params if one.name == "also"]
    assert list(option.type.choices) == list(exchange.FORMATS)  # type: ignore[attr-defined]
    told = table(section("What comes out"), "| name | file | |")
    assert [(name, file.strip("`")) for name, file, _ in told] == [
        (name, file) for name, (file, _) in exchange.FORMATS.items()
    ]


# W3C Web Annotation Data Model: what an annotation must have, and what its selectors select.

MOTIVATIONS = {
    "assessing", "bookmarking", "classifying", "commenting", "describing", "editing", "highlighting", "identifying",
    "linking", "moderating", "questioning", "replying", "tagging",
}  # fmt: skip
IRI = regex.compile(r"(?:[a-z][a-z0-9+.-]*:)?[^\s<>\"{}|\\^`]+")


@pytest.mark.parametrize("case", [CASE, WITH_URL], ids=["files", "addresses"])
def test_annotations_are_of_the_published_shape(case: Case) -> None:
    page = json.loads(webannotation.page(case))
    assert (page["@context"], page["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationPage")
    assert IRI.fullmatch(page["id"])
    texts = {document.url or document.doc: document.text for document in case.documents}
    assert len({one["id"] for one in page["items"]}) == len(page["items"]) == len(CLAIMS)
    for one in page["items"]:
        assert one["type"] == "Annotation"
        assert IRI.fullmatch(one["id"])
        assert one["motivation"] in MOTIVATIONS
        assert all(body["type"] == "TextualBody" and body["value"] for body in one["body"])
        quoted, placed = one["target"]["selector"]
        text = texts[one["target"]["source"]]
        assert (quoted["type"], placed["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        assert text[placed["start"] : placed["end"]] == quoted["exact"]
        assert text.count(quoted["prefix"] + quoted["exact"] + quoted["suffix"]) == 1


# HXL 1.1: the hashtags of the core, and how a hashtag is written.

CORE = {
    "#access", "#activity", "#adm1", "#adm2", "#adm3", "#adm4", "#adm5", "#affected", "#beneficiary", "#capacity",
    "#cause", "#channel", "#contact", "#country", "#crisis", "#currency", "#date", "#delivery", "#description",
    "#event",
    "#frequency", "#geo", "#group", "#impact", "#indicator", "#inneed", "#item", "#loc", "#meta", "#modality",
    "#need", "#operations", "#org", "#output", "#population", "#reached", "#region", "#respondee", "#sector",
    "#service", "#severity", "#status", "#subsector", "#targeted", "#theme", "#value",
}  # fmt: skip


def test_hashtags_are_of_the_core_and_stand_below_the_header() -> None:
    tags, *claims = rows(hxl.table(CASE))
    assert len(set(tags.values())) == len(tags)
    for tag in tags.values():
        assert regex.fullmatch(r"#[a-z][a-z0-9_]*(?:\+[a-z][a-z0-9_]*)*", tag)
        assert tag.split("+")[0] in CORE
    assert [row["id"] for row in claims] == [claim.id for claim in CLAIMS]
    assert (claims[0]["story"], claims[0]["low"], claims[0]["outlet"]) == ("marn-flood", "12", "Coast Post")


# UCDP GED: names and types of the columns, in their order.

GED = {
    "id": "integer", "relid": "string", "year": "integer", "number_of_sources": "integer", "source_article": "string",
    "source_office": "string", "source_date": "string", "source_headline": "string", "source_original": "string",
    "where_description": "string", "date_prec": "integer", "date_start": "date", "date_end": "date",
    "best": "integer", "high": "integer", "low": "integer",
}  # fmt: skip
SHAPES = {"integer": r"\d+|", "string": r"(?s).*", "date": r"\d{4}(?:-\d\d){0,2}|"}


def ucdp_case(pick: str, case: Case = CASE) -> Case:
    verdict = replace(case.verdicts[0], rules={"ucdp": pick})
    return replace(case, verdicts=(verdict, *case.verdicts[1:]))


def test_deaths_stand_under_the_names_of_the_event_dataset() -> None:
    content = ucdp.table(ucdp_case("12-18, best 12"))
    assert content.decode().split("\n")[0].split(",") == list(GED)
    (row,) = rows(content)
    for name, value in row.items():
        assert regex.fullmatch(SHAPES[GED[name]], value), name
    assert (row["low"], row["best"], row["high"], row["year"], row["date_prec"]) == ("12", "12", "18", "2031", "1")
    assert row["source_office"] == "Coast Post; Daily Copy; Valley Herald"
    assert row["source_original"] == "State TV; government"
    assert '"Coast Post,2031-03-04,Dam breach in Marn valley"' in row["source_article"]


@pytest.mark.parametrize(
    ("pick", "numbers"),
    [
        ("12-18, best 14", (12, 14, 18)), ("1,200", (1200, 1200, 1200)), ("18 or more", (18, 18, None)),
        ("up to 80", (None, 80, 80)), ("none: vague only", (None, None, None)), ("", (None, None, None)),
        ("12-18", (12, 12, 18)),
    ],
)  # fmt: skip
def test_estimates_are_those_that_the_rule_picks(pick: str, numbers: tuple[int | None, ...]) -> None:
    assert ucdp.estimates(pick) == numbers
    assert len(rows(ucdp.table(ucdp_case(pick)))) == (numbers[1] is not None)


def test_a_persons_value_is_the_best_estimate_and_a_rejected_question_is_left_out() -> None:
    case = ucdp_case("12-18, best 12", decided(Decision(id="q1dead", decision=Choice.ACCEPT, value=20)))
    (row,) = rows(ucdp.table(case))
    assert (row["low"], row["best"], row["high"]) == ("12", "20", "20")
    case = ucdp_case("12-18, best 12", decided(Decision(id="q1dead", decision=Choice.REJECT)))
    assert rows(ucdp.table(case)) == []


@pytest.mark.parametrize(
    ("start", "end", "precision"),
    [
        ("2031-03-04", "2031-03-04", 1), ("2031-03-04", "2031-03-06", 2), ("2031-03-04", "2031-03-11", 3),
        ("2031-03-01", "2031-03-31", 4), ("2031-01-01", "2031-03-31", 5), ("2031-03", "2031-03", 4),
        ("2031", "2031", 5), (None, None, None),
    ],
)  # fmt: skip
def test_how_well_a_date_is_known(start: str | None, end: str | None, precision: int | None) -> None:
    assert ucdp._precision(start, end) == precision


# schema.org ClaimReview: what a review must have.


def test_only_what_a_person_decided_is_reviewed() -> None:
    assert json.loads(claimreview.reviews(CASE)) == []
    case = decided(
        Decision(id="c01post", decision=Choice.REJECT, reviewer="Ana", date="2031-03-06", note="a typing error"),
        Decision(id="c05copy", decision=Choice.ACCEPT),
        Decision(id="c08her", decision=Choice.ACCEPT, value=19),
        Decision(id="c10her", decision=Choice.UNSURE),
        Decision(id="q1dead", decision=Choice.ACCEPT),
    )
    again = Settled(decision=Decision(id="c11her", decision=Choice.REJECT), target="c11her", again="changed")
    case = replace(case, settled=(*case.settled, again))
    found = json.loads(claimreview.reviews(case))
    assert [one["reviewRating"]["alternateName"] for one in found] == ["Rejected", "Accepted", "Corrected to 19"]
    for one in found:
        assert (one["@context"], one["@type"]) == ("https://schema.org", "ClaimReview")
        assert one["url"]
        assert one["claimReviewed"]
        assert one["author"]["@type"] in ("Person", "Organization")
        assert one["author"]["name"]
        rating, item = one["reviewRating"], one["itemReviewed"]
        assert rating["@type"] == "Rating"
        assert rating["worstRating"] <= rating["ratingValue"] <= rating["bestRating"]
        assert item["@type"] == "Claim"
        assert item["author"]["name"]
        assert item["appearance"]["url"].startswith("https://")
    assert (found[0]["datePublished"], found[0]["reviewBody"]) == ("2031-03-06", "a typing error")
    assert "datePublished" not in found[1]
    assert wording.PERSON in next(claim.rule for claim in case.claims if claim.id == "c08her")


# The R package eventreport: names and classes of the columns of maverick_event_report.

NUMERIC = {"id", *(f"{name}_{end}" for name in ("deaths", "injuries") for end in ("best", "low", "high"))}
MAVERICK = NUMERIC | {
    "event_id", "country", "city", "location", "date_start", "date_end", "actor1", "source", "source_author",
    "source_type", "unit_of_analysis",
}  # fmt: skip


def test_reports_of_events_are_of_the_shape_of_the_package() -> None:
    found = rows(eventreport.table(CASE))
    assert set(found[0]) == MAVERICK
    for row in found:
        assert row["event_id"]
        for name, value in row.items():
            assert value
            assert name not in NUMERIC or regex.fullmatch(r"\d+|NA", value), name
            assert not name.startswith("date_") or regex.fullmatch(r"\d{4}-\d\d-\d\d|NA", value)
    assert [(row["source"], row["deaths_best"], row["injuries_best"]) for row in found] == [
        ("pile/coast-post.txt", "12", "NA"), ("pile/daily-copy.md", "18", "NA"), ("pile/herald-1.txt", "18", "NA"),
        ("pile/herald-2.txt", "NA", "1000"),
    ]  # fmt: skip
