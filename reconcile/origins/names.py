"""Who a source is, however it is named: "the Ministry of Health" and "health minister" are one speaker."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

import regex

from reconcile.errors import LexiconError
from reconcile.lexicon import load, words
from reconcile.model import Claim, Document, SourceType

TOKEN = regex.compile(r"[\p{L}\p{N}]++(?:[.&/'’-][\p{L}\p{N}]++)*+")
POSSESSIVE = regex.compile(r"['’]s?(?!\w)")
ASIDE = regex.compile(r"\s*\([^)]*\)")
BEFORE = regex.compile(r"(?:[\p{L}.’'-]+ +){1,6}$")
AFTER = regex.compile(r", (?:who(?: is|['’]s) |now )?((?:[^,.;:()\n]|(?<=\b\p{Lu}\p{L}{1,3})\.){3,70})(?:,|\.(?!\S))")
Tokens: TypeAlias = tuple[str, ...]
Cited: TypeAlias = tuple[str, str, SourceType | None]  # a document, and whom it cites


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who is behind a source: a key that all its names share, and whether that is nobody in particular."""

    key: str
    anonymous: bool


@dataclass(frozen=True, slots=True)
class Known:
    """The words of one language that tell names apart."""

    same: Mapping[str, str]
    shown: Mapping[str, str]
    articles: frozenset[str]
    modifiers: frozenset[str]
    roles: frozenset[str]
    units: frozenset[str]
    links: frozenset[str]
    ministries: frozenset[str]
    departments: frozenset[str]
    offices: frozenset[str]
    titles: frozenset[str]
    anonymous: frozenset[str]


@cache
def known(language: str = "en") -> Known:
    """The words of `lexicon/LANGUAGE/origins.toml`."""
    sets = ("articles", "modifiers", "roles", "units", "links", "ministries", "departments", "offices", "titles")
    same: dict[str, str] = {}
    shown: dict[str, str] = {}
    tables = load("origins", language).get("same")
    for table in tables if isinstance(tables, list) else ():
        names = table.get("names") if isinstance(table, dict) else None
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise LexiconError(f"lexicon/{language}/origins.toml: each [[same]] needs a list of names")
        first = names[0].lower()
        shown[first] = names[0]
        same |= {name.lower(): first for name in names}
    lists = {name: frozenset(words("origins", name, language)) for name in (*sets, "anonymous")}
    return Known(same=same, shown=shown, **lists)


@cache
def speaker(name: str, kind: SourceType | None = None, language: str = "en") -> Speaker:
    """The speaker that a source's name stands for."""
    lexicon = known(language)
    name = ASIDE.sub("", name) or name
    found = _tokens(name, lexicon)
    plain = lexicon.same.get(" ".join(found))
    if not plain and _nobody(name, found, lexicon):
        return Speaker(key=" ".join(found) or name.strip().lower(), anonymous=True)
    key = plain or _reduced(_without_titles(name, found, lexicon), lexicon)
    listed = key in lexicon.shown and key not in lexicon.anonymous
    return Speaker(key=key, anonymous=not listed and (kind is SourceType.ANONYMOUS or key in lexicon.anonymous))


@cache
def outlet(name: str, language: str = "en") -> str:
    """The key of an outlet's name; asides such as "(via ...)" are left out."""
    plain = " ".join(_tokens(ASIDE.sub("", name), known(language))) or name.strip().lower()
    return known(language).same.get(plain, plain)


def shown(keys: Mapping[tuple[str, str], int], language: str = "en") -> dict[str, str]:
    """How each key is written, from how often each key is cited by each name: as listed, else as most often cited."""
    spelled: dict[str, Counter[str]] = defaultdict(Counter)
    for (key, name), times in keys.items():
        spelled[key][_without_article(" ".join(ASIDE.sub("", name).split()), language)] += times
    common = {key: min((-count, len(name), name) for name, count in names.items()) for key, names in spelled.items()}
    return {key: name for key, (_, _, name) in common.items()} | dict(known(language).shown)


def _nobody(name: str, found: Tokens, lexicon: Known) -> bool:
    """Whether a name says only what kind of people speak ("local residents"), or their nation ("Danish officials")."""
    cased = [match[0] for match in TOKEN.finditer(name)]
    if len(cased) > 2 and all(word[0].isupper() for word in cased if word.lower() not in lexicon.links):
        return False
    nobody = lexicon.anonymous | lexicon.modifiers | lexicon.links
    if found[-1:] and found[-1] in lexicon.anonymous & lexicon.roles:
        capitals = {match[0].lower() for match in TOKEN.finditer(name) if match[0][0].isupper()}
        rest = " ".join(found[:-1])
        if rest in lexicon.same or rest in lexicon.shown:
            return False
        nobody = nobody | capitals - {found[-1]}
    return all(token in nobody for token in found)


