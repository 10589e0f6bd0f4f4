"""Every export holds every field of every event, with its type, for the programs that open it."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import geopandas
import pyarrow.parquet as pq
import pyogrio
import pytest
from shapely.geometry import shape
from stored_events import document, event, place

from geoevents.errors import GeoEventsError
from geoevents.event_json import event_from_dict
from geoevents.export import EXPORTERS, MEDIA_TYPES, export_file, exporter_for, write_csv, write_geojson, write_jsonl
from geoevents.export.base import batches
from geoevents.export.shapes import circle
from geoevents.flat import EXPORT, flatten, unflatten
from geoevents.geometry import distance_km
from geoevents.model import Actor, Candidate, Count, Event, Place, TextSpan
from geoevents.ontology import WherePrecision
from geoevents.store.base import StoredEvent

FULL = event(
    document(1, title="Raid at Korvala", url="https://example.org/a?b=1&c=2"),
    location=place(
        relation="near",
        admin1="Upper Vale",
        admin2="Mill",
        geonameid=77,
        feature_code="PPL",
        mentions=((26, 33), (40, 44)),
        candidates=(Candidate(Place("test:9", "Korvala Min", 1.5, 2.5, "TR", ""), 0.25, ("same name", "far, away")),),
    ),
    evidence=(TextSpan(0, 44, "Gunmen raided the mill at Korvala on Sunday."), TextSpan(60, 70, "the bridge")),
    date_mention=TextSpan(34, 43, "on Sunday"),
    actor2=Actor('a "mixed" crowd', None, 7, "SY", ((1, 2),)),
    injuries=Count(1, 2, 3),
    displaced=Count.exactly(40),
    detained=Count.exactly(0),
    weapons=("rifle", "mortar"),
    targets=("mill",),
    civilian_targeting=True,
    attribution="police, witnesses",
    incident_id="i1",
)
BARE = event(
    document(2),
    event_type=None,
    sub_event_type=None,
    date_start=None,
    date_end=None,
    date_precision=None,
    location=None,
    actor1=None,
    fatalities=None,
    source=None,
    published=None,
)
AREA = event(document(3), location=place(precision=4, radius_km=120.0))
STORED = [StoredEvent(FULL, reviewed_by="ana"), StoredEvent(BARE, rejected=True), StoredEvent(AREA, human_owned=True)]


def written(name: str, stored: list[StoredEvent] = STORED) -> bytes:
    out = io.BytesIO()
    assert EXPORTERS[name](iter(stored), out) == len(stored)
    return out.getvalue()


@pytest.mark.parametrize("found", [FULL, BARE, AREA], ids=["full", "bare", "area"])
def test_flat_columns_hold_the_whole_event(found: Event) -> None:
    row = flatten(found)
    assert tuple(row) and set(row) | {"rejected", "reviewed_by", "human_owned"} == set(EXPORT.names)
    assert unflatten(row) == found


def test_evidence_that_holds_the_gap_between_sentences_comes_back() -> None:
    spans = (TextSpan(0, 9, "one … two"), TextSpan(20, 25, "three"))
    found = replace(FULL, evidence=spans)
    assert unflatten(flatten(found)) == found


@pytest.mark.parametrize("name", EXPORTERS)
def test_no_events_make_a_valid_empty_file(name: str, tmp_path: Path) -> None:
    data = written(name, [])
    if name == "geojson":
        assert json.loads(data) == {"type": "FeatureCollection", "features": []}
    elif name == "csv":
        assert data.decode().strip().replace('"', "").split(",") == EXPORT.names
    elif name == "parquet":
        (tmp_path / "e.parquet").write_bytes(data)
        assert len(geopandas.read_parquet(tmp_path / "e.parquet")) == 0
    else:
        assert data == b""


def test_every_format_says_its_media_type() -> None:
    assert set(MEDIA_TYPES) == set(EXPORTERS)


def test_geojson_is_what_rfc_7946_asks() -> None:
    data = json.loads(written("geojson"))
    full, bare, area = data["features"]
    assert full["geometry"] == {"type": "Point", "coordinates": [20.25, 10.5]}
    assert bare["geometry"] is None
    assert full["id"] == FULL.event_id
    assert "crs" not in data
    ring = shape(area["geometry"])
    assert ring.geom_type == "Polygon" and ring.exterior.is_ccw and ring.exterior.is_ring
    west, south, east, north = data["bbox"]
    assert (west, south, east, north) == pytest.approx(ring.union(shape(full["geometry"])).bounds)
    assert west < 20.25 < east and south < 10.5 < north
    assert all(set(feature["properties"]) == set(EXPORT.names) for feature in data["features"])


def test_geojson_has_no_bbox_when_nothing_is_placed() -> None:
    assert "bbox" not in json.loads(written("geojson", [StoredEvent(BARE)]))


def test_geojson_properties_give_the_events_back() -> None:
    features = json.loads(written("geojson"))["features"]
    assert [unflatten(feature["properties"]) for feature in features] == [FULL, BARE, AREA]
    assert [feature["properties"]["reviewed_by"] for feature in features] == ["ana", None, None]


def test_hostile_text_stays_text_in_geojson() -> None:
    odd = replace(FULL, title='</script>"\\ \n\u2028 \ud800 \0 \U0001f600', attribution="${x}`")
    properties = json.loads(written("geojson", [StoredEvent(odd)]))["features"][0]["properties"]
    assert properties["title"] == '</script>"\\ \n\u2028 \ufffd \ufffd \U0001f600'
    assert properties["attribution"] == "${x}`"


def test_gdal_reads_geojson_with_its_types(tmp_path: Path) -> None:
    path = tmp_path / "events.geojson"
    path.write_bytes(written("geojson"))
    info = pyogrio.read_info(path)
    types = dict(zip(info["fields"], info["dtypes"], strict=True))
    assert types["date_start"].startswith("datetime64")
    assert types["fatalities_best"] in ("int32", "int64")
    assert types["confidence"] == "float64"
    assert types["civilian_targeting"] == "bool"
    frame = pyogrio.read_dataframe(path, use_arrow=True)
    assert frame.crs == "EPSG:4326"
    assert list(frame.geometry.isna()) == [False, True, False]
    assert frame.geometry[0].coords[0] == (20.25, 10.5)
    assert list(frame["event_id"]) == [FULL.event_id, BARE.event_id, AREA.event_id]
    assert list(frame["fatalities_best"].isna()) == [False, True, False]
    assert frame["date_start"][0] in (datetime(2021, 3, 7), date(2021, 3, 7))
    assert frame["weapons"][0] == "rifle; mortar"


def test_geoparquet_opens_in_geopandas_with_its_types(tmp_path: Path) -> None:
    path = tmp_path / "events.parquet"
    path.write_bytes(written("parquet"))
    frame = geopandas.read_parquet(path)
    assert [g and g.geom_type for g in frame.geometry] == ["Point", None, "Polygon"]
    assert frame.crs is not None and frame.crs.to_epsg() == 4326 or frame.crs == "OGC:CRS84"
    table = pq.read_table(path)
    assert [unflatten(row) for row in table.drop(["geometry"]).to_pylist()] == [FULL, BARE, AREA]
    assert table.schema.field("date_start").type == EXPORT.field("date_start").type
    assert json.loads(table.schema.metadata[b"geo"])["primary_column"] == "geometry"


def test_jsonl_is_the_event_itself() -> None:
    lines = written("jsonl").decode().splitlines()
    assert [event_from_dict(json.loads(line)) for line in lines] == [FULL, BARE, AREA]


def test_columns_and_events_make_the_same_file() -> None:
    for name, exporter in EXPORTERS.items():
        out = io.BytesIO()
        assert exporter(batches(iter(STORED)), out) == 3
        if name != "parquet":
            assert out.getvalue() == written(name)


def test_csv_reads_back_with_a_header() -> None:
    full, bare, area = csv.DictReader(io.StringIO(written("csv").decode()))
    assert list(full) == EXPORT.names
    assert (full["lat"], full["lon"], full["fatalities_best"]) == ("10.5", "20.25", "3")
    assert full["actor2_name"] == 'a "mixed" crowd'
    assert (bare["lat"], bare["fatalities_best"], bare["date_start"]) == ("", "", "")
    assert area["human_owned"] == "true"


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1+1", " ＠SUM(A1)", "=cmd|' /C calc'!A0"]
)
def test_a_csv_cell_that_a_spreadsheet_would_run_becomes_text(cell: str) -> None:
    (row,) = csv.DictReader(io.StringIO(written("csv", [StoredEvent(replace(FULL, title=cell))]).decode(), newline=""))
    assert row["title"] == "'" + cell


def test_negative_numbers_stay_numbers_in_csv() -> None:
    south = replace(FULL, location=place(-10.5, -20.25))
    (row,) = csv.DictReader(io.StringIO(written("csv", [StoredEvent(south)]).decode()))
    assert (row["lat"], row["lon"]) == ("-10.5", "-20.25")


def test_csv_starts_with_the_mark_excel_wants_only_when_asked() -> None:
    out = io.BytesIO()
    write_csv(iter(STORED), out, bom=True)
    assert out.getvalue().startswith(b"\xef\xbb\xbf")
    assert not written("csv").startswith(b"\xef\xbb\xbf")


def test_geojson_starts_before_it_has_seen_everything() -> None:
    out, seen = io.BytesIO(), []

    def slowly() -> object:
        for number in range(500):
            if number == 400:
                seen.append(len(out.getvalue()))
            yield STORED[0]

    write_geojson(slowly(), out)  # type: ignore[arg-type]
    assert seen[0] > 1000


def test_a_file_appears_whole_or_not_at_all(tmp_path: Path) -> None:
    def broken() -> object:
        yield STORED[0]
        raise ValueError("the store went away")

    path = tmp_path / "events.jsonl"
    with pytest.raises(ValueError, match="went away"):
        export_file(broken(), path, write_jsonl)  # type: ignore[arg-type]
    assert list(tmp_path.iterdir()) == []
    assert export_file(iter(STORED), path, write_jsonl) == 3
    assert [p.name for p in tmp_path.iterdir()] == ["events.jsonl"]


def test_the_extension_names_the_format() -> None:
    assert exporter_for("a.GeoJSON") is EXPORTERS["geojson"]
    assert exporter_for("a.json") is EXPORTERS["geojson"]
    with pytest.raises(GeoEventsError, match="geojson"):
        exporter_for("a.xlsx")


@pytest.mark.parametrize(("lat", "lon", "radius"), [(0, 0, 100), (60, 20, 300), (-17, 179.5, 200), (70, -179.9, 50)])
def test_a_circle_has_its_radius_and_stays_on_the_map(lat: float, lon: float, radius: float) -> None:
    found = circle(lat, lon, radius)
    assert found.is_valid
    west, south, east, north = found.bounds
    assert -180 <= west <= east <= 180 and -90 <= south <= north <= 90
    parts = getattr(found, "geoms", [found])
    assert all(part.exterior.is_ccw for part in parts)
    centre = Place("c", "c", lat, lon, None, "")
    far = [
        distance_km(centre, Place("p", "p", y, x, None, ""))
        for part in parts
        for x, y in part.exterior.coords
        if abs(x) < 179.999
    ]
    assert far == pytest.approx([radius] * len(far), rel=0.01)
    assert (len(parts) == 2) == (abs(lon) > 179)


def test_a_circle_around_a_pole_or_of_no_size_is_still_a_figure() -> None:
    assert circle(89, 0, 500).is_valid and circle(89, 0, 500).bounds[3] < 90
    assert circle(10, 10, 0).area > 0


def test_precision_is_mapped_to_acled(tmp_path: Path) -> None:
    codes = [flatten(replace(FULL, location=place(precision=int(p))))["geo_precision"] for p in WherePrecision]
    assert codes == [1, 2, 2, 3, 3, None, None]
