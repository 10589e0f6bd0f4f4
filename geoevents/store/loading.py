"""Files into the tables of the view: which runs are current, their events, and names as numbers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import duckdb
import pyarrow as pa

from geoevents.flat import FLAT
from geoevents.ontology import EVENT_TYPES, STATUSES, TYPE_OF
from geoevents.store.rows import search_fold


def _enum(values: Iterable[str]) -> str:
    return ", ".join("'" + value.replace("'", "''") + "'" for value in values)


_TYPES = {
    pa.string(): "VARCHAR",
    pa.int64(): "BIGINT",
    pa.float64(): "DOUBLE",
    pa.date32(): "DATE",
    pa.bool_(): "BOOLEAN",
}
_FLAT_TABLE = f"CREATE TABLE person_flat ({', '.join(f'{field.name} {_TYPES[field.type]}' for field in FLAT)});"

SCHEMA = f"""
CREATE TYPE event_type AS ENUM ({_enum(EVENT_TYPES)});
CREATE TYPE sub_event_type AS ENUM ({_enum(TYPE_OF)});
CREATE TYPE status AS ENUM ({_enum(STATUSES)});
CREATE TABLE actors (id INTEGER, key VARCHAR, label VARCHAR, folded_name VARCHAR, folded_group VARCHAR);
CREATE TABLE areas (id INTEGER, key VARCHAR, place_id VARCHAR, name VARCHAR, country VARCHAR, where_prec UTINYINT,
    lat DOUBLE, lon DOUBLE, radius_km DOUBLE);
CREATE TABLE current_runs (document_id VARCHAR, run_id VARCHAR, created BIGINT, digest VARCHAR);
CREATE TABLE machine ( -- rows of people, in place of replaced ones, have the file -1
    event_id VARCHAR, document_id VARCHAR, event_type event_type, sub_event_type sub_event_type, status status,
    confidence FLOAT, date_start DATE, date_end DATE, lat DOUBLE, lon DOUBLE, mx DOUBLE, my DOUBLE, radius_km FLOAT,
    where_prec UTINYINT, country VARCHAR, actor1 INTEGER, actor2 INTEGER, area INTEGER, fatalities_best BIGINT,
    trigger_start INTEGER, trigger_end INTEGER, search VARCHAR, file INTEGER, row INTEGER,
    rejected BOOLEAN, reviewed_by VARCHAR, human_owned BOOLEAN, replaced BOOLEAN,
    incident UBIGINT, standing UBIGINT); -- see _INCIDENT and _STANDING
CREATE TABLE person_events (event_id VARCHAR, event VARCHAR);
{_FLAT_TABLE}
CREATE TABLE member_rows (event_id VARCHAR, document_id VARCHAR, incident_id VARCHAR, rank INTEGER, score DOUBLE,
    linked_to VARCHAR, source VARCHAR, link_id VARCHAR);
CREATE VIEW members AS SELECT * FROM member_rows WHERE incident_id IS NOT NULL;
CREATE VIEW current_events AS SELECT rowid AS place, * FROM machine WHERE NOT replaced;
"""

MOST_DEAD = 10**12  # of one event in sums: whatever a report says, millions of such events can be added up
_DEAD = f"CASE WHEN e.fatalities_best > {MOST_DEAD} THEN {MOST_DEAD} ELSE e.fatalities_best END"
# Web-mercator position as a share of the world's width, from the north-west corner.
_MX = "(e.lon + 180) / 360"
_MY = "0.5 - ln(tan(pi() / 4 + radians(greatest(-85.0511287, least(85.0511287, e.lat))) / 2)) / (2 * pi())"
_ACTOR = "coalesce(e.actor{0}_name, '') || chr(31) || coalesce(e.actor{0}_group, '')"
# Numbers in place of texts: of a million linked events those that stand for incidents are found five times as fast.
_INCIDENT = "CASE WHEN m.incident_id IS NOT NULL THEN hash(m.incident_id) END"  # DuckDB hashes NULL, too
_STANDING = "(m.rank::UBIGINT << 40) | (hash(m.event_id) >> 24)"  # the lowest of an incident stands for it
_AREA = (
    "coalesce(e.place_id, '') || chr(31) || coalesce(e.location_name, '') || chr(31) || coalesce(e.country, '') || "
    "chr(31) || e.where_prec"
)

ROWS = f"""
SELECT e.event_id, e.document_id, TRY_CAST(e.event_type AS event_type), TRY_CAST(e.sub_event_type AS sub_event_type),
    TRY_CAST(e.status AS status), e.confidence,
    coalesce(e.date_start, e.date_end), coalesce(e.date_end, e.date_start), e.lat, e.lon, {_MX}, {_MY}, e.radius_km,
    e.where_prec, e.country, a1.id, a2.id, ar.id, {_DEAD}, e.trigger_start, e.trigger_end, e.search,
    {{file}}, {{row}}, {{flags}}, {_INCIDENT}, {_STANDING}
