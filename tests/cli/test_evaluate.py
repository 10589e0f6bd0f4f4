import json

import pytest
from typer.testing import CliRunner

from geoevents.cli.main import build_app
from geoevents.errors import GeoEventsError

RUN = CliRunner()


def test_phenomena_prints_shares_and_names_what_failed():
    done = RUN.invoke(build_app(), ["evaluate", "phenomena", "--only", "grenade", "--failures"])
    assert done.exit_code == 0
    assert done.output.splitlines()[0].endswith("passed")
    assert "grenade" in done.output


def test_an_unknown_phenomenon_is_an_error_that_names_it():
    done = RUN.invoke(build_app(), ["evaluate", "phenomena", "--only", "zebra"])
    assert isinstance(done.exception, GeoEventsError)
    assert "zebra" in str(done.exception)


def test_geoparsing_prints_measures_beside_the_ceiling(tmp_path):
    text = "Shells fell on Kramatorsk."
    gold = {"doc_id": "1", "text": text, "toponyms": [{"start": 15, "end": 25, "lat": 48.72, "lon": 37.56}]}
    corpus = tmp_path / "gold.jsonl"
    corpus.write_text(json.dumps(gold) + "\n")
    done = RUN.invoke(build_app(), ["evaluate", "geoparsing", str(corpus), "--json"])
    assert done.exit_code == 0, done.output
    row = json.loads(done.output)["gold.jsonl"]
    assert row["F_exact"] == row["acc161"] == row["acc161_gold_spans"] == row["oracle"] == 1.0


def test_events_are_scored_by_task(tmp_path):
    report = {
        "doc_id": "1",
        "text": "Gunmen killed two soldiers in Gao on Monday.",
        "published": "2024-05-16",
        "events": [{"trigger_span": [7, 13], "event_type": "killed", "location_spans": [[30, 33, "Gao"]]}],
    }
    corpus = tmp_path / "gold.jsonl"
    corpus.write_text(json.dumps(report) + "\n")
    done = RUN.invoke(build_app(), ["evaluate", "events", "places", str(corpus)])
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["f"] == 1.0


@pytest.mark.parametrize("task", ["types", "muc", "headlines"])
def test_own_triggers_are_for_places_alone(task, tmp_path):
    done = RUN.invoke(build_app(), ["evaluate", "events", task, str(tmp_path), "--own"])
    assert isinstance(done.exception, GeoEventsError)
