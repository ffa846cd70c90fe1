"""Documents with their claims marked, and copies side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import regex

from reconcile import tables
from reconcile.model import Case, Claim, Document, Span

WORD = regex.compile(r"\S+\s*")
MOST_PAIRS = 40  # of copies that are set side by side
MOST_WORDS = 4_000  # of a text that is set beside another


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of a text, and the claims that are read in it."""

    text: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A document as it is shown: its number on the page, its text in stretches, its claims and its copies."""

    number: int
    document: Document
    stretches: Sequence[Stretch]
    claims: Sequence[Claim]
    copies: Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Two copies in pieces: alike (None), or what stands in the one or in the other alone."""

    one: Document
    other: Document
    left: Sequence[tuple[str, bool]]
    right: Sequence[tuple[str, bool]]
    alike: int  # of a hundred words


def shown(case: Case) -> list[Shown]:
    """The documents of a case, in order, each with its claims and copies."""
    by_doc: dict[str, list[Claim]] = defaultdict(list)
    for claim in case.claims:
        by_doc[claim.doc].append(claim)
    group = {doc: docs for docs in tables.copy_groups(case) for doc in docs}
    return [
        Shown(
            number=number,
            document=document,
            stretches=list(_stretches(document, by_doc[document.doc])),
            claims=by_doc[document.doc],
            copies=[doc for doc in group.get(document.doc, ()) if doc != document.doc],
        )
        for number, document in enumerate(case.documents)
    ]


def _stretches(document: Document, claims: Iterable[Claim]) -> Iterator[Stretch]:
    """The text from its first character to its last; claims whose figures overlap share a stretch."""
    at = 0
    for (start, end), some in _spans(document, claims):
        yield Stretch(text=document.text[at:start], claims=())
        yield Stretch(text=document.text[start:end], claims=tuple(some))
        at = end
    yield Stretch(text=document.text[at:], claims=())


def _spans(document: Document, claims: Iterable[Claim]) -> list[tuple[Span, list[Claim]]]:
    found: list[tuple[Span, list[Claim]]] = []
    for claim in sorted(claims, key=lambda claim: (claim.start, claim.end)):
        if document.text[claim.start : claim.end] != claim.figure:
            continue  # the text is not the one that was read
        if found and claim.start < found[-1][0][1]:
            (start, end), some = found[-1]
            found[-1] = (start, max(end, claim.end)), [*some, claim]
        else:
            found.append(((claim.start, claim.end), [claim]))
    return found


def compared(case: Case) -> tuple[list[Copies], int]:
    """Each copy beside the first of its group, and how many more there are than are shown."""
    documents = {document.doc: document for document in case.documents}
    pairs = [(docs[0], other) for docs in tables.copy_groups(case) for other in docs[1:]]
    return [_compared(documents[one], documents[other]) for one, other in pairs[:MOST_PAIRS]], len(pairs[MOST_PAIRS:])


def _compared(one: Document, other: Document) -> Copies:
    a, b = (WORD.findall(document.text)[:MOST_WORDS] for document in (one, other))
    matcher = SequenceMatcher(None, [word.strip() for word in a], [word.strip() for word in b], autojunk=False)
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for kind, start, end, begin, stop in matcher.get_opcodes():
        left.append(("".join(a[start:end]), kind == "equal"))
        right.append(("".join(b[begin:stop]), kind == "equal"))
    return Copies(
        one=one,
        other=other,
        left=[piece for piece in left if piece[0]],
        right=[piece for piece in right if piece[0]],
        alike=round(matcher.ratio() * 100),
    )
