"""Selections without Streamlit."""

from __future__ import annotations

import pytest
from sample_events import sample

from geoevents.geometry import BoundingBox
from geoevents.pages.selection import Area, Many, One, fit_to, from_click, halo, members, number_of
from geoevents.query import EventQuery
from geoevents.store.base import StoredEvent

WORLD = BoundingBox(-90, -180, 90, 180)
EVENTS = [event for _, events in sample() for event in events]


def test_a_click_on_a_symbol_is_its_event():
    assert from_click({"kind": "event", "id": "abc", "click": 1}, []) == One("abc")


def test_a_click_on_an_aggregate_is_the_symbol_that_was_sent(filled):
    symbols = filled.symbols(EventQuery(), WORLD, 3)
    index, symbol = next((i, s) for i, s in enumerate(symbols) if s.count > 1)
    assert from_click({"kind": "many", "index": index, "count": symbol.count}, [], symbols) == Many(symbol)
    assert from_click({"kind": "many", "index": index, "count": 77}, [], symbols) is None, "of another view"


@pytest.mark.parametrize(
    "properties",
    [
        {},
        {"kind": "event", "id": 5},
        {"kind": "many", "index": 3, "count": 2},
        {"kind": "many", "index": "0"},
        {"kind": "area", "indexes": [7]},
        {"kind": "area", "indexes": "0"},
        {"kind": "else"},
    ],
)
def test_a_click_that_makes_no_sense_selects_nothing(properties):
    assert from_click(properties, []) is None


def test_an_area_lists_the_events_known_only_to_it(filled):
    areas = filled.areas(EventQuery())
    for area in areas:
        chosen = from_click({"kind": "area", "indexes": [areas.index(area)]}, areas)
        found = members(chosen, EventQuery(), filled, limit=10, offset=0)
        assert [s.event.location.name for s in found] == [area.name]
    both = from_click({"kind": "area", "indexes": [0, 1]}, areas)
    assert both.events == len(members(both, EventQuery(), filled, limit=10, offset=0)) == 2


def test_an_aggregate_pages_through_points_only(filled):
    stack = Many(next(s for s in filled.symbols(EventQuery(), WORLD, 3) if s.count > 1))
    pages = [members(stack, EventQuery(), filled, limit=1, offset=offset) for offset in range(stack.symbol.count + 1)]
    assert [len(page) for page in pages] == [1] * stack.symbol.count + [0]
    assert number_of(stack, EventQuery(), filled) == stack.symbol.count
    assert number_of(stack, EventQuery(text="shelled"), filled) == 1, "filters may have changed since the click"
    assert all(stored.event.is_drawn_as_point for page in pages for stored in page)


def test_the_halo_shows_how_far_the_place_may_lie_unless_it_is_exact(filled):
    assert halo(One(EVENTS[0].event_id), filled).radius_km == 0
    assert halo(One(EVENTS[2].event_id), filled).radius_km == 15
    assert halo(One("nobody"), filled) is None
    area = filled.areas(EventQuery())[0]
    assert halo(Area((area,)), filled).radius_km == area.radius_km


def test_an_event_without_a_place_moves_no_map():
    assert fit_to(StoredEvent(EVENTS[5]), "k") is None
    assert fit_to(StoredEvent(EVENTS[4]), "k").view.zoom == 5
