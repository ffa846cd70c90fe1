"""Places: the names in a text, the place of a figure, and which place lies in which."""

from __future__ import annotations

import cProfile
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from reconcile import passages
from reconcile.errors import LexiconError
from reconcile.lexicon import load
from reconcile.model import Document, Span
from reconcile.places import Kind, Mention, gazetteer, locate, mentions, same, within
from reconcile.places.events import Event, event_of
from reconcile.places.lines import lines

DEV = Path(__file__).parents[2] / "shared" / "dev"
FLOOR = 0.875  # of the labelled places, pooled
LOWEST = 0.5  # of any one folder
ANSWER = {"yes": True, "no": False, "unknown": None}
IGNORED = {"of", "the", "and", "in", "city", "province", "state", "country"}


def examples(field: str) -> list[dict[str, object]]:
    rows = load("places")["example"]
    assert isinstance(rows, list)
    return [row for row in rows if field in row]


def named(text: str) -> list[str]:
    return [mention.name for mention in mentions(text, 0, len(text))]


def marked(text: str) -> tuple[Document, list[Span]]:
    """A document of the text, and the spans of what stands in double brackets."""
    plain, spans, last = "", [], 0
    for match in regex.finditer(r"\[\[(.+?)\]\]", text):
        plain += text[last : match.start()]
        spans.append((len(plain), len(plain) + len(match[1])))
        plain += match[1]
        last = match.end()
    return Document(doc="report.txt", text=plain + text[last:], sha256=""), spans


def located(text: str) -> list[str | None]:
    document, spans = marked(text)
    return list(locate(document, passages.split(document), spans))


# Names


@pytest.mark.parametrize("row", examples("names"), ids=lambda row: str(row["text"])[:40])
def test_names_of_the_lexicon_examples(row: dict[str, object]) -> None:
    assert named(str(row["text"])) == row["names"]


@pytest.mark.parametrize(
    ("text", "name", "kind", "country"),
    [
        ("Kazakh riot police", "Kazakhstan", Kind.DEMONYM, "KZ"),
        ("Two Britons", "United Kingdom", Kind.DEMONYM, "GB"),
        ("in Kazakhstan", "Kazakhstan", Kind.COUNTRY, "KZ"),
        ("in Uttar Pradesh", "Uttar Pradesh", Kind.REGION, "IN"),
        ("in New South Wales", "New South Wales", Kind.REGION, "AU"),
        ("in Kanawha County", "Kanawha County", Kind.REGION, "US"),
        ("across the Sahel", "Sahel", Kind.WIDE, None),
        ("in the West Bank", "West Bank", Kind.REGION, "PS"),
        ("at Brussels airport", "Brussels airport", Kind.SITE, "BE"),
        ("in Tahrir Square", "Tahrir Square", Kind.SITE, "EG"),
        ("in Kunar province", "Kunar", Kind.REGION, "AF"),
        ("northern Iraq", "northern Iraq", Kind.REGION, "IQ"),
        ("central Istanbul", "central Istanbul", Kind.CITY, "TR"),
        ("in Kiev", "Kyiv", Kind.CITY, "UA"),
        ("in Diyarbakır", "Diyarbakir", Kind.CITY, "TR"),
        ("near the village of Orabe", "Orabe", Kind.CITY, None),
        ("in Orabe district", "Orabe district", Kind.REGION, None),
        ("at the Orabe refugee camp", "Orabe refugee camp", Kind.SITE, None),
        ("near Orabe, a fishing town of huts", "Orabe", Kind.CITY, None),
        ("a raid on Orabe", "Orabe", Kind.CITY, None),
        ("on Lake Orabe", "Lake Orabe", Kind.SITE, None),
        ("villagers in Orabe said", "Orabe", Kind.CITY, None),
        ("a nurse in Orabe, said by phone", "Orabe", Kind.CITY, None),
        ("a well south of Orabe", "Orabe", Kind.CITY, None),
        ("in the disputed Orabe", "Orabe", Kind.CITY, None),
        ("in the contested Orabe corridor", "Orabe corridor", Kind.REGION, None),
        ("the raid of 3 March on Orabe", "Orabe", Kind.CITY, None),
        ("the shelling early on Sunday on Orabe", "Orabe", Kind.CITY, None),
        ("after the Naryn blaze", "Naryn", Kind.CITY, "KG"),
    ],
)
def test_a_name_has_its_kind_and_country(text: str, name: str, kind: Kind, country: str | None) -> None:
    found = mentions(text, 0, len(text))
    assert [(m.name, m.kind, m.country) for m in found] == [(name, kind, country)]


@pytest.mark.parametrize(
    "text",
    [
        "the University of Texas",
        "Bank of England",
        "the Duke of York",
        "Air France",
        "Ethiopian Airlines shares"[9:],
        "Manchester United",
        "Prime Minister Paris",
        "Denzel Washington",
        "Florence Nightingale",
        "Miami-based",
        "the Boston Globe",
        "Reading books",
        "Nice try",
        "Mobile phones",
        "Hope and Victory",
        "in Facebook",
        "in Orabe's view",
        "in Boko Haram attacks",
        "in Mr. Orabe's house",
        "Voice of America",
        "Lincoln Chafee",
    ],
)
def test_what_only_looks_like_a_place_is_none(text: str) -> None:
    assert [m.name for m in mentions(text, 0, len(text)) if m.kind is not Kind.DEMONYM] == []


