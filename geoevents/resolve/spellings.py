"""Names that no gazetteer records as the text spells them: which similar spellings are tried, and which believed.

A village's name reaches English news in many spellings. Where nothing on record under the name lies in the countries
that the text tells, near its towns and divisions, what is spelled alike there is a candidate, too: "Sarmine" beside
Idlib is Sarmin, though a hamlet elsewhere may be recorded under this very name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from geoevents.gazetteer.base import NameMatch
from geoevents.geometry import distance_km
from geoevents.model import Place
from geoevents.resolve.arrays import Floats
from geoevents.resolve.candidates import Sense
from geoevents.resolve.features import INDEX
from geoevents.resolve.kinds import Kind, kind_of
from geoevents.resolve.likeness import SPELLED_MANY_WAYS
from geoevents.resolve.table import DocumentTable

FAR_KM = 1500.0  # from here on a place has nothing to do with another
# Which similar spellings are tried.
_TOWN = 15_000  # people; a place of that size is meant by its name rather than one that is spelled alike
_KNOWN_BY_NAME = frozenset({Kind.CAPITAL, Kind.SEAT, Kind.WATER, Kind.TERRAIN, Kind.AREA})
_AROUND_KM = 200.0  # of a town or division that the text names: there a name on record is believed
_COUNTRIES_TOLD = 3  # in which similar spellings are looked for
# How they are weighed.
UNLIKE = 8.0  # what a wholly different spelling takes from a score; a similar one takes 0.2 to 3
RECORDED_ELSEWHERE = 1.0  # what any similar spelling takes where the name itself is on record
# Which are believed without further evidence. Of coded events in Iraq, Nigeria and Turkey, told with their division,
# two in three of the spellings that are less than 0.15 off were right, and one in three of those beyond 0.2.
_UNLIKE_THERE, _UNLIKE_IN_COUNTRY = 0.21, 0.12  # how far a spelling may be off: in a division told, in a country told
_TOLD_AROUND = ("admin1_named", "admin2_named", "region_named", "link_town")
_NEAR_OTHERS = 0.3  # of the column ``near_150``
_LONG_NAME, _ONE_SPOT_KM = 8, 50.0  # letters; a similar spelling of so long a name, and of no place elsewhere, is taken
_WELL_KNOWN_LETTERS, _UNLIKE_KNOWN = 5, 0.23  # of a name that conflict news often tells: letters, how far off
_MUCH_UNLIKE = 0.1  # what is so much further off than the best does not count as elsewhere


def missing_there(senses: Sequence[Sequence[Sense]]) -> dict[int, list[str]]:
    """The names of a text that mean nothing sizeable and nothing where the text is, with the countries to look in.

    ``senses[i]`` are what name ``i`` may mean. Only countries whose names are spelled in many ways are told.
    """
    known = _places_told(senses)
    told = _countries_of(known)
    missing: dict[int, list[str]] = {}
    for position, found in enumerate(senses) if told else ():
        around = [place for at, place in known if at != position]
        if around and not any(_is_sizeable(sense) or _fits(sense, told, around) for sense in found):
            missing[position] = told
    return missing


def unlikeness(table: DocumentTable) -> Floats:
    """What similar spellings take from the scores, shape (n,): more where the name itself is on record."""
    similar = table.static[:, INDEX["fuzzy_name"]]
    return np.asarray(UNLIKE * table.unlike + RECORDED_ELSEWHERE * similar * (1.0 - table.group_min(similar)))


def _is_recorded(sense: Sense) -> bool:
    """Whether the place bears the very name."""
    return sense.match is not NameMatch.FUZZY


def _is_sizeable(sense: Sense) -> bool:
    """Whether everybody knows the place under this name: then no similar spelling is meant."""
    place, kind = sense.place, kind_of(sense.place)
    known = kind <= Kind.ADM1 or kind in _KNOWN_BY_NAME or place.notable or place.own or sense.via != ""
    return _is_recorded(sense) and (known or (place.population or 0) >= _TOWN)


def _places_told(senses: Sequence[Sequence[Sense]]) -> list[tuple[int, Place]]:
    """The likeliest sizeable place of each name that has one, with the number of the name; people travel."""
    return [
        (position, found[0].place)
        for position, found in enumerate(senses)
        if found and _is_sizeable(found[0]) and found[0].place.country and found[0].via != "demonym"
    ]


def _countries_of(known: Sequence[tuple[int, Place]]) -> list[str]:
    """The countries of these places whose names are spelled in many ways, the most often told first."""
    told = Counter(place.country for _, place in known if place.country in SPELLED_MANY_WAYS)
    return [country for country, _ in sorted(told.items(), key=lambda item: (-item[1], item[0]))][:_COUNTRIES_TOLD]


def _fits(sense: Sense, countries: Sequence[str], around: Sequence[Place]) -> bool:
    """Whether a place on record under the name lies in the text's countries, near its towns and divisions."""
    if not _is_recorded(sense) or sense.place.country not in countries:
        return False
    points = [place for place in around if not place.is_country]
    return not points or any(distance_km(sense.place, place) <= _AROUND_KM for place in points)


def is_borne_out(table: DocumentTable, row: Floats, best: int) -> bool:
    """Whether a similar spelling is near enough to the text's and lies where the text's other places are."""
    if table.places[best].country not in SPELLED_MANY_WAYS:
        return False
    told = max(row[INDEX[column]] for column in _TOLD_AROUND) > 0.5
    near = row[INDEX["near_150"]] > _NEAR_OTHERS
    return bool(table.unlike[best] <= (_UNLIKE_THERE if told or near else _UNLIKE_IN_COUNTRY)) and bool(
        told or near or row[INDEX["country_named"]] > 0.5
    )


def is_only_spelling(table: DocumentTable, best: int, others: npt.NDArray[np.int64]) -> bool:
    """Whether only one spot of the world has the sounds of a long name: "Khan Shekhon" can be but Khan Shaykhun.

    In a report on conflict a shorter name will do for a place that such reports tell often: "Menbej" is Manbij.
    ``others`` are the rows of the text's other settled places: it must not be far from all of them.
    """
    mine = np.flatnonzero((table.group == table.group[best]) & (table.unlike <= table.unlike[best] + _MUCH_UNLIKE))
    letters = sum(c.isalpha() for c in table.senses[best].form)
    sounds_alike = table.senses[best].via == ""  # and is not merely some letters off
    known = table.conflict and table.places[best].notable and table.unlike[best] <= _UNLIKE_KNOWN
    enough = _WELL_KNOWN_LETTERS if known else _LONG_NAME
    mine = mine[[not table.places[row].is_admin for row in mine.tolist()]]  # a division is no other spot than its town
    if not sounds_alike or letters < enough or (table.distance[best, mine] > _ONE_SPOT_KM).any():
        return False
    return not len(others) or bool((table.distance[best, others] <= FAR_KM).any())
