"""The text of a measure file → the measure."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from itertools import product

from reconcile.errors import LexiconError
from reconcile.measures.records import Measure

LISTS = ("affects", "undergoes", "states", "nouns", "events", "groups", "near", "acts", "tolls", "phrases")
SETS = ("where", "about", "takes", "never", "only")


def parse(text: str, path: str) -> Measure:
    """A measure from the text of its file; LexiconError names the file and what is wrong with it."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path}: {error}") from error
    unknown = set(found) - {"name", "counts", "grows", "from", "least", "zero", "example", *LISTS, *SETS}
    if unknown or not isinstance(found.get("name"), str) or found.get("counts") not in ("people", "things"):
        raise LexiconError(
            f"{path}: "
            + (
                f"no such key: {', '.join(sorted(unknown))}"
                if unknown
                else 'needs name and counts ("people" or "things")'
            )
        )
    if not isinstance(found.get("grows", False), bool):
        raise LexiconError(f"{path}: grows must be true or false")
    for key in (*LISTS, *SETS):
        if not isinstance(found.get(key, []), list) or not all(isinstance(word, str) for word in found.get(key, [])):
            raise LexiconError(f"{path}: {key} must be a list of strings")
    return Measure(
        name=found["name"],
        counts=found["counts"],
        grows=found.get("grows", False),
        words={key: tuple(spelled for entry in found.get(key, ()) for spelled in _spelled(entry)) for key in LISTS},
        where=frozenset(found.get("where", ())),
        about=frozenset(found.get("about", ())),
        takes=frozenset(found.get("takes", ())),
        never=frozenset(found.get("never", ())),
        only=frozenset(found.get("only", ())),
        at_least=int(found.get("from", 1_000_000_000_000)),
        least=int(found.get("least", 1)),
        zero=found.get("zero"),
        examples=tuple(found.get("example", ())),
    )


def _spelled(entry: str) -> Iterator[str]:
    """An entry with each of the words that a slash joins: "join ~ march/rally" as two entries."""
    if "/" not in entry:
        return iter((entry,))
    return map(" ".join, product(*(word.split("/") for word in entry.split())))
