"""What is counted: each measure is one TOML file of words; here they become lookups by first word.

A measure file gives, under `name` and `counts` ("people" or "things"):

- `affects`: verbs whose object is counted ("killed 12"); "shoot ... dead" takes the object in between.
- `undergoes`: verbs whose subject is counted ("12 died", "hundreds marched").
- `states`: what the counted are or are left ("12 dead", "left dozens without shelter").
- `nouns`: what is counted bears the measure's own name ("20 bodies"); `events`: it is an event ("15 arrests").
- `groups`: populations that the measure takes when nothing else binds them ("40 hostages").
- `near`: the same, but only where the sentence holds a word of `where`, the document one of `about`, or the number is
  at least `from`. Neither list takes a number below `least`.
- `takes`: measures whose verbs give way where a group of this one is their object or subject: stranded migrants are
  displaced.
- `acts`: nouns of action with "of" ("the evacuation of 88,000").
- `tolls`: nouns for the number itself ("the death toll rose to 159").
- `phrases`: fixed wordings around a figure, with {n} for it ("claimed the lives of {n}").

- `grows`: whether the count only grows while an event is told, so that a later figure is never lower.
- `zero`: the measure that a zero of this one is a zero of, too: no casualties are no dead.
- `never`: populations that the measure's verbs do not count: suspects who flee are not displaced.

In an entry "~" stands for any words of a noun phrase, or none: "suffer ~ burns" is "suffered severe burns", too.
Words with a slash between them stand for each other: "join ~ march/rally" is two entries.
An entry of `affects` that ends with "!" counts only those of the classes or nouns in `only`: "lost two soldiers".
An entry that ends with "?" counts only where the document or the sentence has a word of `about`: "1,200 arrived", of
migrants.
"""

from __future__ import annotations

import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import cache
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import TypeAlias

import regex

from reconcile.errors import LexiconError
from reconcile.lexicon import load, words

WORDS = regex.compile(r"\w+")
# What wordings, unknowns and claims have that need no word of a measure.
ASKED = tuple(
    "lives losses estimate estimates toll tolls number figure count total tally "
    "counted reckoned reckons speak spoke speaks acknowledged acknowledges admitted admits claimed claims".split()
)
RESTATED = tuple("raised raising revised revising upped lowered put puts putting brought bringing".split())  # "it"
THEM = ("them", "those", "these")  # with "of" they are some of those told of before
# Those of whom a sentence tells no more than that they are: "Nine were children."
TOLD = tuple(
    "children women men minors civilians foreigners students tourists teenagers girls boys infants adults".split()
)
SMALL = (
    "determiners",
    "be",
    "have",
    "modals",
    "prepositions",
    "conjunctions",
    "relatives",
    "pronouns",
    "adverbs",
    "quantities",
)
VOWELS = "aeiou"
GAP = "~"  # in an entry: any words of a noun phrase, or none ("suffer ~ burns")
DOUBLING = 4  # verbs up to this long double a last consonant behind a single vowel: "gut", "stab"
LISTS = ("affects", "undergoes", "states", "nouns", "events", "groups", "near", "acts", "tolls", "phrases")
SETS = ("where", "about", "takes", "never", "only")


class Role(IntEnum):
    """What a word does for a measure, and in which form."""

    AFFECTS = 0  # finite and active, or a bare infinitive: "killed", "kill"
    AFFECTING = 1  # "killing"
    AFFECTED = 2  # the participle: "(were) killed"
    UNDERWENT = 3  # "died", "marched"
    UNDERGOES = 4  # "die", "marches": a form that may as well be a noun
    UNDERGOING = 5  # "marching", "dying"
    STATE = 6
    NOUN = 7
    EVENT = 8
    GROUP = 9
    NEAR = 10
    ACT = 11
    TOLL = 12


STANDING = {"states": Role.STATE, "acts": Role.ACT, "tolls": Role.TOLL}
COUNTED = {"nouns": Role.NOUN, "events": Role.EVENT, "groups": Role.GROUP, "near": Role.NEAR}


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may bind a figure to a measure: `words` follow it at once, `tail` may stand behind the object.

    `needs` are the last words of both, without which a sentence does not hold it.
    """

    measure: str
    role: Role
    words: tuple[str, ...]
    tail: tuple[str, ...]
    about: bool = False  # counts only where the document is about the measure
    needs: tuple[str, ...] = ()
    only: frozenset[str] = frozenset()  # the classes that alone it counts, where it counts but some
    rank: int = 0  # its place among those that start with the same word: the longer first


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure as its file gives it."""

    name: str
    counts: str
    grows: bool
    words: Mapping[str, tuple[str, ...]]
    where: frozenset[str]
    about: frozenset[str]
    takes: frozenset[str]
    never: frozenset[str]
    only: frozenset[str]
    at_least: int
    least: int
    zero: str | None
    examples: tuple[Mapping[str, object], ...]


@dataclass(frozen=True, slots=True)
class Starts:
    """The triggers that start with a word.

    `alone` need nothing more; `longer` are found by the word that follows at once, `later` by one that stands farther
    on, behind a gap or behind the object.
    """

    alone: tuple[Trigger, ...]
    longer: Mapping[str, tuple[Trigger, ...]]
    later: Mapping[str, tuple[Trigger, ...]]


