"""Passages → figures: every amount that counts something a measure names, with its population and its basis.

amounts → line → phrases → nouns → turns → predicates → lists → headings → frames → kin → wording, with unknowns beside
them; each knows those before it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reconcile.figures.amounts import Amount, read
from reconcile.figures.context import Binding, Bound, Context
from reconcile.figures.frames import bind
from reconcile.figures.headings import heading, heads, is_row, tells_parts
from reconcile.figures.kin import inherit, is_part, leave_whole, whole
from reconcile.figures.line import Line, tokens, told_of
from reconcile.figures.numbers import numbers
from reconcile.figures.phrases import Phrase, counted
from reconcile.figures.text import Text, text_of
from reconcile.figures.unknowns import cues, unknowns
from reconcile.figures.wording import basis, in_state, who
from reconcile.measures import Gates, Measures, standard
from reconcile.model import Basis, Document, Figure, Passage, PassageKind, Span

SUBJECT = 2  # a document is about a word that it uses this often
DIGIT = re.compile(r"[\d½¼¾⅓⅔]")


class Story(NamedTuple):
    """What a document tells of itself: its text with its sentences, the words that it is about, and the measures.

    `gates` are the words that a sentence must have to be read, `openers` those that a number starts with, `cues` those
    for a number and for not knowing it.
    """

    text: Text
    spans: list[Span]
    measures: Measures
    about: frozenset[str]
    told: frozenset[str]
    gates: Gates
    openers: frozenset[str]
    cues: tuple[frozenset[str], frozenset[str]]


class Said(NamedTuple):
    """A sentence with a number, or with words for not knowing one; `counts` says that it has a measure's words."""

    span: Span
    words: list[str]
    numbered: bool
    asking: bool
    counts: bool


class Read(NamedTuple):
    """A sentence as a line, with its counted phrases by their tokens, and what it and its document are about."""

    line: Line
    phrases: dict[int, Phrase]
    about: frozenset[str]


def find(document: Document, passages: Sequence[Passage], measures: Measures | None = None) -> tuple[Figure, ...]:
    """The figures of a document in order of their place."""
    return find_all([document], [passages], measures)[0]


def find_all(
    documents: Sequence[Document], passages: Sequence[Sequence[Passage]], measures: Measures | None = None
) -> list[tuple[Figure, ...]]:
    """The figures of each of some documents, whose passages are given.

    Each step is taken for all sentences of all of them before the next: what it works with is then at hand, which saves
    a fifth of the time and more.
    """
    known = measures or standard()
    stories = [_story(document.text, some, known) for document, some in zip(documents, passages, strict=True)]
    said = [[_said(story, span) for span in story.spans] for story in stories]
    amounts = [[_amounts(story, one) for one in some] for story, some in zip(stories, said, strict=True)]
    rows = zip(stories, said, amounts, strict=True)
    lines = [[_line(story, *one) for one in zip(some, found, strict=True)] for story, some, found in rows]
    read = [[_read(*line) if line else None for line in some] for some in lines]
    return [_found(*row) for row in zip(stories, said, read, strict=True)]


def _found(story: Story, said: list[Said | None], read: list[Read | None]) -> tuple[Figure, ...]:
    """The figures of a document, whose sentences are `said` and `read`."""
    found: list[Figure] = []
    above: str | None = None
    for span, one, line in zip(story.spans, said, read, strict=True):
        above = above if above and is_row(story.text, span) else None
        own = _told(story, one, line, found[-1] if found else None, above) if one else []
        found += own
        if heads(story.text, span):
            above = heading(story.text, span, story.measures, own)
    return tuple(found)


def _story(given: str, passages: Sequence[Passage], measures: Measures, language: str = "en") -> Story:
    text = text_of(given)
    spans = [span for one in passages if one.kind is not PassageKind.FURNITURE for span in one.sentences]
    about, any_told = _subject(text.flat.split(), measures)
    gates = measures.gates_about if any_told else measures.gates
    told, openers = told_of(measures, about), numbers(language).openers
    return Story(text, spans, measures, about, told, gates, openers, cues(language))


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