FROM {{source}}
LEFT JOIN members m ON m.event_id = e.event_id
LEFT JOIN actors a1 ON e.actor1_name IS NOT NULL AND a1.key = {_ACTOR.format(1)}
LEFT JOIN actors a2 ON e.actor2_name IS NOT NULL AND a2.key = {_ACTOR.format(2)}
LEFT JOIN areas ar ON e.where_prec IN (4, 5, 6) AND ar.key = {_AREA}
"""


def take_runs(cursor: duckdb.DuckDBPyConnection, files: list[str]) -> list[str]:
    """Make current what is newest in these run files; returns the documents whose newest run is another now.

    Every part of a run has a run id of its own and is committed at once, so a run id is complete as soon
    as it is seen. What of it is not the newest for its document goes to the table ``lost``.
    """
    cursor.execute("CREATE OR REPLACE TEMP TABLE lost (document_id VARCHAR, run_id VARCHAR)")
    cursor.execute(
        """CREATE OR REPLACE TEMP TABLE fresh AS SELECT document_id, run_id, epoch_us(created) AS created, digest,
            schema_version FROM read_parquet($1)""",
        [files],
    )
    if number(cursor, "SELECT count(*) FROM current_runs"):
        # A compacted file brings known rows again.
        cursor.execute(
            "DELETE FROM fresh f USING current_runs c WHERE f.document_id = c.document_id AND f.run_id = c.run_id"
        )
        _lose(
            cursor,
            """SELECT f.rowid FROM fresh f JOIN current_runs c USING (document_id)
            WHERE (c.created, c.run_id) > (f.created, f.run_id)""",
        )
    _lose(
        cursor,
        """SELECT f.rowid FROM fresh f
        JOIN (SELECT document_id FROM fresh GROUP BY document_id HAVING count(*) > 1) USING (document_id)
        QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY created DESC, run_id DESC) > 1""",
    )
    if not number(cursor, "SELECT count(*) FROM fresh"):
        return []
    replaced = []
    if number(cursor, "SELECT count(*) FROM current_runs"):
        replaced = [
            row[0]
            for row in cursor.execute("SELECT document_id FROM fresh JOIN current_runs USING (document_id)").fetchall()
        ]
        for table in ("current_runs WHERE", "machine WHERE file >= 0 AND") if replaced else ():
            cursor.execute(f"DELETE FROM {table} document_id IN (SELECT unnest($1))", [replaced])
    cursor.execute("INSERT INTO current_runs SELECT document_id, run_id, created, digest FROM fresh")
    return replaced


def _lose(cursor: duckdb.DuckDBPyConnection, rows: str) -> None:
    cursor.execute(f"CREATE OR REPLACE TEMP TABLE losing AS {rows}")
    cursor.execute("INSERT INTO lost SELECT document_id, run_id FROM fresh WHERE rowid IN (SELECT * FROM losing)")
    cursor.execute("DELETE FROM fresh WHERE rowid IN (SELECT * FROM losing)")


def take_events(cursor: duckdb.DuckDBPyConnection, uris: dict[str, int]) -> None:
    """Events of the runs that :func:`take_runs` found, from the files numbered in ``uris``.

    Streamed from the files into the view, names first: a copy in between would double the memory.
    """
    if not uris:
        return
    first, last = cursor.execute("SELECT min(run_id), max(run_id) FROM fresh").fetchall()[0]
    cursor.execute("CREATE OR REPLACE TEMP TABLE complete AS SELECT DISTINCT run_id FROM fresh")
    was_empty = not number(cursor, "SELECT count(*) FROM machine")
    # The bounds are there for the Parquet statistics: run ids grow with time, so old files are hardly touched.
    wanted = f"p.run_id BETWEEN '{first}' AND '{last}' AND p.run_id IN (SELECT run_id FROM complete)"
    if number(cursor, "SELECT count(*) FROM lost"):
        wanted += " AND NOT EXISTS (FROM lost l WHERE l.run_id = p.run_id AND l.document_id = p.document_id)"

    def source(files: Iterable[str]) -> str:
        names = ", ".join("'" + uri.replace("'", "''") + "'" for uri in files)
        read = f"read_parquet([{names}], file_row_number = true, filename = true)"
        return f"(SELECT p.* FROM {read} p WHERE {wanted}) e"

    holding = [
        row[0] for row in cursor.execute(f"SELECT DISTINCT e.filename FROM {source(uris)} ORDER BY 1").fetchall()
    ]
    if holding:
        number_words(cursor, source(holding))
        for uri in holding:
            rows = ROWS.format(
                source=source([uri]), file=str(uris[uri]), row="e.file_row_number", flags="false, NULL, false, false"
            )
            cursor.execute(f"INSERT INTO machine {rows}")
        _drop_doubles(cursor, "true" if was_empty else f"event_id IN (SELECT e.event_id FROM {source(holding)})")
    for table in ("fresh", "lost", "losing", "complete"):
        cursor.execute(f"DROP TABLE IF EXISTS {table}")


def _drop_doubles(cursor: duckdb.DuckDBPyConnection, among: str) -> None:
    """One row an event id: of the same id in two documents, the newest run's stays."""
    cursor.execute(
        f"""CREATE OR REPLACE TEMP TABLE doubles AS SELECT event_id FROM machine
        WHERE file >= 0 AND {among} GROUP BY event_id HAVING count(*) > 1"""
    )
    if number(cursor, "SELECT count(*) FROM doubles"):
        cursor.execute(
            """DELETE FROM machine WHERE rowid IN (
                SELECT m.rowid FROM machine m JOIN doubles d USING (event_id) JOIN current_runs c USING (document_id)
                WHERE m.file >= 0
                QUALIFY row_number() OVER
                    (PARTITION BY m.event_id ORDER BY c.created DESC, c.run_id DESC, m.rowid) > 1)"""
        )
    cursor.execute("DROP TABLE doubles")


