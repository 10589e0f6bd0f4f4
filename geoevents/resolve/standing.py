"""How much a candidate counts beyond its columns: armies and namesakes speak softly, well-known places loudly."""

from __future__ import annotations

from collections.abc import Sequence

from geoevents.gazetteer.base import NameMatch
from geoevents.gazetteer.names import fold
from geoevents.model import Mention, Place
from geoevents.resolve.candidates import Sense, clean
from geoevents.resolve.context import NameGroup, TextContext
from geoevents.resolve.kinds import Kind, kind_of
from geoevents.resolve.likeness import likeness

LOCAL_KM = 30.0  # half the extent of a region that is smaller than most divisions
_FORCES_VOICE = 0.25  # armies fight at home and abroad: their country is named, but less than by a place in it
_GOVERNMENT_VOICE = 0.2  # "Washington and Damascus held talks": no Damascus in Maryland
# "London" and "Delhi" told together are no two towns of Ontario because both stand there, too.
_NAMESAKE_VOICE = 0.2
_GREAT_CITY = 300_000  # people
_TIMES_SMALLER = 20.0
_TIMES_LARGER = 3.0  # than any namesake, from here on a capital is what the world means by the name
OWN = 3.0  # how much more than nothing a user's own place counts, where a notable one counts 1


def group_voice(group: NameGroup, place: Place, mentions: Sequence[Mention]) -> float:
    """How much a name says about where others lie: armies and governments are heard far from home."""
    if group.tells_forces:
        return _FORCES_VOICE
    speaks_afar = place.feature_code == "PPLC" and not any(mentions[m].literal for m in group.mentions)
    return _GOVERNMENT_VOICE if speaks_afar else 1.0


def namesake_voices(senses: Sequence[Sense]) -> list[float]:
    """How much each candidate of one name says about where others lie: little, where it is a great city's namesake.

    Sets of cities that the whole world knows have namesakes side by side in Maine or Ohio by mere chance.
    """
    people = [
        sense.place.population or 0 if sense.place.is_populated and sense.match is not NameMatch.FUZZY else 0
        for sense in senses
    ]
    greatest = max(people)
    if greatest < _GREAT_CITY:
        return [1.0] * len(senses)
    return [
        _NAMESAKE_VOICE if sense.place.is_populated and count * _TIMES_SMALLER < greatest else 1.0
        for sense, count in zip(senses, people, strict=True)
    ]


def foremost(sense: Sense, rivals: Sequence[Sense], context: TextContext) -> float:
    """1 in reports on conflict for a capital of that very name, several times as large as any other bearer; else 0."""
    place, people = sense.place, sense.place.population or 0
    is_capital = place.feature_code == "PPLC" and sense.match is NameMatch.NAME and not sense.via
    if not (context.tells_conflict and is_capital):
        return 0.0
    towns = [r.place.population or 0 for r in rivals if r.place.place_id != place.place_id and r.place.is_populated]
    return float(all(people >= _TIMES_LARGER * count for count in towns))


def takes_an_article(place: Place, group: NameGroup) -> float:
    """1 for waters, mountains and regions whose name the text tells with an article, else 0."""
    return float(group.has_article and kind_of(place) in (Kind.WATER, Kind.TERRAIN, Kind.AREA))


def unlike(sense: Sense, mention: Mention) -> float:
    """1 less the likeness of a merely similar spelling; 0 for a recorded name."""
    if sense.match is not NameMatch.FUZZY:
        return 0.0
    return 1.0 - likeness(fold(clean(mention.text)), fold(sense.form))


def known_well(sense: Sense, context: TextContext) -> float:
    """How much a place counts beyond what its columns say: one that the user added most, whatever the text is about."""
    if sense.place.own and not sense.via and sense.match is not NameMatch.FUZZY:
        return OWN
    return float(context.tells_conflict and _is_notable(sense))


def _is_notable(sense: Sense) -> bool:
    place = sense.place
    if not place.notable or sense.via or sense.match is NameMatch.FUZZY:
        return False
    if kind_of(place) in (Kind.AREA, Kind.TERRAIN):  # large ones often double a division of their name
        return (place.radius_km or 0.0) <= LOCAL_KM
    return place.is_populated or kind_of(place) is Kind.FACILITY
