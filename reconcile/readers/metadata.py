"""What is known about a document: its manifest first, then its format, then its own text, and else nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import regex

from reconcile import days
from reconcile.lexicon import words
from reconcile.model import Document
from reconcile.readers.manifest import Told

HEAD = 1_500  # characters in which a dateline stands
FOOT = 300  # characters in which a source line stands
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
    found = [match for pattern in _patterns(language)[0] if (match := pattern.search(text, 0, HEAD))]
    return found[0]["outlet"] if found else None


@cache
def _patterns(language: str) -> tuple[list[regex.Pattern[str]], list[regex.Pattern[str]]]:
    agencies = sorted(words("outlets", "agencies", language), key=len, reverse=True)
    names = f"(?-i:{'|'.join(map(regex.escape, agencies))})"

    def patterns(key: str, flags: int) -> list[regex.Pattern[str]]:
        filled = (one.replace("AGENCY", names).replace("SITE", SITE) for one in words("outlets", key, language))
        return [regex.compile(one, regex.MULTILINE | flags) for one in filled]

    return patterns("datelines", 0), patterns("feet", regex.IGNORECASE)
