"""Claims become origins: copies, shared sources and one outlet's own voice count once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from typing import TypeAlias, TypeVar

from reconcile.model import Claim, Document
from reconcile.origins import copies, names
from reconcile.origins.names import Speaker

__all__ = ["completed", "copied", "trace"]

T = TypeVar("T")
Pair: TypeAlias = tuple[str, str]
Group: TypeAlias = list[Claim]
Heard: TypeAlias = dict[str, Speaker]
Order: TypeAlias = Mapping[str, tuple[str, int, str]]


def trace(
    documents: Sequence[Document], claims: Sequence[Claim], language: str = "en", *, most: int = 1
) -> dict[str, str]:
    """The origin of each claim by its id, as a name to show; claims of one name come from one origin. `most` processes
    look for copies.

    A claim's origin is who is cited for it; in a copy, whoever the original cites; in a headline or lead that cites
    nobody, whoever the report cites for that figure; else the outlet whose voice came first.
    """
    claims = sorted(claims, key=lambda claim: claim.id)
    order = _order(documents)
    versions, verbatim, moved = _found(documents, claims, most)
    at = {claim.id: number for number, claim in enumerate(claims)}
    copy = _joined(range(len(claims)), verbatim, at)
    passages = _groups(claims, copy)
    reworded = _groups(claims, copy := _joined(copy, moved, at)) if moved else passages

    heard = _one_figure_one_name(claims, names.speakers(documents, claims, language))
    _share(passages, heard, order, sourced=True)
    restated = _restated(claims)
    for groups in (reworded, restated, reworded):
        _share(groups, heard, order, sourced=False)
    shown = _spelled(documents, claims, language)
    again = ((one.id, other.id) for group in restated for one, other in pairwise(group))
    whole = _groups(claims, _joined(copy, again, at))  # a copy's headline is no more its own
    outlets = _outlets(documents, versions, shown, language)
    voices = _own_voices(claims, whole, heard, order, outlets, shown, language)
    return voices | _named(claims, heard, order, voices, shown)


def copied(documents: Sequence[Document], claims: Sequence[Claim]) -> dict[str, str]:
    """For each claim that is told in several documents by copying, the earliest claim of its passage, by their ids."""
    order = _order(documents)
    _, verbatim, moved = _found(documents, claims)
    found: dict[str, str] = {}
    for group in _by_pairs(sorted(claims, key=lambda claim: claim.id), verbatim | moved):
        first = min(group, key=lambda claim: (order[claim.doc], claim.start))
        if any(claim.doc != first.doc for claim in group):
            found |= {claim.id: first.id for claim in group}
    return found


def _order(documents: Iterable[Document]) -> dict[str, tuple[str, int, str]]:
    """The place of each document in the order of publication: the longest first of a day, the undated last."""
    return {one.doc: (one.published or "9999", -len(one.text), one.sha256) for one in documents}


def _found(
    documents: Iterable[Document], claims: Sequence[Claim], most: int = 1
) -> tuple[copies.Pairs, copies.Pairs, copies.Pairs]:
    """Pairs of documents that are versions of one, of claims in one passage, and of claims alike in two versions."""
    anchors = {document.doc: copies.anchors(document.text) for document in documents if document.text}
    versions = copies.documents(anchors)
    verbatim = copies.sentences(claims, most)
    verbatim |= copies.windows(anchors, claims)
    return versions, verbatim, copies.moved(versions, anchors, claims)


def completed(documents: Sequence[Document], language: str = "en") -> tuple[Document, ...]:
    """The documents, each with an outlet: as given, or that of what it is a copy of, or its file's name; one without a
    day has the last day of those, for it can be no older than what it copies."""
    bare = any(document.outlet is None or document.published is None for document in documents)
    pairs = copies.documents({d.doc: copies.anchors(d.text) for d in documents if d.text}) if bare else set()
    voices = _outlets(documents, pairs, _spelled(documents, (), language), language)
    days = _days(documents, pairs)
    return tuple(_with(one, voices[one.doc], days[one.doc]) for one in documents)


def _with(document: Document, outlet: str, day: str | None) -> Document:
    told = document.outlet == outlet and document.published == day
    return document if told else replace(document, outlet=outlet, published=day)


def _days(documents: Sequence[Document], pairs: copies.Pairs) -> dict[str, str | None]:
    found = {document.doc: document.published for document in documents}
    if not pairs:
        return found
    for group in _components(list(found), pairs):
        last = max((day for doc in group if (day := found[doc])), default=None)
        found |= {doc: found[doc] or last for doc in group}
    return found


def _outlets(
    documents: Sequence[Document], pairs: copies.Pairs, shown: Mapping[str, str], language: str
) -> dict[str, str]:
    given = {d.doc: shown[names.outlet(d.outlet, language)] for d in documents if d.outlet}
    if all(document.outlet for document in documents):
        return given
    files = Counter(document.doc.rpartition("/")[2] for document in documents)
    found = dict(given)
    for group in _components([document.doc for document in documents], pairs):
        first = min(group, key=lambda doc: (doc not in given, doc))
        name = first.rpartition("/")[2]
        label = given.get(first) or (name if files[name] == 1 else first)
        found |= {doc: label for doc in group if doc not in given}
    return found


def _spelled(documents: Iterable[Document], claims: Iterable[Claim], language: str) -> dict[str, str]:
    """How each speaker, relay and outlet is written, by its key."""
    cited = Counter((c.source, c.source_type) for c in claims if c.source)
    heads = Counter(d.outlet for d in documents if d.outlet)
    heads.update(c.relayed_by for c in claims if c.relayed_by)
    told = Counter({(names.outlet(name, language), name): count for name, count in heads.items()})
    for (name, kind), count in cited.items():
        told[names.speaker(name, kind, language).key, name] += count
    return names.shown(told, language)


def _one_figure_one_name(claims: Iterable[Claim], heard: Heard) -> Heard:
    """Speakers with short names completed from longer ones that are cited for the same figure."""
    keys = {said.key for said in heard.values() if not said.anonymous}
    called = names.shortened(keys)
    brief = {key: full for key in keys if (full := names.longer(key, called))}
    kin = brief.keys() | set(chain(*brief.values()))
    cited: dict[Hashable, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims if kin else ():
        said = heard.get(claim.id)
        if said and not said.anonymous and said.key in kin:
            cited[claim.measure, claim.low, claim.high, claim.place][said.key].append(claim.id)
    found = dict(heard)
    for told in cited.values():
        short = names.shortened(told) if len(told) > 1 else {}
        for key, ids in told.items():
            if whole := names.completed(key, short):
                found |= dict.fromkeys(ids, Speaker(key=whole, anonymous=False))
    return found


def _restated(claims: Iterable[Claim]) -> list[Group]:
    """Claims of one document with the same figure for the same measure."""
    found: dict[Hashable, Group] = defaultdict(list)
    for claim in claims:
        found[claim.doc, claim.basis, _value(claim)].append(claim)
    return [group for group in found.values() if len(group) > 1]


def _value(claim: Claim) -> Hashable:
    return claim.measure, claim.low, claim.high


def _share(groups: Iterable[Group], heard: Heard, order: Order, *, sourced: bool) -> None:
    """Give the claims of a group the speaker of its first that names one; those that name another only if `sourced`."""
    for group in groups:
        named = [claim for claim in group if claim.id in heard]
        if named and (sourced or len(named) < len(group)):
            first = min(named, key=lambda claim: (heard[claim.id].anonymous, order[claim.doc], claim.start))
            taking = group if sourced else [claim for claim in group if claim.id not in heard]
            heard |= dict.fromkeys([claim.id for claim in taking], heard[first.id])


def _own_voices(
    claims: Iterable[Claim],
    groups: Iterable[Group],
    heard: Heard,
    order: Order,
    voices: Mapping[str, str],
    shown: Mapping[str, str],
    language: str,
) -> dict[str, str]:
    """For each claim, the outlet that speaks, or the agency that it carries; in copies, the first to publish."""
    own = {
        claim.id: shown[names.outlet(claim.relayed_by, language)] if claim.relayed_by else voices[claim.doc]
        for claim in claims
    }
    found = dict(own)
    for group in groups:
        unheard = [claim for claim in group if claim.id not in heard]
        if unheard:
            first = min(unheard, key=lambda claim: (*order[claim.doc], own[claim.id]))
            found |= {claim.id: own[first.id] for claim in unheard}
    return found


def _named(
    claims: Sequence[Claim], heard: Heard, order: Order, voices: Mapping[str, str], shown: Mapping[str, str]
) -> dict[str, str]:
    """The names of the speakers; nobody in particular is told apart by the outlet that first cites them."""
    cited = [claim for claim in claims if claim.id in heard]
    found = {claim.id: shown.get(heard[claim.id].key, heard[claim.id].key) for claim in cited}
    places: dict[Hashable, Group] = defaultdict(list)
    unnamed = [claim for claim in cited if heard[claim.id].anonymous]
    for claim in unnamed:
        key = heard[claim.id].key
        places[key, claim.doc].append(claim)
        places[key, _value(claim)].append(claim)
    pairs = {(one.id, other.id) for group in places.values() for one, other in pairwise(group)}
    first = {claim.id: claim for claim in unnamed}
    for group in _by_pairs(unnamed, pairs):
        earliest = min(group, key=lambda claim: (order[claim.doc], claim.start))
        first |= dict.fromkeys((claim.id for claim in group), earliest)
    return found | {id: f"{found[id]} ({voices[claim.id]})" for id, claim in first.items()}


def _by_pairs(claims: Sequence[Claim], pairs: Collection[Pair]) -> list[Group]:
    """The claims in groups of two or more that pairs of their ids join, directly or through others."""
    return _groups(claims, _joined(range(len(claims)), pairs, {claim.id: n for n, claim in enumerate(claims)}))


def _groups(members: Sequence[T], joined: Sequence[int]) -> list[list[T]]:
    """The members in the groups that they are joined in, but for those that are alone."""
    several = {first for number, first in enumerate(joined) if first != number}
    found: dict[int, list[T]] = defaultdict(list)
    for member, first in zip(members, joined, strict=True):
        if first in several:
            found[first].append(member)
    return list(found.values())


def _components(members: Sequence[str], pairs: Iterable[Pair]) -> list[list[str]]:
    """The members in groups of those that pairs join, directly or through others; one alone is a group."""
    joined = _joined(range(len(members)), pairs, {member: number for number, member in enumerate(members)})
    found: dict[int, list[str]] = defaultdict(list)
    for member, first in zip(members, joined, strict=True):
        found[first].append(member)
    return list(found.values())


def _joined(first: Sequence[int], pairs: Iterable[Pair], at: Mapping[str, int]) -> list[int]:
    """For each member, by number, the first of its group when those of pairs are one group; so far it was `first`."""
    found = list(first)
    for one, other in pairs:
        low, high = at[one], at[other]
        while found[low] != low:
            low = found[low]
        while found[high] != high:
            high = found[high]
        found[max(low, high)] = min(low, high)
    for number, before in enumerate(found):
        found[number] = found[before]
    return found
