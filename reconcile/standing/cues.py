"""The wordings that tell how a figure stands, compiled from `lexicon/LANGUAGE/standing.toml`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import TypeAlias

import regex

from reconcile.errors import LexiconError
from reconcile.lexicon import load, words
from reconcile.lexicon.beginnings import beginnings, meanings, plain

Pattern: TypeAlias = regex.Pattern[str]
Cue: TypeAlias = Mapping[str, tuple[str, ...]]  # patterns by the lists of signs of which each needs one

OWN, OTHER = "\ue000", "\ue001"  # stand for the figure in question and for the others in a view of its sentence
NO_SIGNS: frozenset[str] = frozenset()
ALWAYS = ("-",)  # in place of signs, for patterns that have none
NAME = regex.compile(r"(?<!\\p)\{([A-Za-z_]+)\}")
LISTS = (
    "rejects", "tidings", "untrue", "modals", "doubts", "plans", "primed", "guesses", "suffered", "unmoved", "done",
    "superlative", "wars", "perceived",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The cues of one language by what they tell, and the words that tie a time to a figure.

    Where none of the signs of a pattern stands, in small letters, it does not fit: `signs` finds them, `listed` says of
    which lists each one is; those `telling` can make a figure no plain assertion, those `answering` do so from the next
    sentence.
    """

    denied: Cue
    lowered: Cue
    formerly: Cue
    lowers: Cue
    rejects_before: Cue
    earlier_said: Cue
    taken_back_next: Cue
    planned: Cue
    ordered: Cue
    not_ordered: Cue
    historic: Cue
    waged: Cue
    once: Cue
    looks_back: Cue
    continues: Cue
    signs: re.Pattern[str]
    listed: Mapping[str, frozenset[str]]
    telling: frozenset[str]
    answering: frozenset[str]
    told: Pattern
    present: Pattern
    event: Pattern
    superlative: Pattern
    alike: Pattern
    happened: Pattern
    speech: Pattern
    clause: Pattern
    parting: Pattern
    relative: Pattern
    over: Pattern
    since: Pattern
    at_event: Pattern
    about: Pattern
    accused: Pattern
    article: Pattern
    parts_of: Pattern
    aside: Pattern
    outcome: Pattern
    until: Pattern
    lingering: Pattern
    from_then: frozenset[str]
    of: frozenset[str]
    short_lapses: tuple[str, ...]
    apart: tuple[str, ...]
    growing: frozenset[str]
    lasting: frozenset[str]
    gone: frozenset[str]
    leaving: frozenset[str]
    freed: frozenset[str]
    daily: frozenset[str]
    soldiers: frozenset[str]


