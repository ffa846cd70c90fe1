"""How well and how fast speakers are told: `python tests/bench/speakers.py [--profile]`.

Prints, for the labelled folders in `../shared/dev` where they are there, the share of the claims with a relay for which
`relayed_by` is right, and of the claims in the outlet's own voice those that are given a source; then the megabytes a
second of processor time of `who_says` asked for every number of a text, the best of a few runs in one process, for
general prose, for the sentences of `speakers.toml` set as reports (a speaker in nearly every one) and for the labelled
reports; then the seconds for hostile texts of growing size, which must grow no faster than the text.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path

import regex
from speed import GENERAL, of_size

from reconcile import who_says
from reconcile.model import Span

HERE = Path(__file__).parent
DEV = HERE.parents[2] / "shared" / "dev"
NUMBER = regex.compile(r"\d[\d,.]*\d|\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|thousands)\b")
WORDS = regex.compile(r"[^\W_]+")
SMALL = frozenset("the a an of in on and".split())
SIZE, RUNS = 500_000, 5


def same(one: str | None, other: str | None) -> bool:
    """Whether two names share a word that tells."""
    return not _told(one).isdisjoint(_told(other))


def _told(name: str | None) -> set[str]:
    return {word.rstrip("s") for word in WORDS.findall((name or "").lower())} - SMALL


def quality() -> None:
    chains = relayed = extra = own = given = 0
    for folder in sorted(path.parent for path in DEV.glob("*/claims.jsonl")):
        rows = [json.loads(line) for line in (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
        for doc in sorted({row["doc"] for row in rows}):
            here = [row for row in rows if row["doc"] == doc]
            text = (folder / "docs" / doc).read_text(encoding="utf-8")
            for row, told in zip(here, who_says(text, [(row["start"], row["end"]) for row in here]), strict=True):
                relays = told.relays if told else ()
                chains += bool(row["relayed_by"])
                relayed += bool(row["relayed_by"]) and any(same(relay, row["relayed_by"]) for relay in relays[:1])
                extra += bool(relays and not row["relayed_by"])
                own += row["source"] is None
                given += row["source"] is None and bool(told and told.source)
    if not own:
        print("the labelled folders are not beside the project")
        return
    print(f"relayed_by right for {relayed} of {chains} labelled chains: {relayed / max(1, chains):.0%} (wanted: 70 %)")
    print(f"a relay where none is labelled: {extra}")
    print(f"own voice given a source: {given} of {own}: {given / own:.1%} (wanted: at most 7 %)")


def numbers(text: str) -> list[Span]:
    return [found.span() for found in NUMBER.finditer(text)]


def texts() -> Iterator[tuple[str, list[str]]]:
    yield "general", of_size(GENERAL, SIZE)
    table = tomllib.loads((HERE.parent / "speakers.toml").read_text(encoding="utf-8"))
    rows = [regex.sub(r"[{}]", "", row["text"]).replace("\n\n", " ") for group in table.values() for row in group]
    yield "speakers.toml", of_size(rows, SIZE // 5)
    if DEV.exists():
        yield "shared/dev", [path.read_text(encoding="utf-8") for path in sorted(DEV.glob("*/docs/*.txt"))]


def seconds(asked: list[tuple[str, list[Span]]]) -> float:
    began = time.process_time()
    for text, spans in asked:
        who_says(text, spans)
    return time.process_time() - began


def speed() -> None:
    print(f"\n{'text':14}{'MB':>6}{'characters a number':>21}{'MB/s':>8}")
    for name, reports in texts():
        asked = [(text, numbers(text)) for text in reports]
        size, count = sum(len(text.encode()) for text in reports), sum(len(spans) for _, spans in asked)
        best = min(seconds(asked) for _ in range(RUNS))
        print(f"{name:14}{size / 1e6:6.2f}{size / count:21.0f}{size / 1e6 / best:8.2f}")


def hostile(size: int) -> dict[str, str]:
    """Texts that are made to be slow, of about `size` characters."""
    return {
        "one long line": "police said 12 people were killed, officials told Reuters, and 30 hurt " * (size // 71),
        "one sentence": "Ana Ruiz said 12 died and he said 3 fled, she added, " * (size // 53),
        "numbers": "12 " * (size // 3),
        "deep quotes": "“" * (size // 3) + "12 dead, he said" + "”" * (size // 3) + " 12" * (size // 9),
        "open quotes": "\n\n".join(["“We lost 12."] * (size // 14)),
        "brackets": "(12 officials said (" * (size // 20),
        "commas": "police, 12, a, said, " * (size // 21),
        "names": "Ana Bo Cy Di 12 " * (size // 16),
        "pronouns": "He said 12. " * (size // 12),
        "surnames": "Ruiz said 12 died.\n\n" * (size // 20),
        "acronyms": "The ABC (ABC) said 12 died. " * (size // 28),
        "colons": "Police: 12: police: 3 - " * (size // 24),
        "cues": "said told 12 reported according to " * (size // 35),
        "apostrophes": "'12 ' said " * (size // 11),
    }


def growth() -> None:
    sizes = (10_000, 100_000, 1_000_000)
    print(f"\n{'hostile text':16}" + "".join(f"{size:>12,}" for size in sizes) + "   seconds; characters")
    for name in hostile(1000):
        took = [seconds([(text, numbers(text))]) for text in (hostile(size)[name] for size in sizes)]
        print(f"{name:16}" + "".join(f"{one:12.3f}" for one in took), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--profile", action="store_true", help="profile who_says on the labelled reports instead")
    if parser.parse_args().profile:
        asked = [(text, numbers(text)) for _, reports in texts() for text in reports]
        cProfile.runctx("seconds(asked)", globals(), {"asked": asked}, sort="tottime")
        return
    quality()
    speed()
    growth()


if __name__ == "__main__":
    main()
