"""Where a noun phrase begins and ends, and what is joined to it by a preposition or "and"."""

from __future__ import annotations

from reconcile.attribution.kinds import is_place
from reconcile.attribution.tokens import MARKS, Tokens, holds, is_name, owns
from reconcile.attribution.words import (
    ADVERBS,
    AUXILIARIES,
    BODIES,
    BOUND,
    CONJUNCTIONS,
    CUES,
    DETERMINERS,
    ENDINGS,
    EVIDENCE,
    FEW,
    HONOURS,
    JOINTS,
    MADE,
    MEDIUMS,
    MODIFIERS,
    NAMED,
    NUMBERS,
    PARTICLES,
    PERSONS,
    PICTURES,
    PORTFOLIOS,
    PREPOSITIONS,
    SPEAKERS,
    STOPS,
    TIMES,
    TITLES,
    UNNAMED,
)  # fmt: skip

LONGEST_PARENTHESIS = 8
LONGEST_BASE, LONGEST_PHRASE = 25, 40
FURTHEST_HELPER = 12
AIRED_ON = ("on", "to", "in", "via", "over", "through", "across")
CALLS = frozenset((
    "phone", "telephone", "email", "e-mail", "text", "video", "cellphone", "satellite", "interview", "statement",
    "message", "tweet", "post", "letter", "briefing", "conference", "release", "note", "report", "bulletin", "speech",
    "address", "broadcast", "podcast", "webinar", "hearing", "condition", "anonymity",
))  # fmt: skip


def nominal(line: Tokens, index: int) -> bool:
    """Whether a word can stand inside a noun phrase."""
    bits, word = line.bits[index], line.words[index]
    if word in MARKS or bits & (STOPS | NUMBERS) or bits & MADE and not bits & (SPEAKERS | EVIDENCE):
        return False
    if bits & ADVERBS and not (word[0].isupper() and (index or bits & SPEAKERS)):
        return False
    return not bits & CUES or bool(bits & (SPEAKERS | EVIDENCE))


def numbered(line: Tokens, index: int) -> bool:
    """Whether a numeral ends a name: "Channel 4", "France 24"."""
    short = line.words[index].isdigit() and len(line.words[index]) < 4
    return short and index > 0 and is_name(line, index - 1) and nominal(line, index - 1)


def particle(line: Tokens, index: int, begun: int) -> bool:
    """Whether a small word stands inside a name: "Ana de la Cruz"."""
    if index <= begun or index + 1 >= len(line.words) or not line.bits[index] & PARTICLES:
        return False
    return is_name(line, index - 1) and (is_name(line, index + 1) or bool(line.bits[index + 1] & PARTICLES))


def of_one_name(line: Tokens, joint: int) -> bool:
    """Whether "and" stands inside the name of a body: "Disaster Relief and Management Council"."""
    if line.lows[joint] != "and" or not 0 < joint < len(line.words) - 1 or not is_name(line, joint + 1):
        return False
    first, past = joint, joint + 1
    while first > 0 and is_name(line, first - 1) and not line.bits[first - 1] & (STOPS | NUMBERS):
        first -= 1
    while past < len(line.words) and is_name(line, past) and not line.bits[past] & STOPS:
        past += 1
    if first == joint or is_place(line.words[joint - 1]):
        return False
    if first > 1 and line.lows[first - 1] in ("of", "for") and is_name(line, first - 2):
        body = line.lows[first - 1] == "for" or line.bits[first - 2] & SPEAKERS
        return bool(body) and holds(line, joint + 1, past, PORTFOLIOS)
    speaks = SPEAKERS | ENDINGS | TITLES | HONOURS | NAMED
    if any(bits & speaks and not bits & PORTFOLIOS for bits in line.bits[first:joint]) or owns(line, joint - 1):
        return False  # "the Army and Health Ministry"
    begun = first > 0 and (line.bits[first - 1] & DETERMINERS or owns(line, first - 1))
    if not begun and not line.bits[joint - 1] & PORTFOLIOS:
        return False
    return holds(line, joint + 2, past, SPEAKERS) and not holds(line, joint + 1, past, TITLES | HONOURS | NAMED)


def base_left(line: Tokens, last: int) -> int:
    """Where the noun phrase without prepositions that ends at `last` begins; `last + 1` if there is none."""
    at = last - 1 if last > 0 and numbered(line, last) else last
    furthest = max(-1, last - LONGEST_BASE)
    while at > furthest and (nominal(line, at) or particle(line, at, 0) or of_one_name(line, at)):
        at -= 1
    if at in (last, last - LONGEST_BASE):
        return last + 1
    if at >= 0 and line.bits[at] & FEW:
        at -= 1
    if at >= 0 and line.bits[at] & DETERMINERS:
        at -= 1
        if at >= 0 and line.words[at + 1] == "The" and line.bits[at] & MEDIUMS and line.words[at].islower():
            return base_left(line, at)  # "the newspaper The Herald"
    return at + 1


