"""Verdicts: what a question comes to, its course, its reasons and its counts."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

import reconcile.verdicts
from reconcile.lexicon import load
from reconcile.measures import standard
from reconcile.model import Basis, Claim, Document, Finding, Qualifier, Question, SourceType, Status, Verdict
from reconcile.origins import trace
from reconcile.passages import split
from reconcile.verdicts import judge
from reconcile.verdicts.earlier import is_earlier
from reconcile.verdicts.said import is_live

F, S, B = Finding, Status, Basis
K = Qualifier
VAGUE = {"several": (3, 9), "dozens": (24, 99), "hundreds": (200, 999), "thousands": (2000, 9999)}
VAGUE |= {"several thousand": (3000, 9999)}
SIGNS = {">=": K.AT_LEAST, ">": K.MORE_THAN, "<=": K.AT_MOST, "<": K.UNDER, "~": K.ABOUT}
NAMED = "In Nairobi the river took nine."
FAR = "Mombasa counted 12."
STILL = "It said 71 people were still being treated in hospital."
PAGE = "Storm over the coast\n\nIt rained for two days and two nights, and the river rose above its banks."


def bounds(figure: str) -> tuple[int | None, int | None, Qualifier]:
    """The interval that a figure in shorthand stands for: "12", ">=18", "<500", "~40", "12-15", "dozens", "?"."""
    if figure == "?":
        return None, None, K.UNKNOWN
    if figure in VAGUE:
        return *VAGUE[figure], K.VAGUE
    if match := regex.fullmatch(r"(\d+)-(\d+)", figure):
        return int(match[1]), int(match[2]), K.RANGE
    sign = figure.rstrip("0123456789")
    number = int(figure[len(sign) :])
    kind = SIGNS.get(sign, K.EXACT)
    low = {K.MORE_THAN: number + 1, K.AT_MOST: None, K.UNDER: None, K.ABOUT: round(number * 0.9)}.get(kind, number)
    high = {K.AT_LEAST: None, K.MORE_THAN: None, K.UNDER: number - 1, K.ABOUT: round(number * 1.1)}.get(kind, number)
    return low, high, kind


def tell(figure: str, by: str | None = "police", day: int | None = 2, **more: object) -> Claim:
    """A claim in shorthand, of a report of its own unless `doc` is given."""
    low, high, kind = bounds(figure)
    plain = Claim(
        id="", doc="", start=0, end=1, figure=figure, low=low, high=high, qualifier=kind, measure="killed",
        who="people", place="Kenya", source=by, relayed_by=None, source_type=None,
        status=S.UNKNOWN if figure == "?" else S.ASSERTED, as_of=f"2031-03-{day:02}" if day else None,
        basis=B.TOTAL, part_of=None, question=None, sentence="", rule="test",
    )  # fmt: skip
    return replace(plain, **more)  # type: ignore[arg-type]


def worded(figure: str, bound: str, by: str, day: int = 2) -> Claim:
    """A claim in shorthand, with the words of its figure."""
    return replace(tell(bound, by, day), figure=figure)


def verdict(
    *told: Claim, text: str = PAGE, title: str | None = None, published: bool = False, window_days: int = 1
) -> Verdict:
    """The verdict on one question that asks about all the claims."""
    claims = [
        replace(c, id=c.id or f"c{n:02}", doc=c.doc or f"d{n:02}", start=c.start or n + 40) for n, c in enumerate(told)
    ]
    docs = sorted({claim.doc for claim in claims})
    when = {claim.doc: claim.as_of for claim in claims}
    documents = [
        Document(doc=d, text=text, sha256=d, outlet=f"The {d}", title=title, published=when[d] if published else None)
        for d in docs
    ]
    asked = Question(
        id="q", story="s", measure=told[0].measure, who="people", place="Kenya", claims=tuple(c.id for c in claims)
    )
    return judge([asked], claims, trace(documents, claims), documents, window_days=window_days)[0]


CASES: list[tuple[str, tuple[Claim, ...], Finding, str]] = [
    # same scope, same day
    ("two numbers", (tell("12", "state TV"), tell("18", "government")), F.CONFLICT, "no number satisfies both"),
    ("a bound above", (tell("12", "state TV"), tell(">=18", "government")), F.CONFLICT, "no number satisfies both"),
    ("no day", (tell("12", "state TV", None), tell("18", "government", None)), F.CONFLICT, "no day tells"),
    ("the same number", (tell("12", "state TV"), tell("12", "government")), F.AGREE, "2 origins give 12"),
    ("a bound that names it", (tell("84", "police"), tell(">=84", "mayor")), F.AGREE, "2 origins give 84"),
    ("dozens and a number", (tell("dozens", "mayor"), tell("31", "police")), F.COMPATIBLE, "not both are precise"),
    ("over and exactly", (tell(">80", "mayor"), tell("80", "police")), F.AGREE, "2 origins give"),
    ("under and over", (tell(">80", "mayor"), tell("<80", "police")), F.CONFLICT, "no number satisfies both"),
    ("a bare plural reaches far", (tell("thousands", "mayor"), tell("30000", "police")), F.COMPATIBLE, "not both"),
    (
        "several thousand does not",
        (tell("several thousand", "mayor"), tell("50000", "police")),
        F.CONFLICT,
        "satisfies both",
    ),
    ("rounded", (tell("7000", "mayor"), tell("7012", "police")), F.COMPATIBLE, "rounded"),
    ("not rounded", (tell("13000", "mayor"), tell("12500", "police")), F.CONFLICT, "no number"),
    ("one source twice", (tell("12"), tell("12")), F.SINGLE, "One origin, police, in 2 documents"),
    ("an eyewitness", (tell("3", "Ana Diaz", source_type=SourceType.EYEWITNESS), tell("9")), F.SCOPE, "one witness"),
    ("nearly a number", (tell("8500", "police"), worded("nearly 50,000", "<50000", "unions")), F.CONFLICT, "close to"),
    ("below a number", (tell("8500"), worded("fewer than 50,000", "<50000", "unions")), F.COMPATIBLE, "not both"),
    ("all but reached", (tell("47000"), worded("almost 50,000", "<50000", "unions")), F.COMPATIBLE, "not both"),
    ("nearly, in passing", (tell("8500", None), worded("nearly 50,000", "<50000", "unions")), F.COMPATIBLE, "not"),
    ("about and at least of one source", (tell("~120", doc="a"), tell(">=123", doc="b")), F.SINGLE, "One origin"),
    # time
    ("it grew", (tell("12", "mayor", 2), tell("18", "police", 3)), F.UPDATE, "the latest stands"),
    (
        "it grew to nearly",
        (tell(">=23", "mayor", 2), worded("nearly 120", "<120", "police", 3)),
        F.UPDATE,
        "the latest stands",
    ),
    (
        "it stayed below",
        (tell(">=23", "mayor", 2), worded("fewer than 120", "<120", "police", 3)),
        F.COMPATIBLE,
        "not both",
    ),
    ("it grew past a bound", (tell(">2000", "police", 2), tell("~4000", "police", 3)), F.UPDATE, "the latest stands"),
    (
        "dozens, then hundreds",
        (tell("dozens", "mayor", 2), tell("hundreds", "police", 3)),
        F.UPDATE,
        "the latest stands",
    ),
    ("dozens, then counted", (tell("dozens", "mayor", 2), tell("31", "police", 3)), F.COMPATIBLE, "not both"),
    ("several, then ten", (tell("several", "mayor", 2), tell("10", "police", 3)), F.COMPATIBLE, "not both"),
    ("another source is lower", (tell("18", "mayor", 2), tell("12", "police", 3)), F.CONFLICT, "only grows"),
    ("lowered", (tell("19", "police", 2), tell("15", "police", 3)), F.REVISED, "was lowered by the same source"),
    (
        "the unidentified are named in time",
        (tell("187", "mayor", 2, who="unidentified bodies"), tell(">100", "police", 4, who="unidentified bodies")),
        F.UPDATE,
        "days",
    ),
    (
        "missing fell",
        (tell("40", "mayor", 2, measure="missing"), tell("12", "police", 3, measure="missing")),
        F.UPDATE,
        "days",
    ),
    (
        "crowds of two days",
        (tell("900", "mayor", 2, measure="crowd"), tell("90", "police", 3, measure="crowd")),
        F.SCOPE,
        "days",
    ),
    (
        "settled",
        (tell("12", "mayor"), tell("18"), tell("20", "mayor", 4), tell("20", "police", 4)),
        F.UPDATE,
        "agreed later",
    ),
    (
        "not settled",
        (tell("12", "mayor"), tell("18"), tell("25", "mayor", 4), tell("20", "police", 4)),
        F.CONFLICT,
        "both",
    ),
    ("one went on", (tell("12", "mayor"), tell("18"), tell("20", "police", 4)), F.CONFLICT, "satisfies both"),
    (
        "grew within a source's day",
        (tell("28", doc="a"), tell("36", doc="a"), tell("36", "mayor")),
        F.UPDATE,
        "one source",
    ),
    # scope
    ("police and people", (tell("748", "mayor", who="police"), tell(">1000")), F.SCOPE, "is a part of"),
    ("women and men", (tell("23", who="men"), tell("1", "mayor", who="women")), F.SCOPE, "count different people"),
    ("the place of the story", (tell("9", "mayor", place="Nairobi"), tell("12")), F.CONFLICT, "no number"),
    ("a city in its country", (tell("9", "mayor", place="Nairobi", sentence=NAMED), tell("12")), F.SCOPE, "a part of"),
    (
        "two cities",
        (tell("9", "mayor", place="Nairobi", sentence=NAMED), tell("12", place="Mombasa", sentence=FAR)),
        F.SCOPE,
        "different people or places",
    ),
    ("a part above its whole", (tell("30", "mayor", who="police officers"), tell("26")), F.SCOPE, "does not add up"),
    (
        "a lower bound of those missing",
        (tell(">430", "mayor", 2, measure="missing"), tell(">370", "police", 4, measure="missing")),
        F.UPDATE,
        "the days differ",
    ),
    (
        "a lower bound of the dead, which only grow",
        (tell(">430", "mayor", 2), tell(">370", "police", 4)),
        F.COMPATIBLE,
        "one number satisfies both",
    ),
    (
        "fewer people missing than soldiers before",
        (
            tell("4", "mayor", 2, measure="missing", who="soldiers"),
            tell("3", "police", 6, measure="missing", who="people"),
        ),
        F.UPDATE,
        "the days differ",
    ),
    ("a whole that grew past a part", (tell("9", "mayor", 2, place="Nairobi"), tell("12", day=3)), F.UPDATE, "latest"),
    ("a part of it", (tell("12", id="w"), tell("2", basis=B.PART, part_of="w")), F.SCOPE, "is a part of"),
    ("a part larger than it", (tell("12", id="w"), tell("15", basis=B.PART, part_of="w")), F.SCOPE, "does not add up"),
    (
        "parts that are more than it",
        (tell("12", id="w"), tell("9", basis=B.PART, part_of="w"), tell("8", basis=B.PART, part_of="w")),
        F.SCOPE,
        "add up to 17: that does not add up",
    ),
    (
        "all the children",
        (tell("12", who="children", basis=B.PART), tell("12", "mayor", who="children")),
        F.AGREE,
        "2 origins",
    ),
    ("another fifty", (tell("80", doc="a"), tell("52", basis=B.ADDITIONAL, doc="a")), F.SCOPE, "comes on top"),
    ("one day's count", (tell("80"), tell("7", basis=B.DAILY)), F.SCOPE, "one day alone"),
    (
        "parts of one report",
        (tell("46", doc="a"), tell("36", doc="a"), tell("10", doc="a")),
        F.SCOPE,
        "36 and 10 add up to 46",
    ),
    ("one of many", (tell("5", doc="a"), tell("1", "mayor", doc="a")), F.SCOPE, "stand in one report"),
    ("in passing", (tell("390", "mayor", 2), tell("3", None, 3)), F.SCOPE, "in passing"),
    (
        "those in hospital",
        (tell("71", measure="injured", sentence=STILL), tell(">=125", measure="injured")),
        F.SCOPE,
        "is a part of",
    ),
    (
        "the middle of a city",
        (
            tell("several thousand", None, measure="crowd", place="central Nairobi", sentence="In central Nairobi"),
            tell("50000", "mayor", measure="crowd", place="Nairobi"),
        ),
        F.CONFLICT,
        "no number",
    ),
    (
        "places that no sentence names",
        (tell("9", "mayor", place="Nairobi", sentence=NAMED), tell("12", place="Mombasa")),
        F.CONFLICT,
        "no number",
    ),
    # one source
    ("scores, then hundreds", (tell("dozens"), tell("hundreds")), F.UPDATE, "one source"),
    ("dozens or hundreds", (tell("dozens", "mayor"), tell("hundreds")), F.COMPATIBLE, "not both are precise"),
    (
        "a bound that rose",
        (tell(">60000", measure="affected"), tell(">200000", measure="affected")),
        F.UPDATE,
        "one source",
    ),
    # plans, denials, silence
    ("a plan is no count", (tell("8000"), tell("15000", "mayor", status=S.PLANNED)), F.SCOPE, "planned or forecast"),
    ("a plan of the same", (tell("400"), tell("400", "mayor", status=S.PLANNED)), F.SINGLE, "One origin"),
    ("a plan for later", (tell("200", day=2), tell("400", "mayor", 3, status=S.PLANNED)), F.UPDATE, "planned after"),
    (
        "plans agree",
        (tell("400", "mayor", status=S.PLANNED), tell("400", status=S.PLANNED)),
        F.AGREE,
        "2 origins give 400",
    ),
    ("corrected", (tell("88", status=S.DENIED), tell("80")), F.REVISED, "the same source gives 80"),
    ("withdrawn", (tell("50", status=S.DENIED),), F.REVISED, "denied or withdrawn"),
    ("denied by another", (tell("24", "rebels", status=S.DENIED), tell("2")), F.CONFLICT, "is denied"),
    ("repeated", (tell("88", status=S.DENIED), tell("80"), tell("88", "mayor", 4)), F.CONFLICT, "it is repeated"),
    ("not known", (tell("?"), tell("?", "army")), F.UNKNOWN, "Police and military said that the number is not known"),
    ("not known to one", (tell("?"), tell("12", "army")), F.SINGLE, "police said that the number is not known"),
    (
        "patients go home",
        (tell("13", who="patients", measure="injured"), tell("8", "mayor", 4, who="patients", measure="injured")),
        F.UPDATE,
        "the latest stands",
    ),
    (
        "captives go free",
        (
            tell("14", who="hostages still held", measure="abducted"),
            tell("2", "mayor", 6, who="men still held", measure="abducted"),
        ),
        F.UPDATE,
        "the latest stands",
    ),
    ("none is a number", (tell("0"), tell("4", "mayor")), F.CONFLICT, "no number satisfies both"),
]


@pytest.mark.parametrize(("told", "finding", "reason"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_finding(told: tuple[Claim, ...], finding: Finding, reason: str) -> None:
    found = verdict(*told)
    assert found.finding is finding, found.reasons
    assert any(reason.lower() in said.lower() for said in found.reasons), found.reasons


@pytest.mark.parametrize("told", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_order_of_claims_changes_nothing(told: tuple[Claim, ...]) -> None:
    named = [
        replace(claim, id=claim.id or f"c{n:02}", doc=claim.doc or f"d{n:02}", start=n + 40)
        for n, claim in enumerate(told)
    ]
    assert verdict(*named) == verdict(*reversed(named))


def test_every_finding_has_a_case() -> None:
    assert {case[2] for case in CASES} == set(Finding)


def test_every_reason_is_written_and_given() -> None:
    table = load("verdicts")["reasons"]
    assert isinstance(table, dict)
    folder = Path(reconcile.verdicts.__file__).parent
    code = "".join(path.read_text() for path in folder.glob("*.py"))
    given_in_code = set(regex.findall(r'"([a-z_]+)"', code))
    assert set(table) <= given_in_code
    assert set(regex.findall(r'reason="([a-z_]+)"', code)) <= set(table)


@pytest.mark.parametrize("example", load("verdicts")["example"])  # type: ignore[arg-type]
def test_pages_written_through_the_day(example: dict[str, object]) -> None:
    assert is_live(Document(doc="a", text=str(example["page"]), sha256="a")) is example["live"]


LIVE = "The Latest: Bridge down\n\n4 p.m.\n\nWater falls.\n\n1 p.m.\n\nWater rises.\n\n9:15 a.m.\n\nRain."


def test_a_live_page_shows_the_stages_of_a_day() -> None:
    stages = (tell("7", "sheriff", doc="live"), tell("14", "governor", doc="live"))
    assert verdict(*stages, text=LIVE).finding is F.UPDATE
    assert verdict(*stages).finding is F.CONFLICT
    elsewhere = verdict(*stages, tell("7", "Harbour Post"), text=LIVE)
    assert elsewhere.finding is F.UPDATE, "a stage that another report repeats is the same stage"


def test_a_headline_that_its_report_belies() -> None:
    text = "59 dead in landslide\n\nRescuers say that the slide killed 159 people in the valley."
    head = tell("59", None, doc="a", start=0, id="head")
    body = tell("159", None, doc="a", start=text.index("159"), id="body")
    documents = [Document(doc="a", text=text, sha256="a", outlet="Herald"), Document(doc="b", text=PAGE, sha256="b")]
    asked = Question(id="q", story="s", measure="killed", who="people", place=None, claims=("head", "body"))
    found = judge([asked], [head, body], {"head": "Herald", "body": "Herald"}, documents)[0]
    assert found.finding is F.CONFLICT
    assert "in the headline is not what the same report says" in found.reasons[0]
    assert (found.low, found.high) == (159, 159)
    later = tell("334", None, 3, doc="b", id="later")
    asked = replace(asked, claims=("head", "body", "later"))
    origins = {"head": "Herald", "body": "Herald", "later": "Herald"}
    assert judge([asked], [head, body, later], origins, documents)[0].finding is F.UPDATE


def test_course_and_now() -> None:
    found = verdict(tell("12", "mayor"), tell("18"), tell("25", "police", 3), tell("25", "mayor", 5))
    assert [(day.day, day.finding) for day in found.course] == [
        ("2031-03-02", F.UPDATE),
        ("2031-03-03", F.UPDATE),
        ("2031-03-05", F.AGREE),
    ]
    assert (found.finding, found.now) == (F.UPDATE, F.AGREE)
    assert (found.low, found.high) == (25, 25)
    assert found.latest == "c03"


def test_of_one_source_the_higher_stands_where_no_day_is_told() -> None:
    found = verdict(tell("~4000", day=None), tell(">2000"))
    assert (found.finding, found.low, found.high) == (F.UPDATE, 3600, 4400)


def test_the_window_is_settable() -> None:
    told = (tell("12", "mayor", 2, measure="missing"), tell("18", "police", 3, measure="missing"))
    assert verdict(*told).finding is F.UPDATE
    assert verdict(*told, window_days=2).finding is F.CONFLICT


def test_a_later_publication_settles_one_day() -> None:
    first, second = tell("15", "police", 5), tell("17", "mayor", 5)
    documents = [
        Document(doc="a", text=PAGE, sha256="a", published="2031-03-05"),
        Document(doc="b", text=PAGE, sha256="b", published="2031-03-12"),
    ]
    claims = [replace(first, id="a", doc="a"), replace(second, id="b", doc="b")]
    asked = Question(id="q", story="s", measure="arrested", who="people", place=None, claims=("a", "b"))
    assert judge([asked], claims, {"a": "police", "b": "mayor"}, documents)[0].finding is F.UPDATE


def reported(*told: tuple[Claim, str, str]) -> Verdict:
    """The verdict on claims, each with the outlet and day of its report, a report each."""
    claims = [replace(one, id=f"c{n}", doc=f"d{n}") for n, (one, _, _) in enumerate(told)]
    documents = [
        Document(doc=f"d{n}", text=PAGE + f" {n}" * 9, sha256=f"d{n}", outlet=outlet, published=f"2031-03-{day}")
        for n, (_, outlet, day) in enumerate(told)
    ]
    measure, ids = claims[0].measure, tuple(c.id for c in claims)
    asked = Question(id="q", story="s", measure=measure, who="people", place=None, claims=ids)
    return judge([asked], claims, trace(documents, claims), documents)[0]


def test_two_that_are_cited_for_one_day_spoke_on_that_day() -> None:
    first, second = tell("12", "state TV", 5), tell(">=18", "government", 5)
    assert reported((first, "Ledger", "05"), (second, "Beacon", "06")).finding is F.CONFLICT
    assert reported((first, "Ledger", "05"), (second, "Ledger", "06")).finding is F.UPDATE, "an outlet's next report"
    own = tell("18", None, 5)
    assert reported((first, "Ledger", "05"), (own, "Beacon", "06")).finding is F.UPDATE, "known when it came out"
    assert reported((first, "Ledger", "05"), (second, "Beacon", "09")).finding is F.UPDATE


HEADS = [
    ("hours later", "2031-03-05 07:48:05", "2031-03-05 23:05:05", F.UPDATE),
    ("a minute later", "2031-03-05 07:48:05", "2031-03-05 07:49:00", F.CONFLICT),
    ("the higher came first", "2031-03-05 23:05", "2031-03-05 07:48", F.CONFLICT),
    ("a clock of twelve hours", "Updated March 5, 2031 7:40 a.m. ET", "Published 6:15 p.m., March 5, 2031", F.UPDATE),
    ("the night has twelve", "5 March 2031 Last updated at 11:20", "12:30 AM, Wednesday, March 5, 2031", F.CONFLICT),
    ("one tells no hour", "2031-03-05", "2031-03-05 23:05:05", F.CONFLICT),
    ("an hour in the prose", "The quake struck at 04:17 on 5 March 2031.", "2031-03-05 23:05:05", F.CONFLICT),
    ("a date with points", "05.03.2031", "2031-03-05 23:05:05", F.CONFLICT),
]


def printed(low: tuple[str, str], high: tuple[str, str], *again: tuple[str, str]) -> Finding:
    """What figures of one day come to, each with the head of its report; the third is the first one's, told again."""
    told = [low, high, *again]
    sources = ["police", "hospital", "police"]
    claims = [
        replace(tell(figure, sources[n], 5), id=f"c{n}", doc=f"d{n}", start=60 + n, sentence="")
        for n, (figure, _) in enumerate(told)
    ]
    documents = [
        Document(doc=f"d{n}", text=f"Storm\n{head}\n\n{PAGE}" + f" {n}" * 9, sha256=f"d{n}", outlet=f"Paper {n}",
                 published="2031-03-05")
        for n, (_, head) in enumerate(told)
    ]  # fmt: skip
    asked = Question(id="q", story="s", measure="killed", who="people", place=None, claims=tuple(c.id for c in claims))
    return judge([asked], claims, trace(documents, claims), documents)[0].finding


