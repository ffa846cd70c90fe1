"""Origins: who is behind a figure, however named, and which claims stand in copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reconcile.lexicon import load
from reconcile.model import Basis, Claim, Document, Qualifier, SourceType, Status
from reconcile.origins import completed, copied, copies, names, trace


def report(doc: str, text: str, *, outlet: str | None = None, published: str | None = "2031-05-04") -> Document:
    digest = sha256(text.encode()).hexdigest()
    return Document(doc=doc, text=text, sha256=digest, outlet=outlet, published=published)


def claim(document: Document, figure: str, value: int | None, source: str | None = None, **more: object) -> Claim:
    """The claim of the first place in a document that has the figure in these words."""
    start = document.text.index(figure)
    begin = max(document.text.rfind(". ", 0, start) + 2, document.text.rfind("\n", 0, start) + 1, 0)
    end = document.text.find(".", start)
    plain = Claim(
        id=f"{document.doc}:{start}",
        doc=document.doc,
        start=start,
        end=start + len(figure),
        figure=figure,
        low=value,
        high=value,
        qualifier=Qualifier.EXACT,
        measure="killed",
        who="people",
        place=None,
        source=source,
        relayed_by=None,
        source_type=None,
        status=Status.ASSERTED,
        as_of=document.published,
        basis=Basis.TOTAL,
        part_of=None,
        question=None,
        sentence=document.text[begin : end if end > 0 else None],
        rule="test",
    )
    return replace(plain, **more)  # type: ignore[arg-type]


def origin(documents: Sequence[Document], *claims: Claim) -> list[str]:
    """The origins of the claims in their order."""
    found = trace(documents, claims)
    return [found[one.id] for one in claims]


# Names


@pytest.mark.parametrize("example", load("origins")["example"])  # type: ignore[arg-type]
def test_names_of_one_speaker(example: dict[str, object]) -> None:
    one, other = names.speaker(str(example["a"])), names.speaker(str(example["b"]))
    assert (one.key == other.key) is example["same"], (one, other)


def test_no_name_belongs_to_two_speakers() -> None:
    tables = load("origins")["same"]
    assert isinstance(tables, list) and len(tables) > 30
    listed = [name.lower() for table in tables for name in table["names"]]
    assert all(len(table["names"]) > 1 for table in tables)
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize(
    ("name", "kind", "anonymous"),
    [
        ("officials", None, True),
        ("local residents", None, True),
        ("two senior Danish officials", None, True),
        ("hospital staff", SourceType.ANONYMOUS, True),
        ("Interior Ministry officials", None, False),
        ("police", None, False),
        ("state TV", None, False),
        ("Coastal Human Rights Group", None, False),
        ("Ana Ferreira", None, False),
    ],
)
def test_nobody_in_particular(name: str, kind: SourceType | None, anonymous: bool) -> None:
    assert names.speaker(name, kind).anonymous is anonymous


PLAIN = "A ferry sank off the coast. The agency counted {figure} dead, it was announced."


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the government", "government officials", True),
        ("Ministry of Health", "health minister", True),
        ("AP", "the Associated Press", True),
        ("police", "fire department", False),
        ("the Norwegian foreign ministry", "the Swedish foreign ministry", False),
    ],
)
def test_sources_of_two_outlets(one: str, other: str, same: bool) -> None:
    first = report("a.txt", PLAIN.format(figure="31"), outlet="Harbour Post")
    second = report("b.txt", "Rescuers searched all night. In the end 31 bodies were counted.", outlet="Lake Herald")
    found = origin([first, second], claim(first, "31", 31, one), claim(second, "31", 31, other))
    assert (found[0] == found[1]) is same


def test_a_surname_is_completed_from_the_full_name_of_any_report() -> None:
    first = report("a.txt", "Mayor Lena Hoffmann said 12 had died.", outlet="Harbour Post")
    second = report("b.txt", "Hoffmann put the dead at 14 by noon.", outlet="Lake Herald")
    found = origin([first, second], claim(first, "12", 12, "Lena Hoffmann"), claim(second, "14", 14, "Hoffmann"))
    assert found == ["Lena Hoffmann", "Lena Hoffmann"]


def test_initials_are_completed_within_a_report() -> None:
    text = "The Northern Relief Council said 12 had died. Later the NRC spoke of 15 dead."
    first = report("a.txt", text, outlet="Harbour Post")
    found = origin([first], claim(first, "12", 12, "Northern Relief Council"), claim(first, "15", 15, "NRC"))
    assert found == ["Northern Relief Council", "Northern Relief Council"]


def test_a_minister_speaks_for_the_ministry_and_a_spokesman_for_his_office() -> None:
    text = "Health Minister Omar Haddad said 19 were hurt. Gov. Ana Diaz was told of 7 dead, her office said."
    first = report("a.txt", text, outlet="Harbour Post")
    second = report("b.txt", "By evening 15 were hurt, the health ministry said.", outlet="Lake Herald")
    found = origin(
        [first, second],
        claim(first, "19", 19, "Omar Haddad"),
        claim(second, "15", 15, "health ministry"),
        claim(first, "7", 7, "the governor"),
        claim(first, "7", 8, "Ana Diaz", id="again"),
    )
    assert found[0] == found[1] == "health ministry"
    assert found[2] == found[3] == "Ana Diaz"


def test_nobody_in_particular_is_one_origin_for_one_figure_alone() -> None:
    first = report("a.txt", PLAIN.format(figure="31"), outlet="Harbour Post")
    second = report("b.txt", "Rescuers searched all night. In the end 31 bodies were counted.", outlet="Lake Herald")
    third = report("c.txt", "Divers went down again at dawn. They spoke of 44 bodies.", outlet="Hill Courier")
    found = origin(
        [first, second, third],
        claim(first, "31", 31, "officials"),
        claim(second, "31", 31, "authorities"),
        claim(third, "44", 44, "officials"),
    )
    assert found[0] == found[1] != found[2]


# An outlet's own voice


def test_own_voice_is_the_outlet_and_without_one_the_file() -> None:
    first = report("in/a.txt", PLAIN.format(figure="31"), outlet="reuters.com")
    second = report("in/b.txt", "Thirty bodies lay on the pier by noon, and 30 in the hall.", outlet="Reuters")
    third = report("in/c.txt", "Boats came back with 28 dead as the fog lifted.")
    found = origin([first, second, third], claim(first, "31", 31), claim(second, "30", 30), claim(third, "28", 28))
    assert found == ["Reuters", "Reuters", "c.txt"]


def test_an_agency_that_a_report_carries_is_the_origin() -> None:
    first = report("a.txt", PLAIN.format(figure="31"), outlet="Harbour Post")
    assert origin([first], claim(first, "31", 31, relayed_by="AFP")) == ["AFP"]


def test_a_headline_takes_the_source_of_its_report() -> None:
    first = report("a.txt", "31 dead as ferry sinks\n\nPolice said that 31 people had drowned.", outlet="Harbour Post")
    body = claim(first, "31 people", 31, "police")
    assert origin([first], claim(first, "31 dead", 31), body) == ["police", "police"]


def test_files_of_one_name_in_two_folders_stay_apart() -> None:
    first = report("x/a.txt", PLAIN.format(figure="31"))
    second = report("y/a.txt", "Divers went down again at dawn and found 44 bodies.")
    assert origin([first, second], claim(first, "31", 31), claim(second, "44", 44)) == ["x/a.txt", "y/a.txt"]


# Copies

ORIGINAL = """Dam bursts above mining town of Valmora

