from __future__ import annotations

import pytest

from geoevents.evaluation.incidents import PARTS, b_cubed, load_reports, pairwise, score_copies, score_reports


def test_pairs_and_items_of_a_right_answer() -> None:
    gold = {"a": 1, "b": 1, "c": 2}
    assert pairwise(gold, {"a": "x", "b": "x", "c": "y"}) == (1.0, 1.0)
    assert b_cubed(gold, {"a": "x", "b": "x", "c": "y"}) == (1.0, 1.0)


def test_all_in_one_costs_precision_and_all_apart_costs_recall() -> None:
    gold = {"a": 1, "b": 1, "c": 2}
    assert pairwise(gold, dict.fromkeys(gold, "x")) == (pytest.approx(1 / 3), 1.0)
    assert pairwise(gold, {"a": "x", "b": "y", "c": "z"}) == (1.0, 0.0)
    assert b_cubed(gold, dict.fromkeys(gold, "x")) == (pytest.approx((2 / 3 + 2 / 3 + 1 / 3) / 3), 1.0)
    assert b_cubed(gold, {"a": "x", "b": "y", "c": "z"}) == (1.0, pytest.approx((0.5 + 0.5 + 1) / 3))


def test_f_of_nothing_right_is_zero() -> None:
    assert pairwise({"a": 1, "b": 1}, {"a": "x", "b": "y"}).f == 0


def test_the_reports_name_words_of_their_own_and_copies_that_are_there() -> None:
    reports = load_reports()
    ids = {report.report_id for report in reports}
    assert len(ids) == len(reports) >= 100
    for report in reports:
        assert report.part in PARTS
        assert report.copy_of is None or report.copy_of in ids
        for words in report.incidents.values():
            assert report.document.text.count(words) == 1, report.report_id


@pytest.mark.parametrize("part", PARTS)
def test_copies_of_our_own_reports_are_told_from_look_alikes(part: str) -> None:
    score = score_copies(load_reports(part))
    assert min(score) >= 0.9


@pytest.mark.model
def test_most_reports_of_one_incident_are_found_to_be_one() -> None:
    from geoevents.pipeline import Pipeline
    from geoevents.settings import Settings

    pipeline = Pipeline.from_settings(Settings.from_environment())
    score = score_reports(load_reports("dev"), pipeline.extract)
    assert score.found >= 0.85 * score.told
    assert score.pairwise.precision >= 0.9 and score.pairwise.recall >= 0.8
