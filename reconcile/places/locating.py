"""Where each figure was counted: the place nearest it in its clause and sentence, else what the report is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

import regex

from reconcile.model import Document, Passage, PassageKind, Span
from reconcile.places.cues import Cue, Role, capital, counts, one_of_many
from reconcile.places.events import Event, bygone, event_of, happens, lasting, spell, struck, uproar
from reconcile.places.frames import between, lists, pointing
from reconcile.places.gazetteer import Kind, fold, known, known_in
from reconcile.places.lattice import within
from reconcile.places.lines import NO_PARTS, SCOPE, Line, Story, lines, title_line
from reconcile.places.naming import vocabulary
from reconcile.places.nearest import COST, all_but, brought, firm_cues, introduced, nearest, spoken_between, wider
from reconcile.places.story import story
from reconcile.places.stretch import Mention

FAR = 2.5  # the cost at which a wider place in the sentence gives way to the story's
APART = 5.0  # beyond which a place says nothing of the figure, even if there is no other
FOREIGN = 1.8  # the same, for the place of a speaker in another country
RECENT = 8  # sentences back to which "the city" may point, and a paragraph may run
TOWNS = (Kind.CITY, Kind.SITE)
JOINED = regex.compile(r"(?: [\p{Ll}'’-]+){0,5},? and(?: [\p{Ll}'’-]+){0,3} ?")
PAIRED = (" and ", " or ", ", and ", " and in ", " as well as ", " and at ")
QUOTES = "\"'“‘"
LOOK_BACK = 12  # characters before a number in which "the" stands
LONG = 2  # digits of a number that is hardly told of two things
NEAR = 1  # sentences back, in the paragraph before, whose place may still hold


def locate(
    document: Document, passages: Sequence[Passage], spans: Sequence[Span], parts: frozenset[Span] = NO_PARTS
) -> tuple[str | None, ...]:
    """For each figure span the most specific place it is about, as the text names it; None where nothing says.

    `parts` are the figures that count some of those that another one counts: "15 in Kara" of 60 dead.
    """
    if not spans:
        return ()
    read = lines(document, passages, spans, parts)
    titles = [title_line(document.title)] if document.title else []
    sections: dict[int, list[Line]] = {}
    for line in read:
        sections.setdefault(line.passage.section, []).append(line)
    stories = {
        section: story(document.text, own, *((titles, document.title or "") if section == 0 else ()))
        for section, own in sections.items() if any(line.figures for line in own)
    }
    for section, told in stories.items():
        if told.country is None and not any(line.cues for line in sections[section]):
            stories[section] = stories.get(0, told)  # what names no place goes on about the first
    places: dict[Span, Mention] = {}
    wholes: dict[Span, Mention] = {}
    names: dict[Span, str] = {}
    for index, line in enumerate(read):
        if line.figures:
            before, told = read[max(0, index - RECENT) : index], stories[line.passage.section]
            for figure, place in _placed(document.text, line, before, told, places, wholes):
                names[figure] = _written(document.text, place, line, told)
                if place is not told.whole or not lasting(document.text, line):  # what lasts for years sets no scene
                    places[figure] = place
                    aside = one_of_many(document.text, place) or _is_where(document.text, place, figure)
                    if figure not in parts and not aside:
                        wholes[figure] = place
    return tuple(names.get(span) for span in spans)


def _is_where(text: str, place: Mention, figure: Span) -> bool:
    """Whether a figure is only told in a clause about a place in passing: "in Orabe, where 17 had died"."""
    return text[place.end : max(place.end, figure[0])].lstrip(", ").startswith("where ")


def _placed(
    text: str,
    line: Line,
    before: Sequence[Line],
    told: Story,
    places: dict[Span, Mention],
    wholes: dict[Span, Mention],
) -> Iterator[tuple[Span, Mention]]:
    """The figures of a line that have a place, with it; `places` are those of the figures so far, `wholes` of those
    that are no parts."""
    firm = firm_cues(text, line, before, told)
    here = [_named_here(text, figure, line, firm, told) if firm else None for figure in line.figures]
    if None in here and firm:
        here = _shared(text, line, here)
    rest: Mention | None = None
    if None in here:
        overall = pointing().overall.search(text, *line.span)
        rest = told.whole if _of_whole(text, line, told) else None
        carried = _carried(wholes, line)
        moved = _moved(text, before, line) if carried is not None and line.span[0] > line.unit else None
        if moved is not None and carried is not None and moved.start > carried.start:
            carried = moved
        if overall:  # goes on about the whole country, but not about a part of it
            rest = rest or (carried if carried is not None and wider(carried, told) else None)
        else:
            rest = rest or carried or _named_before(text, before, line, told)
        rest = rest or _of_event(text, before, line, told) or told.place
    headline = line.passage.kind is PassageKind.HEADLINE
    for figure, named in zip(line.figures, here, strict=True):
        stands_for = named is not None and not headline and line.span[0] <= told.told_at and wider(named, told)
        stands_for = stands_for and named is not None and not all_but(text, named)
        stands_for = stands_for and named is not None and not between().bounds.match(text, named.end)
        again = _counted_before(text, figure, places) if named is None and rest is not told.whole else None
        place = again or rest if named is None else told.place if stands_for else named
        if place is not None:
            yield figure, place


def _of_whole(text: str, line: Line, told: Story) -> bool:
    """Whether a sentence counts for the story's whole country: over years, for a turmoil in all of it, or as a headline
    in which the country speaks: "Chad says 12 killed in raid"."""
    if lasting(text, line) or bygone(text, *line.span):
        return True
    if uproar(text, line) and (told.uproar or pointing().national.search(text, *line.span)):
        return True
    first = line.cues[0].mention if line.cues and line.passage.kind is PassageKind.HEADLINE else None
    if first is None or first.kind is not Kind.COUNTRY or first.country != told.country:
        return False
    return first.start == line.span[0] and between().headed.match(text, first.end) is not None


def _counted_before(text: str, figure: Span, places: dict[Span, Mention]) -> Mention | None:
    """The place of a number told before, of which a report goes on to speak: "the 62 hostages"."""
    number = text[slice(*figure)]
    lead = text[max(0, figure[0] - LOOK_BACK) : figure[0]].lower().split()[-1:]
    if len(number) < LONG or not number.isdigit() or lists()["definite"].isdisjoint(lead):
        return None
    same = (span for span in reversed(places) if text[slice(*span)] == number)
    return next((places[span] for span in same), None)


def _shared(text: str, line: Line, here: Sequence[Mention | None]) -> list[Mention | None]:
    """The places of a sentence's figures, with that of the next where a figure is only joined to it by "and": "20 died
    and 33 were hurt when a bus ... in Orabe"."""
    found = [*here]
    for at in range(len(found) - 1, 0, -1):
        left, right, place = line.figures[at - 1], line.figures[at], found[at]
        ahead = place is not None and place.start >= right[1] and place.end <= line.span[1]
        if found[at - 1] is None and ahead and JOINED.fullmatch(text, left[1], right[0]):
            found[at - 1] = place
    return found