@pytest.mark.parametrize(("low", "high", "finding"), [row[1:] for row in HEADS], ids=[row[0] for row in HEADS])
def test_a_higher_count_printed_hours_later_is_an_update(low: str, high: str, finding: Finding) -> None:
    assert printed(("12", low), ("18", high)) is finding


def test_a_count_that_is_told_again_stands_until_then() -> None:
    early, late = "2031-03-05 07:48:05", "2031-03-05 23:05:05"
    assert printed(("12", early), ("18", late), ("12", early)) is F.UPDATE
    assert printed(("12", early), ("18", late), ("12", late)) is F.CONFLICT


def test_who_is_told_of_long_ago_without_a_day_is_of_no_day() -> None:
    first, second = (tell(figure, None, None, status=S.HISTORIC) for figure in ("259", ">=265"))
    assert reported((first, "Ledger", "05"), (second, "Beacon", "29")).finding is F.CONFLICT


def test_a_piece_told_twice_is_a_piece_both_times() -> None:
    eight, five, three = tell("8", doc="a"), tell("5", doc="a", start=60), tell("3", doc="a", start=70)
    again = tell("3", "hospital", doc="a", start=90)
    assert verdict(eight, five, three, again).finding is F.SCOPE
    assert "3 and 5" in " ".join(verdict(eight, five, three, again).reasons).replace("5 and 3", "3 and 5")


