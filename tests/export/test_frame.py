from __future__ import annotations

import json
from io import BytesIO

import geopandas as gpd
import pandas as pd
from sample_events import sample
from shapely.geometry import shape

from geoevents.export import write_geojson
from geoevents.export.frame import to_geodataframe
from geoevents.flat import EXPORT
from geoevents.query import EventQuery
from geoevents.store.memory import MemoryStore


def stored():
    store = MemoryStore()
    store.ingest(sample(), extractor="test")
    return list(store.stream(EventQuery(statuses=(), review="all")))


def test_the_frame_has_the_geometry_and_order_of_the_geojson():
    events = stored()
    frame = to_geodataframe(events)
    out = BytesIO()
    write_geojson(events, out)
    features = json.loads(out.getvalue())["features"]
    assert frame.crs.to_epsg() == 4326
    assert list(frame["event_id"]) == [feature["id"] for feature in features]
    for mine, feature in zip(frame.geometry, features, strict=True):
        if feature["geometry"] is None:
            assert mine is None
        else:
            assert mine.equals_exact(shape(feature["geometry"]), 1e-6)
    assert {"Point", "Polygon"} <= set(frame.geometry.dropna().geom_type)
    assert frame.geometry.isna().sum() == 1


def test_types_know_what_is_missing():
    frame = to_geodataframe(stored())
    assert str(frame["fatalities_best"].dtype) == "Int64" and frame["fatalities_best"].isna().any()
    assert str(frame["civilian_targeting"].dtype) == "boolean"
    assert pd.api.types.is_datetime64_any_dtype(frame["date_start"])
    assert frame["confidence"].dtype == "float64"
    assert isinstance(frame["event_type"].dtype, pd.StringDtype)
    assert list(frame.columns) == [*EXPORT.names, "geometry"]


def test_it_can_be_joined_and_written_by_geopandas(tmp_path):
    frame = to_geodataframe(stored())
    frame.to_file(tmp_path / "events.gpkg")
    again = gpd.read_file(tmp_path / "events.gpkg")
    assert len(again) == len(frame) and again["date_start"].notna().sum() == frame["date_start"].notna().sum()


def test_no_events_make_an_empty_frame_with_all_columns():
    frame = to_geodataframe([])
    assert len(frame) == 0 and list(frame.columns) == [*EXPORT.names, "geometry"] and frame.crs.to_epsg() == 4326
