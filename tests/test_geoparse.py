"""Text to places through all steps, in the form the command writes."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from geoevents.cli.main import build_app
from geoevents.errors import InvalidDocumentError
from geoevents.gazetteer.memory import MemoryGazetteer
from geoevents.geoparse import Geoparser, geoparse
from geoevents.model import Document, Place
from geoevents.text.language import PlainLanguage

PLACES = [
    Place("geonames:1", "Syria", 35.0, 38.0, "SY", "PCLI", population=18_000_000, geonameid=1),
    Place("geonames:2", "Aleppo", 36.2, 37.16, "SY", "PPLA", admin1="Aleppo", population=1_600_000, geonameid=2),
    Place("geonames:3", "Ankara", 39.92, 32.85, "TR", "PPLC", population=3_500_000, geonameid=3),
]
GAZETTEER = MemoryGazetteer(PLACES, demonyms={"Syrian": "geonames:1"})
TEXT = "Syrian families fled from Aleppo to Ankara."
KEYS = (
    "start end text kind literal lat lon geonameid place_id name country admin1 feature_code score"  # the contract
).split()


def test_places_come_resolved_in_reading_order():
    answers = geoparse(Document(TEXT), gazetteer=GAZETTEER, language=PlainLanguage())
    assert [(a.mention.text, a.referent and a.referent.name) for a in answers] == [
        ("Syrian", "Syria"),
        ("Aleppo", "Aleppo"),
        ("Ankara", "Ankara"),
    ]


def test_given_spans_are_answered_one_by_one_in_their_order():
    parser = Geoparser(GAZETTEER, PlainLanguage())
    spans = [(36, 42), (7, 15), (26, 32), (36, 42)]
    answers = parser.geoparse(Document(TEXT), spans=spans)
    assert [(a.mention.start, a.mention.end) for a in answers] == spans
    assert [a.referent.name if a.referent else None for a in answers] == ["Ankara", None, "Aleppo", "Ankara"]


def test_no_given_spans_give_no_answers():
    assert Geoparser(GAZETTEER, PlainLanguage()).geoparse(Document(TEXT), spans=[]) == []


@pytest.mark.parametrize("span", [(0, 99), (5, 5), (-1, 3)])
def test_a_span_outside_the_text_is_refused(span):
    with pytest.raises(InvalidDocumentError, match="outside the text"):
        Geoparser(GAZETTEER, PlainLanguage()).geoparse(Document(TEXT), spans=[span])


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs the command over lines and gives its result, the output and the rejects."""
    monkeypatch.setattr("geoevents.gazetteer.stack.open_gazetteers", lambda settings: GAZETTEER)
    source, output = tmp_path / "in.jsonl", tmp_path / "out.jsonl"

    def call(*lines, options=("--no-model",)):
        source.write_bytes(b"\n".join(x if isinstance(x, bytes) else json.dumps(x).encode() for x in lines))
        result = CliRunner().invoke(build_app(), ["geoparse", str(source), "-o", str(output), *options])
        rejects = tmp_path / "out.jsonl.rejects.jsonl"
        return result, read(output), read(rejects)

    def read(path):
        return [json.loads(x) for x in path.read_text("utf-8").splitlines()] if path.exists() else None

    return call


def test_the_command_writes_the_agreed_keys(run):
    result, output, rejects = run({"doc_id": "d", "text": TEXT})
    assert result.exit_code == 0 and rejects is None
    assert output[0]["doc_id"] == "d"
    assert [list(t) for t in output[0]["toponyms"]] == [KEYS] * 3
    assert output[0]["toponyms"][1]["geonameid"] == 2
    assert [t["kind"] for t in output[0]["toponyms"]] == ["demonym", "place", "place"]


def test_the_command_works_by_rules_alone(run):
    _, output, _ = run({"doc_id": "d", "text": TEXT}, options=("--no-model", "--rules-only"))
    assert [t["text"] for t in output[0]["toponyms"]] == ["Syrian", "Aleppo", "Ankara"]


def test_unknown_given_spans_have_null_for_what_is_not_known(run):
    _, output, _ = run({"doc_id": "d", "text": TEXT, "spans": [[7, 15]]})
    (answer,) = output[0]["toponyms"]
    assert (answer["start"], answer["end"], answer["lat"], answer["lon"], answer["place_id"]) == (
        7,
        15,
        None,
        None,
        None,
    )


def test_bad_lines_are_set_aside_with_number_and_reason(run):
    result, output, rejects = run(
        {"doc_id": "a", "text": TEXT},
        b"{broken",
        {"doc_id": "b", "text": " "},
        {"doc_id": "c", "text": "x", "spans": [[0, 5]]},
    )
    assert result.exit_code == 3
    assert [o["doc_id"] for o in output] == ["a"]
    assert [r["line"] for r in rejects] == [2, 3, 4]
    assert all(r["reason"] for r in rejects)


def test_a_text_without_places_has_an_empty_list(run):
    _, output, _ = run({"doc_id": "a", "text": "Nothing happened."})
    assert output == [{"doc_id": "a", "toponyms": []}]
