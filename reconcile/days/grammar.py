"""The words of time of one language, compiled from its lexicon: `lexicon/LANGUAGE/days.toml`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import TypeAlias

import regex

from reconcile.errors import LexiconError
from reconcile.lexicon import load, words
from reconcile.lexicon.beginnings import beginnings, meanings

YEAR = r"(?:18|19|20)\d\d"
Pattern: TypeAlias = regex.Pattern[str]
Lists: TypeAlias = Callable[[str], tuple[str, ...]]

READINGS = ("date", "month", "holiday", "weekday", "offset", "ago", "lapse", "span", "unit", "era", "years", "year")
# What a reading may say of a time, so that each can be asked for it.
PARTS = ("year", "whose", "month", "m", "dom", "sep", "weekday", "which", "n", "unit", "u", "side", "until")
NEVER = "(?!)" + "".join(f"(?P<{part}>)" for part in PARTS)
# Years and dates in figures, and the readings that they can be part of.
IN_FIGURES = (
    r"(?P<in_day>(?:19|20)\d\d-\d|\d\d?[./]\d\d?[./])|(?P<in_year>(?:19|20)\d\d)|(?P<in_era>\d0[’']?s)"
)
BY_FIGURES = {
    "in_day": frozenset({"date", "year"}), "in_year": frozenset({"year", "era"}), "in_era": frozenset({"era"})
}
PLACE = regex.compile(r"(?<!\\p)\{([A-Za-z]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Grammar:
    """What reads the words of time.

    Each of the `readings` has a pattern; near a trigger only those have to be tried that are `triggered` by it and have
    one of the words there that they need.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    counts: Mapping[str, int]
    names: tuple[str, ...]  # of the weekdays, Monday first
    units: Mapping[str, str]
    steps: Mapping[str, int]
    bounds: frozenset[str]
    running: frozenset[str]
    begun: Pattern  # a clause that such a word opens, up to its end
    known_by: Pattern  # a year by which an event is known
    coming: frozenset[str]
    past_it: frozenset[str]
    unfinished: tuple[str, ...]
    offsets: tuple[tuple[int, Pattern], ...]
    near: tuple[str, ...]  # words without one of which no offset stands in a text, in lower case
    holidays: tuple[tuple[str, Pattern], ...]
    readings: Mapping[str, Pattern]
    triggers: re.Pattern[str]
    triggered: Mapping[str, frozenset[str]]
    needs: Mapping[str, tuple[str, ...]]
    published: Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class Ties:
    """What tells which words of time belong to a figure, and which figures go on growing.

    `edges`, `growing` and `grave` are found in text in lower case.
    """

    said: Pattern
    says: Pattern
    after_saying: Pattern
    beside: Pattern
    founded: Pattern
    befell: Pattern
    comparing: Pattern
    set_against: Pattern
    over: Pattern
    contact: Pattern
    of_part: Pattern
    before_that: Pattern
    tally: Pattern
    edges: re.Pattern[str]
    subordinate: Pattern
    joined: Pattern
    as_of: Pattern
    then: Pattern
    growing: re.Pattern[str]
    grave: re.Pattern[str]


