"""Which events are worth comparing: those near each other in time and space, found without comparing all.

An event is looked for among those at least as finely placed as itself, in grid cells that are as large as two such
events can lie apart. What is known to an area only is compared within its country.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from geoevents.incidents.evidence import Flags, distance_km, is_area
from geoevents.incidents.features import NO_DAY, Array, Features

Rows = npt.NDArray[np.int64]

KM_PER_DEGREE = 111.2
# Radius of the coarsest event of a level, and the side of its cells in degrees: twice the radius, and the tolerance.
LEVELS = ((12.0, 0.25), (26.0, 0.5), (54.0, 1.0))
MAX_DAYS = 31  # a longer stretch of time says nothing about a day
_CHUNK = 400_000  # probes at once
_COLUMNS = 4096  # more than any row of cells has


def level_of(features: Features) -> Array:
    """Index into ``LEVELS``; -1 for areas and whatever has no place or no day that could be compared."""
    level = np.searchsorted([radius for radius, _ in LEVELS], features.radius)
    usable = ~np.isnan(features.lat) & is_dated(features) & ~is_area(features) & (level < len(LEVELS))
    return np.where(usable, level, -1)


def is_dated(features: Features) -> Flags:
    """Whether an event lies within a month at most."""
    span = features.last.astype(np.int64) - features.first
    return np.asarray((features.first != NO_DAY) & (span <= MAX_DAYS), dtype=bool)


def is_broad(features: Features) -> Flags:
    """Whether an event is compared within its country: known to an area, or to a very large place."""
    large = features.radius > LEVELS[-1][0]
    return np.asarray(
        is_dated(features) & ~np.isnan(features.lat) & (is_area(features) | large) & (features.country != 0), dtype=bool
    )


def candidate_pairs(features: Features, owners: Flags | None = None, *, broad: bool | None = None) -> tuple[Rows, Rows]:
    """Pairs i < j that may be one incident as far as place, time and family go; sorted.

    Parameters
    ----------
    features : Features of length n
    owners : array of bool, optional
        Only pairs whose owner is among these rows: the earlier event, or the broader one of a point and an area.
    broad : bool, optional
        Only pairs with an event known to an area (True) or without one (False).
    """
    found: list[Rows] = []
    if broad is not True:
        level = level_of(features)
        for number, (_, degrees) in enumerate(LEVELS):
            seekers = np.flatnonzero(level == number)
            sought = np.flatnonzero((level >= 0) & (level <= number))
            found += _near(features, seekers, sought, degrees)
    if broad is not False:
        found += _in_country(features)
    n = len(features)
    codes = np.unique(np.concatenate(found)) if found else np.zeros(0, dtype=np.int64)
    i, j = codes // max(n, 1), codes % max(n, 1)
    if owners is not None:
        kept = owners[owner_of(features, i, j)]
        i, j = i[kept], j[kept]
    return i, j


def owner_of(features: Features, i: Rows, j: Rows) -> Rows:
    """Which event of each pair answers for it, so that every pair is judged exactly once wherever it is found."""
    broad = is_broad(features)
    first, event = features.first, features.event
    earlier = (first[i] < first[j]) | ((first[i] == first[j]) & (event[i] < event[j]))
    by_kind = broad[i] != broad[j]
    return np.where(np.where(by_kind, broad[i], earlier), i, j)


def _codes(features: Features, i: Rows, j: Rows) -> Rows:
    """Pairs that pass a first look, as ``smaller * n + larger``."""
    low, high = np.minimum(i, j), np.maximum(i, j)
    kept = (low != high) & ((features.family[low] & features.family[high]) != 0)
    kept &= (features.dataset[low] != features.dataset[high]) | (features.dataset[low] == 0)
    low, high = low[kept], high[kept]
    gap = np.maximum(features.first[low], features.first[high]) - np.minimum(features.last[low], features.last[high])
    low, high = low[gap <= 1], high[gap <= 1]
    # Latitude first: it is cheap and leaves few pairs for the distance.
    reach = features.radius[low] + features.radius[high] + 2.0
    near = np.abs(features.lat[low] - features.lat[high]) * KM_PER_DEGREE <= reach + 1.0
    low, high, reach = low[near], high[near], reach[near]
    a, b = _Points(features, low), _Points(features, high)
    near = distance_km(a, b) <= reach  # type: ignore[arg-type]
    return np.asarray(low[near] * np.int64(len(features)) + high[near], dtype=np.int64)


class _Points:
    """Just the positions of some rows."""

    def __init__(self, features: Features, rows: Rows) -> None:
        self.lat, self.lon = features.lat[rows], features.lon[rows]


def _spread(first: Array, last: Array) -> tuple[Rows, Rows]:
    """Each row once for every day from ``first`` to ``last``: (row, day)."""
    lengths = (last - first + 1).astype(np.int64)
    rows = np.repeat(np.arange(len(first)), lengths)
    starts = np.repeat(np.cumsum(lengths) - lengths, lengths)
    return rows, np.repeat(first.astype(np.int64), lengths) + np.arange(len(rows)) - starts


def _columns_in(row: Array, degrees: float) -> Array:
    """Cells in a row of the grid: as many as are each ``degrees`` of latitude wide at the row's narrow rim."""
    south = np.abs(row * degrees - 90.0)
    rim = np.radians(np.minimum(90.0, np.maximum(south, np.abs((row + 1) * degrees - 90.0))))
    return np.maximum(1, np.floor(360.0 / degrees * np.cos(rim))).astype(np.int64)


