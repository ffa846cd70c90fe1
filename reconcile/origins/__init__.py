"""Claims become origins: copies, shared sources and one outlet's own voice count once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, pairwise
from typing import TypeAlias

from reconcile.model import Claim, Document
from reconcile.origins import copies, names
from reconcile.origins.names import Speaker

__all__ = ["completed", "copied", "trace"]

Group: TypeAlias = list[int]  # claims, by their places in those given
Heard: TypeAlias = list[Speaker | None]  # whom each claim cites
Place: TypeAlias = tuple[tuple[str, int, str], int, str]  # of a claim, in the order of publication


def trace(documents: Sequence[Document], claims: Sequence[Claim], language: str = "en") -> dict[str, str]:
    """The origin of each claim by its id, as a name to show; claims of one name come from one origin.

    A claim's origin is who is cited for it; in a copy, whoever the original cites; in a headline or lead that cites
    nobody, whoever the report cites for that figure; else the outlet whose voice came first.
    """
    places = _places(documents, claims)
    versions, verbatim, moved = _found(documents, claims)
    copy = _joined(range(len(claims)), verbatim)
    passages = _groups(copy)
    reworded = _groups(copy := _joined(copy, moved)) if moved else passages

    heard = _one_figure_one_name(claims, names.speakers(documents, claims, language))
    _share(passages, heard, places, sourced=True)
    restated = _restated(claims)
    for groups in (reworded, restated, reworded):
        _share(groups, heard, places, sourced=False)
    shown = _spelled(documents, claims, language)
    again = (pair for group in restated for pair in pairwise(group))
    whole = _groups(_joined(copy, again))  # a copy's headline is no more its own
    outlets = _outlets(documents, versions, shown, language)
    own = [shown[names.outlet(one.relayed_by, language)] if one.relayed_by else outlets[one.doc] for one in claims]
    voices = _own_voices(own, whole, heard, places)
    named = _named(claims, heard, places, voices, shown)
    return {claim.id: name for claim, name in zip(claims, named, strict=True)}


def copied(documents: Sequence[Document], claims: Sequence[Claim]) -> dict[str, str]:
    """For each claim that is told in several documents by copying, the earliest claim of its passage, by their ids."""
    claims = sorted(claims, key=lambda claim: claim.id)
    places = _places(documents, claims)
    _, verbatim, moved = _found(documents, claims)
    found: dict[str, str] = {}
    for group in _groups(_joined(range(len(claims)), verbatim | moved)):
        first = claims[min(group, key=places.__getitem__)]
        if any(claims[one].doc != first.doc for one in group):
            found |= {claims[one].id: first.id for one in group}
    return found


def _places(documents: Iterable[Document], claims: Iterable[Claim]) -> list[Place]:
    """The place of each claim in the order of publication: the longest report first of a day, the undated last; what
    stands at one place is told apart by its id."""
    order = {one.doc: (one.published or "9999", -len(one.text), one.sha256) for one in documents}
    return [(order[claim.doc], claim.start, claim.id) for claim in claims]


def _found(
    documents: Iterable[Document], claims: Sequence[Claim]
) -> tuple[copies.Versions, copies.Pairs, copies.Pairs]:
    """Pairs of documents that are versions of one, of claims in one passage, and of claims alike in two versions."""
    anchors = {document.doc: copies.anchors(document.text) for document in documents if document.text}
    versions = copies.documents(anchors)
    verbatim = copies.sentences(claims)
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


def _days(documents: Sequence[Document], pairs: copies.Versions) -> dict[str, str | None]:
    found = {document.doc: document.published for document in documents}
    if not pairs:
        return found
    for group in _components(list(found), pairs):
        last = max((day for doc in group if (day := found[doc])), default=None)
        found |= {doc: found[doc] or last for doc in group}
    return found


def _outlets(
    documents: Sequence[Document], pairs: copies.Versions, shown: Mapping[str, str], language: str
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


def _one_figure_one_name(claims: Sequence[Claim], heard: Heard) -> Heard:
    """Speakers with short names completed from longer ones that are cited for the same figure."""
    keys = {said.key for said in heard if said and not said.anonymous}
    called = names.shortened(keys)
    brief = {key: full for key in keys if (full := names.longer(key, called))}
    kin = brief.keys() | set(chain(*brief.values()))
    cited: dict[Hashable, dict[str, Group]] = defaultdict(lambda: defaultdict(list))
    for number, (claim, said) in enumerate(zip(claims, heard, strict=True)) if kin else ():
        if said and not said.anonymous and said.key in kin:
            cited[claim.measure, claim.low, claim.high, claim.place][said.key].append(number)
    found = list(heard)
    for told in cited.values():
        short = names.shortened(told) if len(told) > 1 else {}
        for key, numbers in told.items():
            if whole := names.completed(key, short):
                one = Speaker(key=whole, anonymous=False)
                for number in numbers:
                    found[number] = one
    return found


def _restated(claims: Iterable[Claim]) -> list[Group]:
    """Claims of one document with the same figure for the same measure."""
    found: dict[Hashable, Group] = defaultdict(list)
    for number, claim in enumerate(claims):
        found[claim.doc, claim.basis, claim.measure, claim.low, claim.high].append(number)
    return [group for group in found.values() if len(group) > 1]


def _share(groups: Iterable[Group], heard: Heard, places: Sequence[Place], *, sourced: bool) -> None:
    """Give the claims of a group the speaker of its first that names one; those that name another only if `sourced`."""

    def rank(number: int) -> tuple[bool, Place]:
        return bool((said := heard[number]) and said.anonymous), places[number]

    for group in groups:
        named = [number for number in group if heard[number]]
        if named and (sourced or len(named) < len(group)):
            told = heard[named[0] if len(named) == 1 else min(named, key=rank)]
            for number in group:
                if sourced or not heard[number]:
                    heard[number] = told


def _own_voices(own: Sequence[str], groups: Iterable[Group], heard: Heard, places: Sequence[Place]) -> list[str]:
    """For each claim, the outlet that speaks, or the agency that it carries; in copies, the first to publish."""
    found = list(own)
    for group in groups:
        unheard = [number for number in group if not heard[number]]
        if len(unheard) > 1:
            first = min(unheard, key=lambda number: (*places[number][0], own[number]))
            for number in unheard:
                found[number] = own[first]
    return found


def _named(
    claims: Sequence[Claim], heard: Heard, places: Sequence[Place], voices: Sequence[str], shown: Mapping[str, str]
) -> list[str]:
    """The origin of each claim: its speaker's name, or its voice; nobody in particular is told apart by the outlet that
    first cites them."""
    found = [shown.get(said.key, said.key) if said else voice for said, voice in zip(heard, voices, strict=True)]
    told: dict[Hashable, Group] = defaultdict(list)
    for number, said in enumerate(heard):
        if said and said.anonymous:
            claim = claims[number]
            told[said.key, claim.doc].append(number)
            told[said.key, claim.measure, claim.low, claim.high].append(number)
    pairs = (pair for group in told.values() for pair in pairwise(group))
    first = _joined(range(len(claims)), pairs)
    earliest = {group[0]: min(group, key=places.__getitem__) for group in _groups(first)}
    for number, said in enumerate(heard):
        if said and said.anonymous:
            found[number] = f"{found[number]} ({voices[earliest.get(first[number], number)]})"
    return found


def _groups(joined: Sequence[int]) -> list[Group]:
    """The members in the groups that they are joined in, but for those that are alone."""
    several = {first for number, first in enumerate(joined) if first != number}
    found: dict[int, Group] = defaultdict(list)
    for number, first in enumerate(joined) if several else ():
        if first in several:
            found[first].append(number)
    return list(found.values())


def _components(members: Sequence[str], pairs: copies.Versions) -> list[list[str]]:
    """The members in groups of those that pairs join, directly or through others; one alone is a group."""
    at = {member: number for number, member in enumerate(members)}
    joined = _joined(range(len(members)), ((at[one], at[other]) for one, other in pairs))
    found: dict[int, list[str]] = defaultdict(list)
    for member, first in zip(members, joined, strict=True):
        found[first].append(member)
    return list(found.values())


def _joined(first: Sequence[int], pairs: Iterable[tuple[int, int]]) -> list[int]:
    """For each member, by number, the first of its group when those of pairs are one group; so far it was `first`."""
    found = list(first)
    for low, high in pairs:
        while found[low] != low:
            found[low] = low = found[found[low]]
        while found[high] != high:
            found[high] = high = found[found[high]]
        if low < high:
            found[high] = low
        else:
            found[low] = high
    for number, before in enumerate(found):
        found[number] = found[before]
    return found
