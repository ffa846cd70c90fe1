"""An amount and the words behind it → the counted noun phrase: "12 | law enforcement officers", "148 | others"."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from reconcile.figures.line import FUNCTION, Hit, Line, Word, roles
from reconcile.lexicon import words
from reconcile.measures import Role

LONGEST = 8
NOUN = Word.PLURAL | Word.PERSON | Word.THING
ADDING = frozenset(("another", "further", "additional", "extra"))
PLURAL_ONES = {"those", "them", "these", "whom", "us", "which", "you"}
STATES = (Role.STATE, Role.AFFECTED, Role.AFFECTING, Role.UNDERGOING)
ACTIVE = (Role.AFFECTS, Role.UNDERGOES, Role.UNDERWENT)
MEMBER = 3  # tokens of one member of a series
# Heads that others are among, and those who are told to be among them.
BROAD = frozenset("people persons civilians victims others women children men girls boys adults residents".split())
UNITS = ("hundreds", "thousands", "dozens", "scores", "millions")  # which a noun only follows with "of"
NAMES = (Role.NOUN, Role.EVENT, Role.GROUP, Role.NEAR)


class Phrase(NamedTuple):
    """The counted noun phrase of the amount at token `at`: it reaches up to token `past`.

    `head` is the token of its noun, None where it has none ("151 injured"); `first` is its first own word; `inner` is
    the amount it is taken out of ("Ten of the 26 people"); `state` is a trigger inside it ("12 wounded soldiers"); `of`
    says that it counts some "of the" or, with `pronoun`, "of them"; `additional` that it says "another" or "more".
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
    additional = (at > 0 and low[at - 1] in ADDING) or not ADDING.isdisjoint(low[at].split())
    while here < count and flags[here] & Word.QUOTE:
        here += 1
    while here < count and flags[here] & Word.QUANTITY and not _names_place(line, here):
        additional = additional or low[here] in ("more", "additional", "further", "extra")
        here += 1
    of = False
    if here + 2 < count and low[here] == "out" and low[here + 1] == "of" and line.amounts[here + 2]:
        here += 1
    if here + 1 < count and low[here] == "of":
        step = here + 1
        if low[step] in PLURAL_ONES and not (
            low[step] in ("those", "these") and step + 1 < count and _noun_like(line, step + 1)
        ):
            return Phrase(at, step + 1, step, None, None, None, True, True, additional)
        while step < count and (flags[step] & (Word.DET | Word.QUANTITY) or low[step] == "all"):
            of, step = True, step + 1
        step = _past_owner(line, step)
        if step < count and line.amounts[step]:
            inner = counted(line, step)
            return Phrase(at, inner.past, inner.first, inner.head, step, inner.state, True, False, additional)
        here = step
    past, head, state = noun_phrase(line, here)
    if head is None and _names_people(line, here):
        return Phrase(at, here + 1, here, None, None, None, of, False, additional)
    if head is None:
        return Phrase(at, here, here, None, None, None, of, False, additional)
    return Phrase(at, past, here, head, None, state, of, False, additional)


def _past_owner(line: Line, at: int) -> int:
    """Past a short genitive that stands before an amount: "the town's | 30,000 residents"; `at` where there is none."""
    for own in range(at + 1, min(at + MEMBER + 2, len(line) - 1)):
        if line.flags[own] & Word.POSSESSIVE:
            return own + 1 if line.amounts[own + 1] else at
        if line.flags[own] & FUNCTION or line.amounts[own]:
            return at
    return at


def _names_place(line: Line, at: int) -> bool:
    """Whether "New" opens a name: "29 New Zealand miners"."""
    if line.low[at] != "new" or line.word(at) != "New" or at + 1 >= len(line):
        return False
    return line.word(at + 1).istitle() and not line.word(at + 1).isupper()


def _names_people(line: Line, at: int) -> bool:
    """Whether an adjective of a people stands before a state in place of a noun: "45 Ethiopian dead"."""
    if not (at < len(line) and line.word(at)[0].isupper() and not line.at(at, FUNCTION)):
        return False
    return line.word(at + 1).islower() and bool(roles(line.hits[at + 1], Role.STATE)) if at + 1 < len(line) else False


