"""A small case made by hand, one question a finding, that every rendering is tried on. The country is invented."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from reconcile.model import (
    Basis,
    Case,
    Claim,
    Document,
    Finding,
    Problem,
    Qualifier,
    Question,
    SourceType,
    Standing,
    Status,
    Verdict,
)

TEXTS = {
    "pile/coast-post.txt": (
        "Dam breach in Marn valley\n\n"
        "State TV said 12 people were killed when the dam above Ostrel gave way on Tuesday. "
        "Thousands fled their homes, the channel said, and dozens of houses were destroyed.\n\n"
        "=SUM(A1:A9) stood on a whiteboard; 31 people were pulled from the water, firefighters said.\n"
    ),
    "pile/daily-copy.md": (
        "Dam breach in Marn valley\n"
        "At least 18 people were killed in the flood, the government said on Tuesday. "
        "About 500 people marched in Ostrel.\n"
    ),
    "pile/herald-1.txt": (
        "At least 18 dead in flood\n\n"
        "At least 18 people were killed in the flood, the government said on Tuesday, and more than 2,000 were "
        "arrested for looting. Up to 80 were missing.\n\n"
        "About 500 people marched in Ostrel. The Red Cross counted 2,400 displaced. "
        "It was unclear how many soldiers would be sent to the valley. "
        "Rescuers said they had brought 31 people to safety.\n"
    ),
    "pile/herald-2.txt": (
        "Missing found alive\n\n"
        "The government cut the number of missing to 52 on Wednesday, saying earlier lists held names twice. "
        "Police put arrests at around 4,000.\n\n"
        "Hospitals treated more than 1,000 injured people, <b>748</b> of them soldiers & volunteers, "
        "health officials said.\n"
    ),
}
OUTLETS = {
    "pile/coast-post.txt": ("Coast Post", "2031-03-04"),
    "pile/daily-copy.md": ("Daily Copy", "2031-03-04"),
    "pile/herald-1.txt": ("Valley Herald", "2031-03-04"),
    "pile/herald-2.txt": (None, None),
}
DOCUMENTS = tuple(
    Document(
        doc=doc,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        outlet=OUTLETS[doc][0],
        published=OUTLETS[doc][1],
        title=text.partition("\n")[0],
    )
    for doc, text in TEXTS.items()
)


def _claim(
    id: str,
    doc: str,
    figure: str,
    bounds: tuple[int | None, int | None, Qualifier],
    counted: tuple[str, str, str | None],
    said: tuple[str | None, SourceType | None, str | None] = (None, None, None),
    as_of: str | None = "2031-03-04",
    *,
    after: str = "",
    status: Status = Status.ASSERTED,
    basis: Basis = Basis.TOTAL,
    part_of: str | None = None,
    question: str | None = None,
) -> Claim:
    """A claim whose span is where `figure` next stands after the words `after`."""
    text = TEXTS[doc]
    start = text.index(figure, text.index(after))
    line = text.rfind("\n", 0, start) + 1
    begin = max(text.rfind(". ", line, start) + 2, line) if ". " in text[line:start] else line
    stop = text.find(". ", start)
    end = min(place for place in (text.find("\n", start), stop + 1 if stop >= 0 else len(text)) if place > 0)
    low, high, qualifier = bounds
    measure, who, place = counted
    source, source_type, relayed_by = said
    return Claim(
        id=id,
        doc=doc,
        start=start,
        end=start + len(figure),
        figure=figure,
        low=low,
        high=high,
        qualifier=qualifier,
        measure=measure,
        who=who,
        place=place,
        source=source,
        relayed_by=relayed_by,
        source_type=source_type,
        status=status,
        as_of=as_of,
        basis=basis,
        part_of=part_of,
        question=question,
        sentence=text[begin:end],
        rule=f"{measure}.example",
    )


def _exact(number: int) -> tuple[int, int, Qualifier]:
    return number, number, Qualifier.EXACT


POST, COPY, HERALD, LATER = TEXTS
GOVERNMENT = ("government", SourceType.GOVERNMENT, None)
DEAD = ("killed", "people", "Marn valley")
LOST = ("missing", "people", None)
HELD = ("arrested", "looters", "Marn valley")
FLED = ("displaced", "people", "Marn valley")
SAVED = ("rescued", "people", "Ostrel")
MARCH = ("crowd", "people", "Ostrel")
AT_18 = (18, None, Qualifier.AT_LEAST)
ABOUT_500 = (450, 550, Qualifier.ABOUT)

CLAIMS = (
    _claim("c01post", POST, "12", _exact(12), DEAD, ("State TV", SourceType.STATE_MEDIA, None), question="q1dead"),
    _claim(
        "c02post", POST, "Thousands", (2000, 9999, Qualifier.VAGUE), FLED, ("State TV", SourceType.STATE_MEDIA, None),
        question="q5fled",
    ),
    _claim("c03post", POST, "dozens", (24, 99, Qualifier.VAGUE), ("damaged", "houses", "Marn valley")),
    _claim(
        "c04post", POST, "31", _exact(31), SAVED, ("firefighters", SourceType.HEALTH_RESCUE, None), question="q6saved",
    ),
    _claim("c05copy", COPY, "At least 18", AT_18, DEAD, GOVERNMENT, question="q1dead"),
    _claim("c06copy", COPY, "About 500", ABOUT_500, MARCH, question="q7march"),
    _claim("c07her", HERALD, "At least 18", AT_18, DEAD, question="q1dead"),
    _claim("c08her", HERALD, "At least 18", AT_18, DEAD, GOVERNMENT, after="\n\n", question="q1dead"),
    _claim(
        "c09her", HERALD, "more than 2,000", (2001, None, Qualifier.MORE_THAN), HELD, GOVERNMENT, question="q4held",
    ),
    _claim("c10her", HERALD, "Up to 80", (None, 80, Qualifier.AT_MOST), LOST, GOVERNMENT, question="q2lost"),
    _claim("c11her", HERALD, "About 500", ABOUT_500, MARCH, question="q7march"),
    _claim(
        "c12her", HERALD, "2,400", _exact(2400), FLED, ("Red Cross", SourceType.IGO, "Orland Radio"), question="q5fled",
    ),
    _claim(
        "c13her", HERALD, "unclear how many", (None, None, Qualifier.UNKNOWN), ("troops", "soldiers", "Marn valley"),
        as_of=None, status=Status.UNKNOWN, question="q8troops",
    ),
    _claim("c14her", HERALD, "31", _exact(31), SAVED, ("Rescuers", SourceType.HEALTH_RESCUE, None), question="q6saved"),
    _claim("c15her", LATER, "52", _exact(52), LOST, GOVERNMENT, "2031-03-05", question="q2lost"),
    _claim(
        "c16her", LATER, "around 4,000", (3600, 4400, Qualifier.ABOUT), HELD, ("Police", SourceType.POLICE, None),
        "2031-03-05", question="q4held",
    ),
    _claim(
        "c17her", LATER, "more than 1,000", (1001, None, Qualifier.MORE_THAN), ("injured", "people", None),
        ("health officials", SourceType.HEALTH_RESCUE, None), "2031-03-05", question="q3hurt",
    ),
    _claim(
        "c18her", LATER, "748", _exact(748), ("injured", "soldiers & volunteers", None),
        ("health officials", SourceType.HEALTH_RESCUE, None), "2031-03-05", basis=Basis.PART, part_of="c17her",
        question="q3hurt",
    ),
)  # fmt: skip


def _question(id: str, counted: tuple[str, str, str | None], *claims: str, related: tuple[str, ...] = ()) -> Question:
    measure, who, place = counted
    return Question(
        id=id, story="marn-flood", measure=measure, who=who, place=place, claims=claims, related=related
    )


QUESTIONS = (
    _question("q1dead", DEAD, "c01post", "c05copy", "c07her", "c08her"),
    _question("q2lost", LOST, "c10her", "c15her"),
    _question("q3hurt", ("injured", "people", None), "c17her", "c18her", related=("q1dead",)),
    _question("q4held", HELD, "c09her", "c16her"),
    _question("q5fled", FLED, "c02post", "c12her"),
    _question("q6saved", SAVED, "c04post", "c14her"),
    _question("q7march", MARCH, "c06copy", "c11her"),
    _question("q8troops", ("troops", "soldiers", "Marn valley"), "c13her"),
)


def _standing(day: str | None, finding: Finding, *claims: str) -> Standing:
    return Standing(day=day, finding=finding, claims=claims)


def _verdict(
    question: str,
    course: tuple[Standing, ...],
    reasons: tuple[str, ...],
    bounds: tuple[int | None, int | None],
    counts: tuple[int, int, int],
    latest: str | None,
    rules: dict[str, str],
    finding: Finding | None = None,
) -> Verdict:
    low, high = bounds
    origins, outlets, documents = counts
    return Verdict(
        question=question,
        finding=finding or min((standing.finding for standing in course), key=list(Finding).index),
        now=course[-1].finding,
        course=course,
        reasons=reasons,
        low=low,
        high=high,
        origins=origins,
        outlets=outlets,
        documents=documents,
        latest=latest,
        rules=rules,
    )


DAY_1, DAY_2 = "2031-03-04", "2031-03-05"
VERDICTS = (
    _verdict(
        "q1dead",
        (_standing(DAY_1, Finding.CONFLICT, "c01post", "c08her"),),
        (
            "no number is both 12 and at least 18, and both are of 4 March 2031",
            "one government line stands in 2 documents",
        ),
        (12, None), (2, 3, 3), "c08her",
        {"range": "12 or more", "lowest": "12", "highest": "18 or more", "majority": "none", "acled": "12"},
    ),
    _verdict(
        "q2lost",
        (_standing(DAY_1, Finding.SINGLE, "c10her"), _standing(DAY_2, Finding.REVISED, "c15her")),
        ("government lowered its own figure, up to 80, to 52",),
        (52, 52), (1, 1, 2), "c15her", {"range": "52", "latest": "52"},
    ),
    _verdict(
        "q3hurt",
        (_standing(DAY_2, Finding.SCOPE, "c17her", "c18her"),),
        ("748 soldiers & volunteers are a part of more than 1,000 people",),
        (1001, None), (1, 1, 1), "c17her", {"range": "1001 or more"},
    ),
    _verdict(
        "q4held",
        (_standing(DAY_1, Finding.SINGLE, "c09her"), _standing(DAY_2, Finding.UPDATE, "c16her")),
        ("around 4,000 of 5 March is higher than more than 2,000 of 4 March, and arrests only grow",),
        (3600, 4400), (2, 1, 2), "c16her", {"range": "3600 to 4400", "latest": "3600 to 4400"},
    ),
    _verdict(
        "q5fled",
        (_standing(DAY_1, Finding.COMPATIBLE, "c02post", "c12her"),),
        ("2,400 lies within thousands",),
        (2000, 9999), (2, 2, 2), "c12her", {"range": "2000 to 9999"},
    ),
    _verdict(
        "q6saved",
        (_standing(DAY_1, Finding.AGREE, "c04post", "c14her"),),
        ("two origins say 31",),
        (31, 31), (2, 2, 2), "c14her", {"range": "31", "majority": "31"},
    ),
    _verdict(
        "q7march",
        (_standing(DAY_1, Finding.SINGLE, "c06copy", "c11her"),),
        ("2 documents, one origin: the passage is a copy",),
        (450, 550), (1, 2, 2), "c11her", {"range": "450 to 550"},
    ),
    _verdict(
        "q8troops",
        (_standing(None, Finding.UNKNOWN, "c13her"),),
        ("the only source says that it is not known",),
        (None, None), (1, 1, 1), "c13her", {"range": "none"},
    ),
)  # fmt: skip

VOICES = {POST: "Coast Post", COPY: "Daily Copy", HERALD: "Valley Herald", LATER: "herald-2.txt"}
ORIGINS = {claim.id: claim.source or VOICES[claim.doc] for claim in CLAIMS} | {
    "c07her": "government",  # a headline over the government's figure
    "c11her": "Daily Copy",  # a copy
}

PROBLEMS = (
    Problem(path="pile/locked.asc", place="whole file", reason="encrypted: .asc", remedy="decrypt it first"),
    Problem(path="pile/manifest.csv", place="line 3", reason="names no doc", remedy="mend the line"),
)

CASE = Case(
    documents=DOCUMENTS,
    claims=CLAIMS,
    questions=QUESTIONS,
    verdicts=VERDICTS,
    origins=ORIGINS,
    problems=PROBLEMS,
)
EMPTY = Case(documents=DOCUMENTS[:1], claims=(), questions=(), verdicts=(), origins={}, problems=())


def said(sentence: str) -> Case:
    """A case of one claim with this sentence."""
    return replace(EMPTY, claims=(replace(CLAIMS[0], sentence=sentence, question=None),))
