"""The panel beside the map: an overview, the members of a symbol or an area, or one event whole."""

from __future__ import annotations

import math
from hashlib import sha256
from typing import Any
from uuid import uuid4

import streamlit as st

from geoevents.errors import GeoEventsError, NotFoundError
from geoevents.geometry import BoundingBox
from geoevents.layers.describe import days, kind, number, place
from geoevents.layers.escape import safe_html, safe_markdown
from geoevents.layers.highlight import chip
from geoevents.layers.payload import Fit
from geoevents.layers.style import AREA_WORDS
from geoevents.layers.viewport import reported
from geoevents.pages import common, detail
from geoevents.pages.selection import PAGE, Area, Many, One, Selection, fit_to, members, number_of
from geoevents.query import EventQuery
from geoevents.store.base import AreaCount, Counts, EventStore, StoredEvent

_AREAS_LISTED = 8


@common.guarded
def choose(selection: Selection | None, *, move: bool = False) -> None:
    """Select something; with ``move`` the map goes there."""
    state: Any = st.session_state
    previous = state.get("selection")
    if isinstance(selection, One) and isinstance(previous, Many | Area):
        state.came_from = previous
    elif not isinstance(selection, One):
        state.came_from = None
    state.selection = selection
    state.members_page = 1
    if move and isinstance(selection, One):
        focus(common.open_store(), selection.event_id)


@common.guarded
def focus(store: EventStore, event_id: str, *, first: bool = False) -> None:
    """Let the map move to an event; with ``first`` the map opens there."""
    try:
        fit = fit_to(store.event(event_id), uuid4().hex[:8])
    except NotFoundError:
        return
    if fit and fit.view and first:
        st.session_state["home_view"] = fit.view
    elif fit:
        st.session_state["fit"] = fit


def box_in_sight() -> BoundingBox:
    """What the map shows now."""
    seen = reported(st.session_state.get("map"))
    box: BoundingBox = seen[0] if seen else st.session_state["home_view"].box()
    return box


def draw(query: EventQuery, store: EventStore, found: Counts) -> None:
    """Draw what belongs to the selection."""
    selection = st.session_state.get("selection")
    # Something else is read from its top, however far down the reader was in what stood here.
    with st.container(height=770, border=True, key=f"panel-{_name_of(selection)}"):
        if isinstance(selection, One):
            _one(selection, store)
        elif isinstance(selection, Many | Area):
            _members(selection, query, store)
        else:
            _overview(query, store, found)


def _name_of(selection: Selection | None) -> str:
    return sha256(repr(selection).encode()).hexdigest()[:8] if selection else "overview"


def _one(selection: One, store: EventStore) -> None:
    try:
        stored = store.event(selection.event_id)
    except NotFoundError:
        st.info("This event is not in the store any more.", icon=":material/search_off:")
        st.button("Back", on_click=choose, args=(None,), key="back_missing")
        return
    back = st.session_state.get("came_from")
    left, right = st.columns(2)
    left.button(
        "To the list" if back else "Overview",
        on_click=choose,
        args=(back,),
        key="back",
        icon=":material/arrow_back:",
        type="tertiary",
    )
    if stored.event.location:
        right.button(
            "Centre map",
            on_click=focus,
            args=(store, stored.event.event_id),
            key="centre",
            icon=":material/my_location:",
            type="tertiary",
        )
    try:
        detail.draw(stored, store, read=_read)
    except GeoEventsError as error:
        common.show_error(error)


def _read(event_id: str) -> None:
    choose(One(event_id), move=True)


def _members(selection: Many | Area, query: EventQuery, store: EventStore) -> None:
    total = number_of(selection, query, store)
    if isinstance(selection, Area):
        named = ", ".join(area.name for area in selection.areas[:4]) + (" …" if len(selection.areas) > 4 else "")
        word = f"this {_area_word(selection.areas[0])}" if len(selection.areas) == 1 else "these areas"
        title = f"{safe_html(named)}: {total:,} known only to {word}"
    else:
        title = f"{total:,} events in this symbol"
    st.html(f'<p class="ge-head">{title}</p>')
    left, right = st.columns(2)
    left.button("Back", on_click=choose, args=(None,), key="back_list", icon=":material/arrow_back:", type="tertiary")
    if isinstance(selection, Many):
        right.button(
            "Zoom in", on_click=_zoom, args=(selection,), key="zoom_in", icon=":material/zoom_in:", type="tertiary"
        )
    pages = max(1, math.ceil(total / PAGE))
    page = 0
    if pages > 1:
        state: Any = st.session_state
        state.members_page = min(max(1, state.get("members_page", 1)), pages)
        page = int(st.number_input(f"Page of {pages:,}", min_value=1, max_value=pages, key="members_page")) - 1
    found = members(selection, query, store, limit=PAGE, offset=page * PAGE)
    if not found:
        st.caption("Nothing here matches the filters any more.")
    for stored in found:
        entry(stored)