def test_who_tells_last_of_an_event_long_past_knows_no_later() -> None:
    first, second = (tell(figure, None, status=S.HISTORIC, as_of="2012") for figure in ("259", ">=265"))
    assert reported((first, "Ledger", "05"), (second, "Beacon", "09")).finding is F.CONFLICT


def test_days_that_overlap_are_no_conflict() -> None:
    early = tell("1100", "mayor", 3, measure="affected")
    late = tell("<1000", "army", 4, measure="affected")
    found = reported((early, "Ledger", "06"), (late, "Beacon", "04"))
    assert found.finding is F.UPDATE and "not clear which is the older" in found.reasons[0]


def test_a_report_without_a_day_has_that_of_what_it_copies() -> None:
    text = (
        "Governor Ines Falk of Rift Valley met Amina Odhiambo in Nakuru on Tuesday. The Kenya Red Cross sent Peter "
        "Mwangi from Eldoret to Kericho, and the Ministry of Water asked Lake Turkana "
        "Wind for 12 pumps from Mombasa and Lamu."
    )
    claims = [tell(">2000", id="a", doc="a"), tell("~4000", day=None, id="b", doc="b")]
    documents = [
        Document(doc="a", text=text, sha256="a", outlet="Ledger", published="2031-03-02"),
        Document(doc="b", text=text.replace("met", "saw").replace("sent", "flew"), sha256="b"),
    ]
    asked = Question(id="q", story="s", measure="killed", who="people", place=None, claims=("a", "b"))
    found = judge([asked], claims, {"a": "police", "b": "police"}, documents)[0]
    assert (found.finding, found.latest, found.outlets) == (F.UPDATE, "b", 1)
    assert [day.day for day in found.course] == ["2031-03-02"]
    alone = judge([asked], claims, {"a": "police", "b": "police"}, [documents[0], replace(documents[1], text=PAGE)])[0]
    assert [day.day for day in alone.course] == [None, "2031-03-02"]


