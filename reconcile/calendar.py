"""Days as they are written on the desk: "6 Jan 2022", or "6 Jan" in the year that is meant anyway."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

from reconcile.model import Claim

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@cache
def day(iso: str | None, *, usual: str | None = None) -> str:
    """A day as it is written on the desk: "6 Jan 2022", or "6 Jan" in the usual year."""
    if not iso:
        return "no date"
    year, *rest = iso.split("-")
    words = [*(part.lstrip("0") for part in rest[1:]), *(MONTHS[int(month) - 1] for month in rest[:1])]
    return " ".join(words if len(words) > 1 and year == usual else [*words, year])


def usual_year(claims: Iterable[Claim]) -> str | None:
    """The year of most figures, which need not be said each time."""
    years = Counter(claim.as_of[:4] for claim in claims if claim.as_of)
    return max(sorted(years), key=years.__getitem__, default=None)