def _named_here(text: str, figure: Span, line: Line, firm: Sequence[Cue], told: Story) -> Mention | None:
    """The place that the figure's own sentence gives it, unless it is too far off or too wide to say more than the
    story does."""
    found = nearest(text, figure, line, firm)
    if found is None:
        return None
    best, place, cost = found
    if cost > APART or told.national and place.kind in TOWNS and struck(text, figure, best.mention):
        return None
    if told.place is not None and (brought(text, best, figure) or _mostly_in(text, best, told)):
        return told.place
    if best.mention.end < figure[0] and _before_it(text, best.mention.end, figure[0]):
        return told.whole or told.place
    counted = best.role is Role.THERE and counts(text, best.mention.end)
    loose = not best.hedged and not counted and (best.role is Role.OWNER or cost > FAR)
    if loose and (wider(place, told) or _official(place, told, best)):
        return told.place
    away = told.country is not None and _land(place, told) not in (told.country, None) and cost > FOREIGN
    lead = text[line.span[0] : best.mention.start].lower()  # "doctors at a hospital in", "across the border in"
    if told.part == place.name:
        return told.place
    stays = not lists()["tending"].isdisjoint(lead.split()) or between().beyond.search(lead)
    inserted = between().telling.search(text, best.mention.end, max(best.mention.end, figure[0]))
    inserted = inserted and between().inserted.search(text, line.span[0], best.mention.start)
    if told.place is None or stays or not (away or capital(place) or inserted):
        return place
    if best.mention.start < figure[0] and between().pointed.match(text, line.span[0], best.mention.end):
        return place  # "in the capital, the union reports"
    speaks = spoken_between(text, best, figure)
    speaks = speaks or best.mention.start >= figure[1] and _speaks(text, figure, best, place)
    return told.place if speaks else place


