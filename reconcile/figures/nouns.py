"""Rules of nouns: the counted noun is an event of the measure, or a population that it takes for its own."""

from __future__ import annotations

from reconcile.figures.context import Binding, Context, is_near, size, some
from reconcile.figures.line import FUNCTION, Hit, Line, Word, roles
from reconcile.figures.phrases import Phrase
from reconcile.measures import Role

FORCES = 20  # bodies that a report may count
BODY = 6  # tokens up to the noun of a body of people
SIZED = ("crowd", "troops")
GRAVER = {"killed": "injured", "abducted": "missing"}  # what is told in one number, and under which of the two


def as_noun(context: Context, phrase: Phrase) -> Binding | None:
    """The counted noun is the measure's own: "15 arrests", "20 bodies", "35 confirmed cases of cholera"."""
    line = context.line
    if phrase.head is None:
        return None
    for at in range(phrase.at + 1, phrase.head + 1):
        for hit in roles(line.hits[at], Role.NOUN, Role.EVENT):
            if _goes_on(line, hit):
                return None
            if (hit.past >= phrase.past or _graver(line, hit, phrase)) and not (
                hit.trigger.role is Role.EVENT and line.low[max(0, phrase.at - 2) : phrase.at] == ["one", "of"]
            ):
                event = hit.trigger.role is Role.EVENT
                if _corporate(line, phrase):
                    return None
                if event and not _enough(context, hit, phrase):
                    return None
                return Binding(hit.trigger.measure, "noun", event=event, of=_victims(line, hit.past) if event else None)
    return None


def _corporate(line: Line, phrase: Phrase) -> bool:
    """Whether bodies are organisations and no dead: "two international bodies", "the two bodies held talks"."""
    if phrase.head is None or line.low[phrase.head] not in ("body", "bodies"):
        return False
    named = not some("corporate").isdisjoint(line.low[phrase.first : phrase.head])
    behind = line.low[phrase.past : phrase.past + 2]
    acts = {" ".join(behind[:1]), " ".join(behind)}  # "held talks", not "held at the morgue"
    return named or line.at(phrase.past, Word.SAYING) or not acts.isdisjoint(some("corporate_acts"))


def _goes_on(line: Line, hit: Hit) -> bool:
    """Whether rescues or the like are not done: "dozens of water rescues were under way"."""
    if hit.trigger.role is not Role.EVENT or not line.at(hit.past, Word.BE):
        return False
    return not some("ongoing").isdisjoint(line.low[hit.past + 1 : hit.past + 4])


def _graver(line: Line, hit: Hit, phrase: Phrase) -> bool:
    """Whether one number for two fates is told under the graver, that stands first: "no deaths or injuries"."""
    lesser = GRAVER.get(hit.trigger.measure)
    joined = lesser is not None and hit.trigger.role is Role.EVENT and line.at(hit.past, Word.CONJ)
    return joined and any(other.trigger.measure == lesser for other in line.hits[phrase.head or 0])


def _victims(line: Line, past: int) -> int | None:
    """The token behind "of" or "among" that names those whom an event befell ("multiple killings of protesters")."""
    named = past < len(line) and line.low[past] in ("of", "among", "to")
    return past + 1 if named and past + 1 < len(line) and not line.amounts[past + 1] else None


def as_group(context: Context, phrase: Phrase) -> Binding | None:
    """A population that a measure takes when nothing else binds it: "40 hostages", "2,500 soldiers"."""
    line = context.line
    if phrase.head is None:
        return None
    for at in range(phrase.first, phrase.head + 1):
        for hit in roles(line.hits[at], Role.GROUP, Role.NEAR):
            heads = hit.past >= phrase.past or line.at(hit.past, Word.CONJ)
            near = size(context, phrase) > 0 and is_near(context, hit, phrase)  # "no police" tells of none sent
            taken = hit.trigger.role is Role.GROUP or near and not _civil(line, phrase)
            bars = _are_bodies(context, hit, phrase) or _are_given(line, hit, phrase)
            if heads and taken and _enough(context, hit, phrase) and not bars:
                return Binding(hit.trigger.measure, "group")
    return None


def as_strength(context: Context, phrase: Phrase) -> Binding | None:
    """The strength of a body of people, whatever is told of it: "a 600-strong garrison", "a 2,000-strong march"."""
    line = context.line
    if not line.low[phrase.at].endswith("-strong"):
        return None
    for at in range(phrase.at + 1, min(phrase.at + BODY, len(line))):
        if line.at(at, FUNCTION | Word.ADV):
            return None
        acts = [hit.trigger.measure for hit in roles(line.hits[at], Role.ACT) if hit.trigger.measure in SIZED]
        if acts or line.low[at] in some("bodies"):
            return Binding(acts[0] if acts else "troops", "group")
    return None


def _are_bodies(context: Context, hit: Hit, phrase: Phrase) -> bool:
    """Whether a few "forces" are bodies of men, not men: "officers from four forces"."""
    return context.line.low[hit.at] == "forces" and phrase.first == hit.at and size(context, phrase) < FORCES


def _are_given(line: Line, hit: Hit, phrase: Phrase) -> bool:
    """Whether survivors are those for whom something is done, long rescued, or detainees those who got away: "free
    meals for 900 survivors", "90 detainees escaped"."""
    if hit.trigger.measure == "arrested":
        past = phrase.past + line.at(phrase.past, Word.HAVE | Word.ADV)
        return past < len(line) and line.low[past] in some("escaping")
    return hit.trigger.measure == "rescued" and phrase.at > 0 and line.low[phrase.at - 1] in ("to", "for")


def _civil(line: Line, phrase: Phrase) -> bool:
    """Whether the words before a noun make its people civilians: "disaster-response personnel", "medical officers"."""
    words = (word for at in range(phrase.first, phrase.head or 0) for word in line.low[at].split("-"))
    return not some("civil").isdisjoint(words)


def _enough(context: Context, hit: Hit, phrase: Phrase) -> bool:
    """Whether a bare group is large enough to be more than persons told of for themselves; "no" always is."""
    return size(context, phrase) >= context.measures.by_name[hit.trigger.measure].least or size(context, phrase) == 0
