"""Which places bear each of many names, and what is recorded of them: columns of numbers rather than places."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from geoevents.gazetteer.form_table import Integers, spread


class Bearers(NamedTuple):
    """Rows of one gazetteer that bear each of many names, the best of each name first."""

    starts: Integers  # shape (names + 1,): those of name i stand from starts[i] to starts[i + 1]
    rows: Integers  # shape (all,)
    ways: npt.NDArray[np.uint8]  # shape (all,): how each bears the name, ``NameMatch.order``

    def of(self, number: int) -> list[int]:
        """Rows of the places that bear one of the names, by its number among those asked for."""
        rows: list[int] = self.rows[self.starts[number] : self.starts[number + 1]].tolist()
        return rows

    def first(self, count: int) -> Bearers:
        """At most so many of each name."""
        sizes = np.minimum(np.diff(self.starts), count)
        kept = spread(self.starts[:-1], sizes)
        return Bearers(np.concatenate([[0], np.cumsum(sizes)]), self.rows[kept], self.ways[kept])


class PlaceColumns(NamedTuple):
    """What is recorded of many places, each column of shape (places,)."""

    lat: npt.NDArray[np.float64]  # degrees north
    lon: npt.NDArray[np.float64]  # degrees east
    geonameid: Integers  # 0: none
    population: Integers  # people; -1: not recorded
    country: npt.NDArray[np.object_]  # ISO 3166-1 alpha-2, None where there is none
    feature_code: npt.NDArray[np.object_]
    admin1_code: npt.NDArray[np.object_]  # None where there is none
