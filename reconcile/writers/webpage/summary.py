"""What a case comes to, in three sentences: what agrees, what moved, what conflicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reconcile import tables, wording
from reconcile.model import Case, Finding, Question
from reconcile.review import rejected
from reconcile.wording import Line

MOST = 3  # questions that a sentence names
SIDES = 2  # figures that are named of one


def sentences(case: Case) -> tuple[str, str, str]:
    """Three sentences; a finding that a person rejected is in none."""
    lines, left = wording.lines(case), rejected(case.settled)
    found: dict[Finding, list[Question]] = {finding: [] for finding in Finding}
    for asked, verdict in tables.judged(case):
        if asked.id not in left:
            found[verdict.finding].append(asked)
    return _agrees(found), _moved(found, lines), _conflicts(found, lines)


def _agrees(found: Mapping[Finding, Sequence[Question]]) -> str:
    total = sum(map(len, found.values()))
    compared = total - len(found[Finding.SINGLE]) - len(found[Finding.UNKNOWN])
    if not compared:
        return f"Of {wording.counted(total, 'question')}, none is answered by two independent origins."
    agree, near = found[Finding.AGREE], found[Finding.COMPATIBLE]
    told = f"Of {wording.counted(total, 'question')}, {compared:,} can be compared"
    if not agree and not near:
        return f"{told}; in none do the figures agree."
    parts = [f"origins agree on {_named([_asked(one) for one in agree])}"] if agree else []
    parts += [f"figures are compatible on {_named([_asked(one) for one in near])}"] if near else []
    return f"{told}; {', and '.join(parts)}."


def _moved(found: Mapping[Finding, Sequence[Question]], lines: Mapping[str, Sequence[Line]]) -> str:
    parts = []
    for finding, verb in ((Finding.UPDATE, "Time moved"), (Finding.REVISED, "figures were revised for")):
        if found[finding]:
            parts.append(f"{verb} {_named([_course(one, lines[one.id]) for one in found[finding]])}")
    told = "; ".join(parts)
    return f"{told[0].upper()}{told[1:]}." if told else "No figure moved."


def _conflicts(found: Mapping[Finding, Sequence[Question]], lines: Mapping[str, Sequence[Line]]) -> str:
    asked = found[Finding.CONFLICT]
    return f"Sources conflict on {_named([_sides(one, lines[one.id]) for one in asked])}." if asked else "No conflict."


def _asked(one: Question) -> str:
    """What is asked, within a sentence: a capital only where the words have one of themselves."""
    told = wording.question(one)
    proper = one.who[:1].isupper() and told.startswith(one.who[:1])
    return told if proper else told[:1].lower() + told[1:]


def _course(asked: Question, lines: Sequence[Line]) -> str:
    """The question with the line that moved most often."""
    line = max(lines, key=lambda line: len(line.steps))
    if len(line.steps) < 2:
        return _sides(asked, lines)
    return f"{_asked(asked)} ({wording.figure(line.steps[0])} → {wording.figure(line.steps[-1])})"


def _sides(asked: Question, lines: Sequence[Line]) -> str:
    """The question with its lowest and its highest figure."""
    numbered = [line for line in lines if _end(line) is not None]
    ordered = sorted(numbered, key=lambda line: _end(line) or 0)
    some = [ordered[0], ordered[-1]] if len(ordered) >= SIDES else ordered
    told = [f"{wording.figure(line.steps[-1])} by {line.speaker}" for line in some]
    return f"{_asked(asked)} ({' against '.join(told)})" if told else _asked(asked)


def _end(line: Line) -> int | None:
    last = line.steps[-1]
    return last.low if last.low is not None else last.high


def _named(words: Sequence[str]) -> str:
    more = len(words) - MOST
    return "; ".join(words[:MOST]) + (f"; and {more:,} more" if more > 0 else "")
