"""The legend: what the sheets hold, what the words mean, and what run this was."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version

from xlsxwriter.worksheet import Worksheet

from reconcile import rules, wording
from reconcile.lexicon import load, rows
from reconcile.model import Case, Choice, Role
from reconcile.writers.workbook.cells import LINE, LONGEST, MOST_LINKS, Styles, Written, lay_out, lines, text

NAMES, WIDTH = 26, 110  # letters
CHOICES: Mapping[Choice, str] = {
    Choice.ACCEPT: "It is right as it stands; a number under value is used instead, marked as yours.",
    Choice.REJECT: "It is wrong. A claim leaves the figures, a question no longer counts; both stay listed.",
    Choice.SAME: "It counts the same as another row, whose id stands in the note; both become one question.",
    Choice.SCOPE: "It counts something else. A claim leaves its question; a question comes to scope.",
    Choice.UPDATE: "Time explains it. A claim was overtaken and no longer stands; a question comes to update.",
    Choice.COPY: (
        "It is a copy. A claim takes the origin of the claim whose id stands in the note; "
        "all figures of a question count as one origin."
    ),
    Choice.UNSURE: "Left open; nothing changes. This also takes back what was decided before.",
}
ROLES: Mapping[Role, str] = {
    Role.RECOMMENDED: "The figure to report.",
    Role.TRIANGULATION: "A figure to check others against.",
}


def write(made: Worksheet, styles: Styles, case: Case, rule: str, sheets: Iterable[Written]) -> None:
    """Fills the sheet Legend."""
    made.set_column(0, 0, NAMES)
    made.set_column(1, 1, WIDTH)
    made.hide_gridlines(2)
    lay_out(made)
    made.write_string(0, 0, "Figures to review", styles["title"])
    at = 2
    for heading, entries in _entries(case, rule, list(sheets)):
        made.write_string(at, 0, heading, styles["head"])
        made.write_blank(at, 1, None, styles["head"])
        for name, meaning in entries.items():
            at += 1
            made.write_string(at, 0, name, styles[name if meaning in wording.MEANINGS.values() else "strong"])
            made.write_string(at, 1, text(meaning), styles["text"])
            made.set_row(at, LINE * max(lines(name, NAMES), lines(meaning, WIDTH)))
        at += 2


def _entries(case: Case, rule: str, sheets: Sequence[Written]) -> Sequence[tuple[str, Mapping[str, str]]]:
    return (
        ("This run", {
            "reconcile": f"version {version('reconcile')}",
            "documents": f"{len(case.documents):,} read, {len(case.problems):,} problems met (sheet Problems)",
            "claims": f"{len(case.claims):,}",
            "questions": f"{len(case.questions):,}",
            "rule": f"pick shows what the rule {rule} chooses; the columns at the right show every rule",
            **case.settings,
            **({"no room": _limits(sheets)} if _limits(sheets) else {}),
        }),
        ("Findings, worst first", {str(finding): meaning for finding, meaning in wording.MEANINGS.items()}),
        ("Columns", {
            "figures": "The current figure of each origin with its speaker and day; copies of one line count once.",
            "low, high": "The widest interval of the figures that stand at the end; an empty cell is an open end.",
            "origins": "Independent sources: after copies and shared sources are put together.",
            "outlets": "Who published the documents.",
            "documents": "Documents that hold one of the figures.",
            "now": "The finding of the last day, where the question ran over days.",
            "story": "The event that the question is about.",
            "id": "What a row is known by; leave it as it is. A click leads to the sentence in report.html.",
            "evidence": "What stood here when the row was written: a decision is applied while that is still so.",
        }),
        ("To fill in", {
            "decision": "Choose from the list; what each choice means stands below.",
            "value": "The number to use, where the decision is accept.",
            "role": "; ".join(f"{name}: {meaning}" for name, meaning in ROLES.items()),
            "note": "Anything the next reader should know; the id of the other row for same as and copy.",
            "reviewer, date": "Who decided, and when.",
            "state": "What became of the decision. Rows may be sorted, filtered, hidden and moved; nothing is locked.",
        }),
        ("Decisions", {str(choice): meaning for choice, meaning in CHOICES.items()}),
        ("Rules", {one.name: one.explanation for one in rules.RULES}),
        ("Vague words", _vague()),
    )  # fmt: skip


def _limits(sheets: Sequence[Written]) -> str:
    """What had no room in the workbook, in words."""
    told = []
    for one in sheets:
        told += [f"{one.name}: {one.left:,} rows more than a sheet holds are left out."] if one.left else []
        links = f"{one.name}: {one.unlinked:,} links are left out; a sheet holds {MOST_LINKS:,}."
        told += [links] if one.unlinked else []
        told += [f"{one.name}: {one.cut:,} texts are cut at {LONGEST:,} characters."] if one.cut else []
    return "\n".join([*told, "All of it stands in the .jsonl and .csv files."]) if told else ""


def _vague(language: str = "en") -> dict[str, str]:
    """The intervals of vague words, and the integers that rules put for them."""
    profiles = {name: table for name, table in load("rules", language).items() if isinstance(table, dict)}
    found = {}
    for row in rows("numbers", "vague", language):
        low, high = (value if isinstance(value := row.get(end), int) else None for end in ("low", "high"))
        said = row["words"] if isinstance(row["words"], list) else []
        picks = [f"{name} {table[word]:,}" for name, table in profiles.items() for word in said if word in table]
        told = ", ".join(dict.fromkeys(picks))
        found[", ".join(map(str, said))] = wording.bounds(low, high) + (f"; a number under {told}" if told else "")
    return found
