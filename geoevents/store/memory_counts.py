"""What the memory store counts: for the map, its playback, the chart and the filters; apart from the SQL on purpose."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from geoevents.errors import InvalidQueryError
from geoevents.geometry import BoundingBox
from geoevents.model import Event, Location
from geoevents.ontology import WherePrecision
from geoevents.query import EventQuery
from geoevents.steps import Steps
from geoevents.store.aggregate import MAX_ACTORS, PERIODS
from geoevents.store.base import (
    AreaCount,
    Bin,
    Change,
    Counts,
    Facets,
    Frame,
    Overview,
    Patch,
    Spots,
    StoredEvent,
    Symbol,
)
from geoevents.store.frames import areas_in
from geoevents.store.memory_matching import area_key, cell_of, first_day, in_box, key_of, restricted
from geoevents.store.symbols import cell_sizes, join_groups


class MemoryCounts(ABC):
    """What a store of plain objects counts; part of ``MemoryStore``."""

    @abstractmethod
    def _matching(self, query: EventQuery) -> list[StoredEvent]: ...

    def count(
        self, query: EventQuery, *, symbol: Symbol | None = None, areas: Sequence[AreaCount] | None = None
    ) -> Counts:
        """Counts over everything that matches, or the part of it behind a symbol or in areas."""
        events = [stored.event for stored in restricted(self._matching(query), None, symbol, areas)]
        points = sum(event.is_drawn_as_point for event in events)
        unplaced = sum(event.location is None for event in events)
        dead = [event.fatalities.best for event in events if event.fatalities]
        return Counts(
            len(events), points, len(events) - points - unplaced, unplaced, sum(dead), len(events) - len(dead)
        )

    def symbols(self, query: EventQuery, view: BoundingBox, zoom: int, *, limit: int = 2000) -> list[Symbol]:
        """What to draw in this view: single events when few, grid cells otherwise."""
        return [symbol for symbol, _ in self._grid(query, view, zoom, limit)[2]][:limit]

    def _grid(
        self, query: EventQuery, view: BoundingBox, zoom: int, limit: int
    ) -> tuple[int, list[tuple[int, int]], list[tuple[Symbol, list[int]]]]:
        """Cells along the world's width, those filled, and symbols with the indexes of theirs."""
        events = [s.event for s in self._matching(query) if s.event.is_drawn_as_point and in_box(s.event, view)]
        size, filled, found = 1, list[tuple[int, int]](), list[tuple[Symbol, list[int]]]()
        for size in cell_sizes(len(events), zoom):
            grouped: dict[tuple[int, int], list[Event]] = defaultdict(list)
            for event in events:
                grouped[cell_of(event, size)].append(event)
            ranked = sorted(grouped.items(), key=lambda pair: (-len(pair[1]), pair[0]))
            filled = [cell for cell, _ in ranked]
            cells = [replace(_symbol(members), grid=size, cells=(cell,)) for cell, members in ranked]
            found = join_groups(cells, size)
            if len(found) <= limit:
                break
        return size, filled, found

    def spots(self, query: EventQuery, view: BoundingBox, zoom: int, *, limit: int = 600) -> Spots:
        """Where a playback of ``query`` draws in this view."""
        size, filled, found = self._grid(query, view, zoom, limit)
        column = [(*filled[i], index) for index, (_, group) in enumerate(found[:limit]) for i in group]
        points = [(symbol.lat, symbol.lon) for symbol, _ in found[:limit]]
        return Spots(size, tuple(column), tuple(points), tuple(areas_in(self.areas(query), view)))

    def frames(
        self, query: EventQuery, view: BoundingBox, spots: Spots, steps: Steps, *, width: int, first: int, most: int
    ) -> list[Frame]:
        """The frames ``first`` to ``first + most - 1`` of a playback: each asked for by itself."""
        result, before = [], Counter[tuple[int, str, str]]()
        for index in range(first, min(len(steps), first + most)):
            days = steps.window(index, width)
            shown = replace(query, date_from=days[0], date_to=days[1])
            now = self._at_spots(shown, view, spots)
            changed = sorted({key[:2] for key in (before - now) + (now - before)})
            changes = [
                Change(*key, *(now[*key, what] - before[*key, what] for what in ("events", "deaths", "unknown")))
                for key in changed
            ]
            result.append(Frame(self.count(shown), tuple(changes)))
            before = now
        return result

    def _at_spots(self, query: EventQuery, view: BoundingBox, spots: Spots) -> Counter[tuple[int, str, str]]:
        """What matches at each spot, by spot, event type and what is counted."""
        cells = {(x, y): index for x, y, index in spots.column}
        areas = {area_key(area): index for index, area in enumerate(spots.areas, start=len(spots.points))}
        found: Counter[tuple[int, str, str]] = Counter()
        for event in (stored.event for stored in self._matching(query)):
            spot = None
            if event.is_drawn_as_point:
                spot = cells.get(cell_of(event, spots.cells)) if in_box(event, view) else None
            elif key := key_of(event):
                spot = areas.get(key)
            if spot is not None:
                kind = event.event_type or ""
                found[spot, kind, "events"] += 1
                found[spot, kind, "deaths"] += event.fatalities.best if event.fatalities else 0
                found[spot, kind, "unknown"] += event.fatalities is None
        return found

    def areas(self, query: EventQuery) -> list[AreaCount]:
        """Events known only to an area, per area, most events first."""
        grouped: dict[tuple[str, str, str, int], list[Event]] = defaultdict(list)
        for stored in self._matching(query):
            place = stored.event.location
            if place and not place.where_prec.is_point:
                key = (place.place_id or "", place.name, place.country or "", int(place.where_prec))
                grouped[key].append(stored.event)
        result = []
        for key, members in sorted(grouped.items(), key=lambda kv: (-len(kv[1]), "\x1f".join(map(str, kv[0])))):
            places = [e.location for e in members if e.location]
            result.append(
                AreaCount(
                    place_id=key[0] or None,
                    name=key[1],
                    country=key[2] or None,
                    where_prec=key[3],
                    lat=sum(p.lat for p in places) / len(places),
                    lon=sum(p.lon for p in places) / len(places),
                    radius_km=max(p.radius_km for p in places),
                    events=len(members),
                    fatalities=_dead(members),
                )
            )
        return result

    def patches(self, query: EventQuery, per_degree: int, within: Sequence[Patch] | None = None) -> list[Patch]:
        """Events per square of a grid and country where the division is known."""
        grouped: dict[tuple[int, int, str], list[Event]] = defaultdict(list)
        asked = None if within is None else {(patch.column, patch.row, patch.country) for patch in within}
        for stored in self._matching(query):
            place = stored.event.location
            if not place or place.where_prec > WherePrecision.ADMIN1:
                continue
            if asked is None or (*_square(place, within[0].per_degree if within else 1), place.country) in asked:
                grouped[*_square(place, per_degree), place.country or "\uffff"].append(stored.event)
        return [
            Patch(per_degree, x, y, None if country == "\uffff" else country, _bounds(members), len(members), dead)
            for (x, y, country), members in sorted(grouped.items())
            for dead in (_dead(members),)
        ]

    def histogram(self, query: EventQuery, period: str = "month") -> list[Bin]:
        """Events per "day", "week", "month" or "year" and type, in order of time."""
        if period not in PERIODS:
            raise InvalidQueryError(f"period {period!r}: not one of {', '.join(PERIODS)}")
        grouped: dict[tuple[date, str], list[Event]] = defaultdict(list)
        for stored in self._matching(query):
            first = first_day(stored.event)
            if first:
                grouped[_truncate(first, period), stored.event.event_type or ""].append(stored.event)
        return [Bin(start, kind, len(found), _dead(found)) for (start, kind), found in sorted(grouped.items())]

    def facets(self, query: EventQuery) -> Facets:
        """What occurs among the matching events."""
        types: Counter[str] = Counter()
        actors: Counter[str] = Counter()
        countries: Counter[str] = Counter()
        firsts, lasts = [], []
        for stored in self._matching(query):
            event = stored.event
            types.update([event.event_type] if event.event_type else [])
            actors.update({actor.group or actor.name for actor in (event.actor1, event.actor2) if actor})
            countries.update([event.location.country] if event.location and event.location.country else [])
            first = first_day(event)
            if first:
                firsts.append(first)
                lasts.append(event.date_end or first)
        return Facets(
            event_types=_ranked(types),
            actors=_ranked(actors)[:MAX_ACTORS],
            countries=_ranked(countries),
            first_day=min(firsts, default=None),
            last_day=max(lasts, default=None),
        )

    def overview(self, query: EventQuery) -> Overview:
        """What :meth:`count` and :meth:`facets` say of the matching events, without their actors."""
        found = self.facets(query)
        return Overview(self.count(query), found.event_types, found.countries, found.first_day, found.last_day)