def _zoom(selection: Many) -> None:
    st.session_state["fit"] = Fit(uuid4().hex[:8], box=selection.box)


def _area_word(area: AreaCount) -> str:
    return AREA_WORDS.get(area.where_prec, "area")


def entry(stored: StoredEvent) -> None:
    """One line of a list: chip, day, what, where, and a button that opens it."""
    event = stored.event
    where = place(event.location, common.country_names())
    told = f"deaths: {number(event.fatalities)}" if event.fatalities else "deaths not reported"
    left, right = st.columns([4, 1], vertical_alignment="center")
    left.html(
        f"<div>{chip(event.event_type)}"
        f"<b>{safe_html(kind(event))}</b> · {safe_html(days(event))}<br>"
        f'<small class="ge-quiet">{safe_html(where)} · {safe_html(told)}</small></div>'
    )
    right.button(
        "Read",
        key=f"open-{event.event_id}",
        on_click=choose,
        args=(One(event.event_id),),
        kwargs={"move": True},
        help=safe_markdown(f"{kind(event)}, {days(event)}"),
        type="tertiary",
    )


def _overview(query: EventQuery, store: EventStore, found: Counts) -> None:
    st.html('<p class="ge-head">What the map shows</p>')
    if not found.total:
        st.caption("Nothing matches the filters.")
        return
    rows = "".join(
        f"<li>{chip(name)}{safe_html(name)}<b>{number_of:,}</b></li>"
        for name, number_of in common.overview(query, store.version()).event_types
    )
    st.html(f'<ul class="ge-types">{rows}</ul>')
    st.caption("Choose a symbol on the map, or a row of the table, to read its evidence.")
    if found.points and st.button(
        "Keep to the part of the map in view", key="keep_view", icon=":material/crop_free:", type="tertiary"
    ):
        box = box_in_sight()
        east = box.east if box.east >= box.west else box.east + 360
        ring = ((box.west, box.south), (east, box.south), (east, box.north), (box.west, box.north))
        st.session_state["area_changes"] = ()
        st.session_state["f_polygon"] = tuple((max(-180.0, min(180.0, lon)), lat) for lon, lat in ring)
        st.rerun()
    _areas(query, store)
    _unplaced(query, store, found)


def _areas(query: EventQuery, store: EventStore) -> None:
    areas = common.areas(query, store.version())
    if not areas:
        return
    st.html('<p class="ge-head">Known only to an area</p>')
    st.caption("Never drawn as a point: the hatched squares stand in the middle of the area.")
    for index, area in enumerate(areas[:_AREAS_LISTED]):
        country = common.country_names().get(area.country or "", "")
        where = area.name if country in ("", area.name) else f"{area.name}, {country}"
        st.button(
            f"{safe_markdown(where)} ({safe_markdown(_area_word(area))}) · **{area.events:,}**",
            key=f"area-{index}",
            on_click=choose,
            args=(Area((area,)),),
            help="Lists these events.",
            type="tertiary",
        )
    if len(areas) > _AREAS_LISTED:
        st.caption(f"and {len(areas) - _AREAS_LISTED:,} more areas")


def _unplaced(query: EventQuery, store: EventStore, found: Counts) -> None:
    if not found.unplaced:
        return
    st.html('<p class="ge-head">Without a place</p>')
    st.caption(f"{found.unplaced:,} of these events name no place that could be found; they are not on the map.")
    for stored in common.page(query, 5, 0, None, False, store.version()):
        entry(stored)
    if found.unplaced > 5:
        st.caption("The table below lists them all: choose “Without a place”.")
