"""What only a store on disk can get wrong: other processes, sudden ends, versions, files."""

from __future__ import annotations

import json
import shutil
import signal
import threading
import time
from pathlib import Path

import pytest
from another_process import finished, process
from stored_events import document, event, report

from geoevents import model
from geoevents.errors import StoreError, StoreVersionError
from geoevents.geometry import BoundingBox
from geoevents.model import Count
from geoevents.query import EventQuery
from geoevents.store import tables
from geoevents.store.base import ExtractedDocument, IngestCount
from geoevents.store.delta import DeltaStore
from geoevents.store.loading import MOST_DEAD

WORLD = BoundingBox(-90, -180, 90, 180)


WRITER = """
import sys
from geoevents.store.delta import DeltaStore
from stored_events import report
first, count = int(sys.argv[2]), int(sys.argv[3])
for number in range(first, first + count):
    DeltaStore.open(sys.argv[1], author=f"writer {first}").ingest([report(number)], extractor="t")
"""


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    uri = str(tmp_path / "store")
    writers = [process(WRITER, uri, str(1000 * n), "8") for n in range(4)]
    for writer in writers:
        finished(writer)
    store = DeltaStore.open(uri)
    assert store.count(EventQuery()).total == 32
    assert {entry.author for entry in store.log()} == {"writer 0", "writer 1000", "writer 2000", "writer 3000"}


def test_the_same_document_ingested_by_processes_at_once_is_there_once(tmp_path: Path) -> None:
    uri = str(tmp_path / "store")
    for writer in [process(WRITER, uri, "5", "6") for _ in range(3)]:
        finished(writer)
    store = DeltaStore.open(uri)
    assert store.count(EventQuery()).total == 6
    assert len(list(store.stream(EventQuery()))) == 6


@pytest.mark.parametrize("dead", [2**31, 5_000_000_000, 2**63 - 1])
def test_a_report_of_any_number_of_dead_leaves_the_store_readable(tmp_path: Path, dead: int) -> None:
    store = DeltaStore.open(str(tmp_path / "store"))
    told = [report(n, {"fatalities": Count.exactly(dead)}) for n in range(3)]
    store.ingest([*told, report(3, {"fatalities": None})], extractor="t")
    counts = store.count(EventQuery())
    assert (counts.total, counts.fatalities_unknown) == (4, 1)
    assert counts.fatalities == 3 * min(dead, MOST_DEAD)
    assert max(found.event.fatalities.best for found in store.events(EventQuery()) if found.event.fatalities) == dead


def test_an_open_store_sees_what_another_process_writes(tmp_path: Path) -> None:
    uri = str(tmp_path / "store")
    store = DeltaStore.open(uri)
    store.ingest([report(1)], extractor="t")
    before = store.version()
    finished(process(WRITER, uri, "2", "1"))
    assert store.version() != before
    assert store.count(EventQuery()).total == 2


KILLED = """
import os, signal, sys
from geoevents.store.delta import DeltaStore
from geoevents.store.tables import Tables
from stored_events import report
whole = Tables.append
def append(self, name, *rest):
    if name == sys.argv[2]:
        os.kill(os.getpid(), signal.SIGKILL)
    whole(self, name, *rest)
Tables.append = append
DeltaStore.open(sys.argv[1]).ingest([report(n) for n in range(20)], extractor="t")
"""


@pytest.mark.parametrize("before", ["documents", "events", "runs"])
def test_a_process_killed_between_two_commits_leaves_nothing_half_visible(tmp_path: Path, before: str) -> None:
    uri = str(tmp_path / "store")
    child = process(KILLED, uri, before)
    child.communicate(timeout=60)
    assert child.returncode == -signal.SIGKILL
    store = DeltaStore.open(uri)
    assert store.count(EventQuery()).total == 0
    assert store.ingest([report(n) for n in range(20)], extractor="t") == IngestCount(20, 20, 0)
    assert len(list(store.stream(EventQuery()))) == 20
    assert store.document(document(3).document_id) == document(3)


LONG = """
import sys
from geoevents.store import delta
from stored_events import report
delta.BATCH_DOCUMENTS = 10
store = delta.DeltaStore.open(sys.argv[1])
print("ready", flush=True)
store.ingest((report(n, {}, {}) for n in range(100_000)), extractor="t")
"""


