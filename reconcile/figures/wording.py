"""Who is counted, in the text's own words, and whether a figure adds to others or is the count of a day."""

from __future__ import annotations

from functools import cache

import regex

from reconcile import populations
from reconcile.figures.context import Binding, Bound, some
from reconcile.figures.kin import is_part
from reconcile.figures.line import Line, Word, roles
from reconcile.figures.phrases import Phrase, noun_phrase, partitive
from reconcile.lexicon import load, words
from reconcile.measures import Role, plural
from reconcile.model import Basis

ANYBODY = "people"
ANY_PART = (
    Word.PERSON | Word.THING | Word.PREP | Word.PUNCT | Word.BE
    | Word.HAVE | Word.CONJ | Word.MODAL | Word.DET | Word.ADV
)
FATES = (Role.STATE, Role.AFFECTED)
BEHIND = regex.compile(r"[^,;:.\d]{0,60}")
KINDRED = ("family", "household", "clan")
QUOTES = "\"“”‘’' "


def who(read: Bound, phrase: Phrase, binding: Binding) -> str:
    """The population counted; a bare figure takes that of the figure it stands with, else it counts people."""
    line = read.line
    if binding.event:
        return (_named(line, binding.of) if binding.of is not None else None) or ANYBODY
    if phrase.head is not None and not _is_fate(line, phrase):
        first = phrase.state.past if phrase.state and phrase.state.at == phrase.first else phrase.first
        first = _past_partitive(line, first, phrase.head)
        return (_population(line, phrase, first, phrase.head) or ANYBODY) + _tie(line, phrase.past)
    if binding.rule == "label":
        return _label(line, phrase.at - 1) or ANYBODY
    if kinds := _of_two_kinds(line, phrase):
        return kinds
    told = _told(line, phrase) if binding.rule in ("part", "among") or phrase.of else None
    return told or _shared(read, phrase, binding) or _group_before(line, phrase, binding) or ANYBODY


def _is_fate(line: Line, phrase: Phrase) -> bool:
    """Whether a single noun behind several is what they were made: "took 19 hostage"."""
    amount = line.amounts[phrase.at]
    several = amount is not None and amount.low not in (0, 1)
    alone = phrase.head in (phrase.at + 1, phrase.first)
    return several and alone and line.low[phrase.head or 0] in some("made")


def in_state(line: Line, at: int, measure: str, who: str) -> str:
    """A population with what the words behind its figure say of how it fares: "people in serious condition".

    Of the affected the measure says so itself.
    """
    told, amount = populations.told_beside().get(measure), line.amounts[at]
    inner = line.low[max(0, at - 2) : at] == ["of", "the"]
    if not told or measure == "affected" or inner or amount and amount.kind == "zero":
        return who
    later = next((other for other in range(at + 1, len(line)) if line.amounts[other]), len(line) - 1)
    match = BEHIND.match(line.text, line.ends[at], line.starts[later])
    behind = match[0] if match else ""
    own = behind if later == len(line) - 1 else behind.partition(" and ")[0]  # the rest is of the next figure
    words = populations.stated(own, told)
    return f"{who} {words}" if words and words.lower() not in who.lower() else who


def _past_partitive(line: Line, first: int, head: int) -> int:
    """The first token of those meant: of "members of the security forces", the forces."""
    if line.low[head] in KINDRED:
        return first  # "members of her family" are no family
    ofs = [at for at in range(first + 1, head) if line.low[at] == "of" and line.low[at - 1] in partitive()]
    start = ofs[-1] + 1 if ofs else first
    while line.at(start, Word.DET) and start < head:
        start += 1
    return start


def _tie(line: Line, past: int) -> str:
    """What ties a population to somebody, behind its noun: " affiliated with the government"."""
    if past + 1 >= len(line) or line.low[past] not in some("ties") or not line.at(past + 1, Word.PREP | Word.MODAL):
        return ""
    start = past + 2
    while line.at(start, Word.DET):
        start += 1
    stop, head, _ = noun_phrase(line, start)
    single = not line.at(start, Word.PREP | Word.PUNCT | Word.BE | Word.HAVE | Word.CONJ)
    end = stop if head is not None else start + 1 if single and start < len(line) else 0
    return f" {_words(line, past, end)}" if end else ""


def _of_two_kinds(line: Line, phrase: Phrase) -> str | None:
    """A noun behind two words for its kinds: "120 local and foreign journalists"."""
    at = phrase.past
    if at + 2 >= len(line) or phrase.of or line.low[at + 1] not in ("and", "or") or not line.low[at].isalpha():
        return None
    if line.at(at, ANY_PART) or roles(line.hits[at], *FATES):
        return None
    past, head, _ = noun_phrase(line, at + 2)
    plural_head = head is not None and head > at + 2 and line.at(head, Word.PERSON) and line.at(head, Word.PLURAL)
    return _words(line, at, past) if plural_head else None


