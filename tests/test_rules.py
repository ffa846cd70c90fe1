"""The named rules: what each would pick, in words."""

from __future__ import annotations

import pickle
import pkgutil
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile import rules
from reconcile.lexicon import load
from reconcile.model import Basis, Claim, Qualifier, SourceType, Status
from reconcile.rules import RULES, Pick, acled, picking

NAMES = ("range", "lowest", "highest", "latest", "majority", "acled", "gtd", "ucdp", "emdat", "bbc", "airwars")
Q, T = Qualifier, SourceType


def said(
    figure: str,
    low: int | None,
    high: int | None,
    kind: Qualifier = Q.EXACT,
    day: str = "2031-03-02",
    by: SourceType | None = None,
    source: str | None = "someone",
    status: Status = Status.ASSERTED,
) -> Claim:
    """A claim; each is told apart, and given to an origin, by its figure, source and day."""
    name = f"{source}|{figure}|{day}"
    return Claim(
        id=name, doc=f"{source}.txt", start=0, end=len(figure), figure=figure, low=low, high=high, qualifier=kind,
        measure="killed", who="people", place=None, source=source, relayed_by=None, source_type=by, status=status,
        as_of=day, basis=Basis.TOTAL, part_of=None, question=None, sentence=figure, rule="test",
    )  # fmt: skip


def picks(*claims: Claim) -> Mapping[str, str]:
    return rules.pick(claims, {claim.id: claim.source or claim.doc for claim in claims})


TWELVE = said("12", 12, 12, by=T.STATE_MEDIA, source="state TV")
EIGHTEEN = said("at least 18", 18, None, Q.AT_LEAST, day="2031-03-03", by=T.GOVERNMENT, source="government")
TWENTY = said("20", 20, 20, day="2031-03-03", by=T.OPPOSITION_ARMED, source="Northern Front")
NINE = said("9", 9, 9, day="2031-03-01", source="state TV")
NINETEENS = tuple(said("19", 19, 19, day="2031-03-03", source=source) for source in ("police", "mayor"))
DOZENS = said("Dozens", 24, 99, Q.VAGUE, source="witnesses")
RANGE = said("30 to 40", 30, 40, Q.RANGE, by=T.IGO, source="OCHA")


@pytest.mark.parametrize(
    ("claims", "rule", "expected"),
    [
        ((TWELVE,), "range", "12"),
        ((TWELVE, EIGHTEEN), "range", "12 or more"),
        ((TWELVE, TWENTY), "range", "12-20"),
        ((DOZENS,), "range", "24-99"),
        ((said("up to 3,000", None, 3000, Q.AT_MOST),), "range", "up to 3,000"),
        ((), "range", "none: no figure"),
        ((TWELVE, EIGHTEEN, TWENTY), "lowest", "12"),
        ((DOZENS,), "lowest", "none: vague only"),
        ((said("more than 2,000", 2001, None, Q.MORE_THAN),), "lowest", "2,000"),
        ((TWELVE, TWENTY), "highest", "20"),
        ((TWELVE, RANGE), "highest", "40"),
        ((TWELVE, EIGHTEEN), "latest", "18 or more"),
        ((TWELVE, EIGHTEEN, TWENTY), "latest", "18 or more"),
        ((TWELVE, TWENTY), "majority", "none: no strict majority"),
        ((TWELVE, said("12", 12, 12, source="police"), TWENTY), "majority", "12"),
        ((TWELVE, NINE, TWENTY), "majority", "none: no strict majority"),
        ((TWELVE, TWENTY), "acled", "12"),
        ((TWELVE, TWENTY, said("20", 20, 20, source="police")), "acled", "20 (corroborated)"),
        ((DOZENS,), "acled", "12"),
        ((said("hundreds", 200, 999, Q.VAGUE),), "acled", "100"),
        ((said("several", 3, 9, Q.VAGUE),), "acled", "3"),
        ((TWELVE, EIGHTEEN, TWENTY), "gtd", "18"),
        ((TWENTY,), "gtd", "none: no figure"),
        ((DOZENS,), "gtd", "none: vague only"),
        ((EIGHTEEN, *NINETEENS), "gtd", "19"),
        ((TWELVE, TWENTY), "ucdp", "12-20, best 12"),
        ((TWELVE, TWENTY, said("20", 20, 20, source="police")), "ucdp", "12-20, best 20"),
        ((RANGE,), "ucdp", "30-40, best 30"),
        ((TWELVE, EIGHTEEN, RANGE), "emdat", "35 (OCHA)"),
        ((said("hundreds", 200, 999, Q.VAGUE, source="OCHA", by=T.IGO),), "emdat", "200 (OCHA)"),
        ((DOZENS,), "emdat", "none: vague only"),
        ((TWELVE, EIGHTEEN), "bbc", "12 or more (at least 18 by government)"),
        ((said("12", 12, 12, source=None),), "bbc", "12"),
        ((TWELVE,), "airwars", "12 (weak)"),
        ((TWELVE, said("14", 14, 14, source="police")), "airwars", "12-14 (fair)"),
        ((TWELVE, said("14", 14, 14, source="army", by=T.MILITARY)), "airwars", "12-14 (confirmed)"),
        ((TWELVE, said("24", 24, 24, source="rebels", status=Status.DENIED)), "airwars", "12 (contested)"),
        ((said("24", 24, 24, source="rebels", status=Status.DENIED),), "airwars", "none: discounted"),
    ],
)
def test_pick(claims: tuple[Claim, ...], rule: str, expected: str) -> None:
    assert picks(*claims)[rule] == expected


