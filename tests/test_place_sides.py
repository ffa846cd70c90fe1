"""What a sentence tells of a place beside its name: a side of a country, some of its towns, a share of the counted."""

from __future__ import annotations

import pytest
from test_place_reach import located

from reconcile import claims
from reconcile.model import Document

A_PART_OR_A_GROUP_OF_TOWNS_IS_TOLD_BY_ITS_COUNTRY = [
    ("A raid on a post in Peru's southeast killed [[six]] guards, the army said.", ["southeast Peru"]),
    ("Heavy rain fell on Chad's rural north and left [[400]] families homeless.", ["north Chad"]),
    ("Fighting has uprooted [[9,000]] people in Nigeria's restive north-east.", ["north-east Nigeria"]),
    ("Storms lashed Peru's north, killing [[seven]] people.", ["north Peru"]),
    ("At least [[12]] hikers died across Italy's north on Sunday.", ["north Italy"]),
]


@pytest.mark.parametrize(("text", "places"), A_PART_OR_A_GROUP_OF_TOWNS_IS_TOLD_BY_ITS_COUNTRY)
def test_a_part_or_a_group_of_towns_is_told_by_its_country(text: str, places: list[str]) -> None:
    assert located(text) == places


WHAT_IS_NAMED_IN_PARTICULAR_IS_NOT_THE_WHOLE = [
    ("Floods have killed [[40]] people in southern Chad, notably the town of Sarh.", ["southern Chad"]),
    ("Landslides killed [[30]] people in northern Peru, particularly in Piura.", ["northern Peru"]),
    ("A quake destroyed [[900]] homes in Nepal, especially around the city of Pokhara.", ["Nepal"]),
    ("Cholera has sickened [[700]] people in Zambia, including in the capital Lusaka.", ["Zambia"]),
    ("A storm cut power to [[5,000]] homes in Scotland, above all in Inverness.", ["Scotland"]),
]


@pytest.mark.parametrize(("text", "places"), WHAT_IS_NAMED_IN_PARTICULAR_IS_NOT_THE_WHOLE)
def test_what_is_named_in_particular_is_not_the_whole(text: str, places: list[str]) -> None:
    assert located(text) == places


SEVERAL_TOWNS_OF_A_PEOPLE_ARE_ITS_COUNTRY = [
    ("Thousands, [[40,000]] by one count, took to the streets of Cardiff and other Welsh towns.", ["Wales"]),
    ("Marchers, [[9,000]] of them, gathered in Lyon and other French cities.", ["France"]),
    ("Police arrested [[90]] people in several Kenyan cities on Monday.", ["Kenya"]),
    ("Clashes in dozens of Iranian towns left [[30]] people dead.", ["Iran"]),
    ("Gunmen killed [[nine]] farmers in two Nigerian villages.", ["Nigeria"]),
    ("Some [[200]] homes burned across many Greek villages, the fire service said.", ["Greece"]),
]


@pytest.mark.parametrize(("text", "places"), SEVERAL_TOWNS_OF_A_PEOPLE_ARE_ITS_COUNTRY)
def test_several_towns_of_a_people_are_its_country(text: str, places: list[str]) -> None:
    assert located(text) == places


A_SHARE_OF_THE_COUNTED_IS_PUT_ELSEWHERE = [
    (
        "Nearly [[1.1 million]] people joined the marches across Spain, [[80,000]] of them in Madrid.",
        ["Spain", "Madrid"],
    ),
    ("Unions put the turnout in Spain at [[2 million]], with [[400,000]] marchers in Madrid.", ["Spain", "Madrid"]),
    ("Floods in Kenya have displaced [[90,000]] people, [[20,000]] of whom in Garissa.", ["Kenya", "Garissa"]),
]


@pytest.mark.parametrize(("text", "places"), A_SHARE_OF_THE_COUNTED_IS_PUT_ELSEWHERE)
def test_a_share_of_the_counted_is_put_elsewhere(text: str, places: list[str]) -> None:
    assert located(text) == places


