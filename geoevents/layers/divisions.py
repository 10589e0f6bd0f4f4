"""First-order divisions for the map: events counted in them, and their outlines, small enough to send.

An outline travels as whole numbers, thousandths of a degree, each corner as its distance from the one
before: about six bytes a corner. Outlines are simplified for the zoom and left out where they would be
smaller than a symbol's edge.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import NDArray

from geoevents.gazetteer.polygons import Polygons
from geoevents.geometry import BoundingBox
from geoevents.ontology import WherePrecision
from geoevents.store.base import AreaCount, Patch

Rings = list[list[int]]  # each: lon, lat, then steps from corner to corner, in thousandths of a degree

BUDGET = 48_000  # bytes of all outlines of one update
_UNITS = 1000  # in a degree
_PIXELS = 1.2  # that a border may be off
_SMALLEST = 3.0  # pixels; what is smaller cannot be seen
_MOST = 500  # outlines at once, the largest; a view of the whole world could ask for thousands
_TOGETHER = 150  # outlines that can be simplified as neighbours without a wait
_COARSEST = 16.0  # pixels, where making outlines coarser ends
_GEONAMES = "geonames:"
_GRIDS = (8, 128, 1 << 17)  # squares along a degree: 14 km, 0.9 km, and as good as a point
_OPEN = -2  # of the row of a patch: not all of it is in one division
Ask = Callable[[int, list[Patch] | None], list[Patch]]


class DivisionCount(NamedTuple):
    """Events of one first-order division; ``row`` counts through ``Polygons.admin1``."""

    row: int
    events: int
    fatalities: int


class Outline(NamedTuple):
    """A division as it is sent to the map."""

    events: int
    fatalities: int
    rings: Rings


def count_by_division(patches: Ask, polygons: Polygons) -> list[DivisionCount]:
    """Events of each division that holds any, most events first; what lies in none is left out.

    Parameters
    ----------
    patches : callable
        Gives the patches of a grid of so many squares a degree; with patches of a coarser grid, those within them.
        Asked again, finer, for what a border runs through: the work grows with the length of borders, not with events.
    polygons : Polygons
        Where the divisions are.
    """
    sums: dict[int, list[int]] = {}
    open_patches: list[Patch] | None = None
    for per_degree in _GRIDS:
        found = patches(per_degree, open_patches)
        rows = _rows_of(found, polygons, points=per_degree == _GRIDS[-1])
        for row, patch in zip(rows, found, strict=True):
            if row >= 0:
                total = sums.setdefault(row, [0, 0])
                total[0] += patch.events
                total[1] += patch.fatalities
        open_patches = [patch for row, patch in zip(rows, found, strict=True) if row == _OPEN]
        if not open_patches:
            break
    counts = [DivisionCount(row, events, dead) for row, (events, dead) in sums.items()]
    return sorted(counts, key=lambda count: (-count.events, count.row))


def _rows_of(patches: Sequence[Patch], polygons: Polygons, *, points: bool) -> list[int]:
    """The division that all events of a patch lie in, -1 for none, `_OPEN` where that cannot be said of all.

    With ``points`` a patch is as good as a point, and there is an answer for each.
    """
    if not patches:
        return []
    corners = [(p.bounds.south, p.bounds.west, p.bounds.north, p.bounds.east) for p in patches]
    south, west, north, east = np.array(corners).T
    countries = [patch.country for patch in patches]
    if points:
        found: list[int] = polygons.divisions_of((south + north) / 2, (west + east) / 2, countries).tolist()
        return found
    boxes, tree = shapely.box(west, south, east, north), polygons.admin1.sindex
    rows = np.full(len(patches), _OPEN)
    touched, hits = tree.query(boxes, predicate="intersects")
    alone = np.bincount(touched, minlength=len(patches))[touched] == 1  # no second division in the box
    covered = shapely.covers(polygons.admin1.geometry.to_numpy()[hits[alone]], boxes[touched[alone]])
    rows[touched[alone][covered]] = hits[alone][covered]
    owner = polygons.admin1["country"].to_numpy()
    return [
        row if row != _OPEN and country in (None, owner[row]) else _OPEN
        for row, country in zip(rows.tolist(), countries, strict=True)
    ]


def shaded(counts: Sequence[DivisionCount], polygons: Polygons, view: BoundingBox, zoom: int) -> list[Outline]:
    """The divisions of ``counts`` that are in ``view``, with outlines for ``zoom`` within `BUDGET` bytes."""
    inside = set(in_view(polygons, view).tolist())
    chosen = [count for count in counts if count.row in inside]
    rings = outlines(polygons, [count.row for count in chosen], zoom)
    return [Outline(c.events, c.fatalities, r) for c, r in zip(chosen, rings, strict=True) if r]


def in_view(polygons: Polygons, view: BoundingBox) -> NDArray[np.int64]:
    """Rows of the divisions whose box touches ``view``, which may cross the date line."""
    west, south, east, north = polygons.admin1.bounds.to_numpy().T
    if view.west <= view.east:
        beside = (east >= view.west) & (west <= view.east)
    else:
        beside = (east >= view.west) | (west <= view.east)
    return np.flatnonzero(beside & (north >= view.south) & (south <= view.north))


def outlines(polygons: Polygons, rows: Sequence[int], zoom: int, *, budget: int = BUDGET) -> list[Rings]:
    """Outlines of these divisions, [] for one too small to be seen; coarser until all fit in ``budget`` bytes.

    Up to `_TOGETHER` neighbours are simplified together, so that they keep one common border.
    """
    if not rows:
        return []
    whole = polygons.admin1.geometry.to_numpy()[list(rows)]
    degrees = 360 / (256 * 2.0**zoom)  # of a pixel at the equator
    west, south, east, north = shapely.bounds(whole).T
    extent = np.maximum(east - west, north - south)
    seen = extent >= _SMALLEST * degrees
    if seen.sum() > _MOST:
        seen &= extent > np.sort(extent)[-_MOST - 1]
    tolerance = _PIXELS * degrees
    while True:
        found: list[Rings] = [[] for _ in rows]
        simplify = shapely.coverage_simplify if seen.sum() <= _TOGETHER else shapely.simplify
        simple = simplify(whole[seen], tolerance)
        for i, shape in zip(np.flatnonzero(seen), simple, strict=True):
            found[i] = _rings(shape, _SMALLEST * degrees)
        size = len(json.dumps(found, separators=(",", ":")))
        if size <= budget or tolerance > _COARSEST * degrees:
            return found
        tolerance *= max(1.6, size / budget)


def _rings(shape: shapely.Geometry, smallest: float) -> Rings:
    result: Rings = []
    for part in shapely.get_parts(shape):
        for ring in (part.exterior, *part.interiors):
            if result and shapely.length(ring) < 2 * smallest:
                continue  # an islet; the first ring is kept, so that no division vanishes
            corners = np.round(shapely.get_coordinates(ring)[:-1] * _UNITS).astype(int)
            steps = np.diff(corners, axis=0)
            steps = steps[(steps != 0).any(axis=1)]
            result.append([*corners[0].tolist(), *steps.ravel().tolist()])
    return result


def division_of(area: AreaCount, polygons: Polygons) -> int | None:
    """The row of the division that an area is, None when it is none or its outline is not known."""
    if area.where_prec != WherePrecision.ADMIN1:
        return None
    frame = polygons.admin1
    if area.place_id and area.place_id.startswith(_GEONAMES) and area.place_id[len(_GEONAMES) :].isdigit():
        known = np.flatnonzero(frame["geonameid"].to_numpy() == int(area.place_id[len(_GEONAMES) :]))
        if len(known):
            return int(known[0])
    row = int(polygons.divisions_of(np.array([area.lat]), np.array([area.lon]), [area.country])[0])
    if row < 0:
        return None
    name = str(frame["name"].iat[row]).casefold()  # "Gaza" is named "Gaza Strip", "Idlib" "Idlib Governorate"
    return row if (area.name.casefold() + " ").startswith(name + " ") else None
