"""The chart of events over time, in step with the map's filters."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from geoevents.layers import describe
from geoevents.layers.style import ALL_STYLES, UNKNOWN_STYLE
from geoevents.pages import common
from geoevents.query import EventQuery
from geoevents.store.base import Bin, EventStore, Overview

if TYPE_CHECKING:
    import altair as alt

_BRUSH = "days"
_PERIODS = ((45, "day"), (320, "week"), (366 * 8, "month"))


def period_for(first: date | None, last: date | None) -> str:
    """The period that gives a readable number of bars between two days."""
    if first is None or last is None:
        return "month"
    span = (last - first).days
    return next((period for limit, period in _PERIODS if span <= limit), "year")


def chart_of(bins: list[Bin], period: str) -> alt.Chart:
    """Stacked bars by event type, in the colours of the map."""
    import altair as alt  # takes as long to load as all else on the page: after the map is soon enough

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
        .add_params(alt.selection_interval(name=_BRUSH, encodings=["x"]))
        .properties(height=150)
    )
    return chart


def period_of(query: EventQuery, found: Overview) -> str:
    """The period of the bars: by the days of the filter, or those of the events that match."""
    return period_for(query.date_from or found.first_day, query.date_to or found.last_day)


def draw(query: EventQuery, store: EventStore) -> None:
    """Draw the chart, or nothing when no matching event has a date."""
    version = store.version()
    period = period_of(query, common.overview(query, version))
    bins = common.histogram(query, period, version)
    if not bins:
        return
    answer = st.altair_chart(chart_of(bins, period), width="stretch", key="timeline", on_select="rerun")
    chosen = days_of(answer)
    if chosen and chosen != (query.date_from, query.date_to):
        words = f"{describe.day(chosen[0])} to {describe.day(chosen[1])}"
        st.button(f"Keep to {words}", key="keep_days", on_click=_keep, args=chosen, icon=":material/date_range:")
    elif not chosen:
        st.caption("Draw across the bars to keep to a time.")


def days_of(answer: Any) -> tuple[date, date] | None:
    """First and last day of the part of the chart that was drawn over; None when nothing was."""
    try:
        brush = answer["selection"][_BRUSH]
        values = next(iter(brush.values()))
        low, high = (datetime.fromtimestamp(float(value) / 1000, UTC).date() for value in (values[0], values[-1]))
    except (AttributeError, KeyError, TypeError, ValueError, IndexError, StopIteration, OverflowError, OSError):
        return None
    return (low, high) if low <= high else (high, low)


def _keep(first: date, last: date) -> None:
    st.session_state["f_from"], st.session_state["f_to"] = first, last
