"""Questions to a store on Delta tables: counts, pages, streams and what a map shows of its current view."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from geoevents.errors import NotFoundError
from geoevents.geometry import BoundingBox
from geoevents.model import Document
from geoevents.query import EventQuery
from geoevents.steps import Steps
from geoevents.store import aggregate, frames, patches, rows, streaming
from geoevents.store.base import AreaCount, Bin, Counts, Facets, Frame, Overview, Patch, Spots, StoredEvent, Symbol
from geoevents.store.filters import restricted, where
from geoevents.store.tables import Tables
from geoevents.store.view import View

ORDERED_EVENTS = 50_000  # that match: more are streamed in the order of the files
UNREADABLE = (duckdb.IOException, duckdb.InvalidInputException)  # a file is gone, cut off or no Parquet
_KEYS = "event_id, file, row, rejected, reviewed_by, human_owned"
Key = tuple[Any, ...]  # what _KEYS selects
Found = TypeVar("Found")


class Questions(ABC):
    """What a store on Delta tables answers; part of ``DeltaStore``."""

    _tables: Tables
    _lock: threading.RLock

    @abstractmethod
    def _current(self) -> View:
        """The view of now."""

    @abstractmethod
    def _rebuilt(self, stale: View) -> View:
        """A view of the files that are there now; the files of ``stale`` are gone."""

    def count(
        self, query: EventQuery, *, symbol: Symbol | None = None, areas: Sequence[AreaCount] | None = None
    ) -> Counts:
        """Counts over everything that matches, or the part of it behind a symbol or in areas."""
        return aggregate.count(self._current().cursor(), *restricted(query, None, symbol, areas))

    def events(
        self,
        query: EventQuery,
        *,
        limit: int = 100,
        offset: int = 0,
        newest_first: bool = True,
        within: BoundingBox | None = None,
        placed: bool | None = None,
        symbol: Symbol | None = None,
        areas: Sequence[AreaCount] | None = None,
        order: str = "date",
    ) -> list[StoredEvent]:
        """One page, in one of the orders of the protocol."""
        condition, params = restricted(query, within, symbol, areas)
        if placed is not None:
            condition += " AND lat IS NOT NULL" if placed else " AND lat IS NULL"
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
            except UNREADABLE as error:
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
        except UNREADABLE as error:
            raise self._tables.unreadable(error) from error

    def document(self, document_id: str) -> Document:
        """The report an event came from, with every character it had."""
        view = self._current()
        with self._lock:
            files = self._tables.refresh("documents")
        if files:
            found = view.cursor().execute(
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

    def patches(self, query: EventQuery, per_degree: int, within: Sequence[Patch] | None = None) -> list[Patch]:
        """Events per square of a grid and country where the division is known."""
        return patches.patches(self._current().cursor(), query, per_degree, within)

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

    def overview(self, query: EventQuery) -> Overview:
        """What :meth:`count` and :meth:`facets` say of the matching events, without their actors."""
        return aggregate.overview(self._current().cursor(), query)
