"""Which claims stand in copies of one passage: verbatim, abridged, or re-worded with names, numbers and quotes left."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain, combinations, pairwise, product
from typing import TypeAlias, TypeVar

import regex

from reconcile.model import Claim, Qualifier
from reconcile.tokens import words_of

Name = TypeVar("Name", int, str)
Shingles: TypeAlias = frozenset[tuple[str, ...]]
Pairs: TypeAlias = set[tuple[int, int]]  # of claims, by their numbers
Versions: TypeAlias = set[tuple[str, str]]  # of documents
Numbered: TypeAlias = tuple[int, Claim]
Anchors: TypeAlias = list[tuple[int, str]]

# What a machine that re-words leaves alone: numbers, and names, but for a capital that only opens a sentence.
ANCHOR = regex.compile(r"\p{Lu}[\p{L}’'-]*|\d[\d.,:/]*+")
OPENERS = frozenset(".!?:;•*“\"‘(\n")
NAME_GOES_ON = regex.compile(r"\s+\p{Lu}")
POSSESSIVE = regex.compile(r"['’]s?$")
VAGUE = Qualifier.VAGUE  # quicker to look up than in its class
LEAST = 8  # words of a sentence that can be told again
SIDE = 10  # anchors looked at on either side of a claim
BESIDE = 0.3  # of the names and numbers around a claim, how many stand around it in a copy as well
FEW = 6  # sets, of which each is compared with each
CROWDED = 16  # in a bucket larger than this each is compared with the next few only
NEXT = 3


def sentences(claims: Sequence[Claim]) -> Pairs:
    """Pairs of claims with the same figure in sentences that share most of their wording, as their places in
    `claims`."""
    pairs: Pairs = set()
    for some in _repeated(enumerate(claims)):
        said: dict[str, list[int]] = defaultdict(list)
        for number, claim in some:
            said[claim.sentence].append(number)
        told = {numbers[0]: words for sentence, numbers in said.items() if len(words := words_of(sentence)) >= LEAST}
        pairs.update(pair for numbers in said.values() if numbers[0] in told for pair in pairwise(numbers))
        if len(told) > 1:
            named = {number: _named(told[number], claim) for number, claim in some if number in told}
            met = _met_again(named)
            units = {one: _shingles([word.lower() for word in told[one]], 4) for one in set(chain.from_iterable(met))}
            for numbers in met:
                near_ones = near({one: units[one] for one in numbers}, share=0.6, least=5)
                pairs.update([(one, other) for one, other in near_ones if _same_names(named[one], named[other])])
    return pairs


def _named(words: Sequence[str], claim: Claim) -> set[str]:
    """What a sentence names, its other numbers too: a capital that opens it counts only before another."""
    found = {word.lower() for word in words[1:] if not word.islower()}
    if not words[0].islower() and not words[1].islower():
        found.add(words[0].lower())
    own = claim.figure.lower()
    return found.difference([own] if own.isalnum() else words_of(own))


def _met_again(named: Mapping[int, Set[str]]) -> set[tuple[int, ...]]:
    """The sentences that have a name in common, and all where one has none."""
    if not all(named.values()):
        return {tuple(named)}
    found: dict[str, list[int]] = defaultdict(list)
    for number, names in named.items():
        for name in names:
            found[name].append(number)
    return {tuple(numbers) for numbers in found.values() if len(numbers) > 1}


def _same_names(here: Set[str], there: Set[str]) -> bool:
    """Whether two sentences name the same: half of what the poorer of them names stands in the other."""
    return len(here & there) * 2 >= min(len(here), len(there))


def windows(anchored: Mapping[str, Anchors], claims: Sequence[Claim]) -> Pairs:
    """Pairs of claims around which the same names and numbers stand in the same order, one of them right beside."""
    pairs: Pairs = set()
    known = [(number, claim) for number, claim in enumerate(claims) if anchored.get(claim.doc)]
    for some in _repeated(sorted(known, key=lambda one: one[1].id)):
        before: dict[int, Shingles] = {}
        behind: dict[int, Shingles] = {}
        told: set[tuple[str, Shingles]] = set()  # a report that says one thing twice is no copy of itself
        for number, claim in some:
            left, right = _around(claim, anchored[claim.doc])
            for units, side, word in ((before, "before", left[-1:]), (behind, "behind", right[:1])):
                found = _shingles(left + right, 3, (side, *word))
                if (claim.doc, found) not in told:
                    told.add((claim.doc, found))
                    units[number] = found
        alike = near(before, share=0.6, least=6) | near(behind, share=0.6, least=6)
        pairs |= {(one, other) for one, other in alike if claims[one].doc != claims[other].doc}
    return pairs


def _repeated(claims: Iterable[Numbered]) -> list[list[Numbered]]:
    """The claims whose figure is told more than once, by figure: no other can be part of a copy."""
    found: dict[tuple[object, ...], list[Numbered]] = defaultdict(list)
    for one in claims:
        found[figure(one[1])].append(one)
    return [some for some in found.values() if len(some) > 1]


def _around(claim: Claim, found: Anchors) -> tuple[list[str], list[str]]:
    """The names and numbers before and behind a claim, a few each."""
    before, after = bisect_left(found, claim.start, key=_place), bisect_right(found, claim.end, key=_place)
    return _words(found[max(0, before - SIDE) : before]), _words(found[after : after + SIDE])


def _place(anchor: tuple[int, str]) -> int:
    return anchor[0]


def _words(found: Sequence[tuple[int, str]]) -> list[str]:
    return [word for _, word in found]


def documents(anchored: Mapping[str, Anchors]) -> Versions:
    """Pairs of documents of which one holds most of the names and numbers of the other, in order."""
    units = {doc: _shingles([word for _, word in found], 3) for doc, found in anchored.items()}
    return near(units, share=0.4, least=8)


def figure(claim: Claim) -> tuple[object, ...]:
    """What must be the same in two claims for them to be one in two copies: vague words may be re-worded."""
    if claim.qualifier is VAGUE:
        return claim.measure, claim.basis, claim.who.lower()
    return claim.measure, claim.basis, claim.low, claim.high


def moved(pairs: Versions, anchored: Mapping[str, Anchors], claims: Sequence[Claim]) -> Pairs:
    """Pairs of claims, alike but anywhere, of documents that are copies of each other: what stands around them is of
    the part that was copied, not of what one of the two reports for itself."""
    by_doc: dict[str, dict[tuple[object, ...], list[int]]] = defaultdict(lambda: defaultdict(list))
    docs = set(chain(*pairs))
    for number, claim in enumerate(claims) if docs else ():
        if claim.doc in docs:
            by_doc[claim.doc][figure(claim)].append(number)
    return {
        _ordered(a, b)
        for one, other in pairs
        for value, here in by_doc[one].items()
        if value in by_doc[other]
        for a, b in product(here, by_doc[other][value])
        if _beside_the_same(claims[a], claims[b], anchored)
    }


def _beside_the_same(a: Claim, b: Claim, anchored: Mapping[str, Anchors]) -> bool:
    """Whether around two claims stand enough of the same names and numbers, in whatever order."""
    here, there = (set(chain(*_around(claim, anchored.get(claim.doc, [])))) for claim in (a, b))
    return len(here & there) >= BESIDE * min(len(here), len(there))


def near(units: Mapping[Name, Shingles], *, share: float, least: int) -> set[tuple[Name, Name]]:
    """Pairs of names whose shingles overlap: at least `least` of them, and `share` of the smaller set.

    Equal sets are paired in a row, and only sets that share a shingle are ever compared; which names they bear and in
    which order they come changes nothing.
    """
    same: dict[Shingles, list[Name]] = defaultdict(list)
    for name in sorted(units):
        if len(units[name]) >= least:
            same[units[name]].append(name)
    pairs = {pair for names in same.values() if len(names) > 1 for pair in pairwise(names)}
    if len(same) < 2:
        return pairs
    sets, first = list(same), [names[0] for names in same.values()]
    for one, other in _candidates(sets, least):
        shared = len(sets[one] & sets[other])
        if shared >= least and shared >= share * min(len(sets[one]), len(sets[other])):
            pairs.add(_ordered(first[one], first[other]))
    return pairs


def _candidates(sets: Sequence[Shingles], least: int) -> Iterable[tuple[int, int]]:
    """Pairs of sets, by their places, that share two shingles or more, and all of a few."""
    if len(sets) <= FEW:
        return combinations(range(len(sets)), 2)
    buckets, enough = _buckets(sets), least  # each is compared with each
    if any(len(positions) > CROWDED for positions in buckets):
        order = sorted(range(len(sets)), key=[sorted(held) for held in sets].__getitem__)
        rank = sorted(range(len(sets)), key=order.__getitem__)
        # so that which are neighbours depends on nothing else
        buckets = [sorted(positions, key=rank.__getitem__) for positions in buckets]
        enough = min(least, 2)
    shared = Counter(chain.from_iterable(map(_met, buckets)))
    return [pair for pair, count in shared.items() if count >= enough]


def _buckets(sets: Iterable[Shingles]) -> list[list[int]]:
    """For each shingle that several sets hold, their positions."""
    found: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for position, held in enumerate(sets):
        for shingle in held:
            found[shingle].append(position)
    return [positions for positions in found.values() if len(positions) > 1]


def _met(positions: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pairs of the positions of a bucket: each with each, or in a crowded one with those that come next."""
    if len(positions) <= CROWDED:
        return combinations(positions, 2)
    return chain.from_iterable(zip(positions, positions[n:], strict=False) for n in range(1, NEXT + 1))


