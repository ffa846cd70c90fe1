"""A noun phrase → the speaker that it names: a person, a body, somebody known by a role, or nobody."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from reconcile.attribution.kinds import is_place, is_state, name_in, type_of
from reconcile.attribution.phrases import after, base_right, before, numbered, of_one_name, particle
from reconcile.attribution.tokens import Tokens, holds, is_name, owns
from reconcile.attribution.words import (
    BODIES,
    BOUND,
    DETERMINERS,
    ENDINGS,
    EVIDENCE,
    FEW,
    FIELDS,
    GENERIC,
    GROUPS,
    HONOURS,
    JOINTS,
    MADE,
    MEDIUMS,
    MODIFIERS,
    NAMED,
    NEVER,
    NUMBERS,
    PAPERS,
    PERSONS,
    PICTURES,
    PORTFOLIOS,
    PRONOUNS,
    SIGHTED,
    SPEAKERS,
    SPOKESPEOPLE,
    STOPS,
    TITLES,
    UNNAMED,
    WITNESSES,
    Words,
)  # fmt: skip
from reconcile.model import SourceType

LONGEST_NAME = 5
OUTLETS = (SourceType.MEDIA, SourceType.STATE_MEDIA, SourceType.AGENCY)
OFFICIAL_PAPERS = (
    SourceType.GOVERNMENT, SourceType.POLICE, SourceType.MILITARY, SourceType.HEALTH_RESCUE, SourceType.COURT,
    SourceType.IGO,
)  # fmt: skip
PROVENANCE = ("-based", "-run", "-owned", "-controlled", "-backed", "-linked")


class Kind(StrEnum):
    """How a speaker is named; weak is a noun that no list knows, a paper is one whose maker is not told."""

    PERSON = "person"
    BODY = "body"
    ROLE = "role"
    PRONOUN = "pronoun"
    WEAK = "weak"
    PAPER = "paper"


class Speaker(NamedTuple):
    """Somebody who can be credited, as a phrase names them.

    `head` is the noun that says what they are, `title` the words in front of a person's name, as written, and `opened`
    where these begin; `definite` is "the", `through` is who obtained a paper.
    """

    name: str
    kind: Kind
    type: SourceType
    start: int
    end: int
    head: str
    opened: int
    definite: bool = False
    witness: bool = False
    title: str = ""
    through: Speaker | None = None

    @property
    def outlet(self) -> bool:
        """Whether the speaker passes on what others say."""
        return self.type in OUTLETS


def read(line: Tokens, first: int, past: int, known: Words) -> Speaker | None:
    """The speaker that the noun phrase of tokens `first` up to `past` names, or None."""
    opened, bits = first, line.bits
    if past - first == 1 and bits[first] & (PERSONS | BODIES):
        return _speaker(line, first, past, first, Kind.PRONOUN, SourceType.PERSON)
    first = _begin(line, first, past)
    main = _main(line, first, past)
    if main == first or _unfit(line, opened, first, main, past):
        return None
    found = (
        _from_evidence(line, first, main, past, known)
        or _person(line, first, main, past, known)
        or _body(line, first, main, past, known)
    )
    if found is None:
        return None
    if found.kind is Kind.PERSON and found.type is SourceType.PERSON:
        of = _described(line, opened, past, known)
        return found if of is found.type else found._replace(type=of)
    if found.kind is Kind.BODY and found.type is SourceType.PERSON and _is_group(line, past):
        found = found._replace(type=_described(line, opened, past, known))
    single = line.lows[opened] in ("a", "an", "one") and bits[main - 1] & UNNAMED and found.kind is Kind.ROLE
    definite, of = line.lows[opened] in ("the", "that", "this"), SourceType.ANONYMOUS if single else found.type
    same = definite is found.definite and of is found.type
    return found if same else found._replace(definite=definite, type=of)


def speaker_at(line: Tokens, span: tuple[int, int] | None, known: Words) -> Speaker | None:
    """The speaker that a noun phrase names, if there is a phrase."""
    return read(line, *span, known) if span else None


def _described(line: Tokens, first: int, past: int, known: Words) -> SourceType:
    """The type that the words beside a name give: "Ana Silva, head of the clinic", "the chief, Ana Silva"."""
    n = len(line.words)
    office = DETERMINERS | TITLES | SPOKESPEOPLE
    if past + 1 < n and line.words[past] == "," and (line.bits[past + 1] & office or owns(line, past + 1)):
        beside = after(line, past + 1)
    elif first > 1 and line.words[first - 1] == "," and (held := _office(line, before(line, first - 2))):
        beside = held
    else:
        return SourceType.PERSON
    return (type_of(line, *beside, known) if beside else None) or SourceType.PERSON


def _is_group(line: Tokens, comma: int) -> bool:
    """Whether a name is said to be that of a group: "Reprieve, a London-based rights group,"."""
    if line.words[comma : comma + 1] != [","] or line.lows[comma + 1 : comma + 2] not in (["a"], ["an"], ["the"]):
        return False
    past = base_right(line, comma + 1)
    return past > comma + 2 and bool(line.bits[past - 1] & GROUPS) and not line.bits[past - 1] & TITLES


def _office(line: Tokens, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """A phrase whose noun is an office or a body: "the agency's coordinator in the north"."""
    if not span:
        return None
    head = next((at for at in range(span[0] + 1, span[1]) if line.bits[at] & JOINTS), span[1]) - 1
    return span if line.bits[head] & (TITLES | SPOKESPEOPLE | SPEAKERS) else None


def _begin(line: Tokens, first: int, past: int) -> int:
    """The first word of a phrase behind its article and words such as "London-based"."""
    while first < past and line.bits[first] & (DETERMINERS | FEW):
        first += 1
    while first < past - 1 and line.lows[first].endswith(PROVENANCE) and is_name(line, first + 1):
        first += 1
    return first


def _main(line: Tokens, first: int, past: int) -> int:
    """Where the first part of a phrase ends: at a preposition, "and", a parenthesis, or "released" and the like."""
    for at in range(first, past):
        bits = line.bits[at]
        joint = bits & JOINTS and not particle(line, at, first)
        both = line.lows[at] == "and" and not (_of_an_office(line, at, past) or of_one_name(line, at))
        if joint or bits & (MADE | BOUND) and at > first or both or line.lows[at] == "(":
            return at
    return past


def _of_an_office(line: Tokens, at: int, past: int) -> bool:
    """Whether "and" joins what an office is for: "Works and Transport Minister Ana Silva"."""
    names = 0 < at < past - 2 and is_name(line, at - 1) and is_name(line, at + 1)
    return names and holds(line, at + 2, min(at + 4, past), TITLES) and not holds(line, at - 1, at + 1, TITLES)


def _unfit(line: Tokens, opened: int, first: int, main: int, past: int) -> bool:
    """Whether a phrase names no speaker: an event, a number, papers that nobody made."""
    bits, head = line.bits, line.bits[main - 1]
    if head & (NEVER | PRONOUNS) and not head & SPEAKERS:
        return True
    if head & NEVER and main - first == 1 and line.words[first].islower():
        return True  # "a fire", but "Tulsa Fire" and "fire officials"
    if main - first > 1 and bits[first] & NEVER and _all_names(line, first, main):
        return True  # "Hurricane Ana"
    alone = head & EVIDENCE and main - 1 == first and main == past
    if alone and not head & PAPERS and line.lows[opened] not in ("the", "that", "this"):
        return True
    if holds(line, first, past, NUMBERS) and _counts(line, first, past):
        return True
    few = opened < first and bits[first - 1] & FEW and not (line.lows[first - 1] == "most" and bits[first] & MODIFIERS)
    return bool(few and not head & (SPEAKERS | UNNAMED | WITNESSES))  # but "the most recent figures"


def _counts(line: Tokens, first: int, past: int) -> bool:
    """Whether a phrase holds a number that is no part of a name."""
    numbers = (at for at in range(first, past) if line.bits[at] & NUMBERS and not line.bits[at] & SPEAKERS)
    return not all(_of_several(line, at) for at in numbers)


def _of_several(line: Tokens, at: int) -> bool:
    """Whether a number is part of a name, or one of several: "Channel 4", "doctors at one of the hospitals"."""
    return numbered(line, at) or bool(line.bits[at] & FEW) and line.lows[at + 1 : at + 2] == ["of"]


def _all_names(line: Tokens, first: int, past: int) -> bool:
    """Whether a phrase is capitalised words and nothing that names a body or an office."""
    return all(is_name(line, at) and not line.bits[at] & (SPEAKERS | TITLES | EVIDENCE) for at in range(first, past))


def _speaker(line: Tokens, first: int, past: int, head: int, kind: Kind, of: SourceType) -> Speaker:
    start, end = line.starts[first], line.ends[past - 1]
    witness = holds(line, first, past, WITNESSES)
    name = line.text[start:end].removeprefix("The ")
    if not line.bits[past - 1] & NAMED:
        name = name.removesuffix("'s").removesuffix("’s")
        name = name[:-1] if name.endswith(("s'", "s’")) else name
    return Speaker(
        name=name, kind=kind, type=of, start=start, end=end, head=line.lows[head], witness=witness, opened=start,
    )  # fmt: skip


def _titled(line: Tokens, first: int, person: Speaker) -> Speaker:
    """A person with the words from `first` up to the name as the title."""
    opened = line.starts[first]
    title = " ".join(line.text[opened : person.start].split()).removesuffix(",")
    return person._replace(title=title, opened=opened) if title else person


def _from_evidence(line: Tokens, first: int, main: int, past: int, known: Words) -> Speaker | None:
    """Whoever made a paper or speaks through a spokesman: "a statement from the army", "UN figures"; else the paper."""
    head = main - 1
    bits = line.bits[head]
    if not bits & (EVIDENCE | SPOKESPEOPLE):
        return None
    if head > first and is_name(line, head) and is_name(line, head - 1) and bits & EVIDENCE:
        listed = bits & PAPERS and not bits & SPEAKERS  # "The Field Poll"; of a body, such a word is a part of the name
        return _speaker(line, first, main, head, Kind.BODY, SourceType.ARTIFACT) if listed else None
    maker = _behind(line, first, main, past, known)
    if not bits & EVIDENCE:
        return maker
    if maker and main < past and line.bits[main] & SIGHTED and maker.outlet:
        return _of_nobody(line, first, main, known)._replace(through=maker)  # "a memo seen by the Guardian"
    if maker:
        return _made(maker)
    if head == first:
        return None if bits & SPEAKERS else _of_nobody(line, first, main, known)
    return _from_paper(line, first, main, known)


def _from_paper(line: Tokens, first: int, main: int, known: Words) -> Speaker | None:
    """Who made a paper, from the words in front of it: "UN figures"; or the paper that they describe: "tax records"."""
    head = main - 1
    bits = line.bits[head]
    if line.lows[head - 1] in ("local", "initial", "early") and bits & SPEAKERS:
        return _speaker(line, first, main, head, Kind.BODY, SourceType.MEDIA)
    own = head - 1 if line.lows[head - 1] == "own" else head
    which = own - first == 1 and line.bits[first] & MODIFIERS  # "Latest reports"
    maker = read(line, _passing(line, first, own), own, known) if own > first and not which else None
    if maker and maker.kind not in (Kind.WEAK, Kind.PAPER) and not _only_describes(maker, main - first):
        return _made(maker)
    if not bits & PAPERS and (line.lows[head - 1] in known.types or line.bits[head - 1] & STOPS):
        return None
    begin = _passing(line, first, main)
    paper = _of_nobody(line, begin, main, known)
    return paper._replace(kind=Kind.PAPER) if begin < head else paper


def _only_describes(maker: Speaker, length: int) -> bool:
    """Whether what stands in front of a paper says what it is and not who made it: "court documents", "Exit polls"."""
    court = maker.name.islower() and maker.type is SourceType.COURT
    opening = not maker.start and length == 2 and maker.type is SourceType.PERSON
    return court or opening or maker.head.lower() in ("official", "federal", "state", "public", "internal")


def _behind(line: Tokens, first: int, main: int, past: int, known: Words) -> Speaker | None:
    """Who made a paper or speaks through somebody, named behind it; in "a study in X" only a journal did."""
    at = main + 2 if main < past and line.bits[main] & MADE else main + 1
    if at >= past or line.lows[at - 1] in ("on", "with"):
        return None
    if line.lows[main] == "for" and main - 1 > first and line.bits[main - 1] & EVIDENCE:
        return None  # "an Emnid poll for a newspaper"
    ordered = next((i for i in range(at, past) if line.lows[i] == "for"), past)  # "a poll by Emnid for a newspaper"
    maker = read(line, at, ordered, known)
    if not maker or maker.kind in (Kind.WEAK, Kind.PAPER):
        return None
    journal = maker.kind is Kind.BODY and maker.name[0].isupper() and not is_place(maker.name)
    return maker if journal or line.lows[at - 1] != "in" else None


def _made(maker: Speaker) -> Speaker:
    """The maker of a paper; one that no list knows is known by its papers: "Quinnipiac" in "a Quinnipiac poll"."""
    unknown = maker.kind is Kind.BODY and maker.type is SourceType.PERSON
    return maker._replace(type=SourceType.ARTIFACT) if unknown else maker


def _of_nobody(line: Tokens, first: int, main: int, known: Words) -> Speaker:
    """A paper whose maker is not named: "the report", "court documents", "exit polls"."""
    kind = Kind.PAPER if line.bits[main - 1] & PAPERS else Kind.WEAK
    of = type_of(line, first, main - 1, known) if main - 1 > first else None
    of = of if of in OFFICIAL_PAPERS else None
    return _speaker(line, first, main, main - 1, kind, of or SourceType.ARTIFACT)


def _passing(line: Tokens, first: int, past: int) -> int:
    """The first word of a phrase behind those that only say which of several: "the latest", "a new"."""
    while first + 1 < past and line.bits[first] & MODIFIERS and (
        line.words[first].islower() or first == 0 and line.words[1].islower()
    ):
        first += 1
    return first


def _person(line: Tokens, first: int, main: int, past: int, known: Words) -> Speaker | None:
    """A person named behind a title, or by two to five capitalised words that no list knows."""
    run = main
    while run > first and (is_name(line, run - 1) or particle(line, run - 1, first)):
        run -= 1
    title = next((at for at in range(main - 2, max(first, run - 1) - 1, -1) if line.bits[at] & TITLES), None)
    if title is None and main < past and line.bits[main - 1] & TITLES and line.lows[main] in ("of", "for"):
        return _behind_portfolio(line, first, main, past, known)
    begin = run if title is None else title + 1
    if title is not None and main - begin == 1 and line.bits[title] & HONOURS and is_name(line, title):
        begin = title
    short = line.bits[main - 1] & (SPEAKERS | ENDINGS if main - begin < 3 else MEDIUMS)
    if not 0 < main - begin <= LONGEST_NAME or not is_name(line, begin) or short:
        return None
    if title is None:
        return _plain_name(line, first, begin, main, past, known)
    of = type_of(line, first, begin, known) or SourceType.PERSON
    return _titled(line, first, _speaker(line, begin, main, title, Kind.PERSON, of))


def _plain_name(line: Tokens, first: int, begin: int, main: int, past: int, known: Words) -> Speaker | None:
    """Two to five capitalised words that make up the whole phrase, unless they are the name of a body."""
    if begin == first and (owners := [at for at in range(begin, main - 2) if owns(line, at)]):
        first = begin = owners[-1] + 1  # "Italy's Luigi Conti"
    office = first
    if begin > first and not line.bits[begin - 1] and not owns(line, begin - 1):
        first = begin  # an office that no list knows: "ombudswoman Ana Silva"
    if begin != first or main - begin < 2 or owns(line, begin) or past > main and line.words[main] == "(":
        return None
    if line.lows[main - 1] in known.firms or is_state(line.text[line.starts[first] : line.ends[past - 1]]):
        return None  # "Democratic Republic of Congo"
    capitals = any(line.words[at].isupper() and len(line.words[at]) > 1 for at in range(begin, main))
    if capitals or holds(line, begin, main, SPEAKERS | ENDINGS) or name_in(line, begin, main, known):
        return None
    person = _speaker(line, begin, main, main - 1, Kind.PERSON, SourceType.PERSON)
    return _titled(line, office, person) if office < begin else person


def _behind_portfolio(line: Tokens, first: int, main: int, past: int, known: Words) -> Speaker | None:
    """The person named behind an office with "of": "Minister of Interior Ana Silva"."""
    at = main + 1
    while at < past:
        office = line.bits[at] & (PORTFOLIOS | DETERMINERS | GENERIC) or line.lows[at] == "and"
        if not office and not (past - at > 2 and is_place(line.words[at])):
            break
        at += 1
    if at == main + 1 or not 1 < past - at <= LONGEST_NAME or not all(is_name(line, i) for i in range(at, past)):
        return None
    if is_place(line.text[line.starts[at] : line.ends[past - 1]]):
        return None
    of = type_of(line, first, at, known) or SourceType.GOVERNMENT
    return _titled(line, first, _speaker(line, at, past, main - 1, Kind.PERSON, of))


def _body(line: Tokens, first: int, main: int, past: int, known: Words) -> Speaker | None:
    """A body, an outlet or somebody known by a role, with the words that tell it from others."""
    head = main - 1
    told = main if main < past and line.bits[main] & BOUND else past
    bits, of = line.bits[head], type_of(line, first, told, known) or SourceType.PERSON
    begin, end = _trimmed(line, first, main, past)
    if bits & WITNESSES and main < past and line.lows[main] != "and":
        end = min(end, main)  # "a journalist at the scene"
    listed = head > first and (line.lows[head - 1], line.lows[head]) in known.pairs  # "the rights body"
    if listed or bits & (SPEAKERS | UNNAMED | PICTURES):
        role = bits & (TITLES | UNNAMED | SPOKESPEOPLE | WITNESSES)
        return _speaker(line, begin, end, head, Kind.ROLE if role else Kind.BODY, of)
    named = is_name(line, head) or numbered(line, head)
    return _speaker(line, begin, end, head, Kind.BODY if named else Kind.WEAK, of)


def _trimmed(line: Tokens, first: int, main: int, past: int) -> tuple[int, int]:
    """The tokens of the proper name of an outlet: "news channel Horizon", "Horizon newspaper"; else all of them."""
    while past - 1 > main and line.bits[past - 1] & MEDIUMS and not is_name(line, past - 1):
        past -= 1
    head = main - 1
    while head > first and line.bits[head] & MEDIUMS and not is_name(line, head):
        head -= 1
    proper = line.bits[head] & NAMED or not line.bits[head] & (SPEAKERS | FIELDS)
    if head < main - 1 and is_name(line, head) and not owns(line, head) and proper:
        main = past = head + 1
    run = main
    while run > first and (is_name(line, run - 1) or line.words[run - 1].isdigit()) and not owns(line, run - 1):
        run -= 1
    if not first < run < main or line.bits[run] & MEDIUMS:
        return first, past
    owned = owns(line, run - 1) and (line.bits[main - 1] & ENDINGS or line.words[main - 1].isupper())
    return (run, past) if owned or line.bits[run - 1] & SPEAKERS and not owns(line, run - 1) else (first, past)
