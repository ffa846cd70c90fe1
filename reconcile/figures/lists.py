"""Lists: whether a figure stands in one with the figure before it, by its words, its place, a name or a bracket."""

from __future__ import annotations

from reconcile.figures.context import some
from reconcile.figures.line import DASHES, Line, Word, roles
from reconcile.figures.phrases import Phrase, stages
from reconcile.measures import Role

TELLS = Word.BE | Word.HAVE | Word.MODAL | Word.SAYING | Word.REL
LONGEST_GAP = 14  # tokens between two members of one list
LONGEST_NAME = 3  # tokens of a name between a comma and its number
NEAR = 8  # tokens between "among" and its verb
COMMAS = (",", "-", "–", "—")
HIGH = (["it", "is", "in", "the"], ["it", "was", "in", "the"])  # "say it is in the dozens"
MORE = frozenset(("more", "others"))


def listed(line: Line, before: Phrase, phrase: Phrase) -> bool:
    """Whether two figures stand in one list: only a list's own words between them, or a place told for each."""
    between = range(before.past, phrase.at)
    if _of_pair(line, phrase):
        return False
    if _but_none(line, phrase):
        return len(between) == 1
    if not 0 < len(between) < LONGEST_GAP or line.low[phrase.at - 1] not in (*COMMAS, "and", "or", "another"):
        return False
    if not any(line.low[at] in COMMAS or line.at(at, Word.CONJ) for at in between):
        return False
    own = Word.CONJ | Word.ADV | Word.QUANTITY | Word.DET | Word.QUOTE
    plain = all(line.low[at] in (",", "well", "as") or line.at(at, own) for at in between)
    if plain and (phrase.head is not None or before.head is None):
        return True
    if phrase.head is None and phrase.past < len(line) and line.low[phrase.past] in stages():
        return True
    if _past_aside(line, before, phrase, between) or _past_place(line, before, phrase, between):
        return True
    halts = Word.SUBORD | Word.SAYING | Word.REL | Word.MODAL
    placed = phrase.head is None and _scoped(line, phrase.past)
    if placed and _past_relative(line, phrase, between):
        return True
    free = Word.DET | Word.ADV
    return placed and not any(
        line.at(at, halts) and not line.at(at, free) and line.low[at] != "where" or line.low[at] == ";"
        for at in between
    )


def _but_none(line: Line, phrase: Phrase) -> bool:
    """Whether a zero goes on a list: "killed dozens of fighters but no civilians"."""
    amount = line.amounts[phrase.at]
    return amount is not None and amount.kind == "zero" and line.low[phrase.at - 1] == "but"


def _of_pair(line: Line, phrase: Phrase) -> bool:
    """Whether a bare "one" is told of for itself, before another: "two bodies, one clothed, the other bare"."""
    amount = line.amounts[phrase.at]
    single = amount is not None and amount.bare and amount.low == amount.high == 1 and phrase.head is None
    rest = line.low[phrase.past :]
    return single and "the" in rest and "other" in rest[rest.index("the") :]


def placed(line: Line, before: Phrase, phrase: Phrase) -> bool:
    """Whether two bare numbers are each told of a place or a time: "the toll is 47 in the north and 25 here"."""
    return _scoped(line, before.past) and _scoped(line, phrase.past)


def _scoped(line: Line, at: int) -> bool:
    """Whether what stands at a token tells where or when, or of whom: "in the north", "so far this year", "who ran"."""
    at += line.low[at : at + 1] == ["each"]  # "three each from Mombasa and Kisumu"
    return line.at(at, Word.PREP | Word.REL) or line.low[at : at + 1] in (["to"], ["since"], ["so"], ["this"], ["last"])


def _past_relative(line: Line, phrase: Phrase, between: range) -> bool:
    """Whether a relative clause alone parts two members: "16 in the hills, where most rain fell, and six in town"."""
    commas = [at for at in between if line.low[at] == ","]
    opened = len(commas) == 2 and line.at(commas[0] + 1, Word.REL | Word.SUBORD)
    return opened and line.low[phrase.at - 2 : phrase.at] == [",", "and"]


