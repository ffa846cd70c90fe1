"""A sentence → the explicit unknowns in it: "unclear how many", "did not confirm the number", "gave no toll"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import regex

from reconcile.figures.captors import in_siege
from reconcile.figures.context import bases, some
from reconcile.figures.line import Hit, Line, Word, tokens
from reconcile.figures.phrases import counted
from reconcile.lexicon import words
from reconcile.measures import Measures, Role
from reconcile.model import Basis, Figure, Qualifier, Span

NAMED = tuple(Role)
POPULATIONS = (Role.GROUP, Role.NEAR)
NEAR = 3  # characters between "how many" and a population that it asks for
ASIDE = 3  # words behind "how many" that may tell no more than of whom
OWN = ("toll", "size", "number", "count", "total")  # nouns for a number that name no measure by themselves


@cache
def patterns(key: str, language: str = "en") -> tuple[regex.Pattern[str], ...]:
    """The wordings under a key of `lexicon/LANGUAGE/unknowns.toml`, compiled."""
    return tuple(regex.compile(pattern, regex.IGNORECASE) for pattern in words("unknowns", key, language))


@cache
def cues(language: str = "en") -> tuple[frozenset[str], frozenset[str]]:
    """The words for a number, and those for not knowing it: every wording has one of each."""
    return frozenset(words("unknowns", "numbers", language)), frozenset(words("unknowns", "denials", language))


def unknowns(
    text: str,
    sentence: Span,
    measures: Measures,
    last: Figure | None,
    about: frozenset[str] = frozenset(),
    told: frozenset[str] = frozenset(),
) -> Iterator[Figure]:
    """The unknowns of a sentence; one that names no measure takes that of `last`, the figure read before it.

    A sentence without one of each of the words `cues` has none. The document is about the words `about`
    and the measures `told`.
    """
    taken: list[Span] = []
    how = patterns("how") if "how" in text[slice(*sentence)].lower() else ()
    for pattern in (*how, *patterns("patterns")):
        for match in pattern.finditer(text, *sentence):
            span = match.span("n")
            if any(start < span[1] and span[0] < end for start, end in taken):
                continue
            found = _unknown(text, sentence, span, match.start(), measures, last, about, told)
            if found:
                taken.append(span)
                yield found


def _unknown(
    text: str,
    sentence: Span,
    span: Span,
    whole: int,
    measures: Measures,
    last: Figure | None,
    about: frozenset[str],
    told: frozenset[str],
) -> Figure | None:
    line = tokens(text, *sentence, [], measures, told)
    hit = _nearest(line, span, whole)
    measure, who = (
        (hit.trigger.measure, _who(line, hit)) if hit else (last.measure, last.who) if last else (None, "people")
    )
    if (not hit or line.ends[hit.past - 1] <= span[0]) and _tells_otherwise(line, span) or _aboard(line, span):
        return None
    measure = hit and in_siege(line, about, hit) or measure
    if not hit and "toll" in line.low and measure != "killed":
        measure, who = "killed", "people"
    if not measure:
        return None
    return Figure(
        start=span[0],
        end=span[1],
        low=None,
        high=None,
        qualifier=Qualifier.UNKNOWN,
        measure=measure,
        who=who,
        basis=Basis.TOTAL,
        whole=None,
        sentence=sentence,
        rule="unknown",
    )


def _tells_otherwise(line: Line, span: Span) -> bool:
    """Whether what is not known is how many did what no measure counts: "unclear how many worked there"."""
    behind = [at for at in range(len(line)) if line.starts[at] >= span[1]]
    past = next((at for at in behind if line.at(at, Word.PUNCT)), len(line))
    asks = line.text[: span[1]].endswith("many")
    return asks and past - behind[0] > ASIDE if behind else False


def _aboard(line: Line, span: Span) -> bool:
    """Whether what is not known is how many were on a ship or the like, with no word of what befell them."""
    behind = [at for at in range(len(line)) if line.starts[at] >= span[1]]
    past = next((at for at in behind if line.at(at, Word.PUNCT)), len(line))
    clause = range(behind[0] + (line.low[behind[0]] == "victims"), past) if behind else range(0)
    plain = [at for at in clause if line.low[at] != "hold"]  # of a ship
    fates = any(hit.trigger.role not in (Role.GROUP, Role.NEAR) for at in plain for hit in line.hits[at])
    told = f" {' '.join(line.low[slice(clause.start, clause.stop)])} "
    return not fates and any(f" {words} " in told for words in some("aboard"))


def _nearest(line: Line, span: Span, whole: int) -> Hit | None:
    """The trigger that says what is not known.

    Inside the wording ("the number of people killed is not known") first, then behind it, then before it.
    """
    hits = [hit for some in line.hits for hit in some if hit.trigger.role in NAMED and not hit.trigger.tail]
    hits = [hit for hit in hits if not (hit.past - hit.at == 1 and line.low[hit.at] in OWN) and not _is_noun(line, hit)]
    beside = any(hit.trigger.role in POPULATIONS and 0 <= line.starts[hit.at] - span[1] < NEAR for hit in hits)
    plain = [hit for hit in hits if not hit.trigger.about]
    hits = plain if beside or any(line.starts[hit.at] > span[0] for hit in plain) else hits
    verbs = [hit for hit in hits if hit.trigger.role not in (Role.GROUP, Role.NEAR)]
    inside = [
        hit
        for hit in hits
        if span[0] <= line.starts[hit.at] < span[1] and hit.trigger.role in (Role.TOLL, Role.EVENT, Role.GROUP)
    ]
    if inside:
        return max(inside, key=lambda hit: (hit.past - hit.at, -hit.at))
    within = [hit for hit in hits if whole <= line.starts[hit.at] < span[0] and line.low[hit.at] != "remains"]
    if within:
        return max(within, key=lambda hit: (hit in verbs and hit.trigger.role not in (Role.ACT, Role.TOLL), -hit.at))
    for these in (verbs, hits):
        behind = [hit for hit in these if line.ends[hit.past - 1] > span[0]]
        if behind and these is verbs and not any(line.starts[hit.at] - span[1] < 60 for hit in behind):
            behind = []
        before = [hit for hit in verbs if line.ends[hit.past - 1] <= span[0]]  # a group there is who does not tell
        if behind:
            return min(behind, key=lambda hit: (hit.at, -hit.past))
        if before:
            return max(before, key=lambda hit: (hit.past, hit.at))
    return None


def _is_noun(line: Line, hit: Hit) -> bool:
    """Whether an article before a word that may be a verb makes a noun of it: "the packed morning shift"."""
    before = hit.at - 1
    while before > 0 and not line.flags[before]:
        before -= 1
    return hit.trigger.role is Role.AFFECTS and line.low[hit.at] in bases() and line.at(before, Word.DET)


def _who(line: Line, hit: Hit) -> str:
    """The population beside "how many" or "number of", else the trigger's own noun, else people."""
    for at, word in enumerate(line.low):
        if word in ("many", "number", "size") and at + 1 < len(line):
            phrase = counted(line, at)
            if phrase.head is not None:
                return line.text[line.starts[phrase.first] : line.ends[phrase.head]]
    if hit.trigger.role in (Role.GROUP, Role.NEAR):
        return line.text[line.starts[hit.at] : line.ends[hit.past - 1]]
    return "people"
