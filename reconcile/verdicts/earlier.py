"""Figures that their own sentence tells as those of before: "at first police spoke of 12", "revised down from 103"."""

from __future__ import annotations

from functools import cache, lru_cache

import regex

from reconcile.lexicon import words
from reconcile.model import Claim

AHEAD, BEHIND = 90, 40  # characters before and behind a figure in which words about it stand
NEAR = 4096


def is_earlier(claim: Claim, language: str = "en") -> bool:
    """Whether a figure is told as one that was given before, and has been overtaken since."""
    return _is_earlier(claim.sentence, claim.figure, language)


@lru_cache(maxsize=NEAR)
def _is_earlier(sentence: str, figure: str, language: str) -> bool:
    at = sentence.find(figure)
    if at < 0:
        return False
    before, behind = _patterns(language)
    first, end = max(0, at - AHEAD), at + len(figure)
    if any(pattern.search(sentence, first, at) for pattern in before):
        return True
    return behind.match(sentence, end, min(len(sentence), end + BEHIND)) is not None


def is_taken_back(claim: Claim, language: str = "en") -> bool:
    """Whether the sentence of a denied figure says that it was withdrawn, and not that somebody disputes it."""
    return is_earlier(claim, language) or bool(_taken_back(language).search(claim.sentence))


@cache
def _patterns(language: str) -> tuple[list[regex.Pattern[str]], regex.Pattern[str]]:
    """What stands before such a figure, each wording by itself, for that is quicker; and what stands behind it."""
    before, behind = (words("verdicts", key, language) for key in ("earlier_before", "earlier_behind"))
    told = [regex.compile(rf"(?:{wording})\W*$", regex.IGNORECASE) for wording in before]
    return told, regex.compile("|".join(behind), regex.IGNORECASE)


@cache
def _taken_back(language: str) -> regex.Pattern[str]:
    return regex.compile("|".join(words("verdicts", "taken_back", language)), regex.IGNORECASE)
