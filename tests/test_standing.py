"""Each figure of the lexicon's own examples stands as it says, and every wording has an example."""

from __future__ import annotations

import cProfile
import json
from dataclasses import replace
from pathlib import Path

import pytest
import regex

from reconcile import passages, standing
from reconcile.days import times
from reconcile.lexicon import load, words
from reconcile.model import Basis, Document, Figure, Passage, PassageKind, Qualifier, Span, Status
from reconcile.standing.cues import ALWAYS, compiled, cues, signs_in
from reconcile.standing.story import lay_out, view

PUBLISHED = "2024-05-15"
OPENING = "A neutral opening line says nothing of the sort.\n\n"
MARK = regex.compile(r"\[([^\]|]+)(?:\|(\w+))?\]")
SMALL = {"two": 2, "three": 3, "four": 4, "nine": 9}
CUES = (
    "denied", "lowered", "rejects_before", "earlier_said", "taken_back_next", "planned", "ordered", "not_ordered",
    "formerly", "lowers", "historic", "waged", "once", "looks_back", "continues",
)
LABELLED = Path(__file__).parents[2] / "shared" / "dev"
FLOOR = 0.96  # of the figures of the labelled folders, those whose status is the one given
LEAST = {Status.DENIED: 0.9, Status.PLANNED: 0.85, Status.UNKNOWN: 1.0, Status.HISTORIC: 0.75, Status.ASSERTED: 0.98}


def examples() -> list[tuple[str, str]]:
    """The examples of the lexicon with the measure of their figures."""
    found = load("standing")["example"]
    assert isinstance(found, list)
    return [(each["text"], each.get("measure", "killed")) for each in found]


def figure(start: int, words_: str, measure: str = "killed", **more: object) -> Figure:
    """A figure as the grammar would have read it, as far as its standing goes."""
    digits = words_.replace(",", "")
    size = int(digits) if digits.isdigit() else SMALL.get(words_.lower())
    given: dict[str, object] = {"qualifier": Qualifier.EXACT, "whole": None, **more}
    return Figure(
        start=start, end=start + len(words_), low=size, high=size, qualifier=Qualifier(str(given["qualifier"])),
        measure=measure, who="people", basis=Basis.TOTAL, whole=given["whole"],  # type: ignore[arg-type]
        sentence=(start, start + len(words_)), rule="",
    )


def marked(
    text: str,
    measure: str = "killed",
    opening: str = OPENING,
    published: str | None = PUBLISHED,
    title: str | None = None,
) -> tuple[Document, tuple[Passage, ...], list[Figure], list[Status]]:
    """A report of an opening and a text, the figures in its brackets, and how they stand."""
    body, figures, wanted, at = opening, [], [], 0
    for match in MARK.finditer(text):
        body += text[at : match.start()]
        figures.append(figure(len(body), match[1], measure))
        wanted.append(Status(match[2] or "asserted"))
        body, at = body + match[1], match.end()
    document = Document(doc="x", text=body + text[at:] + "\n", sha256="", published=published, title=title)
    return document, passages.split(document), figures, wanted


def test_what_follows_a_lede_of_last_week_is_of_its_own_event() -> None:
    text = "Officials said [150] people died in raids in Orabe last week. Some [250] women died on the way."
    document, parts, figures, wanted = marked(text, opening="")
    assert list(standing.judge(document, parts, figures)) == wanted


@pytest.mark.parametrize(("text", "measure"), examples())
def test_examples_stand_as_marked(text: str, measure: str) -> None:
    document, parts, figures, wanted = marked(text, measure)
    assert wanted, "no figure in brackets"
    assert list(standing.judge(document, parts, figures)) == wanted


def seen() -> list[str]:
    """The sentences of the examples, and the views of them that their figures have."""
    views = []
    for text, measure in examples():
        document, parts, figures, _ = marked(text, measure)
        story = lay_out(document, parts, figures, times(document))
        views += [document.text[slice(*sentence)] for _, sentence in story.sentences]
        views += [view(story, index, each) for index, some in story.figures.items() for each in some]
    return views


def wordings(name: str) -> dict[str, set[str]]:
    """The patterns of a cue with the lists of their signs."""
    found: dict[str, set[str]] = {}
    for listed, patterns in getattr(cues("en"), name).items():
        for pattern in patterns:
            found.setdefault(pattern, set()).add(listed)
    return found


