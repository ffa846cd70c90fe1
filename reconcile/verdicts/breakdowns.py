"""The parts into which a sentence breaks a total down, set against it: "Twelve were killed: seven soldiers and four
civilians"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import combinations

import regex

from reconcile import populations
from reconcile.lexicon import words
from reconcile.model import Claim, Finding, Qualifier
from reconcile.places import within
from reconcile.populations import Relation
from reconcile.verdicts.pairs import Pair
from reconcile.verdicts.said import Said

EXACT = Qualifier.EXACT  # quicker to look up than in its class


def check(told: Mapping[str, Sequence[Said]]) -> dict[str, list[Pair]]:
    """The breakdowns that do not add up among the figures of questions of one measure, by the ids of all questions that
    they are about: parts that nobody can belong to two of make more than the whole, or, said to be all, less."""
    parted = [(id, said) for id, some in told.items() for said in some if said.claim.part_of]
    if len(parted) < 2:
        return {}
    by_claim = {said.claim.id: (id, said) for id, some in told.items() for said in some}
    broken: defaultdict[str, list[tuple[str, Said]]] = defaultdict(list)
    for id, said in parted:
        broken[said.claim.part_of or ""].append((id, said))
    found: defaultdict[str, list[Pair]] = defaultdict(list)
    for claim, parts in broken.items():
        asked, whole = by_claim.get(claim, ("", None))
        if whole and (pair := _off(whole, sorted((said for _, said in parts), key=_start))):
            for id in dict.fromkeys([asked, *(id for id, _ in parts)]):
                found[id].append(pair)
    return found


def _start(said: Said) -> int:
    return said.claim.start


def _off(whole: Said, parts: Sequence[Said]) -> Pair | None:
    """What the parts of a whole come to, if that is not what it is."""
    of_one = all(part.claim.qualifier is EXACT and part.claim.sentence == whole.claim.sentence for part in parts)
    if len(parts) < 2 or not of_one or not all(_exclude(a.claim, b.claim) for a, b in combinations(parts, 2)):
        return None
    total = sum(part.floor for part in parts)
    if total > whole.ceiling:
        return Pair(finding=Finding.SCOPE, reason="sum_exceeds", a=parts[0], b=whole, parts=tuple(parts))
    if total < whole.floor and whole.claim.qualifier is EXACT and _all_of(whole.claim, parts[0].claim):
        return Pair(finding=Finding.SCOPE, reason="not_reached", a=parts[0], b=whole, parts=tuple(parts))
    return None


def _exclude(a: Claim, b: Claim) -> bool:
    """Whether nobody can belong to both of two parts."""
    if populations.relation(a.who, b.who) is Relation.APART:
        return True
    here, there = a.place or "", b.place or ""
    return bool(here and there) and within(here, there) is within(there, here) is False


def _all_of(whole: Claim, first: Claim) -> bool:
    """Whether the parts behind a whole, from the first on, are said to be all of it, and each has a number."""
    at = whole.sentence.find(whole.figure) + len(whole.figure)
    begin = at + first.start - whole.end
    if first.start < whole.end or not whole.sentence.startswith(first.figure, begin):
        return False
    opening, unnumbered = _patterns()
    return bool(opening.search(whole.sentence[at:begin])) and not unnumbered.search(whole.sentence, begin)


@cache
def _patterns(language: str = "en") -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    opening, unnumbered = ("|".join(words("verdicts", key, language)) for key in ("breakdown", "unnumbered"))
    return regex.compile(f"(?:{opening})\\s*$", regex.IGNORECASE), regex.compile(unnumbered, regex.IGNORECASE)
