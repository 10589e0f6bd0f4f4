"""Events in words: what a reader sees in the panel and the table. Plain text; the page escapes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from geoevents.layers.style import DATE_PRECISION_WORDS, KIND_WORDS, PRECISION_WORDS, STATUS_WORDS
from geoevents.model import Actor, Count, Event, Location
from geoevents.store.base import Counts, StoredEvent


def day(value: date | None) -> str:
    """A day as ``12 Feb 2020``; "" for none."""
    return f"{value.day} {value:%b} {value.year}" if value else ""


def days(event: Event) -> str:
    """The event's day or days; "date unknown" for none."""
    if event.date_start is None and event.date_end is None:
        return "date unknown"
    first, last = day(event.date_start), day(event.date_end)
    return first if first == last or not last else f"{first} to {last}" if first else last


def days_precision(event: Event) -> str:
    """How sure the day is, in words; "" when there is no date."""
    return DATE_PRECISION_WORDS.get(int(event.date_precision), "") if event.date_precision else ""


def things(codes: Sequence[str]) -> str:
    """Weapons or targets in words: ("air_strike", "drone") is "air strike, drone"."""
    return ", ".join(code.replace("_", " ") for code in codes)


def number(count: Count | None) -> str:
    """A count as ``3``, ``2 to 5``; "not reported" for None, which is not 0."""
    if count is None:
        return "not reported"
    if count.low == count.high:
        return f"{count.best:,}"
    return f"{count.low:,} to {count.high:,} (best {count.best:,})"


def actor(value: Actor | None) -> str:
    """A side as ``US troops (Military Forces of the United States)``; "" for none."""
    if value is None:
        return ""
    group = f" ({value.group})" if value.group and value.group.casefold() != value.name.casefold() else ""
    return value.name + group


def actor_kind(value: Actor | None) -> str:
    """What kind of side it is; "" when not known."""
    return KIND_WORDS.get(value.kind, "") if value and value.kind else ""


def place(location: Location | None, countries: Mapping[str, str]) -> str:
    """A place as ``east of Qamishli, Al-Hasakah, Syria``; "no place" for None."""
    if location is None:
        return "no place"
    name = f"{location.relation} {location.name}" if location.relation else location.name
    country = countries.get(location.country or "", location.country or "")
    parts = [name, location.admin1 or "", country]
    return ", ".join(part for i, part in enumerate(parts) if part and part not in parts[:i])


def precision(location: Location | None) -> str:
    """How exactly the place is known; "" for no place."""
    if location is None:
        return ""
    words = PRECISION_WORDS.get(int(location.where_prec), "")
    return f"{words}; within {location.radius_km:,.0f} km of the point" if location.radius_km >= 1 else words


def status(event: Event) -> str:
    """Whether it took place, in words."""
    return STATUS_WORDS.get(event.status, event.status)


def kind(event: Event) -> str:
    """Its sub-event type, else its type."""
    return event.sub_event_type or event.event_type or "no type"


def counts(value: Counts) -> list[tuple[str, str, str]]:
    """Number, what it counts, and a remark, for the line above the map."""
    deaths = "deaths reported"
    remark = f"not told for {value.fatalities_unknown:,}" if value.fatalities_unknown else ""
    return [
        (f"{value.total:,}", "event" if value.total == 1 else "events", ""),
        (f"{value.points:,}", "at a point", ""),
        (f"{value.areas:,}", "known only to an area", ""),
        (f"{value.unplaced:,}", "without a place", ""),
        (f"{value.fatalities:,}", deaths, remark),
    ]


def table_row(stored: StoredEvent, countries: Mapping[str, str]) -> dict[str, Any]:
    """One row of the table under the map."""
    event = stored.event
    return {
        "Date": event.date_start,
        "Type": event.event_type or "",
        "What": kind(event),
        "Place": place(event.location, countries),
        "Precision": PRECISION_WORDS.get(int(event.location.where_prec), "") if event.location else "no place",
        "First side": actor(event.actor1),
        "Second side": actor(event.actor2),
        "Deaths": event.fatalities.best if event.fatalities else None,
        "Status": "rejected" if stored.rejected else event.status,
        "Confidence": event.confidence,
        "Source": event.source or "",
    }
