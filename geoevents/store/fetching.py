"""Events of a view out of the Parquet files that hold them, by file and row; corrected ones out of its own tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb
import pyarrow as pa

from geoevents.flat import EXPORT, FLAT

# The key stands once, among the first of the JSON; quotes within values are escaped there.
_UNLINKED = '"incident_id":null'
_WHOLE = f"""CASE WHEN w.incident IS NULL OR NOT contains(e.event, '{_UNLINKED}') THEN e.event
    ELSE left(e.event, strpos(e.event, '{_UNLINKED}') - 1) || '"incident_id":' || to_json(w.incident)::VARCHAR
        || substr(e.event, strpos(e.event, '{_UNLINKED}') + {len(_UNLINKED)}) END AS event"""


def texts(
    cursor: duckdb.DuckDBPyConnection, uris: Sequence[str], keys: Sequence[tuple[int, int]]
) -> dict[tuple[int, int], str]:
    """The JSON of events by (file, row); of a stretch of rows also what nobody asked for.

    ``uris`` are the files, in the order in which keys number them.
    """
    by_file: dict[int, list[int]] = {}
    for file, row in keys:
        by_file.setdefault(file, []).append(row)
    found: dict[tuple[int, int], str] = {}
    for file, rows in sorted(by_file.items()):
        for row, event in cursor.execute(
            f"SELECT file_row_number, event FROM read_parquet($1, file_row_number = true) WHERE {_row_filter(rows)}",
            [uris[file]],
        ).fetchall():
            found[file, row] = event
    return found


def columns(
    cursor: duckdb.DuckDBPyConnection,
    uris: Sequence[str],
    keys: Sequence[tuple[Any, ...]],
    incidents: Mapping[str, str],
    whole: bool,
) -> pa.RecordBatch:
    """Events as columns of ``EXPORT``, in the order of ``keys``.

    Parameters
    ----------
    cursor : connection
        To the view's tables.
    uris : sequence of str
        The files, in the order in which keys number them.
    keys : sequence of tuple
        event_id, file (negative: corrected by a person), row, rejected, reviewed_by, human_owned.
    incidents : mapping
        The incident of each event that has one.
    whole : bool
        Give the JSON of each event in one more column, ``event``.
    """
    cursor.register("wanted", _wanted(keys, incidents))
    schema = EXPORT.append(pa.field("event", pa.string())) if whole else EXPORT
    flat = ", ".join(_column(name) for name in FLAT.names) + (f", {_WHOLE}" if whole else "")
    review = "w.rejected, w.reviewed_by, w.human_owned"
    parts = []
    for file in sorted({key[1] for key in keys if key[1] >= 0}):
        rows = [key[2] for key in keys if key[1] == file]
        parts.append(
            f"SELECT w.position, {flat}, {review} FROM wanted w JOIN (SELECT * FROM "
            f"read_parquet('{_quoted(uris[file])}', file_row_number = true) "
            f"WHERE {_row_filter(rows)}) e "
            f"ON w.file = {file} AND w.row = e.file_row_number"
        )
    if any(key[1] < 0 for key in keys):
        parts.append(
            f"SELECT w.position, {flat}, {review} FROM wanted w "
            "JOIN (SELECT * FROM person_flat JOIN person_events USING (event_id)) e "
            "ON w.file < 0 AND w.event_id = e.event_id"
        )
    names = ", ".join(f'"{name}"' for name in schema.names)
    sql = f"SELECT {names} FROM ({' UNION ALL '.join(parts)}) ORDER BY position"
    table = cursor.sql(sql).to_arrow_table().cast(schema)
    return table.combine_chunks().to_batches()[0]


def _wanted(keys: Sequence[tuple[Any, ...]], incidents: Mapping[str, str]) -> pa.Table:
    """The keys as a table, each with its place among them and the incident of its event."""
    return pa.table(
        {
            "position": pa.array(range(len(keys)), pa.int64()),
            "event_id": pa.array([key[0] for key in keys], pa.string()),
            "file": pa.array([key[1] for key in keys], pa.int32()),
            "row": pa.array([key[2] for key in keys], pa.int64()),
            "rejected": pa.array([key[3] for key in keys], pa.bool_()),
            "reviewed_by": pa.array([key[4] for key in keys], pa.string()),
            "human_owned": pa.array([key[5] for key in keys], pa.bool_()),
            "incident": pa.array([incidents.get(key[0]) for key in keys], pa.string()),
        }
    )


def _column(name: str) -> str:
    return "coalesce(w.incident, e.incident_id) AS incident_id" if name == "incident_id" else f'e."{name}"'


def _row_filter(rows: list[int]) -> str:
    """Rows that lie close together are read as a stretch, scattered ones each by number."""
    first, last = min(rows), max(rows)
    if last - first < 4 * len(rows):
        return f"file_row_number BETWEEN {first} AND {last}"
    return f"file_row_number IN ({', '.join(str(int(row)) for row in rows)})"


def _quoted(text: str) -> str:
    return text.replace("'", "''")