Gates: TypeAlias = dict[str, tuple[frozenset[str], ...]]


@dataclass(frozen=True, slots=True)
class Wording:
    """A fixed wording of a measure: the words right before its figure and right behind it."""

    measure: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measures:
    """The measures of a run by name, and every trigger by its first word, longest first.

    A sentence holds a trigger only where a word of `gates` stands with all of the words of one of its sets, or, where
    the document has a word of `about`, a word of `gates_about` does. `takers` are the measures that take from others,
    with their populations' names.
    """

    by_name: Mapping[str, Measure]
    triggers: Mapping[str, Starts]
    takers: Mapping[str, frozenset[str]]
    gates: Gates
    gates_about: Gates
    about: frozenset[str]
    telling: Mapping[str, tuple[str, ...]]  # the measures by each word that a document about them has
    wordings: Mapping[str, tuple[Wording, ...]]


@cache
def standard(language: str = "en") -> Measures:
    """The measures that come with the package."""
    folder = files("reconcile.lexicon").joinpath("measures")
    return gather(
        [
            parse(entry.read_text(encoding="utf-8"), entry.name)
            for entry in folder.iterdir()
            if entry.name.endswith(".toml")
        ],
        language,
    )


def extended(folder: Path, language: str = "en") -> Measures:
    """The standard measures with those of `folder` added; one of the same name takes the place of a standard one."""
    own = [parse(path.read_text(encoding="utf-8"), str(path)) for path in sorted(folder.glob("*.toml"))]
    if not own:
        raise LexiconError(f"{folder}: no measure file (*.toml) in this folder")
    return gather([*standard(language).by_name.values(), *own], language)


def parse(text: str, path: str) -> Measure:
    """A measure from the text of its file; LexiconError names the file and what is wrong with it."""
    try:
        found = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{path}: {error}") from error
    unknown = set(found) - {"name", "counts", "grows", "from", "least", "zero", "example", *LISTS, *SETS}
    if unknown or not isinstance(found.get("name"), str) or found.get("counts") not in ("people", "things"):
        raise LexiconError(
            f"{path}: "
            + (
                f"no such key: {', '.join(sorted(unknown))}"
                if unknown
                else 'needs name and counts ("people" or "things")'
            )
        )
    if not isinstance(found.get("grows", False), bool):
        raise LexiconError(f"{path}: grows must be true or false")
    for key in (*LISTS, *SETS):
        if not isinstance(found.get(key, []), list) or not all(isinstance(word, str) for word in found.get(key, [])):
            raise LexiconError(f"{path}: {key} must be a list of strings")
    return Measure(
        name=found["name"],
        counts=found["counts"],
        grows=found.get("grows", False),
        words={key: tuple(spelled for entry in found.get(key, ()) for spelled in _spelled(entry)) for key in LISTS},
        where=frozenset(found.get("where", ())),
        about=frozenset(found.get("about", ())),
        takes=frozenset(found.get("takes", ())),
        never=frozenset(found.get("never", ())),
        only=frozenset(found.get("only", ())),
        at_least=int(found.get("from", 1_000_000_000_000)),
        least=int(found.get("least", 1)),
        zero=found.get("zero"),
        examples=tuple(found.get("example", ())),
    )


def _spelled(entry: str) -> Iterator[str]:
    """An entry with each of the words that a slash joins: "join ~ march/rally" as two entries."""
    if "/" not in entry:
        return iter((entry,))
    return map(" ".join, product(*(word.split("/") for word in entry.split())))


def gather(measures: Sequence[Measure], language: str = "en") -> Measures:
    """Measures with their lookup; where two share a name the later one counts."""
    by_name = {measure.name: measure for measure in measures}
    found: dict[str, list[Trigger]] = defaultdict(list)
    for measure in by_name.values():
        for first, trigger in _triggers(measure, language):
            if trigger not in found[first]:
                found[first].append(trigger)
    ranked = {
        first: tuple(sorted(some, key=lambda t: (-len(t.words), not t.about, t.role, t.measure)))
        for first, some in sorted(found.items())
    }
    return Measures(
        by_name=dict(sorted(by_name.items())),
        triggers={first: _starts(some) for first, some in ranked.items()},
        takers={measure.name: frozenset(_groups(measure)) for measure in by_name.values() if measure.takes},
        gates=_gates(ranked, about=False),
        gates_about=_gates(ranked, about=None),
        about=frozenset(word for measure in by_name.values() for word in (*measure.about, *_groups(measure))),
        telling=_telling(by_name.values()),
        wordings=_wordings(by_name.values()),
    )


