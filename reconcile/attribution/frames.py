"""What stands around a reporting verb: its time and place, whether anything said follows, and where that ends."""

from __future__ import annotations

from reconcile.attribution.phrases import base_right, nominal
from reconcile.attribution.tokens import CLOSING, DASHES, MARKS, OPENING, Tokens, is_name
from reconcile.attribution.words import (
    ADVERBS,
    AUXILIARIES,
    BETWEEN,
    BREAKS,
    CHANGES,
    DETERMINERS,
    DOUBTED,
    EVIDENCE,
    HEARERS,
    MADE,
    MONTHS,
    NEVER,
    NUMBERS,
    PICTURES,
    PREPOSITIONS,
    PUT,
    TIMES,
    TOLLS,
    TURNS,
)
from reconcile.model import Span

LEADING = frozenset((",", "(", "…")) | DASHES | CLOSING
LONGEST_DATE = 8
LONGEST_GAP = 9
LONGEST_MEASURED = 5
FURTHEST_CHANGE = 12  # "a rise in attacks from 4 to 44"
ORDINALS = ("st", "nd", "rd", "th")
FURTHEST_OBJECT = 8
LONGEST_ASIDE = 14
PERFECT = ("has", "had", "have")
YEARS = range(1900, 2100)
NO_OCCASION = ("as", "including", "after", "before", "following", "amid", "than", "with", "without", "despite", "per")


def end_of(line: Tokens) -> int:
    """The character behind the last word of a sentence."""
    return line.ends[-1] + 1


def whole_left(line: Tokens, past: int) -> Span:
    """Everything in front of the token `past`."""
    return line.starts[0], line.starts[past]


def adjuncts(line: Tokens, at: int) -> int:
    """The first token behind the time, place and occasion of the saying: "on Monday", "in a statement"."""
    n = len(line.words)
    while at < n:
        bits = line.bits[at]
        day = bits & NUMBERS and at and line.bits[at - 1] & MONTHS and line.words[at].isdigit()
        if line.lows[at] == "that" or bits & NUMBERS and not day:
            break
        if bits & (TIMES | ADVERBS) or day:
            at += 1
        elif line.lows[at] == "before" and line.bits[base_right(line, at + 1) - 1] & HEARERS:
            at = base_right(line, at + 1)  # "maintains before the press that"
        elif line.lows[at] in ("the", "this", "last") and at + 1 < n and line.bits[at + 1] & TIMES:
            at += 2
        elif bits & PREPOSITIONS and not _opens_figure(line, at) and (past := _occasion(line, at + 1)) > at + 1:
            at = past
        else:
            break
    return at


def _opens_figure(line: Tokens, at: int) -> bool:
    """Whether a preposition belongs to a number or to what was said: "at least 12", "up to 30", "over 100"."""
    if line.lows[at] in NO_OCCASION:
        return True
    return line.lows[at] not in ("on", "in") and any(bits & NUMBERS for bits in line.bits[at + 1 : at + 4])


def _occasion(line: Tokens, at: int) -> int:
    """Where the day, the place or the statement behind a preposition ends."""
    if at < len(line.words) and line.bits[at] & TIMES:
        return at + 1
    dated = at
    while dated < len(line.words) and line.bits[dated] & (DETERMINERS | TIMES) and line.lows[dated] != "that":
        dated += 1
    at = dated if dated > at and line.bits[dated - 1] & TIMES else at
    day = 0 < at < len(line.words) and line.words[at].isdigit() and (line.bits[at - 1] & MONTHS or _dates(line, at))
    at = at + 1 if day and at + 1 < len(line.words) and nominal(line, at + 1) else at
    renewed = at + 2 < len(line.words) and line.bits[at] & DETERMINERS and line.bits[at + 1] & (PUT | MADE)
    at += 2 if renewed and line.bits[at + 2] & EVIDENCE else 0  # "in an updated toll", "in a recorded message"
    past = base_right(line, at)
    while at < past < len(line.words) and line.lows[past] in ("of", "in", "with", "on", "from"):
        further = base_right(line, past + 1)
        if further == past + 1:
            break
        past = further
    return _past_airing(line, past)


