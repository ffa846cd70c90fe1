"""Paths become documents, and what cannot be read becomes problems; nothing is lost in between."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeAlias

from reconcile.model import Document, Problem
from reconcile.readers import manifest, metadata, paths, text, webpage
from reconcile.readers.encoding import SEALED, whole_file

Reader: TypeAlias = Callable[[str, bytes], Iterator[Document | Problem]]

LARGEST = 20_000_000  # bytes

# The formats, by suffix. A reader yields Documents that say what the format itself knows, and Problems.
FORMATS: Mapping[str, Reader] = {
    ".txt": text.read,
    ".text": text.read,
    ".md": text.read,
    ".markdown": text.read,
    ".html": webpage.read,
    ".htm": webpage.read,
    ".xhtml": webpage.read,
}
LOCKED = frozenset({".gpg", ".pgp", ".asc", ".age", ".enc", ".p7m"})


def read(
    given: Sequence[str | Path], *, largest: int = LARGEST, leave_out: Path | None = None
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """The documents found at `given` (files, folders, globs), by name, and the problems met on the way.

    `leave_out` is a folder not to read from when it lies inside one of those given: the folder of the reports.
    """
    files, problems = paths.expand(given, leave_out)
    documents: list[Document] = []
    for path in files:
        for found in _opened(path, largest):
            if isinstance(found, Document):
                documents.append(found)
            else:
                problems.append(found)
    told, broken = manifest.beside(files)
    described = (metadata.describe(document, told.get(document.doc)) for document in documents)
    return _apart(sorted(described, key=lambda document: document.doc)), tuple(sorted(problems + broken, key=_place))


def _place(problem: Problem) -> tuple[str, str, str]:
    return problem.path, problem.place, problem.reason


def _opened(path: Path, largest: int) -> Iterable[Document | Problem]:
    reader, doc = FORMATS.get(path.suffix.lower()), path.as_posix()
    if reader is None:
        return [_unreadable(doc, path.suffix.lower())]
    try:
        size = path.stat().st_size
        if size > largest:
            reason = f"over-large: {size / 1e6:.1f} MB, and the limit is {largest / 1e6:g} MB"
            return [whole_file(doc, reason, "split the file, or raise the limit with --largest")]
        data = path.read_bytes()
    except OSError as error:
        return [whole_file(doc, f"cannot be opened: {error.strerror}", "check that the file exists and may be read")]
    return [problem] if (problem := _shut(doc, data)) else reader(doc, data)


def _unreadable(doc: str, suffix: str) -> Problem:
    if suffix in LOCKED:
        return whole_file(doc, f"encrypted: {suffix}", "decrypt it and give the plain file")
    reason = f"unknown format: {suffix}" if suffix else "unknown format: the name has no suffix"
    return whole_file(doc, reason, "save it as .txt, .md or .html")


def _shut(doc: str, data: bytes) -> Problem | None:
    """The problem of a file with nothing in it, or whose first bytes tell that it is sealed or something else."""
    if not data.strip():
        return whole_file(doc, "empty", "save the report again, or take the file away")
    head = data[:200].lstrip()
    for mark, (reason, remedy) in SEALED.items():
        if head.startswith(mark):
            return whole_file(doc, reason, remedy)
    return None


def _apart(documents: Iterable[Document]) -> tuple[Document, ...]:
    """The documents, each with a hash of its own: a copy word for word takes its file name into the hash."""
    seen: set[str] = set()
    kept = []
    for document in documents:
        digest, content = document.sha256, document.text
        while digest in seen:
            content += f"\n{Path(document.doc).name}"
            digest = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
        seen.add(digest)
        kept.append(replace(document, sha256=digest))
    return tuple(kept)
