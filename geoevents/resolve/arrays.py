"""Arrays of numbers about a document's candidates: their types, and the distances between places."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from geoevents.geometry import EARTH_RADIUS_KM
from geoevents.model import Place

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


def distances(places: Sequence[Place]) -> Floats:
    """Great-circle kilometres between all pairs, shape (n, n)."""
    lat = np.radians([place.lat for place in places])
    lon = np.radians([place.lon for place in places])
    points = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=1)
    chord = np.sqrt(np.clip(2.0 - 2.0 * (points @ points.T), 0.0, 4.0))
    return np.asarray(2.0 * EARTH_RADIUS_KM * np.arcsin(np.clip(chord / 2.0, 0.0, 1.0)))
