"""Passages → figures: every amount that counts something a measure names, with its population and its basis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from reconcile.figures.amounts import Amount, numbers, read
from reconcile.figures.frames import Binding, bind, some
from reconcile.figures.line import Line, Word, tokens
from reconcile.figures.phrases import Phrase, counted
from reconcile.measures import Measures, standard
from reconcile.model import Basis, Document, Figure, Passage, PassageKind, Span

WORDS = regex.compile(r"[\p{L}][\p{L}-]*")


def find(document: Document, passages: Sequence[Passage], measures: Measures | None = None) -> tuple[Figure, ...]:
    """The figures of a document in order of their place."""
    measures = measures or standard()
    found: list[Figure] = []
    for passage in passages:
        if passage.kind is PassageKind.FURNITURE:
            continue
        for start, end in passage.sentences:
            if _can_hold(document.text[start:end], measures):
                found += in_sentence(document.text, (start, end), measures)
    return tuple(found)


def _can_hold(sentence: str, measures: Measures) -> bool:
    """Whether a sentence has both a number and a word of a measure: the grammar runs only there."""
    if not numbers().scan.search(sentence):
        return False
    return any(word in measures.triggers for word in WORDS.findall(sentence.lower()))


def in_sentence(text: str, sentence: Span, measures: Measures) -> Iterator[Figure]:
    """The figures of one sentence."""
    amounts = [amount for amount in read(text, *sentence) if not amount.ignored]
    if not amounts:
        return
    line = tokens(text, *sentence, amounts, measures)
    phrases = {at: counted(line, at) for at, amount in enumerate(line.amounts) if amount}
    bound = {at: bind(line, phrase, measures) for at, phrase in phrases.items()}
    _inherit(line, phrases, bound)
    for at, phrase in phrases.items():
        binding = bound[at]
        amount = line.amounts[at]
        if binding and amount:
            yield _figure(line, phrase, amount, binding, phrases, bound, sentence)


def _inherit(line: Line, phrases: dict[int, Phrase], bound: dict[int, Binding | None]) -> None:
    """Give an unbound figure the measure of the one it is a part of or listed with."""
    order = list(phrases)
    for index, at in enumerate(order):
        if bound[at]:
            continue
        phrase = phrases[at]
        earlier = [other for other in order[:index] if bound[other]]
        if phrase.inner is not None and bound.get(phrase.inner):
            bound[at] = _as(bound[phrase.inner], "part")
        elif _is_part(line, phrase) and earlier:
            bound[at] = _as(bound[earlier[-1]], "part")
        elif index and bound[order[index - 1]] and _list_gap(line, phrases[order[index - 1]].past, at) and phrase.head is not None:
            bound[at] = _as(bound[order[index - 1]], "list")


def _as(binding: Binding | None, rule: str) -> Binding | None:
    return Binding(binding.measure, rule) if binding else None


def _is_part(line: Line, phrase: Phrase) -> bool:
    """Whether the words around a phrase make it a part of an earlier figure."""
    if phrase.of and phrase.pronoun:
        return True
    before = phrase.at - 1
    while before >= 0 and (line.flags[before] & (Word.ADV | Word.QUOTE) or line.low[before] in ("the", "a", "at", "least", "another")):
        before -= 1
    if before < 0:
        return False
    if line.low[before] in some("parts"):
        return True
    pair = " ".join(line.low[max(0, before - 1) : before + 1])
    return pair in some("parts")


def _list_gap(line: Line, start: int, at: int) -> bool:
    """Whether only a list's own words stand between two figures."""
    if at - start > 6 or at <= start:
        return False
    between = range(start, at)
    if not any(line.low[n] == "," or line.flags[n] & Word.CONJ for n in between):
        return False
    return all(
        line.low[n] == "," or line.flags[n] & (Word.CONJ | Word.ADV | Word.QUANTITY | Word.DET | Word.QUOTE) or line.low[n] in ("well", "as")
        for n in between
    )


def _figure(
    line: Line, phrase: Phrase, amount: Amount, binding: Binding, phrases: dict[int, Phrase], bound: dict[int, Binding | None], sentence: Span
) -> Figure:
    part = phrase.inner is not None or _is_part(line, phrase)
    whole = _whole(line, phrase, binding, phrases, bound) if part else None
    basis = Basis.PART if part else Basis.ADDITIONAL if phrase.additional else Basis.TOTAL
    return Figure(
        start=amount.start, end=amount.end, low=amount.low, high=amount.high, qualifier=amount.qualifier, measure=binding.measure,
        who=_who(line, phrase, binding, phrases, bound), basis=basis, whole=whole, sentence=sentence, rule=binding.rule,
    )


def _whole(line: Line, phrase: Phrase, binding: Binding, phrases: dict[int, Phrase], bound: dict[int, Binding | None]) -> Span | None:
    """The span of the figure a part is taken out of: the inner one, else the nearest before it of the same measure."""
    if phrase.inner is not None:
        at: int | None = phrase.inner
    else:
        at = next((other for other in reversed(list(phrases)) if other < phrase.at and (b := bound[other]) and b.measure == binding.measure), None)
    amount = line.amounts[at] if at is not None else None
    return (amount.start, amount.end) if amount else None


def _who(line: Line, phrase: Phrase, binding: Binding, phrases: dict[int, Phrase], bound: dict[int, Binding | None]) -> str:
    """The population in the text's own words; a bare figure takes that of the one it shares its verb with."""
    if phrase.head is not None and binding.who is None:
        first = phrase.first
        if phrase.state and line.starts[phrase.first] == line.starts[phrase.state.at]:
            first = phrase.state.past
        return " ".join(line.text[line.starts[first] : line.ends[phrase.head]].split()) or "people"
    if binding.who is None:
        for other in reversed([at for at in phrases if at < phrase.at]):
            before = bound[other]
            if before and phrases[other].head is not None and (before.shared and binding.shared or phrase.pronoun or "others" in line.low[phrase.at : phrase.past]):
                return _who(line, phrases[other], before, phrases, bound)
    return "people"
