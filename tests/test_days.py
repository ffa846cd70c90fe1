"""Words of time are read as the lexicon's own examples say, and each figure gets the day that its sentence gives it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from reconcile import days, passages
from reconcile.days.grammar import READINGS, grammar
from reconcile.lexicon import load
from reconcile.model import Document, Span

PUBLISHED = "2024-05-15"
OPENING = "Deaths were feared in a region of many villages.\n\n"
MARK = regex.compile(r"\[([^\]]+)\]")
LABELLED = Path(__file__).parents[2] / "shared" / "dev"
FLOOR = 0.80  # of the asserted figures of the labelled folders, those whose day is exactly the one given


def examples(key: str) -> list[tuple[str, object]]:
    """The examples of the lexicon that give `key`."""
    found = load("days")["example"]
    assert isinstance(found, list)
    return [(each["text"], each[key]) for each in found if key in each]


def read(text: str, published: str | None = PUBLISHED) -> tuple[days.Expression, ...]:
    return days.expressions(text, 0, len(text), published)


def dated(text: str, published: str | None = PUBLISHED, opening: str = OPENING) -> str | None:
    """The day of the figure in brackets."""
    match = MARK.search(text)
    assert match, f"no figure in brackets: {text}"
    body = opening + MARK.sub(r"\1", text) + "\n"
    start = len(opening) + match.start()
    document = Document(doc="x", text=body, sha256="", published=published)
    return days.date(document, passages.split(document), [(start, start + len(match[1]))])[0]


@pytest.mark.parametrize(("text", "times"), examples("times"))
def test_expressions_name_days(text: str, times: list[str]) -> None:
    assert [each.day or "" for each in read(text)] == times


@pytest.mark.parametrize(("text", "day"), examples("day"))
def test_figure_takes_the_day_of_its_clause(text: str, day: str) -> None:
    assert dated(text) == day


@pytest.mark.parametrize(("text", "day"), examples("published"))
def test_publication_is_read_off_the_head(text: str, day: str) -> None:
    assert days.published(text) == (day or None)


def test_every_reading_has_an_example() -> None:
    texts = [text for key in ("times", "day") for text, _ in examples(key)]
    assert {each.reading for text in texts for each in read(MARK.sub(r"\1", text))} == set(READINGS)


def test_spans_mark_the_words() -> None:
    text = "On Tuesday, and again in March 2020, the dam broke."
    assert [text[each.start : each.end] for each in read(text)] == ["Tuesday", "in March 2020"]


def test_without_publication_only_full_dates_name_a_day() -> None:
    found = read("On Monday, on May 3, last week, on 3 May 2020 and in 1999.", published=None)
    assert [each.day for each in found] == [None, None, None, "2020-05-03", "1999"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Police arrested [40] people.", PUBLISHED),
        ("Police arrested [40] people on Monday.", "2024-05-13"),
        ("[40] people were arrested, police said on Monday.", "2024-05-13"),
    ],
)
def test_story_day_serves_undated_figures_of_a_story_without_deaths(text: str, day: str) -> None:
    assert dated(text, opening="A march was held in the old town.\n\n") == day


def test_undated_figures_take_the_day_of_the_first_dated_one() -> None:
    text = "Crowds of 900 marched on Monday.\n\nPolice held 40 of them.\n"
    document = Document(doc="x", text=text, sha256="", published=PUBLISHED)
    spans = [(text.index("900"), text.index("900") + 3), (text.index("40"), text.index("40") + 2)]
    assert days.date(document, passages.split(document), spans) == ("2024-05-13", "2024-05-13")


def test_a_sentence_goes_on_about_the_gathering_before_it() -> None:
    text = "The vote was on Tuesday.\n\nOn Monday 900 marched. Organisers spoke of 4,000. It rained. "
    text += "The mayor saw 700.\nPolice held 40 of them.\n\nThe square was quiet.\n\nAt the vote 60 stood outside.\n"
    document = Document(doc="x", text=text, sha256="", published=PUBLISHED)
    spans = [(text.index(each), text.index(each) + len(each)) for each in ("900", "4,000", "700", "40", "60")]
    monday = "2024-05-13"
    crowds = {spans[at] for at in (0, 1, 2, 4)}
    found = days.date(document, passages.split(document), spans, daily=crowds)
    assert found[:3] == (monday, monday, monday)
    assert found[3:] == days.date(document, passages.split(document), spans)[3:], "arrests and a later scene do not"


@pytest.mark.parametrize(
    "text",
    [
        "On Monday 900 marched, police said, against 2,000 last Saturday. Unions spoke of 4,000.",
        "On Monday 900 marched, fewer than on May 1. Unions spoke of 4,000.",
        "On Monday 900 marched. On May 1, police had counted 2,000 in the square. Unions spoke of 4,000.",
        "On Monday 900 marched, up from 700 on Friday. Unions spoke of 4,000, less than the record of May 1 (9,000).",
        "On Monday 900 marched. Unions spoke of 4,000, compared with 6,000 on Friday.",
    ],
)
def test_the_day_of_a_gathering_that_one_is_compared_with_is_not_its_own(text: str) -> None:
    document = Document(doc="x", text=text, sha256="", published=PUBLISHED)
    spans = [(text.index(each), text.index(each) + len(each)) for each in ("900", "4,000")]
    assert days.date(document, passages.split(document), spans, daily=frozenset(spans)) == ("2024-05-13", "2024-05-13")


@pytest.mark.parametrize(
    "text",
    [
        "The ministry revised the death toll in the crash on Friday to [275].",
        "The number of dead in a landslide on Thursday rose to [61].",
        "Fatalities from the fire on Saturday now stand at [9].",
        "The toll of the bus fall on Friday is [14].",
        "A body count after the raid on Friday came to [33].",
    ],
)
def test_a_tally_is_not_of_the_day_of_its_event(text: str) -> None:
    assert dated(text) == PUBLISHED


def test_a_toll_that_grows_is_of_the_day_of_the_report() -> None:
    assert dated("A bomb killed [80] people late on Tuesday.") == PUBLISHED
    assert dated("A bomb killed [80] people late on Tuesday, 7 May.") == "2024-05-07"


def test_a_report_filed_on_the_eve_speaks_from_the_eve() -> None:
    opening = "Deaths were feared in the valley, officials said on Tuesday.\n\n"
    assert dated("The flood killed [31] people.", opening=opening) == "2024-05-14"
    assert dated("The flood killed [31] people before Wednesday.", opening=opening) == PUBLISHED


def test_dateline_dates_nothing() -> None:
    assert dated("LIMA, March 3 - A bus fell into a gorge, killing [26].", opening="") == PUBLISHED


@pytest.mark.parametrize(
    ("sentence", "year"),
    [
        ("After the 2012 fire in the port, which claimed 60 lives, rules were tightened.", "2012"),
        ("The islands' 1998-2000 war killed 80 people.", "2000"),
        ("A 2019 landslide there killed 12.", "2019"),
        ("The 2012 fire and the 2015 flood killed 60.", None),
        ("Sixty died there in all.", None),
        ("The 2031 budget has money for the 60 families.", None),
        ("It has 2012 seats.", None),
    ],
)
def test_an_event_is_known_by_its_year(sentence: str, year: str | None) -> None:
    assert days.year_known_by(sentence, "2024-05-15") == year
    assert days.year_known_by(sentence, None) is None


@pytest.mark.parametrize("published", [None, "no date"])
def test_no_publication_gives_no_day_but_a_full_date(published: str | None) -> None:
    assert dated("[12] people died.", published=published) == published
    assert dated("[12] people died on 3 May 2020.", published=published) == "2020-05-03"


def test_publication_is_read_from_the_text_where_no_one_gave_it() -> None:
    assert dated("[12] people were held on Monday.", None, " date 2024-05-15 A letter\n\n") == "2024-05-13"


def test_no_figures_no_days() -> None:
    document = Document(doc="x", text="", sha256="")
    assert days.date(document, (), []) == ()
    assert days.date(document, (), [(0, 0)]) == (None,)


@given(st.text(alphabet="On Mayat 0123456789/.-,Frid\n'’lastwekgo(", max_size=120), st.dates(date(1950, 1, 1)))
def test_days_are_real_ones(text: str, today: date) -> None:
    for each in read(text, today.isoformat()):
        assert 0 <= each.start < each.end <= len(text)
        assert each.day is None or regex.fullmatch(r"\d{4}(?:-\d\d)?", each.day) or date.fromisoformat(each.day)


@given(st.sampled_from(grammar().names), st.dates(date(1950, 1, 1)))
def test_a_weekday_is_the_latest_not_after_publication(name: str, today: date) -> None:
    (found,) = read(f"It happened on {name}.", today.isoformat())
    then = date.fromisoformat(found.day or "")
    assert 0 <= (today - then).days < 7
    assert then.weekday() == grammar().names.index(name)


def labelled() -> list[tuple[Document, list[dict[str, object]]]]:
    """The documents of the labelled folders with their claims."""
    found = []
    for folder in sorted(LABELLED.glob("*/docs")):
        rows = [json.loads(line) for line in (folder.parent / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
        manifest = folder / "manifest.jsonl"
        lines = manifest.read_text(encoding="utf-8").splitlines() if manifest.exists() else []
        told = {row["doc"]: row for row in map(json.loads, lines)}
        for path in sorted(folder.glob("*.txt")):
            text = path.read_bytes().decode("utf-8")
            published = told.get(path.name, {}).get("date")
            document = Document(doc=path.name, text=text, sha256="", published=published)
            found.append((document, [row for row in rows if row["doc"] == path.name]))
    return found


@pytest.mark.skipif(not LABELLED.exists(), reason="the labelled folders are not here")
def test_floor_on_the_labelled_folders() -> None:
    right = total = 0
    for document, rows in labelled():
        spans: list[Span] = [(int(str(row["start"])), int(str(row["end"]))) for row in rows]
        for row, day in zip(rows, days.date(document, passages.split(document), spans), strict=True):
            if row["status"] == "asserted":
                total += 1
                right += day == row["as_of"]
    assert right / total >= FLOOR
