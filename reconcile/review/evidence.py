"""What a reviewer has before them when they decide, in a line of words that two runs can compare."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import regex

from reconcile import wording
from reconcile.model import Case, Claim

LONGEST = 1_500  # characters; of what is longer, the end is told by a mark
CONTROL = regex.compile(r"[\p{Cc}\p{Cs}\s]+")  # what a spreadsheet loses or alters


def evidence(case: Case) -> dict[str, str]:
    """The evidence of every claim and question by id, as it was before any decision."""
    return case.evidence or _claims(case) | _questions(case)


def _claims(case: Case) -> dict[str, str]:
    return {claim.id: line(_claim(claim)) for claim in case.claims}


def _claim(claim: Claim) -> str:
    said = f"{wording.question(claim)}: {wording.bounds(claim.low, claim.high)}"
    kind = f"({claim.qualifier}, {claim.status}, {claim.basis})"
    speaker = wording.speaker(claim, None) if claim.source else "own voice"
    return f"{said} {kind}; {speaker}, {claim.as_of or 'no date'}: {claim.sentence}"


def _questions(case: Case) -> dict[str, str]:
    lines = wording.lines(case)
    findings: Mapping[str, str] = {verdict.question: verdict.finding for verdict in case.verdicts}
    told = {}
    for asked in case.questions:
        if asked.id in findings:
            said = f"{wording.question(asked)}: {findings[asked.id]}"
            told[asked.id] = line("; ".join([said, *map(wording.line, lines[asked.id])]))
    return told


def line(text: str) -> str:
    """A text on one line, as a spreadsheet leaves it: with single spaces; the end of a long one is a mark of it."""
    told = CONTROL.sub(" ", text).strip().removeprefix("'")
    if len(told) <= LONGEST:
        return told
    return f"{told[: LONGEST - 20].rstrip()} … {hashlib.sha256(told.encode()).hexdigest()[:12]}"
