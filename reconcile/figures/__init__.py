"""Passages → figures: every amount that counts something a measure names, with its population and its basis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from collections import Counter

import regex

from reconcile import populations
from reconcile.figures.amounts import Amount, numbers, read
from reconcile.figures.frames import Binding, Context, bind, countable, is_single, some
from reconcile.figures.line import Line, Word, tokens
from reconcile.figures.phrases import Phrase, counted, noun_phrase
from reconcile.figures.unknowns import unknowns
from reconcile.lexicon import words
from reconcile.measures import Measures, Role, standard
from reconcile.model import Basis, Document, Figure, Passage, PassageKind, Span

SUBJECT = 2  # a document is about a word that it uses this often
WORDS = regex.compile(r"[\p{L}][\p{L}-]*")


def find(document: Document, passages: Sequence[Passage], measures: Measures | None = None) -> tuple[Figure, ...]:
    """The figures of a document in order of their place."""
    measures = measures or standard()
    about = frozenset(word for word, times in Counter(WORDS.findall(document.text.lower())).items() if times >= SUBJECT)
    found: list[Figure] = []
    for passage in passages:
        if passage.kind is PassageKind.FURNITURE:
            continue
        for start, end in passage.sentences:
            if _can_hold(document.text[start:end], measures):
                found += in_sentence(document.text, (start, end), measures, about, found[-1].measure if found else None)
            asked = list(unknowns(document.text, (start, end), measures, found[-1] if found else None))
            found = [figure for figure in found if not any(_overlap(figure, other) for other in asked)] + asked
    return tuple(sorted(found, key=lambda figure: (figure.start, figure.end)))


def _overlap(figure: Figure, other: Figure) -> bool:
    return figure.start < other.end and other.start < figure.end


def _can_hold(sentence: str, measures: Measures) -> bool:
    """Whether a sentence has both a number and a word of a measure: the grammar runs only there."""
    if not numbers().scan.search(sentence):
        return False
    return any(word in measures.triggers for word in WORDS.findall(sentence.lower()))


def in_sentence(
    text: str, sentence: Span, measures: Measures, about: frozenset[str] = frozenset(), last: str | None = None
) -> Iterator[Figure]:
    """The figures of one sentence."""
    amounts = [amount for amount in read(text, *sentence) if not amount.ignored]
    if not amounts:
        return
    about = about.union(WORDS.findall(text[slice(*sentence)].lower()))
    line = tokens(text, *sentence, amounts, measures, about)
    phrases = {at: counted(line, at) for at, amount in enumerate(line.amounts) if amount}
    context = Context(line, measures, about, last)
    bound = {at: bind(context, phrase) for at, phrase in phrases.items()}
    _leave_whole(line, phrases, bound)
    _inherit(context, phrases, bound)
    for at, phrase in phrases.items():
        binding = bound[at]
        amount = line.amounts[at]
        if binding and amount and not (binding.rule == "part" and binding.measure == "crowd" and phrase.head is None):
            yield _figure(line, phrase, amount, binding, phrases, bound, sentence)


def _leave_whole(line: Line, phrases: dict[int, Phrase], bound: dict[int, Binding | None]) -> None:
    """Take from "the six" in "three of the six attackers are missing" what the main clause says of the three alone."""
    for phrase in phrases.values():
        if phrase.inner is not None and phrase.past < len(line) and line.flags[phrase.past] & (Word.BE | Word.HAVE):
            bound[phrase.inner] = None


def _inherit(context: Context, phrases: dict[int, Phrase], bound: dict[int, Binding | None]) -> None:
    """Give an unbound figure the measure of the one it is a part of or listed with."""
    line, order = context.line, list(phrases)
    for index, at in enumerate(order):
        phrase, own = phrases[at], bound[at]
        if (own and own.rule != "group") or is_single(line, phrase):
            continue
        earlier = [other for other in order[:index] if bound[other]]
        before = order[index - 1] if index else None
        if phrase.inner is not None and bound.get(phrase.inner):
            bound[at] = _as(bound[phrase.inner], "part")
        elif _is_part(line, phrase):
            bound[at] = (_as(bound[earlier[-1]], "part") if earlier else _included(line, phrase)) or own
        elif before is not None and bound[before] and line.low[phrases[before].past : at] == ["("]:
            bound[at] = _as(bound[before], "part")
        elif before is not None and bound[before] and _list_gap(line, phrases[before], phrase):
            listed = _as(bound[before], "part" if bound[before].rule == "part" else "list")  # type: ignore[union-attr]
            sums = bound[before].rule in ("toll", "number of")  # type: ignore[union-attr]
            bound[at] = listed if listed and not sums and countable(context, phrase, listed) else own
        elif earlier and _along_with(line, phrase):
            bound[at] = _as(bound[earlier[-1]], "list")
        elif index + 1 < len(order) and bound[order[index + 1]] and _among(line, phrase, order[index + 1]):
            bound[at] = _as(bound[order[index + 1]], "part")


def _as(binding: Binding | None, rule: str) -> Binding | None:
    return Binding(binding.measure, rule) if binding else None


def _is_part(line: Line, phrase: Phrase) -> bool:
    """Whether the words around a phrase make it a part of an earlier figure."""
    if phrase.of and phrase.pronoun:
        return True
    before = phrase.at - 1
    while before >= 0 and (line.flags[before] & (Word.ADV | Word.QUOTE) or line.low[before] in ("the", "a", "another")):
        before -= 1
    if before < 0:
        return False
    pair = " ".join(line.low[max(0, before - 1) : before + 1])
    return line.low[before] in some("parts") or pair in some("parts")


def _included(line: Line, phrase: Phrase) -> Binding | None:
    """The measure of "those killed included nine Greeks": that of the last fate or noun named before."""
    wanted = (Role.AFFECTED, Role.STATE, Role.NOUN, Role.EVENT, Role.TOLL)
    hits = [hit for at in range(phrase.at) for hit in line.hits[at] if hit.trigger.role in wanted and not hit.trigger.tail]
    return Binding(hits[-1].trigger.measure, "part") if hits else None


def _list_gap(line: Line, before: Phrase, phrase: Phrase) -> bool:
    """Whether two figures stand in one list: nothing but a list's own words between, or places told for each of them."""
    between = range(before.past, phrase.at)
    if line.low[phrase.at - 1] not in (",", "and", "or", "another", "-", "–", "—") or not 0 < len(between) < 14 or not any(line.low[n] in (",", "-", "–", "—") or line.flags[n] & Word.CONJ for n in between):
        return False
    own = Word.CONJ | Word.ADV | Word.QUANTITY | Word.DET | Word.QUOTE
    if all(line.low[n] in (",", "well", "as") or line.flags[n] & own for n in between):
        if phrase.head is not None or before.head is None:
            return True
    told = phrase.head is None and phrase.past < len(line) and bool(line.flags[phrase.past] & Word.PREP)
    halts = Word.SUBORD | Word.SAYING | Word.REL | Word.MODAL
    return told and not any(line.flags[n] & halts or line.low[n] == ";" for n in between)


