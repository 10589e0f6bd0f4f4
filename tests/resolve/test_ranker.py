"""The ranker's numbers: trees evaluated at once are the trees, files for other columns are refused."""

import json

import numpy as np
import pytest

from geoevents.errors import GazetteerFormatError
from geoevents.resolve.features import COLUMNS
from geoevents.resolve.ranker import WEIGHTS, LinearModel, Ranker, TreeModel

# x0 <= 1 ? (x1 <= 5 ? leaf0 : leaf1) : leaf2
TREE = {"feature": [0, 1], "threshold": [1.0, 5.0], "left": [1, -1], "right": [-3, -2], "leaf": [10.0, 20.0, 30.0]}
STUMP = {"feature": [], "threshold": [], "left": [], "right": [], "leaf": [0.5]}


@pytest.mark.parametrize(
    "row, score", [((0.0, 0.0), 10.5), ((1.0, 5.0), 10.5), ((1.0, 5.1), 20.5), ((1.1, 0.0), 30.5), ((9.0, 9.0), 30.5)]
)
def test_a_row_ends_in_the_leaf_that_the_splits_lead_to(row, score):
    assert TreeModel.from_mapping([TREE, STUMP]).score(np.array([row])).tolist() == [score]


def _walk(tree, row):
    node = 0 if tree["feature"] else -1
    while node >= 0:
        node = tree["left" if row[tree["feature"][node]] <= tree["threshold"][node] else "right"][node]
    return tree["leaf"][-node - 1]


def test_the_shipped_trees_score_as_walking_them_does():
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    rows = np.random.default_rng(3).normal(0.3, 1.0, (20, len(COLUMNS)))
    expected = [sum(_walk(tree, row) for tree in data["trees"]) for row in rows]
    assert TreeModel.from_mapping(data["trees"]).score(rows) == pytest.approx(expected, abs=1e-9)


def test_a_tree_of_too_many_leaves_is_refused():
    with pytest.raises(GazetteerFormatError, match="more than 8 leaves"):
        TreeModel.from_mapping([{**STUMP, "leaf": [0.0] * 9}])


def test_weights_for_an_unknown_column_are_refused():
    with pytest.raises(GazetteerFormatError, match="charm"):
        LinearModel.from_mapping({"charm": 1.0}, COLUMNS)


def test_a_file_trained_on_other_columns_is_refused(tmp_path):
    file = tmp_path / "weights.json"
    file.write_text(json.dumps({"columns": ["a"], "trees": [TREE], "first": {}, "prior": {}, "calibration": {}}))
    with pytest.raises(GazetteerFormatError, match="other columns"):
        Ranker.load(COLUMNS, file)


def test_confidence_is_a_probability_that_grows_with_belief():
    ranker = Ranker.load(COLUMNS)
    row = np.zeros(len(COLUMNS))
    index = {name: at for at, name in enumerate(COLUMNS)}
    low, high = (ranker.confidence(row, belief, index) for belief in (0.2, 0.99))
    assert 0 < low < high < 1