def test_the_list_holds_every_rule_with_its_explanation() -> None:
    assert tuple(rule.name for rule in RULES) == NAMES
    modules = {module.name for module in pkgutil.iter_modules(rules.__path__)} - {"picking"}
    assert modules == set(NAMES)
    assert all(len(rule.explanation) > 40 and "\n" not in rule.explanation for rule in RULES)
    assert all(book in rule.explanation for rule, book in zip(RULES[5:], BOOKS, strict=True))


BOOKS = ("ACLED Codebook", "GTD Codebook", "UCDP GED Codebook", "EM-DAT", "BBC Editorial Guidelines", "Airwars")


@pytest.mark.parametrize("example", load("rules")["example"])  # type: ignore[arg-type]
def test_integers_of_vague_words(example: dict[str, object]) -> None:
    assert picking.vague(str(example["figure"]), str(example["rule"])) == example.get("number")


@pytest.mark.parametrize(
    ("total", "days", "expected"), [(10, 3, (4, 3, 3)), (6, 3, (2, 2, 2)), (2, 3, (2, 0, 0)), (7, 1, (7,))]
)
def test_a_figure_for_several_days_is_split(total: int, days: int, expected: tuple[int, ...]) -> None:
    assert acled.spread(total, days) == expected


@pytest.mark.parametrize(
    ("pick", "words"),
    [
        (Pick(point=18), "18"),
        (Pick(low=12, high=18), "12-18"),
        (Pick(low=1200, high=None), "1,200 or more"),
        (Pick(low=12, high=18, point=14), "12-18, best 14"),
        (Pick(low=12, high=12, point=12), "12"),
        (Pick(note="vague only"), "none: vague only"),
        (Pick(), "none: no figure"),
    ],
)
def test_words(pick: Pick, words: str) -> None:
    assert str(pick) == words


def test_what_is_not_known_or_denied_is_no_number() -> None:
    silent = said("not known", None, None, Q.UNKNOWN, status=Status.UNKNOWN)
    denied = said("500", 500, 500, status=Status.DENIED, source="rebels")
    assert picks(TWELVE, silent, denied)["highest"] == "12"


@given(st.lists(st.tuples(st.integers(0, 500), st.sampled_from("abc"), st.integers(1, 9)), min_size=1, max_size=8))
def test_every_point_is_a_figure_that_was_given(told: list[tuple[int, str, int]]) -> None:
    claims = [said(str(n), n, n, source=source, day=f"2031-03-0{day}") for n, source, day in told]
    found = picks(*claims)
    given_numbers = {f"{n:,}" for n, _, _ in told}
    assert found["lowest"] == f"{min(n for n, _, _ in told):,}"
    assert found["highest"] == f"{max(n for n, _, _ in told):,}"
    assert {found["gtd"], found["acled"].partition(" ")[0]} <= given_numbers
    assert picks(*reversed(claims)) == found


def test_picks_are_worked_out_when_they_are_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def read(claims: Sequence[Claim], origins: picking.Origins) -> picking.Told:
        asked.append(len(claims))
        return picking.read(claims, origins)

    monkeypatch.setattr(rules, "read", read)
    found = picks(EIGHTEEN, TWELVE)
    assert not asked
    assert (found["lowest"], found["highest"], found.get("none such")) == ("12", "18", None)
    assert asked == [2]


def test_picks_are_kept_as_words_without_what_they_were_worked_out_from() -> None:
    found = picks(EIGHTEEN, TWELVE)
    kept = pickle.loads(pickle.dumps(found))
    assert kept == found == {name: found[name] for name in NAMES}
    assert type(kept) is dict
    assert repr(found) == repr(kept)
