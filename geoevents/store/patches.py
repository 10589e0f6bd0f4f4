"""Events in the squares of a grid, as coarse or as fine as somebody needs them to tell in which division they are."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from geoevents.geometry import BoundingBox
from geoevents.query import EventQuery
from geoevents.store.base import Patch
from geoevents.store.filters import where

_SQUARE = "floor((lon + 180) * {0})::INTEGER AS x, floor((lat + 90) * {0})::INTEGER AS y"
_MEASURES = """min(lat), min(lon), max(lat), max(lon), count(*), coalesce(sum(fatalities_best), 0)::BIGINT"""


def patches(
    cursor: duckdb.DuckDBPyConnection, query: EventQuery, per_degree: int, within: Sequence[Patch] | None
) -> list[Patch]:
    """Events per square and country where the first-order division is known; all, or those in coarser patches."""
    if within is not None and not within:
        return []
    condition, params = where(query)
    asked = f"FROM current_events WHERE {condition} AND lat IS NOT NULL AND where_prec <= 4"
    if within:
        # A power of two between the grids keeps the finer squares inside the coarser ones, digit for digit.
        coarse = _SQUARE.format(int(within[0].per_degree))
        asked = f"""FROM (SELECT lat, lon, country, fatalities_best, {coarse} {asked}) e
            SEMI JOIN (SELECT unnest(?) AS x, unnest(?) AS y, unnest(?) AS land) w
            ON e.x = w.x AND e.y = w.y AND coalesce(e.country, '') = w.land"""
        params = [
            *params,
            [patch.column for patch in within],
            [patch.row for patch in within],
            [patch.country or "" for patch in within],
        ]
    found = cursor.execute(
        f"""SELECT x, y, country, {_MEASURES} FROM (
            SELECT lat, lon, country, fatalities_best, {_SQUARE.format(int(per_degree))} {asked})
        GROUP BY x, y, country ORDER BY x, y, country NULLS LAST""",
        params,
    )
    return [
        Patch(per_degree, x, y, country, BoundingBox(south, west, north, east), events, dead)
        for x, y, country, south, west, north, east, events, dead in found.fetchall()
    ]
