"""Boosted decision trees as plain numbers: read from JSON, evaluated with numpy, all rows and trees at once."""

from __future__ import annotations

import json
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from geoevents.errors import GeoEventsError

Floats = npt.NDArray[np.float64]
_MAX_ROWS = 2000  # rows times trees held at once


class BoostedTrees:
    """Sum of trees, squashed to a probability.

    Parameters
    ----------
    columns : tuple of str
        Names of the inputs in order.
    feature, threshold, left, right, value : lists
        Nodes of all trees in one row after another. An inner node goes left when its input is at most the
        threshold; a leaf points to itself.
    roots : list of int
        Where each tree begins.
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
        depth: int,
    ) -> None:
        self.columns = columns
        self._feature = np.asarray(feature, dtype=np.int32)
        self._threshold = np.asarray(threshold, dtype=np.float64)
        self._children = np.stack([np.asarray(right, np.int32), np.asarray(left, np.int32)])
        self._value = np.asarray(value, dtype=np.float64)
        self._roots = np.asarray(roots, dtype=np.int32)
        self._depth = depth

    def probabilities(self, rows: Floats) -> Floats:
        """One probability for each row of shape (n, columns); shape (n,)."""
        if len(rows) > _MAX_ROWS:
            pieces = [self.probabilities(rows[i : i + _MAX_ROWS]) for i in range(0, len(rows), _MAX_ROWS)]
            return np.concatenate(pieces)
        count = len(rows)
        node = np.repeat(self._roots[None, :], count, axis=0)
        flat = np.ascontiguousarray(rows, dtype=np.float64).ravel()
        base = (np.arange(count, dtype=np.int32) * rows.shape[1])[:, None]
        for _ in range(self._depth):
            goes_left = flat[self._feature[node] + base] <= self._threshold[node]
            node = self._children[goes_left.astype(np.int8), node]
        total = self._value[node].sum(axis=1)
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
                values["depth"],
            )
        except (KeyError, TypeError) as error:
            raise GeoEventsError(f"model weights are damaged: {error!r}; reinstall geoevents") from error


@lru_cache(maxsize=8)
def read_weights(name: str) -> dict[str, Any]:
    """The JSON file ``name`` of the folder ``geoevents/text/data``."""
    text = (resources.files("geoevents.text") / "data" / name).read_text("utf-8")
    values: dict[str, Any] = json.loads(text)
    return values
