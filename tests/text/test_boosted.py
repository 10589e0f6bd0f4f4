"""Boosted trees as plain numbers."""

from __future__ import annotations

import numpy as np
import pytest

from geoevents.errors import GeoEventsError
from geoevents.text.boosted import BoostedTrees

# Two trees: x <= 1 gives 2 else -2; y <= 0 gives 1 else 0.
WEIGHTS = {
    "columns": ["x", "y"],
    "feature": [0, 0, 0, 1, 0, 0],
    "threshold": [1.0, 0, 0, 0.0, 0, 0],
    "left": [1, 1, 2, 4, 4, 5],
    "right": [2, 1, 2, 5, 4, 5],
    "value": [0, 2.0, -2.0, 0, 1.0, 0.0],
    "roots": [0, 3],
    "depth": 1,
}


@pytest.mark.parametrize("row, total", [([1.0, 1.0], 2.0), ([1.5, 1.0], -2.0), ([0.0, 0.0], 3.0), ([9.0, -1.0], -1.0)])
def test_leaves_add_up_to_log_odds(row, total):
    (probability,) = BoostedTrees.from_json(WEIGHTS).probabilities(np.array([row]))
    assert probability == pytest.approx(1 / (1 + np.exp(-total)))


def test_many_rows_are_the_same_as_one_by_one():
    trees = BoostedTrees.from_json(WEIGHTS)
    rows = np.random.default_rng(3).normal(size=(4500, 2))
    together = trees.probabilities(rows)
    assert together[[0, 1999, 2000, 4499]] == pytest.approx(
        np.concatenate([trees.probabilities(rows[[i]]) for i in (0, 1999, 2000, 4499)])
    )


def test_no_rows_give_no_probabilities():
    assert BoostedTrees.from_json(WEIGHTS).probabilities(np.empty((0, 2))).shape == (0,)


def test_damaged_weights_are_refused():
    with pytest.raises(GeoEventsError, match="damaged"):
        BoostedTrees.from_json({"columns": []})


def test_lightgbm_trees_survive_the_way_to_plain_numbers():
    pytest.importorskip("lightgbm")
    from geoevents.evaluation.boosting import train_trees

    rng = np.random.default_rng(5)
    rows = rng.normal(size=(600, 2))
    labels = (rows[:, 0] + rows[:, 1] > 0).astype(float)
    trees = BoostedTrees.from_json(train_trees(rows, labels, ("x", "y"), trees=30))
    assert ((trees.probabilities(rows) > 0.5) == labels).mean() > 0.95
