"""What people do together that is no gathering: they help, fill a vehicle, or learn."""

from __future__ import annotations

from reconcile.figures.context import some
from reconcile.figures.line import Line, Word
from reconcile.figures.phrases import Phrase

WORK = 16  # tokens between people and the work that they take part in, or what they fill
NEAR = 6  # tokens between people and what they do


def no_gathering(line: Line, phrase: Phrase) -> bool:
    """Whether those counted are told of for something that makes no crowd of them."""
    return _lends_hand(line, phrase) or _boards(line, phrase) or _studies(line, phrase)


def _lends_hand(line: Line, phrase: Phrase) -> bool:
    """Whether people take part in what is no gathering: "400 volunteers took part in the search"."""
    behind = line.low[phrase.past : phrase.past + WORK]
    taking = [at for at, word in enumerate(behind) if word in some("taking_part")]
    return bool(taking) and not some("efforts").isdisjoint(behind[taking[0] :])


def _boards(line: Line, phrase: Phrase) -> bool:
    """Whether people fill a vehicle and no square: "400 people had packed onto the fishing boat"."""
    near = range(phrase.past, min(phrase.past + NEAR, len(line)))
    packed = next((at for at in near if line.low[at] in some("packing")), 0)
    return bool(packed) and not some("vehicles").isdisjoint(line.low[packed : packed + WORK])


def _studies(line: Line, phrase: Phrase) -> bool:
    """Whether people attend what is no gathering: "the 40 girls attending the boarding school"."""
    near = range(phrase.past, min(phrase.past + NEAR, len(line)))
    verb = next((at for at in near if line.low[at] in some("studying")), None)
    if verb is None:
        return False
    past = next((at for at in range(verb + 1, len(line)) if line.at(at, Word.PREP | Word.PUNCT)), len(line))
    return not some("schools").isdisjoint(line.low[verb:past])
