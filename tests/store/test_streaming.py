"""Large exports: the files of the store one after the other, and what happens to them meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from stored_events import report

from geoevents.event_json import event_to_dict
from geoevents.flat import unflatten
from geoevents.query import EventQuery
from geoevents.store import questions, streaming
from geoevents.store.delta import DeltaStore
from geoevents.store.rows import event_of


@pytest.fixture(autouse=True)
def _small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "ORDERED_EVENTS", 5)
    monkeypatch.setattr(streaming, "STREAM_EVENTS", 7)
    monkeypatch.setattr(streaming, "FIRST_EVENTS", 3)


@pytest.fixture
def store(tmp_path: Path) -> DeltaStore:
    return filled(str(tmp_path / "store"))


def filled(uri: str) -> DeltaStore:
    """Sixty events in three files, one rejected, one corrected; too many to be put into order."""
    opened = DeltaStore.open(uri)
    for first in (0, 20, 40):
        opened.ingest([report(n, {"confidence": n / 100}) for n in range(first, first + 20)], extractor="t")
    opened.review(report(3).events[0].event_id, "edit", author="ana", values={"weapons": ["rifle", "mortar"]})
    opened.review(report(30).events[0].event_id, "reject", author="ben")
    return opened


QUERIES = [EventQuery(), EventQuery(review="all"), EventQuery(min_confidence=0.33), EventQuery(text="nowhere")]


@pytest.mark.parametrize("query", QUERIES)
def test_columns_of_many_events_are_what_the_events_are(store: DeltaStore, query: EventQuery) -> None:
    expected = {stored.event.event_id: stored for stored in store.stream(query)}
    batches = list(store.stream_batches(query, whole=True))
    rows = [row for batch in batches for row in batch.to_pylist()]
    assert len(rows) == len(expected) == store.count(query).total
    for row in rows:
        stored = expected[row["event_id"]]
        assert event_to_dict(unflatten(row)) == event_to_dict(event_of(row["event"])) == event_to_dict(stored.event)
        assert (row["rejected"], row["reviewed_by"]) == (stored.rejected, stored.reviewed_by)
    assert all(batch.num_rows <= 7 for batch in batches)


def test_both_streams_have_the_same_order(store: DeltaStore) -> None:
    ids = [row for batch in store.stream_batches(EventQuery()) for row in batch["event_id"].to_pylist()]
    assert ids == [stored.event.event_id for stored in store.stream(EventQuery())]


def test_what_is_written_meanwhile_changes_nothing_of_a_stream(store: DeltaStore) -> None:
    stream = store.stream_batches(EventQuery())
    found = next(stream)["event_id"].to_pylist()
    store.ingest([report(n, {"confidence": 0.9}) for n in (*range(10, 25), 70)], extractor="better")
    assert store.count(EventQuery()).total == 60
    found += [event_id for batch in stream for event_id in batch["event_id"].to_pylist()]
    assert len(found) == len(set(found)) == 59


def test_files_compacted_and_deleted_meanwhile_are_found_again(store: DeltaStore) -> None:
    stream = store.stream_batches(EventQuery())
    found = next(stream)["event_id"].to_pylist()
    DeltaStore.open(store.tables.uri).compact()
    DeltaStore.open(store.tables.uri).vacuum(0)
    found += [event_id for batch in stream for event_id in batch["event_id"].to_pylist()]
    assert len(found) == len(set(found)) == 59


def test_a_stream_left_half_way_leaves_the_store_usable(store: DeltaStore) -> None:
    stream = store.stream_batches(EventQuery())
    next(stream)
    stream.close()
    store.ingest([report(99)], extractor="t")
    assert store.count(EventQuery()).total == 60


def test_files_in_a_bucket_are_streamed_alike(bucket: str) -> None:
    store = filled(f"{bucket}/store")
    test_columns_of_many_events_are_what_the_events_are(store, EventQuery())
    test_files_compacted_and_deleted_meanwhile_are_found_again(store)
