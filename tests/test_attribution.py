"""Who is credited with a figure, and through whom. Braces mark the figures in the sentences here."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reconcile.attribution import attribute
from reconcile.attribution.words import verbs, vocabulary
from reconcile.lexicon import load, rows
from reconcile.model import Attribution, Document, Flag, SourceType, Span, Stance
from reconcile.passages import split

SHARED = Path(__file__).parents[2] / "shared"
EXAMPLES = rows("attribution", "example")
FLOOR = {"P": 0.95, "R": 0.92, "F": 0.94}


def marked(text: str) -> tuple[str, list[Span]]:
    """A sentence without its braces, and the spans that they held."""
    plain, spans, opened = "", [], 0
    for character in text:
        if character == "{":
            opened = len(plain)
        elif character == "}":
            spans.append((opened, len(plain)))
        else:
            plain += character
    return plain, spans


def credited(text: str, outlet: str | None = None) -> tuple[Attribution | None, ...]:
    plain, spans = marked(text)
    document = Document(doc="a.txt", text=plain, sha256="", outlet=outlet)
    return attribute(document, split(document), spans)


def shown(source: Attribution | None) -> str:
    if source is None or source.name is None or source.stance is Stance.UNCONFIRMED:
        return "-"
    return " < ".join((source.name, *source.relays))


def names(text: str, outlet: str | None = None) -> list[str]:
    return [shown(source) for source in credited(text, outlet)]


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: str(row["text"])[:40])
def test_examples_of_the_lexicon(row: dict[str, str]) -> None:
    wanted = [row.get(key) for key in ("source", "relay", "type", "rule")]
    for source in credited(row["text"]):
        named = source if source and source.name else None
        relay = named.relays[0] if named and named.relays else None
        assert ([named.name, relay, named.kind, named.rule] if named else [None] * 4) == wanted


def test_examples_show_every_kind_of_rule_and_figures_that_nobody_is_credited_with() -> None:
    rules = {str(row["rule"]).split("-after")[0].split("-who")[0] for row in EXAMPLES if "rule" in row}
    verbal = {"said", "said-inverted", "said-shared", "said-appositive", "told", "reported", "put", "saw", "accused"}
    assert verbal | {"quoted", "citing", "according-to", "per", "in-report", "reported-by"} <= rules
    assert {"colon", "colon-name", "toll", "declined", "in-words-of", "told-of"} <= rules
    assert sum("source" not in row for row in EXAMPLES) >= 40


def cases() -> list[tuple[str, list[str]]]:
    """The sentences of the lexicon, each with what is credited."""
    table = load("attribution")["sentences"]
    assert isinstance(table, dict)
    return [(text, credited.split("; ")) for text, credited in table["cases"]]


@pytest.mark.parametrize(("text", "wanted"), cases(), ids=lambda value: str(value)[:40])
def test_sentences(text: str, wanted: list[str]) -> None:
    found = names(text)
    assert found == (wanted if len(wanted) > 1 else wanted * len(found))


CLAIM = "The ministry FORM that {12} people were hurt."
TEMPLATES = {
    "say": CLAIM,
    "assert": CLAIM,
    "report": CLAIM,
    "needs_that": CLAIM,
    "tell": "The ministry FORM the mayor that {12} people were hurt.",
    "needs_evidence": "The ministry's figures FORM that {12} people were hurt.",
    "put": "The ministry FORM the death toll to {12}.",
    "see": "The witness FORM {12} bodies.",
    "accuse": "The ministry FORM the army of killing {12} people.",
    "dispute": "The ministry FORM the claim that {12} people were hurt.",
    "utter": "\"It hurt {12} people,\" the ministry FORM.",
    "foresee": "The ministry FORM a loss of {12} percent.",
    "mention": "The ministry FORM about {12} deaths.",
    "cite": "Reuters FORM the ministry as saying {12} people were hurt.",
}
SPEAKERS = {"see": "witness", "cite": "ministry < Reuters"}


@pytest.mark.parametrize(("kind", "forms"), list(verbs()), ids=lambda value: str(value)[:30])
def test_every_verb_credits_its_subject(kind: str, forms: list[str]) -> None:
    finite = [form for form in forms[:-1] if form not in ("seen", "shown", "given")]
    assert finite
    for form in finite:
        assert names(TEMPLATES[kind].replace("FORM", form)) == [SPEAKERS.get(kind, "ministry")], form


SAID = ("say", "assert", "report", "needs_that")
SAYING = [forms for kind, forms in verbs() if kind in SAID and "cited" not in forms]


@pytest.mark.parametrize("forms", SAYING, ids=str)
def test_every_participle_shares_the_subject_of_its_clause(forms: list[str]) -> None:
    text = "The officials denied the claim, FORM that {12} people were hurt.".replace("FORM", forms[-1])
    assert names(text) == ["officials"]


@pytest.mark.parametrize(("name", "of"), sorted(vocabulary().names.items()), ids=lambda value: str(value))
def test_every_name_is_credited_with_its_type(name: str, of: SourceType) -> None:
    (source,) = credited(f"Rain fell on Sunday. According to {name}, {{12}} people were hurt.")
    assert source is not None
    assert source.kind is of


@pytest.mark.parametrize(("noun", "of"), sorted(vocabulary().types.items()), ids=lambda value: str(value))
def test_every_noun_has_a_type_that_is_printed(noun: str, of: SourceType) -> None:
    assert vocabulary().bits[noun]
    assert of in SourceType


def test_the_words_that_say_so_are_marked() -> None:
    plain, spans = marked("{Nine} people drowned, the coast guard said on Sunday, adding that {three} were missing.")
    document = Document(doc="a.txt", text=plain, sha256="")
    said, adding = attribute(document, split(document), spans)
    assert said is not None
    assert adding is not None
    assert plain[said.start : said.end] == "the coast guard said"
    assert (said.cue, plain[slice(*said.span or (0, 0))]) == ("said", "coast guard")
    assert plain[adding.start : adding.end] == adding.cue == "adding"


def test_the_outlet_itself_is_no_relay() -> None:
    text = "A border guard told Reuters that {12} people had crossed."
    assert names(text) == ["border guard < Reuters"]
    assert names(text, outlet="Reuters") == ["border guard"]
    assert names(text.replace("Reuters", "CBS News"), outlet="cbs") == ["border guard"]


def test_an_agency_mark_in_the_dateline_is_no_source() -> None:
    assert names("QUITO (Reuters) - {Two} people died in a landslide on Sunday.") == ["-"]
    assert names("QUITO (Reuters) - Police said {two} people died in a landslide on Sunday.") == ["Police < Reuters"]
    assert names("QUITO, March 3 Civil guards said {two} people died in a landslide on Sunday.") == ["Civil guards"]


def test_a_quotation_runs_on_over_paragraphs() -> None:
    text = (
        "Fire chief Bo Lindh spoke at the gates.\n\n“We lost the whole street,” Lindh said. “It went quickly.\n\n"
        "“We found {three} bodies in one house.\n\n“There may be {ten} more.”\n\nRain fell. {Two} cows drowned."
    )
    assert names(text) == ["Bo Lindh", "Bo Lindh", "-"]


def test_a_paragraph_of_quotation_takes_the_speaker_announced_before_it_or_taken_up_behind_it() -> None:
    announced = 'The harbour master told us:\n\n"I saw {six} boats sink."'
    assert names(announced) == ["harbour master"]
    taken_up = 'A nurse opened the door.\n\n"We have {six} dead."\n\nThe nurse said the ward was full.'
    assert names(taken_up) == ["nurse"]


def test_a_post_set_into_the_page_is_credited_to_whoever_signed_it() -> None:
    text = "{Dozens} hurt as stand collapses at the track pic.example.com/x\n\n— Harbour Radio (@harbour) 3 May"
    assert names(text) == ["Harbour Radio"]


def test_an_entry_of_a_live_page_is_named_by_its_next_paragraph() -> None:
    text = (
        "The Latest: Storm hits the islands\n\n4:15 p.m.\n\nA regional official says {nine} people have died."
        "\n\nRosa Brandt, who runs the rescue office, said in an interview that roads were cut."
    )
    assert names(text) == ["Rosa Brandt"]
    assert names(text.replace("4:15 p.m.", "The storm came ashore at noon.")) == ["regional official"]


def test_a_surname_and_an_acronym_are_completed_from_what_stands_before_them() -> None:
    text = "Mayor Ines Duarte toured the port. {Six} ships sank, Duarte said. {Two} burned, said Ines Duarte."
    assert names(text) == ["Ines Duarte", "Ines Duarte"]
    assert names("{Six} ships sank, Duarte said. Mayor Ines Duarte toured the port.") == ["Duarte"]
    text = "The Coastal Relief Network (CRN) opened a camp. The CRN said {900} people slept there."
    assert names(text) == ["Coastal Relief Network (CRN)"]
    wrapped = "Photo: Lumen Pictures\n\nThe Coastal Relief\nNetwork (CRN) opened a camp.\n\n"
    below = wrapped + "The CRN said {900} people slept there."
    assert names(below) == ["Coastal Relief\nNetwork (CRN)"]


def test_a_pronoun_means_the_last_of_its_kind_and_nobody_where_there_is_none() -> None:
    assert names("The navy sent ships. Admiral Bo Lindh spoke on Sunday. He said {six} boats sank.") == ["Bo Lindh"]
    assert names("He said {six} boats sank.") == ["-"]
    assert names("The harbour authority closed the port. It said {six} boats sank.") == ["harbour authority"]
    assert names("The harbour authority said the port was shut. It said {six} boats sank.") == ["harbour authority"]


def test_another_story_on_the_page_lends_no_speaker() -> None:
    text = (
        "Dam fails\n\nMayor Ines Duarte said the dam failed.\n\nRosa Lind\n3 hours ago - World\n\nPort strike\n\n"
        "She said {six} ships were held up."
    )
    assert names(text) == ["-"]


SENTENCES = st.lists(st.sampled_from([str(row["text"]) for row in EXAMPLES]), min_size=1, max_size=6)
ANYTHING = st.text(alphabet=st.sampled_from(list("aAsidtheyPolce 12,.:;-—–'\"“”‘’()\n")), max_size=120)


@given(SENTENCES)
def test_sources_do_not_depend_on_the_order_of_the_spans(texts: list[str]) -> None:
    plain, spans = marked("\n\n".join(texts))
    document = Document(doc="a.txt", text=plain, sha256="")
    there = attribute(document, split(document), spans)
    assert list(reversed(there)) == list(attribute(document, split(document), spans[::-1]))


@given(ANYTHING, st.lists(st.tuples(st.integers(0, 120), st.integers(1, 5)), max_size=4))
def test_any_text_has_a_source_or_none_for_each_span(text: str, places: list[tuple[int, int]]) -> None:
    document = Document(doc="a.txt", text=text, sha256="")
    spans = [(start, start + length) for start, length in places if start + length <= len(text)]
    found = attribute(document, split(document), spans)
    assert len(found) == len(spans)
    for source in found:
        assert source is None or text[source.start : source.end]
        assert source is None or bool(source.name) is (Flag.UNSOURCED not in source.flags)


def test_long_lines_are_read_in_good_time() -> None:
    line = ", ".join(f"police said {number} died and Lindh, a doctor, said more were hurt" for number in range(400))
    document = Document(doc="a.txt", text=line, sha256="")
    spans = [(start, start + 1) for start in range(12, len(line), 70)]
    assert len(attribute(document, split(document), spans)) == len(spans)


# What is read wrongly, and why it is left so.
MISSES = [
    ("The charity counts {12,000} members.", "-", "a count of one's own looks like a count of others"),
    ("Raid kills {six} soldiers - SANA", "SANA", "an outlet behind a dash mostly signs its own headline"),
    ("As officials had warned, {30} people were killed.", "-", "hindsight looks like 'as officials said'"),
]


@pytest.mark.parametrize(("text", "wanted", "reason"), MISSES)
def test_known_misses(text: str, wanted: str, reason: str, request: pytest.FixtureRequest) -> None:
    request.applymarker(pytest.mark.xfail(strict=True, reason=reason))
    assert names(text) == [wanted]


def labelled() -> list[Path]:
    return sorted(path.parent for path in (SHARED / "dev").glob("*/claims.jsonl"))


@pytest.mark.skipif(not labelled(), reason="the labelled folders are not beside the project")
def test_speakers_of_the_labelled_folders_stay_above_the_floor() -> None:
    sys.path.insert(0, str(SHARED / "bench"))
    from score_claims import prf, same_text  # type: ignore[import-not-found]  # lives beside the project

    right = said = gold = 0
    for folder in labelled():
        claims = [json.loads(line) for line in (folder / "claims.jsonl").read_text(encoding="utf-8").splitlines()]
        for doc in sorted({claim["doc"] for claim in claims}):
            document = Document(doc=doc, text=(folder / "docs" / doc).read_text(encoding="utf-8"), sha256="")
            here = [claim for claim in claims if claim["doc"] == doc]
            found = attribute(document, split(document), [(claim["start"], claim["end"]) for claim in here])
            for claim, source in zip(here, found, strict=True):
                right += bool(claim["source"] and source and same_text(claim["source"], source.name))
                said, gold = said + bool(source), gold + bool(claim["source"])
    measured = dict(zip("PRF", prf(right, said, gold), strict=True))
    assert {key: measured[key] >= floor for key, floor in FLOOR.items()} == dict.fromkeys(FLOOR, True), measured
