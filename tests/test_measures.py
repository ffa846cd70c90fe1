"""Measure files: their examples, their forms, and what is said of a broken one."""

from __future__ import annotations

from pathlib import Path

import pytest

from reconcile.errors import LexiconError
from reconcile.figures import find
from reconcile.measures import extended, parse, plural, standard, verb_forms
from reconcile.model import Document
from reconcile.passages import split

MEASURES = (
    "killed injured missing arrested troops displaced evacuated rescued abducted crowd infected affected damaged "
    "casualties"
)
EXAMPLES = [(name, row) for name, measure in standard().by_name.items() for row in measure.examples]


def figures(text: str) -> list[tuple[str, str]]:
    document = Document(doc="a.txt", text=text, sha256="")
    return [(text[figure.start : figure.end], figure.measure) for figure in find(document, split(document))]


def test_every_measure_of_the_contract_has_a_file_with_examples() -> None:
    assert set(standard().by_name) == set(MEASURES.split())
    for measure in standard().by_name.values():
        wanted = [bool(row["figure"]) for row in measure.examples]
        assert True in wanted, measure.name
        assert False in wanted, measure.name


@pytest.mark.parametrize(("name", "row"), EXAMPLES, ids=[f"{name}-{row['text']}" for name, row in EXAMPLES])
def test_examples_of_a_measure_are_read_and_counter_examples_are_not(name: str, row: dict[str, str]) -> None:
    found = [figure for figure, measure in figures(row["text"]) if measure == name]
    assert found == ([row["figure"]] if row["figure"] else [])


@pytest.mark.parametrize(
    ("verb", "forms"),
    [
        ("kill", "kill kills killed killing"),
        ("bury", "bury buries buried burying"),
        ("stab", "stab stabs stabbed stabbing"),
        ("die", "die dies died dying"),
        ("shoot", "shoot shoots shot shooting"),
        ("seize", "seize seizes seized seizing"),
        ("free", "free frees freed freeing"),
        ("crush", "crush crushes crushed crushing"),
        ("wound", "wound wounds wounded wounding"),
    ],
)
def test_verbs_have_their_forms(verb: str, forms: str) -> None:
    assert list(dict.fromkeys(form for form, _ in verb_forms(verb))) == forms.split()


@pytest.mark.parametrize(
    ("noun", "many"),
    [
        ("body", "bodies"),
        ("gunman", "gunmen"),
        ("protester", "protesters"),
        ("case of cholera", "case of choleras"),
        ("crash", "crashes"),
    ],
)
def test_nouns_have_their_plural(noun: str, many: str) -> None:
    assert plural(noun) == many


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('name = "x"', 'needs name and counts ("people" or "things")'),
        ('name = "x"\ncounts = "people"\nverbs = ["go"]', "no such key: verbs"),
        ('name = "x"\ncounts = "people"\nnouns = "body"', "nouns must be a list of strings"),
        ("name = ", "own.toml"),
    ],
)
def test_a_broken_measure_file_is_named_with_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(LexiconError, match=r"own\.toml") as caught:
        parse(text, "own.toml")
    assert said in str(caught.value)


def test_a_folder_of_own_measures_is_added_to_the_standard_ones(tmp_path: Path) -> None:
    (tmp_path / "vaccinated.toml").write_text(
        'name = "vaccinated"\ncounts = "people"\naffects = ["vaccinate", "inoculate"]\n'
    )
    measures = extended(tmp_path)
    text = "Nurses vaccinated 4,200 children in a week."
    document = Document(doc="a.txt", text=text, sha256="")
    found = find(document, split(document), measures)
    assert [(text[f.start : f.end], f.measure, f.who) for f in found] == [("4,200", "vaccinated", "children")]
    assert set(measures.by_name) == {*standard().by_name, "vaccinated"}


def test_a_folder_without_measures_says_so(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="no measure file"):
        extended(tmp_path)
