"""What every event store keeps of incidents, held against each implementation."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from stored_events import document, event, place, report

from geoevents.errors import NotFoundError
from geoevents.geometry import BoundingBox
from geoevents.model import Event
from geoevents.query import EventQuery
from geoevents.store.base import EventStore, ExtractedDocument, IncidentCount, IncidentMember, LinkReason
from geoevents.store.delta import DeltaStore
from geoevents.store.memory import MemoryStore

WORLD = BoundingBox(-90, -180, 90, 180)
ONCE = EventQuery(distinct_incidents=True)
WHY = (LinkReason("place", 0.9, "both at Korvala"),)


@pytest.fixture(params=["memory", "delta"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> EventStore:
    return MemoryStore() if request.param == "memory" else DeltaStore.open(str(tmp_path / "store"))


def fill(store: EventStore, *numbers: int, **values: object) -> list[Event]:
    reports = [report(number, values) for number in numbers]
    store.ingest(reports, extractor="test 1")
    return [item.events[0] for item in reports]


def member(of: Event, incident_id: str | None, rank: int = 0, source: str = "") -> IncidentMember:
    return IncidentMember(of.event_id, of.document_id, incident_id, rank, 0.8, None, source or of.document_id, WHY)


def link(store: EventStore, *events: Event) -> str:
    incident_id = events[0].event_id
    store.keep_incidents([member(one, incident_id, rank) for rank, one in enumerate(events)])
    return incident_id


def ids(store: EventStore, query: EventQuery) -> list[str]:
    return sorted(stored.event.event_id for stored in store.stream(query))


def test_an_event_says_of_which_incident_it_is(store: EventStore) -> None:
    one, two, other = fill(store, 1, 2, 3)
    incident_id = link(store, one, two)
    assert store.event(two.event_id).event.incident_id == incident_id
    assert store.event(other.event_id).event.incident_id is None
    assert {s.event.event_id: s.event.incident_id for s in store.stream(EventQuery())} == {
        one.event_id: incident_id,
        two.event_id: incident_id,
        other.event_id: None,
    }


def test_columns_for_exports_say_it_too(store: EventStore) -> None:
    one, two, other = fill(store, 1, 2, 3)
    incident_id = link(store, one, two)
    found = [row for batch in store.stream_batches(EventQuery(), whole=True) for row in batch.to_pylist()]
    assert {row["event_id"]: row["incident_id"] for row in found} == {
        one.event_id: incident_id,
        two.event_id: incident_id,
        other.event_id: None,
    }
    assert {f'"incident_id":"{incident_id}"' in row["event"] for row in found if row["incident_id"]} == {True}


def test_an_incident_has_its_reports_best_first_with_reasons(store: EventStore) -> None:
    one, two = fill(store, 1, 2)
    store.keep_incidents([member(one, "i", 1), member(two, "i", 0)])
    linked = store.incident("i")
    assert [item.stored.event.event_id for item in linked] == [two.event_id, one.event_id]
    assert linked[0].member.reasons == WHY


def test_an_unknown_incident_is_not_found(store: EventStore) -> None:
    fill(store, 1)
    with pytest.raises(NotFoundError):
        store.incident("nothing")


def test_linking_the_same_again_changes_nothing(store: EventStore) -> None:
    one, two = fill(store, 1, 2)
    rows = [member(one, "i"), member(two, "i", 1)]
    assert store.keep_incidents(rows) == 2
    before = store.version()
    assert store.keep_incidents(rows) == 0
    assert store.version() == before


def test_linking_changes_the_version(store: EventStore) -> None:
    one, two = fill(store, 1, 2)
    before = store.version()
    link(store, one, two)
    assert store.version() != before


def test_an_event_can_leave_its_incident_and_come_back(store: EventStore) -> None:
    one, two, three = fill(store, 1, 2, 3)
    link(store, one, two, three)
    store.keep_incidents([member(three, None)])
    assert store.event(three.event_id).event.incident_id is None
    assert len(store.incident(one.event_id)) == 2
    store.keep_incidents([member(three, one.event_id, 2)])
    assert len(store.incident(one.event_id)) == 3


def test_an_event_that_never_was_linked_is_not_parted(store: EventStore) -> None:
    (one,) = fill(store, 1)
    assert store.keep_incidents([member(one, None)]) == 0


def test_a_query_for_an_incident_gives_its_reports(store: EventStore) -> None:
    one, two, _ = fill(store, 1, 2, 3)
    incident_id = link(store, one, two)
    assert ids(store, EventQuery(incident=incident_id)) == sorted([one.event_id, two.event_id])
    assert store.count(EventQuery(incident=incident_id)).total == 2


def test_incidents_counted_once_agree_everywhere(store: EventStore) -> None:
    one, two, three = fill(store, 1, 2, 3)
    link(store, one, two)
    assert ids(store, ONCE) == sorted([one.event_id, three.event_id])
    assert store.count(ONCE).total == 2
    assert sum(symbol.count for symbol in store.symbols(ONCE, WORLD, 3)) == 2
    assert sum(bin.events for bin in store.histogram(ONCE)) == 2
    assert dict(store.facets(ONCE).event_types) == {"Battles": 2}
    assert len(store.events(ONCE)) == 2
    assert sum(batch.num_rows for batch in store.stream_batches(ONCE)) == 2


def test_incidents_are_counted_once_whatever_was_written_after_them(store: EventStore) -> None:
    one, two, three = fill(store, 1, 2, 3)
    link(store, one, two)
    assert ids(store, ONCE) == sorted([one.event_id, three.event_id])
    store.ingest([report(number) for number in (1, 2)], extractor="test 2")  # rows of their own, the same events
    assert ids(store, ONCE) == sorted([one.event_id, three.event_id])
    store.review(one.event_id, "edit", author="ana", values={"confidence": 0.5})
    assert ids(store, ONCE) == sorted([one.event_id, three.event_id])
    store.keep_incidents([member(two, one.event_id, 0), member(one, one.event_id, 1)])
    assert ids(store, ONCE) == sorted([two.event_id, three.event_id])
    store.keep_incidents([member(two, None), member(one, None)])
    assert ids(store, ONCE) == sorted([one.event_id, two.event_id, three.event_id])


def test_an_incident_counts_once_if_any_report_matches(store: EventStore) -> None:
    (one,) = fill(store, 1, date_start=date(2021, 3, 6), date_end=date(2021, 3, 6))
    (two,) = fill(store, 2)
    link(store, one, two)
    assert ids(store, replace(ONCE, date_from=date(2021, 3, 7))) == [two.event_id]


def test_a_rejected_report_no_longer_stands_for_its_incident(store: EventStore) -> None:
    one, two = fill(store, 1, 2)
    incident_id = link(store, one, two)
    store.review(one.event_id, "reject", author="ana")
    assert ids(store, ONCE) == [two.event_id]
    assert [item.stored.event.event_id for item in store.incident(incident_id)] == [two.event_id]


def test_incidents_are_listed_with_most_reports_first(store: EventStore) -> None:
    events = fill(store, 1, 2, 3, 4, 5)
    store.keep_incidents([member(one, "pair", rank, "same") for rank, one in enumerate(events[:2])])
    store.keep_incidents([member(one, "three", rank) for rank, one in enumerate(events[2:])])
    day = date(2021, 3, 7)
    assert store.incidents(EventQuery()) == [
        IncidentCount("three", 3, 3, day, day),
        IncidentCount("pair", 2, 1, day, day),
    ]
    assert store.incidents(EventQuery(), limit=1, offset=1) == [IncidentCount("pair", 2, 1, day, day)]
    assert store.incidents(EventQuery(countries=("TR",))) == []


def test_memberships_are_those_of_now(store: EventStore) -> None:
    one, two, three = fill(store, 1, 2, 3)
    link(store, one, two, three)
    store.keep_incidents([member(three, None)])
    found = store.memberships().to_pylist()
    assert [row["event_id"] for row in found] == sorted([one.event_id, two.event_id])
    assert {row["incident_id"] for row in found} == {one.event_id}


def test_splits_that_stand_are_told(store: EventStore) -> None:
    one, two = fill(store, 1, 2)
    store.review(one.event_id, "split", author="ana", values={"events": [two.event_id]}, note="another mill")
    (said,) = store.incident_reviews()
    assert (said.event_id, said.action, said.values) == (one.event_id, "split", {"events": [two.event_id]})
    store.undo(author="ana")
    assert store.incident_reviews() == []


def test_a_split_is_no_opinion_on_the_event_itself(store: EventStore) -> None:
    one, two = fill(store, 1, 2)
    store.review(one.event_id, "split", author="ana", values={"events": [two.event_id]})
    stored = store.event(one.event_id)
    assert (stored.rejected, stored.reviewed_by, stored.human_owned) == (False, None, False)


def test_a_decision_follows_the_event_to_its_new_id(store: EventStore) -> None:
    old = report(1)
    store.ingest([old, report(2)], extractor="test 1")
    store.review(old.events[0].event_id, "join", author="ana", values={"events": ["x"]})
    again = event(old.document, ordinal=1)
    store.ingest([ExtractedDocument(old.document, [again])], extractor="test 2")
    assert [said.event_id for said in store.incident_reviews()] == [again.event_id]


def test_texts_of_reports_come_in_order_of_their_ids(store: EventStore) -> None:
    fill(store, 1, 2, 3)
    wanted = [document(2).document_id, document(1).document_id, "none"]
    found = store.texts(wanted).to_pylist()
    assert [row["document_id"] for row in found] == sorted(wanted[:2])
    assert {row["text"] for row in found} == {document(1).text, document(2).text}
    assert store.texts([]).num_rows == 0


def test_corrected_events_keep_their_incident(store: EventStore) -> None:
    one, two = fill(store, 1, 2)
    incident_id = link(store, one, two)
    store.review(one.event_id, "edit", author="ana", values={"confidence": 0.5})
    assert store.event(one.event_id).event.incident_id == incident_id
    found = {row["event_id"]: row for batch in store.stream_batches(EventQuery()) for row in batch.to_pylist()}
    assert found[one.event_id]["incident_id"] == incident_id


def test_an_event_of_another_country_can_be_asked_for_with_incidents_counted_once(store: EventStore) -> None:
    (one,) = fill(store, 1, location=place(country="TR"))
    (two,) = fill(store, 2)
    link(store, one, two)
    assert ids(store, replace(ONCE, countries=("SY",))) == [two.event_id]


def test_a_store_without_the_table_opens_and_is_given_one(tmp_path: Path) -> None:
    path = tmp_path / "store"
    one, two = fill(DeltaStore.open(str(path)), 1, 2)
    shutil.rmtree(path / "incidents")
    old = DeltaStore.open(str(path))
    assert old.count(EventQuery()).total == 2
    link(old, one, two)
    assert old.count(ONCE).total == 1


def test_another_process_sees_what_was_linked(tmp_path: Path) -> None:
    writer, reader = DeltaStore.open(str(tmp_path / "store")), DeltaStore.open(str(tmp_path / "store"))
    one, two = fill(writer, 1, 2)
    assert reader.count(ONCE).total == 2
    link(writer, one, two)
    assert reader.count(ONCE).total == 1


def test_compaction_brings_no_old_membership_back(tmp_path: Path) -> None:
    store = DeltaStore.open(str(tmp_path / "store"))
    one, two = fill(store, 1, 2)
    link(store, one, two)
    store.keep_incidents([member(one, None), member(two, None)])
    store.compact()
    assert store.count(ONCE).total == 2
    assert DeltaStore.open(str(tmp_path / "store")).count(ONCE).total == 2


def test_an_older_version_has_the_older_incidents(tmp_path: Path) -> None:
    store = DeltaStore.open(str(tmp_path / "store"))
    one, two = fill(store, 1, 2)
    unlinked = store.version()
    link(store, one, two)
    linked = store.version()
    store.restore(unlinked)
    assert store.count(ONCE).total == 2
    store.restore(linked)
    assert store.count(ONCE).total == 1


def test_the_log_tells_of_linking(tmp_path: Path) -> None:
    store = DeltaStore.open(str(tmp_path / "store"))
    link(store, *fill(store, 1, 2))
    entry = store.log()[0]
    assert (entry.version, entry.table) == (store.version(), "incidents")
    assert "2 events" in entry.what
