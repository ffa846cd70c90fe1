"""The case that the sample reports tell, row by row: on the seeds, and on the press reports they are modelled on.

One government toll comes in a report and in a reworded copy, state television gives a lower one, a police force speaks
of a city, an agency line stands in three documents, arrests grow from one day to the next, two counts of the injured
are of other people, the soldiers sent are planned, counted and not known, and two figures are of other events.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest
from board import SEEDS, SHARED

from reconcile import engine, tables
from reconcile.model import Basis, Case, Claim, Finding, SourceType, Status, Verdict

Bounds: TypeAlias = tuple[int | None, int | None]

# What each document is in the case, by its name in either folder.
PARTS = {
    "seeds": {
        "first": "01-steppe-courier.html",
        "copy": "02-caspian-digest.md",
        "second": "03-steppe-courier.txt",
        "reworded": "04-globe-minute.txt",
        "other": "05-harbor-evening-news.txt",
    },
    "press": {
        "first": "000_a43e6b68fb9bb87b.txt",
        "copy": "002_805c6a8488df4852.txt",
        "second": "001_f420711f9317077f.txt",
        "reworded": "003_c9740fd890b88989.txt",
        "other": "004_5bbc01d9fe9ae21f.txt",
    },
}
FOLDERS = {"seeds": SEEDS, "press": SHARED / "seeds"}
FOLDER = [
    pytest.param(name, marks=pytest.mark.skipif(not folder.is_dir(), reason="the reports are not here"))
    for name, folder in FOLDERS.items()
]
each = pytest.mark.parametrize("folder", FOLDER)

DOZENS, LOTS, EIGHTEEN, NOT_KNOWN = (24, 99), (3, None), (18, None), (None, None)


@cache
def case(folder: str) -> Case:
    """What is found in a folder."""
    return engine.run([FOLDERS[folder]])


def said(folder: str, part: str, measure: str, bounds: Bounds) -> list[Claim]:
    """The claims of a document that give this figure, in order."""
    return [
        claim
        for claim in case(folder).claims
        if Path(claim.doc).name == PARTS[folder][part]
        and claim.measure == measure
        and (claim.low, claim.high) == bounds
        and (claim.status == Status.UNKNOWN) == (bounds == NOT_KNOWN)
    ]


def only(folder: str, part: str, measure: str, bounds: Bounds) -> Claim:
    """The one claim of a document that gives this figure."""
    (found,) = said(folder, part, measure, bounds)
    return found


def answered(folder: str, *claims: Claim) -> Verdict:
    """The verdict on the question that these claims answer, and no others save parts of them."""
    whole = case(folder)
    (asked,) = {claim.question for claim in claims}
    held = {claim.id for claim in whole.claims if claim.question == asked and claim.basis != Basis.PART}
    assert asked is not None
    assert held == {claim.id for claim in claims}
    (found,) = [verdict for verdict in whole.verdicts if verdict.question == asked]
    return found


def origins(folder: str, *claims: Claim) -> list[str]:
    """The origin of each of these claims."""
    return [case(folder).origins[claim.id] for claim in claims]


def about(folder: str, verdict: Verdict) -> tuple[str, str | None]:
    """The measure and the place of the question that a verdict is on."""
    (asked,) = [question for question in case(folder).questions if question.id == verdict.question]
    return asked.measure, asked.place


@each
def test_protesters_killed_are_two_origins_that_one_number_satisfies(folder: str) -> None:
    government = said(folder, "second", "killed", DOZENS)[0]
    copy, police = only(folder, "reworded", "killed", LOTS), only(folder, "other", "killed", DOZENS)
    assert [claim.who for claim in (government, copy, police)] == ["protesters"] * 3
    assert (government.source, copy.source) == ("government", "government")
    assert (police.source_type, police.relayed_by, police.place) == (SourceType.POLICE, "Khabar 24", "Almaty")
    verdict = answered(folder, government, copy, police)
    assert verdict.finding in (Finding.COMPATIBLE, Finding.AGREE)
    assert (verdict.origins, verdict.documents) == (2, 3)
    one, same, another = origins(folder, government, copy, police)
    assert one == same != another
    assert about(folder, verdict) == ("killed", "Kazakhstan")


@each
def test_security_forces_killed_conflict_between_state_television_and_the_government(folder: str) -> None:
    television = only(folder, "other", "killed", (12, 12))
    government = [only(folder, part, "killed", EIGHTEEN) for part in ("second", "reworded")]
    beheaded = only(folder, "other", "killed", (2, 2))
    assert (television.source_type, television.place) == (SourceType.STATE_MEDIA, "Kazakhstan")
    assert [claim.source for claim in government] == ["government"] * 2
    assert (beheaded.basis, beheaded.part_of) == (Basis.PART, television.id)
    verdict = answered(folder, television, *government)
    assert verdict.finding == Finding.CONFLICT
    assert (verdict.origins, verdict.documents) == (2, 3)
    one, same, another = origins(folder, *government, television)
    assert one == same != another
    assert about(folder, verdict) == ("killed", "Kazakhstan")


@each
def test_people_killed_are_one_agency_line_in_three_documents(folder: str) -> None:
    lines = [said(folder, part, "killed", DOZENS)[-1] for part in ("first", "copy", "second")]
    assert [(claim.who, claim.source) for claim in lines] == [("people", "AP")] * 3
    verdict = answered(folder, *lines)
    assert verdict.finding == Finding.SINGLE
    assert (verdict.origins, verdict.documents) == (1, 3)
    assert len(set(origins(folder, *lines))) == 1


@each
def test_arrests_are_an_update_by_one_source(folder: str) -> None:
    earlier = only(folder, "second", "arrested", (2001, None))
    later = only(folder, "reworded", "arrested", (3600, 4400))
    assert [(claim.who, claim.source) for claim in (earlier, later)] == [("protesters", "government")] * 2
    verdict = answered(folder, earlier, later)
    assert (verdict.finding, verdict.now) == (Finding.UPDATE, Finding.UPDATE)
    assert (verdict.low, verdict.high, verdict.latest) == (3600, 4400, later.id)
    assert (verdict.origins, verdict.documents) == (1, 2)


@each
def test_injured_security_forces_are_a_part_of_the_injured(folder: str) -> None:
    forces, everyone = only(folder, "second", "injured", (748, 748)), only(folder, "other", "injured", (1001, None))
    assert "security forces" in forces.who
    assert (everyone.who, everyone.place) == ("people", "Kazakhstan")
    assert (forces.source, everyone.source) == ("government", "health officials")
    verdict = answered(folder, forces, everyone)
    assert verdict.finding == Finding.SCOPE
    assert verdict.origins == 2


@each
def test_soldiers_sent_are_planned_counted_and_not_known(folder: str) -> None:
    planned = [only(folder, part, "troops", (2500, 2500)) for part in ("second", "reworded")]
    counted = only(folder, "other", "troops", (None, 3000))
    unknown = [only(folder, part, "troops", NOT_KNOWN) for part in ("first", "copy", "other")]
    assert {(claim.source, claim.status) for claim in planned} == {("Stanislav Zas", Status.PLANNED)}
    assert (counted.source, counted.status) == ("local media", Status.ASSERTED)
    assert [claim.source for claim in unknown[:2]] == [None, None]
    assert "CSTO" in str(unknown[2].source)
    verdict = answered(folder, *planned, counted, *unknown)
    assert verdict.finding == Finding.SCOPE
    one, same, another = origins(folder, *planned, counted)
    assert one == same != another
    assert about(folder, verdict) == ("troops", "Kazakhstan")


@each
def test_what_is_not_known_of_the_soldiers_is_shown(folder: str) -> None:
    unknown = [only(folder, part, "troops", NOT_KNOWN) for part in ("first", "other")]
    (row,) = [row for row in tables.conflict_rows(case(folder)) if row["id"] == unknown[0].question]
    shown = " ".join(map(str, row["figures"] if isinstance(row["figures"], list) else []))
    assert [claim.figure for claim in unknown if claim.figure not in shown] == []
    (verdict,) = [verdict for verdict in case(folder).verdicts if verdict.question == unknown[0].question]
    assert any("not known" in reason for reason in verdict.reasons)


@each
@pytest.mark.parametrize(
    ("measure", "bounds", "place"), [("killed", (13, None), "Philadelphia"), ("troops", (20000, 99999), "Ukrain")]
)
def test_other_events_stand_apart(measure: str, bounds: Bounds, place: str, folder: str) -> None:
    other = only(folder, "other", measure, bounds)
    assert place in str(other.place)
    if other.question:
        verdict = answered(folder, other)
        assert verdict.finding == Finding.SINGLE
        assert place in str(about(folder, verdict)[1])


@each
def test_nothing_else_is_claimed(folder: str) -> None:
    assert len(case(folder).claims) == 22
