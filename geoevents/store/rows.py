"""Values to rows: the Arrow schemas of the tables, and one event as flat columns beside its JSON.

Filters never parse JSON: everything that can be asked for stands in a column of its own. The whole
event stands beside it as JSON text, so that nothing is lost and no reader depends on our columns.
"""

from __future__ import annotations

import json
import unicodedata
from datetime import UTC, datetime
from typing import Any

import pyarrow as pa

from geoevents.event_json import event_from_dict, event_to_dict
from geoevents.flat import FLAT, flatten
from geoevents.model import SCHEMA_VERSION, Document, Event
from geoevents.store.base import IncidentMember, LinkReason, Review

_TIME = pa.timestamp("us", tz="UTC")

DOCUMENTS = pa.schema(
    [
        ("document_id", pa.string()),
        ("run_id", pa.string()),
        ("doc_id", pa.string()),
        ("title", pa.string()),
        ("published", pa.date32()),
        ("source", pa.string()),
        ("url", pa.string()),
        ("text", pa.string()),
        ("raw", pa.binary()),  # JSON of the document, only where its text is no valid Unicode
        ("created", _TIME),
    ]
)

EVENTS = pa.schema(
    [
        *FLAT,
        ("run_id", pa.string()),
        ("search", pa.string()),  # folded words of evidence, place, title and actors
        ("event", pa.string()),  # the whole event as JSON
    ]
)

RUNS = pa.schema(
    [
        ("run_id", pa.string()),
        ("document_id", pa.string()),
        ("created", _TIME),
        ("extractor", pa.string()),
        ("author", pa.string()),
        ("events", pa.int64()),  # how many the run found in this document; 0 is a finding too
        ("digest", pa.string()),  # of these events, to see that nothing changed
        ("schema_version", pa.int32()),
    ]
)

REVIEWS = pa.schema(
    [
        ("review_id", pa.string()),
        ("event_id", pa.string()),
        ("document_id", pa.string()),
        ("action", pa.string()),
        ("author", pa.string()),
        ("created", _TIME),
        ("values", pa.string()),  # JSON
        ("note", pa.string()),
        ("span_start", pa.int32()),
        ("span_end", pa.int32()),
        ("undone", pa.string()),
        ("event", pa.string()),  # the event as the extractor had it when the person looked at it, JSON
        ("schema_version", pa.int32()),
    ]
)

INCIDENTS = pa.schema(
    [
        ("link_id", pa.string()),  # of the linking that wrote it; grows with time
        ("event_id", pa.string()),
        ("document_id", pa.string()),
        ("incident_id", pa.string()),  # null: the event left its incident
        ("rank", pa.int32()),
        ("score", pa.float64()),
        ("linked_to", pa.string()),
        ("source", pa.string()),
        ("reasons", pa.string()),  # JSON: [[evidence, score, detail], ..]
        ("author", pa.string()),
        ("created", _TIME),
        ("schema_version", pa.int32()),
    ]
)

SCHEMAS = {"documents": DOCUMENTS, "events": EVENTS, "runs": RUNS, "reviews": REVIEWS, "incidents": INCIDENTS}
LATER = frozenset({"incidents"})  # tables that a store of an older geoevents does not have


def search_fold(text: str) -> str:
    """``text`` as the search compares it: lower case, without diacritics."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def storable(text: str | None) -> str | None:
    """``text`` fit for a UTF-8 column: NUL and lone surrogates become U+FFFD, offsets stay as they are."""
    if text is None or (text.isascii() and "\0" not in text):
        return text
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)


def to_json(value: dict[str, Any]) -> str:
    """Compact JSON that is always valid UTF-8; lone surrogates stay escaped and come back whole."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"))
    return text


