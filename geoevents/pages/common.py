"""What every page shares: settings, the open store, cached questions to it, and how text is shown."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import partial, wraps
from typing import TYPE_CHECKING, Any, ParamSpec

import streamlit as st

from geoevents import page_assets
from geoevents.errors import GeoEventsError
from geoevents.geometry import BoundingBox
from geoevents.layers.divisions import DivisionCount, Outline, Rings, count_by_division, division_of, outlines, shaded
from geoevents.layers.escape import safe_html, safe_markdown
from geoevents.pages.answers import Answers
from geoevents.pages.lasting import lasting
from geoevents.pages.late_answers import keep_late_answers
from geoevents.query import EventQuery
from geoevents.settings import Settings
from geoevents.steps import Steps
from geoevents.store.base import AreaCount, Bin, Counts, EventStore, Facets, Frame, Overview, Spots, StoredEvent, Symbol

if TYPE_CHECKING:
    from geoevents.gazetteer.base import Gazetteer
    from geoevents.gazetteer.polygons import Polygons
    from geoevents.pipeline import Pipeline


def page_style() -> None:
    """Add the page's own style; system fonts only."""
    st.html(settings().bundle / "static" / "map" / "page.css")


def heading(text: str) -> None:
    """The page's own heading where nothing shows one: screen readers find a page by it."""
    st.html(f'<h1 class="ge-unseen">{safe_html(text)}</h1>')


def page_icon() -> str:
    """The icon of the browser's tab, a file: Streamlit would fetch a named icon or an emoji from outside."""
    return str(settings().bundle / "static" / "map" / "icon.png")


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """The settings of this server's environment."""
    return Settings.from_environment()


@st.cache_resource(show_spinner=False)
def prepare() -> str:
    """Make sure that the page finds Leaflet, and answers their page, however the app was started.

    Gives our own files' version.
    """
    keep_late_answers()
    static = settings().bundle / "static"
    if not page_assets.placed(static):
        page_assets.place(static)
    return lasting(page_assets.own_version(static))


@st.cache_resource(show_spinner=False)
def open_store() -> EventStore:
    """The event store, one for all sessions of this server."""
    from geoevents.store.delta import DeltaStore

    return DeltaStore.open(settings().store_uri, author=settings().author, views=settings().kept_views)


@st.cache_resource(show_spinner="Opening the gazetteer")
def open_gazetteer() -> Gazetteer:
    """All gazetteers, one for all sessions of this server."""
    from geoevents.gazetteer.stack import open_gazetteers

    return lasting(open_gazetteers(settings()))


@st.cache_resource(show_spinner=False)
def open_polygons() -> Polygons:
    """Outlines of countries and divisions, one for all sessions of this server."""
    from geoevents.gazetteer import polygons

    return lasting(polygons.open_polygons(settings().bundled_gazetteer))


@st.cache_resource(show_spinner="Loading the language model (once)")
def open_pipeline() -> Pipeline:
    """The pipeline that reads reports, one for all sessions of this server."""
    from geoevents.pipeline import Pipeline

    return lasting(Pipeline.from_settings(settings()))


@st.cache_resource(show_spinner=False)
def country_names() -> Mapping[str, str]:
    """Names of countries by ISO 3166-1 alpha-2 code; empty when the file is missing."""
    path = settings().bundle / "static" / "basemap" / "names.json"
    names: dict[str, str] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return names


_OUTLINED = 40  # areas whose outlines are drawn at once, those with most events first
_OUTLINE_BYTES = 15_000  # of these outlines together


@st.cache_resource(show_spinner=False)
def _answers() -> Answers:
    """Answers by question and by the store's version, so that a new event is seen at once."""
    return Answers(most=250, ahead=3)  # of the map's symbols, the largest, half a megabyte each


@st.cache_resource(show_spinner=False)
def _rows_of_divisions() -> Answers:
    """Which division an area is: small answers that do not depend on the store's version."""
    return Answers(most=5_000)


def count(query: EventQuery, version: str) -> Counts:
    """How many events match and what becomes of them."""
    return _answers().get(("count", query, version), lambda: open_store().count(query))


def facets(query: EventQuery, version: str) -> Facets:
    """What the filters can offer."""
    return _answers().get(("facets", query, version), lambda: open_store().facets(query))


