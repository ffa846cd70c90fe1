"""The page, driven as a visitor would: filter, sort, open a claim, follow it to its document and back, print."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

import pytest
import regex
from golden.case import CASE, CLAIMS, EMPTY
from golden.large import large
from programs import needs

from reconcile import engine, review, wording
from reconcile.model import Case, Choice, Claim, Decision, Finding, Settled
from reconcile.writers import webpage
from reconcile.writers.webpage import picture, summary, texts

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Dialog, Page

Scheme: TypeAlias = Literal["light", "dark"]

SEEDS = Path(__file__).parent.parent / "seeds"
COPY = (
    "Anna Velm told Carl Orm in Ostrel that 12 of 40 Marn miners had died, Radio Dora and Post Eda said. "
    "Dora Kell of the Marn Miners Union said that 31 had been saved. "
)
TWINS = replace(
    CASE,
    documents=(
        *CASE.documents,
        replace(CASE.documents[0], doc="twin-1.txt", text=COPY * 3, sha256="1"),
        replace(CASE.documents[0], doc="twin-2.txt", text=COPY * 3 + "Nobody else was hurt.", sha256="2"),
    ),
)
DECIDED = replace(
    CASE,
    settled=(
        Settled(decision=Decision(id="q1dead", decision=Choice.REJECT, reviewer="Ana"), target="q1dead"),
        Settled(decision=Decision(id="c02post", decision=Choice.UNSURE, reviewer="Ben"), target="c02post"),
        Settled(decision=Decision(id="q2lost", decision=Choice.ACCEPT, evidence="x"), target="q2lost", again="changed"),
    ),
    evidence=review.evidence(CASE),
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    program = needs("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
    if not os.environ.get("CI"):
        pytest.importorskip("playwright")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def visit(browser: Browser, tmp_path: Path) -> Iterator[Visit]:
    """Opens pages; whatever the console says, a visitor would have to bear."""
    made = Visit(browser, tmp_path)
    yield made
    made.leave()
    assert made.said == []


class Visit:
    """A visitor's pages, and all that consoles said."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self.browser, self.folder, self.said = browser, folder, list[str]()
        self.pages: list[Page] = []

    def __call__(self, case: Case = CASE, fragment: str = "", width: int = 1280, scheme: Scheme = "light") -> Page:
        path = self.folder / f"report-{len(self.pages)}.html"
        path.write_bytes(webpage.report(case))
        page = self.browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
        page.on("console", lambda told: self.said.append(told.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda asked: self.said.extend([asked.url] if not asked.url.startswith("file:") else []))
        page.on("dialog", self.refuse)
        page.goto(path.as_uri() + fragment)
        self.pages.append(page)
        return page

    def refuse(self, dialog: Dialog) -> None:
        self.said.append(dialog.message)
        dialog.dismiss()

    def leave(self) -> None:
        for page in self.pages:
            page.close()


def until(page: Page, script: str) -> None:
    """Waits for what a script tells; the page's own policy forbids waiting in the page."""
    for _ in range(100):
        if page.evaluate(script):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never came: {script}")


def unfold(page: Page) -> None:
    """Opens all that can be opened."""
    opening = "one.open = true; one.style.contentVisibility = 'visible';"  # also of what is not yet on the screen
    page.evaluate(f"document.querySelectorAll('details').forEach(one => {{ {opening} }})")
    until(page, "document.querySelectorAll('details > script').length === 0")


def shown(page: Page) -> list[str]:
    """The ids of the questions on the screen, from above."""
    return [str(id) for id in page.locator(".question:visible").evaluate_all("all => all.map(one => one.id)")]


SCHEMES: tuple[Scheme, ...] = ("light", "dark")
ALL = [asked.id for asked in CASE.questions]


def test_questions_are_filtered_and_searched(visit: Visit) -> None:
    page = visit()
    assert shown(page) == ALL
    page.locator(".chip.update").click()
    page.locator(".chip.agree").click()
    assert shown(page) == ["q4held", "q6saved"]
    assert page.locator("output").inner_text() == "2 of 8 shown"
    page.locator(".chip.update").click()
    page.locator(".chip.agree").click()
    page.get_by_role("searchbox").fill("OSTREL rescuers")
    assert shown(page) == ["q6saved"]
    page.get_by_role("searchbox").fill("looting more than")  # what stands only in a sentence
    assert shown(page) == ["q1dead", "q4held"]
    page.get_by_role("searchbox").press("Escape")
    assert shown(page) == ALL
    assert page.locator("output").inner_text() == ""


def test_questions_are_sorted(visit: Visit) -> None:
    page = visit()
    titles = {asked.id: wording.question(asked) for asked in CASE.questions}
    page.locator("th[data-sort=title] button").click()
    assert [titles[id] for id in shown(page)] == sorted(titles.values(), key=str.lower)
    assert page.locator("th[aria-sort]").inner_text().startswith("Question")
    page.locator("th[data-sort=title] button").click()
    assert [titles[id] for id in shown(page)] == sorted(titles.values(), key=str.lower, reverse=True)
    page.locator("th[data-sort=documents] button").click()
    counts = {verdict.question: verdict.documents for verdict in CASE.verdicts}
    assert [counts[id] for id in shown(page)] == sorted(counts.values())
    page.locator("th[data-sort=order] button").click()
    assert shown(page) == ALL


def test_a_claim_is_followed_to_its_document_and_back(visit: Visit) -> None:
    page = visit()
    assert page.locator("#c08her").count() == 0
    page.locator("#q1dead summary").click()
    claim = page.locator("#c08her")
    assert claim.locator("mark").inner_text() == "At least 18"
    claim.get_by_role("link", name="pile/herald-1.txt").click()
    here = page.locator("mark.here")
    assert here.inner_text() == "At least 18"
    assert "people were killed in the flood, the government said" in page.locator("#document-2 .text").inner_text()
    assert page.evaluate("document.activeElement.id") == "in-c08her"
    here.locator("xpath=following-sibling::a[1]").click()
    assert page.evaluate("location.hash") == "#c08her"
    assert claim.evaluate("one => one.classList.contains('here')")
    page.go_back()
    assert page.evaluate("location.hash") == "#in-c08her"


@pytest.mark.parametrize("id", [claim.id for claim in CLAIMS] + ALL)
def test_every_id_can_be_linked_to_from_outside(id: str, visit: Visit) -> None:
    page = visit(fragment=f"#{id}")
    assert page.locator(f"#{id}").count() == 1
    assert page.evaluate("document.activeElement.id") == id
    top = page.locator(f"#{id}").evaluate("one => one.getBoundingClientRect().top")
    assert -1 < top < 900


def test_the_whole_text_is_there_and_every_claim_is_marked(visit: Visit) -> None:
    page = visit()
    for number, document in enumerate(CASE.documents):
        fold = page.locator(f"#document-{number}")
        fold.locator("summary").click()
        page.locator(f"#document-{number} > script").wait_for(state="detached")  # it holds the text until then
        fold.evaluate("one => one.querySelectorAll('.back').forEach(it => it.remove())")
        assert fold.locator(".text").evaluate("one => one.textContent") == document.text
        marked = [claim.figure for claim in sorted(CLAIMS, key=lambda claim: claim.start) if claim.doc == document.doc]
        assert fold.locator("mark").all_text_contents() == marked


def test_copies_stand_side_by_side_with_what_differs(visit: Visit) -> None:
    page = visit(TWINS)
    page.locator("#copies summary").click()
    page.locator("#copies > script").wait_for(state="detached")
    assert page.locator("#copies ins").all_text_contents() == ["Nobody else was hurt."]
    assert page.locator("#copies del").count() == 0
    assert page.locator("#copies .pair section").count() == 2


def test_decisions_and_what_is_open_again_are_shown(visit: Visit) -> None:
    page = visit(DECIDED)
    assert "reject" in page.locator("#q1dead td").first.inner_text()
    assert "changed" in page.locator("#again").inner_text()
    page.locator("#again a").click()
    assert page.evaluate("location.hash") == "#q2lost"
    page.locator("#q5fled summary").click()
    page.locator("#c02post").wait_for()
    assert "left open by Ben" in page.locator("#c02post").inner_text()


EVIL = '<script>alert(1)</script><img src=x onerror="alert(2)"></script><!--"\'</details>'


def evil(claim: Claim, shift: int) -> Claim:
    """A claim all of whose words are markup."""
    return replace(
        claim, source=EVIL, who=EVIL, place=EVIL, rule=EVIL, relayed_by=EVIL, sentence=f"{EVIL} {claim.sentence}",
        start=claim.start + shift, end=claim.end + shift,
    )  # fmt: skip


def test_script_and_markup_in_texts_stay_text(visit: Visit) -> None:
    text = EVIL + CASE.documents[0].text
    document = replace(CASE.documents[0], title=EVIL, outlet=EVIL, url="javascript:alert(3)", text=text)
    claims = tuple(evil(claim, len(EVIL) * (claim.doc == document.doc)) for claim in CLAIMS)
    questions = tuple(replace(asked, who=EVIL, place=EVIL, story=EVIL) for asked in CASE.questions)
    verdicts = tuple(replace(one, reasons=(EVIL,) * 5, rules={"range": EVIL}) for one in CASE.verdicts)
    decision = Decision(id=EVIL, decision=Choice.REJECT, note=EVIL, evidence=EVIL)
    settled = (Settled(decision=decision, target=None, again=EVIL),)
    problems = tuple(replace(one, path=EVIL, reason=EVIL) for one in CASE.problems)
    case = replace(
        CASE, documents=(document, *CASE.documents[1:]), claims=claims, questions=questions, verdicts=verdicts,
        settled=settled, problems=problems, origins={claim.id: EVIL + claim.id for claim in claims},
    )  # fmt: skip
    page = visit(case)
    unfold(page)
    assert page.locator("img, main script, iframe").count() == 0
    assert EVIL in (page.locator("#document-0 .text").text_content() or "")
    assert EVIL in page.locator("#c01post blockquote").inner_text()
    assert page.locator("a[href^='javascript']").count() == 0


def test_the_policy_lets_no_other_script_run(visit: Visit) -> None:
    page = visit()
    policy = page.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    own = r"'sha256-[\w+/=]+'"
    wanted = rf"default-src 'none'; style-src {own}; script-src {own}; base-uri 'none'; form-action 'none'"
    assert regex.fullmatch(wanted, policy or "")
    script = "const it = document.createElement('script'); it.textContent = 'window.ran = 1'; document.body.append(it)"
    page.evaluate(script)
    assert page.evaluate("window.ran") is None
    assert len(visit.said) == 1
    visit.said.clear()  # the browser says that it kept it from running


def test_the_page_is_dark_where_the_visitor_wants_it_dark(visit: Visit) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    colours = [visit(scheme=scheme).evaluate(ground) for scheme in SCHEMES]
    light, dark = (sum(map(int, regex.findall(r"\d+", colour))) for colour in colours)
    assert light > 600
    assert dark < 150


@pytest.mark.parametrize("width", [320, 400, 700, 1280, 1900])
def test_nothing_is_wider_than_the_screen(width: int, visit: Visit) -> None:
    page = visit(width=width)
    unfold(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_page_is_used_by_keyboard_alone(visit: Visit) -> None:
    page = visit()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#questions"
    page.locator(".chip.conflict").focus()
    page.keyboard.press("Space")
    assert shown(page) == ["q1dead"]
    page.locator("#q1dead summary").focus()
    page.keyboard.press("Enter")
    page.locator("#c01post").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#in-c01post"


def test_on_paper_everything_of_the_questions_is_open(visit: Visit, tmp_path: Path) -> None:
    page = visit()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.locator("#c08her").wait_for()
    assert not page.locator(".controls").is_visible()
    assert page.pdf(path=tmp_path / "page.pdf").startswith(b"%PDF")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 400)])
