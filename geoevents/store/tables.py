"""The Delta tables of one store: created, appended to, compacted and taken back, never overwritten."""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
from deltalake import CommitProperties, DeltaTable, Transaction, WriterProperties, write_deltalake
from deltalake.exceptions import CommitFailedError, DeltaError, TableNotFoundError

from geoevents import __version__, model
from geoevents.errors import StoreError, StoreVersionError
from geoevents.store.place import MARKER, Place
from geoevents.store.rows import LATER, SCHEMAS

COMMIT_RETRIES = 100  # appends never contradict each other; only the order of commits is contended
SMALL_FILES = 40  # files below SMALL_BYTES that make an append compact the table
SMALL_BYTES = 8 * 1024 * 1024
TARGET_BYTES = 256 * 1024 * 1024

# Small pages let a reader fetch the JSON of a hundred scattered events without unpacking whole files.
_WRITER = WriterProperties(
    compression="ZSTD", compression_level=3, data_page_size_limit=64 * 1024, max_row_group_size=122_880
)


def _first_line(error: object) -> str:
    """Without the colours and the backtrace that delta-rs adds."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", str(error))
    return plain.partition("stack backtrace")[0].partition("\n   ")[0].replace("\n", " ")[:300].strip()


class Tables:
    """The tables of the store at ``uri``, a folder or a URL that delta-rs and fsspec understand."""

    def __init__(self, uri: str, storage_options: Mapping[str, str] | None = None) -> None:
        self.place = Place(uri, storage_options)
        self.local, self.uri, self.options = self.place.local, self.place.uri, self.place.options
        self._check_marker()
        self._check_whole()
        self._tables = {name: self._create(name) for name in SCHEMAS}
        # delta-rs keeps its state in the object: these are for reading, guarded by the caller's lock, and others
        # for writing, so that a long write keeps no reader waiting.
        self._written: dict[str, DeltaTable] = {}
        self._writing = threading.RLock()

    def path(self, name: str) -> str:
        """Where one table lies."""
        return self.place.path(name)

    def filesystem(self) -> Any | None:
        """What DuckDB reads the files through; None for a folder, which it reads itself."""
        return None if self.local else self.place.filesystem

    def _check_marker(self) -> None:
        """Refuse a store of a newer schema before anything is touched; mark a new one."""
        content = self.place.read(MARKER)
        if content is None:
            mark = json.dumps({"schema_version": model.SCHEMA_VERSION, "written_by": f"geoevents {__version__}"})
            self.place.create(MARKER, mark.encode())
            return
        try:
            found = int(json.loads(content)["schema_version"])
        except (ValueError, KeyError, TypeError) as error:
            raise StoreError(f"store {self.uri}: {MARKER} is damaged ({error})") from error
        if found > model.SCHEMA_VERSION:
            raise StoreVersionError(
                f"store {self.uri} has schema version {found}, this geoevents {__version__} knows "
                f"{model.SCHEMA_VERSION}: update geoevents, or choose another store with GEOEVENTS_STORE"
            )

    def _open(self, name: str) -> DeltaTable:
        """The table as it is now; raises TableNotFoundError, and StoreError for one that is damaged."""
        try:
            return DeltaTable(self.path(name), storage_options=self.options or None)
        except TableNotFoundError:
            raise
        except DeltaError as error:
            raise StoreError(
                f"store {self.uri}: the log of table {name} is damaged ({_first_line(error)}); take {name}/_delta_log "
                "from a copy, or choose another store with GEOEVENTS_STORE"
            ) from error

    def unreadable(self, error: Exception) -> StoreError:
        """What to tell where a file that the log names cannot be read."""
        return StoreError(
            f"store {self.uri}: a file of it is missing or damaged ({_first_line(error)}); take it from a copy, or go "
            "back to a version that does without it: `geoevents store log`, `geoevents store restore VERSION`"
        )

    def _check_whole(self) -> None:
        """Refuse a store in use that lost a table: made anew and empty, it would hide what the others tell of."""
        missing = [name for name in SCHEMAS if not self.place.exists(f"{name}/_delta_log")]
        lost = [name for name in missing if name not in LATER]
        if not lost or "runs" in missing or self._open("runs").version() < 1:
            return
        raise StoreError(
            f"store {self.uri}: its table {lost[0]} is gone; take the folder {lost[0]} from a copy, or choose "
            "another store with GEOEVENTS_STORE"
        )

    def _create(self, name: str) -> DeltaTable:
        path = self.path(name)
        last: DeltaError | None = None
        for _ in range(5):
            try:
                return self._open(name)
            except TableNotFoundError as error:
                last = error
            try:
                return DeltaTable.create(
                    path,
                    schema=SCHEMAS[name],
                    mode="ignore",
                    description=f"geoevents {name}, schema version {model.SCHEMA_VERSION}",
                    storage_options=self.options or None,
                )
            except OSError as error:
                raise StoreError(f"store {self.uri}: cannot be made: {_first_line(error)}") from error
            except (DeltaError, CommitFailedError) as error:
                last = error  # another process made it in the same moment
        raise StoreError(f"store {self.uri}: cannot open table {name}: {_first_line(last)}")

    def append(self, name: str, data: pa.Table | pa.RecordBatchReader, author: str, note: str) -> None:
        """Append rows in one atomic commit; whoever else writes at the same time loses nothing."""
        try:
            with self._for_writing(name) as table:
                write_deltalake(
                    table,
                    data,
                    mode="append",
                    writer_properties=_WRITER,
                    commit_properties=CommitProperties(
                        custom_metadata={"author": author, "note": note}, max_commit_retries=COMMIT_RETRIES
                    ),
                )
        except (DeltaError, OSError) as error:
            raise StoreError(f"store {self.uri}: cannot write to {name}: {_first_line(error)}") from error

    @contextmanager
    def _for_writing(self, name: str) -> Iterator[DeltaTable]:
        """The table as it is now, for one writer; kept open, since opening reads every commit of late."""
        with self._writing:
            table = self._written.pop(name, None)
            if table is None:
                table = self._open(name)
            else:
                try:
                    table.update_incremental()
                except DeltaError:  # its log was cleaned up behind our back
                    table = self._open(name)
            yield table
            self._written[name] = table  # not after an error: nobody knows what it holds then

    def holds_transaction(self, name: str, transaction: str) -> bool:
        """Whether a commit of :meth:`append_once` with this name is in the table."""
        with self._for_writing(name) as table:
            return table.transaction_version(transaction) is not None

    def append_once(self, name: str, data: pa.Table, author: str, note: str, transaction: str) -> bool:
        """Append rows in one atomic commit that bears a name of its own, unless such a commit is there; whether it did.

        Two processes that do the same work, one of them taken for dead, so append it once.
        """
        try:
            with self._for_writing(name) as table:  # what is committed from here on is held against it
                if table.transaction_version(transaction) is not None:
                    return False
                write_deltalake(
                    table,
                    data,
                    mode="append",
                    writer_properties=_WRITER,
                    commit_properties=CommitProperties(
                        custom_metadata={"author": author, "note": note},
                        max_commit_retries=COMMIT_RETRIES,
                        app_transactions=[Transaction(transaction, 1)],
                    ),
                )
        except (CommitFailedError, DeltaError, OSError) as error:
            if "oncurrent transaction" in str(error):
                return False
            raise StoreError(f"store {self.uri}: cannot write to {name}: {_first_line(error)}") from error
        return True

    def append_rows(self, name: str, rows: Sequence[Mapping[str, Any]], author: str, note: str) -> None:
        """Append plain mappings; nothing happens for none."""
        if rows:
            self.append(name, pa.Table.from_pylist(list(rows), schema=SCHEMAS[name]), author, note)

    def refresh(self, name: str) -> list[str]:
        """Absolute URIs of the files that make up the table now."""
        table = self._tables[name]
        try:
            table.update_incremental()
            return self._file_uris(table)
        except DeltaError:
            # The log was cleaned up, or the table was restored, behind our back: read it anew.
            self._tables[name] = self._open(name)
            return self._file_uris(self._tables[name])

    def _file_uris(self, table: DeltaTable) -> list[str]:
        """As DuckDB opens them: delta-rs gives paths as parts of a URL, blanks escaped."""
        return [unquote(uri) for uri in table.file_uris()]

    def version(self, name: str) -> int:
        """Newest version in the log; for a folder this only lists one directory."""
        if not self.local:
            self._tables[name].update_incremental()
            return int(self._tables[name].version())
        newest = -1
        with os.scandir(f"{self.path(name)}/_delta_log") as entries:
            for entry in entries:
                stem, _, suffix = entry.name.partition(".")
                if suffix == "json" and stem.isdigit():
                    newest = max(newest, int(stem))
        return newest

    def ids(self) -> tuple[str, ...]:
        """What tells these tables from others at the same place: each has an id from its making."""
        return tuple(str(self._tables[name].metadata().id) for name in SCHEMAS)

    def history(self, name: str, *, limit: int | None = None) -> list[dict[str, Any]]:
        """Commits that the log still knows, newest first."""
        return list(self._open(name).history(limit))

    def sizes(self) -> list[tuple[str, int, int]]:
        """(table, files, bytes) of what is current."""
        found = []
        for name in SCHEMAS:
            table = self._open(name)
            sizes = pa.table(table.get_add_actions()).column("size_bytes").to_pylist()
            found.append((name, len(sizes), sum(sizes)))
        return found

    def compact_when_needed(self, name: str, author: str) -> bool:
        """Compact the table if small files have piled up; a race with another compaction is no error."""
        with self._for_writing(name) as table:
            sizes = pa.table(table.get_add_actions()).column("size_bytes").to_pylist()
        if sum(size < SMALL_BYTES for size in sizes) < SMALL_FILES:
            return False
        self.compact(name, author)
        return True

    def compact(self, name: str, author: str) -> tuple[int, int]:
        """Join small files; returns (files removed, files added). Readers and writers go on meanwhile."""
        table = self._open(name)
        try:
            result = table.optimize.compact(
                target_size=TARGET_BYTES,
                writer_properties=_WRITER,
                commit_properties=CommitProperties(custom_metadata={"author": author, "note": "compaction"}),
            )
        except (CommitFailedError, DeltaError) as error:
            if "onflict" in str(error) or "oncurrent" in str(error):
                return 0, 0  # another process compacted the same files first
            raise StoreError(f"store {self.uri}: cannot compact {name}: {_first_line(error)}") from error
        return int(result["numFilesRemoved"]), int(result["numFilesAdded"])

    def vacuum(self, name: str, retention_hours: int, *, dry_run: bool) -> list[str]:
        """Delete files that no version younger than the retention needs; returns their names."""
        table = self._open(name)
        try:
            return list(
                table.vacuum(retention_hours=retention_hours, dry_run=dry_run, enforce_retention_duration=False)
            )
        except (DeltaError, OSError) as error:
            raise StoreError(f"store {self.uri}: cannot vacuum {name}: {_first_line(error)}") from error

    def restore(self, name: str, version: int, author: str) -> None:
        """Make an older version the newest again, as a commit of its own; nothing is thrown away."""
        table = self._open(name)
        if not 0 <= version <= table.version():
            raise StoreError(f"store {self.uri}: {name} has no version {version}; the newest is {table.version()}")
        if version == table.version():
            return
        try:
            table.restore(
                version,
                commit_properties=CommitProperties(
                    custom_metadata={"author": author, "note": f"restore to version {version}"}
                ),
            )
        except (DeltaError, CommitFailedError) as error:
            raise StoreError(
                f"store {self.uri}: {name} cannot go back to version {version}: {_first_line(error)}; was it vacuumed?"
            ) from error