def number_words(cursor: duckdb.DuckDBPyConnection, source: str) -> None:
    """Actors and areas not met before get a number: rows hold four bytes in place of names."""
    actors = " UNION ".join(
        f"SELECT DISTINCT e.actor{side}_name AS name, e.actor{side}_group AS grp, {_ACTOR.format(side)} AS key "
        f"FROM {source} WHERE e.actor{side}_name IS NOT NULL"
        for side in (1, 2)
    )
    pairs = cursor.execute(
        f"SELECT name, grp, key FROM ({actors}) x ANTI JOIN actors USING (key) ORDER BY key"
    ).fetchall()
    start = number(cursor, "SELECT count(*) FROM actors")
    _insert(
        cursor,
        "actors",
        [
            {
                "id": start + i,
                "key": key,
                "label": group or name,
                "folded_name": search_fold(name),
                "folded_group": search_fold(group or ""),
            }
            for i, (name, group, key) in enumerate(pairs)
        ],
        [("id", pa.int32()), *((c, pa.string()) for c in ("key", "label", "folded_name", "folded_group"))],
    )
    cursor.execute(
        f"""INSERT INTO areas SELECT (SELECT count(*) FROM areas) + row_number() OVER (ORDER BY key) - 1, *
        FROM (SELECT {_AREA} AS key, any_value(e.place_id), any_value(e.location_name), any_value(e.country),
            any_value(e.where_prec), avg(e.lat), avg(e.lon), max(e.radius_km)
            FROM {source} WHERE e.where_prec IN (4, 5, 6) GROUP BY 1) x
        ANTI JOIN areas USING (key)"""
    )


def number(cursor: duckdb.DuckDBPyConnection, sql: str) -> int:
    """The one number that a query gives."""
    found = cursor.execute(sql).fetchall()  # fetchone would leave the connection busy
    return int(found[0][0])


def _insert(
    cursor: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]], columns: list[tuple[str, pa.DataType]]
) -> None:
    if rows:
        cursor.register("new_rows", pa.Table.from_pylist(rows, schema=pa.schema(columns)))
        cursor.execute(f"INSERT INTO {table} SELECT * FROM new_rows")
        cursor.unregister("new_rows")


def take_members(cursor: duckdb.DuckDBPyConnection, files: list[str]) -> None:
    """The newest row of each event in these files of the table ``incidents``, unless a newer one is known.

    An event that left its incident keeps its row, or an older row of a compacted file would bring it back.
    """
    if not files:
        return
    columns = "event_id, document_id, incident_id, rank, score, linked_to, source, link_id"
    cursor.execute(
        f"""CREATE OR REPLACE TEMP TABLE fresh_members AS SELECT {columns} FROM read_parquet($1)
        QUALIFY row_number() OVER (PARTITION BY event_id ORDER BY link_id DESC) = 1""",
        [files],
    )
    cursor.execute(
        "DELETE FROM fresh_members f USING member_rows m WHERE f.event_id = m.event_id AND f.link_id <= m.link_id"
    )
    cursor.execute("DELETE FROM member_rows m USING fresh_members f WHERE f.event_id = m.event_id")
    cursor.execute(f"INSERT INTO member_rows SELECT {columns} FROM fresh_members")
    cursor.execute(
        f"UPDATE machine SET incident = {_INCIDENT}, standing = {_STANDING} "
        "FROM fresh_members m WHERE machine.event_id = m.event_id"
    )
    cursor.execute("DROP TABLE fresh_members")


def rows_of_incident(cursor: duckdb.DuckDBPyConnection, incident_id: str, files: list[str]) -> list[dict[str, Any]]:
    """The rows of an incident with their reasons, which only the files hold; best first."""
    if not files:
        return []
    found = cursor.execute(
        """SELECT m.*, f.reasons FROM members m
        JOIN (SELECT event_id, link_id, any_value(reasons) AS reasons FROM read_parquet($1)
            WHERE event_id IN (SELECT event_id FROM members WHERE incident_id = $2) GROUP BY ALL) f
        USING (event_id, link_id) WHERE m.incident_id = $2 ORDER BY m.rank, m.event_id""",
        [files, incident_id],
    )
    names = [column[0] for column in found.description]
    return [dict(zip(names, values, strict=True)) for values in found.fetchall()]
