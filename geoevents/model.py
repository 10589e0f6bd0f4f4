"""The values that travel between stages: documents, tokens, mentions, places, events.

Offsets are code points into ``Document.text``, end exclusive, everywhere. Coordinates are WGS84
decimal degrees and never travel as a bare pair.
"""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from geoevents.errors import InvalidDocumentError, InvalidEventError, InvalidPlaceError
from geoevents.ontology import STATUSES, TYPE_OF, DatePrecision, WherePrecision

SCHEMA_VERSION = 1


def _digest(*parts: str) -> str:
    """A short stable id: 16 hexadecimal digits of a SHA-256 over length-prefixed parts."""
    state = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass")
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Document:
    """One report. ``published`` anchors every relative date in it."""

    text: str
    title: str | None = None
    published: date | None = None
    source: str | None = None
    url: str | None = None
    doc_id: str | None = None  # the caller's own id; no part of the identity

    def __post_init__(self) -> None:
        if not self.text.strip():
            raise InvalidDocumentError("the text is empty: nothing to read")
        if self.published and not 1500 <= self.published.year < 3000:  # "two hundred years ago" must stay a date
            raise InvalidDocumentError(f"published {self.published}: not a year of news, 1500 to 2999")

    @property
    def document_id(self) -> str:
        """Hash of text, publication date and url: the same report always has the same id."""
        return _digest(self.text, self.published.isoformat() if self.published else "", self.url or "")


class Token(NamedTuple):
    """One word of a parsed sentence; ``i`` and ``head`` are indices into the sentence's tokens."""

    i: int
    start: int
    end: int
    text: str
    lemma: str  # lower case
    pos: str  # universal part of speech, "" without a language model
    tag: str  # Penn tag, "" without a language model
    dep: str  # dependency label, "" without a language model
    head: int  # index of the governor; its own index at the root
    entity: str  # entity label such as "GPE" or "PERSON", "" outside entities


class Entity(NamedTuple):
    """A named entity of the language model."""

    start: int
    end: int
    text: str
    label: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its offsets; ``paragraph`` counts from 0."""

    start: int
    end: int
    text: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class ParsedSentence:
    """A sentence with its words. ``parsed`` is False when only split into words, without a model."""

    sentence: Sentence
    tokens: tuple[Token, ...]
    entities: tuple[Entity, ...] = ()
    parsed: bool = True

    @property
    def start(self) -> int:
        """Offset of the first character in the document."""
        return self.sentence.start

    @property
    def end(self) -> int:
        """Offset after the last character in the document."""
        return self.sentence.end

    @property
    def text(self) -> str:
        """The sentence's own characters."""
        return self.sentence.text


@dataclass(frozen=True, slots=True)
class TextSpan:
    """Characters of the document, with the text they hold."""

    start: int
    end: int
    text: str

    def to_dict(self) -> dict[str, Any]:
        """Plain mapping for JSON."""
        return {"start": self.start, "end": self.end, "text": self.text}


@dataclass(frozen=True, slots=True)
class Place:
    """One gazetteer entry. Coordinates are WGS84 decimal degrees."""

    place_id: str  # stable, prefixed by its gazetteer: "geonames:<id>"
    name: str
    lat: float  # degrees north, -90 to 90
    lon: float  # degrees east, -180 to 180
    country: str | None  # ISO 3166-1 alpha-2; None for seas, continents and regions over borders
    feature_code: str  # as GeoNames has them: PPL, ADM1, PCLI, AIRB, ...
    admin1: str | None = None  # name of the first-order division
    admin1_code: str | None = None  # GeoNames code within the country
    admin2: str | None = None
    admin2_code: str | None = None
    population: int | None = None  # people; None is "not recorded", which is not 0
    geonameid: int | None = None
    radius_km: float | None = None  # half the extent, where the place is a region, river or road
    gazetteer: str = "bundled"  # which installed gazetteer it came from
    notable: bool = False  # in the hand-written table of places that reports on conflict name

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise InvalidPlaceError(f"{self.place_id}: lat={self.lat}, lon={self.lon}; are they swapped?")

    @property
    def is_country(self) -> bool:
        """Whether this is a country or a dependent territory."""
        return self.feature_code.startswith("PCL") or self.feature_code == "TERR"

    @property
    def is_admin(self) -> bool:
        """Whether this is an administrative division below the country."""
        return self.feature_code.startswith("ADM")

    @property
    def is_populated(self) -> bool:
        """Whether people live there as in a town, village or quarter."""
        return self.feature_code.startswith("PPL")