def _past_airing(line: Tokens, at: int) -> int:
    """The token behind how a paper was made known: "a statement read out on state radio", "a post shared online"."""
    past = at + 1
    if not 0 < at < len(line.words) or not line.bits[at] & MADE or not line.bits[at - 1] & (EVIDENCE | PICTURES):
        return at
    while past < len(line.words) and line.bits[past] & ADVERBS:
        past += 1
    if past < len(line.words) and line.lows[past] in ("on", "by", "to", "over", "via", "through", "in"):
        return max(past, base_right(line, past + 1))
    return past


def day_of_month(line: Tokens, at: int) -> bool:
    """Whether a number is the day of the month beside it: "officials in the town on April 29 said"."""
    day = 1 < at < len(line.words) - 1 and line.words[at].isdigit()
    return day and bool((line.bits[at - 1] | line.bits[at + 1]) & MONTHS)


def _dates(line: Tokens, at: int) -> bool:
    """Whether a year stands between an article and a noun: "in a 2011 interview"."""
    return int(line.words[at]) in YEARS and bool(line.bits[at - 1] & DETERMINERS)


def closed(line: Tokens, at: int) -> bool:
    """Whether nothing that was said follows: the sentence ends, a mark follows, or a new clause begins."""
    if at >= len(line.words):
        return True
    if line.words[at] == ":" or line.words[at] in OPENING:
        return False
    return line.words[at] in MARKS or bool(line.bits[at] & BREAKS) or line.lows[at] == "and"


def led(line: Tokens, first: int) -> bool:
    """Whether a clause stands in front: a comma, a dash or a closing quotation mark before the subject."""
    if first == 0 or line.words[first - 1] not in LEADING:
        return False
    dated = first < LONGEST_DATE and line.words[first - 1] == "," and line.bits[0] & PREPOSITIONS
    return not (dated and all(_of_a_date(line, at) for at in range(first - 1)))


def _of_a_date(line: Tokens, at: int) -> bool:
    """Whether a word can be part of "In 2011," or "On the night of Oct. 5," in front of what was said."""
    year = line.words[at].isdigit() and len(line.words[at]) in (1, 2, 4)
    return year or bool(line.bits[at] & (PREPOSITIONS | TIMES | DETERMINERS)) or line.words[at] == ","


def resumed(line: Tokens, at: int) -> Span | None:
    """What a clause goes on to say behind a parenthetic attribution, unless something new begins."""
    if at + 1 >= len(line.words) or line.words[at] != "," and line.words[at] not in DASHES:
        return None
    at = _past_place(line, at)
    following = line.words[at + 1]
    timed = any(bits & TIMES for bits in line.bits[at + 1 : at + 4])  # "a day after 12 had died"
    if timed and not {"after", "before", "since"}.isdisjoint(line.lows[at + 2 : at + 6]):
        return None
    counted = line.lows[at + 1] == "with" and any(bits & NUMBERS for bits in line.bits[at + 2 : at + 6])
    if line.bits[at + 1] & BREAKS and not counted or following in MARKS and following not in OPENING:
        return None
    return line.ends[at], end_of(line)


def _past_place(line: Tokens, at: int) -> int:
    """The second comma around what a place lies in: "in Hanahan, S.C., where"."""
    placed = line.words[at] == "," and is_name(line, at + 1) and not line.bits[at + 1]
    for i in (at + 2, at + 3) if placed else ():
        if i + 1 < len(line.words) and line.words[i] == "," and line.bits[i + 1] & BREAKS:
            return i
    return at


def takes_figure(line: Tokens, at: int) -> bool:
    """Whether a figure follows as the object of a verb, with nothing between but its own words."""
    if line.lows[at : at + 1] == ["to"]:
        return False  # "reported to 12 officers"
    for i in range(at, min(at + LONGEST_GAP, len(line.words))):
        if line.lows[i] == "at" and line.lows[i + 1 : i + 2] not in (["least"], ["most"]):
            return False  # "reported at 4 a.m."
        if line.bits[i] & NUMBERS:
            word = line.words[i]
            year = word.isdigit() and int(word) in YEARS and line.bits[i - 1] & PREPOSITIONS
            return not year and not (word[0].isdigit() and word.endswith(ORDINALS))
        behind_of = i > at and line.words[i - 1] == "of"
        if i == at and (of := measured(line, i)):
            return of
        if not line.bits[i] & (BETWEEN | ADVERBS | TOLLS) and line.words[i] not in OPENING and not behind_of:
            return False
    return False