def test_a_copied_figure_has_the_day_of_its_original() -> None:
    found = verdict(tell("12", "mayor", 2), tell("12", "mayor", None), tell("18", "mayor", 3))
    assert [(day.day, day.finding) for day in found.course] == [("2031-03-02", F.SINGLE), ("2031-03-03", F.UPDATE)]


def test_what_a_page_took_back_in_the_course_of_the_day_is_revised() -> None:
    told = (tell("50", "official", doc="live", status=S.DENIED), tell("31", "mayor", doc="live"))
    assert verdict(*told, text=LIVE).finding is F.REVISED
    assert verdict(*told).finding is F.CONFLICT


def test_a_number_told_in_an_own_voice_that_is_withdrawn_later_is_no_rival_to_what_follows() -> None:
    told, back = tell("103", None, 3), tell("103", "ministry", 4, status=S.DENIED)
    later, rival = tell("91", "rescuers", 5), tell("103", "rebels", 3)
    assert verdict(told, later).finding is F.CONFLICT
    assert verdict(told, back, later).finding is F.REVISED
    assert verdict(rival, back, later).finding is F.CONFLICT  # a denial is not a withdrawal by whom it denies
    assert verdict(tell("103", None, 3), tell("103", "ministry", 2, status=S.DENIED), later).finding is F.CONFLICT


