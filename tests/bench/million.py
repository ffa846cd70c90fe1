"""How fast given claims are reconciled: `python tests/bench/million.py [--stories 50000] [--profile] [--told] [--ten]`.

Makes up 20 claims a story from a seed, in about seven bare document records (outlet and day, no text), and prints the
seconds until every claim has its story, origin and question and every question its finding with course, bounds, counts,
current figures and reasons in words; the seconds and processor seconds a million claims; and the most memory that all
processes held together at any time, what they share counted once (looked up every other second or so, on Linux alone).

What each rule picks is worked out when it is asked for, so it is no part of that time: printed beside it is how long
the picks of all rules for all questions take, and the totals by rule over all events. With --told stories are given, as
by a table's column. With --ten the same for a tenth of the stories first: the time must grow no more than
twelvefold.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import resource
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from random import Random

from events import SMALL, cities
from holding import watched

from reconcile import engine, totals
from reconcile.model import Basis, Claim, Document, Qualifier, SourceType, Status

CLAIMS, REPORTS = 20, 7  # a story
OUTLETS = 400
MEASURES = ("killed", "killed", "injured", "displaced", "arrested")
SOURCES = (
    (None, None), (None, None), ("police", SourceType.POLICE), ("health ministry", SourceType.GOVERNMENT),
    ("the governor", SourceType.GOVERNMENT), ("state TV", SourceType.STATE_MEDIA), ("UN", SourceType.IGO),
    ("Red Crescent", SourceType.HEALTH_RESCUE), ("officials", SourceType.ANONYMOUS),
)  # fmt: skip
WHO = ("people", "people", "people", "people", "people", "children", "soldiers")


def pile(stories: int, seed: int = 1) -> tuple[list[Document], list[Claim], dict[str, str]]:
    """Bare documents, claims, and the story of each claim by its id."""
    documents: list[Document] = []
    claims: list[Claim] = []
    told: dict[str, str] = {}
    for number in range(stories):
        chance = Random(f"{seed}:{number}")
        city, day = chance.choice(cities()), date(2015, 1, 1) + timedelta(chance.randrange(4000))
        reports = list(_reports(number, day, chance))
        documents += reports
        sizes = {measure: chance.randrange(2, 900) for measure in MEASURES}
        for n in range(CLAIMS):
            claim = _claim(f"{number:x}.{n:x}", chance.choice(reports), city, sizes, chance)
            claims.append(claim)
            told[claim.id] = f"story-{number}"
    return documents, claims, told


def _reports(number: int, day: date, chance: Random) -> Iterator[Document]:
    for n in range(REPORTS):
        published = (day + timedelta(chance.randrange(3))).isoformat()
        outlet = f"Outlet {chance.randrange(OUTLETS)}"
        yield Document(doc=f"{number}/{n}", text="", sha256=f"{number:x}-{n}", outlet=outlet, published=published)


def _claim(id: str, report: Document, city: str, sizes: dict[str, int], chance: Random) -> Claim:
    measure = chance.choice(MEASURES)
    number = sizes[measure] + chance.choice((0, 0, 0, 3, 17))
    source, kind = chance.choice(SOURCES)
    words = SMALL[number] if number < len(SMALL) else str(number)
    who = chance.choice(WHO)
    bound = chance.random() < 0.2
    return Claim(
        id=id, doc=report.doc, start=chance.randrange(5000), end=5010, figure=f"at least {words}" if bound else words,
        low=number, high=None if bound else number, qualifier=Qualifier.AT_LEAST if bound else Qualifier.EXACT,
        measure=measure, who=who, place=city, source=source, relayed_by=None, source_type=kind,
        status=Status.ASSERTED, as_of=report.published, basis=Basis.TOTAL, part_of=None, question=None,
        sentence=f"{source or 'It'} said that {words} {who} were {measure} in {city}.", rule="given",
    )  # fmt: skip


def run(stories: int, *, given: bool) -> float:
    """The seconds that a pile of so many stories takes."""
    documents, claims, told = pile(stories)
    stages: list[str] = []
    began, busy = time.perf_counter(), _busy()

    def progress(stage: str, done: int, of: int) -> None:  # noqa: ARG001 - as it is called
        if done:
            stages.append(f"step {done} of {of} after {time.perf_counter() - began:.1f} s")

    with watched() as most:
        case = engine.compare(documents, claims, stories=told if given else None, progress=progress)
        took, busy = time.perf_counter() - began, _busy() - busy
    million = 1e6 / len(claims)
    print(f"{len(claims):,} claims, {stories:,} stories: {len(case.questions):,} questions in {took:.1f} s"
          f" ({', '.join(stages)}), {took * million:.0f} s a million,"
          f" {busy * million:.0f} s of processors a million, {most[0] / 1e6:.1f} GB")  # fmt: skip
    picked = _seconds(lambda: [dict(verdict.rules) for verdict in case.verdicts])
    summed = _seconds(lambda: totals.summed(totals.by_event(claims, told, {})))
    print(f"on top, when asked for: the picks of all rules {picked:.1f} s, totals by rule {summed:.1f} s", flush=True)
    return took


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _busy() -> float:
    """The processor seconds of this process and of those that it has ended."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--stories", type=int, default=50_000)
    parser.add_argument("--told", action="store_true", help="give the story of each claim")
    parser.add_argument("--ten", action="store_true", help="first a tenth of the stories")
    parser.add_argument("--profile", action="store_true")
    args = parser.parse_args()
    if args.profile:
        profile = cProfile.Profile()
        profile.runcall(run, args.stories, given=args.told)
        pstats.Stats(profile).sort_stats("tottime").print_stats(40)
        return
    less = run(args.stories // 10, given=args.told) if args.ten else None
    took = run(args.stories, given=args.told)
    if less:
        print(f"ten times the claims: {took / less:.1f} times the time")


if __name__ == "__main__":
    main()