def test_a_bare_name_is_a_place_once_its_frame_has_said_so() -> None:
    text = "Fire swept the Orabe camp at dawn. Thousands had lived in tents; Orabe was built for a few hundred."
    assert named(text) == ["Orabe camp", "Orabe camp"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The patrol had left Naryn at noon. It was hit near Naryn.", ["Naryn", "Naryn"]),
        ("Naryn: two killed. A bus burned in Naryn.", ["Naryn", "Naryn"]),
        ("Carl Naryn spoke. Naryn said a bus burned in Naryn.", ["Naryn"]),
        ("The Orabe river rose. A wall fell in Orabe.", ["Orabe river", "Orabe"]),
        ("The Orabe hospital was full. The town of Orabe was calm. Orabe slept.", ["Orabe hospital", "Orabe", "Orabe"]),
    ],
)
def test_a_name_is_the_place_that_its_frames_elsewhere_make_it(text: str, names: list[str]) -> None:
    document = Document(doc="x", text=text, sha256="x")
    read = lines(document, passages.split(document), [])
    assert [cue.mention.name for line in read for cue in line.cues] == names


def test_a_person_is_no_place_even_after_a_preposition() -> None:
    text = "President Orabe spoke first. Few have faith in Orabe now."
    assert named(text) == []


def test_spans_are_those_of_the_text() -> None:
    text = "Shelling hit Kharkiv and\nthe town of Orabe Kes; northern  Syria was calm."
    for mention in mentions(text, 0, len(text)):
        assert mention.name.split()[-1] in " ".join(text[mention.start : mention.end].split())


def test_only_the_stretch_asked_for_is_read() -> None:
    text = "Rain fell in Lagos. Snow fell in Oslo."
    assert [m.name for m in mentions(text, 20, len(text))] == ["Oslo"]


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    found = mentions(text, 0, len(text))
    assert all(0 <= m.start < m.end <= len(text) and m.name for m in found)
    assert found == mentions(text, 0, len(text))


@given(
    st.lists(
        st.sampled_from("Paris Hilton in the of New York , . 's - St. U.S. Orabe camp near Lake MR".split()),
        max_size=25,
    )
)
def test_any_order_of_words_can_be_read(parts: list[str]) -> None:
    text = " ".join(parts)
    starts = [m.start for m in mentions(text, 0, len(text))]
    assert starts == sorted(starts)


# Figures


@pytest.mark.parametrize("row", examples("places"), ids=lambda row: str(row["text"])[:40])
def test_places_of_the_lexicon_examples(row: dict[str, object]) -> None:
    wanted = row["places"]
    assert isinstance(wanted, list)
    assert located(str(row["text"])) == (wanted or [None])


