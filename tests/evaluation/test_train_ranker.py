"""Training the ranker on a few invented documents."""

import json

import pytest

pytest.importorskip("lightgbm")

from geoevents.evaluation.train_ranker import _flat, read_examples, reliability, summary
from geoevents.evaluation.train_ranker import predict as predict_all
from geoevents.gazetteer.memory import MemoryGazetteer
from geoevents.model import Place
from geoevents.resolve.resolver import Resolver, load_ranker

PLACES = [
    Place("t:1", "France", 46.0, 2.0, "FR", "PCLI", population=66_987_244, geonameid=1),
    Place("t:2", "Paris", 48.85, 2.35, "FR", "PPLC", "Ile-de-France", "11", population=2_138_551, geonameid=2),
    Place("t:3", "Paris", 33.66, -95.56, "US", "PPLA2", "Texas", "TX", population=24_782, geonameid=3),
]


@pytest.fixture
def corpus(tmp_path):
    text = "Rain fell on Paris and all of France; nobody knew Zzyzx."
    toponyms = [
        {"start": 13, "end": 18, "lat": 48.86, "lon": 2.34, "geonameid": "2"},
        {"start": 30, "end": 36, "lat": 46.0, "lon": 2.0, "geonameid": None},
        {"start": 50, "end": 55, "lat": 10.0, "lon": 10.0, "geonameid": "9"},
    ]
    file = tmp_path / "own.dev.jsonl"
    file.write_text(json.dumps({"doc_id": "1", "text": text, "meta": {}, "toponyms": toponyms}) + "\n")
    return file


def test_a_gold_file_becomes_examples_and_their_outcomes_a_summary(corpus):
    gazetteer = MemoryGazetteer(PLACES)
    resolver = Resolver(gazetteer)
    examples = read_examples(corpus, resolver, gazetteer)
    assert [example.corpus for example in examples] == ["own"]
    outcomes = predict_all(examples, resolver)
    assert [outcome.within for outcome in outcomes] == [True, True, False]
    assert summary(outcomes) == {
        "mentions": 3,
        "acc161": 0.6667,
        "oracle161": 0.6667,
        "of_oracle": 1.0,
        "exact_id": 0.5,
    }
    assert sum(count for _, _, count in reliability(outcomes, load_ranker())) == 2


def test_a_tree_is_flattened_with_leaves_from_left_to_right():
    leaf = {"leaf_value": 1.0}
    inner = {"split_feature": 4, "threshold": 0.5, "left_child": leaf, "right_child": {"leaf_value": 2.0}}
    tree = _flat({"split_feature": 2, "threshold": 7.0, "left_child": inner, "right_child": {"leaf_value": 3.0}})
    assert tree == {
        "feature": [2, 4],
        "threshold": [7.0, 0.5],
        "left": [1, -1],
        "right": [-3, -2],
        "leaf": [1.0, 2.0, 3.0],
    }
