"""What holds whatever the reports say: spans, order, copies, bytes, and stories that must keep apart."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from board import SEEDS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reconcile import engine
from reconcile.model import Case, Claim, Verdict
from reconcile.writers import OUTPUTS

few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)

TOWNS = ("Asmara", "Cuenca", "Gdansk", "Kisumu", "Malmo", "Oruro", "Sfax", "Trabzon")
EVENTS = ("a bridge collapse", "a mine fire", "a ferry sinking", "a market bombing")
OUTLETS = ("Coast Post", "Daily Beacon", "Hill Gazette", "Lantern", "Northern Ledger", "Quay Times")
# Each speaker in words of its own, so that only a copy reads like a copy.
SAID = (
    "Police said {one} people were killed and {two} wounded in {town}.",
    "At the hospital of {town}, doctors counted {one} dead by nightfall.",
    "The death toll rose to {one}, according to the interior ministry.",
    "“It is the worst we have seen,” Governor Ines Falk said, adding that {one} people had been injured.",
    "State television reported that {one} families were displaced, and showed tents on a football pitch.",
    "It was not clear how many were missing, the fire brigade said.",
    "More than {two} people marched on the town hall to ask why warnings had gone unheard.",
    "Rescuers pulled {two} survivors from the wreckage in the first hours.",
)
BOUNDS = ("at least", "more than", "about", "nearly", "up to")
FIGURES = st.one_of(
    st.integers(2, 4_000).map("{:,}".format),
    st.builds("{} {}".format, st.sampled_from(BOUNDS), st.integers(5, 900)),
    st.sampled_from(("several", "two dozen", "thirty-one")),
)


@st.composite
def reports(draw: st.DrawFn, town: str | None = None, event: str | None = None) -> str:
    """A short report on one event, in a few sentences with figures."""
    town, event = town or draw(st.sampled_from(TOWNS)), event or draw(st.sampled_from(EVENTS))
    day = draw(st.sampled_from(("Monday", "Tuesday")))
    wordings = draw(st.lists(st.sampled_from(SAID), min_size=1, max_size=4, unique=True))
    told = [one.format(one=draw(FIGURES), two=draw(st.integers(5, 900)), town=town) for one in wordings]
    return "\n\n".join([f"Rescue crews searched {town} after {event} on {day}.", *told])


PILES = st.lists(reports(), min_size=2, max_size=5, unique=True)


def written(folder: Path, texts: Mapping[str, str], outlets: Sequence[str] = OUTLETS) -> list[Path]:
    """The reports as files beside a manifest that gives each an outlet of its own and all one day."""
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    lines = [
        json.dumps({"doc": name, "outlet": outlet, "date": "2031-03-05"})
        for name, outlet in zip(texts, outlets, strict=False)
    ]
    (folder / "manifest.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return [folder / name for name in texts]


def run(texts: Mapping[str, str], outlets: Sequence[str] = OUTLETS) -> Case:
    """What is found in these reports."""
    with TemporaryDirectory() as name:
        return engine.run(written(Path(name), texts, outlets))


def judged(case: Case) -> dict[tuple[str, str, str | None], Verdict]:
    """The verdicts by what their questions ask."""
    what = {question.id: (question.measure, question.who, question.place) for question in case.questions}
    return {what[verdict.question]: verdict for verdict in case.verdicts}


def said(claims: Sequence[Claim]) -> list[Claim]:
    """All that claims say, save in which document and in answer to what."""
    return sorted((replace(claim, doc="", question=None) for claim in claims), key=lambda claim: claim.id)


def found(case: Case) -> list[tuple[object, ...]]:
    """Which claims belong together and what they come to; names given to a story or an origin play no part."""
    verdicts = {verdict.question: verdict for verdict in case.verdicts}
    rows = []
    for question in case.questions:
        verdict = verdicts[question.id]
        counts = (verdict.origins, verdict.outlets, verdict.documents, verdict.low, verdict.high)
        rows.append((sorted(question.claims), question.measure, question.who, question.place, verdict.finding, *counts))
    return sorted(rows)


@few
@given(PILES)
def test_every_span_is_the_figure_in_its_sentence(texts: list[str]) -> None:
    case = run({f"{n}.txt": text for n, text in enumerate(texts)})
    held = {document.doc: document.text for document in case.documents}
    for claim in case.claims:
        assert held[claim.doc][claim.start : claim.end] == claim.figure
        assert claim.figure in claim.sentence
        assert claim.sentence in held[claim.doc]
    whole = {claim.id: claim for claim in case.claims}
    assert all(whole[claim.part_of].doc == claim.doc for claim in case.claims if claim.part_of)


@given(st.lists(st.one_of(st.text(max_size=40), reports()), max_size=5))
@few
def test_no_text_upsets_the_engine_or_its_spans(pieces: list[str]) -> None:
    case = run({"a.txt": " \n".join(pieces).encode("utf-8", "ignore").decode()})
    for claim in case.claims:
        (document,) = case.documents
        assert document.text[claim.start : claim.end] == claim.figure


@few
@given(PILES, st.data())
def test_the_order_of_the_documents_changes_nothing(texts: list[str], data: st.DataObject) -> None:
    with TemporaryDirectory() as name:
        paths = written(Path(name), {f"{n}.txt": text for n, text in enumerate(texts)})
        assert engine.run(paths) == engine.run(data.draw(st.permutations(paths))) == engine.run([name])


@few
@given(PILES, st.data())
def test_the_names_of_the_files_change_nothing_that_counts(texts: list[str], data: st.DataObject) -> None:
    named = data.draw(st.permutations(range(len(texts))))
    one, other = (
        run({f"{n}.txt": text for n, text in zip(names, texts, strict=True)}) for names in (range(len(texts)), named)
    )
    assert said(one.claims) == said(other.claims)
    assert found(one) == found(other)


@few
@given(PILES, st.data())
def test_a_copy_in_another_outlet_is_no_new_origin(texts: list[str], data: st.DataObject) -> None:
    pile = {f"{n}.txt": text for n, text in enumerate(texts)}
    copy = {data.draw(st.sampled_from(("0-copy.txt", "copy.txt"))): data.draw(st.sampled_from(texts))}
    before, after = judged(run(pile)), judged(run(pile | copy))
    assert set(before) == set(after)
    for what, verdict in before.items():
        assert (what, after[what].origins, after[what].finding) == (what, verdict.origins, verdict.finding)
        assert after[what].documents >= verdict.documents


LINKS = (
    "{Figure} dead as earthquake strikes {town}",
    "Trawler sinks off {town}: {figure} missing",
    "{Figure} arrested in {town} drug raids",
)


@few
@given(st.data(), st.lists(st.sampled_from(LINKS), min_size=1, max_size=3, unique=True))
def test_a_headline_in_a_list_of_links_keeps_apart_from_the_report_above(data: st.DataObject, links: list[str]) -> None:
    here, there = data.draw(st.permutations(TOWNS))[:2]
    report = data.draw(reports(town=here, event=EVENTS[0]))
    figures = [(link, data.draw(FIGURES)) for link in links]
    foot = [link.format(Figure=figure[0].upper() + figure[1:], figure=figure, town=there) for link, figure in figures]
    case = run({"report.txt": "\n\n".join([report, *foot])})
    sides: dict[str | None, set[bool]] = {}
    for claim in case.claims:
        sides.setdefault(claim.question, set()).add(claim.start > len(report))
    assert {question: found for question, found in sides.items() if question and len(found) > 1} == {}


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    kept = []
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "reconcile", "run", "seeds", "--out", str(tmp_path / seed)]
        settled = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run(command, cwd=SEEDS.parent, env=settled, capture_output=True, check=False)
        kept.append({path.name: path.read_bytes() for path in (tmp_path / seed).iterdir()})
    assert set(kept[0]) == set(OUTPUTS)
    assert [name for name in OUTPUTS if kept[0][name] != kept[1][name]] == []