def _symbol(members: Sequence[Event]) -> Symbol:
    places = [event.location for event in members if event.location]
    lats, lons = [p.lat for p in places], [p.lon for p in places]
    types = _ranked(Counter(event.event_type or "" for event in members))
    single = members[0] if len(members) == 1 else None
    return Symbol(
        lat=sum(lats) / len(lats),
        lon=sum(lons) / len(lons),
        count=len(members),
        event_id=single.event_id if single else None,
        event_type=types[0][0],
        type_counts=types,
        fatalities=_dead(members),
        fatalities_unknown=sum(event.fatalities is None for event in members),
        where_prec=max(int(p.where_prec) for p in places),
        radius_km=places[0].radius_km if single else 0.0,
        bounds=BoundingBox(min(lats), min(lons), max(lats), max(lons)),
    )


def _square(place: Location, per_degree: int) -> tuple[int, int]:
    return math.floor((place.lon + 180) * per_degree), math.floor((place.lat + 90) * per_degree)


def _bounds(events: Iterable[Event]) -> BoundingBox:
    places = [event.location for event in events if event.location]
    lats, lons = [place.lat for place in places], [place.lon for place in places]
    return BoundingBox(min(lats), min(lons), max(lats), max(lons))


def _dead(events: Iterable[Event]) -> int:
    return sum(event.fatalities.best for event in events if event.fatalities)


def _ranked(counter: Counter[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0])))


def _truncate(day: date, period: str) -> date:
    if period == "week":
        return day - timedelta(days=day.weekday())
    if period == "day":
        return day
    return day.replace(day=1) if period == "month" else day.replace(month=1, day=1)
