"""Decide on events by key alone, and take a decision back."""

from __future__ import annotations

import pytest
from conftest import Server
from sample_events import sample

from geoevents.query import EventQuery
from geoevents.store.delta import DeltaStore


@pytest.fixture
def own_server(tmp_path):
    store = DeltaStore.open(str(tmp_path / "home" / "store"), author="test")
    store.ingest(sample(), extractor="test")
    server = Server(tmp_path / "home")
    yield server, store
    server.stop()


def test_events_are_decided_on_by_key_and_a_decision_is_taken_back(own_server, tab):
    server, store = own_server
    total = store.count(EventQuery(review="open")).total
    visit = tab(server)
    visit.page.goto(server.url + "review")
    assert visit.sees(f"0 of {total} events looked at")
    visit.settle()
    visit.page.keyboard.press("n")
    assert visit.sees(f"1 of {total} events looked at")
    assert store.count(EventQuery(review="rejected")).total == 1
    visit.settle()
    visit.page.keyboard.press("u")
    assert visit.sees(f"0 of {total} events looked at")
    visit.settle()
    visit.page.keyboard.press("y")
    assert visit.sees(f"1 of {total} events looked at")
    assert store.count(EventQuery(review="open")).total == total - 1
    assert [s.reviewed_by for s in store.stream(EventQuery()) if s.reviewed_by] == ["Ada"]
