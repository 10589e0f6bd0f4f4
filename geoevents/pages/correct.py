"""Correcting an event: type, days, place, counts and sides; saved as a decision with its author."""

from __future__ import annotations

from datetime import date

import streamlit as st

from geoevents.errors import GeoEventsError
from geoevents.layers.corrections import Correction, PlaceChoice, at_point, precision_of, to_values
from geoevents.layers.escape import safe_markdown
from geoevents.layers.style import KIND_WORDS, PRECISION_WORDS, STATUS_WORDS
from geoevents.model import Actor, Count, Event, Place
from geoevents.ontology import STATUSES, TYPE_OF
from geoevents.pages import common
from geoevents.store.base import EventStore

_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
_KEEP, _SEARCH, _POINT, _NONE = (
    "Leave as it is",
    "Find a place by name",
    "Give latitude and longitude",
    "Names no place",
)
_FOUND = 12  # candidates offered


def form(event: Event, store: EventStore, author: str, note: str) -> None:
    """Draw the form and save what it says."""
    key = f"fix-{event.event_id}-"
    sub = st.selectbox(
        "What happened",
        list(TYPE_OF),
        index=list(TYPE_OF).index(event.sub_event_type) if event.sub_event_type else None,
        format_func=lambda s: f"{s} · {TYPE_OF[s]}",  # the panel is narrow: what tells them apart comes first
        key=key + "sub",
    )
    status = st.selectbox(
        "Status",
        STATUSES,
        index=STATUSES.index(event.status),
        format_func=lambda s: f"{s}: {STATUS_WORDS[s]}",
        key=key + "status",
    )
    start = _day("First day", event.date_start, key + "start")
    end = _day("Last day", event.date_end, key + "end")
    move_to, remove = _place(event, key)
    deaths = _count("Deaths", event.fatalities, key + "dead")
    injured = _count("Injured", event.injuries, key + "hurt")
    first = _side("First side", event.actor1, key + "a1")
    second = _side("Second side", event.actor2, key + "a2")
    if not st.button("Save the correction", key=key + "save", type="primary", icon=":material/save:"):
        return
    try:
        correction = Correction(sub, status, start, end, deaths, injured, first, second, move_to, remove_place=remove)
        values = to_values(event, correction)
        if not values:
            st.info("Nothing was changed.")
            return
        store.review(event.event_id, "edit", author=author, values=values, note=note)
    except GeoEventsError as error:
        common.show_error(error)
        return
    st.session_state["decided"] = "Corrected"
    st.rerun()


def _day(label: str, known: date | None, key: str) -> date | None:
    """A day of the event; of centuries ago where the report tells of one."""
    first, last = min(_FIRST_DAY, known or _FIRST_DAY), max(_LAST_DAY, known or _LAST_DAY)
    given = st.date_input(label, known, first, last, key=key, format="YYYY-MM-DD")
    return given if isinstance(given, date) else None


def _place(event: Event, key: str) -> tuple[PlaceChoice | None, bool]:
    how = st.radio("Place", [_KEEP, _SEARCH, _POINT, _NONE], key=key + "how")
    if how == _SEARCH:
        return _searched(key), False
    if how == _POINT:
        return _pointed(event, key), False
    return None, how == _NONE


def _searched(key: str) -> PlaceChoice | None:
    name = st.text_input("Name of the place", key=key + "name", max_chars=120).strip()
    if not name:
        return None
    gazetteer = common.open_gazetteer()
    found = gazetteer.find(name) or gazetteer.find_similar(name)
    if not found:
        st.warning("No gazetteer knows this name. Give latitude and longitude instead.")
        return None
    places = list({match.place.place_id: match.place for match in found[:_FOUND]}.values())
    chosen = st.selectbox("Which one", places, format_func=_place_label, key=key + "which")
    precision = _precision(precision_of(chosen), key)
    return PlaceChoice(chosen.name, chosen.lat, chosen.lon, precision, chosen.country, chosen)


def _place_label(place: Place) -> str:
    country = common.country_names().get(place.country or "", place.country or "")
    people = f", {place.population:,} people" if place.population else ""
    division = f", {place.admin1}" if place.admin1 and place.admin1 != place.name else ""
    return f"{place.name}{division}, {country} ({place.feature_code}{people}; {place.lat:.2f}, {place.lon:.2f})"


def _pointed(event: Event, key: str) -> PlaceChoice:
    old = event.location
    left, right = st.columns(2)
    lat = left.number_input("Latitude", -90.0, 90.0, old.lat if old else 0.0, format="%.4f", key=key + "lat")
    lon = right.number_input("Longitude", -180.0, 180.0, old.lon if old else 0.0, format="%.4f", key=key + "lon")
    name = st.text_input("What the place is called", old.name if old else "", key=key + "called", max_chars=120)
    choice = at_point(name, lat, lon, _precision(1, key), common.open_polygons())
    country = common.country_names().get(choice.country or "", choice.country or "")
    where = ", ".join(part for part in (choice.admin1, country) if part)
    st.caption(safe_markdown(f"This point lies in {where}.") if where else "This point lies in no country: at sea.")
    return choice


def _precision(default: int, key: str) -> int:
    codes = list(PRECISION_WORDS)
    return int(
        st.selectbox(
            "How exactly it is known",
            codes,
            index=codes.index(default),
            format_func=lambda code: PRECISION_WORDS[code],
            key=f"{key}precision{default}",
        )
    )


def _count(label: str, value: Count | None, key: str) -> tuple[int, int, int] | None:
    known = st.checkbox(f"{label}: reported", value is not None, key=key)
    if not known:
        return None
    columns = st.columns(3)
    given = value or Count.exactly(0)
    low, best, high = (
        int(column.number_input(f"{label}, {word}", min_value=0, value=number, step=1, key=f"{key}-{word}"))
        for column, word, number in zip(
            columns, ("low", "best", "high"), (given.low, given.best, given.high), strict=True
        )
    )
    return low, best, high


def _side(label: str, actor: Actor | None, key: str) -> tuple[str, str, int | None]:
    name = st.text_input(label, actor.name if actor else "", key=key + "name", max_chars=200)
    group = st.text_input(
        f"{label}: named group", (actor.group or "") if actor else "", key=key + "group", max_chars=200
    )
    kinds = list(KIND_WORDS)
    kind = st.selectbox(
        f"{label}: kind",
        kinds,
        index=kinds.index(actor.kind) if actor and actor.kind in kinds else None,
        format_func=lambda code: KIND_WORDS[code],
        key=key + "kind",
        placeholder="not known",
    )
    return name, group, kind
