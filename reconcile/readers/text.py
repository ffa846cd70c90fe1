"""Plain text and Markdown. The text is the file, front matter and all; front matter also tells the metadata."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from reconcile.model import Document, Problem
from reconcile.readers.encoding import decode, document, whole_file
from reconcile.readers.manifest import DAY

FRONT_MATTER = regex.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*$", regex.DOTALL | regex.MULTILINE)
LINE = regex.compile(r"^([A-Za-z_]+): *(\S.*?) *$", regex.MULTILINE)
# The keys under which blogs and archives keep what a manifest would say, the most telling first.
KEYS = {
    "outlet": ("outlet", "publisher", "publication", "source", "site"),
    "date": ("date", "published", "pubdate", "created"),
    "title": ("title", "headline"),
    "url": ("url", "source_url", "original_url", "canonical", "canonical_url", "link"),
}


def read(doc: str, data: bytes) -> Iterator[Document | Problem]:
    """The file as one document."""
    decoded = decode(doc, data)
    if isinstance(decoded, Problem):
        yield decoded
        return
    text, note = decoded
    if note:
        yield note
    if not text.strip():
        yield whole_file(doc, "empty", "save the report again, or take the file away")
        return
    known = _front_matter(text)
    day = DAY.match(known["date"] or "")
    yield document(
        doc, text, outlet=known["outlet"], published=day and day[0], title=known["title"], url=known["url"]
    )


def _front_matter(text: str) -> dict[str, str | None]:
    block = FRONT_MATTER.match(text)
    lines = LINE.findall(block[1]) if block else []
    said = {key.lower(): value.strip("\"'") for key, value in reversed(lines)}
    return {name: next((said[key] for key in keys if said.get(key)), None) for name, keys in KEYS.items()}
