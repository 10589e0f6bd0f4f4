from __future__ import annotations

import json

import geopandas as gpd
import pytest
import shapely

from geoevents.area_file import MAX_CORNERS, MAX_TEXT_BYTES, parse_area, read_area
from geoevents.errors import InvalidQueryError
from geoevents.query import EventQuery

IDLIB = shapely.box(36.2, 35.4, 37.0, 36.2)


def text(*shapes, **more):
    features = [{"type": "Feature", "properties": {}, "geometry": shapely.geometry.mapping(s)} for s in shapes]
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


@pytest.mark.parametrize("name", ["a.geojson", "a.gpkg", "a.shp.zip", "a.parquet"])
@pytest.mark.parametrize("crs", [4326, 32637])
def test_any_vector_file_in_any_reference_system_gives_the_area(tmp_path, name, crs):
    frame = gpd.GeoDataFrame({"n": [1]}, geometry=[IDLIB], crs=4326).to_crs(crs)
    if name.endswith("parquet"):
        frame.to_parquet(tmp_path / name)
    else:
        frame.to_file(tmp_path / name, driver="ESRI Shapefile" if name.endswith("zip") else None)
    ring = shapely.Polygon(read_area(tmp_path / name).ring)
    assert ring.symmetric_difference(IDLIB).area < 0.001 * IDLIB.area


def test_neighbouring_features_are_united_without_a_remark():
    found = parse_area(text(IDLIB, shapely.box(37.0, 35.4, 38.0, 36.2)), "x")
    assert shapely.Polygon(found.ring).area == pytest.approx(1.8 * 0.8) and found.changes == ()


def test_a_small_island_is_left_out_and_far_parts_become_their_hull():
    island = parse_area(text(IDLIB, shapely.box(35.0, 35.0, 35.1, 35.1)), "x")
    assert shapely.Polygon(island.ring).equals(IDLIB) and "only the largest" in island.changes[0]
    far = parse_area(text(IDLIB, shapely.box(40, 35.4, 41, 36.2)), "x")
    assert shapely.Polygon(far.ring).bounds == (36.2, 35.4, 41.0, 36.2) and "hull" in far.changes[0]


def test_many_corners_become_few_enough_for_an_address():
    found = parse_area(text(shapely.Point(36, 35).buffer(1, quad_segs=5000)), "x")
    assert len(found.ring) <= MAX_CORNERS and "simplified" in found.changes[0]
    assert shapely.Polygon(found.ring).area == pytest.approx(3.1416, rel=0.01)
    query = EventQuery(polygon=found.ring)
    assert EventQuery.from_params(query.to_params()) == query


def test_holes_are_filled_and_said():
    ring = IDLIB.difference(shapely.box(36.5, 35.7, 36.6, 35.8))
    found = parse_area(text(ring), "x")
    assert shapely.Polygon(found.ring).equals(IDLIB) and found.changes[0] == "holes are filled"


def test_both_sides_of_the_date_line_are_one_area():
    found = parse_area(text(shapely.box(177, -18, 180, -16), shapely.box(-180, -18, -178, -16)), "Fiji")
    assert shapely.Polygon(found.ring).bounds == (177, -18, 182, -16)


def test_old_geojson_may_name_its_reference_system():
    moved = gpd.GeoSeries([IDLIB], crs=4326).to_crs(3857).iloc[0]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    ring = shapely.Polygon(parse_area(text(moved, crs=crs), "x").ring)
    assert ring.symmetric_difference(IDLIB).area < 0.001


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "no GeoJSON"),
        (b"\xff\xfe{", "no GeoJSON"),
        (b"[1, 2]", "no GeoJSON"),
        (b'{"type": "Topology"}', "no GeoJSON|no polygon|cannot be read"),
        (b"[" * 200_000, "no GeoJSON"),
        (text(), "no polygon"),
        (text(shapely.Point(36, 35)), "no polygon"),
        (text(shapely.box(500_000, 4_000_000, 600_000, 4_100_000)), "not in degrees"),
        (
            b'{"type": "Polygon", "coordinates": [[[1, 2], [NaN, 3], [4, 5], [1, 2]]]}',
            "not in degrees|no area|no GeoJSON",
        ),
        (b'{"type": "Polygon", "coordinates": "x"}', "no GeoJSON|cannot be read"),
        (b'{"type": "Polygon", "coordinates": [[[1, 2], [1, 2]]]}', "no GeoJSON|cannot be read|no polygon"),
        (text(shapely.box(1, 1, 1, 2)), "no area"),
        (text(IDLIB, crs={"type": "name", "properties": {"name": "no such"}}), "cannot be read"),
        (text(IDLIB, crs={"type": "link"}), "no GeoJSON"),
        (b" " * (MAX_TEXT_BYTES + 1), "larger than"),
    ],
)
def test_what_is_no_area_is_refused_with_a_reason(raw, reason):
    with pytest.raises(InvalidQueryError, match=reason) as caught:
        parse_area(raw, "drawn.geojson")
    assert str(caught.value).startswith("drawn.geojson: ")


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "no such file"),
        (b"not a map", "cannot be read"),
        (b"<OGRVRTDataSource><OGRVRTLayer name='x'/></OGRVRTDataSource>", "only points to others"),
        (b"lat,lon\n1,2\n", "without geometry|no polygon|cannot be read"),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_reason(tmp_path, content, reason):
    path = tmp_path / ("area.csv" if content and content.startswith(b"lat") else "area.bin")
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InvalidQueryError, match=reason):
        read_area(path)
