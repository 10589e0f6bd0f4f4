"""The polygon of a filter out of a vector file: what lies in it becomes one ring in WGS84.

A filter holds one ring of a few corners, because it stands in an address and is asked of every event.
So features are united, holes are filled, far-apart parts become their common hull and the outline is
simplified; what was changed is said, so that nobody mistakes the ring for the file.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any, NamedTuple

import geopandas as gpd
import numpy as np
import pyproj.exceptions
import shapely

from geoevents.errors import InvalidQueryError
from geoevents.query import Ring

MAX_CORNERS = 200
MAX_FILE_BYTES = 300_000_000
MAX_TEXT_BYTES = 5_000_000  # of GeoJSON that a page reads
_MAIN_PART = 0.9  # of the area: a largest part that is so much of it stands for the whole
_WGS84 = "EPSG:4326"
_DECIMALS = 4  # about ten metres


class FilterArea(NamedTuple):
    """One ring for ``EventQuery.polygon``, and in words what had to be changed for it."""

    ring: Ring  # open, (lon, lat), at most MAX_CORNERS corners
    changes: tuple[str, ...]


def read_area(path: Path) -> FilterArea:
    """The area of any vector file that geopandas reads: GeoJSON, GeoPackage, zipped shapefile and others.

    Raises
    ------
    InvalidQueryError
        If there is no such file, it is too large or unreadable, or it holds no polygon.
    """
    if not path.is_file():
        raise InvalidQueryError(f"{path}: there is no such file")
    if path.stat().st_size > MAX_FILE_BYTES:
        raise InvalidQueryError(f"{path}: larger than {MAX_FILE_BYTES // 1_000_000} MB; cut out the area you mean")
    with path.open("rb") as file:
        if b"OGRVRT" in file.read(4096):  # a list of other files and addresses to open, not an area
            raise InvalidQueryError(f"{path}: this file only points to others; give the file itself")
    try:
        if path.suffix.lower() in (".parquet", ".geoparquet"):
            frame = gpd.read_parquet(path)
        else:
            frame = gpd.read_file(path)
    except (ValueError, RuntimeError, OSError, pyproj.exceptions.ProjError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise InvalidQueryError(f"{path}: cannot be read as a vector file ({reason})") from error
    if not isinstance(frame, gpd.GeoDataFrame):
        raise InvalidQueryError(f"{path}: a table without geometry; an area needs polygons")
    return area_of(frame, str(path))


def parse_area(raw: bytes, name: str) -> FilterArea:
    """The area of GeoJSON text that somebody gave a page; ``name`` stands in messages.

    Read as JSON only, never by a library that might open what the text points to.
    """
    if len(raw) > MAX_TEXT_BYTES:
        raise InvalidQueryError(f"{name}: larger than {MAX_TEXT_BYTES // 1_000_000} MB; simplify it, or use --within")
    try:
        data = json.loads(raw, parse_constant=_no_number)
        features = _features(data)
        frame = gpd.GeoDataFrame.from_features(features) if features else gpd.GeoDataFrame(geometry=[])
        frame = frame.set_crs(_crs_of(data))
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as error:
        raise InvalidQueryError(f"{name}: this is no GeoJSON that can be read") from error
    except (shapely.errors.ShapelyError, pyproj.exceptions.ProjError) as error:
        raise InvalidQueryError(f"{name}: its geometry or reference system cannot be read") from error
    return area_of(frame, name)


def _no_number(word: str) -> float:
    raise ValueError(f"{word} is no number in JSON")


def _features(data: Any) -> list[dict[str, Any]]:
    if data["type"] == "FeatureCollection":
        found = data["features"]
    elif data["type"] == "Feature":
        found = [data]
    else:
        found = [{"type": "Feature", "geometry": data}]
    return [{"type": "Feature", "properties": {}, "geometry": feature.get("geometry")} for feature in found]


def _crs_of(data: Any) -> str:
    """The reference system that GeoJSON before RFC 7946 could name; longitude and latitude else."""
    crs = data.get("crs")
    name = crs["properties"]["name"] if crs else _WGS84
    return _WGS84 if "CRS84" in str(name) else str(name)


def area_of(frame: gpd.GeoDataFrame, name: str) -> FilterArea:
    """The polygons of ``frame`` as one ring; raises InvalidQueryError, which begins with ``name``."""
    if frame.crs is not None and len(frame):
        try:
            frame = frame.to_crs(_WGS84)
        except (pyproj.exceptions.ProjError, ValueError) as error:
            raise InvalidQueryError(f"{name}: cannot be turned into longitude and latitude") from error
    shapes = shapely.get_parts(shapely.force_2d(frame.geometry.dropna().to_numpy()))
    shapes = shapely.get_parts(shapes[~shapely.is_empty(shapes)])  # also out of collections
    polygons = shapes[shapely.get_type_id(shapes) == shapely.GeometryType.POLYGON]
    if not len(polygons):
        raise InvalidQueryError(f"{name}: holds no polygon; an area needs at least one")
    bounds = shapely.bounds(polygons)
    if not np.isfinite(bounds).all() or np.abs(bounds[:, 1::2]).max() > 90 or np.abs(bounds[:, ::2]).max() > 360:
        raise InvalidQueryError(f"{name}: not in degrees of longitude and latitude, and it names no reference system")
    whole = shapely.union_all(shapely.make_valid(_one_side(polygons)))
    parts = [part for part in shapely.get_parts([whole]) if part.geom_type == "Polygon" and part.area > 0]
    if not parts:
        raise InvalidQueryError(f"{name}: its polygons have no area")
    changes = []
    shape = max(parts, key=lambda part: part.area)
    if len(parts) > 1:
        if shape.area >= _MAIN_PART * math.fsum(part.area for part in parts):
            changes.append(f"of its {len(parts)} parts only the largest is used")
        else:
            shape = shapely.MultiPolygon(parts).convex_hull
            changes.append(f"its {len(parts)} parts became the hull around them all")
    if shape.interiors:
        changes.append("holes are filled")
    outline = shapely.Polygon(shape.exterior)
    ring = _simplified(outline)
    if len(ring) < len(outline.exterior.coords) - 1:
        changes.append(f"simplified to {len(ring)} corners")
    return FilterArea(ring, tuple(changes))


def _one_side(polygons: Any) -> Any:
    """Polygons on both sides of the date line, all moved to its eastern count (0 to 360)."""
    bounds = shapely.bounds(polygons)
    touches = (bounds[:, 0] <= -179.9).any() and (bounds[:, 2] >= 179.9).any()
    west = bounds[:, 2] <= 0
    if not touches or (bounds[~west, 0] < 0).any():
        return polygons
    moved = polygons.copy()
    moved[west] = shapely.transform(polygons[west], lambda corners: corners + (360, 0))
    return moved


def _simplified(outline: shapely.Polygon) -> Ring:
    tolerance = 0.0
    step = max(outline.length / 20_000, 1e-4)
    while True:
        simple = outline.simplify(tolerance) if tolerance else outline
        points = shapely.get_coordinates(shapely.get_exterior_ring(simple))
        corners = dict.fromkeys((round(float(x), _DECIMALS), round(float(y), _DECIMALS)) for x, y in points)
        if len(corners) <= MAX_CORNERS:
            return tuple(corners)
        tolerance = tolerance * 1.5 or step
