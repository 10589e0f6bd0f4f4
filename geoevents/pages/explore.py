"""The Explore page: address to query, query to symbols, symbols to map; panel, chart and table in step."""

from __future__ import annotations

from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from geoevents.geometry import BoundingBox
from geoevents.layers.describe import counts as count_words
from geoevents.layers.escape import safe_html
from geoevents.layers.map import base_map, update_group
from geoevents.layers.payload import payload
from geoevents.layers.viewport import View, padded, reported
from geoevents.pages import common, demo, filters, panel, playback, table, timeline
from geoevents.pages.first_view import view_of_everything
from geoevents.pages.selection import One, Selection, from_click, halo
from geoevents.query import EventQuery
from geoevents.store.base import Counts, EventStore
from geoevents.store.frames import areas_in

MAP_HEIGHT = 600  # pixels
_CHECK_SECONDS = 3  # how soon the page shows what another process has stored
_RETURNED = ["bounds", "zoom", "center", "last_active_drawing"]


@common.guarded
def render() -> None:
    """Draw the page, the map before everything else.

    The first time in a tab the map comes alone: chart, table and filters bring megabytes of script, and the browser
    would read those first. As soon as the map is there, or after `_CHECK_SECONDS`, the page is drawn whole.
    """
    common.heading("Events of conflict on the map")
    store = common.open_store()
    _restore_session(store)
    whole = st.session_state.get("map_drawn", False)
    query = filters.current(drawn=whole)
    st.session_state["explored"] = query  # the Review page can keep to it
    if whole:
        common.ahead(query, table.ROWS, store.version(), timeline.period_of)
    above = st.container()
    left, right = st.columns([9, 4], gap="small")
    with left:
        _map(query)
    found = common.overview(query, store.version()).counts
    with above:
        demo.progress()
        _count_line(found)
        if not found.total:
            _nothing_here(store)
    with st.sidebar:
        filters.draw(store) if whole else _soon("filters")
    with left:
        timeline.draw(query, store) if whole else _soon("chart")
    with right:
        panel.draw(query, store, found) if whole else _soon("panel")
    if whole:
        table.draw(query, store, found)
    _write_address(query)
    _watch(store.version())


def _soon(what: str) -> None:
    """The room that a part of the page will take."""
    st.html(f'<div class="ge-soon ge-soon-{what}" aria-hidden="true"></div>')


def _restore_session(store: EventStore) -> None:
    """First run of a tab, or back from another page: where the map opens, and what is selected."""
    state: Any = st.session_state
    if "home_view" in state and ("f_text" in state or state.pop("rest_due", False)):
        return
    asked = View.from_param(st.query_params.get("at"))
    state.home_view = state.pop("next_view", None) or asked or state.get("last_view") or _everything(store)
    state.pop("map", None)
    state.setdefault("selection", None)
    state.setdefault("fit", None)
    state.clicks = 0
    state.divisions_on = False
    wanted = st.query_params.get("event")
    if wanted and state.selection is None:
        state.selection = One(wanted)
        panel.focus(store, wanted, first=asked is None)


def _everything(store: EventStore) -> View:
    return view_of_everything(filters.query_in_address(), store.version())


def _count_line(found: Counts) -> None:
    items = "".join(
        f"<span><b>{safe_html(number)}</b> {safe_html(what)}"
        + (f" <small>({safe_html(remark)})</small>" if remark else "")
        + "</span>"
        for number, what, remark in count_words(found)
    )
    st.html(f'<div class="ge-counts" role="status">{items}</div>')


def _nothing_here(store: EventStore) -> None:
    everything = common.count(EventQuery(statuses=(), review="all"), store.version())
    if everything.total:
        st.info(
            "No events match these filters. Widen the dates, or take a filter away.", icon=":material/filter_alt_off:"
        )
        st.button("Reset the filters", on_click=filters.reset, type="primary", key="reset_empty")
    elif not demo.running():
        st.info("There are no events yet. Paste a report on the page “Add a report”.", icon=":material/inbox:")


