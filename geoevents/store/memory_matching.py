"""Which events of the memory store a query asks for, and where on a grid or in which area they lie."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date

import shapely

from geoevents.geometry import BoundingBox
from geoevents.model import Event
from geoevents.query import EventQuery
from geoevents.store.base import AreaCount, StoredEvent, Symbol
from geoevents.store.filters import wrap
from geoevents.store.rows import search_fold, search_text
from geoevents.store.symbols import mercator


def matches(stored: StoredEvent, query: EventQuery) -> bool:
    """Whether one event is what the query asks for."""
    event, place = stored.event, stored.event.location
    first, last = first_day(event), event.date_end or event.date_start
    actors = {search_fold(n) for a in (event.actor1, event.actor2) if a for n in (a.name, a.group) if n}
    haystack = search_text(event)
    return all(
        (
            query.review == "all" or stored.rejected == (query.review == "rejected"),
            query.review != "open" or stored.reviewed_by is None,
            not query.statuses or event.status in query.statuses,
            query.date_to is None or (first is not None and first <= query.date_to),
            query.date_from is None or (last is not None and last >= query.date_from),
            not query.event_types or event.event_type in query.event_types,
            not query.sub_event_types or event.sub_event_type in query.sub_event_types,
            not query.actors or any(search_fold(name) in actors for name in query.actors),
            not query.countries or (place is not None and place.country in query.countries),
            not query.min_fatalities
            or (event.fatalities is not None and event.fatalities.best >= query.min_fatalities),
            query.min_confidence is None or event.confidence >= query.min_confidence,
            all(word in haystack for word in search_fold(query.text).split()),
            query.incident is None or event.incident_id == query.incident,
            not query.polygon or (event.is_drawn_as_point and _in_ring(event, query)),
        )
    )


def first_day(event: Event) -> date | None:
    """The first day it may have happened on."""
    return event.date_start or event.date_end


def _in_ring(event: Event, query: EventQuery) -> bool:
    polygon, place = shapely.Polygon(query.polygon), event.location
    return place is not None and any(
        shapely.contains_xy(polygon, place.lon + turn, place.lat) for turn in (0, 360, -360)
    )


def in_box(event: Event, box: BoundingBox) -> bool:
    """Whether the event's point lies in a box, which may cross the date line."""
    if event.location is None:
        return False
    if box.east - box.west >= 360:
        return box.south <= event.location.lat <= box.north
    return BoundingBox(box.south, wrap(box.west), box.north, wrap(box.east)).contains(event.location)


def restricted(
    found: list[StoredEvent],
    within: BoundingBox | None,
    symbol: Symbol | None,
    areas: Sequence[AreaCount] | None,
) -> list[StoredEvent]:
    """The part in a box, behind a symbol, or known only to some areas."""
    if symbol is not None:
        drawn = [s for s in found if s.event.is_drawn_as_point and in_box(s.event, symbol.bounds)]
        found = [s for s in drawn if cell_of(s.event, symbol.grid) in symbol.cells]
    if within is not None:
        found = [s for s in found if s.event.location and in_box(s.event, within)]
    if areas is not None:
        keys = {area_key(area) for area in areas}
        found = [s for s in found if not s.event.is_drawn_as_point and key_of(s.event) in keys]
    return found


def key_of(event: Event) -> tuple[str, str, str, int] | None:
    """What tells the area of an event from others; None without a place."""
    place = event.location
    return (place.place_id or "", place.name, place.country or "", int(place.where_prec)) if place else None


def area_key(area: AreaCount) -> tuple[str, str, str, int]:
    """The same of an area that was counted."""
    return area.place_id or "", area.name, area.country or "", area.where_prec


def cell_of(event: Event, cells: int) -> tuple[int, int]:
    """Column and row of the event's point on a grid of ``cells`` by ``cells`` over the Mercator world."""
    if event.location is None:
        raise ValueError(f"event {event.event_id} has no place")
    x, y = mercator(event.location.lat, event.location.lon)
    return math.floor(x * cells), math.floor(y * cells)
