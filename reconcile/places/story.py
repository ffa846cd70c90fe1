"""What a report is about: its country, and the place inside it that its figures are from unless they say otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from typing import NamedTuple

from reconcile.model import PassageKind, Span
from reconcile.places.cues import Cue, Role, capital, country_of, one_of_many
from reconcile.places.events import Event, event_of, opening, site, struck
from reconcile.places.framed import base
from reconcile.places.frames import between, lists, pointing
from reconcile.places.gazetteer import Kind, fold, known
from reconcile.places.lattice import within
from reconcile.places.lines import SCOPE, Line, Story
from reconcile.places.naming import vocabulary
from reconcile.places.nearest import at_sea, brought, firm_cues, nearest, of_part, of_some, spoken_between
from reconcile.places.stretch import Mention

WEIGHT = {Role.THERE: 3.0, Role.OWNER: 1.5, Role.DATELINE: 3.0, Role.NAMED: 0.8, Role.ASIDE: 0.2, Role.FOLK: 0.3}
HEADLINE, EARLY, LATE = 3.0, 2.0, 1.0
VOTE = 3.0  # what a figure put at a place outright adds to that place
CLOSE = 2.5  # how near a figure must be to be put there outright
PASSING = 0.6  # of the weight of a bare country's name that does not help to make it the story's
BREADTH = 0.5  # what each sentence that names a place in a country adds to it
HEADED = 6.0  # what it adds to a country to be the only one that the headlines name
BUREAU = 1_000_000  # people of a city from which a whole country is reported on
NATIONWIDE = 12.0  # what a figure of the whole country adds to it
SHARE = 0.5  # of what is said to be in places inside a country, for one of them to be what the report is about
AGAINST = 0.8  # of what is said of the country as a whole, for the same
WIDEST = 8  # how many of the places most spoken of are weighed against one another
EDGE = 100  # characters between a site and the city at whose edge it lies
LONGEST = 14  # characters of a word before a place
LEAD = 4  # sentences of copy in which the scene is set
HOLDING = ("'s ", "’s ")
HELD = (", ", " in ", " on ", ", on ", ", in ")


def story(text: str, lines: Sequence[Line], titles: Sequence[Line] = (), title: str = "") -> Story:
    """What the lines of a section are about, by how firmly, how early and for how many figures they name each place.

    `titles` are the lines of a `title` that stands outside the text.
    """
    told = Story(holders=_holders(text, lines))
    score, sample = _scores(text, [*titles, *lines])
    country = _top_country([*titles, *lines], score, sample)
    told = replace(told, country=country, whole=_country(country))
    ours = {name: points for name, points in score.items() if sample[name].country in (country, None)}
    local = {name: points for name, points in ours.items() if sample[name].kind not in (Kind.COUNTRY, Kind.DEMONYM)}
    heads = [line for line in (*titles, *lines) if line.passage.kind is PassageKind.HEADLINE]
    event = _event(text, lines, heads, title)
    spread = _reaches(event, text, lines) and _names_country(text, lines, heads, country)
    scene, at_once = _scene(text, lines, told, spread=spread)
    headlined = _headlined(heads, told)
    place = _foremost(headlined, scene if at_once or not spread else None, score, at_once=at_once)
    vague = place is None or _stretch(place) or event is Event.SITED and _may_narrow(place, headlined, lines)
    if vague and not spread:
        wide = place
        place, told = _narrowed(text, lines, told, place, _Hints(event, _nationwide(heads), headlined))
        filed = _filed(lines, told) if event is Event.SITED and wide is not None else None
        if wide is not None and filed is not None and place is not None and filed.name == place.name:
            told = replace(told, part=wide.name)
    if place is None and not spread:
        whole = sum(ours.values()) - sum(local.values()) + NATIONWIDE * _everywhere(text, lines)
        if event is Event.TURMOIL:
            local = {name: points for name, points in local.items() if _told_of(name, lines)}
        place = _epicentre(local, sample, whole, told.holders)
    renowned = place is not None and _renowned(place, headlined)
    settled = _country(country) if place is None else place if renowned else _settled(place, told.holders)
    told = replace(told, uproar=event is Event.TURMOIL and _heads_country(heads, country))
    whole_country = settled is not None and settled.kind is Kind.COUNTRY
    return replace(told, place=settled, national=event is Event.SPREADING and spread and whole_country)


class _Hints(NamedTuple):
    """What the headlines tell of an event: its sort, whether it is put in a whole country, and at what place."""

    event: Event | None
    nationwide: bool
    headlined: Mention | None


def _narrowed(
    text: str, lines: Sequence[Line], told: Story, place: Mention | None, hints: _Hints
) -> tuple[Mention | None, Story]:
    """The town or site where the copy says that it happened, or that it was filed from, else the place so far."""
    stage = None if hints.nationwide else _stage(text, lines, told)
    if stage is None and hints.event is Event.SITED:
        stage, at = site(text, lines, told.country)
        if stage is not None:
            return stage, replace(told, told_at=at)
    if hints.nationwide:
        return place, told
    filed = _filed(lines, told) if place is not None and hints.headlined is None else None
    if filed is not None and place is not None and not _stretch(place) and _seat(place) == filed.name:
        filed = None  # a bureau
    return stage or filed or place or _opening(text, lines, told), told


def _event(text: str, lines: Sequence[Line], heads: Sequence[Line], title: str) -> Event | None:
    """The sort of event that the headlines name, or else the opening sentences."""
    said = (line for line in (*heads, *opening(text, lines, LEAD)) if line.span != (0, 0))
    return event_of((title, *(text[slice(*line.span)] for line in said)))


def _reaches(event: Event | None, text: str, lines: Sequence[Line]) -> bool:
    """Whether an event is one of a whole country: by its sort, or by where the lede puts turmoil."""
    if event is not Event.TURMOIL:
        return event is Event.SPREADING
    there = [cue.mention.kind for line in opening(text, lines, 1) for cue in line.cues if cue.role is Role.THERE]
    return Kind.COUNTRY in there and not any(SCOPE[kind] > SCOPE[Kind.COUNTRY] for kind in there)


def _names_country(text: str, lines: Sequence[Line], heads: Sequence[Line], country: str | None) -> bool:
    """Whether the headlines, or the lede without any, name the country or its people, and no place inside it."""
    lede = _lede(text, lines)
    told = heads if any(line.cues for line in heads) or lede is None else [lede]
    named = [cue for line in told for cue in line.cues]
    own = [cue for cue in named if cue.mention.country == country and cue.role is not Role.DATELINE]
    wide = (Kind.COUNTRY, Kind.DEMONYM)
    inside = any(SCOPE[cue.mention.kind] > SCOPE[Kind.COUNTRY] for cue in own)
    return any(cue.mention.kind in wide for cue in own) and not inside


def _lede(text: str, lines: Sequence[Line]) -> Line | None:
    """The first full sentence of the copy."""
    return next(opening(text, lines, 1), None)


def _foremost(
    headlined: Mention | None, scene: Mention | None, score: Mapping[str, float], *, at_once: bool
) -> Mention | None:
    """The scene, unless the headline names a town or site of which the report has more to tell, or earlier figures that
    name no place."""
    if headlined is None or scene is None:
        return scene or headlined
    more = not at_once or score.get(headlined.name, 0) >= score.get(scene.name, 0)
    return headlined if more and SCOPE[headlined.kind] > SCOPE[Kind.REGION] else scene


def _country(code: str | None) -> Mention | None:
    name = country_of(code)
    return Mention(start=0, end=0, name=name, kind=Kind.COUNTRY, country=code) if name else None


def _everywhere(text: str, lines: Sequence[Line]) -> int:
    """How often the lines speak of the whole country."""
    nouns = [noun for noun in pointing().whole_nouns if noun in text]
    counting = (line.span for line in lines if line.figures)
    near = (span for span in counting if any(text.find(noun, *span) >= 0 for noun in nouns))
    return sum(len(pointing().whole.findall(text, *span)) for span in near)


def _scores(text: str, lines: Sequence[Line]) -> tuple[dict[str, float], dict[str, Mention]]:
    """How much each place is spoken of, and a mention of each; what only says where another place is counts nothing."""
    score: dict[str, float] = defaultdict(float)
    sample: dict[str, Mention] = {}
    copy = (line for line in lines if line.passage.kind is PassageKind.PARAGRAPH)
    lead = {line.span for line in islice(copy, LEAD - 1)}
    for line in lines:
        if not line.cues:
            continue
        headline = line.passage.kind is PassageKind.HEADLINE
        early = HEADLINE if headline else EARLY if line.span in lead else LATE
        last: Mention | None = None
        for cue in line.cues:
            mention, name = cue.mention, cue.mention.name
            beside = last is not None and mention.start - last.end == len(", ")
            apposed = beside and last is not None and SCOPE[last.kind] > SCOPE[mention.kind]
            last = mention
            if mention.kind is Kind.WIDE or apposed:
                continue
            if cue.role is Role.NAMED and capital(mention):  # which speaks and acts for its country
                mention = _country(mention.country) or mention
                name = mention.name
            passing = one_of_many(text, mention) or _is_neighbour(text, mention)
            score[name] += WEIGHT[Role.FOLK if passing else cue.role] * early
            if name not in sample or sample[name].kind is Kind.DEMONYM:
                sample[name] = mention
        for name in _votes(text, line):
            score[name] += VOTE * early
    return {name: points for name, points in score.items() if name in sample}, sample  # some only say where others are


def _votes(text: str, line: Line) -> list[str]:
    """The place that each figure of a sentence is put at outright."""
    if not line.figures:
        return []
    firm = [cue for cue in line.cues if cue.role is Role.THERE and cue.mention.kind is not Kind.WIDE]
    found = [(figure, nearest(text, figure, line, firm)) for figure in line.figures] if firm else []
    return [
        near[0].mention.name
        for figure, near in found
        if near is not None and near[2] < CLOSE and not spoken_between(text, near[0], figure)
        and not one_of_many(text, near[0].mention) and not _is_neighbour(text, near[0].mention)
    ]


def _is_neighbour(text: str, place: Mention) -> bool:
    """Whether a country is told to be beside the one that a report is about: "in neighbouring Chad"."""
    lead = text[max(0, place.start - LONGEST) : place.start].split()[-1:]
    return place.kind is Kind.COUNTRY and lead[0].lower() in lists()["beside"] if lead else False


def _scene(text: str, lines: Sequence[Line], told: Story, *, spread: bool = False) -> tuple[Mention | None, bool]:
    """The place inside the story's country where the first figures of the copy are put, if they are, and whether none
    before them goes without; where some of the counted were says nothing of where it happened."""
    early = [line for line in lines if line.passage.kind is PassageKind.PARAGRAPH and not line.item][:LEAD]
    at_once = True
    for number, line in enumerate(early):
        firm = firm_cues(text, line, early[:number], told) if line.figures else ()
        for figure in line.figures:
            found = nearest(text, figure, line, firm) if figure not in line.parts else None
            if found is None or _elsewhere(text, figure, found[0], spread=spread):
                at_once = False
                continue
            place = found[1]
            if found[0].hedged:
                return place, at_once
            if place.kind in (Kind.COUNTRY, Kind.WIDE):
                return place if at_sea(place) else None, at_once
            if place.country in (told.country, None):
                return place, at_once
    return None, at_once


def _elsewhere(text: str, figure: Span, cue: Cue, *, spread: bool) -> bool:
    """Whether a place is a speaker's, a hospital's, that of some of the counted, or only the centre of what spread."""
    if spoken_between(text, cue, figure) or of_some(text, figure, cue) or brought(text, cue, figure):
        return True
    if one_of_many(text, cue.mention):
        return True
    return spread and struck(text, figure, cue.mention)


def _stretch(place: Mention) -> bool:
    """Whether a place is but a part of a country: "northern Chile"."""
    return place.kind is Kind.REGION and place.name[0].islower()


def _may_narrow(place: Mention, headlined: Mention | None, lines: Sequence[Line]) -> bool:
    """Whether a region may be no more than what the site lies in: it is in no headline, or only its government is."""
    return place.kind is Kind.REGION and headlined is None or _spoken_for(place, lines)


def _spoken_for(place: Mention, lines: Sequence[Line]) -> bool:
    """Whether a region is named only as whose something is: "the Kano government"."""
    own = (cue for line in lines for cue in line.cues if cue.mention.name == place.name)
    return place.kind is Kind.REGION and all(cue.role is Role.OWNER for cue in own)


def _seat(region: Mention) -> str | None:
    """The city that the gazetteer lists for a region, most often its capital."""
    return next((place.seat for place in known(fold(region.name)) if place.kind is Kind.REGION), None)


def _filed(lines: Sequence[Line], told: Story) -> Mention | None:
    """The one town inside the story's country, not its capital, that the report was filed from."""
    dated = (line.cues for line in lines if line.cues and line.cues[0].role is Role.DATELINE)
    towns = [cue.mention for cue in next(dated, ()) if cue.role is Role.DATELINE and cue.mention.kind is Kind.CITY]
    return towns[0] if len(towns) == 1 and towns[0].country == told.country else None