def _along_with(line: Line, phrase: Phrase) -> bool:
    pair = line.low[max(0, phrase.at - 2) : phrase.at]
    return pair in (["along", "with"], ["together", "with"], ["well", "as"])


def _among(line: Line, phrase: Phrase, other: int) -> bool:
    """Whether a figure is told to be among the next one ("Three students were among the 20 killed")."""
    gap = line.low[phrase.past : other]
    return len(gap) < 14 and "among" in gap[-3:] and "," not in gap


def _figure(
    line: Line, phrase: Phrase, amount: Amount, binding: Binding, phrases: dict[int, Phrase], bound: dict[int, Binding | None], sentence: Span
) -> Figure:
    of_the_dead = phrase.of and phrase.head is None and binding.rule in ("state", "passive")
    part = phrase.inner is not None or of_the_dead or _is_part(line, phrase) or binding.rule in ("part", "among")
    whole = _whole(line, phrase, binding, phrases, bound) if part else None
    basis = Basis.PART if part else Basis.ADDITIONAL if phrase.additional else Basis.DAILY if _is_daily(line, phrase) else Basis.TOTAL
    return Figure(
        start=amount.start, end=amount.end, low=amount.low, high=amount.high, qualifier=amount.qualifier, measure=binding.measure,
        who=_who(line, phrase, binding, phrases, bound), basis=basis, whole=whole, sentence=sentence, rule=binding.rule,
    )