REPORTS: list[tuple[list[str], list[str]]] = [
    (
        [
            "Ferry sinks off Zanzibar",
            "DAR ES SALAAM, Tanzania (Agency) — A ferry capsized off the island of Zanzibar on Saturday, drowning "
            "[[80]] people, the government said.",
            "Divers recovered [[12]] more bodies. [[Some 600]] were rescued, a police commissioner said.",
            "A ferry disaster in Senegal in 2002 killed [[1,800]] people.",
        ],
        ["Zanzibar", "Zanzibar", "Zanzibar", "Senegal"],
    ),
    (
        [
            "Quake in Chile",
            "SANTIAGO - A powerful earthquake struck northern Chile on Tuesday, killing [[six]] people.",
            "In the port of Iquique, [[300]] prisoners escaped. Officials in Arica said [[nine]] people were hurt.",
            "The country suffered a far larger quake in 2010, when [[more than 500]] people died.",
        ],
        ["northern Chile", "Iquique", "Arica", "Chile"],
    ),
    (
        [
            "Bomb at market in Lahore",
            "LAHORE, Pakistan A bomb tore through a market in the eastern Pakistani city of Lahore, killing "
            "[[nine]] people.",
            "The blast shattered windows. [[Three]] of the dead were children.",
            "Pakistan has seen less violence of late. Militants killed [[150]] people at a school in Peshawar in 2014.",
        ],
        ["Lahore", "Lahore", "Peshawar"],
    ),
    (
        [
            "Air strikes in Idlib",
            "BEIRUT (Agency) - Air strikes on a market in the town of Maarat al-Numan in northwestern Syria "
            "killed [[39]] people on Monday.",
            "[[More than 330,000]] people have fled their homes in Idlib since April.",
            "Russia, which has [[63,000]] troops in the country, denied the raid.",
        ],
        ["Maarat al-Numan", "Idlib", "Syria"],
    ),
    (
        [
            "Riots in Ecuador",
            "QUITO, Ecuador — Protesters marched into the capital on Tuesday. Police arrested [[570]] people "
            "nationwide, the ministry said.",
            "In Guayaquil, the country's largest city, [[41]] people were detained.",
        ],
        ["Ecuador", "Guayaquil"],
    ),
    (
        [
            "Landslide buries village",
            "PORT MORESBY, Papua New Guinea - A landslide flattened a village in Enga province on Friday, burying "
            "[[150]] houses.",
            "UN officials in Port Moresby said [[670]] people were feared dead.",
        ],
        ["Enga", "Enga"],
    ),
    (
        [
            "Clash near the border",
            "A patrol was attacked in Kidal on Monday, killing [[two]] soldiers.",
            "The attack also wounded [[seven]] civilians.",
        ],
        ["Kidal", "Kidal"],
    ),
    (
        [
            "Fire in the Orabe camp on Samos",
            "Fire swept the Orabe camp on Samos on Tuesday, leaving [[1,200]] people homeless.",
            "There were [[35]] cases of measles in the camp.",
        ],
        ["Orabe camp, Samos", "Orabe camp, Samos"],
    ),
    (
        [
            "Medicine Hat: Fire doubles in size overnight",
            "The wind turned at dusk. The flames have destroyed [[240]] homes.",
            "Families drove to Vancouver. Hotels in Vancouver were full, and a hall in Vancouver was opened.",
        ],
        ["Medicine Hat"],
    ),
    (
        [
            "Ottawa faces questions over army losses",
            "Ottawa said the mission would go on, and Ottawa's allies agreed. Canadian officers briefed reporters.",
            "An inquiry counted [[31]] dead soldiers.",
        ],
        ["Canada"],
    ),
    (
        [
            "Flood bulletin for Nepal",
            "Nepal is counting its losses. Our teams in Jumla have since Sunday:",
            "- treated [[12]] people",
            "- found [[three]] bodies near Dolpa. [[Two]] were children",
            "- moved [[40]] families",
        ],
        ["Jumla", "Dolpa", "Dolpa", "Jumla"],
    ),
    (
        [
            "Ghana pupils walk out of class",
            "[[Hundreds]] of pupils marched in Tamale on Monday.",
            "[[Nine]] people have died since May, including a girl who was shot in Kumasi.",
            "The interior ministry said [[seven]] were held.",
            "That brought the death toll to [[ten]].",
        ],
        ["Tamale", "Tamale", "Tamale", "Tamale"],
    ),
    (
        [
            "Bolivia army says 11 troops die in ambush",
            "LA PAZ Eleven soldiers died on Sunday when gunmen hit a convoy, the ministry said.",
            "The ambush began at dusk at Orabe, some 20 km from the town of Uyuni.",
            "[[Four]] soldiers are still missing.",
        ],
        ["Orabe"],
    ),
    (
        [
            "Rescuers dig on after Indian landslide",
            "SHIMLA, India (Agency) - Rescuers in northern India found [[nine]] more bodies on Monday.",
            "The crews, he said, have saved [[30]] people.",
        ],
        ["Shimla", "Shimla"],
    ),
    (
        [
            "Kenya: release the strikers",
            "The authorities in Kenya must free those who marched outside a court in Kisumu on Monday, a group said.",
            "It counted [[60]] arrests.",
        ],
        ["Kisumu"],
    ),
    (
        [
            "Fire in a hostel in Lima",
            "Fire swept a hostel in Callao overnight. Smoke was seen in Lima.",
            "The mayor of Lima spoke at noon. He thanked the crews.",
            "The hostel alone claimed [[six]] lives.",
        ],
        ["Callao"],
    ),
    (
        [
            "Storm hits Togo",
            "A storm killed [[eight]] people in Lome on Monday.",
            "Across the border in Ghana, the rescue agency said [[two]] people died.",
            "The ministry in Accra said [[five]] had been hurt in the storm.",
        ],
        ["Lome", "Ghana", "Lome"],
    ),
    (
        [
            "Niger: thousands flee after Dosso floods",
            "NOTE TO EDITORS - Families have lost their homes, the group said on Monday.",
            "Teams have found [[900]] families without shelter.",
        ],
        ["Dosso"],
    ),
    (
        [
            "Gunmen free a teacher in western Mali",
            "[[One]] of the hostages was freed in western Mali on Monday, weeks after an attack on a nearby post.",
            "Nine soldiers died in the raid on the Orabe barracks on Friday.",
            "A rebel group said that it took [[four]] men in the raid.",
        ],
        ["western Mali", "Orabe barracks, western Mali"],
    ),
    (
        [
            "Flood on the Volta",
            "Water covers fields near Tamale. As the pump above Kumasi broke, [[800]] people of the town are dry.",
            "The Orabe region already shelters [[12,000]] people.",
        ],
        ["Kumasi", "Orabe region"],
    ),
    (
        [
            "Shelling in Togo",
            "Shells from the far bank killed [[two]] farmers in Dapaong on Monday.",
            "The mayor of Bawku in Ghana, a doctor, told a radio station that shells had killed [[five]] people.",
            "They stopped a bus on its way to the capital and drove off [[nine]] of its passengers.",
        ],
        ["Dapaong", "Bawku", "Dapaong"],
    ),
    (
        [
            "Hunters seized in Algeria",
            "Gunmen are holding hunters in Algeria, the interior ministry said.",
            "At least [[26]] drivers vanished in the southern desert last month.",
        ],
        ["southern Algeria"],
    ),
    (
        [
            "Fire kills [[eight]] at Multan bakery",
            "A fire killed [[eight]] people in Multan on Sunday, police said.",
            "Neighbours, who have gone from door to door in Orabe Village, say they know of [[71]] dead.",
        ],
        ["Multan", "Multan", "Multan"],
    ),
    (
        [
            "Cyclone leaves Fiji after killing [[two]]",
            "The cyclone left [[two]] people dead in Fiji, the civil defence office said.",
            "[[One]] man drowned, while another woman was found dead at a mill in Orabe. [[Six]] others were hurt.",
        ],
        ["Fiji", "Fiji", "Fiji", "Fiji"],
    ),
    (
        [
            "Bolivia to empty the camp at Cochabamba",
            "The minister says Bolivia will build homes for [[thousands]] of families elsewhere in Bolivia to relieve "
            "Cochabamba.",
        ],
        ["Bolivia"],
    ),
    (
        [
            "Coach falls off a bridge in Peru",
            "A coach fell off a bridge near Cusco in May, and [[nine]] people died.",
            "In March, another [[14]] people died and [[31]] were hurt after a coach left the road at night and rolled "
            "into a deep gully in the hills of the Pasco region.",
        ],
        ["Cusco", "Pasco region", "Pasco region"],
    ),
    (
        [
            "Mudslides in Colorado kill [[dozens]]",
            "At least [[40]] people have died in mudslides in Colorado.",
            "Mud hit Denver early on Monday, hurting [[80]] people and stranding [[some 2,000]], A. Karim, the state's "
            "secretary for roads, told the radio.",
        ],
        ["Colorado", "Colorado", "Denver", "Denver"],
    ),
    (
        [
            "Aid reaches Homs",
            "The agency has brought food to [[18,000]] people in Homs.",
            "It asks for more help inside Syria, where the long war has killed [[more than 200,000]] people and "
            "uprooted [[millions]] of others.",
        ],
        ["Homs", "Syria", "Syria"],
    ),
    (
        [
            "Crowd against vaccines in Cardiff",
            "Some [[600]] people marched in Cardiff on Sunday.",
            "In the last week Wales saw [[811]] cases of measles, which is almost twice the number of the week before "
            "that, of [[430]]. The total stands at [[2,006]].",
        ],
        ["Cardiff", "Wales", "Wales", "Wales"],
    ),
    (
        [
            "Pupils freed in Nigeria",
            "The army has freed [[84]] pupils taken from a school in the country's western Niger state.",
            "St Anne's Methodist school in Orabe, Niger state, was raided in May, and [[two]] guards died.",
        ],
        ["Niger State", "Orabe, Niger State"],
    ),
    (
        [
            "Protests shake Togo",
            "Police in Lome fired on marchers on Sunday and [[three]] people died in Lome.",
            "More than [[20]] people have died in protests since the president said that he would stay.",
            "The group has counted [[310]] arrests since the unrest began.",
        ],
        ["Lome", "Togo", "Togo"],
    ),
    (
        [
            "Shooting at a mosque in Kuwait",
            "Gunmen killed [[six]] people at a mosque in Kuwait's Orabe region, police said.",
            "[[One]] Nepali citizen was killed and another hurt, Nepal's embassy in Kuwait's capital, Kuwait City, "
            "announced.",
        ],
        ["Orabe region", "Orabe region"],
    ),
    (
        [
            "Crowds march in Accra",
            "Some [[6,000]] people marched in Accra on Sunday.",
            "They poured into Independence Square, where [[30]] people were held.",
        ],
        ["Accra", "Independence Square, Accra"],
    ),
    (
        [
            "Hostages freed in Mali",
            "The army said [[57]] hostages were freed in Mali.",
            "Soldiers had raided a camp in Gao, where the captives were held. The [[57]] freed hostages are well.",
        ],
        ["Mali", "Mali"],
    ),
]