def _stage(text: str, lines: Sequence[Line], told: Story) -> Mention | None:
    """The town or site where the copy soon says that it happened: "The assault began at dawn at Orabe"."""
    early = [line for line in lines if line.passage.kind is PassageKind.PARAGRAPH][: 2 * LEAD]
    for line in early:
        if line.cues and pointing().happened.match(text, *line.span):
            for cue in line.cues:
                inside = SCOPE[cue.mention.kind] > SCOPE[Kind.REGION] and cue.mention.country in (told.country, None)
                if inside and cue.role is Role.THERE and not of_part(text, line, cue):
                    return cue.mention
    return None


def _opening(text: str, lines: Sequence[Line], told: Story) -> Mention | None:
    """The one town or site inside the country that the first full sentence of the copy puts things at."""
    first = _lede(text, lines)
    put = [cue for cue in first.cues if cue.role is Role.THERE] if first is not None else []
    there = [cue.mention for cue in put if first is None or not of_part(text, first, cue)]
    local = [m for m in there if SCOPE[m.kind] > SCOPE[Kind.REGION] and m.country in (told.country, None)]
    one = local and all(within(local[0].name, other.name) is not False for other in local)
    return local[0] if one else None


def _nationwide(heads: Sequence[Line]) -> bool:
    """Whether a headline puts things in a country as a whole."""
    return any(cue.role is Role.THERE and cue.mention.kind is Kind.COUNTRY for line in heads for cue in line.cues)


