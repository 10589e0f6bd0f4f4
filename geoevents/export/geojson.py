"""GeoJSON as RFC 7946 has it: (lon, lat) in WGS84, streamed, properties flat and typed for GIS programs."""

from __future__ import annotations

from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from geoevents.ahead import ahead
from geoevents.export.base import Events, batches
from geoevents.export.jsontext import content, objects, values
from geoevents.export.shapes import AREA_PRECISIONS, FloatArray, circle, geometry_json, rings
from geoevents.flat import EXPORT

_HEAD = b'{"type":"FeatureCollection","features":['


def write_geojson(events: Events, out: BinaryIO) -> int:
    """Write a FeatureCollection and return the number of features.

    Unplaced events have null geometry; events known only to an area are a circle of that size. The
    ``bbox`` of everything stands at the end, where a stream knows it; it is left out when nothing is
    placed.
    """
    bounds = _Box()
    number = 0
    out.write(_HEAD)
    for features, rows, box in ahead(_features, (batch for batch in batches(events) if batch.num_rows)):
        out.write(content(features)[0 if number else 1 :])  # each begins with a comma
        number += rows
        bounds.add(*box.edges())
    out.write(b"\n]" + bounds.to_json() + b"}\n")
    return number


def _features(batch: pa.RecordBatch) -> tuple[pa.Array, int, _Box]:
    """The text of each feature, their number and their bounds."""
    box = _Box()
    columns = dict(zip(EXPORT.names, batch.select(EXPORT.names).columns, strict=True))
    features = pc.binary_join_element_wise(
        ',\n{"type":"Feature","id":',
        values(columns["event_id"]),
        ',"geometry":',
        _geometries(batch, box),
        ',"properties":',
        objects(columns, batch.num_rows),
        "}",
        "",
    )
    return features, batch.num_rows, box


class _Box:
    """Bounds of everything written so far."""

    def __init__(self) -> None:
        self.west = self.south = float("inf")
        self.east = self.north = float("-inf")

    def add(self, west: float, south: float, east: float, north: float) -> None:
        self.west, self.south = min(self.west, west), min(self.south, south)
        self.east, self.north = max(self.east, east), max(self.north, north)

    def edges(self) -> tuple[float, float, float, float]:
        return self.west, self.south, self.east, self.north

    def to_json(self) -> bytes:
        if self.west > self.east:
            return b""
        return f',"bbox":[{self.west!r},{self.south!r},{self.east!r},{self.north!r}]'.encode()


def _geometries(batch: pa.RecordBatch, box: _Box) -> pa.Array:
    """The geometry of each event as GeoJSON text; ``box`` grows to hold them all."""
    lat, lon = batch.column("lat"), batch.column("lon")
    placed = pc.and_(pc.is_valid(lat), pc.is_valid(lon))
    in_areas = pc.fill_null(pc.is_in(batch.column("where_prec"), pa.array(AREA_PRECISIONS, pa.int64())), False)
    is_area = pc.and_(placed, in_areas)
    is_point = pc.and_(placed, pc.invert(in_areas))
    if pc.any(is_point).as_py():
        lats, lons = pc.min_max(lat.filter(is_point)), pc.min_max(lon.filter(is_point))
        box.add(lons["min"].as_py(), lats["min"].as_py(), lons["max"].as_py(), lats["max"].as_py())
    points = pc.binary_join_element_wise('{"type":"Point","coordinates":[', values(lon), ",", values(lat), "]}", "")
    text = pc.if_else(is_point, points, "null")
    if pc.any(is_area).as_py():
        lat, lon, radius = (
            batch.column(name).filter(is_area).to_numpy(zero_copy_only=False).astype(float)
            for name in ("lat", "lon", "radius_km")
        )
        text = pc.replace_with_mask(text, is_area, _circles(lat, lon, radius, box))
    return text


def _circles(lat: FloatArray, lon: FloatArray, radius_km: FloatArray, box: _Box) -> pa.Array:
    corners, plain = rings(lat, lon, radius_km)
    if plain.any():
        west, south = corners[plain].min(axis=(0, 1))
        east, north = corners[plain].max(axis=(0, 1))
        box.add(float(west), float(south), float(east), float(north))
    flat = pa.array(corners.reshape(-1))
    numbers = values(flat)
    pairs = pc.binary_join_element_wise("[", numbers.take(pa.array(range(0, len(flat), 2))), ",",
                                        numbers.take(pa.array(range(1, len(flat), 2))), "]", "")  # fmt: skip
    offsets = pa.array(range(0, len(pairs) + 1, corners.shape[1]), pa.int32())
    joined = pc.binary_join(pa.ListArray.from_arrays(offsets, pairs), ",")
    text = pc.binary_join_element_wise('{"type":"Polygon","coordinates":[[', joined, "]]}", "")
    if plain.all():
        return text
    special = []
    for i in range(len(lat)):
        if not plain[i]:
            shape = circle(float(lat[i]), float(lon[i]), float(np.nan_to_num(radius_km[i])))
            box.add(*shape.bounds)
            special.append(geometry_json(shape))
    return pc.replace_with_mask(text, pa.array(~plain), pa.array(special, pa.string()))
