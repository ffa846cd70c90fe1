"""Reports are read as well as they were: no score falls below the one that is kept."""

from __future__ import annotations

from pathlib import Path

import board
import floor
import pytest

from reconcile.tables import Row

KEPT = floor.kept()


@pytest.mark.parametrize("score", board.SHOWN)
def test_seeds_are_read_as_well_as_they_were(score: str) -> None:
    assert board.seeds()[score] >= KEPT["seeds"][score]


@pytest.mark.skipif(not board.SCORER.is_file(), reason="the labelled press reports are not here")
@pytest.mark.parametrize("score", board.SHOWN)
def test_press_reports_are_read_as_well_as_they_were(score: str) -> None:
    measured = board.press()
    assert measured
    assert measured[score] >= KEPT["press"][score]


def test_every_score_has_a_floor_and_no_other() -> None:
    assert set(KEPT) == {"seeds", "press"}
    for kept in KEPT.values():
        assert tuple(kept) == board.SHOWN
        assert all(0 <= share <= 1 for share in kept.values())


def test_a_floor_is_raised_and_never_lowered() -> None:
    low, high = dict.fromkeys(board.SHOWN, 0.5), dict.fromkeys(board.SHOWN, 0.8)
    assert set(floor.raised(low, high).values()) == {0.79}
    assert floor.raised(high, low) == high
    assert set(floor.raised({}, dict.fromkeys(board.SHOWN, 0.0)).values()) == {0.0}


def test_raising_keeps_what_cannot_be_measured_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(floor, "FLOOR", tmp_path / "floor.toml")
    monkeypatch.setattr(board, "press", lambda: dict.fromkeys(board.SHOWN, 0.9))
    floor.lift()
    monkeypatch.setattr(board, "press", lambda: None)
    floor.lift()
    assert set(floor.kept()["press"].values()) == {0.89}
    assert tuple(floor.kept()["seeds"]) == board.SHOWN


def test_scores_tell_right_from_wrong() -> None:
    marked: Row = {
        "doc": "a.txt", "start": 10, "end": 12, "low": 18, "high": 18, "qualifier": "exact", "measure": "killed",
        "who": "miners", "place": "Kozlu", "source": "energy ministry", "status": "asserted", "question": "q",
    }  # fmt: skip
    other: Row = marked | {"start": 40, "end": 42, "measure": "injured"}
    found: Row = marked | {"doc": "b/a.txt", "start": 11, "low": 19, "who": "people", "source": "ministry of energy"}
    both = board.matched([marked, other], [found])
    scores = board.of_claims(both, 2, 1)
    assert (scores["found.P"], scores["found.R"]) == (1.0, 0.5)
    assert [scores[name] for name in ("value", "who", "place", "source", "status")] == [0, 0, 1, 1, 1]
    for finding, share in (("single", 1.0), ("agree", 0.0)):
        asked: Row = {"claims": [["a.txt", 10]], "finding": "single"}
        assert board.of_questions(both, [asked], [{"id": "q", "finding": finding}])["verdict"] == share
