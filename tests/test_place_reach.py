"""How far a figure reaches: to a whole country, to most of one place, or past a place that is told of in passing."""

from __future__ import annotations

import pytest
import regex

from reconcile import passages
from reconcile.model import Document, Span
from reconcile.places import locate


def located(text: str, title: str = "") -> list[str | None]:
    """The places of the figures that stand in double brackets."""
    plain, spans, last = "", list[Span](), 0
    for match in regex.finditer(r"\[\[(.+?)\]\]", text):
        plain += text[last : match.start()]
        spans.append((len(plain), len(plain) + len(match[1])))
        plain += match[1]
        last = match.end()
    document = Document(doc="report.txt", text=plain + text[last:], sha256="", title=title or None)
    return list(locate(document, passages.split(document), spans))


HEADED = [
    (
        "A headline that names the country tells no more than that.",
        "Ferry sinks in Gabon, [[12]] dead",
        "A ferry sank off Port-Gentil on Monday and [[12]] people drowned, the port said.",
        ["Gabon", "Port-Gentil"],
    ),
    (
        "So does one that names a region.",
        "[[Four]] killed in Ohio storms",
        "Storms tore through Dayton on Monday and killed [[four]] people, the mayor said.",
        ["Ohio", "Dayton"],
    ),
    (
        "What a country says in its headline is put in all of it.",
        "Chad says [[12]] people killed in market blast",
        "A blast at a market in Abeche killed [[12]] people on Monday, officials said.",
        ["Chad", "Abeche"],
    ),
    (
        "So is what its army says.",
        "Mali army says [[nine]] soldiers died in ambush",
        "Gunmen ambushed a convoy near Gao on Monday and killed [[nine]] soldiers, the army said.",
        ["Mali", "Gao"],
    ),
    (
        "A headline that names the town is of the town.",
        "Chad says [[12]] people killed in Abeche blast",
        "A blast at a market in Abeche killed [[12]] people on Monday, officials said.",
        ["Abeche", "Abeche"],
    ),
    (
        "A people in a headline leaves the place to the copy.",
        "[[Seven]] die in Bolivian mill fire",
        "A fire at a mill in Oruro killed [[seven]] people on Monday, firefighters said.",
        ["Oruro", "Oruro"],
    ),
]


@pytest.mark.parametrize(("heading", "body", "wanted"), [row[1:] for row in HEADED], ids=[row[0] for row in HEADED])
def test_a_headline_is_of_the_place_it_names(heading: str, body: str, wanted: list[str]) -> None:
    title = regex.sub(r"\[\[|\]\]", "", heading)
    assert located(f"{heading}\n\n{body}", title) == wanted


TURMOIL = [
    (
        "Unrest in Belize goes on",
        [
            "Crowds marched in Orange Walk on Monday, and [[90]] people were held in Orange Walk.",
            "It is [[not clear how many]] people have died in the protests. A rights group puts the number at [[31]].",
            "[[Four]] people died in the riots in Dangriga.",
            "[[Twelve]] were shot in the unrest, and the minister spoke of [[nine]].",
        ],
        ["Orange Walk", "Belize", "Belize", "Dangriga", "Belize", "Belize"],
    ),
    (
        "Togo police break up protests",
        [
            "Police fired tear gas in Lome on Monday at crowds that want the president to go.",
            "At least [[eight]] people have been killed in the crackdown, doctors said.",
            "In Kara, [[200]] people marched to the post office.",
            "Activists say [[1,200]] have been held during the demonstrations.",
        ],
        ["Togo", "Kara", "Togo"],
    ),
    (
        "Lome shops shut after riots",
        [
            "Shops in Lome stayed shut on Monday after two nights of riots in the city.",
            "At least [[eight]] people have been hurt in the riots, doctors said.",
        ],
        ["Lome"],
    ),
]


@pytest.mark.parametrize(("heading", "paragraphs", "wanted"), TURMOIL, ids=[row[0] for row in TURMOIL])
def test_a_count_of_turmoil_in_a_country_is_the_countrys(
    heading: str, paragraphs: list[str], wanted: list[str]
) -> None:
    assert located("\n\n".join([heading, *paragraphs]), heading) == wanted


SENTENCES = [
    # most of the counted, not all
    ("Floods hit Nepal. [[40]] people died, most of them in Pokhara.", "Nepal"),
    ("Floods hit Nepal. Most of the [[1,150]] dead and 300 missing are in Pokhara, a minister said.", "Nepal"),
    ("Floods hit Nepal. Half of the [[60]] dead were in Pokhara.", "Nepal"),
    ("Floods hit Nepal. The majority of the [[700]] homes that fell were in Pokhara.", "Nepal"),
    ("Floods hit Nepal. Most of the villagers fled, but [[12]] people died in Pokhara.", "Pokhara"),
    ("Floods hit Nepal. Many homes were lost and [[12]] people died in Pokhara.", "Pokhara"),
    # the place of what others came together over
    ("A blast at a ceremony for a colonel killed in a raid in Yemen left [[nine]] dead. Oman mourned.", "Oman"),
    ("Oman was quiet. Blasts at a vigil mourning a singer shot in Malmo killed [[20]] people.", "Oman"),
    ("Oman was quiet. [[Thousands]] marched to denounce the killing of a student in Minneapolis.", "Oman"),
    ("Oman was quiet. [[300]] people rallied over the murder of a baker in Malmo.", "Oman"),
    ("Oman was quiet. [[200]] mourners came to the funeral of a nurse who was shot in Malmo.", "Oman"),
    ("Oman was quiet. [[Six]] people were shot at a funeral in Salalah.", "Salalah"),
    ("Oman was quiet. A protest over bread ended with [[six]] people killed in Salalah.", "Salalah"),
    ("Oman was quiet. [[900]] people joined marches sparked by the killing of a driver in Malmo.", "Oman"),
    ("Oman was quiet. [[900]] people lit candles for the victims of the Salalah shooting.", "Oman"),
    ("Oman was quiet. [[Six]] of the victims of the Salalah shooting were children.", "Salalah"),
    # the place of those who only spread the word
    ("A blast in Kano killed 12 people. State media in Chad said that [[30]] had died.", "Kano"),
    ("A blast in Kano killed 12 people. A newspaper in Lagos put the dead at [[30]].", "Kano"),
]