def _heads_country(heads: Sequence[Line], country: str | None) -> bool:
    """Whether a headline names a country or its people."""
    named = (cue.mention for line in heads for cue in line.cues)
    return any(mention.country == country and mention.kind in (Kind.COUNTRY, Kind.DEMONYM) for mention in named)


def _headlined(heads: Sequence[Line], told: Story) -> Mention | None:
    """The narrowest place inside the story's country that a headline puts things at or calls something's."""
    inside = [
        cue.mention
        for line in heads
        for cue in line.cues
        if cue.role in (Role.THERE, Role.OWNER, Role.DATELINE) and cue.mention.country in (told.country, None)
        and SCOPE[cue.mention.kind] >= SCOPE[Kind.REGION]
    ]
    return max(inside, key=lambda mention: SCOPE[mention.kind]) if inside else None


def _top_country(lines: Sequence[Line], score: Mapping[str, float], sample: Mapping[str, Mention]) -> str | None:
    """The country that most is said to be in, and in the most sentences; what only bears its name counts for less."""
    total: dict[str, float] = defaultdict(float)
    for name, points in score.items():
        total[sample[name].country or ""] += points
    for line in lines:
        for code in dict.fromkeys([cue.mention.country or "" for cue in line.cues]):  # in the order of the text
            total[code] += BREADTH
        for cue in line.cues:
            if cue.role is Role.NAMED or cue.role is Role.FOLK:
                total[cue.mention.country or ""] -= PASSING * WEIGHT[cue.role]
    headed = _headed(lines)
    if headed is not None:
        total[headed] += HEADED
    total.pop("", None)
    return max(total, key=lambda code: total[code]) if total else None  # of equals the first that is named


