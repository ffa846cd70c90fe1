"""Place names in text: those the gazetteer knows, and those that only the words around them give away."""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import NamedTuple

from reconcile.places.framed import base, borrowed, described, framed, headed, person
from reconcile.places.gazetteer import exists, fold
from reconcile.places.listed import listed, may_be_meant
from reconcile.places.stretch import Capitals, Mention, capitals, read, run_end, weak, word_before


class Scan(NamedTuple):
    """What one reading of a stretch found.

    `named` are the names that the words around them made places, by folded name; `pending` are names of unknown
    standing; `people` are names that belong to persons.
    """

    mentions: tuple[Mention, ...]
    named: Mapping[str, Mention]
    pending: tuple[tuple[int, int, str], ...]
    people: frozenset[str]


NOTHING = Scan(mentions=(), named={}, pending=(), people=frozenset())


def mentions(text: str, start: int, end: int) -> tuple[Mention, ...]:
    """The places named in `text[start:end]`, in order; a name no gazetteer has counts where its frame makes it one."""
    found = scan(capitals(text[:end]), start, end)
    return settle(found, found.named, found.people)


def scan(every: Capitals, start: int, end: int) -> Scan:
    """One reading of `text[start:end]`: each run of capitalised words as a place, a person, or not yet known."""
    stretch = read(every, start, end)
    if stretch is None:
        return NOTHING
    found: list[Mention] = []
    named: dict[str, Mention] = {}
    pending: list[tuple[int, int, str]] = []
    people: set[str] = set()
    apart, index = stretch.words.apart, 0
    while index < len(stretch.keys):
        hit, mention = stretch.hits[index], None
        if hit is None and stretch.keys[index] in apart:
            index += 1
            continue
        last = run_end(stretch, index)
        if (natural := headed(stretch, index)) is not None:
            mention, last = natural, index + 1
            named.setdefault(base(mention.name), mention)
        elif hit is not None and hit.last >= last:
            mention, last = listed(stretch, hit, found), hit.last
            if weak(hit):
                first, past = stretch.starts[hit.first], stretch.ends[hit.last]
                if mention is not None:
                    named.setdefault(hit.key, mention)
                elif may_be_meant(stretch, hit):
                    pending.append((first, past, hit.key))
                else:
                    people.add(hit.key)
        elif last >= index:
            first, past = stretch.starts[index], stretch.ends[last]
            before = word_before(stretch, first).lower()
            if before in stretch.words.placelike and described(stretch, first):
                before = "in"
            mention = framed(stretch, index, last, before)
            if mention is not None:
                if not borrowed(mention.name):
                    named.setdefault(base(mention.name), mention)
            else:
                pending.append((first, past, fold(stretch.text[first:past])))
                people.update(person(stretch, index, last, before))
        if mention is not None:
            found.append(mention)
        index = last + 1 if last > index else index + 1
    if not found and not pending:
        return NOTHING
    return Scan(mentions=tuple(found), named=named, pending=tuple(pending), people=frozenset(people))


def settle(found: Scan, named: Mapping[str, Mention], people: frozenset[str]) -> tuple[Mention, ...]:
    """The mentions of a scan without persons, with bare names that are places by their frame elsewhere.

    A name that only its frame made a place is written as in `named`, so that one place has one name.
    """
    kept = [_as_named(m, named) for m in found.mentions if not (people and _of_person(m.name, people))]
    for start, end, key in found.pending if named else ():
        model = named.get(key)
        if model is not None and key not in people:
            kept.append(model._replace(start=start, end=end))
    return tuple(sorted(kept, key=attrgetter("start")) if len(kept) > 1 else kept)


def _of_person(name: str, people: frozenset[str]) -> bool:
    key = fold(name)
    return key in people and not exists(key)


def _as_named(mention: Mention, named: Mapping[str, Mention]) -> Mention:
    model = named.get(base(mention.name)) if named and mention.country is None else None
    if model is None or model.country is not None or borrowed(mention.name):
        return mention
    return mention._replace(name=model.name, kind=model.kind)