def test_a_process_killed_while_it_writes_leaves_whole_documents_only(tmp_path: Path) -> None:
    uri = str(tmp_path / "store")
    child = process(LONG, uri)
    assert child.stdout is not None and child.stdout.readline() == "ready\n"
    store = DeltaStore.open(uri)
    until = time.monotonic() + 30
    while store.count(EventQuery()).total < 20 and time.monotonic() < until:
        time.sleep(0.01)
    child.kill()
    child.communicate()
    counts = store.count(EventQuery())
    assert counts.total >= 20 and counts.total % 20 == 0  # parts of ten documents with two events each
    assert len(list(store.stream(EventQuery()))) == counts.total


def test_a_store_of_a_newer_version_is_refused_and_not_touched(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    DeltaStore.open(str(folder)).ingest([report(1)], extractor="t")
    marker = folder / tables.MARKER
    marker.write_text(json.dumps({"schema_version": model.SCHEMA_VERSION + 1}))
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    with pytest.raises(StoreVersionError, match="update geoevents"):
        DeltaStore.open(str(folder))
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def test_rows_of_a_newer_version_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    uri = str(tmp_path / "store")
    store = DeltaStore.open(uri)
    monkeypatch.setattr(model, "SCHEMA_VERSION", model.SCHEMA_VERSION + 1)
    DeltaStore.open(uri).ingest([report(1)], extractor="t")
    monkeypatch.undo()
    with pytest.raises(StoreVersionError):
        store.count(EventQuery())


def test_a_damaged_marker_and_a_file_in_the_way_are_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError):
        DeltaStore.open(str(tmp_path / "file"))
    with pytest.raises(StoreError):
        DeltaStore.open(str(tmp_path / "file" / "below"))
    folder = tmp_path / "store"
    DeltaStore.open(str(folder))
    (folder / tables.MARKER).write_text("{")
    with pytest.raises(StoreError, match="damaged"):
        DeltaStore.open(str(folder))


def test_an_event_of_another_document_is_refused(tmp_path: Path) -> None:
    store = DeltaStore.open(str(tmp_path / "store"))
    with pytest.raises(StoreError):
        store.ingest([ExtractedDocument(document(1), [event(document(2))])], extractor="t")


def test_small_files_are_joined_by_themselves_and_readers_notice_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tables, "SMALL_FILES", 6)
    store = DeltaStore.open(str(tmp_path / "store"))
    for number in range(14):
        store.ingest([report(number)], extractor="t")
        assert store.count(EventQuery()).total == number + 1
    files = {name: count for name, count, _ in store.tables.sizes()}
    assert files["events"] < 6 and files["runs"] < 6
    assert len(list(store.stream(EventQuery()))) == 14
    assert len(list(DeltaStore.open(str(tmp_path / "store")).stream(EventQuery()))) == 14


def test_an_open_store_survives_compaction_and_vacuum(tmp_path: Path) -> None:
    uri = str(tmp_path / "store")
    store, other = DeltaStore.open(uri), DeltaStore.open(uri)
    for number in range(5):
        store.ingest([report(number)], extractor="t")
    assert len(list(store.stream(EventQuery()))) == 5
    assert dict((name, removed) for name, removed, _ in other.compact())["events"] == 5
    deleted = dict(other.vacuum(0))
    assert len(deleted["events"]) == 5
    assert len(list(store.stream(EventQuery()))) == 5
    assert len(store.events(EventQuery())) == 5
    store.review(report(1).events[0].event_id, "reject", author="ana")
    assert store.count(EventQuery()).total == 4


def test_vacuum_keeps_what_the_retention_covers(tmp_path: Path) -> None:
    store = DeltaStore.open(str(tmp_path / "store"))
    for number in range(3):
        store.ingest([report(number)], extractor="t")
    store.compact()
    assert all(files == [] for _, files in store.vacuum(1))
    assert len(dict(store.vacuum(0, dry_run=True))["events"]) == 3
    assert len(dict(store.vacuum(0))["events"]) == 3


def test_a_version_of_the_log_can_be_restored_and_taken_back(tmp_path: Path) -> None:
    uri = str(tmp_path / "store")
    store, reader = DeltaStore.open(uri, author="ana"), DeltaStore.open(uri)
    store.ingest([report(1)], extractor="t")
    first = store.version()
    store.ingest([report(2)], extractor="t")
    store.review(report(1).events[0].event_id, "reject", author="ben")
    last = store.version()
    assert reader.count(EventQuery()).total == 1
    log = store.log()
    assert [(entry.version, entry.author) for entry in log] == [(last, "ben"), ("2.0", "ana"), (first, "ana")]
    store.restore(first)
    for each in (store, reader, DeltaStore.open(uri)):
        assert [s.event.document_id for s in each.stream(EventQuery())] == [document(1).document_id]
    store.restore(last)
    assert reader.count(EventQuery()).total == 1
    assert reader.count(EventQuery(review="rejected")).total == 1


