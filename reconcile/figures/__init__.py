"""Passages → figures: every amount that counts something a measure names, with its population and its basis.

amounts → line → phrases → nouns → turns → predicates → lists → headings → frames → kin → wording, with unknowns beside
them; each knows those before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from reconcile.figures.amounts import Amount, read
from reconcile.figures.context import Binding, Context
from reconcile.figures.frames import bind
from reconcile.figures.headings import heading, heads, is_row, tells_parts
from reconcile.figures.kin import Bound, inherit, is_part, leave_whole, whole
from reconcile.figures.line import tokens, told_of
from reconcile.figures.numbers import numbers
from reconcile.figures.phrases import Phrase, counted
from reconcile.figures.text import Text, text_of
from reconcile.figures.unknowns import cues, unknowns
from reconcile.figures.wording import basis, who
from reconcile.measures import Gates, Measures, standard
from reconcile.model import Basis, Document, Figure, Passage, PassageKind, Span

SUBJECT = 2  # a document is about a word that it uses this often
DIGIT = re.compile(r"[\d½¼¾⅓⅔]")


class Setting(NamedTuple):
    """What a document has told before a sentence: the figure last read, and the measure of a heading above.

    `about` are words that it is about, `told` the measures; `parts` says that the sentence may tell the parts of the
    figure last read.
    """

    measures: Measures
    about: frozenset[str]
    told: frozenset[str]
    last: Figure | None
    above: str | None
    parts: bool


def find(document: Document, passages: Sequence[Passage], measures: Measures | None = None) -> tuple[Figure, ...]:
    """The figures of a document in order of their place."""
    measures = measures or standard()
    text = text_of(document.text)
    about, any_told = _subject(text.flat.split(), measures)
    told = told_of(measures, about)
    gates = measures.gates_about if any_told else measures.gates
    openers, (naming, denying) = numbers().openers, cues()
    found: list[Figure] = []
    above: str | None = None
    for passage in passages:
        if passage.kind is not PassageKind.FURNITURE:
            for sentence in passage.sentences:
                words = text.words(sentence)
                numbered = not openers.isdisjoint(words) or DIGIT.search(text.low, *sentence) is not None
                asking = not (naming.isdisjoint(words) or denying.isdisjoint(words))
                above = above if above and is_row(text, sentence) else None
                own: list[Figure] = []
                if numbered or asking:
                    last = found[-1] if found else None
                    parts = numbered and tells_parts(words, openers, sentence, last)
                    if above or parts or _may_count(words, gates):
                        setting = Setting(measures, about, told, last, above, parts)
                        own = _figures(text, words, sentence, setting) if numbered else []
                        own = _with_unknowns(text, words, sentence, setting, own) if asking else own
                        found += own
                if heads(text, sentence):
                    above = heading(text, sentence, measures, own)
    return tuple(found)


def _subject(words: list[str], measures: Measures) -> tuple[frozenset[str], bool]:
    """The words of measures that tell what a document is about: used often, or often together with their like.

    With them comes whether it has any such word.
    """
    told = Counter(filter(measures.about.__contains__, words))
    often = {word for word, times in told.items() if times >= SUBJECT}
    for measure in measures.by_name.values() if told else ():
        like = measure.about.intersection(told)
        if sum(told[word] for word in like) >= 2 * SUBJECT:
            often |= like
    return frozenset(often), bool(told)


def _may_count(words: list[str], gates: Gates) -> bool:
    """Whether a sentence has the words of anything that is counted."""
    present = frozenset(words)
    return any(need <= present for word in words if word in gates for need in gates[word])


def _with_unknowns(
    text: Text, words: list[str], sentence: Span, setting: Setting, found: list[Figure]
) -> list[Figure]:
    """The figures and the unknowns of a sentence in order; the words of an unknown are no figure."""
    last = found[-1] if found else setting.last
    asked = list(unknowns(text.given, sentence, setting.measures, last, _about(words, setting)[1]))
    if not asked:
        return found
    kept = [figure for figure in found if not any(_overlap(figure, other) for other in asked)]
    return sorted(kept + asked, key=lambda figure: (figure.start, figure.end))


def _about(words: list[str], setting: Setting) -> tuple[frozenset[str], frozenset[str]]:
    """The words that a document and its sentence with `words` are about, and the measures."""
    measures, about, told = setting[:3]
    own = measures.about.intersection(words)
    return (about, told) if own <= about else (about | own, told | told_of(measures, own))


def _overlap(figure: Figure, other: Figure) -> bool:
    return figure.start < other.end and other.start < figure.end


def _figures(text: Text, words: list[str], sentence: Span, setting: Setting) -> list[Figure]:
    """The figures of one sentence of a document."""
    amounts = [amount for amount in read(text.given, *sentence, text.low) if not amount.ignored]
    if not amounts:
        return []
    (about, told), last = _about(words, setting), setting.last
    line = tokens(text.given, *sentence, amounts, setting.measures, told)
    context = Context(line, setting.measures, about, last.measure if last else None, setting.above, setting.parts)
    phrases = {at: counted(line, at) for at, amount in enumerate(line.amounts) if amount}
    found = inherit(context, leave_whole(Bound(line, phrases, bind(context, phrases))))
    return [
        _figure(found, phrases[at], amount, binding, sentence)
        for at, binding in found.bindings.items()
        if binding and (amount := line.amounts[at])
    ]


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