def noun_phrase(line: Line, here: int) -> tuple[int, int | None, Hit | None]:
    """Where the noun phrase that starts at `here` ends, the token of its head, and a trigger among its modifiers."""
    low, flags, count = line.low, line.flags, len(line)
    here = _past_stages(low, here)
    head: int | None = None
    state: Hit | None = None
    joined: int | None = None
    event: int | None = None
    at = here
    while at < count and at - here < LONGEST and not line.amounts[at]:
        flag = flags[at]
        if flag & Word.POSSESSIVE:
            head, at = None, at + 1
            continue
        if flag & Word.QUOTE:
            at += 1
            continue
        if at == here and low[at] in ("last", "next") and not line.at(at + 1, Word.PERSON):
            break  # "wounded 72 last month"
        if low[at] == "lives" and head is None and at > here:
            break  # "claimed 30 Palestinian lives"
        if low[at] == "victims" and head is not None and flags[head] & Word.THING and not flags[head] & Word.PLURAL:
            head, at = at, at + 1  # "all 12 crash victims"
            continue
        if flag & (FUNCTION | Word.ADV):
            if low[at] == "," and event is None and (past := _past_series(line, at, head)):
                head, joined, at = past - 1, None, past
                break
            if low[at] in ("and", "or", "&") and _joins(line, at, head, event=event is not None and head == event):
                joined, head = head, None
                at += 1
                continue
            break
        named = _name(line, at)
        if named and head is not None and not flags[named.past - 1] & Word.PLURAL:
            break
        if named:
            head, at = named.past - 1, named.past
            event = head if named.trigger.role is Role.EVENT and flags[head] & Word.PLURAL else None
            continue
        verb = _verb(line, at, head, first=at == here)
        if verb and (head is not None or verb.trigger.role in ACTIVE or not _modifies(line, verb)):
            break
        if verb:
            state, at = verb, verb.past
            continue
        if head is not None and flags[head] & Word.PERSON and not flag & (Word.PERSON | Word.THING):
            break
        if head is not None and flags[head] & Word.PLURAL and not (flag & NOUN or _named_so(line, at)):
            break
        if head is not None and flags[head] & Word.PLURAL and not flag & Word.PLURAL:
            break
        if flag & (Word.PLURAL | Word.PERSON | Word.THING):
            head, joined = at, None
        at += 1
    head = joined if head is None else head
    if head is None and at > here and _single_noun(line, here, at):
        head = at - 1
    if head is not None and low[head] in partitive() and low[head + 1 : head + 2] == ["of"]:
        inner = head + 2
        while inner < count and (flags[inner] & Word.DET or low[inner] in ("one", "a single")):
            inner += 1  # "members of one family"
        past, within, _ = noun_phrase(line, inner)
        if within is not None and not _goes_on(line, within):
            return past, head if flags[within] & Word.THING else within, state
    return (head + 1, head, state) if head is not None else (here, None, None)


def _goes_on(line: Line, at: int) -> bool:
    """Whether a name goes on behind a word that alone would name people: "members of the Muslim Brotherhood"."""
    return line.word(at)[0].isupper() and at + 1 < len(line) and line.word(at + 1)[0].isupper()


def _past_stages(low: list[str], here: int) -> int:
    """The last of the stages of a count that stand together: "17 suspected, probable or confirmed cases"."""
    some = stages()
    while low[here : here + 1] and low[here] in some and low[here + 1 : here + 2]:
        step = here + 1
        while step < len(low) and low[step] in (",", "and", "or", "/"):
            step += 1
        if step == here + 1 or step >= len(low) or low[step] not in some:
            break
        here = step
    return here


@cache
def stages(language: str = "en") -> frozenset[str]:
    """How sure it is that a case is one."""
    return frozenset(words("grammar", "stages", language))


@cache
def partitive(language: str = "en") -> frozenset[str]:
    """Nouns that say no more than "some of"."""
    return frozenset(words("grammar", "partitive", language))


def _name(line: Line, at: int) -> Hit | None:
    """The longest name of a counted population or event that starts at a token."""
    return next(iter(roles(line.hits[at], *NAMES)), None)


def _verb(line: Line, at: int, head: int | None, *, first: bool) -> Hit | None:
    """A trigger at a token that is a state or a verb form, so that it modifies the noun or ends the phrase."""
    found = [hit for hit in roles(line.hits[at], *STATES) if not hit.trigger.tail]
    if first and (did := roles(line.hits[at], Role.UNDERGOES, Role.UNDERWENT)):
        finite = [hit for hit in did if _is_finite(line, at, hit)]
        found = finite if not found or (finite and finite[0].past > found[0].past) else found
    if not found and head is not None:
        thing = line.flags[at] & Word.THING and line.flags[at] & Word.PLURAL  # "three refugee camps"
        found = roles(line.hits[at], Role.UNDERWENT, *(() if thing else (Role.UNDERGOES,)))
    return found[0] if found else None


