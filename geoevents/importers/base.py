"""What every importer is: files of already coded events in, columns for the store out, bad rows set aside."""

from __future__ import annotations

import gzip
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from geoevents.errors import GeoEventsError

BLOCK_BYTES = 16 * 1024 * 1024  # about 30,000 events a part: 600 MB of memory all in all


class BadRow(NamedTuple):
    """A row that was left out, by its line in the file (from 1) and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class CsvFormat:
    """How one provider's CSV becomes events, said in SQL over its text columns."""

    name: str  # stands in ``extractor``
    required: tuple[str, ...]  # columns without which it is not this format
    optional: tuple[str, ...]  # columns taken as empty where they are missing
    select: str  # SELECT list giving the columns of ``store.bulk.CODED`` from table ``records``
    problem: str  # SQL text that is NULL for a good row, else the reason
    prepare: Callable[[duckdb.DuckDBPyConnection], None] = lambda connection: None


class Part(NamedTuple):
    """Some rows of a file, ready for the store."""

    events: pa.Table  # columns of ``store.bulk.CODED``
    bad: list[BadRow]
    bytes_read: int  # of the file so far, for a progress bar


def read_csv(path: Path, form: CsvFormat, *, block_bytes: int = BLOCK_BYTES) -> Iterator[Part]:
    """Events of a CSV file (gzip by its name) part by part, in bounded memory.

    Raises
    ------
    GeoEventsError
        If the file cannot be read or lacks columns of the format.
    """
    header = csv_header(path)
    missing = [name for name in form.required if name not in header]
    if missing:
        raise GeoEventsError(f"{path}: no {form.name} file, it lacks the columns {', '.join(missing)}")
    wrong: list[BadRow] = []

    def on_wrong(row: Any) -> str:
        wrong.append(
            BadRow(int(row.number or 0), f"{row.actual_columns} columns where the header has {row.expected_columns}")
        )
        return "skip"

    used = [*form.required, *(name for name in form.optional if name in header)]
    connection = duckdb.connect(":memory:")
    form.prepare(connection)
    with path.open("rb") as raw:
        stream = gzip.open(raw) if path.suffix == ".gz" else raw
        try:
            reader = pacsv.open_csv(
                pa.PythonFile(stream, mode="r"),
                read_options=pacsv.ReadOptions(block_size=block_bytes, use_threads=False),
                parse_options=pacsv.ParseOptions(newlines_in_values=True, invalid_row_handler=on_wrong),
                convert_options=pacsv.ConvertOptions(
                    include_columns=used,
                    column_types={name: pa.binary() for name in used},
                    strings_can_be_null=False,
                ),
            )
            line = 2
            while True:
                try:
                    batch = reader.read_next_batch()
                except StopIteration:
                    break
                lines, line = _lines(batch, line)
                yield _part(connection, form, batch, lines, wrong, raw.tell())
                wrong.clear()
        except (pa.ArrowInvalid, OSError, EOFError) as error:
            raise GeoEventsError(f"{path}: cannot be read as CSV: {error}") from error


def csv_header(path: Path) -> list[str]:
    """Column names of the first line."""
    import csv

    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as stream:
            first = stream.readline(1 << 20)
        return next(csv.reader([first.decode("utf-8-sig")]), [])
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise GeoEventsError(f"{path}: cannot be read: {error}") from error


def _lines(batch: pa.RecordBatch, first: int) -> tuple[pa.Array, int]:
    """The line each row starts at, counting line breaks inside quoted cells, and the line after."""
    breaks = pa.array([0] * batch.num_rows, pa.int64())
    for column in batch.columns:
        breaks = pc.add(breaks, pc.cast(pc.count_substring(column, b"\n"), pa.int64()))
    ends = pc.add(pc.cumulative_sum(pc.add(breaks, 1)), first)
    starts = pc.subtract(pc.subtract(ends, breaks), 1)
    return starts, ends[-1].as_py() if batch.num_rows else first


def _part(
    connection: duckdb.DuckDBPyConnection,
    form: CsvFormat,
    batch: pa.RecordBatch,
    lines: pa.Array,
    wrong: list[BadRow],
    bytes_read: int,
) -> Part:
    bad = list(wrong)
    columns: dict[str, pa.Array] = {"line": lines}
    readable = None
    for name, column in zip(batch.schema.names, batch.columns, strict=True):
        try:
            columns[name] = column.cast(pa.string())
        except pa.ArrowInvalid:
            texts = [_utf8(value) for value in column.to_pylist()]
            columns[name] = pa.array(texts, pa.string())
            broken = pc.is_null(columns[name])
            readable = broken if readable is None else pc.or_(readable, broken)
    for name in form.optional:
        if name not in columns:
            columns[name] = pa.nulls(batch.num_rows, pa.string())
    table = pa.table(columns)
    if readable is not None:
        bad += [BadRow(n, "not UTF-8") for n in table.filter(readable)["line"].to_pylist()]
        table = table.filter(pc.invert(readable))
    connection.register("given", table)
    # An empty cell says nothing: NULL from here on.
    cells = ", ".join(f'nullif(trim("{name}"), \'\') AS "{name}"' for name in columns if name != "line")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE records AS SELECT line, {cells} FROM given").fetchall()
    connection.unregister("given")
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE judged AS SELECT *, {form.problem} AS problem FROM records"
    ).fetchall()
    bad += [
        BadRow(*row)
        for row in connection.execute(
            "SELECT line, problem FROM judged WHERE problem IS NOT NULL ORDER BY line"
        ).fetchall()
    ]
    events = connection.sql(f"SELECT {form.select} FROM judged WHERE problem IS NULL").to_arrow_table()
    return Part(events, sorted(bad), bytes_read)


def _utf8(value: bytes) -> str | None:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return None
