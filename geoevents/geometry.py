"""Arithmetic on degrees: distances and bounding boxes.

The haversine here is for the many comparisons inside a ranking, where half a percent does not
matter; positions that are shown to a person ("10 km north of Idlib") come from the geodesics in
``resolve/relative_spots.py``.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Protocol

EARTH_RADIUS_KM = 6371.0088


class HasPoint(Protocol):
    """Anything with a position in WGS84 decimal degrees."""

    @property
    def lat(self) -> float:
        """Degrees north."""

    @property
    def lon(self) -> float:
        """Degrees east."""


def distance_km(a: HasPoint, b: HasPoint) -> float:
    """Great-circle distance in kilometres between two points in WGS84 degrees."""
    lat_a, lat_b = math.radians(a.lat), math.radians(b.lat)
    half_lat = (lat_b - lat_a) / 2
    half_lon = math.radians(b.lon - a.lon) / 2
    h = math.sin(half_lat) ** 2 + math.cos(lat_a) * math.cos(lat_b) * math.sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(h)))


@dataclass(frozen=True, slots=True)
class BoundingBox:
    """A box in WGS84 degrees; ``west > east`` means that it crosses the antimeridian."""

    south: float
    west: float
    north: float
    east: float

    def __post_init__(self) -> None:
        if not (-90 <= self.south <= self.north <= 90):
            raise ValueError(f"bounding box: south={self.south}, north={self.north}; are they swapped?")

    def contains(self, point: HasPoint) -> bool:
        """Whether ``point`` lies inside or on the edge."""
        if not self.south <= point.lat <= self.north:
            return False
        if self.west <= self.east:
            return self.west <= point.lon <= self.east
        return point.lon >= self.west or point.lon <= self.east
