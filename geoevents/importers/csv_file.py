"""A provider's CSV, block by block: read by Arrow, judged and turned into columns by DuckDB."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pacsv

from geoevents.errors import GeoEventsError
from geoevents.importers.base import BadRow, CsvFormat, Part

BLOCK_BYTES = 8 * 1024 * 1024  # about 12,000 events; some eight blocks are in memory at once
READ_BYTES = 2 * 1024 * 1024  # longer than any row; Arrow reads 32 of these ahead


class Block(NamedTuple):
    """Rows of a file as they stand there."""

    rows: pa.RecordBatch  # the columns of the format that the file has, each cell as bytes
    lines: pa.Array  # the line of the file each row starts at
    wrong: list[BadRow]  # rows with too few or too many cells
    bytes_read: int


def csv_header(path: Path) -> list[str]:
    """Column names of the first line."""
    try:
        with gzip.open(path, "rb") if path.suffix == ".gz" else path.open("rb") as stream:
            first = stream.readline(1 << 20)
        return next(csv.reader([first.decode("utf-8-sig")]), [])
    except UnicodeDecodeError as error:
        raise GeoEventsError(f"{path}: not UTF-8 at byte {error.start + 1}; convert it first") from error
    except csv.Error as error:
        raise GeoEventsError(f"{path}: no CSV; do its lines end in a line feed? ({error})") from error
    except (OSError, EOFError) as error:
        raise GeoEventsError(f"{path}: cannot be read: {error}") from error


def read_csv(path: Path, form: CsvFormat, *, block_bytes: int | None = None) -> Iterator[Part]:
    """Events of a CSV file (gzip by its name) part by part, in bounded memory.

    Raises
    ------
    GeoEventsError
        If the file cannot be read or lacks columns of the format.
    """
    judge = Judge(form)
    for block in read_blocks(path, form, block_bytes=block_bytes):
        yield judge.part(block)


def read_blocks(path: Path, form: CsvFormat, *, block_bytes: int | None = None) -> Iterator[Block]:
    """The rows of a CSV file; raises as :func:`read_csv`."""
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
    whole = block_bytes or BLOCK_BYTES
    read_bytes = min(whole, READ_BYTES)
    line = 2
    try:
        with pa.OSFile(str(path)) as raw:
            reader = pacsv.open_csv(
                pa.CompressedInputStream(raw, "gzip") if path.suffix == ".gz" else raw,
                # One thread: else rows with too many cells are not told by their number.
                read_options=pacsv.ReadOptions(block_size=read_bytes, use_threads=False),
                parse_options=pacsv.ParseOptions(newlines_in_values=True, invalid_row_handler=on_wrong),
                convert_options=pacsv.ConvertOptions(
                    include_columns=used,
                    column_types={name: pa.binary() for name in used},
                    strings_can_be_null=False,
                ),
            )
            waiting = list[pa.RecordBatch]()
            for batch in reader:
                waiting.append(batch)
                if len(waiting) * read_bytes >= whole:
                    block, line = _block(waiting, line, wrong, raw.tell())
                    yield block
                    waiting = []
            if waiting:
                yield _block(waiting, line, wrong, raw.tell())[0]
    except (pa.ArrowInvalid, OSError, EOFError) as error:
        if "straddling" in str(error):
            raise GeoEventsError(
                f"{path}: a row after line {line} is longer than {read_bytes >> 20} MB; is a quote not closed?"
            ) from error
        raise GeoEventsError(f"{path}: cannot be read as CSV: {error}") from error


def _block(batches: list[pa.RecordBatch], line: int, wrong: list[BadRow], bytes_read: int) -> tuple[Block, int]:
    """The batches as one block that begins at ``line``, and the line after it; takes what is in ``wrong``."""
    table = pa.Table.from_batches(batches).combine_chunks()
    rows = table.to_batches()[0] if table.num_rows else batches[0]
    lines, after = _lines(rows, line)
    block = Block(rows, lines, wrong.copy(), bytes_read)
    wrong.clear()
    return block, after


def _lines(rows: pa.RecordBatch, first: int) -> tuple[pa.Array, int]:
    """The line each row starts at, counting line breaks inside quoted cells, and the line after."""
    breaks = pa.array([0] * rows.num_rows, pa.int64())
    for column in rows.columns:
        breaks = pc.add(breaks, pc.cast(pc.count_substring(column, b"\n"), pa.int64()))
    ends = pc.add(pc.cumulative_sum(pc.add(breaks, 1)), first)
    starts = pc.subtract(pc.subtract(ends, breaks), 1)
    return starts, ends[-1].as_py() if rows.num_rows else first


class Judge:
    """Tells the events of a format from rows that are none; threads may share one."""

    def __init__(self, form: CsvFormat) -> None:
        self._form = form
        self._connection = duckdb.connect(":memory:")
        self._connection.execute("SET threads = 1").fetchall()  # blocks are worked on side by side
        form.prepare(self._connection)

    def part(self, block: Block) -> Part:
        """The events of a block, and its bad rows in the order of their lines."""
        form, bad = self._form, block.wrong.copy()
        table, unreadable = self._texts(block)
        bad += [BadRow(line, "not UTF-8") for line in unreadable]
        # An empty cell says nothing: NULL from here on.
        cells = ", ".join(f'nullif(trim("{n}"), \'\') AS "{n}"' for n in table.column_names if n != "line")
        records = f"WITH records AS (SELECT line, {cells} FROM given)"
        with self._connection.cursor() as cursor:
            cursor.register("given", table)
            problems = cursor.sql(f"{records} SELECT {form.problem} AS problem FROM records").to_arrow_table()
            problem = problems.column("problem").combine_chunks()
            if problem.null_count < len(problem):
                is_bad = pc.is_valid(problem)
                lines = table.column("line").filter(is_bad).to_pylist()
                bad += map(BadRow, lines, problem.filter(is_bad).to_pylist())
                cursor.unregister("given")
                cursor.register("given", table.filter(pc.invert(is_bad)))
            events = cursor.sql(f"{records} SELECT {form.select} FROM records").to_arrow_table()
            cursor.unregister("given")
        return Part(events, sorted(bad), block.bytes_read)

    def _texts(self, block: Block) -> tuple[pa.Table, list[int]]:
        """All columns of the format as text, with ``line``; and the lines of rows that are no UTF-8."""
        columns: dict[str, pa.Array] = {"line": block.lines}
        broken = None
        for name, column in zip(block.rows.schema.names, block.rows.columns, strict=True):
            try:
                columns[name] = column.cast(pa.string())
            except pa.ArrowInvalid:
                columns[name] = pa.array(map(_utf8, column.to_pylist()), pa.string())
                no_text = pc.is_null(columns[name])
                broken = no_text if broken is None else pc.or_(broken, no_text)
        for name in self._form.optional:
            if name not in columns:
                columns[name] = pa.nulls(block.rows.num_rows, pa.string())
        table = pa.table(columns)
        if broken is None:
            return table, []
        return table.filter(pc.invert(broken)), block.lines.filter(broken).to_pylist()


def _utf8(value: bytes) -> str | None:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return None
