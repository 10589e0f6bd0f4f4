"""Counts, symbols, areas, charts and filter choices over the current view, all computed by DuckDB."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import duckdb

from geoevents.errors import InvalidQueryError
from geoevents.geometry import BoundingBox
from geoevents.query import EventQuery
from geoevents.store.base import AreaCount, Bin, Counts, Facets, Overview, Symbol
from geoevents.store.filters import AREA, POINT, Params, inside_box, where
from geoevents.store.symbols import FEW, cell_sizes, join_groups

PERIODS = ("day", "week", "month", "year")
MAX_ACTORS = 500

_SUM = "coalesce(sum(fatalities_best), 0)::BIGINT"


def count(cursor: duckdb.DuckDBPyConnection, condition: str, params: Params) -> Counts:
    """Counts over everything that meets a condition."""
    row = cursor.execute(
        f"""SELECT count(*), count(*) FILTER ({POINT}), count(*) FILTER ({AREA}), count(*) FILTER (where_prec IS NULL),
            {_SUM}, count(*) FILTER (fatalities_best IS NULL)
        FROM current_events WHERE {condition}""",
        params,
    ).fetchone()
    return Counts(*row) if row else Counts(0, 0, 0, 0, 0, 0)


def symbols(
    cursor: duckdb.DuckDBPyConnection, query: EventQuery, view: BoundingBox, zoom: int, limit: int
) -> list[Symbol]:
    """Symbols of one view; the sum of their counts is the number of matching points in the view."""
    return [symbol for symbol, _ in grid(cursor, query, view, zoom, limit).symbols][:limit]


class Cell(NamedTuple):
    """One cell of the grid, counted from the north-west corner of the world, as a symbol."""

    x: int
    y: int
    symbol: Symbol


class Grid(NamedTuple):
    """Cells of one size, and the symbols made of them, each with the indexes of its cells."""

    cells: int  # along the world's width
    filled: list[Cell]
    symbols: list[tuple[Symbol, list[int]]]


def grid(cursor: duckdb.DuckDBPyConnection, query: EventQuery, view: BoundingBox, zoom: int, limit: int) -> Grid:
    """The finest grid of a view that gives at most ``limit`` symbols."""
    condition, params = where(query)
    box, values = inside_box(view)
    condition, params = f"{condition} AND {POINT} AND {box}", params + values
    cursor.execute("BEGIN")  # rows keep their places for as long as this lasts
    try:
        return _finest(cursor, condition, params, zoom, limit)
    finally:
        cursor.execute("COMMIT")


def _finest(cursor: duckdb.DuckDBPyConnection, condition: str, params: list[object], zoom: int, limit: int) -> Grid:
    crowd = next(cell_sizes(FEW + 1, zoom))
    coarse = _cells(cursor, condition, params, crowd)  # one pass over the events, unless they turn out to be few
    found = Grid(crowd, coarse, [])
    for cells in cell_sizes(sum(cell.symbol.count for cell in coarse), zoom):
        filled = coarse if cells == crowd else _cells(cursor, condition, params, cells)
        found = Grid(cells, filled, join_groups([cell.symbol for cell in filled], cells))
        if len(found.symbols) <= limit:
            break
    return found


def _cells(cursor: duckdb.DuckDBPyConnection, condition: str, params: list[object], cells: int) -> list[Cell]:
    rows = cursor.execute(
        f"""WITH typed AS (
            SELECT floor(mx * {cells})::INTEGER AS cx, floor(my * {cells})::INTEGER AS cy, event_type,
                count(*) AS n, sum(lat) AS lat, sum(lon) AS lon, min(lat) AS south, max(lat) AS north,
                min(lon) AS west, max(lon) AS east, {_SUM} AS dead,
                count(*) FILTER (fatalities_best IS NULL) AS unknown, max(where_prec) AS prec,
                max(radius_km) AS radius, any_value(place) AS place
            FROM current_events WHERE {condition} GROUP BY ALL)
        SELECT cx, cy, sum(n)::BIGINT, sum(lat) / sum(n), sum(lon) / sum(n), min(south), min(west), max(north),
            max(east), sum(dead)::BIGINT, sum(unknown)::BIGINT, max(prec), max(radius), any_value(place),
            list({{'t': event_type::VARCHAR, 'n': n}})
        FROM typed GROUP BY cx, cy ORDER BY 3 DESC, cx, cy""",
        params,
    ).fetchall()
    # Names are dear to carry through a grouping of everything; only single events need theirs.
    names = _names(cursor, [row[13] for row in rows if row[2] == 1])
    result = []
    for x, y, n, lat, lon, south, west, north, east, dead, unknown, prec, radius, place, types in rows:
        counts = tuple(sorted(((t["t"] or "", int(t["n"])) for t in types), key=lambda pair: (-pair[1], pair[0])))
        symbol = Symbol(
            lat=min(max(lat, south), north),
            lon=min(max(lon, west), east),
            count=n,
            event_id=names[place] if n == 1 else None,
            event_type=counts[0][0],
            type_counts=counts,
            fatalities=dead,
            fatalities_unknown=unknown,
            where_prec=prec,
            radius_km=radius if n == 1 else 0.0,
            bounds=BoundingBox(south, west, north, east),
            grid=cells,
            cells=((x, y),),
        )
        result.append(Cell(x, y, symbol))
    return result


def _names(cursor: duckdb.DuckDBPyConnection, places: list[int]) -> dict[int, str]:
    """Ids of events by where they stand in the table."""
    if not places:
        return {}
    wanted = ", ".join(str(int(place)) for place in places)
    return dict(cursor.execute(f"SELECT rowid, event_id FROM machine WHERE rowid IN ({wanted})").fetchall())


def areas(cursor: duckdb.DuckDBPyConnection, query: EventQuery) -> list[AreaCount]:
    """Events known only to an area, per area, most events first."""
    condition, params = where(query)
    found = cursor.execute(
        f"""SELECT a.place_id, a.name, a.country, a.where_prec, a.lat, a.lon, a.radius_km, e.n, e.dead
        FROM (SELECT area, count(*) AS n, {_SUM} AS dead FROM current_events WHERE {condition} AND {AREA}
            GROUP BY area) e
        JOIN areas a ON a.id = e.area ORDER BY e.n DESC, a.key""",
        params,
    ).fetchall()
    return [AreaCount(*row) for row in found]


def histogram(cursor: duckdb.DuckDBPyConnection, query: EventQuery, period: str) -> list[Bin]:
    """Events per period of their first day and type, in order of time; undated ones have no bin."""
    if period not in PERIODS:
        raise InvalidQueryError(f"period {period!r}: not one of {', '.join(PERIODS)}")
    condition, params = where(query)
    found = cursor.execute(
        # By day first: days are few and known, so that this grouping needs no hashing and leaves little to truncate.
        f"""SELECT date_trunc('{period}', day)::DATE AS start, coalesce(kind::VARCHAR, '') AS type,
            sum(n)::BIGINT, sum(dead)::BIGINT
        FROM (SELECT date_start AS day, event_type AS kind, count(*) AS n, {_SUM} AS dead
            FROM current_events WHERE {condition} AND date_start IS NOT NULL GROUP BY ALL)
        GROUP BY ALL ORDER BY start, type""",
        params,
    ).fetchall()
    return [Bin(*row) for row in found]


def facets(cursor: duckdb.DuckDBPyConnection, query: EventQuery) -> Facets:
    """What occurs among the matching events, most frequent first, then by name."""
    condition, params = where(query)
    matching = f"FROM current_events WHERE {condition}"
    if query.polygon or query.text or query.distinct_incidents:  # dear: once for all four questions
        cursor.execute(
            "CREATE OR REPLACE TEMP TABLE faceted AS "
            f"SELECT event_type, actor1, actor2, country, date_start, date_end {matching}",
            params,
        )
        matching, params = "FROM faceted WHERE true", []

    def counted(sql: str) -> tuple[tuple[str, int], ...]:
        return tuple((name, n) for name, n in cursor.execute(sql, params).fetchall())

    days = cursor.execute(f"SELECT min(date_start), max(date_end) {matching}", params).fetchone() or (None, None)
    return Facets(
        event_types=counted(
            f"SELECT event_type::VARCHAR AS v, count(*) AS n {matching} AND event_type IS NOT NULL "
            "GROUP BY 1 ORDER BY n DESC, v"
        ),
        actors=counted(
            f"""WITH pairs AS (SELECT actor1, actor2, count(*) AS n {matching} GROUP BY ALL),
                named AS (SELECT a.label AS one, b.label AS two, p.n FROM pairs p
                    LEFT JOIN actors a ON a.id = p.actor1 LEFT JOIN actors b ON b.id = p.actor2)
            SELECT v, sum(n)::BIGINT AS n FROM (
                SELECT one AS v, n FROM named WHERE one IS NOT NULL
                UNION ALL SELECT two, n FROM named WHERE two IS NOT NULL AND two IS DISTINCT FROM one)
            GROUP BY v ORDER BY n DESC, v LIMIT {MAX_ACTORS}"""
        ),
        countries=counted(
            f"SELECT country AS v, count(*) AS n {matching} AND country IS NOT NULL GROUP BY 1 ORDER BY n DESC, v"
        ),
        first_day=days[0],
        last_day=days[1],
    )


def overview(cursor: duckdb.DuckDBPyConnection, query: EventQuery) -> Overview:
    """Counts, types, countries and days of the matching events, in one pass."""
    condition, params = where(query)
    groups = cursor.execute(
        f"""SELECT event_type, country, count(*), count(*) FILTER ({POINT}), count(*) FILTER ({AREA}),
            count(*) FILTER (where_prec IS NULL), {_SUM}, count(*) FILTER (fatalities_best IS NULL),
            min(date_start), max(date_end)
        FROM current_events WHERE {condition} GROUP BY ALL""",
        params,
    ).fetchall()
    types: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    for event_type, country, events, *_ in groups:
        types.update({event_type: events} if event_type is not None else {})
        countries.update({country: events} if country is not None else {})
    firsts, lasts = ([day for day in (group[column] for group in groups) if day] for column in (8, 9))
    return Overview(
        Counts(*(sum(group[column] for group in groups) for column in range(2, 8))),
        _ranked(types),
        _ranked(countries),
        min(firsts, default=None),
        max(lasts, default=None),
    )


def _ranked(counted: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
