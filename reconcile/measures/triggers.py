"""The entries of a measure → the words that may bind a figure to it, found by the first of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from reconcile.lexicon import words
from reconcile.measures.forms import plural, verb_forms
from reconcile.measures.records import GAP, Measure, Role, Starts, Trigger, Wording

STANDING = {"states": Role.STATE, "acts": Role.ACT, "tolls": Role.TOLL}
COUNTED = {"nouns": Role.NOUN, "events": Role.EVENT, "groups": Role.GROUP, "near": Role.NEAR}


def triggers_of(measure: Measure, language: str) -> list[tuple[str, Trigger]]:
    found = []
    for verb in _both_orders(measure.words["affects"], language):
        for form, role in verb_forms(verb.split()[0], language):
            kind = {"past": Role.AFFECTS, "present": Role.AFFECTS, "participle": Role.AFFECTED, "ing": Role.AFFECTING}[
                role
            ]
            found.append(_trigger(measure.name, kind, form, verb, measure.only))
    for verb in measure.words["undergoes"]:
        for form, role in verb_forms(verb.split()[0], language):
            kind = {
                "past": Role.UNDERWENT,
                "present": Role.UNDERGOES,
                "participle": Role.UNDERWENT,
                "ing": Role.UNDERGOING,
            }[role]
            found.append(_trigger(measure.name, kind, form, verb))
    for key, kind in STANDING.items():
        found += [_trigger(measure.name, kind, words.split()[0], words) for words in measure.words[key]]
    for key, kind in COUNTED.items():
        for noun in measure.words[key]:
            name, mark = noun.removesuffix(" ?"), noun[len(noun.removesuffix(" ?")) :]
            found += [_trigger(measure.name, kind, form.split()[0], form + mark) for form in (name, plural(name))]
    return found


def _both_orders(entries: Iterable[str], language: str) -> Iterator[str]:
    """Verbs that an object is said of; before a preposition's phrase it may stand, too: "take (12) to hospital"."""
    prepositions = frozenset(("to", *words("grammar", "prepositions", language)))
    for entry in entries:
        yield entry
        verb, *rest = entry.split()
        if len(rest) > 1 and rest[0] in prepositions and "..." not in rest and rest[-1] not in ("?", "!"):
            yield " ".join((verb, "...", *rest))


def _trigger(
    measure: str, role: Role, form: str, entry: str, only: frozenset[str] = frozenset()
) -> tuple[str, Trigger]:
    """`entry` past its first word: the words that follow at once, then, behind "...", those behind the object."""
    about, only = entry.endswith(" ?"), only if entry.endswith(" !") else frozenset()
    rest = entry.removesuffix(" ?").removesuffix(" !").split()[1:]
    cut = rest.index("...") if "..." in rest else len(rest)
    own, tail = tuple(rest[:cut]), tuple(rest[cut + 1 :])
    return form, Trigger(measure, role, own, tail, about, (*own[-1:], *tail[-1:]), only)


def starts_of(some: tuple[Trigger, ...]) -> Starts:
    alone: list[Trigger] = []
    longer: dict[str, list[Trigger]] = defaultdict(list)
    later: dict[str, list[Trigger]] = defaultdict(list)
    for rank, trigger in enumerate(sorted(some, key=lambda t: (not t.words, t.words[:1] == (GAP,)))):
        ranked = replace(trigger, rank=rank)
        if trigger.words and trigger.words[0] != GAP:
            longer[trigger.words[0]].append(ranked)
        elif trigger.words or trigger.tail:
            later[max(trigger.needs, key=len)].append(ranked)  # few sentences have it
        else:
            alone.append(ranked)
    return Starts(
        alone=tuple(alone),
        longer={second: tuple(found) for second, found in longer.items()},
        later={word: tuple(found) for word, found in later.items()},
    )


def wordings_of(measures: Iterable[Measure]) -> Mapping[str, tuple[Wording, ...]]:
    """The fixed wordings by the word that stands next to their figure, the one before it if there is one."""
    found: dict[str, list[Wording]] = defaultdict(list)
    for measure in measures:
        for text in measure.words["phrases"]:
            before, _, after = text.partition("{n}")
            wording = Wording(measure.name, tuple(before.split()), tuple(after.split()))
            found[(wording.before[-1:] or wording.after[:1])[0]].append(wording)
    return {word: tuple(some) for word, some in found.items()}
