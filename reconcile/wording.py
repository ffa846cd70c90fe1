"""How findings are put into words, the same on every page: a question, a day, a speaker, the figures that stand."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from reconcile.calendar import MONTHS as MONTHS
from reconcile.calendar import day as day
from reconcile.calendar import usual_year as usual_year
from reconcile.model import Basis, Case, Choice, Claim, Decision, Document, Finding, Question, Status, Verdict

Steps: TypeAlias = tuple[Claim, ...]

BREAKS = 200  # characters of white space that a sentence may have lost
# Measures that are not said as a participle behind those counted ("people killed").
PHRASES: Mapping[str, str] = {
    "troops": "{who} deployed",
    "crowd": "{who} in the crowd",
    "casualties": "casualties among {who}",
}
MEANINGS: Mapping[Finding, str] = {
    Finding.CONFLICT: (
        "Sources contradict each other for the same count and the same day, "
        "or a later source is lower for a count that only grows."
    ),
    Finding.REVISED: (
        "A source lowered or withdrew its own figure, or a figure was corrected, retracted or denied."
    ),
    Finding.SCOPE: "The figures differ because they count other people, places or periods.",
    Finding.UPDATE: "The figures differ and time explains it; the latest stands.",
    Finding.COMPATIBLE: "One number satisfies all figures, but only because some of them are imprecise.",
    Finding.AGREE: "Two or more independent origins give the same number.",
    Finding.SINGLE: "One origin, however many copies.",
    Finding.UNKNOWN: "Sources speak only to say that the number is not known.",
}
PERSON = "a person's value"  # the rule of a figure whose number a reviewer put
CHOICES: Mapping[Choice, str] = {
    Choice.ACCEPT: "accepted",
    Choice.REJECT: "rejected",
    Choice.SAME: "taken for the same as another",
    Choice.SCOPE: "found to be of a different scope",
    Choice.UPDATE: "found to be a matter of time",
    Choice.COPY: "found to be a copy",
    Choice.UNSURE: "left open",
}
NOTES = {Basis.ADDITIONAL: " more", Basis.PART: " (a part)", Basis.DAILY: " (that day)"}
STANCES = {Status.DENIED: " (denied)", Status.PLANNED: " (planned)", Status.HISTORIC: " (earlier event)"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One origin's figures for one count, oldest first, each once; the last stands, in `documents` documents.

    `about` is who is counted and where, so far as that is not what the question says.
    """

    origin: str
    speaker: str
    about: str
    steps: Steps
    claims: Steps
    documents: int


def question(asked: Question | Claim) -> str:
    """What is asked, as a headline: "Security forces killed, Kazakhstan"."""
    said = PHRASES.get(asked.measure, "{who} " + asked.measure).format(who=asked.who or "people")
    return (said[0].upper() + said[1:]) + (f", {asked.place}" if asked.place else "")


def speaker(claim: Claim, document: Document | None) -> str:
    """Who says it and through whom; in an outlet's own voice, the outlet, or else the file."""
    if claim.source:
        return f"{claim.source} via {claim.relayed_by}" if claim.relayed_by else claim.source
    return f"{document.outlet if document and document.outlet else claim.doc.rpartition('/')[2]}, own voice"


def figure(claim: Claim) -> str:
    """The figure in the text's own words, on one line, with what keeps it from being a plain total."""
    words = " ".join(claim.figure.split())
    if claim.rule.endswith(PERSON):
        return f"{bounds(claim.low, claim.high)} ({PERSON}; the text: {words})"
    words = words[:1].lower() + words[1:] if words[1:2].islower() else words
    return words + NOTES.get(claim.basis, "") + STANCES.get(claim.status, "")


def lines(case: Case) -> dict[str, tuple[Line, ...]]:
    """The figures of each question by origin: the earliest day first, then the lowest."""
    claims = {claim.id: claim for claim in case.claims}
    cited = {case.origins.get(claim.id, claim.id) for claim in case.claims if claim.source}
    return {one.id: _lines(one, [claims[id] for id in one.claims], case.origins, cited) for one in case.questions}


def _lines(asked: Question, claims: Iterable[Claim], origins: Mapping[str, str], cited: Set[str]) -> tuple[Line, ...]:
    groups: dict[Hashable, list[Claim]] = {}
    for claim in sorted(claims, key=_when):  # what counts something else, or at no known time, is no later state of it
        key = origins.get(claim.id, claim.id), claim.basis, claim.as_of is None, _about(claim, asked)
        groups.setdefault(key, []).append(claim)
    same: dict[Hashable, list[Claim]] = {}
    for some in groups.values():  # but one figure is told once, also where its place or day is not always said
        last = some[-1]
        same.setdefault((origins.get(last.id, last.id), _value(last)), []).extend(some)
    found = [_line(asked, sorted(some, key=_when), origins, cited) for some in same.values()]
    return tuple(sorted(found, key=lambda line: (*_when(line.steps[-1])[:2], line.speaker)))