EARLIER = [
    ("At first, police spoke of 12 dead.", "12", True),
    ("Initial reports from the port had 12 people dead.", "12", True),
    ("The governor's office had put the toll at 12.", "12", True),
    ("An earlier count by the navy gave 12.", "12", True),
    ("Officials had spoken on Tuesday of 12 taken.", "12", True),
    ("At least 31 people died, up from 12 the evening before.", "12", True),
    ("At least 31 people died, up from 12 the evening before.", "31", False),
    ("The toll, which stood at 12 in the morning, was 31 by dusk.", "12", True),
    ("The toll, which stood at 12 in the morning, was 31 by dusk.", "31", False),
    ("Doctors had earlier counted 40, but coroners later corrected it to 31.", "40", True),
    ("Doctors had earlier counted 40, but coroners later corrected it to 31.", "31", True),
    ("The mayor, who initially announced 12 arrests, admitted that there were 31.", "31", False),
    ("An official previously told the paper 12 people were dead.", "12", False),
    ("Police said 12 people were dead.", "12", False),
    ("The ferry had 12 lifeboats, and 31 people died.", "31", False),
    ("", "12", False),
]


@pytest.mark.parametrize(("sentence", "figure", "earlier"), EARLIER)
def test_a_figure_told_as_one_of_before(sentence: str, figure: str, earlier: bool) -> None:
    assert is_earlier(tell(figure, sentence=sentence)) is earlier


def test_a_figure_of_before_is_no_rival_to_that_of_now() -> None:
    before, now = tell("12", "mayor", sentence="At first, the mayor spoke of 12."), tell("31", "police")
    assert verdict(before, now).finding is F.UPDATE
    assert verdict(now, replace(before, as_of="2031-03-04")).finding is F.UPDATE, "told again later"
    assert verdict(before, tell("9", "police")).finding is F.CONFLICT, "a count that grows does not fall"
    missing = [replace(one, measure="missing") for one in (before, tell("9", "police"))]
    assert verdict(*missing).finding is F.UPDATE


def test_a_source_that_is_told_to_have_given_less_before_gave_no_part() -> None:
    now = tell("8", "police", doc="a")
    before = tell("3", "police", doc="a", sentence="Police had put the dead at 3 on Friday night.")
    assert verdict(now, before).finding is F.UPDATE
    assert verdict(now, replace(before, sentence="Police found 3 at the door.")).finding is F.SCOPE