def anchors(text: str) -> Anchors:
    """The names and numbers of a text with their places: a capital that opens a sentence counts only before another."""
    found: Anchors = []
    for match in ANCHOR.finditer(text):
        word, start = match[0], match.start()
        if word[0].isdigit():
            found.append((start, word.rstrip(".,:/")))
        elif not _opens(text, start) or NAME_GOES_ON.match(text, match.end()):
            plain = word if word.isalpha() else POSSESSIVE.sub("", word.rstrip(".,:/"))
            found.append((start, plain.lower()))
    return found


def _opens(text: str, start: int) -> bool:
    """Whether what stands at `start` is the first word of a line or sentence."""
    at = start - 1
    while at >= 0 and text[at] not in OPENERS and text[at].isspace():
        at -= 1
    return at < 0 or text[at] in OPENERS


def _shingles(found: Sequence[str], size: int, mark: tuple[str, ...] = ()) -> Shingles:
    """The runs of `size` words, each with a mark that sets the shingles of another figure apart."""
    runs = zip(*[found[n:] for n in range(size)], strict=False)
    return frozenset((*mark, *run) for run in runs) if mark else frozenset(runs)


def _ordered(one: Name, other: Name) -> tuple[Name, Name]:
    return (one, other) if one < other else (other, one)
