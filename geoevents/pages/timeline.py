"""The chart of events over time, in step with the map's filters."""

from __future__ import annotations

from datetime import date

import altair as alt
import pandas as pd
import streamlit as st

from geoevents.layers.style import ALL_STYLES, UNKNOWN_STYLE
from geoevents.pages import common
from geoevents.query import EventQuery
from geoevents.store.base import Bin, EventStore

_PERIODS = ((45, "day"), (320, "week"), (366 * 8, "month"))


def period_for(first: date | None, last: date | None) -> str:
    """The period that gives a readable number of bars between two days."""
    if first is None or last is None:
        return "month"
    span = (last - first).days
    return next((period for limit, period in _PERIODS if span <= limit), "year")


def chart_of(bins: list[Bin], period: str) -> alt.Chart:
    """Stacked bars by event type, in the colours of the map."""
    styles = {style.name: style.color for style in ALL_STYLES}
    rows = [(b.start, b.event_type or UNKNOWN_STYLE.name, b.events, b.fatalities) for b in bins]
    frame = pd.DataFrame(rows, columns=["start", "type", "events", "deaths"])
    frame["start"] = pd.to_datetime(frame["start"])
    present = [name for name in styles if name in set(frame["type"])]
    unit = {"day": "yearmonthdate", "week": "yearweek", "month": "yearmonth", "year": "year"}[period]
    shown = {"day": "%-d %b %Y", "week": "week of %-d %b %Y", "month": "%B %Y", "year": "%Y"}[period]
    chart: alt.Chart = (
        alt.Chart(frame)
        .mark_bar(stroke="#1f2a33", strokeWidth=0.3)
        .encode(
            x=alt.X(f"{unit}(start):T", title=None),
            y=alt.Y("sum(events):Q", title=f"events a {period}", axis=alt.Axis(tickMinStep=1, format="d")),
            color=alt.Color(
                "type:N", scale=alt.Scale(domain=present, range=[styles[name] for name in present]), legend=None
            ),
            tooltip=[
                alt.Tooltip("start:T", title="from", format=shown),
                alt.Tooltip("type:N", title="type"),
                alt.Tooltip("sum(events):Q", title="events"),
                alt.Tooltip("sum(deaths):Q", title="deaths reported"),
            ],
        )
        .properties(height=150)
    )
    return chart


def draw(query: EventQuery, store: EventStore) -> None:
    """Draw the chart, or nothing when no matching event has a date."""
    version = store.version()
    found = common.facets(query, version)
    first, last = query.date_from or found.first_day, query.date_to or found.last_day
    period = period_for(first, last)
    bins = common.histogram(query, period, version)
    if bins:
        st.altair_chart(chart_of(bins, period), width="stretch", key="timeline")
