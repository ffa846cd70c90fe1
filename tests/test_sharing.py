"""Work shared among processes gives what it gives in one."""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
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


def slow() -> int:
    time.sleep(0.05)  # so that others come to a piece
    return 1


def long(one: str) -> str:
    return one * 10**6


def begun(sent: str) -> str:
    return sent[0]


def ended_elsewhere(own: int) -> int:
    return slow() if os.getpid() == own else ended()


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
@pytest.mark.parametrize("most", [1, 2, 4])
@pytest.mark.parametrize("number", [0, 1, 2, 70])
def test_pieces_taken_in_turn_are_all_done_once(most: int, number: int) -> None:
    pieces = [partial(pow, 2, n) for n in range(number)]
    assert sorted(sharing.in_turn(pieces, most=most, pack=str, unpack=int)) == [2**n for n in range(number)]


@forking
def test_what_others_give_is_more_than_a_pipe_holds() -> None:
    pieces = [partial(str, n) for n in range(9)]
    found = sharing.in_turn(pieces, most=3, pack=long, unpack=begun)
    assert sorted(found) == [str(n) for n in range(9)]


@forking
@pytest.mark.parametrize("at", range(4))
def test_an_error_in_a_piece_taken_in_turn_is_raised(at: int) -> None:
    pieces: list[Callable[[], int]] = [partial(int, "1")] * 4
    pieces[at] = broken
    with pytest.raises(ValueError, match="no good"):
        list(sharing.in_turn(pieces, most=2, pack=str, unpack=int))


@forking
def test_what_cannot_be_sent_is_told_of() -> None:
    with pytest.raises(Exception, match="pickle"):
        list(sharing.in_turn([slow] * 6, most=2, pack=lambda _: threading.Lock(), unpack=lambda _: 0))


@forking
def test_a_process_that_is_ended_between_pieces_is_told_of() -> None:
    own = os.getpid()
    with pytest.raises(MemoryError, match="was ended"):
        list(sharing.in_turn([partial(ended_elsewhere, own)] * 6, most=2, pack=str, unpack=int))


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