def _before_it(text: str, start: int, end: int) -> bool:
    """Whether a stretch goes on to what was before, or lasted: "the raid comes two weeks after a sweep that netted"."""
    return bygone(text, start, end) or spell(text, start, end) and " after " in text[start:end]


def _mostly_in(text: str, cue: Cue, told: Story) -> bool:
    """Whether most of the counted are at a place that may lie in the story's own region: "104 died, most in Orabe"."""
    own, name = told.place, text[cue.mention.start : cue.mention.end]
    region = cue.hedged and own is not None and own.kind is Kind.REGION and own.country == cue.mention.country
    return region and own is not None and within(name, own.name) is not False and within(own.name, name) is not True


def _speaks(text: str, figure: Span, cue: Cue, place: Mention) -> bool:
    """Whether a place behind a figure is where someone speaks: ", the consulate in Oslo said", ", said X in Oslo"."""
    if between().telling.search(text, figure[1], max(figure[1], cue.mention.start)):
        return True
    return between().spoken.match(text, max(cue.mention.end, place.end)) is not None


def _land(place: Mention, told: Story) -> str | None:
    """The country that a place lies in: its own, or that of the town it is told to lie in."""
    holder = told.holders.get(place.name) if place.country is None else None
    return next((outer.country for outer in known(fold(holder))), None) if holder else place.country


def _official(place: Mention, told: Story, cue: Cue) -> bool:
    """Whether the region that something is called after may well hold the story's own town or site."""
    own = told.place
    narrow = own is not None and SCOPE[own.kind] > SCOPE[Kind.REGION]
    region = cue.role is Role.OWNER and place.kind is Kind.REGION and place.country in (told.country, None)
    return own is not None and narrow and region and within(own.name, place.name) is not False


def _carried(places: dict[Span, Mention], line: Line) -> Mention | None:
    """The place of the figure before, in an earlier sentence of the same paragraph or item."""
    for other in islice(reversed(places), RECENT):
        if other[1] <= line.span[0]:
            return places[other] if other[0] >= line.unit else None
    return None


def _moved(text: str, before: Sequence[Line], line: Line) -> Mention | None:
    """The place to which an earlier sentence of the same paragraph or item went on: "In Orabe, a woman was shot"."""
    own = [earlier for earlier in before if earlier.unit == line.unit]
    for earlier in reversed(own):
        first = next((cue.mention for cue in earlier.cues if cue.role is Role.THERE), None)
        goes_on = first is not None and between().front.fullmatch(text, earlier.span[0], first.start)
        if goes_on and first is not None and not one_of_many(text, first):
            return first
    return None


def _named_before(text: str, before: Sequence[Line], line: Line, told: Story) -> Mention | None:
    """The place that an earlier sentence put things at: one of the paragraph, or the one just before it where this one
    goes on about that place or the story has none inside its country."""
    for back, earlier in enumerate(reversed(before) if not line.item else _leading(text, before, line)):
        own = earlier.unit == line.unit or line.item
        if not own and (back > NEAR or earlier.item or earlier.passage.kind is not line.passage.kind):
            return None
        cues = firm_cues(text, earlier, (), told) if earlier.pointers else earlier.cues
        told_of = (cue.mention for cue in cues if cue.role is Role.THERE)
        several = (mention for mention in told_of if not one_of_many(text, mention))
        there = [mention for mention in several if not between().spoken.match(text, mention.end)]
        if there and not own and told.place == told.whole and _several(text, there):
            return None  # "in Orabe and Kara": whoever is told of next may be in either
        if there:
            place = max(reversed(there), key=lambda mention: SCOPE[mention.kind])
            if wider(place, told):
                return told.place
            vague = told.place is None or told.place.kind is Kind.COUNTRY and place.country in (told.country, None)
            vague = vague and (not told.national or text[line.span[0]] in QUOTES)
            goes_on = vague and not pointing().national.search(text, *line.span)
            return place if own or goes_on or _goes_on(text, line) else None
    return None