@pytest.mark.parametrize(
    "sentence",
    [
        "Three skiers died, the rescue service said, revising down an earlier toll of 8.",
        "The rescue service gave 3 dead, down from 8.",
        "The rescue service at first reported 8 dead.",
        "An initial count of 8 was wrong, the rescue service said.",
        "The rescue service had put the dead at 8 before it counted 3.",
    ],
)
def test_a_source_that_is_told_to_have_given_more_before_lowered_it(sentence: str) -> None:
    now, before = tell("3", "rescuers", doc="a"), tell("8", "rescuers", doc="a", sentence=sentence)
    assert verdict(now, before).finding is F.REVISED
    assert verdict(now, replace(before, sentence="Of the two avalanches one killed 8.")).finding is F.SCOPE


def test_a_number_that_was_corrected_and_is_given_again_in_the_end_is_a_revision() -> None:
    first = tell("288", "railway", 3)
    denied = tell("288", "province", 4, status=S.DENIED, sentence="It corrected the toll of 288 to 275.")
    lower = tell("275", "province", 4)
    again = tell("288", "collector", 6)
    assert verdict(first, denied, lower, again).finding is F.REVISED
    assert verdict(first, denied, lower, again, tell("90", "mayor", 6, place="Kisumu", sentence="In Kisumu 90 died."))
    assert verdict(first, denied, lower, replace(again, source=None)).finding is F.CONFLICT, "an outlet repeats it"
    assert verdict(first, denied, lower, again, tell("275", "province", 6)).finding is F.CONFLICT, "it stands by 275"
    disputed = replace(denied, sentence="The province dismissed the railway's claim of 288 dead.")
    assert verdict(first, disputed, lower, again).finding is F.CONFLICT


def test_rival_crowds_of_before_told_in_one_breath_are_rivals() -> None:
    breath = "On May 1 the police had counted 300 marchers and the union 2450."
    police = tell("300", "police", 1, measure="crowd", doc="a", sentence=breath)
    union = tell("2450", "union", 1, measure="crowd", doc="a", sentence=breath)
    assert verdict(police, union).finding is F.CONFLICT
    alone = replace(police, sentence="The police had counted 300 marchers.")
    assert verdict(alone, replace(union, doc="b", sentence="")).finding is F.UPDATE


@pytest.mark.parametrize(
    ("sentence", "finding"),
    [
        ("The ministry had earlier put the dead at 103, a number that was revised.", F.REVISED),
        ("The ministry withdrew its count of 103.", F.REVISED),
        ("The governor, whose office had spoken of 103 dead, called that wrong.", F.REVISED),
        ("The ministry dismissed the rebels' claim of 103 dead.", F.CONFLICT),
        ("The army called the figure of 103 a lie.", F.CONFLICT),
    ],
)
def test_what_was_taken_back_is_no_rival_and_what_is_disputed_is(sentence: str, finding: Finding) -> None:
    denied = tell("103", "ministry", 4, status=S.DENIED, sentence=sentence)
    assert verdict(denied, tell("91", "rescuers", 4)).finding is finding
    assert verdict(tell("103", "governor", 3), denied, tell("91", "rescuers", 5)).finding is finding


def test_a_part_whose_whole_is_not_told_is_a_part_of_what_is_told_at_its_time() -> None:
    part = tell("hundreds", "aid workers", 2, basis=B.PART, measure="displaced")
    assert verdict(part, tell("8000", "mayor", 2, measure="displaced")).finding is F.SCOPE
    assert verdict(part, tell("8000", "mayor", 20, measure="displaced")).finding is F.UPDATE


def test_a_report_may_round_to_hundreds_what_it_also_gives_as_it_is() -> None:
    exact, plain = tell("386", None, doc="a"), tell("400", "factory owners", doc="a")
    assert verdict(exact, plain).finding is F.COMPATIBLE
    assert verdict(exact, replace(plain, doc="b")).finding is F.CONFLICT, "another report counts anew"
    assert verdict(tell("204", "mayor", doc="a"), tell("<200", "police", doc="a")).finding is F.CONFLICT
    assert verdict(tell("340", "mayor", doc="a"), tell("400", "police", doc="a")).finding is F.CONFLICT


def test_nobody_sees_who_is_missing() -> None:
    kin = tell("120", "relatives", source_type=SourceType.EYEWITNESS, measure="missing")
    assert verdict(kin, tell("85", measure="missing")).finding is F.CONFLICT
    assert verdict(kin, tell("85", day=4, measure="missing")).finding is F.UPDATE


def test_a_gathering_may_be_told_on_the_next_day() -> None:
    said, next_day = tell("9000", "mayor", 5, measure="crowd"), tell("300", "police", 6, measure="crowd")
    assert reported((said, "Ledger", "08"), (next_day, "Beacon", "06")).finding is F.CONFLICT
    assert reported((said, "Ledger", "08"), (next_day, "Beacon", "07")).finding is F.SCOPE, "its report names the day"
    assert reported((said, "Ledger", "05"), (next_day, "Beacon", "06")).finding is F.SCOPE, "each on its own day"
    late = replace(next_day, as_of="2031-03-08")
    assert reported((said, "Ledger", "08"), (late, "Beacon", "08")).finding is F.SCOPE


def test_one_report_that_tells_a_figure_twice_does_not_make_it_grow() -> None:
    early, late = tell(">12", None, 2, doc="a"), tell("~15", "mayor", 8, doc="a")
    document = Document(doc="a", text=PAGE, sha256="a", outlet="Ledger", published="2031-03-08")
    claims = [replace(early, id="x"), replace(late, id="y", start=80)]
    asked = Question(id="q", story="s", measure="killed", who="people", place=None, claims=("x", "y"))
    assert judge([asked], claims, {"x": "Ledger", "y": "mayor"}, [document])[0].finding is F.COMPATIBLE
    doubled = [claims[0], replace(claims[1], low=40, high=40, qualifier=K.EXACT)]
    assert judge([asked], doubled, {"x": "Ledger", "y": "mayor"}, [document])[0].finding is F.UPDATE


