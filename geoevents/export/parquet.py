"""GeoParquet 1.1: the flat columns with types, and the geometry as WKB that geopandas, GDAL and DuckDB read."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from geoevents.ahead import ahead
from geoevents.export.base import Events, batches
from geoevents.export.shapes import AREA_PRECISIONS, CORNERS, FloatArray, circle, rings
from geoevents.export.unclosed import Unclosed
from geoevents.flat import EXPORT

_META = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": [], "orientation": "counterclockwise"}},
}
SCHEMA = EXPORT.append(pa.field("geometry", pa.binary())).with_metadata({"geo": json.dumps(_META)})


_ROW_GROUP = 60_000  # events; a reader unpacks whole groups, and each begins its own dictionaries
_POINT = np.dtype([("order", "u1"), ("kind", "<u4"), ("lon", "<f8"), ("lat", "<f8")])
_RING = np.dtype(
    [("order", "u1"), ("kind", "<u4"), ("rings", "<u4"), ("corners", "<u4"), ("points", "<f8", (CORNERS + 1, 2))]
)


def geometries(batch: pa.RecordBatch) -> pa.Array:
    """WKB of each event: a point, a circle for an area, null where it is not placed."""
    lat, lon, radius = (_floats(batch.column(name)) for name in ("lat", "lon", "radius_km"))
    precision = batch.column("where_prec").fill_null(0).to_numpy(zero_copy_only=False)
    placed = ~(np.isnan(lat) | np.isnan(lon))
    is_area = placed & np.isin(precision, AREA_PRECISIONS)
    points, areas = np.flatnonzero(placed & ~is_area), np.flatnonzero(is_area)
    corners, plain = rings(lat[areas], lon[areas], radius[areas])
    special = [circle(float(lat[i]), float(lon[i]), float(np.nan_to_num(radius[i]))) for i in areas[~plain]]
    made = pa.concat_arrays(
        [
            _points(lon[points], lat[points]),
            _polygons(corners[plain]),
            pa.array(shapely.to_wkb(special, output_dimension=2) if special else [], pa.binary()),
        ]
    )
    place = np.full(batch.num_rows, -1)
    place[np.concatenate([points, areas[plain], areas[~plain]])] = np.arange(len(made))
    return made.take(pa.array(place, mask=place < 0))


def _floats(column: pa.Array) -> FloatArray:
    return column.cast(pa.float64()).to_numpy(zero_copy_only=False)  # type: ignore[no-any-return]


def _points(lon: FloatArray, lat: FloatArray) -> pa.Array:
    found = np.empty(len(lon), _POINT)
    found["order"], found["kind"], found["lon"], found["lat"] = 1, 1, lon, lat
    return _binary(found)


def _polygons(corners: FloatArray) -> pa.Array:
    found = np.empty(len(corners), _RING)
    found["order"], found["kind"], found["rings"], found["corners"] = 1, 3, 1, CORNERS + 1
    found["points"] = corners
    return _binary(found)


def _binary(records: np.ndarray[Any, np.dtype[Any]]) -> pa.Array:
    """Records of one length as values of a binary column."""
    size = records.dtype.itemsize
    offsets = np.arange(0, (len(records) + 1) * size, size, dtype=np.int32)
    return pa.Array.from_buffers(pa.binary(), len(records), [None, pa.py_buffer(offsets), pa.py_buffer(records.data)])


def write_parquet(events: Events, out: BinaryIO) -> int:
    """Write a GeoParquet file and return the number of events."""
    number = 0
    waiting: list[pa.RecordBatch] = []
    with pq.ParquetWriter(Unclosed(out), SCHEMA, compression="zstd") as writer:
        for batch in ahead(_with_geometry, batches(events)):
            number += batch.num_rows
            waiting.append(batch)
            if sum(part.num_rows for part in waiting) >= _ROW_GROUP:
                writer.write_table(pa.Table.from_batches(waiting))
                waiting = []
        if waiting:
            writer.write_table(pa.Table.from_batches(waiting))
    return number


def _with_geometry(batch: pa.RecordBatch) -> pa.RecordBatch:
    return pa.RecordBatch.from_arrays([*batch.select(EXPORT.names).columns, geometries(batch)], schema=SCHEMA)