@cache
def cues(language: str = "en") -> Cues:
    """The cues of a language; they are read once."""
    def listed(key: str) -> tuple[str, ...]:
        return words("standing", key, language)

    def any_of(key: str, before: str = r"\b", after: str = r"\b") -> Pattern:
        return compiled(f"{before}(?:{'|'.join(listed(key))}){after}")

    def lists_of(*keys: str) -> frozenset[str]:
        return frozenset(name for key in keys for entry in listed(key) for name in entry.partition(" ")[0].split(","))

    def cue(key: str) -> Cue:
        found: defaultdict[str, list[str]] = defaultdict(list)
        for names, _, pattern in (entry.partition(" ") for entry in listed(key)):
            for name in names.split(","):
                found[name].append(_filled(pattern, named))
        return MappingProxyType({name: tuple(some) for name, some in found.items()})

    named, signs = _named(language), _signs(language)
    return Cues(
        denied=cue("denied"),
        lowered=cue("lowered"),
        formerly=cue("formerly"),
        lowers=cue("lowers"),
        rejects_before=cue("rejects_before"),
        earlier_said=cue("earlier_said"),
        taken_back_next=cue("taken_back_next"),
        planned=cue("planned"),
        ordered=cue("ordered"),
        not_ordered=cue("not_ordered"),
        historic=cue("historic"),
        waged=cue("waged"),
        once=cue("once"),
        looks_back=cue("looks_back"),
        continues=cue("continues"),
        signs=re.compile(rf"\b{beginnings(chain(*signs.values()))}"),
        listed=MappingProxyType(meanings(signs)),
        telling=lists_of(
            "denied", "lowered", "formerly", "planned", "ordered", "historic", "waged", "once", "looks_back"
        ),
        answering=lists_of("rejects_before", "taken_back_next"),
        told=any_of("told"),
        present=any_of("present"),
        event=any_of("events"),
        superlative=any_of("superlative"),
        alike=any_of("alike"),
        happened=any_of("happened"),
        speech=any_of("speech"),
        clause=any_of("clause"),
        parting=any_of("parting"),
        relative=any_of("relative"),
        over=any_of("over"),
        since=any_of("from_then"),
        about=any_of("about", after=r"(?: the| an?)?\s*$"),
        accused=any_of("accused"),
        at_event=any_of("at_event", after=r"(?: the| an?)?\s*$"),
        article=any_of("articles", after=r"\s*$"),
        parts_of=any_of("parts_of"),
        aside=any_of("aside", before=r"\s*"),
        outcome=any_of("outcome", before=r",? ", after=r" \p{L}+ing\b"),
        until=any_of("until"),
        lingering=any_of("lingering", before=r"\A(?: [\w-]+){0,3} ", after=r"\b.*?\b(?:after|following|since)\b"),
        from_then=frozenset(listed("from_then")),
        of=frozenset(listed("of")),
        short_lapses=listed("short_lapses"),
        apart=listed("apart"),
        growing=frozenset(listed("growing")),
        lasting=frozenset(listed("lasting")),
        gone=frozenset(listed("gone")),
        leaving=frozenset(listed("leaving")),
        freed=frozenset(listed("freed")),
        daily=frozenset(listed("daily")),
        soldiers=frozenset(listed("soldiers")),
    )


@cache
def compiled(pattern: str) -> Pattern:
    """A pattern of a cue, compiled when it is first needed: most reports have the signs of a few, and all take long."""
    return regex.compile(pattern, regex.IGNORECASE)


def _filled(pattern: str, named: dict[str, str]) -> str:
    return NAME.sub(lambda match: named[match[1]], pattern)


def _named(language: str) -> dict[str, str]:
    """What stands for each {name} in a pattern."""
    def either(*keys: str) -> str:
        return "(?:" + "|".join(word for key in keys for word in words("standing", key, language)) + ")"

    unless_known = "".join(rf"(?<!\b{word} )" for word in words("standing", "known", language))
    return {
        **{key: either(key) for key in LISTS},
        "rejects": r"(?<!\bnor )(?<!\bor )(?<!\bnot )(?<!\bnever )" + either("rejects"),
        "event": either("events"),
        "N": OWN,
        "New": unless_known + OWN,
        "M": OTHER,
        "near": r"(?:[\w’'-]+ ){0,2}[\w’'-]+",
        "gap": r"(?:[^.;:!?]|(?<=\b\p{Lu})\.|\.(?=\d)){0,120}?",
        "claim": rf"(?:(?!\b{either('instead')}\b)[^.;:!?]){{0,120}}?",
        "reach": r".{0,250}?",
        "plain": rf"[\"“'‘]?(?!{either('stops', 'handling', 'done')}\b)[\w’'$€£%{OTHER}-]+",
        "heading": r"(?-i:\p{Lu})[\w.’'-]*(?: (?-i:\p{Lu})[\w.’'-]*){0,3}",
    }


def _signs(language: str) -> dict[str, tuple[str, ...]]:
    table = load("standing", language).get("signs")
    if not isinstance(table, dict):
        raise LexiconError(f"lexicon/{language}/standing.toml: signs must be a table of lists")
    return {name: tuple(map(str, some)) for name, some in table.items()}


def signs_in(known: Cues, words: str) -> frozenset[str]:
    """The lists of which a sign stands in some words."""
    found = known.signs.findall(words.lower())
    return frozenset().union(*[known.listed[plain(sign)] for sign in found]) if found else NO_SIGNS


def fits(cue: Cue, signs: Iterable[str], words: str) -> bool:
    """Whether one of the patterns of a cue fits words in which signs of these lists stand."""
    for name in signs:
        for pattern in cue.get(name, ()):
            if compiled(pattern).search(words):
                return True
    return False
