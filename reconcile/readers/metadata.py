"""What is known about a document: its manifest first, then its format, then its own text, and else nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import regex

from reconcile import days
from reconcile.lexicon import words
from reconcile.model import Document
from reconcile.readers.manifest import Told

HEAD = 1_500  # characters in which a dateline stands
LONGEST_DATELINE = 120  # characters of a line in front of an agency's mark
FOOT = 300  # characters in which a source line stands
WORD = regex.compile(r"\w++")
MARKED = re.compile(r"[\n(/\[](?:By )?(\w++)")  # where the mark of an agency can stand
SITE = r"(?:https?://)?(?:www\.)?(?P<outlet>[\w-]+(?:\.[\w-]+){1,3})(?:/\S*)?"


def describe(document: Document, told: Told | None = None) -> Document:
    """The document with its outlet, day, title and address filled in from the best that names them."""
    told = told or {}
    return replace(
        document,
        outlet=told.get("outlet") or document.outlet or outlet(document.text),
        published=told.get("date") or document.published or days.published(document.text),
        title=told.get("title") or document.title,
        url=told.get("url") or document.url,
    )


def outlet(text: str, language: str = "en") -> str | None:
    """The outlet that a text names in its foot line, else the agency in its dateline."""
    heads, feet = _patterns(language)
    found = [match for pattern in feet for match in pattern.finditer(text, max(0, len(text) - FOOT))]
    found = found[-1:] or [match for pattern in heads if (match := pattern.search(text, 0, HEAD))]
    return found[0]["outlet"] if found else None


def agency(text: str, language: str = "en") -> str | None:
    """The agency that a text names in its dateline or its byline."""
    names = _by_first_word(language)
    head = f"\n{text[:HEAD]}"
    marks = (mark for mark in MARKED.finditer(head) if mark[1] in names)
    marked = [mark.start(1) - 1 for mark in marks if text.startswith(names[mark[1]], mark.start(1) - 1)]
    lines = sorted({begin for at in marked if at - (begin := text.rfind("\n", 0, at) + 1) < LONGEST_DATELINE})
    for pattern in _patterns(language)[0] if lines else ():
        found = next((match for begin in lines if (match := pattern.match(text, begin, HEAD))), None)
        if found:
            return found["outlet"]
    return None


@cache
def _by_first_word(language: str) -> dict[str, tuple[str, ...]]:
    """The agencies' names by their first words; where none of them stands no pattern need be tried."""
    found: dict[str, tuple[str, ...]] = {}
    for name in words("outlets", "agencies", language):
        first = WORD.findall(name)[0]
        found[first] = (*found.get(first, ()), name)
    return found


@cache
def _patterns(language: str) -> tuple[list[regex.Pattern[str]], list[regex.Pattern[str]]]:
    agencies = sorted(words("outlets", "agencies", language), key=len, reverse=True)
    names = f"(?-i:{'|'.join(map(regex.escape, agencies))})"

    def patterns(key: str, flags: int) -> list[regex.Pattern[str]]:
        filled = (one.replace("AGENCY", names).replace("SITE", SITE) for one in words("outlets", key, language))
        return [regex.compile(one, regex.MULTILINE | flags) for one in filled]

    return patterns("datelines", 0), patterns("feet", regex.IGNORECASE)
