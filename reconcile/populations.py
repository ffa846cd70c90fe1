"""Who is counted: the wording of a population is read into classes, and two populations are set against each other.

The classes and their words are data in `lexicon/LANGUAGE/populations.toml`: "law enforcement officers" are police, who
are security forces, who are people. A population also has a nationality, a state ("in critical condition") and names.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from itertools import combinations, product

import regex

from reconcile.errors import LexiconError
from reconcile.lexicon import load, words
from reconcile.tokens import words_of

WORD = regex.compile(r"[\p{L}\d][\p{L}\d.'’-]*|[,;&/]")
NEXT = regex.compile(r"\s+\p{L}+")
ALLIED = "allied"
LONGEST = 5  # words in the longest name of a class
AND = frozenset({"and", "or", "&", ",", ";", "/"})
IRREGULAR = {"man": "men", "woman": "women", "person": "people", "child": "children"}


class Relation(StrEnum):
    """How one population stands to another: "police" are narrower than "security forces"."""

    SAME = "same"
    NARROWER = "narrower"
    WIDER = "wider"
    APART = "apart"
    OVERLAPPING = "overlapping"


@dataclass(frozen=True, slots=True)
class Population:
    """A wording read: any of `heads`, who belong to all of `marks`, are of one of `nations` and in all `states`."""

    heads: frozenset[str]
    marks: frozenset[str] = frozenset()
    nations: frozenset[str] = frozenset()
    states: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    hashed: int = field(init=False, repr=False, compare=False)  # for it is looked up far more often than made

    def __post_init__(self) -> None:
        told = self.heads, self.marks, self.nations, self.states, self.names
        object.__setattr__(self, "hashed", hash(told))

    def __hash__(self) -> int:
        return self.hashed


@dataclass(frozen=True, slots=True)
class Lattice:
    """The classes of one language: what each name means, what holds what, and what excludes what."""

    nouns: Mapping[str, frozenset[str]]
    marks: Mapping[str, frozenset[str]]
    nations: Mapping[str, frozenset[str]]
    above: Mapping[str, frozenset[str]]
    apart: frozenset[frozenset[str]]
    states: tuple[tuple[regex.Pattern[str], str], ...]
    stated: Mapping[str, tuple[frozenset[str], ...]]  # the words of each phrase of a state, by the rarest of them
    behind: frozenset[str]
    before: frozenset[str]
    partitive: frozenset[str]
    alike: Mapping[str, tuple[frozenset[str], ...]]


def nouns(language: str = "en") -> Mapping[str, frozenset[str]]:
    """Every name of something countable, singular and plural, lower case, with the classes it names."""
    return lattice(language).nouns


def within(kind: str, other: str, language: str = "en") -> bool:
    """Whether every member of class `kind` is a member of class `other`."""
    return other in lattice(language).above.get(kind, frozenset({kind}))


@cache
def alike(measure: str, kind: str, language: str = "en") -> frozenset[str]:
    """The classes that reports use in each other's place for `kind` when they tell `measure`, itself among them."""
    groups = lattice(language).alike.get(measure, ())
    return frozenset({kind}).union(*(group for group in groups if kind in group))


def kinds(who: str, language: str = "en") -> frozenset[str]:
    """The classes named by a wording: what the counted are, their nationality and state; empty where none is known."""
    read = population(who, language)
    return read.heads | read.marks | read.nations | read.states


def relation(a: str, b: str, language: str = "en") -> Relation:
    """How the population worded `a` stands to the one worded `b`."""
    return compare(population(a, language), population(b, language), language)


@cache
def compare(a: Population, b: Population, language: str = "en") -> Relation:
    """How one population stands to another, both already read."""
    known = lattice(language)
    inside, outside = _covered(a, b, known), _covered(b, a, known)
    if inside and outside:
        return Relation.SAME
    if inside:
        return Relation.NARROWER
    if outside:
        return Relation.WIDER
    return Relation.APART if _exclude(a, b, known) else Relation.OVERLAPPING


@cache
def population(who: str, language: str = "en") -> Population:
    """A wording read into classes; words that name none are left aside."""
    known = lattice(language)
    plain = regex.sub(r"\([^)]*\)?", " ", who)
    return _read([match[0] for match in WORD.finditer(plain)], states_in(who, language), known)