@pytest.mark.parametrize("name", CUES)
def test_every_wording_has_an_example_and_fits_where_its_signs_stand(name: str) -> None:
    found = wordings(name)
    assert len(found) == len(words("standing", name))
    for pattern, lists in found.items():
        fitted = [each for each in seen() if compiled(pattern).search(each)]
        assert fitted, pattern
        assert lists <= {*signs(), *ALWAYS}, "a list of signs that there is not"
        assert all(not lists.isdisjoint({*signs_in(cues("en"), each), *ALWAYS}) for each in fitted), pattern


def signs() -> dict[str, list[str]]:
    found = load("standing")["signs"]
    assert isinstance(found, dict)
    return found


def test_examples_of_every_status_outnumbered_by_asserted() -> None:
    found = [status for text, measure in examples() for status in marked(text, measure)[3]]
    assert set(found) == {Status.ASSERTED, Status.DENIED, Status.PLANNED, Status.HISTORIC}
    assert min(found.count(status) for status in set(found)) >= 30
    assert found.count(Status.ASSERTED) == max(found.count(status) for status in set(found))


def test_unknown_is_the_figures_own() -> None:
    document, parts, (found,), _ = marked("It is [unclear how many] died.")
    unknown = figure(found.start, "unclear how many", qualifier=Qualifier.UNKNOWN)
    assert standing.judge(document, parts, [unknown]) == (Status.UNKNOWN,)


@pytest.mark.parametrize(
    "text",
    [
        "The province revised the toll to [21] from [29] and put the injured at [140].",
        "Officials lowered the toll to [7], down from [9] with [40] hurt.",
        "The mayor corrected the dead to [3] from [4] while counting [60] in hospital.",
        "Rescuers cut the toll to [11] from [16] as they found [25] more who were hurt.",
        "The army reduced its losses to [14] from [22] and its wounded to [90].",
    ],
)
def test_a_figure_behind_the_one_that_was_lowered_stands(text: str) -> None:
    document, parts, (now, before, hurt), _ = marked(text)
    others = replace(hurt, measure="injured")
    assert standing.judge(document, parts, [now, before, others])[1:] == (Status.DENIED, Status.ASSERTED)


def test_a_part_stands_as_its_whole() -> None:
    text = "The force is to have [6,000] soldiers, including [200] medics."
    document, parts, (whole, part), _ = marked(text, "troops")
    apart = standing.judge(document, parts, [whole, part])
    joined = figure(part.start, "200", "troops", whole=(whole.start, whole.end))
    assert apart == (Status.PLANNED, Status.ASSERTED)
    assert standing.judge(document, parts, [whole, joined]) == (Status.PLANNED, Status.PLANNED)


@pytest.mark.parametrize(
    ("opening", "title", "status"),
    [
        (OPENING, None, Status.HISTORIC),
        (OPENING, "The 2019 market fire: what went wrong", Status.ASSERTED),
        ("Survivors of the fire in March 2019 gave evidence.\n\n", None, Status.ASSERTED),
    ],
)
def test_a_past_event_that_the_report_is_about_is_its_own(opening: str, title: str | None, status: Status) -> None:
    document, parts, figures, _ = marked("In March 2019 [31] traders died.", opening=opening, title=title)
    assert standing.judge(document, parts, figures) == (status,)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("In 1985 a quake killed [9,000|historic] people.", None),
        ("Blasts at a rally honouring a general killed in a raid in 2020 have killed [53] people and hurt [40].", None),
        ("The blast killed [12] people at a vigil for a mayor shot dead three years ago.", None),
        ("A memorial for [14|historic] people killed in 2009 was opened.", None),
        ("The toll was the worst since the murder of [43|historic] students kidnapped in 2014.", None),
        ("On March 3 a quake killed [90] people.", None),
        ("On Sunday a quake killed [90] people.", None),
        ("ACCRA, March 3 - A quake killed [90] people.", PUBLISHED),
        ("Last Saturday a quake killed [90] people.", "2024-05-13"),
        ("Last Saturday a quake killed [90|historic] people.", "2024-05-18"),
        ("In December a quake killed [90|historic] people.", "2024-01-20"),
        ("In January a quake killed [90] people.", "2024-01-20"),
    ],
)
def test_another_event_is_told_by_its_distance(text: str, published: str | None) -> None:
    document, parts, figures, wanted = marked(text, published=published)
    assert list(standing.judge(document, parts, figures)) == wanted


