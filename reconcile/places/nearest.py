"""The place nearest a figure in its sentence: by the words, clauses and other figures between, and by its role."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import regex

from reconcile.model import Span
from reconcile.places.cues import Cue, Role, country_of
from reconcile.places.frames import between, lists
from reconcile.places.gazetteer import Kind, capital_of, fold, known
from reconcile.places.lattice import region_of, same, within
from reconcile.places.lines import SCOPE, Line, Story
from reconcile.places.pointers import Pointer
from reconcile.places.stretch import Mention

COST = {Role.THERE: 0.0, Role.OWNER: 1.4}
BREAK_COST = {"apart": 5.0, "full": 3.0, "half": 0.8, "light": 0.3}
WORD, BEHIND, FRONTED = 0.1, 0.6, 0.8
FIGURE_AHEAD, FIGURE_BEHIND = 0.8, 0.3  # what stands before a list of figures is about them all
SPEAKER_BEHIND, SPEAKER_AHEAD = 0.8, 2.5
MEANWHILE = 1.0  # what goes on while someone speaks of a figure is seldom where it was counted
LABEL = 2.0  # what is listed for another figure is not this one's place
CHOICE = 0.8  # how much farther a place inside the nearest one may stand and still be meant
BESIDE = 30  # characters between two places of which one holds the other
REACH = 3 * BESIDE  # the same with the names of both
HOLDERS = ("'s ", "’s ")
FARTHEST = 1000.0
FRONT = 60  # characters from the start of a sentence that a place may open
MARK = re.compile(r"[^\w\s,]")
LOWER = regex.compile(r"\b\p{Ll}")
JOINED = regex.compile(r"(?: [\p{Ll}'’-]+){0,3},? and (?:[\p{Ll}-]+ ){0,3}")
SHORTEST = 5  # characters between a place and a part of it that says so
LEAVING = 24  # characters before "the country" in which a verb of leaving stands
NEAR = 400  # characters beyond which no place is near if another is not
STATE = ("state", "province", "statewide", "provincewide")
COUNTY = ("county", "district", "governorate", "prefecture")  # which are called so where they are meant


def firm_cues(text: str, line: Line, before: Sequence[Line], story: Story) -> tuple[Cue, ...]:
    """The places that a sentence puts things at or that own them, named or pointed back to, in order."""
    if not line.cues and not line.pointers:
        return ()
    found = [*line.cues]
    for pointer in line.pointers:
        resolved = _resolve(text, pointer, line, before, story)
        found += [resolved] if resolved is not None else []
    firm = [cue for cue in (_firmer(text, line, cue) for cue in found) if cue.role in COST]
    return tuple(sorted(firm, key=lambda cue: (cue.mention.start, cue.mention.end)) if len(firm) > 1 else firm)


def _firmer(text: str, line: Line, cue: Cue) -> Cue:
    """The cue, as that of where things are if a figure is listed for its place."""
    return cue if cue.role is Role.THERE or _labels(text, line, cue) is None else cue._replace(role=Role.THERE)


def _labels(text: str, line: Line, cue: Cue) -> Span | None:
    """The figure listed right after a place: "Safi with 452", "Peru 500,000"; not after the dateline of a report."""
    end = cue.mention.end
    after = bisect_left(line.figures, (end, 0))
    aside = cue.role is Role.FOLK or cue.role is Role.ASIDE and cue.mention.kind is Kind.WIDE
    if aside or after >= len(line.figures) or text.startswith("the ", cue.mention.start):
        return None
    figure = line.figures[after]
    if figure[0] - end > between().label_reach:
        return None
    labelled = between().label.fullmatch(text, end, figure[0])
    dated = cue.role is not Role.THERE and not LOWER.search(text, line.span[0], cue.mention.start)
    return figure if labelled and not dated else None


def _is_listed(text: str, line: Line, cue: Cue, figure: Span) -> bool:
    """Whether a figure is listed for a place, or joined to one that is: "Orabe reported 56 deaths and 577 injuries"."""
    first = _labels(text, line, cue)
    if first is None or first == figure:
        return first == figure
    apart = any(first[1] <= other.mention.start < figure[1] + BESIDE for other in line.cues)
    return first[1] < figure[0] and not apart and JOINED.fullmatch(text, first[1], figure[0]) is not None


def nearest(text: str, figure: Span, line: Line, firm: Sequence[Cue]) -> tuple[Cue, Mention, float] | None:
    """The firm cue nearest a figure, the narrowest place beside it, and how far it is."""
    around = firm if line.span[1] - line.span[0] < NEAR else _window(figure, line, firm)
    if line.parts and figure not in line.parts:
        around = [cue for cue in around if not of_part(text, line, cue, figure[1])]
    if not around:
        return None
    if len(around) == 1:
        return around[0], around[0].mention, cost(text, figure, line, around[0])
    costs = _costs(text, figure, line, around)
    least = min(costs)
    best = around[costs.index(least)]
    if _labels(text, line, best) == figure or all_but(text, best.mention):
        return best, best.mention, least
    for cue, far in zip(around, costs, strict=True):
        if far <= least + CHOICE and _inside(cue, best) and not _taken(text, cue, best, figure, line):
            best = cue
    return best, narrowest(text, best, around), least


def of_part(text: str, line: Line, cue: Cue, start: int = 0) -> bool:
    """Whether a place tells only where some of the counted were, told of from `start` on: "including 15 in Kara"."""
    place = cue.mention.start
    last = max((part[1] for part in line.parts if start <= part[0] and part[1] <= place), default=None)
    return last is not None and between().put.fullmatch(text, last, place) is not None


def _taken(text: str, cue: Cue, best: Cue, figure: Span, line: Line) -> bool:
    """Whether a place is that of the figure before ("40 died in Orabe and [nine] others in Kano state"), only says
    what the nearest one is ("Kano state, which contains Orabe"), or that of another clause ("in Orabe, people fear the
    flood, which killed [nine] in Chad")."""
    if between().contains.fullmatch(text, best.mention.end, max(best.mention.end, cue.mention.start)):
        return True
    if cue.mention.start > figure[1] and between().among.search(text, figure[1], cue.mention.start):
        return True
    behind = cue.mention.end <= figure[0] < best.mention.start
    clauses = between().breaks.finditer(text, cue.mention.end + len(", "), figure[0]) if behind else ()
    if any(match["light"] and match.start() > cue.mention.end + len(", ") for match in clauses):
        return True
    return behind and bisect_left(line.figures, (cue.mention.start, 0)) > 0 and line.figures[0] != figure


def _window(figure: Span, line: Line, firm: Sequence[Cue]) -> Sequence[Cue]:
    """The cues that can be near a figure: those not far off, or else any, and those that open the sentence."""
    low, high = bisect_left(firm, figure[0] - NEAR, key=_start), bisect_right(firm, figure[1] + NEAR, key=_start)
    if low == high:
        return firm[max(0, low - 1) : high + 1]
    front = bisect_left(firm, line.span[0] + FRONT, 0, low, key=_start)
    return (*firm[:front], *firm[low:high])


def _start(cue: Cue) -> int:
    return cue.mention.start


def _costs(text: str, figure: Span, line: Line, around: Sequence[Cue]) -> list[float]:
    """The cost of each cue, tried from the figure outwards; of those too far to be the nearest the farthest."""
    found, least = [FARTHEST] * len(around), FARTHEST
    places = [cue.mention for cue in around]
    for at in sorted(range(len(around)), key=lambda at: (_distance(figure, places[at]), places[at].start)):
        left, right = sorted((figure, (places[at].start, places[at].end)))
        words = WORD * text.count(" ", left[1], right[0])
        if words - BEHIND <= least + CHOICE or _fronts(text, figure, line, around[at]):
            found[at] = cost(text, figure, line, around[at])
            least = min(least, found[at])
    return found


def _fronts(text: str, figure: Span, line: Line, cue: Cue) -> bool:
    """Whether a place opens the sentence, and with a comma behind it is that of all of it: "In Oslo on Monday, ..."."""
    start, end = cue.mention.start, cue.mention.end
    if start >= min(line.span[0] + FRONT, figure[0]) or cue.role is not Role.THERE or "," not in text[end : figure[0]]:
        return False
    return between().front.fullmatch(text, line.span[0], start) is not None


def _distance(figure: Span, mention: Mention) -> int:
    return max(mention.start - figure[1], figure[0] - mention.end)


def _inside(cue: Cue, other: Cue) -> bool:
    """Whether something is put at a place that lies, for all that is known, inside another."""
    inner, outer = cue.mention, other.mention
    if cue.role is not Role.THERE or SCOPE[inner.kind] <= SCOPE[outer.kind] or at_sea(outer):
        return False
    return within(inner.name, outer.name) is not False


def at_sea(place: Mention) -> bool:
    """Whether a place is a sea, in which no country lies."""
    listed = known(fold(place.name)) if place.kind is Kind.WIDE else ()
    return bool(listed) and not listed[0].countries


def cost(text: str, figure: Span, line: Line, cue: Cue) -> float:
    """How far a figure is from a place, worked out once."""
    key = figure, (cue.mention.start, cue.mention.end), cue.role
    if key not in line.costs:
        line.costs[key] = _cost(text, figure, line, cue)
    return line.costs[key]


def _cost(text: str, figure: Span, line: Line, cue: Cue) -> float:
    mention = cue.mention
    ahead = mention.start >= figure[1]
    left, right = (figure[1], mention.start) if ahead else (mention.end, figure[0])
    gap = text[left:right]
    others = bisect_right(line.figures, (right, 0)) - bisect_left(line.figures, (left, 0))
    base = COST[cue.role] + WORD * gap.count(" ")
    if ahead:
        base += LABEL * (_labels(text, line, cue) is not None) + _breaks(gap)
        speaks = between().spoken.match(text, mention.end) or "," in gap and between().telling.search(gap)
        beside = "," in gap and between().meanwhile.search(gap)
        base += BREAK_COST["full"] * bool(others and not cue.hedged and _shares(gap))
        return base + FIGURE_AHEAD * others + SPEAKER_AHEAD * bool(speaks) + MEANWHILE * bool(beside)
    if between().where.fullmatch(gap) or _is_listed(text, line, cue, figure):
        return COST[cue.role] - BEHIND
    if others and between().where_all.fullmatch(gap):
        return COST[cue.role]
    spoken = between().saying.search(gap) is not None
    if not spoken and _fronts(text, figure, line, cue):
        return min(base + BEHIND + _breaks(gap[:FRONT]), FRONTED) + FIGURE_BEHIND * others
    return base + _breaks(gap) + BEHIND + FIGURE_BEHIND * others + SPEAKER_BEHIND * spoken


def _shares(gap: str) -> bool:
    """Whether what stands before a place puts only some of the counted there: "109 died, including 94 in Orabe"."""
    return bool(between().share.search(gap) or between().among.search(gap))


def _breaks(gap: str) -> float:
    """What the ends of clauses between a figure and a place cost; most words in between are plain, and end none."""
    frame, said = between(), gap.lower().replace(",", " ").split()
    if frame.breaking.isdisjoint(said) and not MARK.search(gap):
        return 0.0
    cost = sum([BREAK_COST[match.lastgroup or "half"] for match in frame.breaks.finditer(gap)])
    some = not frame.some.isdisjoint(said) and frame.of_some.search(gap)
    return cost + BREAK_COST["full"] if some else cost


def narrowest(text: str, best: Cue, firm: Sequence[Cue]) -> Mention:
    """The most specific place that stands beside the chosen one and lies in it: "Calais, in northern France"."""
    place = best.mention
    low, high = place.start - REACH, place.end + REACH
    close = [cue for cue in firm if low < cue.mention.start < high] if len(firm) > 2 else firm
    for cue in sorted(close, key=lambda cue: (abs(cue.mention.start - place.start), cue.mention.start)):
        other = cue.mention
        gap = text[other.end : place.start] if other.end <= place.start else text[place.end : other.start]
        if _part(place, other, gap):
            place = other
        if len(gap) > BESIDE or " and " in gap or at_sea(place) or all_but(text, place):
            continue
        speaks = other.start > place.end and "," in gap and between().spoken.match(text, other.end)
        if between().contains.fullmatch(gap) or _shares(gap) or speaks:
            continue
        inner = SCOPE[other.kind] > SCOPE[place.kind] and within(other.name, place.name) is not False
        held = other.end <= place.start and between().held.fullmatch(gap) is not None
        held = held and (SCOPE[other.kind] >= SCOPE[place.kind] or gap == " of " and _area(other))
        if inner or held and within(place.name, other.name) is not True:
            place = other
    return place


def _area(place: Mention) -> bool:
    """Whether the name of a place says that it is an area: "Orabe district"."""
    return place.kind is Kind.REGION and place.name.rpartition(" ")[2].lower() in lists()["kinds"]


def all_but(text: str, place: Mention) -> bool:
    """Whether a place is meant without the one that the report is about: "elsewhere in Kano state"."""
    return between().all_but.search(text, max(0, place.start - FRONT), place.start) is not None


def _part(place: Mention, other: Mention, gap: str) -> bool:
    """Whether the words between two places make the other a part of this one: "Kano's suburb of Orabe"."""
    if other.start > place.start and SCOPE[other.kind] < SCOPE[place.kind]:
        return False  # "Orabe area of Kano"
    if SCOPE[other.kind] < SCOPE[Kind.REGION] or not SHORTEST < len(gap) < REACH or " " not in gap[1:-1]:
        return False
    between_them = between().part_before if other.end <= place.start else between().part_after
    return between_them.fullmatch(gap) is not None


def spoken_between(text: str, cue: Cue, figure: Span) -> bool:
    """Whether a verb of saying stands between a place and a figure after it: the place is then the speaker's."""
    return between().saying.search(text, cue.mention.end, max(cue.mention.end, figure[0])) is not None


def of_some(text: str, figure: Span, cue: Cue) -> bool:
    """Whether a place behind a figure is that of some of the counted: "six, including a boy who was shot in Orabe"."""
    return between().of_some.search(text, figure[1], max(figure[1], cue.mention.start)) is not None


def brought(text: str, cue: Cue, figure: Span) -> bool:
    """Whether a figure is the total that what happened at a place before it makes up with the rest: "two drowned in
    Orabe, bringing the toll to [70]"."""
    return between().bringing.search(text, cue.mention.end, max(cue.mention.end, figure[0])) is not None


def wider(place: Mention, story: Story) -> bool:
    """Whether the story's own place lies in this one."""
    own = story.place
    if own is None or SCOPE[place.kind] > SCOPE[own.kind] or same(place.name, own.name):
        return False
    if place.kind is Kind.COUNTRY:
        return place.country == story.country
    part = place.kind is Kind.REGION and place.name[0].islower() and own.country is None  # "eastern Chad"
    return place.country == story.country if part else within(own.name, place.name) is True


def _resolve(text: str, pointer: Pointer, line: Line, before: Sequence[Line], story: Story) -> Cue | None:
    """The place that "the country", "the city", "there" point back to."""
    earlier = [cue for cue in line.cues if cue.mention.start < pointer.end]
    recent = [*(cue for each in before if each.passage.section == line.passage.section for cue in each.cues), *earlier]
    found: Mention | None
    if pointer.sort == "country" and (home := _left(text, pointer, earlier)) is not None:
        return home
    if pointer.sort in ("country", "direction", "capital"):
        found = _national(text, pointer, earlier, story)
    elif pointer.sort == "any":
        there = (cue.mention for cue in reversed(recent) if cue.role is Role.THERE)
        found = next((mention for mention in there if mention.end <= pointer.start), None)
    else:
        found = _that(text, pointer, recent) or _beside(pointer, earlier) or _latest(pointer, recent, story)
        if found is None and pointer.sort == Kind.SITE:
            found = introduced(text, pointer.noun, before)
    return Cue(found._replace(start=pointer.start, end=pointer.end), pointer.role) if found is not None else None


def _left(text: str, pointer: Pointer, earlier: Sequence[Cue]) -> Cue | None:
    """The country of the people who leave it: "Orabians have fled the country"."""
    verb = text[max(0, pointer.start - LEAVING) : pointer.start].split()[-1:]
    people = [cue.mention for cue in earlier if cue.mention.kind is Kind.DEMONYM]
    name = country_of(people[-1].country) if people and not lists()["leaving"].isdisjoint(verb) else None
    if name is None:
        return None
    home = people[-1]._replace(start=pointer.start, end=pointer.end, name=name, kind=Kind.COUNTRY)
    return Cue(home, Role.THERE)


def _national(text: str, pointer: Pointer, earlier: Sequence[Cue], story: Story) -> Mention | None:
    """The country pointed to, its capital or a quarter of it: of the country in the words themselves, else the story's
    unless the sentence speaks only of another."""
    inside = [cue.mention.country for cue in earlier if cue.mention.end >= pointer.start and cue.mention.country]
    codes = [cue.mention.country for cue in earlier if cue.mention.country and cue.role is Role.THERE]
    codes = codes or [code for cue in earlier if (code := _reporting(text, pointer, cue.mention))]
    code = inside[0] if inside else story.country if story.country in codes or not codes else codes[-1]
    if pointer.sort == "capital":
        name, kind = capital_of(code) if code else None, Kind.CITY
    else:
        name, kind = country_of(code), Kind.COUNTRY
    if not name:
        return None
    if pointer.sort == "direction":
        name, kind = f"{pointer.noun} {name}", Kind.REGION
    return Mention(start=0, end=0, name=name, kind=kind, country=code)


def _reporting(text: str, pointer: Pointer, place: Mention) -> str | None:
    """The country whose own people tell what happened in "the country": "Chad's army said that 12 died in it"."""
    owns = place.kind is Kind.COUNTRY and text.startswith(HOLDERS, place.end)
    return place.country if owns and between().saying.search(text, place.end, pointer.start) else None


def introduced(text: str, noun: str, before: Sequence[Line]) -> Mention | None:
    """The place that stands nearest where the noun of a building was last used: "a hostel in Orabe"."""
    for earlier in reversed(before):
        at = text.find(f" {noun} ", *earlier.span) if earlier.cues else -1
        there = [cue.mention for cue in earlier.cues if cue.role is Role.THERE]
        near = [mention for mention in there if abs(mention.start - at) < REACH] if at >= 0 else []
        if near:
            return min(near, key=lambda mention: abs(mention.start - at))
    return None


def _that(text: str, pointer: Pointer, recent: Sequence[Cue]) -> Mention | None:
    """The last place of those inside a country that was told of, for "that region", "the same town"."""
    if not text[pointer.start : pointer.end].lower().startswith(tuple(lists()["again"])):
        return None
    firm = (cue.mention for cue in reversed(recent) if cue.role in COST and cue.mention.end <= pointer.start)
    return next((mention for mention in firm if SCOPE[mention.kind] > SCOPE[Kind.COUNTRY]), None)


def _beside(pointer: Pointer, earlier: Sequence[Cue]) -> Mention | None:
    """The town that the same sentence has just named: "above Orabe ... residents of the town"."""
    if pointer.sort != Kind.CITY or not earlier or earlier[-1].mention.kind is not Kind.CITY:
        return None
    return earlier[-1].mention if earlier[-1].role is not Role.DATELINE else None


def _latest(pointer: Pointer, recent: Sequence[Cue], story: Story) -> Mention | None:
    """The place of the kind the noun asks for: one whose name holds the noun, else the story's, else the last named."""
    kind = Kind(pointer.sort)
    firm = [
        cue.mention for cue in recent
        if cue.role in COST and cue.mention.kind is kind and cue.mention.country in (story.country, None)
    ]
    exact = [mention for mention in firm if pointer.noun in mention.name.lower()]
    if exact:
        return exact[-1]
    if story.place is not None and story.place.kind is kind:
        return story.place
    loose = [mention for mention in firm if not any(noun in mention.name.lower() for noun in COUNTY)]
    if loose and pointer.noun not in COUNTY and kind is not Kind.SITE:
        return loose[-1]
    return _around_bureau(recent) if pointer.noun in STATE else None


def _around_bureau(recent: Sequence[Cue]) -> Mention | None:
    """The region of the town that a report was filed from: "LUCKNOW: [The state] government said"."""
    filed = (cue.mention for cue in recent if cue.role is Role.DATELINE and cue.mention.kind is Kind.CITY)
    town = next(filed, None)
    region = region_of(town.name, town.country) if town is not None and town.country is not None else None
    return town._replace(name=region, kind=Kind.REGION) if town is not None and region is not None else None