def _is_daily(line: Line, phrase: Phrase) -> bool:
    """Whether the words between the figure and the end of its clause make it the count of one day."""
    stops = (at for at in range(phrase.past, len(line)) if line.low[at] == ";" or line.amounts[at])
    stop = next(stops, len(line) - 1)
    clause = line.text[line.starts[phrase.at] : line.ends[stop]]
    if daily().search(clause):
        return True
    return "new" in line.low[phrase.at : phrase.past] and any(word in days() for word in line.low)


@cache
def daily(language: str = "en") -> regex.Pattern[str]:
    """The wordings that make a figure the count of one day."""
    return regex.compile("|".join(words("grammar", "daily", language)), regex.IGNORECASE)


@cache
def days(language: str = "en") -> frozenset[str]:
    """The names of single days."""
    return frozenset(word for word in words("grammar", "adverbs", language) if word.endswith("day") or word == "yesterday")


def _whole(line: Line, phrase: Phrase, binding: Binding, phrases: dict[int, Phrase], bound: dict[int, Binding | None]) -> Span | None:
    """The span of the figure a part is taken out of: the inner one, else the nearest before it of the same measure."""
    if phrase.inner is not None:
        at: int | None = phrase.inner
    else:
        same = [other for other in phrases if (found := bound[other]) and found.measure == binding.measure and other != phrase.at]
        before = [other for other in same if other < phrase.at]
        at = before[-1] if before else same[0] if same and binding.rule == "part" else None
    amount = line.amounts[at] if at is not None else None
    return (amount.start, amount.end) if amount else None


def _who(line: Line, phrase: Phrase, binding: Binding, phrases: dict[int, Phrase], bound: dict[int, Binding | None]) -> str:
    """The population in the text's own words; a bare figure takes that of the one it shares its verb with."""
    if binding.event:
        return (named(line, binding.of) if binding.of is not None else None) or "people"
    if phrase.head is not None:
        first = phrase.state.past if phrase.state and phrase.state.at == phrase.first else phrase.first
        return _plural(line, first, phrase.head) or "people"
    told = _told(line, phrase) if binding.rule == "part" or phrase.of else None
    if told:
        return told
    for other in reversed([at for at in phrases if at < phrase.at]):
        before = bound[other]
        if before and not before.event and phrases[other].head is not None and not line.flags[phrases[other].head] & Word.THING:
            return _who(line, phrases[other], before, phrases, bound)
    return "people"


def _told(line: Line, phrase: Phrase) -> str | None:
    """Who a bare part is told to be: "of whom 19 were foreigners", "four of them children"."""
    at = phrase.past
    while at < len(line) and line.flags[at] & (Word.BE | Word.DET | Word.ADV):
        at += 1
    return named(line, at)


def named(line: Line, at: int) -> str | None:
    """The noun phrase that starts at a token, in the text's own words."""
    while at < len(line) and line.flags[at] & Word.DET:
        at += 1
    past, head, _ = noun_phrase(line, at)
    return _words(line, at, past) if head is not None and line.flags[head] & Word.PERSON else None


def _plural(line: Line, first: int, head: int) -> str:
    """A noun phrase as the name of a population: its head in the plural ("one woman" counts women)."""
    text = _words(line, first, head + 1)
    if not line.flags[head] & Word.PERSON or line.flags[head] & Word.PLURAL:
        return text
    noun = line.text[line.starts[head] : line.ends[head]]
    return text.removesuffix(noun) + populations.forms(noun.lower())[1]


def _words(line: Line, first: int, past: int) -> str:
    return " ".join(line.text[line.starts[first] : line.ends[past - 1]].split()).strip("\"“”‘’' ") if past > first else ""
