"""The event store as plain Python objects: for tests and for looking at a report without keeping it.

Written apart from the SQL of ``delta.py`` on purpose: one contract test holds the two to the same answers.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pyarrow as pa
import shapely

from geoevents.errors import InvalidQueryError, NotFoundError
from geoevents.event_json import event_to_dict
from geoevents.flat import EXPORT, flatten
from geoevents.geometry import BoundingBox
from geoevents.model import Document, Event, Location
from geoevents.ontology import WherePrecision
from geoevents.query import EventQuery
from geoevents.steps import Steps
from geoevents.store import reviews
from geoevents.store.aggregate import MAX_ACTORS, PERIODS
from geoevents.store.base import (
    AreaCount,
    Bin,
    Change,
    Counts,
    ExtractedDocument,
    Facets,
    Frame,
    IngestCount,
    Overview,
    Patch,
    Review,
    Spots,
    StoredEvent,
    Symbol,
)
from geoevents.store.deciding import Deciding
from geoevents.store.filters import wrap
from geoevents.store.frames import areas_in
from geoevents.store.memory_incidents import MemoryIncidents
from geoevents.store.rows import search_fold, search_text, to_json
from geoevents.store.symbols import cell_sizes, join_groups, mercator


class MemoryStore(MemoryIncidents, Deciding):
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
        return sorted(found, key=lambda s: ((_first(s.event) or date.max), s.event.event_id))

    def count(
        self, query: EventQuery, *, symbol: Symbol | None = None, areas: Sequence[AreaCount] | None = None
    ) -> Counts:
        """Counts over everything that matches, or the part of it behind a symbol or in areas."""
        events = [stored.event for stored in _restricted(self._matching(query), None, symbol, areas)]
        points = sum(event.is_drawn_as_point for event in events)
        unplaced = sum(event.location is None for event in events)
        dead = [event.fatalities.best for event in events if event.fatalities]
        return Counts(
            len(events), points, len(events) - points - unplaced, unplaced, sum(dead), len(events) - len(dead)
        )

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
        found = _restricted(self._matching(query), within, symbol, areas)
        if placed is not None:
            found = [s for s in found if (s.event.location is not None) == placed]
        if order == "confidence":
            found.sort(key=lambda s: (s.event.confidence, s.event.event_id))
        elif order == "fatalities":
            found.sort(key=lambda s: (-s.event.fatalities.best if s.event.fatalities else 1, s.event.event_id))
        elif newest_first:
            undated = [s for s in found if _first(s.event) is None]
            dated = [s for s in found if _first(s.event) is not None]
            found = sorted(dated, key=lambda s: _first(s.event) or date.max, reverse=True) + undated
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

    def symbols(self, query: EventQuery, view: BoundingBox, zoom: int, *, limit: int = 2000) -> list[Symbol]:
        """What to draw in this view: single events when few, grid cells otherwise."""
        return [symbol for symbol, _ in self._grid(query, view, zoom, limit)[2]][:limit]

    def _grid(
        self, query: EventQuery, view: BoundingBox, zoom: int, limit: int
    ) -> tuple[int, list[tuple[int, int]], list[tuple[Symbol, list[int]]]]:
        """Cells along the world's width, those filled, and symbols with the indexes of theirs."""
        events = [s.event for s in self._matching(query) if s.event.is_drawn_as_point and _in_box(s.event, view)]
        size, filled, found = 1, list[tuple[int, int]](), list[tuple[Symbol, list[int]]]()
        for size in cell_sizes(len(events), zoom):
            grouped: dict[tuple[int, int], list[Event]] = defaultdict(list)
            for event in events:
                grouped[_cell(event, size)].append(event)
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
        areas = {_area_key(area): index for index, area in enumerate(spots.areas, start=len(spots.points))}
        found: Counter[tuple[int, str, str]] = Counter()
        for event in (stored.event for stored in self._matching(query)):
            spot = None
            if event.is_drawn_as_point:
                spot = cells.get(_cell(event, spots.cells)) if _in_box(event, view) else None
            elif key := _key_of(event):
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
            first = _first(stored.event)
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
            first = _first(event)
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


def matches(stored: StoredEvent, query: EventQuery) -> bool:
    """Whether one event is what the query asks for."""
    event, place = stored.event, stored.event.location
    first, last = _first(event), event.date_end or event.date_start
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


def _first(event: Event) -> date | None:
    return event.date_start or event.date_end


def _in_ring(event: Event, query: EventQuery) -> bool:
    polygon, place = shapely.Polygon(query.polygon), event.location
    return place is not None and any(
        shapely.contains_xy(polygon, place.lon + turn, place.lat) for turn in (0, 360, -360)
    )


def _in_box(event: Event, box: BoundingBox) -> bool:
    if event.location is None:
        return False
    if box.east - box.west >= 360:
        return box.south <= event.location.lat <= box.north
    return BoundingBox(box.south, wrap(box.west), box.north, wrap(box.east)).contains(event.location)


def _restricted(
    found: list[StoredEvent],
    within: BoundingBox | None,
    symbol: Symbol | None,
    areas: Sequence[AreaCount] | None,
) -> list[StoredEvent]:
    """The part in a box, behind a symbol, or known only to some areas."""
    if symbol is not None:
        drawn = [s for s in found if s.event.is_drawn_as_point and _in_box(s.event, symbol.bounds)]
        found = [s for s in drawn if _cell(s.event, symbol.grid) in symbol.cells]
    if within is not None:
        found = [s for s in found if s.event.location and _in_box(s.event, within)]
    if areas is not None:
        keys = {_area_key(area) for area in areas}
        found = [s for s in found if not s.event.is_drawn_as_point and _key_of(s.event) in keys]
    return found


def _key_of(event: Event) -> tuple[str, str, str, int] | None:
    place = event.location
    return (place.place_id or "", place.name, place.country or "", int(place.where_prec)) if place else None


def _area_key(area: AreaCount) -> tuple[str, str, str, int]:
    return area.place_id or "", area.name, area.country or "", area.where_prec


def _cell(event: Event, cells: int) -> tuple[int, int]:
    if event.location is None:
        raise ValueError(f"event {event.event_id} has no place")
    x, y = mercator(event.location.lat, event.location.lon)
    return math.floor(x * cells), math.floor(y * cells)


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
