"""Documents split into passages and sentences."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.lexicon import rows
from reconcile.model import Document, Passage, PassageKind
from reconcile.passages import patterns, split


def parts(text: str) -> tuple[Passage, ...]:
    return split(Document(doc="a.txt", text=text, sha256=""))


def kinds(text: str) -> list[tuple[str, int]]:
    return [(passage.kind.value, passage.section) for passage in parts(text)]


def sentences(text: str) -> list[str]:
    return [text[start:end] for passage in parts(text) for start, end in passage.sentences]


@pytest.mark.parametrize("row", rows("passages", "example"), ids=lambda row: str(row["line"])[:30])
def test_line_patterns_match_their_examples(row: dict[str, str]) -> None:
    assert getattr(patterns(), row["kind"]).fullmatch(row["line"])
    others = {"furniture", "captions", "caption_ends", "teasers", "teaser_marks"} - {row["kind"]}
    assert not any(getattr(patterns(), other).fullmatch("The river rose again on Sunday.") for other in others)


def test_headline_copy_and_furniture_are_told_apart() -> None:
    text = "Ferry sinks\n\nBy Amina Okafo\n\nIt sank on Sunday.\n\nPhoto: A. Lindqvist/Agency"
    assert kinds(text) == [("headline", 0), ("furniture", 0), ("paragraph", 0), ("furniture", 0)]


def test_teasers_of_other_stories_are_sections_of_their_own() -> None:
    text = (
        "Dam fails in the north\n\nThe dam failed on Monday.\n\nRosa Lind\n3 hours ago - World\n\nStrike at port\n\n"
        "Dockers walked out.\n\nMax Orme\n5 hours ago - World\n\nBudget passes\n\nThe house voted."
    )
    assert [section for _, section in kinds(text)] == [0, 0, 0, 1, 1, 1, 1, 2, 2, 2]
    assert kinds(text)[5] == ("teaser", 1)


def test_the_letter_that_names_a_platform_ends_a_sentence() -> None:
    (passage,) = parts("Nine people died, the fire brigade wrote on X. Its spokesman, John X. Lund, spoke later.")
    assert len(passage.sentences) == 2


def test_a_line_that_names_a_related_story_is_a_section_of_its_own() -> None:
    text = "Ferry sinks\n\nNine people died.\n\nRelated Story Two die in bus crash\n\nThe ferry was old."
    assert kinds(text) == [("headline", 0), ("paragraph", 0), ("teaser", 1), ("paragraph", 0)]


def test_a_list_of_links_at_the_foot_is_one_section_a_link() -> None:
    text = "Quake hits coast\n\nA quake hit the coast.\n\nNine dead in bus crash\n\nStorm nears islands"
    assert kinds(text)[2:] == [("teaser", 1), ("teaser", 2)]


def test_lines_broken_at_a_fixed_width_are_put_together() -> None:
    line = "The ministry said on Friday that the number of villagers who had"
    text = "\n".join([line, "left their homes was rising. More were expected to follow over the", "weekend, it said."])
    assert sentences(text) == [
        line + "\nleft their homes was rising.",
        "More were expected to follow over the\nweekend, it said.",
    ]


def test_front_matter_gives_its_headline() -> None:
    text = '---\nlayout: post\ntitle: "Nine die in fire"\n---\n\nNine people died.'
    assert kinds(text) == [("furniture", 0), ("furniture", 0), ("headline", 0), ("furniture", 0), ("paragraph", 0)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It rained. Nobody came. The end.", 3),
        ("Gen. Omar Said met U.S. envoys on Jan. 6 in St. Louis.", 1),
        ("J.P. Marsh, of Reno, Nev., spoke. He left.", 2),
        ("“We saw it.” She wept. “All of it,” he said.", 3),
        ("About 1.5 million fled. 12 died.", 2),
        ("Is it over? No! They wait…", 3),
    ],
)
def test_sentences_end_where_they_end(text: str, count: int) -> None:
    assert len(sentences(text)) == count


@given(st.text(alphabet="ab.?! \n\"”'•#1AÉ—", max_size=200))
def test_every_character_lies_in_one_passage_and_sentence(text: str) -> None:
    found = parts(text)
    assert "".join("".join(text[p.start : p.end].split()) for p in found) == "".join(text.split())
    for passage in found:
        assert passage.sentences[0][0] == passage.start
        assert passage.sentences[-1][1] == passage.end
        assert passage.kind in PassageKind


def test_a_line_without_end_is_cut_between_words() -> None:
    text = "at least 12 people were killed " * 1000
    spans = parts(text)[0].sentences
    assert max(end - start for start, end in spans) <= 2000
    assert [word for start, end in spans for word in text[start:end].split()] == text.split()