@pytest.mark.parametrize(("paragraphs", "wanted"), REPORTS, ids=[paragraphs[0] for paragraphs, _ in REPORTS])
def test_a_report_places_its_figures(paragraphs: list[str], wanted: list[str]) -> None:
    assert located("\n\n".join(paragraphs) + "\n") == wanted


SENTENCES = [
    ("Six died in the village of Orabe and [[two]] in the mining town of Kara Sel.", "Kara Sel"),
    ("[[Six]] died in the village of Orabe and two in the mining town of Kara Sel.", "Orabe"),
    ("Since the Naryn train crash, in which [[nine]] died, no bus has left Bishkek.", "Naryn"),
    ("A raid in Mopti killed five; they had driven from Gao in northern Mali, and [[two]] lived.", "Mopti"),
    ("They were moved to the Orabe camp, which already shelters [[900]] people from Gao.", "Orabe camp"),
    ("Doctors at a hospital in Accra said they had treated [[16]] people.", "Accra"),
    ("Gunmen attacked a convoy in the north of Mali, killing [[nine]] men.", "Mali"),
    ("At least 16 people, including nine U.S. soldiers, died in Texas and [[four]] in Ohio.", "Ohio"),
]


@pytest.mark.parametrize(("text", "place"), SENTENCES, ids=[text for text, _ in SENTENCES])
def test_a_sentence_places_its_figure(text: str, place: str) -> None:
    (found,) = located(text)
    assert found is not None
    assert place in found


