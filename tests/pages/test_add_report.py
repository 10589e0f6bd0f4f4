"""The Add-report page without a browser."""

from __future__ import annotations

from datetime import date

import pytest
from sample_events import HOSTILE, sample
from streamlit.testing.v1 import AppTest

from geoevents.model import TextSpan
from geoevents.pages import common
from geoevents.pages.add_report import MAX_CHARACTERS, card_html, keep, problem_with, rejected_html
from geoevents.query import EventQuery


def page():
    from geoevents.pages import add_report

    add_report.render()


@pytest.fixture
def add_page():
    return AppTest.from_function(page, default_timeout=90)


@pytest.mark.parametrize("text", ["", "   \n "])
def test_an_empty_text_is_said_kindly(text):
    assert "no text yet" in problem_with(text, "")


def test_a_text_too_long_for_the_page_points_to_the_command():
    assert "geoevents extract" in problem_with("x" * (MAX_CHARACTERS + 1), "")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "example.org", "file:///etc/passwd"])
def test_only_addresses_of_the_web_are_taken(url):
    assert "http" in problem_with("Some text.", url)


def test_a_good_report_has_no_problem():
    assert problem_with("Some text.", " https://example.org/a ") is None


def test_the_empty_form_asks_for_a_text(store, add_page):
    add_page.run()
    add_page.button[0].click().run()
    assert "no text yet" in add_page.warning[0].value


def test_a_text_that_trips_the_extractor_is_said_to(store, add_page, monkeypatch):
    class Stumbler:
        def explain(self, document):
            raise OverflowError("too long a number")

    monkeypatch.setattr(common, "open_pipeline", Stumbler)
    add_page.run()
    add_page.text_area[0].set_value("Some text.")
    add_page.button[0].click().run()
    assert not add_page.exception
    assert "too long a number" in add_page.error[0].value


def test_all_events_are_stored_and_those_not_ticked_are_rejected(store):
    document, events = sample()[0]
    assert keep(store, document, events, {events[0].event_id}, "Ada")
    assert not store.event(events[0].event_id).rejected
    left_out = store.event(events[1].event_id)
    assert left_out.rejected and left_out.reviewed_by == "Ada"


def test_keeping_a_report_again_doubles_nothing_and_can_bring_an_event_back(store):
    document, events = sample()[0]
    keep(store, document, events, {events[0].event_id}, "Ada")
    assert not keep(store, document, events, {event.event_id for event in events}, "Ada")
    assert store.count(EventQuery()).total == 2


def test_a_hostile_event_is_a_card_of_text():
    markup = card_html(sample()[-1].events[0])
    assert "<img" not in markup and "${" not in markup and "&lt;img" in markup


def test_a_word_that_made_no_event_is_listed_with_its_reasons():
    class Item:
        trigger = TextSpan(0, 5, HOSTILE)
        reasons = ("only a <b>threat</b>", "nothing beside it speaks for conflict")

    markup = rejected_html([Item()])
    assert "<img" not in markup and "only a &lt;b&gt;threat" in markup and "nothing beside it" in markup


@pytest.mark.model
def test_a_pasted_report_shows_its_events_before_they_are_kept(store, add_page):
    add_page.run()
    add_page.text_area(key="r_text").set_value(
        "Two soldiers were killed on Monday when gunmen attacked a checkpoint near Idlib, the army said."
    )
    add_page.date_input(key="r_date").set_value(date(2020, 2, 12))
    add_page.button[0].click().run()
    assert not add_page.exception
    assert "found" in add_page.subheader[0].value
    assert store.count(EventQuery()).total == 0
    add_page.button(key="keep").click().run()
    assert not add_page.exception
    assert store.count(EventQuery()).total >= 1
