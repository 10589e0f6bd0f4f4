"""The event store on Delta Lake tables, queried with DuckDB."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from geoevents import model
from geoevents.errors import NotFoundError, StoreError, StoreVersionError
from geoevents.event_json import event_to_dict
from geoevents.geometry import BoundingBox
from geoevents.model import Document, Event
from geoevents.query import EventQuery
from geoevents.steps import Steps
from geoevents.store import aggregate, frames, reviews, rows, streaming
from geoevents.store.base import (
    INCIDENT_ACTIONS,
    AreaCount,
    Bin,
    Counts,
    ExtractedDocument,
    Facets,
    Frame,
    IngestCount,
    PlaceCount,
    Review,
    Spots,
    StoredEvent,
    Symbol,
)
from geoevents.store.filters import POINT, restricted, where
from geoevents.store.ids import new_id
from geoevents.store.kept import Views
from geoevents.store.log import VISIBLE, LogEntry, read_log, version_of, versions_in
from geoevents.store.membership import IncidentTables
from geoevents.store.tables import Tables
from geoevents.store.view import View

BATCH_DOCUMENTS = 5_000
BATCH_EVENTS = 20_000
BATCH_SECONDS = 5.0  # a slow extraction is seen while it runs
ORDERED_EVENTS = 50_000


_UNREADABLE = (duckdb.IOException, duckdb.InvalidInputException)  # a file is gone, cut off or no Parquet
_NOTHING_SEEN = (-1, -1, -1)
Key = tuple[Any, ...]  # event_id, file, row, rejected, reviewed_by, human_owned
Found = TypeVar("Found")
Progress = Callable[[str, int, int], None]  # a table, files removed from it, files added


def findings_digest(events: Sequence[Event]) -> str:
    """Equal for equal findings: how an ingest sees that nothing changed."""
    state = hashlib.sha256()
    for text in sorted(rows.to_json(event_to_dict(event)) for event in events):
        state.update(text.encode())
        state.update(b"\0")
    return state.hexdigest()[:16]


class DeltaStore(IncidentTables):
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
            except _UNREADABLE as error:
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

    def count(
        self, query: EventQuery, *, within: BoundingBox | None = None, areas: Sequence[AreaCount] | None = None
    ) -> Counts:
        """Counts over everything that matches, or the part of it in a box or in areas."""
        return aggregate.count(self._current().cursor(), *restricted(query, within, areas))

    def events(
        self,
        query: EventQuery,
        *,
        limit: int = 100,
        offset: int = 0,
        newest_first: bool = True,
        within: BoundingBox | None = None,
        placed: bool | None = None,
        points: bool = False,
        areas: Sequence[AreaCount] | None = None,
        order: str = "date",
    ) -> list[StoredEvent]:
        """One page, in one of the orders of the protocol."""
        condition, params = restricted(query, within, areas)
        if placed is not None:
            condition += " AND lat IS NOT NULL" if placed else " AND lat IS NULL"
        if points:
            condition += f" AND {POINT}"
        by = {
            "date": f"date_start {'DESC' if newest_first else 'ASC'} NULLS LAST",
            "confidence": "confidence ASC",
            "fatalities": "fatalities_best DESC NULLS LAST",
        }[order]
        return self._stored(
            self._current(),
            f"WHERE {condition} ORDER BY {by}, event_id LIMIT ? OFFSET ?",
            [*params, limit, offset],
        )

    def stream(self, query: EventQuery) -> Iterator[StoredEvent]:
        """Everything that matches, in bounded memory; one view of the store throughout.

        Oldest first, by date then event_id; more than ``ORDERED_EVENTS`` come in the order they are
        stored in, so that each file is read once and from front to back.
        """
        view = self._current()
        for keys in self._key_pages(view, query):
            yield from self._read(view, keys)

    def stream_batches(self, query: EventQuery, *, whole: bool = False) -> Iterator[pa.RecordBatch]:
        """What :meth:`stream` gives, in the same order, as whole columns of ``geoevents.flat.EXPORT``.

        With ``whole`` the JSON of each event stands in one more column, ``event``.
        """
        view = self._current()
        condition, params = where(query)
        with streaming.snapshot(view) as cursor:
            if self._in_order_of_time(cursor, condition, params):
                for keys in self._key_pages(view, query):
                    yield self._found(view, keys, partial(View.columns, whole=whole))
                return
            first = streaming.FIRST_EVENTS
            for file in streaming.files_holding(cursor, condition, params):
                for batch in self._of_file(view, file, streaming.keys_of(cursor, condition, params, file), whole):
                    yield from (part for part in (batch.slice(0, first), batch.slice(first)) if part.num_rows)
                    first = 0

    def _of_file(self, view: View, file: int, keys: pa.Table, whole: bool) -> Iterator[pa.RecordBatch]:
        """Rows of one file as columns, also when it was compacted and vacuumed meanwhile."""
        done = 0
        if file >= 0:
            try:
                with self._tables.place.open(view.uri(file)) as source:
                    for batch in streaming.read_rows(source, keys, whole=whole):
                        yield batch
                        done += batch.num_rows
                return
            except streaming.UNREADABLE_FILE:
                pass  # asked for by their ids, the rest may lie in another file by now
        names = _KEYS.split(", ")
        for start in range(done, keys.num_rows, streaming.STREAM_EVENTS):
            page = keys.slice(start, streaming.STREAM_EVENTS).select(names).to_pydict()
            try:
                yield self._found(view, list(zip(*page.values(), strict=True)), partial(View.columns, whole=whole))
            except _UNREADABLE as error:
                raise self._tables.unreadable(error) from error

    def _in_order_of_time(self, cursor: duckdb.DuckDBPyConnection, condition: str, params: list[Any]) -> bool:
        """Whether so few match that they can be put into order."""
        found = cursor.execute(f"SELECT count(*) FROM current_events WHERE {condition}", params).fetchall()
        return bool(found[0][0] <= ORDERED_EVENTS)

    def _key_pages(self, view: View, query: EventQuery) -> Iterator[list[Key]]:
        condition, params = where(query)
        cursor = view.cursor()
        ordered = self._in_order_of_time(cursor, condition, params)
        order = "date_start NULLS LAST, event_id" if ordered else "file, row, event_id"
        cursor.execute(f"SELECT {_KEYS} FROM current_events WHERE {condition} ORDER BY {order}", params)
        size = streaming.FIRST_EVENTS
        while keys := cursor.fetchmany(size):
            yield keys
            size = streaming.STREAM_EVENTS

    def event(self, event_id: str) -> StoredEvent:
        """One event, rejected or not; an id of an older run leads to the event it became."""
        view = self._current()
        for wanted in (event_id, view.aliases.get(event_id)):
            found = self._stored(view, "WHERE event_id = ?", [wanted]) if wanted else []
            if found:
                return found[0]
        raise NotFoundError(f"event {event_id!r}: there is none in the store")

    def _stored(self, view: View, clause: str, params: Sequence[Any]) -> list[StoredEvent]:
        cursor = view.cursor()
        return self._read(view, cursor.execute(f"SELECT {_KEYS} FROM current_events {clause}", params).fetchall())

    def _read(self, view: View, keys: Sequence[tuple[Any, ...]]) -> list[StoredEvent]:
        """Events by the keys that ``_KEYS`` selects, in the same order."""
        incidents = view.incidents_of([key[0] for key in keys])
        return [
            StoredEvent(rows.event_of(text).with_ids(incident_id=incidents.get(key[0])), *key[3:])
            for key, text in zip(keys, self._found(view, keys, View.texts), strict=True)
        ]

    def _found(self, view: View, keys: Sequence[Key], read: Callable[[View, Sequence[Key]], Found]) -> Found:
        """What ``read`` gives for these keys, also when the files were compacted and vacuumed meanwhile."""
        try:
            return read(view, keys)
        except duckdb.IOException:
            view = self._rebuilt(view)
        wanted = [key[0] for key in keys]
        fresh = {
            key[0]: key
            for key in view.cursor()
            .execute(f"SELECT {_KEYS} FROM current_events WHERE event_id IN (SELECT unnest($1))", [wanted])
            .fetchall()
        }
        try:
            return read(view, [fresh[event_id] for event_id in wanted if event_id in fresh])
        except _UNREADABLE as error:
            raise self._tables.unreadable(error) from error

    def _rebuilt(self, stale: View) -> View:
        """A view of the files that are there now; the files of ``stale`` are gone."""
        with self._lock:
            if self._view is stale:
                self._view, self._seen = self._views.fresh(), _NOTHING_SEEN
            return self._current()

    def document(self, document_id: str) -> Document:
        """The report an event came from, with every character it had."""
        self._current()
        with self._lock:
            files = self._tables.refresh("documents")
        if files:
            found = self._view.cursor().execute(
                "SELECT document_id, doc_id, title, published, source, url, text, raw FROM read_parquet($1) "
                "WHERE document_id = $2 LIMIT 1",
                [files, document_id],
            )
            names = [column[0] for column in found.description]
            row = found.fetchone()
            if row:
                return rows.document_of(dict(zip(names, row, strict=True)))
        raise NotFoundError(f"document {document_id!r}: there is none in the store")

    def symbols(self, query: EventQuery, view: BoundingBox, zoom: int, *, limit: int = 2000) -> list[Symbol]:
        """What to draw in this view: single events when few, grid cells otherwise; at most ``limit``."""
        return aggregate.symbols(self._current().cursor(), query, view, zoom, limit)

    def areas(self, query: EventQuery) -> list[AreaCount]:
        """Events known only to an area, per area, most events first."""
        return aggregate.areas(self._current().cursor(), query)

    def places(self, query: EventQuery) -> list[PlaceCount]:
        """Events per position and country where the division is known."""
        return aggregate.places(self._current().cursor(), query)

    def spots(self, query: EventQuery, view: BoundingBox, zoom: int, *, limit: int = 600) -> Spots:
        """Where a playback of ``query`` draws in this view."""
        return frames.spots(self._current().cursor(), query, view, zoom, limit)

    def frames(
        self, query: EventQuery, view: BoundingBox, spots: Spots, steps: Steps, *, width: int, first: int, most: int
    ) -> list[Frame]:
        """The frames ``first`` to ``first + most - 1`` of a playback."""
        cursor = self._current().cursor()
        return frames.frames(cursor, query, view, spots, steps, width=width, first=first, most=most)

    def histogram(self, query: EventQuery, period: str = "month") -> list[Bin]:
        """Events per "day", "week", "month" or "year" and type, in order of time."""
        return aggregate.histogram(self._current().cursor(), query, period)

    def facets(self, query: EventQuery) -> Facets:
        """What occurs among the matching events."""
        return aggregate.facets(self._current().cursor(), query)

    def review(
        self, event_id: str, action: str, *, author: str, values: dict[str, Any] | None = None, note: str = ""
    ) -> Review:
        """Record a decision; it is visible to every reader when this returns."""
        reviews.check_action(action)
        event = self.event(event_id).event
        if action == "edit":
            reviews.apply(event, values or {})
        told = values if action in ("edit", *INCIDENT_ACTIONS) else None
        return self._append_review(event.event_id, action, author, told, note)

    def _append_review(
        self,
        event_id: str,
        action: str,
        author: str,
        values: dict[str, Any] | None = None,
        note: str = "",
        undone: str | None = None,
    ) -> Review:
        now = datetime.now(UTC)
        event = rows.event_of(self._original(event_id))
        made = Review(
            review_id=new_id(now),
            event_id=event.event_id,
            document_id=event.document_id,
            action=action,
            author=author,
            created=now,
            values=values or {},
            note=note,
            span=(event.trigger.start, event.trigger.end),
            undone=undone,
        )
        self._tables.append_rows(
            "reviews", [rows.review_row(made, event, model.SCHEMA_VERSION)], author, f"{action} {event.event_id}"
        )
        self._tables.compact_when_needed("reviews", author)
        return made

    def _original(self, event_id: str) -> str:
        view = self._current()
        try:
            return view.original(event_id)
        except duckdb.IOException:
            return self._rebuilt(view).original(event_id)

    def undo(self, *, author: str) -> Review | None:
        """Take back this author's newest decision that still stands; None if there is none."""
        view = self._current()
        with self._lock:  # another thread may be taking in new decisions
            history = [review for made in view.reviews.values() for review in made]
        newest = reviews.newest_standing(history, author)
        if newest is None:
            return None
        self._append_review(newest.event_id, "undo", author, undone=newest.review_id)
        return newest

    def reviews(self, event_id: str) -> list[Review]:
        """The history of one event, oldest first, with what was decided about it in older runs."""
        view = self._current()
        with self._lock:
            ids = {event_id, *(old for old, new in view.aliases.items() if new == event_id)}
            found = [review for old in ids for review in view.reviews.get(old, [])]
        return sorted(found, key=lambda r: (r.created, r.review_id))

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


_KEYS = "event_id, file, row, rejected, reviewed_by, human_owned"


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
