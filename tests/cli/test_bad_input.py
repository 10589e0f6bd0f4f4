"""Bad input through the real command line: a clear message, nothing lost, nothing half-written."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from geoevents.settings import bundle_root

ROOT = Path(__file__).parent.parent.parent
GOOD = {"doc_id": "good", "text": "Gunmen killed three soldiers in Gao on Monday.", "published": "2024-05-16"}
REJECTED = 3  # exit code of a run that went on without some lines


def geoevents(*arguments, folder, **environment):
    return subprocess.run(
        [sys.executable, "-m", "geoevents", *map(str, arguments)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "GEOEVENTS_HOME": str(folder / "home"), **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )


def extract(folder, *lines, **environment):
    """Run ``extract`` over raw lines; gives the finished process, the answers and the rejects."""
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    (folder / "in.jsonl").write_bytes(b"\n".join(raw) + b"\n")
    done = geoevents("extract", "in.jsonl", "-o", "out.jsonl", folder=folder, **environment)
    return done, _rows(folder / "out.jsonl"), _rows(folder / "out.jsonl.rejects.jsonl")


def _rows(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def test_every_kind_of_bad_line_is_kept_aside_with_its_number_and_reason(tmp_path):
    done, answers, rejects = extract(
        tmp_path,
        GOOD,
        {"doc_id": "empty", "text": "  "},
        b'{"doc_id": "broken", "text": ',
        b'{"doc_id": "bytes", "text": "Clash in \xff\xfe"}',
        {**GOOD, "doc_id": "date", "published": "yesterday"},
        {"doc_id": "textless"},
        b'["no", "object"]',
        {**GOOD, "doc_id": "span", "triggers": [[5, 999]]},
        {**GOOD, "doc_id": "good again"},
    )
    assert done.returncode == REJECTED, done.stderr
    assert [row["doc_id"] for row in answers] == ["good", "good again"]
    assert all(row["events"] for row in answers)
    assert [row["line"] for row in rejects] == [2, 3, 4, 5, 6, 7, 8]
    reasons = [row["reason"] for row in rejects]
    for reason, word in zip(reasons, ["empty", "JSON", "UTF-8", "yesterday", "text", "object", "999"], strict=True):
        assert word in reason
    assert "7" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_text_without_places_gives_an_event_without_a_location(tmp_path):
    done, answers, _ = extract(tmp_path, {**GOOD, "text": "Gunmen killed three soldiers on Monday, officials said."})
    assert done.returncode == 0, done.stderr
    (event,) = answers[0]["events"]
    assert event["location"] is None
    assert event["fatalities"]["best"] == 3


@pytest.mark.parametrize("separator", ["\n", " ", ""], ids=["lines", "one line", "one word"])
def test_five_megabytes_of_text_are_read_to_the_end(tmp_path, separator):
    filler = ("rain" + separator) * (5_000_000 // (4 + len(separator)))
    done, answers, rejects = extract(tmp_path, {**GOOD, "text": f"{GOOD['text']}\n{filler}\n{GOOD['text']}"})
    assert done.returncode == 0, done.stderr
    assert rejects == []
    assert {event["location"]["name"] for event in answers[0]["events"]} == {"Gao"}


def test_a_missing_gazetteer_file_names_the_command_that_rebuilds_it(tmp_path):
    broken = tmp_path / "copy"
    shutil.copytree(bundle_root() / "geoevents", broken / "geoevents", ignore=shutil.ignore_patterns("__pycache__"))
    (broken / "data" / "gazetteer").mkdir(parents=True)
    (tmp_path / "in.jsonl").write_text(json.dumps(GOOD) + "\n")
    done = geoevents("extract", "in.jsonl", "-o", "out.jsonl", folder=tmp_path, PYTHONPATH=str(broken))
    assert done.returncode == 1
    assert "geoevents gazetteer build" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out.jsonl").exists()


def test_a_missing_input_file_is_named(tmp_path):
    done = geoevents("extract", "nothing.jsonl", "-o", "out.jsonl", folder=tmp_path)
    assert done.returncode != 0
    assert "nothing.jsonl" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_output_that_stood_there_survives_a_run_that_fails(tmp_path):
    (tmp_path / "out.jsonl").write_text("kept\n")
    done = geoevents("extract", "nothing.jsonl", "-o", "out.jsonl", folder=tmp_path)
    assert done.returncode != 0
    assert (tmp_path / "out.jsonl").read_text() == "kept\n"


def test_hostile_text_comes_through_as_data(tmp_path):
    text = "Gunmen of `${alert(1)}` <script>x</script> killed three soldiers in Gao on Monday.\u0000 \u202e"
    done, answers, _ = extract(tmp_path, {**GOOD, "text": text, "title": "</script>${1}"})
    assert done.returncode == 0, done.stderr
    (event,) = [e for e in answers[0]["events"] if e["status"] == "actual"]
    span = event["trigger"]
    assert text[span["start"] : span["end"]] == span["text"]
    assert event["title"] == "</script>${1}"