def _is_finite(line: Line, at: int, hit: Hit) -> bool:
    """Whether a verb form right behind an amount is its verb: it agrees with it, and no noun stands behind."""
    amount = line.amounts[at - 1] if at else None
    if at and line.low[at - 1].endswith(UNITS) and hit.trigger.role is Role.UNDERGOES:
        return True  # "hundreds protest police violence"
    single = bool(amount and amount.low == amount.high == 1)
    if hit.trigger.role is Role.UNDERGOES and single != bool(line.flags[at] & Word.PLURAL):
        return False
    if line.low[at].endswith("en"):
        return False  # a participle: "two broken legs"
    return hit.past > at + 1 or at + 1 >= len(line) or not line.flags[at + 1] & (Word.PERSON | Word.THING)


def _named_so(line: Line, at: int) -> bool:
    """Whether a word goes on with a name before its noun: it is capitalised, and persons stand behind it."""
    return line.low[at] != line.word(at) and line.at(at + 1, Word.PERSON)


def _joins(line: Line, at: int, head: int | None, *, event: bool) -> bool:
    """Whether "and" goes on with the noun phrase: "migrants and refugees", "police and soldiers", not "12 and ...".

    An event is joined by another alone: "14 deaths and injuries", but not "14 deaths and police".
    """
    if head is None or at + 1 >= len(line):
        return False
    after = at + 1
    if line.amounts[after] or line.flags[after] & (FUNCTION | Word.ADV) or roles(line.hits[after], *STATES, *ACTIVE):
        return False
    end = after
    while end < len(line) and end - after < 3 and not line.flags[end] & (FUNCTION | Word.ADV) and not line.amounts[end]:
        if line.flags[end] & Word.PLURAL:
            people = line.at(end, Word.PERSON) or any(_name(line, one) for one in range(after, end + 1))
            if end > after and line.at(head, Word.PERSON) and not people:
                return False  # a second verb: "arrested 30 men and found weapons"
            return not event or bool(roles(line.hits[end], Role.EVENT))
        end += 1
    return False


def _past_series(line: Line, at: int, head: int | None) -> int | None:
    """The end of a series of persons that share one number: "hundreds of nurses, teachers and shop workers".

    Of a head as wide as "people" or "civilians" what follows tells who is among them.
    """
    if head is None or not line.at(head, Word.PERSON) or not line.at(head, Word.PLURAL) or line.low[head] in BROAD:
        return None
    while at < len(line) and (line.low[at] == "," or line.at(at, Word.CONJ)):
        last = line.at(at, Word.CONJ) or line.at(at + 1, Word.CONJ)
        start = at = at + 1 + line.at(at + 1, Word.CONJ)
        while at < len(line) and at - start < MEMBER and not line.at(at, FUNCTION | Word.ADV | Word.PLURAL):
            if line.amounts[at] or line.hits[at] and not _name(line, at):
                return None
            at += 1
        if not line.at(at, Word.PLURAL) or line.at(at, Word.THING) or line.low[at] in BROAD or line.amounts[at]:
            return None
        at += 1
        if last:
            return None if line.at(at, Word.SAYING) else at  # who told of those before the comma
    return None


def _modifies(line: Line, hit: Hit) -> bool:
    """Whether a state stands before its noun ("12 wounded soldiers") and is not the predicate ("12 wounded in")."""
    at = hit.past
    if at >= len(line) or line.amounts[at] or line.flags[at] & (FUNCTION | Word.ADV | Word.QUANTITY | Word.QUOTE):
        return False
    return _noun_like(line, at) or (
        at + 1 < len(line) and bool(line.flags[at + 1] & Word.PLURAL) and not line.flags[at] & FUNCTION
    )


def _noun_like(line: Line, at: int) -> bool:
    return bool(line.flags[at] & (Word.PLURAL | Word.THING | Word.PERSON)) or _name(line, at) is not None


def _single_noun(line: Line, first: int, past: int) -> bool:
    """Whether words with no plural among them can be a counted noun: only after "one" or "no"."""
    amount = line.amounts[first - 1] if first else None
    return bool(amount and amount.low in (0, 1) and past - first <= 4)