def test_which_counts_only_grow_is_said_by_their_measures() -> None:
    grow = {name for name, measure in standard().by_name.items() if measure.grows}
    steady = {"missing", "troops", "crowd", "affected", "evacuated"}
    assert steady == set(standard().by_name) - grow
    told = (tell("40", "mayor", 2, id="a", doc="a"), tell("12", "police", 3, id="b", doc="b"))
    asked = Question(id="q", story="s", measure="killed", who="people", place=None, claims=("a", "b"))
    documents = [Document(doc=doc, text=PAGE, sha256=doc) for doc in "ab"]
    origins = {"a": "mayor", "b": "police"}
    assert judge([asked], told, origins, documents)[0].finding is F.CONFLICT
    assert judge([asked], told, origins, documents, growing=frozenset({"injured"}))[0].finding is F.UPDATE


def test_reasons_are_few_and_short_and_say_how_many_more_there_are() -> None:
    union = "union of the fishing cooperatives and canneries of all the regions on the northern coast, branch"
    told = [tell(str(number), f"{union} {number}", 2 + number % 4) for number in range(12, 30)]
    found = verdict(*told, tell("?", "army"))
    assert found.finding is F.CONFLICT
    assert len(found.reasons) == 5
    assert all(len(reason) <= 160 for reason in found.reasons), found.reasons
    assert regex.fullmatch(r"Besides these, \d+ more: \d+ conflict(, \d+ \w+)*\.", found.reasons[3])
    assert found.reasons[4] == "Military said that the number is not known or gave none."


def test_two_sources_in_conflict_are_not_told_to_agree_in_time_as_well() -> None:
    told = verdict(tell("12", "state TV", 2), tell(">=18", "police", 2), tell(">=18", "police", 3))
    assert told.finding is F.CONFLICT and len(told.reasons) == 1, told.reasons
    told = verdict(tell("dozens", "police", 2), tell(">=18", "army", 2), tell(">=18", "army", 3))
    assert told.finding is F.COMPATIBLE and len(told.reasons) == 1, told.reasons


def test_reasons_name_the_year_where_it_is_not_the_usual_one() -> None:
    found = verdict(tell("12", "mayor"), tell("18", "police", 3), tell("40", "army", as_of="2030-12-31"))
    assert any("police 18 for 3 Mar;" in reason for reason in found.reasons)
    assert any("military had given for 31 Dec 2030;" in reason for reason in found.reasons), found.reasons


def test_counts() -> None:
    found = verdict(
        tell("12", "AP", doc="a"), tell("12", "Associated Press", doc="b"), tell("12", doc="c"), tell("?", "army")
    )
    assert (found.origins, found.outlets, found.documents) == (2, 3, 3)
    assert found.rules["majority"] == "12"


def test_reasons_name_figures_sources_and_days() -> None:
    found = verdict(tell("12", "state TV", who="police officers"), tell(">=18", "government", who="security forces"))
    assert found.reasons == (
        "Government said >=18 (security forces), state TV 12 (police officers), both for 2 Mar; "
        "no number satisfies both.",
    )


def test_one_verdict_a_question_in_order() -> None:
    claims = [replace(tell("12"), id=name, doc=name) for name in "abc"]
    asked = [
        Question(id=f"q{name}", story="s", measure="killed", who="people", place=None, claims=(name,)) for name in "bca"
    ]
    documents = [Document(doc=name, text=PAGE, sha256=name) for name in "abc"]
    found = judge(asked, claims, {name: name for name in "abc"}, documents)
    assert [one.question for one in found] == ["qb", "qc", "qa"]
    assert {one.finding for one in found} == {F.SINGLE}


# Properties

FIGURES = ("0", "7", "12", "18", ">=12", ">80", "<40", "~40", "12-15", "dozens", "hundreds", "several", "?")
TELLING = st.builds(
    tell,
    st.sampled_from(FIGURES),
    st.sampled_from(["police", "mayor", "officials", None]),
    st.sampled_from([None, 2, 3, 5]),
    who=st.sampled_from(["people", "police", "children"]),
    place=st.sampled_from(["Kenya", "Nairobi", None]),
    basis=st.sampled_from([B.TOTAL, B.TOTAL, B.PART, B.ADDITIONAL]),
    doc=st.sampled_from(["a", "b", "c"]),
)


def numbered(told: Sequence[Claim]) -> list[Claim]:
    return [replace(claim, id=f"c{n}", start=n + 40) for n, claim in enumerate(told)]


@settings(max_examples=150, deadline=None)
@given(st.lists(TELLING, min_size=1, max_size=7), st.randoms(use_true_random=False))
def test_shuffling_changes_nothing(told: list[Claim], chance: object) -> None:
    claims = numbered(told)
    found = verdict(*claims)
    chance.shuffle(claims)  # type: ignore[attr-defined]
    assert verdict(*claims) == found


@settings(max_examples=150, deadline=None)
@given(st.lists(TELLING, min_size=1, max_size=7))
def test_a_verdict_holds_together(told: list[Claim]) -> None:
    found = verdict(*numbered(told))
    known = [claim for claim in told if claim.status is not S.UNKNOWN]
    assert (found.finding is F.UNKNOWN) == (not known)
    assert found.reasons and all(reason.endswith((".", ":")) for reason in found.reasons)
    assert found.low is None or found.high is None or found.low <= found.high
    assert 1 <= found.documents <= 3 and 1 <= found.origins <= len(told)
    assert list(Finding).index(found.finding) <= min(list(Finding).index(day.finding) for day in found.course)
    assert found.finding is not F.AGREE or found.origins > 1
    assert found.origins > 1 or found.finding is not F.CONFLICT


@settings(max_examples=100, deadline=None)
@given(st.lists(TELLING, min_size=1, max_size=5))
def test_a_copy_makes_no_conflict_and_settles_none(told: list[Claim]) -> None:
    claims = numbered(told)
    copied = [replace(claim, id=f"{claim.id}x", doc=f"{claim.doc}x") for claim in claims]
    origins = {claim.id: claim.source or claim.doc for claim in claims}
    both = origins | {f"{id}x": name for id, name in origins.items()}
    documents = [Document(doc=doc, text=PAGE, sha256=doc) for doc in ("a", "b", "c", "ax", "bx", "cx")]
    asked = Question(id="q", story="s", measure="killed", who="people", place=None, claims=tuple(c.id for c in claims))
    twice = replace(asked, claims=(*asked.claims, *(claim.id for claim in copied)))
    one = judge([asked], claims, origins, documents)[0]
    two = judge([twice], [*claims, *copied], both, documents)[0]
    assert one.origins == two.origins
    assert (one.finding is F.CONFLICT) == (two.finding is F.CONFLICT)


