"""Measures the bundled polygons and writes ``outlines.json``.

    python -m geoevents.resolve.measure_outlines

Run it when data/gazetteer is rebuilt. Longitudes are scaled by the cosine of the latitude, which is good
enough for "the north of".
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable
from typing import Any

import numpy as np
import shapely
from shapely import affinity
from shapely.geometry import MultiPolygon, Polygon, box
from shapely.geometry.base import BaseGeometry

from geoevents.gazetteer.local import LocalGazetteer
from geoevents.gazetteer.polygons import open_polygons
from geoevents.geometry import EARTH_RADIUS_KM
from geoevents.model import Place
from geoevents.resolve.extent import OUTLINES
from geoevents.settings import bundle_root

_KEPT_SHARE = 0.12  # pieces below this share of the largest are islands and overseas parts
_BORDER_POINTS = 24
_COAST_POINTS = 16
_OFF_DEGREES, _SHORE_DEGREES = 0.36, 0.2  # how far out a coast's points lie, and how near to any land they may


def covering_km(shape: BaseGeometry, lat: float, lon: float) -> float:
    """Kilometres from a point to the farthest corner of ``shape``."""
    corners = shapely.get_coordinates(shape)
    lat_a, lat_b = math.radians(lat), np.radians(corners[:, 1])
    h = (
        np.sin((lat_b - lat_a) / 2) ** 2
        + math.cos(lat_a) * np.cos(lat_b) * np.sin(np.radians(corners[:, 0] - lon) / 2) ** 2
    )
    return float(2 * EARTH_RADIUS_KM * np.arcsin(np.sqrt(np.clip(h, 0, 1))).max())


def mainland(shape: BaseGeometry) -> BaseGeometry:
    """The large pieces of a country."""
    pieces = [shape] if isinstance(shape, Polygon) else list(shapely.get_parts(shape))
    largest = max(piece.area for piece in pieces)
    return MultiPolygon([piece for piece in pieces if piece.area >= _KEPT_SHARE * largest])


def part(shape: BaseGeometry, bearing: float | None) -> list[float]:
    """Latitude, longitude and covering radius of the part of ``shape`` towards ``bearing``, or of its middle."""
    centre = shape.centroid
    scale = max(0.1, math.cos(math.radians(centre.y)))
    flat = affinity.scale(shape, scale, 1.0, origin=(0, 0))
    middle = affinity.scale(centre, scale, 1.0, origin=(0, 0))
    if bearing is None:
        west, south, east, north = flat.bounds
        wide, high = (east - west) / 4, (north - south) / 4
        quarter = box(west + wide, south + high, east - wide, north - high)
    else:
        # Turned so that the bearing points up, the part is what lies above a third of the way.
        turned = affinity.rotate(flat, bearing, origin=middle)
        top = turned.bounds[3]
        floor = middle.y + (top - middle.y) / 4
        quarter = affinity.rotate(box(-1000, floor, 1000, 1000), -bearing, origin=middle)
    piece = flat.intersection(quarter)
    if piece.is_empty:
        piece = flat
    at = piece.centroid if piece.contains(piece.centroid) else piece.representative_point()
    piece, at = affinity.scale(piece, 1 / scale, 1.0, origin=(0, 0)), affinity.scale(at, 1 / scale, 1.0, origin=(0, 0))
    return [round(at.y, 3), round(at.x, 3), round(covering_km(piece, at.y, at.x), 1)]


def border(one: BaseGeometry, two: BaseGeometry) -> list[list[float]]:
    """Points along the common border, [] where two countries do not touch."""
    line = one.boundary.intersection(two.buffer(0.03))
    pieces: Iterable[Any] = [line] if line.geom_type == "LineString" else getattr(line, "geoms", [])
    lines = [piece for piece in pieces if piece.geom_type == "LineString" and piece.length > 0]
    length = sum(piece.length for piece in lines)
    if length == 0:
        return []
    points: list[Any] = []
    for piece in lines:
        count = max(1, round(_BORDER_POINTS * piece.length / length))
        points.extend(piece.interpolate((i + 0.5) / count, normalized=True) for i in range(count))
    return [[round(point.y, 3), round(point.x, 3)] for point in points]


def coast(land: BaseGeometry, all_land: BaseGeometry) -> list[list[float]]:
    """Points at sea along the coast of ``land``, some 40 km out; [] for a country without one."""
    line = land.buffer(_OFF_DEGREES).simplify(0.05).boundary.difference(all_land)
    pieces: Iterable[Any] = [line] if line.geom_type == "LineString" else getattr(line, "geoms", [])
    lines = [piece for piece in pieces if piece.geom_type == "LineString" and piece.length > _OFF_DEGREES]
    length = sum(piece.length for piece in lines)
    points: list[Any] = []
    for piece in lines:
        count = max(1, round(_COAST_POINTS * piece.length / length))
        points.extend(piece.interpolate((i + 0.5) / count, normalized=True) for i in range(count))
    return [[round(point.y, 2), round(point.x, 2)] for point in points]


def capitals(places: Iterable[Place]) -> dict[str, str]:
    """Country to the id of its capital, the most populous where a list has several."""
    found: dict[str, Place] = {}
    for place in places:
        if place.feature_code == "PPLC" and place.country is not None:
            other = found.get(place.country)
            if other is None or (place.population or 0) > (other.population or 0):
                found[place.country] = place
    return {country: place.place_id for country, place in sorted(found.items())}


def main() -> None:
    """Measure and write."""
    folder = bundle_root() / "data" / "gazetteer"
    gazetteer, polygons = LocalGazetteer.open(folder), open_polygons(folder)
    countries = {row.country: row.geometry for row in polygons.countries.itertuples()}
    radii: dict[str, float] = {}
    parts: dict[str, list[list[float]]] = {}
    for code, shape in sorted(countries.items()):
        land = mainland(shape)
        parts[code] = [part(land, bearing) for bearing in (*range(0, 360, 45), None)]
        if (place := gazetteer.country_place(code)) is not None:
            radii[code] = round(covering_km(land, place.lat, place.lon), 1)
    for row in polygons.admin1.itertuples():
        place = gazetteer.admin1_place(row.country, row.admin1_code)
        if place is not None:
            radii[row.admin1_id] = round(covering_km(mainland(row.geometry), place.lat, place.lon), 1)
    tree = shapely.STRtree(list(countries.values()))
    codes = list(countries)
    borders = {}
    for a, b in zip(*tree.query(list(countries.values()), predicate="dwithin", distance=0.03), strict=True):
        if codes[a] < codes[b] and (line := border(countries[codes[a]], countries[codes[b]])):
            borders[f"{codes[a]}-{codes[b]}"] = line
    all_land = shapely.union_all([shape.buffer(_SHORE_DEGREES) for shape in countries.values()])
    shapely.prepare(all_land)
    coasts = {code: coast(mainland(shape), all_land) for code, shape in sorted(countries.items())}
    coasts = {code: points for code, points in coasts.items() if points}
    data = {
        "radii": radii,
        "parts": parts,
        "borders": dict(sorted(borders.items())),
        "coasts": coasts,
        "capitals": capitals(gazetteer),
    }
    OUTLINES.write_text(json.dumps(data, separators=(",", ":")).replace('],"', '],\n"') + "\n", encoding="utf-8")
    print(f"{len(parts)} countries, {len(radii) - len(parts)} divisions, {len(borders)} borders, {len(coasts)} coasts")


if __name__ == "__main__":
    main()