def states_in(text: str, language: str = "en") -> frozenset[str]:
    """The states that a stretch of text names: "in critical condition", "still in hospital"."""
    known, lower = lattice(language), text.lower()
    told = frozenset(words_of(lower))
    if not any(phrase <= told for word in known.stated.keys() & told for phrase in known.stated[word]):
        return frozenset()
    return frozenset(name for pattern, name in known.states if pattern.search(lower))


@cache
def told_beside(language: str = "en") -> dict[str, frozenset[str]]:
    """By measure, the states that the words beside a figure may tell: of the injured, that they are gravely hurt."""
    return {measure: frozenset(_list(names)) for measure, names in _table("told_beside", language).items()}


def stated(text: str, names: frozenset[str], language: str = "en") -> str | None:
    """The words of a stretch of text for one of some states, an adverb with the word that it goes with; the state's
    name where the words hold a verb: "still in hospital" for "remain in hospital"."""
    if states_in(text, language).isdisjoint(names):
        return None
    found = [(pattern.search(text.lower()), name) for pattern, name in lattice(language).states if name in names]
    match, name = min(((match, name) for match, name in found if match), key=lambda one: one[0].span())
    word = NEXT.match(text, match.end()) if match[0].endswith("ly") else None
    words = text[match.start() : word.end() if word else match.end()].split()
    return " ".join(words) if word or words[0].lower() in _openings(language) else name


@cache
def _openings(language: str) -> frozenset[str]:
    """The words with which words for a state open that may stand behind a population: "in serious condition"."""
    return frozenset(words("populations", "openings", language))


@cache
def common(heads: frozenset[str], language: str = "en") -> frozenset[str]:
    """The class that holds all of `heads` where nobody belongs to two of them ("police and soldiers"), else `heads`."""
    known = lattice(language)
    if len(heads) < 2 or not all(_apart(a, b, known) or a == b for a, b in combinations(sorted(heads), 2)):
        return heads
    shared = frozenset.intersection(*(known.above[head] for head in heads))
    return _lowest(shared, known) or heads


@cache
def peoples(language: str = "en") -> frozenset[str]:
    """The classes that are peoples and faiths."""
    return frozenset(_table("people", language))


def _read(tokens: list[str], states: frozenset[str], known: Lattice) -> Population:
    heads: set[str] = set()
    marks: set[str] = set()
    nations: set[str] = set()
    names: set[str] = set()
    conjuncts = list(_conjuncts(tokens, known))
    for found in conjuncts:
        head, also = _head([classes for kind, classes in found if kind in ("noun", "mark")], known)
        heads |= head
        marks |= also
        nations.update(*(classes for kind, classes in found if kind == "nation"))
        names.update(*(classes for kind, classes in found if kind == "name"))
    if not heads and nations:
        heads = {"people"}
    shared = frozenset(marks) if len(conjuncts) < 2 else frozenset()
    return Population(_lowest(heads, known), shared, frozenset(nations), states, frozenset(names if heads else ()))


def _conjuncts(tokens: list[str], known: Lattice) -> Iterator[list[tuple[str, frozenset[str]]]]:
    """What the words of each member of a coordination mean, up to the first word behind."""
    found: list[tuple[str, frozenset[str]]] = []
    position, step, seen = 0, 0, False
    while position < len(tokens):
        last, (step, kind, classes) = step, _longest(tokens, position, known)
        word = tokens[position].lower()
        if seen and step == 1 and word in known.behind:
            break
        if kind:
            found.append((kind, classes))
            seen = True
        elif word in AND:
            if any(kind == "noun" for kind, _ in found):
                yield found
                found = []
        elif word == "of" and found:
            counted = last == 1 and found[-1][0] == "noun" and tokens[position - 1].lower() in known.partitive
            rest = list(_conjuncts(tokens[position + 1 :], known)) if counted else []
            if any(kind in ("noun", "nation") for piece in rest for kind, _ in piece):
                yield from rest
                return
            break
        elif tokens[position][0].isupper() and word not in known.before and not word.isdigit():
            found.append(("name", frozenset({word})))
        position += step
    if found:
        yield found