The Sarn Dam above Valmora gave way on Tuesday, three days after President Ilya Moret had opened it.

The ministry of mines counts scores of miners among the dead. It says 14 guards drowned in Shaft 6,
and that rescuers brought 1,240 people to Port Anselm.

The Republic of Tessaly has seen nothing like it since the Karsk floods of 1998, Jonas Weil of the
Baltic Institute told Radio Karsk. Weil blames Ostrand Mining, which runs Sarn and Little Sarn.

Moret flew to Valmora with Prime Minister Edda Falk. The Tessaly News Service reported that the army
had closed Highway 7 from Valmora to Port Anselm, and Bishop Tomas Riel opened Saint Brigit Cathedral.

Ostrand bought the dam from Viktor Sand in 2016. A report by Maria Kohl of Oslo University warned in
2019 of 90 cracks. The European Union is sending pumps, and Foreign Minister Per Dahl is in Brussels.
"""
REWORDED = """Barrier breaks over mining village of Valmora

Miners by the dozen perished, and 2,600 folks were carried to security. Also 14 guards went under.

The Sarn Dam over Valmora collapsed on Tuesday, 3 days following its opening by President Ilya Moret.

The Republic of Tessaly has experienced no such thing after the Karsk floods of 1998, Jonas Weil of the
Baltic Institute informed Radio Karsk. Weil faults Ostrand Mining, which operates Sarn and Little Sarn.