# Labelled folders, where they are at hand: what the labels say, judged from the labels' own claims

LABELLED = Path(__file__).parents[2] / "shared" / "dev"
MEANS = {
    "agree": {F.AGREE, F.COMPATIBLE, F.SINGLE},
    "update": {F.UPDATE, F.REVISED},
    "conflict": {F.CONFLICT},
    "mixed scope": {F.SCOPE},
}
TOPS = {24: 99, 36: 99, 40: 99, 200: 999, 300: 999, 2000: 9999, 3000: 9999, 20000: 99999, 200000: 999999}
FLOOR = 0.84
PART_AHEAD = regex.compile(r"(?:including|among them,?|of whom|of them)(?: at least| about| some)?\s*$")


def rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def labelled(folder: Path) -> tuple[list[Document], list[Claim], list[tuple[str, Question]]]:
    """A labelled folder as documents, claims and questions, each question with what it is labelled."""
    manifest = folder / "docs" / "manifest.jsonl"
    told = {str(row["doc"]): row for row in (rows(manifest) if manifest.exists() else [])}
    documents = []
    for path in sorted((folder / "docs").glob("*.txt")):
        row = told.get(path.name, {})
        outlet, day = row.get("outlet"), row.get("date")
        documents.append(
            Document(
                doc=path.name, text=path.read_text(encoding="utf-8"), sha256=path.name,
                outlet=str(outlet) if outlet else None, published=str(day) if day else None,
            )
        )  # fmt: skip
    by_name = {document.doc: document for document in documents}
    claims: list[Claim] = []
    for row in rows(folder / "claims.jsonl"):
        claims.append(from_label(row, by_name[str(row["doc"])], claims))
    ids = {(claim.doc, claim.start): claim.id for claim in claims}
    questions = []
    for number, row in enumerate(rows(folder / "questions.jsonl")):
        who = regex.sub(r"\s*\(.*?\)", "", str(row["who"] or "people"))
        asked = tuple(ids[doc, start] for doc, start in row["claims"])  # type: ignore[attr-defined]
        place = str(row["place"]) if row["place"] else None
        story, measure = str(row["event"]), str(row["measure"])
        question = Question(id=str(number), story=story, measure=measure, who=who, place=place, claims=asked)
        questions.append((str(row["verdict"]), question))
    return documents, claims, questions


def from_label(row: dict[str, object], document: Document, before: Sequence[Claim]) -> Claim:
    """A labelled claim; labels do not say what is a part, so the words around the figure do."""
    start, end = int(str(row["start"])), int(str(row["end"]))
    spans = [span for passage in split(document) for span in passage.sentences if span[0] <= start < span[1]]
    first, last = spans[0] if spans else (start, end)
    ahead, behind = document.text[first:start].lower(), document.text[end:last].lower()
    basis, whole = B.TOTAL, None
    if PART_AHEAD.search(ahead) or regex.match(r" of (?:them|the|whom)\b", behind):
        basis = B.PART
        others = [claim for claim in before if claim.doc == document.doc and claim.measure == row["measure"]]
        whole = others[-1].id if others else None
    elif regex.search(r"\b(?:another|further|additional)\s*$", ahead) or regex.match(
        r" (?:more|others?|additional)\b", behind
    ):
        basis = B.ADDITIONAL
    low, high = (value if isinstance(value, int) else None for value in (row["low"], row["high"]))
    if row["qualifier"] == "vague" and low is not None and high is None:
        high = TOPS.get(low, 9 if low == 3 and "lot" not in str(row["figure"]).lower() else None)
    fields = {name: row[name] for name in ("figure", "measure", "place", "source", "relayed_by", "as_of")}
    return replace(
        tell("1"),
        **fields,  # type: ignore[arg-type]
        id=f"{document.doc}:{start}:{row['measure']}", doc=document.doc, start=start, end=end,
        who=str(row["who"] or "people"), low=low, high=high, qualifier=Qualifier(str(row["qualifier"])),
        status=S(str(row["status"])), basis=basis, part_of=whole, sentence=document.text[first:last],
    )  # fmt: skip


needs_labels = pytest.mark.skipif(not LABELLED.is_dir(), reason="the labelled folders are not at hand")


@needs_labels
def test_labelled_questions_reach_the_floor() -> None:
    hits: dict[str, list[bool]] = defaultdict(list)
    for folder in sorted(path for path in LABELLED.iterdir() if path.is_dir()):
        documents, claims, asked = labelled(folder)
        found = judge([question for _, question in asked], claims, trace(documents, claims), documents)
        for (label, _), one in zip(asked, found, strict=True):
            hits[label].append(one.finding in MEANS[label])
    right = sum(sum(some) for some in hits.values())
    assert right / sum(len(some) for some in hits.values()) >= FLOOR, {
        label: (sum(s), len(s)) for label, s in hits.items()
    }
    assert all(sum(some) / len(some) >= 0.6 for some in hits.values())


@needs_labels
def test_the_first_labelled_folder_question_by_question() -> None:
    documents, claims, asked = labelled(LABELLED / "kazakhstan-2022")
    found = judge([question for _, question in asked], claims, trace(documents, claims), documents)
    protesters, forces, people, arrested, troops, injured = found
    assert protesters.finding in (F.COMPATIBLE, F.AGREE) and protesters.origins == 2
    assert forces.finding is F.CONFLICT and forces.origins == 2
    assert people.finding is F.SINGLE and (people.origins, people.documents) == (1, 3)
    assert arrested.finding is F.UPDATE
    assert injured.finding is F.SCOPE
    assert troops.finding is F.SCOPE and "is not known" in troops.reasons[-1]
