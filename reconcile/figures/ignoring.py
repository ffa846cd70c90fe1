"""The numbers that count nothing we measure, set aside before anything is read into them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from reconcile.lexicon import rows

ESCAPED = regex.compile(r"\\p\{\w+\}|\\\w")
REACH = 40  # characters before a number that a rule may look at


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


@dataclass(frozen=True, slots=True)
class Hints:
    """What must stand before a number, in it, or behind it for any rule to match: these let most numbers pass.

    `words` are all that the patterns before a number name: where a plain word stands there it must be one of them.
    """

    words: frozenset[str]
    before: regex.Pattern[str]
    inside: regex.Pattern[str]
    behind: regex.Pattern[str]


@cache
def _hints(language: str = "en") -> Hints:
    rules = ignores(language)
    before = [rule.before.pattern.removeprefix("(?r)") for rule in rules if rule.before]
    others = [rule for rule in rules if not rule.before]
    behind = [rule.after.pattern for rule in others if rule.after and not rule.after.match("")]
    inside = [rule.inside.pattern for rule in others if rule.inside and not (rule.after and not rule.after.match(""))]
    return Hints(
        words=frozenset(regex.findall(r"[a-z]+", ESCAPED.sub(" ", " ".join(before)).lower())),
        before=regex.compile(f"(?r)(?:{'|'.join(before)})", regex.IGNORECASE),
        inside=regex.compile("|".join(inside), regex.IGNORECASE),
        behind=regex.compile("|".join(behind), regex.IGNORECASE),
    )


def _may_match(text: str, start: int, end: int, hints: Hints) -> bool:
    if hints.behind.match(text, end) or hints.inside.fullmatch(text, start, end):
        return True
    if start > 1 and text[start - 1] == " " and text[start - 2].isalpha():
        word = text[max(text.rfind(" ", 0, start - 1), start - REACH) + 1 : start - 1]
        if word.isalpha() and word.lower() not in hints.words:
            return False
    return hints.before.match(text, max(0, start - REACH), start) is not None


def ignored(text: str, start: int, end: int, *, bare: bool, language: str = "en") -> str | None:
    """The name of the first rule that sets aside the number `text[start:end]`; `bare` says that no bound is with it."""
    if not _may_match(text, start, end, _hints(language)):
        return None
    for rule in ignores(language):
        if rule.bare and not bare:
            continue
        if rule.inside and not rule.inside.fullmatch(text, start, end):
            continue
        if rule.after and not rule.after.match(text, end):
            continue
        if rule.before and not rule.before.match(text, max(0, start - REACH), start):
            continue
        return rule.name
    return None