def _near(features: Features, seekers: Rows, sought: Rows, degrees: float) -> list[Rows]:
    """Codes of pairs of a seeker and a sought event in neighbouring cells, on the same or the following day."""
    if not len(seekers) or not len(sought):
        return []
    rows = int(np.ceil(180.0 / degrees))

    def row_of(lat: Array) -> Rows:
        return np.minimum(rows - 1, np.floor((lat + 90.0) / degrees)).astype(np.int64)

    def key(day_: Array, row: Array, column: Array) -> Rows:
        return np.asarray(((day_ + 1_000_000) * rows + row) * _COLUMNS + column, dtype=np.int64)

    home, days = _spread(features.first[sought], features.last[sought])
    home = sought[home]
    row = row_of(features.lat[home])
    width = _columns_in(row, degrees)
    column = np.minimum(width - 1, np.floor((features.lon[home] % 360.0) / 360.0 * width)).astype(np.int64)
    keys = key(days, row, column)
    order = np.argsort(keys, kind="stable")
    keys, home = keys[order], home[order]
    found: list[Rows] = []
    for start in range(0, len(seekers), _CHUNK // 4):
        part = seekers[start : start + _CHUNK // 4]
        # A day more at the end, and one at the start: of two events the seeker may be the later one.
        probe, day_ = _spread(features.first[part] - 1, features.last[part] + 1)
        probe = part[probe]
        at = row_of(features.lat[probe])
        for step in (-1, 0, 1):
            row = at + step
            inside = (row >= 0) & (row < rows)
            width = _columns_in(row, degrees)
            column = np.floor((features.lon[probe] % 360.0) / 360.0 * width).astype(np.int64)
            for side in _sides(width, column):
                low, high = side
                wanted = inside & (low <= high)
                begin = np.searchsorted(keys, key(day_, row, low)[wanted], "left")
                end = np.searchsorted(keys, key(day_, row, high)[wanted], "right")
                found += _collect(features, probe[wanted], begin, end, home)
    return found


def _sides(width: Rows, column: Rows) -> list[tuple[Rows, Rows]]:
    """Stretches of columns around ``column``, cut where the row of cells closes; empty ones have low > high."""
    low, high = column - 1, column + 1
    last = width - 1
    middle = (np.maximum(low, 0), np.minimum(high, last))
    west = (np.where(low < 0, last, 1), np.where(low < 0, last, 0))
    east = (np.where(high > last, 0, 1), np.zeros_like(high))
    return [middle, west, east]


def _collect(features: Features, probe: Rows, begin: Rows, end: Rows, home: Rows) -> list[Rows]:
    """The pairs of each probe with ``home[begin:end]``, in portions that fit into memory."""
    found = []
    lengths = end - begin
    total = np.cumsum(lengths)
    start = 0
    while start < len(probe):
        stop = max(start + 1, int(np.searchsorted(total, (total[start - 1] if start else 0) + 4 * _CHUNK, "right")))
        count = lengths[start:stop]
        left = np.repeat(probe[start:stop], count)
        offsets = np.arange(int(count.sum())) - np.repeat(np.cumsum(count) - count, count)
        right = home[np.repeat(begin[start:stop], count) + offsets]
        if len(left):
            found.append(np.unique(_codes(features, left, right)))
        start = stop
    return found


def _in_country(features: Features) -> list[Rows]:
    """Codes of pairs of an event known to an area with all events of its country on its days."""
    broad = np.flatnonzero(is_broad(features))
    sought = np.flatnonzero(((level_of(features) >= 0) | is_broad(features)) & (features.country != 0))
    if not len(broad) or not len(sought):
        return []
    numbers: Any = np.unique(features.country[sought], return_inverse=True)
    countries = numbers[0]

    def key(country: Array, day_: Array) -> Rows:
        return np.asarray(country * np.int64(4_000_000) + day_ + 1_000_000, dtype=np.int64)

    home, days = _spread(features.first[sought], features.last[sought])
    keys = key(numbers[1][home].astype(np.int64), days)
    home = sought[home]
    order = np.argsort(keys, kind="stable")
    keys, home = keys[order], home[order]
    number = np.searchsorted(countries, features.country[broad]).astype(np.int64)
    found: list[Rows] = []
    for start in range(0, len(broad), _CHUNK):
        part = broad[start : start + _CHUNK]
        probe, day_ = _spread(features.first[part] - 1, features.last[part] + 1)
        wanted = key(number[start : start + _CHUNK][probe], day_)
        found += _collect(
            features, part[probe], np.searchsorted(keys, wanted, "left"), np.searchsorted(keys, wanted, "right"), home
        )
    return found
