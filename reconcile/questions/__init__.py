"""Claims become questions: those of one story, measure, population and place that one number at one time can answer.

Claims of one measure in one story are laid out in cells by what they count and where. Cells that reports use in each
other's place are joined, the surest first, unless some report tells them apart: by naming both in one breath, or by
giving one of them a count that the other cannot have.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations

from reconcile.model import Claim, Question
from reconcile.places import within
from reconcile.populations import Relation, compare, kinds, population
from reconcile.questions.cells import Cell, Cluster, as_told_beside, cells_of, counted_in, placed, topping_of
from reconcile.questions.joining import elsewhere, joined
from reconcile.questions.parting import by_telling, by_time, claims_of, holds, with_lone, with_restated

__all__ = ["Laid", "ask", "lay_out", "pose"]

ID_LENGTH = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """Claims laid out to be asked about: by story and then by measure, with what is told of them across stories.

    `first` puts documents in order, `topping` are claims on top of others.
    """

    stories: Mapping[str, Mapping[str, Sequence[Claim]]]
    first: Mapping[str, str]
    topping: frozenset[str]


def pose(
    claims: Sequence[Claim], stories: Mapping[str, str], among: Collection[str] | None = None
) -> tuple[Question, ...]:
    """The questions that the claims answer, by id; each claim answers one. With `among`, those of these stories."""
    laid = lay_out(claims, stories, among)
    return tuple(sorted((one for story in laid.stories for one in ask(story, laid)), key=_id))


def lay_out(claims: Sequence[Claim], stories: Mapping[str, str], among: Collection[str] | None = None) -> Laid:
    """The claims by story and measure. With `among`, those of these stories."""
    found: defaultdict[str, defaultdict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if among is None or stories[claim.id] in among:
            found[stories[claim.id]][claim.measure].append(claim)
    return Laid(stories=dict(found), first=_first(claims), topping=topping_of(claims))


def ask(story: str, laid: Laid) -> list[Question]:
    """The questions that the claims of one story answer, by measure."""
    measures = laid.stories[story]
    guessed = _guessed([claim for group in measures.values() for claim in group])
    asked: list[Question] = []
    for measure, some in sorted(measures.items()):
        group = sorted(some, key=lambda claim: (laid.first[claim.doc], claim.start, claim.id))
        if guessed:
            group = [replace(claim, place=None) if claim.place in guessed else claim for claim in group]
        asked += _questions(story, measure, _clusters(measure, group, laid.topping))
    return asked


def _id(asked: Question) -> str:
    return asked.id


def _first(claims: Iterable[Claim]) -> dict[str, str]:
    """The first id in each document, by which documents are put in an order that their names do not change."""
    found: dict[str, str] = {}
    for claim in claims:
        if claim.id < found.setdefault(claim.doc, claim.id):
            found[claim.doc] = claim.id
    return found


def _guessed(claims: Sequence[Claim]) -> frozenset[str]:
    """The places that no sentence with a figure of their story names, and that lie elsewhere than the story."""
    places = Counter(claim.place for claim in claims if claim.place)
    if len(places) < 2:
        return frozenset()
    named = Counter(claim.place for claim in claims if placed(claim))
    foremost = max(places, key=lambda place: (named[place], places[place], place))
    return frozenset(place for place in places if not named[place] and elsewhere(place, foremost))


def _clusters(measure: str, claims: Sequence[Claim], topping: frozenset[str]) -> list[tuple[Cluster, list[Claim]]]:
    """The claims of one measure in one story, in order of the text, each cluster being one question, with its own."""
    counted = {claim.id: counted_in(claim) for claim in claims}
    told = as_told_beside(claims, counted)
    counted |= {one.id: counted_in(one) for one, before in zip(told, claims, strict=True) if one is not before}
    found = [
        period
        for cluster in joined(cells_of(measure, told, counted, topping), measure)
        for part in by_telling(cluster)
        for period in by_time(measure, part)
    ]
    return sorted([(cluster, claims_of(cluster)) for cluster in with_restated(with_lone(measure, found))], key=_begins)


def _begins(cluster: tuple[Cluster, Sequence[Claim]]) -> tuple[str, int]:
    first = cluster[1][0]
    return first.doc, first.start


def _questions(story: str, measure: str, clusters: Iterable[tuple[Cluster, Sequence[Claim]]]) -> list[Question]:
    """The question of each cluster, with those that are narrower or wider."""
    found: list[tuple[str, Cell, str, Sequence[Claim]]] = []
    times: Counter[str] = Counter()
    for cluster, claims in clusters:
        who, place, mode = _widest_who(claims), _widest_place(claims), cluster[0].mode
        key = "|".join([story, measure, *mode, *_kinds(who), (place or "").lower()])
        times[key] += 1
        id = hashlib.sha256(f"{key}|{times[key]}".encode()).hexdigest()[:ID_LENGTH]
        found.append((id, Cell(mode, population(who), place, ()), who, claims))
    related = _related([(id, cell) for id, cell, _, _ in found])
    return [
        Question(
            id=id,
            story=story,
            measure=measure,
            who=who,
            place=cell.place,
            claims=tuple([claim.id for claim in claims]),
            related=tuple(sorted(related.get(id, ()))),
        )
        for id, cell, who, claims in found
    ]


@cache
def _kinds(who: str) -> tuple[str, ...]:
    return tuple(sorted(kinds(who)))


def _widest_who(claims: Sequence[Claim]) -> str:
    """The wording that covers most of the others, then the one used most, then the shortest."""
    if len({claim.who for claim in claims}) == 1:
        return claims[0].who
    told = Counter(claim.who for claim in claims)
    read = {who: population(who) for who in told}

    def rank(who: str) -> tuple[int, int, int, str]:
        covered = sum(compare(read[other], read[who]) in (Relation.NARROWER, Relation.SAME) for other in told)
        return -covered, -told[who], len(who), who

    return min(told, key=rank)


def _widest_place(claims: Sequence[Claim]) -> str | None:
    """The place that holds most of the others, then the one named most, then the shortest."""
    if len({claim.place for claim in claims}) == 1:
        return claims[0].place or None
    told = Counter(claim.place for claim in claims if claim.place)
    if len(told) < 2:
        return next(iter(told), None)

    def rank(place: str) -> tuple[int, int, int, str]:
        return -sum(within(other, place) is True for other in told), -told[place], len(place), place

    return min(told, key=rank, default=None)


def _related(asked: Sequence[tuple[str, Cell]]) -> dict[str, set[str]]:
    """The ids of questions of one story and measure, each with those of the narrower and the wider."""
    kin: defaultdict[str, set[str]] = defaultdict(set)
    for (a, x), (b, y) in combinations(asked, 2) if len(asked) > 1 else ():
        if holds(x, y) or holds(y, x):
            kin[a].add(b)
            kin[b].add(a)
    return kin
