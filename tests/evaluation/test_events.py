import importlib.util
import json
import os
from pathlib import Path

import pytest

from geoevents.evaluation import events as ruler


def event(start=10, end=16, *, mentions=((20, 26),), sub="Attack", kind="Violence against civilians", status="actual",
          confidence=0.8, name="Tarna", lat=10.0, lon=20.0, day="2020-01-02", dead=3):  # fmt: skip
    return {
        "event_type": kind,
        "sub_event_type": sub,
        "status": status,
        "confidence": confidence,
        "trigger": {"start": start, "end": end},
        "date_start": day,
        "date_end": day,
        "location": {"name": name, "lat": lat, "lon": lon, "mentions": [list(m) for m in mentions]},
        "fatalities": {"low": dead, "best": dead, "high": dead} if dead is not None else None,
    }


PLACES = [
    {
        "doc_id": "a",
        "events": [{"event_type": "killed", "trigger_span": [10, 16], "location_spans": [[20, 26, "Tarna"]]}],
    },
    {"doc_id": "b", "events": [{"event_type": "said", "trigger_span": [0, 4], "location_spans": []}]},
]
TYPES = [
    {"doc_id": "a", "events": [{"event_type": "Violence against civilians", "sub_event_type": "Attack"}]},
    {"doc_id": "b", "events": [{"event_type": "NATURAL_DISASTER", "sub_event_type": None}]},
]
MUC = [
    {
        "doc_id": "a",
        "events": [
            {"event_type": "ATTACK", "location_name": "TARNA", "location_alternatives": ["LAND: TARNA (CITY)"],
             "date_start": "2020-01-02", "date_end": "2020-01-02", "fatalities_best": 3, "fatalities_low": 2,
             "fatalities_high": 3, "stage": "ACCOMPLISHED"},
        ],
    },
    {"doc_id": "b", "events": []},
]  # fmt: skip
HEADLINES = [
    {
        "doc_id": "a",
        "events": [{"lat": 10.1, "lon": 20.0, "fatalities_best": 3, "fatalities_low": 3, "fatalities_high": 5}],
    }
]


def test_a_place_span_is_right_when_it_touches_the_gold():
    found = ruler.score_places(PLACES, {"a": [event()]})
    assert (found["triggers"], found["triggers_found"], found["f"]) == (2, 1, 1.0)
    assert ruler.score_places(PLACES, {"a": [event(mentions=((40, 44),))]})["precision"] == 0.0


def test_with_own_triggers_verbs_without_an_event_are_left_out():
    assert ruler.score_places(PLACES, {}, own_triggers=True)["triggers"] == 1


def test_the_most_confident_event_gives_the_label_of_a_document():
    predicted = {"a": [event(confidence=0.9), event(sub="Armed clash", kind="Battles", confidence=0.4)]}
    measured = ruler.score_types(TYPES, predicted)
    assert measured["sub_type_weighted_f1"] == 1.0
    assert measured["none_left_alone"] == 1.0
    assert ruler.score_types(TYPES, {"b": [event()]})["none_left_alone"] == 0.0


def test_events_that_are_not_on_the_map_are_not_scored():
    assert ruler.score_types(TYPES, {"b": [event(status="planned")]})["none_left_alone"] == 1.0


def test_an_incident_is_matched_by_type_place_and_day():
    measured = ruler.score_muc(MUC, {"a": [event()]})
    assert measured["events"] == (1.0, 1.0, 1.0)
    assert measured["fatalities_right"] == 1.0
    assert measured["event_free_left_clean"] == 1.0
    assert ruler.score_muc(MUC, {"b": [event()]})["event_free_left_clean"] == 0.0


def test_a_headline_is_placed_well_within_25_kilometres():
    assert ruler.score_headlines(HEADLINES, {"a": [event()]})["within_25km_of_placed"] == 1.0
    assert ruler.score_headlines(HEADLINES, {"a": [event(lat=12.0)]})["within_25km_of_placed"] == 0.0
    assert ruler.score_headlines(HEADLINES, {})["placed"] == 0.0


def reference():
    """The scorer that came with the corpora, where it is at hand."""
    path = Path(os.environ.get("GEOEVENTS_EVAL", Path(__file__).parents[3] / "shared" / "eval")) / "score_events.py"
    if not path.exists():
        pytest.skip("the corpora's own scorer is not here")
    spec = importlib.util.spec_from_file_location("reference_scorer", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def variants():
    yield {"a": [event(), event(30, 36, mentions=((50, 55),), dead=None)], "b": [event(0, 4)]}
    yield {"a": [event(name="Elsewhere", lat=50.0, day="2021-01-01", dead=9)], "b": []}
    yield {"a": [event(status="threatened")], "b": [event(sub="Agreement", kind="Strategic developments")]}
    yield {}


@pytest.mark.parametrize("predicted", list(variants()))
def test_it_agrees_with_the_scorer_of_the_corpora(predicted):
    other = reference()
    mine, theirs = ruler.score_places(PLACES, predicted), other.score_places(PLACES, predicted)
    assert (mine["triggers_found"], round(mine["f"], 4)) == (theirs["triggers_found"], theirs["F"])
    mine, theirs = ruler.score_types(TYPES, predicted), other.score_types(TYPES, predicted)
    assert round(mine["sub_type_weighted_f1"], 4) == theirs["sub_type_weighted_F1"]
    assert round(mine["type_weighted_f1"], 4) == theirs["type_weighted_F1"]
    mine, theirs = ruler.score_muc(MUC, predicted), other.score_muc(MUC, predicted)
    assert round(mine["relevance"].f, 4) == theirs["relevance"]["F"]
    assert round(mine["events"].f, 4) == theirs["events"]["F"]
    assert [round(mine[k], 4) for k in ("type_f", "place_f", "date_f")] == [
        theirs[k] for k in ("type_F", "place_F", "date_F")
    ]
    mine, theirs = ruler.score_headlines(HEADLINES, predicted), other.score_headlines(HEADLINES, predicted)
    assert {k: v for k, v in mine.items() if k != "documents"} == {k: v for k, v in theirs.items() if k != "docs"}


def test_the_ruler_reads_what_extract_writes():
    line = json.loads(json.dumps({"doc_id": "a", "events": [event()]}))
    assert ruler.score_places(PLACES, {line["doc_id"]: line["events"]})["triggers_found"] == 1
