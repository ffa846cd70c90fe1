"""What reviewers decide: read from their spreadsheets, kept beside the reports, and applied by the next run."""

from __future__ import annotations

from reconcile.review.deciding import Ids, applied, overruled, rejected, settle
from reconcile.review.evidence import evidence
from reconcile.tables import standing

__all__ = ["Ids", "applied", "evidence", "overruled", "rejected", "settle", "standing"]