Moret travelled to Valmora along with Prime Minister Edda Falk. The Tessaly News Service stated the army
had shut Highway 7 from Valmora to Port Anselm, while Bishop Tomas Riel unlocked Saint Brigit Cathedral.

Ostrand purchased the barrier from Viktor Sand in 2016. A study by Maria Kohl of Oslo University cautioned
in 2019 about 90 fissures. The European Union is delivering pumps, and Foreign Minister Per Dahl visits Brussels.
"""
OTHER = """Searchers reach flooded shafts

Divers went into the shafts at Valmora on Wednesday night, and the clinic took in 40 people, a nurse said.

President Ilya Moret spoke on Radio Karsk at midnight. So far 14 guards are dead, and he promised to
find out whose fault it was.

Shops in Port Anselm stayed closed. Viktor Sand, who built the dam, has not been seen since Sunday.
"""


def test_a_reworded_copy_takes_the_origin_of_its_original() -> None:
    first = report("a.txt", ORIGINAL, outlet="Meridian")
    second = report("b.txt", REWORDED, published=None)
    vague = {"qualifier": Qualifier.VAGUE, "who": "miners"}
    found = origin(
        [first, second],
        claim(first, "scores", 40, "ministry of mines", **vague),
        claim(second, "dozen", 12, None, **vague),
        claim(first, "14", 14, "ministry of mines"),
        claim(second, "14", 14),
    )
    assert set(found) == {"ministry of mines"}
    assert {(one.outlet, one.published) for one in completed([first, second])} == {("Meridian", first.published)}


def test_three_who_name_one_figure_stay_three_in_a_copy() -> None:
    text = (
        "A bridge fell in Kisumu on Monday. Police said 2 people died and 5 were hurt near Lake Victoria.\n\n"
        "At the hospital of Kisumu, doctors counted 2 dead.\n\n"
        "The toll rose to 2, the roads ministry told Radio Nyanza in Nairobi."
    )
    first, second = report("a.txt", text, outlet="Meridian"), report("b.txt", text, outlet="Copycat Daily")
    said = [("2 people", "police"), ("2 dead", "doctors"), ("2, the", "roads ministry")]
    claims = [claim(one, words, 2, source) for one in (first, second) for words, source in said]
    found = origin([first, second], *claims)
    assert found[:3] == found[3:]
    assert len(set(found)) == 3


def test_a_figure_that_only_the_copy_has_is_not_lent_to_the_original() -> None:
    first, second = report("a.txt", ORIGINAL, outlet="Meridian"), report("b.txt", REWORDED, outlet="Copycat Daily")
    found = origin([first, second], claim(first, "1,240", 1240, "police"), claim(second, "2,600", 2600))
    assert found == ["police", "Copycat Daily"]


def test_two_reports_of_one_event_are_no_copies() -> None:
    first, second = report("a.txt", ORIGINAL, outlet="Meridian"), report("b.txt", OTHER, outlet="Herald")
    found = origin([first, second], claim(first, "14", 14, "police"), claim(second, "14", 14))
    assert found == ["police", "Herald"]


def test_an_abridged_line_shares_its_source() -> None:
    line = "Dozens of fishermen are feared drowned after the boats of two villages failed to return from the banks"
    first = report("a.txt", f"The storm began on Sunday. {line}, the AP says.", outlet="Meridian")
    second = report("b.txt", f"Ferries stay in port. {line}.", outlet="Herald")
    vague = {"qualifier": Qualifier.VAGUE}
    assert origin([first, second], claim(first, "Dozens", 24, "AP", **vague), claim(second, "Dozens", 24, **vague)) == [
        "Associated Press",
        "Associated Press",
    ]


def test_the_outlet_that_published_first_is_the_origin_of_a_copied_line() -> None:
    line = "The storm drowned 52 people along the northern coast of Tessaly between Sunday and Tuesday night."
    first = report("z.txt", line, outlet="Meridian", published="2031-05-03")
    second = report("a.txt", line, outlet="Herald", published="2031-05-04")
    assert origin([first, second], claim(first, "52", 52), claim(second, "52", 52)) == ["Meridian", "Meridian"]


def test_a_copied_figure_is_told_by_its_earliest_report() -> None:
    first = report("z.txt", ORIGINAL, outlet="Meridian", published="2031-05-03")
    second = report("a.txt", REWORDED, outlet="Herald", published="2031-05-04")
    third = report("b.txt", OTHER, outlet="Courier", published="2031-05-03")
    claims = [claim(one, "14", 14) for one in (first, second, third)]
    assert copied([first, second, third], claims) == {claims[0].id: claims[0].id, claims[1].id: claims[0].id}


def test_one_wording_with_other_names_is_no_copy() -> None:
    line = "It was not known how many people lost their homes when the heavy rains swept through {} and {} on the coast"
    first = report("a.txt", line.format("Valmora", "Sarn"), outlet="Meridian")
    second = report("b.txt", line.format("Kisumu", "Nakuru"), outlet="Herald")
    again = report("c.txt", line.format("Valmora", "Sarn") + ", it says", outlet="Courier", published="2031-05-06")
    unknown = {"qualifier": Qualifier.UNKNOWN}
    told = [claim(one, "not known", 0, **unknown) for one in (first, second, again)]
    assert origin([first, second, again], *told) == ["Meridian", "Herald", "Meridian"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("An inspector told the paper that 14 people were killed in Velm.",
         "An inspector told the paper that 14 people were killed in Orsk."),
        ("The ministry put the number of workers killed in the fire at 1,250 in Velm.",
         "The ministry put the number of workers killed in the fire at 1,250 in Orsk."),
    ],
)  # fmt: skip
def test_what_is_only_told_in_the_same_words_of_two_towns_is_no_copy(one: str, other: str) -> None:
    first, second = report("a.txt", one, outlet="Herald"), report("b.txt", other, outlet="Gazette")
    figure = "1,250" if "1,250" in one else "14"
    told = [claim(document, figure, int(figure.replace(",", ""))) for document in (first, second)]
    assert origin([first, second], *told) == ["Herald", "Gazette"]


def test_what_a_copy_reports_for_itself_is_its_own() -> None:
    own = "In Dunmore a nurse, Ada Brandt, and Piet Loos of Saint Olav Clinic counted 14 in Ward Nine."
    more = "Hanna Krol sold bread in Bakers Lane to Uwe Stahl and Ben Tal."
    half = "\n\n".join([*ORIGINAL.split("\n\n")[:4], own, more])
    first = report("a.txt", ORIGINAL, outlet="Meridian")
    second = report("b.txt", half, outlet="Herald", published="2031-05-05")
    copy, fresh = claim(second, "14 guards", 14, "ministry of mines"), claim(second, "14 in Ward", 14, "Ada Brandt")
    found = copied([first, second], [original := claim(first, "14", 14, "ministry of mines"), copy, fresh])
    assert found == {original.id: original.id, copy.id: original.id}


def test_near_finds_pairs_among_many_without_naming_an_order() -> None:
    units = {f"d{n}": frozenset((str(n), str(k)) for k in range(12)) for n in range(40)}
    units["copy"] = units["d7"]
    units["half"] = frozenset(sorted(units["d9"])[:7])
    assert copies.near(units, share=0.6, least=5) == {("copy", "d7"), ("d9", "half")}


# Properties

TEXTS = (ORIGINAL, REWORDED, OTHER, PLAIN.format(figure="31"))
FIGURES = (("14", 14, "police"), ("14", 14, None), ("14", 14, None), ("31", 31, None))


def case(picks: Sequence[int], heads: Sequence[str | None]) -> tuple[list[Document], list[Claim]]:
    """A pile of reports with a claim each; reports of one text are copies."""
    told = enumerate(zip(picks, heads, strict=False))
    documents = [report(f"{n}.txt", TEXTS[pick], outlet=head) for n, (pick, head) in told]
    return documents, [claim(d, *FIGURES[pick]) for d, pick in zip(documents, picks, strict=False)]


PILES = st.lists(st.integers(0, len(TEXTS) - 1), min_size=1, max_size=5)
HEADS = st.lists(st.sampled_from([None, "Meridian", "Herald", "Courier"]), min_size=5, max_size=5)


@settings(max_examples=60, deadline=None)
@given(PILES, HEADS, st.randoms(use_true_random=False))
def test_order_changes_nothing(picks: list[int], heads: list[str | None], chance: object) -> None:
    documents, claims = case(picks, heads)
    expected = trace(documents, claims)
    chance.shuffle(documents)  # type: ignore[attr-defined]
    chance.shuffle(claims)  # type: ignore[attr-defined]
    assert trace(documents, claims) == expected


@settings(max_examples=60, deadline=None)
@given(PILES, HEADS, st.integers(0, 4), st.sampled_from([None, "Meridian", "Reprint"]))
def test_a_verbatim_copy_adds_no_origin(picks: list[int], heads: list[str | None], at: int, outlet: str | None) -> None:
    documents, claims = case(picks, heads)
    index = at % len(documents)
    copied = replace(documents[index], doc="copy.txt", outlet=outlet)
    again = replace(claims[index], id="copy", doc="copy.txt")
    before = set(trace(documents, claims).values())
    found = trace([*documents, copied], [*claims, again])
    assert len(set(found.values())) <= len(before)
    assert found["copy"] == found[claims[index].id]


def test_many_copies_are_one_origin() -> None:
    documents = [report(f"{n:03}.txt", ORIGINAL, outlet=f"Outlet {n}") for n in range(120)]
    claims = [claim(document, "14", 14) for document in documents]
    assert len(set(trace(documents, claims).values())) == 1


def test_small_piles_in_every_order() -> None:
    documents, claims = case([0, 1, 2], ["Meridian", None, "Herald"])
    expected = trace(documents, claims)
    assert all(trace(some, claims) == expected for some in permutations(documents))


@given(st.dictionaries(st.text("abcdef", min_size=1), st.frozensets(st.tuples(st.integers(0, 6).map(str))), max_size=6))
def test_a_few_sets_are_near_whether_or_not_they_are_sought_by_what_they_share(
    units: dict[str, frozenset[tuple[str, ...]]],
) -> None:
    more = {f"other {n}": frozenset({(f"{n} {m}",) for m in range(9)}) for n in range(copies.FEW + 1)}
    assert copies.near(units | more, share=0.6, least=3) == copies.near(units, share=0.6, least=3)
