"""What reviewers decided of claims, as markup that search engines and fact-check databases read.

schema.org ClaimReview: only for claims that a person accepted or rejected, never for what a program found.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from reconcile import tables, wording
from reconcile.model import Case, Choice, Claim, Decision, Document
from reconcile.tables import Row

WORST, BEST = 1, 5
RATED = (Choice.ACCEPT, Choice.REJECT)


def reviews(case: Case) -> bytes:
    """claimreview.jsonld: a list of ClaimReviews, in the order of the claims."""
    documents = {document.doc: document for document in case.documents}
    decided = tables.standing(case.settled)
    found: Sequence[Row] = [
        _review(claim, documents.get(claim.doc), decided[claim.id])
        for claim in case.claims
        if claim.id in decided and decided[claim.id].decision in RATED
    ]
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _review(claim: Claim, document: Document | None, decision: Decision) -> Row:
    review: Row = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": f"report.html#{claim.id}",
        "claimReviewed": claim.sentence,
        "author": {"@type": "Person", "name": decision.reviewer or "a reviewer"},
        "itemReviewed": _item(claim, document),
        "reviewRating": _rating(claim, decision),
    }
    more: Row = {"datePublished": decision.date, "reviewBody": decision.note or None}
    return review | {name: value for name, value in more.items() if value}


def _item(claim: Claim, document: Document | None) -> Row:
    made: Row = {"@type": "Claim", "author": {"@type": "Organization", "name": wording.speaker(claim, document)}}
    if document and document.published:
        made["datePublished"] = document.published
    if document and document.url:
        made["appearance"] = {"@type": "CreativeWork", "url": document.url}
    return made


def _rating(claim: Claim, decision: Decision) -> Row:
    """5 accepted, 1 rejected, 3 where the person put another number."""
    value, words = (BEST, "Accepted") if decision.decision is Choice.ACCEPT else (WORST, "Rejected")
    if decision.value is not None and wording.PERSON in claim.rule:
        value, words = (WORST + BEST) // 2, f"Corrected to {decision.value:,}"
    return {
        "@type": "Rating", "ratingValue": value, "bestRating": BEST, "worstRating": WORST, "alternateName": words,
    }  # fmt: skip
