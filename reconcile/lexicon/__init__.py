"""Words as data: one TOML file a subject, by language, read once and checked where they are used."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TypeAlias

from reconcile.errors import LexiconError

Toml: TypeAlias = dict[str, object]


@cache
def load(name: str, language: str = "en") -> Toml:
    """The content of `lexicon/LANGUAGE/NAME.toml`; LexiconError names the file and the line that is broken."""
    path = files(__package__).joinpath(language, f"{name}.toml")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"lexicon/{language}/{name}.toml: {error}") from error


@cache
def words(name: str, key: str, language: str = "en") -> tuple[str, ...]:
    """The list of strings under `key` of a lexicon file; LexiconError if it is not one."""
    found = load(name, language).get(key)
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise LexiconError(f"lexicon/{language}/{name}.toml: {key} must be a list of strings")
    return tuple(found)


def rows(name: str, key: str, language: str = "en") -> tuple[Toml, ...]:
    """The tables `[[key]]` of a lexicon file; LexiconError if it has none."""
    found = load(name, language).get(key)
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise LexiconError(f"lexicon/{language}/{name}.toml: [[{key}]] is missing")
    return tuple(found)


@cache
def names_of(key: str, language: str = "en") -> frozenset[str]:
    """The names of the "months" or the "weekdays", full and short, in lower case."""
    return frozenset(name.lower() for entry in words("days", key, language) for name in entry.split())
