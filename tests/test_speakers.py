"""Who says a number, on every beat: the sentences of speakers.toml, and what holds for any text."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_attribution import marked

import reconcile
from reconcile.model import Attribution, Flag, SourceType, Stance

Row = dict[str, str]
TABLE: dict[str, list[Row]] = tomllib.loads(Path(__file__).with_name("speakers.toml").read_text(encoding="utf-8"))
ROWS = [row for rows in TABLE.values() for row in rows]
KEYS = {"text", "by", "kind", "title", "stance", "cue", "guess", "miss"}
MOST_MISSED = 0.05


def by(told: Attribution | None) -> str:
    if told is None:
        return "-"
    return " < ".join((told.name, *told.relays)) if told.name else "?"


def shown(told: Attribution | None) -> dict[str, str]:
    """An attribution in the words of the table."""
    if told is None:
        return {"by": "-", "kind": "-", "title": "-", "stance": "says", "cue": "-", "guess": "-"}
    title = (told.source or "").removesuffix(told.name or "").strip()
    return {
        "by": by(told), "kind": str(told.kind or "-"), "title": title or "-", "stance": str(told.stance),
        "cue": told.cue, "guess": "yes" if Flag.GUESS in told.flags else "no",
    }  # fmt: skip


def wanted(row: Row, key: str, count: int) -> list[str]:
    values = [value.strip() for value in row[key].split(";")]
    return values if len(values) > 1 else values * count


def missed(row: Row) -> list[pytest.MarkDecorator]:
    return [pytest.mark.xfail(strict=True, reason=row["miss"])] if "miss" in row else []


@pytest.mark.parametrize("row", [pytest.param(row, marks=missed(row), id=row["text"][:50]) for row in ROWS])
def test_sentences(row: Row) -> None:
    text, spans = marked(row["text"])
    assert spans
    found = [shown(told) for told in reconcile.who_says(text, spans)]
    row = {"stance": "says"} | row
    keys = [key for key in row if key not in ("text", "miss")]
    assert {key: [one[key] for one in found] for key in keys} == {key: wanted(row, key, len(spans)) for key in keys}


def test_the_table_is_whole() -> None:
    assert {key for row in ROWS for key in row} <= KEYS
    assert len(ROWS) >= 250
    assert len({row["text"] for row in ROWS}) == len(ROWS)
    assert sum("miss" in row for row in ROWS) < MOST_MISSED * len(ROWS)


def test_the_table_covers_every_kind_and_stance() -> None:
    kinds = {kind for row in ROWS if "kind" in row for kind in wanted(row, "kind", 1)}
    assert {str(kind) for kind in SourceType} <= kinds
    assert {str(stance) for stance in Stance} <= {row.get("stance", "says") for row in ROWS}
    assert sum(row["by"] == "-" for row in ROWS) > 40
    assert sum(" < " in row["by"] for row in ROWS) > 20


TEXT = "Mayor Ines Duarte told Radio Quay that 12 boats sank. She said 3 more were lost. Some 40 people came."
SPANS = [(39, 41), (63, 64), (87, 89)]


def test_an_attribution_tells_where_its_words_stand() -> None:
    first, second, third = reconcile.who_says(TEXT, SPANS)
    assert first is not None
    assert second is not None
    assert third is None
    assert (first.source, first.name, first.kind) == ("Mayor Ines Duarte", "Ines Duarte", SourceType.GOVERNMENT)
    assert [TEXT[slice(*span or (0, 0))] for span in (first.span, second.span)] == ["Mayor Ines Duarte", "She"]
    assert [TEXT[slice(*told.cue_span)] for told in (first, second)] == [first.cue, second.cue] == ["told", "said"]
    assert (first.relays, first.flags) == (("Radio Quay",), ())
    assert (second.source, second.relays, second.flags) == ("Mayor Ines Duarte", (), (Flag.GUESS,))


def test_answers_come_in_the_order_of_the_spans_one_for_each() -> None:
    assert reconcile.who_says(TEXT, SPANS[::-1]) == reconcile.who_says(TEXT, SPANS)[::-1]
    assert reconcile.who_says(TEXT, []) == []
    first = reconcile.who_says(TEXT, SPANS)[0]
    assert reconcile.who_says(TEXT, [SPANS[0], SPANS[0]]) == [first, first]


@pytest.mark.parametrize("span", [(-1, 2), (5, 3), (0, 10_000), (10_000, 10_001)])
def test_a_span_that_is_not_within_the_text_is_nobodys(span: tuple[int, int]) -> None:
    first = reconcile.who_says(TEXT, [SPANS[0]])[0]
    assert reconcile.who_says(TEXT, [span, SPANS[0]]) == [None, first]


def test_three_outlets_that_cite_one_agency_that_cites_one_ministry_name_one_origin() -> None:
    copy = "{}Xinhua reported, citing the health ministry, that {{12}} people had fallen ill."
    for head in ("", "QUITO (AFP) - ", "By The Associated Press\n\n"):
        text, spans = marked(copy.format(head))
        (told,) = reconcile.who_says(text, spans)
        assert told is not None
        assert (told.source, told.relays[:1]) == ("health ministry", ("Xinhua",))


PIECES = [*(piece for row in ROWS for piece in marked(row["text"])[0].split(" ")), "\n\n", "“", "”", "(", "12", "’"]
ANY_TEXT = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join))


@given(ANY_TEXT, st.lists(st.tuples(st.integers(-2, 220), st.integers(-2, 220)), max_size=5))
def test_any_text_and_any_spans_have_an_answer_each(text: str, spans: list[tuple[int, int]]) -> None:
    found = reconcile.who_says(text, spans)
    assert len(found) == len(spans)
    for told in found:
        if told is None:
            continue
        assert bool(told.source) is bool(told.name) is bool(told.span) is bool(told.kind)
        assert bool(told.source) is (Flag.UNSOURCED not in told.flags)
        assert 0 <= told.start < told.end <= len(text)
        assert " ".join(text[slice(*told.cue_span)].split()) == told.cue
