"""Files of an archive as reports, one by one; what cannot be read is set aside with file, line and reason."""

from __future__ import annotations

import csv
import json
import lzma
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, BinaryIO, NamedTuple, Protocol

from geoevents.archive.columns import choose_columns
from geoevents.archive.records import parse_object, record_of
from geoevents.archive.sources import STDIN, Opened, Source, opened
from geoevents.errors import GeoEventsError, InvalidDocumentError
from geoevents.model import Document

_LONGEST_CELL = 100_000_000  # characters; Python's csv refuses articles above 131,072 unless told
_PARQUET_ROWS = 500
_DELIMITERS = ",;\t|"


class Report(NamedTuple):
    """One report of an archive, and where it stands."""

    file: str
    line: int  # from 1; a row of data in Parquet
    doc_id: str
    document: Document
    triggers: tuple[tuple[int, int], ...] | None = None


class SetAside(Protocol):
    """Where lines go that cannot be used; ``cli.jsonl.Rejects`` is one."""

    def add(self, line: int, reason: str, doc_id: str | None = None, *, file: str | None = None) -> None:
        """Set one line aside."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How files are to be understood where they do not say it themselves."""

    columns: Mapping[str, str] = field(default_factory=dict)  # field -> column of tables, or key of JSON Lines
    date_format: str | None = None  # of ``strptime``; ISO 8601 is always understood
    published: date | None = None  # of plain text files
    title: str | None = None  # of plain text files


