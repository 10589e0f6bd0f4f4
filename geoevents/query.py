"""What a reader asks for, as one frozen value: the cache key, the URL and the store's filter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from geoevents.errors import InvalidQueryError
from geoevents.ontology import EVENT_TYPES, MAPPED_STATUSES, STATUSES, TYPE_OF

REVIEW_STATES = ("live", "open", "rejected", "all")
Ring = tuple[tuple[float, float], ...]  # (lon, lat) pairs as in GeoJSON, closed or open


@dataclass(frozen=True, slots=True)
class EventQuery:
    """A filter over events; empty tuples and None mean "any".

    Days are inclusive and an event matches when its ``date_start`` to ``date_end`` overlaps them.
    ``actors`` are matched on either side, against the name in the text and the named group, without
    regard to case.
    """

    date_from: date | None = None
    date_to: date | None = None
    event_types: tuple[str, ...] = ()
    sub_event_types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()  # ISO 3166-1 alpha-2
    min_fatalities: int | None = None
    min_confidence: float | None = None
    text: str = ""  # every word must stand in the evidence, the place, the title or an actor
    statuses: tuple[str, ...] = MAPPED_STATUSES
    review: str = "live"  # "live" leaves rejected events out, "open" all that a person has decided on
    polygon: Ring = ()  # only events drawn as points inside it
    incident: str | None = None  # only reports of this incident, by its id
    distinct_incidents: bool = False  # of each incident only the report that stands for it, among those that match

    def __post_init__(self) -> None:
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise InvalidQueryError(f"dates from {self.date_from} to {self.date_to}: the first is after the last")
        _check("event type", self.event_types, EVENT_TYPES)
        _check("sub-event type", self.sub_event_types, TYPE_OF)
        _check("status", self.statuses, STATUSES)
        _check("review", (self.review,), REVIEW_STATES)
        if self.min_fatalities is not None and self.min_fatalities < 0:
            raise InvalidQueryError(f"minimum fatalities {self.min_fatalities}: not below 0")
        if self.min_confidence is not None and not 0 <= self.min_confidence <= 1:
            raise InvalidQueryError(f"minimum confidence {self.min_confidence}: not between 0 and 1")
        if self.polygon and len(self.polygon) < 3:
            raise InvalidQueryError(f"polygon with {len(self.polygon)} corners: it needs three")

    def to_params(self) -> dict[str, str | list[str]]:
        """URL parameters; what is at its default is left out."""
        params: dict[str, str | list[str]] = {}
        if self.date_from:
            params["from"] = self.date_from.isoformat()
        if self.date_to:
            params["to"] = self.date_to.isoformat()
        for key, values in (
            ("type", self.event_types),
            ("sub", self.sub_event_types),
            ("actor", self.actors),
            ("country", self.countries),
        ):
            if values:
                params[key] = list(values)
        if self.min_fatalities is not None:
            params["dead"] = str(self.min_fatalities)
        if self.min_confidence is not None:
            params["conf"] = repr(self.min_confidence)
        if self.text:
            params["q"] = self.text
        if self.statuses != MAPPED_STATUSES:
            params["status"] = list(self.statuses) or ["none"]
        if self.review != "live":
            params["review"] = self.review
        if self.incident:
            params["incident"] = self.incident
        if self.distinct_incidents:
            params["once"] = "1"
        if self.polygon:
            params["in"] = ";".join(f"{lon!r},{lat!r}" for lon, lat in self.polygon)
        return params

    @classmethod
    def from_params(cls, params: Mapping[str, str | list[str]]) -> EventQuery:
        """Read URL parameters; a value that makes no sense is dropped, for people edit addresses."""

        def many(key: str) -> list[str]:
            value = params.get(key, [])
            return [value] if isinstance(value, str) else list(value)

        def one(key: str) -> str | None:
            values = many(key)
            return values[0] if values else None

        def known(key: str, allowed: Mapping[str, object] | tuple[str, ...]) -> tuple[str, ...]:
            return tuple(dict.fromkeys(v for v in many(key) if v in allowed))

        date_from, date_to = _date_or_none(one("from")), _date_or_none(one("to"))
        if date_from and date_to and date_from > date_to:
            date_from = date_to = None
        statuses = known("status", STATUSES)
        if not statuses:
            statuses = () if many("status") == ["none"] else MAPPED_STATUSES
        dead = one("dead")
        confidence = _float_or_none(one("conf"))
        review = one("review")
        return cls(
            date_from=date_from,
            date_to=date_to,
            event_types=known("type", EVENT_TYPES),
            sub_event_types=known("sub", TYPE_OF),
            actors=tuple(dict.fromkeys(v for v in many("actor") if v.strip())),
            countries=tuple(
                dict.fromkeys(v.upper() for v in many("country") if len(v) == 2 and v.isascii() and v.isalpha())
            ),
            min_fatalities=int(dead) if dead and dead.isascii() and dead.isdigit() and len(dead) < 10 else None,
            min_confidence=confidence if confidence is not None and 0 <= confidence <= 1 else None,
            text=one("q") or "",
            statuses=statuses,
            review=review if review in REVIEW_STATES else "live",
            polygon=_ring_or_empty(one("in")),
            incident=one("incident") or None,
            distinct_incidents=one("once") == "1",
        )


def _check(what: str, values: tuple[str, ...], allowed: Mapping[str, object] | tuple[str, ...]) -> None:
    for value in values:
        if value not in allowed:
            raise InvalidQueryError(f"{what} {value!r}: not one of {', '.join(allowed)}")


def _date_or_none(value: str | None) -> date | None:
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def _float_or_none(value: str | None) -> float | None:
    try:
        return float(value) if value else None
    except ValueError:
        return None


def _ring_or_empty(value: str | None) -> Ring:
    corners = []
    for pair in (value or "").split(";"):
        lon, _, lat = pair.partition(",")
        x, y = _float_or_none(lon), _float_or_none(lat)
        if x is None or y is None or not (-360 <= x <= 360 and -90 <= y <= 90):
            return ()
        corners.append((x, y))
    return tuple(corners) if len(corners) >= 3 else ()
