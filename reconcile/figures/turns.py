"""What turns a verb from its own measure: who does it, to whom, and in what state they are then."""

from __future__ import annotations

from reconcile import populations
from reconcile.figures.context import Context, is_about, some
from reconcile.figures.line import Hit, Line, Word, roles
from reconcile.figures.nouns import as_group
from reconcile.figures.phrases import Phrase
from reconcile.measures import Role

CREW = 6  # tokens behind "by" in which a crew is named
SUBJECT = 6  # tokens in which the subject of a verb stands before it
MOURNING = (["village"], ["town"], ["community"], ["city"], ["nation"], ["country"])
MOVED = ("rescued", "evacuated", "troops")  # what a verb of moving counts, save the dead


def buried(line: Line, verb: Hit) -> str | None:
    """The dead, where persons bury them and no landslide does: "the family buried three", "we just buried ten"."""
    subject = verb.at - 1
    while line.at(subject, Word.ADV) or line.low[subject : subject + 1] in (["first"], ["just"]):
        subject -= 1
    persons = line.at(subject, Word.PERSON | Word.PRONOUN) or line.low[subject : subject + 1] in MOURNING
    by_persons = line.low[verb.at] == "buried" and subject >= 0 and persons and line.low[subject] != "it"
    return "killed" if by_persons and verb.trigger.measure == "missing" else None


def not_yet(context: Context, phrase: Phrase, verb: Hit) -> str | None:
    """What they still are whom somebody set out to rescue: "stormed the bank to free 20", not "managed to free 20"."""
    line, to = context.line, verb.at - 1
    purpose = to > 0 and line.low[to] == "to" and line.low[to - 1] not in some("managing")
    if verb.trigger.measure != "rescued" or not purpose:
        return None
    told = [hit.trigger.measure for hit in roles(line.hits[phrase.past], Role.STATE)] if phrase.past < len(line) else []
    if "affected" in told and (line.low[phrase.past] != "trapped" or not is_about(context, "missing")):
        return "affected"
    return next((name for name in ("abducted", "missing") if is_about(context, name)), None)


def until(context: Context, phrase: Phrase, found: Hit) -> str | None:
    """What they still are until whose release somebody waits: "no talks until the six farmers are freed"."""
    before = phrase.at - 1
    while context.line.at(before, Word.DET | Word.QUANTITY):
        before -= 1
    if before < 0 or context.line.low[before] not in ("until", "till", "unless"):
        return None
    if found.trigger.measure != "rescued" or context.line.low[found.at] not in some("releasing"):
        return None
    group = as_group(context, phrase)
    return group.measure if group else "abducted"


def by_rescuers(line: Line, verb: Hit) -> str | None:
    """The rescued, where rescuers bring them out: "fire crews brought 37 out of the mill", not "buses brought"."""
    if verb.trigger.measure != "evacuated" or line.low[verb.at] not in some("bringing"):
        return None
    if "out" not in (*verb.trigger.words, *verb.trigger.tail):
        return None
    before = range(max(0, verb.at - SUBJECT), verb.at)
    names = {" ".join(line.low[at : at + size]) for at in before for size in (1, 2) if at + size <= verb.at}
    return "rescued" if any("rescuers" in populations.nouns().get(name, ()) for name in names) else None


def discharged(context: Context, verb: Hit) -> bool:
    """Whether those released leave a hospital, and no captor: "of those in hospital, 40 have been released"."""
    line = context.line
    if verb.trigger.measure != "rescued" or line.low[verb.at] != "released":
        return False
    treated = not some("treating").isdisjoint(line.low) or context.last in ("injured", "infected")
    return treated and not is_about(context, "abducted") and some("custody").isdisjoint(line.low)


def outlasts(state: Hit, found: Hit) -> bool:
    """Whether the state of those counted outweighs what is done with them: "30 dead people are still trapped"."""
    moved = state.trigger.measure == "injured" and found.trigger.measure == "evacuated"
    return state.trigger.measure == "killed" or moved