WHAT_LIES_IN_A_TOWN_OR_IS_COUNTED_OF_IT_IS_ITS = [
    ("Footage showed [[dozens]] of bodies on Sarh's main square, and more bodies in Koumra.", ["Sarh"]),
    ("Police found [[nine]] bodies on Izmir's northern outskirts and a car in Aydin.", ["Izmir"]),
    (
        "More than [[420,000]] Texas residents were told to leave, while another [[200,000]] were told "
        "to evacuate Kerr County.",
        ["Texas", "Kerr County"],
    ),
    ("Storms left [[14,000]] Ohio homes without power and floods hit Kentucky.", ["Ohio"]),
    (
        "Troops shelled Zor Kala district of Herat, as a result of which more than [[12]] villagers were killed.",
        ["Zor Kala district, Herat"],
    ),
]


@pytest.mark.parametrize(("text", "places"), WHAT_LIES_IN_A_TOWN_OR_IS_COUNTED_OF_IT_IS_ITS)
def test_what_lies_in_a_town_or_is_counted_of_it_is_its(text: str, places: list[str]) -> None:
    assert located(text) == places


WHAT_OTHERS_ANSWER_IS_NOT_THE_PLACE = [
    (
        "The army struck in retaliation for the suicide bombing of a barracks in Quetta a day earlier. "
        "The raids in Herat killed [[dozens]] of fighters.",
        ["Herat"],
    ),
    (
        "Jets bombed a village in Paktika on Friday in response to an attack in Quetta. [[Ten]] people died.",
        ["Paktika"],
    ),
    ("Soldiers killed [[12]] men in Bunia in revenge for the ambush of a convoy in Beni.", ["Bunia"]),
]


@pytest.mark.parametrize(("text", "places"), WHAT_OTHERS_ANSWER_IS_NOT_THE_PLACE)
def test_what_others_answer_is_not_the_place(text: str, places: list[str]) -> None:
    assert located(text) == places


WHERE_A_REPORT_WAS_FILED_TELLS_WHOSE_THE_STATE_IS = [
    (
        "Gaya, June 4\n\n"
        "The Bihar Government on Sunday revised the death toll in the bus crash on Friday to [[75]] "
        "from 88.",
        ["Gaya"],
    ),
    (
        "Mysuru, 12 May 2021\n\nThe Karnataka government put the toll of the factory fire at [[15]].",
        ["Mysuru"],
    ),
    (
        "PATNA: The state government on Tuesday revised the death toll in the bus crash and put it at [[28]].",
        ["Bihar"],
    ),
    ("PESHAWAR: The province reported [[13]] deaths on Monday.", ["Khyber Pakhtunkhwa"]),
    (
        "The Soro collector put the toll in the train crash at [[88]], Bihar Chief Secretary Ravi Sen "
        "said. The accident happened after an express hit a goods train near the Madhupur railway "
        "station in Gaya on Monday.",
        ["Gaya"],
    ),
]


@pytest.mark.parametrize(("text", "places"), WHERE_A_REPORT_WAS_FILED_TELLS_WHOSE_THE_STATE_IS)
def test_where_a_report_was_filed_tells_whose_the_state_is(text: str, places: list[str]) -> None:
    assert located(text) == places


WHAT_A_REPORT_GOES_ON_ABOUT_HOLDS = [
    (
        "Gunmen held in Russia after attack\n\n"
        "All [[four]] gunmen have been held near Russia's western border with Ukraine, agencies "
        "report.\n\n"
        "The blast in Tula killed [[40]] people, the governor said.",
        ["Russia", "Tula"],
    ),
    (
        "Crocus City Hall attack: [[133]] dead\n\n"
        "Gunmen attacked the Crocus City Hall in Krasnogorsk on Friday.\n\n"
        "The health ministry said on Sunday that [[154]] people had been hurt.",
        ["Crocus City Hall, Krasnogorsk", "Crocus City Hall, Krasnogorsk"],
    ),
    ("Haiti and Cuba were both earlier badly hit by the storm, with at least [[24]] deaths.", ["Haiti"]),
    (
        "Jets bombed three sites in Paktika, a Kabul official said.\n\n"
        '"We will answer," he said.\n\n'
        "[[Ten]] people were killed in the strikes, a hospital official said.",
        ["Paktika"],
    ),
    (
        "French Interior Minister Jean Roux said at least [[123]] officers were hurt during the "
        "protests.\n\n"
        "The march in Paris was large.",
        ["France"],
    ),
    (
        "Protesters marched in Rennes, where [[900]] came.\n\nIn the capital, the union reports [[400,000]] marchers.",
        ["Rennes", "Paris"],
    ),
]


