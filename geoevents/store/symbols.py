"""How many grid cells a map view gets, and joining symbols that would still overlap."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from geoevents.geometry import BoundingBox
from geoevents.store.base import Symbol

TILE_PX = 256  # width of the world at zoom 0
CELL_PX = 60  # symbols are at most this wide when many share the view
FINE_PX = 28  # what still has to stand apart when few do: about the width of a symbol
FEW = 250
APART = 0.6  # of a cell: the least distance between two symbols
MAX_ZOOM = 24


def cell_sizes(total: int, zoom: int) -> Iterator[int]:
    """Cells along the world's width to try for ``total`` events in view, from fine to coarse."""
    size = FINE_PX if total <= FEW else CELL_PX
    cells = max(1, math.floor(TILE_PX * 2.0 ** max(0, min(zoom, MAX_ZOOM)) / size))
    while total and cells > 1:
        yield cells
        cells //= 2
    if total:
        yield 1


def mercator(lat: float, lon: float) -> tuple[float, float]:
    """Web-mercator position as a share of the world's width, from the north-west corner."""
    clamped = math.radians(max(-85.0511287, min(85.0511287, lat)))
    return (lon + 180) / 360, 0.5 - math.log(math.tan(math.pi / 4 + clamped / 2)) / (2 * math.pi)


def join_close(symbols: Sequence[Symbol], cells: int) -> list[Symbol]:
    """Symbols that stand apart: one nearer to a larger one than ``APART`` of a cell becomes part of it.

    Means of two neighbouring cells can lie next to each other on both sides of the line between them.
    The sum of the counts does not change. Largest first, as they came.
    """
    return [symbol for symbol, _ in join_groups(symbols, cells)]


def join_groups(symbols: Sequence[Symbol], cells: int) -> list[tuple[Symbol, list[int]]]:
    """What :func:`join_close` gives, each with the indexes in ``symbols`` of those it is made of."""
    apart = APART / cells
    kept: list[Symbol] = []
    groups: list[list[int]] = []
    near: dict[tuple[int, int], list[int]] = {}
    for index, symbol in enumerate(symbols):
        x, y = mercator(symbol.lat, symbol.lon)
        column, row = math.floor(x / apart), math.floor(y / apart)
        best: tuple[float, int] | None = None
        for i in range(column - 1, column + 2):
            for j in range(row - 1, row + 2):
                for other in near.get((i, j), ()):
                    ox, oy = mercator(kept[other].lat, kept[other].lon)
                    distance = math.hypot(ox - x, oy - y)
                    if distance < apart and (best is None or (distance, other) < best):
                        best = (distance, other)
        if best is None:
            near.setdefault((column, row), []).append(len(kept))
            kept.append(symbol)
            groups.append([index])
        else:
            kept[best[1]] = _joined(kept[best[1]], symbol)
            groups[best[1]].append(index)
    return sorted(zip(kept, groups, strict=True), key=lambda pair: -pair[0].count)


def _joined(one: Symbol, two: Symbol) -> Symbol:
    total = one.count + two.count
    types = Counter(dict(one.type_counts))
    types.update(dict(two.type_counts))
    ranked = tuple(sorted(types.items(), key=lambda pair: (-pair[1], pair[0])))
    return Symbol(
        lat=(one.lat * one.count + two.lat * two.count) / total,
        lon=(one.lon * one.count + two.lon * two.count) / total,
        count=total,
        event_id=None,
        event_type=ranked[0][0],
        type_counts=ranked,
        fatalities=one.fatalities + two.fatalities,
        fatalities_unknown=one.fatalities_unknown + two.fatalities_unknown,
        where_prec=max(one.where_prec, two.where_prec),
        radius_km=0.0,
        bounds=BoundingBox(
            min(one.bounds.south, two.bounds.south),
            min(one.bounds.west, two.bounds.west),
            max(one.bounds.north, two.bounds.north),
            max(one.bounds.east, two.bounds.east),
        ),
        grid=one.grid,
        cells=one.cells + two.cells,
    )
