"""Invented reports and events that the store's tests share."""

from __future__ import annotations

from datetime import date
from typing import Any

from geoevents.model import (
    Actor,
    Count,
    DatePrecision,
    Document,
    Event,
    Location,
    TextSpan,
    WherePrecision,
    event_id_for,
)
from geoevents.store.base import ExtractedDocument

TEXT = "Gunmen raided the mill at Korvala on Sunday. Later, troops shelled the bridge."


def document(number: int = 0, **values: Any) -> Document:
    """A report of its own for each number."""
    return Document(
        **{"text": f"{TEXT} Report {number}.", "published": date(2021, 3, 8), "source": "Hill Post"} | values
    )


def event(of: Document, ordinal: int = 0, **values: Any) -> Event:
    """An event of the report's first sentence, with whatever a test wants otherwise."""
    return Event(
        **{
            "event_id": event_id_for(of.document_id, 0, ordinal),
            "document_id": of.document_id,
            "event_type": "Battles",
            "sub_event_type": "Armed clash",
            "status": "actual",
            "confidence": 0.75,
            "trigger": TextSpan(7, 13, "raided"),
            "evidence": (TextSpan(0, 44, TEXT[:44]),),
            "date_start": date(2021, 3, 7),
            "date_end": date(2021, 3, 7),
            "date_precision": DatePrecision.DAY,
            "location": place(),
            "actor1": Actor("gunmen", "Hill Front", 2, None, ((0, 6),)),
            "fatalities": Count(2, 3, 5),
            "title": of.title,
            "source": of.source,
            "published": of.published,
            "extractor": "test 1",
        }
        | values
    )


def place(lat: float = 10.5, lon: float = 20.25, precision: int = 1, **values: Any) -> Location:
    """A village of no country's."""
    return Location(
        **{"name": "Korvala", "lat": lat, "lon": lon, "radius_km": 4.0, "where_prec": WherePrecision(precision),
           "country": "SY", "place_id": "test:1"} | values
    )  # fmt: skip


def report(number: int = 0, *events: dict[str, Any]) -> ExtractedDocument:
    """A report with one event for each mapping of values (one plain event when there is none)."""
    of = document(number)
    return ExtractedDocument(of, [event(of, i, **values) for i, values in enumerate(events or ({},))])