class ArchiveReader:
    """The reports of many files.

    Parameters
    ----------
    sources : sequence of Source
        Read in this order.
    rejects : SetAside
        A file that cannot be read is set aside whole; if it is the only one, GeoEventsError is raised.
    reading : Reading
        What the user said about the files.
    """

    def __init__(self, sources: Sequence[Source], rejects: SetAside, reading: Reading | None = None) -> None:
        self.sources = tuple(sources)
        self._rejects = rejects
        self._reading = reading or Reading()
        self.total_bytes = sum(s.size for s in sources if s.size) if all(s.size is not None for s in sources) else None
        self._behind = 0  # bytes of the files that are read
        self._in_file: Callable[[], int] = lambda: 0

    @property
    def bytes_read(self) -> int:
        """How much of all files, as stored, is read."""
        return self._behind + self._in_file()

    def __iter__(self) -> Iterator[Report]:
        for source in self.sources:
            reached = 0
            try:
                for report in self._read(source):
                    reached = report.line
                    yield report
            except GeoEventsError as error:
                if len(self.sources) == 1 and reached == 0:
                    raise
                self._rejects.add(reached + 1, str(error).removeprefix(f"{source.name}: "), file=source.name)
            except (OSError, EOFError, zlib.error, lzma.LZMAError, ValueError, csv.Error) as error:
                reason = getattr(error, "strerror", None) or error
                if len(self.sources) == 1 and reached == 0:
                    raise GeoEventsError(f"{source.name}: cannot be read: {reason}") from error
                self._rejects.add(reached + 1, f"cannot be read from here on: {reason}", file=source.name)
            self._behind, self._in_file = self._behind + (source.size or self._in_file()), lambda: 0

    def _read(self, source: Source) -> Iterator[Report]:
        with opened(source) as (plain, stored):
            if source.name != STDIN:
                self._in_file = lambda: _position(stored)
            if source.form == "jsonl":
                yield from self._json_lines(source, plain)
            elif source.form == "parquet":
                yield from self._parquet(source, plain)
            elif source.form == "txt":
                yield from self._text(source, plain)
            else:
                yield from self._table(source, plain)

    def _json_lines(self, source: Source, plain: BinaryIO) -> Iterator[Report]:
        unread = 0
        if source.name == STDIN:
            self._in_file = lambda: unread
        for line, raw in enumerate(plain, 1):
            unread += len(raw)
            if not raw.strip():
                continue
            try:
                values = parse_object(line, raw)
                values |= {name: values.get(key) for name, key in self._reading.columns.items()}
                report = self._report(source, line, values)
            except InvalidDocumentError as error:
                self._rejects.add(line, str(error), file=source.name)
                continue
            if report:
                yield report

    def _table(self, source: Source, plain: BinaryIO) -> Iterator[Report]:
        # What is no UTF-8 comes through as lone surrogates, so that it is the row's fault and not the file's.
        lines = (raw.decode("utf-8-sig" if n == 0 else "utf-8", "surrogateescape") for n, raw in enumerate(plain))
        head = next(lines, None)
        if head is None:
            return
        previous = csv.field_size_limit(_LONGEST_CELL)
        try:
            delimiter = "\t" if source.form == "tsv" else max(_DELIMITERS, key=head.count)
            names = next(csv.reader([head], delimiter=delimiter))
            chosen = choose_columns(names, self._reading.columns, source.name)
            rows = csv.reader(lines, delimiter=delimiter)
            line = 2
            for row in rows:
                start, line = line, rows.line_num + 2
                if not any(cell.strip() for cell in row):
                    continue
                if len(row) != len(names):
                    reason = f"{len(row)} cells, the header has {len(names)}; is a quote or a delimiter missing?"
                    self._rejects.add(start, reason, file=source.name)
                    continue
                cells = dict(zip(names, row, strict=True))
                yield from self._of_cells(source, start, {name: cells[column] for name, column in chosen.items()})
        finally:
            csv.field_size_limit(previous)

    def _parquet(self, source: Source, plain: BinaryIO) -> Iterator[Report]:
        import pyarrow as pa
        import pyarrow.parquet as pq

        try:
            file = pq.ParquetFile(plain)
        except pa.ArrowException as error:
            raise GeoEventsError(f"{source.name}: no readable Parquet file: {error}") from error
        chosen = choose_columns(file.schema_arrow.names, self._reading.columns, source.name)
        row, rows, size = 0, max(1, file.metadata.num_rows), source.size or 0
        self._in_file = lambda: size * row // rows
        for batch in file.iter_batches(batch_size=_PARQUET_ROWS, columns=list(chosen.values())):
            for cells in batch.to_pylist():
                row += 1
                yield from self._of_cells(source, row, {name: cells[column] for name, column in chosen.items()})

    def _of_cells(self, source: Source, line: int, cells: Mapping[str, Any]) -> Iterator[Report]:
        """The report of one row of a table, if it is one."""
        values = {name: _plain_value(value) for name, value in cells.items()}
        try:
            if any(isinstance(v, str) and not v.isascii() and _undecoded(v) for v in values.values()):
                raise InvalidDocumentError("not UTF-8; convert the file first, for instance with iconv")
            report = self._report(source, line, values)
        except InvalidDocumentError as error:
            self._rejects.add(line, str(error), file=source.name)
            return
        if report:
            yield report

    def _text(self, source: Source, plain: BinaryIO) -> Iterator[Report]:
        raw = plain.read()
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            raise InvalidDocumentError(
                f"{source.name}: not UTF-8 at byte {error.start + 1}, line {line}; convert it, for instance with iconv"
            ) from error
        given = self._reading
        try:
            document = Document(text=text, title=given.title, published=given.published, doc_id=source.within)
        except InvalidDocumentError as error:
            raise InvalidDocumentError(f"{source.name}: {error}") from error
        yield Report(source.name, 1, document.doc_id or document.document_id, document)

    def _report(self, source: Source, line: int, values: dict[str, Any]) -> Report | None:
        published = values.get("published")
        if self._reading.date_format and isinstance(published, str) and published.strip():
            try:
                values["published"] = datetime.strptime(published.strip(), self._reading.date_format).date().isoformat()
            except ValueError as error:
                raise InvalidDocumentError(f'"published": {error}') from error
        record = record_of(line, values)
        try:
            triggers = record.spans("triggers")
        except InvalidDocumentError as error:
            self._rejects.add(line, str(error), record.doc_id, file=source.name)
            return None
        return Report(source.name, line, record.doc_id, record.document, None if triggers is None else tuple(triggers))


def _position(stored: Opened) -> int:
    try:
        return stored.tell()
    except (OSError, ValueError):  # a pipe, or closed already
        return 0


def _undecoded(text: str) -> bool:
    return any("\udc80" <= c <= "\udcff" for c in text)


def _plain_value(value: Any) -> Any:
    """A cell as JSON would have it; an empty one is none."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, date):  # a datetime too
        return value.isoformat()
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return None if value != value else int(value) if value.is_integer() else str(value)
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    return json.dumps(value, default=str)
