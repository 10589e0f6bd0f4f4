"""Trains boosted trees with LightGBM and writes them as the plain numbers that ``text/boosted.py`` reads.

Only needed to train; LightGBM is a development requirement.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

PARAMETERS: dict[str, Any] = {
    "objective": "binary",
    "num_leaves": 24,
    "max_depth": 7,
    "learning_rate": 0.07,
    "min_data_in_leaf": 25,
    "feature_fraction": 0.6,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 3.0,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 2,
    "seed": 7,
    "verbosity": -1,
}


def train_trees(
    rows: Floats,
    labels: Floats,
    columns: tuple[str, ...],
    *,
    trees: int = 180,
    **parameters: Any,
) -> dict[str, Any]:
    """Fit trees to 0/1 labels; the result goes to JSON as it is.

    Parameters
    ----------
    rows : array of shape (n, len(columns))
    labels : array of shape (n,)
    columns : tuple of str
    trees : int
    **parameters
        LightGBM's, in place of those in ``PARAMETERS``.
    """
    import lightgbm

    data = lightgbm.Dataset(rows, labels, feature_name=list(columns), free_raw_data=True)
    booster = lightgbm.train({**PARAMETERS, **parameters}, data, num_boost_round=trees)
    return _flatten(booster.dump_model(), columns)


def _flatten(model: dict[str, Any], columns: tuple[str, ...]) -> dict[str, Any]:
    """All nodes of all trees in rows of numbers; leaves point to themselves."""
    nodes: dict[str, list[Any]] = {
        "feature": [],
        "threshold": [],
        "left": [],
        "right": [],
        "value": [],
    }
    roots: list[int] = []
    deepest = 0

    def add(node: dict[str, Any], depth: int) -> int:
        nonlocal deepest
        deepest = max(deepest, depth)
        at = len(nodes["feature"])
        for key in nodes:
            nodes[key].append(0)
        if "leaf_value" in node and "split_feature" not in node:
            nodes["left"][at] = nodes["right"][at] = at
            nodes["value"][at] = float(f"{node['leaf_value']:.5g}")
            return at
        nodes["feature"][at] = node["split_feature"]
        nodes["threshold"][at] = float(f"{node['threshold']:.7g}")
        nodes["left"][at] = add(node["left_child"], depth + 1)
        nodes["right"][at] = add(node["right_child"], depth + 1)
        return at

    for tree in model["tree_info"]:
        roots.append(add(tree["tree_structure"], 0))
    return {"columns": list(columns), **nodes, "roots": roots, "depth": deepest}
