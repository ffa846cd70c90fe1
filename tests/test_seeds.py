"""The sample reports and the table of sentences hold together: spans, figures, names, coverage, wording of our own."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TypeAlias, cast

import pytest
import regex

from reconcile.model import Basis, Finding, Qualifier, Status
from reconcile.readers import read

Row: TypeAlias = dict[str, object]
Words: TypeAlias = tuple[str, ...]

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
SHARED = HERE.parent.parent / "shared"  # press reports that are not ours: nothing of their wording may be in here
MEASURES = (
    "killed", "injured", "missing", "arrested", "troops", "displaced", "evacuated", "rescued", "abducted", "crowd",
    "infected", "affected", "damaged", "casualties",
)  # fmt: skip
VERDICTS = {
    "agree": {Finding.AGREE, Finding.COMPATIBLE, Finding.SINGLE},
    "update": {Finding.UPDATE, Finding.REVISED},
    "conflict": {Finding.CONFLICT},
    "mixed scope": {Finding.SCOPE},
}
CLAIM = {
    "doc": str, "start": int, "end": int, "figure": str, "low": int | None, "high": int | None, "qualifier": str,
    "measure": str, "who": str, "place": str, "source": str | None, "relayed_by": str | None, "status": str,
    "as_of": str, "basis": str, "event": str,
}  # fmt: skip
QUESTION = {"event", "measure", "who", "place", "claims", "verdict", "finding", "note"}


def rows(name: str) -> list[Row]:
    """The objects of a file of records in the folder of the seeds."""
    return [json.loads(line) for line in (SEEDS / name).read_text(encoding="utf-8").splitlines()]


MANIFEST, CLAIMS, QUESTIONS = rows("manifest.jsonl"), rows("expected_claims.jsonl"), rows("expected_questions.jsonl")
TABLE = tomllib.loads((HERE / "sentences.toml").read_text(encoding="utf-8"))["sentence"]
SENTENCES = cast("list[Row]", TABLE)


def held(sentence: Row) -> list[Row]:
    """The claims of a sentence of the table."""
    return cast("list[Row]", sentence["claims"])


@cache
def texts() -> dict[str, str]:
    """The text of each seed as the readers give it, by file name."""
    documents, problems = read([SEEDS / str(row["doc"]) for row in MANIFEST])
    assert problems == ()
    return {Path(document.doc).name: document.text for document in documents}


def runs(text: str, length: int) -> Iterator[Words]:
    """Every run of `length` words in a text."""
    found = regex.findall(r"[\p{L}\p{N}]+", text.lower())
    return (tuple(found[n : n + length]) for n in range(len(found) - length + 1))


def copied(ours: dict[str, str], theirs: list[Path], length: int) -> list[str]:
    """The runs of words of `ours` that also stand in one of the files `theirs`."""
    known = {run for path in theirs for run in runs(path.read_text(encoding="utf-8"), length)}
    return [f"{name}: {' '.join(run)}" for name, text in ours.items() for run in runs(text, length) if run in known]


def bounded(row: Row) -> bool:
    """Whether the bounds of a figure are those that its qualifier allows."""
    low, high = cast("int | None", row.get("low")), cast("int | None", row.get("high"))
    match row["qualifier"]:
        case Qualifier.EXACT:
            return low is not None and low == high
        case Qualifier.AT_LEAST | Qualifier.MORE_THAN:
            return low is not None and high is None
        case Qualifier.AT_MOST | Qualifier.UNDER:
            return low is None and high is not None
        case Qualifier.ABOUT | Qualifier.RANGE:
            return low is not None and high is not None and low < high
        case Qualifier.VAGUE:
            return low is not None and low > 1 and (high is None or low < high)
        case Qualifier.UNKNOWN:
            return low is None and high is None
    return False


# The sample reports


def test_manifest_names_every_report_and_nothing_else() -> None:
    reports = {path.name for path in SEEDS.iterdir() if path.suffix != ".jsonl"}
    assert [row["doc"] for row in MANIFEST] == sorted(reports)
    assert all(set(row) == {"doc", "outlet", "date", "title", "url"} and all(row.values()) for row in MANIFEST)
    assert {Path(str(row["doc"])).suffix for row in MANIFEST} == {".html", ".md", ".txt"}


@pytest.mark.parametrize("row", MANIFEST, ids=lambda row: str(row["doc"]))
def test_report_is_short_and_bears_its_title(row: Row) -> None:
    text = texts()[str(row["doc"])]
    assert 120 <= len(text.split()) <= 400
    assert text.count(str(row["title"]))


@pytest.mark.parametrize("claim", CLAIMS, ids=lambda claim: f"{claim['doc']}:{claim['start']}")
def test_expected_claim_is_whole_and_points_at_its_figure(claim: Row) -> None:
    assert list(claim) == list(CLAIM)
    assert all(isinstance(claim[name], kind) for name, kind in CLAIM.items())
    start, end = cast("int", claim["start"]), cast("int", claim["end"])
    assert texts()[str(claim["doc"])][start:end] == claim["figure"]
    assert bounded(claim)
    assert claim["measure"] in MEASURES
    assert claim["status"] in set(Status) and claim["basis"] in set(Basis)
    assert (claim["qualifier"] == Qualifier.UNKNOWN) == (claim["status"] == Status.UNKNOWN)
    assert regex.fullmatch(r"2022-01-0[67]", str(claim["as_of"]))


def test_expected_claims_stand_in_the_order_of_the_reports() -> None:
    places = [(str(claim["doc"]), cast("int", claim["start"])) for claim in CLAIMS]
    assert places == sorted(set(places))


def test_every_expected_claim_answers_one_expected_question() -> None:
    places = Counter((claim["doc"], claim["start"]) for claim in CLAIMS)
    asked = Counter((doc, start) for row in QUESTIONS for doc, start in cast("list[tuple[str, int]]", row["claims"]))
    assert asked == places


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda row: f"{row['measure']} {row['who']} {row['place']}")
def test_expected_question_agrees_with_its_claims(question: Row) -> None:
    assert set(question) == QUESTION
    assert question["finding"] in VERDICTS[str(question["verdict"])]
    asked = cast("list[list[object]]", question["claims"])
    mine = [claim for claim in CLAIMS if [claim["doc"], claim["start"]] in asked]
    assert len(mine) == len(asked) > 0
    assert {claim["measure"] for claim in mine} == {question["measure"]}
    assert {claim["event"] for claim in mine} == {question["event"]}


def test_expected_findings_are_those_of_the_story_in_order() -> None:
    found = [(row["measure"], row["who"], row["place"], row["finding"]) for row in QUESTIONS]
    assert found == [
        ("killed", "protesters", "Kazakhstan", "compatible"),
        ("killed", "security forces", "Kazakhstan", "conflict"),
        ("killed", "people", "Kazakhstan", "single"),
        ("arrested", "protesters", "Kazakhstan", "update"),
        ("injured", "people", "Kazakhstan", "scope"),
        ("troops", "soldiers", "Kazakhstan", "scope"),
        ("troops", "Russian soldiers", "Ukraine", "single"),
        ("killed", "people", "Philadelphia", "single"),
    ]


@pytest.mark.skipif(not (SHARED / "seeds").is_dir(), reason="the reports to compare with are not here")
def test_seeds_are_in_words_of_our_own() -> None:
    ours = {path.name: path.read_text(encoding="utf-8") for path in SEEDS.iterdir() if path.suffix != ".jsonl"}
    theirs = sorted((SHARED / "seeds").glob("*.txt"))
    assert len(ours) == len(MANIFEST) and theirs
    assert copied(ours, theirs, 6) == []


# The table of sentences

FORMS = ("active", "passive", "nominal", "headline")
COVERED = {
    *(f"{measure} {form}" for measure in MEASURES for form in FORMS),
    *(f"lookalike {measure}" for measure in MEASURES),
    *(
        f"figure {wording}"
        for wording in (
            "exact", "exact words", "grouped", "decimal million", "million", "mixed fraction", "half a million",
            "quarter of a million", "hundred", "thousand suffix", "indian grouping", "lakh", "crore", "thin space",
            "one", "trio", "hyphen adjective", "at least", "no fewer than", "a minimum of", "or more", "more than",
            "over", "upwards of", "tops", "passed", "exceeds", "plus sign", "plus word", "at most", "up to",
            "as many as", "maximum of", "no more than", "under", "fewer than", "nearly", "almost", "just short of",
            "about", "around", "some", "roughly", "approximately", "estimated", "estimated after", "close to",
            "range to", "range between", "range dash", "range from", "range or", "range shared unit", "couple",
            "several", "a few", "a dozen", "half a dozen", "two dozen", "three dozen", "dozens", "several dozen",
            "scores", "hundreds", "several hundred", "few hundred", "thousands", "several thousand", "few thousand",
            "tens of thousands", "hundreds of thousands", "multiple", "lots", "no number", "zero no", "zero none",
            "zero not a single", "zero zero", "zero reports", "unknown unclear", "unknown not known",
            "unknown not confirm", "unknown no toll", "unknown declined", "unknown not clear",
        )
    ),
    *(
        f"ignore {kind}"
        for kind in (
            "date", "year", "age", "money", "percentage", "duration", "distance", "weight", "magnitude",
            "temperature", "speed", "score", "rank", "votes", "names", "phone", "list number", "time", "furniture",
            "one of", "no one", "article", "prices", "things", "population", "multiples", "events", "idiom",
        )
    ),
    *(f"coordination {kind}" for kind in ("verbs", "states", "places", "participle", "people", "things", "distractor")),
    *(f"ellipsis {kind}" for kind in ("others", "seven", "verb", "shared noun")),
    *(f"part {kind}" for kind in ("including", "of them", "of whom", "of the dead", "among", "parenthesis", "half")),
    *(f"addition {kind}" for kind in ("another", "more", "additional", "further", "extra")),
    *(f"toll {kind}" for kind in ("rises", "put at", "tops", "stands", "brings", "revised", "other")),
    "one figure two verbs", "daily today", "daily average", "zero none", "zero other", "unknown many", "unknown other",
    "denied said", "denied corrected", "denied other", "planned will", "planned forecast", "planned other",
    "historic year", "historic memory", "historic beside", "historic other", "claimed lives", "bodies", "left dead",
    "capitals", "colon", "quotation", "live entry", "headline subject drop", "plain count", "wire lead", "wire nothing",
    "lookalike source number",
}  # fmt: skip
FIELDS = {"figure", "low", "high", "qualifier", "measure", "who", "basis", "status"}


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: str(sentence["text"])[:60])
def test_sentence_is_well_formed(sentence: Row) -> None:
    assert set(sentence) == {"text", "covers", "claims"}
    text, at = str(sentence["text"]), 0
    for claim in held(sentence):
        figure = str(claim["figure"])
        at = text.find(figure, at) + len(figure)
        assert at >= len(figure), f"{figure!r} is not in the text after the figure before it"
        assert {"figure", "qualifier", "measure", "who"} <= set(claim) <= FIELDS
        assert bounded(claim), f"{figure!r} has bounds that are not those of {claim['qualifier']}"
        assert claim["measure"] in MEASURES and claim["who"]
        assert claim.get("basis", Basis.TOTAL) in set(Basis)
        assert claim.get("status", Status.ASSERTED) in set(Status)
        assert (claim["qualifier"] == Qualifier.UNKNOWN) == (claim.get("status") == Status.UNKNOWN)


def test_a_figure_reads_the_same_wherever_it_stands() -> None:
    read_as: dict[str, set[tuple[object, ...]]] = {}
    for claim in (claim for sentence in SENTENCES for claim in held(sentence)):
        bounds = (claim.get("low"), claim.get("high"), claim["qualifier"])
        read_as.setdefault(str(claim["figure"]).lower(), set()).add(bounds)
    assert {figure: bounds for figure, bounds in read_as.items() if len(bounds) > 1} == {}


def test_sentences_cover_what_they_are_there_for() -> None:
    assert len(SENTENCES) >= 450
    assert len({str(sentence["text"]) for sentence in SENTENCES}) == len(SENTENCES)
    assert COVERED - {str(sentence["covers"]) for sentence in SENTENCES} == set()
    none = sum(not held(sentence) for sentence in SENTENCES)
    assert none >= len(SENTENCES) // 4


@pytest.mark.parametrize("covers", ["ignore", "lookalike", "wire nothing", "figure no number"])
def test_what_is_to_be_passed_over_is_mostly_passed_over(covers: str) -> None:
    group = [sentence for sentence in SENTENCES if str(sentence["covers"]).startswith(covers)]
    assert sum(not held(sentence) for sentence in group) > 0.8 * len(group) > 4


CHOICES = [("measure", MEASURES), ("basis", tuple(Basis)), ("status", tuple(Status)), ("qualifier", tuple(Qualifier))]


@pytest.mark.parametrize("field, kinds", CHOICES)
def test_every_choice_of_a_field_is_met(field: str, kinds: Words) -> None:
    default = {"basis": "total", "status": "asserted"}.get(field)
    met = Counter(claim.get(field, default) for sentence in SENTENCES for claim in held(sentence))
    assert {kind: met[kind] for kind in kinds if met[kind] < 4} == {}


@pytest.mark.skipif(not (SHARED / "dev").is_dir(), reason="the reports to compare with are not here")
def test_sentences_are_in_words_of_our_own() -> None:
    theirs = sorted([*(SHARED / "dev").glob("*/docs/*.txt"), *(SHARED / "seeds").glob("*.txt")])
    assert len(theirs) > 50
    assert copied({str(sentence["text"]): str(sentence["text"]) for sentence in SENTENCES}, theirs, 6) == []
