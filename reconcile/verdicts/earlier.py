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
    end = at + len(figure)
    return bool(
        before.search(sentence, max(0, at - AHEAD), at) or behind.match(sentence, end, min(len(sentence), end + BEHIND))
    )


def is_taken_back(claim: Claim, language: str = "en") -> bool:
    """Whether the sentence of a denied figure says that it was withdrawn, and not that somebody disputes it."""
    return is_earlier(claim, language) or bool(_taken_back(language).search(claim.sentence))


@cache
def _patterns(language: str) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    before, behind = ("|".join(words("verdicts", key, language)) for key in ("earlier_before", "earlier_behind"))
    return regex.compile(rf"(?:{before})\W*$", regex.IGNORECASE), regex.compile(behind, regex.IGNORECASE)


@cache
def _taken_back(language: str) -> regex.Pattern[str]:
    return regex.compile("|".join(words("verdicts", "taken_back", language)), regex.IGNORECASE)
