"""The geometry of an event in a file: a point where it is known as one, a circle where only an area is.

An event known to a division, a region or a country (where_prec 4 to 6) has a representative point,
but a reader of a file would take a Point for the place. Its geometry is the circle of ``radius_km``
around that point: as large as the knowledge is vague.
"""

from __future__ import annotations

import json
import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon, box
from shapely.affinity import translate
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

from geoevents.geometry import EARTH_RADIUS_KM

FloatArray = NDArray[np.float64]
BoolArray = NDArray[np.bool_]

AREA_PRECISIONS = (4, 5, 6)
CORNERS = 32
MIN_RADIUS_KM = 1.0  # of an area whose extent nobody recorded
MAX_RADIUS_KM = 5000.0
_POLE_MARGIN = 89.9


def rings(lat: FloatArray, lon: FloatArray, radius_km: FloatArray) -> tuple[FloatArray, BoolArray]:
    """Circles around many points at once.

    Parameters
    ----------
    lat, lon, radius_km : arrays of float, shape (n,)
        Centres in degrees and radii; NaN as a radius is taken as "not recorded".

    Returns
    -------
    corners : array of float, shape (n, CORNERS + 1, 2)
        Closed rings of (lon, lat), counter-clockwise, five decimals.
    plain : array of bool, shape (n,)
        False where the ring crosses the antimeridian or comes near a pole: ask :func:`circle` for these.
    """
    angle = np.clip(np.nan_to_num(radius_km), MIN_RADIUS_KM, MAX_RADIUS_KM)[:, None] / EARTH_RADIUS_KM
    north, east = np.radians(lat)[:, None], np.radians(lon)[:, None]
    bearing = -2 * np.pi * np.arange(CORNERS) / CORNERS
    corner_lat = np.arcsin(np.sin(north) * np.cos(angle) + np.cos(north) * np.sin(angle) * np.cos(bearing))
    turn = np.arctan2(
        np.sin(bearing) * np.sin(angle) * np.cos(north), np.cos(angle) - np.sin(north) * np.sin(corner_lat)
    )
    corners = np.round(np.degrees(np.stack([east + turn, corner_lat], axis=-1)), 5)
    corners = np.concatenate([corners, corners[:, :1]], axis=1)
    off_pole = np.abs(lat) + np.degrees(angle[:, 0]) < _POLE_MARGIN
    inside = (corners[:, :, 0].min(axis=1) >= -180) & (corners[:, :, 0].max(axis=1) <= 180)
    return corners, off_pole & inside


@lru_cache(maxsize=4096)
def circle(lat: float, lon: float, radius_km: float) -> Polygon | MultiPolygon:
    """The area within ``radius_km`` of a point, in (lon, lat) degrees, counter-clockwise.

    Cut in two at the antimeridian, as RFC 7946 asks; a circle that would hold a pole ends just before it.
    """
    angle = math.degrees(min(max(radius_km, MIN_RADIUS_KM), MAX_RADIUS_KM) / EARTH_RADIUS_KM)
    if abs(lat) + angle >= _POLE_MARGIN:
        return _cap(lat, lon, angle)
    corners, _ = rings(np.array([lat]), np.array([lon]), np.array([radius_km]))
    return _cut(Polygon(corners[0]))


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