def _without_article(name: str, language: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first.lower() in ("the", "a", "an") and language == "en" else name


def _tokens(name: str, lexicon: Known) -> Tokens:
    bare = POSSESSIVE.sub("", name)
    found = tuple(match[0].lower() for match in TOKEN.finditer(bare))
    kept = tuple(token for token in found if token not in lexicon.articles)
    return kept or found


def _without_titles(name: str, found: Tokens, lexicon: Known) -> Tokens:
    """The tokens of a person's name without the titles before it; other names as they are."""
    cased = [match[0] for match in TOKEN.finditer(POSSESSIVE.sub("", name)) if match[0].lower() in found]
    start = 0
    while start < len(cased) and cased[start].lower() in lexicon.titles:
        start += 1
    rest = cased[start:]
    institution = lexicon.roles | lexicon.ministries | lexicon.anonymous
    if start and rest and all(word[:1].isupper() and word.lower() not in institution for word in rest):
        return tuple(word.lower() for word in rest)
    return found


def _reduced(found: Tokens, lexicon: Known) -> str:
    """A body's name without who speaks for it: "spokesman for the port police" is "port police"."""
    while len(found) > 1 and found[0] in lexicon.modifiers:
        found = found[1:]
    listed = lexicon.same.get(" ".join(found))
    if listed or " ".join(found) in lexicon.offices:
        return listed or " ".join(found)
    ministry = _ministry(found, lexicon)
    if ministry:
        return lexicon.same.get(ministry, ministry)
    return _without_roles(found, lexicon)


def _without_roles(found: Tokens, lexicon: Known) -> str:
    """A body's name without the rank of who speaks for it, before it, after it, or with a person's name after that."""
    for index, token in enumerate(found[1:-1], 1):
        if token in lexicon.links and found[index - 1] in lexicon.roles:
            told = any(word not in lexicon.roles for word in found[index + 1 :])
            return _reduced(found[index + 1 :] if told else found[: index - 1] or found[:1], lexicon)
    rest = found[:-1]
    unit = found[-1] in lexicon.units and len(rest) < 2 and " ".join(rest) not in lexicon.same.keys() | lexicon.offices
    if rest and found[-1] in lexicon.roles and not unit:
        return _reduced(rest, lexicon)
    return " ".join(found)


def _ministry(found: Tokens, lexicon: Known) -> str | None:
    """ "health minister" and "minister of health" as "health ministry", with the nation before it where it is named."""
    at = next((n for n, token in enumerate(found) if token in lexicon.ministries), None)
    if at is None or at and " ".join(found[at - 1 : at + 1]) in lexicon.offices:
        return None
    before, after = found[:at], found[at + 1 :]
    while any(token in lexicon.links for token in before):
        before = before[next(n for n, token in enumerate(before) if token in lexicon.links) + 1 :]
    while before and before[0] in lexicon.modifiers | lexicon.roles:
        before = before[1:]
    rest = after[1:] if after[:1] and after[0] in lexicon.links else ()
    rest = rest[: next((n for n, token in enumerate(rest) if token in lexicon.links), len(rest))]
    if rest and (not before or rest[0] in lexicon.departments):
        before, rest = rest, before
    department = " ".join((*before, "ministry"))
    return " ".join((*rest, lexicon.same.get(department, department))) if before else None


def speakers(
    documents: Iterable[Document], claims: Sequence[Claim], language: str = "en"
) -> list[Speaker | None]:
    """The speaker of each claim, in their order, with short names completed from longer ones; None where none is cited.

    A surname or an acronym is completed from the one longer name that ends so or has those initials, "the governor"
    from the one person whom the report gives that office; a person becomes the body that he or she speaks for.
    """
    cited: dict[Cited, list[int]] = defaultdict(list)
    for number, claim in enumerate(claims):
        if claim.source:
            cited[claim.doc, claim.source, claim.source_type].append(number)
    texts = {document.doc: document.text for document in documents}
    first = {pair: speaker(*pair, language) for pair in {(name, kind) for _, name, kind in cited}}
    bodies, holders = _told(texts, cited, first, language)
    local, people = _longer(cited, first, language)
    everywhere = shortened(people)
    alone = {said.key for said in first.values() if not said.anonymous}
    brief = shortened(alone)
    found: list[Speaker | None] = [None] * len(claims)
    for (doc, name, kind), numbers in cited.items():
        said = first[name, kind]
        key = _one_of(said.key, local[doc]) or _one_of(said.key, alone) or said.key
        if longer(key, brief):
            key = completed(key, shortened(local[doc])) or completed(key, everywhere) or key
        key = bodies.get(key, key)
        key = holders.get((doc, key), key)
        same = said if key == said.key else Speaker(key=key, anonymous=False)
        for number in numbers:
            found[number] = same
    return found


def _longer(
    cited: Iterable[Cited], first: Mapping[tuple[str, SourceType | None], Speaker], language: str
) -> tuple[dict[str, set[str]], set[str]]:
    """The keys cited in each document, and those of persons, whose surnames are known in every other."""
    local: dict[str, set[str]] = defaultdict(set)
    for doc, name, kind in cited:
        if not first[name, kind].anonymous:
            local[doc].add(first[name, kind].key)
    named = ((name, said.key) for (name, _), said in first.items() if not said.anonymous)
    return local, {key for name, key in named if _person(name, language)}


def _one_of(key: str, cited: Collection[str]) -> str | None:
    """Of two speakers cited together, the one that is also cited alone, if just one is."""
    if " and " not in key:
        return None
    parts = [part.strip().removeprefix("the ") for part in key.split(" and ")]
    alone = [part for part in parts if part in cited]
    return alone[0] if len(parts) > 1 and len(alone) == 1 else None


def shortened(keys: Iterable[str]) -> dict[str, set[str]]:
    """What each key is called for short, its last words or its initials, with the keys that are called so."""
    found: dict[str, set[str]] = defaultdict(set)
    for key in keys:
        for short in _short(key):
            found[short].add(key)
    return found


@cache
def _short(key: str) -> tuple[str, ...]:
    tokens = key.split()
    if "and" in tokens or len(tokens) < 2:
        return ()
    initials = "".join(token[0] for token in tokens if token not in known().links)
    return *(" ".join(tokens[start:]) for start in range(1, len(tokens))), initials


def completed(key: str, short: Mapping[str, set[str]]) -> str | None:
    """The one longer key that this one abbreviates, if there is just one."""
    full = longer(key, short)
    return min(full) if len(full) == 1 else None


def longer(key: str, short: Mapping[str, set[str]]) -> Collection[str]:
    """The longer keys that a key may abbreviate."""
    return short.get(key) or short.get(key.replace(".", "")) or ()


def _told(
    texts: Mapping[str, str],
    cited: Iterable[Cited],
    first: Mapping[tuple[str, SourceType | None], Speaker],
    language: str,
) -> tuple[dict[str, str], dict[tuple[str, str], str]]:
    """What reports say of the persons they cite: the body each speaks for, and who holds an office in a document."""
    lexicon = known(language)
    people = {(doc, name, first[name, kind].key) for doc, name, kind in cited if _person(name, language)}
    cited_keys = {said.key for said in first.values() if not said.anonymous}
    bodies: dict[str, set[str]] = defaultdict(set)
    holders: dict[tuple[str, str], set[str]] = defaultdict(set)
    for doc, name, key in sorted(people):
        for role in _roles(texts.get(doc, ""), name):
            found = _tokens(role, lexicon)
            office = _office(found, lexicon)
            body = speaker(role, None, language).key
            if office and not lexicon.roles - set(office.split()) & set(found):
                holders[doc, office].add(key)
            elif office or body in cited_keys or body in lexicon.shown or body.endswith(" ministry"):
                bodies[key].add(office or body)
    one_body = {key: min(found, key=len) for key, found in bodies.items() if _nested(found) and key not in found}
    return one_body, {at: min(found) for at, found in holders.items() if len(found) == 1}


@cache
def _person(name: str, language: str) -> bool:
    """Whether a source is named as a person is: capitalised words, none of them a body's."""
    lexicon = known(language)
    found = [match[0] for match in TOKEN.finditer(name)]
    body = lexicon.roles | lexicon.ministries | lexicon.anonymous
    lower = " ".join(_tokens(name, lexicon))
    return (
        1 < len(found) < 6
        and not {lower, found[-1].lower()} & lexicon.same.keys()
        and all(word[:1].isupper() or "-" in word for word in found)
        and not any(word.lower() in body - lexicon.titles for word in found)
    )


def _roles(text: str, name: str) -> list[str]:
    """What stands just before a person's name and, between commas, just after it, wherever a text names them."""
    found, at = [], text.find(name)
    while at >= 0:
        before = BEFORE.search(text, max(0, at - 80), at)
        if before:
            found.append(_capital_or_role(before[0]))
        after = AFTER.match(text, at + len(name))
        if after:
            found.append(after[1])
        at = text.find(name, at + len(name))
    return found


def _capital_or_role(before: str) -> str:
    """The words of a role directly before a name: back to the first word that can be no part of one."""
    lexicon = known()
    kept: list[str] = []
    for word in reversed(before.split()):
        plain = word.lower().rstrip("’'s") if "’" in word or "'" in word else word.lower()
        if not (word[:1].isupper() or plain in lexicon.titles | lexicon.roles | lexicon.ministries or len(kept) == 1):
            break
        if plain in lexicon.links | {"said", "says", "told", "and", "but", "when", "as", "that"}:
            break
        kept.append(word)
    return " ".join(reversed(kept))


def _office(found: Tokens, lexicon: Known) -> str | None:
    """The office that a role names, as the longest that its words hold."""
    text = f" {' '.join(found)} "
    held = [office for office in lexicon.offices if f" {office} " in text]
    longest = max(held, key=lambda office: (len(office), office)) if held else None
    return lexicon.same.get(longest, longest) if longest else None


def _nested(found: set[str]) -> bool:
    """Whether the bodies told of one person are one body, more and less fully named."""
    shortest = min(found, key=lambda body: (len(body), body))
    return all(body.endswith(shortest) for body in found)
