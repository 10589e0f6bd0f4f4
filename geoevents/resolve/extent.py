"""How large a place is: the radius that covers it and UCDP's precision code of its class.

Radii are honest rather than neat: a town's grows with its people, a region's comes from the gazetteer where
it knows the extent and from its class where it does not.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from geoevents.model import Place
from geoevents.ontology import WherePrecision
from geoevents.resolve.kinds import Kind, kind_of

_TOWN_DENSITY = 2_500.0  # people per km2 of built-up land, low enough to cover suburbs
_TOWN_RADIUS_KM = (2.0, 40.0)  # smallest and largest
_CLASS_RADIUS_KM = {
    Kind.COUNTRY: 600.0,
    Kind.ADM1: 120.0,
    Kind.ADM2: 40.0,
    Kind.ADM_LOW: 15.0,
    Kind.QUARTER: 3.0,
    Kind.WATER: 100.0,
    Kind.TERRAIN: 50.0,
    Kind.AREA: 150.0,
    Kind.FACILITY: 3.0,
}
_CLASS_PRECISION = {
    Kind.COUNTRY: WherePrecision.COUNTRY,
    Kind.ADM1: WherePrecision.ADMIN1,
    Kind.ADM2: WherePrecision.ADMIN2,
    Kind.ADM_LOW: WherePrecision.ADMIN2,
    Kind.WATER: WherePrecision.FUZZY,
    Kind.TERRAIN: WherePrecision.FUZZY,
    Kind.AREA: WherePrecision.FUZZY,
}
_OPEN_WATER = frozenset({"SEA", "OCN", "GULF", "BAY", "STRT", "CHN", "CHNL"})


OUTLINES = Path(__file__).with_name("outlines.json")  # written by measure_outlines.py


@lru_cache(maxsize=1)
def measured() -> Mapping[str, Any]:
    """What ``outlines.json`` holds: radii, parts and borders, measured on the bundled polygons."""
    data: dict[str, Any] = json.loads(OUTLINES.read_text(encoding="utf-8"))
    return data


def radius_of(place: Place) -> float:
    """Kilometres around the place's point that hold all of it, as far as is known."""
    kind = kind_of(place)
    key = (
        place.country if kind is Kind.COUNTRY else f"{place.country}.{place.admin1_code}" if kind is Kind.ADM1 else None
    )
    if key is not None and (covering := measured()["radii"].get(key)) is not None:
        return float(covering)
    if place.radius_km is not None:
        return place.radius_km
    if kind in _CLASS_RADIUS_KM:
        return _CLASS_RADIUS_KM[kind]
    smallest, largest = _TOWN_RADIUS_KM
    return round(min(largest, max(smallest, 1.5 * math.sqrt((place.population or 0) / _TOWN_DENSITY / math.pi))), 1)


def precision_of(place: Place) -> WherePrecision:
    """UCDP's where_prec of an event that is only said to be at this place."""
    if place.feature_code in _OPEN_WATER:
        return WherePrecision.SEA_OR_AIR
    return _CLASS_PRECISION.get(kind_of(place), WherePrecision.EXACT)
