"""Which event each claim is about: the claims of a pile of documents are told apart by story.

A document is taken apart into strands: what it reports, what it says of events elsewhere, the teasers of other reports,
and looks back at earlier events. Strands on one event make a story, by their place, days and the names they share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reconcile.model import Claim, Document
from reconcile.stories.naming import named
from reconcile.stories.strands import strands_of, wordings
from reconcile.stories.weaving import weave
from reconcile.stories.words import is_wide, kind_of

__all__ = ["is_wide", "kind_of", "tell", "wordings"]


def tell(documents: Sequence[Document], claims: Sequence[Claim]) -> dict[str, str]:
    """The story of each claim, by the claim's id, as a readable name: "kazakhstan-2022-01"."""
    by_doc: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        by_doc[claim.doc].append(claim)
    strands = [strand for one in documents for strand in strands_of(one, sorted(by_doc.get(one.doc, ()), key=_place))]
    slugs = ((slug, strand) for story, slug in named(weave(strands)) for strand in story.strands)
    return {claim.id: slug for slug, strand in slugs for claim in strand.claims}


def _place(claim: Claim) -> tuple[int, str, str]:
    return claim.start, claim.measure, claim.id
