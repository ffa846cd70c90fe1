"""Questions on the killed as rows in the manner of UCDP.

UCDP Georeferenced Event Dataset, codebook: low, best and high estimate beside the articles that they rest on; the names
and the order of the columns are those of the dataset, as far as reports tell what they hold.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import regex

from reconcile import tables, wording
from reconcile.model import Case, Choice, Claim, Document, Question, Verdict
from reconcile.tables import Row
from reconcile.writers.commas import written

COLUMNS = (
    "id", "relid", "year", "number_of_sources", "source_article", "source_office", "source_date", "source_headline",
    "source_original", "where_description", "date_prec", "date_start", "date_end", "best", "high", "low",
)  # fmt: skip
NUMBER = r"(\d[\d,]*)"
WEEK = 6  # days between the first and the last for a date to be known to the week


def table(case: Case) -> bytes:
    """ucdp.csv: a row a question on deaths that names a number; a person's value is the best estimate."""
    documents = {document.doc: document for document in case.documents}
    claims = {claim.id: claim for claim in case.claims}
    decided = tables.standing(case.settled)
    rows: list[Row] = []
    for asked, found in tables.judged(case):
        low, best, high = estimates(found.rules.get("ucdp", ""))
        ruling = decided.get(asked.id)
        if ruling and ruling.decision is Choice.ACCEPT and ruling.value is not None:
            best = ruling.value
            low, high = min(low if low is not None else best, best), max(high if high is not None else best, best)
        if asked.measure == "killed" and best is not None and not (ruling and ruling.decision is Choice.REJECT):
            some = [claims[id] for id in asked.claims if id in claims]
            row = _row(asked, found, some, documents)
            rows.append(row | {"id": len(rows) + 1, "low": low, "best": best, "high": high})
    return written(COLUMNS, rows)


def estimates(pick: str) -> tuple[int | None, int | None, int | None]:
    """Low, best and high of what the rule picks in words: "12-18, best 12", "18", "18 or more", "up to 80"."""
    best = regex.search(rf"best {NUMBER}", pick)
    ends = regex.match(rf"{NUMBER}-{NUMBER}", pick)
    open_end, ceiling, one = (regex.match(p, pick) for p in (rf"{NUMBER} or more", rf"up to {NUMBER}", rf"{NUMBER}"))
    if ends:
        low, high = _whole(ends[1]), _whole(ends[2])
        return low, _whole(best[1]) if best else low, high
    if open_end:
        return _whole(open_end[1]), _whole(open_end[1]), None
    if ceiling:
        return None, _whole(ceiling[1]), _whole(ceiling[1])
    return (_whole(one[1]),) * 3 if one else (None, None, None)


def _whole(digits: str) -> int:
    return int(digits.replace(",", ""))


def _row(asked: Question, found: Verdict, some: Sequence[Claim], documents: Mapping[str, Document]) -> Row:
    read = [documents[doc] for doc in dict.fromkeys(claim.doc for claim in some) if doc in documents]
    days = sorted(claim.as_of for claim in some if claim.as_of)
    start, end = (days[0], days[-1]) if days else (None, None)
    speakers = dict.fromkeys(wording.speaker(claim, documents.get(claim.doc)) for claim in some if claim.source)
    return {
        "relid": asked.id,
        "year": start[:4] if start else None,
        "number_of_sources": found.documents,
        "source_article": "; ".join(map(_article, read)),
        "source_office": _told(one.outlet for one in read),
        "source_date": _told(one.published for one in read),
        "source_headline": _told(one.title for one in read),
        "source_original": _told(speakers),
        "where_description": asked.place,
        "date_prec": _precision(start, end),
        "date_start": start,
        "date_end": end,
    }


def _article(document: Document) -> str:
    return f'"{document.outlet or document.doc},{document.published or ""},{document.title or ""}"'


def _told(words: Iterable[str | None]) -> str:
    return "; ".join(dict.fromkeys(word for word in words if word))


def _precision(start: str | None, end: str | None) -> int | None:
    """How well the date is known: 1 the day, 2 two to six days, 3 the week, 4 the month, 5 the year."""
    if not start or not end:
        return None
    try:
        days = (date.fromisoformat(end) - date.fromisoformat(start)).days
    except ValueError:  # a month or a year
        return 4 if len(start) == len(end) == len("2031-03") else 5
    if days <= WEEK:
        return 1 if days == 0 else 2
    return 3 if days == WEEK + 1 else 4 if start[:7] == end[:7] else 5
