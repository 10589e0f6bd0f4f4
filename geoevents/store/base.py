"""The border between the event store and everything that reads or writes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

import pyarrow as pa

from geoevents.geometry import BoundingBox
from geoevents.model import Document, Event
from geoevents.query import EventQuery
from geoevents.steps import Steps

REVIEW_ACTIONS = ("reject", "restore", "edit", "confirm", "split", "join", "undo")
INCIDENT_ACTIONS = ("split", "join")  # about which events are one incident, not about the event itself
ORDERS = ("date", "confidence", "fatalities")  # of a page of events


class ExtractedDocument(NamedTuple):
    """A document with all events that one run found in it (an empty sequence is a finding too)."""

    document: Document
    events: Sequence[Event]


class IngestCount(NamedTuple):
    """What an ingest changed; a document that was there already with the same events is ``unchanged``."""

    documents: int
    events: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Review:
    """One decision of a person about one event. Reviews are only ever appended."""

    review_id: str
    event_id: str
    document_id: str
    action: str  # one of REVIEW_ACTIONS
    author: str
    created: datetime  # with time zone, UTC
    values: dict[str, Any]  # "edit": the corrected fields, as in JSON; "split", "join": {"events": [event_id, ..]}
    note: str = ""
    span: tuple[int, int] | None = None  # the trigger reviewed, to re-attach after a newer run
    undone: str | None = None  # for "undo": the review_id taken back


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as the current view has it: newest complete run, with the latest review on top."""

    event: Event
    rejected: bool = False
    reviewed_by: str | None = None
    human_owned: bool = False  # a person kept it although no newer run finds it


class LinkReason(NamedTuple):
    """One piece of evidence that an event is another report of an incident."""

    evidence: str  # its name in the table of weights
    score: float  # -1 (against) to 1 (for)
    detail: str  # a sentence a reader can check


@dataclass(frozen=True, slots=True)
class IncidentMember:
    """That an event is one of the reports of an incident, and why. Only ever appended; the newest row counts."""

    event_id: str
    document_id: str
    incident_id: str | None  # None: it is no other event's incident any more
    rank: int = 0  # 0 for the report that stands for the incident where it counts once
    score: float = 1.0  # 0 to 1, of the link to ``linked_to``
    linked_to: str | None = None  # the event of the incident that it agrees with best
    source: str = ""  # the earliest document of the same source: copies of one text are one source
    reasons: tuple[LinkReason, ...] = ()


class LinkedEvent(NamedTuple):
    """One report of an incident."""

    member: IncidentMember
    stored: StoredEvent


class IncidentCount(NamedTuple):
    """An incident as far as its events match a query."""

    incident_id: str
    events: int
    sources: int  # independent ones
    first_day: date | None
    last_day: date | None


class Counts(NamedTuple):
    """How many events a query matches, and what becomes of them on a map."""

    total: int  # all that match, drawn or not
    points: int  # drawn at a point (where_prec 1, 2, 3 and 7)
    areas: int  # known only to a division, region or country (4 to 6): never a point
    unplaced: int  # no place at all
    fatalities: int  # sum of best
    fatalities_unknown: int  # events whose deaths are not reported


@dataclass(frozen=True, slots=True)
class Symbol:
    """One thing to draw: a single event, or an aggregate of a grid cell of the view."""

    lat: float
    lon: float
    count: int
    event_id: str | None  # set when count is 1
    event_type: str  # the (most frequent) event type
    type_counts: tuple[tuple[str, int], ...]  # most frequent first
    fatalities: int  # sum of best over events that report any
    fatalities_unknown: int  # events that report none
    where_prec: int  # the worst (largest) in the cell
    radius_km: float  # of a single event; 0 for an aggregate
    bounds: BoundingBox  # tight bounds of the events inside
    grid: int = 0  # cells along the world's width, of which ``cells`` (east, south) are this symbol's
    cells: tuple[tuple[int, int], ...] = ()


class AreaCount(NamedTuple):
    """Events known only to a division, region or country, per area."""

    place_id: str | None
    name: str
    country: str | None
    where_prec: int
    lat: float
    lon: float
    radius_km: float
    events: int
    fatalities: int


class Spots(NamedTuple):
    """Where the frames of a playback draw: points that stay in place, then areas; numbered through."""

    cells: int  # along the world's width
    column: tuple[tuple[int, int, int], ...]  # cell east, cell south, index in ``points``
    points: tuple[tuple[float, float], ...]  # lat, lon
    areas: tuple[AreaCount, ...]  # those in view, most events first


class Change(NamedTuple):
    """How many events of one type more (or fewer) a spot has than in the frame before."""

    spot: int  # in ``Spots.points``, from their number on in ``Spots.areas``
    event_type: str
    events: int
    fatalities: int
    fatalities_unknown: int


class Frame(NamedTuple):
    """One step of a playback; the first of several changes from nothing."""

    counts: Counts  # of everything that the query with this frame's days matches, in view or not
    changes: tuple[Change, ...]


class Patch(NamedTuple):
    """Events of one country in one square of a grid of degrees, each known to its division (where_prec 1 to 4)."""

    per_degree: int  # squares along a degree
    column: int  # from 180 degrees west
    row: int  # from the south pole
    country: str | None
    bounds: BoundingBox  # of the events, not of the square
    events: int
    fatalities: int


class Bin(NamedTuple):
    """Events per period and type, for the time chart."""

    start: date
    event_type: str
    events: int
    fatalities: int