@pytest.mark.parametrize("case", [CASE, TWINS, DECIDED, EMPTY], ids=["case", "twins", "decided", "empty"])
def test_a_screen_reader_finds_no_serious_fault(case: Case, scheme: Scheme, width: int, visit: Visit) -> None:
    if not os.environ.get("CI"):
        pytest.importorskip("axe_playwright_python")
    from axe_playwright_python.sync_playwright import Axe

    page = visit(case, scheme=scheme, width=width)
    unfold(page)
    found = Axe().run(page).response["violations"]
    grave = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in ("serious", "critical")]
    assert grave == []


def test_an_archive_opens_and_scrolls(visit: Visit) -> None:
    case = large(300, 20)
    page = visit(case)
    assert page.locator("details > script").count() > 1_000
    assert page.locator(".question:visible").count() == webpage.AT_ONCE
    page.locator(".further").scroll_into_view_if_needed()
    until(page, f"document.querySelectorAll('.question:not([hidden])').length > {webpage.AT_ONCE}")
    last = case.claims[-1].id
    page.evaluate(f"location.hash = 'in-{last}'")
    page.wait_for_selector("mark.here")
    assert page.locator("#documents details[open]").count() == 1
    page.get_by_role("searchbox").fill("district 1199")
    assert page.locator(".question:visible").count() == 1


