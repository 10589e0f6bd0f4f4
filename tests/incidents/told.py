"""Invented reports of incidents, for the tests of linking."""

from __future__ import annotations

from datetime import date
from typing import Any

from geoevents.flat import flatten
from geoevents.incidents.features import Features, features_of
from geoevents.incidents.link import table_of
from geoevents.model import Actor, Count, Document, Event, Location, TextSpan, event_id_for
from geoevents.ontology import TYPE_OF, DatePrecision, WherePrecision
from geoevents.store.base import ExtractedDocument

DAY = date(2021, 3, 7)


def spot(name: str = "Korvala", lat: float = 10.0, lon: float = 20.0, **values: Any) -> Location:
    """A village of its own."""
    return Location(
        **{"name": name, "lat": lat, "lon": lon, "radius_km": 3.0, "where_prec": WherePrecision.EXACT, "country": "SY",
           "admin1": "North", "place_id": f"test:{name}", "feature_code": "PPL"} | values
    )  # fmt: skip


def told(
    text: str = "Gunmen attacked the mill.",
    *,
    source: str | None = None,
    published: date = date(2021, 3, 8),
    sub: str = "Armed clash",
    dead: int | None = None,
    day: date | None = DAY,
    last: date | None = None,
    where: Location | None = None,
    unplaced: bool = False,
    groups: tuple[str, ...] = (),
    ordinal: int = 0,
    **values: Any,
) -> ExtractedDocument:
    """A report with one event; its whole text is the evidence."""
    document = Document(text, published=published, source=source)
    return ExtractedDocument(document, [event_of(document, sub=sub, dead=dead, day=day, last=last, groups=groups,
                                                 where=None if unplaced else where or spot(), ordinal=ordinal,
                                                 **values)])  # fmt: skip


def event_of(
    document: Document,
    *,
    sub: str = "Armed clash",
    dead: int | None = None,
    day: date | None = DAY,
    last: date | None = None,
    where: Location | None = None,
    groups: tuple[str, ...] = (),
    ordinal: int = 0,
    **values: Any,
) -> Event:
    """An event of a document."""
    whole = TextSpan(0, len(document.text), document.text)
    actors = [Actor(name, name, 2) for name in groups] + [None, None]
    return Event(
        **{
            "event_id": event_id_for(document.document_id, 0, ordinal),
            "document_id": document.document_id,
            "event_type": TYPE_OF[sub],
            "sub_event_type": sub,
            "status": "actual",
            "confidence": 0.8,
            "trigger": whole,
            "evidence": (whole,),
            "date_start": day,
            "date_end": last or day,
            "date_precision": DatePrecision.DAY if day else None,
            "date_mention": whole if day else None,
            "location": where,
            "actor1": actors[0],
            "actor2": actors[1],
            "fatalities": None if dead is None else Count.exactly(dead),
            "source": document.source,
            "published": document.published,
            "extractor": "test 1",
        }
        | values
    )


def features(*reports: ExtractedDocument) -> Features:
    """All events of these reports as numbers, in order."""
    return features_of(table_of([flatten(event) for report in reports for event in report.events]))
