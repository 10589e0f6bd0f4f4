"""An event as flat named columns, and back: what tables, CSV, GeoJSON properties and GeoParquet hold.

Every field of the event has its columns, so nothing is lost on the way. Lists of words are joined
with "; ", lists of offsets and candidates are JSON text: both open with their types intact everywhere.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from geoevents.event_json import event_from_dict, event_to_dict
from geoevents.model import Event
from geoevents.ontology import WherePrecision

COUNTS = ("fatalities", "injuries", "displaced", "detained")
_TEXT, _INT, _FLOAT, _DAY, _BOOL = pa.string(), pa.int64(), pa.float64(), pa.date32(), pa.bool_()


def _actor_fields(side: str) -> list[tuple[str, pa.DataType]]:
    return [
        (f"{side}_name", _TEXT),
        (f"{side}_group", _TEXT),
        (f"{side}_kind", _INT),
        (f"{side}_country", _TEXT),
        (f"{side}_mentions", _TEXT),
    ]


FLAT = pa.schema(
    [
        ("event_id", _TEXT),
        ("document_id", _TEXT),
        ("incident_id", _TEXT),
        ("schema_version", _INT),
        ("extractor", _TEXT),
        ("event_type", _TEXT),
        ("sub_event_type", _TEXT),
        ("status", _TEXT),
        ("confidence", _FLOAT),
        ("date_start", _DAY),
        ("date_end", _DAY),
        ("date_precision", _INT),
        ("location_name", _TEXT),
        ("lat", _FLOAT),
        ("lon", _FLOAT),
        ("radius_km", _FLOAT),
        ("where_prec", _INT),
        ("geo_precision", _INT),  # ACLED's code for where_prec
        ("relation", _TEXT),
        ("place_id", _TEXT),
        ("geonameid", _INT),
        ("country", _TEXT),
        ("admin1", _TEXT),
        ("admin2", _TEXT),
        ("feature_code", _TEXT),
        ("location_mentions", _TEXT),
        ("location_candidates", _TEXT),
        *_actor_fields("actor1"),
        *_actor_fields("actor2"),
        *((f"{count}_{part}", _INT) for count in COUNTS for part in ("low", "best", "high")),
        ("weapons", _TEXT),
        ("targets", _TEXT),
        ("civilian_targeting", _BOOL),
        ("attribution", _TEXT),
        ("title", _TEXT),
        ("source", _TEXT),
        ("url", _TEXT),
        ("published", _DAY),
        ("trigger_text", _TEXT),
        ("trigger_start", _INT),
        ("trigger_end", _INT),
        ("evidence", _TEXT),
        ("evidence_spans", _TEXT),
        ("date_mention_text", _TEXT),
        ("date_mention_start", _INT),
        ("date_mention_end", _INT),
    ]
)

REVIEW_FIELDS = pa.schema([("rejected", _BOOL), ("reviewed_by", _TEXT), ("human_owned", _BOOL)])

EXPORT = pa.schema([*FLAT, *REVIEW_FIELDS])  # what a user takes away

_AS_THEY_ARE = ("event_id", "document_id", "incident_id", "extractor", "event_type", "sub_event_type", "status",
                "confidence", "attribution", "title", "source", "url")  # fmt: skip
_WORD_GAP = "; "
_SPAN_GAP = " \u2026 "  # between evidence sentences that stand apart


def _json(value: Any) -> str | None:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) if value else None


def flatten(event: Event) -> dict[str, Any]:
    """The columns of ``FLAT``; None where the event does not say."""
    place, precision = event.location, event.location.where_prec if event.location else None
    row: dict[str, Any] = {
        "event_id": event.event_id,
        "document_id": event.document_id,
        "incident_id": event.incident_id,
        "schema_version": event.schema_version,
        "extractor": event.extractor,
        "event_type": event.event_type,
        "sub_event_type": event.sub_event_type,
        "status": event.status,
        "confidence": round(event.confidence, 4),
        "date_start": event.date_start,
        "date_end": event.date_end,
        "date_precision": int(event.date_precision) if event.date_precision else None,
        "location_name": place.name if place else None,
        "where_prec": int(precision) if precision else None,
        "geo_precision": precision.acled if precision else None,
        "weapons": _WORD_GAP.join(event.weapons) or None,
        "targets": _WORD_GAP.join(event.targets) or None,
        "civilian_targeting": event.civilian_targeting,
        "attribution": event.attribution,
        "title": event.title,
        "source": event.source,
        "url": event.url,
        "published": event.published,
        "trigger_text": event.trigger.text,
        "trigger_start": event.trigger.start,
        "trigger_end": event.trigger.end,
        "evidence": _SPAN_GAP.join(span.text for span in event.evidence),
        "evidence_spans": _json([[span.start, span.end] for span in event.evidence]),
        "date_mention_text": event.date_mention.text if event.date_mention else None,
        "date_mention_start": event.date_mention.start if event.date_mention else None,
        "date_mention_end": event.date_mention.end if event.date_mention else None,
    }
    for key in ("lat", "lon", "radius_km", "relation", "place_id", "geonameid", "country", "admin1", "admin2",
                "feature_code"):  # fmt: skip
        row[key] = getattr(place, key) if place else None
    row["location_mentions"] = _json([list(m) for m in place.mentions]) if place else None
    row["location_candidates"] = _json(event_to_dict(event)["location"]["candidates"]) if place else None
    for side, actor in (("actor1", event.actor1), ("actor2", event.actor2)):
        for part in ("name", "group", "kind", "country"):
            row[f"{side}_{part}"] = getattr(actor, part) if actor else None
        row[f"{side}_mentions"] = _json([list(m) for m in actor.mentions]) if actor else None
    for count in COUNTS:
        value = getattr(event, count)
        for part in ("low", "best", "high"):
            row[f"{count}_{part}"] = getattr(value, part) if value else None
    return row


def unflatten(row: Mapping[str, Any]) -> Event:
    """The inverse of :func:`flatten`; dates may be ISO text. Raises InvalidEventError for what cannot be."""
    return event_from_dict(nested(row))


def nested(row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of ``FLAT`` as ``event_to_dict`` has them; dates may be ISO text."""

    def day(key: str) -> str | None:
        value = row.get(key)
        return value.isoformat() if isinstance(value, date) else value

    def number(key: str) -> int | None:
        value = row.get(key)
        return None if value is None else int(value)

    def parsed(key: str) -> list[Any]:
        value = row.get(key)
        return json.loads(value) if isinstance(value, str) and value else value or []

    def words(key: str) -> list[str]:
        value = row.get(key)
        return value.split(_WORD_GAP) if isinstance(value, str) and value else list(value or [])

    def actor(side: str) -> dict[str, Any] | None:
        if row.get(f"{side}_name") is None:
            return None
        found = {part: row.get(f"{side}_{part}") for part in ("name", "group", "country")}
        return {**found, "kind": number(f"{side}_kind"), "mentions": parsed(f"{side}_mentions")}

    def count(name: str) -> dict[str, int | None] | None:
        if row.get(f"{name}_best") is None:
            return None
        return {part: number(f"{name}_{part}") for part in ("low", "best", "high")}

    location = None
    if row.get("lat") is not None and row.get("lon") is not None:
        location = {
            key: row.get(key)
            for key in (
                "lat",
                "lon",
                "radius_km",
                "relation",
                "place_id",
                "country",
                "admin1",
                "admin2",
                "feature_code",
            )
        }
        location |= {
            "name": row.get("location_name") or "",
            "where_prec": number("where_prec") or int(WherePrecision.EXACT),
            "radius_km": row.get("radius_km") or 0.0,
            "geonameid": number("geonameid"),
            "mentions": parsed("location_mentions"),
            "candidates": parsed("location_candidates"),
        }
    spans = parsed("evidence_spans")
    texts = (row.get("evidence") or "").split(_SPAN_GAP) if len(spans) > 1 else [row.get("evidence") or ""]
    if len(texts) != len(spans):  # the text itself holds the gap: cut it by the lengths of the spans
        texts, rest = [], row.get("evidence") or ""
        for start, end in spans:
            texts.append(rest[: end - start])
            rest = rest[end - start + len(_SPAN_GAP) :]
    return {
        **{key: row.get(key) for key in _AS_THEY_ARE},
        "schema_version": number("schema_version") or 1,
        "trigger": {
            "start": number("trigger_start"),
            "end": number("trigger_end"),
            "text": row.get("trigger_text") or "",
        },
        "evidence": [{"start": s[0], "end": s[1], "text": t} for s, t in zip(spans, texts, strict=True)],
        "date_start": day("date_start"),
        "date_end": day("date_end"),
        "published": day("published"),
        "date_precision": number("date_precision"),
        "date_mention": None
        if row.get("date_mention_start") is None
        else {
            "start": number("date_mention_start"),
            "end": number("date_mention_end"),
            "text": row.get("date_mention_text") or "",
        },
        "location": location,
        "actor1": actor("actor1"),
        "actor2": actor("actor2"),
        **{name: count(name) for name in COUNTS},
        "weapons": words("weapons"),
        "targets": words("targets"),
        "civilian_targeting": bool(row.get("civilian_targeting")),
    }