def test_the_seeds_are_shown_without_a_word_on_the_console(visit: Visit) -> None:
    page = visit(engine.run([SEEDS]))
    page.get_by_role("button", name="Open all").click()
    assert page.locator("svg").count() > 3


# What is drawn and said


def test_a_picture_shows_intervals_open_ends_copies_and_moves() -> None:
    lines = wording.lines(CASE)
    dead = picture.draw(lines["q1dead"], lambda claim: claim.doc)
    assert dead is not None
    by_id = {mark.claim.id: mark for mark in dead.marks}
    assert {id: (mark.up, mark.down, mark.hollow) for id, mark in by_id.items()} == {
        "c01post": (False, False, False), "c05copy": (True, False, False), "c07her": (True, False, True),
        "c08her": (True, False, True),
    }  # fmt: skip
    assert by_id["c01post"].ink != by_id["c05copy"].ink == by_id["c08her"].ink
    assert by_id["c01post"].bottom > by_id["c05copy"].bottom > by_id["c05copy"].top
    lost = picture.draw(lines["q2lost"], lambda claim: claim.doc)
    assert lost is not None
    assert [mark.down for mark in lost.marks] == [True, False]
    assert len(lost.joins) == 1
    assert lost.marks[0].x < lost.marks[1].x
    assert picture.draw(lines["q8troops"], lambda claim: claim.doc) is None