def _telling(measures: Iterable[Measure]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for measure in measures:
        for word in measure.about:
            found[word].append(measure.name)
    return {word: tuple(names) for word, names in found.items()}


def _starts(some: tuple[Trigger, ...]) -> Starts:
    alone: list[Trigger] = []
    longer: dict[str, list[Trigger]] = defaultdict(list)
    later: dict[str, list[Trigger]] = defaultdict(list)
    for rank, trigger in enumerate(sorted(some, key=lambda t: (not t.words, t.words[:1] == (GAP,)))):
        ranked = replace(trigger, rank=rank)
        if trigger.words and trigger.words[0] != GAP:
            longer[trigger.words[0]].append(ranked)
        elif trigger.words or trigger.tail:
            later[trigger.words[1] if trigger.words else trigger.tail[0]].append(ranked)
        else:
            alone.append(ranked)
    return Starts(
        alone=tuple(alone),
        longer={second: tuple(found) for second, found in longer.items()},
        later={word: tuple(found) for word, found in later.items()},
    )


def _gates(ranked: Mapping[str, tuple[Trigger, ...]], *, about: bool | None) -> Gates:
    """The most telling word of each trigger, as a run of letters, with the sets of words that must stand with it.

    It is no small word, and one that few triggers share. `about` chooses the triggers for documents about a measure,
    or those for any; None takes both.
    """
    small = _small_words()
    found = [(first, trigger) for first, some in ranked.items() for trigger in some]
    runs = {key: WORDS.findall(" ".join((key[0], *key[1].words, *key[1].tail))) for key in found}
    shared = Counter(word for run in runs.values() if len(run) > 1 for word in set(run))
    found_by: dict[str, set[frozenset[str]]] = defaultdict(set)
    found_by |= {word: {frozenset()} for word in ASKED}
    found_by |= {word: {frozenset(("of",))} for word in THEM}
    found_by |= {word: {frozenset(("it",))} for word in RESTATED}
    found_by |= {word: {frozenset(("were",)), frozenset(("are",))} for word in (*TOLD, *_peoples())}
    for (_, trigger), run in runs.items():
        if about is None or trigger.about == about:
            telling = min(run, key=lambda word: (word in small, shared[word], -len(word)))
            found_by[telling].add(frozenset(run) - {telling})
    return {word: tuple(sorted(sets, key=len)) for word, sets in found_by.items()}


@cache
def _peoples(language: str = "en") -> tuple[str, ...]:
    """The names of peoples in the plural: "Poles", "Japanese"."""
    table = load("populations", language).get("nationality")
    names = [str(name) for some in table.values() for name in some] if isinstance(table, dict) else []
    return tuple(name.partition("/")[2] or f"{name}s" for name in names if "." not in name)


@cache
def _small_words(language: str = "en") -> frozenset[str]:
    """The words that stand in any sentence."""
    return frozenset(word for key in SMALL for word in words("grammar", key, language))


def _groups(measure: Measure) -> Iterable[str]:
    """The populations of a measure that takes from others, in the plural: a document may be about one of them."""
    return (plural(noun) for noun in measure.words["groups"] if measure.takes)


def _wordings(measures: Iterable[Measure]) -> Mapping[str, tuple[Wording, ...]]:
    """The fixed wordings by the word that stands next to their figure, the one before it if there is one."""
    found: dict[str, list[Wording]] = defaultdict(list)
    for measure in measures:
        for text in measure.words["phrases"]:
            before, _, after = text.partition("{n}")
            wording = Wording(measure.name, tuple(before.split()), tuple(after.split()))
            found[(wording.before[-1:] or wording.after[:1])[0]].append(wording)
    return {word: tuple(some) for word, some in found.items()}


def _triggers(measure: Measure, language: str) -> list[tuple[str, Trigger]]:
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


@cache
def verb_forms(verb: str, language: str = "en") -> tuple[tuple[str, str], ...]:
    """(form, kind) of a verb; the kinds are "present" (base and third person), "past", "participle" and "ing"."""
    irregular = load("verbs", language).get("irregular")
    own = irregular.get(verb) if isinstance(irregular, dict) else None
    past, participle, *ing = own if own else (_regular(verb, "ed"), _regular(verb, "ed"))
    third = plural(verb) if not verb.endswith(("o", "z")) else verb + "es"
    forms = [
        (verb, "present"),
        (third, "present"),
        (past, "past"),
        (participle, "participle"),
        (ing[0] if ing else _regular(verb, "ing"), "ing"),
    ]
    return tuple(dict.fromkeys(forms))


def _regular(verb: str, ending: str) -> str:
    if len(verb) <= DOUBLING and verb[-1] not in "wxyaeiou" and verb[-2] in VOWELS and verb[-3] not in VOWELS:
        return verb + verb[-1] + ending
    if verb.endswith("e") and not verb.endswith(("ee", "ye", "oe")):
        return verb[:-1] + ending
    if verb.endswith("y") and verb[-2] not in VOWELS and ending == "ed":
        return verb[:-1] + "ied"
    return verb + ending


def plural(noun: str) -> str:
    """The plural of a noun by the regular endings; of several words, of the last."""
    *before, last = noun.split()
    if last.endswith("y") and last[-2:-1] not in VOWELS:
        last = last[:-1] + "ies"
    elif last.endswith("man"):
        last = last[:-3] + "men"
    elif last.endswith(("s", "sh", "ch", "x")):
        last += "es"
    else:
        last += "s"
    return " ".join([*before, last])