def _shared(read: Bound, phrase: Phrase, bare: Binding) -> str | None:
    """The population of the nearest figure before a bare one that has a name for it."""
    for at in reversed([at for at in read.bindings if at < phrase.at]):
        binding, other = read.bindings[at], read.phrases[at]
        alike = binding and (
            binding.measure == bare.measure
            or bare.measure != "crowd"
            and binding.rule != "part"
            and bool(read.line.at(other.head or 0, Word.THING)) is (bare.measure == "damaged")
            and some("partings").isdisjoint(read.line.low[other.past : phrase.at])
        )
        survivors = binding and binding.measure == "rescued" != bare.measure and binding.rule == "group"
        survivors = survivors or bool(binding and binding.measure != bare.measure and _is_aside(read, other, binding))
        if binding and alike and not survivors and not binding.event and other.head is not None:
            return who(read, other, binding)
    return _after(read, phrase) if bare.rule == "compared" else None


def _is_aside(read: Bound, other: Phrase, binding: Binding) -> bool:
    """Whether a figure counts bodies, or only some of those told of, so that one of another measure counts others."""
    kinds = populations.nouns().get(read.line.low[other.head], frozenset()) if other.head is not None else frozenset()
    return "bodies" in kinds or is_part(read, other, binding)


def _after(read: Bound, phrase: Phrase) -> str | None:
    """The population of the next figure, which the bare one was before: "from 5,200 to 3,000 troops"."""
    later = next((at for at in read.bindings if at > phrase.at), None)
    binding = read.bindings[later] if later is not None else None
    named = binding and later is not None and read.phrases[later].head is not None
    return who(read, read.phrases[later], binding) if named and binding and later is not None else None


def _group_before(line: Line, phrase: Phrase, binding: Binding) -> str | None:
    """The population of the measure that the sentence names before a bare figure: "Moria migrants: 13,000 homeless"."""
    hits = [hit for at in range(phrase.at) for hit in line.hits[at] if hit.trigger.role is Role.GROUP]
    own = [hit for hit in hits if hit.trigger.measure == binding.measure and line.at(hit.past - 1, Word.PLURAL)]
    first = len(own) - 1
    while first > 0 and own[first].at == own[first - 1].past + 1 and line.at(own[first].at - 1, Word.CONJ):
        first -= 1
    return _words(line, own[first].at, own[-1].past) if own else None


def _label(line: Line, colon: int) -> str | None:
    """The noun of a label that ends with the colon at a token: "Homes destroyed: 1,700"."""
    nouns = [at for at in range(colon) if line.at(at, Word.PERSON | Word.THING)]
    return _words(line, 0, nouns[0] + 1) if nouns else None


def _told(line: Line, phrase: Phrase) -> str | None:
    """Who a bare part is told to be: "of whom 19 were foreigners", "four of them children"."""
    at = phrase.past
    while line.at(at, Word.BE | Word.DET | Word.ADV) or (at < len(line) and roles(line.hits[at], *FATES)):
        at += 1
    accused = line.at(at - 1, Word.BE) and line.low[at : at + 1] and line.low[at] in some("accusing")
    return None if accused else _named(line, at)


def _named(line: Line, at: int) -> str | None:
    """The noun phrase of persons that starts at a token."""
    while line.at(at, Word.DET):
        at += 1
    past, head, _ = noun_phrase(line, at)
    return _words(line, at, past) if head is not None and line.at(head, Word.PERSON) else None


def _population(line: Line, phrase: Phrase, first: int, head: int) -> str:
    """A noun phrase as the name of a population: its head in the plural ("one woman" counts women)."""
    text, amount = _words(line, first, head + 1), line.amounts[phrase.at]
    single = (
        amount is not None and amount.low in (0, 1) and not line.at(head, Word.PLURAL) and line.at(head, Word.PERSON)
    )
    noun = line.text[line.starts[head] : line.ends[head]]
    return text.removesuffix(noun) + _plurals().get(noun.lower(), plural(noun)) if single else text


@cache
def _plurals(language: str = "en") -> dict[str, str]:
    """The plurals that no rule gives, by the noun."""
    found = load("grammar", language).get("many")
    return {str(one): str(many) for one, many in found.items()} if isinstance(found, dict) else {}


def _words(line: Line, first: int, past: int) -> str:
    return " ".join(line.text[line.starts[first] : line.ends[past - 1]].split()).strip(QUOTES) if past > first else ""


def basis(line: Line, phrase: Phrase) -> Basis:
    """Whether a figure that is no part of another adds to one, counts one day, or is a total."""
    if phrase.additional and line.low[phrase.at - 1] not in some("joining"):
        return Basis.ADDITIONAL
    return Basis.DAILY if _is_daily(line, phrase) else Basis.TOTAL


def _is_daily(line: Line, phrase: Phrase) -> bool:
    """Whether the words between the figure and the end of its clause make it the count of one day."""
    ends = (at for at in range(phrase.past, len(line)) if line.low[at] == ";" or line.amounts[at])
    clause = line.text[line.starts[phrase.at] : line.ends[next(ends, len(line) - 1)]]
    low = clause.lower()
    if " ".join(line.low[:2]) in some("each_day"):
        return True
    if any(cue in low for cue in some("daily_cues")) and _daily().search(clause):
        return True
    return "new" in line.low[phrase.at : phrase.past] and not _days().isdisjoint(line.present)


@cache
def _daily(language: str = "en") -> regex.Pattern[str]:
    return regex.compile("|".join(words("grammar", "daily", language)), regex.IGNORECASE)


@cache
def _days(language: str = "en") -> frozenset[str]:
    """The names of single days."""
    return frozenset(word for word in words("grammar", "adverbs", language) if word.endswith("day"))
