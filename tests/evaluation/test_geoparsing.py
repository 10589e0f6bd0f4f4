"""The measures, by hand-made cases and against the corpus ruler where it is at hand."""

from __future__ import annotations

import importlib.util
import random
from pathlib import Path

import pytest

from geoevents.errors import GeoEventsError
from geoevents.evaluation.geoparsing import (
    GoldDocument,
    Point,
    Toponym,
    align,
    literal_accuracy,
    oracle,
    read_gold,
    score_geoparsing,
)

PARIS, LYON = Point(48.85, 2.35), Point(45.76, 4.84)


def gold(*toponyms, neutral=()):
    return GoldDocument("d", "x" * 100, tuple(toponyms), tuple(neutral))


def test_equal_spans_are_paired_before_overlapping_ones():
    assert align([Toponym(0, 5), Toponym(6, 9)], [Toponym(4, 9), Toponym(6, 9), Toponym(0, 3)]) == {0: 2, 1: 1}


def test_exact_and_overlapping_hits_are_counted_apart():
    score = score_geoparsing(
        [gold(Toponym(0, 5), Toponym(10, 15))], {"d": [Toponym(0, 5), Toponym(10, 12), Toponym(50, 52)]}
    )
    assert (score.exact.precision, score.exact.recall) == (pytest.approx(1 / 3), 0.5)
    assert (score.overlap.precision, score.overlap.recall) == (pytest.approx(2 / 3), 1.0)


def test_what_is_not_found_or_not_placed_counts_as_wrong():
    document = gold(Toponym(0, 5, PARIS, "1"), Toponym(10, 15, LYON, "2"), Toponym(20, 25, PARIS, "1"), Toponym(30, 31))
    score = score_geoparsing([document], {"d": [Toponym(0, 5, PARIS, "1"), Toponym(10, 15)]})
    assert (score.geocoded, score.resolved) == (3, 1)
    assert score.acc161 == score.acc25 == score.exact_id == pytest.approx(1 / 3)


def test_distance_bars_are_161_and_25_km():
    score = score_geoparsing([gold(Toponym(0, 5, PARIS))], {"d": [Toponym(0, 5, Point(49.85, 2.35))]})
    assert (score.acc161, score.acc25) == (1.0, 0.0)


def test_demonyms_count_only_when_asked():
    answer = {"d": [Toponym(0, 5, kind="demonym")]}
    assert score_geoparsing([gold(Toponym(0, 5))], answer).predicted == 0
    assert score_geoparsing([gold(Toponym(0, 5))], answer, demonyms=True).exact.f == 1.0


def test_predictions_on_neutral_spans_count_neither_way():
    assert score_geoparsing([gold(neutral=[(0, 9)])], {"d": [Toponym(2, 4)]}).predicted == 0


def test_a_document_without_answers_is_counted_missing():
    score = score_geoparsing([gold(Toponym(0, 5))], {})
    assert (score.missing, score.exact.f) == (1, 0.0)
    assert score.acc161 is None


def test_the_oracle_is_the_best_any_choice_could_reach():
    document = gold(Toponym(0, 5, PARIS), Toponym(10, 15, LYON))
    assert oracle([document], lambda name: [PARIS]) == 0.5


def test_literal_use_is_measured_on_spans_found_exactly():
    document = gold(Toponym(0, 5, literal=True), Toponym(6, 9, literal=False), Toponym(20, 22, literal=True))
    answers = {"d": [Toponym(0, 5, literal=True), Toponym(6, 9, literal=True)]}
    assert literal_accuracy([document], answers) == (0.5, 2)


def test_a_file_of_another_form_is_named(tmp_path):
    path = tmp_path / "gold.jsonl"
    path.write_text('{"doc_id": "a"}\n')
    with pytest.raises(GeoEventsError, match="line 1"):
        read_gold(path)


def test_agrees_with_the_ruler_that_came_with_the_corpora():
    ruler_path = Path(__file__).parents[3] / "shared" / "eval" / "score_geoparsing.py"
    if not ruler_path.exists():
        pytest.skip("the corpora are not here")
    spec = importlib.util.spec_from_file_location("ruler", ruler_path)
    ruler = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(ruler)
    rng = random.Random(11)

    def toponym(geocoded):
        start = rng.randrange(90)
        value = {"start": start, "end": start + rng.randrange(1, 10), "kind": rng.choice(["place", "demonym"])}
        if geocoded and rng.random() < 0.8:
            value |= {"lat": rng.uniform(-3, 3), "lon": rng.uniform(-3, 3), "geonameid": rng.choice([None, 1, 2])}
        return value

    def plain(value):
        point = Point(value["lat"], value["lon"]) if "lat" in value else None
        identity = str(value["geonameid"]) if value.get("geonameid") else None
        return Toponym(value["start"], value["end"], point, identity, value["kind"])

    for demonyms in (False, True):
        documents, answers = [], {}
        for number in range(60):
            name = f"d{number}"
            neutral = [toponym(False) for _ in range(rng.randrange(3))]
            toponyms = [toponym(True) for _ in range(rng.randrange(6))]
            documents.append({"doc_id": name, "text": "", "toponyms": toponyms, "augmentation": neutral})
            if rng.random() < 0.95:
                answers[name] = [toponym(True) for _ in range(rng.randrange(7))]
        ours = score_geoparsing(
            [
                GoldDocument(
                    d["doc_id"],
                    "",
                    tuple(map(plain, d["toponyms"])),
                    tuple((n["start"], n["end"]) for n in d["augmentation"]),
                )
                for d in documents
            ],
            {name: [plain(a) for a in some] for name, some in answers.items()},
            demonyms=demonyms,
        )
        assert ours.to_dict() == ruler.score(documents, answers, demonyms)
