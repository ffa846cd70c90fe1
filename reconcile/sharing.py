"""Work shared among processes: pieces that depend on nothing of each other are done at once, where the system can fork.

What a piece needs is there without being sent, for a forked process has all that its parent had; only what it gives
comes back.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from multiprocessing.reduction import ForkingPickler
from typing import Final, TypeAlias, TypeVar

T = TypeVar("T")
S = TypeVar("S")
FORK: Final = "fork"
TICKET: Final = 4  # bytes of the number of a piece
ENDED: Final = "a process that shared the work was ended; fewer claims at once need less memory"
Work: TypeAlias = Callable[[], T]


def processors() -> int:
    """How many pieces of work can be done at once; 1 where no process can be forked."""
    if FORK not in get_all_start_methods():
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def at_once(pieces: Sequence[Work[T]], *, most: int) -> list[T]:
    """What each piece gives, in their order; all but the first are done in processes of their own if `most` allows.

    An error in any of them is raised here.
    """
    if most < 2 or len(pieces) < 2:
        return [piece() for piece in pieces]
    first, others = beside(pieces[0], pieces[1:])
    return [first, *others]


def both(piece: Work[T], other: Work[S], *, most: int) -> tuple[T, S]:
    """What two pieces give; the other is done in a process of its own if `most` allows."""
    if most < 2:
        return piece(), other()
    here, (there,) = beside(piece, [other])
    return here, there


def beside(piece: Work[T], others: Sequence[Work[S]]) -> tuple[T, list[S]]:
    """What a piece gives that is done here, and what others give that are meanwhile done in processes of their own.

    An error in any of them is raised here.
    """
    started = [_started(other) for other in others]
    try:
        first = piece()
    finally:
        told: list[tuple[S, Exception | None]] = [_finished(process, pipe) for process, pipe in started]
    return first, [_given(one) for one in told]


def in_turn(pieces: Sequence[Work[T]], *, most: int, pack: Callable[[T], S], unpack: Callable[[S], T]) -> Iterator[T]:
    """What pieces give, as it comes; each of `most` processes takes the next piece when it is done with one, this one
    when it is asked for more.

    What others give is packed there and unpacked here, between two pieces. An error in any of them is raised here.
    A few thousand pieces at most: their tickets wait in one pipe.
    """
    if most < 2 or len(pieces) < 2:
        yield from (piece() for piece in pieces)
        return
    tickets = _tickets(len(pieces))
    started = [_begun(partial(_do_some, pieces, pack, tickets)) for _ in range(most - 1)]
    pipes, left = [pipe for _, pipe in started], len(pieces)
    try:
        while left:
            ready = wait(pipes, 0)
            if not ready and (piece := _next(pieces, tickets)):
                left -= 1
                yield piece()
                continue
            ready = ready or wait(pipes)
            for pipe in [one for one in pipes if one in ready]:
                try:
                    given = _given(pipe.recv())
                except EOFError:
                    pipes.remove(pipe)
                else:
                    left -= 1
                    yield unpack(given)
            if not pipes and left:
                raise MemoryError(ENDED)
    finally:
        while _next(pieces, tickets):
            pass  # nobody is to begin another
        os.close(tickets)
        for process, pipe in started:
            pipe.close()
            process.join()


def _tickets(number: int) -> int:
    """A pipe with a ticket for each piece of work, from which whoever reads takes the next; the end is to be closed."""
    reading, writing = os.pipe()
    os.write(writing, b"".join(at.to_bytes(TICKET, "big") for at in range(number)))
    os.close(writing)
    return reading


def _next(pieces: Sequence[Work[T]], tickets: int) -> Work[T] | None:
    """The piece that nobody has taken yet, if any is left."""
    ticket = os.read(tickets, TICKET)
    return pieces[int.from_bytes(ticket, "big")] if ticket else None


def _do_some(pieces: Sequence[Work[T]], pack: Callable[[T], S], tickets: int, pipe: Connection) -> None:
    with ThreadPoolExecutor(1) as sender:  # one piece is on its way while the next is done
        try:
            while piece := _next(pieces, tickets):
                sender.submit(pipe.send_bytes, ForkingPickler.dumps((pack(piece()), None)))
        except Exception as error:  # the parent raises it
            sender.submit(pipe.send, (None, error))


def _started(piece: Work[T]) -> tuple[ForkProcess, Connection]:
    """A process that does a piece of work, and the pipe that what it gives comes through."""
    return _begun(partial(_do, piece))


def _begun(work: Callable[[Connection], None]) -> tuple[ForkProcess, Connection]:
    """A process that works and sends what comes of it, and the pipe that this comes through."""
    reading, writing = get_context(FORK).Pipe(duplex=False)
    process = get_context(FORK).Process(target=work, args=(writing,))
    process.start()
    writing.close()
    return process, reading


def _do(piece: Work[T], pipe: Connection) -> None:
    try:
        pipe.send((piece(), None))
    except Exception as error:  # the parent raises it
        pipe.send((None, error))


def _finished(process: ForkProcess, pipe: Connection) -> tuple[T, Exception | None]:
    try:
        given: tuple[T, Exception | None] = pipe.recv()
    except EOFError as error:
        raise MemoryError(ENDED) from error
    finally:
        process.join()
    return given


def _given(told: tuple[T, Exception | None]) -> T:
    given, error = told
    if error:
        raise error
    return given


@contextmanager
def without_collecting() -> Iterator[None]:
    """Leaves what nobody needs any more where it is: to look for it among millions of records takes long.

    Afterwards all that there is counts as old, so that it is not looked through at once.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():  # nobody else has set anything aside
            gc.freeze()
            gc.unfreeze()
        if collecting:
            gc.enable()
