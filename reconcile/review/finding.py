"""Where on a sheet the ids and the decisions stand, however it was rearranged and renamed."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import regex

from reconcile.model import Choice, Role
from reconcile.review.sheets import Cell, Sheet

FIELDS = ("decision", "value", "role", "note", "reviewer", "date")
NAMES = ("id", *FIELDS, "evidence")
# Headers that the sheets have of themselves, and that stand for none of the above.
OTHERS = frozenset(
    "finding,question,figures,reasons,low,high,pick,state,latest,origins,outlets,documents,now,course,measure,who,place,"
    "story,related,claims,doc,start,end,figure,qualifier,source,relayed by,source type,status,as of,basis,part of,"
    "sentence,rule,origin,target,said,kept as,evidence then,evidence now".split(",")
)
DEEPEST = 30  # rows above which a header is looked for
ALIKE = 0.75  # how near a header comes to the name that it is taken for
MOST = 0.6  # of the cells of a column, for it to be told by what it holds
HASH = regex.compile(r"[0-9a-f]{12}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The row of a sheet's header, and the columns of each name; a name may have several or none."""

    header: int
    columns: Mapping[str, Sequence[int]]

    def lacks(self, name: str) -> bool:
        """Whether no column was found for a name."""
        return not self.columns.get(name)


def layout(sheet: Sheet, known: Collection[str]) -> Layout | None:
    """Where things stand on a sheet; None if it holds no decisions. `known` are the ids of the run."""
    best = max(range(min(DEEPEST, len(sheet.rows))), key=lambda row: (_named(sheet.rows[row]), -row), default=None)
    if best is None or not _named(sheet.rows[best]):
        return None
    heads = [plain(cell) for cell in sheet.rows[best]]
    found: dict[str, list[int]] = {name: [at for at, head in enumerate(heads) if head == name] for name in NAMES}
    free = [at for at, head in enumerate(heads) if head not in NAMES and head not in OTHERS]
    for name in NAMES:
        if not found[name] and (at := _nearest(name, heads, free)) is not None:
            found[name] = [at]
            free.remove(at)
    for name, fits in _contents(known).items():
        if not found[name] and (at := _holding(fits, sheet.rows[best + 1 :], free)) is not None:
            found[name] = [at]
            free.remove(at)
    other = _holding(_contents(known)["decision"], sheet.rows[best + 1 :], free)
    if found["decision"] and other is not None:
        found["decision"] = sorted([*found["decision"], other])  # under another name, beside one that has the right one
    return Layout(header=best, columns=found) if found["id"] or found["decision"] else None


def plain(cell: Cell) -> str:
    """A cell as a word to compare: without case, outer marks and doubled spaces."""
    return " ".join(regex.sub(r"[^\p{L}\p{N}]+", " ", str(cell)).casefold().split())


def _named(row: Sequence[Cell]) -> int:
    return len({plain(cell) for cell in row} & set(NAMES))


def _nearest(name: str, heads: Sequence[str], free: Sequence[int]) -> int | None:
    rated = [(difflib.SequenceMatcher(None, name, heads[at]).ratio(), -at) for at in free if heads[at]]
    best = max(rated, default=(0.0, 0))
    return -best[1] if best[0] >= ALIKE else None


def _contents(known: Collection[str]) -> Mapping[str, Callable[[str], bool]]:
    choices, roles = {str(one) for one in Choice}, {str(one) for one in Role}
    return {
        "id": lambda word: word in known or bool(HASH.fullmatch(word)),
        "decision": choices.__contains__,
        "role": roles.__contains__,
    }


def _holding(fits: Callable[[str], bool], rows: Sequence[Sequence[Cell]], free: Sequence[int]) -> int | None:
    """The first column most of whose cells fit."""
    for at in free:
        said = [word for row in rows if at < len(row) and (word := plain(row[at]))]
        if said and sum(map(fits, said)) >= MOST * len(said):
            return at
    return None
