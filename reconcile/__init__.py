"""Reconciles the figures in news reports: who said how many, through whom, and where they disagree.

    documents, problems = reconcile.read(["saved/"])
    claims = [claim for some in reconcile.extract(documents) for claim in some]
    case = reconcile.reconcile(documents, problems)
    reconcile.write(case, "reports", "range")
    who = reconcile.who_says("Police said 12 died.", [(12, 14)])

`reconcile.tables` makes pandas DataFrames of a case: claims, questions, conflicts, sources and problems.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reconcile.attribution import who_says
    from reconcile.engine import extract, reconcile
    from reconcile.readers import read
    from reconcile.writers import write

__all__ = ["extract", "read", "reconcile", "who_says", "write"]
# What each verb is imported from, when it is asked for: importing the package alone is quick.
VERBS = {
    "read": "reconcile.readers",
    "extract": "reconcile.engine",
    "reconcile": "reconcile.engine",
    "who_says": "reconcile.attribution",
    "write": "reconcile.writers",
}


def __getattr__(name: str) -> object:
    if name not in VERBS:
        raise AttributeError(f"module 'reconcile' has no attribute {name!r}")
    return getattr(import_module(VERBS[name]), name)