def _about(claim: Claim, asked: Question) -> str:
    pairs = ((claim.who, asked.who), (claim.place, asked.place))
    return ", ".join(said for said, usual in pairs if said and said.lower() != (usual or "").lower())


def _when(claim: Claim) -> tuple[str, int, str, int]:
    """By day; within one, nobody knows the order, and the lower comes first."""
    return claim.as_of or "", _size(claim), claim.doc, claim.start


def _size(claim: Claim) -> int:
    return claim.low if claim.low is not None else claim.high or 0


def _line(asked: Question, claims: Sequence[Claim], origins: Mapping[str, str], cited: Set[str]) -> Line:
    steps: list[Claim] = []
    for claim in claims:
        if not steps or _value(steps[-1]) != _value(claim):
            steps.append(claim)
        elif _telling(claim) > _telling(steps[-1]):
            steps[-1] = claim
    last = steps[-1]
    agreed = [claim for claim in claims if _value(claim) == _value(last)]
    origin = origins.get(last.id, last.id)
    own = origin if origin in cited else f"{origin}, own voice"
    return Line(
        origin=origin,
        about=min((_about(claim, asked) for claim in agreed), key=len),
        speaker=speaker(last, None) if last.source else own,
        steps=tuple(steps),
        claims=tuple(claims),
        documents=len({claim.doc for claim in agreed}),
    )


def _telling(claim: Claim) -> int:
    """A copy that names the speaker or the day says more than one that does not."""
    return (claim.source is not None) + (claim.as_of is not None)


def _value(claim: Claim) -> tuple[object, ...]:
    return claim.low, claim.high, claim.basis, claim.status


def line(said: Line, *, usual: str | None = None) -> str:
    """One origin in a line: "more than 2,000 (6 Jan) → around 4,000 · government, 7 Jan (2 documents)"."""
    last = said.steps[-1]
    counts = f"{figure(last)} ({said.about})".replace(") (", "; ") if said.about else figure(last)
    copies = f" ({said.documents} documents)" if said.documents > 1 else ""
    return f"{earlier(said, usual=usual)}{counts} · {said.speaker}, {day(last.as_of, usual=usual)}{copies}"


def earlier(said: Line, *, usual: str | None = None) -> str:
    """The figures of an origin before the one that stands, each day followed by an arrow: "12, 14 (6 Jan) → "."""
    parts = []
    for step, following in pairwise(said.steps):
        gap = ", " if step.as_of == following.as_of else f" ({day(step.as_of, usual=usual)}) → "
        parts.append(figure(step) + gap)
    return "".join(parts)


def bounds(low: int | None, high: int | None) -> str:
    """An interval in words: "12", "12 to 15", "18 or more", "up to 80", "not known"."""
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,} to {high:,}"
    if low is not None:
        return f"{low:,} or more"
    return "not known" if high is None else f"up to {high:,}"


def decided(one: Decision) -> str:
    """A decision in a word or two: "reject", "accept 15"."""
    return f"{one.decision}{'' if one.value is None else f' {one.value:,}'}"


def ruling(one: Decision) -> str:
    """A decision in a sentence without its end: "accepted as 15 by Anna, 6 Mar 2031 (recommended): by the register"."""
    number = "" if one.value is None else f" as {one.value:,}"
    when = f", {day(one.date)}" if one.date else ""
    role = f" ({one.role})" if one.role else ""
    note = f": {one.note}" if one.note else ""
    return f"{CHOICES[one.decision]}{number} by {one.reviewer or 'a reviewer'}{when}{role}{note}"


def course(found: Verdict) -> str:
    """A question's course in a line a day: "6 Jan 2022: conflict"."""
    return "\n".join(f"{day(standing.day)}: {standing.finding}" for standing in found.course)


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 claim", "12 claims"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def marked(claim: Claim, document: Document | None) -> tuple[str, str, str]:
    """The claim's sentence in three: before the figure, the figure, after it; all of it before if the place is lost."""
    shown = " ".join(claim.figure.split())
    places = [at for at in range(len(claim.sentence)) if claim.sentence.startswith(shown, at)]
    if document and document.text[claim.start : claim.end] == claim.figure:
        places = [at for at in places if _stands_behind(claim, document.text, claim.sentence[:at])][-1:]
    if len(places) != 1:
        return claim.sentence, "", ""
    end = places[0] + len(shown)
    return claim.sentence[: places[0]], shown, claim.sentence[end:]


def _stands_behind(claim: Claim, text: str, words: str) -> bool:
    """Whether the claim's figure stands behind these words of its sentence, whose line breaks have become spaces."""
    before = text[max(0, claim.start - len(words) - BREAKS) : claim.start]
    return "".join(before.split()).endswith("".join(words.split()))
