"""A store in a bucket, used from the command line and by the app as a store in a folder is."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest
from typer.testing import CliRunner, Result

from geoevents.cli.main import build_app
from geoevents.query import EventQuery
from geoevents.store.delta import DeltaStore

ROOT = Path(__file__).parents[2]
UCDP = (
    "id,type_of_violence,dyad_name,side_a,side_b,source_headline,source_date,where_prec,where_coordinates,latitude,"
    "longitude,country,country_id,date_prec,date_start,date_end,best,high,low\n"
    "11.0,1.0,Government of Aland - Hill Front,Government of Aland,Hill Front,Clash at the mill,2019-05-03,1.0,Korvala,"
    "36.5,37.25,Syria,652.0,1.0,2019-05-02,2019-05-02,3.0,5.0,2.0\n"
    "12.0,1.0,Government of Aland - Hill Front,Government of Aland,Hill Front,Second clash,2019-05-04,1.0,Korvala,"
    "36.5,37.25,Syria,652.0,1.0,2019-05-03,2019-05-03,1.0,1.0,1.0\n"
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(build_app(), list(arguments), catch_exceptions=False)


@pytest.fixture
def uri(bucket: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The user's own store, in a bucket."""
    monkeypatch.setenv("GEOEVENTS_STORE", f"{bucket}/events")
    return f"{bucket}/events"


@pytest.mark.model
def test_reports_and_coded_events_go_in_and_out_of_a_bucket(uri: str, tmp_path: Path) -> None:
    reports, coded = tmp_path / "reports.jsonl", tmp_path / "ged.csv"
    text = "Gunmen killed two policemen in Kirkuk on Tuesday, officials said."
    reports.write_text(json.dumps({"text": text, "published": "2020-02-13"}) + "\n", encoding="utf-8")
    coded.write_text(UCDP, encoding="utf-8")
    assert run("ingest", str(reports)).exit_code == 0
    assert run("ingest", "--events", str(coded)).exit_code == 0
    found = run("query", "--country", "SY")
    assert "2 events" in found.stdout and "Korvala" in found.stdout
    store = DeltaStore.open(uri)
    store.review(store.events(EventQuery(text="second clash"))[0].event.event_id, "reject", author="ana")
    assert run("query", "--country", "SY").stdout.splitlines()[-1].startswith("1 event:")
    assert "2 files became 1" in run("store", "compact").stdout
    status, log = run("store", "status").stdout, run("store", "log").stdout
    assert uri in status and "events     3" in status
    assert "reject" in log and "compaction" in log
    out = tmp_path / "all.csv"
    assert run("export", str(out)).exit_code == 0
    with out.open(encoding="utf-8", newline="") as lines:
        assert sorted(row["location_name"] for row in csv.DictReader(lines)) == ["Kirkuk", "Korvala"]
    assert run("store", "vacuum", "--retention", "0").exit_code == 0
    assert run("query", "--store", uri).stdout.splitlines()[-1].startswith("2 events")


def test_the_app_opens_a_store_in_a_bucket(uri: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    coded = tmp_path / "ged.csv"
    coded.write_text(UCDP, encoding="utf-8")
    run("ingest", "--events", str(coded))
    monkeypatch.chdir(ROOT)
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    app.session_state["map_drawn"] = True
    app.run()
    assert not app.exception and not app.error
    assert any("Korvala" in frame.value.to_string() and len(frame.value) == 2 for frame in app.dataframe)


def test_a_slip_in_the_bucket_is_told(bucket: str) -> None:
    from geoevents.errors import GeoEventsError

    with pytest.raises(GeoEventsError, match="there is none"):
        run("query", "--store", f"{bucket}/stoer")
