"""People's decisions about the events of a store on Delta tables."""

from __future__ import annotations

import threading
from abc import abstractmethod
from datetime import UTC, datetime
from typing import Any

import duckdb

from geoevents import model
from geoevents.store import rows
from geoevents.store.base import Review
from geoevents.store.deciding import Deciding
from geoevents.store.ids import new_id
from geoevents.store.tables import Tables
from geoevents.store.view import View


class Decisions(Deciding):
    """How decisions are recorded, taken back and told; part of ``DeltaStore``."""

    _tables: Tables
    _lock: threading.RLock

    @abstractmethod
    def _current(self) -> View:
        """The view of now."""

    @abstractmethod
    def _rebuilt(self, stale: View) -> View:
        """A view of the files that are there now; the files of ``stale`` are gone."""

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

    def _history(self) -> list[Review]:
        view = self._current()
        with self._lock:  # another thread may be taking in new decisions
            return [review for made in view.reviews.values() for review in made]

    def reviews(self, event_id: str) -> list[Review]:
        """The history of one event, oldest first, with what was decided about it in older runs."""
        view = self._current()
        with self._lock:
            ids = {event_id, *(old for old, new in view.aliases.items() if new == event_id)}
            found = [review for old in ids for review in view.reviews.get(old, [])]
        return sorted(found, key=lambda r: (r.created, r.review_id))
