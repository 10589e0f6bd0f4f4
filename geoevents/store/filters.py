"""A query as the WHERE clause of the current view: SQL text with parameters, never with values in it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from geoevents.geometry import BoundingBox
from geoevents.query import EventQuery, Ring
from geoevents.store.base import AreaCount, Symbol
from geoevents.store.rows import search_fold

# Comparisons, not lists: DuckDB answers them from the statistics of whole blocks, at a tenth of the cost.
POINT = "(where_prec <= 3 OR where_prec = 7)"
AREA = "(where_prec BETWEEN 4 AND 6)"
CELL_KEY = 1 << 32  # sets the two numbers of a cell apart in one

Params = list[Any]


def where(query: EventQuery) -> tuple[str, Params]:
    """The condition that a row of the view meets when ``query`` matches it."""
    parts: list[str] = []
    params: Params = []

    def add(sql: str, *values: Any) -> None:
        parts.append(sql)
        params.extend(values)

    if query.review == "live":
        add("NOT rejected")
    elif query.review == "open":
        add("NOT rejected AND reviewed_by IS NULL")
    elif query.review == "rejected":
        add("rejected")
    if query.statuses:
        add(f"status IN ({_marks(query.statuses)})", *query.statuses)
    if query.date_to:
        add("date_start <= ?", query.date_to)
    if query.date_from:
        add("date_end >= ?", query.date_from)
    if query.event_types:
        add(f"event_type IN ({_marks(query.event_types)})", *query.event_types)
    if query.sub_event_types:
        add(f"sub_event_type IN ({_marks(query.sub_event_types)})", *query.sub_event_types)
    if query.actors:
        names = [search_fold(name) for name in query.actors]
        wanted = f"SELECT id FROM actors WHERE folded_name IN ({_marks(names)}) OR folded_group IN ({_marks(names)})"
        add(f"(actor1 IN ({wanted}) OR actor2 IN ({wanted}))", *names, *names, *names, *names)
    if query.countries:
        add(f"country IN ({_marks(query.countries)})", *query.countries)
    if query.min_fatalities:
        add("fatalities_best >= ?", query.min_fatalities)
    if query.min_confidence is not None:
        add("confidence >= ?", query.min_confidence)
    for word in search_fold(query.text).split():
        add("contains(search, ?)", word)
    if query.polygon:
        sql, values = inside_ring(query.polygon)
        add(f"{POINT} AND {sql}", *values)
    if query.incident:
        add("event_id IN (SELECT event_id FROM members WHERE incident_id = ?)", query.incident)
    condition = " AND ".join(parts) or "true"
    if query.distinct_incidents:
        return _once(condition), params + params
    return condition, params


def restricted(
    query: EventQuery,
    within: BoundingBox | None = None,
    symbol: Symbol | None = None,
    areas: Sequence[AreaCount] | None = None,
) -> tuple[str, Params]:
    """The condition for the part of what ``query`` matches that lies in a box, behind a symbol, or in areas."""
    condition, params = where(query)
    if symbol is not None:  # its box alone may hold events of others: cells that were joined are not a rectangle
        box, values = inside_box(symbol.bounds)
        cell = f"floor(mx * {symbol.grid})::BIGINT * {CELL_KEY} + floor(my * {symbol.grid})::BIGINT"
        condition += f" AND {POINT} AND {box} AND {cell} IN (SELECT unnest(?))"
        params = [*params, *values, [x * CELL_KEY + y for x, y in symbol.cells]]
    if within is not None:
        box, values = inside_box(within)
        condition, params = f"{condition} AND {box}", params + values
    if areas is not None:
        condition += f" AND {AREA} AND area IN (SELECT id FROM areas WHERE key IN (SELECT unnest(?)))"
        params = [*params, [area_key(area) for area in areas]]
    return condition, params


def area_key(area: AreaCount) -> str:
    """What tells an area from others, as ``loading`` writes it."""
    return "\x1f".join((area.place_id or "", area.name, area.country or "", str(area.where_prec)))


def _once(condition: str) -> str:
    """Of the rows that meet ``condition``, those of no incident, and of each incident the one of the lowest rank."""
    standing = (
        f"SELECT arg_min(place, standing) FROM current_events WHERE ({condition}) AND incident IS NOT NULL "
        "GROUP BY incident"
    )
    return f"({condition}) AND (incident IS NULL OR place IN ({standing}))"


def _marks(values: Any) -> str:
    return ", ".join("?" * len(values))


def inside_box(box: BoundingBox) -> tuple[str, Params]:
    """Rows whose point lies in ``box``, which may cross the antimeridian."""
    if box.east - box.west >= 360:
        return "lat BETWEEN ? AND ?", [box.south, box.north]
    west, east = wrap(box.west), wrap(box.east)
    joint = "AND" if west <= east else "OR"
    return f"(lat BETWEEN ? AND ? AND (lon >= ? {joint} lon <= ?))", [box.south, box.north, west, east]


def wrap(lon: float) -> float:
    """A longitude as -180 to 180; a map panned around the world reports more."""
    return lon if -180 <= lon <= 180 else (lon + 180) % 360 - 180


def inside_ring(ring: Ring) -> tuple[str, Params]:
    """Rows whose point lies in the ring, by the even-odd rule.

    Corners beyond 180 degrees are taken as drawn: a ring from 170 to 190 holds -175 as well.
    """
    lons, lats = [lon for lon, _ in ring], [lat for _, lat in ring]
    south, north, west, east = min(lats), max(lats), min(lons), max(lons)
    closed = ring if ring[0] == ring[-1] else (*ring, ring[0])
    alternatives: list[str] = []
    params: Params = []
    for turn in (0, 360, -360):
        if west > 180 + turn or east < -180 + turn:
            continue
        x = "lon" if not turn else f"(lon + {turn})"
        crossings: list[str] = []
        box = f"lat BETWEEN ? AND ? AND {x} BETWEEN ? AND ?"
        params += [south, north, west, east]
        for (x1, y1), (x2, y2) in pairwise(closed):
            if y1 == y2:
                continue
            crossings.append(f"((lat >= ?) <> (lat >= ?) AND {x} < ? + (lat - ?) * ?)::UTINYINT::INTEGER")
            params += [y1, y2, x1, y1, (x2 - x1) / (y2 - y1)]
        # CASE, not AND: the arithmetic is then done for rows in the box alone.
        alternatives.append(f"CASE WHEN {box} THEN ({' + '.join(crossings) or '0'}) % 2 = 1 ELSE false END")
    return f"({' OR '.join(alternatives) or 'false'})", params