@cache
def grammar(language: str = "en") -> Grammar:
    """The grammar of a language; it is compiled once."""
    def listed(key: str) -> tuple[str, ...]:
        return words("days", key, language)

    named = _named(listed)
    triggers = _triggers(language)
    return Grammar(
        months=_ranks(listed("months"), 1),
        weekdays=_ranks(listed("weekdays"), 0),
        counts=_ranks([entry.replace(" ", "_").replace("|", " ") for entry in listed("counts")], 1),
        units=MappingProxyType({word: size for size, word in _keyed(listed("units"))}),
        steps=MappingProxyType({word: int(step) for step, word in _keyed(listed("steps"))}),
        bounds=frozenset(listed("bounds")),
        running=frozenset(listed("running")),
        begun=_compiled(
            rf"\b(?P<bound>{'|'.join(listed('running'))})(?: (?!(?:{'|'.join(listed('edges'))})\b)[^\W\d][\w.'’-]*)+ $"
        ),
        known_by=_compiled(
            rf"\b(?:{'|'.join(listed('known_by'))}|\w+(?:[’']s|s[’'])) (?:{YEAR}[-–/])?"
            rf"(?P<year>{YEAR})(?= (?-i:\p{{Ll}}{{3,}}))"
        ),
        coming=frozenset(listed("coming")),
        past_it=frozenset(listed("past_it")),
        unfinished=listed("unfinished"),
        names=tuple(entry.split()[0] for entry in listed("weekdays")),
        offsets=tuple((int(number), _compiled(found)) for number, found in _keyed(listed("offsets"))),
        near=_table("triggers", language)["offset"],
        holidays=tuple((day, regex.compile(name)) for day, name in _keyed(listed("holidays"))),
        readings=MappingProxyType({
            name: _compiled(rf"(?<![\w’'-])(?:{_either(listed(name), named)}|{NEVER})") for name in READINGS
        }),
        triggers=re.compile(rf"\b(?:{beginnings(chain(*triggers.values()))}|(?=\d)(?:{IN_FIGURES}))"),
        triggered=MappingProxyType({**meanings(triggers), **BY_FIGURES}),
        needs=MappingProxyType(_table("needs", language)),
        published=_compiled(rf"(?:{_either(listed('published'), {**named, 'date': _whole_dates(named, listed)})})\s*$"),
    )


@cache
def ties(language: str = "en") -> Ties:
    """The ties of a language; they are compiled once."""
    def listed(key: str) -> str:
        return "|".join(words("days", key, language))

    saying = listed("saying")
    return Ties(
        said=_compiled(
            rf"\b(?:{saying})(?:,? (?!(?:{listed('breaks')})\b)[^\W\d][\w.'’”\"-]*){{0,6}},? (?:(?:on|late|early) )*$"
        ),
        says=_compiled(rf",?\s+[^,;.\d]{{0,70}}\b(?:{saying})\b"),
        after_saying=_compiled(rf"(?: (?:{listed('parts')}))?(?:[,.;]|\s+(?:that|as)\b|\s*$)"),
        beside=_compiled(rf"\b(?:{listed('beside')}) (?:the )?$"),
        founded=_compiled(rf"\b(?:{listed('founded')})\b"),
        befell=_compiled(rf"\b(?:{listed('passing')})\s+(?:[\p{{L}}’'-]+\s+){{1,8}}?(?:{listed('befell')})\b[^,;:.]{{0,50}}$"),
        comparing=_compiled(rf"\b(?:{listed('comparing')})\b[^.;:]{{0,80}}$"),
        set_against=_compiled(rf"\b(?:{listed('set_against')})\b[^.;:]{{0,60}}$"),
        over=_compiled(rf"\b(?:{listed('beside')}) $"),
        contact=_compiled(
            rf"(?: (?!(?:{listed('edges')})\b)[\w'’-]+){{1,5}},? (?:(?:that|whom|which) )?(?:{listed('actors')}) "
            rf"(?:had |have |has )?\p{{L}}+[^,;:.]{{0,60}}"
        ),
        of_part=_compiled(rf"\b(?:{listed('of_part')})\b[^,;.]*$"),
        before_that=_compiled(rf"\b(?:{listed('before_that')})\b"),
        tally=_compiled(rf"\b(?:{listed('tally')})\b[^.;:,]{{0,60}}\b(?:{listed('tally_of')})\b[^.;:,]{{0,60}}$"),
        edges=re.compile(rf"(?P<hard>[.;:!?]\s|\s[—–-]+\s|—|\n\s*\n)|(?P<comma>,)|\b(?:{listed('edges')})\b"),
        subordinate=_compiled(rf"\b(?:{listed('subordinate')})\b"),
        joined=_compiled(rf"\s*(?:{listed('joints')})\s*(?:(?:early|late|on) )*"),
        as_of=_compiled(rf"\b(?:{listed('as_of')}) (?:\w+ )?$"),
        then=_compiled(rf"\b(?:{listed('then')})\b"),
        growing=re.compile(rf"\b(?:{listed('growing')})\b"),
        grave=re.compile(rf"\b(?:{listed('grave')})\b"),
    )


