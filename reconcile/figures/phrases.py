"""An amount and the words behind it → the counted noun phrase: "12 | law enforcement officers", "148 | others"."""

from __future__ import annotations

from dataclasses import dataclass

from reconcile.figures.line import FUNCTION, Hit, Line, Word, roles
from reconcile.measures import Role

LONGEST = 8
PLURAL_ONES = {"those", "them", "these", "whom", "us", "which", "you"}
STATES = (Role.STATE, Role.AFFECTED, Role.AFFECTING, Role.UNDERGOING)


@dataclass(frozen=True, slots=True)
class Phrase:
    """The counted noun phrase of the amount at token `at`: it reaches up to token `past`.

    `head` is the token of its noun, None where it has none ("151 injured"); `first` is its first own word; `inner` is the
    amount it is taken out of ("Ten of the 26 people"); `state` is a trigger inside it ("12 wounded soldiers"); `of` says
    that it counts some "of the" or "of them"; `additional` that it says "another" or "more".
    """

    at: int
    past: int
    first: int
    head: int | None
    inner: int | None
    state: Hit | None
    of: bool
    pronoun: bool
    additional: bool


def counted(line: Line, at: int) -> Phrase:
    """The counted noun phrase that starts with the amount at token `at`."""
    low, flags, count = line.low, line.flags, len(line)
    here = at + 1
    additional = at > 0 and low[at - 1] in ("another", "further", "additional", "extra")
    while here < count and flags[here] & Word.QUOTE:
        here += 1
    while here < count and flags[here] & Word.QUANTITY:
        additional = additional or low[here] in ("more", "additional", "further", "extra", "others")
        here += 1
    of = False
    if here + 1 < count and low[here] == "of":
        step = here + 1
        if low[step] in PLURAL_ONES and not (low[step] in ("those", "these") and step + 1 < count and _noun_like(line, step + 1)):
            return Phrase(at, step + 1, step, None, None, None, True, True, additional)
        while step < count and (flags[step] & (Word.DET | Word.QUANTITY) or low[step] == "all"):
            of, step = True, step + 1
        if step < count and line.amounts[step]:
            inner = counted(line, step)
            return Phrase(at, inner.past, inner.first, inner.head, step, inner.state, True, False, additional)
        here = step
    past, head, state = _noun(line, here)
    if head is None:
        return Phrase(at, here if not of else here, here, None, None, None, of, False, additional)
    return Phrase(at, past, here, head, None, state, of, False, additional)


def _noun(line: Line, here: int) -> tuple[int, int | None, Hit | None]:
    """Where the noun phrase that starts at `here` ends, the token of its head, and a trigger among its modifiers."""
    low, flags, count = line.low, line.flags, len(line)
    head: int | None = None
    state: Hit | None = None
    first, at = here, here
    while at < count and at - first < LONGEST:
        flag = flags[at]
        if line.amounts[at]:
            break
        if flag & Word.QUOTE:
            at += 1
            continue
        if flag & (FUNCTION | Word.ADV) and not (flag & Word.POSSESSIVE):
            if low[at] in ("and", "or", "&") and at > first and _joins(line, at, head):
                at += 1
                continue
            break
        if flag & Word.POSSESSIVE:
            head, at = None, at + 1
            continue
        predicate = roles(line.hits[at], *STATES)
        if predicate:
            hit = predicate[0]
            if head is not None or not _modifies(line, hit):
                break
            state, at = hit, hit.past
            continue
        if head is not None and not flag & Word.PLURAL and not _noun_like(line, at):
            break
        if head is not None and flags[head] & Word.PLURAL and not _is_person(line, at):
            break
        if flag & Word.PLURAL or _is_person(line, at):
            head = at
        at += 1
    if head is None and at > first and _single_noun(line, first, at):
        head = at - 1
    return (head + 1, head, state) if head is not None else (here, None, None)


def _joins(line: Line, at: int, head: int | None) -> bool:
    """Whether "and" goes on with the noun phrase: "migrants and refugees", "police and soldiers", not "12 dead and ..."."""
    if head is None or at + 1 >= len(line):
        return False
    after = at + 1
    if line.amounts[after] or line.flags[after] & (FUNCTION | Word.ADV) or roles(line.hits[after], *STATES, Role.AFFECTS, Role.UNDERGOES):
        return False
    end = after
    while end < len(line) and end - after < 3 and not line.flags[end] & (FUNCTION | Word.ADV) and not line.amounts[end]:
        if line.flags[end] & Word.PLURAL:
            return True
        end += 1
    return False


def _modifies(line: Line, hit: Hit) -> bool:
    """Whether a state stands before its noun ("12 wounded soldiers") and is not the predicate itself ("12 wounded in")."""
    at = hit.past
    if at >= len(line) or line.amounts[at] or line.flags[at] & (FUNCTION | Word.ADV | Word.QUANTITY | Word.QUOTE):
        return False
    return _noun_like(line, at) or (at + 1 < len(line) and bool(line.flags[at + 1] & Word.PLURAL) and not line.flags[at] & FUNCTION)


def _noun_like(line: Line, at: int) -> bool:
    return bool(line.flags[at] & (Word.PLURAL | Word.THING)) or _is_person(line, at)


def _is_person(line: Line, at: int) -> bool:
    """Whether the token names a population: a noun that some measure takes as its own, or one that looks like a people."""
    return bool(roles(line.hits[at], Role.GROUP, Role.NOUN)) or line.low[at] in PEOPLE_SINGULAR


def _single_noun(line: Line, first: int, past: int) -> bool:
    """Whether words with no plural among them can be a counted noun: only after "one" or "no"."""
    amount = line.amounts[first - 1] if first else None
    return bool(amount and amount.low in (0, 1) and past - first <= 4)


PEOPLE_SINGULAR = frozenset(
    "person man woman child boy girl baby infant toddler teenager student soldier officer policeman civilian journalist doctor nurse "
    "teacher worker miner passenger pilot driver guard militant gunman attacker suspect fighter rebel victim protester demonstrator "
    "migrant refugee hostage prisoner inmate resident villager tourist worshipper member employee firefighter rescuer fisherman "
    "businessman politician lawyer judge candidate official diplomat aid activist bystander pedestrian motorist fan player american "
    "canadian briton german italian russian ukrainian indian pakistani afghan iraqi iranian syrian turk israeli palestinian mexican "
    "brazilian australian nigerian kenyan somali ethiopian egyptian libyan tunisian algerian moroccan greek spaniard pole dane swede "
    "japanese chinese british french dutch swiss portuguese vietnamese lebanese sudanese nepalese burmese maltese".split()
)
