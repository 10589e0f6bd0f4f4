"""Playback: every frame says exactly what the query with that frame's days says, in both stores."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from stored_events import place, report

from geoevents.geometry import BoundingBox
from geoevents.model import Count
from geoevents.query import EventQuery
from geoevents.steps import UNITS, Steps
from geoevents.store.base import EventStore, ExtractedDocument, Frame
from geoevents.store.delta import DeltaStore
from geoevents.store.memory import MemoryStore

WORLD = BoundingBox(-90, -180, 90, 180)
FIRST, LAST = date(2021, 1, 14), date(2021, 7, 20)


def reports() -> list[ExtractedDocument]:
    """Events of all precisions and types, long and short, some reaching over the range, some without a day."""
    dice = random.Random(5)
    made = []
    for number in range(90):
        begin = FIRST + timedelta(dice.randrange(-20, 200))
        end = begin + timedelta(dice.choice((0, 0, 0, 3, 40)))
        where = place(
            round(dice.uniform(5, 15), 2), round(dice.uniform(15, 25), 2), dice.choice((1, 1, 2, 3, 4, 5, 6)),
            name=dice.choice(("Korvala", "Ostra")),
        )  # fmt: skip
        values = {
            "event_type": dice.choice(("Battles", "Protests")),
            "sub_event_type": None,
            "date_start": begin if number % 17 else None,
            "date_end": end if number % 17 else None,
            "location": where if number % 11 else None,
            "fatalities": dice.choice((None, Count(0, 0, 0), Count(2, 3, 5))),
        }
        made.append(report(number, values))
    return made


@pytest.fixture(scope="module", params=["memory", "delta"])
def store(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> EventStore:
    folder = tmp_path_factory.mktemp("played")
    made = MemoryStore() if request.param == "memory" else DeltaStore.open(str(folder / "store"))
    made.ingest(reports(), extractor="test 1")
    return made


def played(store: EventStore, query: EventQuery, steps: Steps, width: int, first: int = 0) -> list[Frame]:
    spots = store.spots(query, WORLD, 4)
    return store.frames(query, WORLD, spots, steps, width=width, first=first, most=len(steps))


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("width", [0, 1, 4])
def test_each_frame_counts_what_the_query_with_its_days_counts(store: EventStore, unit: str, width: int) -> None:
    steps = Steps(FIRST, LAST, unit)
    query = EventQuery(event_types=("Battles",), date_from=FIRST, date_to=LAST)
    frames = played(store, query, steps, width)
    asked = [steps.window(i, width) for i in range(0, len(steps), 7)]
    assert len(frames) == len(steps)
    assert [frames[i].counts for i in range(0, len(steps), 7)] == [
        store.count(replace(query, date_from=first, date_to=last)) for first, last in asked
    ]


@pytest.mark.parametrize("width", [0, 1, 3])
def test_what_the_changes_add_up_to_is_what_the_map_would_draw(store: EventStore, width: int) -> None:
    steps = Steps(FIRST, LAST, "week")
    query = EventQuery(date_from=FIRST, date_to=LAST)
    spots = store.spots(query, WORLD, 4)
    events: Counter[int] = Counter()
    for index, frame in enumerate(played(store, query, steps, width)):
        for change in frame.changes:
            events[change.spot] += change.events
        points = sum(n for spot, n in events.items() if spot < len(spots.points))
        assert (points, sum(events.values()) - points) == (frame.counts.points, frame.counts.areas), steps.start(index)
        assert min(events.values(), default=0) >= 0
    shown = {spots.areas[spot - len(spots.points)] for spot, n in events.items() if n and spot >= len(spots.points)}
    last = replace(query, date_from=steps.window(len(steps) - 1, width)[0])
    assert {area.place_id for area in shown} == {area.place_id for area in store.areas(last)}


def test_a_playback_can_be_begun_anywhere(store: EventStore) -> None:
    steps = Steps(FIRST, LAST, "month")
    whole, later = played(store, EventQuery(), steps, 2), played(store, EventQuery(), steps, 2, first=3)
    assert [frame.counts for frame in later] == [frame.counts for frame in whole[3:]]
    assert later[1:] == whole[4:], "only the first frame says everything"


def test_frames_end_with_the_steps(store: EventStore) -> None:
    steps = Steps(FIRST, LAST, "month")
    spots = store.spots(EventQuery(), WORLD, 4)
    assert len(store.frames(EventQuery(), WORLD, spots, steps, width=1, first=5, most=50)) == 2
    assert store.frames(EventQuery(), WORLD, spots, steps, width=1, first=7, most=5) == []


def test_only_what_is_in_view_is_drawn_and_everything_is_counted(store: EventStore) -> None:
    steps, half = Steps(FIRST, LAST, "month"), BoundingBox(5, 15, 15, 20)
    spots = store.spots(EventQuery(), half, 6)
    frames = store.frames(EventQuery(), half, spots, steps, width=0, first=0, most=9)
    drawn = sum(c.events for f in frames for c in f.changes if c.spot < len(spots.points))
    assert 0 < drawn < frames[-1].counts.points
    assert all(lon <= 20 for _, lon in spots.points)


def test_both_stores_tell_the_same_changes(tmp_path: Path) -> None:
    steps, query = Steps(FIRST, LAST, "week"), EventQuery(date_from=FIRST, date_to=LAST)
    told = []
    for made in (MemoryStore(), DeltaStore.open(str(tmp_path / "store"))):
        made.ingest(reports(), extractor="test 1")
        points = [(round(lat, 9), round(lon, 9)) for lat, lon in made.spots(query, WORLD, 4).points]
        told.append((points, played(made, query, steps, 2)))
    assert told[0] == told[1]


@pytest.mark.parametrize("zoom", [2, 4, 5])
def test_what_a_symbol_stands_for_is_listed_and_counted_alike(store: EventStore, zoom: int) -> None:
    query, listed = EventQuery(), Counter[str]()
    for symbol in store.symbols(query, BoundingBox(6, 16, 13, 22), zoom):
        assert store.count(query, symbol=symbol).total == symbol.count
        found = [stored.event.event_id for stored in store.events(query, symbol=symbol)]
        assert len(found) == symbol.count
        assert symbol.event_id is None or found == [symbol.event_id]
        listed.update(found)
    assert set(listed.values()) == {1}, "no event is behind two symbols"


def test_what_is_known_only_to_areas_is_listed_and_counted_alike(store: EventStore) -> None:
    query = EventQuery(event_types=("Battles",))
    areas = store.areas(query)[:2]
    assert len(areas) == 2
    counted = store.count(query, areas=areas)
    assert counted.total == counted.areas == sum(area.events for area in areas)
    pages = [store.events(query, areas=areas, limit=3, offset=offset) for offset in range(0, counted.total, 3)]
    assert sum(map(len, pages)) == counted.total
    assert store.count(query, areas=[]).total == 0
