"""Claims as annotations of their documents.

W3C, Web Annotation Data Model, Recommendation of 23 February 2017: an AnnotationPage whose targets are selected by the
words (TextQuoteSelector) and by their place in characters (TextPositionSelector).
"""

from __future__ import annotations

import json
from urllib.parse import quote

from reconcile import wording
from reconcile.model import Case, Claim, Document
from reconcile.tables import Row

AROUND = 40  # characters before and behind that tell one "12" from another


def page(case: Case) -> bytes:
    """annotations.jsonld: one annotation a claim, in the order of the claims."""
    documents = {document.doc: document for document in case.documents}
    found: Row = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": "urn:reconcile:claims",
        "type": "AnnotationPage",
        "items": [_annotation(claim, documents[claim.doc]) for claim in case.claims if claim.doc in documents],
    }
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _annotation(claim: Claim, document: Document) -> Row:
    said = f"{wording.question(claim)}: {wording.bounds(claim.low, claim.high)} ({claim.qualifier}, {claim.status})"
    speaker = f"{wording.speaker(claim, document)}, {wording.day(claim.as_of)}"
    return {
        "id": f"urn:reconcile:claim:{claim.id}",
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": f"{said}; {speaker}"},
            {"type": "TextualBody", "purpose": "tagging", "value": claim.measure},
        ],
        "target": {"source": document.url or quote(document.doc), "selector": _selectors(claim, document.text)},
    }


def _selectors(claim: Claim, text: str) -> list[Row]:
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[claim.start : claim.end],
            "prefix": text[max(0, claim.start - AROUND) : claim.start],
            "suffix": text[claim.end : claim.end + AROUND],
        },
        {"type": "TextPositionSelector", "start": claim.start, "end": claim.end},
    ]