@dataclass(frozen=True, slots=True)
class Mention:
    """One occurrence of a toponym, with offsets into the document's text."""

    start: int
    end: int
    text: str
    kind: str = "place"  # "place", "facility" or "demonym"
    literal: bool = True  # False for a government, army, team or people, or a mere modifier
    score: float = 1.0  # 0 to 1: how sure the recogniser is that this names a place


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place a mention might mean, with checkable reasons; ``score`` is 0 to 1."""

    place: Place
    score: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """The decision about one mention; ``referent`` is None for an unknown name."""

    mention: Mention
    referent: Place | None
    score: float  # 0 to 1, calibrated: how sure we are that the referent is right
    candidates: tuple[Candidate, ...] = ()  # best first
    reason: str = ""


class DateRange(NamedTuple):
    """Inclusive days with UCDP's date_prec, and the words that told them."""

    start: date
    end: date
    precision: DatePrecision
    mention: TextSpan | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people as the text gives it: ``low <= best <= high``; "dozens" stays a range."""

    low: int
    best: int
    high: int

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.best <= self.high:
            raise InvalidEventError(f"count low={self.low}, best={self.best}, high={self.high}: not in order")

    @classmethod
    def exactly(cls, number: int) -> Count:
        """A count the text gives as one number."""
        return cls(number, number, number)

    def to_dict(self) -> dict[str, int]:
        """Plain mapping for JSON."""
        return {"low": self.low, "best": self.best, "high": self.high}


@dataclass(frozen=True, slots=True)
class Actor:
    """One side of an event. ``name`` is the text's own words, ``group`` the named group they mean."""

    name: str
    group: str | None = None
    kind: int | None = None  # ACLED inter code 1 to 8
    country: str | None = None  # ISO 3166-1 alpha-2
    mentions: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Location:
    """Where an event happened, how precisely, and what else the name might have meant."""

    name: str
    lat: float
    lon: float
    radius_km: float  # the true place lies within this distance of the point
    where_prec: WherePrecision
    relation: str | None = None  # "east of", "near", "10 km north of", "between"
    place_id: str | None = None
    geonameid: int | None = None
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    feature_code: str | None = None
    mentions: tuple[tuple[int, int], ...] = ()
    candidates: tuple[Candidate, ...] = ()  # at most five

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise InvalidEventError(f"location {self.name!r}: lat={self.lat}, lon={self.lon}; are they swapped?")


@dataclass(frozen=True, slots=True)
class Event:
    """One reported happening; ``schema_version`` 1 of DESIGN's whole event."""

    event_id: str
    document_id: str
    event_type: str | None  # None only where a given trigger fits no type
    sub_event_type: str | None
    status: str
    confidence: float  # 0 to 1: right in type and place
    trigger: TextSpan
    evidence: tuple[TextSpan, ...]
    date_start: date | None = None
    date_end: date | None = None
    date_precision: DatePrecision | None = None
    date_mention: TextSpan | None = None
    location: Location | None = None
    actor1: Actor | None = None
    actor2: Actor | None = None
    fatalities: Count | None = None
    injuries: Count | None = None
    displaced: Count | None = None
    detained: Count | None = None
    weapons: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    civilian_targeting: bool = False
    attribution: str | None = None  # who reported it
    title: str | None = None
    source: str | None = None
    url: str | None = None
    published: date | None = None
    incident_id: str | None = None
    extractor: str = ""
    schema_version: int = SCHEMA_VERSION
    reasons: tuple[str, ...] = field(default=(), compare=False)  # for `explain`; never exported

    def __post_init__(self) -> None:
        if self.status not in STATUSES:
            raise InvalidEventError(f"status {self.status!r}: not one of {', '.join(STATUSES)}")
        if self.sub_event_type is not None and TYPE_OF.get(self.sub_event_type) != self.event_type:
            raise InvalidEventError(f"sub-event type {self.sub_event_type!r} is not of type {self.event_type!r}")
        if not 0 <= self.confidence <= 1:
            raise InvalidEventError(f"confidence {self.confidence}: not between 0 and 1")
        if self.date_start and self.date_end and self.date_start > self.date_end:
            raise InvalidEventError(f"date_start {self.date_start} is after date_end {self.date_end}")

    @property
    def is_drawn_as_point(self) -> bool:
        """Whether a map may draw it at a point: placed, and not only to a division or country."""
        return self.location is not None and self.location.where_prec.is_point

    def with_ids(self, *, event_id: str | None = None, incident_id: str | None = None) -> Event:
        """Copy with other ids."""
        return replace(self, event_id=event_id or self.event_id, incident_id=incident_id or self.incident_id)


def event_id_for(document_id: str, evidence_start: int, ordinal: int) -> str:
    """Stable id: a better extractor keeps the id of what it finds again.

    ``evidence_start`` is the start of the evidence sentence, ``ordinal`` counts the events of that
    sentence from 0 in reading order of their triggers.
    """
    return _digest(document_id, str(evidence_start), str(ordinal))


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
    """The event, whole, as DESIGN section 2 writes it: every key always there, dates as ISO text."""
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
