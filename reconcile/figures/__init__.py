"""Passages → figures: every amount that counts something a measure names, with its population and its basis.

amounts → line → phrases → nouns → turns → predicates → lists → headings → frames → kin → wording, with unknowns beside
them; each knows those before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from reconcile.figures.amounts import Amount, read
from reconcile.figures.context import Binding, Context
from reconcile.figures.frames import bind
from reconcile.figures.headings import heading, heads, is_row, tells_parts
from reconcile.figures.kin import Bound, inherit, is_part, leave_whole, whole
from reconcile.figures.line import tokens
from reconcile.figures.numbers import numbers
from reconcile.figures.phrases import Phrase, counted
from reconcile.figures.text import Text, text_of
from reconcile.figures.unknowns import CUES, unknowns
from reconcile.figures.wording import basis, who
from reconcile.measures import Gates, Measures, standard
from reconcile.model import Basis, Document, Figure, Passage, PassageKind, Span

SUBJECT = 2  # a document is about a word that it uses this often
DIGIT = re.compile(r"[\d½¼¾⅓⅔]")


class Setting(NamedTuple):
    """What a document has told before a sentence: the figure last read, and the measure of a heading above.

    `parts` says that the sentence may tell the parts of that figure.
    """

    measures: Measures
    about: frozenset[str]
    last: Figure | None
    above: str | None
    parts: bool


def find(document: Document, passages: Sequence[Passage], measures: Measures | None = None) -> tuple[Figure, ...]:
    """The figures of a document in order of their place."""
    measures = measures or standard()
    text = text_of(document.text)
    words = text.flat.split()
    told = measures.about.intersection(words)
    about = _subject({word: words.count(word) for word in told}, measures)
    gates = measures.gates_about if told else measures.gates
    openers = numbers().openers
    found: list[Figure] = []
    above: str | None = None
    for passage in passages:
        if passage.kind is not PassageKind.FURNITURE:
            for sentence in passage.sentences:
                words = text.words(sentence)
                numbered = not openers.isdisjoint(words) or DIGIT.search(text.low, *sentence) is not None
                asking, last = not CUES.isdisjoint(words), found[-1] if found else None
                above = above if above and is_row(text, sentence) else None
                parts = numbered and tells_parts(words, openers, sentence, last)
                own: list[Figure] = []
                if (numbered or asking) and (above or parts or _may_count(words, gates)):
                    setting = Setting(measures, about, last, above, parts)
                    own = list(_figures(text, words, sentence, setting)) if numbered else []
                    own = _with_unknowns(text, sentence, setting, own) if asking else own
                    found += own
                if heads(text, sentence):
                    above = heading(text, sentence, measures, own)
    return tuple(found)


def _subject(told: Mapping[str, int], measures: Measures) -> frozenset[str]:
    """The words of measures that tell what a document is about: used often, or often together with their like."""
    often = {word for word, times in told.items() if times >= SUBJECT}
    for measure in measures.by_name.values():
        like = measure.about.intersection(told)
        if sum(told[word] for word in like) >= 2 * SUBJECT:
            often |= like
    return frozenset(often)


def _may_count(words: list[str], gates: Gates) -> bool:
    """Whether a sentence has the words of anything that is counted."""
    for word in words:
        for need in gates.get(word, ()):
            if not need or need.issubset(words):
                return True
    return False


def _with_unknowns(text: Text, sentence: Span, setting: Setting, found: list[Figure]) -> list[Figure]:
    """The figures and the unknowns of a sentence in order; the words of an unknown are no figure."""
    last = found[-1] if found else setting.last
    about = setting.about | setting.measures.about.intersection(text.words(sentence))
    asked = list(unknowns(text.given, sentence, setting.measures, last, about))
    kept = [figure for figure in found if not any(_overlap(figure, other) for other in asked)]
    return sorted(kept + asked, key=lambda figure: (figure.start, figure.end))


def _overlap(figure: Figure, other: Figure) -> bool:
    return figure.start < other.end and other.start < figure.end


def _figures(text: Text, words: list[str], sentence: Span, setting: Setting) -> Iterator[Figure]:
    """The figures of one sentence of a document."""
    measures, about, last, above, parts = setting
    amounts = [amount for amount in read(text.given, *sentence, text.low) if not amount.ignored]
    if not amounts:
        return
    told = measures.about.intersection(words)
    about = about | told if told else about
    line = tokens(text.given, *sentence, amounts, measures, about)
    context = Context(line, measures, about, last.measure if last else None, above, parts)
    phrases = {at: counted(line, at) for at, amount in enumerate(line.amounts) if amount}
    found = inherit(context, leave_whole(Bound(line, phrases, {at: bind(context, phrases[at]) for at in phrases})))
    for at, binding in found.bindings.items():
        amount = line.amounts[at]
        if binding and amount:
            yield _figure(found, phrases[at], amount, binding, sentence)


def _figure(found: Bound, phrase: Phrase, amount: Amount, binding: Binding, sentence: Span) -> Figure:
    part = is_part(found, phrase, binding)
    return Figure(
        start=amount.start,
        end=amount.end,
        low=amount.low,
        high=amount.high,
        qualifier=amount.qualifier,
        measure=binding.measure,
        who=who(found, phrase, binding),
        basis=Basis.PART if part else basis(found.line, phrase),
        whole=whole(found, phrase, binding) if part else None,
        sentence=sentence,
        rule=binding.rule,
    )
