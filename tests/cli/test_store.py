"""The commands that fill, ask, export and look after the store, run as a user runs them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from stored_events import place, report
from typer.testing import CliRunner, Result

from geoevents.cli.main import build_app
from geoevents.errors import GeoEventsError
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings
from geoevents.store.delta import DeltaStore

UCDP_COLUMNS = (
    "id,type_of_violence,dyad_name,side_a,side_b,source_headline,source_date,where_prec,where_coordinates,latitude,"
    "longitude,country,country_id,date_prec,date_start,date_end,best,high,low"
)
UCDP_ROWS = [
    "11.0,1.0,Government of Aland - Hill Front,Government of Aland,Hill Front,Clash at the mill,2019-05-03,1.0,Korvala,"
    "36.5,37.25,Syria,652.0,1.0,2019-05-02 00:00:00.000,2019-05-02 00:00:00.000,3.0,5.0,2.0",
    '12.0,3.0,Hill Front - Civilians,Hill Front,Civilians,"Two lines\nof headline",2019-06-01,4.0,Upper Vale,'
    "36.0,37.0,Syria,652.0,2.0,2019-05-30,2019-06-01,1.0,1.0,2.0",
]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build_app(), list(arguments), catch_exceptions=False)


@pytest.fixture
def store() -> DeltaStore:
    """The user's own store with three events, one of them without a place."""
    opened = DeltaStore.open(Settings.from_environment().store_uri, author="ana")
    opened.ingest(
        [report(1), report(2, {"location": None, "fatalities": None}), report(3, {"location": place(-1.0, 2.0)})],
        extractor="t",
    )
    return opened


@pytest.fixture
def ucdp(tmp_path: Path) -> Path:
    path = tmp_path / "ged.csv"
    path.write_text("\n".join([UCDP_COLUMNS, *UCDP_ROWS]) + "\n", encoding="utf-8")
    return path


def test_query_prints_events_and_counts(store: DeltaStore) -> None:
    found = run("query")
    assert found.exit_code == 0
    assert "3 events: 2 at a point, 0 known to an area, 1 without a place" in found.stdout
    assert report(1).events[0].event_id in found.stdout


def test_query_options_are_those_of_the_query(store: DeltaStore) -> None:
    assert run("query", "--from", "2021-03-08").stdout.startswith("0 events")
    assert "3 events" in run("query", "--to", "2021-03-07", "--actor", "hill front", "--type", "Battles").stdout
    assert "2 events" in run("query", "--country", "sy", "--min-fatalities", "1", "--status", "any").stdout
    assert "1 event:" in run("query", "--inside", "1,-2,3,0", "--text", "KORVALA").stdout
    assert len(run("query", "--limit", "1").stdout.splitlines()) == 3


def test_query_says_what_is_wrong_with_an_option(store: DeltaStore) -> None:
    for arguments in (["--from", "soon"], ["--type", "Party"], ["--inside", "1,2"], ["--min-confidence", "7"]):
        with pytest.raises(GeoEventsError):
            run("query", *arguments)


def test_news_text_cannot_drive_the_terminal() -> None:
    DeltaStore.open(Settings.from_environment().store_uri).ingest(
        [report(1, {"location": place(name="Kor\x1b[31mvala\r\n")})], extractor="t"
    )
    assert "\x1b" not in run("query").stdout


