"""Which claims stand in copies of one passage: verbatim, abridged, or re-worded with names, numbers and quotes left."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from typing import TypeAlias

import regex

from reconcile.model import Claim, Qualifier

Shingles: TypeAlias = frozenset[tuple[str, ...]]
Pairs: TypeAlias = set[tuple[str, str]]
Anchors: TypeAlias = list[tuple[int, str]]

WORD = regex.compile(r"[\p{L}\p{N}]+")
# What a machine that re-words leaves alone: numbers, and names, but for a capital that only opens a sentence.
ANCHOR = regex.compile(
    r"(?<open>(?:^|[.!?:;•*“\"‘(])\s*[“\"‘(]?)?(?<word>\p{Lu}[\p{L}’'-]*|\d[\d.,:/]*+)", regex.MULTILINE
)
NAME_GOES_ON = regex.compile(r"\s+\p{Lu}")
POSSESSIVE = regex.compile(r"['’]s?$")
SIDE = 10  # anchors looked at on either side of a claim
CROWDED = 16  # a bucket larger than this is compared with its neighbours only


def sentences(claims: Iterable[Claim]) -> Pairs:
    """Pairs of claims with the same figure in sentences that share most of their wording."""
    units: dict[str, Shingles] = {}
    for claim in claims:
        found = tuple(word.lower() for word in WORD.findall(claim.sentence))
        if len(found) >= 8:
            units[claim.id] = _shingles(found, 4, figure(claim))
    return near(units, share=0.6, least=5)


def windows(anchored: Mapping[str, Anchors], claims: Iterable[Claim]) -> Pairs:
    """Pairs of claims around which the same names and numbers stand in the same order."""
    units: dict[str, Shingles] = {}
    claims = list(claims)
    for claim in claims:
        found = anchored.get(claim.doc, [])
        before = bisect_left(found, claim.start, key=_place)
        after = bisect_right(found, claim.end, key=_place)
        around = [word for _, word in found[max(0, before - SIDE) : before] + found[after : after + SIDE]]
        units[claim.id] = _shingles(around, 3, figure(claim))
    doc = {claim.id: claim.doc for claim in claims}
    return {(one, other) for one, other in near(units, share=0.6, least=6) if doc[one] != doc[other]}


def _place(anchor: tuple[int, str]) -> int:
    return anchor[0]


def documents(anchored: Mapping[str, Anchors]) -> Pairs:
    """Pairs of documents of which one holds most of the names and numbers of the other, in order."""
    units = {doc: _shingles([word for _, word in found], 3) for doc, found in anchored.items()}
    return near(units, share=0.5, least=8)


def figure(claim: Claim) -> tuple[str, ...]:
    """What must be the same in two claims for them to be one in two copies: vague words may be re-worded."""
    vague = claim.qualifier is Qualifier.VAGUE
    value = (claim.who.lower(),) if vague else (str(claim.low), str(claim.high))
    return claim.measure, claim.basis, *value


def moved(pairs: Pairs, claims: Iterable[Claim]) -> Pairs:
    """Pairs of claims, alike but anywhere, of documents that are copies of each other."""
    by_doc: dict[str, dict[tuple[str, ...], list[str]]] = defaultdict(lambda: defaultdict(list))
    for claim in sorted(claims, key=lambda claim: claim.id):
        by_doc[claim.doc][figure(claim)].append(claim.id)
    return {
        _ordered(here[0], id)
        for one, other in pairs
        for value, here in by_doc[one].items()
        for id in (*here[1:], *by_doc[other].get(value, ()))
        if value in by_doc[other]
    }


def near(units: Mapping[str, Shingles], *, share: float, least: int) -> Pairs:
    """Pairs of names whose shingles overlap: at least `least` of them, and `share` of the smaller set.

    Equal sets are paired in a row, and only sets that share a shingle are ever compared; which names they bear and in
    which order they come changes nothing.
    """
    same: dict[Shingles, list[str]] = defaultdict(list)
    for name in sorted(units):
        if len(units[name]) >= least:
            same[units[name]].append(name)
    pairs = {_ordered(one, other) for names in same.values() for one, other in pairwise(names)}
    sets = sorted(same, key=sorted)
    for one, other in _candidates(sets):
        shared = len(sets[one] & sets[other])
        if shared >= least and shared >= share * min(len(sets[one]), len(sets[other])):
            pairs.add(_ordered(same[sets[one]][0], same[sets[other]][0]))
    return pairs


def _candidates(sets: Sequence[Shingles]) -> list[tuple[int, int]]:
    """Pairs of positions that share two shingles or more."""
    buckets: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for position, found in enumerate(sets):
        for shingle in found:
            buckets[shingle].append(position)
    shared: Counter[tuple[int, int]] = Counter()
    for positions in buckets.values():
        if len(positions) <= CROWDED:
            shared.update(combinations(positions, 2))
        else:
            shared.update((at, to) for n, at in enumerate(positions) for to in positions[n + 1 : n + 4])
    return sorted(pair for pair, count in shared.items() if count > 1)


def anchors(text: str) -> Anchors:
    """The names and numbers of a text with their places: a capital that opens a sentence counts only before another."""
    found: Anchors = []
    for match in ANCHOR.finditer(text):
        word = match["word"].rstrip(".,:/")
        opens = match["open"] is not None and word[0].isalpha()
        if opens and not NAME_GOES_ON.match(text, match.end()):
            continue
        found.append((match.start("word"), POSSESSIVE.sub("", word).lower()))
    return found


def _shingles(found: Sequence[str], size: int, mark: tuple[str, ...] = ()) -> Shingles:
    """The runs of `size` words, each with a mark that sets the shingles of another figure apart."""
    return frozenset((*mark, *found[n : n + size]) for n in range(len(found) - size + 1))


def _ordered(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