def base_right(line: Tokens, first: int) -> int:
    """Where the noun phrase without prepositions that begins at `first` ends; `first` if there is none."""
    at, n = first, min(len(line.words), first + LONGEST_BASE)
    while at < n and (line.bits[at] & (DETERMINERS | FEW) or at > first and _adjective(line, at)):
        at += 1
    begun = at
    while at < n and (nominal(line, at) or at > begun and _inside(line, at, begun)):
        at += 1
    return at if at > begun else first


def _adjective(line: Tokens, at: int) -> bool:
    """Whether a word that is as often an adverb says which of several: "the online paper"."""
    return bool(line.bits[at] & ADVERBS and line.bits[at] & MODIFIERS)


def _inside(line: Tokens, at: int, begun: int) -> bool:
    """Whether a numeral or a small word goes on with the name in front of it."""
    return numbered(line, at) or particle(line, at, begun) or of_one_name(line, at)


def before(line: Tokens, last: int) -> tuple[int, int] | None:
    """The tokens of the noun phrase that ends at `last`, with what is joined to its left."""
    if last >= 0 and line.words[last] == ")":
        reach = range(last - 1, max(-1, last - LONGEST_PARENTHESIS), -1)
        opened = next((at for at in reach if line.words[at] == "("), 0)
        inner = before(line, opened - 1) if opened else None
        return (inner[0], last + 1) if inner else None
    first = base_left(line, last) if last >= 0 else last + 1
    if first > last:
        return None
    wider = _joined_left(line, first, last)
    while wider < first and last - wider < LONGEST_PHRASE:
        first, wider = wider, _joined_left(line, wider, last)
    return first, last + 1


def _joined_left(line: Tokens, first: int, last: int) -> int:
    """The start of the phrase that is joined to the left of `first`, or `first` where none is."""
    if first < 2:
        return first
    link, low, head = line.bits[first - 1], line.lows[first - 1], first - 2
    if first > 2 and link & PREPOSITIONS and line.bits[head] & BOUND and line.bits[head - 1] & (SPEAKERS | UNNAMED):
        return base_left(line, head - 1)  # "a source close to the talks"
    if link & PREPOSITIONS and is_name(line, first - 1) and is_name(line, head):
        return min(first, base_left(line, head))  # "Doctors Without Borders"
    if link & JOINTS and takes_more(line, head, low):
        return min(first, base_left(line, head))
    if low in ("by", "on", "in") and line.bits[head] & MADE and head and line.bits[head - 1] & EVIDENCE:
        return min(first, base_left(line, head - 1))  # "figures released by the ministry"
    if low in AIRED_ON and line.bits[head] & MADE and line.bits[head - 1] & PICTURES:
        return min(first, base_left(line, head - 1))  # "a video posted to social media"
    several = low == "of" and line.bits[head] & FEW and head > 1 and line.bits[head - 1] & JOINTS
    if several and takes_more(line, head - 2, line.lows[head - 1]):  # "doctors at one of the hospitals"
        return min(first, base_left(line, head - 2))
    if low in ("of", "in", "near", "outside") and (part := _part_of_place(line, head)) is not None:
        return min(first, part)
    if low == "for" and is_name(line, head):
        maker = base_left(line, head)  # "a poll by Ipsos for Reuters"
        if maker > 1 and line.lows[maker - 1] == "by" and line.bits[maker - 2] & (EVIDENCE | MADE):
            return min(first, maker)
    if low == "and" and nominal(line, head) and alike(line, head, last):
        other = base_left(line, head)
        stopped = other > 0 and line.bits[other - 1] & STOPS
        loose = stopped and is_name(line, head) and not line.bits[head] & SPEAKERS and not of_one_name(line, first - 1)
        return other if other <= head and not loose else first
    return first


def _part_of_place(line: Tokens, head: int) -> int | None:
    """Where a speaker begins who is in or has a part of something: "a doctor in the east of", "with knowledge of"."""
    part = base_left(line, head)
    stands = line.lows[part - 1] in ("in", "on", "at", "near", "outside", "inside") and line.bits[part] & DETERMINERS
    placed = 1 < part <= head and (stands or line.lows[part - 1] == "with")
    speaking = placed and line.bits[part - 2] & (SPEAKERS | UNNAMED) and nominal(line, part - 2)
    return base_left(line, part - 2) if speaking else None


def hearer(line: Tokens, first: int) -> tuple[int, int] | None:
    """The tokens of whoever is told, without the number of what was told: "told the BBC 18 rebels had died"."""
    span = after(line, first)
    for at in range(first + 1, span[1] if span else 0):
        counting = line.words[at].isdigit() and at + 1 < len(line.words) and not is_name(line, at + 1)
        if counting and nominal(line, at + 1):
            return first, at
    return span


