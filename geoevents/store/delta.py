"""The event store on Delta Lake tables, queried with DuckDB."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pyarrow as pa

from geoevents import model
from geoevents.errors import StoreError, StoreVersionError
from geoevents.event_json import event_to_dict
from geoevents.model import Event
from geoevents.store import rows
from geoevents.store.base import (
    ExtractedDocument,
    IngestCount,
)
from geoevents.store.decisions import Decisions
from geoevents.store.ids import new_id
from geoevents.store.kept import Views
from geoevents.store.log import VISIBLE, LogEntry, read_log, version_of, versions_in
from geoevents.store.membership import IncidentTables
from geoevents.store.questions import UNREADABLE, Questions
from geoevents.store.tables import Tables
from geoevents.store.view import View

BATCH_DOCUMENTS = 5_000
BATCH_EVENTS = 20_000
BATCH_SECONDS = 5.0  # a slow extraction is seen while it runs


_NOTHING_SEEN = (-1, -1, -1)
Progress = Callable[[str, int, int], None]  # a table, files removed from it, files added


def findings_digest(events: Sequence[Event]) -> str:
    """Equal for equal findings: how an ingest sees that nothing changed."""
    state = hashlib.sha256()
    for text in sorted(rows.to_json(event_to_dict(event)) for event in events):
        state.update(text.encode())
        state.update(b"\0")
    return state.hexdigest()[:16]


class DeltaStore(Questions, Decisions, IncidentTables):
    """Documents, events, runs and reviews as append-only Delta tables; implements ``EventStore``.

    One object may be shared by threads. Several processes, on one machine or many, may read and
    write the same store at once.
    """

    def __init__(self, tables: Tables, author: str, views: Path | None = None) -> None:
        self._tables = tables
        self._author = author
        self._lock = threading.RLock()
        self._views = Views(tables, views)
        kept = self._views.first()
        self._resumed = kept is not None  # decisions are still to be laid over it
        self._view, self._seen = kept or (self._views.fresh(), _NOTHING_SEEN)

    @classmethod
    def open(
        cls,
        uri: str,
        *,
        author: str = "someone",
        storage_options: Mapping[str, str] | None = None,
        views: Path | None = None,
    ) -> DeltaStore:
        """The store at ``uri``, made if it is not there.

        Parameters
        ----------
        uri : str
            A folder, or a URL that delta-rs and fsspec understand.
        author : str
            Who signs what is ingested, compacted and restored.
        storage_options : mapping, optional
            Credentials and endpoints of an object store, handed on as they are.
        views : Path, optional
            A folder of this machine for what a large store's queries need (80 bytes an event): the next start
            finds it there. Without it, it is made anew at each start and held in memory (400 bytes an event).

        Raises
        ------
        StoreVersionError
            If a newer geoevents wrote it; nothing is touched then.
        StoreError
            If the place cannot be used.
        """
        return cls(Tables(uri, storage_options), author, views)

    @property
    def author(self) -> str:
        """Who signs what this object appends."""
        return self._author

    @property
    def tables(self) -> Tables:
        """The tables, for maintenance: history, compaction, vacuum, restore."""
        return self._tables

    def version(self) -> str:
        """``runs.reviews.incidents``: the versions of the tables that decide what is visible."""
        return version_of(*self._versions())

    def _versions(self) -> tuple[int, int, int]:
        try:
            runs, reviewed, incidents = (self._tables.version(name) for name in VISIBLE)
            return runs, reviewed, incidents
        except FileNotFoundError:
            raise StoreError(f"store {self._tables.uri}: it was removed while in use") from None

    def _current(self) -> View:
        """The view of now: takes in what any process has committed since the last look."""
        if self._versions() == self._seen and not self._resumed:
            return self._view
        with self._lock:
            seen = self._versions()
            if seen == self._seen and not self._resumed:
                return self._view
            if self._seen != _NOTHING_SEEN and self._was_restored(seen):
                self._view = self._views.fresh()
            try:
                try:
                    self._advance()
                except duckdb.Error as error:
                    # Compacted and vacuumed between listing the files and reading them, or a kept view is damaged.
                    if not (self._resumed or isinstance(error, duckdb.IOException)):
                        raise
                    self._view = self._views.fresh()
                    self._advance()
            except UNREADABLE as error:
                raise self._tables.unreadable(error) from error
            self._seen, self._resumed = seen, False
            self._views.keep(self._view, seen)
            return self._view

    def _was_restored(self, now: tuple[int, int, int]) -> bool:
        for name, before, after in zip(VISIBLE, self._seen, now, strict=True):
            if after < before:
                return True
            commits = self._tables.history(name, limit=after - before) if after > before else []
            if any(commit.get("operation") == "RESTORE" for commit in commits):
                return True
        return False

    def _advance(self) -> None:
        # Runs before events: a writer commits its events first, so every run seen here has them all.
        run_files, review_files = self._tables.refresh("runs"), self._tables.refresh("reviews")
        incident_files, event_files = self._tables.refresh("incidents"), self._tables.refresh("events")
        self._view.advance(run_files, review_files, event_files, incident_files)
        newest = self._view.newest_schema
        if newest > model.SCHEMA_VERSION:
            raise StoreVersionError(
                f"store {self._tables.uri} holds rows of schema version {newest}, this geoevents knows "
                f"{model.SCHEMA_VERSION}: update geoevents"
            )

    def ingest(self, extracted: Iterable[ExtractedDocument], *, extractor: str) -> IngestCount:
        """Append one run, in parts that are each complete; an unchanged document is not written again.

        A part is committed when its documents, events and finally its run rows are written: a process
        killed in between leaves nothing visible of that part, and doing it again completes it.
        """
        documents = events = unchanged = 0
        for batch in _batches(extracted):
            written, found, same = self._ingest_batch(batch, extractor)
            documents, events, unchanged = documents + written, events + found, unchanged + same
        if documents:
            self.compact_when_needed()
        return IngestCount(documents, events, unchanged)

    def _ingest_batch(self, batch: dict[str, ExtractedDocument], extractor: str) -> tuple[int, int, int]:
        view = self._current()
        known = dict(
            view.cursor()
            .execute(
                "SELECT document_id, digest FROM current_runs WHERE document_id IN (SELECT unnest($1))", [list(batch)]
            )
            .fetchall()
        )
        created = datetime.now(UTC)
        run_id = new_id(created)
        document_rows, event_rows, run_rows = [], [], []
        for document_id, (document, found) in batch.items():
            events = list({event.event_id: event for event in found}.values())
            digest = findings_digest(events)
            if known.get(document_id) == digest:
                continue
            if document_id not in known:
                document_rows.append(rows.document_row(document, run_id, created))
            event_rows += [rows.event_row(event, run_id) for event in events]
            run_rows.append(
                {
                    "run_id": run_id,
                    "document_id": document_id,
                    "created": created,
                    "extractor": extractor,
                    "author": self._author,
                    "events": len(events),
                    "digest": digest,
                    "schema_version": model.SCHEMA_VERSION,
                }
            )
        self.append_run(
            run_id,
            *(
                pa.Table.from_pylist(made, schema=rows.SCHEMAS[name])
                for name, made in (("documents", document_rows), ("events", event_rows), ("runs", run_rows))
            ),
        )
        return len(run_rows), len(event_rows), len(batch) - len(run_rows)

    def append_run(self, run_id: str, documents: pa.Table, events: pa.Table, runs: pa.Table) -> None:
        """Append one complete part of a run: the run rows come last and make it visible."""
        for name, table in (("documents", documents), ("events", events), ("runs", runs)):
            if table.num_rows:
                self._tables.append(name, table, self._author, f"run {run_id}")

    def digests(self) -> pa.Table:
        """Columns document_id and digest of what the newest complete runs found, to see what is new."""
        return self._current().cursor().sql("SELECT document_id, digest FROM current_runs").to_arrow_table()

    def compact_when_needed(self) -> None:
        """Join small files of any table in which they have piled up."""
        for name in rows.SCHEMAS:
            self._tables.compact_when_needed(name, self._author)

    def _rebuilt(self, stale: View) -> View:
        """A view of the files that are there now; the files of ``stale`` are gone."""
        with self._lock:
            if self._view is stale:
                self._view, self._seen = self._views.fresh(), _NOTHING_SEEN
            return self._current()

    def restore(self, version: str) -> None:
        """Make what was visible at ``version`` visible again; a later restore can take this back."""
        try:
            wanted = versions_in(version)
        except ValueError:
            raise StoreError(f"version {version!r}: not of the form 12.3, as `store log` prints it") from None
        with self._lock:
            for name, number in zip(VISIBLE, wanted, strict=True):
                self._tables.restore(name, number, self._author)

    def log(self, *, limit: int = 20) -> list[LogEntry]:
        """What changed, newest first: the commits of the tables that decide what is visible."""
        return read_log(self._tables)[:limit]

    def compact(self, *, progress: Progress | None = None) -> list[tuple[str, int, int]]:
        """Join small files; (table, files removed, files added), each told to ``progress`` when it is done."""
        done = []
        for name in rows.SCHEMAS:
            done.append((name, *self._tables.compact(name, self._author)))
            if progress:
                progress(*done[-1])
        return done

    def vacuum(self, retention_hours: int, *, dry_run: bool = False) -> list[tuple[str, list[str]]]:
        """Delete files that no version younger than the retention needs; (table, files)."""
        return [(name, self._tables.vacuum(name, retention_hours, dry_run=dry_run)) for name in rows.SCHEMAS]


def _batches(extracted: Iterable[ExtractedDocument]) -> Iterator[dict[str, ExtractedDocument]]:
    batch: dict[str, ExtractedDocument] = {}
    events, started = 0, time.monotonic()
    for item in extracted:
        document_id = item.document.document_id
        for event in item.events:
            if event.document_id != document_id:
                raise StoreError(f"event {event.event_id}: it is of document {event.document_id}, not {document_id}")
        batch[document_id] = item
        events += len(item.events)
        if len(batch) >= BATCH_DOCUMENTS or events >= BATCH_EVENTS or time.monotonic() - started > BATCH_SECONDS:
            yield batch
            batch, events, started = {}, 0, time.monotonic()
    if batch:
        yield batch
