"""The geometry of an event in a file: a point where it is known as one, a circle where only an area is.

An event known to a division, a region or a country (where_prec 4 to 6) has a representative point,
but a reader of a file would take a Point for the place. Its geometry is the circle of ``radius_km``
around that point: as large as the knowledge is vague.
"""

from __future__ import annotations

import json
import math
from functools import lru_cache

from shapely import MultiPolygon, Polygon, box
from shapely.affinity import translate
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from geoevents.geometry import EARTH_RADIUS_KM

AREA_PRECISIONS = (4, 5, 6)
CORNERS = 32
MIN_RADIUS_KM = 1.0  # of an area whose extent nobody recorded
MAX_RADIUS_KM = 5000.0
_POLE_MARGIN = 89.9


@lru_cache(maxsize=65_536)
def circle(lat: float, lon: float, radius_km: float) -> Polygon | MultiPolygon:
    """The area within ``radius_km`` of a point, in (lon, lat) degrees, counter-clockwise.

    Cut in two at the antimeridian, as RFC 7946 asks; a circle that would hold a pole ends just before it.
    """
    angle = min(max(radius_km, MIN_RADIUS_KM), MAX_RADIUS_KM) / EARTH_RADIUS_KM
    north, east = math.radians(lat), math.radians(lon)
    if abs(lat) + math.degrees(angle) >= _POLE_MARGIN:
        return _cap(lat, lon, math.degrees(angle))
    corners = []
    for i in range(CORNERS):
        bearing = -2 * math.pi * i / CORNERS
        corner_lat = math.asin(
            math.sin(north) * math.cos(angle) + math.cos(north) * math.sin(angle) * math.cos(bearing)
        )
        turn = math.atan2(
            math.sin(bearing) * math.sin(angle) * math.cos(north),
            math.cos(angle) - math.sin(north) * math.sin(corner_lat),
        )
        corners.append((round(math.degrees(east + turn), 5), round(math.degrees(corner_lat), 5)))
    return _cut(Polygon(corners))


def _cap(lat: float, lon: float, angle: float) -> Polygon | MultiPolygon:
    """Near a pole a circle is no simple figure in degrees: the box of its latitudes stands for it."""
    south, north = max(lat - angle, -_POLE_MARGIN), min(lat + angle, _POLE_MARGIN)
    return box(-180, round(south, 5), 180, round(north, 5), ccw=True)


def _cut(polygon: Polygon) -> Polygon | MultiPolygon:
    west, _, east, _ = polygon.bounds
    if west >= -180 and east <= 180:
        return polygon
    world = box(-180, -90, 180, 90)
    parts = (translate(polygon, turn).intersection(world) for turn in (-360, 0, 360))
    return MultiPolygon([orient(part) for part in parts if isinstance(part, Polygon) and part.area > 0])


def geometry_json(shape: BaseGeometry) -> str:
    """Compact GeoJSON text of a geometry."""
    return json.dumps(mapping(shape), separators=(",", ":"))
