"""The lattice of populations: its examples, its algebra, and what is said of a broken one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.errors import LexiconError
from reconcile.lexicon import load
from reconcile.populations import Relation, alike, common, forms, kinds, lattice, nouns, population, relation, states_in

LEXICON = load("populations")
OPPOSITE = {Relation.NARROWER: Relation.WIDER, Relation.WIDER: Relation.NARROWER}
NAMES = sorted(nouns())


def rows(name: str) -> list[dict[str, object]]:
    found = LEXICON[name]
    assert isinstance(found, list)
    return found


def classes() -> Iterator[tuple[str, dict[str, list[str]]]]:
    found = LEXICON["class"]
    assert isinstance(found, dict)
    yield from found.items()


@pytest.mark.parametrize("row", rows("example"), ids=lambda row: row["who"])
def test_examples_of_wordings_name_their_classes(row: dict[str, str]) -> None:
    assert kinds(row["who"]) == frozenset(row["kinds"])


@pytest.mark.parametrize("row", rows("relation"), ids=lambda row: f"{row['a']}-{row['b']}")
def test_examples_of_relations_hold_both_ways(row: dict[str, str]) -> None:
    wanted = Relation(row["relation"])
    assert relation(row["a"], row["b"]) is wanted
    assert relation(row["b"], row["a"]) is OPPOSITE.get(wanted, wanted)


def test_examples_hold_wordings_that_name_no_class() -> None:
    assert sum(not row["kinds"] for row in rows("example")) >= 2
    assert {row["relation"] for row in rows("relation")} == set(Relation)


@pytest.mark.parametrize("name", [name for name, _ in classes()])
def test_every_class_is_named_by_its_nouns(name: str) -> None:
    entry = dict(classes())[name]
    for form in (*entry.get("collective", []), *(form for noun in entry["nouns"] for form in forms(noun))):
        assert name in nouns()[form.replace("’", "'")], form


def test_words_are_lower_case_and_stand_once_in_a_class() -> None:
    for name, entry in classes():
        listed = [*entry["nouns"], *entry.get("collective", [])]
        assert len(listed) == len(set(listed)), name
        assert all(word == word.lower() for word in listed), name


def test_exclusive_and_interchangeable_classes_exist() -> None:
    known = lattice()
    named = {kind for pair in known.apart for kind in pair}
    named |= {kind for groups in known.alike.values() for group in groups for kind in group}
    assert named <= set(known.above)


@pytest.mark.parametrize(
    ("noun", "plural"),
    [
        ("soldier", "soldiers"),
        ("police agency", "police agencies"),
        ("boy", "boys"),
        ("church", "churches"),
        ("bus", "buses"),
        ("fire woman", "fire women"),
        ("stepchild", "stepchilds"),
        ("grandchild/grandchildren", "grandchildren"),
    ],
)
def test_plurals_are_made_by_rule_unless_given(noun: str, plural: str) -> None:
    assert forms(noun)[1] == plural


@pytest.mark.parametrize(
    ("who", "heads"),
    [
        ("Eight Bolivian policewomen", "police"),
        ("police officers in the northern town", "police"),
        ("law-abiding shopkeepers", "workers"),
        ("a group of hikers", "tourists"),
        ("members of the armed forces", "soldiers"),
        ("army officers", "soldiers"),
        ("hospital patients", "patients"),
        ("gunmen wearing police uniforms", "attackers"),
        ("primary schools", "schools"),
        ("pupils (expected)", "students"),
        ("people who fled the soldiers", "people"),
        ("Swedes", "people"),
        ("two shift supervisors", "workers"),
        ("camp counsellors", "workers"),
        ("young cricketers", "workers"),
        ("Gursikhs", "Sikhs"),
    ],
)
def test_the_head_of_a_wording_is_what_is_counted(who: str, heads: str) -> None:
    assert population(who).heads == frozenset(heads.split(", "))


def test_nationality_state_and_names_narrow_a_population() -> None:
    read = population("Ghanaian sailors in serious condition")
    assert read.heads == {"crew"}
    assert read.nations == {"Ghana"}
    assert read.states == {"seriously hurt"}
    assert population("Lakeside Blues fans").names == {"lakeside", "blues"}
    assert relation("Lakeside Blues fans", "fans") is Relation.NARROWER
    assert relation("sailors in serious condition", "sailors") is Relation.NARROWER
    assert relation("NATO troops", "Danish troops") is Relation.WIDER


def test_a_coordination_of_exclusive_classes_is_what_holds_them() -> None:
    assert common(frozenset({"police", "soldiers"})) == {"security forces"}
    assert common(frozenset({"homes", "schools"})) == {"buildings"}
    assert common(frozenset({"women", "children"})) == {"women", "children"}


def test_reports_put_some_classes_for_others_by_measure() -> None:
    assert "protesters" in alike("crowd", "people")
    assert "protesters" not in alike("killed", "people")
    assert alike("no such measure", "people") == {"people"}


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_relations_are_the_same_seen_from_the_other_side(a: str, b: str) -> None:
    seen = relation(a, b)
    assert relation(b, a) is OPPOSITE.get(seen, seen)


@given(st.sampled_from(NAMES))
def test_a_population_is_itself(name: str) -> None:
    assert relation(name, name) is Relation.SAME
    assert kinds(name)


@given(st.text(max_size=60))
def test_any_wording_can_be_read(who: str) -> None:
    assert relation(who, who) is Relation.SAME
    assert kinds(who) <= {*lattice().above, *(name for found in lattice().nations.values() for name in found)} | {
        name for _, name in lattice().states
    }


@pytest.mark.parametrize(
    ("state", "phrase"),
    [(name, phrase) for name, phrases in LEXICON["state"].items() for phrase in phrases],  # type: ignore[attr-defined]
)
def test_each_phrase_of_a_state_is_found_in_a_sentence_and_not_in_other_words(state: str, phrase: str) -> None:
    assert state in states_in(f"Twelve, {phrase.title()}; so they said.")
    assert states_in(f"Twelve un{phrase.replace(' ', 'x')}ish") == frozenset()


def test_a_lattice_with_an_unknown_class_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {**LEXICON, "class": {"sailors": {"nouns": ["sailor"], "inside": ["seafarers"]}}}
    monkeypatch.setattr("reconcile.populations.load", lambda *_: broken)
    with pytest.raises(LexiconError, match="sailors is inside seafarers"):
        lattice.__wrapped__("en")


def test_a_faith_that_is_no_people_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = {**LEXICON, "faith": {"Kurds": ["Sun worshippers"]}}
    monkeypatch.setattr("reconcile.populations.load", lambda *_: broken)
    with pytest.raises(LexiconError, match="Kurds is inside Sun worshippers"):
        lattice.__wrapped__("en")


def test_a_people_of_one_faith_is_inside_it() -> None:
    assert relation("Uighur Muslims", "Uighurs") is Relation.SAME
    assert relation("Tibetans", "Buddhists") is Relation.NARROWER
    assert relation("Arab Christians", "Arabs") is Relation.NARROWER, "of a people of several faiths they are some"