def _longest(tokens: list[str], position: int, known: Lattice) -> tuple[int, str, frozenset[str]]:
    """The longest name that begins at `position`: how many words, what sort of name, and the classes it names."""
    for size in range(min(LONGEST, len(tokens) - position), 0, -1):
        phrase = " ".join(tokens[position : position + size]).lower().replace("’", "'")
        for kind, table in (("noun", known.nouns), ("nation", known.nations), ("mark", known.marks)):
            if phrase in table and not (kind == "noun" and phrase in known.nations):
                return size, kind, table[phrase]
    return 1, "", frozenset()


def _head(found: list[frozenset[str]], known: Lattice) -> tuple[frozenset[str], frozenset[str]]:
    """The classes of the last noun, and those that the nouns and marks before it add."""
    if not found:
        return frozenset(), frozenset()
    head, also = found[-1], set[str]()
    for classes in found[:-1]:
        if _roots(classes, known).isdisjoint(_roots(head, known)):
            continue  # "hospital patients": a thing says nothing of who they are
        if any(_apart(a, b, known) for a, b in product(classes, head)):
            head = classes  # "army officers": what stands before tells which
        else:
            also |= classes
    if head == {"people"} and also:
        head, also = frozenset(also), set()
    lowest = _lowest(head | also, known)
    return (head & lowest or frozenset(lowest)), frozenset(lowest - head)


def _covered(a: Population, b: Population, known: Lattice) -> bool:
    """Whether everyone in `a` is in `b`."""
    if not a.heads or not b.heads:
        return not a.heads and not b.heads and a.names == b.names and a.states == b.states
    held = all(any(_inside(own, other, known) for own in {head, *a.marks} for other in b.heads) for head in a.heads)
    marked = all(any(_inside(own, mark, known) for own in a.heads | a.marks) for mark in b.marks)
    nations = not b.nations or bool(a.nations) and (a.nations <= b.nations or ALLIED in b.nations)
    return held and marked and nations and b.states <= a.states and b.names <= a.names


def _exclude(a: Population, b: Population, known: Lattice) -> bool:
    if a.nations and b.nations and a.nations.isdisjoint(b.nations) and ALLIED not in a.nations | b.nations:
        return True
    pairs = [product({head, *a.marks}, {other, *b.marks}) for head in a.heads for other in b.heads]
    return bool(pairs) and all(any(_apart(x, y, known) for x, y in pair) for pair in pairs)


def _inside(kind: str, other: str, known: Lattice) -> bool:
    return other in known.above[kind]


def _apart(a: str, b: str, known: Lattice) -> bool:
    """Whether nobody belongs to both classes: a set of exclusive classes holds an ancestor of each."""
    if _inside(a, b, known) or _inside(b, a, known):
        return False
    return any(frozenset({x, y}) in known.apart for x in known.above[a] for y in known.above[b])


def _roots(classes: Iterable[str], known: Lattice) -> frozenset[str]:
    return frozenset(above for kind in classes for above in known.above[kind] if len(known.above[above]) == 1)


def _lowest(classes: Iterable[str], known: Lattice) -> frozenset[str]:
    """The classes that hold no other of the set."""
    given = frozenset(classes)
    return frozenset(kind for kind in given if not any(kind != other and kind in known.above[other] for other in given))


