"""What the confidence is fitted on: events judged right or wrong."""

import numpy as np
import pytest

from geoevents.evaluation.fit_confidence import Judged, columns, judge_by_hand, reliability
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings

TEXT = "Gunmen killed four farmers in Mosul on Monday."


@pytest.fixture(scope="module")
def reader():
    return Pipeline.from_settings(Settings.from_environment())


def line(**verdict):
    judged = {"start": TEXT.index("killed"), "sub_event_type": "Attack", "place": "Mosul", "right": True} | verdict
    return {"doc_id": "one", "title": None, "text": TEXT, "published": "2016-05-04", "judged": [judged]}


@pytest.mark.parametrize("right", [True, False])
def test_a_verdict_counts_for_the_event_it_was_given_to(reader, right):
    (judged,) = judge_by_hand(reader, [line(right=right)])
    assert (judged.doc_id, judged.right) == ("judged-one", right)
    assert judged.row["date_told"] == 1.0


@pytest.mark.parametrize("other", [{"start": 0}, {"sub_event_type": "Grenade"}, {"place": "Basra"}, {"place": None}])
def test_a_verdict_on_what_is_no_longer_found_is_passed_over(reader, other):
    assert list(judge_by_hand(reader, [line(**other)])) == []


def test_a_column_that_few_events_have_is_left_out():
    rows = [Judged("a", {"often": 1.0} | ({"seldom": 1.0} if n == 0 else {}), True, 1.0) for n in range(20)]
    assert columns(rows) == ["often"]


def test_reliability_tells_the_share_that_was_right_in_each_bin():
    chances, right = np.array([0.05, 0.07, 0.95]), np.array([False, True, True])
    assert reliability(chances, right) == [(pytest.approx(0.06), 0.5, 2), (pytest.approx(0.95), 1.0, 1)]
