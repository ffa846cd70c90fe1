"""Bytes become text: UTF-8 with universal newlines, and otherwise a problem that says what was done instead."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import regex

from reconcile.model import Document, Problem

# The first bytes of files that are sealed or hold no text, whatever their suffix says.
SEALED: Mapping[bytes, tuple[str, str]] = {
    b"-----BEGIN PGP MESSAGE": ("encrypted: a PGP message", "decrypt it and give the plain file"),
    b"-----BEGIN AGE ENCRYPTED": ("encrypted: an age file", "decrypt it and give the plain file"),
    b"age-encryption.org/": ("encrypted: an age file", "decrypt it and give the plain file"),
    b"$ANSIBLE_VAULT": ("encrypted: an Ansible vault", "decrypt it and give the plain file"),
    b"Salted__": ("encrypted: by OpenSSL", "decrypt it and give the plain file"),
    b"%PDF-": ("binary: a PDF with the wrong suffix", "save its text as .txt"),
    b"PK\x03\x04": ("binary: a zip archive or an office document", "unpack it, or save its text as .txt"),
    b"\xd0\xcf\x11\xe0": ("binary: an old or locked office document", "save its text as .txt"),
    b"\x1f\x8b": ("binary: gzip", "unpack it"),
    b"{\\rtf": ("binary: rich text with the wrong suffix", "save its text as .txt"),
}
BOMS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
CONTROL = regex.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
MOST_CONTROLS = 0.02  # of the characters


def whole_file(doc: str, reason: str, remedy: str) -> Problem:
    """A problem of a whole file."""
    return Problem(path=doc, place="whole file", reason=reason, remedy=remedy)


def document(doc: str, text: str, **known: str | None) -> Document:
    """A document of this text, with the metadata that its format knows."""
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(doc=doc, text=text, sha256=digest, **known)


def decode(doc: str, data: bytes, declared: str | None = None) -> tuple[str, Problem | None] | Problem:
    """The text of `data`, with a problem to note where it is not what it should be; a problem alone if it is no text.

    `declared` is the encoding that the file itself names; it is believed only where UTF-8 fails.
    """
    encoding = next((name for mark, name in BOMS.items() if data.startswith(mark)), "utf-8")
    try:
        text, note = data.decode(encoding), None
    except UnicodeDecodeError as error:
        text, note = _rescued(doc, data, error.start, declared)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text or len(CONTROL.findall(text[:100_000])) > MOST_CONTROLS * min(len(text), 100_000):
        return whole_file(doc, "binary: not text", "save its text as .txt")
    return text, note


def _rescued(doc: str, data: bytes, at: int, declared: str | None) -> tuple[str, Problem | None]:
    """Bytes that are not UTF-8, as what they most likely are: damaged UTF-8, what they declare, or Windows-1252."""
    damaged = data.decode("utf-8", "replace")
    lost = damaged.count("\ufffd")
    if sum(character > "\x7f" for character in damaged) > 2 * lost:  # more that can be read than is lost
        reason, remedy = f"damaged UTF-8: characters lost: {lost}", "save the file again from where it came"
        return damaged, Problem(path=doc, place=f"byte {at}", reason=reason, remedy=remedy)
    for name in filter(None, (declared, "cp1252", "latin-1")):
        try:
            text = data.decode(name)
        except (LookupError, UnicodeDecodeError):
            continue
        if name == declared:
            return text, None
        reason = f"not UTF-8: read as {name}; letters with accents and quote marks may be wrong"
        return text, Problem(path=doc, place=f"byte {at}", reason=reason, remedy="save the file as UTF-8")
    raise AssertionError("latin-1 decodes any bytes")