def _told_of(name: str, lines: Iterable[Line]) -> bool:
    """Whether a place is more than the great city where the report was filed: turmoil is told of from a bureau."""
    great = any(place.population >= BUREAU for place in known(fold(name))[:1])
    named = (cue for line in lines for cue in line.cues if cue.mention.name == name)
    return not great or any(cue.role is not Role.DATELINE for cue in named)


def _headed(lines: Sequence[Line]) -> str | None:
    """The one country in which the headlines put things; else the only one that they name, or whose people."""
    cues = [cue for line in lines if line.passage.kind is PassageKind.HEADLINE for cue in line.cues]
    firm = {cue.mention.country for cue in cues if cue.role is Role.THERE or cue.role is Role.OWNER}
    told = firm if len(firm) == 1 else {cue.mention.country for cue in cues}
    return told.pop() if len(told) == 1 else None


def _epicentre(
    local: Mapping[str, float], sample: Mapping[str, Mention], whole: float, holders: Mapping[str, str]
) -> Mention | None:
    """The narrowest place that holds most of what is said to be in any place inside the story's country."""
    names = sorted(local, key=lambda name: (-local[name], name))
    full = {name: f"{name}, {holders[name]}" if name in holders else name for name in names}
    place, held = None, sum(local.values())
    while names:
        totals = {
            name: sum(local[other] for other in names if other == name or within(full[other], full[name]))
            for name in names[:WIDEST]
        }
        best = max(totals, key=lambda name: (totals[name], SCOPE[sample[name].kind]))
        if totals[best] < SHARE * held or totals[best] < AGAINST * whole:
            break
        place, held = sample[best], totals[best]
        names = [name for name in names if name != best and within(full[name], full[best])]
    return place


