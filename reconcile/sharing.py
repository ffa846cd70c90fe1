"""Work shared among processes: pieces that depend on nothing of each other are done at once, where the system can fork.

What a piece needs is there without being sent, for a forked process has all that its parent had; only what it gives
comes back.
"""

from __future__ import annotations

import gc
import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeAlias, TypeVar, cast

T = TypeVar("T")
Work: TypeAlias = Callable[[], T]


def processors() -> int:
    """How many pieces of work can be done at once; 1 where no process can be forked."""
    if not hasattr(os, "fork"):
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def at_once(pieces: Sequence[Work[T]], *, most: int) -> list[T]:
    """What each piece gives, in their order; all but the first are done in processes of their own if `most` allows.

    An error in any of them is raised here.
    """
    if most < 2 or len(pieces) < 2:
        return [piece() for piece in pieces]
    started = [_started(piece) for piece in pieces[1:]]
    try:
        first = pieces[0]()
    finally:
        others = [_finished(number, pipe) for number, pipe in started]
    return [first, *(cast("T", _given(other)) for other in others)]


def _started(piece: Work[T]) -> tuple[int, int]:
    """A process that does a piece of work, by its number, and the pipe that what it gives comes through."""
    reading, writing = os.pipe()
    number = os.fork()
    if number:
        os.close(writing)
        return number, reading
    os.close(reading)
    try:
        try:
            told = pickle.dumps((True, piece()), protocol=pickle.HIGHEST_PROTOCOL)
        except Exception as error:  # the parent raises it
            told = pickle.dumps((False, error))
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(told)
    finally:
        os._exit(0)


def _finished(number: int, pipe: int) -> bytes:
    with os.fdopen(pipe, "rb") as given:
        told = given.read()
    os.waitpid(number, 0)
    return told


def _given(told: bytes) -> object:
    if not told:
        raise MemoryError("a process that shared the work was ended; fewer claims at once need less memory")
    done, given = pickle.loads(told)
    if not done:
        raise given
    return given


@contextmanager
def without_collecting() -> Iterator[None]:
    """Leaves what nobody needs any more where it is: to look for it among millions of records takes long."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
