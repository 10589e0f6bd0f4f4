"""The Review page: one event after the other, each with what it rests on and what else its place might be."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from geoevents.errors import GeoEventsError, NotFoundError
from geoevents.geometry import BoundingBox
from geoevents.incidents import decisions
from geoevents.layers.corrections import moved_to
from geoevents.layers.escape import safe_html, safe_markdown
from geoevents.layers.highlight import evidence_html, key_html, report_html
from geoevents.layers.map import base_map, update_group
from geoevents.layers.payload import Fit, payload, selected_of
from geoevents.layers.preview import areas_of, symbols_of
from geoevents.layers.viewport import WORLD, box_around, view_of
from geoevents.model import Candidate, Event, Location, Place
from geoevents.ontology import WherePrecision
from geoevents.pages import common, correct, detail
from geoevents.query import EventQuery
from geoevents.store.base import EventStore, StoredEvent, Symbol

_ORDERS = {"confidence": "Least sure first", "fatalities": "Deadliest first", "date": "Newest first"}
_MAP_HEIGHT = 330
_KM_PER_DEGREE = 111.2  # of latitude
_SIGNS = {"reject": "Rejected", "confirm": "Confirmed", "edit": "Put at the other place"}


@common.guarded
def render() -> None:
    """Draw the page."""
    st.header("Review", anchor=False)
    state: Any = st.session_state
    store = common.open_store()
    query, order = _queue()
    message = state.pop("decided", None)
    if message:
        st.toast(message)
    left = common.count(query, store.version()).total
    everything = common.count(replace(query, review="all"), store.version()).total
    if everything:
        st.progress((everything - left) / everything, f"{everything - left:,} of {everything:,} events looked at")
    stored = _next(store, query, order)
    if stored is None:
        _nothing_left(left)
        return
    _case(stored, store)


def _queue() -> tuple[EventQuery, str]:
    """What waits for a decision, and in which order it comes."""
    state: Any = st.session_state
    left, right = st.columns([3, 2], vertical_alignment="center")
    order = left.segmented_control(
        "Order",
        list(_ORDERS),
        default="confidence",
        format_func=lambda key: _ORDERS[key],
        key="review_order",
        label_visibility="collapsed",
        required=True,
    )
    explored: EventQuery = state.get("explored") or EventQuery()
    narrowed = replace(explored, review="open") != EventQuery(review="open")
    if narrowed and right.checkbox("Only what the filters on the map let through", value=True, key="review_narrow"):
        return replace(explored, review="open"), order or "confidence"
    return EventQuery(review="open"), order or "confidence"


def _next(store: EventStore, query: EventQuery, order: str) -> StoredEvent | None:
    """The event asked for, else the first of the queue that was not put off."""
    state: Any = st.session_state
    wanted = state.get("review_again")
    if wanted:
        try:
            return store.event(wanted)
        except NotFoundError:
            state.review_again = None
    later: list[str] = state.setdefault("review_later", [])
    for stored in store.events(query, limit=len(later) + 1, order=order):
        if stored.event.event_id not in later:
            return stored
    return None


def _nothing_left(left: int) -> None:
    if not left:
        st.success("Nothing waits for a decision.", icon=":material/task_alt:")
        return
    st.info(f"{left:,} {'event was' if left == 1 else 'events were'} put off.", icon=":material/update:")
    st.button("Look at them now", on_click=_look_again, type="primary", key="review_later_now")


def _look_again() -> None:
    st.session_state["review_later"] = []


def _case(stored: StoredEvent, store: EventStore) -> None:
    event = stored.event
    words, place = st.columns([6, 5], gap="medium")
    with words:
        st.html(
            detail.head_html(stored)
            + evidence_html(event)
            + key_html(event)
            + detail.source_html(event)
            + detail.facts_html(event)
        )
        _report(event, store)
    with place:
        author = _decide(stored, store)
        _map(event)
        _candidates(event, store, author)
        with st.expander("Correct it", icon=":material/edit:"):
            correct.form(event, store, author, "")
    history = store.reviews(event.event_id)
    if history:
        with words, st.expander(f"History ({len(history)})", icon=":material/history:"):
            st.html(detail.history_html(history))


def _report(event: Event, store: EventStore) -> None:
    with st.expander("The whole report", icon=":material/article:"):
        try:
            document = store.document(event.document_id)
        except NotFoundError:
            st.caption("The report itself is not in the store.")
            return
        st.html(report_html(document.text, [event]))


def _decide(stored: StoredEvent, store: EventStore) -> str:
    """The decisions; each is one key. Gives the name that signs them."""
    event_id = stored.event.event_id
    state: Any = st.session_state
    author = common.author_box("review_author")
    confirm, reject, later, undo = st.columns(4)
    if confirm.button("Confirm", key="review_confirm", type="primary", shortcut="y", width="stretch"):
        _sign(store, event_id, "confirm", author)
    if reject.button("Reject", key="review_reject", shortcut="n", width="stretch", help="No such event: off the map."):
        _sign(store, event_id, "reject", author)
    if later.button("Later", key="review_skip", shortcut="l", width="stretch", help="Decide nothing, show the next."):
        state.review_again = None
        state.review_later = [*state.get("review_later", []), event_id]
        st.rerun()
    if undo.button("Undo", key="review_undo", shortcut="u", width="stretch", help="Takes back your newest decision."):
        undone = decisions.undo(store, author=author)
        state.decided = f"Taken back: {undone.action}" if undone else "You have decided nothing that stands"
        state.review_again = undone.event_id if undone else event_id
        st.rerun()
    return author


def _sign(store: EventStore, event_id: str, action: str, author: str, values: dict[str, Any] | None = None) -> None:
    try:
        store.review(event_id, action, author=author, values=values)
    except GeoEventsError as error:
        common.show_error(error)
        return
    st.session_state["decided"] = _SIGNS[action]
    st.session_state["review_again"] = None
    st.rerun()


def _map(event: Event) -> None:
    """Where it is and where else it might be; the map stays, only what it shows changes."""
    if event.location is None:
        st.info("The text names no place that a gazetteer knows.", icon=":material/wrong_location:")
        return
    others = [c.place for c in event.location.candidates if c.place.place_id != event.location.place_id]
    box = box_around([*_extent(event.location), *((p.lat, p.lon) for p in others)])
    view = view_of(box, width=560, height=_MAP_HEIGHT, max_zoom=8) if box else WORLD
    st_folium(
        base_map(WORLD, version=common.prepare(), preview=True),
        feature_group_to_add=update_group(
            payload(
                [*(_elsewhere(place) for place in others), *symbols_of([event])],
                areas_of([event]),
                selected=selected_of(event),
                fit=Fit(event.event_id, view=view),
            )
        ),
        key="review_map",
        height=_MAP_HEIGHT,
        use_container_width=True,
        returned_objects=[],
    )


def _extent(place: Location) -> list[tuple[float, float]]:
    """Corners, as (lat, lon), of what the dashed circle of an uncertain place covers."""
    if place.where_prec == WherePrecision.EXACT:
        return [(place.lat, place.lon)]
    lat = place.radius_km / _KM_PER_DEGREE
    lon = lat / max(0.1, math.cos(math.radians(place.lat)))
    return [(place.lat - lat, place.lon - lon), (place.lat + lat, place.lon + lon)]


def _elsewhere(place: Place) -> Symbol:
    """A candidate that was not chosen, drawn without an event type."""
    here = BoundingBox(place.lat, place.lon, place.lat, place.lon)
    return Symbol(place.lat, place.lon, 1, place.place_id, "", (("", 1),), 0, 1, 1, 0.0, here)


def _candidates(event: Event, store: EventStore, author: str) -> None:
    """What the name might mean, why it was or was not chosen, and a button to put the event there."""
    if event.location is None or not event.location.candidates:
        return
    st.html('<p class="ge-head">Which place the name means</p>')
    for index, candidate in enumerate(event.location.candidates):
        chosen = candidate.place.place_id == event.location.place_id
        words, button = st.columns([4, 1], vertical_alignment="center")
        words.html(candidate_html(candidate, chosen=chosen))
        if chosen:
            button.caption("chosen")
        elif button.button(
            "Choose",
            key=f"review_candidate_{event.event_id}_{index}",
            shortcut=str(index + 1),
            width="stretch",
            help=safe_markdown(f"Put the event at {candidate.place.name} itself."),
        ):
            _sign(store, event.event_id, "edit", author, moved_to(event, candidate.place))


def candidate_html(candidate: Candidate, *, chosen: bool) -> str:
    """One candidate: where it is, how sure, and the reasons for and against it."""
    place = candidate.place
    country = common.country_names().get(place.country or "", place.country or "")
    where: Sequence[str] = [part for part in (place.admin1 if place.admin1 != place.name else "", country) if part]
    name = f"<b>{safe_html(place.name)}</b>" if chosen else safe_html(place.name)
    return (
        f"{name} <small>{safe_html(', '.join(where))} · {candidate.score:.0%}</small>"
        f'<br><small class="ge-quiet">{safe_html("; ".join(candidate.reasons))}</small>'
    )