def _renowned(place: Mention, headlined: Mention | None) -> bool:
    """Whether a place is a landmark by whose name the headline calls the event."""
    own = headlined is not None and place.name == headlined.name and place.kind is Kind.SITE
    return own and bool(known(fold(place.name)))


def _settled(place: Mention, holders: Mapping[str, str]) -> Mention:
    """The place that stands for the story: of a landmark or a part of a city, the city."""
    if place.kind is Kind.CITY and place.name[0].islower():
        return place._replace(name=place.name.partition(" ")[2])
    if place.kind is not Kind.SITE:
        return place
    listed, last = known(fold(place.name)), place.name.rpartition(" ")[2].lower()
    after = "" if last in vocabulary().streets else base(place.name)  # "Kabul airport" is in Kabul, "Kabul Road" is not
    city = listed[0].inside if listed and listed[0].inside else holders.get(place.name) or after
    found = [entry for entry in known(fold(city)) if entry.kind is Kind.CITY]
    return place._replace(name=found[0].name, kind=Kind.CITY, country=found[0].country) if found else place


def _on_edge(gap: str) -> bool:
    """Whether the words between a site and a city put the one at the edge of the other."""
    return len(gap) < EDGE and between().on_edge.search(gap) is not None


def _holders(text: str, lines: Iterable[Line]) -> dict[str, str]:
    """The place that each name no gazetteer has is said to lie in."""
    found: dict[str, str] = {}
    for line in lines:
        for left, right in pairwise(line.cues) if len(line.cues) > 1 else ():
            gap = text[left.mention.end : right.mention.start]
            inner, outer = (right.mention, left.mention) if gap in HOLDING else (left.mention, right.mention)
            stated = gap in HOLDING + HELD and outer.kind in (Kind.REGION, Kind.CITY)
            stated = stated or inner.kind is Kind.SITE and outer.kind is Kind.CITY and _on_edge(gap)
            if stated and inner.kind is not Kind.DEMONYM and not known(fold(inner.name)):
                found.setdefault(inner.name, outer.name)
    return found