class Facets(NamedTuple):
    """What the filters can offer, each with its count, most frequent first."""

    event_types: tuple[tuple[str, int], ...]
    actors: tuple[tuple[str, int], ...]  # group where known, else the words of the text; at most 500
    countries: tuple[tuple[str, int], ...]
    first_day: date | None
    last_day: date | None


class Overview(NamedTuple):
    """What a page says of all that matches: from one pass, so that its parts agree."""

    counts: Counts
    event_types: tuple[tuple[str, int], ...]  # most frequent first, then by name
    countries: tuple[tuple[str, int], ...]
    first_day: date | None
    last_day: date | None


class EventStore(Protocol):
    """Documents, events and reviews, append-only, with one current view over them."""

    def version(self) -> str:
        """Changes whenever anything visible changes, also by another process; a cache key."""

    def ingest(self, extracted: Iterable[ExtractedDocument], *, extractor: str) -> IngestCount:
        """Append one complete run. The same documents with the same events change nothing."""

    def count(
        self, query: EventQuery, *, symbol: Symbol | None = None, areas: Sequence[AreaCount] | None = None
    ) -> Counts:
        """Counts over everything that matches; of that, what a symbol stands for, or is known only to some areas."""

    def events(
        self,
        query: EventQuery,
        *,
        limit: int = 100,
        offset: int = 0,
        newest_first: bool = True,
        within: BoundingBox | None = None,
        placed: bool | None = None,
        symbol: Symbol | None = None,
        areas: Sequence[AreaCount] | None = None,
        order: str = "date",
    ) -> list[StoredEvent]:
        """One page. ``placed=False`` gives the events without a place.

        ``symbol``, as :meth:`symbols` gives it, keeps to the events that it stands for; ``areas``, as
        :meth:`areas` gives them, to events known only to one of these.
        ``order`` is one of `ORDERS`: by date (undated events last), the least sure first, or the
        deadliest first (unknown deaths last); ties by event_id. ``newest_first`` is for dates alone.
        """

    def stream(self, query: EventQuery) -> Iterator[StoredEvent]:
        """Everything that matches, in a stable order, in bounded memory."""

    def event(self, event_id: str) -> StoredEvent:
        """One event, rejected or not; raises NotFoundError."""

    def document(self, document_id: str) -> Document:
        """The report an event came from; raises NotFoundError."""

    def symbols(self, query: EventQuery, view: BoundingBox, zoom: int, *, limit: int = 2000) -> list[Symbol]:
        """What to draw in this view: single events when few, grid cells otherwise; at most ``limit``."""

    def areas(self, query: EventQuery) -> list[AreaCount]:
        """Events known only to an area, per area, most events first."""

    def spots(self, query: EventQuery, view: BoundingBox, zoom: int, *, limit: int = 600) -> Spots:
        """Where a playback of ``query`` draws in this view: at most ``limit`` points, and areas."""

    def frames(
        self, query: EventQuery, view: BoundingBox, spots: Spots, steps: Steps, *, width: int, first: int, most: int
    ) -> list[Frame]:
        """The frames ``first`` to ``first + most - 1`` of a playback, fewer where ``steps`` end.

        Frame ``i`` is what ``query`` gives with ``steps.window(i, width)`` as its days; its own days do not count.
        """

    def patches(self, query: EventQuery, per_degree: int, within: Sequence[Patch] | None = None) -> list[Patch]:
        """Events per square of a grid and country where the division is known, by square; for choropleths.

        With ``within`` only those that are in one of these patches, which are of one coarser grid that ``per_degree``
        is a multiple of.
        """

    def histogram(self, query: EventQuery, period: str = "month") -> list[Bin]:
        """Events per "day", "week", "month" or "year" and type, in order of time."""

    def facets(self, query: EventQuery) -> Facets:
        """What occurs among the matching events."""

    def overview(self, query: EventQuery) -> Overview:
        """What :meth:`count` and :meth:`facets` say of the matching events, without their actors."""

    def review(
        self, event_id: str, action: str, *, author: str, values: dict[str, Any] | None = None, note: str = ""
    ) -> Review:
        """Record a decision: one of ``REVIEW_ACTIONS`` but "undo"; raises NotFoundError.

        "split" and "join" only record what a person said of incidents: ``geoevents.incidents`` acts on it.
        """

    def undo(self, *, author: str) -> Review | None:
        """Take back this author's newest decision that still stands; None if there is none."""

    def reviews(self, event_id: str) -> list[Review]:
        """The history of one event, oldest first."""

    def stream_batches(self, query: EventQuery, *, whole: bool = False) -> Iterator[pa.RecordBatch]:
        """What :meth:`stream` gives as columns of ``geoevents.flat.EXPORT``; ``whole`` adds the JSON, ``event``."""

    def keep_incidents(self, members: Sequence[IncidentMember]) -> int:
        """Append what was linked; rows that say what is known are left out. Gives the number of events changed."""

    def incident(self, incident_id: str) -> list[LinkedEvent]:
        """The reports of one incident that nobody rejected, best first; raises NotFoundError."""

    def incidents(self, query: EventQuery, *, limit: int = 100, offset: int = 0) -> list[IncidentCount]:
        """Incidents with events that match, those with most reports first, then by id."""

    def memberships(self) -> pa.Table:
        """Which event is of which incident now: event_id, document_id, incident_id, rank, score, linked_to, source."""

    def incident_reviews(self) -> list[Review]:
        """Splits and joins that stand, oldest first, each about the event as it is called now."""

    def events_of(self, document_ids: Sequence[str]) -> list[StoredEvent]:
        """All events of these reports, rejected or not, by event_id."""

    def texts(self, document_ids: Sequence[str]) -> pa.Table:
        """Columns document_id, published, source, title and text of these reports, by document_id."""
