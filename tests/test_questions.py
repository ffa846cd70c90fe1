"""Claims become questions: what one number can answer, what it cannot, and a floor on the labelled folders."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from reconcile.model import Basis, Claim, Document, Qualifier, Question, SourceType, Status
from reconcile.passages import split
from reconcile.questions import pose
from reconcile.stories import tell

LABELLED = Path(__file__).parent.parent.parent / "shared" / "dev"
FLOOR = 0.9  # of the labelled pairs, with labelled claims
VAGUE = {"dozens": (24, 99), "hundreds": (200, 999), "thousands": (2000, 9999), "lots": (3, None)}
VAGUE |= {"millions": (2_000_000, 9_999_999)}

HIGHS: dict[object, int] = {3: 9, 24: 99, 40: 99, 200: 999, 300: 999, 2000: 9999, 20000: 99999, 200000: 999999}


def claim(figure: str, who: str = "people", place: str | None = "Uruguay", **fields: object) -> Claim:
    """A claim by the words of its figure: "12", "at least 18", "up to 3000", "dozens", "unclear"."""
    low, high, qualifier = bounds(figure)
    made = Claim(
        id=hashlib.sha1(repr((figure, who, place, sorted(fields.items(), key=str))).encode()).hexdigest()[:10],
        doc="a.txt",
        start=0,
        end=1,
        figure=figure,
        low=low,
        high=high,
        qualifier=qualifier,
        measure="killed",
        who=who,
        place=place,
        source=None,
        relayed_by=None,
        source_type=None,
        status=Status.ASSERTED if qualifier is not Qualifier.UNKNOWN else Status.UNKNOWN,
        as_of="2031-05-02",
        basis=Basis.TOTAL,
        part_of=None,
        question=None,
        sentence=f"It was {figure} {who}.",
        rule="test",
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def bounds(figure: str) -> tuple[int | None, int | None, Qualifier]:
    if figure in VAGUE:
        return *VAGUE[figure], Qualifier.VAGUE
    if figure == "unclear":
        return None, None, Qualifier.UNKNOWN
    number = int(figure.split()[-1])
    if figure.startswith("at least"):
        return number, None, Qualifier.AT_LEAST
    return (None, number, Qualifier.AT_MOST) if figure.startswith("up to") else (number, number, Qualifier.EXACT)


def asked(*claims: Claim) -> tuple[Question, ...]:
    return pose(claims, {claim.id: "uruguay-2031-05" for claim in claims})


def grouped(*claims: Claim) -> set[frozenset[str]]:
    """The questions as sets of the figures that answer them."""
    figures = {claim.id: claim.figure for claim in claims}
    return {frozenset(figures[id] for id in question.claims) for question in asked(*claims)}


def sets(*figures: str) -> set[frozenset[str]]:
    return {frozenset(group.split(" | ")) for group in figures}


def test_a_kind_of_force_is_the_force_where_no_report_tells_them_apart() -> None:
    force = claim("at least 18", "security forces", doc="a.txt")
    police = claim("12", "law enforcement officers", doc="b.txt")
    assert grouped(force, police) == sets("at least 18 | 12")
    soldiers = claim(
        "6", "soldiers", doc="b.txt", start=50, sentence="It was 12 law enforcement officers and 6 soldiers."
    )
    both = replace(police, sentence=soldiers.sentence)
    assert frozenset({"12", "6"}) not in grouped(force, both, soldiers)


def test_protesters_and_forces_are_no_part_of_a_count_of_people() -> None:
    claims = [
        claim("dozens", "people", doc="a.txt"),
        claim("dozens", "people", doc="b.txt"),
        claim("26", "protesters", doc="a.txt"),
        claim("31", "demonstrators", doc="b.txt"),
        claim("8", "police officers", doc="a.txt"),
        claim("9", "policemen", doc="b.txt"),
    ]
    assert grouped(*claims) == sets("dozens", "26 | 31", "8 | 9")


def test_a_city_answers_for_its_country_until_a_report_counts_both() -> None:
    country, city = claim("dozens", "protesters", doc="a.txt"), claim("lots", "protesters", "Montevideo", doc="b.txt")
    assert grouped(country, city) == sets("dozens | lots")
    told = [claim("40", doc="c.txt"), claim("15", place="Montevideo", doc="c.txt", start=90)]
    assert grouped(*told, claim("42", doc="d.txt"), claim("16", place="Montevideo", doc="d.txt")) == sets(
        "40 | 42", "15 | 16"
    )


def test_a_list_of_places_is_apart_from_the_total() -> None:
    claims = [
        claim("at least 40", doc="a.txt"),
        claim("at least 25", place="Montevideo", doc="a.txt", start=50, sentence="25 in Montevideo, 9 in Salto."),
        claim("at least 9", place="Salto, Uruguay", doc="a.txt", start=70, sentence="25 in Montevideo, 9 in Salto."),
        claim("44", doc="b.txt"),
    ]
    assert grouped(*claims) == sets("at least 40 | 44", "at least 25", "at least 9")


def test_two_villages_that_nobody_knows_to_be_one_are_asked_about_apart() -> None:
    claims = [
        claim("40", doc="a.txt"),
        claim("58", doc="c.txt", as_of="2031-05-03"),
        claim("6", place="Quebrada Honda", doc="a.txt"),
        claim("8", place="Quebrada Honda", doc="b.txt"),
        claim("18", place="Las Talas", doc="d.txt"),
    ]
    together = grouped(*claims)
    assert frozenset({"6", "8"}) in together
    assert not any({"8", "18"} <= group for group in together)


def test_the_least_that_is_known_downtown_is_of_the_city() -> None:
    downtown = claim("at least 1", place="downtown Montevideo", doc="a.txt")
    assert grouped(downtown, claim("7", place="Montevideo", doc="b.txt")) == sets("at least 1 | 7")


def test_a_count_far_below_an_earlier_one_is_another_place_s() -> None:
    claims = [
        claim("97", doc="a.txt", as_of="2031-05-01"),
        claim("112", doc="b.txt", as_of="2031-05-03"),
        claim("18", place="Las Talas", doc="c.txt", as_of="2031-05-09"),
    ]
    assert grouped(*claims) == sets("97 | 112", "18")


def test_lone_counts_of_a_group_and_of_everybody_are_one_question() -> None:
    lone = [claim("70", "security forces", doc="a.txt"), claim("at least 300", doc="b.txt")]
    assert grouped(*lone) == sets("70 | at least 300")
    assert grouped(*lone, claim("310", doc="c.txt")) == sets("70", "at least 300 | 310")


def test_troops_of_an_alliance_of_a_member_and_unknown_are_one_question() -> None:
    claims = [
        claim("2500", "NATO soldiers", measure="troops", status=Status.PLANNED, doc="a.txt"),
        claim("up to 3000", "Danish troops", measure="troops", doc="b.txt"),
        claim("unclear", "troops", measure="troops", doc="c.txt"),
    ]
    assert grouped(*claims) == sets("2500 | up to 3000 | unclear")
    rivals = [
        claim("900", "Danish troops", measure="troops", doc="a.txt"),
        claim("400", "Polish troops", measure="troops", doc="b.txt"),
    ]
    assert grouped(*rivals) == sets("900", "400")


def test_a_plan_is_apart_from_a_count_that_its_own_report_asserts() -> None:
    claims = [
        claim("9800", "troops", measure="troops", doc="a.txt"),
        claim("5500", "troops", measure="troops", doc="a.txt", start=60, status=Status.PLANNED),
    ]
    assert grouped(*claims) == sets("9800", "5500")


def test_a_forecast_of_deaths_is_apart_from_deaths() -> None:
    claims = [claim("300", doc="a.txt"), claim("900", "people (forecast)", doc="b.txt", status=Status.PLANNED)]
    assert grouped(*claims) == sets("300", "900")


def test_a_part_goes_to_the_question_of_its_own_population() -> None:
    total = claim("60", doc="a.txt")
    part = claim("12", "children", doc="a.txt", start=40, basis=Basis.PART, part_of=total.id, sentence=total.sentence)
    claims = [total, part, claim("64", doc="b.txt"), claim("13", "children", doc="b.txt")]
    assert grouped(*claims) == sets("60 | 64", "12 | 13")


def test_a_part_at_a_town_answers_no_question_on_another_place() -> None:
    total = claim("66", doc="a.txt", place="Ecuador")
    part = claim("15", place="Orabe", doc="a.txt", start=40, basis=Basis.PART, part_of=total.id,
                 sentence="They include 15 in Orabe.")  # fmt: skip
    earlier = claim("26", doc="b.txt", place="Kolmar", start=9)
    assert frozenset({"15"}) in grouped(total, part, earlier)


def test_a_part_of_nobody_in_particular_stands_alone() -> None:
    total = claim("60", measure="injured", doc="a.txt")
    part = claim("18", measure="injured", doc="a.txt", start=40, basis=Basis.PART, part_of=total.id)
    assert grouped(total, part, claim("64", measure="injured", doc="b.txt")) == sets("60 | 64", "18")


def test_the_gravely_hurt_are_told_by_the_words_behind_the_figure() -> None:
    claims = [
        claim("60", measure="injured", doc="a.txt"),
        claim("64", measure="injured", doc="b.txt"),
        claim("18", measure="injured", doc="a.txt", start=40, sentence="Of these 18 are in critical condition."),
        claim("17", measure="injured", doc="b.txt", start=40, sentence="Some 17 were in a serious condition."),
    ]
    assert grouped(*claims) == sets("60 | 64", "18 | 17")


def test_how_those_counted_fare_is_told_by_the_words_behind_the_figure() -> None:
    claims = [
        claim("22", "passengers", measure="abducted", doc="a.txt"),
        claim("14", "men", measure="abducted", doc="b.txt", sentence="It said 14 men remain in the hands of the gang."),
        claim("13", "hostages", measure="abducted", doc="c.txt", sentence="The 13 hostages still being held are safe."),
    ]
    assert grouped(*claims) == sets("22", "14 | 13")
    hurt = [
        claim("284", measure="injured", doc="a.txt"),
        claim("103", measure="injured", doc="b.txt", sentence="He said 103 are still receiving medical treatment."),
        claim("102", "people still being treated", measure="injured", doc="c.txt"),
    ]
    assert grouped(*hurt) == sets("284", "103 | 102")
    ward = [
        claim("90", measure="injured", doc="a.txt"),
        claim("92", measure="injured", doc="d.txt"),
        claim("41", measure="injured", doc="b.txt", sentence="Of the rest, 41 people remain admitted."),
        claim("40", measure="injured", doc="c.txt", sentence="A nurse said 40 continue to be treated."),
        claim("7", measure="injured", doc="b.txt", start=60, sentence="He said 7 went straight to intensive care."),
    ]
    assert grouped(*ward) == sets("90 | 92", "41 | 40", "7")
    dead = [
        claim("74", doc="a.txt"),
        claim("32", doc="a.txt", start=60, sentence="On the hill 32 were laid to rest."),
        claim("33", "victims", doc="b.txt", sentence="Villagers held a mass funeral for 33 victims."),
        claim("75", doc="c.txt", sentence="A landslide killed 75 people, who were buried in their sleep."),
    ]
    assert grouped(*dead) == sets("74 | 75", "32 | 33")


def test_what_a_bystander_saw_is_no_count_of_all() -> None:
    saw = {"source": "Ana Diaz", "source_type": SourceType.PERSON}
    total, seen = claim("9", doc="a.txt"), claim("2", doc="b.txt", sentence='"I saw 2 bodies."', **saw)
    assert grouped(total, seen) == sets("9", "2")
    assert grouped(total, replace(seen, sentence="Diaz said 2 people were dead.")) == sets("9 | 2"), "told, not seen"
    crowd = [replace(one, measure="crowd", sentence="I saw 2.") for one in (total, seen)]
    assert grouped(*crowd) == sets("9 | 2"), "a crowd is there to be seen"


def test_pieces_told_in_one_breath_are_parts_of_the_total_they_make() -> None:
    breath = "Five died where they fell and three at hospitals."
    total = claim("8", doc="a.txt")
    pieces = [claim("5", doc="a.txt", start=50, sentence=breath), claim("3", doc="a.txt", start=70, sentence=breath)]
    later = claim("9", doc="b.txt")
    assert grouped(total, *pieces, later) == sets("8 | 9", "5", "3")
    assert frozenset({"5", "3"}) <= max(grouped(claim("7", doc="a.txt"), *pieces, later), key=len), "no sum"
    women = [replace(pieces[0], who="women"), replace(pieces[1], who="men")]
    assert grouped(total, *women, later) == sets("8 | 9", "5", "3"), "by whom they count"


def test_the_stranded_are_apart_from_those_without_power() -> None:
    claims = [
        claim("9000", "customers", measure="affected", doc="a.txt"),
        claim("8000", measure="affected", doc="b.txt"),
        claim("500", measure="affected", doc="a.txt", start=60, sentence="About 500 people were stranded overnight."),
        claim("520", measure="affected", doc="b.txt", start=60, sentence="Another 520 were marooned in a shop."),
    ]
    assert grouped(*claims) == sets("9000 | 8000", "500 | 520")


def test_what_comes_on_top_is_apart_from_totals_only_with_a_total_of_its_own() -> None:
    more = claim("52", measure="injured", doc="a.txt", start=90, basis=Basis.ADDITIONAL)
    total = claim("100", measure="injured", doc="a.txt")
    other = claim("110", measure="injured", doc="b.txt")
    assert grouped(total, more, other) == sets("100 | 110", "52")
    after_deaths = [claim("41", doc="a.txt"), more, other]
    assert grouped(*after_deaths) == sets("41", "52 | 110")


def test_daily_figures_are_apart_by_day() -> None:
    claims = [
        claim("900", measure="infected", doc="a.txt"),
        claim("30", measure="infected", doc="a.txt", start=50, basis=Basis.DAILY),
        claim("41", measure="infected", doc="b.txt", basis=Basis.DAILY, as_of="2031-05-03"),
        claim("950", measure="infected", doc="b.txt"),
    ]
    assert grouped(*claims) == sets("900 | 950", "30", "41")


def test_nationalities_are_counted_apart_and_denials_with_what_they_deny() -> None:
    claims = [
        claim("9", "Italians", doc="a.txt", sentence="It was 9 Italians and 7 Swedes."),
        claim("7", "Swedes", doc="a.txt", start=40, sentence="It was 9 Italians and 7 Swedes."),
        claim("8", "Italians", doc="b.txt"),
        claim("24", doc="a.txt", start=90, status=Status.DENIED),
        claim("20", doc="b.txt", start=90),
    ]
    assert grouped(*claims) == sets("9 | 8", "7", "24 | 20")


def test_vague_words_of_a_report_that_knows_better_count_something_else() -> None:
    claims = [
        claim("12500", "migrants", measure="displaced", doc="a.txt"),
        claim("hundreds", "migrants", measure="displaced", doc="a.txt", start=60),
        claim("at least 12000", measure="displaced", doc="b.txt"),
        claim("thousands", measure="displaced", doc="c.txt"),
    ]
    assert grouped(*claims) == sets("12500 | at least 12000 | thousands", "hundreds")


def test_figures_told_in_passing_meet_those_they_may_equal() -> None:
    claims = [
        claim("13000", measure="displaced", doc="a.txt"),
        claim("thousands", measure="displaced", doc="a.txt", start=60),
        claim("600", measure="displaced", doc="a.txt", start=90),
        claim("hundreds", measure="displaced", doc="b.txt", source="mayor"),
        claim("12900", measure="displaced", doc="b.txt", start=60),
    ]
    assert grouped(*claims) == sets("13000 | 12900", "thousands", "600 | hundreds")


def test_almost_a_number_is_as_good_as_the_number() -> None:
    almost = replace(claim("13000", measure="displaced"), low=None, high=12_999, qualifier=Qualifier.UNDER)
    claims = [almost, claim("thousands", measure="displaced", start=60), claim("12500", measure="displaced", doc="b")]
    assert grouped(*claims) == sets("13000 | 12500", "thousands")


def test_a_vague_word_far_past_what_its_report_counts_is_of_something_else() -> None:
    lots = claim("millions", measure="displaced", start=60)
    claims = [claim("30000", measure="displaced"), lots, claim("41000", measure="displaced", doc="b")]
    assert grouped(*claims) == sets("30000 | 41000", "millions")
    few = [claim("4", doc="a"), claim("hundreds", doc="a", start=60), claim("380", doc="b")]
    assert frozenset({"hundreds", "380"}) <= max(grouped(*few), key=len), "a scene says nothing of the whole"


def test_a_bare_plural_does_not_set_a_place_apart() -> None:
    claims = [
        claim("thousands", measure="displaced", place="Montevideo", doc="a.txt"),
        claim("88000", measure="displaced", place="Uruguay", doc="b.txt"),
    ]
    assert grouped(*claims) == sets("thousands | 88000")
    claims = [
        claim("50", measure="displaced", place="Montevideo", doc="a.txt"),
        claim("52", measure="displaced", place="Montevideo", doc="c.txt"),
        claim("thousands", measure="displaced", place="Uruguay", doc="b.txt"),
    ]
    assert grouped(*claims) == sets("50 | 52", "thousands")


def test_a_lone_count_takes_no_larger_one_for_its_part() -> None:
    claims = [claim("0", doc="a.txt"), claim("31", "soldiers", doc="b.txt")]
    assert grouped(*claims) == sets("0", "31")


def test_two_exact_counts_of_one_report_and_day_tell_two_kinds_apart() -> None:
    claims = [
        claim("5", "attackers", doc="a.txt"),
        claim("1", "militants", doc="b.txt"),
        claim("5", "attackers", doc="b.txt", start=90, basis=Basis.PART),
        claim("5", "gunmen", doc="c.txt"),
    ]
    assert grouped(*claims) == sets("5", "1")


def test_a_bare_figure_that_its_report_belies_counts_those_who_have_that_number() -> None:
    claims = [
        claim("6", "gunmen", doc="a.txt"),
        claim("20", doc="a.txt", start=50),
        claim("six 6", doc="a.txt", start=90),
        claim("20", doc="b.txt"),
        claim("6", "attackers", doc="b.txt", start=50),
    ]
    assert grouped(*claims) == sets("6 | six 6", "20")
    told_by_another = claim("6", doc="c.txt")
    assert frozenset({"6", "20", "six 6"}) in grouped(*claims, told_by_another), "others say so of people"


def test_a_headline_counts_whom_the_body_gives_its_number_not_others_of_its_wording() -> None:
    claims = [
        claim("22", "militants", doc="a.txt"),
        claim("total 22", "Kurdish militants", doc="a.txt", start=50),
        claim("16", "militants", doc="a.txt", start=90),
    ]
    assert grouped(*claims) == sets("22 | total 22", "16")
    claims[1] = claim("21", "Kurdish militants", doc="a.txt", start=50)
    assert frozenset({"22", "16"}) in grouped(*claims), "another number is no sign"


def test_a_scene_is_apart_from_a_total_that_dwarfs_it() -> None:
    claims = [claim("390", doc="a.txt"), claim("3", doc="a.txt", start=60), claim("386", doc="b.txt")]
    assert grouped(*claims) == sets("390 | 386", "3")
    claims = [claim("400", doc="a.txt"), claim("70", place="Montevideo", doc="b.txt"), claim("410", doc="c.txt")]
    assert grouped(*claims) == sets("400 | 410", "70")


def test_a_number_that_one_report_has_beside_a_total_that_others_know_is_a_piece_of_it() -> None:
    def hurt(figure: str, doc: str, source: str = "clinic", as_of: str = "2031-05-02") -> Claim:
        return claim(figure, measure="injured", doc=doc, start=int(figure), source=source, as_of=as_of)

    told = [hurt("900", "a.txt"), hurt("210", "a.txt"), hurt("900", "b.txt", source="mayor"), hurt("950", "c.txt")]
    assert grouped(*told) == sets("900 | 950", "210")
    assert grouped(*told[:2], told[3]) == sets("900 | 950 | 210"), "nobody else has the total"
    assert grouped(*told, hurt("210", "d.txt")) == sets("900 | 950 | 210"), "another has the number too"
    assert len(grouped(told[0], hurt("210", "a.txt", source="police"), *told[2:])) == 1, "a rival's count"
    assert len(grouped(told[0], hurt("210", "a.txt", as_of="2031-05-01"), *told[2:])) == 1, "the day before"


def test_two_sides_count_one_crowd_however_far_apart() -> None:
    police, union = {"measure": "crowd", "source": "police"}, {"measure": "crowd", "source": "unions"}
    assert grouped(claim("7000", **police), claim("160000", start=60, **union)) == sets("7000 | 160000")
    assert grouped(claim("7000", **police), claim("160000", start=60, **police)) == sets("7000", "160000")
    assert grouped(claim("300", **police), claim("160000", start=60, **union)) == sets("300", "160000")
    killed = [claim("7", source="police"), claim("160", start=60, source="unions")]
    assert grouped(*killed) == sets("7", "160")


@pytest.mark.parametrize(
    ("sentence", "questions"),
    [
        ("So far 79 have been discharged and 38 are being looked after.", "79 | 38"),
        ("Doctors said 79 were discharged, 38 stayed.", "79 | 38"),
        ("So far 38 have been discharged and 79 were never admitted.", "38 | 79"),
    ],
)
def test_those_told_after_the_discharged_are_others(sentence: str, questions: str) -> None:
    one, other = questions.split(" | ")
    told = [
        claim(figure, measure="injured", sentence=sentence, start=sentence.index(figure)) for figure in (one, other)
    ]
    assert grouped(*told) == sets(one, other)


def test_bodies_seen_and_the_other_side_are_counted_apart() -> None:
    claims = [claim("300", doc="a.txt"), claim("290", doc="b.txt"), claim("210", "bodies", doc="a.txt", start=50)]
    assert grouped(*claims) == sets("300 | 290", "210")
    crowds = [
        claim("8000", "protesters", measure="crowd", doc="a.txt"),
        claim("7000", "people", measure="crowd", doc="b.txt"),
        claim("900", "counter-demonstrators", measure="crowd", doc="a.txt", start=50),
    ]
    assert grouped(*crowds) == sets("8000 | 7000", "900")


def test_a_part_told_by_its_place_is_the_total_there() -> None:
    whole = claim("12", id="whole", doc="a.txt")
    salto = claim("3", place="Salto", part_of="whole", basis=Basis.PART, doc="a.txt", sentence="It was three in Salto.")
    later = claim("6", place="Salto", doc="b.txt", as_of="2031-05-09", sentence="Salto has lost six.")
    assert grouped(whole, salto, later) == sets("12", "3 | 6")
    rivera = claim("4", place="Rivera", part_of=salto.id, basis=Basis.PART, doc="a.txt", sentence="Rivera lost four.")
    grown = claim("5", place="Rivera", doc="b.txt", as_of="2031-05-09", sentence="It was five in Rivera.")
    assert grouped(whole, salto, rivera, later, grown) == sets("12", "3 | 6", "4 | 5"), "one of a list is no whole"


def test_a_part_goes_to_the_totals_that_give_its_number() -> None:
    freed = claim("14", "hostages", measure="rescued", doc="a.txt")
    of_them = claim("14", "hostages", measure="rescued", part_of="x", basis=Basis.PART, doc="a.txt", start=50)
    held = claim("20", "hostages", measure="rescued", id="x", doc="c.txt")
    assert grouped(freed, of_them) == sets("14")
    assert len(asked(freed, of_them)) == 1
    assert len(asked(freed, held, of_them)) == 2, "a total of more may hold it"
    further = claim("14", "hostages", measure="rescued", basis=Basis.ADDITIONAL, doc="a.txt", start=90)
    assert len(asked(freed, further)) == 2, "as many again"


def test_those_who_are_marked_and_those_who_are_not_are_one_count_by_their_number() -> None:
    told = [
        claim("14", "Yazidi soldiers", doc="a.txt"),
        claim("14", "soldiers", doc="b.txt"),
        claim("15", "Yazidi soldiers", doc="c.txt", as_of="2031-05-03"),
        claim("16", "soldiers", doc="d.txt", as_of="2031-05-03"),
    ]
    assert grouped(*told) == sets("14 | 15 | 16")
    other = claim("17", "soldiers", doc="b.txt")
    assert grouped(told[0], other, *told[2:]) == sets("14 | 15", "17 | 16"), "no number is of both"
    apart = claim("14", "Yazidi soldiers", doc="b.txt", sentence="14 soldiers fell, 9 Yazidi soldiers among them.")
    assert len(grouped(*told, replace(apart, id="f", figure="9", low=9, high=9))) == 2, "a report has a count of each"


def test_a_bound_that_both_give_makes_two_wordings_one_count() -> None:
    workers = claim("at least 250", "workers", doc="a.txt")
    assert grouped(workers, claim("at least 250", doc="b.txt"), claim("259", doc="c.txt")) == sets("at least 250 | 259")


def test_a_few_told_of_at_a_place_do_not_set_its_count_apart() -> None:
    country = [claim("380", doc="a.txt"), claim("at least 1100", doc="d.txt", as_of="2031-05-11")]
    city = claim("at least 410", place="Montevideo", doc="b.txt", as_of="2031-05-05")
    few = claim("13", "people", "Montevideo", doc="b.txt", start=80, as_of="2031-05-11")
    assert any(group >= {"380", "at least 1100", "at least 410"} for group in grouped(*country, city, few))


def test_patients_are_people_still_in_hospital() -> None:
    people, patients = "people still in hospital", "patients still in hospital"
    told = [("88", people, "a.txt"), ("80", people, "b.txt"), ("51", patients, "c.txt"), ("47", patients, "d.txt")]
    claims = [claim(figure, who, measure="injured", doc=doc) for figure, who, doc in told]
    assert grouped(*claims) == sets("88 | 80 | 51 | 47")


def test_a_part_of_its_own_kind_is_not_compared_with_its_whole() -> None:
    whole = claim("12", "police officers", doc="a.txt")
    part = claim("2", "police officers", doc="a.txt", start=40, basis=Basis.PART, part_of=whole.id)
    assert grouped(whole, part, claim("18", "security forces", doc="b.txt")) == sets("12 | 18", "2")


def test_a_crowd_of_another_week_is_another_crowd() -> None:
    claims = [
        claim("4000", "protesters", measure="crowd", doc="a.txt", as_of="2031-05-02"),
        claim("5000", "marchers", measure="crowd", doc="b.txt", as_of="2031-05-03"),
        claim("7000", measure="crowd", doc="c.txt", as_of="2031-05-20"),
    ]
    assert grouped(*claims) == sets("4000 | 5000", "7000")


def test_crowds_of_two_days_are_two_gatherings() -> None:
    def crowd(figure: str, day: int, doc: str, who: str = "people") -> Claim:
        return claim(figure, who, measure="crowd", doc=doc, start=day, as_of=f"2031-05-{day:02}")

    assert grouped(crowd("2000", 2, "a.txt"), crowd("100000", 3, "b.txt")) == sets("2000", "100000"), "far apart"
    assert grouped(crowd("2000", 2, "a.txt"), crowd("3000", 3, "b.txt")) == sets("2000 | 3000"), "told the next day"
    assert grouped(crowd("2000", 2, "a.txt"), crowd("3000", 3, "a.txt")) == sets("2000", "3000"), "one report has both"
    assert grouped(crowd("2000", 2, "a.txt"), crowd("3000", 5, "b.txt")) == sets("2000", "3000"), "days apart"
    assert grouped(crowd("4", 2, "a.txt"), crowd("4", 6, "b.txt")) == sets("4"), "those who stay are told of again"
    bound = [crowd("2000", 2, "a.txt"), crowd("up to 9000", 5, "b.txt"), crowd("8000", 5, "c.txt")]
    assert grouped(*bound) == sets("2000", "up to 9000 | 8000"), "an upper bound tells no day's number again"


def test_a_vague_word_days_later_is_no_crowd_that_stays() -> None:
    def crowd(figure: str, day: int, doc: str) -> Claim:
        return claim(figure, measure="crowd", doc=doc, as_of=f"2031-05-{day:02}")

    first = [crowd("thousands", 2, "a.txt"), crowd("6000", 2, "b.txt")]
    assert grouped(*first, crowd("8000", 6, "c.txt")) == sets("thousands | 6000", "8000"), "another march"
    assert grouped(*first, crowd("8000", 3, "c.txt")) == sets("thousands | 6000 | 8000"), "told the next day"
    assert grouped(*first, crowd("6000", 6, "c.txt")) == sets("thousands | 6000"), "they are still there"


def test_rescues_weeks_apart_are_two() -> None:
    freed = [
        claim("130", "hostages", measure="rescued", doc="a.txt", as_of="2031-03-02"),
        claim("62", "hostages", measure="rescued", doc="b.txt", as_of="2031-04-01"),
    ]
    assert grouped(*freed) == sets("130", "62")
    assert grouped(freed[0], replace(freed[1], as_of="2031-03-08")) == sets("130 | 62")


def test_that_there_were_none_is_a_side_of_its_own() -> None:
    said = [claim("0", measure="missing", source="mayor"), claim("13", measure="missing", start=40, source="unions")]
    assert grouped(*said) == sets("0 | 13")
    assert grouped(said[0], replace(said[1], source=None)) == sets("0", "13"), "none there, and 13 in all"
    assert grouped(said[0], replace(said[1], source="mayor")) == sets("0", "13")


def test_claims_without_a_place_go_where_most_go() -> None:
    claims = [claim("12", doc="a.txt"), claim("13", doc="b.txt"), claim("14", place=None, doc="c.txt")]
    assert grouped(*claims) == sets("12 | 13 | 14")


def test_stories_and_measures_are_never_mixed() -> None:
    claims = [claim("12", doc="a.txt"), claim("13", doc="b.txt"), claim("14", measure="injured", doc="a.txt")]
    found = pose(claims, dict(zip((claim.id for claim in claims), ("one", "two", "one"), strict=True)))
    assert sorted((question.story, question.measure) for question in found) == [
        ("one", "injured"),
        ("one", "killed"),
        ("two", "killed"),
    ]


def test_a_question_has_the_widest_wording_and_knows_its_kin() -> None:
    claims = [
        claim("12", "riot police", "Montevideo", doc="a.txt"),
        claim("13", "security forces", "Uruguay", doc="b.txt"),
        claim("50", "people", "Uruguay", doc="a.txt", start=80),
        claim("51", "people", "Uruguay", doc="b.txt", start=80),
    ]
    forces, people = sorted(asked(*claims), key=lambda question: question.who, reverse=True)
    assert (forces.who, forces.place) == ("security forces", "Uruguay")
    assert (forces.related, people.related) == ((people.id,), (forces.id,))


def test_a_rounded_figure_is_the_same_figure() -> None:
    claims = [
        claim("2100000", measure="displaced", place="northern Uruguay", doc="a.txt"),
        claim("2000000", measure="displaced", place="Uruguay", doc="a.txt", start=90),
    ]
    assert grouped(*claims) == sets("2100000 | 2000000")
    apart = [replace(claims[0], low=3_700_000, high=3_700_000), claims[1]]
    assert grouped(*apart) == sets("2100000", "2000000")


def test_two_operations_months_apart_are_two_questions() -> None:
    claims = [
        claim("400", measure="evacuated", doc="a.txt", as_of="2031-03-02"),
        claim("1100", measure="evacuated", doc="b.txt", as_of="2031-05-24"),
    ]
    assert grouped(*claims) == sets("400", "1100")
    assert grouped(claims[0], replace(claims[1], as_of="2031-03-08")) == sets("400 | 1100")


def test_a_place_elsewhere_that_no_sentence_names_is_a_guess() -> None:
    dead = "Police in Montevideo counted 20 dead."
    claims = [
        claim("20", place="Montevideo", doc="a.txt", sentence=dead),
        claim("22", place="Montevideo", doc="b.txt"),
        claim("24", place="Norway", doc="c.txt"),
    ]
    assert grouped(*claims) == sets("20 | 22 | 24")
    named = replace(claims[2], sentence="In Norway 24 died.")
    assert grouped(*claims[:2], named) == sets("20 | 22", "24")
    (question,) = asked(*claims)
    assert question.place == "Montevideo"


def test_a_copied_line_is_one_figure_wherever_it_is_placed() -> None:
    line = "Detectives of the capital had since rounded up 20 people with suspected links to the group since the spring"
    first = claim("20", place="Uruguay", doc="a.txt", sentence=f"{line}, he said in Uruguay.")
    copy = claim("20", place="Norway", doc="b.txt", sentence=f"Norway heard that {line}, as in the past.")
    assert grouped(first, copy) == sets("20") and len(asked(first, copy)) == 1
    another = replace(copy, sentence="In Norway officers found 20 people.")
    assert len(asked(first, another)) == 2


def test_people_without_power_are_customers() -> None:
    claims = [
        claim("9000", "customers", measure="affected", doc="a.txt"),
        claim("thousands", measure="affected", doc="b.txt", sentence="The storm cut power to thousands."),
        claim("500", measure="affected", doc="b.txt", start=60, sentence="It trapped 500 in a shop."),
    ]
    assert grouped(*claims) == sets("9000 | thousands", "500")


@pytest.mark.parametrize(
    ("measure", "one", "other"),
    [
        ("killed", "Islamist gunmen", "militants"),
        ("killed", "suspected militants", "attackers"),
        ("affected", "citizens", "people"),
        ("rescued", "Danish citizens", "Danes"),
        ("crowd", "striking nurses", "protesters"),
    ],
)
def test_two_wordings_of_one_count(measure: str, one: str, other: str) -> None:
    claims = [claim("31", one, measure=measure, doc="a.txt"), claim("33", other, measure=measure, doc="b.txt")]
    more = [replace(claims[0], id="c", doc="c.txt"), replace(claims[1], id="d", doc="d.txt")]
    assert grouped(*claims, *more) == sets("31 | 33")


@pytest.mark.parametrize(
    ("measure", "one", "other"),
    [
        ("displaced", "Hazara refugees", "Hazaras"),
        ("displaced", "Uighur Muslims", "Uighur villagers"),
        ("killed", "Yazidi residents", "Yazidis"),
    ],
)
def test_those_of_a_people_are_the_people(measure: str, one: str, other: str) -> None:
    told = [("31", one, "a.txt"), ("33", other, "b.txt"), ("35", one, "c.txt"), ("37", other, "d.txt")]
    assert grouped(*(claim(figure, who, measure=measure, doc=doc) for figure, who, doc in told)) == sets(
        "31 | 33 | 35 | 37"
    )


def test_those_on_the_side_of_a_government_are_more_than_its_forces() -> None:
    claims = [
        claim("147", "people affiliated with the government", doc="a.txt"),
        claim("100", "security personnel", doc="b.txt"),
    ]
    assert grouped(*claims) == sets("147", "100")


def test_a_vague_word_for_a_crowd_is_an_estimate_of_it() -> None:
    claims = [
        claim("15000", measure="crowd", doc="a.txt"),
        claim("thousands", measure="crowd", doc="a.txt", start=60),
        claim("hundreds", measure="crowd", doc="a.txt", start=90),
    ]
    assert grouped(*claims) == sets("15000 | thousands", "hundreds")


def test_lone_counts_of_one_report_stay_apart() -> None:
    group, everybody = claim("70", "security forces", doc="a.txt"), claim("300", doc="a.txt", start=60)
    assert grouped(group, everybody) == sets("70", "300")
    copies = [replace(group, id="x", doc="b.txt"), replace(everybody, id="y", doc="b.txt")]
    assert grouped(group, everybody, *copies) == sets("70", "300")


@pytest.mark.parametrize(
    ("sentence", "questions"), [("Chad says 17 killed in raid", 1), ("Chad says 17 were killed.", 2)]
)
def test_a_headline_names_the_country_for_the_town_of_its_report(sentence: str, questions: int) -> None:
    head = claim("17", place="Chad", sentence=sentence, start=0, end=2)
    body = claim("24", place="Abeche", sentence="A raid on Abeche killed 24 people.", start=40, end=42)
    assert len(asked(head, body)) == questions


def test_names_of_files_change_no_question() -> None:
    names = {claim.doc: name for claim, name in zip(PILE, "hgfedcba", strict=True)}
    renamed = [replace(claim, doc=names[claim.doc]) for claim in PILE]
    assert {frozenset(q.claims) for q in asked(*renamed)} == {frozenset(q.claims) for q in asked(*PILE)}


PILE = [
    claim(figure, who, place, doc=f"{number}.txt", measure=measure)
    for number, (figure, who, place, measure) in enumerate(
        [
            ("12", "people", "Uruguay", "killed"),
            ("dozens", "protesters", "Montevideo", "killed"),
            ("at least 18", "police", None, "killed"),
            ("900", "families", "Salto", "displaced"),
            ("4000", "people", "Uruguay", "displaced"),
            ("unclear", "troops", "Uruguay", "troops"),
            ("40", "homes", "Uruguay", "damaged"),
            ("41", "houses", "Uruguay", "damaged"),
        ]
    )
]


def test_every_claim_answers_one_question_whatever_the_order() -> None:
    found = asked(*PILE)
    assert sorted(id for question in found for id in question.claims) == sorted(claim.id for claim in PILE)
    assert len({question.id for question in found}) == len(found)
    for seed in range(5):
        assert asked(*random.Random(seed).sample(PILE, len(PILE))) == found


def test_an_id_stays_when_other_claims_come() -> None:
    before = {question.id for question in asked(*PILE)}
    more = claim("77", "journalists", "Salto", doc="z.txt", measure="arrested")
    assert before < {question.id for question in asked(*PILE, more)}
    assert pose([], {}) == ()


# The labelled folders, where they are at hand


def folders() -> list[Path]:
    return sorted(path for path in LABELLED.glob("*") if (path / "questions.jsonl").exists())


def rows(path: Path) -> list[dict[str, object]]:
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return [json.loads(line) for line in lines if line.strip()]


def labelled(folder: Path) -> tuple[list[Document], list[Claim]]:
    """The documents of a folder, and its labels as claims."""
    told = {str(row["doc"]): row for row in rows(folder / "docs" / "manifest.jsonl")}
    documents, claims = [], []
    for path in sorted((folder / "docs").glob("*.txt")):
        text, row = path.read_text(encoding="utf-8"), told.get(path.name, {})
        documents.append(
            Document(
                doc=path.name, text=text, sha256="", published=_text(row.get("date")), title=_text(row.get("title"))
            )
        )
    sentences = {document.doc: [span for part in split(document) for span in part.sentences] for document in documents}
    texts = {document.doc: document.text for document in documents}
    for row in rows(folder / "claims.jsonl"):
        doc, start, end = str(row["doc"]), int(str(row["start"])), int(str(row["end"]))
        span = next((span for span in sentences[doc] if span[0] <= start < span[1]), (start, end))
        part = texts[doc][max(0, start - 12) : start].rstrip().endswith("including")
        fields = {key: row[key] for key in ("low", "high", "measure", "source", "as_of", "relayed_by")}
        if row["qualifier"] == "vague" and row["high"] is None:
            fields["high"] = HIGHS.get(row["low"])  # the labels leave vague words open above
        made = claim("unclear", str(row["who"]), _text(row["place"]), **fields)
        claims.append(
            replace(
                made,
                id=f"{doc}:{start}:{row['measure']}",
                doc=doc,
                start=start,
                end=end,
                figure=texts[doc][start:end],
                qualifier=Qualifier(str(row["qualifier"])),
                status=Status(str(row["status"])),
                basis=Basis.PART if part else Basis.TOTAL,
                sentence=texts[doc][slice(*span)],
            )
        )
    return documents, claims


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def pairs(folder: Path) -> tuple[int, int, int]:
    """Of the pairs of labelled claims: those rightly in one question, those put in one, those that belong in one."""
    documents, claims = labelled(folder)
    answered = {id: question.id for question in pose(claims, tell(documents, claims)) for id in question.claims}
    key = {(claim.doc, claim.start): answered[claim.id] for claim in claims}
    wanted: dict[tuple[str, int], set[int]] = {}
    for number, row in enumerate(rows(folder / "questions.jsonl")):
        named = row["claims"] if row["verdict"] != "mixed scope" else []
        assert isinstance(named, Sequence)
        for doc, start in named:
            wanted.setdefault((doc, start), set()).add(number)
    right = said = true = 0
    for a, b in combinations(sorted(wanted), 2):
        together, belong = key[a] == key[b], bool(wanted[a] & wanted[b])
        right, said, true = right + (together and belong), said + together, true + belong
    return right, said, true


@pytest.mark.skipif(not folders(), reason="no labelled folders here")
def test_labelled_pairs_are_found() -> None:
    right, said, true = (sum(counts) for counts in zip(*map(pairs, folders()), strict=True))
    assert 2 * right / (said + true) >= FLOOR


def test_questions_of_some_stories_are_those_asked_among_all() -> None:
    claims = [
        claim(figure, place=place, doc=f"{at % 3}.txt", start=at)
        for at, (figure, place) in enumerate(
            [("12", "Oslo"), ("at least 18", "Norway"), ("dozens", None), ("40", "Lima"), ("12", "Lima")]
        )
    ]
    stories = {one.id: f"story-{at % 2}" for at, one in enumerate(claims)}
    shares = [pose(claims, stories, frozenset({name})) for name in ("story-0", "story-1")]
    assert all(one.story == f"story-{at}" for at, share in enumerate(shares) for one in share)
    assert sorted((one for share in shares for one in share), key=lambda one: one.id) == list(pose(claims, stories))
