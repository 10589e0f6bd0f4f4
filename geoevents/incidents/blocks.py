"""The work in portions of time and space: each pair of events is judged in exactly one of them.

A block holds the events of some days and of one part of the world, and around them whatever they may be linked with.
A pair belongs to the block of its owner (``pairs.owner_of``), so pairs over the rim of a block are neither lost nor
judged twice, and the blocks may be done in any order, by anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from geoevents.incidents.cluster import POSSIBLE, Links
from geoevents.incidents.evidence import Flags, judge
from geoevents.incidents.features import Array, Features
from geoevents.incidents.hashing import Hashes
from geoevents.incidents.pairs import Rows, candidate_pairs, is_broad, level_of

BLOCK_EVENTS = 40_000  # owned by one block, more where one cell holds more within its days
CELL_DEGREES = 15.0  # of latitude and longitude, where the days of one block hold too many events
_RIM_DEGREES = 1.1  # more than two events compared by grid cell can lie apart
_CHUNK = 200_000  # pairs judged at once


class Block(NamedTuple):
    """A portion of the work, to be sent anywhere."""

    name: str
    rows: Rows  # which rows of the whole these are
    features: Features
    owners: Flags  # whose pairs are judged here
    broad: bool  # pairs with an event known to an area only, or pairs of points
    copies: Hashes  # codes of pairs of reports that are copies, ascending


def pair_codes(a: Hashes, b: Hashes) -> Hashes:
    """One number for each pair of reports, whichever comes first."""
    return (np.minimum(a, b) * np.uint64(0x9E3779B97F4A7C15)) ^ np.maximum(a, b)


def is_copy(a: Features, b: Features, copies: Hashes) -> Flags:
    """Pair by pair, whether the reports of two events are copies; ``copies`` holds codes of such pairs."""
    found = np.isin(pair_codes(a.document, b.document), copies) & (a.document != b.document)
    return np.asarray(found, dtype=bool)


def blocks_of(features: Features, copies: Hashes, *, size: int = BLOCK_EVENTS) -> Iterator[Block]:
    """All blocks of the work, oldest first."""
    points, broad = level_of(features) >= 0, is_broad(features)
    for name, owned in _owned(features, size):
        if name.startswith("areas"):
            # A point may begin before the area it belongs to: the area answers for the pair.
            near = (points | broad) & (features.last >= features.first[owned].min() - 1)
            near &= features.first <= features.last[owned].max() + 1
            near &= np.isin(features.country, np.unique(features.country[owned]))
            yield _block(name, features, owned, np.flatnonzero(near), copies, broad=True)
        else:
            around = _around(features, owned, points) if "cell" in name else _soon(features, owned, points)
            yield _block(name, features, owned, around, copies, broad=False)


def count_blocks(features: Features, *, size: int = BLOCK_EVENTS) -> int:
    """How many blocks :func:`blocks_of` gives."""
    return sum(1 for _ in _owned(features, size))


def _owned(features: Features, size: int) -> Iterator[tuple[str, Rows]]:
    """The blocks by their names, with the rows that each answers for."""
    points, broad = level_of(features) >= 0, is_broad(features)
    for first, last in _stretches(features.first[points | broad], size):
        within = (features.first >= first) & (features.first <= last)
        for name, part in _cells(features, np.flatnonzero(points & within), size):
            yield f"points from day {first}{name}", part
        owned = np.flatnonzero(broad & within)
        if len(owned):
            yield f"areas from day {first}", owned


def _stretches(days: Array, size: int) -> Iterator[tuple[int, int]]:
    """Stretches of days, first and last, that begin about ``size`` events each."""
    if not len(days):
        return
    values, counts = np.unique(days, return_counts=True)
    start, total = 0, 0
    for i, count in enumerate(counts.tolist()):
        if total and total + count > size:
            yield int(values[start]), int(values[i - 1])
            start, total = i, 0
        total += count
    yield int(values[start]), int(values[-1])


def _cells(features: Features, owned: Rows, size: int) -> Iterator[tuple[str, Rows]]:
    if not len(owned):
        return
    if len(owned) <= 1.5 * size:
        yield "", owned
        return
    row = np.floor((features.lat[owned] + 90.0) / CELL_DEGREES)
    column = np.floor((features.lon[owned] % 360.0) / CELL_DEGREES)
    cell = row * 1000 + column
    for number in np.unique(cell):
        yield f", cell {int(number)}", owned[cell == number]


def _soon(features: Features, owned: Rows, points: Flags) -> Rows:
    near = points & (features.first >= features.first[owned].min()) & (features.first <= features.last[owned].max() + 1)
    return np.flatnonzero(near)


def _around(features: Features, owned: Rows, points: Flags) -> Rows:
    rows = _soon(features, owned, points)
    lat, lon = features.lat[owned], features.lon[owned] % 360.0
    south, north = lat.min() - _RIM_DEGREES, lat.max() + _RIM_DEGREES
    rows = rows[(features.lat[rows] >= south) & (features.lat[rows] <= north)]
    narrow = np.cos(np.radians(min(89.0, max(abs(south), abs(north)))))
    rim = _RIM_DEGREES / narrow
    middle, half = (lon.min() + lon.max()) / 2, (lon.max() - lon.min()) / 2 + rim
    turned = (features.lon[rows] - middle + 180.0) % 360.0 - 180.0
    return np.asarray(rows[np.abs(turned) <= half] if half < 180.0 else rows)


def _block(name: str, features: Features, owned: Rows, rows: Rows, copies: Hashes, *, broad: bool) -> Block:
    part = features.take(rows)
    return Block(name, rows, part, np.isin(rows, owned), broad, copies)


def judge_block(block: Block) -> Links:
    """The pairs of a block that are possible, as rows of the whole."""
    features = block.features
    i, j = candidate_pairs(features, block.owners, broad=block.broad)
    links = judge_pairs(features, i, j, block.copies)
    one, other = block.rows[links.i], block.rows[links.j]
    return Links(np.minimum(one, other), np.maximum(one, other), links.score)


def judge_pairs(features: Features, i: Rows, j: Rows, copies: Hashes) -> Links:
    """The possible ones of these pairs with their probabilities."""
    parts: list[tuple[Any, Any, Any]] = []
    for start in range(0, len(i), _CHUNK):
        one, other = i[start : start + _CHUNK], j[start : start + _CHUNK]
        a, b = features.take(one), features.take(other)
        score = judge(a, b, is_copy(a, b, copies))
        kept = score >= POSSIBLE
        parts.append((one[kept], other[kept], score[kept]))
    if not parts:
        none = np.zeros(0, dtype=np.int64)
        return Links(none, none, np.zeros(0))
    return Links(*(np.concatenate([part[k] for part in parts]) for k in range(3)))


def joined(parts: list[Links]) -> Links:
    """All pairs of several portions, each once, sorted."""
    if not parts:
        none = np.zeros(0, dtype=np.int64)
        return Links(none, none, np.zeros(0))
    i, j, score = (np.concatenate([part[k] for part in parts]) for k in range(3))
    order = np.lexsort((j, i))
    i, j, score = i[order], j[order], score[order]
    fresh = np.r_[True, (i[1:] != i[:-1]) | (j[1:] != j[:-1])] if len(i) else np.zeros(0, dtype=bool)
    return Links(i[fresh], j[fresh], score[fresh])