def _said(story: Story, span: Span) -> Said | None:
    """A sentence, if it has a number or may have an unknown."""
    words, (naming, denying) = story.text.words(span), story.cues
    numbered = not story.openers.isdisjoint(words) or DIGIT.search(story.text.low, *span) is not None
    asking = not naming.isdisjoint(words) and not denying.isdisjoint(words)
    return Said(span, words, numbered, asking, _may_count(words, story.gates)) if numbered or asking else None


def _may_count(words: list[str], gates: Gates) -> bool:
    """Whether a sentence has the words of anything that is counted."""
    present = set(words)
    for word in gates.keys() & present:
        some = gates[word]
        for other in present.intersection(some):
            if any(need <= present for need in some[other]):
                return True
    return False


def _amounts(story: Story, one: Said | None, *, all_count: bool = False) -> list[Amount]:
    """The amounts of a sentence that may count something."""
    if not one or not one.numbered or not (one.counts or all_count):
        return []
    return [amount for amount in read(story.text.given, *one.span, story.text.low) if not amount.ignored]


def _line(story: Story, one: Said | None, amounts: list[Amount]) -> tuple[Line, frozenset[str]] | None:
    """The line of a sentence with amounts, and what it and its document are about."""
    if not one or not amounts:
        return None
    about, told = _about(story, one.words)
    return tokens(story.text.given, *one.span, amounts, story.measures, told), about


def _read(line: Line, about: frozenset[str]) -> Read:
    return Read(line, {at: counted(line, at) for at, amount in enumerate(line.amounts) if amount}, about)


def _told(story: Story, one: Said, read: Read | None, last: Figure | None, above: str | None) -> list[Figure]:
    """The figures of a sentence below a heading of a measure and behind the figure `last`."""
    parts = one.numbered and tells_parts(one.words, story.openers, one.span, last)
    if not one.counts:
        line = _line(story, one, _amounts(story, one, all_count=True)) if above or parts else None
        read = _read(*line) if line else None
    found: list[Figure] = []
    if read:
        context = Context(read.line, story.measures, read.about, last.measure if last else None, above, parts)
        found = list(_figures(context, read.phrases, one.span))
    return _with_unknowns(story, one, found, last) if one.asking and (one.counts or above or parts) else found


def _with_unknowns(story: Story, one: Said, found: list[Figure], last: Figure | None) -> list[Figure]:
    """The figures and the unknowns of a sentence in order; the words of an unknown are no figure."""
    before = found[-1] if found else last
    asked = list(unknowns(story.text.given, one.span, story.measures, before, *_about(story, one.words)))
    kept = [figure for figure in found if not any(_overlap(figure, other) for other in asked)]
    return sorted(kept + asked, key=lambda figure: (figure.start, figure.end))


def _about(story: Story, words: list[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The words that a document and its sentence with `words` are about, and the measures."""
    own, about, told = story.measures.about.intersection(words), story.about, story.told
    return (about, told) if own <= about else (about | own, told | told_of(story.measures, own))


def _overlap(figure: Figure, other: Figure) -> bool:
    return figure.start < other.end and other.start < figure.end


def _figures(context: Context, phrases: dict[int, Phrase], sentence: Span) -> Iterator[Figure]:
    """The figures of a line."""
    line = context.line
    found = inherit(context, leave_whole(Bound(line, phrases, bind(context, phrases))))
    for at, binding in found.bindings.items():
        if binding and (amount := line.amounts[at]):
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
        who=in_state(found.line, phrase.at, binding.measure, who(found, phrase, binding)),
        basis=Basis.PART if part else basis(found.line, phrase),
        whole=whole(found, phrase, binding) if part else None,
        sentence=sentence,
        rule=binding.rule,
    )
