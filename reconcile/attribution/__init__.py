"""Figures → who is credited with each and through whom; none where the outlet speaks in its own voice."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile import passages
from reconcile.attribution.credit import attribute
from reconcile.model import Attribution, Document, Span

__all__ = ["attribute", "who_says"]


def who_says(text: str, spans: Sequence[Span], language: str = "en") -> list[Attribution | None]:
    """Who is cited for each span (start, end) of a text, in the order given, by which words and through whom.

    None where the outlet speaks in its own voice, and for a span that is not within the text. Any text will do.
    """
    document = Document(doc="", text=text, sha256="")
    within = [span for span in spans if 0 <= span[0] <= span[1] <= len(text)]
    told = dict(zip(within, attribute(document, passages.split(document, language), within, language), strict=True))
    return [told.get(span) for span in spans]
