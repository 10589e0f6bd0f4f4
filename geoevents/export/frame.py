"""Events as a geopandas.GeoDataFrame, for notebooks and GIS work in Python."""

from __future__ import annotations

from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa

from geoevents.export.base import Events, batches
from geoevents.export.parquet import geometries
from geoevents.flat import EXPORT

_WGS84 = "EPSG:4326"


def to_geodataframe(events: Events) -> gpd.GeoDataFrame:
    """All events in one frame, geometry as in the GeoJSON export.

    Parameters
    ----------
    events : iterable of StoredEvent or of record batches
        What ``store.stream(query)`` or, many times faster, ``store.stream_batches(query)`` gives.

    Returns
    -------
    geopandas.GeoDataFrame
        One row an event, in the order given, with the columns of docs/formats.md and ``geometry`` in
        EPSG:4326: a point, a circle where only an area is known, None without a place. Days are
        ``datetime64``, whole numbers ``Int64`` and truth values ``boolean``, so that what was not
        reported is missing and never 0; texts are ``str``.
    """
    parts = [batch.append_column("geometry", geometries(batch)) for batch in batches(events)]
    schema = EXPORT.append(pa.field("geometry", pa.binary()))
    table = pa.Table.from_batches([pa.RecordBatch.from_arrays(part.columns, schema=schema) for part in parts], schema)
    columns = table.select(EXPORT.names).to_pandas(types_mapper=_pandas_type, date_as_object=False)
    shapes = gpd.GeoSeries.from_wkb(table.column("geometry").to_pylist(), crs=_WGS84)
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=_WGS84)


def _pandas_type(kind: pa.DataType) -> Any:
    """A pandas type that knows "missing"; None leaves the choice to pyarrow."""
    if pa.types.is_integer(kind):
        return pd.Int64Dtype()
    if pa.types.is_boolean(kind):
        return pd.BooleanDtype()
    return pd.StringDtype(na_value=float("nan")) if pa.types.is_string(kind) else None