def test_where_the_wounded_were_taken_is_not_where_they_were_hurt() -> None:
    text = (
        "Bomb in Kidal\n\nA bomb went off in Kidal on Monday, killing [[two]] men.\n\n"
        "The army said [[31]] others were wounded and taken to a hospital in Gao.\n\n"
        "Police said a man had given himself up in Segou and that [[five]] people were under arrest.\n"
    )
    assert located(text) == ["Kidal", "Kidal", "Kidal"]


def test_the_rows_of_a_table_are_the_places_of_their_figures() -> None:
    text = "The dead by province:\n\nOrabe: [[14]] (nine in Lima)\nWest Kara: [[three]], in port\nPiura: [[two]]\n\n"
    report = f"Floods in Peru\n\nPeru counts its dead.\n\n{text}The ministry said [[31]] people were missing.\n"
    assert located(report) == ["Orabe", "West Kara", "Piura", "Peru"]


def test_the_rows_of_a_table_of_measures_are_no_places() -> None:
    text = "Floods in Peru\n\nPeru counts its dead.\n\nDead: [[14]]\nMissing: [[three]]\nInjured: [[two]]\n"
    assert set(located(text)) <= {"Peru", None}


def test_the_title_helps_where_the_text_names_no_place() -> None:
    text = "Heavy rain continued for a third day. Rescuers said [[40]] people had died.\n"
    document, spans = marked(text)
    titled = Document(doc="a", text=document.text, sha256="", title="Floods sweep Bangladesh")
    assert locate(document, passages.split(document), spans) == (None,)
    assert locate(titled, passages.split(titled), spans) == ("Bangladesh",)


def test_answers_keep_the_order_of_the_spans() -> None:
    document, spans = marked("[[Nine]] people died in Lima. [[Two]] people died in Quito.")
    parts = passages.split(document)
    assert locate(document, parts, spans[::-1]) == ("Quito", "Lima")
    assert locate(document, parts, [spans[1], spans[1]]) == ("Quito", "Quito")
    assert locate(document, parts, []) == ()


def test_a_story_of_another_section_has_its_own_place() -> None:
    text = (
        "Storm in Fiji\n\nA storm killed [[five]] people in Suva on Monday, officials said.\n\n"
        "3 hours ago - World\n\nMine collapse in Zambia traps [[30]]\n"
    )
    assert located(text) == ["Suva", "Zambia"]


def test_many_figures_in_one_line_take_no_more_work_than_their_number() -> None:
    line = "Officials counted [[12]] dead in Osh and [[30]] hurt in Batken, "
    work = []
    for times in (100, 400):
        document, spans = marked("Report\n\n" + line * times + "they said.\n")
        profile = cProfile.Profile()
        placed = profile.runcall(locate, document, passages.split(document), spans)
        assert len(set(placed)) == 2
        work.append(sum(entry.callcount for entry in profile.getstats()))
    assert work[1] < 5 * work[0]


# Lattice


@pytest.mark.parametrize("row", examples("within"), ids=lambda row: f"{row['inner']} in {row['outer']}")
def test_within_of_the_lexicon_examples(row: dict[str, object]) -> None:
    assert within(str(row["inner"]), str(row["outer"])) is ANSWER[str(row["within"])]


@pytest.mark.parametrize(
    ("inner", "outer", "answer"),
    [
        ("Istanbul", "Turkey", True),
        ("Istanbul", "Iraq", False),
        ("Almaty", "Kazakh", True),
        ("Basra", "southeast Turkey", False),
        ("Kanawha County", "West Virginia", True),
        ("West Virginia", "Kanawha County", False),
        ("Ohio County", "West Virginia", None),
        ("Taksim Square", "Istanbul", True),
        ("Mumbai", "Kerala", False),
        ("Kerala", "India", True),
        ("Melbourne", "Victoria", True),
        ("Orabe camp, Lesbos", "Greece", True),
        ("Burns, Oregon", "Oregon", True),
        ("Burns, Oregon", "United States", True),
        ("France", "Europe", True),
        ("Lyon", "Europe", True),
        ("Lyon", "Africa", False),
        ("Hong Kong", "China", True),
        ("Gaza", "Palestinian territories", True),
        ("Paris, Texas", "Texas", True),
        ("Paris", "Texas", None),
        ("Edinburgh", "Scotland", True),
        ("London", "Scotland", False),
        ("Scotland", "UK", True),
        ("Kandahar", "Helmand", False),
        ("Greek islands", "Greece", True),
        ("Lesbos", "Greek islands", None),
        ("Sahel", "Africa", True),
        ("Mosul", "Nineveh", True),
        ("central Istanbul", "Istanbul", True),
        ("Ankara", "Istanbul", False),
        ("White House", "Washington", True),
        ("Atlanta", "Georgia", True),
        ("Tbilisi", "Georgia", True),
        ("Kashmir", "India", None),
        ("Nowhere at all", "Belgium", None),
        ("Brussels airport", "Brussels", True),
        ("Brussels airport", "Belgium", True),
        ("Crimea", "Ukraine", True),
    ],
)
def test_within(inner: str, outer: str, answer: bool | None) -> None:
    assert within(inner, outer) is answer


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("Kiev", "Kyiv", True),
        ("US", "United States", True),
        ("Kazakh", "Kazakhstan", True),
        ("Bogotá", "Bogota", True),
        ("Hakkari", "Hakkari province", True),
        ("Orabe", "Orabe camp", True),
        ("Orabe camp", "Orabe camp, Samos", True),
        ("Burns", "Burns, Oregon", True),
        ("Orabe refugee camp", "Orabe camp", True),
        ("Sabon Gari district, Kano", "Sabbon Gari, Kano", True),
        ("al-Shaar", "Shaar", True),
        ("Brussels", "Brussels airport", False),
        ("Paris", "London", False),
        ("London, Ontario", "London", False),
        ("southeast Turkey", "Turkey", False),
    ],
)
def test_same(one: str, other: str, answer: bool) -> None:
    assert same(one, other) is answer
    assert same(other, one) is answer