def test_those_taken_long_ago_are_of_the_report_on_their_release() -> None:
    text = "[29] pupils were let go on Monday. In March gunmen had seized [39] of them from a college."
    document, parts, (freed, taken), _ = marked(text, "abducted")
    alone = standing.judge(document, parts, [freed, taken])
    released = figure(freed.start, "29", "rescued")
    assert alone == (Status.ASSERTED, Status.HISTORIC)
    assert standing.judge(document, parts, [released, taken]) == (Status.ASSERTED, Status.ASSERTED)


def test_those_driven_out_by_a_long_revolt_stand_as_those_it_killed() -> None:
    text = "[Two] men were shot on Monday. The revolt has killed [13,000] villagers since 2009 and driven out [90,000]."
    document, parts, (shot, killed, driven), _ = marked(text)
    displaced = figure(driven.start, "90,000", "displaced")
    found = standing.judge(document, parts, [shot, killed, displaced])
    assert found == (Status.ASSERTED, Status.HISTORIC, Status.HISTORIC)
    assert standing.judge(document, parts, [shot, displaced]) == (Status.ASSERTED, Status.ASSERTED)


def test_the_report_on_a_war_gives_its_toll_as_its_own() -> None:
    text = "[30,000|asserted] people died in the war in a year. [Nine] died on Monday."
    for opening, status in (("", Status.ASSERTED), ("Gunmen killed [12] men. ", Status.HISTORIC)):
        document, parts, figures, _ = marked(opening + text)
        toll = next(number for number, each in enumerate(figures) if each.low == 30_000)
        assert standing.judge(document, parts, figures)[toll] == status


def test_no_figures_no_statuses() -> None:
    document = Document(doc="x", text="", sha256="")
    assert standing.judge(document, (), []) == ()
    assert standing.judge(document, (), [figure(0, "12")]) == (Status.ASSERTED,)


def test_order_of_figures_is_kept() -> None:
    document, parts, figures, wanted = marked("The toll was cut from [29|denied] to [21].")
    assert list(standing.judge(document, parts, figures[::-1])) == wanted[::-1]


def test_long_lines_take_work_in_proportion() -> None:
    unit = "police said [12] people died on Tuesday and of the 2014 attack which "
    work = []
    for size in (150, 600):
        document, _, figures, _ = marked(unit * size, opening="")
        end = len(document.text)
        line = Passage(kind=PassageKind.PARAGRAPH, start=0, end=end, section=0, sentences=((0, end),))
        profile = cProfile.Profile()
        profile.runcall(standing.judge, document, (line,), figures)
        work.append(sum(entry.callcount for entry in profile.getstats()))
    assert work[1] < 5 * work[0]


def labelled() -> list[tuple[Document, list[dict[str, object]]]]:
    """The documents of the labelled folders with their claims."""
    found = []
    for folder in sorted(LABELLED.glob("*/docs")):
        rows = [json.loads(line) for line in (folder.parent / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
        manifest = folder / "manifest.jsonl"
        lines = manifest.read_text(encoding="utf-8").splitlines() if manifest.exists() else []
        told = {row["doc"]: row for row in map(json.loads, lines)}
        for path in sorted(folder.glob("*.txt")):
            row = told.get(path.name, {})
            text = path.read_bytes().decode("utf-8")
            document = Document(doc=path.name, text=text, sha256="", published=row.get("date"), title=row.get("title"))
            found.append((document, [row for row in rows if row["doc"] == path.name]))
    return found


def as_figure(row: dict[str, object]) -> Figure:
    """A labelled claim as a figure."""
    low, high = row["low"], row["high"]
    span: Span = (int(str(row["start"])), int(str(row["end"])))
    return Figure(
        start=span[0], end=span[1], low=int(str(low)) if low is not None else None,
        high=int(str(high)) if high is not None else None, qualifier=Qualifier(str(row["qualifier"])),
        measure=str(row["measure"]), who=str(row["who"]), basis=Basis.TOTAL, whole=None, sentence=span, rule="",
    )


@pytest.mark.skipif(not LABELLED.exists(), reason="the labelled folders are not here")
def test_floor_on_the_labelled_folders() -> None:
    pairs = []
    for document, rows in labelled():
        figures = [as_figure(row) for row in rows]
        got = standing.judge(document, passages.split(document), figures)
        pairs += [(Status(str(row["status"])), each) for row, each in zip(rows, got, strict=True)]
    assert sum(wanted == got for wanted, got in pairs) / len(pairs) >= FLOOR
    for status, least in LEAST.items():
        gots = [got for wanted, got in pairs if wanted == status]
        assert gots.count(status) / len(gots) >= least, status