def _past_aside(line: Line, before: Phrase, phrase: Phrase, between: range) -> bool:
    """Whether an aside on the first alone parts two members: "eight boys, the youngest aged six, and two men"."""
    if before.head is None or phrase.head is None or line.low[before.past] != ",":
        return False
    told = Word.BE | Word.HAVE | Word.MODAL | Word.SAYING | Word.REL | Word.SUBORD
    joint = line.low[phrase.at - 2 : phrase.at] == [",", "and"]
    return joint and not any(line.at(at, told) or line.hits[at] for at in between)


def _past_place(line: Line, before: Phrase, phrase: Phrase, between: range) -> bool:
    """Whether where the first are alone parts two members: "all 30 people on board and four people on the road"."""
    if before.head is None or not line.at(phrase.head or 0, Word.PERSON) or not line.at(before.past, Word.PREP):
        return False
    told = Word.BE | Word.HAVE | Word.MODAL | Word.SAYING | Word.REL | Word.SUBORD | Word.PUNCT
    short = len(between) <= NEAR - 2 and line.at(phrase.at - 1, Word.CONJ)
    ends = phrase.past >= len(line) or line.at(phrase.past, Word.PUNCT | Word.PREP | Word.CONJ | Word.SUBORD)
    return short and ends and not any(line.at(at, told) or line.hits[at] for at in between)


def broken_down(line: Line, before: Phrase, phrase: Phrase) -> bool:
    """Whether a colon or a dash opens a list of those before: "Three died: two men and a nun", "Ten died: six here"."""
    placed = phrase.head is None and line.at(phrase.past, Word.PREP)
    halts = Word.PUNCT | Word.SUBORD | Word.SAYING | Word.REL | Word.CONJ
    told = range(before.past, phrase.at - 1)
    fates = [at for at in told if roles(line.hits[at], Role.STATE, Role.AFFECTED, Role.UNDERWENT)]
    beside = not told or bool(fates) and not any(line.at(at, halts) or line.amounts[at] for at in told)
    if line.low[phrase.at - 1] in DASHES and beside and phrase.head is not None:
        placed = False
    elif line.low[phrase.at - 1] != ":":
        return False
    if not (placed or line.at(phrase.head or 0, Word.PERSON)):
        return False
    total, some = line.amounts[before.at], line.amounts[phrase.at]
    return bool(total and some and total.low and some.low and total.low >= some.low)


def is_among(line: Line, phrase: Phrase, other: int) -> bool:
    """Whether a figure is told to be among the next one ("Three students were among the 20 killed")."""
    gap = line.low[phrase.past : other]
    return len(gap) < LONGEST_GAP and "among" in gap[-3:] and "," not in gap


def gapped(line: Line, before: Phrase, phrase: Phrase) -> bool:
    """Whether a name alone stands before a bare number, its verb left out: "Egypt took in 250, South Sudan 117"."""
    at = phrase.at - 1
    if phrase.head is not None or not _ends(line, phrase.past):
        return False
    while at > before.past and phrase.at - at <= LONGEST_NAME and _is_name(line, at):
        at -= 1
    joint = line.low[at] in (",", ";") or line.at(at, Word.CONJ)
    named = joint and before.past <= at < phrase.at - 1
    return named and not any(line.at(one, TELLS) for one in range(before.past, at))


def put_again(line: Line, before: Phrase, phrase: Phrase) -> bool:
    """Whether another gives a number for what one "put at" so many: "unions put it at 300,000, police at 100,000", "the
    army puts the toll at 10, doctors say it is in the dozens"."""
    if phrase.head is not None or not _ends(line, phrase.past):
        return False
    if line.low[max(0, phrase.at - 4) : phrase.at] in HIGH:
        return True
    if line.low[phrase.at - 1] != "at":
        return False
    if line.low[before.at - 1] != "at" or not 2 < phrase.at - before.past <= LONGEST_NAME + 4:
        return False
    between = range(before.past, phrase.at - 1)
    return line.low[before.past] in (",", ";", "and", "while", "but") and not any(line.at(at, TELLS) for at in between)


