"""Claims of one measure in one story laid out in cells, by what they add up, what they count and where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, lru_cache
from typing import TypeAlias

import regex

from reconcile.lexicon import words
from reconcile.model import Basis, Claim, Qualifier, SourceType, Status
from reconcile.places import same
from reconcile.places import within as inside
from reconcile.populations import (
    Population,
    Relation,
    alike,
    common,
    compare,
    peoples,
    population,
    states_in,
    told_beside,
    within,
)

# Quicker to look up than in their classes.
ASSERTED, PLANNED, EXACT, VAGUE = Status.ASSERTED, Status.PLANNED, Qualifier.EXACT, Qualifier.VAGUE
ALL, PART, DAILY = Basis.TOTAL, Basis.PART, Basis.DAILY
EYEWITNESS, PERSON = SourceType.EYEWITNESS, SourceType.PERSON
DECIDED = frozenset({"troops", "evacuated", "rescued"})  # what is planned here is what will be told when it is done
CUT_OFF = "without power"  # of whom reports say "customers" as well
IN_CARE, OUT_OF_CARE, PATIENTS = "still in hospital", "out of hospital", frozenset({"patients"})
SETTLED = frozenset({"forecast", "new"})  # states that the mode of a claim tells already
PASSING = frozenset({"residents", "suspects", "nationals", "people"})  # marks that set nobody apart
PEOPLE = frozenset({"people"})
SEEN = frozenset({"killed", "injured", "arrested", "abducted"})  # of whom a bystander sees a few
ONE_TIME = 2  # days within which figures are taken to be of one time
TELLING = 10  # a figure from here on is seldom given twice by chance
ROUND = 1000  # numbers from here on are rounded
AHEAD = 600  # characters back to the total that "another 12" is on top of
NEAR = 4096  # sentences of one story, which are asked for again and again
NOTHING: frozenset[str] = frozenset()
MEMBER = regex.compile(r"(?:[,;:]|\b(?:and|while|but|plus))\s+$")
BEHIND = regex.compile(r"[^,;:.\d]{0,60}")
TOTAL = ("total",)
ANYONE = Population(PEOPLE)

Mode: TypeAlias = tuple[str, ...]
Figure: TypeAlias = tuple[int | None, int | None]


@dataclass(frozen=True, slots=True)
class Cell:
    """Claims that count the same population at the same place, and add up the same way."""

    mode: Mode
    who: Population
    place: str | None
    claims: tuple[Claim, ...]


Cluster: TypeAlias = tuple[Cell, ...]


def cells_of(
    measure: str, claims: Sequence[Claim], counted: Mapping[str, Population], topping: frozenset[str]
) -> list[Cell]:
    """The cells of claims of one measure in one story, the fullest first; `counted` is whom each counts, by its id, and
    `topping` are claims on top of others."""
    asserted = _asserted(claims) if any(_sets_apart(claim, counted[claim.id]) for claim in claims) else {}
    wholes = {claim.id: claim for claim in claims} if any(claim.part_of for claim in claims) else {}
    pieces = _pieces([one for one in claims if _anyone(measure, counted[one.id])]) if len(claims) > 2 else NOTHING
    gathered: defaultdict[tuple[Mode, Population, str | None], list[Claim]] = defaultdict(list)
    for claim in claims:
        who = counted[claim.id]
        held = claim.part_of is not None or claim.basis is PART and _exceeded(claim, asserted)
        held = held and not (claim.part_of and local(claim, wholes.get(claim.part_of)))
        part = held and (_anyone(measure, who) or who == counted.get(claim.part_of or ""))
        mode = _part(claim) if part or claim.id in pieces else _mode(claim, who, asserted, topping)
        lasting = who if who.states.isdisjoint(SETTLED) else replace(who, states=who.states - SETTLED)
        gathered[mode, lasting, claim.place].append(claim)
    cells = [Cell(mode, who, place, tuple(found)) for (mode, who, place), found in gathered.items()]
    return sorted(cells, key=lambda cell: -len(cell.claims))


def _pieces(claims: Sequence[Claim]) -> frozenset[str]:
    """The claims of one sentence, that nobody calls parts, whose numbers make a total of the same report: "five died
    where they fell and three at hospitals", of eight."""
    docs = Counter([claim.doc for claim in claims])
    exact: defaultdict[str, defaultdict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if docs[claim.doc] > 2 and claim.qualifier is EXACT and claim.basis is ALL and claim.status is ASSERTED:
            exact[claim.doc][claim.sentence].append(claim)
    found: set[str] = set()
    for by_sentence in exact.values():
        for sentence, some in by_sentence.items():
            if len(some) > 1 and _makes(sum(claim.low or 0 for claim in some), sentence, some[0], by_sentence):
                found |= {claim.id for claim in some}
    return frozenset(found)


def _makes(total: int, sentence: str, one: Claim, by_sentence: Mapping[str, Sequence[Claim]]) -> bool:
    """Whether another sentence of a report gives a total, at the time of one of the pieces that make it."""
    others = (claim for other, some in by_sentence.items() if other != sentence for claim in some)
    return any(claim.low == total and at_one_time(claim, one) for claim in others)


def local(part: Claim, whole: Claim | None) -> bool:
    """Whether a part is told by its place ("four of them in Kisumu, two in Homa Bay"), and so is the total there."""
    if not whole or not part.place or not whole.place or part.place == whole.place or not placed(part):
        return False
    return not same(part.place, whole.place) and inside(whole.place, part.place) is not True


def _sets_apart(claim: Claim, who: Population) -> bool:
    """Whether what else its report asserts tells if a claim is a total."""
    return claim.basis is PART or claim.status is PLANNED or "forecast" in who.states


def as_told_beside(claims: Sequence[Claim], counted: Mapping[str, Population]) -> list[Claim]:
    """Claims of one measure in one story, in which a wording that its own report belies ("six were killed", where it
    tells of more) counts those to whom alone the same report gives that number: the six gunmen."""
    named: defaultdict[tuple[str, Figure], dict[Population, str]] = defaultdict(dict)
    for claim in claims:
        if claim.qualifier is EXACT and counted[claim.id] is not ANYONE and PEOPLE.isdisjoint(counted[claim.id].heads):
            named[claim.doc, figure(claim)].setdefault(counted[claim.id], claim.who)
    if not named:
        return list(claims)
    meant = {claim.id: _meant(counted[claim.id], named.get((claim.doc, figure(claim)), {})) for claim in claims}
    if not any(meant.values()):
        return list(claims)
    held: defaultdict[Population, list[Claim]] = defaultdict(list)
    docs: defaultdict[tuple[Population, Figure], set[str]] = defaultdict(set)
    for claim in claims:
        if claim.basis is not PART:
            held[counted[claim.id]].append(claim)
            docs[counted[claim.id], figure(claim)].add(claim.doc)
    who = {
        claim.id: words
        for whom, group in held.items()
        for claim in group
        if (words := meant[claim.id]) and len(docs[whom, figure(claim)]) == 1 and _belied(claim, whom, group)
    }
    return [replace(claim, who=who[claim.id]) if claim.id in who else claim for claim in claims]


def _meant(whom: Population, beside: Mapping[Population, str]) -> str | None:
    """The words for the only narrower population to which the same report gives a number."""
    narrower = [words for other, words in beside.items() if other != whom and _narrower(other, whom)]
    return narrower[0] if len(narrower) == 1 else None


def _narrower(inner: Population, outer: Population) -> bool:
    return outer == ANYONE or compare(inner, outer) is Relation.NARROWER


def _belied(claim: Claim, whom: Population, held: Iterable[Claim]) -> bool:
    """Whether a claim's own report gives to the same population, of the same time, another number: of people, who may
    be a part of more, a larger one."""
    number = claim.high if claim.qualifier is EXACT and claim.status is ASSERTED else None
    if number is None or number <= 1:
        return False
    others = [one for one in held if one.doc == claim.doc and at_one_time(claim, one)]
    if whom == ANYONE:
        return any((one.low or 0) > number for one in others)
    return number >= TELLING and any(one.qualifier is EXACT and one.low != number for one in others)


def topping_of(claims: Sequence[Claim]) -> frozenset[str]:
    """The claims of more ("another 12") that have, shortly before, something of their own measure to be on top of."""
    last: dict[tuple[str, str], int] = {}
    beside: dict[tuple[str, str], str] = {}
    found: set[str] = set()
    docs = {claim.doc for claim in claims if claim.basis is Basis.ADDITIONAL}
    for claim in sorted((one for one in claims if one.doc in docs), key=lambda claim: (claim.doc, claim.start)):
        near = claim.start - last.get((claim.doc, claim.measure), -AHEAD) < AHEAD
        other = beside.get((claim.doc, claim.sentence), claim.measure)  # "killed 12 and hurt 30 more" adds to nothing
        if claim.basis is Basis.ADDITIONAL and near and other == claim.measure:
            found.add(claim.id)
        last[claim.doc, claim.measure] = claim.start
        beside[claim.doc, claim.sentence] = claim.measure
    return frozenset(found)


def placed(claim: Claim) -> bool:
    """Whether a claim's own sentence names its place; else the words around it do, or no more than its story."""
    return bool(claim.place) and (claim.place or "").partition(",")[0].lower() in claim.sentence.lower()


def figure(claim: Claim) -> Figure:
    """The bounds of a claim."""
    return claim.low, claim.high


def overlap(a: Claim, b: Claim) -> bool:
    """Whether one number satisfies both figures."""
    highs = [bound for bound in (a.high, b.high) if bound is not None]
    return not highs or max(a.low or 0, b.low or 0) <= min(highs)


def rounded(coarse: int, fine: int) -> bool:
    """Whether one number is the other with fewer digits: 7,000 and 7,012, 2 million and 2.1 million."""
    if min(coarse, fine) < ROUND or coarse == fine:
        return False
    if _digits(coarse) > _digits(fine):
        coarse, fine = fine, coarse
    unit: int = 10 ** (len(str(coarse)) - _digits(coarse))
    return abs(coarse - fine) * 2 <= unit


def _digits(number: int) -> int:
    """How many digits a number has before its closing zeros."""
    return len(str(number).rstrip("0"))


def at_one_time(a: Claim, b: Claim) -> bool:
    """Whether two figures are of the same days, as far as is known."""
    if a.as_of == b.as_of:
        return True
    first, second = day(a), day(b)
    return first is None or second is None or abs((first - second).days) <= ONE_TIME


def day(claim: Claim) -> date | None:
    """The day that a claim is about; None where only a month or nothing is known."""
    return _date(claim.as_of or "")


@cache
def _date(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _asserted(claims: Iterable[Claim]) -> dict[str, set[Figure]]:
    """The figures, vague ones aside, that each document asserts."""
    found: defaultdict[str, set[Figure]] = defaultdict(set)
    for claim in claims:
        if claim.status is ASSERTED and claim.qualifier is not VAGUE:
            found[claim.doc].add(figure(claim))
    return found


def counted_in(claim: Claim) -> Population:
    """The population of a claim, as far as it tells one count from another: who, of what nation, in what state."""
    beside = _beside(claim.measure, claim.figure, claim.sentence) if claim.measure in told_beside() else NOTHING
    return _counted(claim.measure, claim.who, beside)


@cache
def _counted(measure: str, who: str, beside: frozenset[str]) -> Population:
    read = population(who)
    plain = alike(measure, "people")
    named = common(read.heads or PEOPLE)
    anybody = {"residents"} & plain | {"nationals"}
    heads = frozenset("people" if kind in anybody else kind for kind in named)
    telling = (mark for mark in read.marks - PASSING if not all(_adds_nothing(measure, head, mark) for head in heads))
    marks = frozenset(telling)
    if measure == "crowd":
        marks = frozenset()  # "striking nurses", "migrants protesting": whoever gathers is the crowd
    if (folk := marks & peoples()) and heads <= plain:
        heads, marks = folk, marks - folk  # "Kurdish villagers" are Kurds
    states = read.states | beside
    if CUT_OFF in states and _anyone(measure, Population(heads)):
        heads = frozenset({"customers"})
    if IN_CARE in states and heads == PATIENTS:
        heads = PEOPLE  # whoever is still in hospital is a patient
    return _one(Population(heads, marks, read.nations, states - {CUT_OFF}))


@cache
def _one(who: Population) -> Population:
    """The one record of those that are equal, so that they need not be compared again."""
    return ANYONE if who == ANYONE else who


def _adds_nothing(measure: str, head: str, mark: str) -> bool:
    """Whether those counted are of the marked kind anyway, or told in its place: "Islamist gunmen" are gunmen."""
    return within(head, mark) or mark in alike(measure, head)


@lru_cache(maxsize=NEAR)
def _beside(measure: str, figure: str, sentence: str) -> frozenset[str]:
    """What the words right before a figure, else behind it, say of those counted: gravely hurt, dead or hurt."""
    at, told = sentence.find(figure), told_beside()[measure]
    if at < 0 or told.isdisjoint(states_in(sentence[max(0, at - 24) : at + len(figure) + 60])):
        return NOTHING
    behind, ahead = BEHIND.match(sentence, at + len(figure)), sentence[max(0, at - 24) : at]
    before, after = states_in(ahead) & told, states_in(behind[0]) & told if behind else NOTHING
    if before and MEMBER.search(ahead):  # it is told of others: those who went home "and 12 who are being treated"
        return after or (frozenset({IN_CARE}) if OUT_OF_CARE in before else NOTHING)
    return before or after


def _seen(claim: Claim) -> bool:
    """Whether a figure is what a speaker saw of a count that nobody sees as a whole: "I saw two bodies"."""
    if claim.source_type is not EYEWITNESS and claim.source_type is not PERSON or claim.measure not in SEEN:
        return False
    return any(word in claim.sentence.lower() for word in words("verdicts", "saw"))


@lru_cache(maxsize=NEAR)
def _anyone(measure: str, who: Population) -> bool:
    """Whether a population says no more than people, for this measure."""
    return Population(who.heads) == who and who.heads <= alike(measure, "people")


def _exceeded(claim: Claim, asserted: Mapping[str, set[Figure]]) -> bool:
    """Whether its report has a greater figure that an exact one told as a part may be a part of."""
    least = (low or 0 for low, _ in asserted.get(claim.doc, set()))
    return claim.low is not None and claim.low == claim.high and claim.low < max(least, default=0)


def _part(claim: Claim) -> Mode:
    """A part of nobody in particular, or of its own kind: only the same figure counts the same part."""
    return ("part", str(claim.low), str(claim.high))


def _mode(claim: Claim, who: Population, asserted: Mapping[str, set[Figure]], topping: frozenset[str]) -> Mode:
    """What a figure adds up, where that keeps it from being compared with totals."""
    if claim.measure != "crowd" and (claim.basis is DAILY or "new" in who.states):
        return ("daily", claim.as_of or "")
    if _seen(claim):
        return ("seen", "")
    if claim.id in topping:
        return ("additional", str(claim.low), str(claim.high))
    if claim.status is PLANNED or "forecast" in who.states:
        others = asserted.get(claim.doc, set()) - {figure(claim)}
        return TOTAL if claim.measure in DECIDED and not others else ("planned",)
    return TOTAL
