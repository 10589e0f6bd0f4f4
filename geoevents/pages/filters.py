"""The sidebar: widgets in, an EventQuery out; the address bar always says the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import streamlit as st

from geoevents.area_file import parse_area
from geoevents.errors import InvalidQueryError
from geoevents.layers.escape import safe_markdown
from geoevents.layers.style import STATUS_WORDS, style_of
from geoevents.ontology import EVENT_TYPES, MAPPED_STATUSES, STATUSES
from geoevents.pages import common
from geoevents.query import REVIEW_STATES, EventQuery
from geoevents.store.base import EventStore

OWN_KEYS = ("from", "to", "type", "sub", "actor", "country", "dead", "conf", "q", "status", "review", "in",
            "incident", "once")  # fmt: skip
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
_REVIEW_WORDS = {
    "live": "Leave out rejected events",
    "open": "Only those nobody has decided on",
    "rejected": "Only rejected events",
    "all": "All, rejected ones too",
}


def query_in_address() -> EventQuery:
    """The filter that the address asks for; wrong values are dropped."""
    params = {key: st.query_params.get_all(key) for key in OWN_KEYS if key in st.query_params}
    return EventQuery.from_params(params)


def write_address(query: EventQuery, extra: dict[str, str]) -> None:
    """Put filter, view and selection into the address, if it says something else."""
    wanted: dict[str, list[str]] = {
        key: [value] if isinstance(value, str) else list(value) for key, value in (query.to_params() | extra).items()
    }
    if {key: st.query_params.get_all(key) for key in st.query_params} != wanted:
        st.query_params.from_dict(wanted)


def seed(query: EventQuery) -> None:
    """Set every widget to what ``query`` says; call before the widgets are drawn, and in the same run."""
    st.session_state.update(_values(query))


def _values(query: EventQuery) -> dict[str, Any]:
    return {
        "f_from": _within_calendar(query.date_from),
        "f_to": _within_calendar(query.date_to),
        "f_types": list(query.event_types),
        "f_subs": list(query.sub_event_types),
        "f_actors": list(query.actors),
        "f_countries": list(query.countries),
        "f_dead": query.min_fatalities,
        "f_conf": query.min_confidence or 0.0,
        "f_text": query.text,
        "f_statuses": list(query.statuses),
        "f_review": query.review,
        "f_polygon": query.polygon,
        "f_incident": query.incident,
        "f_once": query.distinct_incidents,
    }


def reset() -> None:
    """Back to no filter, and nothing selected."""
    seed(EventQuery())
    st.session_state["area_changes"] = ()
    st.session_state["selection"] = None


def _within_calendar(day: date | None) -> date | None:
    return day if day and FIRST_DAY <= day <= LAST_DAY else None


def current(*, drawn: bool) -> EventQuery:
    """What the filters say now, before the widgets are drawn; without ``drawn`` they are not to be in this run."""
    state: Any = st.session_state
    if "f_text" not in state:  # first run, or back from another page, which drops widgets
        asked = query_in_address()
        query = asked if asked != EventQuery() else st.session_state.get("kept_query", asked)
        if drawn:
            seed(query)
        else:  # a value whose widget is not drawn in the same run would outlive it
            state = SimpleNamespace(**_values(query))
    query = _query_of(state)
    st.session_state["kept_query"] = query
    return query


def draw(store: EventStore) -> None:
    """Draw the widgets."""
    state: Any = st.session_state
    offered = common.facets(EventQuery(statuses=tuple(state.f_statuses), review=state.f_review), store.version())
    st.text_input("Search words", key="f_text", placeholder="in evidence, place, title, sides", max_chars=200)
    st.date_input("From", key="f_from", min_value=FIRST_DAY, max_value=LAST_DAY, format="YYYY-MM-DD")
    st.date_input("To", key="f_to", min_value=FIRST_DAY, max_value=LAST_DAY, format="YYYY-MM-DD")
    if _days_reversed(state):
        st.error("The first day is after the last one: both are left out.", icon=":material/event_busy:")
    st.multiselect("Event type", list(EVENT_TYPES), key="f_types", format_func=_type_label, placeholder="All types")
    names = [name for name, _ in offered.actors]
    st.multiselect(
        "Actor, on either side",
        names + [name for name in state.f_actors if name not in names],
        key="f_actors",
        placeholder="Any actor",
        accept_new_options=True,
    )
    codes = [code for code, _ in offered.countries]
    counted = dict(offered.countries)
    st.multiselect(
        "Country",
        codes + [code for code in state.f_countries if code not in counted],
        key="f_countries",
        format_func=lambda code: f"{common.country_names().get(code, code)} ({counted.get(code, 0):,})",
        placeholder="Any country",
    )
    st.number_input("At least so many deaths", min_value=0, step=1, key="f_dead", placeholder="any, also not reported")
    st.toggle("Count incidents once", key="f_once", help="Of several reports of one incident only the best is shown.")
    if state.f_incident:
        st.caption("Only the reports of one incident.")
        st.button("Show all incidents", icon=":material/library_books:", width="stretch", on_click=_all_incidents)
    if state.f_polygon:
        st.caption("Only inside the outline on the map; events known only to an area are left out.")
        for change in state.get("area_changes", ()):
            st.caption(safe_markdown(f"Of the file: {change}."))
        st.button("Show everywhere", icon=":material/public:", width="stretch", on_click=_everywhere)
    more = bool(state.f_subs or state.f_conf or state.f_review != "live" or tuple(state.f_statuses) != MAPPED_STATUSES)
    with st.expander("More filters", expanded=more):
        types = state.f_types or list(EVENT_TYPES)
        subs = [sub for event_type in types for sub in EVENT_TYPES[event_type]]
        st.multiselect(
            "Sub-event type",
            subs + [sub for sub in state.f_subs if sub not in subs],
            key="f_subs",
            placeholder="All of the chosen types",
        )
        st.multiselect("Status", list(STATUSES), key="f_statuses", format_func=lambda s: f"{s}: {STATUS_WORDS[s]}")
        st.slider("Confidence at least", 0.0, 1.0, step=0.05, key="f_conf")
        st.selectbox("Decisions", REVIEW_STATES, key="f_review", format_func=lambda r: _REVIEW_WORDS[r])
        _area_upload()
    st.button("Reset all filters", on_click=reset, icon=":material/restart_alt:", width="stretch")


def _all_incidents() -> None:
    st.session_state["f_incident"] = None


def _everywhere() -> None:
    st.session_state.update(f_polygon=(), area_changes=(), area_upload=st.session_state.get("area_upload", 0) + 1)


def _area_upload() -> None:
    """A file as the filter's area; taken once, then the field is empty again."""
    state: Any = st.session_state
    key = f"f_area_{state.setdefault('area_upload', 0)}"
    file = st.file_uploader(
        "Area from a GeoJSON file",
        type=["geojson", "json"],
        key=key,
        help="Keeps to the events at a point inside it. The file is read on this computer, up to 5 MB; features are "
        "united, and the outline is simplified to at most 200 corners.",
        max_upload_size=5,
    )
    if file is None:
        return
    try:
        area = parse_area(file.getvalue(), file.name)
    except InvalidQueryError as error:
        common.show_error(error)
        return
    state.f_polygon, state.area_changes = area.ring, area.changes
    state.area_upload += 1
    st.rerun()


def _type_label(event_type: str) -> str:
    return f"{style_of(event_type).letter} · {event_type}"


def _query_of(state: Any) -> EventQuery:
    query = EventQuery(
        event_types=tuple(state.f_types),
        sub_event_types=tuple(state.f_subs),
        actors=tuple(state.f_actors),
        countries=tuple(state.f_countries),
        min_fatalities=state.f_dead,
        min_confidence=state.f_conf or None,
        text=state.f_text.strip(),
        statuses=tuple(state.f_statuses),
        review=state.f_review,
        polygon=state.f_polygon,
        incident=state.f_incident,
        distinct_incidents=state.f_once,
    )
    if _days_reversed(state):
        return query
    return replace(query, date_from=state.f_from, date_to=state.f_to)


def _days_reversed(state: Any) -> bool:
    return bool(state.f_from and state.f_to and state.f_from > state.f_to)
