"""What every event store does, held against each implementation."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from stored_events import document, event, place, report

from geoevents.errors import InvalidEventError, InvalidQueryError, NotFoundError
from geoevents.geometry import BoundingBox
from geoevents.model import Actor, Count, Document, TextSpan, event_id_for
from geoevents.query import EventQuery
from geoevents.store.base import EventStore, ExtractedDocument, IngestCount
from geoevents.store.delta import DeltaStore
from geoevents.store.memory import MemoryStore

WORLD = BoundingBox(-90, -180, 90, 180)
EVERYTHING = EventQuery(statuses=(), review="all")


@pytest.fixture(params=["memory", "delta", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> EventStore:
    if request.param == "memory":
        return MemoryStore()
    return DeltaStore.open(
        f"{request.getfixturevalue('bucket')}/store" if request.param == "s3" else str(tmp_path / "store")
    )


def ids(store: EventStore, query: EventQuery = EventQuery()) -> list[str]:  # noqa: B008
    return [stored.event.event_id for stored in store.stream(query)]


def test_an_empty_store_answers_everything_with_nothing(store: EventStore) -> None:
    assert store.count(EventQuery()) == (0, 0, 0, 0, 0, 0)
    assert store.events(EventQuery()) == []
    assert list(store.stream(EventQuery())) == []
    assert store.symbols(EventQuery(), WORLD, 3) == []
    assert store.areas(EventQuery()) == []
    assert store.patches(EventQuery(), 8) == []
    assert store.histogram(EventQuery()) == []
    assert store.facets(EventQuery()) == ((), (), (), None, None)
    assert store.overview(EventQuery()) == ((0, 0, 0, 0, 0, 0), (), (), None, None)
    assert store.undo(author="ana") is None


def test_an_event_comes_back_whole(store: EventStore) -> None:
    extracted = report(1)
    assert store.ingest([extracted], extractor="test 1") == IngestCount(1, 1, 0)
    assert store.event(extracted.events[0].event_id).event == extracted.events[0]
    assert [stored.event for stored in store.events(EventQuery())] == list(extracted.events)


def test_a_document_comes_back_whole(store: EventStore) -> None:
    odd = Document(
        "Über \u0627\u0637\u0645\u0629 \U0001f600 line\r\n\tend ",
        title="T",
        url="https://example.org/?a=1&b",
        doc_id="7",
    )
    store.ingest([ExtractedDocument(odd, [])], extractor="test 1")
    assert store.document(odd.document_id) == odd


def test_characters_that_are_no_unicode_are_not_lost(store: EventStore) -> None:
    odd = Document("half a pair \ud800 and a nul \0 end", title="\udfff")
    found = event(odd, trigger=TextSpan(12, 13, "\ud800"), evidence=(TextSpan(0, 13, odd.text[:13]),), title=odd.title)
    store.ingest([ExtractedDocument(odd, [found])], extractor="test 1")
    assert store.document(odd.document_id) == odd
    assert store.event(found.event_id).event == found


def test_ingesting_the_same_twice_changes_nothing(store: EventStore) -> None:
    store.ingest([report(1), report(2)], extractor="test 1")
    before = store.version()
    assert store.ingest([report(1), report(2)], extractor="test 1") == IngestCount(0, 0, 2)
    assert store.version() == before
    assert store.count(EventQuery()).total == 2


def test_a_newer_run_takes_the_place_of_the_older(store: EventStore) -> None:
    old = report(1, {}, {"trigger": TextSpan(45, 50, "Later")})
    store.ingest([old], extractor="test 1")
    better = replace(old.events[0], confidence=0.9)
    store.ingest([ExtractedDocument(old.document, [better])], extractor="test 2")
    assert [stored.event for stored in store.stream(EventQuery())] == [better]
    with pytest.raises(NotFoundError):
        store.event(old.events[1].event_id)


def test_a_run_that_finds_nothing_is_a_finding(store: EventStore) -> None:
    old = report(1)
    store.ingest([old], extractor="test 1")
    store.ingest([ExtractedDocument(old.document, [])], extractor="test 2")
    assert store.count(EVERYTHING).total == 0


def test_unknown_ids_are_not_found(store: EventStore) -> None:
    with pytest.raises(NotFoundError):
        store.event("nothing")
    with pytest.raises(NotFoundError):
        store.document("nothing")
    with pytest.raises(NotFoundError):
        store.review("nothing", "reject", author="ana")


def test_a_rejected_event_leaves_and_comes_back_with_undo(store: EventStore) -> None:
    extracted = report(1)
    store.ingest([extracted, report(2)], extractor="test 1")
    event_id, before = extracted.events[0].event_id, store.version()
    store.review(event_id, "reject", author="ana", note="no such raid")
    assert store.version() != before
    assert event_id not in ids(store)
    assert ids(store, EventQuery(review="rejected")) == [event_id]
    assert store.count(EventQuery()).total == 1
    stored = store.event(event_id)
    assert (stored.rejected, stored.reviewed_by) == (True, "ana")
    taken_back = store.undo(author="ana")
    assert taken_back is not None and taken_back.action == "reject"
    assert event_id in ids(store)
    assert store.undo(author="ana") is None
    assert [review.action for review in store.reviews(event_id)] == ["reject", "undo"]
    assert store.reviews(event_id)[0].note == "no such raid"


def test_undo_takes_back_only_ones_own_newest_decision(store: EventStore) -> None:
    first, second = report(1), report(2)
    store.ingest([first, second], extractor="test 1")
    store.review(first.events[0].event_id, "reject", author="ana")
    store.review(second.events[0].event_id, "reject", author="ben")
    store.undo(author="ana")
    assert ids(store) == [first.events[0].event_id]


def test_a_correction_shows_everywhere_and_undo_brings_the_original_back(store: EventStore) -> None:
    extracted = report(1)
    store.ingest([extracted], extractor="test 1")
    original = extracted.events[0]
    store.review(
        original.event_id,
        "edit",
        author="ana",
        values={
            "event_type": "Protests",
            "sub_event_type": "Peaceful protest",
            "fatalities": None,
            "location": {"name": "Solvik", "lat": -1.5, "country": "TR"},
            "date_start": "2021-03-06",
        },
    )
    edited = store.event(original.event_id)
    assert edited.reviewed_by == "ana" and not edited.human_owned
    assert edited.event.sub_event_type == "Peaceful protest"
    assert edited.event.location is not None
    assert (edited.event.location.lat, edited.event.location.lon) == (-1.5, 20.25)
    assert store.count(EventQuery(event_types=("Battles",))).total == 0
    assert store.count(EventQuery(countries=("TR",), date_to=date(2021, 3, 6), text="solvik")).total == 1
    assert store.count(EventQuery()).fatalities_unknown == 1
    store.undo(author="ana")
    assert store.event(original.event_id).event == original


@pytest.mark.parametrize(
    "values",
    [
        {"no_such_field": 1},
        {"event_id": "other"},
        {"sub_event_type": "Grenade"},
        {"location": {"lat": 99}},
        {"date_start": "yesterday"},
        {"fatalities": {"low": 9, "best": 1, "high": 1}},
    ],
)
def test_a_correction_that_no_event_may_carry_is_refused(store: EventStore, values: dict[str, object]) -> None:
    store.ingest([report(1)], extractor="test 1")
    before = store.version()
    with pytest.raises(InvalidEventError):
        store.review(report(1).events[0].event_id, "edit", author="ana", values=values)
    assert store.version() == before


def test_a_rejection_stays_when_a_newer_run_finds_the_event_again(store: EventStore) -> None:
    old = report(1)
    store.ingest([old], extractor="test 1")
    store.review(old.events[0].event_id, "reject", author="ana")
    store.ingest([ExtractedDocument(old.document, [replace(old.events[0], confidence=0.2)])], extractor="test 2")
    assert ids(store) == []
    assert store.event(old.events[0].event_id).event.confidence == 0.2


def test_a_decision_follows_the_trigger_when_ids_move(store: EventStore) -> None:
    """A newer run finds one more event before it in the sentence: ids count up, the span stays."""
    old = report(1)
    store.ingest([old], extractor="test 1")
    moved = old.events[0]
    store.review(moved.event_id, "reject", author="ana")
    earlier = replace(moved, trigger=TextSpan(0, 6, "Gunmen"))
    again = replace(moved, event_id=event_id_for(old.document.document_id, 0, 1))
    store.ingest([ExtractedDocument(old.document, [earlier, again])], extractor="test 2")
    assert ids(store) == [earlier.event_id]
    assert store.event(again.event_id).rejected
    assert [review.action for review in store.reviews(again.event_id)] == ["reject"]


def test_what_a_person_kept_survives_a_run_that_no_longer_finds_it(store: EventStore) -> None:
    old = report(1)
    store.ingest([old], extractor="test 1")
    event_id = old.events[0].event_id
    store.review(event_id, "edit", author="ana", values={"fatalities": {"low": 1, "best": 1, "high": 1}})
    store.ingest([ExtractedDocument(old.document, [])], extractor="test 2")
    kept = store.event(event_id)
    assert kept.human_owned and kept.event.fatalities == Count.exactly(1)
    assert [stored.human_owned for stored in store.stream(EventQuery())] == [True]
    store.undo(author="ana")
    assert store.count(EVERYTHING).total == 0


def test_unplaced_events_are_counted_and_listed_but_never_drawn(store: EventStore) -> None:
    store.ingest([report(1, {"location": None}), report(2), report(3, {"location": place(precision=6)})], extractor="t")
    assert store.count(EventQuery())[:4] == (3, 1, 1, 1)
    assert len(store.events(EventQuery(), placed=False)) == 1
    assert len(store.events(EventQuery(), placed=True)) == 2
    assert sum(symbol.count for symbol in store.symbols(EventQuery(), WORLD, 3)) == 1


def test_pages_follow_one_another_newest_first_with_undated_last(store: EventStore) -> None:
    days = [date(2021, 1, 1), date(2022, 1, 1), None, date(2020, 1, 1)]
    store.ingest([report(i, {"date_start": d, "date_end": d}) for i, d in enumerate(days)], extractor="t")
    first = store.events(EventQuery(), limit=2)
    rest = store.events(EventQuery(), limit=2, offset=2)
    assert [s.event.date_start for s in first + rest] == [date(2022, 1, 1), date(2021, 1, 1), date(2020, 1, 1), None]
    oldest = store.events(EventQuery(), newest_first=False)
    assert [s.event.date_start for s in oldest] == [date(2020, 1, 1), date(2021, 1, 1), date(2022, 1, 1), None]


def test_a_page_can_start_with_the_least_sure_or_the_deadliest(store: EventStore) -> None:
    told = [(0.9, 3), (0.2, None), (0.5, 40)]
    store.ingest(
        [
            report(i, {"confidence": sure, "fatalities": None if dead is None else Count.exactly(dead)})
            for i, (sure, dead) in enumerate(told)
        ],
        extractor="t",
    )
    assert [s.event.confidence for s in store.events(EventQuery(), order="confidence")] == [0.2, 0.5, 0.9]
    dead = [s.event.fatalities for s in store.events(EventQuery(), order="fatalities")]
    assert dead == [Count.exactly(40), Count.exactly(3), None]


def test_open_events_are_those_nobody_has_decided_on(store: EventStore) -> None:
    reports = [report(i) for i in range(3)]
    store.ingest(reports, extractor="t")
    confirmed, rejected, waiting = (extracted.events[0].event_id for extracted in reports)
    store.review(confirmed, "confirm", author="ana")
    store.review(rejected, "reject", author="ana")
    assert ids(store, EventQuery(review="open")) == [waiting]
    store.undo(author="ana")
    assert set(ids(store, EventQuery(review="open"))) == {rejected, waiting}


def test_an_event_matches_when_its_days_overlap_those_asked_for(store: EventStore) -> None:
    store.ingest([report(1, {"date_start": date(2021, 3, 1), "date_end": date(2021, 3, 31)})], extractor="t")
    asked: Callable[[date | None, date | None], int] = lambda a, b: store.count(EventQuery(a, b)).total  # noqa: E731
    assert asked(date(2021, 3, 31), None) == asked(None, date(2021, 3, 1)) == 1
    assert asked(date(2021, 4, 1), None) == asked(None, date(2021, 2, 28)) == 0


def test_a_view_over_the_antimeridian_holds_both_sides(store: EventStore) -> None:
    lons = (179.5, -179.5, 0.0)
    store.ingest([report(i, {"location": place(-17, lon)}) for i, lon in enumerate(lons)], extractor="t")
    view = BoundingBox(-30, 170, 0, -170)
    assert sum(symbol.count for symbol in store.symbols(EventQuery(), view, 6)) == 2
    assert len(store.events(EventQuery(), within=view)) == 2
    panned = BoundingBox(-30, 530, 0, 550)  # a map panned once around the world
    assert len(store.events(EventQuery(), within=panned)) == 2
    ring = ((170.0, -30.0), (190.0, -30.0), (190.0, 0.0), (170.0, 0.0))
    assert store.count(EventQuery(polygon=ring)).total == 2


def test_events_at_one_spot_stay_one_symbol_at_any_zoom(store: EventStore) -> None:
    store.ingest([report(i) for i in range(5)], extractor="t")
    (symbol,) = store.symbols(EventQuery(), WORLD, 19)
    assert (symbol.count, symbol.event_id, symbol.lat, symbol.lon) == (5, None, 10.5, 20.25)
    assert symbol.bounds == BoundingBox(10.5, 20.25, 10.5, 20.25)
    assert (symbol.fatalities, symbol.fatalities_unknown) == (15, 0)


def test_histogram_refuses_a_period_it_does_not_know(store: EventStore) -> None:
    with pytest.raises(InvalidQueryError):
        store.histogram(EventQuery(), "decade")


# -- both implementations give the same answers over many invented events -------------------------

TYPES = [("Battles", "Armed clash"), ("Protests", "Peaceful protest"), ("Diplomacy", "Meeting"), (None, None)]
SIDES = [Actor("Gunmen", "Hill Front"), Actor("gunmen"), Actor("Péres Guard"), None]


def _many(count: int) -> list[ExtractedDocument]:
    rng = random.Random(7)
    reports = []
    for number in range(count):
        of, events = document(number), []
        for ordinal in range(rng.randint(0, 3)):
            start = date(2020, 1, 1) + timedelta(days=rng.randint(0, 700))
            kind, sub = rng.choice(TYPES)
            where = place(
                rng.choice([rng.uniform(-80, 80), 35.0]),
                rng.choice([rng.uniform(-180, 180), 35.0]),
                rng.randint(1, 7),
                name=rng.choice(["Korvala", "São Brán", "Ny"]),
                country=rng.choice(["SY", "TR", None]),
                place_id=rng.choice(["test:1", None]),
            )
            events.append(
                event(
                    of,
                    ordinal,
                    event_type=kind,
                    sub_event_type=sub,
                    status=rng.choice(["actual", "attempted", "planned"]),
                    confidence=rng.choice([0.25, 0.5, 0.75]),
                    date_start=start if rng.random() < 0.9 else None,
                    date_end=start + timedelta(days=rng.randint(0, 40)) if rng.random() < 0.9 else None,
                    location=where if rng.random() < 0.9 else None,
                    actor1=rng.choice(SIDES),
                    actor2=rng.choice(SIDES),
                    fatalities=Count.exactly(rng.randint(0, 9)) if rng.random() < 0.7 else None,
                )
            )
        reports.append(ExtractedDocument(of, events))
    return reports


QUERIES = [
    EventQuery(),
    EVERYTHING,
    EventQuery(date_from=date(2020, 6, 1), date_to=date(2020, 9, 30)),
    EventQuery(event_types=("Battles", "Diplomacy"), sub_event_types=("Meeting",)),
    EventQuery(actors=("HILL FRONT",)),
    EventQuery(actors=("gunmen", "peres guard")),
    EventQuery(countries=("TR",), min_fatalities=3),
    EventQuery(min_fatalities=0, min_confidence=0.5),
    EventQuery(text="SAO bran gunmen"),
    EventQuery(statuses=("planned",), review="all"),
    EventQuery(review="rejected"),
    EventQuery(polygon=((-60.0, -50.0), (70.0, -20.0), (20.0, 70.0), (0.0, 0.0))),
    EventQuery(polygon=((150.0, -70.0), (210.0, -70.0), (210.0, 70.0), (150.0, 70.0))),
]


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[MemoryStore, DeltaStore]:
    stores = MemoryStore(), DeltaStore.open(str(tmp_path_factory.mktemp("both") / "store"))
    reports = _many(300)
    for store in stores:
        store.ingest(reports[:200], extractor="t")
        store.ingest(reports[100:], extractor="t")
        for number in range(0, 60, 3):
            for found in reports[number].events[:1]:
                store.review(found.event_id, "reject", author="ana")
        for number in range(1, 60, 3):
            for found in reports[number].events[:1]:
                moved = (
                    {"location": {"lat": 5.0, "lon": 5.0, "where_prec": 1}} if found.location else {"fatalities": None}
                )
                store.review(found.event_id, "edit", author="ana", values=moved)
    return stores


@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_both_stores_answer_alike(both: tuple[MemoryStore, DeltaStore], query: EventQuery) -> None:
    plain, delta = both
    assert delta.count(query) == plain.count(query)
    assert list(delta.stream(query)) == list(plain.stream(query))
    assert delta.events(query, limit=50, offset=5) == plain.events(query, limit=50, offset=5)
    assert delta.facets(query) == plain.facets(query)
    assert delta.overview(query) == plain.overview(query)
    assert delta.patches(query, 1) == plain.patches(query, 1)
    some = plain.patches(query, 1)[::2]
    assert delta.patches(query, 64, some) == plain.patches(query, 64, some)
    for period in ("day", "week", "month", "year"):
        assert delta.histogram(query, period) == plain.histogram(query, period)
    assert [a._replace(lat=0, lon=0) for a in delta.areas(query)] == [
        a._replace(lat=0, lon=0) for a in plain.areas(query)
    ]


@pytest.mark.parametrize("query", QUERIES[:4], ids=range(4))
@pytest.mark.parametrize(
    ("view", "zoom"), [(WORLD, 1), (WORLD, 4), (BoundingBox(30, 30, 40, 40), 8), (BoundingBox(-60, 150, 60, -150), 5)]
)
def test_both_stores_draw_alike(
    both: tuple[MemoryStore, DeltaStore], query: EventQuery, view: BoundingBox, zoom: int
) -> None:
    plain, delta = both
    expected = plain.symbols(query, view, zoom, limit=40)
    found = delta.symbols(query, view, zoom, limit=40)
    assert len(found) <= 40
    assert [(s.count, s.type_counts, s.fatalities, s.event_id) for s in found] == [
        (s.count, s.type_counts, s.fatalities, s.event_id) for s in expected
    ]
    assert [s.lat for s in found] == pytest.approx([s.lat for s in expected])
    inside = [s for s in plain.events(query, limit=9999, within=view) if s.event.is_drawn_as_point]
    assert sum(s.count for s in found) == len(inside)
