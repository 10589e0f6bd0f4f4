"""Under the map: the events as a table, those without a place, and the downloads."""

from __future__ import annotations

import io
import math
from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from geoevents.layers.describe import table_row
from geoevents.pages import common, panel
from geoevents.pages.selection import One
from geoevents.query import EventQuery
from geoevents.store.base import Counts, EventStore, StoredEvent

ROWS = 50
_VIEWS = ("All that match", "In the map's view", "Without a place")


def draw(query: EventQuery, store: EventStore, found: Counts) -> None:
    """Draw the table and the downloads."""
    if not found.total:
        return
    st.subheader("Events", anchor=False)
    left, middle, right = st.columns([5, 2, 3], vertical_alignment="bottom")
    shown = left.segmented_control(
        "Rows", _VIEWS, default=_VIEWS[0], key="rows_shown", label_visibility="collapsed", required=True
    )
    page = _page_number(middle, found.unplaced if shown == _VIEWS[2] else found.total)
    with right:
        _downloads(query, found)
    _rows(query, store, shown or _VIEWS[0], page)


def _page_number(where: Any, total: int) -> int:
    pages = max(1, math.ceil(total / ROWS))
    if pages == 1:
        return 0
    key = "table_page"
    st.session_state[key] = min(max(1, st.session_state.get(key, 1)), pages)
    return int(where.number_input(f"Page of {pages:,}", min_value=1, max_value=pages, key=key)) - 1


def _rows(query: EventQuery, store: EventStore, shown: str, page: int) -> None:
    within = None
    if shown == _VIEWS[1]:
        within = panel.box_in_sight()
    placed = False if shown == _VIEWS[2] else None
    events = common.page(query, ROWS, page * ROWS, within, placed, store.version())
    if not events:
        st.caption("No events here.")
        return
    frame = pd.DataFrame([table_row(stored, common.country_names()) for stored in events])
    key = _key((query, shown, page, store.version()))
    st.dataframe(
        frame,
        hide_index=True,
        key=key,
        on_select=lambda: _on_select(key, events),
        selection_mode="single-row",
        height=min(420, 38 + 35 * len(events)),
        width="stretch",
        placeholder="",  # of a day or a number that no report tells
        column_config={
            "Date": st.column_config.DateColumn(format="D MMM YYYY"),
            "Confidence": st.column_config.ProgressColumn(format="percent", min_value=0, max_value=1),
            "Deaths": st.column_config.NumberColumn(help="Best estimate; empty means not reported, 0 means none."),
        },
    )
    st.caption("Choose a row to see it on the map and in the panel.")


def _key(shown: object) -> str:
    """The table's key: another one only when a row was chosen that means another event now.

    A table with a new key is built anew by the browser, which takes longer than to fill the one that is there.
    """
    state: Any = st.session_state
    number, held = state.get("table_shows", (0, shown))
    if held != shown and state.get(f"table-{number}", {}).get("selection", {}).get("rows"):
        number += 1
    state.table_shows = (number, shown)
    return f"table-{number}"


def _on_select(key: str, events: list[StoredEvent]) -> None:
    rows = st.session_state[key].selection.rows
    if rows and rows[0] < len(events):
        panel.choose(One(events[rows[0]].event.event_id), move=True)


def _downloads(query: EventQuery, found: Counts) -> None:
    columns = st.columns(2)
    for column, (name, label, mime) in zip(
        columns, (("geojson", "GeoJSON", "application/geo+json"), ("csv", "CSV", "text/csv")), strict=True
    ):
        column.download_button(
            label,
            data=_writer(name, query),
            file_name=f"geoevents.{name}",
            mime=mime,
            key=f"download_{name}",
            icon=":material/download:",
            width="stretch",
            on_click="ignore",
            help=f"Exactly the {found.total:,} events that match, those without a place included.",
        )


def _writer(name: str, query: EventQuery) -> Callable[[], io.BytesIO]:
    """A function that writes the file when it is asked for, never before."""

    def write() -> io.BytesIO:
        from geoevents.export import EXPORTERS

        out = io.BytesIO()
        EXPORTERS[name](common.open_store().stream(query), out)
        out.seek(0)
        return out

    return write
