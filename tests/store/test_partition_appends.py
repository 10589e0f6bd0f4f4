"""Partitions of an archive in the store: whole, once, and known when the command is started again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from stored_events import report

from geoevents.query import EventQuery
from geoevents.store.delta import DeltaStore
from geoevents.store.partitions import PartitionStore, numbers_of

REPORTS = [report(number) for number in range(4)]
IDS = sorted(item.document.document_id for item in REPORTS)


@pytest.fixture
def uri(tmp_path):
    return str(tmp_path / "store")


@pytest.fixture
def store(uri):
    return PartitionStore(uri, author="ana")


def total(uri):
    return DeltaStore.open(uri).count(EventQuery(statuses=())).total


def test_a_new_store_knows_nothing(store):
    known = store.known("x")
    assert (len(known.stored), len(known.extracted)) == (0, 0)


def test_what_is_written_is_seen_and_known(store, uri):
    assert store.write("p1", REPORTS, extractor="x")
    assert total(uri) == 4
    assert DeltaStore.open(uri).document(IDS[0]).document_id == IDS[0]
    assert [f"{number:016x}" for number in store.known("x").extracted] == IDS
    assert [entry.author for entry in DeltaStore.open(uri).log()] == ["ana"]


def test_the_same_name_is_written_once_by_whichever_object(store, uri):
    assert store.write("p1", REPORTS, extractor="x")
    assert not store.write("p1", REPORTS, extractor="x")
    assert not PartitionStore(uri, author="bob").write("p1", REPORTS, extractor="x")
    assert len(DeltaStore.open(uri).log()) == 1


def test_of_two_that_write_the_same_at_once_one_wins(uri):
    stores = [PartitionStore(uri, author=f"worker {n}") for n in range(4)]
    with ThreadPoolExecutor(4) as pool:
        won = list(pool.map(lambda store: store.write("p1", REPORTS, extractor="x"), stores))
    assert sum(won) == 1
    assert total(uri) == 4


def test_only_documents_whose_newest_run_is_of_the_extractor_are_done(store):
    store.write("p1", REPORTS, extractor="x")
    store.write("p2", REPORTS[:1], extractor="y", stored={REPORTS[0].document.document_id})
    assert len(store.known("x").extracted) == 3
    assert len(store.known("y").extracted) == 1
    assert len(store.known("y").stored) == 4


def test_after_a_restore_the_work_is_to_be_done_again(store, uri):
    store.write("p1", REPORTS[:2], extractor="x")
    before = DeltaStore.open(uri).version()
    store.write("p2", REPORTS[2:], extractor="x")
    DeltaStore.open(uri).restore(before)
    assert len(PartitionStore(uri, author="ana").known("x").extracted) == 2


def test_small_files_are_joined(store, uri):
    for number in range(45):
        store.write(f"p{number}", [report(number)], extractor="x")
    files = dict((name, count) for name, count, _ in DeltaStore.open(uri).tables.sizes())["runs"]
    store.compact_when_needed()
    assert dict((name, count) for name, count, _ in DeltaStore.open(uri).tables.sizes())["runs"] < files
    assert total(uri) == 45


def test_ids_become_their_numbers_in_order():
    assert [int(number) for number in numbers_of(["00000000000000ff", "ffffffffffffffff"])] == [255, 2**64 - 1]
