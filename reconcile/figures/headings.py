"""Lists whose rows name no measure: it stands in the line above them, or in the sentence before."""

from __future__ import annotations

from collections.abc import Container, Sequence

from reconcile.figures.context import Binding, Context, some
from reconcile.figures.line import Word, tokens
from reconcile.figures.lists import stands_alone
from reconcile.figures.phrases import Phrase, counted
from reconcile.figures.text import Text
from reconcile.measures import Measures, Role
from reconcile.model import Figure, Span

LONGEST_HEADING = 120  # characters
LONGEST_NAME = 45  # characters of a row before its colon
NEAR = 300  # characters between a total and the sentence that tells its parts
FEWEST = 3  # figures that make a sentence of bare ones a list
TELLING = (Role.AFFECTED, Role.UNDERWENT, Role.STATE, Role.EVENT, Role.GROUP, Role.NOUN, Role.TOLL)


def heads(text: Text, sentence: Span) -> bool:
    """Whether a line opens a list: it is short and ends with a colon."""
    return text.low[sentence[1] - 1 : sentence[1]] == ":" and sentence[1] - sentence[0] <= LONGEST_HEADING


def heading(text: Text, sentence: Span, measures: Measures, own: Sequence[Figure]) -> str | None:
    """The measure that a line names for the rows below it: "The victims by region:"."""
    if own:
        return own[-1].measure
    line = tokens(text.given, *sentence, [], measures)
    things = any(line.at(at, Word.THING) for at in range(len(line)))
    told = [hit.trigger.measure for some in line.hits for hit in some if hit.trigger.role in TELLING]
    fit = [name for name in told if (measures.by_name[name].counts == "things") == things]
    return next(iter(fit or told), None)


def is_row(text: Text, sentence: Span) -> bool:
    """Whether a line can be a row of a list: a short name and a colon."""
    colon = text.low.find(":", sentence[0], min(sentence[1], sentence[0] + LONGEST_NAME))
    return colon > sentence[0]


def tells_parts(words: Sequence[str], numbers: Container[str], sentence: Span, last: Figure | None) -> bool:
    """Whether a sentence may tell the parts of a total right before it: "Four in the capital, three in the port."."""
    opens = len(words) > 2 * FEWEST and words[1] in some("placing") and (words[0] in numbers or words[0].isdecimal())
    return opens and last is not None and sentence[0] - last.end < NEAR


def under_heading(context: Context, phrase: Phrase) -> Binding | None:
    """The number of a row: "Yoro: one" below "The victims by region:"."""
    line, colon = context.line, phrase.at - 1
    if context.heading is None or phrase.head is not None or line.low[colon : phrase.at] != [":"]:
        return None
    if any(line.amounts[:colon]):
        return None
    return Binding(context.heading, "label" if any(line.at(at, Word.PERSON) for at in range(colon)) else "row")


def as_parts(context: Context, phrase: Phrase) -> Binding | None:
    """One of several bare numbers, each of a place and nothing else, that share out the last number told."""
    line = context.line
    if not context.parts or context.last is None or not stands_alone(line, phrase):
        return None
    members = [counted(line, at) for at, amount in enumerate(line.amounts) if amount]
    alone = len(members) >= FEWEST and all(stands_alone(line, member) for member in members)
    return Binding(context.last, "part") if alone else None
