"""Where a report is at home: the country that most of its places lie in, and the names that stray from it.

A report on one country now and then names a hotel or a person like a far town, or the city where somebody spoke
about it. Neither is where its events happened.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from geoevents.geometry import distance_km
from geoevents.model import Place, Resolution

_HOME_NAMES, _HOME_TIMES = 4, 2  # so often, and so many times as often as any other, a report names its own country
_KNOWN_PEOPLE = 300_000  # a city as large as this is named without its country
_OVER_A_BORDER_KM = 200.0  # what lies nearer to a report's own places may lie over a border that it takes for granted
_DISTRICT_KM = 150.0  # no namesake further off lies in the district told
_DATELINE_START, _INITIALS = 12, 3  # characters before a dateline, and of "U.S." or "UK", which is none
_SPOKE = re.compile(
    r"^\s*,?\s+(?:[\w.’'-]+\s+){1,12}?(?:said|says|told|warned|announced|added|reported|stated|condemned|urged)\b"
)
_FRONTED = re.compile(r"^\W*(?:In|At|From|Speaking\s+in|Meeting\s+in)\s+$")

# "Shaqra in southern Lebanon"
_LIES_IN = re.compile(
    r"\s*(?:\s(?:sector|area|locality|hamlet|village|block|tehsil)\s*)?,?\s+(?:in|of)\s+(?:the\s+)?"
    r"(?:(?:north|south|east|west|cent)[\w-]*\s+)?(?:part\s+of\s+)?(?:the\s+)?",
    re.IGNORECASE,
)


def lies_elsewhere(name: Resolution, holder: Resolution, gap: str) -> bool:
    """Whether the country or division named right after a place is not where that place was found.

    Parameters
    ----------
    name, holder : Resolution
        Two names that follow each other.
    gap : str
        The text between them.
    """
    place, other = name.referent, holder.referent
    if place is None or other is None or not (other.is_country or other.is_admin) or not _LIES_IN.fullmatch(gap):
        return False
    return None not in (place.country, other.country) and not may_lie_in(place, other)


def may_lie_in(place: Place, holder: Place) -> bool:
    """Whether a place is in the holder's country, and not far from it where that is a district."""
    if place.country != holder.country:
        return False
    return holder.feature_code != "ADM2" or distance_km(place, holder) <= _DISTRICT_KM


class Story:
    """What the places of one report say about each other.

    Parameters
    ----------
    resolutions : sequence of Resolution
        Of the whole report.
    """

    def __init__(self, resolutions: Sequence[Resolution]) -> None:
        named = [(r.referent.country or "", r.mention.text) for r in resolutions if r.referent is not None]
        self._names = Counter(country for country, _ in named if country)
        self._same = Counter(named)
        (home, often), (_, next_often) = [*self._names.most_common(2), ("", 0), ("", 0)][:2]
        self.home = home if often >= max(_HOME_NAMES, _HOME_TIMES * next_often) else None
        self._foremost = home if often >= _HOME_NAMES else None
        self._filed = _filed_in(resolutions)
        self._at_home = [
            r.referent for r in resolutions if r.referent is not None and r.referent.country == self._filed
        ]
        self._lands = {r.referent.country for r in resolutions if r.referent is not None and _tells_its_land(r)}

    def is_stray(self, resolution: Resolution) -> bool:
        """Whether the name was taken for a small place of a country that nothing else in the report speaks of."""
        place = resolution.referent
        if place is not None and self._filed not in (None, place.country) and place.country not in self._lands:
            if not place.notable and all(distance_km(place, other) > _OVER_A_BORDER_KM for other in self._at_home):
                return True  # "KARACHI: ... in Azizabad": a quarter with the name of villages in another land
        if place is None or place.is_country or None in (place.country, self._foremost):
            return False
        country = place.country or ""
        if country in ("", self._foremost):
            return False
        alone = self._names[country] == self._same[country, resolution.mention.text]
        return alone and (place.population or 0) < _KNOWN_PEOPLE

    def is_where_one_spoke(self, resolution: Resolution, sentence: str, offset: int) -> bool:
        """Whether a foreign city only tells where somebody spoke: "In Geneva, the agency said 14,000 had fled"."""
        place, mention = resolution.referent, resolution.mention
        if place is None or not self.is_abroad(resolution):
            return False
        before, after = sentence[: mention.start - offset], sentence[mention.end - offset :]
        return _FRONTED.match(before) is not None and _SPOKE.match(after) is not None

    def is_abroad(self, resolution: Resolution) -> bool:
        """Whether the place lies in another country than the one the report is about."""
        place = resolution.referent
        return self.home is not None and place is not None and place.country not in (None, "", self.home)


def _filed_in(resolutions: Sequence[Resolution]) -> str | None:
    """The country of a dateline in capitals; None where the report has none."""
    first = min(resolutions, key=lambda r: r.mention.start, default=None)
    if first is None or first.referent is None or first.mention.start > _DATELINE_START:
        return None
    return first.referent.country if first.mention.text.isupper() and len(first.mention.text) > _INITIALS else None


def _tells_its_land(resolution: Resolution) -> bool:
    """Whether a name by itself speaks of its country: a people, a state, a division, a city that the world knows."""
    place = resolution.referent
    if place is None:
        return False
    known = place.is_country or place.is_admin or (place.population or 0) >= _KNOWN_PEOPLE
    return known or resolution.mention.kind == "demonym"
