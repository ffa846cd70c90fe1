"""Claims as a table with a row of hashtags below its header.

Humanitarian Exchange Language, HXL 1.1: every hashtag is one of the core, refined by attributes.
"""

from __future__ import annotations

from collections.abc import Mapping

from reconcile import tables
from reconcile.model import Case
from reconcile.tables import Row
from reconcile.writers.commas import written

TAGS: Mapping[str, str] = {
    "id": "#meta+id",
    "story": "#event+name",
    "measure": "#indicator+name",
    "who": "#affected+type",
    "low": "#affected+num+min",
    "high": "#affected+num+max",
    "figure": "#affected+text",
    "qualifier": "#affected+qualifier",
    "status": "#status",
    "place": "#loc+name",
    "as_of": "#date+occurred",
    "published": "#date+reported",
    "source": "#meta+source",
    "source_type": "#meta+source+type",
    "relayed_by": "#meta+source+relay",
    "outlet": "#org+name",
    "url": "#meta+url",
}


def table(case: Case) -> bytes:
    """hxl.csv: the header, the hashtags, and a row a claim."""
    documents = {document.doc: document for document in case.documents}
    stories = {asked.id: asked.story for asked in case.questions}
    rows: list[Row] = [dict(TAGS)]
    for claim in case.claims:
        document = documents.get(claim.doc)
        more: Row = {
            "story": stories.get(claim.question or ""),
            "published": document.published if document else None,
            "outlet": document.outlet if document else None,
            "url": document.url if document else None,
        }
        rows.append(tables.claim_row(claim) | more)
    return written(tuple(TAGS), rows)
