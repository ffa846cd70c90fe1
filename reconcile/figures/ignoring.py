"""The numbers that count nothing we measure, set aside before anything is read into them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from reconcile.lexicon import rows

REACH = 40  # characters before a number that a rule may look at
REMEMBERED = 50_000  # words whose reading is kept


@dataclass(frozen=True, slots=True)
class Ignore:
    """A rule for numbers that count nothing; every pattern that is given must match, `before` reading backwards."""

    name: str
    before: regex.Pattern[str] | None
    inside: regex.Pattern[str] | None
    after: regex.Pattern[str] | None
    bare: bool


@cache
def ignores(language: str = "en") -> tuple[Ignore, ...]:
    """The rules of `lexicon/LANGUAGE/ignore.toml`, in order."""
    return tuple(
        Ignore(
            name=str(row["name"]),
            bare=bool(row.get("bare")),
            before=_compiled(row.get("before"), "(?r)"),
            inside=_compiled(row.get("inside")),
            after=_compiled(row.get("after")),
        )
        for row in rows("ignore", "rule", language)
    )


def _compiled(pattern: object, flags: str = "") -> regex.Pattern[str] | None:
    return regex.compile(f"{flags}(?:{pattern})", regex.IGNORECASE) if isinstance(pattern, str) else None


# What stands next to a number decides about most rules: neither the word before it nor the one behind it, each with the
# character beyond, can start what the rule asks for. What a word allows is kept as bits, one a rule, in their order.


@lru_cache(maxsize=REMEMBERED)
def _allowed_before(words: str, language: str) -> int:
    """The rules that may match where the text before a number ends with `words`."""
    return _allowed([rule.before for rule in ignores(language)], words)


@lru_cache(maxsize=REMEMBERED)
def _allowed_behind(words: str, language: str) -> int:
    """The rules that may match where the text behind a number starts with `words`."""
    return _allowed([rule.after for rule in ignores(language)], words)


@lru_cache(maxsize=REMEMBERED)
def _allowed_inside(number: str, bare: bool, language: str) -> int:
    """The rules that may match this number; `bare` says that no bound is with it."""
    return sum(
        1 << at
        for at, rule in enumerate(ignores(language))
        if (bare or not rule.bare) and (rule.inside is None or rule.inside.fullmatch(number))
    )


def _allowed(patterns: Sequence[regex.Pattern[str] | None], words: str) -> int:
    return sum(
        1 << at for at, some in enumerate(patterns) if some is None or some.match(words, partial=True) is not None
    )


def _beside(text: str, start: int, end: int) -> tuple[str, str]:
    """The word before `text[start:end]` and the word behind it, with the characters next to them."""
    gap = text.rfind(" ", max(0, start - REACH), max(0, start - 1))
    past = text.find(" ", end + 1, end + REACH)
    return text[max(gap, start - REACH, 0) : start], text[end : past + 1 if past > 0 else end + REACH]


def ignored(text: str, start: int, end: int, *, bare: bool, language: str = "en") -> str | None:
    """The name of the first rule that sets aside the number `text[start:end]`; `bare` says that no bound is with it."""
    before, behind = _beside(text, start, end)
    may = _allowed_behind(behind, language) & _allowed_before(before, language)
    may = may and may & _allowed_inside(text[start:end], bare, language)
    while may:
        rule = ignores(language)[(may & -may).bit_length() - 1]
        may &= may - 1
        if rule.after and not rule.after.match(text, end):
            continue
        if not rule.before or rule.before.match(text, max(0, start - REACH), start):
            return rule.name
    return None
