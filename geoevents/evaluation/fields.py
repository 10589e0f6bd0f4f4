"""An event against the fields that a coder asked for: what it has otherwise."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from geoevents.model import Count, Event, Location


def fold(text: str | None) -> str:
    """Plain lower-case words of a name, without accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text or "").encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", " ", plain).strip()


def _any_in(alternatives: Sequence[str], text: str | None) -> bool:
    return any(fold(name) in fold(text) for name in alternatives)


def _bound(count: Count | None, which: str) -> int | None:
    return getattr(count, which) if count else None


def is_mere_word(event: Event) -> bool:
    """Something that was said and is put nowhere: it makes no pin, so it is no false event."""
    return event.sub_event_type in ("Statement", "Threat") and event.location is None


def _names_of(place: Location, text: str) -> str:
    """The place as the event and as the text spell it."""
    return " | ".join([place.name, *(text[start:end] for start, end in place.mentions)])


def misses(wanted: Mapping[str, Any], event: Event, text: str) -> dict[str, Any]:
    """The fields of ``wanted`` that ``event`` has otherwise, with what it has."""
    place, actors = event.location, [a for a in (event.actor1, event.actor2) if a]
    sides = " | ".join(f"{a.name} {a.group or ''}" for a in actors)
    found: dict[str, Any] = {
        "sub_event_type": event.sub_event_type,
        "event_type": event.event_type,
        "status": event.status,
        "place": _names_of(place, text) if place else None,
        "country": place.country if place else None,
        "where_prec": int(place.where_prec) if place else None,
        "relation": place.relation if place else None,
        "date_start": event.date_start.isoformat() if event.date_start else None,
        "date_end": event.date_end.isoformat() if event.date_end else None,
        "date_precision": int(event.date_precision) if event.date_precision else None,
        "fatalities": _bound(event.fatalities, "best"),
        "fatalities_low": _bound(event.fatalities, "low"),
        "fatalities_high": _bound(event.fatalities, "high"),
        "injuries": _bound(event.injuries, "best"),
        "displaced": _bound(event.displaced, "best"),
        "detained": _bound(event.detained, "best"),
        "actors": sides,
        "not_actor": sides,
        "attribution": event.attribution,
        "weapon": list(event.weapons),
        "target": list(event.targets),
        "civilian_targeting": event.civilian_targeting,
    }
    return {name: found[name] for name, value in wanted.items() if not _right(name, value, found[name])}


def _right(name: str, wanted: Any, found: Any) -> bool:
    if wanted == "unknown":
        return found is None
    if name == "place":
        return found is None if wanted is None else found is not None and _any_in(wanted, found)
    if name in ("relation", "attribution"):
        return fold(wanted) in fold(found)
    if name == "not_actor":
        return fold(wanted) not in fold(found)
    if name == "actors":
        return all(_any_in([part] if isinstance(part, str) else part, found) for part in wanted)
    if name in ("weapon", "target"):
        return any(fold(wanted) in fold(value) for value in found)
    if isinstance(wanted, list):
        return found in wanted
    return bool(wanted == found)
