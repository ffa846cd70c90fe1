"""A case as large as an archive: a thousand documents and twenty thousand claims."""

from __future__ import annotations

from dataclasses import replace

from reconcile.model import Case, Claim, Document, Finding, Question, Standing, Verdict

from .case import CASE, CLAIMS, VERDICTS

LINE = "Officials in district {n} said that 12 people were killed on day {m}, and {k} others told a different story. "


def large(documents: int = 1_000, claims_each: int = 20) -> Case:
    """A case of so many documents, each with so many claims, five claims a question."""
    files = tuple(_document(at, claims_each) for at in range(documents))
    claims = tuple(claim for one in files for claim in _claims(one, claims_each))
    groups = [claims[at : at + 5] for at in range(0, len(claims), 5)]
    questions = tuple(_question(n, group) for n, group in enumerate(groups))
    owner = {id: asked.id for asked in questions for id in asked.claims}
    return replace(
        CASE,
        documents=files,
        claims=tuple(replace(claim, question=owner[claim.id]) for claim in claims),
        questions=questions,
        verdicts=tuple(_verdict(n, asked) for n, asked in enumerate(questions)),
        origins={claim.id: f"source {n % 700}" for n, claim in enumerate(claims)},
        problems=(),
    )


def _document(at: int, claims: int) -> Document:
    text = "".join(LINE.format(n=at, m=m, k=f"witness {at * 31 + m}") for m in range(claims))
    return Document(
        doc=f"pile/{at:04}.txt", text=text, sha256=str(at), outlet=f"Post {at % 90}", published="2031-03-04",
        title=f"Report {at}",
    )  # fmt: skip


def _claims(document: Document, number: int) -> list[Claim]:
    found, at = [], 0
    for n in range(number):
        at = document.text.index("12", at + 1)
        id = f"{int(document.sha256):06x}{n:06x}"
        day = f"2031-03-{1 + n % 28:02}"
        found.append(replace(CLAIMS[0], id=id, doc=document.doc, start=at, end=at + 2, as_of=day))
    return found


def _question(n: int, group: tuple[Claim, ...]) -> Question:
    return Question(
        id=f"aaaaaa{n:06x}", story=f"story-{n % 40}", measure="killed", who="people", place=f"District {n}",
        claims=tuple(claim.id for claim in group),
    )  # fmt: skip


def _verdict(n: int, asked: Question) -> Verdict:
    finding = list(Finding)[n * 8 // 4_001 % 8]
    course = tuple(Standing(day=f"2031-03-0{day}", finding=finding, claims=asked.claims[:2]) for day in (1, 2))
    return replace(VERDICTS[0], question=asked.id, finding=finding, now=finding, course=course, latest=asked.claims[-1])
