"""Paths become documents, and what cannot be read becomes problems."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reconcile.model import Document, Problem
from reconcile.readers import FORMATS, metadata, read

PAGE = """<!doctype html><html lang="en"><head><meta charset="{charset}"><title>Flood in Marn - Valley Herald</title>
<meta property="og:title" content="Flood in Marn kills nine"><meta property="og:site_name" content="Valley Herald">
<meta property="article:published_time" content="{day}T09:00:00Z">
<link rel="canonical" href="https://valleyherald.example/flood"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Flood in Marn kills nine</h1>
<p>At least nine people were killed and 40 injured when the river burst its banks, the café owner said. Rescue teams
were still searching houses along the river on Wednesday morning, and the road to the coast stayed closed.</p>
<p>“We have never seen water like this,” the mayor told reporters outside the town hall, where families waited.</p>
</article><div class="comments"><p>I heard it was 500 dead!</p></div><script>var dead = 700;</script></body></html>"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(path: str, content: str | bytes = "Two people were killed.") -> Path:
    """A file with this content, and the folders it lies in."""
    file = Path(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return file


def one(path: str | Path) -> Document:
    """The only document at a path, read without problems."""
    documents, problems = read([path])
    assert problems == ()
    assert len(documents) == 1
    return documents[0]


def trouble(*paths: str) -> Problem:
    """The only problem at some paths, where no document is read."""
    documents, problems = read(paths)
    assert documents == ()
    assert len(problems) == 1
    return problems[0]


def test_documents_are_named_as_they_were_given(folder: Path) -> None:
    put("pile/b.txt", "b")
    put("pile/deep/er/a.md", "a")
    put("pile/.hidden.txt")
    put("pile/.git/c.txt")
    put("pile/manifest.jsonl", '{"doc": "b.txt"}\n')
    put("pile/expected_claims.jsonl", "{}\n")
    put("pile/expected_questions.jsonl", "{}\n")
    documents, problems = read(["pile"])
    assert [document.doc for document in documents] == ["pile/b.txt", "pile/deep/er/a.md"]
    assert problems == ()
    assert [document.doc for document in read([folder / "pile"])[0]] == [
        (folder / "pile/b.txt").as_posix(), (folder / "pile/deep/er/a.md").as_posix(),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "found"),
    [
        (["pile/*.txt"], ["pile/a.txt", "pile/b.txt"]),
        (["pile/**/*.txt"], ["pile/a.txt", "pile/b.txt", "pile/in/c.txt"]),
        (["pi*"], ["pile/a.txt", "pile/b.txt", "pile/in/c.txt"]),
        (["pile/[ab].txt"], ["pile/a.txt", "pile/b.txt"]),
        (["pile/b.txt", "pile/a.txt", "pile/b.txt"], ["pile/a.txt", "pile/b.txt"]),
        (["pile", "pile/in", "pile/../pile/a.txt"], ["pile/a.txt", "pile/b.txt", "pile/in/c.txt"]),
        (["pile/link.txt", "pile/a.txt"], ["pile/link.txt"]),
        (["pile/*", "pile/manifest.csv"], ["pile/a.txt", "pile/b.txt", "pile/in/c.txt"]),
    ],
)
def test_a_file_is_read_once_however_it_is_reached(given: list[str], found: list[str]) -> None:
    for name in ("a", "b", "in/c"):
        put(f"pile/{name}.txt", f"text of {name}")
    put("pile/manifest.csv", "doc,outlet\na.txt,Herald\n")
    if "pile/link.txt" in given:
        Path("pile/link.txt").symlink_to("a.txt")
    documents, problems = read(given)
    assert [document.doc for document in documents] == found
    assert problems == ()


def test_a_name_with_a_bracket_is_a_file_before_it_is_a_pattern() -> None:
    put("a[1].txt")
    assert one("a[1].txt").doc == "a[1].txt"