def takes_more(line: Tokens, head: int, link: str) -> bool:
    """Whether a noun can be followed by a preposition and still be one speaker: "an official in", "University of"."""
    if not nominal(line, head):
        return False
    return bool(line.bits[head] & (SPEAKERS | EVIDENCE | UNNAMED | PICTURES)) or is_name(line, head) and link == "of"


def alike(line: Tokens, left: int, right: int) -> bool:
    """Whether two heads name speakers in the same way: both by a noun, or both by a name."""
    nouns = [bool(line.bits[at] & (SPEAKERS | UNNAMED | EVIDENCE)) for at in (left, right)]
    if any(nouns):
        return all(nouns)
    return is_name(line, left) and is_name(line, right)


def after(line: Tokens, first: int) -> tuple[int, int] | None:
    """The tokens of the noun phrase that begins at `first`, with what is joined to its right."""
    if first >= len(line.words):
        return None
    past = base_right(line, first)
    if past == first:
        return (first, first + 1) if line.bits[first] & (PERSONS | BODIES) else None
    wider = _joined_right(line, past)
    while wider > past and wider - first < LONGEST_PHRASE:
        past, wider = wider, _joined_right(line, wider)
    return first, past


def _joined_right(line: Tokens, past: int) -> int:
    """The end of the phrase that is joined to the right of `past`, or `past` where none is."""
    if past + 1 >= len(line.words):
        return past
    low, head = line.lows[past], past - 1
    if line.words[past] == "(" and past + 2 < len(line.words) and line.words[past + 2] == ")":
        return past + 3
    if line.words[head] == ")":
        head -= 3
    if line.bits[past] & MADE and line.bits[head] & EVIDENCE and line.lows[past + 1] == "by":
        return max(past, base_right(line, past + 2)) if base_right(line, past + 2) > past + 2 else past
    if line.bits[past] & BOUND and line.bits[past + 1] & PREPOSITIONS and line.bits[head] & (SPEAKERS | UNNAMED):
        bound = base_right(line, past + 2)
        return bound if bound > past + 2 else past  # "a person briefed on the matter"
    if _how_told(line, past):
        return past
    capitals = is_name(line, past) and is_name(line, head)
    joint = bool(line.bits[past] & JOINTS) and takes_more(line, head, low)
    joint = joint or bool(line.bits[past] & PREPOSITIONS) and (capitals or bool(line.bits[head] & BOUND))
    if not joint and not (low == "and" and nominal(line, head)):
        return past
    end = base_right(line, past + 1)
    return end if end > past + 1 and (joint or alike(line, head, end - 1)) else past


def _how_told(line: Tokens, at: int) -> bool:
    """Whether a preposition tells by what means somebody spoke: "said the ministry in a statement", "by phone"."""
    last = base_right(line, at + 1) - 1
    return line.lows[at] in ("in", "by", "on", "at") and line.lows[last] in CALLS


def told_in(line: Tokens, first: int, past: int) -> bool:
    """Whether a phrase tells where somebody spoke: "in a televised address", "at a news conference"."""
    return first > 1 and line.lows[first - 1] in ("in", "at", "during", "on") and line.lows[past - 1] in CALLS


def without_place(line: Tokens, first: int, past: int) -> tuple[int, int]:
    """The phrase without a place that belongs to a preposition in front: "in Kandahar police said"."""
    if first and line.bits[first - 1] & PREPOSITIONS and is_name(line, first) and not is_name(line, past - 1):
        return next((at for at in range(first, past) if not is_name(line, at)), first), past
    return first, past


def is_where(line: Tokens, first: int, past: int) -> bool:
    """Whether a phrase is a place behind a preposition and no speaker: "arrested in Hrodna said Ana Silva"."""
    while first > 2 and line.lows[first - 1] in ("and", "or") and is_name(line, first - 2):
        first = base_left(line, first - 2)
    placed = first > 0 and line.bits[first - 1] & PREPOSITIONS and not line.bits[past - 1] & SPEAKERS
    return bool(placed) and is_place(line.text[line.starts[past - 1] : line.ends[past - 1]])


def nothing_follows(line: Tokens, at: int) -> bool:
    """Whether a speaker set behind the verb is followed by no verb of its own."""
    if at >= len(line.words) or line.words[at] in MARKS or line.lows[at] in ("who", "and", "as"):
        return True
    if not line.bits[at] & (PREPOSITIONS | TIMES | ADVERBS):
        return False
    for i in range(at, min(at + FURTHEST_HELPER, len(line.words))):
        if line.words[i] in MARKS or line.bits[i] & CONJUNCTIONS:
            return True
        if line.bits[i] & AUXILIARIES and not line.bits[i] & TIMES:
            return False  # "Keller, who opposed it, said a family on Elm Street would pay"
    return True