def turned_up(line: Line, past: int) -> bool:
    """Whether those missing are told to have turned up: "Five other missing people were confirmed found"."""
    behind = line.low[past : past + SUBJECT]
    seen = not some("turning_up").isdisjoint(behind) and some("negations").isdisjoint(behind)
    return line.at(past, Word.BE | Word.HAVE) and seen and some("outcomes").isdisjoint(behind)


def breaks_out(line: Line, phrase: Phrase, found: Hit) -> bool:
    """Whether prisoners escape, who are not rescued by it."""
    if line.low[found.at] not in some("escaping") or phrase.head is None:
        return False
    kinds = populations.nouns().get(line.low[phrase.head], frozenset())
    return any(populations.within(kind, jailed) for kind in kinds for jailed in ("prisoners", "perpetrators"))


def lost_otherwise(line: Line, phrase: Phrase, hit: Hit) -> bool:
    """Whether those lost are away and not dead: "lost four men to injury"."""
    if not hit.trigger.only or line.low[phrase.past : phrase.past + 1] != ["to"]:
        return False
    return not some("away").isdisjoint(line.low[phrase.past + 1 : phrase.past + 4])


def by_whom(line: Line, verb: Hit) -> str | None:
    """What those are whom somebody takes: the rescued where a vessel or its crew picks them up ("88 were picked up by
    fishermen"), the arrested where officers carry them away, which else a flood does."""
    by = verb.past if line.low[verb.past : verb.past + 1] == ["by"] else verb.past + 1
    if line.low[by : by + 1] != ["by"]:
        return None
    agent = line.low[by + 1 : by + CREW]
    if line.low[verb.at] == "picked" and verb.trigger.measure == "arrested":
        return None if some("seafarers").isdisjoint(agent) else "rescued"
    if line.low[verb.at] != "carried" or verb.trigger.measure != "missing":
        return None
    kinds = {kind for word in agent for kind in populations.nouns().get(word, ())}
    return "arrested" if any(populations.within(kind, "security forces") for kind in kinds) else None


def brought_out(context: Context, verb: Hit) -> str | None:
    """The rescued, where those brought out were missing: "three were brought out of the ruins"."""
    out = verb.trigger.measure == "evacuated" and "out" in (*verb.trigger.words[:1], *verb.trigger.tail[:1])
    brought = out and context.line.low[verb.at] in some("bringing")
    return "rescued" if brought and is_about(context, "missing") else None


def outcome(line: Line, found: Hit) -> Hit | None:
    """The state in which those are whom a verb tells of: "were brought ashore dead", "were evacuated wounded"."""
    if found.trigger.role is not Role.AFFECTED or found.trigger.measure not in MOVED:
        return None
    at = found.past
    while line.at(at, Word.ADV) or line.low[at : at + 1] in (["in"], ["out"], ["up"], ["home"], ["ashore"]):
        at += 1
    told = line.low[at : at + 1] and line.low[at] in some("outcomes")
    return next(iter(roles(line.hits[at], Role.STATE)), None) if told else None


def counts_bare(line: Line, hit: Hit) -> bool:
    """Whether a bare number lost is one of lives: the clause before tells of the dead ("killed 40 and lost nine")."""
    if hit.trigger.measure != "killed" or not _ends_clause(line, hit.past):
        return False
    if any(word in some("admitting") for word in line.low[max(0, hit.at - 3) : hit.at]):
        return True
    before = (other for at in range(hit.at) for other in line.hits[at] if other.trigger.measure == "killed")
    return any(not other.trigger.only or line.at(other.past + 1, Word.PERSON) for other in before)


def _ends_clause(line: Line, at: int) -> bool:
    """Whether a number alone is the object of the verb that ends at a token."""
    while at < len(line) and not line.amounts[at]:
        at += 1
    return at + 1 >= len(line) or line.at(at + 1, Word.PUNCT | Word.CONJ | Word.PREP | Word.SUBORD)
