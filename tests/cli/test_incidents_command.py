from __future__ import annotations

import json
from pathlib import Path

import pytest
from sample_events import make_event
from sample_events import report as sample_report
from typer.testing import CliRunner

from geoevents.cli.main import build_app
from geoevents.query import EventQuery
from geoevents.settings import Settings
from geoevents.store.base import ExtractedDocument
from geoevents.store.delta import DeltaStore

IDLIB = ("Idlib", 35.93, 36.63, 1, "SY")


@pytest.fixture
def store(settings: Settings) -> DeltaStore:
    opened = DeltaStore.open(settings.store_uri, author="test")
    found = []
    for text in ("Rebels attacked a depot in Idlib.", "The depot at Idlib was attacked.", "Idlib: depot attacked."):
        document = sample_report(text if text.endswith(".") else f"{text}.", "2020-02-12")
        event = make_event(document, "attacked", "Armed clash", place=IDLIB, dead=6)
        found.append(ExtractedDocument(document, [event]))
    opened.ingest(found, extractor="test")
    return opened


def run(*words: str, code: int = 0) -> str:
    result = CliRunner().invoke(build_app(), list(words))
    assert result.exit_code == code, result.output
    return result.output


def test_link_list_and_show(store: DeltaStore) -> None:
    assert "no incident has several reports" in run("incidents", "list")
    assert "1 incident with several reports; 3 events changed" in run("incidents", "link", "--workers", "0")
    assert "0 events changed" in run(
        "incidents", "link", "--workers", "0", "--from", "2020-02-01", "--to", "2020-02-28"
    )
    listed = run("incidents", "list")
    incident_id = listed.split()[-1]
    shown = run("incidents", "show", incident_id)
    assert "reports    3 of 1 independent sources" in shown
    assert "both at Idlib" in shown
    other = next(s.event.event_id for s in store.stream(EventQuery()) if s.event.event_id != incident_id)
    assert run("incidents", "show", other) == shown


def test_query_and_export_know_incidents(store: DeltaStore, tmp_path: Path) -> None:
    run("incidents", "link", "--workers", "0")
    incident_id = run("incidents", "list").split()[-1]
    assert "3 events:" in run("query", "--incident", incident_id)
    assert "1 event:" in run("query", "--once")
    run("export", str(tmp_path / "once.geojson"), "--once")
    features = json.loads((tmp_path / "once.geojson").read_text())["features"]
    assert [feature["properties"]["incident_id"] for feature in features] == [incident_id]
    run("export", str(tmp_path / "all.csv"), "--incident", incident_id)
    assert (tmp_path / "all.csv").read_text().count(incident_id) >= 3


def test_an_export_read_into_another_store_keeps_its_incidents(store: DeltaStore, tmp_path: Path) -> None:
    run("incidents", "link", "--workers", "0")
    incident_id = run("incidents", "list").split()[-1]
    out, other = tmp_path / "all.jsonl", str(tmp_path / "other")
    run("export", str(out))
    run("ingest", "--events", str(out), "--store", other)
    assert "3 events:" in run("query", "--incident", incident_id, "--store", other)
    assert "1 event:" in run("query", "--once", "--store", other)


def test_split_join_and_undo(store: DeltaStore) -> None:
    run("incidents", "link", "--workers", "0")
    one, two, three = sorted(s.event.event_id for s in store.stream(EventQuery()))
    run("incidents", "split", three, "--note", "another depot")
    assert "2 events:" in run("query", "--incident", run("incidents", "list").split()[-1])
    assert "taken back: split" in run("incidents", "undo")
    assert "3 events:" in run("query", "--incident", run("incidents", "list").split()[-1])
    run("incidents", "split", three)
    assert f"{three} is of incident" in run("incidents", "join", three, one)
    assert store.event(three).event.incident_id == store.event(two).event.incident_id


def test_what_is_not_there_is_said(store: DeltaStore) -> None:
    from geoevents.errors import GeoEventsError

    for words in (("show", "nothing"), ("split", "nothing"), ("show", next(store.stream(EventQuery())).event.event_id)):
        result = CliRunner().invoke(build_app(), ["incidents", *words])
        assert isinstance(result.exception, GeoEventsError)
    result = CliRunner().invoke(build_app(), ["incidents", "link", "--from", "last week"])
    assert "not an ISO date" in str(result.exception)