@pytest.mark.parametrize("version", ["9.9", "x", "1", "-1.0"])
def test_a_version_that_never_was_is_refused(tmp_path: Path, version: str) -> None:
    store = DeltaStore.open(str(tmp_path / "store"))
    store.ingest([report(1)], extractor="t")
    with pytest.raises(StoreError):
        store.restore(version)
    assert store.count(EventQuery()).total == 1


def test_columns_stream_what_events_stream(tmp_path: Path) -> None:
    from geoevents.flat import unflatten

    store = DeltaStore.open(str(tmp_path / "store"))
    store.ingest([report(n, {}, {"location": None, "actor2": None}) for n in range(30)], extractor="t")
    store.review(report(3).events[0].event_id, "edit", author="ana", values={"weapons": ["rifle", "mortar"]})
    rows = [row for batch in store.stream_batches(EventQuery()) for row in batch.to_pylist()]
    assert [unflatten(row) for row in rows] == [stored.event for stored in store.stream(EventQuery())]
    assert [row["reviewed_by"] for row in rows].count("ana") == 1


def test_a_path_with_quotes_and_blanks_works(tmp_path: Path) -> None:
    store = DeltaStore.open(str(tmp_path / "it's a {50%} store #1 ü"))
    store.ingest([report(1)], extractor="t")
    assert len(list(store.stream_batches(EventQuery()))) == 1
    assert len(store.events(EventQuery())) == 1
    assert store.document(document(1).document_id) == document(1)


def test_a_path_the_table_format_cannot_bear_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot live"):
        DeltaStore.open(str(tmp_path / "a[1]"))


def test_threads_may_read_while_one_writes(tmp_path: Path) -> None:
    store = DeltaStore.open(str(tmp_path / "store"))
    store.ingest([report(0)], extractor="t")
    wrong: list[str] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            total = store.count(EventQuery(review="all")).total
            page = store.events(EventQuery(review="all"))
            if len(page) < total:
                wrong.append(f"{len(page)} events after {total} were counted")
            if sum(symbol.count for symbol in store.symbols(EventQuery(), WORLD, 3)) < total - 1:
                wrong.append("symbols lost events")

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, 12):
        store.ingest([report(number)], extractor="t")
    store.review(report(1).events[0].event_id, "reject", author="ana")
    done.set()
    for reader in readers:
        reader.join(timeout=30)
    assert wrong == []
    assert store.count(EventQuery()).total == 11


def test_a_url_of_no_known_kind_is_told() -> None:
    with pytest.raises(StoreError, match="nowhere"):
        DeltaStore.open("nowhere://bucket/store")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:60])


@pytest.mark.parametrize("table", ["events", "runs", "reviews"])
@pytest.mark.parametrize("harm", [Path.unlink, _cut], ids=["gone", "cut off"])
def test_a_data_file_that_is_gone_or_cut_off_is_told_with_the_way_back(tmp_path, table, harm):
    store = DeltaStore.open(str(tmp_path / "s"))
    store.ingest([report(1)], extractor="t")
    store.review(report(1).events[0].event_id, "reject", author="ana")
    for path in (tmp_path / "s" / table).glob("*.parquet"):
        harm(path)
    with pytest.raises(StoreError, match="missing or damaged.*store restore"):
        DeltaStore.open(str(tmp_path / "s")).count(EventQuery())


def test_a_damaged_log_is_told_with_the_table_it_is_of(tmp_path):
    DeltaStore.open(str(tmp_path / "s")).ingest([report(1)], extractor="t")
    _cut(max((tmp_path / "s" / "runs" / "_delta_log").glob("*.json")))
    with pytest.raises(StoreError, match="log of table runs is damaged"):
        DeltaStore.open(str(tmp_path / "s"))


def test_a_table_that_is_gone_is_not_made_anew_without_its_rows(tmp_path):
    DeltaStore.open(str(tmp_path / "s")).ingest([report(1)], extractor="t")
    shutil.rmtree(tmp_path / "s" / "events")
    with pytest.raises(StoreError, match="table events is gone"):
        DeltaStore.open(str(tmp_path / "s"))
    assert not (tmp_path / "s" / "events").exists()
