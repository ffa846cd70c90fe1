"""Cells that reports use in each other's place, joined: the surest first, unless some report tells them apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import combinations, product
from typing import TypeAlias, TypeVar

from reconcile.model import Basis, Claim, Qualifier
from reconcile.places import is_spot, same, within
from reconcile.populations import ALLIED, Population, Relation, alike, compare
from reconcile.questions.cells import (
    PEOPLE,
    TELLING,
    Cell,
    Cluster,
    Figure,
    Mode,
    at_one_time,
    day,
    figure,
    overlap,
    placed,
    rounded,
)
from reconcile.stories import is_wide, wordings

FEW = 10  # times that a count of all at a place is more than one of a few of them
ENDS = frozenset(".!?:;…\"”’')]")  # what a sentence ends with that is no headline
FAR = 3  # times, from which on a count at a place is not the count at a wider one
ONE, FOR_ANOTHER, A_KIND, BY_FIGURE = 4, 3, 2, 1  # how surely two populations are counted as one
NOT, APART = 0, -1
SEEN = frozenset({"bodies"})

T = TypeVar("T")
Kind: TypeAlias = tuple[Mode, Population]
Pairs: TypeAlias = Mapping[frozenset[Kind], int]


def joined(cells: Sequence[Cell], measure: str) -> Iterator[Cluster]:
    """The cells put together that are one count: first by whom they count, then by where."""
    by_kind: defaultdict[Kind, list[Cell]] = defaultdict(list)
    for cell in cells:
        by_kind[cell.mode, cell.who].append(cell)
    if len(by_kind) == 1:
        yield from _by_place(cells)
        return
    told, shared = _told_apart(cells), {kind: _telling(held) for kind, held in by_kind.items()}

    def fit(a: Kind, b: Kind) -> int:
        return _fit_kind(measure, a, b, told, shared)

    for kinds in _unite(list(by_kind), fit):
        yield from _by_place([cell for kind in kinds for cell in by_kind[kind]])


def _unite(items: Sequence[T], fit: Callable[[T, T], int]) -> list[list[T]]:
    """Items in groups: the surest pairs first, as long as no two in one group are apart."""
    fits = {(i, j): fit(items[i], items[j]) for i, j in combinations(range(len(items)), 2)}
    home = list(range(len(items)))
    groups = [[number] for number in home]
    for (i, j), sure in sorted(fits.items(), key=lambda pair: (-pair[1], pair[0])):
        a, b = home[i], home[j]
        if sure <= NOT:
            break
        if a == b or any(fits[min(x, y), max(x, y)] == APART for x, y in product(groups[a], groups[b])):
            continue
        for number in groups[b]:
            home[number] = a
        groups[a] += groups[b]
        groups[b] = []
    return [[items[number] for number in group] for group in groups if group]


# Whom


def _fit_kind(measure: str, a: Kind, b: Kind, told: Pairs, shared: Mapping[Kind, frozenset[Figure]]) -> int:
    """How surely two populations are counted as one; APART where some report has a count for each."""
    (mode, one), (other_mode, other) = a, b
    marked = one.marks != other.marks
    if mode != other_mode or one.states != other.states or marked and not shared[a] & shared[b] or _rivals(one, other):
        return APART
    sure = NOT if marked else _kin(measure, one, other)
    # "people" may be all that a report says, but bodies beside the dead are those that somebody saw or brought in
    anyone = sure == FOR_ANOTHER and PEOPLE in (one.heads, other.heads) and not SEEN & (one.heads | other.heads)
    if sure < ONE and not anyone and told.get(frozenset({a, b}), APART) >= sure:
        return APART
    if sure == NOT and shared[a] & shared[b] and compare(one, other) in (Relation.NARROWER, Relation.WIDER):
        return BY_FIGURE
    return APART if marked else sure


@cache
def _kin(measure: str, a: Population, b: Population) -> int:
    if PEOPLE in (a.heads, b.heads) and a.nations != b.nations:
        return NOT  # "Italians" are no other name for people
    if a.heads == b.heads:
        return ONE if a.nations == b.nations else FOR_ANOTHER
    if all(any(head in alike(measure, kind) for head in b.heads) for kind in a.heads):
        return FOR_ANOTHER
    if PEOPLE in (a.heads, b.heads) or "things" in a.heads | b.heads:
        return NOT
    return A_KIND if compare(a, b) in (Relation.NARROWER, Relation.WIDER) else NOT


def _rivals(a: Population, b: Population) -> bool:
    """Whether two populations are of different nations, neither of them an alliance."""
    return bool(a.nations and b.nations) and a.nations.isdisjoint(b.nations) and ALLIED not in a.nations | b.nations


def _told_apart(cells: Sequence[Cell]) -> dict[frozenset[Kind], int]:
    """Pairs of populations that reports give two counts: in one breath, or each an exact one of the same day."""
    breaths: defaultdict[tuple[str, str, str | None], list[tuple[Kind, Claim]]] = defaultdict(list)
    reports: defaultdict[tuple[str, str | None], dict[tuple[Kind, Figure], None]] = defaultdict(dict)
    for cell in cells:
        for claim in cell.claims:
            if claim.basis is not Basis.PART:
                breaths[claim.doc, claim.sentence, claim.as_of].append(((cell.mode, cell.who), claim))
            if claim.qualifier is Qualifier.EXACT:
                reports[claim.doc, claim.as_of][(cell.mode, cell.who), figure(claim)] = None
    told: dict[frozenset[Kind], int] = {}
    for exact in reports.values():
        told |= {frozenset({a, b}): FOR_ANOTHER for (a, x), (b, y) in combinations(exact, 2) if a != b and x != y}
    for breath in breaths.values():
        pairs = combinations(breath, 2)
        told |= {frozenset({a, b}): FOR_ANOTHER for (a, x), (b, y) in pairs if a != b and not overlap(x, y)}
    return told


# Where


def _by_place(cells: Sequence[Cell]) -> Iterator[Cluster]:
    """Cells of one population in clusters by place; those that name none go where most go."""
    spots, unplaced = _spots(cells), [cell for cell in cells if not cell.place]
    if len(spots) < 2:
        yield (*(cell for found in spots.values() for cell in found), *unplaced)
        return
    figures = {spot: _telling(found) for spot, found in spots.items()}
    told = {*_spots_apart(spots), *_far_apart(spots)}
    apart = frozenset(pair for pair in told if not frozenset.intersection(*(figures[spot] for spot in pair)))
    order = sorted(spots, key=lambda spot: (-_size(spots[spot]), is_spot(spot), spot))
    wording = {spot: wordings(claim for cell in found for claim in cell.claims) for spot, found in spots.items()}

    pieces = {spot for spot, found in spots.items() if is_spot(spot) and all(_told_as_parts(cell) for cell in found)}

    def fit(a: str, b: str) -> int:
        if not wording[a].isdisjoint(wording[b]):
            return ONE
        if not pieces.isdisjoint((a, b)) and figures[a].isdisjoint(figures[b]):
            return APART
        if order[0] not in (a, b) and figures[a].isdisjoint(figures[b]) and _two_spots(a, b):
            return APART
        return _fit_place(a, b, apart)

    groups = _unite(order, fit)
    clusters = sorted(([cell for spot in group for cell in spots[spot]] for group in groups), key=_size, reverse=True)
    yield from (tuple(cluster + unplaced * (at == 0)) for at, cluster in enumerate(clusters))


def _told_as_parts(cell: Cell) -> bool:
    """Whether reports only tell how many of a count were at a place: "60 died, 15 of them in Orabe"."""
    return all(claim.basis is Basis.PART and placed(claim) for claim in cell.claims)


def _size(cells: Iterable[Cell]) -> int:
    return sum(len(cell.claims) for cell in cells)


def _spots(cells: Iterable[Cell]) -> dict[str, list[Cell]]:
    """Cells by place, each place under the first of its names."""
    found: defaultdict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        if cell.place:
            found[next((name for name in found if same(name, cell.place)), cell.place)].append(cell)
    return found


def _telling(cells: Iterable[Cell]) -> frozenset[Figure]:
    """The figures of cells, vague ones aside, that are seldom given by chance."""
    claims = (claim for cell in cells for claim in cell.claims if claim.qualifier is not Qualifier.VAGUE)
    return frozenset(figure(claim) for claim in claims if (claim.low or claim.high or 0) >= TELLING)


def _fit_place(a: str, b: str, apart: frozenset[frozenset[str]]) -> int:
    """How surely a count at one place is a count at the other."""
    if frozenset({a, b}) in apart or elsewhere(a, b) or is_wide(a) or is_wide(b):
        return APART
    return FOR_ANOTHER if within(a, b) or within(b, a) else A_KIND


def _two_spots(a: str, b: str) -> bool:
    """Whether two places are a town or a site each, and nobody knows what they have to do with each other."""
    return is_spot(a) and is_spot(b) and within(a, b) is None and within(b, a) is None


def elsewhere(a: str, b: str) -> bool:
    """Whether two places are known to be two, neither of them in the other."""
    return not same(a, b) and within(a, b) is False and within(b, a) is False


def _far_apart(spots: Mapping[str, Sequence[Cell]]) -> Iterator[frozenset[str]]:
    """Pairs of places whose counts at one time are too far from each other to be counts of the same."""
    told = {}
    for spot, cells in spots.items():
        held = {(figure(claim), claim.as_of): claim for cell in cells for claim in cell.claims}.values()
        told[spot] = _of_all(held, max(map(_least, held)))
    for a, b in combinations(spots, 2):
        pairs = list(product(told[a], told[b]))
        near = [(x, y) for x, y in pairs if at_one_time(x, y)]
        falling = [(x, y) for x, y in pairs if _falls(x, y) or _falls(y, x)]
        near = near or [max(falling, key=lambda pair: _ratio(*pair))] if near or falling else []
        known = within(a, b) or within(b, a)
        if near and not any(_may_equal(x, y, related=bool(known)) for x, y in near):
            yield frozenset({a, b})


def _of_all(claims: Collection[Claim], most: int) -> list[Claim]:
    """Claims without those of a few, which say nothing of all that are counted at their place: at `most` so many."""
    return [claim for claim in claims if _least(claim) * FEW >= most]


def _least(claim: Claim) -> int:
    return claim.low or claim.high or 0


def _may_equal(a: Claim, b: Claim, *, related: bool) -> bool:
    """Whether two figures of one time may be of one count: neither is far from the other, or one number satisfies both
    and one of them is vague, or their places are `related`."""
    loose = related or Qualifier.VAGUE in (a.qualifier, b.qualifier)
    return _ratio(a, b) <= FAR or loose and overlap(_open(a), _open(b))


def _falls(early: Claim, late: Claim) -> bool:
    """Whether a figure is less than one of days before."""
    first, then = day(early), day(late)
    return bool(first and then and first < then) and (late.high or late.low or 0) < (early.low or 0)


def _open(claim: Claim) -> Claim:
    """A vague word without its upper end, which is only what the word suggests: "thousands" may be 88,000."""
    return replace(claim, high=None) if claim.qualifier is Qualifier.VAGUE else claim


def _ratio(a: Claim, b: Claim) -> float:
    """How many times one figure is the other."""
    less, more = sorted((_least(a), _least(b)))
    return more / less if less else more + 1


def _spots_apart(spots: Mapping[str, Sequence[Cell]]) -> Iterator[frozenset[str]]:
    """Pairs of a place and one inside it that some report gives two counts, or that it lists among several such."""
    by_doc: defaultdict[str, defaultdict[str, dict[object, Claim]]] = defaultdict(lambda: defaultdict(dict))
    firsts = _firsts(claim for cells in spots.values() for cell in cells for claim in cell.claims)
    for spot, cells in spots.items():
        for claim in (claim for cell in cells for claim in cell.claims if not _heads(claim, firsts)):
            by_doc[claim.doc][spot].setdefault((figure(claim), claim.as_of, claim.sentence), claim)
    most = {spot: max(_least(claim) for cell in cells for claim in cell.claims) for spot, cells in spots.items()}
    for told in by_doc.values():
        yield from _listed({spot: list(claims.values()) for spot, claims in told.items()}, most)


def _firsts(claims: Iterable[Claim]) -> Mapping[str, int]:
    """Where the first claim of each report stands."""
    found: dict[str, int] = {}
    for claim in claims:
        found[claim.doc] = min(claim.start, found.get(claim.doc, claim.start))
    return found


def _heads(claim: Claim, firsts: Mapping[str, int]) -> bool:
    """Whether the first claim of a report is its headline's, as no full stop tells: it may only name the country."""
    return claim.start == firsts[claim.doc] and claim.sentence.rstrip()[-1:] not in ENDS


