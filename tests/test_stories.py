"""Which event a claim is about: invented reports of one event and of several."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import replace

import pytest

from reconcile.lexicon import load
from reconcile.model import Basis, Claim, Document, Qualifier, Status
from reconcile.stories import is_wide, kind_of, tell
from reconcile.stories.stretch import Days, apart, days, meet, worded

EXAMPLES = load("stories")["example"]

QUAKE = (
    "A strong earthquake struck Nepal near Pokhara. Minister Sita Gurung spoke of 40 dead.\n\nHelp came from Gorkha."
)
QUAKE_LATER = (
    "The death toll of the earthquake in Nepal rose to 61, Sita Gurung said in Pokhara.\n\nRoads to Gorkha are shut."
)
BLAST = "A bomb blast killed 14 people in Kano, Governor Musa Bello said.\n\nThe Sabon Gari market was full."
BLAST_LATER = "A second bomb blast in Kano killed 9 people, Governor Musa Bello said.\n\nThe Kurmi market was full."


def document(doc: str, published: str | None, text: str, title: str | None = None) -> Document:
    return Document(doc=doc, text=text, sha256=doc, published=published, title=title)


def claim(
    doc: str,
    figure: str,
    *,
    text: str,
    place: str | None,
    as_of: str | None = None,
    measure: str = "killed",
    status: Status = Status.ASSERTED,
) -> Claim:
    start = text.index(figure)
    return Claim(
        id=f"{doc}-{figure}-{measure}",
        doc=doc,
        start=start,
        end=start + len(figure),
        figure=figure,
        low=int(figure.replace(",", "")) if figure[0].isdigit() else None,
        high=int(figure.replace(",", "")) if figure[0].isdigit() else None,
        qualifier=Qualifier.EXACT,
        measure=measure,
        who="people",
        place=place,
        source=None,
        relayed_by=None,
        source_type=None,
        status=status,
        as_of=as_of,
        basis=Basis.TOTAL,
        part_of=None,
        question=None,
        sentence=next(line for line in text.split("\n") if figure in line),
        rule="test",
    )


def stories(*told: tuple[Document, list[Claim]]) -> dict[str, list[str]]:
    """The figures of each story, by its name."""
    found = tell([doc for doc, _ in told], [claim for _, claims in told for claim in claims])
    grouped: defaultdict[str, list[str]] = defaultdict(list)
    for id, slug in sorted(found.items()):
        grouped[slug].append(id.split("-")[1])
    return dict(grouped)


@pytest.mark.parametrize("row", EXAMPLES if isinstance(EXAMPLES, list) else [], ids=lambda row: row["text"])
def test_examples_of_leads_are_of_their_kind(row: dict[str, str]) -> None:
    assert kind_of(row["text"]) == row["kind"]


def test_reports_of_one_event_share_a_story() -> None:
    first, later = document("a", "2031-04-02", QUAKE), document("b", "2031-04-05", QUAKE_LATER)
    told = stories(
        (first, [claim("a", "40", text=QUAKE, place="Pokhara")]),
        (later, [claim("b", "61", text=QUAKE_LATER, place="Nepal")]),
    )
    assert told == {"nepal-2031-04": ["40", "61"]}


def test_two_attacks_weeks_apart_at_one_place_are_two_stories() -> None:
    first, later = document("a", "2031-03-02", BLAST), document("b", "2031-03-29", BLAST_LATER)
    told = stories(
        (first, [claim("a", "14", text=BLAST, place="Kano")]),
        (later, [claim("b", "9", text=BLAST_LATER, place="Kano")]),
    )
    assert told == {"kano-2031-03-02": ["14"], "kano-2031-03-29": ["9"]}


BLAST_RECALLED = "Governor Musa Bello lit candles in Kano for 15 dead of the blast.\n\nThe Sabon Gari market is open."


def test_a_late_report_is_about_the_event_of_its_place_whose_names_it_shares() -> None:
    first = document("a", "2031-03-02", BLAST), [claim("a", "14", text=BLAST, place="Kano")]

    def late(text: str, figure: str, published: str) -> dict[str, list[str]]:
        return stories(first, (document("b", published, text), [claim("b", figure, text=text, place="Kano")]))

    assert late(BLAST_RECALLED, "15", "2031-03-16") == {"kano-2031-03": ["14", "15"]}
    assert len(late(BLAST_RECALLED, "15", "2031-03-29")) == 2, "too late"
    other = "A blast near Kano killed 15 at the Dawanau mill.\n\nAisha Lawal of the Tofa clinic treated some."
    assert len(late(other, "15", "2031-03-16")) == 2, "other names"


def test_a_toll_that_a_report_insists_on_is_its_own_though_an_earlier_one_was_the_same() -> None:
    text = (
        "16 dead as guns fire again in Kano\n\nIn Kano 16 lives were lost, medics said.\n\n"
        "It is the worst since January, when at least 16 people fell there."
    )
    heads = [claim("a", "16", text=text, place="Kano", as_of="2031-09-20")]
    again = [replace(heads[0], id="b-16-killed", start=text.index("16", 20), sentence=text.split("\n\n")[1])]
    last = text.rindex("16")
    back = replace(
        heads[0], id="c-16-killed", start=last, as_of="2031-01", status=Status.HISTORIC, sentence=text.split("\n\n")[2]
    )
    told = tell([document("a", "2031-09-20", text)], [*heads, *again, back])
    assert told["b-16-killed"] == told["a-16-killed"] != told["c-16-killed"]


def test_a_look_back_joins_the_story_that_was_reported_then() -> None:
    text = (
        "A gunman shot 3 people in Kano, Musa Bello said.\n\nIt comes after the blast that killed 14 there this month."
    )
    told = stories(
        (document("a", "2031-03-02", BLAST), [claim("a", "14", text=BLAST, place="Kano")]),
        (
            document("b", "2031-03-29", text),
            [
                claim("b", "3", text=text, place="Kano"),
                claim("b", "14", text=text, place="Kano", as_of="2031-03", status=Status.HISTORIC),
            ],
        ),
    )
    assert told == {"kano-2031-03-02": ["14", "14"], "kano-2031-03-29": ["3"]}


def test_a_look_back_is_not_about_what_its_own_report_is_about() -> None:
    text = f"{BLAST}\n\nA blast there killed 30 in May."
    told = stories(
        (
            document("a", "2031-05-20", text),
            [
                claim("a", "14", text=text, place="Kano", as_of="2031-05-20"),
                claim("a", "30", text=text, place="Kano", as_of="2031-05-19", status=Status.HISTORIC),
            ],
        )
    )
    assert told == {"kano-2031-05-20": ["14"], "kano-2031-05-19": ["30"]}


def test_a_report_that_looks_back_on_a_toll_is_about_another_event() -> None:
    text = (
        "Gunmen killed 11 people in Kano on Friday, Governor Musa Bello said.\n\nThe blast in the Sabon Gari killed 14."
    )
    told = stories(
        (document("a", "2031-03-02", BLAST), [claim("a", "14", text=BLAST, place="Kano")]),
        (
            document("b", "2031-03-06", text),
            [
                claim("b", "11", text=text, place="Kano"),
                claim("b", "14", text=text, place="Kano", as_of="2031-03-02", status=Status.HISTORIC),
            ],
        ),
    )
    assert told == {"kano-2031-03-02": ["14", "14"], "kano-2031-03-06": ["11"]}


def test_a_report_whose_figure_names_a_far_place_follows_the_names_it_speaks_of() -> None:
    text = "Nepal, Pokhara, Gorkha: Sita Gurung spoke in Pokhara of 48 dead. Nepal waits for aid from Bergen.\n\nNepal."
    told = stories(
        (document("a", "2031-04-02", QUAKE), [claim("a", "40", text=QUAKE, place="Nepal")]),
        (document("b", "2031-04-03", text), [claim("b", "48", text=text, place="Bergen")]),
    )
    assert list(told.values()) == [["40", "48"]]


def test_a_historic_comparison_is_a_story_of_its_own() -> None:
    text = f"{QUAKE}\n\nA quake in Haiti killed 200000 in 2010."
    told = stories(
        (
            document("a", "2031-04-02", text),
            [
                claim("a", "40", text=text, place="Pokhara"),
                claim("a", "200000", text=text, place="Haiti", as_of="2010", status=Status.HISTORIC),
            ],
        )
    )
    assert told == {"pokhara-2031-04": ["40"], "haiti-2010": ["200000"]}


def test_two_outlets_look_back_on_one_event_though_they_date_it_differently() -> None:
    one = f"{BLAST}\n\nSome 77 died in Lagos in 2019."
    other = f"{BLAST_LATER}\n\nIt recalls the Lagos fire, which killed 77."
    past = Status.HISTORIC
    told = stories(
        (
            document("a", "2031-03-02", one),
            [
                claim("a", "14", text=one, place="Kano"),
                claim("a", "77", text=one, place="Lagos", as_of="2019", status=past),
            ],
        ),
        (
            document("b", "2031-03-03", other),
            [claim("b", "9", text=other, place="Kano"), claim("b", "77", text=other, place="Lagos", status=past)],
        ),
    )
    assert told["lagos-2019"] == ["77", "77"]


def test_marches_in_several_cities_and_on_several_days_are_apart() -> None:
    lead = "Marchers filled {0} in a rally against the fuel tax, and Rosa Lind said 3000 came.\n\nThe rally was calm."
    towns = [("Oslo", "2031-05-01"), ("Bergen", "2031-05-01"), ("Oslo", "2031-05-09")]
    told = []
    for number, (town, day) in enumerate(towns):
        text = lead.format(town)
        figure = claim(f"d{number}", "3000", text=text, place=town, as_of=day, measure="crowd")
        told.append((document(f"d{number}", day, text), [figure]))
    assert set(stories(*told)) == {"oslo-2031-05-01", "bergen-2031-05", "oslo-2031-05-09"}


def test_a_crisis_goes_on_where_an_attack_would_be_another() -> None:
    lead = "Refugees at the camp in Gevgelija number {0}, Shore said as the migrant crisis went on.\n\nShore."
    told = []
    for figure, day in (("900", "2031-02-01"), ("2400", "2031-03-20")):
        text = lead.format(figure)
        told.append((document(day, day, text), [claim(day, figure, text=text, place="Gevgelija", measure="displaced")]))
    assert len(stories(*told)) == 1


def test_troops_in_two_countries_are_two_stories() -> None:
    text = "The mission has 400 soldiers in Mali.\n\nAnother 900 serve in Estonia, General Aune Kask said."
    told = stories(
        (
            document("a", "2031-06-01", text),
            [
                claim("a", "400", text=text, place="Mali", measure="troops"),
                claim("a", "900", text=text, place="Estonia", measure="troops"),
            ],
        )
    )
    assert set(told) == {"mali-2031-06", "estonia-2031-06"}


def test_a_teaser_joins_the_story_it_is_about_and_leaves_that_of_its_page() -> None:
    page = (
        f"{BLAST}\n\nMore was to come, residents of Kano said.\n\n2 hours ago - World\n\nEarthquake in Nepal kills 61"
    )
    told = stories(
        (document("a", "2031-04-05", page), [claim("a", "14", text=page, place="Kano")]),
        (document("b", "2031-04-05", QUAKE_LATER), [claim("b", "61", text=QUAKE_LATER, place="Nepal")]),
        (document("c", "2031-04-05", page), [claim("c", "61", text=page, place="Nepal")]),
    )
    assert told == {"kano-2031-04": ["14"], "nepal-2031-04": ["61", "61"]}


def test_stories_do_not_depend_on_the_order_of_documents_or_claims() -> None:
    texts = [QUAKE, QUAKE_LATER, BLAST, BLAST_LATER]
    figures = [("40", "Pokhara"), ("61", "Nepal"), ("14", "Kano"), ("9", "Kano")]
    dates = ["2031-04-02", "2031-04-05", "2031-04-02", "2031-04-28"]
    documents = [document(f"d{n}", day, text) for n, (day, text) in enumerate(zip(dates, texts, strict=True))]
    claims = [
        claim(f"d{n}", figure, text=text, place=place)
        for n, ((figure, place), text) in enumerate(zip(figures, texts, strict=True))
    ]
    told = tell(documents, claims)
    for seed in range(5):
        shuffled = random.Random(seed)
        assert tell(shuffled.sample(documents, 4), shuffled.sample(claims, 4)) == told
    assert len(set(told.values())) == 3


def test_claims_without_place_or_day_still_have_a_story() -> None:
    text = "12 died."
    assert list(stories((document("a", None, text), [claim("a", "12", text=text, place=None)]))) == ["story"]
    assert tell([document("a", None, text)], []) == {}


@pytest.mark.parametrize(
    ("told", "first", "last", "words"),
    [
        ("2031-04-05", "2031-04-05", "2031-04-05", "2031-04-05"),
        ("2031-12", "2031-12-01", "2031-12-31", "2031-12"),
        ("2024", "2024-01-01", "2024-12-31", "2024"),
    ],
)
def test_a_day_a_month_and_a_year_are_stretches(told: str, first: str, last: str, words: str) -> None:
    found = days(told)
    assert found is not None
    assert (found.first.isoformat(), found.last.isoformat(), worded(found)) == (first, last, words)


@pytest.mark.parametrize("told", [None, "", "spring", "2031-13", "2031-02-30", "31-02-03"])
def test_what_is_no_day_is_none(told: str | None) -> None:
    assert days(told) is None


def stretch(told: str) -> Days:
    found = days(told)
    assert found is not None
    return found


def test_a_month_must_hold_a_day_that_another_may_miss_by_two() -> None:
    assert apart(stretch("2031-04-05"), stretch("2031-04-09")) == 4
    assert meet(stretch("2031-04-05"), stretch("2031-04-07"))
    assert not meet(stretch("2031-04"), stretch("2031-05-01"))
    assert meet(stretch("2031"), stretch("2031-05"))


def test_continents_are_too_wide_to_join_places() -> None:
    assert is_wide("Europe")
    assert not is_wide("Norway")


def test_a_list_of_earlier_events_below_a_report_holds_as_many_events() -> None:
    text = (
        "A ferry sank off Kigoma on Sunday and 31 people drowned, Musa Bello said, as the search went on.\n\n"
        "The lake's record of accidents\n\n"
        "* 2018: 228 die when the Marie Louise capsizes on Lake Victoria\n"
        "* 2009: 150 die when a ferry sinks off the islands\n"
        "* 1996: 812 drown as the Saint Joseph goes down on Lake Victoria\n"
    )
    back = [
        claim("a", figure, text=text, place="Lake Victoria", as_of=year, status=Status.HISTORIC)
        for figure, year in (("228", "2018"), ("812", "1996"))
    ]
    told = stories((document("a", "2031-04-02", text), [claim("a", "31", text=text, place="Kigoma"), *back]))
    assert sorted(told.values()) == [["228"], ["31"], ["812"]]


MINE = "Sixty men died in a fire in the mine at Jos in 2017. Minister Bala Sani said that nothing had been learned."
MINE_AGAIN = "Police told of 63 dead, at Jos, when a mine burnt years ago.\n\nA new fire shut the works of Enugu."
OTHER_MINE = "Police told of 90 dead, at Jos, when a mine burnt years ago.\n\nA new fire shut the works of Enugu."


def test_an_undated_look_back_joins_one_of_its_place_with_nearly_its_toll() -> None:
    text = MINE.replace("Sixty", "60")
    first = document("a", "2031-03-02", text)
    dated = claim("a", "60", text=text, place="Jos", as_of="2017", status=Status.HISTORIC)
    for later, number in ((MINE_AGAIN, 1), (OTHER_MINE, 2)):
        figure = "63" if later is MINE_AGAIN else "90"
        back = claim("b", figure, text=later, place="Jos", status=Status.HISTORIC)
        assert len(stories((first, [dated]), (document("b", "2031-03-05", later), [back]))) == number


def test_a_flight_over_several_coasts_is_one_story_in_the_same_weeks() -> None:
    text = (
        "Refugees who fled the war with the Tarim Front reached {place}, Commissioner Ana Reyes said. Some {number} "
        "refugees came by boat.\n\nThe people of Tarim asked {helper} for tents."
    )
    told = []
    for doc, place, number, day, helper in (
        ("a", "Crete", "400", "2031-03-02", "the Red Crescent and Bishop Luis Mora of Helsinki"),
        ("b", "Sicily", "900", "2031-03-09", "the Order of Malta and Mayor Carla Conti of Palermo"),
    ):
        body = text.format(place=place, number=number, helper=helper)
        told.append((document(doc, day, body), [claim(doc, number, text=body, place=place, measure="displaced")]))
    assert len(stories(*told)) == 1
    (_, (claimed,)) = told[1]
    assert len(stories(told[0], (document("b", "2031-05-20", body), [claimed]))) == 2, "months later"
