"""The words that tell one event from another, and those that do not: `lexicon/LANGUAGE/stories.toml`."""

from __future__ import annotations

from functools import cache

import regex

from reconcile.errors import LexiconError
from reconcile.lexicon import load, words


def kind_of(text: str, language: str = "en") -> str:
    """The kind of event that a headline or lead speaks of most; empty where it holds no word of any."""
    lower = text.lower()
    if not lower.strip():
        return ""
    told = {name: len(pattern.findall(lower)) for name, pattern in _kinds(language)}
    return max(told, key=lambda name: told[name]) if any(told.values()) else ""


def gap(kind: str, language: str = "en") -> int:
    """The days without a report after which a report at the same place is about another event."""
    gaps = _gaps(language)
    return gaps.get(kind, gaps["blow"])


def longest_gap(language: str = "en") -> int:
    """The most days that any kind of event goes without a report."""
    return max(_gaps(language).values())


def is_wide(place: str, language: str = "en") -> bool:
    """Whether a place is so wide that a count for it says nothing of a place inside: "Europe"."""
    return place.lower() in _listed("wide", language)


def no_names(language: str = "en") -> frozenset[str]:
    """Words that are written with a capital and name nobody in particular."""
    return _listed("no_names", language)


@cache
def _listed(key: str, language: str) -> frozenset[str]:
    return frozenset(words("stories", key, language))


@cache
def _kinds(language: str) -> tuple[tuple[str, regex.Pattern[str]], ...]:
    return tuple((name, _any_of(entry.get("words"))) for name, entry in _table(language).items())


@cache
def _gaps(language: str) -> dict[str, int]:
    return {name: days for name, entry in _table(language).items() if isinstance(days := entry.get("gap"), int)}


def _table(language: str) -> dict[str, dict[str, object]]:
    found = load("stories", language).get("kind")
    if not isinstance(found, dict) or not all(isinstance(entry, dict) for entry in found.values()):
        raise LexiconError(f"lexicon/{language}/stories.toml: [kind] must be a table of tables")
    return found


def _any_of(phrases: object) -> regex.Pattern[str]:
    listed = phrases if isinstance(phrases, list) else []
    return regex.compile(r"\b\L<phrases>\b", phrases=[str(phrase) for phrase in listed])
