"""Rules of tolls: the number that a death toll, a tally or "the number of those missing" came to."""

from __future__ import annotations

from reconcile.figures.context import Binding, Context, is_inserted, is_near, some
from reconcile.figures.line import DASHES, Hit, Line, Word
from reconcile.figures.phrases import Phrase, noun_phrase, partitive
from reconcile.figures.predicates import passive
from reconcile.figures.walking import REACH
from reconcile.measures import Role

TELLING = (Role.AFFECTED, Role.UNDERWENT, Role.STATE, Role.EVENT, Role.GROUP, Role.NEAR, Role.NOUN)
DONE = (Role.AFFECTED, Role.UNDERWENT)
BOUNDING = ("top", "pass", "surpass", "exceed", "cross", "eclips", "approach", "neared", "nearing", "nears")
BECAUSE = (["as", "a", "result", "of"], ["as", "a", "consequence", "of"])
LABEL = 5  # tokens of a label before its colon
NEAR = 10  # tokens between a number and what it counts
PUTS = frozenset(("put", "puts", "putting"))
HIGH = ("as high as", "as low as")
CHANGES = ("ranging", "growth", "changing")
PAST = (" past ", " above ")  # in a bound that is a verb of growth, too: "climbed past 500"


def of_toll(context: Context, phrase: Phrase) -> Binding | None:
    """The number that a toll came to: "the death toll rose to 159", "put the number of dead at 31", "toll tops 500"."""
    line = context.line
    if not _linked(line, phrase) or (line.low[phrase.at - 1] == ":" and _has_fate(line, phrase.past)):
        return None
    if phrase.head is not None and line.at(phrase.head, Word.THING) and not line.at(phrase.head, Word.PERSON):
        return None
    crossed, at = _changed_from(line, phrase.at), phrase.at - 1
    while at >= 0 and phrase.at - at < REACH:
        tolls = [hit for hit in line.ending[at] if hit.trigger.role is Role.TOLL and not _counted(line, hit)]
        if tolls and (line.low[phrase.at - 1] != "of" or at == phrase.at - 2):
            best = max(tolls, key=lambda hit: (len(hit.trigger.words), hit.trigger.measure == "killed"))
            if best.trigger.measure == "casualties" and _has_fate(line, phrase.past):
                return None
            number = _number_of(line, at)
            return _of_number(context, number, phrase) if number is not None else Binding(best.trigger.measure, "toll")
        noun = line.low[at] in some("numbers") and not (at and line.amounts[at - 1])  # "one estimate"
        if noun and (line.low[phrase.at - 1] != "of" or _is_toll_of(line, at, phrase)):
            return _of_number(context, at, phrase)
        halts = at < phrase.at - 1 and line.at(at, Word.SUBORD) and not line.at(at, Word.ADV)
        halts = halts and not is_inserted(line, at) and line.low[at : at + 4] not in BECAUSE
        halts = halts and not (line.at(at - 1, Word.MODAL) or line.low[at - 1] == "not")  # "could yet pass 100"
        if line.low[at] == ";" or halts or (line.amounts[at] and not crossed):
            return None
        at -= 1
    return None


def _number_of(line: Line, toll: int) -> int | None:
    """Where "the number of those killed" stands before a toll's noun that only tells where or whose they were."""
    for at in range(toll - 1, max(0, toll - REACH), -1):
        if line.low[at] in some("numbers") and line.low[at + 1] == "of":
            return at if any(_befell(line, hit) for other in range(at, toll) for hit in line.hits[other]) else None
    return None


def _befell(line: Line, hit: Hit) -> bool:
    """Whether a fate stands right behind those whom it befell: "those killed", "people hurt"."""
    fate = hit.trigger.role in (*DONE, Role.STATE) and not hit.trigger.tail
    return fate and (line.low[hit.at - 1 : hit.at] == ["those"] or line.at(hit.at - 1, Word.PERSON))


def _is_toll_of(line: Line, at: int, phrase: Phrase) -> bool:
    """Whether "of" tells the number itself: "a toll of 40", "an earlier figure of 40", not "a number of 40 men"."""
    bare = phrase.head is None and not _has_fate(line, phrase.past)
    told = line.low[at - 1] in some("former") or line.low[at - 1] in some("owning")
    return line.low[at] in ("toll", "tolls") and phrase.at - at <= LABEL or bare and at == phrase.at - 2 and told


