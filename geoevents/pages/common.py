"""What every page shares: settings, the open store, cached questions to it, and how text is shown."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import streamlit as st

from geoevents import page_assets
from geoevents.errors import GeoEventsError
from geoevents.geometry import BoundingBox
from geoevents.layers.escape import safe_markdown
from geoevents.query import EventQuery
from geoevents.settings import Settings
from geoevents.store.base import AreaCount, Bin, Counts, EventStore, Facets, Symbol

if TYPE_CHECKING:
    from geoevents.gazetteer.base import Gazetteer
    from geoevents.pipeline import Pipeline

_STYLE = """<style>
.stMainBlockContainer {padding: 3.4rem 1.1rem 2rem; max-width: 1900px;}
[data-testid="stSidebarContent"] [data-testid="stVerticalBlock"] {gap: .65rem;}
[data-testid="stSidebarHeader"] {height: 2.5rem; margin-bottom: 0;}
iframe[title="streamlit_folium.st_folium"] {border-radius: 8px; border: 1px solid #d5d9dd;}
.ge-counts {display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; align-items: baseline; margin: 0;}
.ge-counts b {font-size: 1.25rem;} .ge-counts small {color: #56616b;}
.ge-chip {display: inline-flex; align-items: center; justify-content: center; width: 1.35rem; height: 1.35rem;
  border-radius: 50%; font-weight: 700; font-size: .8rem; margin-right: .45rem; border: 1px solid #1f2a33;}
.ge-head {font-size: 1.1rem; font-weight: 650; margin: 0 0 .3rem; overflow-wrap: anywhere;}
.ge-facts {display: grid; grid-template-columns: minmax(5.2rem, max-content) minmax(0, 1fr); padding: 0; gap: .15rem .8rem; margin: .2rem 0 .5rem;}
.ge-facts dt {color: #56616b; font-weight: 400;}
.ge-types {list-style: none; margin: 0; padding: 0;} .ge-types li {display: flex; align-items: center; margin: 0 0 .2rem;}
.ge-types b {margin-left: auto; padding-left: .6rem;} .ge-facts dd {margin: 0; overflow-wrap: anywhere;}
.ge-facts small, .ge-quiet {color: #56616b; font-size: .875rem;}
.ge-rejected {background: #fdecea; border-left: 4px solid #b3261e; padding: .35rem .7rem; border-radius: 4px;}
blockquote {border-left: 4px solid #b9c4cc; margin: .4rem 0; padding: .2rem .8rem; line-height: 1.6; overflow-wrap: anywhere;}
.ge-report {white-space: pre-wrap; overflow-wrap: anywhere; line-height: 1.6;}
mark {border-radius: 3px; padding: 0 .15em; color: #10181f;}
mark.ge-trigger {background: #ffd7b0; border-bottom: 2px solid #b34a00;}
mark.ge-place {background: #cfe6fa; border-bottom: 2px dotted #00568c;}
mark.ge-date {background: #e3e3e3; border-bottom: 2px solid #555;}
mark.ge-actor1 {background: #f6dcec; border-bottom: 2px dashed #8c3a66;}
mark.ge-actor2 {background: #d3f0e5; border-bottom: 2px dashed #00684c;}
mark.ge-evidence {background: #fff6d6;}
.ge-key {font-size: .8rem; margin: .1rem 0 .4rem;}
@media (max-width: 640px) {.stMainBlockContainer {padding-left: .7rem; padding-right: .7rem;} .ge-counts b {font-size: 1.05rem;}}
</style>"""


def page_style() -> None:
    """Add the page's own style; system fonts only."""
    st.html(_STYLE)


def page_icon() -> str:
    """The icon of the browser's tab, a file: Streamlit would fetch a named icon or an emoji from outside."""
    return str(settings().bundle / "static" / "map" / "icon.png")


@st.cache_resource
def settings() -> Settings:
    """The settings of this server's environment."""
    return Settings.from_environment()


@st.cache_resource
def prepare() -> str:
    """Make sure that the page finds Leaflet, however the app was started; gives our own files' version."""
    static = settings().bundle / "static"
    if not page_assets.placed(static):
        page_assets.place(static)
    return page_assets.own_version(static)


@st.cache_resource(show_spinner=False)
def open_store() -> EventStore:
    """The event store, one for all sessions of this server."""
    from geoevents.store.delta import DeltaStore

    return DeltaStore.open(settings().store_uri, author=settings().author)


@st.cache_resource(show_spinner="Opening the gazetteer")
def open_gazetteer() -> Gazetteer:
    """All gazetteers, one for all sessions of this server."""
    from geoevents.gazetteer.stack import open_gazetteers

    return open_gazetteers(settings())


@st.cache_resource(show_spinner="Loading the language model (once)")
def open_pipeline() -> Pipeline:
    """The pipeline that reads reports, one for all sessions of this server."""
    from geoevents.pipeline import Pipeline

    return Pipeline.from_settings(settings())


@st.cache_resource
def country_names() -> Mapping[str, str]:
    """Names of countries by ISO 3166-1 alpha-2 code; empty when the file is missing."""
    path = settings().bundle / "static" / "basemap" / "names.json"
    names: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return names


# Answers are kept by question and by the store's version, so that a new event is seen at once.
_ENTRIES = 256


@st.cache_data(max_entries=_ENTRIES, show_spinner=False)
def count(query: EventQuery, version: str) -> Counts:
    """How many events match and what becomes of them."""
    return open_store().count(query)


@st.cache_data(max_entries=_ENTRIES, show_spinner=False)
def facets(query: EventQuery, version: str) -> Facets:
    """What the filters can offer."""
    return open_store().facets(query)


@st.cache_data(max_entries=_ENTRIES, show_spinner=False)
def histogram(query: EventQuery, period: str, version: str) -> list[Bin]:
    """Events by period and type."""
    return open_store().histogram(query, period)


@st.cache_data(max_entries=_ENTRIES, show_spinner=False)
def areas(query: EventQuery, version: str) -> list[AreaCount]:
    """Events known only to an area."""
    return open_store().areas(query)


@st.cache_data(max_entries=_ENTRIES, show_spinner=False)
def symbols(query: EventQuery, view: BoundingBox, zoom: int, version: str) -> list[Symbol]:
    """What the map draws in this view."""
    return open_store().symbols(query, view, zoom)


def show_error(error: GeoEventsError) -> None:
    """An error of ours as a message; its text may quote a report, so it is escaped."""
    st.error(safe_markdown(str(error)), icon=":material/error:")


def author_box(key: str) -> str:
    """A field for the name that signs decisions; kept while the tab is open."""
    kept: dict[str, Any] = st.session_state.setdefault("kept", {})
    name = st.text_input(
        "Your name, which signs what you decide", value=kept.get("author") or settings().author, key=key, max_chars=80
    ).strip()
    kept["author"] = name
    return name or settings().author