def test_the_folder_of_the_reports_is_left_out_of_a_walk_but_not_when_it_is_named() -> None:
    put("a.txt", "a")
    put("reports/b.txt", "b")
    assert [document.doc for document in read(["."], leave_out=Path("reports"))[0]] == ["a.txt"]
    assert [document.doc for document in read(["reports"], leave_out=Path("reports"))[0]] == ["reports/b.txt"]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"Two dead\r\nin Marn\rtoday\n", "Two dead\nin Marn\ntoday\n"),
        (b"\xef\xbb\xbfTwo dead", "Two dead"),
        ("Zwölf tot — “12”\u2028".encode(), "Zwölf tot — “12”\u2028"),
        ("Zwölf tot".encode("utf-16"), "Zwölf tot"),
        (b" \t Two\x0cdead  \n\n", " \t Two\x0cdead  \n\n"),
    ],
)
def test_text_is_read_as_it_stands(data: bytes, text: str) -> None:
    assert one(put("a.txt", data)).text == text


@pytest.mark.parametrize(
    ("data", "text", "place", "reason"),
    [
        ("“Zwölf tot”".encode("cp1252"), "“Zwölf tot”", "byte 0", "not UTF-8: read as cp1252"),
        ("Zwölf “tot”".encode()[:-1], "Zwölf “tot\ufffd", "byte 13", "damaged UTF-8: characters lost: 1"),
        (b"caf\xe9 \x81", "café \x81", "byte 3", "not UTF-8: read as latin-1"),
    ],
)
def test_other_encodings_are_read_with_a_note(data: bytes, text: str, place: str, reason: str) -> None:
    put("a.txt", data)
    documents, (problem,) = read(["a.txt"])
    assert [document.text for document in documents] == [text]
    assert (problem.path, problem.place) == ("a.txt", place)
    assert problem.reason.startswith(reason)
    assert problem.remedy.startswith("save the file")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\r\n", "empty"),
        ("a.txt", b"\xef\xbb\xbf \n", "empty"),
        ("a.txt", b"12 dead\0\0", "binary"),
        ("a.txt", b"\x01\x02\x03\x04 dead", "binary"),
        ("a.md", b"%PDF-1.7 12 dead", "binary: a PDF"),
        ("a.txt", b"PK\x03\x04....", "binary: a zip archive or an office document"),
        ("a.html", b"\x1f\x8b....", "binary: gzip"),
        ("a.txt", b"-----BEGIN PGP MESSAGE-----\n\nhQ", "encrypted: a PGP message"),
        ("a.txt", b"Salted__....", "encrypted"),
        ("a.txt.gpg", b"..", "encrypted: .gpg"),
        ("a.docx", b"..", "unknown format: .docx"),
        ("README", b"..", "unknown format: the name has no suffix"),
        ("claims.jsonl", b"{}", "unknown format: .jsonl"),
        ("a.html", b"<html><body></body></html>", "empty: the page holds no main text"),
        ("a.html", b"<", "empty: the page holds no main text"),
    ],
)
def test_what_cannot_be_read_is_a_problem(name: str, data: bytes, reason: str) -> None:
    put(name, data)
    problem = trouble(name)
    assert (problem.path, problem.place) == (name, "whole file")
    assert problem.reason.startswith(reason)
    assert problem.remedy
    put("b.txt", "Two dead")
    assert [document.doc for document in read([".", "b.txt"])[0]] == ["b.txt"]


def test_a_document_over_the_limit_is_a_problem() -> None:
    put("a.txt", "x" * 2001)
    documents, (problem,) = read(["a.txt"], largest=2000)
    assert documents == ()
    assert problem.reason.startswith("over-large: 0.0 MB, and the limit is 0.002 MB")
    assert "--largest" in problem.remedy
    assert len(read(["a.txt"], largest=2001)[0]) == 1


@pytest.mark.parametrize(
    ("given", "reason"), [("no.txt", "no such file"), ("no/*.txt", "no file matches"), ("dangling.txt", "not a file")]
)
def test_a_path_that_leads_nowhere_is_a_problem(given: str, reason: str) -> None:
    if given == "dangling.txt":
        Path(given).symlink_to("gone.txt")
    problem = trouble(given)
    assert (problem.path, problem.place) == (given, "path")
    assert problem.reason.startswith(reason)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=400), suffix=st.sampled_from([*FORMATS, ".pdf"]))
