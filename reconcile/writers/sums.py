"""totals.csv: what each way of taking one number picks for each event, and what that comes to over all of them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from io import StringIO

from reconcile.totals import RULES, Total, summed, words

COLUMNS = ("story", "measure", "who", "reports", "low", "high", *RULES)
ALL = "all events"


def table(totals: Sequence[Total]) -> bytes:
    """The rows of totals.csv: one an event, measure and population, then one a measure over all events."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(one) for one in totals)
    writer.writerows(_sums(totals))
    return out.getvalue().encode()


def lines(totals: Sequence[Total]) -> Iterator[str]:
    """For each measure and rule its total over all events, in a line each."""
    sums = summed(totals)
    for measure in dict.fromkeys(one.measure for one in totals):
        events = {one.story for one in totals if one.measure == measure}
        yield f"{measure}, {len(events):,} events"
        for rule in RULES:
            total, told = sums[measure, rule]
            lacking = f"  (a number for {told:,} of them)" if told < len(events) else ""
            yield f"  {rule:{max(map(len, RULES))}}  {words(total):>14}{lacking}"


def _row(one: Total) -> list[object]:
    bounds = ("" if bound is None else bound for bound in (one.low, one.high))
    return [_text(one.story), one.measure, _text(one.who), one.reports, *bounds, *map(words, one.picks.values())]


def _text(cell: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell


def _sums(totals: Sequence[Total]) -> Iterator[list[object]]:
    sums = summed(totals)
    for measure in dict.fromkeys(one.measure for one in totals):
        reports = sum(one.reports for one in totals if one.measure == measure)
        yield [ALL, measure, "", reports, "", "", *(words(sums[measure, rule][0]) for rule in RULES)]
