"""Files of already coded events: what becomes of each column, and of rows that cannot be events."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from stored_events import document, event

from geoevents import ingest as ingesting
from geoevents.errors import GeoEventsError
from geoevents.event_json import event_to_dict
from geoevents.export import EXPORTERS
from geoevents.importers import own
from geoevents.importers.acled import ACLED
from geoevents.importers.base import BadRow, CsvFormat
from geoevents.importers.countries import GLEDITSCH_WARD, ISO_NUMERIC
from geoevents.importers.csv_file import read_csv
from geoevents.importers.own import document_for, features, grouped, read_geojson, read_jsonl
from geoevents.importers.ucdp import UCDP
from geoevents.ingest import extracted, format_of, import_events, ingest
from geoevents.model import Document, Event, TextSpan, event_id_for
from geoevents.ontology import DatePrecision, WherePrecision
from geoevents.query import EventQuery
from geoevents.store.base import ExtractedDocument
from geoevents.store.delta import DeltaStore
from geoevents.store.memory import MemoryStore
from geoevents.store.rows import event_of, event_row

UCDP_HEAD = (
    "id,type_of_violence,side_a,side_b,source_headline,source_office,source_date,where_prec,where_coordinates,adm_1,"
    "latitude,longitude,country,country_id,date_prec,date_start,date_end,best,high,low"
)
UCDP_ROW = (
    "11.0,1.0,Government of Aland,Hill Front,Clash at the mill,Valley Wire,2019-05-03,2.0,Korvala village,Upper Vale,"
    "36.5,37.25,Syria,652.0,1.0,2019-05-02 00:00:00.000,2019-05-02 00:00:00.000,3.0,2.0,4.0"
)
ACLED_HEAD = (
    "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,inter1,actor2,inter2,civilian_targeting,"
    "iso,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,notes,fatalities"
)
ACLED_ROW = (
    "ALD7,02 May 2019,2,Battles,Armed clash,Hill Front,Rebel group,Police Forces of Aland,1,,760,Syria,Upper Vale,,,"
    'Korvala,36.5,37.25,1,Valley Wire,"On 2 May, both sides fought ""hard"" at the mill.",0'
)


def table(path: Path, form: CsvFormat, *, block_bytes: int = 1 << 20) -> tuple[list[dict[str, object]], list[BadRow]]:
    parts = list(read_csv(path, form, block_bytes=block_bytes))
    return [row for part in parts for row in part.events.to_pylist()], [bad for part in parts for bad in part.bad]


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def stored(path: Path, tmp_path: Path) -> tuple[DeltaStore, Event]:
    store = DeltaStore.open(str(tmp_path / "store"))
    list(import_events(path, store))
    (found,) = store.events(EventQuery())
    return store, found.event


def test_a_ucdp_row_becomes_a_whole_event(tmp_path: Path) -> None:
    store, found = stored(written(tmp_path / "ged.csv", UCDP_HEAD, UCDP_ROW), tmp_path)
    assert (found.event_type, found.sub_event_type, found.status) == ("Battles", "Armed clash", "actual")
    assert found.location is not None
    assert (found.location.lat, found.location.lon, found.location.country) == (36.5, 37.25, "SY")
    assert (found.location.where_prec, found.location.radius_km) == (WherePrecision.NEAR, 25.0)
    assert (found.date_start, found.date_precision) == (date(2019, 5, 2), DatePrecision.DAY)
    assert found.actor1 is not None and found.actor2 is not None
    assert (found.actor1.kind, found.actor2.kind) == (1, 2)
    # the best estimate lies outside low to high in this row: the range holds all three
    assert found.fatalities is not None
    assert (found.fatalities.low, found.fatalities.best, found.fatalities.high) == (2, 3, 4)
    report = store.document(found.document_id)
    assert report.text.startswith("Clash at the mill\n") and report.text.endswith("UCDP GED event 11")
    assert (report.source, report.published, report.doc_id) == ("Valley Wire", date(2019, 5, 3), "ucdp-ged:11")


def test_an_acled_row_becomes_a_whole_event(tmp_path: Path) -> None:
    _, found = stored(written(tmp_path / "export.csv", ACLED_HEAD, ACLED_ROW), tmp_path)
    assert (found.event_type, found.date_start) == ("Battles", date(2019, 5, 2))
    assert found.date_precision == DatePrecision.WEEK
    assert found.location is not None and found.location.country == "SY"
    assert found.actor1 is not None and found.actor2 is not None
    assert (found.actor1.name, found.actor1.kind, found.actor2.kind) == ("Hill Front", 2, 1)
    assert found.fatalities is not None and found.fatalities.best == 0
    assert found.evidence[0].text == 'On 2 May, both sides fought "hard" at the mill.'


def test_bulk_events_are_what_the_model_would_make(tmp_path: Path) -> None:
    """Ids, JSON and flat columns are made by SQL for speed: they must be what Python makes."""
    store, found = stored(written(tmp_path / "ged.csv", UCDP_HEAD, UCDP_ROW), tmp_path)
    report = store.document(found.document_id)
    assert report.document_id == found.document_id
    assert event_id_for(found.document_id, 0, 0) == found.event_id
    assert report.text[found.trigger.start : found.trigger.end] == found.trigger.text
    (batch,) = store.stream_batches(EventQuery())
    row = event_row(found, "")
    expected = {name: row[name] for name in batch.schema.names if name in row}
    given = batch.to_pylist()[0]
    assert {name: given[name] for name in expected} == expected
    assert list(event_to_dict(found)) == list(json.loads(row["event"]))
    assert event_of(row["event"]) == found
    for word in ("CLASH", "hill front", "korvala"):
        assert store.count(EventQuery(text=word)).total == 1


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("36.5,37.25", "137,36"), "not on Earth"),
        (("36.5,37.25", ",37.25"), "no coordinates"),
        (("36.5,37.25", "north,37.25"), "no coordinates"),
        (("2019-05-02 00:00:00.000,2019-05-02", "2019-13-02,2019-05-02"), "not an ISO date"),
        (("2019-05-02 00:00:00.000,2019-05-02", "2019-05-03,2019-05-02"), "before"),
        (("2.0,Korvala", "9,Korvala"), "where_prec"),
        (("36.5,37.25", "nan,37.25"), "not on Earth"),
        (("36.5,37.25", "36.5,inf"), "not on Earth"),
        (("2019-05-02 00:00:00.000,2019-05-02", "infinity,2019-05-02"), "not an ISO date"),
        (("2019-05-02 00:00:00.000,2019-05-02 00:00:00.000", "290000-01-01,290000-01-01"), "not an ISO date"),
        (("2019-05-02 00:00:00.000,2019-05-02 00:00:00.000", "0001-01-01,0001-01-01"), "not an ISO date"),
        (("2.0,Korvala", "1e30,Korvala"), "where_prec"),
        (("3.0,2.0,4.0", "x,2.0,4.0"), "deaths"),
        (("3.0,2.0,4.0", "nan,2.0,4.0"), "deaths"),
        (("3.0,2.0,4.0", "9e18,2.0,9e18"), "deaths"),
        (("3.0,2.0,4.0", "3.0,2.0,-4.0"), "deaths"),
        (("11.0,", ","), "no id"),
        (("Hill Front", ""), "no name"),
    ],
)
def test_a_row_that_is_no_event_is_set_aside(tmp_path: Path, change: tuple[str, str], reason: str) -> None:
    path = written(tmp_path / "ged.csv", UCDP_HEAD, UCDP_ROW, UCDP_ROW.replace(*change), UCDP_ROW)
    rows, bad = table(path, UCDP)
    assert len(rows) == 2
    assert [row.line for row in bad] == [3] and reason in bad[0].reason


def test_numbers_that_are_none_beside_the_event_itself_cost_nothing(tmp_path: Path) -> None:
    odd = UCDP_ROW.replace("652.0,1.0,", "nan,nan,").replace("11.0,", "1e400,").replace("2019-05-03,", "infinity,")
    rows, bad = table(written(tmp_path / "ged.csv", UCDP_HEAD, odd), UCDP)
    assert bad == []
    assert (rows[0]["country"], rows[0]["published"], rows[0]["doc_id"]) == (None, None, "ucdp-ged:1e400")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("02 May 2019", "infinity"), "not a date"),
        (("02 May 2019", "290000-01-01"), "not a date"),
        (("36.5,37.25", "NaN,37.25"), "not on Earth"),
        (('mill.",0', 'mill.",9000000000000000000'), "fatalities"),
    ],
)
def test_an_acled_row_that_is_no_event_is_set_aside(tmp_path: Path, change: tuple[str, str], reason: str) -> None:
    rows, bad = table(written(tmp_path / "a.csv", ACLED_HEAD, ACLED_ROW.replace(*change), ACLED_ROW), ACLED)
    assert len(rows) == 1
    assert [row.line for row in bad] == [2] and reason in bad[0].reason


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (f"{UCDP_HEAD}\n{UCDP_ROW}\n".encode("utf-16"), "not UTF-8"),
        (f"{UCDP_HEAD}\r{UCDP_ROW}\r".encode(), "line feed"),
        (f'{UCDP_HEAD}\n{UCDP_ROW}\n"{"x" * 5_000_000}'.encode(), "after line 2 is longer than 2 MB"),
    ],
    ids=["UTF-16", "old line ends", "an open quote"],
)
def test_a_file_that_is_no_such_csv_is_told_in_words(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "ged.csv"
    path.write_bytes(content)
    with pytest.raises(GeoEventsError, match=told):
        format_of(path)
        table(path, UCDP, block_bytes=1 << 23)


def test_lines_are_counted_through_quoted_line_breaks_and_parts(tmp_path: Path) -> None:
    long = UCDP_ROW.replace("Clash at the mill", '"Clash\nat\nthe mill"')
    broken = UCDP_ROW.replace("36.5,", "x,")
    path = written(tmp_path / "ged.csv", UCDP_HEAD, *[long] * 20, broken, *[UCDP_ROW] * 5, broken)
    rows, bad = table(path, UCDP, block_bytes=1000)
    assert len(rows) == 25
    assert [row.line for row in bad] == [62, 68]


def test_bytes_that_are_no_utf_8_cost_only_their_row(tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    bad_row = UCDP_ROW.encode().replace(b"mill", b"mi\xff\xfel")
    path.write_bytes(b"\n".join([UCDP_HEAD.encode(), UCDP_ROW.encode(), bad_row, UCDP_ROW.encode()]) + b"\n")
    rows, bad = table(path, UCDP)
    assert len(rows) == 2 and bad == [BadRow(3, "not UTF-8")]


def test_a_compressed_file_and_a_missing_column(tmp_path: Path) -> None:
    path = tmp_path / "ged.csv.gz"
    path.write_bytes(gzip.compress(f"{UCDP_HEAD}\n{UCDP_ROW}\n".encode()))
    assert format_of(path) == "ucdp"
    assert len(table(path, UCDP)[0]) == 1
    with pytest.raises(GeoEventsError, match="event_id_cnty"):
        table(path, ACLED)
    path.write_bytes(b"no gzip at all")
    with pytest.raises(GeoEventsError):
        table(path, UCDP)


def test_country_tables_hold_codes_of_two_letters_once() -> None:
    assert len(GLEDITSCH_WARD) > 190 and len(ISO_NUMERIC) > 245
    assert (GLEDITSCH_WARD[652], GLEDITSCH_WARD[490], GLEDITSCH_WARD[365]) == ("SY", "CD", "RU")
    assert set(GLEDITSCH_WARD.values()) <= set(ISO_NUMERIC.values())


def test_own_geojson_is_read_in_any_layout(tmp_path: Path) -> None:
    path = tmp_path / "e.geojson"
    members = [{"type": "Feature", "geometry": None, "properties": {"n": n, "t": "]}{[ \u2603"}} for n in range(3000)]
    for indent in (None, 2):
        path.write_text(json.dumps({"name": "x", "type": "FeatureCollection", "features": members}, indent=indent))
        assert [feature["properties"]["n"] for _, feature in features(path)] == list(range(3000))


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[1,2]", '{"features": [{"a": 1}, {"b"', '{"features": [1,,', '{"features": {}}', '{"features": [tru',
     '{"features": [' + "[" * 200_000],
)  # fmt: skip
def test_broken_geojson_is_told(tmp_path: Path, text: str) -> None:
    path = written(tmp_path / "e.geojson", text)
    with pytest.raises(GeoEventsError):
        list(features(path))


def test_geojson_that_is_no_utf_8_is_told_with_its_byte(tmp_path: Path) -> None:
    path = tmp_path / "e.geojson"
    path.write_bytes(b'{"features": ["\xe9"]}')
    with pytest.raises(GeoEventsError, match="not UTF-8 near byte 16"):
        list(features(path))


def test_json_that_is_broken_early_is_not_read_to_its_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "_WINDOW", 64)
    path = tmp_path / "e.geojson"
    path.write_bytes(b'{"features": [{"a": 1,,' + b" " * 300 + b"\xff")
    with pytest.raises(GeoEventsError, match="broken JSON"):  # and not the bytes after it
        list(features(path))


def test_a_feature_longer_than_a_window_is_read_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(own, "_WINDOW", 7)
    path = written(tmp_path / "e.geojson", '{"features"  : [{"n": "' + "x\u2603" * 100 + '"}, {"n": true}]}')
    assert [found["n"] for _, found in features(path)] == ["x\u2603" * 100, True]


def test_a_line_nested_too_deeply_costs_only_itself(tmp_path: Path) -> None:
    good = json.dumps(event_to_dict(event(document(1))))
    path = written(tmp_path / "e.jsonl", "[" * 200_000, good)
    bad: list[BadRow] = []
    assert len(list(read_jsonl(path, bad.append))) == 1
    assert bad == [BadRow(1, "nested too deeply")]


def test_a_part_of_an_import_holds_not_too_much_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target, path = DeltaStore.open(str(tmp_path / "b")), tmp_path / "e.jsonl"
    written(path, *(json.dumps(event_to_dict(event(document(n)))) for n in range(3)))
    monkeypatch.setattr(ingesting, "IMPORTED_CHARACTERS", 1)
    assert [report.total.documents for report in import_events(path, target)] == [1, 2, 3, 3]


def test_a_feature_that_is_no_event_is_set_aside(tmp_path: Path) -> None:
    path = written(tmp_path / "e.geojson", '{"features": [', '{"properties": {"event_id": "a"}},', '{"x": 1}, 7', "]}")
    bad: list[BadRow] = []
    assert list(read_geojson(path, bad.append)) == []
    assert [row.line for row in bad] == [2, 3, 3]


def test_a_report_is_given_with_the_last_of_its_events_and_nothing_else_is_waited_for() -> None:
    one, two = document(1), document(2)
    events = [event(one, 0), event(two, 0), event(one, 1), event(two, 1)]
    met: list[str] = []

    def read(on_bad: object) -> Iterator[Event]:
        for found in events:
            met.append(found.event_id)
            yield found

    shares = [(share, len(item.events), len(met)) for share, item in grouped(read, print)]
    assert shares == [(0.75, 2, 4 + 3), (1.0, 2, 4 + 4)]


def test_an_export_is_taken_in_part_by_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, target = DeltaStore.open(str(tmp_path / "a")), DeltaStore.open(str(tmp_path / "b"))
    source.ingest([ExtractedDocument(document(n), [event(document(n), 0)]) for n in range(5)], extractor="t")
    path = tmp_path / "events.jsonl"
    with path.open("wb") as out:
        EXPORTERS["jsonl"](source.stream(EventQuery()), out)
    monkeypatch.setattr(ingesting, "IMPORTED_DOCUMENTS", 2)
    reports = list(import_events(path, target))
    assert [report.total.documents for report in reports] == [2, 4, 5, 5]
    assert reports[-1].bytes_read == path.stat().st_size >= reports[0].bytes_read > 0
    assert target.count(EventQuery()) == source.count(EventQuery())


def test_what_is_left_of_a_report_keeps_the_offsets() -> None:
    found = event(
        document(1), trigger=TextSpan(20, 25, "shell"), evidence=(TextSpan(10, 40, "x" * 10 + "shell" + "y" * 15),)
    )
    left = document_for([found])
    assert left.document_id == found.document_id
    assert left.text[10:40] == found.evidence[0].text and left.text[20:25] == "shell"


class Reader:
    """A pipeline that finds one event in every report that names Korvala."""

    def extract_many(self, requests: Iterable[tuple[Document, None]]) -> Iterator[list[Event]]:
        for report, _ in requests:
            yield [event(report)] if "Korvala" in report.text else []


def test_reports_go_through_the_pipeline_into_the_store_one_by_one() -> None:
    done: list[tuple[str, int]] = []
    store = MemoryStore()
    count = ingest(
        [document(1), Document("Nothing here.")],
        Reader(),
        store,
        extractor="t",
        progress=lambda report, found: done.append((report.text[:7], found)),
    )
    assert count == (2, 1, 0)
    assert [found for _, found in done] == [1, 0]
    assert store.count(EventQuery()).total == 1


def test_nothing_is_read_ahead_of_what_is_asked_for() -> None:
    def endless() -> object:
        number = 0
        while True:
            number += 1
            yield document(number)

    items = extracted(endless(), Reader())  # type: ignore[arg-type]
    assert next(items).document == document(1)


class Stumbler(Reader):
    """Trips over every report of an odd number, and then reads nothing more of what it was given with it."""

    def extract_many(self, requests: Iterable[tuple[Document, None]]) -> Iterator[list[Event]]:
        asked = [report for report, _ in requests]
        if any(document(n).text == report.text for report in asked for n in (1, 3)):
            raise OverflowError("too long a number")
        for report in asked:
            yield [event(report)]


def test_a_report_that_trips_the_pipeline_is_left_out_and_the_others_are_read() -> None:
    failed: list[tuple[Document, str]] = []
    given = [document(n) for n in range(5)]
    found = list(extracted(iter(given), Stumbler(), on_failed=lambda report, why: failed.append((report, why))))
    assert [item.document for item in found] == [document(n) for n in (0, 2, 4)]
    assert [report for report, _ in failed] == [document(1), document(3)]
    assert failed[0][1] == "the extractor failed on it: OverflowError: too long a number"
    with pytest.raises(OverflowError):
        list(extracted(iter(given), Stumbler()))


def test_reports_that_cannot_be_given_are_no_fault_of_the_pipeline() -> None:
    def broken() -> Iterator[Document]:
        yield document(0)
        raise ValueError("the file ends here")

    with pytest.raises(ValueError, match="the file ends here"):
        list(extracted(broken(), Reader(), on_failed=lambda report, why: None))


def test_a_part_is_arrow_with_the_columns_of_the_store(tmp_path: Path) -> None:
    (part,) = read_csv(written(tmp_path / "ged.csv", UCDP_HEAD, UCDP_ROW), UCDP)
    assert isinstance(part.events, pa.Table) and part.bytes_read > 100
