"""Where the map opens, and the answers that the first visitor of a server would wait for.

The module of the map's component must not be imported here: Streamlit serves a component's files only when it was
first imported while a page runs, and ``prepare`` runs before any page does.
"""

from __future__ import annotations

from geoevents.layers.map import base_map
from geoevents.layers.payload import payload
from geoevents.layers.viewport import WHOLE_WORLD, WORLD, View, box_of_most, padded, view_of
from geoevents.pages import common
from geoevents.pages.timeline import chart_of, period_of
from geoevents.query import EventQuery


def view_of_everything(query: EventQuery, version: str) -> View:
    """Where nearly all events of the filter are; the world when there are none."""
    found = common.symbols(query, WHOLE_WORLD, 2, version)
    box = box_of_most([(symbol.lat, symbol.lon, symbol.count) for symbol in found])
    return view_of(box, width=700, max_zoom=8) if box else WORLD


def prepare(rows: int) -> None:
    """Open the store and ask it what a page without any filter will ask, ``rows`` of the table included."""
    store = common.open_store()
    version, query = store.version(), EventQuery()
    view = view_of_everything(query, version)
    found = common.overview(query, version)
    symbols = common.symbols(query, padded(view.box()), view.zoom, version)
    areas = common.areas(query, version)
    common.facets(query, version)  # what the filters offer
    period = period_of(query, found)
    bins = common.histogram(query, period, version)
    base_map(view, version=common.prepare()).get_root().render()
    payload(symbols, areas)
    common.page(query, rows, 0, None, None, version)
    if bins:
        chart_of(bins, period)
