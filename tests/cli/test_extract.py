import json

import pytest
from typer.testing import CliRunner

from geoevents.cli import extract as command
from geoevents.cli.main import build_app
from geoevents.errors import GeoEventsError
from geoevents.gazetteer.memory import MemoryGazetteer
from geoevents.pipeline import Pipeline
from geoevents.query import EventQuery
from geoevents.store.delta import DeltaStore
from tests.test_pipeline import PLACES, language


@pytest.fixture
def app(monkeypatch):
    pipeline = Pipeline(MemoryGazetteer(PLACES), language())
    monkeypatch.setattr(Pipeline, "from_settings", classmethod(lambda cls, settings: pipeline))
    return build_app()


def run(app, *arguments, **options):
    return CliRunner().invoke(app, list(arguments), **options)


def lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def write(path, *rows):
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), "utf-8")
    return str(path)


def test_each_document_gives_one_line_with_its_events(app, tmp_path):
    source = write(
        tmp_path / "in.jsonl",
        {"doc_id": "1", "text": "Rebels shelled Homs on Monday.", "published": "2020-02-13"},
        {"doc_id": "2", "text": "Bread is cheap."},
    )
    result = run(app, "extract", source, "-o", str(tmp_path / "out.jsonl"))
    assert result.exit_code == 0, result.output
    first, second = lines(tmp_path / "out.jsonl")
    assert (first["doc_id"], second) == ("1", {"doc_id": "2", "events": []})
    assert first["events"][0]["location"]["name"] == "Homs"
    assert first["events"][0]["date_start"] == "2020-02-10"


def test_given_triggers_get_one_event_each(app, tmp_path):
    source = write(
        tmp_path / "in.jsonl", {"doc_id": "1", "text": "Rebels shelled Homs.", "triggers": [[7, 14], [0, 6]]}
    )
    assert run(app, "extract", source, "-o", str(tmp_path / "out.jsonl")).exit_code == 0
    assert [e["trigger"]["text"] for e in lines(tmp_path / "out.jsonl")[0]["events"]] == ["shelled", "Rebels"]


def test_a_bad_line_is_set_aside_and_the_exit_code_says_so(app, tmp_path):
    far = {"doc_id": "2", "text": "Rebels shelled Homs.", "triggers": [[0, 99]]}
    source = write(tmp_path / "in.jsonl", "{broken", far, {"doc_id": "3", "text": "Rebels shelled Homs."})
    result = run(app, "extract", source, "-o", str(tmp_path / "out.jsonl"))
    assert result.exit_code == 3
    assert [line["doc_id"] for line in lines(tmp_path / "out.jsonl")] == ["3"]
    assert [line["line"] for line in lines(tmp_path / "out.jsonl.rejects.jsonl")] == [1, 2]


def test_one_report_as_plain_text(app, tmp_path):
    report = tmp_path / "report.txt"
    report.write_text("Rebels shelled Homs on Monday.", "utf-8")
    result = run(app, "extract", str(report), "-o", str(tmp_path / "out.jsonl"), "--published", "2020-02-13")
    assert result.exit_code == 0
    assert lines(tmp_path / "out.jsonl")[0]["events"][0]["published"] == "2020-02-13"


def test_events_can_be_written_as_geojson(app, tmp_path):
    source = write(tmp_path / "in.jsonl", {"doc_id": "1", "text": "Rebels shelled Homs."})
    assert run(app, "extract", source, "-o", str(tmp_path / "out.geojson"), "--format", "geojson").exit_code == 0
    collection = json.loads((tmp_path / "out.geojson").read_text("utf-8"))
    assert collection["type"] == "FeatureCollection"
    assert len(collection["features"]) == 1


def test_events_can_be_kept_in_a_store(app, tmp_path):
    from geoevents.query import EventQuery
    from geoevents.store.delta import DeltaStore

    source = write(tmp_path / "in.jsonl", {"doc_id": "1", "text": "Rebels shelled Homs."})
    arguments = ("extract", source, "-o", str(tmp_path / "out.jsonl"), "--store", str(tmp_path / "store"))
    assert run(app, *arguments).exit_code == 0
    assert DeltaStore.open(str(tmp_path / "store")).count(EventQuery()).total == 1


@pytest.mark.parametrize(
    "arguments, message",
    [
        (("--format", "shapefile"), "shapefile"),
        (("--published", "yesterday"), "yesterday"),
    ],
)
def test_a_wrong_option_is_named(app, tmp_path, arguments, message):
    report = tmp_path / "report.txt"
    report.write_text("Rebels shelled Homs.", "utf-8")
    result = run(app, "extract", str(report), "-o", str(tmp_path / "out.jsonl"), *arguments)
    assert isinstance(result.exception, GeoEventsError)
    assert message in str(result.exception)
    assert not (tmp_path / "out.jsonl").exists()


def test_a_text_that_is_no_utf8_is_refused(app, tmp_path):
    report = tmp_path / "report.txt"
    report.write_bytes(b"Rebels shelled \xff.")
    with pytest.raises(GeoEventsError, match="UTF-8"):
        command._read_text(report)


def test_explain_tells_why(app):
    result = run(app, "explain", "--text", "Critics attacked the budget. Rebels shelled Homs.")
    assert result.exit_code == 0
    assert "Shelling/artillery/missile attack" in result.output
    assert "because" in result.output
    assert "'attacked' at 8" in result.output


