"""Web pages: the headline and the main text, without menus, comments and scripts, and what the page says of itself."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from reconcile.model import Document, Problem
from reconcile.readers.encoding import decode, document, whole_file

CHARSET = regex.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)""", regex.IGNORECASE)
OWN_REPORT = regex.compile(r"""<meta name="generator" content="reconcile""")
# A page's date is read from its head and its URL; the ceiling stands in for the clock, which nothing here may ask.
DATES = {"original_date": True, "extensive_search": False, "max_date": "2999-12-31"}


def read(doc: str, data: bytes) -> Iterator[Document | Problem]:
    """The page as one document whose text is its headline and its main text, a paragraph a line."""
    declared = CHARSET.search(data, 0, 4096)
    decoded = decode(doc, data, declared[1].decode("ascii") if declared else None)
    if isinstance(decoded, Problem):
        yield decoded
        return
    page, note = decoded
    if note:
        yield note
    if OWN_REPORT.search(page, 0, 4096):
        yield whole_file(doc, "a report that reconcile wrote", "keep reports outside the folders to read")
        return
    yield _extracted(doc, page)


def _extracted(doc: str, page: str) -> Document | Problem:
    from trafilatura import extract, extract_metadata

    try:
        told = extract_metadata(page, date_config=dict(DATES))
        body = extract(page, include_comments=False, date_extraction_params=dict(DATES))
    except Exception as error:
        return whole_file(doc, f"broken: {type(error).__name__}", "save the page again, or its text as .txt")
    if not body:
        return whole_file(doc, "empty: the page holds no main text", "save the text of the report as .txt")
    headline = told.title
    text = body if not headline or body.startswith(headline) else f"{headline}\n\n{body}"
    return document(doc, text, outlet=told.sitename, published=told.date, title=headline, url=told.url)