def test_any_bytes_are_a_document_or_a_problem(tmp_path: Path, data: bytes, suffix: str) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_bytes(data)
    documents, problems = read([path])
    assert len(documents) + len(problems) >= 1
    assert all(problem.reason and problem.remedy for problem in problems)
    assert read([path]) == (documents, problems)
    path.unlink()


def test_copies_word_for_word_have_hashes_of_their_own() -> None:
    for name in ("a", "b", "c", "deep/b"):
        put(f"pile/{name}.txt", "Two dead")
    together = {document.doc: document.sha256 for document in read(["pile"])[0]}
    assert len(set(together.values())) == 4
    assert together["pile/a.txt"] == one("pile/a.txt").sha256
    pair = {document.doc: document.sha256 for document in read(["pile/a.txt", "pile/b.txt"])[0]}
    assert pair == {doc: together[doc] for doc in pair}


def test_a_web_page_is_its_headline_and_main_text() -> None:
    document = one(put("page.html", PAGE.format(charset="utf-8", day="2031-03-04")))
    assert document.text.startswith("Flood in Marn kills nine\n")
    assert "At least nine people were killed and 40 injured" in document.text
    assert "“We have never seen water like this,”" in document.text
    assert not any(word in document.text for word in ("500", "700", "Home", "<"))
    assert (document.outlet, document.published) == ("Valley Herald", "2031-03-04")
    assert (document.title, document.url) == ("Flood in Marn kills nine", "https://valleyherald.example/flood")


def test_a_web_page_is_read_in_the_encoding_it_declares() -> None:
    page = PAGE.format(charset="windows-1252", day="2031-03-04")
    assert "the café owner" in one(put("page.htm", page.encode("cp1252"))).text


def test_a_report_of_our_own_is_no_source() -> None:
    page = PAGE.format(charset="utf-8", day="2031-03-04")
    put("report.html", page.replace("<title>", '<meta name="generator" content="reconcile"><title>'))
    assert trouble("report.html").reason == "a report that reconcile wrote"


FRONT = '---\nlayout: post\ntitle: "Flood: nine dead"\ndate: 2031-03-04T20:14:57\nsource: \'Herald\'\nlink: https://h.example/1\n---\n\nText.\n'


@pytest.mark.parametrize(
    ("text", "outlet", "published", "title", "url"),
    [
        (FRONT, "Herald", "2031-03-04", "Flood: nine dead", "https://h.example/1"),
        (FRONT.replace("source", "Outlet"), "Herald", "2031-03-04", "Flood: nine dead", "https://h.example/1"),
        ("---\ndate: soon\n---\nText", None, None, None, None),
        ("Text\n---\ntitle: no front matter\n---\n", None, None, None, None),
    ],
)
def test_front_matter_tells_the_metadata(
    text: str, outlet: str | None, published: str | None, title: str | None, url: str | None
) -> None:
    document = one(put("a.md", text))
    assert document.text == text
    assert (document.outlet, document.published, document.title, document.url) == (outlet, published, title, url)


HERALD = {"doc": "a.txt", "outlet": "Herald"}


def _jsonl(*rows: object) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("manifest.jsonl", _jsonl(HERALD | {"date": "2031-03-04", "title": "T", "url": None, "x": 1})),
        ("manifest.csv", "doc,date,outlet,title,url,x\na.txt,2031-03-04 09:00,Herald,T,,1\n"),
        ("manifest.csv", '\ufeffdoc,date,outlet,title\r\n"a.txt","2031-03-04","Herald","T"\r\n'),
    ],
)
def test_a_manifest_comes_before_the_format(name: str, content: str) -> None:
    put("pile/a.txt", FRONT.replace("03-04", "05-06").replace("link: https://h.example/1\n", ""))
    put(f"pile/{name}", content)
    document = one("pile/a.txt")
    assert (document.outlet, document.published, document.title, document.url) == ("Herald", "2031-03-04", "T", None)


