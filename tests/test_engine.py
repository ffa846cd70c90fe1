"""The order of the stages, and that what comes out of them does not depend on how they are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from reconcile import engine
from reconcile.model import Case, Finding

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


def test_nothing_in_is_nothing_out(tmp_path: Path) -> None:
    case = engine.run([tmp_path])
    assert case == Case(
        documents=(), claims=(), questions=(), verdicts=(), origins={}, problems=(), settings=case.settings
    )
