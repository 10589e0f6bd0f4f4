"""Symbols and areas of a handful of events that no store holds yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from geoevents.geometry import BoundingBox
from geoevents.layers.viewport import WORLD, View, box_around, view_of
from geoevents.model import Event, Location
from geoevents.store.base import AreaCount, Symbol


def symbols_of(events: Sequence[Event]) -> list[Symbol]:
    """One symbol for each point; events at one point share it. Only events that a map may draw as points."""
    stacks: dict[tuple[float, float], list[Event]] = defaultdict(list)
    for event in events:
        if event.location is not None and event.is_drawn_as_point:
            stacks[event.location.lat, event.location.lon].append(event)
    return [_symbol(lat, lon, stack) for (lat, lon), stack in sorted(stacks.items())]


def _symbol(lat: float, lon: float, stack: Sequence[Event]) -> Symbol:
    types = Counter(event.event_type or "" for event in stack)
    ranked = tuple(sorted(types.items(), key=lambda item: (-item[1], item[0])))
    locations = [event.location for event in stack if event.location]
    return Symbol(
        lat=lat,
        lon=lon,
        count=len(stack),
        event_id=stack[0].event_id if len(stack) == 1 else None,
        event_type=ranked[0][0],
        type_counts=ranked,
        fatalities=sum(event.fatalities.best for event in stack if event.fatalities),
        fatalities_unknown=sum(event.fatalities is None for event in stack),
        where_prec=max(int(location.where_prec) for location in locations),
        radius_km=locations[0].radius_km if len(stack) == 1 else 0.0,
        bounds=BoundingBox(lat, lon, lat, lon),
    )


def areas_of(events: Sequence[Event]) -> list[AreaCount]:
    """Events known only to an area, per area, most events first."""
    groups: dict[tuple[str, int], list[Event]] = defaultdict(list)
    for event in events:
        if event.location is not None and not event.is_drawn_as_point:
            groups[event.location.place_id or event.location.name, int(event.location.where_prec)].append(event)
    found = [_area(group) for group in groups.values()]
    return sorted(found, key=lambda area: (-area.events, area.name))


def _area(group: Sequence[Event]) -> AreaCount:
    location = next(event.location for event in group if event.location)
    return AreaCount(
        location.place_id,
        location.name,
        location.country,
        int(location.where_prec),
        location.lat,
        location.lon,
        location.radius_km,
        len(group),
        sum(event.fatalities.best for event in group if event.fatalities),
    )


def view_for(events: Sequence[Event], *, width: int = 600, height: int = 320) -> View:
    """The view that shows all these events; the world when none has a place."""
    places: list[Location] = [event.location for event in events if event.location]
    box = box_around([(place.lat, place.lon) for place in places])
    return view_of(box, width=width, height=height, max_zoom=8) if box else WORLD
