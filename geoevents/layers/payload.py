"""Query results to the compact form in which the map receives them: ids, codes and numbers only.

No text of a report, no name of a place or an actor is ever part of it; the page shows those itself.
The receiving end is ``static/map/update.js``; docs/map.md writes the form down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from geoevents.geometry import BoundingBox
from geoevents.layers.divisions import Outline, Rings
from geoevents.layers.style import TYPE_INDEX, UNKNOWN_STYLE
from geoevents.layers.viewport import View
from geoevents.model import Event
from geoevents.ontology import WherePrecision
from geoevents.query import Ring
from geoevents.store.base import AreaCount, Symbol


class Selected(NamedTuple):
    """What the reader has chosen: a halo at the point, and how far the true place may lie from it."""

    lat: float
    lon: float
    radius_km: float  # 0 draws no circle
    rings: Rings = []  # the division's own outline, drawn instead of the circle
    country: str | None = None  # whose outline is drawn instead of the circle


class Fit(NamedTuple):
    """A movement the map makes once; ``key`` tells one movement from the next."""

    key: str
    box: BoundingBox | None = None
    view: View | None = None
    keep_zoom: bool = False  # with ``view``: do not zoom out when the map is closer already


def selected_of(event: Event) -> Selected | None:
    """The halo of an event; with a circle, or its country's outline, unless its exact place is known."""
    place = event.location
    if place is None:
        return None
    country = place.country if place.where_prec == WherePrecision.COUNTRY else None
    return Selected(place.lat, place.lon, 0.0 if place.where_prec == 1 else place.radius_km, country=country)


def type_code(event_type: str | None) -> int:
    """The number by which the map knows an event type."""
    return TYPE_INDEX.get(event_type or "", TYPE_INDEX[UNKNOWN_STYLE.name])


def symbol_row(symbol: Symbol) -> list[Any]:
    """One symbol: lat, lon, count, type, deaths, deaths unknown, box (4), parts, id, where_prec."""
    box = symbol.bounds
    parts: list[int] = []
    if symbol.count > 1:
        for event_type, count in symbol.type_counts:
            parts += [type_code(event_type), count]
    return [
        round(symbol.lat, 5),
        round(symbol.lon, 5),
        symbol.count,
        type_code(symbol.event_type),
        symbol.fatalities,
        symbol.fatalities_unknown,
        *((round(n, 5) for n in (box.south, box.west, box.north, box.east)) if symbol.count > 1 else (0, 0, 0, 0)),
        parts,
        symbol.event_id if symbol.count == 1 else None,
        symbol.where_prec,
    ]


def _code(country: str | None) -> str | None:
    """The country's ISO code, None for anything else."""
    return country if country and len(country) == 2 and country.isascii() and country.isalpha() else None


def area_row(area: AreaCount, index: int) -> list[Any]:
    """One area: lat, lon, where_prec, events, deaths, radius_km, ISO code, its place in the page's own list."""
    return [
        round(area.lat, 4),
        round(area.lon, 4),
        area.where_prec,
        area.events,
        area.fatalities,
        round(area.radius_km, 1),
        _code(area.country),
        index,
    ]


def payload(
    symbols: Sequence[Symbol],
    areas: Sequence[AreaCount] = (),
    *,
    by_country: Mapping[str, int] | None = None,
    divisions: Sequence[Outline] = (),
    outlines: Mapping[int, Rings] | None = None,
    within: Ring = (),
    selected: Selected | None = None,
    fit: Fit | None = None,
    play: Mapping[str, Any] | None = None,
    days: tuple[date, date] | None = None,
) -> dict[str, Any]:
    """Everything one update of the map carries.

    ``divisions`` are shaded by their events, ``outlines`` are those of ``areas`` by their index,
    ``within`` is the polygon of the filter, ``play`` what is played through time (see ``playback``), and
    ``days`` those to which the symbols are kept.
    """
    return {
        "s": [symbol_row(symbol) for symbol in symbols],
        "a": [area_row(area, index) for index, area in enumerate(areas)],
        "c": {code: n for code, n in (by_country or {}).items() if _code(code)},
        "d": [[outline.events, outline.fatalities, outline.rings] for outline in divisions],
        "o": [[index, rings] for index, rings in (outlines or {}).items() if rings],
        "in": [[round(lon, 4), round(lat, 4)] for lon, lat in within],
        "sel": _selected(selected),
        "fit": _fit(fit),
        "play": dict(play) if play else None,
        "days": [day.isoformat() for day in days] if days else None,
    }


def _selected(selected: Selected | None) -> list[Any] | None:
    if selected is None:
        return None
    lat, lon, radius, rings, country = selected
    return [round(lat, 5), round(lon, 5), round(radius, 1), rings, _code(country)]


def _fit(fit: Fit | None) -> dict[str, Any] | None:
    if fit is None:
        return None
    if fit.view is not None:
        view = fit.view
        return {"k": fit.key, "p": [view.lat, view.lon], "z": view.zoom, "keep": fit.keep_zoom}
    if fit.box is not None:
        box = fit.box
        east = box.east if box.east >= box.west else box.east + 360
        return {"k": fit.key, "b": [box.south, box.west, box.north, east]}
    return None
