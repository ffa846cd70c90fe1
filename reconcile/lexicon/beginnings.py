"""Where any of many words begins: one pattern that tries no letter of a text twice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeAlias

Tree: TypeAlias = dict[str, "Tree"]


def beginnings(words: Iterable[str]) -> str:
    """A pattern for `re` that matches the shortest of the words with which a text goes on; any white space for a space.

    It is laid out letter by letter: where many words are looked for at every word of a text, to try them one after the
    other takes several times as long.
    """
    root: Tree = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _alternatives(root)


def meanings(named: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """What each beginning stands for: the names of all lists that have it, or a longer one that it hides.

    `named` are the lists by name; what `beginnings` found is looked up by `plain`.
    """
    pairs = sorted(((word, name) for name, words in named.items() for word in words), reverse=True)
    return {plain(word): frozenset(name for other, name in pairs if other.startswith(word)) for word, _ in pairs}


def plain(found: str) -> str:
    """A beginning as it was found, with single spaces and none at its end."""
    return " ".join(found.split())


def _alternatives(node: Tree) -> str:
    if "" in node:
        return ""
    found = [_letter(letter) + _alternatives(after) for letter, after in sorted(node.items())]
    return found[0] if len(found) == 1 else f"(?:{'|'.join(found)})"


def _letter(letter: str) -> str:
    return r"\s+" if letter == " " else re.escape(letter)