def search_text(event: Event) -> str:
    """What the text filter looks through: evidence, place, title and both actors."""
    parts = [span.text for span in event.evidence]
    parts.append(event.location.name if event.location else "")
    parts.append(event.title or "")
    for actor in (event.actor1, event.actor2):
        if actor:
            parts += [actor.name, actor.group or ""]
    kept = [part for i, part in enumerate(parts) if part and not any(part in other for other in parts[:i])]
    return search_fold("\n".join(kept))


def event_row(event: Event, run_id: str) -> dict[str, Any]:
    """One row of the events table."""
    row = flatten(event) | {"run_id": run_id, "search": search_text(event)}
    row = {key: storable(value) if isinstance(value, str) else value for key, value in row.items()}
    row["event"] = to_json(event_to_dict(event))
    return row


def event_of(row_json: str) -> Event:
    """The event that :func:`event_row` wrote."""
    return event_from_dict(json.loads(row_json))


def document_row(document: Document, run_id: str, created: datetime) -> dict[str, Any]:
    """One row of the documents table."""
    plain = {key: getattr(document, key) for key in ("doc_id", "title", "source", "url", "text")}
    row: dict[str, Any] = {key: storable(value) for key, value in plain.items()}
    raw = None if row == plain else json.dumps(plain).encode("ascii")
    return row | {
        "document_id": document.document_id,
        "run_id": run_id,
        "published": document.published,
        "raw": raw,
        "created": created,
    }


def document_of(row: dict[str, Any]) -> Document:
    """The document that :func:`document_row` wrote, with every character it had."""
    values = {key: row[key] for key in ("doc_id", "title", "source", "url", "text")}
    if row["raw"] is not None:
        values = json.loads(row["raw"])
    return Document(published=row["published"], **values)


def review_row(review: Review, event: Event, schema_version: int) -> dict[str, Any]:
    """One row of the reviews table; ``event`` is what the person decided about."""
    return {
        "review_id": review.review_id,
        "event_id": review.event_id,
        "document_id": review.document_id,
        "action": review.action,
        "author": storable(review.author),
        "created": review.created,
        "values": to_json(review.values),
        "note": storable(review.note),
        "span_start": review.span[0] if review.span else None,
        "span_end": review.span[1] if review.span else None,
        "undone": review.undone,
        "event": to_json(event_to_dict(event)),
        "schema_version": schema_version,
    }


def review_of(row: dict[str, Any]) -> Review:
    """The review that :func:`review_row` wrote; ``created`` comes as microseconds since 1970."""
    span = (row["span_start"], row["span_end"]) if row["span_start"] is not None else None
    return Review(
        review_id=row["review_id"],
        event_id=row["event_id"],
        document_id=row["document_id"],
        action=row["action"],
        author=row["author"],
        created=datetime.fromtimestamp(row["created"] // 1_000_000, UTC).replace(
            microsecond=row["created"] % 1_000_000
        ),
        values=json.loads(row["values"]),
        note=row["note"],
        span=span,
        undone=row["undone"],
    )


def member_row(member: IncidentMember, link_id: str, author: str, created: datetime) -> dict[str, Any]:
    """One row of the incidents table."""
    return {
        "link_id": link_id,
        "event_id": member.event_id,
        "document_id": member.document_id,
        "incident_id": member.incident_id,
        "rank": member.rank,
        "score": round(member.score, 4),
        "linked_to": member.linked_to,
        "source": member.source,
        "reasons": json.dumps([list(reason) for reason in member.reasons], ensure_ascii=True, separators=(",", ":")),
        "author": storable(author),
        "created": created,
        "schema_version": SCHEMA_VERSION,
    }


def member_of(row: dict[str, Any]) -> IncidentMember:
    """The membership that :func:`member_row` wrote; without the column ``reasons`` it has none."""
    values = {key: row[key] for key in ("event_id", "document_id", "incident_id", "rank", "score", "linked_to")}
    reasons = tuple(LinkReason(*reason) for reason in json.loads(row.get("reasons") or "[]"))
    return IncidentMember(**values, source=row["source"] or "", reasons=reasons)
