"""What the reports of one incident come to: the finest place, the surest day, the toll over all sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from geoevents.errors import InvalidEventError
from geoevents.model import Count, Event, Location
from geoevents.ontology import DatePrecision
from geoevents.store.base import LinkedEvent


class Days(NamedTuple):
    """When an incident was, as surely as any report says."""

    first: date
    last: date
    precision: DatePrecision | None


@dataclass(frozen=True, slots=True)
class Incident:
    """One happening with all its reports."""

    incident_id: str
    reports: tuple[LinkedEvent, ...]  # best first
    sources: int  # independent ones: copies of one text, and reports of one outlet, count once
    event_type: str | None
    sub_event_type: str | None
    days: Days | None
    location: Location | None
    fatalities: Count | None
    injuries: Count | None


def merge(reports: Sequence[LinkedEvent]) -> Incident:
    """The incident that these reports tell of; raises InvalidEventError for none."""
    if not reports:
        raise InvalidEventError("an incident without a report")
    events = [linked.stored.event for linked in reports]
    lead = events[0]
    return Incident(
        incident_id=lead.incident_id or lead.event_id,
        reports=tuple(reports),
        sources=len({linked.member.source for linked in reports}),
        event_type=lead.event_type,
        sub_event_type=lead.sub_event_type,
        days=_days(events),
        location=finest_place(events),
        fatalities=toll([event for event in events], "fatalities"),
        injuries=toll([event for event in events], "injuries"),
    )


def finest_place(events: Sequence[Event]) -> Location | None:
    """The place known to the smallest area; of equal ones that of the surest event."""
    placed = [event for event in events if event.location]
    if not placed:
        return None
    best = min(placed, key=lambda e: (not e.is_drawn_as_point, _radius(e), -e.confidence, e.event_id))
    return best.location


def _radius(event: Event) -> float:
    return event.location.radius_km if event.location else 0.0


def _days(events: Sequence[Event]) -> Days | None:
    dated = [event for event in events if event.date_start and event.date_end]
    if not dated:
        return None
    best = min(
        dated,
        key=lambda e: (e.date_precision or 9, e.date_mention is None, _length(e), -e.confidence, e.event_id),
    )
    first, last = best.date_start, best.date_end
    return Days(first, last, best.date_precision) if first and last else None


def _length(event: Event) -> int:
    return (event.date_end - event.date_start).days if event.date_start and event.date_end else 0


def toll(events: Sequence[Event], count: str) -> Count | None:
    """A count over all reports: the best of the latest report that tells it, between the lowest and the highest.

    So UCDP codes: later reports know more. Among reports of one day the surest event counts.
    """
    telling = [(event, value) for event in events if (value := getattr(event, count)) is not None]
    if not telling:
        return None
    _, best = max(telling, key=lambda pair: (pair[0].published or date.min, pair[0].confidence, pair[0].event_id))
    return Count(min(v.low for _, v in telling), best.best, max(v.high for _, v in telling))