@pytest.mark.parametrize("suffix", ["geojson", "csv", "parquet", "jsonl"])
def test_export_writes_what_the_filters_match(store: DeltaStore, tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"events.{suffix}"
    done = run("export", str(out), "--country", "SY")
    assert done.exit_code == 0 and "2 events" in done.stderr
    assert out.stat().st_size > 100


def test_export_refuses_a_format_it_does_not_know(store: DeltaStore, tmp_path: Path) -> None:
    with pytest.raises(GeoEventsError, match="geojson"):
        run("export", str(tmp_path / "events.xlsx"))


def test_coded_events_come_in_from_ucdp(ucdp: Path) -> None:
    done = run("ingest", "--events", str(ucdp))
    assert done.exit_code == 0
    assert "2 events" in done.stderr
    assert "1 at a point, 1 known to an area" in run("query").stdout
    again = run("ingest", "--events", str(ucdp))
    assert "0 events, 2 unchanged" in again.stderr


def test_bad_rows_are_set_aside_with_line_and_reason(ucdp: Path) -> None:
    lines = [
        UCDP_ROWS[0].replace("36.5,37.25", "136.5,37.25").replace("11.0", "13.0", 1),
        UCDP_ROWS[0].replace("2019-05-02 00:00:00.000", "May").replace("11.0", "14.0", 1),
        "too,few",
    ]
    with ucdp.open("a") as stream:
        stream.write("\n".join(lines) + "\n")
    done = run("ingest", "--events", str(ucdp))
    assert done.exit_code == 3
    rejects = [json.loads(line) for line in (ucdp.parent / "ged.csv.rejects.jsonl").read_text().splitlines()]
    assert {
        reject["line"]: reject["reason"].split(":")[0] for reject in rejects if "column" not in reject["reason"]
    } == {
        5: "latitude 136.5, longitude 37.25",
        6: "date_start May",
    }
    assert any("columns" in reject["reason"] for reject in rejects)
    assert "2 events" in run("query").stdout


def test_what_was_exported_comes_back_in_elsewhere(store: DeltaStore, tmp_path: Path) -> None:
    for suffix in ("geojson", "jsonl"):
        out, other = tmp_path / f"events.{suffix}", str(tmp_path / f"other-{suffix}")
        run("export", str(out))
        assert run("ingest", "--events", str(out), "--store", other).exit_code == 0
        again = tmp_path / f"again.{suffix}"
        run("export", str(again), "--store", other)
        assert again.read_bytes() == out.read_bytes()


def test_importing_a_part_of_ones_own_export_loses_nothing(store: DeltaStore, tmp_path: Path) -> None:
    out = tmp_path / "part.jsonl"
    run("export", str(out), "--country", "SY")
    done = run("ingest", "--events", str(out))
    assert "0 events, 2 unchanged" in done.stderr
    assert "3 events" in run("query").stdout


def test_a_file_of_no_known_format_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(GeoEventsError, match="UCDP"):
        run("ingest", "--events", str(path))
    with pytest.raises(GeoEventsError, match="no such file"):
        run("ingest", "--events", str(tmp_path / "none.csv"))


def test_the_log_names_versions_that_restore_takes(store: DeltaStore) -> None:
    store.review(report(1).events[0].event_id, "reject", author="ben")
    lines = run("store", "log").stdout.splitlines()
    assert lines[0].startswith("1.1") and "ben" in lines[0] and "reject" in lines[0]
    assert lines[1].startswith("1.0") and "ana" in lines[1] and "3 reports" in lines[1]
    assert "restored to 1.0" in run("store", "restore", "1.0").stdout
    assert "3 events" in run("query").stdout


def test_compact_vacuum_and_status_say_what_they_did(store: DeltaStore) -> None:
    store.ingest([report(7)], extractor="t")
    assert "events     2 files became 1" in run("store", "compact").stdout
    assert "events     2 files would be deleted" in run("store", "vacuum", "--retention", "0", "--dry-run").stdout
    assert "events     2 files deleted" in run("store", "vacuum", "--retention", "0").stdout
    status = run("store", "status").stdout
    assert "events     4 (1 without a place)" in status
    assert Settings.from_environment().store_uri in status


def test_reports_are_read_and_their_events_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # without an output, what is set aside is written to where one stands
    path = tmp_path / "reports.jsonl"
    path.write_text(
        json.dumps({"doc_id": "1", "text": "Rebels attacked an army post in Aleppo on Monday, killing two soldiers.",
                    "published": "2020-02-12"})
        + "\n{broken\n"
        + json.dumps({"doc_id": "3", "text": "  "})
        + "\n"
    )  # fmt: skip
    done = run("ingest", str(path))
    assert done.exit_code == 3
    rejects = [json.loads(line)["line"] for line in (tmp_path / "reports.jsonl.rejects.jsonl").read_text().splitlines()]
    assert rejects == [2, 3]
    uri = Settings.from_environment().store_uri
    assert len(DeltaStore.open(uri).log()) == 1
    again = run("extract", str(path), "--store", uri, "--workers", "0", "--link")
    assert "0 documents (1 more were there already)" in again.output  # under the same name, so not read anew
    assert "1 event looked at" in again.output


def test_a_report_that_trips_the_extractor_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = Pipeline.extract_many

    def trips(self: Pipeline, requests: Iterable[Any]) -> Iterator[Any]:
        asked = list(requests)
        if any("stumble" in document.text for document, _ in asked):
            raise OverflowError("too long a number")
        yield from read(self, asked)

    monkeypatch.setattr(Pipeline, "extract_many", trips)
    path = tmp_path / "reports.jsonl"
    path.write_text(
        '{"doc_id": "a", "text": "A stumble."}\n\n{"text": "Rebels attacked a post in Aleppo on Monday."}\n'
    )
    done = run("ingest", str(path))
    assert done.exit_code == 3
    assert "1 report new or changed, 1 event" in done.output
    (left,) = map(json.loads, (tmp_path / "reports.jsonl.rejects.jsonl").read_text().splitlines())
    assert (left["line"], left["doc_id"]) == (1, "a") and "OverflowError" in left["reason"]


def test_csv_export_can_carry_the_mark_for_excel(store: DeltaStore, tmp_path: Path) -> None:
    out = tmp_path / "events.csv"
    run("export", str(out), "--bom")
    assert out.read_bytes().startswith(b"\xef\xbb\xbf")
    assert len(list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))) == 3


@pytest.mark.parametrize(
    "options, message",
    [
        (["--country", "Syria"], "'Syria': not a two-letter code"),
        (["--inside", "0,10,5,1"], "upside down"),
        (["--inside", "nan,0,1,1"], "not west,south,east,north"),
        (["--store", "no-such-store"], "there is none"),
    ],
)
def test_a_query_that_can_match_nothing_says_why(store: DeltaStore, options: list[str], message: str) -> None:
    with pytest.raises(GeoEventsError, match=message):
        run("query", *options)
    assert not Path("no-such-store").exists()


def test_a_folder_in_place_of_a_file_is_told(store: DeltaStore, tmp_path: Path) -> None:
    for arguments in (["ingest", str(tmp_path)], ["export", str(tmp_path / "x.geojson")]):
        (tmp_path / "x.geojson").mkdir(exist_ok=True)
        with pytest.raises(GeoEventsError, match="folder"):
            run(*arguments)


def test_export_into_a_missing_folder_names_it(store: DeltaStore, tmp_path: Path) -> None:
    with pytest.raises(GeoEventsError, match="there is no folder"):
        run("export", str(tmp_path / "missing" / "x.csv"))


def test_names_cannot_drive_the_terminal(store: DeltaStore) -> None:
    event = report(4, {"location": place(1.0, 1.0, name="Gao\x1b[2J\u202e")})
    store.ingest([event], extractor="t")
    shown = run("query").stdout
    assert "Gao [2J" in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
