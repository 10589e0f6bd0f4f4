"""Which event is a report of which incident: the newest row of the table ``incidents`` for each event."""

from __future__ import annotations

import threading
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import duckdb
import pyarrow as pa

from geoevents.errors import NotFoundError
from geoevents.query import EventQuery
from geoevents.store import reviews
from geoevents.store.base import INCIDENT_ACTIONS, IncidentCount, IncidentMember, LinkedEvent, Review, StoredEvent
from geoevents.store.filters import where
from geoevents.store.ids import new_id
from geoevents.store.rows import INCIDENTS, member_of, member_row
from geoevents.store.tables import Tables
from geoevents.store.view import View

MEMBERSHIPS = pa.schema(
    [INCIDENTS.field(name) for name in ("event_id", "document_id", "incident_id", "rank", "score", "linked_to",
                                        "source")]
)  # fmt: skip
TEXTS = pa.schema(
    [
        ("document_id", pa.string()),
        ("published", pa.date32()),
        ("source", pa.string()),
        ("title", pa.string()),
        ("text", pa.string()),
    ]
)
_PORTION = 50_000  # ids asked for at once


def says(member: IncidentMember) -> tuple[Any, ...]:
    """What a row says, without its reasons: equal rows are not written again."""
    return member.incident_id, member.rank, round(member.score, 4), member.linked_to, member.source


def decided(history: Sequence[Review], names: Mapping[str, str]) -> list[Review]:
    """Splits and joins of a history that stand, oldest first; ``names`` leads from an old event_id to the new one."""
    return [
        replace(review, event_id=names.get(review.event_id, review.event_id))
        for review in reviews.standing(history)
        if review.action in INCIDENT_ACTIONS
    ]


class IncidentTables(ABC):
    """What a store on Delta tables knows of incidents; part of ``DeltaStore``."""

    _tables: Tables
    _author: str
    _lock: threading.RLock

    @abstractmethod
    def _current(self) -> View: ...

    @abstractmethod
    def _stored(self, view: View, clause: str, params: Sequence[Any]) -> list[StoredEvent]: ...

    def keep_incidents(self, members: Sequence[IncidentMember]) -> int:
        """Append what was linked, in one commit; rows that say what is known are left out."""
        cursor = self._current().cursor()
        known: dict[str, IncidentMember] = {}
        columns = ", ".join(MEMBERSHIPS.names)
        for start in range(0, len(members), _PORTION):
            wanted = [member.event_id for member in members[start : start + _PORTION]]
            found = cursor.execute(
                f"SELECT {columns} FROM members WHERE event_id IN (SELECT unnest($1))", [wanted]
            ).fetchall()
            for values in found:
                known[values[0]] = member_of(dict(zip(MEMBERSHIPS.names, values, strict=True)))
        now = datetime.now(UTC)
        link_id = new_id(now)
        fresh = [
            member_row(member, link_id, self._author, now)
            for member in members
            if (says(member) != says(known[member.event_id]) if member.event_id in known else member.incident_id)
        ]
        self._tables.append_rows("incidents", fresh, self._author, f"link {link_id}")
        if fresh:
            self._tables.compact_when_needed("incidents", self._author)
        return len(fresh)

    def incident(self, incident_id: str) -> list[LinkedEvent]:
        """The reports of one incident that nobody rejected, best first."""
        view = self._current()
        members = {row["event_id"]: member_of(row) for row in view.members(incident_id)}
        found = self._stored(view, "WHERE NOT rejected AND event_id IN (SELECT unnest(?))", [list(members)])
        if not found:
            raise NotFoundError(f"incident {incident_id!r}: there is none in the store")
        linked = [LinkedEvent(members[stored.event.event_id], stored) for stored in found]
        return sorted(linked, key=lambda one: (one.member.rank, one.member.event_id))

    def incidents(self, query: EventQuery, *, limit: int = 100, offset: int = 0) -> list[IncidentCount]:
        """Incidents with events that match, those with most reports first, then by id."""
        condition, params = where(query)
        found = self._current().cursor().execute(
            f"""SELECT m.incident_id, count(*) AS n, count(DISTINCT m.source), min(e.date_start), max(e.date_end)
            FROM (SELECT event_id, date_start, date_end FROM current_events WHERE {condition}) e
            JOIN members m USING (event_id) GROUP BY m.incident_id ORDER BY n DESC, m.incident_id LIMIT ? OFFSET ?""",
            [*params, limit, offset],
        )  # fmt: skip
        return [IncidentCount(*row) for row in found.fetchall()]

    def memberships(self) -> pa.Table:
        """Which event is of which incident now, by event_id."""
        sql = f"SELECT {', '.join(MEMBERSHIPS.names)} FROM members ORDER BY event_id"
        return self._current().cursor().sql(sql).to_arrow_table().cast(MEMBERSHIPS)

    def incident_reviews(self) -> list[Review]:
        """Splits and joins that stand, oldest first, each about the event as it is called now."""
        view = self._current()
        with self._lock:  # another thread may be taking in new decisions
            return decided([review for made in view.reviews.values() for review in made], dict(view.aliases))

    def events_of(self, document_ids: Sequence[str]) -> list[StoredEvent]:
        """All events of these reports, rejected or not, by event_id."""
        clause = "WHERE document_id IN (SELECT unnest(?)) ORDER BY event_id"
        return self._stored(self._current(), clause, [list(document_ids)]) if document_ids else []

    def texts(self, document_ids: Sequence[str]) -> pa.Table:
        """Title and text of these reports with when and by whom, by document_id."""
        view = self._current()
        with self._lock:
            files = self._tables.refresh("documents")
        if not files or not document_ids:
            return TEXTS.empty_table()
        try:
            found = view.cursor().sql(
                f"""SELECT {", ".join(TEXTS.names)} FROM read_parquet($1)
                WHERE document_id IN (SELECT unnest($2))
                QUALIFY row_number() OVER (PARTITION BY document_id ORDER BY created) = 1 ORDER BY document_id""",
                params=[files, list(document_ids)],
            )
            return found.to_arrow_table().cast(TEXTS)
        except (duckdb.IOException, duckdb.InvalidInputException) as error:
            raise self._tables.unreadable(error) from error