NAMES = [
    "Turkey",
    "Istanbul",
    "southeast Turkey",
    "Taksim Square, Istanbul",
    "Iraq",
    "Georgia",
    "Atlanta",
    "Europe",
    "Lesbos",
    "Orabe camp",
    "Orabe camp, Lesbos",
    "Kazakh",
    "Victoria",
    "Kanawha County",
    "Gaza",
    "Kashmir",
    "Nowhere",
    "White House",
]


@given(st.sampled_from(NAMES), st.sampled_from(NAMES))
def test_the_lattice_holds_together(one: str, other: str) -> None:
    assert within(one, one) is True
    assert same(one, other) == same(other, one)
    if within(one, other) and within(other, one):
        assert same(one, other)


# Events: of a whole country, of one site, of many years

TOLD = [
    (
        "A quake is its country's, wherever the report was filed from.",
        [
            "Peru quake toll passes 300",
            "ORABE, Peru Rescuers dug for survivors on Monday after an earthquake that shook Peru's Pacific coast.",
            "The dead number [[310]] and [[2,100]] were hurt, a central government tally says.",
            "In Orabe, a fishing town, a church fell on worshippers.",
            "At least [[640]] homes were flattened, officials said.",
        ],
        ["Peru", "Peru", "Peru"],
    ),
    (
        "A quake's centre is not where all its dead were.",
        [
            "Strong quake rocks Nepal",
            "A quake has struck Nepal and was felt in neighbouring India.",
            "At least [[14]] people were killed in Sunday's earthquake, which struck the town of Kilda, police said.",
            "Another [[three]] people were killed in India, police said.",
        ],
        ["Nepal", "India"],
    ),
    (
        "An outbreak is its country's, though a ward is named for some of it.",
        [
            "Jordan opens cholera wards as outbreak grows",
            "Jordan said it would open wards in all cities to contain the outbreak.",
            "As deaths rose to [[nine]] on Sunday, our reporter, speaking from Irbid, said people stayed at home.",
        ],
        ["Jordan"],
    ),
    (
        "A crash is where the next sentences say it was; its headline says no more than the country.",
        [
            "Bus crash in Bolivia kills [[16]]",
            "Police said on Monday that [[16]] people died when a bus crashed on its way from Peru to a market.",
            "The bus crashed at dawn in the town of Orabe, the fire service said.",
            "[[Four]] passengers are in hospital.",
        ],
        ["Bolivia", "Orabe", "Orabe"],
    ),
    (
        "So is an accident at a mine.",
        [
            "Trapped Ghana gold miners feared dead",
            "Crews have brought up [[three]] bodies from a gold mine where [[11]] workers are missing.",
            "The roof caved in on Tuesday at the Bokala mine in the town of Obuasi, the company said.",
        ],
        ["Obuasi", "Obuasi"],
    ),
    (
        "What is counted over years is the country's, and sets no scene.",
        [
            "Blast at Nigerian market kills [[20]]",
            "A bomb at a market in Maiduguri killed [[20]] people on Monday.",
            "The group's campaign has killed [[9,000]] people since 2012. [[Six]] of the wounded died overnight.",
        ],
        ["Maiduguri", "Maiduguri", "Nigeria", "Maiduguri"],
    ),
    (
        "A rescue at sea is the sea's.",
        [
            "Ships rescue [[900]] migrants",
            "Some of the [[900]] migrants who were rescued in the Aegean Sea have landed in Greece.",
            "The navy said the boats also carried [[four]] bodies.",
        ],
        ["Aegean", "Aegean", "Aegean"],
    ),
    (
        "A blast in a part of a country is where the report of it was filed.",
        [
            "Toll in Colombian blast reaches [[nine]]",
            "TUMACO, Colombia (Agency) - At least [[nine]] people died in a blast in southern Colombia, police said.",
            "The bomb tore through a market hall in Tumaco at noon.",
        ],
        ["Tumaco", "Tumaco"],
    ),
    (
        "A clash is where the sentence before told of it.",
        [
            "[[Forty]] people died in a raid on Sanaa, residents said.",
            "Rebels said that there was an assault on an outpost at al-Khadra.",
            "[[Eleven]] soldiers were killed in the clash.",
        ],
        ["Sanaa", "al-Khadra"],
    ),
]


