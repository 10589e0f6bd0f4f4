"""What part of the world the map shows: from the component's answer, from a URL, for an area."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from geoevents.geometry import BoundingBox

MIN_ZOOM, MAX_ZOOM = 2, 16
_TILE = 256  # pixels
_MAX_LAT = 85.0511  # where Web Mercator ends


@dataclass(frozen=True, slots=True)
class View:
    """Middle and zoom of the map; latitude and longitude in WGS84 degrees."""

    lat: float
    lon: float
    zoom: int

    def to_param(self) -> str:
        """Short form for the URL, e.g. ``35.93,36.63,9``."""
        return (
            f"{self.lat:.4g},{self.lon:.4g},{self.zoom}"
            if self.zoom < 6
            else f"{self.lat:.3f},{self.lon:.3f},{self.zoom}"
        )

    @classmethod
    def from_param(cls, value: str | None) -> View | None:
        """Read the URL's form; None for anything that is no view."""
        try:
            lat, lon, zoom = (float(part) for part in (value or "").split(","))
        except ValueError:
            return None
        if not (-90 <= lat <= 90 and -180 <= lon <= 180 and MIN_ZOOM <= zoom <= MAX_ZOOM):
            return None  # also for NaN, which compares false
        return cls(lat, lon, int(zoom))

    def box(self, width: int = 1100, height: int = 600) -> BoundingBox:
        """The box in sight on a map of so many pixels."""
        scale = _TILE * 2.0**self.zoom
        half_lon = 180.0 * width / scale
        middle = _mercator(self.lat)
        return BoundingBox(
            south=_latitude(middle - math.pi * height / scale),
            west=_wrap(self.lon - half_lon) if half_lon < 180 else -180.0,
            north=_latitude(middle + math.pi * height / scale),
            east=_wrap(self.lon + half_lon) if half_lon < 180 else 180.0,
        )


WORLD = View(22.0, 30.0, 3)
WHOLE_WORLD = BoundingBox(-90.0, -180.0, 90.0, 180.0)


def view_of(box: BoundingBox, *, width: int = 900, height: int = 480, max_zoom: int = 9) -> View:
    """The view that shows all of ``box``, no closer than ``max_zoom``."""
    east = box.east if box.east >= box.west else box.east + 360
    top, bottom = _mercator(box.north), _mercator(box.south)
    zoom_lon = math.log2(360.0 * width / _TILE / max(east - box.west, 1e-6))
    zoom_lat = math.log2(2 * math.pi * height / _TILE / max(top - bottom, 1e-6))
    zoom = max(MIN_ZOOM, min(max_zoom, math.floor(min(zoom_lon, zoom_lat))))
    return View(_latitude((top + bottom) / 2), _wrap((box.west + east) / 2), zoom)


def box_around(points: Sequence[tuple[float, float]]) -> BoundingBox | None:
    """The box of (lat, lon) pairs; None for none."""
    if not points:
        return None
    lats, lons = [p[0] for p in points], [p[1] for p in points]
    return BoundingBox(min(lats), min(lons), max(lats), max(lons))


def box_of_most(points: Sequence[tuple[float, float, int]], share: float = 0.9) -> BoundingBox | None:
    """The box that leaves out far ones: on each side at most (1 - share) / 2 of the weight.

    ``points`` are lat, lon and weight (a count of events). One event on another continent should not
    make the map open on the whole world.
    """
    if not points:
        return None
    tail = sum(weight for _, _, weight in points) * (1 - share) / 2
    sides = []
    for axis in (0, 1):
        ranked = sorted((point[axis], point[2]) for point in points)
        sides.append((_first_beyond(ranked, tail), _first_beyond(ranked[::-1], tail)))
    (south, north), (west, east) = sides
    return BoundingBox(south, west, north, east)


def _first_beyond(ranked: Sequence[tuple[float, int]], tail: float) -> float:
    """The first value at which the summed weight is more than ``tail``."""
    total = 0
    for value, weight in ranked:
        total += weight
        if total > tail:
            return value
    return ranked[-1][0]


def reported(value: Mapping[str, Any] | None) -> tuple[BoundingBox, int, View] | None:
    """Box in sight, zoom and view out of the map component's answer; None before there is one.

    The browser counts on past the date line (190 degrees east); here longitudes are wrapped, and a
    box wider than the world is the world.
    """
    if not value or not value.get("bounds") or value.get("zoom") is None or not value.get("center"):
        return None
    low, high = value["bounds"].get("_southWest") or {}, value["bounds"].get("_northEast") or {}
    numbers = [_number(n) for n in (low.get("lat"), low.get("lng"), high.get("lat"), high.get("lng"))]
    if any(math.isnan(n) for n in numbers):
        return None
    south, west, north, east = numbers
    if east - west <= 0:
        return None  # a map without a size: its tab is hidden
    south, north = max(-90.0, min(90.0, south)), max(-90.0, min(90.0, north))
    whole = east - west >= 360
    box = BoundingBox(south, -180.0 if whole else _wrap(west), north, 180.0 if whole else _wrap(east))
    zoom = max(0, min(MAX_ZOOM, int(value["zoom"])))
    center = value["center"]
    return box, zoom, View(max(-90.0, min(90.0, center["lat"])), _wrap(center["lng"]), max(MIN_ZOOM, zoom))


def padded(box: BoundingBox, share: float = 0.25) -> BoundingBox:
    """The box with a margin on each side, so that a short drag finds symbols already there."""
    width = box.east - box.west if box.east >= box.west else box.east - box.west + 360
    tall = (box.north - box.south) * share
    if width * (1 + 2 * share) >= 360:
        west, east = -180.0, 180.0
    else:
        west, east = _wrap(box.west - width * share), _wrap(box.east + width * share)
    return BoundingBox(max(-90.0, box.south - tall), west, min(90.0, box.north + tall), east)


def _number(value: object) -> float:
    """The value as a finite number, NaN for anything else."""
    return float(value) if isinstance(value, int | float) and math.isfinite(value) else math.nan


def _wrap(lon: float) -> float:
    return lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180


def _mercator(lat: float) -> float:
    clamped = max(-_MAX_LAT, min(_MAX_LAT, lat))
    return math.log(math.tan(math.pi / 4 + math.radians(clamped) / 2))


def _latitude(y: float) -> float:
    return math.degrees(2 * math.atan(math.exp(max(-math.pi, min(math.pi, y)))) - math.pi / 2)
