"""Why a question came to its finding: a few short sentences that name the figures, their sources and their days."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cache, lru_cache
from string import Formatter

from reconcile import calendar
from reconcile.errors import LexiconError
from reconcile.lexicon import load
from reconcile.model import Finding
from reconcile.verdicts.course import SEVERITY, TELLING
from reconcile.verdicts.kinds import Sorted
from reconcile.verdicts.pairs import Pair
from reconcile.verdicts.said import Said

COMPATIBLE, SINGLE, AGREE = Finding.COMPATIBLE, Finding.SINGLE, Finding.AGREE  # quicker to look up than in their class
MOST = 5  # reasons
FIGURES = 4096  # in words, which are told again and again
EACH = 2  # reasons of one kind before those of another
LONGEST = 160  # characters in a reason
NAME, SHORT = 48, 24  # characters of a name in a sentence, and in one that would be too long
CITED = frozenset({"a", "b", "parts", "sum"})  # what sentences say that cite both figures in full
NAMED = 3  # names in a row before the rest are only counted


def tell(
    found: Sorted, pairs: Iterable[Pair], finding: Finding, usual_year: str | None = None, language: str = "en"
) -> tuple[str, ...]:
    """The reasons for a finding, at most five: the gravest and latest first, each once; what is left is counted, and
    who said that the number is not known comes last. Days of the usual year are said without it."""
    silent = [_silent(found, language)] if found.unknown else []
    if finding is AGREE:
        return (_agreeing(found, language), *silent)
    telling = [pair for pair in dict.fromkeys(pairs) if _matters(pair, finding)]  # one may last for days
    if finding is SINGLE and not telling:
        return (_single(found, language), *silent)
    if len(telling) > 1:
        telling.sort(key=_gravest_first)
        telling = _gravest_of_two(telling)
    said = _once(telling, usual_year, language)
    single = [_single(found, language)] if finding is SINGLE else []
    return (*single, *_counted(_varied(said), MOST - len(silent) - len(single), language), *silent)


def told(pairs: Sequence[Pair], usual_year: str | None = None, language: str = "en") -> tuple[str, ...]:
    """Pairs in words, each sentence once and at most two of a kind."""
    if not pairs:
        return ()
    return tuple(list(_varied(_once(pairs, usual_year, language)))[:EACH])


def joined(first: Sequence[str], said: Sequence[str], last: Sequence[str]) -> tuple[str, ...]:
    """Reasons with more before and behind them, each once, as far as there is room."""
    own = [reason for reason in said if reason not in first]
    return tuple([*first, *own, *last][:MOST])


def _gravest_first(pair: Pair) -> tuple[int, int]:
    """By severity, then by the later of a pair's days."""
    return SEVERITY[pair.finding], -max(pair.a.rank[0], pair.b.rank[0])


def _gravest_of_two(pairs: Sequence[Pair]) -> list[Pair]:
    """Pairs, the gravest first, without what two origins come to beside something graver; one word that both of two
    figures may be true is enough."""
    worst: dict[frozenset[str], Finding] = {}
    kept, said = list[Pair](), set[frozenset[str]]()
    for pair in pairs:
        both = frozenset({pair.a.origin, pair.b.origin})
        known = worst.setdefault(both, pair.finding)
        if len(both) == 1 or known is pair.finding and (pair.finding is not COMPATIBLE or both not in said):
            kept.append(pair)
            said.add(both)
    return kept


def _matters(pair: Pair, finding: Finding) -> bool:
    return pair.finding in TELLING or pair.finding is finding is COMPATIBLE


def _once(pairs: Iterable[Pair], usual_year: str | None, language: str) -> dict[str, Pair]:
    """The sentences, each with the first of the pairs that it tells of."""
    found: dict[str, Pair] = {}
    for pair in pairs:
        found.setdefault(_sentence(pair, usual_year, language), pair)
    return found


def _varied(said: dict[str, Pair]) -> dict[str, Finding]:
    """The sentences in their order, but of one kind only a few before those of another."""
    if len(said) <= EACH:
        return {sentence: pair.finding for sentence, pair in said.items()}
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for sentence, pair in said.items():
        kinds[pair.reason].append(sentence)
    first = [sentence for some in kinds.values() for sentence in some[:EACH]]
    rest = [sentence for some in kinds.values() for sentence in some[EACH:]]
    return {sentence: said[sentence].finding for sentence in first + rest}


def _counted(said: dict[str, Finding], most: int, language: str) -> list[str]:
    """The first of the sentences, and how many there are besides."""
    sentences = list(said)
    if len(sentences) <= most:
        return sentences
    left = Counter(said[sentence] for sentence in sentences[most - 1 :])
    kinds = ", ".join(f"{left[finding]} {finding}" for finding in sorted(left, key=SEVERITY.__getitem__))
    return [*sentences[: most - 1], _template("more", language).format(count=left.total(), kinds=kinds)]


def _sentence(pair: Pair, usual_year: str | None, language: str) -> str:
    """One pair in words, with who is counted and where as far as the figures differ in it and the room suffices."""
    a, b = pair.a.claim, pair.b.claim
    who = a.who != b.who and a.who.lower() != b.who.lower()
    place = a.place != b.place and bool(a.place and b.place)
    told, template = "", _template(pair.reason, language)
    needed = _fields(template)
    cited, spoken = bool(needed & CITED), bool(needed - CITED)
    for longest, *shown in ((NAME, who, place), (SHORT, who, place), (SHORT, who, False), (SHORT, False, False)):
        said: dict[str, str] = {}
        if cited:
            said |= _both_cited(pair, usual_year, who=shown[0], place=shown[1], longest=longest)
        if spoken:
            said |= _said(pair, usual_year, needed, who=shown[0], place=shown[1], longest=longest)
        told = template.format(**said)
        if len(told) <= LONGEST:
            break
    return _opened(told)


