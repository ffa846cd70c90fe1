"""Whether those taken were arrested or abducted, where one verb may tell both: "captured", "took prisoner", "held"."""

from __future__ import annotations

from collections.abc import Sequence

from reconcile import populations
from reconcile.figures.context import Context, some
from reconcile.figures.line import Hit, Line, Word
from reconcile.figures.phrases import Phrase, counted

TAKEN = ("abducted", "arrested")  # of whom the same verbs tell
PUBLIC = ("customers", "passengers", "patients", "worshippers", "tourists")
ARMED = ("security forces", "militants", "perpetrators")
HOSTAGE = frozenset(("hostage", "hostages"))
CLAUSE = 14  # tokens in which the subject of a second verb stands before it


def captured(context: Context, phrase: Phrase, verb: Hit) -> str | None:
    """Whether those taken were arrested or abducted, where a verb may tell both ("captured", "took prisoner", "held").

    Armed groups are arrested, whoever takes them; others are abducted where an armed group takes them, and arrested
    where forces do, as are soldiers whom nobody is said to take; in a report on hostages, who is "held" with no word of
    an arrest is one. None where neither is told.
    """
    line = context.line
    if not HOSTAGE.isdisjoint((*verb.trigger.words, *verb.trigger.tail)):
        return None  # "prisoners are holding 20 guards hostage"
    return _by_captors(line, phrase, verb) or _as_prisoners(line, phrase, verb) or in_siege(line, context.about, verb)


def _by_captors(line: Line, phrase: Phrase, verb: Hit) -> str | None:
    told = {hit.trigger.measure for hit in line.hits[verb.at]}
    if _holds_public(line, phrase, verb):
        return "abducted"
    if verb.trigger.measure not in TAKEN or not told.issuperset(TAKEN):
        return None
    if _of(line, range(phrase.first, phrase.past), "perpetrators") or _of_others(line, phrase):
        return "arrested"
    if verb.at > phrase.at:
        return None
    before = _subject(line, verb.at)
    if _of(line, before, "perpetrators"):
        return "abducted"
    captors = "security forces" if verb.trigger.about or verb.trigger.tail else "police"
    lawful = any(line.low[at] in some("lawful") for at in before)
    return "arrested" if lawful or _of(line, before, captors) else None


def _as_prisoners(line: Line, phrase: Phrase, verb: Hit) -> str | None:
    """Those under arms whom an enemy captures: they are prisoners, not hostages."""
    if verb.trigger.measure != "abducted" or not line.low[verb.at].startswith("captur"):
        return None
    heads = [counted(line, at).head for at, amount in enumerate(line.amounts[: phrase.at]) if amount]
    head = phrase.head if phrase.head is not None else next((at for at in reversed(heads) if at is not None), None)
    kinds = populations.nouns().get(line.low[head], ()) if head is not None else ()
    armed = any(populations.within(kind, force) for kind in kinds for force in ARMED)
    return "arrested" if armed else None


def in_siege(line: Line, about: frozenset[str], verb: Hit) -> str | None:
    """What those are who are "held" in a report on hostages: hostages, but for a word of an arrest beside."""
    if verb.trigger.measure not in TAKEN or line.low[verb.at] not in some("containing"):
        return None
    if some("captivity").isdisjoint(about) and some("captivity").isdisjoint(line.low):
        return None
    return "abducted" if some("custody").isdisjoint(line.low) else "arrested"


def _of_others(line: Line, phrase: Phrase) -> bool:
    """Whether a bare figure goes on counting an armed group: "killed 20 rebels and captured four others"."""
    if phrase.head is not None:
        return False
    before = [at for at in range(phrase.at) if line.amounts[at]]
    return bool(before) and _of(line, range(before[-1], counted(line, before[-1]).past), "perpetrators")


def _holds_public(line: Line, phrase: Phrase, verb: Hit) -> bool:
    """Whether somebody who is no officer holds those whom no one arrests for what they are: "he held 12 shoppers"."""
    held = verb.trigger.measure == "arrested" and verb.trigger.about and verb.at < phrase.at
    if not held or line.low[verb.at] not in some("containing"):
        return False
    names = [name for at in range(phrase.first, phrase.past) for name in populations.nouns().get(line.low[at], ())]
    before = _subject(line, verb.at)
    public = any(populations.within(name, kind) for name in names for kind in PUBLIC)
    return public and not (_of(line, before, "security forces") or _of(line, before, "officials"))


def _subject(line: Line, verb: int) -> list[int]:
    """The tokens before a verb in its clause that belong to no figure, the nearest last."""
    first = verb
    while first > 0 and verb - first < CLAUSE:
        speaks = line.at(first - 1, Word.SAYING) and line.at(first, Word.PRONOUN)  # "police said they had captured"
        if line.at(first - 1, Word.SAYING | Word.SUBORD) and not speaks:
            break
        first -= 1
    counts = [at for at in range(first, verb) if line.amounts[at]]
    objects = {other for at in counts for other in range(at, counted(line, at).past)}
    return [at for at in range(first, verb) if at not in objects]


def _of(line: Line, tokens: Sequence[int], kind: str) -> bool:
    """Whether the last name of a population among some tokens is one of a class."""
    known = populations.nouns()
    for at in reversed(tokens):
        if names := known.get(line.low[at]):
            return any(populations.within(name, kind) for name in names)
    return False


def jailed(line: Line, past: int) -> bool:
    """Whether those released had been arrested: "ordered the release of 40 people detained at the march"."""
    while line.at(past, Word.REL | Word.BE | Word.HAVE | Word.ADV):
        past += 1
    fates = line.hits[past] if past < len(line) else ()
    return any(hit.trigger.measure == "arrested" and not hit.trigger.about for hit in fates)
