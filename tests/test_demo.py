import os
import time

import pytest
from sample_events import sample

from geoevents import demo
from geoevents.store.delta import DeltaStore


def state_file(settings):
    return next((settings.home / "demo").glob("*.json"))


def test_the_demo_is_due_for_a_new_and_empty_store(settings):
    assert demo.is_due(settings) == settings.demo_reports.is_file()


def test_it_is_not_due_where_events_are_already(settings):
    DeltaStore.open(settings.store_uri).ingest(sample(), extractor="test")
    assert not demo.is_due(settings)


def test_a_store_that_was_emptied_later_stays_empty(settings):
    demo.write_state(settings, done=5, total=5, finished=True)
    assert not demo.is_due(settings)


def test_while_it_runs_the_page_is_told_how_far_it_is(settings):
    demo.write_state(settings, done=2, total=5, finished=False)
    state = demo.read_state(settings)
    assert (state.done, state.total, state.running) == (2, 5, True)
    assert not demo.is_due(settings)


def test_a_reading_that_broke_off_is_done_again(settings):
    demo.write_state(settings, done=2, total=5, finished=False)
    long_ago = time.time() - 3600
    os.utime(state_file(settings), (long_ago, long_ago))
    assert not demo.read_state(settings).running
    assert demo.is_due(settings)


@pytest.mark.parametrize("content", ["", "{", '{"done": '])
def test_a_damaged_state_is_no_state(settings, content):
    demo.write_state(settings, done=2, total=5, finished=False)
    state_file(settings).write_text(content)
    assert demo.read_state(settings) is None


def test_every_demo_report_can_be_read(settings):
    documents = demo.read_reports(settings.demo_reports)
    assert len({document.document_id for document in documents}) == len(documents) >= 40
    assert all(document.published for document in documents)