@pytest.mark.parametrize(("text", "places"), WHAT_A_REPORT_GOES_ON_ABOUT_HOLDS)
def test_what_a_report_goes_on_about_holds(text: str, places: list[str]) -> None:
    assert located(text) == places


WHO_LEAVES_IS_COUNTED_WHERE_HE_GOES = [
    ("[[9,000]] herders fled Chad and crossed into Niger, aid workers said.", ["Niger"]),
    ("Some [[400]] families left Benin for Togo last week.", ["Togo"]),
    ("[[1,200]] people fled Sudan to shelter in Chad as the fighting came near.", ["Chad"]),
    ("The raid set off an exodus of [[7,000]] villagers to neighbouring Zambia.", ["Zambia"]),
    ("[[9,000]] herders have fled Chad since May.", ["Chad"]),
]


@pytest.mark.parametrize(("text", "places"), WHO_LEAVES_IS_COUNTED_WHERE_HE_GOES)
def test_who_leaves_one_country_for_another_is_counted_in_the_other(text: str, places: list[str]) -> None:
    assert located(text) == places


WHERE_LIVES_ARE_LOST_AND_CASES_REPORTED_FROM = [
    ("A fever has claimed [[nine]] lives in Kasai, officials in Kinshasa said.", ["Kasai"]),
    ("The flood cost [[40]] lives in Herat.", ["Herat"]),
    ("In Oman, [[11]] new cases were reported from Salalah.", ["Salalah"]),
    ("At least [[seven]] deaths have been recorded from Assam.", ["Assam"]),
    ("[[Two]] nurses, one of whom lives in Paris, were killed in Oslo.", ["Oslo"]),
]


@pytest.mark.parametrize(("text", "places"), WHERE_LIVES_ARE_LOST_AND_CASES_REPORTED_FROM)
def test_where_lives_are_lost_and_cases_reported_from(text: str, places: list[str]) -> None:
    assert located(text) == places


def test_a_part_of_a_country_stands_for_the_village_where_it_was() -> None:
    text = (
        "School raid in Chad\n\nAn attack on a school in western Chad left [[12]] teachers dead on Monday.\n\n"
        "Attackers stormed the school in Orabe, in Kara, at dawn, a guard said.\n\n"
        "At least [[nine]] pupils are missing."
    )
    assert located(text) == ["Orabe, Kara", "Orabe, Kara"]


NO_SCENE = [
    ("Fire in Fresno\n\nA SWAT team freed [[six]] shop workers in Fresno on Monday.", ["Fresno"]),
    (
        "Blast in Reno\n\nA blast tore through a club in Reno on Monday.\n\nPolice searched the bomber's Modesto home. "
        "[[Twelve]] people were killed.",
        ["Reno"],
    ),
    (
        "Crash in Reno\n\nA bus crashed in Reno on Monday. [[Two]] officers of the Oakland Police Department were "
        "hurt.",
        ["Reno"],
    ),
    (
        "Quake shakes Nepal\n\nThe quake, with its epicentre near Gorkha, shook Nepal on Monday.\n\n"
        "At least [[300]] people were killed, the army said.",
        ["Nepal"],
    ),
    ("The toll from Nepal's flood disaster rose to [[80]] on Monday, a relief worker in Delhi said.", ["Nepal"]),
    (
        "Unrest in Ghana\n\nLater on Monday, crowds blocked roads in Tema and Kumasi.\n\n"
        "At least [[30]] people were hurt, the radio said.",
        ["Ghana"],
    ),
    (
        "Floods in Ohio\n\nFloods swept through Ohio. [[Nine]] people drowned in the state, including four in Dayton.",
        ["Ohio"],
    ),
    (
        "March across France\n\nA march began in Lyon on Monday.\n\n[[Thousands]] of nurses walked out across France.",
        ["France"],
    ),
    (
        "Peru strike\n\nA strike began in Lima on Monday. [[40,000]] teachers marched in Peruvian towns.",
        ["Peru"],
    ),
    ("[[30]] soldiers were killed in fighting over Aleppo, both armies said.", ["Aleppo"]),
    ("Talks on Chad\n\nChad's army said that [[twelve]] men had died in the country, an envoy told Oman.", ["Chad"]),
    (
        "In this photo, women wait in Oslo after the quake. Photo: Lund/Agency\n\nQuake hits Peru\n\n"
        "The dead number [[40]], the ministry said.",
        ["Peru"],
    ),
]


