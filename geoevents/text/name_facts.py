"""What a gazetteer knows about a name, boiled down to a few numbers."""

from __future__ import annotations

import math
from typing import NamedTuple

from geoevents.gazetteer.base import ASKED, Gazetteer, NameMatch

_MATCH = {NameMatch.NAME: 3, NameMatch.ALTERNATE: 2, NameMatch.ABBREVIATION: 1, NameMatch.FUZZY: 0}
_MEMORY = 8_000  # names


class NameFacts(NamedTuple):
    """What a gazetteer knows about a form, boiled down to numbers."""

    places: int
    population_log: float
    country: bool
    admin1: bool
    admin2: bool
    populated: bool
    other: bool
    match: int  # 3 a main name, 2 an alternate, 1 an abbreviation, 0 none
    countries: tuple[str, ...]  # of the strongest places


UNKNOWN = NameFacts(0, 0.0, False, False, False, False, False, 0, ())


class FactBook:
    """Facts of names, remembered because the same names come again and again."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._known: dict[str, NameFacts] = {}

    def facts(self, name: str) -> NameFacts:
        """Facts of ``name``; all zero when the gazetteer does not know it."""
        known = self._known.get(name)
        if known is None:
            if len(self._known) >= _MEMORY:
                self._known.clear()
            known = self._known[name] = self._look_up(name)
        return known

    def _look_up(self, name: str) -> NameFacts:
        found = self._gazetteer.find(name, limit=ASKED)
        if not found:
            return UNKNOWN
        places = [f.place for f in found[:40]]
        strongest = sorted(places, key=lambda p: (-_prominence(p.feature_code, p.population), p.place_id))[:3]
        return NameFacts(
            places=len(found),
            population_log=max(math.log10((p.population or 0) + 1) for p in places),
            country=any(p.is_country for p in places),
            admin1=any(p.feature_code == "ADM1" for p in places),
            admin2=any(p.feature_code == "ADM2" for p in places),
            populated=any(p.is_populated for p in places),
            other=any(not (p.is_country or p.is_admin or p.is_populated) for p in places),
            match=max(_MATCH[f.match] for f in found[:40]),
            countries=tuple(dict.fromkeys(p.country for p in strongest if p.country)),
        )


def _prominence(feature_code: str, population: int | None) -> float:
    rank = {"PCLI": 9.0, "ADM1": 6.0, "PPLC": 6.0}.get(feature_code, 0.0)
    return rank + math.log10((population or 0) + 1)
