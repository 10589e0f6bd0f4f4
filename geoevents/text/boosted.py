"""Boosted decision trees as plain numbers: read from JSON, evaluated with numpy, all trees at once."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from geoevents.errors import GeoEventsError

Floats = npt.NDArray[np.float64]
MAX_LEAVES = 64  # of one tree
_MAX_ROWS = 64  # held at once: they fit the processor's cache


class BoostedTrees:
    """Sum of trees, squashed to a probability.

    A split that fails rules out the leaves of its left branch; of what is left, the leftmost leaf is the one
    the tree ends in (Lucchese and others, QuickScorer, 2015). So all splits are asked at once, and a row costs a
    handful of numpy calls whatever the depth.

    Parameters
    ----------
    columns : tuple of str
        Names of the inputs in order.
    feature, threshold, left, right, value : lists
        Nodes of all trees in one row after another. An inner node goes left when its input is at most the
        threshold; a leaf points to itself.
    roots : list of int
        Where each tree begins.

    Raises
    ------
    GeoEventsError
        If a tree has more than 64 leaves: they are the bits of one number.
    """

    def __init__(
        self,
        columns: tuple[str, ...],
        feature: list[int],
        threshold: list[float],
        left: list[int],
        right: list[int],
        value: list[float],
        roots: list[int],
    ) -> None:
        self.columns = columns
        trees = [_leaves_and_splits(left, right, root) for root in roots]
        leaves = max((len(found) for found, _ in trees), default=1)
        splits = max((len(found) for _, found in trees), default=0)
        if leaves > MAX_LEAVES:
            raise GeoEventsError(f"model weights hold a tree of {leaves} leaves; at most {MAX_LEAVES} can be read")
        bits = np.uint32 if leaves <= 32 else np.uint64
        shape = (max(1, splits), len(roots))
        # Smaller trees are padded with splits that never fail.
        self._feature = np.zeros(shape, dtype=np.intp)
        self._threshold = np.full(shape, np.inf)
        self._gone = np.zeros(shape, dtype=bits)
        self._one = bits(1)
        self._value = np.zeros((len(roots), leaves))
        self._first_leaf = np.arange(len(roots)) * leaves
        for tree, (own_leaves, own_splits) in enumerate(trees):
            self._value[tree, : len(own_leaves)] = [value[node] for node in own_leaves]
            for at, (node, gone) in enumerate(own_splits):
                self._feature[at, tree], self._threshold[at, tree] = feature[node], threshold[node]
                self._gone[at, tree] = gone

    def probabilities(self, rows: Floats) -> Floats:
        """One probability for each row of shape (n, columns); shape (n,)."""
        if len(rows) > _MAX_ROWS:
            pieces = [self.probabilities(rows[i : i + _MAX_ROWS]) for i in range(0, len(rows), _MAX_ROWS)]
            return np.concatenate(pieces)
        fails = rows.take(self._feature, axis=1) > self._threshold
        gone = np.bitwise_or.reduce(fails * self._gone, axis=1)
        reached = np.bitwise_count(gone & ~(gone + self._one))  # how many leaves from the left are gone
        total = self._value.take(reached + self._first_leaf).sum(axis=1)
        result: Floats = 1.0 / (1.0 + np.exp(-total))
        return result

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> BoostedTrees:
        """Read what ``evaluation/boosting.py`` writes; raises GeoEventsError when it is of another form."""
        try:
            return cls(
                tuple(values["columns"]),
                values["feature"],
                values["threshold"],
                values["left"],
                values["right"],
                values["value"],
                values["roots"],
            )
        except (KeyError, TypeError) as error:
            raise GeoEventsError(f"model weights are damaged: {error!r}; reinstall geoevents") from error


def _leaves_and_splits(left: list[int], right: list[int], root: int) -> tuple[list[int], list[tuple[int, int]]]:
    """The leaves of one tree from left to right, and each split with the bits of the leaves of its left branch."""
    leaves: list[int] = []
    splits: list[tuple[int, int]] = []

    def walk(node: int) -> None:
        if left[node] == node:
            leaves.append(node)
            return
        before = len(leaves)
        walk(left[node])
        splits.append((node, (1 << len(leaves)) - (1 << before)))
        walk(right[node])

    walk(root)
    return leaves, splits


@lru_cache(maxsize=8)
def read_weights(name: str) -> dict[str, Any]:
    """The JSON file ``name`` of the folder ``geoevents/text/data``."""
    text = (resources.files("geoevents.text") / "data" / name).read_text("utf-8")
    values: dict[str, Any] = json.loads(text)
    return values
