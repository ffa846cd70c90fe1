"""Why a question came to its finding: short sentences that name the figures, their sources and their days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from reconcile.errors import LexiconError
from reconcile.lexicon import load
from reconcile.model import Finding
from reconcile.verdicts.course import SEVERITY
from reconcile.verdicts.kinds import Sorted
from reconcile.verdicts.pairs import Pair
from reconcile.verdicts.said import Said

EACH = 3  # sentences of one kind before the rest are only counted


def tell(found: Sorted, pairs: Iterable[Pair], finding: Finding, language: str = "en") -> tuple[str, ...]:
    """The reasons for a finding, gravest first, each once; then who said that the number is not known."""
    said: dict[str, list[str]] = defaultdict(list)
    for pair in sorted(pairs, key=lambda pair: SEVERITY[pair.finding]):
        if SEVERITY[pair.finding] < SEVERITY[Finding.COMPATIBLE] or pair.finding is finding is Finding.COMPATIBLE:
            said[pair.reason].append(_sentence(pair, language))
    if finding is Finding.AGREE:
        said = defaultdict(list, agree=[_agreeing(found, language)])
    elif finding is Finding.SINGLE:
        said["single"].append(_single(found, language))
    told = [sentence for sentences in said.values() for sentence in list(dict.fromkeys(sentences))[:EACH]]
    if found.unknown:
        who = _listed([one.origin for one in found.unknown])
        told.append(_opened(_template("unknown", language).format(who=who)))
    return tuple(told)


def _sentence(pair: Pair, language: str) -> str:
    """One pair in words."""
    who = pair.a.claim.who.lower() != pair.b.claim.who.lower()
    place = bool(pair.a.claim.place and pair.b.claim.place) and pair.a.claim.place != pair.b.claim.place
    text = _template(pair.reason, language).format(
        a=cited(pair.a, who=who, place=place),
        b=cited(pair.b, who=who, place=place),
        parts=_listed([_figure(one) for one in pair.parts]),
        sum=f"{int(sum(one.floor for one in pair.parts)):,}",
    )
    return _opened(text)


def cited(said: Said, *, who: bool = False, place: bool = False) -> str:
    """A figure with its source and day, and where two figures differ in it, with who is counted or where."""
    claim = said.claim
    counted = [claim.who] if who else []
    counted += [claim.place] if place and claim.place else []
    about = ", ".join([said.origin, *([claim.as_of] if claim.as_of else [])])
    return f"{_figure(said)} ({'; '.join([*counted, about])})"


def _figure(said: Said) -> str:
    words = " ".join(said.claim.figure.split()).strip("\"'“”‘’")
    return words[:1].lower() + words[1:]


def _agreeing(found: Sorted, language: str) -> str:
    best = max(found.totals, key=lambda one: (one.floor - one.ceiling, one.claim.id))
    origins = list(dict.fromkeys(one.origin for one in found.speaking))
    text = _template("agree", language).format(a=_figure(best), count=len(origins), origins=_listed(origins))
    return _opened(text)


def _single(found: Sorted, language: str) -> str:
    documents = len({one.claim.doc for one in found.speaking})
    told = "1 document" if documents == 1 else f"{documents} documents"
    return _template("single", language).format(origins=_listed([one.origin for one in found.speaking]), documents=told)


def _opened(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def _listed(names: Sequence[str]) -> str:
    """Names in a row, each once: "a, b and c"."""
    found = list(dict.fromkeys(names))
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}" if found else "nobody"


def _template(reason: str, language: str) -> str:
    table = load("verdicts", language).get("reasons")
    text = table.get(reason) if isinstance(table, dict) else None
    if not isinstance(text, str):
        raise LexiconError(f"lexicon/{language}/verdicts.toml: [reasons] has no {reason}")
    return text
