"""Places of one name in several countries: the one in the country that a report tells of is meant."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from reconcile.places.gazetteer import Kind, Place, capital_of, fold, known
from reconcile.places.naming import vocabulary
from reconcile.places.stretch import Mention

LEAST = 20  # times that a namesake may be smaller than the city that has the name first
LOCAL = (Kind.CITY, Kind.REGION)


def told_of(mentions: Iterable[Mention]) -> Mapping[str, int]:
    """The countries that a report tells of, and how often: by their names and people, and by what lies in no other."""
    meant = (m for m in mentions if m.country and (m.kind is not Kind.SITE or m.name not in vocabulary().common_sites))
    return Counter(m.country for m in meant if m.country and (m.kind not in LOCAL or not _namesakes(m)))


def at_home(mention: Mention, told: Mapping[str, int]) -> Mention:
    """The mention, as one of the place of its name in the country told of most where its own is not told of at all; so
    too a landmark whose name is common."""
    common = mention.name in vocabulary().common_sites
    if not told or mention.kind not in LOCAL and not common or mention.country in (None, *told):
        return mention
    home = max(sorted(told), key=lambda code: told[code])
    if common:
        return mention._replace(country=home)
    ours = [place for place in _namesakes(mention) if place.country == home]
    return mention._replace(name=ours[0].name, kind=ours[0].kind, country=home) if ours else mention


def _namesakes(mention: Mention) -> list[Place]:
    """The places of a name in other countries, but for those that nobody means who does not say so."""
    found = [place for place in known(fold(mention.name)) if place.kind in LOCAL]
    if len(found) < 2 or capital_of(mention.country or "") == mention.name:
        return []
    first = max(place.population for place in found if place.country == mention.country or place is found[0])
    return [place for place in found if place.country != mention.country and place.population * LEAST >= first]
