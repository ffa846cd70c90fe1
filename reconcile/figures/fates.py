"""What became of some of those told of before: how they died, and what those are who were left out of a rescue."""

from __future__ import annotations

from reconcile.figures.context import Binding, Bound, Context, some
from reconcile.figures.line import Word
from reconcile.figures.phrases import Phrase

NEAR = 6  # tokens behind some of the dead in which it is told how they died
HELD = ("arrested", "abducted", "missing")  # what those are who are not rescued yet


def not_freed(context: Context, read: Bound, phrase: Phrase) -> Binding | None:
    """What those still are who are left out of a rescue: "844 were detained, but all except 98 have been freed"."""
    last = _measure_before(read, phrase) or context.last
    return Binding(last, "part") if last in HELD else None


def still_dead(context: Context, read: Bound, phrase: Phrase, own: Binding | None) -> bool:
    """Whether a sentence tells how or where some died of those told of before: "They died. Three of them were shot.",
    "40 have died, 12 of them in hospital", "nine died at the scene and three in hospital"."""
    if own is None or own.measure != "injured":
        return False
    if phrase.at and _measure_before(read, phrase) == "killed":
        return phrase.pronoun or _died_there(read, phrase)
    hurt = not some("manners").isdisjoint(read.line.low[phrase.past : phrase.past + NEAR])
    return phrase.pronoun and not phrase.at and hurt and context.last == "killed"


def _measure_before(read: Bound, phrase: Phrase) -> str | None:
    """The measure of the nearest figure before one."""
    return next((one.measure for at, one in reversed([*read.bindings.items()]) if one and at < phrase.at), None)


def _died_there(read: Bound, phrase: Phrase) -> bool:
    """Whether a bare number is joined to those who died on the spot, and of it only where it was is told."""
    line = read.line
    before = max(at for at in read.phrases if at < phrase.at)
    told = " ".join(line.low[read.phrases[before].past : phrase.at])
    bare = phrase.head is None and line.at(phrase.at - 1, Word.CONJ | Word.PUNCT | Word.SUBORD)
    return bare and line.at(phrase.past, Word.PREP) and any(spot in told for spot in some("on_the_spot"))
