"""The words without which no sentence has a figure of any measure: what has none of them is not read closely."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

import regex

from reconcile.errors import LexiconError
from reconcile.lexicon import load, rows, words
from reconcile.measures.records import Gates, Trigger, Wording

WORDS = regex.compile(r"\w+")
SMALL = (
    "determiners",
    "be",
    "have",
    "modals",
    "prepositions",
    "conjunctions",
    "relatives",
    "pronouns",
    "adverbs",
    "quantities",
)


def gates_of(
    ranked: Mapping[str, tuple[Trigger, ...]], wordings: Iterable[Wording], *, about: bool | None
) -> Gates:
    """The most telling word of each trigger and wording, as a run of letters, with another and what else must be.

    It is no small word, and one that few triggers share. `about` chooses the triggers for documents about a measure,
    or those for any; None takes both.
    """
    small = _small_words()
    found = [(first, trigger) for first, some in ranked.items() for trigger in some]
    runs = {key: WORDS.findall(" ".join((key[0], *key[1].words, *key[1].tail))) for key in found}
    fixed = [WORDS.findall(" ".join((*one.before, *one.after))) for one in wordings]
    shared = Counter(word for run in runs.values() if len(run) > 1 for word in set(run))
    found_by: dict[str, set[frozenset[str]]] = defaultdict(set)
    found_by |= _standing()
    asked = [run for (_, trigger), run in runs.items() if about is None or trigger.about == about]
    for run in (*asked, *fixed):
        telling = min(run, key=lambda word: (word in small, shared[word], -len(word)))
        found_by[telling].add(frozenset(run) - {telling})
    return {word: _by_another(word, sets) for word, sets in found_by.items()}


def _by_another(word: str, sets: Iterable[frozenset[str]]) -> dict[str, tuple[frozenset[str], ...]]:
    """The sets of words that must stand with `word` by the longest of each, and what else they hold."""
    found: dict[str, list[frozenset[str]]] = defaultdict(list)
    for some in sorted(sets, key=sorted):
        other = max(sorted(some), key=len, default=word)
        found[other].append(some - {other})
    return {other: tuple(sorted(rest, key=len)) for other, rest in found.items()}


def _standing(language: str = "en") -> dict[str, set[frozenset[str]]]:
    """The gates that stand whatever the measures."""
    found: dict[str, set[frozenset[str]]] = {}
    for row in rows("grammar", "gate", language):
        listed, needs = row.get("words"), row.get("needs")
        if not isinstance(listed, list) or not isinstance(needs, list):
            raise LexiconError(f"lexicon/{language}/grammar.toml: [[gate]] needs words and needs")
        for word in (*listed, *(_peoples(language) if row.get("peoples") else ())):
            found[word] = {frozenset(some) for some in needs}
    return found


@cache
def _peoples(language: str = "en") -> tuple[str, ...]:
    """The names of peoples in the plural: "Poles", "Japanese"."""
    table = load("populations", language).get("nationality")
    names = [str(name) for some in table.values() for name in some] if isinstance(table, dict) else []
    return tuple(name.partition("/")[2] or f"{name}s" for name in names if "." not in name)


@cache
def _small_words(language: str = "en") -> frozenset[str]:
    """The words that stand in any sentence."""
    return frozenset(word for key in SMALL for word in words("grammar", key, language))