def _listed(told: Mapping[str, Sequence[Claim]], most: Mapping[str, int]) -> Iterator[frozenset[str]]:
    """The pairs of one report, by the claims it has for each place; `most` is what any report counts there."""
    for outer in told:
        inner = [spot for spot in told if spot != outer and within(spot, outer) is not False]
        rows = [spot for spot in inner if not _any(_equal, told[spot], told[outer])]
        several = any(elsewhere(a, b) for a, b in combinations(rows, 2))
        unlike = (spot for spot in inner if not _any(_alike, told[spot], told[outer]))
        counted = ((spot, _of_all(told[spot], most[spot])) for spot in unlike)
        apart = rows if several else [spot for spot, claims in counted if _any(_two_counts, claims, told[outer])]
        yield from (frozenset({spot, outer}) for spot in apart)


def _any(test: Callable[[Claim, Claim], bool], some: Iterable[Claim], others: Sequence[Claim]) -> bool:
    return any(test(a, b) for a, b in product(some, others))


def _equal(a: Claim, b: Claim) -> bool:
    """Whether two figures are told as one count: the same, one rounded, or one of them vague and true of both."""
    near = a.low is not None and b.low is not None and rounded(a.low, b.low)
    return near or figure(a) == figure(b) or Qualifier.VAGUE in (a.qualifier, b.qualifier) and overlap(a, b)


def _alike(a: Claim, b: Claim) -> bool:
    """Whether two figures may be one count: a number satisfies both, and neither bound is far from the other."""
    if not overlap(a, b) or Qualifier.VAGUE in (a.qualifier, b.qualifier):
        return _equal(a, b)
    return _ratio(a, b) < 2


def _two_counts(inner: Claim, outer: Claim) -> bool:
    """Whether the count at a place inside another is plainly not the count at the other."""
    if inner.as_of != outer.as_of:
        return False
    if inner.sentence == outer.sentence or inner.qualifier is outer.qualifier is Qualifier.EXACT:
        return True
    most = inner.high if inner.high is not None else inner.low
    return most is not None and outer.low is not None and most < outer.low
