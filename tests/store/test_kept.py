"""Views kept as files: what the next start finds, and what it passes over."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from stored_events import event, report

from geoevents.query import EventQuery
from geoevents.store import kept, view
from geoevents.store.base import ExtractedDocument
from geoevents.store.delta import DeltaStore


@pytest.fixture(autouse=True)
def _small_views_are_kept_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "LARGE", 0)


@pytest.fixture
def views(tmp_path: Path) -> Path:
    return tmp_path / "views"


@pytest.fixture
def uri(tmp_path: Path) -> str:
    made = tmp_path / "store"
    DeltaStore.open(str(made)).ingest([report(1), report(2, {"date_start": None, "date_end": None})], extractor="t")
    return str(made)


def opened(uri: str, views: Path) -> DeltaStore:
    store = DeltaStore.open(uri, author="ana", views=views)
    store.count(EventQuery())
    return store


def answers(store: DeltaStore) -> list[object]:
    query = EventQuery(review="all")
    found = [stored.event for stored in store.events(query)]
    return [store.count(query), store.facets(query), store.histogram(query), store.areas(query), found]


def file_of(views: Path) -> Path:
    (found,) = views.glob("*/*.duckdb")
    return found


def read_anew(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Grows whenever a view reads runs from the store's own files."""
    calls: list[object] = []
    real = view.take_runs
    monkeypatch.setattr(view, "take_runs", lambda cursor, files: (calls.append(files), real(cursor, files))[1])
    return calls


def test_the_next_start_finds_what_was_taken_in(uri, views, monkeypatch):
    expected = answers(opened(uri, views))
    calls = read_anew(monkeypatch)
    assert answers(opened(uri, views)) == expected
    assert calls == []


def test_events_and_decisions_that_came_later_are_seen(uri, views):
    opened(uri, views)
    other = DeltaStore.open(uri, author="ben")
    other.ingest([report(3)], extractor="t")
    first, second = (stored.event.event_id for stored in other.events(EventQuery(), limit=2))
    other.review(first, "reject", author="ben")
    other.review(second, "edit", author="ben", values={"event_type": "Riots", "sub_event_type": "Mob violence"})
    store = opened(uri, views)
    assert answers(store) == answers(other)
    assert store.count(EventQuery()).total == 2
    assert store.event(second).event.event_type == "Riots"
    assert answers(opened(uri, views)) == answers(other), "and once more"


def test_a_decision_that_was_kept_can_be_taken_back(uri, views):
    store = opened(uri, views)
    wanted = store.events(EventQuery())[0].event.event_id
    store.review(wanted, "reject", author="ana")
    shutil.rmtree(views)
    assert opened(uri, views).count(EventQuery()).total == 1
    opened(uri, views).undo(author="ana")
    assert opened(uri, views).count(EventQuery()).total == 2


@pytest.mark.parametrize("harm", ["cut", "changed", "gone", "pointer"])
def test_a_damaged_view_is_passed_over(uri, views, harm):
    expected = answers(opened(uri, views))
    file = file_of(views)
    content = file.read_bytes()
    if harm == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif harm == "changed":
        file.write_bytes(content[:50_000] + b"x" * 100 + content[50_100:])
    elif harm == "gone":
        file.unlink()
    else:
        (file.parent / "view.json").write_text('{"digest": 5')
    assert answers(opened(uri, views)) == expected


def test_a_view_of_another_store_at_the_same_place_is_passed_over(uri, views):
    opened(uri, views)
    shutil.rmtree(uri)
    DeltaStore.open(uri).ingest([report(7), report(8), report(9)], extractor="t")
    assert opened(uri, views).count(EventQuery()).total == 3


def test_a_store_taken_back_to_an_older_version_is_read_anew(uri, views):
    first = opened(uri, views)
    version = first.version()
    first.ingest([report(3), report(4)], extractor="t")
    shutil.rmtree(views)
    assert opened(uri, views).count(EventQuery()).total == 4
    DeltaStore.open(uri).restore(version)
    assert opened(uri, views).count(EventQuery()).total == 2


def test_a_document_read_again_loses_its_old_events_and_keeps_what_a_person_decided(uri, views):
    store = opened(uri, views)
    wanted = store.events(EventQuery(), newest_first=False)[0].event
    store.review(wanted.event_id, "edit", author="ana", values={"sub_event_type": "Government regains territory"})
    document = store.document(wanted.document_id)
    again = event(document, 5, trigger=wanted.trigger)
    opened(uri, views).ingest([ExtractedDocument(document, [again])], extractor="t 2")
    assert answers(opened(uri, views)) == answers(DeltaStore.open(uri))


def test_two_servers_share_a_kept_view_and_write_apart(uri, views):
    opened(uri, views)
    one, two = opened(uri, views), opened(uri, views)
    one.ingest([report(3)], extractor="t")
    assert one.count(EventQuery()).total == two.count(EventQuery()).total == 3


def test_a_folder_that_cannot_be_written_is_done_without(uri, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert opened(uri, blocked).count(EventQuery()).total == 2


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a process cannot be asked for")
def test_what_a_killed_process_left_behind_is_deleted(uri, views):
    opened(uri, views)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left = file_of(views).parent / f"of-{ended.pid}-abc"
    left.mkdir()
    (left / "view.duckdb").write_bytes(b"x")
    own = file_of(views).parent / f"of-{os.getpid()}-abc"
    own.mkdir()
    opened(uri, views)
    assert not left.exists() and own.exists()
