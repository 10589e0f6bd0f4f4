"""An event as JSON, whole: ``schema_version`` 1, the form that files, the store and other programs rely on."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from geoevents.errors import InvalidEventError
from geoevents.model import SCHEMA_VERSION, Actor, Candidate, Count, Event, Location, Place, TextSpan
from geoevents.ontology import DatePrecision, WherePrecision


def _span(value: TextSpan | None) -> dict[str, Any] | None:
    return value.to_dict() if value else None


def _count(value: Count | None) -> dict[str, int] | None:
    return value.to_dict() if value else None


def _actor(value: Actor | None) -> dict[str, Any] | None:
    return {**asdict(value), "mentions": [list(m) for m in value.mentions]} if value else None


def _location(value: Location | None) -> dict[str, Any] | None:
    if value is None:
        return None
    return {
        "name": value.name,
        "lat": value.lat,
        "lon": value.lon,
        "radius_km": value.radius_km,
        "where_prec": int(value.where_prec),
        "relation": value.relation,
        "place_id": value.place_id,
        "geonameid": value.geonameid,
        "country": value.country,
        "admin1": value.admin1,
        "admin2": value.admin2,
        "feature_code": value.feature_code,
        "mentions": [list(m) for m in value.mentions],
        "candidates": [
            {
                "place_id": c.place.place_id,
                "name": c.place.name,
                "lat": c.place.lat,
                "lon": c.place.lon,
                "country": c.place.country,
                "admin1": c.place.admin1,
                "score": round(c.score, 4),
                "reasons": list(c.reasons),
            }
            for c in value.candidates[:5]
        ],
    }


def event_to_dict(event: Event) -> dict[str, Any]:
    """The event, whole (docs/formats.md): every key always there, dates as ISO text."""
    return {
        "event_id": event.event_id,
        "document_id": event.document_id,
        "incident_id": event.incident_id,
        "schema_version": event.schema_version,
        "extractor": event.extractor,
        "event_type": event.event_type,
        "sub_event_type": event.sub_event_type,
        "status": event.status,
        "confidence": round(event.confidence, 4),
        "trigger": _span(event.trigger),
        "evidence": [span.to_dict() for span in event.evidence],
        "date_start": event.date_start.isoformat() if event.date_start else None,
        "date_end": event.date_end.isoformat() if event.date_end else None,
        "date_precision": int(event.date_precision) if event.date_precision else None,
        "date_mention": _span(event.date_mention),
        "location": _location(event.location),
        "actor1": _actor(event.actor1),
        "actor2": _actor(event.actor2),
        "fatalities": _count(event.fatalities),
        "injuries": _count(event.injuries),
        "displaced": _count(event.displaced),
        "detained": _count(event.detained),
        "weapons": list(event.weapons),
        "targets": list(event.targets),
        "civilian_targeting": event.civilian_targeting,
        "attribution": event.attribution,
        "title": event.title,
        "source": event.source,
        "url": event.url,
        "published": event.published.isoformat() if event.published else None,
    }


def _read_date(value: str | None, field_name: str) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        raise InvalidEventError(f"{field_name} {value!r}: not an ISO date such as 2020-02-13") from None


def event_from_dict(data: dict[str, Any]) -> Event:
    """The inverse of :func:`event_to_dict`; raises InvalidEventError naming the wrong field."""

    def span(key: str) -> TextSpan | None:
        value = data.get(key)
        return TextSpan(value["start"], value["end"], value["text"]) if value else None

    def count(key: str) -> Count | None:
        value = data.get(key)
        return Count(value["low"], value["best"], value["high"]) if value else None

    def actor(key: str) -> Actor | None:
        value = data.get(key)
        if not value:
            return None
        mentions = tuple((m[0], m[1]) for m in value.get("mentions") or ())
        return Actor(value["name"], value.get("group"), value.get("kind"), value.get("country"), mentions)

    def location() -> Location | None:
        value = data.get("location")
        if not value:
            return None
        candidates = tuple(
            Candidate(
                Place(c["place_id"], c["name"], c["lat"], c["lon"], c.get("country"), "", c.get("admin1")),
                c["score"],
                tuple(c.get("reasons") or ()),
            )
            for c in value.get("candidates") or ()
        )
        return Location(
            name=value["name"],
            lat=value["lat"],
            lon=value["lon"],
            radius_km=value["radius_km"],
            where_prec=WherePrecision(value["where_prec"]),
            relation=value.get("relation"),
            place_id=value.get("place_id"),
            geonameid=value.get("geonameid"),
            country=value.get("country"),
            admin1=value.get("admin1"),
            admin2=value.get("admin2"),
            feature_code=value.get("feature_code"),
            mentions=tuple((m[0], m[1]) for m in value.get("mentions") or ()),
            candidates=candidates,
        )

    try:
        trigger = span("trigger")
        if trigger is None:
            raise InvalidEventError("trigger: missing")
        if not isinstance(data["evidence"], list):
            raise InvalidEventError(f"evidence {data['evidence']!r}: not a list of spans")
        precision = data.get("date_precision")
        return Event(
            event_id=data["event_id"],
            document_id=data["document_id"],
            event_type=data["event_type"],
            sub_event_type=data["sub_event_type"],
            status=data["status"],
            confidence=data["confidence"],
            trigger=trigger,
            evidence=tuple(TextSpan(e["start"], e["end"], e["text"]) for e in data["evidence"]),
            date_start=_read_date(data.get("date_start"), "date_start"),
            date_end=_read_date(data.get("date_end"), "date_end"),
            date_precision=DatePrecision(precision) if precision else None,
            date_mention=span("date_mention"),
            location=location(),
            actor1=actor("actor1"),
            actor2=actor("actor2"),
            fatalities=count("fatalities"),
            injuries=count("injuries"),
            displaced=count("displaced"),
            detained=count("detained"),
            weapons=tuple(data.get("weapons") or ()),
            targets=tuple(data.get("targets") or ()),
            civilian_targeting=bool(data.get("civilian_targeting")),
            attribution=data.get("attribution"),
            title=data.get("title"),
            source=data.get("source"),
            url=data.get("url"),
            published=_read_date(data.get("published"), "published"),
            incident_id=data.get("incident_id"),
            extractor=data.get("extractor") or "",
            schema_version=data.get("schema_version", SCHEMA_VERSION),
        )
    except (KeyError, TypeError) as error:
        raise InvalidEventError(f"event {data.get('event_id')!r}: {type(error).__name__} {error}") from error