@st.fragment
@common.guarded
def _map(query: EventQuery) -> None:
    """The map alone reruns while it is panned or zoomed."""
    state: Any = st.session_state
    if state.pop("clicked", False):
        st.rerun()  # panel and table stand outside this fragment
    store = common.open_store()
    version = store.version()
    seen = reported(state.get("map"))
    if seen and not state.get("map_drawn"):
        _draw_the_rest()
    box, zoom, view = seen if seen else (state.home_view.box(), state.home_view.zoom, state.home_view)
    state.last_view = view
    around = padded(box)
    film = playback.film(query, around, zoom, version)
    shown: dict[str, Any] = {} if playback.wanted() else _shown(query, around, zoom, version)
    data = payload(
        shown.pop("symbols", ()),
        shown.pop("areas", ()),
        **shown,
        within=query.polygon,
        selected=halo(state.selection, store, lambda area: common.outlines_of([area], zoom).get(0, [])),
        fit=state.fit,
        play=film,
    )
    st_folium(
        base_map(state.home_view, version=common.prepare()),
        feature_group_to_add=update_group(data),
        key="map",
        render=False,  # the component renders it itself; this would be a second time, with a page around it
        height=MAP_HEIGHT,
        use_container_width=True,
        returned_objects=_RETURNED,
        on_change=_on_map_change,
    )
    _write_address(query)


def _shown(query: EventQuery, around: BoundingBox, zoom: int, version: str) -> dict[str, Any]:
    """What the map draws of the events of the filter; while frames are played nothing of it is needed."""
    state: Any = st.session_state
    symbols = common.symbols(query, around, zoom, version)
    areas = areas_in(common.areas(query, version), around)
    state.areas_shown, state.symbols_shown = areas, symbols
    return {
        "symbols": symbols,
        "areas": areas,
        "by_country": dict(common.overview(query, version).countries),
        "divisions": common.divisions(query, around, zoom, version) if state.get("divisions_on") else (),
        "outlines": common.outlines_of(areas, zoom),
        "days": (query.date_from, query.date_to) if query.date_from and query.date_to else None,
    }


def _on_map_change() -> None:
    """Take a click into the selection; panning needs nothing."""
    state: Any = st.session_state
    drawing = (state.get("map") or {}).get("last_active_drawing") or {}
    properties = drawing.get("properties") or {}
    click = properties.get("click")
    if not isinstance(click, int) or click == state.clicks or not state.get("map_drawn"):
        return
    state.clicks = click
    if properties.get("kind") == "layer":  # its outlines are sent only while it is shown
        state.divisions_on = properties.get("on") is True
        return
    if properties.get("kind") == "play":
        state.clicked = playback.hear(properties)
        return
    chosen: Selection | None = from_click(properties, state.get("areas_shown", []), state.get("symbols_shown", []))
    if chosen is not None:
        panel.choose(chosen)
        state.clicked = True


def _write_address(query: EventQuery) -> None:
    state: Any = st.session_state
    extra = {}
    if isinstance(state.selection, One):
        extra["event"] = state.selection.event_id
    if state.get("last_view") and state.get("map"):
        extra["at"] = state.last_view.to_param()
    filters.write_address(query, extra)


@st.fragment(run_every=_CHECK_SECONDS)
@common.guarded
def _watch(version: str) -> None:
    """Rerun the page when the store has changed, also by another program, and where no map has come to be."""
    if not st.session_state.get("map_drawn"):
        if st.session_state.get("waited"):
            _draw_the_rest()
        st.session_state["waited"] = True  # the first run of this fragment is that of the page
    elif common.open_store().version() != version:
        st.rerun()


def _draw_the_rest() -> None:
    st.session_state["map_drawn"] = st.session_state["rest_due"] = True
    st.rerun()
