"""Query results to the compact form in which the map receives them: ids, codes and numbers only.

No text of a report, no name of a place or an actor is ever part of it; the page shows those itself.
The receiving end is ``static/map/geoevents.js``; docs/map.md writes the form down.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from geoevents.geometry import BoundingBox
from geoevents.layers.style import TYPE_INDEX, UNKNOWN_STYLE
from geoevents.layers.viewport import View
from geoevents.model import Event
from geoevents.store.base import AreaCount, Symbol


class Selected(NamedTuple):
    """What the reader has chosen: a halo at the point, and how far the true place may lie from it."""

    lat: float
    lon: float
    radius_km: float  # 0 draws no circle


class Fit(NamedTuple):
    """A movement the map makes once; ``key`` tells one movement from the next."""

    key: str
    box: BoundingBox | None = None
    view: View | None = None
    keep_zoom: bool = False  # with ``view``: do not zoom out when the map is closer already


def selected_of(event: Event) -> Selected | None:
    """The halo of an event; with a circle unless its exact place is known."""
    if event.location is None:
        return None
    exact = event.location.where_prec == 1
    return Selected(event.location.lat, event.location.lon, 0.0 if exact else event.location.radius_km)


def _type_code(event_type: str | None) -> int:
    return TYPE_INDEX.get(event_type or "", TYPE_INDEX[UNKNOWN_STYLE.name])


def symbol_row(symbol: Symbol) -> list[Any]:
    """One symbol: lat, lon, count, type, deaths, deaths unknown, box (4), parts, id, where_prec."""
    box = symbol.bounds
    parts: list[int] = []
    if symbol.count > 1:
        for event_type, count in symbol.type_counts:
            parts += [_type_code(event_type), count]
    return [
        round(symbol.lat, 5),
        round(symbol.lon, 5),
        symbol.count,
        _type_code(symbol.event_type),
        symbol.fatalities,
        symbol.fatalities_unknown,
        *((round(n, 5) for n in (box.south, box.west, box.north, box.east)) if symbol.count > 1 else (0, 0, 0, 0)),
        parts,
        symbol.event_id if symbol.count == 1 else None,
        symbol.where_prec,
    ]


def area_row(area: AreaCount, index: int) -> list[Any]:
    """One area: lat, lon, where_prec, events, deaths, radius_km, ISO code, its place in the page's own list."""
    country = area.country if area.country and len(area.country) == 2 and area.country.isalpha() else None
    return [
        round(area.lat, 4),
        round(area.lon, 4),
        area.where_prec,
        area.events,
        area.fatalities,
        round(area.radius_km, 1),
        country,
        index,
    ]


def payload(
    symbols: Sequence[Symbol],
    areas: Sequence[AreaCount] = (),
    *,
    by_country: Mapping[str, int] | None = None,
    selected: Selected | None = None,
    fit: Fit | None = None,
) -> dict[str, Any]:
    """Everything one update of the map carries."""
    return {
        "s": [symbol_row(symbol) for symbol in symbols],
        "a": [area_row(area, index) for index, area in enumerate(areas)],
        "c": {code: n for code, n in (by_country or {}).items() if len(code) == 2 and code.isascii()},
        "sel": [round(selected.lat, 5), round(selected.lon, 5), round(selected.radius_km, 1)] if selected else None,
        "fit": _fit(fit),
    }


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
