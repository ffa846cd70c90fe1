"""The most memory that a process and those below it hold together: `python tests/bench/holding.py PROCESS`, on Linux.

Looks until its input ends, and prints the most kB; of what several share, each counts its part. It looks twice a
second, or as seldom as takes no more than a fiftieth of the time of one processor: much memory takes long to count.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from os import getpid
from pathlib import Path
from select import select

EVERY = 0.5  # seconds
SHARE = 50  # times as long as a look takes, before the next


@contextmanager
def watched() -> Iterator[list[int]]:
    """A list that has, when the work is done, the most kB that this process and those below it held meanwhile."""
    most: list[int] = []
    command = [sys.executable, __file__, str(getpid())]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as watching:
        yield most
        most.append(int(watching.communicate()[0] or 0))


def main(process: int) -> None:
    most, took = 0, 0.0
    while not select([sys.stdin], [], [], max(EVERY, took * SHARE))[0]:
        began = time.process_time()
        most = max(most, held(process))
        took = time.process_time() - began
    print(most)


def held(process: int) -> int:
    """The kB of a process and of all below it but this one; 0 where nobody tells."""
    own = Path(f"/proc/{process}")
    try:
        lines = (own / "smaps_rollup").read_text(encoding="ascii").splitlines()
        below = {int(id) for id in (own / f"task/{process}/children").read_text(encoding="ascii").split()} - {getpid()}
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) + sum(held(id) for id in below)


if __name__ == "__main__":
    main(int(sys.argv[1]))
