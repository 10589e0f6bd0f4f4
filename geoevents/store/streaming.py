"""Many events as columns, file by file and each file from front to back: what large exports read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from geoevents.flat import EXPORT, FLAT
from geoevents.store.view import View

FIRST_EVENTS = 500  # so that a download starts at once
STREAM_EVENTS = 20_000
UNREADABLE_FILE = (OSError, pa.ArrowInvalid)  # gone, cut off or no Parquet

WHOLE = EXPORT.append(pa.field("event", pa.string()))  # with the JSON of the event


@contextmanager
def snapshot(view: View) -> Iterator[duckdb.DuckDBPyConnection]:
    """A cursor for which the view stays as it is now, whatever is taken in meanwhile."""
    cursor = view.cursor()
    cursor.execute("BEGIN")
    try:
        yield cursor
    finally:
        cursor.execute("ROLLBACK")
        cursor.close()


def files_holding(cursor: duckdb.DuckDBPyConnection, condition: str, params: list[Any]) -> list[int]:
    """Numbers of the files that hold rows of the view that meet ``condition``; -1 for what people corrected."""
    found = cursor.execute(f"SELECT DISTINCT file FROM current_events WHERE {condition} ORDER BY file", params)
    return [row[0] for row in found.fetchall()]


def keys_of(cursor: duckdb.DuckDBPyConnection, condition: str, params: list[Any], file: int) -> pa.Table:
    """Which rows of a file meet ``condition``, in their order, with their review state and incident."""
    return cursor.sql(
        f"""SELECT event_id, file, row, rejected, reviewed_by, human_owned, m.incident_id AS incident
        FROM (SELECT * FROM current_events WHERE ({condition}) AND file = ?) LEFT JOIN members m USING (event_id)
        ORDER BY row, event_id""",
        params=[*params, file],
    ).to_arrow_table()


def read_rows(source: str | BinaryIO, keys: pa.Table, *, whole: bool) -> Iterator[pa.RecordBatch]:
    """The rows of one Parquet file that ``keys`` names, as columns of ``EXPORT``, or of ``WHOLE``.

    Parameters
    ----------
    source : str or binary file
        The file's path, or the file.
    keys : table of :func:`keys_of`
        All of this file, by row.
    whole : bool
        Whether the JSON of each event stands in one more column.
    """
    rows = keys["row"].to_numpy()
    names = [*FLAT.names, "event"] if whole else FLAT.names
    with pq.ParquetFile(source) as file:
        start = 0
        for group in range(file.num_row_groups):
            end = start + file.metadata.row_group(group).num_rows
            if np.searchsorted(rows, start) < np.searchsorted(rows, end):
                for batch in file.iter_batches(STREAM_EVENTS, row_groups=[group], columns=names, use_threads=False):
                    first, last = np.searchsorted(rows, (start, start + batch.num_rows))
                    if first < last:
                        yield _chosen(batch, rows[first:last] - start, keys.slice(first, last - first))
                    start += batch.num_rows
            start = end


def _chosen(batch: pa.RecordBatch, positions: Any, keys: pa.Table) -> pa.RecordBatch:
    """The rows at ``positions``, with what the view knows of them."""
    if len(positions) < batch.num_rows:
        batch = batch.take(pa.array(positions))
    keys = keys.combine_chunks()
    columns = dict(zip(batch.schema.names, batch.columns, strict=True))
    for name in ("rejected", "reviewed_by", "human_owned"):
        columns[name] = keys[name].chunk(0)
    incidents = keys["incident"].chunk(0)
    if incidents.null_count < len(incidents):
        columns["incident_id"] = pc.coalesce(incidents, columns["incident_id"])
        if "event" in columns:
            columns["event"] = _linked(columns["event"], incidents)
    schema = WHOLE if "event" in columns else EXPORT
    return pa.RecordBatch.from_arrays([columns[f.name].cast(f.type) for f in schema], schema=schema)


def _linked(events: pa.Array, incidents: pa.Array) -> pa.Array:
    """The JSON of events with the incident that each was linked to since it was written."""
    linked = pc.is_valid(incidents)
    texts, ids = events.filter(linked).to_pylist(), incidents.filter(linked).to_pylist()
    # The key stands once, among the first of the JSON; quotes within values are escaped there.
    told = [
        text.replace('"incident_id":null', f'"incident_id":{json.dumps(incident)}', 1)
        for text, incident in zip(texts, ids, strict=True)
    ]
    return pc.replace_with_mask(events, linked, pa.array(told, events.type))
