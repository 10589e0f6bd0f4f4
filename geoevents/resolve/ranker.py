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


MAX_LEAVES = 8  # of one tree: its leaves are the bits of a byte
_LOWEST_BIT = np.array([(byte & -byte).bit_length() - 1 if byte else 0 for byte in range(256)])


@dataclass(frozen=True)
class TreeModel:
    """Boosted decision trees of at most eight leaves, evaluated all at once.

    A split that fails rules out the leaves of its left branch; of what is left, the leftmost leaf is the one
    the tree ends in (Lucchese and others, QuickScorer, 2015).
    """

    feature: Ints  # (trees * splits,)
    threshold: Floats  # (trees * splits,): left when value <= threshold
    mask: npt.NDArray[np.uint8]  # (trees * splits,): leaves that survive a failed split
    leaf: Floats  # (trees, leaves), from left to right
    splits: int  # of the largest tree; smaller ones are padded with splits that never fail

    @classmethod
    def from_mapping(cls, trees: Sequence[Mapping[str, Any]]) -> TreeModel:
        """Read trees with keys feature, threshold, left, right and leaf; a child below 0 is leaf ``-child - 1``.

        Raises
        ------
        GazetteerFormatError
            If a tree has more than eight leaves.
        """
        if any(len(tree["leaf"]) > MAX_LEAVES for tree in trees):
            raise GazetteerFormatError(f"ranker weights hold a tree of more than {MAX_LEAVES} leaves")
        splits = max(1, *(len(tree["feature"]) for tree in trees))
        feature = np.zeros((len(trees), splits), dtype=np.int64)
        threshold = np.full((len(trees), splits), np.inf)
        mask = np.full((len(trees), splits), 255, dtype=np.uint8)
        leaf = np.zeros((len(trees), MAX_LEAVES))
        for at, tree in enumerate(trees):
            count = len(tree["feature"])
            feature[at, :count], threshold[at, :count] = tree["feature"], tree["threshold"]
            leaf[at, : len(tree["leaf"])] = tree["leaf"]
            for node in range(count):
                for gone in _leaves_below(tree, tree["left"][node]):
                    mask[at, node] &= 255 ^ (1 << gone)
        return cls(feature.ravel(), threshold.ravel(), mask.ravel(), leaf, splits)

    def score(self, rows: Floats) -> Floats:
        """Scores of shape (n,) for rows of shape (n, columns)."""
        trees = len(self.leaf)
        holds = np.ascontiguousarray(rows.T)[self.feature] <= self.threshold[:, None]
        alive = np.where(holds, np.uint8(255), self.mask[:, None]).reshape(trees, self.splits, len(rows))
        reached = _LOWEST_BIT[np.bitwise_and.reduce(alive, axis=1)]
        scores: Floats = self.leaf[np.arange(trees)[:, None], reached].sum(axis=0)
        return scores


def _leaves_below(tree: Mapping[str, Any], child: int) -> list[int]:
    """Numbers of the leaves of a branch."""
    if child < 0:
        return [-child - 1]
    return [*_leaves_below(tree, tree["left"][child]), *_leaves_below(tree, tree["right"][child])]


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

    def confidence(self, row: Floats, belief: float, index: Mapping[str, int], *, shift: float = 0.0) -> float:
        """Calibrated probability that a name's best candidate is right; ``row`` holds its columns.

        ``shift`` (log-odds) is what the caller knows beyond them.
        """
        total = shift + self.calibration["bias"] + self.calibration["belief"] * belief
        for column, weight in self.calibration.items():
            if column in index:
                total += weight * float(row[index[column]])
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
