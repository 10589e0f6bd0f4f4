"""Which event is a report of which incident, in the memory store; written apart from the SQL on purpose."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from collections.abc import Sequence

import pyarrow as pa

from geoevents.errors import NotFoundError
from geoevents.model import Document, Event
from geoevents.query import EventQuery
from geoevents.store.base import IncidentCount, IncidentMember, LinkedEvent, Review, StoredEvent
from geoevents.store.membership import MEMBERSHIPS, TEXTS, decided, says


class MemoryIncidents(ABC):
    """What a store of plain objects knows of incidents; part of ``MemoryStore``."""

    _members: dict[str, IncidentMember]
    _documents: dict[str, Document]
    _reviews: list[Review]
    _changes: int

    @abstractmethod
    def _view(self) -> dict[str, StoredEvent]: ...

    @abstractmethod
    def _matching(self, query: EventQuery) -> list[StoredEvent]: ...

    @abstractmethod
    def _targets(self) -> dict[str, str]: ...

    def _once(self, found: Sequence[StoredEvent]) -> list[StoredEvent]:
        """Those of no incident, and of each incident the one of the lowest rank."""
        first: dict[str, tuple[int, str]] = {}
        ranks = {s.event.event_id: (self._rank(s.event.event_id), s.event.event_id) for s in found}
        for stored in found:
            key, rank = stored.event.incident_id or stored.event.event_id, ranks[stored.event.event_id]
            first[key] = min(first.get(key, rank), rank)
        standing = {event_id for _, event_id in first.values()}
        return [stored for stored in found if stored.event.event_id in standing]

    def _rank(self, event_id: str) -> int:
        return self._members[event_id].rank if event_id in self._members else 0

    def keep_incidents(self, members: Sequence[IncidentMember]) -> int:
        """Note what was linked; gives the number of events changed."""
        changed = [
            member
            for member in members
            if (
                says(member) != says(self._members[member.event_id])
                if member.event_id in self._members
                else member.incident_id
            )
        ]
        self._members |= {member.event_id: member for member in changed}
        self._changes += bool(changed)
        return len(changed)

    def incident(self, incident_id: str) -> list[LinkedEvent]:
        """The reports of one incident that nobody rejected, best first."""
        view = self._view()
        members = [m for m in self._members.values() if m.incident_id == incident_id and m.event_id in view]
        found = [LinkedEvent(m, view[m.event_id]) for m in members if not view[m.event_id].rejected]
        if not found:
            raise NotFoundError(f"incident {incident_id!r}: there is none in the store")
        return sorted(found, key=lambda one: (one.member.rank, one.member.event_id))

    def incidents(self, query: EventQuery, *, limit: int = 100, offset: int = 0) -> list[IncidentCount]:
        """Incidents with events that match, those with most reports first, then by id."""
        grouped: dict[str, list[Event]] = defaultdict(list)
        for stored in self._matching(query):
            member = self._members.get(stored.event.event_id)
            if member and member.incident_id:
                grouped[member.incident_id].append(stored.event)
        counts = [
            IncidentCount(
                incident_id,
                len(events),
                len({self._members[event.event_id].source for event in events}),
                min((day for event in events if (day := event.date_start or event.date_end)), default=None),
                max((day for event in events if (day := event.date_end or event.date_start)), default=None),
            )
            for incident_id, events in grouped.items()
        ]
        return sorted(counts, key=lambda one: (-one.events, one.incident_id))[offset : offset + limit]

    def memberships(self) -> pa.Table:
        """Which event is of which incident now, by event_id."""
        members = sorted((m for m in self._members.values() if m.incident_id), key=lambda m: m.event_id)
        rows = [{name: getattr(member, name) for name in MEMBERSHIPS.names} for member in members]
        return pa.Table.from_pylist(rows, schema=MEMBERSHIPS)

    def incident_reviews(self) -> list[Review]:
        """Splits and joins that stand, oldest first, each about the event as it is called now."""
        return decided(self._reviews, self._targets())

    def events_of(self, document_ids: Sequence[str]) -> list[StoredEvent]:
        """All events of these reports, rejected or not, by event_id."""
        found = [stored for stored in self._view().values() if stored.event.document_id in set(document_ids)]
        return sorted(found, key=lambda stored: stored.event.event_id)

    def texts(self, document_ids: Sequence[str]) -> pa.Table:
        """Title and text of these reports with when and by whom, by document_id."""
        wanted = sorted(set(document_ids) & self._documents.keys())
        rows = [
            {"document_id": key, **{name: getattr(self._documents[key], name) for name in TEXTS.names[1:]}}
            for key in wanted
        ]
        return pa.Table.from_pylist(rows, schema=TEXTS)
