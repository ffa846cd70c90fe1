"""A measure as its file gives it, and the lookups that measures make."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeAlias

GAP = "~"  # in an entry: any words of a noun phrase, or none ("suffer ~ burns")


class Role(IntEnum):
    """What a word does for a measure, and in which form."""

    AFFECTS = 0  # finite and active, or a bare infinitive: "killed", "kill"
    AFFECTING = 1  # "killing"
    AFFECTED = 2  # the participle: "(were) killed"
    UNDERWENT = 3  # "died", "marched"
    UNDERGOES = 4  # "die", "marches": a form that may as well be a noun
    UNDERGOING = 5  # "marching", "dying"
    STATE = 6
    NOUN = 7
    EVENT = 8
    GROUP = 9
    NEAR = 10
    ACT = 11
    TOLL = 12


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may bind a figure to a measure: `words` follow it at once, `tail` may stand behind the object.

    `needs` are the last words of both, without which a sentence does not hold it.
    """

    measure: str
    role: Role
    words: tuple[str, ...]
    tail: tuple[str, ...]
    about: bool = False  # counts only where the document is about the measure
    needs: tuple[str, ...] = ()
    only: frozenset[str] = frozenset()  # the classes that alone it counts, where it counts but some
    rank: int = 0  # its place among those that start with the same word: the longer first


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure as its file gives it."""

    name: str
    counts: str
    grows: bool
    words: Mapping[str, tuple[str, ...]]
    where: frozenset[str]
    about: frozenset[str]
    takes: frozenset[str]
    never: frozenset[str]
    only: frozenset[str]
    at_least: int
    least: int
    zero: str | None
    examples: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True)
class Starts:
    """The triggers that start with a word.

    `alone` need nothing more; `longer` are found by the word that follows at once, `later` by the longest of those
    that they need farther on, behind a gap or behind the object.
    """

    alone: tuple[Trigger, ...]
    longer: Mapping[str, tuple[Trigger, ...]]
    later: Mapping[str, tuple[Trigger, ...]]


Gates: TypeAlias = dict[str, dict[str, tuple[frozenset[str], ...]]]  # by two words, the same twice if one is enough


@dataclass(frozen=True, slots=True)
class Wording:
    """A fixed wording of a measure: the words right before its figure and right behind it."""

    measure: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of a run by name, and every trigger by its first word, longest first.

    A sentence holds a trigger only where a word of `gates` stands with another that it gives there, and with all of the
    words of one of its sets, or, where the document has a word of `about`, where words of `gates_about` do. `takers`
    are the measures that take from others, with their populations' names.
    """

    by_name: Mapping[str, Measure]
    triggers: Mapping[str, Starts]
    takers: Mapping[str, frozenset[str]]
    gates: Gates
    gates_about: Gates
    about: frozenset[str]
    telling: Mapping[str, tuple[str, ...]]  # the measures by each word that a document about them has
    wordings: Mapping[str, tuple[Wording, ...]]