def overview(query: EventQuery, version: str) -> Overview:
    """How many events match, of what and where, and between which days."""
    return _answers().get(("overview", query, version), lambda: open_store().overview(query))


def histogram(query: EventQuery, period: str, version: str) -> list[Bin]:
    """Events by period and type."""
    return _answers().get(("histogram", query, period, version), lambda: open_store().histogram(query, period))


def page(
    query: EventQuery, limit: int, offset: int, within: BoundingBox | None, placed: bool | None, version: str
) -> list[StoredEvent]:
    """One page of the matching events, newest first."""
    key = ("page", query, limit, offset, within, placed, version)
    return _answers().get(
        key, lambda: open_store().events(query, limit=limit, offset=offset, within=within, placed=placed)
    )


def ahead(query: EventQuery, limit: int, version: str, period_of: Callable[[EventQuery, Overview], str]) -> None:
    """Begin to ask for all that the page will show, while its first part is drawn; ``period_of`` is the chart's."""
    store, answers = open_store(), _answers()

    def chart() -> list[Bin]:
        found = answers.get(("overview", query, version), lambda: store.overview(query))
        period = period_of(query, found)
        return answers.get(("histogram", query, period, version), lambda: store.histogram(query, period))

    answers.soon(("chart", query, version), chart)
    answers.soon(("page", query, limit, 0, None, None, version), lambda: store.events(query, limit=limit))
    answers.soon(("areas", query, version), lambda: store.areas(query))


def areas(query: EventQuery, version: str) -> list[AreaCount]:
    """Events known only to an area."""
    return _answers().get(("areas", query, version), lambda: open_store().areas(query))


def _by_division(query: EventQuery, version: str) -> list[DivisionCount]:
    return _answers().get(
        ("divisions", query, version),
        lambda: count_by_division(partial(open_store().patches, query), open_polygons()),
    )


def divisions(query: EventQuery, view: BoundingBox, zoom: int, version: str) -> list[Outline]:
    """First-order divisions in this view with their events and outlines."""
    return _answers().get(
        ("shaded", query, view, zoom, version),
        lambda: shaded(_by_division(query, version), open_polygons(), view, zoom),
    )


def _row_of_division(area: AreaCount, known: Answers) -> int | None:
    key = (area.place_id, area.name, area.country, area.where_prec)  # its counts change, its division does not
    return known.get(key, lambda: division_of(area, open_polygons()))


def outlines_of(found: Sequence[AreaCount], zoom: int) -> dict[int, Rings]:
    """Outlines of those areas that are a division with a known outline, by their index."""
    rows: dict[int, int] = {}
    known = _rows_of_divisions()  # asked for once: Streamlit's caches are slow to find things in
    for index, area in enumerate(found):
        if len(rows) == _OUTLINED:
            break
        if (row := _row_of_division(area, known)) is not None:
            rows[index] = row
    chosen = tuple(rows.values())
    rings = _answers().get(
        ("outlines", chosen, zoom), lambda: outlines(open_polygons(), chosen, zoom, budget=_OUTLINE_BYTES)
    )
    return {index: made for index, made in zip(rows, rings, strict=True) if made}


def symbols(query: EventQuery, view: BoundingBox, zoom: int, version: str) -> list[Symbol]:
    """What the map draws in this view."""
    return _answers().get(("symbols", query, view, zoom, version), lambda: open_store().symbols(query, view, zoom))


def spots(query: EventQuery, view: BoundingBox, zoom: int, version: str) -> Spots:
    """Where a playback draws in this view."""
    return _answers().get(("spots", query, view, zoom, version), lambda: open_store().spots(query, view, zoom))


def frames(
    query: EventQuery, view: BoundingBox, zoom: int, steps: Steps, width: int, first: int, most: int, version: str
) -> list[Frame]:
    """Frames of a playback in this view."""
    found = spots(query, view, zoom, version)
    return _answers().get(
        ("frames", query, view, zoom, steps, width, first, most, version),
        lambda: open_store().frames(query, view, found, steps, width=width, first=first, most=most),
    )


P = ParamSpec("P")


def guarded(draw: Callable[P, None]) -> Callable[P, None]:
    """A page, fragment or callback whose errors of ours become a message instead of a failed page.

    Fragments and callbacks run outside the page that holds them and need it as well.
    """

    @wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            draw(*args, **kwargs)
        except GeoEventsError as error:
            show_error(error)

    return drawn


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
