"""The order of the stages, and that what comes out of them does not depend on how they are called."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest

from reconcile import claims, engine, readers
from reconcile.model import Case, Claim, Finding, Question, Standing, maker, names

REPORTS = {
    "a.txt": "At least 18 people were killed when a bridge fell in Velm on Monday, the interior ministry said.",
    "b.txt": "The collapse of a bridge in Velm killed 12 people on Monday, state television reported.",
    "c.txt": "At least 18 people were killed when a bridge fell in Velm on Monday, the interior ministry said.",
    "d.txt": "The mayor opened a new library.",
}


@pytest.fixture
def pile(tmp_path: Path) -> Path:
    """A folder of reports on one event, of one day."""
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    lines = [f"{name},{name[0].upper()} Post,2031-03-03" for name in REPORTS]
    (tmp_path / "manifest.csv").write_text("\n".join(["doc,outlet,date", *lines, "nobody.txt,,"]), encoding="utf-8")
    return tmp_path


def test_a_case_holds_together(pile: Path) -> None:
    case = engine.run([pile])
    assert [Path(document.doc).name for document in case.documents] == list(REPORTS)
    assert [problem.place for problem in case.problems] == ["line 6"]
    assert [question.id for question in case.questions] == [verdict.question for verdict in case.verdicts]
    assert set(case.origins) == {claim.id for claim in case.claims}
    assert len({claim.id for claim in case.claims}) == len(case.claims) == 3
    for question in case.questions:
        assert [claim.id for claim in case.claims if claim.question == question.id] == sorted(
            question.claims, key=[claim.id for claim in case.claims].index
        )


def test_claims_come_by_place_and_questions_worst_first(pile: Path) -> None:
    case = engine.run([pile])
    places = [(claim.doc, claim.start, claim.measure) for claim in case.claims]
    assert places == sorted(places)
    worst = [list(Finding).index(verdict.finding) for verdict in case.verdicts]
    assert worst == sorted(worst)
    assert case.verdicts[0].finding is Finding.CONFLICT


def test_the_order_of_the_paths_does_not_matter(pile: Path) -> None:
    files = [pile / name for name in REPORTS]
    assert engine.run(files) == engine.run(files[::-1]) == engine.run([pile])


def test_ids_stay_when_other_documents_come_and_go(pile: Path) -> None:
    def ids(case: Case) -> set[str]:
        return {claim.id for claim in case.claims}

    assert ids(engine.run([pile / "a.txt"])) | ids(engine.run([pile / "b.txt"])) < ids(engine.run([pile]))


def test_progress_is_told_from_nothing_to_all(pile: Path) -> None:
    told: list[tuple[str, int, int]] = []
    engine.run([pile], progress=lambda stage, done, of: told.append((stage, done, of)))
    assert [(stage, done) for stage, done, of in told if done == of] == [("Extracting", 4), ("Comparing", 3)]
    assert [stage for stage, done, _ in told if done == 0] == ["Reading", "Extracting", "Comparing"]


def test_reports_read_together_claim_what_each_claims_alone(pile: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    documents, _ = readers.read([pile])
    alone = [claims.claim(document) for document in documents]
    assert list(engine.extract(documents)) == alone and any(alone)
    for size in (1, len(documents[0].text) + 1):
        monkeypatch.setattr(engine, "BATCH", size)
        assert list(engine.extract(documents)) == alone


def test_nothing_in_is_nothing_out(tmp_path: Path) -> None:
    case = engine.run([tmp_path])
    assert case == Case(
        documents=(), claims=(), questions=(), verdicts=(), origins={}, problems=(), settings=case.settings
    )


def test_the_order_of_claims_that_stand_in_one_place_does_not_matter(pile: Path) -> None:
    case = engine.run([pile])
    twins = [replace(claim, id=f"{claim.id}{n}") for claim in case.claims for n in range(2)]
    one, other = (engine.compare(case.documents, some) for some in (twins, twins[::-1]))
    assert one == other
    assert one.claims[0].question


@pytest.mark.parametrize("kind", [Standing, Question, Claim])
def test_a_record_made_quickly_is_the_record(kind: type[object], pile: Path) -> None:
    case = engine.run([pile])
    records = {Standing: case.verdicts[0].course[0], Question: case.questions[0], Claim: case.claims[0]}
    values = [getattr(records[kind], name) for name in names(kind)]
    made = maker(kind)(*values)
    assert made == records[kind]
    assert type(made) is kind
    with pytest.raises(FrozenInstanceError):
        setattr(made, names(kind)[0], "another")
