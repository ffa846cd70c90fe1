"""Work shared among processes gives what it gives in one."""

from __future__ import annotations

import gc
import os
import sys
import weakref
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent / "bench"))

from simulate import pile

from reconcile import engine, sharing

forking = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system forks no processes")


def broken() -> int:
    raise ValueError("no good")


def ended() -> int:
    os._exit(1)


@forking
@pytest.mark.parametrize("most", [1, 2, 4])
def test_pieces_come_back_in_their_order(most: int) -> None:
    pieces = [partial(pow, 2, n) for n in range(5)]
    assert sharing.at_once(pieces, most=most) == [1, 2, 4, 8, 16]
    assert sharing.at_once([os.getpid, os.getpid], most=2)[0] == os.getpid()
    assert len(set(sharing.at_once([os.getpid, os.getpid], most=most))) == min(most, 2)


@forking
@pytest.mark.parametrize("most", [1, 2])
def test_of_two_pieces_the_other_is_done_elsewhere_if_it_may_be(most: int) -> None:
    here, there = sharing.both(os.getpid, os.getpid, most=most)
    assert here == os.getpid()
    assert (there == here) is (most == 1)


@forking
@pytest.mark.parametrize("at", [0, 1])
def test_an_error_is_raised_where_the_work_was_asked_for(at: int) -> None:
    pieces: list[Callable[[], int]] = [partial(int, "1"), partial(int, "2")]
    pieces[at] = broken
    with pytest.raises(ValueError, match="no good"):
        sharing.at_once(pieces, most=2)


@forking
def test_a_process_that_is_ended_is_told_of() -> None:
    pieces: list[Callable[[], int]] = [partial(int, "1"), ended]
    with pytest.raises(MemoryError, match="was ended"):
        sharing.at_once(pieces, most=2)


@forking
def test_claims_compared_by_two_processes_come_to_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    made = pile(21, 6)
    alone = engine.compare(made.documents, made.claims)
    monkeypatch.setattr(engine, "MANY", 0)
    monkeypatch.setattr(sharing, "processors", lambda: 2)
    assert engine.compare(made.documents, made.claims) == alone


def test_reports_read_by_several_processes_come_to_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    made = pile(21, 6)
    alone, told = engine.reconcile(made.documents), list[tuple[str, int, int]]()
    monkeypatch.setattr(engine, "MUCH", 0)
    monkeypatch.setattr(sharing, "processors", lambda: 3)
    shared = engine.reconcile(made.documents, progress=lambda *step: told.append(step))
    assert shared == alone and shared.claims
    read = [(done, of) for stage, done, of in told if stage == "Extracting"]
    assert read == sorted(read) and read[-1] == (len(made.documents), len(made.documents))


def test_collecting_goes_on_afterwards() -> None:
    with sharing.without_collecting():
        assert not gc.isenabled()
        left = weakref.ref(Ring())
    assert gc.isenabled()
    assert not gc.get_freeze_count()
    gc.collect()
    assert left() is None


class Ring:
    """What nothing but itself refers to."""

    def __init__(self) -> None:
        self.itself = self
