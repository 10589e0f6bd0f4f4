"""GeoParquet 1.1: the flat columns with types, and the geometry as WKB that geopandas, GDAL and DuckDB read."""

from __future__ import annotations

import json
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import shapely

from geoevents.export.base import Events, batches
from geoevents.export.csv import _Unclosed
from geoevents.export.shapes import AREA_PRECISIONS, circle, rings
from geoevents.flat import EXPORT

_META = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": [], "orientation": "counterclockwise"}},
}
SCHEMA = EXPORT.append(pa.field("geometry", pa.binary())).with_metadata({"geo": json.dumps(_META)})


def geometries(batch: pa.RecordBatch) -> pa.Array:
    """WKB of each event: a point, a circle for an area, null where it is not placed."""
    lat = batch.column("lat").to_numpy(zero_copy_only=False)
    lon = batch.column("lon").to_numpy(zero_copy_only=False)
    precision = batch.column("where_prec").fill_null(0).to_numpy(zero_copy_only=False)
    shapes = np.full(batch.num_rows, None, dtype=object)
    placed = ~(np.isnan(lat.astype(float)) | np.isnan(lon.astype(float)))
    shapes[placed] = shapely.points(lon[placed].astype(float), lat[placed].astype(float))
    areas = np.flatnonzero(placed & np.isin(precision, AREA_PRECISIONS))
    if len(areas):
        radius = batch.column("radius_km").to_numpy(zero_copy_only=False).astype(float)
        corners, plain = rings(lat[areas].astype(float), lon[areas].astype(float), radius[areas])
        shapes[areas] = shapely.polygons(corners)
        for i in areas[~plain]:
            shapes[i] = circle(float(lat[i]), float(lon[i]), float(np.nan_to_num(radius[i])))
    return pa.array(shapely.to_wkb(shapes, output_dimension=2), type=pa.binary())


def write_parquet(events: Events, out: BinaryIO) -> int:
    """Write a GeoParquet file and return the number of events."""
    number = 0
    with pq.ParquetWriter(_Unclosed(out), SCHEMA, compression="zstd") as writer:
        for batch in batches(events):
            columns = [*batch.select(EXPORT.names).columns, geometries(batch)]
            writer.write_batch(pa.RecordBatch.from_arrays(columns, schema=SCHEMA))
            number += batch.num_rows
    return number
