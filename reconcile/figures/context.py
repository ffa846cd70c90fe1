"""What the rules of frames share: the context they look at, the binding they give, and small questions about both."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from reconcile import populations
from reconcile.figures.line import Hit, Line, Word
from reconcile.figures.phrases import Phrase
from reconcile.lexicon import words
from reconcile.measures import Measures, Role, plural, standard

VERBS = (Role.AFFECTS, Role.AFFECTING, Role.AFFECTED)
GOVERNING = (*VERBS, Role.ACT, Role.TOLL)


class Context(NamedTuple):
    """What a rule may look at beside the phrase.

    The line, the measures, the words that tell what the document is about, the measure last read before the line, that
    of the heading above it, and whether it may tell the parts of the figure last read.
    """

    line: Line
    measures: Measures
    about: frozenset[str]
    last: str | None
    heading: str | None = None
    parts: bool = False


class Binding(NamedTuple):
    """A measure with the rule that found it.

    `shared` says that the phrase is the subject of a verb that it may share with another; `event` that the counted noun
    is an event, so that those it befell are named elsewhere, at token `of` where the text names them.
    """

    measure: str
    rule: str
    shared: bool = False
    event: bool = False
    of: int | None = None


class Bound(NamedTuple):
    """A line with its counted phrases and what each is bound to, by the token of their amount, in order."""

    line: Line
    phrases: Mapping[int, Phrase]
    bindings: Mapping[int, Binding | None]


@cache
def some(key: str, language: str = "en") -> frozenset[str]:
    """A word list of grammar.toml as a set."""
    return frozenset(words("grammar", key, language))


@cache
def bases(language: str = "en") -> frozenset[str]:
    """The first words of the verbs of all measures as they stand in their files: present or infinitive."""
    verbs = (verb for one in standard(language).by_name.values() for verb in one.words["affects"])
    return frozenset(verb.split()[0] for verb in verbs)


@cache
def damageable(language: str = "en") -> frozenset[str]:
    """What the measures of things count, in both numbers; of several words, the last."""
    left_out, nouns = frozenset(words("grammar", "undamaged", language)), populations.nouns(language)
    known = {
        last
        for name, kinds in nouns.items()
        if not nouns.get(last := name.split()[-1], left_out.union([""])) <= left_out  # of "oil tanks", not tanks
        and any(populations.within(kind, "things", language) and kind not in left_out for kind in kinds)
    }
    return frozenset(known) | frozenset(
        form.split()[-1] for noun in words("grammar", "damageable", language) for form in (noun, plural(noun))
    )


def left_of(line: Line, at: int) -> int:
    """The token that governs the amount at `at`: the first to its left that is no article, adverb or the like."""
    before, skip = at - 1, some("before_figure")
    while before >= 0:
        if line.ending[before] and any(hit.trigger.role in GOVERNING for hit in line.ending[before]):
            break
        word = line.low[before]
        if word == "of" and not (
            before > 0 and line.low[before - 1] in ("total", "maximum", "estimate", "minimum", "some", "all")
        ):
            break
        if word not in skip and not line.flags[before] & (Word.QUOTE | Word.ADV):
            break
        before -= 1
    return before


def is_inserted(line: Line, at: int) -> bool:
    """Whether a word stands between commas of its own and opens no clause: "the toll, however, is 40"."""
    return line.low[at - 1 : at] == [","] == line.low[at + 1 : at + 2]


def is_near(context: Context, hit: Hit, phrase: Phrase) -> bool:
    """Whether the words around, the document's subject or the size of the number make a population the measure's."""
    measure = context.measures.by_name[hit.trigger.measure]
    if size(context, phrase) >= measure.at_least or not measure.where.isdisjoint(context.line.present):
        return True
    return is_about(context, measure.name)


def is_about(context: Context, name: str) -> bool:
    about = context.measures.by_name[name].about
    return not about.isdisjoint(context.about) or not about.isdisjoint(context.line.present)


def size(context: Context, phrase: Phrase) -> int:
    amount = context.line.amounts[phrase.at]
    return (amount.low or amount.high or 0) if amount else 0
