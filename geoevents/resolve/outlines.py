"""The shapes that relative places need, from numbers that were measured on the bundled polygons once.

``outlines.json`` holds, for each country, the radius that covers it, its parts towards eight directions and
its middle, its capital, and points along its borders and at sea along its coast; for each first-order division the
covering radius. The polygons themselves are opened only to tell land from sea.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np

from geoevents.geometry import distance_km
from geoevents.model import Place
from geoevents.resolve.extent import measured
from geoevents.resolve.kinds import Kind, kind_of

_BORDER_REACH_KM = 25.0  # "near the border"
_COAST_REACH_KM = 50.0  # around points 40 km out
_COAST_SIDE = 60.0  # degrees to either side of "the northern coast"


@dataclass(frozen=True, slots=True)
class Spot:
    """A point with the radius that covers where something may be. WGS84 decimal degrees."""

    lat: float
    lon: float
    radius_km: float


class Outlines(Protocol):
    """Who knows the shapes of countries and divisions; the parts of the map that the text can mean."""

    def part(self, place: Place, bearing: float | None) -> Spot | None:
        """The part of a country or first-order division towards ``bearing`` (None: its middle); None if unknown."""

    def border(self, country: str, other: str | None, near: Place | None) -> Spot | None:
        """The common border of two countries, nearest to ``near`` where given; None where they do not touch.

        Without ``other`` it is all of a country's borders by land.
        """

    def coast(self, country: str, bearing: float | None) -> Spot | None:
        """The sea before a country's coast, or before that towards ``bearing``; None where there is none."""

    def is_land(self, lat: float, lon: float) -> bool:
        """Whether some country holds this point."""


class _Point(NamedTuple):
    lat: float
    lon: float


class MeasuredOutlines:
    """Outlines from ``outlines.json``.

    Parameters
    ----------
    data : mapping
        Keys "parts" (country to lists of lat, lon, radius_km, for the bearings 0, 45, ... 315 and the middle),
        "borders" ("AA-BB" in alphabetical order to lists of lat, lon) and "coasts" (country to the same).
    polygons : Path
        Folder of the bundled gazetteer, for land and sea.
    """

    def __init__(self, data: Mapping[str, Any], polygons: Path) -> None:
        self._data = data
        self._folder = polygons

    def part(self, place: Place, bearing: float | None) -> Spot | None:
        """The part of a country towards ``bearing``, or its middle; None for anything but a country."""
        parts = self._data["parts"].get(place.country) if kind_of(place) is Kind.COUNTRY else None
        if parts is None:
            return None
        lat, lon, radius_km = parts[8 if bearing is None else round(bearing / 45.0) % 8]
        return Spot(lat, lon, radius_km)

    def border(self, country: str, other: str | None, near: Place | None) -> Spot | None:
        """The point of the common border next to ``near``; without it the middle, with a radius that covers all."""
        if other is not None:
            line = self._data["borders"].get("-".join(sorted((country, other))))
        else:
            line = [
                point
                for pair, points in self._data["borders"].items()
                if country in pair.split("-")
                for point in points
            ]
        if not line:
            return None
        points = [_Point(lat, lon) for lat, lon in line]
        if near is not None:
            best = min(points, key=lambda point: (distance_km(point, near), point))
            step = max((distance_km(a, b) for a, b in zip(points, points[1:], strict=False)), default=0.0)
            return Spot(best.lat, best.lon, _BORDER_REACH_KM + step)
        middle = min(points, key=lambda point: (max(distance_km(point, each) for each in points), point))
        return Spot(middle.lat, middle.lon, max(distance_km(middle, p) for p in points) + _BORDER_REACH_KM)

    def coast(self, country: str, bearing: float | None) -> Spot | None:
        """The middle of the points before the coast, with a radius that covers them and the way to the shore."""
        points = [_Point(lat, lon) for lat, lon in self._data.get("coasts", {}).get(country, ())]
        if bearing is not None and points:
            lat, lon, _ = self._data["parts"][country][8]
            points = [p for p in points if _aside(_Point(lat, lon), p, bearing) <= _COAST_SIDE] or points
        if not points:
            return None
        middle = min(points, key=lambda point: (max(distance_km(point, each) for each in points), point))
        return Spot(middle.lat, middle.lon, max(distance_km(middle, p) for p in points) + _COAST_REACH_KM)

    def is_land(self, lat: float, lon: float) -> bool:
        """Whether a country's polygon holds this point."""
        return _polygons(self._folder).countries_of(np.array([lat]), np.array([lon]))[0] is not None


def _aside(centre: _Point, point: _Point, bearing: float) -> float:
    """Degrees between ``bearing`` and the way from ``centre`` to ``point``, on a flat map."""
    east = (point.lon - centre.lon + 180.0) % 360.0 - 180.0
    way = math.degrees(math.atan2(east * math.cos(math.radians(centre.lat)), point.lat - centre.lat))
    return abs((way - bearing + 180.0) % 360.0 - 180.0)


@lru_cache(maxsize=2)
def _polygons(folder: Path) -> Any:
    from geoevents.gazetteer.polygons import open_polygons  # geopandas: only where a coast is told

    return open_polygons(folder)


def capital_id(country: str) -> str | None:
    """The ``place_id`` of a country's capital in the bundled gazetteer; None for a country without one."""
    found: str | None = measured()["capitals"].get(country)
    return found


@lru_cache(maxsize=1)
def bundled_outlines() -> MeasuredOutlines:
    """The outlines that ship with the package."""
    from geoevents.settings import bundle_root

    return MeasuredOutlines(measured(), bundle_root() / "data" / "gazetteer")
