"""Explanations: they name the sentence, the rule, the source and the reasons, and say so when something is gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from golden.case import CASE, TEXTS

from reconcile.errors import ReconcileError
from reconcile.explain import explain, explain_text
from reconcile.origins import trace
from reconcile.readers import read
from reconcile.writers import write

REPORTS = Path("reports")


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the reports of the case made by hand and its documents beside them."""
    monkeypatch.chdir(tmp_path)
    Path("pile").mkdir()
    for doc, text in TEXTS.items():
        Path(doc).write_text(text, encoding="utf-8")
    write(CASE, REPORTS)


@pytest.mark.parametrize(
    ("id", "parts"),
    [
        (
            "c01post",
            [
                "Claim c01post", "State TV said [[12]] people were killed", "12 = 12 (exact)",
                "People killed, Marn valley", "4 Mar 2031", "State TV (state_media)", "asserted", "total",
                "rule killed.example", "pile/coast-post.txt, characters 41 to 43", "q1dead: conflict",
            ],
        ),
        ("c10her", ["[[Up to 80]] were missing.", "= up to 80 (at_most)", "People missing", "q2lost: revised"]),
        ("c18her", ["<b>[[748]]</b> of them", "part of more than 1,000 (claim c17her)", "q3hurt: scope"]),
        ("c03post", ["and [[dozens]] of houses", "dozens = 24 to 99 (vague)", "none: nothing else speaks on it"]),
        ("c13her", ["[[unclear how many]]", "not known (unknown)", "no date", "unknown"]),
        ("c12her", ["Red Cross via Orland Radio (igo)"]),
        ("c06copy", ["own voice"]),
    ],
)  # fmt: skip
def test_a_claim_is_explained(id: str, parts: list[str]) -> None:
    told = " ".join(explain(id, REPORTS).split())
    assert [part for part in parts if part not in told] == []


def test_the_words_that_named_the_source_are_shown() -> None:
    told = explain_text("The storm killed 41 people in Velm, police said.")
    assert "The storm killed [[41]] people in Velm, police said." in told
    assert "police" in next(line for line in told.splitlines() if line.startswith("told by"))


def test_a_text_without_figures_is_explained_too() -> None:
    assert explain_text("The mayor paid for tea.") == "No figure of a measure is read in this text."


def test_a_number_left_out_is_shown_with_the_rule_that_left_it_out() -> None:
    told = explain_text("On 6 May police held 12 men, aged 19 to 40, after a 3-0 win; two dogs and $2 million went.")
    assert told.startswith("Claim ")
    rows = told.partition("Numbers left out\n")[2].splitlines()
    assert [tuple(part.strip() for part in row.split("  ") if part) for row in rows] == [
        ("6", "date"), ("19 to 40", "age"), ("3-0", "score"), ("two", "no word of a measure goes with it"),
        ("2 million", "money"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "part",
    [
        "Question q1dead: People killed, Marn valley",
        "finding conflict: Sources contradict each other",
        "now conflict",
        "because no number is both 12 and at least 18",
        "because one government line stands in 2 documents",
        "counts 2 origins, 3 outlets, 3 documents",
        "12 · State TV, 4 Mar 2031 (pile/coast-post.txt, claim c01post)",
        "State TV said [[12]] people were killed",
        "[[At least 18]] dead in flood",
        "Course 4 Mar 2031 conflict 12; at least 18",
        "What each rule picks range 12 or more lowest 12",
    ],
)
def test_a_question_is_explained(part: str) -> None:
    assert part in " ".join(explain("q1dead", REPORTS).split())


def test_a_question_is_named_by_what_it_asks_not_by_a_claim() -> None:
    path = REPORTS / "questions.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace('"who": "people"', '"who": "villagers"'), encoding="utf-8")
    assert explain("q1dead", REPORTS).startswith("Question q1dead: Villagers killed, Marn valley\n")


def test_claims_of_one_origin_stand_together() -> None:
    told = explain("q1dead", REPORTS)
    documents, _ = read(["pile"])
    traced = trace(documents, CASE.claims)
    expected = list(dict.fromkeys(traced[id] for id in ("c01post", "c05copy", "c07her", "c08her")))
    assert [line.removeprefix("Origin ") for line in told.splitlines() if line.startswith("Origin ")] == expected
    assert 1 < len(expected) < 4


def test_the_figure_is_marked_as_one_likes() -> None:
    assert "State TV said <12> people" in explain("c01post", REPORTS, mark=lambda figure: f"<{figure}>")


def test_an_id_may_be_shortened_while_it_is_unique() -> None:
    assert explain("c01p", REPORTS) == explain("c01post", REPORTS)
    assert explain("q1de", REPORTS) == explain("q1dead", REPORTS)


@pytest.mark.parametrize(
    ("id", "told"),
    [
        ("c01pots", r"reports holds no claim or question c01pots; near it: .*c01post"),
        ("zzzzzz", "ids stand in claims.jsonl and questions.jsonl"),
        ("c01", "near it: "),
        ("", "ids stand in claims.jsonl"),
    ],
)
def test_an_unknown_id_is_told_with_what_is_near(id: str, told: str) -> None:
    with pytest.raises(ReconcileError, match=told):
        explain(id, REPORTS)


def test_an_id_that_stands_for_several_is_told() -> None:
    rows = [json.loads(line) for line in (REPORTS / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    for row, id in zip(rows, ("same1", "same2"), strict=False):
        row["id"] = id
    (REPORTS / "claims.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with pytest.raises(ReconcileError, match="same stands for 2 ids in reports: same1, same2"):
        explain("same", REPORTS)


@pytest.mark.parametrize("change", [lambda path: path.unlink(), lambda path: path.write_text("Other words.")])
def test_a_document_that_is_gone_or_changed_is_told(change: object) -> None:
    assert callable(change)
    change(Path("pile/coast-post.txt"))
    claim = " ".join(explain("c01post", REPORTS).split())
    assert "State TV said [[12]] people were killed" in claim
    assert "the document has changed, or is no longer at its path" in claim
    question = explain("q1dead", REPORTS)
    assert "The documents are not all where they were: claims are grouped by speaker." in question
    assert "Origin State TV" in question


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("claims.jsonl", None, "claims.jsonl: cannot be read; name the folder of a run with --from"),
        ("claims.jsonl", "{", "claims.jsonl, line 1: not JSON; run again"),
        ("claims.jsonl", '{"id": "x"}', "claims.jsonl, claim x: no field doc; run again"),
        ("questions.jsonl", '{"id": "x"}', "questions.jsonl, question x: no field story; run again"),
    ],
)
def test_broken_reports_are_told(name: str, content: str | None, told: str) -> None:
    path = REPORTS / name
    path.unlink() if content is None else path.write_text(content, encoding="utf-8")
    with pytest.raises(ReconcileError, match=told):
        explain("c01post", REPORTS)