def _several(text: str, places: Sequence[Mention]) -> bool:
    """Whether two towns stand side by side among some places: "in Orabe and Kara"."""
    towns = [mention for mention in places if mention.kind is Kind.CITY]
    return any(text[one.end : other.start] in PAIRED for one, other in pairwise(towns))


def _goes_on(text: str, line: Line) -> bool:
    """Whether a sentence goes on about the place of the one before: "the victims", "local police", "next door"."""
    anywhere = any(text.find(words, *line.span) >= 0 for words in pointing().continued)
    return anywhere or pointing().going_on.match(text, *line.span) is not None


def _of_event(text: str, before: Sequence[Line], line: Line, told: Story) -> Mention | None:
    """The place nearest to where "the raid" of a sentence was last spoken of."""
    event = pointing().event.search(text, *line.span)
    if event is None:
        return None
    roams = told.national or event_of((event["noun"],)) is Event.TURMOIL
    return introduced(text, event["noun"], before) or _just_told(text, before, told, roams=roams)


def _just_told(text: str, before: Sequence[Line], told: Story, *, roams: bool) -> Mention | None:
    """The place inside a country at which the sentence just before tells of an event, if it is one; where the report
    is about no place inside its country and the event does not roam, the last sentence that puts anything anywhere."""
    wide = told.place is None or told.place.kind is Kind.COUNTRY
    putting = (line for line in reversed(before) if any(cue.role is Role.THERE for cue in line.cues))
    last = next(putting, None) if wide and not roams else before[-1] if before else None
    if last is None or last.item or not happens(text, last):
        return None
    put = (cue.mention for cue in last.cues if cue.role is Role.THERE)
    there = [mention for mention in put if SCOPE[mention.kind] > SCOPE[Kind.COUNTRY]]
    one = all(within(there[0].name, other.name) is not False for other in there)
    return there[0] if there and one else None


def _leading(text: str, before: Sequence[Line], line: Line) -> Iterator[Line]:
    """The sentences that lead up to one of a list: those of its item, then those of the paragraph above the list, which
    ends in a colon."""
    yield from (earlier for earlier in reversed(before) if earlier.unit == line.unit)
    above = [earlier for earlier in before if not earlier.item]
    if above and text[above[-1].span[0] : above[-1].span[1]].rstrip().endswith(":"):
        yield from (earlier for earlier in reversed(above) if earlier.unit == above[-1].unit)


def _written(text: str, place: Mention, line: Line, told: Story) -> str:
    """The name of a place, with what it lies in where no one could tell from the name."""
    listed, name = () if _elsewhere(place) else known(fold(place.name)), _spelt(text, place)
    if listed and listed[0].kind is Kind.SITE and listed[0].inside:
        return f"{name}, {listed[0].inside}"
    holder = None if listed else told.holders.get(place.name) or _holder(place, line, told)
    return f"{name}, {holder}" if holder and holder not in name else name


def _spelt(text: str, place: Mention) -> str:
    """The name of a place with the accents that the text gives it: "Cortés", which is listed as "Cortes"."""
    shown = text[place.start : place.start + len(place.name)]
    accented = not shown.isascii() and not shown.isupper() and fold(shown) == fold(place.name)
    return shown if accented else place.name


def _elsewhere(place: Mention) -> bool:
    """Whether a place bears the common name of a landmark of another country."""
    if place.name not in vocabulary().common_sites:
        return False
    return place.country not in {known_in(landmark).country for landmark in known(fold(place.name))}


def _holder(place: Mention, line: Line, told: Story) -> str | None:
    """The city or region that a site or a part of a city lies in: the nearest in its sentence, else the story's."""
    if place.kind is not Kind.SITE and place.name.rpartition(" ")[2].lower() not in lists()["quarters"]:
        return None
    around = [cue.mention for cue in line.cues if cue.role in COST and _holds(cue.mention)]
    around.sort(key=lambda mention: (abs(mention.start - place.start), mention.start))
    if told.place is not None and told.place.kind in (Kind.REGION, Kind.CITY):
        around.append(told.place)
    free, others = _elsewhere(place), [mention.name for mention in around if mention.name != place.name]
    return next((name for name in others if free or within(place.name, name) is None), None)


def _holds(mention: Mention) -> bool:
    """Whether sites may be told to lie in a place: a region, a town, or a part of one that the gazetteer lists."""
    return mention.kind in (Kind.REGION, Kind.CITY) or mention.kind is Kind.SITE and bool(known(fold(mention.name)))
