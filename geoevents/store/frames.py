"""Playback: what appears and goes from one step of time to the next, for many steps in one pass over the events.

An event enters with the step of its first day and leaves ``width`` steps after that of its last, so the running
sum of the changes is at each step exactly what the query with that step's days matches.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

import duckdb
import pyarrow as pa

from geoevents.geometry import BoundingBox
from geoevents.query import EventQuery
from geoevents.steps import Steps
from geoevents.store import aggregate
from geoevents.store.base import AreaCount, Change, Counts, Frame, Spots
from geoevents.store.filters import AREA, CELL_KEY, POINT, area_key, inside_box, where

MAX_AREAS = 300
_ALONE = 12  # frames at once where each is a question of its own


def spots(cursor: duckdb.DuckDBPyConnection, query: EventQuery, view: BoundingBox, zoom: int, limit: int) -> Spots:
    """Where the frames of this view draw; a point stays in place from frame to frame."""
    found = aggregate.grid(cursor, query, view, zoom, limit)
    kept = found.symbols[:limit]
    return Spots(
        cells=found.cells,
        column=tuple(
            (found.filled[i].x, found.filled[i].y, index) for index, (_, group) in enumerate(kept) for i in group
        ),
        points=tuple((symbol.lat, symbol.lon) for symbol, _ in kept),
        areas=tuple(areas_in(aggregate.areas(cursor, query), view)),
    )


def areas_in(areas: list[AreaCount], view: BoundingBox) -> list[AreaCount]:
    """The areas whose middle is in view, those with most events; more could not be told apart."""
    return [area for area in areas if view.contains(area)][:MAX_AREAS]


def frames(
    cursor: duckdb.DuckDBPyConnection,
    query: EventQuery,
    view: BoundingBox,
    found: Spots,
    steps: Steps,
    *,
    width: int,
    first: int,
    most: int,
) -> list[Frame]:
    """The frames ``first`` to ``first + most - 1`` of a playback."""
    last = min(len(steps), first + most) - 1
    if last < first:
        return []
    if query.distinct_incidents:
        return _one_by_one(cursor, query, view, found, steps, width, range(first, min(last, first + _ALONE) + 1))
    days = replace(query, date_from=steps.window(first, width)[0], date_to=steps.end(last))
    return _pass(cursor, days, view, found, steps, width, first, last)


def _one_by_one(
    cursor: duckdb.DuckDBPyConnection,
    query: EventQuery,
    view: BoundingBox,
    found: Spots,
    steps: Steps,
    width: int,
    wanted: range,
) -> list[Frame]:
    """Frames of which each is a question of its own: which report stands for an incident depends on the days."""
    result: list[Frame] = []
    before: dict[tuple[int, str], Change] = {}
    for index in wanted:
        first, last = steps.window(index, width)
        days = replace(query, date_from=first, date_to=last)
        (frame,) = _pass(cursor, days, view, found, steps, width, index, index)
        now = {(change.spot, change.event_type): change for change in frame.changes}
        changes = [_less(now.get(key), before.get(key), key) for key in sorted(now.keys() | before.keys())]
        result.append(Frame(frame.counts, tuple(change for change in changes if any(change[2:]))))
        before = now
    return result


def _less(now: Change | None, before: Change | None, key: tuple[int, str]) -> Change:
    one, two = (change[2:] if change else (0, 0, 0) for change in (now, before))
    return Change(*key, *(a - b for a, b in zip(one, two, strict=True)))


def _pass(
    cursor: duckdb.DuckDBPyConnection,
    days: EventQuery,
    view: BoundingBox,
    found: Spots,
    steps: Steps,
    width: int,
    first: int,
    last: int,
) -> list[Frame]:
    """The frames ``first`` to ``last``; ``days`` is the query with the days of them all."""
    condition, params = where(days)
    box, values = inside_box(view)
    _register(cursor, found)
    begin, end = (_step("date_start", steps), _step("date_end", steps))
    leaves = f"least({end} + {width}, {last + 1})" if width else str(last + 1)
    cursor.execute(
        f"""CREATE OR REPLACE TEMP TABLE playing AS
        SELECT spot, event_type::VARCHAR AS kind, enters, leaves, count(*) AS n,
            coalesce(sum(dead), 0)::BIGINT AS dead, count(*) FILTER (dead IS NULL) AS unknown,
            count(*) FILTER (shape = 1) AS points, count(*) FILTER (shape = 2) AS areas
        FROM (SELECT CASE WHEN {POINT} AND {box} THEN floor(mx * {found.cells})::BIGINT * {CELL_KEY}
                    + floor(my * {found.cells})::BIGINT WHEN {AREA} THEN -1 - area END AS key,
                CASE WHEN {POINT} THEN 1 WHEN {AREA} THEN 2 ELSE 0 END AS shape,
                event_type, greatest({begin}, {first}) AS enters, {leaves} AS leaves, fatalities_best AS dead
            FROM current_events WHERE {condition})
        LEFT JOIN playing_spots USING (key) GROUP BY ALL""",
        [*values, *params],
    )
    columns = "n, dead, unknown, points, areas"
    both = f"""(SELECT spot, kind, enters AS step, {columns} FROM playing UNION ALL
        SELECT spot, kind, leaves, -n, -dead, -unknown, -points, -areas FROM playing WHERE leaves <= {last})"""
    changes: dict[int, list[Change]] = defaultdict(list)
    for at, *change in cursor.execute(
        f"""SELECT step, spot, coalesce(kind, '') AS kind, sum(n)::BIGINT, sum(dead)::BIGINT, sum(unknown)::BIGINT
        FROM {both} WHERE spot IS NOT NULL GROUP BY ALL HAVING sum(n) <> 0 OR sum(dead) <> 0 OR sum(unknown) <> 0
        ORDER BY step, spot, kind"""
    ).fetchall():
        changes[at].append(Change(*change))
    sums = {
        at: row
        for at, *row in cursor.execute(
            f"""SELECT step, sum(n)::BIGINT, sum(points)::BIGINT, sum(areas)::BIGINT, sum(dead)::BIGINT,
                sum(unknown)::BIGINT FROM {both} GROUP BY step"""
        ).fetchall()
    }
    cursor.execute("DROP TABLE playing")
    cursor.unregister("playing_spots")
    result, total = [], [0, 0, 0, 0, 0]
    for at in range(first, last + 1):
        total = [before + more for before, more in zip(total, sums.get(at, ()), strict=True)] if at in sums else total
        n, points, areas, dead, unknown = total
        result.append(Frame(Counts(n, points, areas, n - points - areas, dead, unknown), tuple(changes[at])))
    return result


def _register(cursor: duckdb.DuckDBPyConnection, found: Spots) -> None:
    """The spots as a table: the key of a cell, or of an area, and the spot's number."""
    numbers = {
        key: number
        for number, key in cursor.execute(
            "SELECT id, key FROM areas WHERE key IN (SELECT unnest($1))", [[area_key(area) for area in found.areas]]
        ).fetchall()
    }
    keys = [x * CELL_KEY + y for x, y, _ in found.column]
    spot = [index for _, _, index in found.column]
    for index, area in enumerate(found.areas, start=len(found.points)):
        if (number := numbers.get(area_key(area))) is not None:
            keys.append(-1 - number)
            spot.append(index)
    cursor.register("playing_spots", pa.table({"key": pa.array(keys, pa.int64()), "spot": pa.array(spot, pa.int32())}))


def _step(column: str, steps: Steps) -> str:
    """SQL for the number of the step that holds a day."""
    origin = steps.first.isoformat()
    if steps.unit == "day":
        return f"({column} - DATE '{origin}')"
    if steps.unit == "week":
        monday = date.fromordinal((steps.first.toordinal() - 1) // 7 * 7 + 1).isoformat()
        return f"floor(({column} - DATE '{monday}') / 7)::INTEGER"
    if steps.unit == "month":
        return f"(year({column}) * 12 + month({column}) - {steps.first.year * 12 + steps.first.month})::INTEGER"
    return f"(year({column}) - {steps.first.year})::INTEGER"