@pytest.mark.parametrize("numbers", [[0], [1], [12, 18], [3, 99], [5, 5000], [1, 10**9], [0, 7], [999_999]])
def test_every_number_has_a_height_within_the_picture(numbers: list[int]) -> None:
    height, ticks = picture._heights(numbers)
    places = [height(number) for number in [*numbers, *ticks]]
    assert all(picture.TOP <= place <= picture.HEIGHT - picture.BOTTOM for place in places)
    assert len(ticks) >= 2
    ordered = sorted(numbers)
    assert [height(one) for one in ordered] == sorted((height(one) for one in ordered), reverse=True)


def test_days_stand_in_order_and_apart() -> None:
    days = ["", "2031", "2031-03-04", "2031-03-05", "2031-03-06", "2031-12-31"]
    places = picture._centres(days)
    assert places == sorted(places)
    assert min(after - before for before, after in pairwise(places)) > 20


def test_three_sentences_say_what_agrees_what_moved_and_what_conflicts() -> None:
    assert summary.sentences(CASE) == (
        "Of 8 questions, 6 can be compared; origins agree on people rescued, Ostrel, and figures are compatible on "
        "people displaced, Marn valley.",
        "Time moved looters arrested, Marn valley (more than 2,000 → around 4,000); "
        "figures were revised for people missing (up to 80 → 52).",
        "Sources conflict on people killed, Marn valley (12 by State TV against at least 18 by government).",
    )
    assert summary.sentences(EMPTY) == (
        "Of 0 questions, none is answered by two independent origins.", "No figure moved.", "No conflict.",
    )  # fmt: skip
    assert summary.sentences(DECIDED)[2] == "No conflict."


def test_overlapping_figures_share_a_stretch() -> None:
    document = replace(CASE.documents[0], text="some 30 or 40 died")
    one = replace(CLAIMS[0], id="a", start=0, end=7, figure="some 30")
    other = replace(one, id="b", start=5, end=13, figure="30 or 40")
    stale = replace(one, id="c", start=1, end=3, figure="no longer")
    found = list(texts._stretches(document, [one, other, stale]))
    assert [(stretch.text, [claim.id for claim in stretch.claims]) for stretch in found] == [
        ("", []), ("some 30 or 40", ["a", "b"]), (" died", []),
    ]  # fmt: skip


def test_findings_are_all_in_the_legend() -> None:
    page = webpage.report(EMPTY).decode()
    assert all(f'<span class="badge {finding}">' in page for finding in Finding)