def _compiled(pattern: str) -> Pattern:
    return regex.compile(pattern, regex.IGNORECASE | regex.MULTILINE)


def _ranks(entries: Sequence[str], first: int) -> Mapping[str, int]:
    """The rank of each word, from `first`; the words of one entry share theirs."""
    ranked = [(word, rank) for rank, entry in enumerate(entries, first) for word in entry.split()]
    return MappingProxyType({word.replace("_", " ").lower(): rank for word, rank in ranked})


def _keyed(entries: Sequence[str]) -> list[tuple[str, str]]:
    """Entries of a key, a space and a pattern, taken apart."""
    return [(key, pattern) for key, _, pattern in (entry.partition(" ") for entry in entries)]


def _named(listed: Lists) -> dict[str, str]:
    """What stands for each {name} in a pattern."""
    not_before = "".join(rf"(?<!\b{name} )" for name in listed("not_before_day"))
    counts = [word for entry in listed("counts") for word in entry.split("|")]
    return {
        "Month": f"(?P<month>{_names(listed('months'), full=True)})",
        "month": rf"(?P<month>{_names(listed('months'), full=False)})\.?",
        "Weekday": rf"{not_before}(?P<weekday>{_names(listed('weekdays'), full=True)})"
        rf"(?! (?-i:{_any_of(listed('not_after_day'))})\b)",
        "wd": f"(?P<weekday>{_names(listed('weekdays'), full=False)})",
        "n": rf"(?P<n>\d{{1,3}}|{_any_of(counts)})(?: of)?",
        "many": f"(?:{_any_of(listed('vague_counts'))})",
        "unit": rf"(?P<unit>{_any_of([unit for _, unit in _keyed(listed('units'))])})s?\b",
        "dom": r"(?P<dom>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?",
        "year": r"(?P<year>(?:19|20)\d\d)",
        "part": rf"(?:{_any_of(listed('parts'))})\b",
        "ofyear": f"(?:{_any_of(listed('of_year'))})",
        "offset": "(?:" + "|".join(pattern for _, pattern in _keyed(listed("offsets"))) + r")\b",
        "holiday": "(?-i:" + "|".join(pattern for _, pattern in _keyed(listed("holidays"))) + ")",
        "time": _any_of(listed("clock")),
        "place": r"(?-i:\p{Lu}[\p{L} .,/\x27’-]{2,40})",
    }


def _names(entries: Sequence[str], *, full: bool) -> str:
    """Names of months or weekdays, in their own case and in capitals; the full names alone, or the short ones too."""
    found = [word for entry in entries for word in entry.split()[: 1 if full else None]]
    return f"(?-i:{'|'.join([*found, *(word.upper() for word in found)])})"


def _any_of(entries: Sequence[str]) -> str:
    return "|".join(sorted(entries, key=len, reverse=True))


def _either(patterns: Sequence[str], named: Mapping[str, str]) -> str:
    """Patterns as one, their {names} filled in."""
    return "|".join(PLACE.sub(lambda match: named[match[1]], pattern) for pattern in patterns)


def _whole_dates(named: Mapping[str, str], listed: Lists) -> str:
    """A pattern for dates that say the year."""
    return f"(?:{_either(listed('whole_dates'), named)})"


def _triggers(language: str) -> dict[str, list[str]]:
    """How the words begin that give each reading away, in small, title and full capitals; names have their capital."""
    found = {}
    for reading, entries in _table("triggers", language).items():
        plain = [word for entry in entries for word in _entries(entry, language)]
        found[reading] = [form for word in plain for form in (word, word.upper(), word[0].upper() + word[1:])]
    return found


def _entries(entry: str, language: str) -> list[str]:
    """An entry of the triggers, or, for the name of a list, its words; of names the short form, where they have one."""
    return [row.split()[-1] for row in words("days", entry[1:-1], language)] if entry[0] == "{" else [entry]


def _table(name: str, language: str) -> dict[str, tuple[str, ...]]:
    table = load("days", language).get(name)
    if not isinstance(table, dict):
        raise LexiconError(f"lexicon/{language}/days.toml: {name} must be a table of lists")
    return {key: tuple(map(str, entries)) for key, entries in table.items()}