@pytest.mark.parametrize(("paragraphs", "wanted"), [row[1:] for row in TOLD], ids=[row[0] for row in TOLD])
def test_how_far_an_event_reaches(paragraphs: list[str], wanted: list[str]) -> None:
    document, spans = marked("\n\n".join(paragraphs[1:]))
    heading, headed = marked(paragraphs[0])
    whole = heading.text + "\n\n" + document.text
    moved = [(start + len(heading.text) + 2, end + len(heading.text) + 2) for start, end in spans]
    report = Document(doc="report.txt", text=whole, sha256="", title=heading.text)
    got = locate(report, passages.split(report), [*headed, *moved])
    assert [same(one, other) for one, other in zip(wanted, map(str, got), strict=True)] == [True] * len(wanted), got


PHRASES = [
    ("[[Hundreds]] of workers marched in the Dhaka suburb of Orabe.", "Orabe"),
    ("Baghdad's eastern suburb of Orabe was shelled, which killed [[nine]].", "Orabe"),
    ("A bomb in al-Orabe, a poor district in the north of the capital, killed [[two]]. Iraq is calm.", "al-Orabe"),
    ("In the rebel-held Orabe neighbourhood of the city of Aleppo a bomb killed [[20]] people.", "Orabe neighbourhood"),
    ("More than [[9,000]] Burundians have fled the country, with others crossing into Tanzania.", "Burundi"),
    ("More than 9,000 Burundians have fled the country, with [[4,000]] crossing into Tanzania.", "Tanzania"),
    ("About 2,000 people have fled to Rwanda and [[900]] others to Uganda.", "Uganda"),
    ("The agency said up to [[2,000]] people may flee Burundi.", "Burundi"),
    ("In a second attack in Kano a bomb killed [[two]] people.", "Kano"),
    ("In a blast in Palestine Street in Baghdad a bomb killed [[two]] people.", "Palestine Street, Baghdad"),
    ("A lorry blew up by an entrance to Hillah, a city south of Baghdad, killing [[six]].", "Hillah"),
    ("In videos from Herat, teachers and the radio have counted [[40]] bodies. Afghanistan mourns.", "Herat"),
    (
        "Crowds marched in Bursa on Friday, and one man was hurt in Bursa.\n\nThe army has kept up strikes on camps in "
        "northern Iraq. A total of [[60]] rebels have been killed in such strikes.",
        "northern Iraq",
    ),
    ("Police in Belarus made [[100]] arrests at rallies in Minsk and other towns.", "Belarus"),
    ("Some 70,000 people lost homes in Kisoro and [[40,000]] others in Maban county.", "Maban county"),
    ("[[Two]] vessels were sunk and [[12]] sailors died in the Barents Sea.", "Barents Sea"),
    ("Doctors in Lisbon told of 61 cases, which brings the country's death toll to [[904]].", "Portugal"),
    ("Some [[4,000]] barns burned in Cook County, which contains Chicago.", "Cook County"),
    ("Two clerks were shot in Sokoto, and a day later [[19]] nurses were kidnapped from Gusau.", "Gusau"),
    ("Pirates hold a tanker off Togo. [[Four]] of the crew kidnapped from Peru are safe.", "Togo"),
    (
        "Storms hit Negotin. Over the past year [[3,000]] people have left the eastern Serbian town for 40 hostels "
        "set up around Serbia.",
        "Negotin",
    ),
    (
        "At a school in Davao, mothers spoke of Cyclone Hanna, which killed [[4,100]] people when it struck Vietnam in "
        "1991.",
        "Vietnam",
    ),
    ("Some 90 homes in the adjoining Muslim Village were dark and [[17]] cracked.", "Muslim Village"),
]


@pytest.mark.parametrize(("text", "place"), PHRASES, ids=[text for text, _ in PHRASES])
def test_a_phrase_places_its_figure(text: str, place: str) -> None:
    assert same(str(located(text)[-1]), place)


def test_a_section_that_names_no_place_goes_on_about_the_first() -> None:
    text = "A ferry sank off Mombasa, killing [[two]] people.\n\n@highlight\n\nMore than [[60]] people are missing"
    assert located(text) == ["Mombasa", "Mombasa"]


def test_a_region_named_only_behind_its_town_is_read() -> None:
    text = "A bomb in Orabe, Mafraq Governorate, that killed [[six]] soldiers was condemned."
    assert located(text) == ["Orabe, Mafraq Governorate"]