TOTALS = [
    ("A wall fell in Pokhara and killed nine, bringing the death toll to [[70]].", "Nepal"),
    ("Two boys drowned near Pokhara, taking the number of dead from the floods to [[70]].", "Nepal"),
    ("Two boys drowned near Pokhara, and their deaths raised the total to [[70]].", "Nepal"),
    ("Nine died, bringing the death toll in Pokhara to [[30]].", "Pokhara"),
    ("A wall fell in Pokhara and killed [[nine]], bringing the death toll to 70.", "Pokhara"),
]


@pytest.mark.parametrize(("text", "place"), TOTALS)
def test_a_total_that_deaths_at_a_place_bring_is_not_that_places(text: str, place: str) -> None:
    lede = "Floods in Nepal have killed dozens of people since Friday, the home ministry said."
    assert located(f"Nepal floods go on\n\n{lede}\n\n{text}", "Nepal floods go on") == [place]


STRUCK = [
    ("Ukraine is at war. Kharkiv was shelled overnight. [[Nine]] people died.", "Kharkiv"),
    ("Ukraine is at war. The town of Kharkiv has been hit by drones. [[Nine]] people died.", "Kharkiv"),
    ("Ukraine is at war. Kharkiv, a town in the east, came under rocket fire. [[Nine]] people died.", "Kharkiv"),
    ("Ukraine is at war. Kharkiv near the border has also been heavily bombed. [[Nine]] people died.", "Kharkiv"),
    ("Ukraine is at war. Gunmen targeted Kharkiv, killing [[nine]] people.", "Kharkiv"),
    ("Ukraine is at war. As [[60]] families fled towards the town of Kharkiv, drones circled.", "Kharkiv"),
]


@pytest.mark.parametrize(("text", "place"), STRUCK)
def test_what_befalls_a_town_befalls_those_in_it(text: str, place: str) -> None:
    assert located(text) == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Two bodies were found near White Sulphur Springs, so [[two]] are dead.", "White Sulphur Springs"),
        ("A fire in Little Havana hurt [[six]] people.", "Little Havana"),
        ("A fire in Old Dhaka killed [[six]] people.", "Old Dhaka"),
        ("The old Dhaka market burned down, which killed [[six]] people.", "Dhaka"),
    ],
)
def test_a_word_before_the_name_of_a_town_makes_it_another(text: str, place: str) -> None:
    assert located(text) == [place]


PARTS = [
    ("Peru is calm. A blast in the heart of Lima killed [[six]] people.", "Lima"),
    ("Peru is calm. A blast on the outskirts of Arequipa killed [[six]] people.", "Arequipa"),
    ("Peru is calm. [[Hundreds]] took to the streets of Arequipa.", "Arequipa"),
    ("A storm flattened parts of Izmit, a port, and other towns in western Turkey, killing [[40]].", "western Turkey"),
    ("Floods hit western Nepal. Two died in Pokhara. [[Six]] were killed by a slide in that district.", "Pokhara"),
]


@pytest.mark.parametrize(("text", "place"), PARTS)
def test_what_lies_in_a_place_is_of_it(text: str, place: str) -> None:
    assert located(text) == [place]


def test_what_opens_a_sentence_that_goes_on_about_it_is_a_place() -> None:
    text = "Buses burned in Peru. At Santa Orabe, where nurses worked all night, [[eight]] patients were in a bad way."
    assert located(text) == ["Santa Orabe"]


BYGONE = [
    ("A wall fell at a mill in Arusha, two years after a fire killed [[30]] people at another mill.", "Tanzania"),
    ("The wall fell on the mill in Arusha, a decade after a flood claimed [[12]] lives.", "Tanzania"),
    ("The mill was much like one that burned three years ago, which killed [[30]] people.", "Tanzania"),
    ("Police have held [[900]] people in a month-long crackdown on smugglers.", "Tanzania"),
    ("The wall fell on Monday and killed [[30]] people.", "Arusha"),
]


@pytest.mark.parametrize(("text", "place"), BYGONE)
def test_what_was_long_before_was_not_where_the_report_is_about(text: str, place: str) -> None:
    lede = "A wall that fell on a mill in Arusha has killed [[six]] workers, Tanzanian police said."
    assert located(f"{lede}\n\n{text}") == ["Arusha", place]


def test_what_goes_on_beside_a_speaker_is_not_the_place() -> None:
    text = "A quake shook southern Chile, killing [[nine]], the ministry said, as crews dug near the Argentine border."
    assert located(text) == ["southern Chile"]


@pytest.mark.parametrize(("text", "place"), SENTENCES)
def test_a_place_told_of_in_passing_is_not_the_figures(text: str, place: str) -> None:
    assert located(text) == [place]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("A flood in Peru's Áncash region drowned [[20]] people.", "Áncash"),
        ("Police in Bogotá held [[12]] people.", "Bogotá"),
        ("Police in Bogota held [[12]] people.", "Bogota"),
        ("SÃO PAULO (Agency) - A fire in São Paulo killed [[12]] people.", "São Paulo"),
    ],
)
def test_a_name_keeps_the_accents_of_the_text(text: str, place: str) -> None:
    assert located(text) == [place]