@cache
def lattice(language: str = "en") -> Lattice:
    """The lattice of `lexicon/LANGUAGE/populations.toml`; LexiconError where it contradicts itself."""
    classes = _tables("class", language)
    inside = {name: _strings(entry, "inside") for name, entry in classes.items()}
    inside |= dict.fromkeys(peoples(language), ("people",))
    inside |= {people: _list(faiths) for people, faiths in _table("faith", language).items()}
    for name, above in inside.items():
        if unknown := [parent for parent in above if parent not in inside]:
            raise LexiconError(f"lexicon/{language}/populations.toml: {name} is inside {unknown[0]}, which is no class")
    named = [(name, form) for name, entry in classes.items() for form in _names(entry)]
    alliances = {word: frozenset({ALLIED}) for word in words("populations", "alliances", language)}
    plurals = [("people", form) for form in _plurals("nationality", language)]
    return Lattice(
        nouns=_gathered([*named, *plurals, *_peoples("people", language)]),
        marks=_gathered((name, mark) for name, entry in classes.items() for mark in _strings(entry, "marks")),
        nations=alliances | _gathered(_peoples("nationality", language)),
        above={name: frozenset(_ancestors(name, inside)) for name in inside},
        apart=_pairs(load("populations", language).get("apart")),
        states=tuple(
            (regex.compile(r"\b\L<phrases>\b", phrases=list(_list(entry))), name)
            for name, entry in _table("state", language).items()
        ),
        stated=_by_rarest(phrase for entry in _table("state", language).values() for phrase in _list(entry)),
        behind=frozenset(words("populations", "behind", language)),
        before=frozenset(words("populations", "before", language)),
        partitive=frozenset(words("populations", "partitive", language)),
        alike={measure: _groups(groups) for measure, groups in _table("alike", language).items()},
    )


def _names(entry: Mapping[str, object]) -> Iterator[str]:
    yield from _strings(entry, "collective")
    for noun in _strings(entry, "nouns"):
        yield from forms(noun)


def forms(noun: str) -> tuple[str, str]:
    """Singular and plural of a noun of a lexicon: by rule, or as given behind a slash."""
    singular, slash, plural = noun.partition("/")
    if slash:
        return singular, plural
    stem, last = singular[: -len(singular.split()[-1])], singular.split()[-1]
    if last in IRREGULAR:
        return singular, stem + IRREGULAR[last]
    if regex.search(r"[^aeiou]y$", last):
        return singular, singular[:-1] + "ies"
    return singular, singular + ("es" if regex.search(r"(?:s|x|z|ch|sh)$", last) else "s")


def _peoples(table: str, language: str) -> Iterator[tuple[str, str]]:
    for name, entry in _table(table, language).items():
        for noun in _list(entry):
            yield from ((name, form) for form in forms(noun))


def _plurals(table: str, language: str) -> Iterator[str]:
    """The names of peoples that can be counted as they stand: "Poles", "Japanese"."""
    return (forms(noun)[1] for entry in _table(table, language).values() for noun in _list(entry) if "." not in noun)


def _ancestors(name: str, inside: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    yield name
    for parent in inside[name]:
        yield from _ancestors(parent, inside)


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    gathered: defaultdict[str, set[str]] = defaultdict(set)
    for name, form in pairs:
        gathered[form.replace("’", "'")].add(name)
    return {form: frozenset(names) for form, names in gathered.items()}


def _by_rarest(phrases: Iterable[str]) -> dict[str, tuple[frozenset[str], ...]]:
    """The words of phrases, each under that of its words which fewest others hold."""
    held = [frozenset(words_of(phrase)) for phrase in phrases]
    times = Counter(word for phrase in held for word in phrase)
    found: defaultdict[str, list[frozenset[str]]] = defaultdict(list)
    for phrase in held:
        found[min(phrase, key=lambda word: (times[word], word))].append(phrase)
    return {word: tuple(some) for word, some in found.items()}


def _pairs(groups: object) -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair) for group in _groups(groups) for pair in combinations(sorted(group), 2))


def _groups(groups: object) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(_list(group)) for group in groups) if isinstance(groups, list) else ()


def _table(name: str, language: str) -> dict[str, object]:
    found = load("populations", language).get(name)
    if not isinstance(found, dict):
        raise LexiconError(f"lexicon/{language}/populations.toml: [{name}] must be a table")
    return found


def _tables(name: str, language: str) -> dict[str, dict[str, object]]:
    return {key: entry for key, entry in _table(name, language).items() if isinstance(entry, dict)}


def _strings(entry: Mapping[str, object], key: str) -> tuple[str, ...]:
    return _list(entry.get(key, []))


def _list(found: object) -> tuple[str, ...]:
    if not isinstance(found, list) or not all(isinstance(word, str) for word in found):
        raise LexiconError(f"lexicon/populations.toml: {found!r} must be a list of strings")
    return tuple(found)