def to_toll(context: Context, phrase: Phrase) -> Binding | None:
    """The number that stands before its toll: "bringing to 26 the number of deaths", "taking to 40 the death toll"."""
    line, past = context.line, phrase.past
    if phrase.head is not None or not phrase.at or line.low[phrase.at - 1] != "to" or not line.at(past, Word.DET):
        return None
    for at in range(past + 1, min(past + 4, len(line))):
        tolls = [hit for hit in line.hits[at] if hit.trigger.role is Role.TOLL]
        if tolls:
            return Binding(tolls[0].trigger.measure, "toll")
        if line.low[at] in some("numbers"):
            told = [hit for other in range(at, min(at + NEAR, len(line))) for hit in line.hits[other]]
            told = [hit for hit in told if hit.trigger.role in TELLING and not hit.trigger.tail]
            fates = [hit for hit in told if hit.trigger.role in (*DONE, Role.STATE)]  # "the number of soldiers killed"
            best = (fates or told)[:1]
            return Binding(best[0].trigger.measure, "number of", event=True, of=at + 2) if best else None
    return None


def as_label(context: Context, phrase: Phrase) -> Binding | None:
    """The number behind a label and a colon: "Homes destroyed: 1,700", "Missing: 12"."""
    line, colon = context.line, phrase.at - 1
    if not 0 < colon <= LABEL or line.low[colon] != ":" or any(line.amounts[:colon]):
        return None
    hits = [hit for hit in line.ending[colon - 1] if hit.trigger.role in TELLING and not hit.trigger.tail]
    hits = [hit for hit in hits if hit.trigger.role is not Role.NEAR]
    return Binding(_labelled(context, hits, colon).trigger.measure, "label") if hits else None


def _labelled(context: Context, hits: list[Hit], colon: int) -> Hit:
    """Of the readings of a label, the one that counts what the label names: homes burned, people burned."""
    things = any(context.line.at(at, Word.THING) for at in range(colon))
    fit = [hit for hit in hits if (context.measures.by_name[hit.trigger.measure].counts == "things") == things]
    return (fit or hits)[0]


def _counted(line: Line, hit: Hit) -> bool:
    """Whether a toll's noun is counted itself, so that what follows its colon tells of whom: "3 deaths: two men"."""
    return any(line.amounts[at] and not line.at(hit.past, Word.PREP) for at in range(max(0, hit.at - 2), hit.at))


def _has_fate(line: Line, past: int) -> bool:
    """Whether a fate stands right behind a figure, which outweighs the noun before it: "Casualties: 12 dead"."""
    return past < len(line) and any(hit.trigger.role in (Role.STATE, Role.AFFECTED) for hit in line.hits[past])


def _linked(line: Line, phrase: Phrase) -> bool:
    """Whether the token before a figure, or the figure's own verb, can tie it to a toll ("rose to 159", "tops 500")."""
    if _is_elsewhere(line, phrase):
        return False
    if phrase.at and line.low[phrase.at - 1] == "by":
        return phrase.at > 1 and line.low[phrase.at - 2] in some("growth")
    if phrase.at and line.low[phrase.at - 1] == "from":
        return _changed_from(line, phrase.at) or any(line.low[phrase.at - 2] in some(key) for key in CHANGES)
    if phrase.at > 1 and phrase.head is None and line.low[phrase.at - 1] in DASHES:
        at_toll = any(hit.trigger.role is Role.TOLL for hit in line.ending[phrase.at - 2])
        return at_toll or line.low[phrase.at - 2] in ("higher", "lower")
    if line.low[max(0, phrase.at - 2) : phrase.at] == ["in", "the"]:
        return phrase.head is None and phrase.at > 2 and line.at(phrase.at - 3, Word.BE)
    bound = line.low[phrase.at].startswith(BOUNDING) or any(word in line.low[phrase.at] for word in PAST)
    bound = bound or phrase.head is None and line.low[phrase.at].startswith(HIGH)
    return bound or (phrase.at > 0 and line.low[phrase.at - 1] in some("tolls_to"))


def _is_elsewhere(line: Line, phrase: Phrase) -> bool:
    """Whether what stands before a figure ties it to something else: "as 90 are still buried", "tied to 90 who fled".

    Those meant by "the" are no toll, either: "too few to deal with the 90 marchers", "from the 42 who were seized".
    """
    before, past = phrase.at - 1, phrase.past
    if before < 0:
        return False
    if line.low[before] == "as" and line.at(past, Word.BE | Word.HAVE):
        return True
    first = before - 1 if line.low[before] == "the" else before
    if first > 0 and line.low[first] == "to" and line.low[first - 1] in some("tied"):
        return True
    if phrase.head is None or not line.at(before, Word.DET):
        return False
    behind_prep = before > 0 and line.at(before - 1, Word.PREP) and line.low[before - 1] not in some("tolls_to")
    return behind_prep or line.at(past, Word.REL)


def _changed_from(line: Line, at: int) -> bool:
    """Whether a figure is one end of a change ("to 748 from 104", "from 9,800 now to 5,500")."""
    if at and line.low[at - 1] == "from":
        before = [other for other in range(max(0, at - 4), at) if line.amounts[other] and line.low[other - 1] == "to"]
        after = [
            other
            for other in range(at + 1, min(len(line), at + 6))
            if line.amounts[other] and line.low[other - 1] == "to"
        ]
        return bool(before or after)
    earlier = next((other for other in range(at - 2, max(-1, at - 6), -1) if line.amounts[other]), None)
    return bool(earlier and line.low[at - 1] == "to" and line.low[earlier - 1] == "from")