@pytest.mark.parametrize(
    ("said", "event"),
    [
        (["Quake kills 12 in Chile"], Event.SPREADING),
        (["Factory fire kills 12 in Chile"], Event.SITED),
        (["Protests over cholera spread"], Event.TURMOIL),
        (["Cholera protests spread"], Event.TURMOIL),
        (["", "Twelve people died.", "The blast was heard for miles."], Event.SITED),
        (["Ceasefire holds; troops come under fire"], None),
        ([], None),
    ],
)
def test_the_sort_of_an_event(said: list[str], event: Event | None) -> None:
    assert event_of(said) is event


# The gazetteer


def test_every_capital_is_a_place_of_its_country() -> None:
    book = gazetteer.gazetteer()
    known = [code for code in book.capitals if gazetteer.capital_of(code)]
    off = [
        code
        for code in known
        if not any(p.country == code for p in gazetteer.known(gazetteer.fold(book.capitals[code])))
    ]
    assert len(off) < 12  # hamlets and atolls that no gazetteer of towns has


def test_every_demonym_belongs_to_a_known_place() -> None:
    assert [name for name in gazetteer.table("demonyms") if not gazetteer.exists(gazetteer.fold(name))] == []


def test_every_country_of_size_has_people() -> None:
    rows = gazetteer._data("countries")
    peopled = {
        place.country
        for places in gazetteer.gazetteer().named.values()
        for place in places
        if place.kind is Kind.DEMONYM
    }
    large = {code for code, row in rows.items() if isinstance(row["population"], int) and row["population"] > 500_000}
    assert large - peopled <= {"CS", "RE", "MO", "EH", "GP", "MQ", "CW", "CG"}


def seats() -> Iterator[tuple[str, str, str]]:
    for country, regions in gazetteer.table("regions").items():
        for region in regions:
            name, _, seat = region.partition(": ")
            if seat:
                yield country, name, seat


@pytest.mark.parametrize(("country", "region", "seat"), list(seats()))
def test_every_seat_is_a_city_of_its_country(country: str, region: str, seat: str) -> None:
    found = [place for place in gazetteer.known(gazetteer.fold(seat)) if place.country == country and place.admin]
    assert any(place.kind is Kind.CITY for place in found), f"{region}: {seat}"


def test_every_landmark_stands_in_a_city() -> None:
    for name, city in gazetteer.table("landmarks").items():
        assert gazetteer.known(gazetteer.fold("".join(city))), name


def test_a_table_that_is_none_is_a_broken_lexicon() -> None:
    with pytest.raises(LexiconError, match="never must be a table"):
        gazetteer.table("never")


def test_the_gazetteer_is_loaded_when_it_is_first_asked() -> None:
    code = (
        "from reconcile.places import gazetteer as g; before = g._gazetteer.cache_info().currsize;"
        "g.gazetteer(); print(before, g._gazetteer.cache_info().currsize)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "1"]


# The labelled folders


def alike(wanted: str | None, got: str | None) -> bool:
    """Whether two names share a word that says something."""
    if not wanted or not got:
        return not wanted and not got
    one, other = ({w.rstrip("s") for w in regex.findall(r"[^\W_]+", name.lower())} - IGNORED for name in (wanted, got))
    return bool(one & other)


def folder_score(folder: Path) -> tuple[int, int]:
    rows = [json.loads(line) for line in (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
    right = 0
    for doc in sorted({row["doc"] for row in rows}):
        gold = [row for row in rows if row["doc"] == doc]
        text = (folder / "docs" / doc).read_text(encoding="utf-8")
        document = Document(doc=doc, text=text, sha256="")
        got = locate(document, passages.split(document), [(row["start"], row["end"]) for row in gold])
        right += sum(alike(row["place"], name) for row, name in zip(gold, got, strict=True))
    return right, len(rows)


@pytest.mark.skipif(not DEV.exists(), reason="the labelled folders are not here")
def test_labelled_places_keep_their_floor() -> None:
    scores = {folder.name: folder_score(folder) for folder in sorted(DEV.iterdir()) if folder.is_dir()}
    right, total = (sum(column) for column in zip(*scores.values(), strict=True))
    assert right / total >= FLOOR
    assert {name for name, (good, count) in scores.items() if good / count < LOWEST} == set()


def test_the_records_are_frozen() -> None:
    mention = Mention(start=0, end=1, name="X", kind=Kind.CITY, country=None)
    with pytest.raises(AttributeError):
        mention.name = "Y"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Pakistan was hit by floods. In Punjab 31 people died.", "PK"),
        ("India was hit by floods. In Punjab 31 people died.", "IN"),
        ("Honduran police said. In Villanueva two died. Tegucigalpa was calm.", "HN"),
        ("The United States mourned. An attack like that in Paris was feared.", "FR"),
        ("British police said that in Birmingham two were held.", "GB"),
        ("U.S. police said that in Birmingham two were held.", "US"),
    ],
)
def test_of_namesakes_that_in_the_country_told_of_is_meant(text: str, country: str) -> None:
    document = Document(doc="x", text=text, sha256="x")
    read = lines(document, passages.split(document), [])
    local = [cue.mention for line in read for cue in line.cues if cue.mention.kind in (Kind.CITY, Kind.REGION)]
    assert local[0].country == country
