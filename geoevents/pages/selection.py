"""What the reader has chosen on the map or in the table: one event, several in one symbol, or an area."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from geoevents.errors import NotFoundError
from geoevents.geometry import BoundingBox
from geoevents.layers.divisions import Rings
from geoevents.layers.payload import Fit, Selected, selected_of
from geoevents.layers.viewport import View
from geoevents.model import Location
from geoevents.ontology import WherePrecision
from geoevents.query import EventQuery
from geoevents.store.base import AreaCount, EventStore, StoredEvent, Symbol

PAGE = 20  # events listed at once


@dataclass(frozen=True, slots=True)
class One:
    """One event."""

    event_id: str


@dataclass(frozen=True, slots=True)
class Many:
    """The events that one symbol stands for."""

    symbol: Symbol

    @property
    def box(self) -> BoundingBox:
        """Around them."""
        return self.symbol.bounds


@dataclass(frozen=True, slots=True)
class Area:
    """The events that are known only to an area, or to several whose badges the map drew as one."""

    areas: tuple[AreaCount, ...]

    @property
    def events(self) -> int:
        """How many events these areas hold."""
        return sum(area.events for area in self.areas)


Selection: TypeAlias = One | Many | Area


def from_click(
    properties: Mapping[str, Any], areas: Sequence[AreaCount], symbols: Sequence[Symbol] = ()
) -> Selection | None:
    """What a click on the map chose, of the areas and symbols that were sent; None for what is not among them."""
    kind = properties.get("kind")
    if kind == "event" and isinstance(properties.get("id"), str):
        return One(properties["id"])
    if kind == "many":
        index = properties.get("index")
        if isinstance(index, int) and 0 <= index < len(symbols) and symbols[index].count == properties.get("count"):
            return Many(symbols[index])
        return None
    if kind == "area" and isinstance(properties.get("indexes"), list):
        known = [areas[i] for i in properties["indexes"] if isinstance(i, int) and 0 <= i < len(areas)]
        return Area(tuple(known)) if known else None
    return None


def halo(
    selection: Selection | None, store: EventStore, outline: Callable[[AreaCount], Rings] = lambda area: []
) -> Selected | None:
    """Where the map shows the selection; None when it has no place.

    ``outline`` gives the true outline of an area, [] where none is known: a circle is drawn then.
    """
    if isinstance(selection, One):
        try:
            event = store.event(selection.event_id).event
        except NotFoundError:
            return None
        selected = selected_of(event)
        return selected._replace(rings=outline(_area_of(event.location))) if selected and event.location else None
    if isinstance(selection, Many):
        box = selection.box
        return Selected((box.south + box.north) / 2, (box.west + box.east) / 2, 0.0)
    if isinstance(selection, Area):
        first = selection.areas[0]
        if len(selection.areas) > 1:
            return Selected(first.lat, first.lon, 0.0)
        country = first.country if first.where_prec == WherePrecision.COUNTRY else None
        return Selected(first.lat, first.lon, first.radius_km, outline(first), country)
    return None


def _area_of(place: Location) -> AreaCount:
    """The area that an event's place is."""
    return AreaCount(
        place.place_id, place.name, place.country, int(place.where_prec), place.lat, place.lon, place.radius_km, 1, 0
    )


def fit_to(stored: StoredEvent, key: str) -> Fit | None:
    """The movement that brings an event into the map's middle; None when it has no place."""
    location = stored.event.location
    if location is None:
        return None
    zoom = {WherePrecision.COUNTRY: 5, WherePrecision.FUZZY: 6, WherePrecision.ADMIN1: 7}.get(location.where_prec, 9)
    return Fit(key, view=View(location.lat, location.lon, zoom), keep_zoom=True)


def members(
    selection: Many | Area, query: EventQuery, store: EventStore, *, limit: int, offset: int
) -> list[StoredEvent]:
    """One page of the events behind a symbol or an area's badge, newest first."""
    if isinstance(selection, Area):
        return store.events(query, limit=limit, offset=offset, areas=selection.areas)
    return store.events(query, limit=limit, offset=offset, symbol=selection.symbol)


def number_of(selection: Many | Area, query: EventQuery, store: EventStore) -> int:
    """How many events are behind a symbol or an area's badge now: filters may have changed since the click."""
    if isinstance(selection, Area):
        return store.count(query, areas=selection.areas).total
    return store.count(query, symbol=selection.symbol).total