def _of_number(context: Context, at: int, phrase: Phrase) -> Binding | None:
    """The measure of "the number of ... stands at 40", told by the words between; "toll" alone is one of deaths."""
    line = context.line
    between = [
        hit
        for other in range(at, phrase.at)
        for hit in line.hits[other]
        if hit.past <= phrase.at and not hit.trigger.tail
    ]
    verbs = [hit for hit in between if hit.trigger.role in (Role.AFFECTED, Role.UNDERWENT, Role.STATE, Role.UNDERGOING)]
    names = [
        hit
        for hit in between
        if hit.trigger.role in (Role.GROUP, Role.NOUN, Role.EVENT)
        or (hit.trigger.role is Role.NEAR and is_near(context, hit, phrase))
    ]
    ended = [hit for hit in verbs if hit.past < len(line) and not line.flags[hit.past] & (Word.PERSON | Word.PLURAL)]
    best = [hit for hit in verbs if _befell(line, hit)][:1] or (ended or verbs or names)[-1:]
    of = at + 2 if line.low[at + 1 : at + 2] == ["of"] else None
    if not best and of is not None and _of_things(line, of):
        return None
    if best:
        return Binding(taken_by(context, best[0].trigger.measure, names), "number of", event=True, of=of)
    told = [
        hit for other in range(at) for hit in line.hits[other] if hit.trigger.role in TELLING and not hit.trigger.tail
    ]
    told = [hit for hit in told if not (hit.trigger.about and hit.trigger.role in DONE) or passive(line, hit.at)]
    told = [hit for hit in told if hit.trigger.role is not Role.NEAR or not line.low[hit.past].startswith("put")]
    told = [hit for hit in told if hit.trigger.role is not Role.NEAR or is_near(context, hit, phrase)]
    if not PUTS.isdisjoint(line.low[max(0, at - 2) : at]):
        told = [hit for hit in told if hit.trigger.role not in (Role.GROUP, Role.NEAR)]  # who puts it at so many
        of = of or (_befallen(line, told[-1]) if told and told[-1].trigger.role in (*DONE, Role.STATE) else None)
    if line.low[at] in some("sizes"):
        told = [hit for hit in told if not context.measures.by_name[hit.trigger.measure].grows]
        return Binding(told[-1].trigger.measure, "number of", event=True, of=of) if told else None
    told = _most_telling(context, told, line.low[at]) or _behind(line, phrase)
    measure = told[-1].trigger.measure if told else "killed" if line.low[at] in ("toll", "tolls") else context.last
    return Binding(measure, "number of", event=True, of=of) if measure else None


def _of_things(line: Line, at: int) -> bool:
    """Whether things are numbered that no measure counts: "the number of firearms found"."""
    _, head, _ = noun_phrase(line, at + line.at(at, Word.DET))
    plain = head is not None and line.word(head).islower() and not line.hits[head]
    return plain and line.at(head or 0, Word.PLURAL | Word.THING) and not line.at(head or 0, Word.PERSON)


def _befallen(line: Line, verb: Hit) -> int | None:
    """The token from which a sentence names whom its verb befell: "Police were killed, too, and she put the number at
    14"."""
    start = 2 if line.low[1:2] == ["of"] and line.low[0] in partitive() else 0
    start += bool(line.at(start, Word.DET))
    past, head, _ = noun_phrase(line, start)
    said = range(past, verb.at)
    many = head is not None and line.at(head, Word.PERSON) and (start > 1 or line.at(head, Word.PLURAL))
    return start if many and said and all(line.at(at, Word.BE | Word.HAVE | Word.ADV) for at in said) else None


def _behind(line: Line, phrase: Phrase) -> list[Hit]:
    """What a number is told to be for right behind it: "its own figure of 900 for the march"."""
    if line.low[phrase.past : phrase.past + 1] not in (["for"], ["of"], ["at"]):
        return []
    near = range(phrase.past, min(phrase.past + LABEL, len(line)))
    acts = [hit for at in near for hit in line.hits[at] if hit.trigger.role is Role.ACT]
    return acts[:1]


def _most_telling(context: Context, told: list[Hit], noun: str) -> list[Hit]:
    """Of the words that may tell what a number counts, fates outweigh populations, and for a tally those of people."""
    fates = [hit for hit in told if hit.trigger.role not in (Role.GROUP, Role.NEAR)] or told
    if noun not in ("toll", "tally", "count"):
        return fates
    return [hit for hit in fates if context.measures.by_name[hit.trigger.measure].counts == "people"]


def taken_by(context: Context, measure: str, names: list[Hit]) -> str:
    takers = [hit.trigger.measure for hit in names if measure in context.measures.by_name[hit.trigger.measure].takes]
    return takers[0] if takers else measure
