"""The values that travel between stages: documents, tokens, mentions, places, events.

Offsets are code points into ``Document.text``, end exclusive, everywhere. Coordinates are WGS84
decimal degrees and never travel as a bare pair.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
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
    own: bool = False  # the user added it, with a priority above the dumps'

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
    """One reported happening; every field is told in docs/formats.md."""

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