def _is_name(line: Line, at: int) -> bool:
    return line.word(at) != line.low[at] and not line.at(at, Word.ADV | Word.SAYING)


def _ends(line: Line, past: int) -> bool:
    return past >= len(line) or bool(line.at(past, Word.CONJ)) or line.low[past] in (",", ";", ".", ")")


def stands_alone(line: Line, phrase: Phrase) -> bool:
    """Whether a bare number opens a list or stands behind a comma, with its place behind it: "four in Riga"."""
    before = phrase.at - 1
    while before >= 0 and (line.at(before, Word.QUOTE | Word.CONJ) or line.low[before] == "another"):
        before -= 1
    opens = before < 0 or line.low[before] in (",", ";") or line.at(before + 1, Word.CONJ)
    return opens and phrase.head is None and line.at(phrase.past, Word.PREP) and line.low[phrase.past] != "of"


def of_things(line: Line, whole: Phrase, part: Phrase) -> bool:
    """Whether a whole counts things, and a part of it no persons: "five jets, including three gliders"."""
    things = whole.head is not None and not line.at(whole.head, Word.PERSON) and line.word(whole.head).islower()
    return things and not part.pronoun and not line.at(part.head or 0, Word.PERSON)


def bracketed(line: Line, phrase: Phrase) -> bool:
    """Whether a number in brackets is told of one name of several: "from Egypt (47), Syria (43) and Pakistan (12)"."""

    def stands(at: int) -> bool:
        inside = line.low[at - 1 : at] == ["("] and line.low[at + 1 : at + 2] == [")"]
        return inside and at > 1 and _is_name(line, at - 2)

    return stands(phrase.at) and sum(stands(at) for at, amount in enumerate(line.amounts) if amount) > 1


def others(line: Line, phrase: Phrase) -> bool:
    """Whether others are told of with no word of what they did: "300 came, with 40 more on the way"."""
    others = not MORE.isdisjoint(line.low[phrase.at + 1 : phrase.past])
    joint = phrase.at > 0 and line.low[phrase.at - 1] in ("with", "and", "plus")
    return others and joint and phrase.head is None and _scoped(line, phrase.past)


def goes_on(line: Line, phrase: Phrase) -> bool:
    """Whether a list of those included goes on with a figure: "The victims included a baby, along with eight men"."""
    before = phrase.at - 1
    persons = line.at(phrase.head or 0, Word.PERSON | Word.PLURAL) and not line.at(phrase.head or 0, Word.THING)
    if not persons or line.low[before] not in (",", "and", "with"):
        return False
    starts = [at for at in range(before) if line.low[at] in some("parts") or _of_fellows(line, at)]
    if not starts or any(line.at(at, TELLS) for at in range(starts[-1] + 1, before)):
        return False
    ends = Word.PUNCT | Word.PREP | Word.CONJ | Word.SUBORD | Word.QUOTE
    return phrase.past >= len(line) or line.at(phrase.past, ends)


def _of_fellows(line: Line, at: int) -> bool:
    """Whether a token is the verb of "among the dead were a nurse and two of her children"."""
    return line.at(at, Word.BE) and "among" in line.low[max(0, at - NEAR) : at]


def taken_out(line: Line, whole: Phrase, phrase: Phrase) -> bool:
    """Whether a number takes some out of the one before: "out of the 288 bodies, 205 have been identified"."""
    at = whole.at - 1 - line.at(whole.at - 1, Word.DET)
    told = range(whole.past, phrase.at - 1)
    apart = line.low[phrase.at - 1] == "," and len(told) < 2 and all(roles(line.hits[at], Role.STATE) for at in told)
    return apart and line.low[at : at + 1] == ["of"]


def left_out(line: Line, phrase: Phrase) -> bool:
    """Whether all others are told of: "all except 98 have been freed"."""
    return " ".join(line.low[max(0, phrase.at - 2) : phrase.at]) in some("excepting")
