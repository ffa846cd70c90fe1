"""What a reviewer entered is checked: decisions to take, and each cell that cannot be taken with where and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from reconcile import wording
from reconcile.model import Choice, Decision, Problem
from reconcile.review import cells
from reconcile.review.cells import Unusable
from reconcile.review.deciding import Ids, nameless
from reconcile.review.finding import FIELDS, HASH, Layout, layout
from reconcile.review.sheets import Cell, Sheet

Value = TypeVar("Value")

EXPECTED = ("Conflicts", "Claims")
REVIEWERS = ";"  # between the names of reviewers who decided alike


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row with an id, and the cells of each name."""

    file: str
    sheet: str
    number: int
    letters: Mapping[str, str]
    cells: Mapping[str, Cell]

    def problem(self, name: str, reason: str, remedy: str) -> Problem:
        """A problem of one of its cells."""
        column = f", column {name} ({self.letters[name]})" if name in self.letters else ""
        return Problem(path=self.file, place=f"{self.sheet}, row {self.number}{column}", reason=reason, remedy=remedy)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The decisions of a file, by reviewer; what of it cannot be taken; and ids that the run does not have."""

    decisions: tuple[Decision, ...]
    problems: tuple[Problem, ...]
    unmatched: tuple[str, ...]


def check(file: str, sheets: Sequence[Sheet], known: Ids, *, reviewer: str = "") -> Checked:
    """The decisions on all sheets; `reviewer` is who decided where a row does not say."""
    problems: list[Problem] = []
    taken: list[tuple[Row, Decision]] = []
    ids = {*known.claims, *known.questions}
    for sheet in sheets:
        found = layout(sheet, ids)
        problems += _lacking(file, sheet, found, alone=len(sheets) == 1)
        if found and not found.lacks("id") and not found.lacks("decision"):
            problems += _merged(file, sheet, found)
            for row in _rows(file, sheet, found, problems):
                taken += [(row, one) for one in _decisions(row, found, known, reviewer, problems)]
    problems += _absent(file, sheets)
    kept = _agreeing(taken, problems)
    gone = dict.fromkeys(one.id for one in kept if ids and one.id not in ids)
    return Checked(decisions=tuple(kept), problems=tuple(problems), unmatched=tuple(gone))


def _lacking(file: str, sheet: Sheet, found: Layout | None, *, alone: bool) -> Iterator[Problem]:
    """What a sheet lacks for its decisions to be read."""
    expected = alone or sheet.name in EXPECTED
    if found is None:
        if expected:
            yield _of_sheet(file, sheet, "no column id or decision", "name the columns as they were")
        return
    if found.lacks("id") and (expected or _filled(sheet, found)):
        yield _of_sheet(file, sheet, "no column id", "put the column id back: without it no row is known")
    for name in (*FIELDS, "evidence"):
        if found.lacks(name) and expected:
            yield _of_sheet(file, sheet, f"no column {name}", f"name it {name} again, if something stands in it")


def _filled(sheet: Sheet, found: Layout) -> bool:
    columns = found.columns["decision"]
    return any(str(row[at]).strip() for row in sheet.rows[found.header + 1 :] for at in columns if at < len(row))


def _of_sheet(file: str, sheet: Sheet, reason: str, remedy: str) -> Problem:
    return Problem(path=file, place=sheet.name, reason=reason, remedy=remedy)


def _absent(file: str, sheets: Sequence[Sheet]) -> Iterator[Problem]:
    """Sheets of the workbook that a file with several sheets does not have."""
    names = {sheet.name for sheet in sheets}
    for name in EXPECTED:
        if len(sheets) > 1 and name not in names:
            yield Problem(
                path=file, place=name, reason="no such sheet", remedy="nothing is lost of what was taken from it before"
            )


def _merged(file: str, sheet: Sheet, found: Layout) -> Iterator[Problem]:
    """Cells merged over several rows of decisions: only the first row has what stands in them."""
    names = {at: name for name in ("id", *FIELDS) for at in found.columns[name]}
    for (top, left), (bottom, right) in sheet.merged:
        told = [names[at] for at in range(left, right + 1) if at in names]
        if told and bottom > found.header and (bottom > top or right > left):
            place = f"{sheet.name}, rows {top + 1} to {bottom + 1}, column {told[0]} ({letter(left)})"
            yield Problem(
                path=file, place=place, reason="merged cells: taken for the first row alone",
                remedy="unmerge them and fill in each row",
            )  # fmt: skip


def letter(at: int) -> str:
    """The letters of a column, the first A."""
    return (letter(at // 26 - 1) if at >= 26 else "") + chr(ord("A") + at % 26)


def _rows(file: str, sheet: Sheet, found: Layout, problems: list[Problem]) -> Iterator[Row]:
    """The rows on which something is decided."""
    for number, cells_ in enumerate(sheet.rows[found.header + 1 :], found.header + 2):
        told = {name: [cells_[at] for at in ats if at < len(cells_)] for name, ats in found.columns.items()}
        values = {name: _only(some) for name, some in told.items()}
        letters = {name: letter(ats[0]) for name, ats in found.columns.items() if ats}
        filled = {name: "" if value is None else value for name, value in values.items()}
        row = Row(file=file, sheet=sheet.name, number=number, letters=letters, cells=filled)
        twice = [name for name, value in values.items() if value is None]
        if twice:
            problems.append(row.problem(twice[0], f"two columns {twice[0]} that differ", "leave one of them"))
        elif any(cells.text(row.cells[name]) for name in FIELDS[:4]):
            yield row


def _only(some: Sequence[Cell]) -> Cell | None:
    """What stands in the one cell, or alike in several; None where they differ."""
    told = {cells.plain(cell): cell for cell in reversed(some) if cells.plain(cell)}
    if len(told) > 1:
        return None
    return next(iter(told.values()), "")


def _decisions(row: Row, found: Layout, known: Ids, reviewer: str, problems: list[Problem]) -> list[Decision]:
    """The decisions of a row, one a reviewer; none where something keeps them from being taken."""

    def taken(name: str, read: Callable[[Cell], Value]) -> Value | None:
        try:
            return read(row.cells[name])
        except Unusable as error:
            problems.append(row.problem(name, str(error), error.remedy))
            return None

    def beside(name: str, read: Callable[[Cell], Value]) -> Value | None:
        try:
            return read(row.cells[name])
        except Unusable as error:
            problems.append(row.problem(name, f"{error}; the decision was taken without it", error.remedy))
            return None

    before = len(problems)
    id = _id(row, known, problems)
    choice = taken("decision", cells.choice)
    number = taken("value", cells.value)
    if choice is None and len(problems) == before:
        told = next(name for name in FIELDS[1:4] if cells.text(row.cells[name]))
        problems.append(row.problem("decision", f"a {told} but no decision", "choose a decision"))
    if len(problems) > before or id is None or choice is None:
        return []
    made = Decision(
        id=id, decision=choice, value=number, role=beside("role", cells.role), note=cells.text(row.cells["note"]),
        date=beside("date", cells.day), evidence=cells.text(row.cells["evidence"]),
    )  # fmt: skip
    refused = _refused(made, found, known)
    if refused:
        problems.append(row.problem(*refused))
        return []
    names = [name.strip() for name in cells.text(row.cells["reviewer"]).split(REVIEWERS)]
    return [replace(made, reviewer=name) for name in dict.fromkeys(filter(None, names))] or [
        replace(made, reviewer=reviewer)
    ]


def _id(row: Row, known: Ids, problems: list[Problem]) -> str | None:
    """The id of a row; a program may have taken its digits for a number."""
    said = cells.text(row.cells["id"])
    word = said if _is_known(said, known) else said.casefold()
    if word.isdigit():
        word = word.zfill(12)
    if isinstance(row.cells["id"], float) and not _is_known(word, known):
        ids = sorted({*known.claims, *known.questions})
        word = next((id for id in ids if _number(id) == row.cells["id"]), word)
    if _is_known(word, known) or HASH.fullmatch(word) or (said and not known.claims and not known.questions):
        return word
    reason = f"“{said[:60]}” is no id" if said else "no id"
    problems.append(row.problem("id", reason, "copy the id from the workbook that the run wrote"))
    return None


def _is_known(id: str, known: Ids) -> bool:
    return id in known.claims or id in known.questions


def _number(id: str) -> float | None:
    """What a program takes an id such as 123456789e12 for."""
    try:
        return float(id)
    except ValueError:
        return None


def _refused(made: Decision, found: Layout, known: Ids) -> tuple[str, str, str] | None:
    """Why a decision is not taken, by the column that it is about."""
    if made.decision is Choice.ACCEPT and found.lacks("value"):
        return "value", "accept, but no column value: another number may have been meant", "name the column value again"
    if made.value is not None and made.decision is not Choice.ACCEPT:
        return "value", f"a value beside {made.decision}", "empty it, or decide accept"
    if (known.claims or known.questions) and nameless(made, made.id, known):
        kind = "question" if made.id in known.questions else "claim"
        return "note", f"{made.decision}, but the note names no other {kind}", f"write the id of the other {kind} there"
    return None


def _agreeing(taken: Iterable[tuple[Row, Decision]], problems: list[Problem]) -> list[Decision]:
    """Each reviewer's decision on an id once; where two rows of theirs differ, none."""
    groups: dict[tuple[str, str], list[tuple[Row, Decision]]] = defaultdict(list)
    for row, one in taken:
        groups[one.id, one.reviewer.casefold()].append((row, one))
    kept = []
    for (first, one), *others in groups.values():
        differing = [(row, other) for row, other in others if _said(other) != _said(one)]
        for row, other in differing:
            reason = f"{wording.decided(other)}, but {first.sheet}, row {first.number} decides {wording.decided(one)}"
            problems.append(row.problem("decision", f"{reason} of {one.id}", "leave one of the rows; none was taken"))
        if not differing:
            kept.append(one)
    return kept


def _said(one: Decision) -> tuple[object, ...]:
    return one.decision, one.value, one.role
