"""The event store as plain Python objects: for tests and for looking at a report without keeping it.

Written apart from the SQL of ``delta.py`` on purpose: one contract test holds the two to the same answers.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa

from geoevents.errors import NotFoundError
from geoevents.event_json import event_to_dict
from geoevents.flat import EXPORT, flatten
from geoevents.geometry import BoundingBox
from geoevents.model import Document, Event
from geoevents.query import EventQuery
from geoevents.store import reviews
from geoevents.store.base import AreaCount, ExtractedDocument, IngestCount, Review, StoredEvent, Symbol
from geoevents.store.deciding import Deciding
from geoevents.store.memory_counts import MemoryCounts
from geoevents.store.memory_incidents import MemoryIncidents
from geoevents.store.memory_matching import first_day, matches, restricted
from geoevents.store.rows import to_json


class MemoryStore(MemoryCounts, MemoryIncidents, Deciding):
    """Documents, events and reviews of this process; implements ``EventStore``."""

    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}
        self._events: dict[str, dict[str, Event]] = {}  # document -> event_id -> event of the newest run
        self._reviews: list[Review] = []
        self._snapshots: dict[str, Event] = {}  # reviewed event as its extractor had it
        self._members = {}
        self._changes = 0

    def version(self) -> str:
        """Grows with every change."""
        return str(self._changes)

    def ingest(self, extracted: Iterable[ExtractedDocument], *, extractor: str) -> IngestCount:
        """Take in one run; the same documents with the same events change nothing."""
        documents = events = unchanged = 0
        for document, found in extracted:
            by_id = {event.event_id: event for event in found}
            document_id = document.document_id
            if self._events.get(document_id) == by_id:
                unchanged += 1
                continue
            self._documents.setdefault(document_id, document)
            self._events[document_id] = by_id
            documents, events = documents + 1, events + len(by_id)
        self._changes += bool(documents)
        return IngestCount(documents, events, unchanged)

    def _view(self) -> dict[str, StoredEvent]:
        """The current view by event_id."""
        view = {e.event_id: StoredEvent(e) for found in self._events.values() for e in found.values()}
        for target, history in self._histories().items():
            state = reviews.fold(history)
            if target in view:
                event, owned = view[target].event, False
            elif state.kept:
                event, owned = self._snapshots[target], True
            else:
                continue
            view[target] = StoredEvent(reviews.apply(event, state.values), state.rejected, state.reviewed_by, owned)
        for event_id, member in self._members.items():
            if event_id in view:
                linked = view[event_id].event.with_ids(incident_id=member.incident_id)
                view[event_id] = replace(view[event_id], event=linked)
        return view

    def _targets(self) -> dict[str, str]:
        """Reviewed event_id -> the event it is about now."""
        groups: dict[str, dict[str, list[Review]]] = defaultdict(lambda: defaultdict(list))
        for review in self._reviews:
            groups[review.document_id][review.event_id].append(review)
        targets: dict[str, str] = {}
        for document_id, by_event in groups.items():
            found = self._events.get(document_id, {})
            spans = {event_id: (e.trigger.start, e.trigger.end) for event_id, e in found.items()}
            reviewed = [reviews.Reviewed(key, made[-1].span, made) for key, made in by_event.items()]
            targets |= {old: new or old for old, new in reviews.attach(reviewed, spans).items()}
        return targets

    def _histories(self) -> dict[str, list[Review]]:
        targets, histories = self._targets(), defaultdict(list)
        for review in self._reviews:
            histories[targets[review.event_id]].append(review)
        return histories

    def _matching(self, query: EventQuery) -> list[StoredEvent]:
        found = [stored for stored in self._view().values() if matches(stored, query)]
        if query.distinct_incidents:
            found = self._once(found)
        return sorted(found, key=lambda s: ((first_day(s.event) or date.max), s.event.event_id))

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
        found = restricted(self._matching(query), within, symbol, areas)
        if placed is not None:
            found = [s for s in found if (s.event.location is not None) == placed]
        if order == "confidence":
            found.sort(key=lambda s: (s.event.confidence, s.event.event_id))
        elif order == "fatalities":
            found.sort(key=lambda s: (-s.event.fatalities.best if s.event.fatalities else 1, s.event.event_id))
        elif newest_first:
            undated = [s for s in found if first_day(s.event) is None]
            dated = [s for s in found if first_day(s.event) is not None]
            found = sorted(dated, key=lambda s: first_day(s.event) or date.max, reverse=True) + undated
        return found[offset : offset + limit]

    def stream(self, query: EventQuery) -> Iterator[StoredEvent]:
        """Everything that matches, oldest first."""
        yield from self._matching(query)

    def event(self, event_id: str) -> StoredEvent:
        """One event, rejected or not; an id of an older run leads to the event it became."""
        view = self._view()
        found = view.get(event_id) or view.get(self._targets().get(event_id, ""))
        if found is None:
            raise NotFoundError(f"event {event_id!r}: there is none in the store")
        return found

    def document(self, document_id: str) -> Document:
        """The report an event came from."""
        if document_id not in self._documents:
            raise NotFoundError(f"document {document_id!r}: there is none in the store")
        return self._documents[document_id]

    def _append_review(
        self,
        event_id: str,
        action: str,
        author: str,
        values: dict[str, Any] | None = None,
        note: str = "",
        undone: str | None = None,
    ) -> Review:
        found = [events[event_id] for events in self._events.values() if event_id in events]
        event = found[0] if found else self._snapshots[event_id]
        number = len(self._reviews)
        span = (event.trigger.start, event.trigger.end)
        now = datetime.now(UTC)
        made = Review(
            f"{number:08d}", event_id, event.document_id, action, author, now, values or {}, note, span, undone
        )
        self._snapshots[event_id] = event
        self._reviews.append(made)
        self._changes += 1
        return made

    def _history(self) -> list[Review]:
        return self._reviews

    def reviews(self, event_id: str) -> list[Review]:
        """The history of one event, oldest first."""
        return self._histories().get(event_id, [])

    def stream_batches(self, query: EventQuery, *, whole: bool = False) -> Iterator[pa.RecordBatch]:
        """What :meth:`stream` gives as columns; ``whole`` adds the JSON."""
        schema = EXPORT.append(pa.field("event", pa.string())) if whole else EXPORT
        found = [
            flatten(stored.event)
            | {"rejected": stored.rejected, "reviewed_by": stored.reviewed_by, "human_owned": stored.human_owned}
            | ({"event": to_json(event_to_dict(stored.event))} if whole else {})
            for stored in self._matching(query)
        ]
        yield from pa.Table.from_pylist(found, schema=schema).to_batches()
