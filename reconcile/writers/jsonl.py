"""JSON, a record a line."""

from __future__ import annotations

import json

from reconcile import tables
from reconcile.model import Case
from reconcile.tables import Row

# Legal within JSON, but some readers break lines at them.
LINE_BREAKS = str.maketrans({mark: f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"})


def claims(case: Case, rule: str = tables.DEFAULT_RULE) -> bytes:  # noqa: ARG001 - all writers are called alike
    """claims.jsonl"""
    return b"".join(map(line, tables.claim_rows(case)))


def questions(case: Case, rule: str = tables.DEFAULT_RULE) -> bytes:  # noqa: ARG001
    """questions.jsonl"""
    return b"".join(map(line, tables.question_rows(case)))


def line(row: Row) -> bytes:
    """A record as one line of UTF-8."""
    return (json.dumps(row, ensure_ascii=False).translate(LINE_BREAKS) + "\n").encode("utf-8", "replace")