def test_explain_can_be_read_by_a_machine(app):
    values = json.loads(run(app, "explain", "--json", "--text", "Rebels shelled Homs.").output)
    assert values["events"][0]["reasons"]
    assert values["rejected"] == []


def test_the_input_survives_as_the_output(app, tmp_path):
    source = write(tmp_path / "in.jsonl", {"doc_id": "1", "text": "Rebels shelled Homs."})
    assert isinstance(run(app, "extract", source, "-o", source).exception, GeoEventsError)
    assert lines(tmp_path / "in.jsonl")[0]["doc_id"] == "1"


def test_options_of_a_plain_text_are_refused_for_json_lines(app, tmp_path):
    source = write(tmp_path / "in.jsonl", {"doc_id": "1", "text": "Rebels shelled Homs."})
    assert "JSON Lines carry their own" in str(run(app, "extract", source, "--published", "2020-02-13").exception)


@pytest.mark.parametrize("form", ["jsonl", "geojson", "parquet"])
def test_with_a_store_every_format_keeps_the_same_events_signed_by_their_author(app, tmp_path, monkeypatch, form):
    monkeypatch.setenv("GEOEVENTS_AUTHOR", "ana")
    source = write(tmp_path / "in.jsonl", {"doc_id": "1", "text": "Rebels shelled Homs.", "published": "2020-02-13"})
    uri = str(tmp_path / "a store")
    for _ in range(2):
        result = run(app, "extract", source, "-o", str(tmp_path / "out"), "-f", form, "--store", uri)
        assert result.exit_code == 0, result.output
    store = DeltaStore.open(uri)
    assert [stored.event.location.name for stored in store.events(EventQuery())] == ["Homs"]
    assert [entry.author for entry in store.log()] == ["ana"]


def test_a_store_that_cannot_be_is_told_before_anything_is_read(app, tmp_path):
    (tmp_path / "file").write_text("")
    source = write(tmp_path / "in.jsonl", {"doc_id": "1", "text": "Rebels shelled Homs."})
    result = run(app, "extract", source, "-o", str(tmp_path / "out"), "--store", str(tmp_path / "file"))
    assert isinstance(result.exception, GeoEventsError)
    assert not (tmp_path / "out").exists()


def test_explain_prints_no_escape_codes(app):
    result = run(app, "explain", "--text", "Rebels shelled Homs \x1b[2J\u202e.")
    assert "Homs" in result.stdout
    assert "\x1b" not in result.stdout
    assert "\u202e" not in result.stdout


def test_several_files_of_several_kinds_are_read_in_order(app, tmp_path):
    first = write(tmp_path / "a.jsonl", {"doc_id": "1", "text": "Rebels shelled Homs."})
    table = tmp_path / "b.csv"
    table.write_text("id,headline,body\n2,Fire,Rebels shelled Idlib.\n3,None,\n", "utf-8")
    result = run(app, "extract", first, str(table), "-o", str(tmp_path / "out.jsonl"))
    assert result.exit_code == 3
    assert [line["doc_id"] for line in lines(tmp_path / "out.jsonl")] == ["1", "2"]
    (rejected,) = lines(tmp_path / "out.jsonl.rejects.jsonl")
    assert (rejected["file"], rejected["line"]) == (str(table), 3)


def test_with_a_store_alone_nothing_is_printed_and_the_same_command_passes_over_what_is_there(app, tmp_path):
    source = write(tmp_path / "in.jsonl", {"doc_id": "1", "text": "Rebels shelled Homs."})
    first = run(app, "extract", source, "--store", str(tmp_path / "store"))
    again = run(app, "extract", source, "--store", str(tmp_path / "store"))
    assert (first.stdout, again.stdout) == ("", "")
    assert "1 document, 1 event" in first.stderr
    assert "0 documents (1 more were there already), 0 events" in again.stderr


def test_the_output_of_an_earlier_run_is_no_report_of_the_folder(app, tmp_path):
    write(tmp_path / "in.jsonl", {"doc_id": "1", "text": "Rebels shelled Homs."})
    for _ in range(2):
        result = run(app, "extract", str(tmp_path), "-o", str(tmp_path / "out.jsonl"))
        assert result.exit_code == 0, result.output
    assert [line["doc_id"] for line in lines(tmp_path / "out.jsonl")] == ["1"]


@pytest.mark.parametrize(
    "arguments, message",
    [
        (("--workers", "2", "--scheduler", "tcp://127.0.0.1:1"), "not with --scheduler"),
        (("--workers", "-1"), "not 0 or more"),
        (("--input-format", "xml"), "xml"),
        (("--column", "body=x"), "body=x"),
    ],
)
def test_wrong_options_of_archives_are_named(app, tmp_path, arguments, message):
    source = write(tmp_path / "in.jsonl", {"doc_id": "1", "text": "Rebels shelled Homs."})
    result = run(app, "extract", source, "-o", str(tmp_path / "out.jsonl"), *arguments)
    assert isinstance(result.exception, GeoEventsError)
    assert message in str(result.exception)


def test_ctrl_c_says_what_is_kept_and_leaves_no_output(app, tmp_path, monkeypatch):
    def interrupted(self, requests):
        raise KeyboardInterrupt

    monkeypatch.setattr(Pipeline, "extract_many", interrupted)
    source = write(tmp_path / "in.jsonl", {"doc_id": "1", "text": "Rebels shelled Homs."})
    result = run(app, "extract", source, "-o", str(tmp_path / "out.jsonl"))
    assert result.exit_code == 130
    assert "nothing is kept" in result.output
    assert not (tmp_path / "out.jsonl").exists()