@cache
def _fields(template: str) -> frozenset[str]:
    """The pieces that a sentence is made of."""
    return frozenset(field for _, field, _, _ in Formatter().parse(template) if field)


def _both_cited(pair: Pair, usual_year: str | None, *, who: bool, place: bool, longest: int) -> dict[str, str]:
    """Both figures with their sources and days, and the parts with their sum."""
    a = cited(pair.a, usual_year, who=who, place=place, longest=longest)
    b = cited(pair.b, usual_year, who=who, place=place, longest=longest)
    return {"a": a, "b": b, "parts": _parts(pair), "sum": _sum(pair)} if pair.parts else {"a": a, "b": b}


def _said(
    pair: Pair, usual_year: str | None, needed: Collection[str], *, who: bool, place: bool, longest: int
) -> dict[str, str]:
    """The pieces of a sentence that says who said what: both speakers, figures and days, and what each counts."""
    a, b = pair.a, pair.b
    one, other = _cut(a.origin, longest), _cut(b.origin, longest)
    day, other_day = _day(a, usual_year), _day(b, usual_year)
    on_a, on_b = f" for {day}" if day else "", f" for {other_day}" if other_day else ""
    said = {
        "speaker_a": one,
        "speaker_b": "then" if one == other else other,
        "figure_a": _counting(a, who=who, place=place, longest=longest),
        "figure_b": _counting(b, who=who, place=place, longest=longest),
        "on_a": on_a,
        "on_b": on_b,
    }
    if "both" in needed:
        said["both"] = f"both for {day}" if day == other_day else f"{on_a} and{on_b}".strip()
    if "one" in needed:
        said |= {"one": _count(a), "other": _count(b)}
    return said


def _day(said: Said, usual_year: str | None) -> str:
    return calendar.day(said.iso, usual=usual_year) if said.iso else ""


def _counting(said: Said, *, who: bool, place: bool, longest: int) -> str:
    """A figure with who is counted and where, as far as that is to be told."""
    if not who and not place:
        return _figure(said)
    counted = [_cut(said.claim.who, longest)] * who
    counted += [_cut(said.claim.place, longest)] if place and said.claim.place else []
    return f"{_figure(said)} ({'; '.join(counted)})" if counted else _figure(said)


def _count(said: Said) -> str:
    return f"{_cut(said.claim.who, SHORT)} {said.claim.measure}"


def _parts(pair: Pair) -> str:
    return _listed([_figure(one) for one in pair.parts])


def _sum(pair: Pair) -> str:
    return f"{int(sum(one.floor for one in pair.parts)):,}"


def cited(
    said: Said, usual_year: str | None = None, *, who: bool = False, place: bool = False, longest: int = NAME
) -> str:
    """A figure with its source and day, and where two figures differ in it, with who is counted or where."""
    claim = said.claim
    counted = f"{_cut(claim.who, longest)}; " if who else ""
    where = f"{_cut(claim.place, longest)}; " if place and claim.place else ""
    about = ", ".join(filter(None, [_cut(said.origin, longest), _day(said, usual_year)]))
    return f"{_figure(said)} ({counted}{where}{about})"


def _figure(said: Said) -> str:
    return _plainly(said.claim.figure)


@lru_cache(maxsize=FIGURES)
def _plainly(figure: str) -> str:
    words = " ".join(figure.split()).strip("\"'“”‘’")
    return words[:1].lower() + words[1:]


def _cut(name: str, longest: int) -> str:
    """A name, or as many of its words as there is room for."""
    if len(name) <= longest:
        return name
    return name[:longest].rpartition(" ")[0].rstrip(",;: ") + " …"


def _agreeing(found: Sorted, language: str) -> str:
    best = max(found.totals, key=lambda one: (one.floor - one.ceiling, one.claim.id))
    origins = list(dict.fromkeys([one.origin for one in found.speaking]))
    text = _template("agree", language).format(a=_figure(best), count=len(origins), origins=_listed(origins))
    return _opened(text)


def _single(found: Sorted, language: str) -> str:
    documents = len({one.claim.doc for one in found.speaking})
    told = "1 document" if documents == 1 else f"{documents} documents"
    return _template("single", language).format(origins=_listed([one.origin for one in found.speaking]), documents=told)


def _silent(found: Sorted, language: str) -> str:
    return _opened(_template("unknown", language).format(who=_listed([one.origin for one in found.unknown])))


def _opened(sentence: str) -> str:
    return sentence[0].upper() + sentence[1:]


def _listed(names: Sequence[str]) -> str:
    """Names in a row, each once: "a, b and c", "a, b and 4 others"."""
    if len(names) == 1:
        return _cut(names[0], SHORT + NAMED)
    found = [_cut(name, SHORT + NAMED) for name in dict.fromkeys(names)]
    if len(found) > NAMED:
        found = [*found[: NAMED - 1], f"{len(found) - NAMED + 1} others"]
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} and {found[-1]}" if found else "nobody"


@cache
def _template(reason: str, language: str) -> str:
    table = load("verdicts", language).get("reasons")
    text = table.get(reason) if isinstance(table, dict) else None
    if not isinstance(text, str):
        raise LexiconError(f"lexicon/{language}/verdicts.toml: [reasons] has no {reason}")
    return text