@pytest.mark.parametrize(("text", "places"), NO_SCENE)
def test_what_is_named_beside_the_scene_is_none(text: str, places: list[str]) -> None:
    assert located(text) == places


WHERE_SOME_OF_THE_COUNTED_WERE_IS_NOT_WHERE_ALL_WERE = [
    ("Floods hit Togo. The flood killed 60 people, including 15 in Kara, 8 in Sokode and 9 in Tsevie.",
     ["Togo", "Kara", "Sokode", "Tsevie"]),
    ("Floods hit Togo. At least 60 people died across the country: 15 in Kara and 8 in Sokode. Another 40 were hurt.",
     ["Togo", "Kara", "Sokode", "Togo"]),
    ("A quake hit Sichuan, killing 46 people. Of the dead, 29 were in Ganzi prefecture. Sixteen people are missing.",
     ["Sichuan", "Ganzi prefecture", "Sichuan"]),
    ("Storms killed 21 people in Mozambique, 14 of them in Beira. Some 6,000 people lost their homes.",
     ["Mozambique", "Beira", "Mozambique"]),
    ("A blast killed 12 people, including two children, in Kara on Monday.", ["Kara", "Kara"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "places"), WHERE_SOME_OF_THE_COUNTED_WERE_IS_NOT_WHERE_ALL_WERE)
def test_where_some_of_the_counted_were_is_not_where_all_were(text: str, places: list[str]) -> None:
    assert [claim.place for claim in claims.claim(Document(doc="report.txt", text=text, sha256=""))] == places


A_PLACE_TOLD_BESIDE_THE_SCENE_IS_NOT_THE_SCENE = [
    ("A bus overturned on Zambia's main road, killing [[23]] people. [[Four]] of them died at Chipata hospital.",
     ["Zambia", "Chipata"]),
    ("More than [[300]] people have died in floods across Pakistan. In Swat alone, [[45]] people were killed. The army"
     " rescued [[2,000]] people.", ["Pakistan", "Swat", "Pakistan"]),
    ("The cyclone killed [[215]] people in Mozambique, the president said, and destroyed [[1,200]] homes. In"
     " neighbouring Zimbabwe, [[98]] people died and [[200]] are missing.",
     ["Mozambique", "Mozambique", "Zimbabwe", "Zimbabwe"]),
    ("Malawi reported [[56]] deaths and [[577]] injuries.", ["Malawi", "Malawi"]),
    ("[[Forty]] people have been killed in Peru's protests. A guard was beaten to death in Juliaca, where [[17]] people"
     " had died. The minister said [[800]] people were hurt.", ["Peru", "Juliaca", "Peru"]),
    ("Fires burnt an area the size of Luxembourg in Spain and killed [[12]] people.", ["Spain"]),
    ("Chad is one of the worst hit countries in Africa, with [[300]] deaths.", ["Chad"]),
    ("A gunman killed [[12]] people across the Atlantic province of New Brunswick.", ["New Brunswick"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "places"), A_PLACE_TOLD_BESIDE_THE_SCENE_IS_NOT_THE_SCENE)
def test_a_place_told_beside_the_scene_is_not_the_scene(text: str, places: list[str]) -> None:
    assert located(text) == places
