"""A filled-in correction form to the values of an "edit" review: only what differs from the event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, Protocol

from geoevents.errors import InvalidEventError
from geoevents.event_json import event_to_dict
from geoevents.gazetteer.polygons import Area
from geoevents.geometry import HasPoint
from geoevents.model import Event, Place
from geoevents.ontology import TYPE_OF, WherePrecision

# Kilometres that the true place may lie from the point, where the one who corrects says nothing else.
RADIUS_KM = {1: 3.0, 2: 15.0, 3: 25.0, 4: 80.0, 5: 100.0, 6: 400.0, 7: 100.0}


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """A place as the form gives it."""

    name: str
    lat: float
    lon: float
    where_prec: int
    country: str | None = None
    place: Place | None = None  # when it was chosen from the gazetteer
    admin1: str | None = None  # of a place given by its position


@dataclass(frozen=True, slots=True)
class Correction:
    """What the form says. Texts are trimmed; "" means nothing named; a count of None means not reported."""

    sub_event_type: str | None
    status: str
    date_start: date | None
    date_end: date | None
    fatalities: tuple[int, int, int] | None  # low, best, high
    injuries: tuple[int, int, int] | None
    actor1: tuple[str, str, int | None]  # words, group, kind
    actor2: tuple[str, str, int | None]
    move_to: PlaceChoice | None = None  # None leaves the place as it is
    remove_place: bool = False


def precision_of(place: Place) -> int:
    """How exactly an event is placed that is known to have happened in ``place``: UCDP's code."""
    if place.is_country:
        return 6
    if place.is_admin:
        return 4 if place.feature_code.startswith("ADM1") else 3
    return 1


def moved_to(event: Event, place: Place) -> dict[str, Any]:
    """The values of an "edit" that put ``event`` at ``place`` itself; its words and candidates stay."""
    choice = PlaceChoice(place.name, place.lat, place.lon, precision_of(place), place.country, place)
    return {"location": _location(event_to_dict(event)["location"], choice)}


class _Point(NamedTuple):
    lat: float
    lon: float


class KnowsAreas(Protocol):
    """What says in which country and division a point lies: the bundled polygons."""

    def area_of(self, point: HasPoint) -> Area | None:
        """Country and division at the point, None at sea."""


def at_point(name: str, lat: float, lon: float, where_prec: int, polygons: KnowsAreas) -> PlaceChoice:
    """A place given by its position: country and division come from the polygons, none at sea.

    Nothing of the place that stood there before is kept, for it was wrong. Where only a region or a
    country is known, the division under the point means nothing.
    """
    area = polygons.area_of(_Point(lat, lon))
    if area is None:
        return PlaceChoice(name, lat, lon, where_prec)
    wide = where_prec in (WherePrecision.FUZZY, WherePrecision.COUNTRY)
    return PlaceChoice(name, lat, lon, where_prec, area.country, admin1=None if wide else area.admin1)


def to_values(event: Event, correction: Correction) -> dict[str, Any]:
    """The changed fields in the event's JSON form; {} when nothing changed.

    Raises
    ------
    InvalidEventError
        If days or counts are out of order; the message can be shown as it is.
    """
    if correction.date_start and correction.date_end and correction.date_start > correction.date_end:
        raise InvalidEventError(f"the first day {correction.date_start} is after the last one {correction.date_end}")
    old = event_to_dict(event)
    new: dict[str, Any] = {
        "sub_event_type": correction.sub_event_type,
        "event_type": TYPE_OF.get(correction.sub_event_type or "", None),
        "status": correction.status,
        "date_start": _iso(correction.date_start or correction.date_end),
        "date_end": _iso(correction.date_end or correction.date_start),
        "fatalities": _count("deaths", correction.fatalities),
        "injuries": _count("injured", correction.injuries),
        "actor1": _actor(old["actor1"], correction.actor1),
        "actor2": _actor(old["actor2"], correction.actor2),
    }
    if correction.remove_place:
        new["location"] = None
    elif correction.move_to is not None:
        new["location"] = _location(old["location"], correction.move_to)
    values = {key: value for key, value in new.items() if value != old[key]}
    if {"date_start", "date_end"} & values.keys():
        values |= {"date_start": new["date_start"], "date_end": new["date_end"]}
        values["date_precision"] = _date_precision(new["date_start"], new["date_end"])
    return values


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date_precision(start: str | None, end: str | None) -> int | None:
    """UCDP's code for a range of days: day, two to six days, a week, up to a month, longer."""
    if start is None or end is None:
        return None
    days = (date.fromisoformat(end) - date.fromisoformat(start)).days + 1
    return next((code for most, code in ((1, 1), (6, 2), (7, 3), (31, 4)) if days <= most), 5)


def _count(what: str, value: tuple[int, int, int] | None) -> dict[str, int] | None:
    if value is None:
        return None
    low, best, high = value
    if not 0 <= low <= best <= high:
        raise InvalidEventError(f"{what}: low {low}, best {best}, high {high} are not in order")
    return {"low": low, "best": best, "high": high}


def _actor(old: dict[str, Any] | None, value: tuple[str, str, int | None]) -> dict[str, Any] | None:
    name, group, kind = value[0].strip(), value[1].strip(), value[2]
    if not name and not group:
        return None
    base = old or {"country": None, "mentions": []}
    kept = base["mentions"] if old and old["name"] == name else []
    return {"name": name or group, "group": group or None, "kind": kind, "country": base["country"], "mentions": kept}


def _location(old: dict[str, Any] | None, choice: PlaceChoice) -> dict[str, Any]:
    precision = WherePrecision(choice.where_prec)
    place = choice.place
    radius = place.radius_km if place and place.radius_km else RADIUS_KM[int(precision)]
    return {
        "name": choice.name.strip() or "chosen by hand",
        "lat": round(choice.lat, 6),
        "lon": round(choice.lon, 6),
        "radius_km": radius,
        "where_prec": int(precision),
        "relation": None,
        "place_id": place.place_id if place else None,
        "geonameid": place.geonameid if place else None,
        "country": place.country if place else choice.country,
        "admin1": place.admin1 if place else choice.admin1,
        "admin2": place.admin2 if place else None,
        "feature_code": place.feature_code if place else None,
        "mentions": old["mentions"] if old else [],
        "candidates": old["candidates"] if old else [],
    }