def sees_figure(line: Tokens, at: int) -> bool:
    """Whether a figure follows, or those who are seen doing something to one: "saw soldiers rounding up 80 people"."""
    past = base_right(line, at)
    acting = any(low.endswith("ing") for low in line.lows[max(at, past - 2) : past])
    if not acting or takes_figure(line, at) or past == len(line.words):
        return takes_figure(line, at)
    return takes_figure(line, past + (line.lows[past] in ("up", "out", "off", "down")))


def measured(line: Tokens, at: int) -> bool:
    """Whether a noun that is measured follows, and its number: "revenue of $90 billion", "a loss of 9 percent"."""
    for i in range(at + 1, min(at + LONGEST_MEASURED, len(line.words) - 1)):
        if line.bits[i - 1] & CHANGES and line.lows[i] in ("of", "in", "to", "from", "by"):
            return any(bits & NUMBERS for bits in line.bits[i + 1 : i + FURTHEST_CHANGE])
        if line.lows[i] == "of":
            return any(bits & NUMBERS for bits in line.bits[i + 1 : i + 4]) and not line.bits[i + 1] & DETERMINERS
        if line.words[i] in MARKS or line.bits[i] & (PREPOSITIONS | NUMBERS | AUXILIARIES):
            return False
    return False


def clause_end(line: Tokens, at: int) -> int:
    """Where the object of a verb ends: at a semicolon, a spaced dash, or a comma before a new clause."""
    listed = line.words.count(";") > 1  # "82 Iranians; 63 Canadians; four Afghans"
    for i in range(at, len(line.words) - 1):
        if line.words[i] in DASHES and line.bits[i + 1] & NUMBERS:
            continue  # "seven deaths — six in the north and one in the south"
        ended = line.words[i] == ";" and not (listed and line.bits[i + 1] & NUMBERS)
        if ended or line.words[i] in DASHES and line.starts[i] > line.ends[i - 1]:
            return line.starts[i]
        counted = line.lows[i + 1] == "with" and any(bits & NUMBERS for bits in line.bits[i + 2 : i + 5])
        if line.words[i] == "," and line.bits[i + 1] & TURNS and not counted:
            return line.starts[i]
    return end_of(line)


def comma_from(line: Tokens, at: int) -> int | None:
    """The place of the next comma that something follows."""
    return next((line.starts[i] for i in range(at, len(line.words) - 1) if line.words[i] == ","), None)


def past_list(line: Tokens, at: int) -> int | None:
    """The place of the next comma behind which no list goes on: "killed 12 people, two guards and a nurse, was"."""
    for i in range(at, len(line.words) - 2):
        listed = line.bits[i + 1 + (line.lows[i + 1] == "and")] & (DETERMINERS | NUMBERS)
        if line.words[i] == "," and not listed:
            return line.starts[i]
    return None


def has_object(line: Tokens, at: int) -> bool:
    """Whether what is doubted follows: "that", or a claim, a figure and the like."""
    for i in range(at, min(at + FURTHEST_OBJECT, len(line.words))):
        if line.lows[i] in ("that", "if", "whether"):
            return True
        if line.bits[i] & DOUBTED and line.lows[i + 1 : i + 2] in (["of"], ["that"]):
            return True
        if line.words[i] in MARKS:
            return False
    return at >= len(line.words)


def own_relative(line: Tokens, at: int) -> int | None:
    """Where the outlet itself says what an event did: "claimed to have taken a town in clashes which have killed"."""
    for i in range(at + 2, len(line.words) - 2):
        event = line.bits[i - 1 - (line.words[i - 1] == ",")] & NEVER
        if event and line.lows[i] in ("which", "that") and line.lows[i + 1] in PERFECT:
            return line.starts[i]
    return None


def behind_aside(line: Tokens, at: int) -> int:
    """The token behind an aside set between a verb and its "that": "reported, citing police, that"."""
    if at >= len(line.words) or line.words[at] != ",":
        return at
    closing = next((i for i in range(at + 1, min(at + LONGEST_ASIDE, len(line.words) - 1)) if line.words[i] == ","), at)
    return closing + 1 if line.lows[closing + 1 : closing + 2] == ["that"] and closing > at else at