@pytest.mark.parametrize(
    ("name", "content", "line", "reason"),
    [
        ("manifest.jsonl", _jsonl(HERALD) + '\n{"doc": \n', 3, "not JSON"),
        ("manifest.jsonl", _jsonl(HERALD, ["a.txt"]), 2, "names no doc"),
        ("manifest.jsonl", _jsonl(HERALD, {"outlet": "X"}), 2, "names no doc"),
        ("manifest.jsonl", _jsonl(HERALD, {"doc": "b.txt", "date": 2031}), 2, "date is not a text"),
        ("manifest.jsonl", _jsonl(HERALD, {"doc": "b.txt", "date": "4/3/31"}), 2, "date is not a day: 4/3/31"),
        ("manifest.jsonl", _jsonl(HERALD, {"doc": "a.txt", "outlet": "X"}), 2, "a.txt is named twice"),
        ("manifest.jsonl", _jsonl(HERALD, {"doc": "z.txt"}), 2, "z.txt is not in this folder"),
        ("manifest.csv", "doc,outlet\na.txt,Herald\n,X\n", 3, "names no doc"),
        ("manifest.csv", 'doc,outlet\na.txt,Herald\nb.txt,"X\n', 3, "not CSV"),
    ],
)
def test_a_broken_manifest_line_is_a_problem_and_the_others_stand(
    name: str, content: str, line: int, reason: str
) -> None:
    put("pile/a.txt", "a")
    put("pile/b.txt", "b")
    put(f"pile/{name}", content)
    documents, problems = read(["pile"])
    assert [document.outlet for document in documents] == ["Herald", None]
    assert [(problem.path, problem.place) for problem in problems] == [(f"pile/{name}", f"line {line}")]
    assert problems[0].reason.startswith(reason)


def test_a_manifest_without_a_column_doc_is_a_problem() -> None:
    put("a.txt")
    put("manifest.csv", "file,outlet\na.txt,Herald\n")
    documents, (problem,) = read(["a.txt"])
    assert len(documents) == 1
    assert problem.reason == "the header names no column doc"


def test_the_jsonl_manifest_is_believed_before_the_csv_one() -> None:
    put("a.txt")
    put("manifest.jsonl", '{"doc": "a.txt", "outlet": "First"}\n')
    put("manifest.csv", "doc,outlet\na.txt,Second\n")
    assert one("a.txt").outlet == "First"


def _examples() -> list[tuple[str, str | None]]:
    found = tomllib.loads(files("reconcile.lexicon").joinpath("en", "outlets.toml").read_text(encoding="utf-8"))
    return [(example["text"], example.get("outlet")) for example in found["example"]]


@pytest.mark.parametrize(("text", "outlet"), _examples())
def test_the_text_names_its_outlet(text: str, outlet: str | None) -> None:
    assert metadata.outlet(text) == outlet


def test_the_outlets_have_examples_both_ways() -> None:
    named = [outlet for _, outlet in _examples()]
    assert None in named
    assert len(set(named)) > 5


def test_the_foot_line_comes_before_the_dateline() -> None:
    assert metadata.outlet("LIMA (AP) — Rail workers walked out.\n\nsource: example.com") == "example.com"


def test_problems_come_sorted_and_nothing_else_is_lost() -> None:
    makers: dict[str, Callable[[], object]] = {
        "z.bin": lambda: put("pile/z.bin"),
        "m.txt": lambda: put("pile/m.txt", b"\0"),
        "good.txt": lambda: put("pile/good.txt", "Two dead"),
        "a.txt": lambda: put("pile/a.txt", b""),
    }
    for make in makers.values():
        make()
    documents, problems = read(["pile", "nowhere"])
    assert [document.doc for document in documents] == ["pile/good.txt"]
    assert [problem.path for problem in problems] == ["nowhere", "pile/a.txt", "pile/m.txt", "pile/z.bin"]
