"""What a case comes to, in three sentences: what agrees, what moved, what conflicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from reconcile import tables, wording
from reconcile.model import Case, Claim, Finding, Question, Verdict
from reconcile.review import rejected

Found: TypeAlias = Mapping[Finding, Sequence[tuple[Question, Verdict]]]

MOST = 3  # questions that a sentence names


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """The claims of a case, and who speaks in each, by id."""

    claims: Mapping[str, Claim]
    speakers: Mapping[str, str]


def sentences(case: Case) -> tuple[str, str, str]:
    """Three sentences; a finding that a person rejected is in none."""
    left = rejected(case.settled)
    lines = [line for some in wording.lines(case).values() for line in some]
    said = _Said(
        claims={claim.id: claim for claim in case.claims},
        speakers={claim.id: line.speaker for line in lines for claim in line.claims},
    )
    found: dict[Finding, list[tuple[Question, Verdict]]] = {finding: [] for finding in Finding}
    for asked, verdict in tables.judged(case):
        if asked.id not in left:
            found[verdict.finding].append((asked, verdict))
    return _agrees(found), _moved(found, said), _conflicts(found, said)


def _agrees(found: Found) -> str:
    total = sum(map(len, found.values()))
    compared = total - len(found[Finding.SINGLE]) - len(found[Finding.UNKNOWN])
    if not compared:
        return f"Of {wording.counted(total, 'question')}, none is answered by two independent origins."
    agree, near = ([_asked(asked) for asked, _ in found[one]] for one in (Finding.AGREE, Finding.COMPATIBLE))
    told = f"Of {wording.counted(total, 'question')}, {compared:,} can be compared"
    if not agree and not near:
        return f"{told}; in none do the figures agree."
    parts = [f"origins agree on {_named(agree)}"] if agree else []
    parts += [f"figures are compatible on {_named(near)}"] if near else []
    return f"{told}; {', and '.join(parts)}."


def _moved(found: Found, said: _Said) -> str:
    parts = []
    for finding, verb in ((Finding.UPDATE, "Time moved"), (Finding.REVISED, "figures were revised for")):
        if found[finding]:
            parts.append(f"{verb} {_named([_course(asked, verdict, said) for asked, verdict in found[finding]])}")
    told = "; ".join(parts)
    return f"{told[0].upper()}{told[1:]}." if told else "No figure moved."


def _conflicts(found: Found, said: _Said) -> str:
    some = [_sides(asked, verdict, said) for asked, verdict in found[Finding.CONFLICT]]
    return f"Sources conflict on {_named(some)}." if some else "No conflict."


def _asked(one: Question) -> str:
    """What is asked, within a sentence: a capital only where the words have one of themselves."""
    told = wording.question(one)
    proper = one.who[:1].isupper() and told.startswith(one.who[:1])
    return told if proper else told[:1].lower() + told[1:]


def _course(asked: Question, found: Verdict, said: _Said) -> str:
    """The question with its first figure and the one that stands."""
    first = [said.claims[id] for day in found.course[:1] for id in day.claims]
    last = [said.claims[id] for id in (found.latest or "",) if id in said.claims]
    if not first or not last or wording.figure(first[0]) == wording.figure(last[0]):
        return _asked(asked)
    return f"{_asked(asked)} ({wording.figure(first[0])} → {wording.figure(last[0])})"


def _sides(asked: Question, found: Verdict, said: _Said) -> str:
    """The question with the lowest and the highest figure of the first day on which they conflict."""
    day = next((one for one in found.course if one.finding is Finding.CONFLICT), None)
    standing = sorted((said.claims[id] for id in day.claims), key=_size) if day else []
    if len(standing) < 2:
        return _asked(asked)
    told = (f"{wording.figure(one)} by {said.speakers.get(one.id, 'an outlet')}" for one in (standing[0], standing[-1]))
    return f"{_asked(asked)} ({' against '.join(told)})"


def _size(claim: Claim) -> int:
    return claim.low if claim.low is not None else claim.high or 0


def _named(words: Sequence[str]) -> str:
    more = len(words) - MOST
    return "; ".join(words[:MOST]) + (f"; and {more:,} more" if more > 0 else "")
