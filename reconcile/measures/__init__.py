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

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from reconcile.errors import LexiconError
from reconcile.measures.forms import plural, verb_forms
from reconcile.measures.gates import gates_of
from reconcile.measures.reading import parse
from reconcile.measures.records import GAP, Gates, Measure, Measures, Role, Starts, Trigger, Wording
from reconcile.measures.triggers import starts_of, triggers_of, wordings_of

__all__ = [
    "GAP", "Gates", "Measure", "Measures", "Role", "Starts", "Trigger", "Wording", "extended", "gather", "parse",
    "plural", "standard", "verb_forms",
]


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


def gather(measures: Sequence[Measure], language: str = "en") -> Measures:
    """Measures with their lookup; where two share a name the later one counts."""
    by_name = {measure.name: measure for measure in measures}
    found: dict[str, list[Trigger]] = defaultdict(list)
    for measure in by_name.values():
        for first, trigger in triggers_of(measure, language):
            if trigger not in found[first]:
                found[first].append(trigger)
    ranked = {
        first: tuple(sorted(some, key=lambda t: (-len(t.words), not t.about, t.role, t.measure)))
        for first, some in sorted(found.items())
    }
    wordings = wordings_of(by_name.values())
    every = [one for some in wordings.values() for one in some]
    return Measures(
        by_name=dict(sorted(by_name.items())),
        triggers={first: starts_of(some) for first, some in ranked.items()},
        takers={measure.name: frozenset(_groups(measure)) for measure in by_name.values() if measure.takes},
        gates=gates_of(ranked, every, about=False),
        gates_about=gates_of(ranked, every, about=None),
        about=frozenset(word for measure in by_name.values() for word in (*measure.about, *_groups(measure))),
        telling=_telling(by_name.values()),
        wordings=wordings,
    )


def _telling(measures: Iterable[Measure]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for measure in measures:
        for word in measure.about:
            found[word].append(measure.name)
    return {word: tuple(names) for word, names in found.items()}


def _groups(measure: Measure) -> Iterable[str]:
    """The populations of a measure that takes from others, in the plural: a document may be about one of them."""
    return (plural(noun) for noun in measure.words["groups"] if measure.takes)
