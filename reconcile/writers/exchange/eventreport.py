"""Reports of events for the R package eventreport: a row a document and event, missing values as NA.

S. van Baalen and K. Höglund, eventreport (CRAN), data of the shape of `maverick_event_report`: `event_id` groups the
reports of one event, and a report's figures stand under deaths_ and injuries_, each low, best and high.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reconcile.model import Basis, Case, Claim, Document, Status
from reconcile.rules.picking import number
from reconcile.tables import Row
from reconcile.writers.commas import written

MEASURES = {"deaths": "killed", "injuries": "injured"}
COLUMNS = (
    "id", "event_id", "country", "city", "location", "date_start", "date_end", "actor1",
    *(f"{name}_{end}" for name in MEASURES for end in ("best", "low", "high")),
    "source", "source_author", "source_type", "unit_of_analysis",
)  # fmt: skip
MISSING = "NA"


def table(case: Case) -> bytes:
    """eventreport.csv: what each document says of each event; a figure is that of the report's highest total."""
    documents = {document.doc: document for document in case.documents}
    stories = {asked.id: asked.story for asked in case.questions}
    reports: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in case.claims:
        if claim.question in stories and claim.doc in documents:
            reports[stories[claim.question], claim.doc].append(claim)
    rows = [_row(story, documents[doc], some) for (story, doc), some in sorted(reports.items())]
    return written(COLUMNS, [_filled(row | {"id": at}) for at, row in enumerate(rows, 1)])


def _filled(row: Row) -> Row:
    return {name: MISSING if row[name] is None else row[name] for name in COLUMNS}


def _row(story: str, document: Document, some: Sequence[Claim]) -> Row:
    days = sorted(claim.as_of for claim in some if claim.as_of)
    places = sorted({claim.place for claim in some if claim.place})
    row: Row = {
        "event_id": story,
        "country": None,
        "city": None,
        "location": "; ".join(places) or None,
        "date_start": days[0] if days else document.published,
        "date_end": days[-1] if days else document.published,
        "actor1": None,
        "source": document.url or document.doc,
        "source_author": document.outlet,
        "source_type": "news report",
        "unit_of_analysis": "event report",
    }
    for name, measure in MEASURES.items():
        best, low, high = _figure([claim for claim in some if claim.measure == measure])
        row |= {f"{name}_best": best, f"{name}_low": low, f"{name}_high": high}
    return row


def _figure(some: Sequence[Claim]) -> tuple[int | None, int | None, int | None]:
    totals = [one for one in some if one.basis is Basis.TOTAL and one.status is Status.ASSERTED and _size(one) >= 0]
    if not totals:
        return None, None, None
    highest = max(totals, key=lambda one: (_size(one), one.as_of or "", one.id))
    return number(highest), highest.low, highest.high


def _size(claim: Claim) -> int:
    """What the figure names at the least; less than nothing where it names no number."""
    return claim.low if claim.low is not None else -1 if claim.high is None else claim.high
