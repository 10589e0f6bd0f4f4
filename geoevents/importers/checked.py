"""Events of a file before they are believed: every field's kind and bounds, told by its name.

The store's own rows were checked when they were written; a file may have been written or changed by anybody. What
passes here can be stored, asked for, drawn and exported.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from geoevents.errors import InvalidEventError
from geoevents.event_json import event_from_dict
from geoevents.importers.base import MAX_PEOPLE
from geoevents.model import SCHEMA_VERSION, Event
from geoevents.ontology import EVENT_TYPES

MAX_OFFSET = 1_000_000  # offsets beyond are no report's, and would ask for that much memory
MAX_TEXT = 1_000_000  # characters of one field
MAX_ID = 200  # characters
HALF_WAY_ROUND_KM = 20_038
_SHOWN = 60  # characters of a wrong value that a message repeats

Check = Callable[[str, Any], None]  # name and value of a field; raises InvalidEventError


def event_from_file(values: Any) -> Event:
    """The event of one line or feature, as ``event_to_dict`` writes it; raises InvalidEventError naming the field."""
    _event("event", values)
    return event_from_dict(values)


def _wrong(name: str, value: Any, what: str) -> InvalidEventError:
    shown = repr(value)
    return InvalidEventError(f"{name} {shown if len(shown) <= _SHOWN else shown[:_SHOWN] + '…'}: {what}")


def _text(most: int = MAX_TEXT, least: int = 0) -> Check:
    def check(name: str, value: Any) -> None:
        if not isinstance(value, str):
            raise _wrong(name, value, "not text")
        if not least <= len(value) <= most:
            raise _wrong(name, value, f"{len(value):,} characters, not {least} to {most:,}")
        if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
            raise _wrong(name, value, "holds half of a surrogate pair, which is no character")

    return check


def _matching(pattern: str, what: str) -> Check:
    compiled = re.compile(pattern)

    def check(name: str, value: Any) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise _wrong(name, value, what)

    return check


def _number(low: float, high: float, *, whole: bool = False) -> Check:
    kinds = int if whole else (int, float)

    def check(name: str, value: Any) -> None:
        if isinstance(value, bool) or not isinstance(value, kinds) or not math.isfinite(value):
            raise _wrong(name, value, "not a whole number" if whole else "not a number")
        if not low <= value <= high:
            raise _wrong(name, value, f"not {low:,} to {high:,}")

    return check


def _list(check_item: Check) -> Check:
    def check(name: str, value: Any) -> None:
        if not isinstance(value, list):
            raise _wrong(name, value, "not a list")
        for item in value:
            check_item(name, item)

    return check


def _object(needed: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """Fields beyond these are passed over, as a later version may write some."""
    optional = optional or {}

    def check(name: str, value: Any) -> None:
        if not isinstance(value, dict):
            raise _wrong(name, value, "not an object")
        prefix = "" if name == "event" else f"{name}."
        for key, check_field in needed.items():
            if value.get(key) is None:
                raise InvalidEventError(f"{prefix}{key}: missing")
            check_field(prefix + key, value[key])
        for key, check_field in optional.items():
            if value.get(key) is not None:
                check_field(prefix + key, value[key])

    return check


def _offsets(name: str, value: Any) -> None:
    if not isinstance(value, list) or len(value) != 2:
        raise _wrong(name, value, "not [start, end]")
    for offset in value:
        _OFFSET(name, offset)


def _truth(name: str, value: Any) -> None:
    if not isinstance(value, bool):
        raise _wrong(name, value, "neither true nor false")


def _span(name: str, value: Any) -> None:
    _SPAN(name, value)
    if value["start"] > value["end"]:
        raise _wrong(name, [value["start"], value["end"]], "ends before it starts")


def _event_type(name: str, value: Any) -> None:
    if value not in EVENT_TYPES:
        raise _wrong(name, value, f"not one of {', '.join(EVENT_TYPES)}")


def _published(name: str, value: Any) -> None:
    _DAY(name, value)
    if not "1500" <= value[:4] < "3000":
        raise _wrong(name, value, "not a year of news, 1500 to 2999")


def _version(name: str, value: Any) -> None:
    _number(1, math.inf, whole=True)(name, value)
    if value > SCHEMA_VERSION:
        raise _wrong(name, value, f"newer than this program knows ({SCHEMA_VERSION}); a newer geoevents reads it")


_ID, _ANY_TEXT = _text(MAX_ID, least=1), _text()
_OFFSET = _number(0, MAX_OFFSET, whole=True)
_SPAN = _object({"start": _OFFSET, "end": _OFFSET}, {"text": _ANY_TEXT})
_DAY = _matching(r"\d{4}-\d\d-\d\d.*", "not an ISO date such as 2020-02-13")
_COUNTRY = _matching("[A-Z]{2}", "not two letters such as SY")
_LAT, _LON = _number(-90, 90), _number(-180, 180)
_PEOPLE = _number(0, MAX_PEOPLE, whole=True)
_COUNT = _object({"low": _PEOPLE, "best": _PEOPLE, "high": _PEOPLE})
_ACTOR = _object(
    {"name": _ANY_TEXT},
    {"group": _ANY_TEXT, "kind": _number(1, 8, whole=True), "country": _COUNTRY, "mentions": _list(_offsets)},
)
_CANDIDATE = _object(
    {"place_id": _ANY_TEXT, "name": _ANY_TEXT, "lat": _LAT, "lon": _LON, "score": _number(0, 1)},
    {"country": _COUNTRY, "admin1": _ANY_TEXT, "reasons": _list(_ANY_TEXT)},
)
_LOCATION = _object(
    {
        "name": _ANY_TEXT,
        "lat": _LAT,
        "lon": _LON,
        "radius_km": _number(0, HALF_WAY_ROUND_KM),
        "where_prec": _number(1, 7, whole=True),
    },
    {
        "relation": _ANY_TEXT,
        "place_id": _ANY_TEXT,
        "geonameid": _number(0, 2**53, whole=True),
        "country": _COUNTRY,
        "admin1": _ANY_TEXT,
        "admin2": _ANY_TEXT,
        "feature_code": _ANY_TEXT,
        "mentions": _list(_offsets),
        "candidates": _list(_CANDIDATE),
    },
)
_event = _object(
    {
        "event_id": _ID,
        "document_id": _ID,
        "status": _ANY_TEXT,
        "confidence": _number(0, 1),
        "trigger": _span,
        "evidence": _list(_span),
    },
    {
        "incident_id": _ID,
        "schema_version": _version,
        "extractor": _ANY_TEXT,
        "event_type": _event_type,
        "sub_event_type": _ANY_TEXT,
        "date_start": _DAY,
        "date_end": _DAY,
        "date_precision": _number(1, 5, whole=True),
        "date_mention": _span,
        "location": _LOCATION,
        "actor1": _ACTOR,
        "actor2": _ACTOR,
        **dict.fromkeys(("fatalities", "injuries", "displaced", "detained"), _COUNT),
        "weapons": _list(_ANY_TEXT),
        "targets": _list(_ANY_TEXT),
        "civilian_targeting": _truth,
        **dict.fromkeys(("attribution", "title", "source", "url"), _ANY_TEXT),
        "published": _published,
    },
)
