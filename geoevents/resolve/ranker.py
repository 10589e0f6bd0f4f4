"""The learned ranker: numbers from a file, evaluated with numpy alone.

The file (``weights.json``, see docs/decisions/resolution.md for the model card) holds linear weights for
the first pass, a linear prior and boosted trees that correct it for the second, and the calibration. The
prior carries what is plain to a reader but rare in training texts, such as "X, Ky." where "Ky." is no
mention: trees alone forget it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from geoevents.errors import GazetteerFormatError

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
WEIGHTS = Path(__file__).with_name("weights.json")


@dataclass(frozen=True)
class LinearModel:
    """A weight for each named column; columns without weight count nothing."""

    weights: Floats

    @classmethod
    def from_mapping(cls, weights: Mapping[str, float], columns: Sequence[str]) -> LinearModel:
        """Read ``{column: weight}``; raises GazetteerFormatError for a column that does not exist."""
        unknown = sorted(set(weights) - set(columns))
        if unknown:
            raise GazetteerFormatError(f"ranker weights name unknown columns: {', '.join(unknown)}")
        return cls(np.array([weights.get(column, 0.0) for column in columns]))

    def score(self, rows: Floats) -> Floats:
        """Scores of shape (n,) for rows of shape (n, columns)."""
        return np.asarray(rows @ self.weights)


@dataclass(frozen=True)
class TreeModel:
    """Boosted decision trees as flat arrays; a child below 0 is the leaf ``-child - 1`` of its tree."""

    feature: Ints  # (trees, nodes)
    threshold: Floats  # (trees, nodes): left when value <= threshold
    left: Ints
    right: Ints
    leaf: Floats  # (trees, leaves)
    depth: int

    @classmethod
    def from_mapping(cls, trees: Sequence[Mapping[str, Any]]) -> TreeModel:
        """Read trees with keys feature, threshold, left, right and leaf; shorter ones are padded."""
        nodes = max(1, *(len(tree["feature"]) for tree in trees))
        leaves = max(len(tree["leaf"]) for tree in trees)

        def pad(key: str, size: int, kind: type) -> npt.NDArray[Any]:
            out: npt.NDArray[Any] = np.zeros((len(trees), size), dtype=kind)
            for row, tree in zip(out, trees, strict=True):
                row[: len(tree[key])] = tree[key]
            return out

        left, right = pad("left", nodes, np.int64), pad("right", nodes, np.int64)
        for row, tree in enumerate(trees):
            if not tree["feature"]:  # a tree of one leaf
                left[row, 0] = right[row, 0] = -1
        return cls(
            pad("feature", nodes, np.int64),
            pad("threshold", nodes, np.float64),
            left,
            right,
            pad("leaf", leaves, np.float64),
            max(_depth(tree) for tree in trees),
        )

    def score(self, rows: Floats) -> Floats:
        """Scores of shape (n,) for rows of shape (n, columns)."""
        count, trees = len(rows), np.arange(len(self.feature))
        node = np.zeros((count, len(trees)), dtype=np.int64)
        line = np.arange(count)[:, None]
        for _ in range(self.depth):
            at = np.maximum(node, 0)
            goes_left = rows[line, self.feature[trees, at]] <= self.threshold[trees, at]
            child = np.where(goes_left, self.left[trees, at], self.right[trees, at])
            node = np.where(node < 0, node, child)
        scores: Floats = self.leaf[trees, -node - 1].sum(axis=1)
        return scores


def _depth(tree: Mapping[str, Any]) -> int:
    """Longest path from the root to a leaf, at least 1."""
    if not tree["feature"]:
        return 1
    depth = [0] * len(tree["feature"])
    for node in range(len(depth)):  # parents come before their children
        for child in (tree["left"][node], tree["right"][node]):
            if child >= 0:
                depth[child] = depth[node] + 1
    return max(depth) + 1


@dataclass(frozen=True)
class Ranker:
    """The models of both passes and the calibration of the final score."""

    first: LinearModel
    prior: LinearModel
    trees: TreeModel | None
    calibration: Mapping[str, float]

    def score(self, rows: Floats) -> Floats:
        """Scores of the second pass, shape (n,): the prior's sense, and what the trees learned to correct."""
        prior = self.prior.score(rows)
        return prior if self.trees is None else prior + self.trees.score(rows)

    @classmethod
    def load(cls, columns: Sequence[str], path: Path = WEIGHTS) -> Ranker:
        """Read the file; raises GazetteerFormatError when it was made for other columns."""
        data = json.loads(path.read_text(encoding="utf-8"))
        trees = None
        if data.get("trees"):
            if data["columns"] != list(columns):
                raise GazetteerFormatError(f"{path.name} was trained on other columns: run the training again")
            trees = TreeModel.from_mapping(data["trees"])
        first, prior = (LinearModel.from_mapping(data[key], columns) for key in ("first", "prior"))
        return cls(first, prior, trees, data["calibration"])

    def confidence(self, row: Floats, belief: float, index: Mapping[str, int]) -> float:
        """Calibrated probability that a name's best candidate is right; ``row`` holds its columns."""
        total = self.calibration["bias"] + self.calibration["belief"] * belief
        for column, weight in self.calibration.items():
            if column in index:
                total += weight * float(row[index[column]])
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
