"""The Review page without a browser: the queue, decisions, candidates and undo."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from geoevents.pages import review
from geoevents.query import EventQuery


def _page() -> None:
    from geoevents.pages import review

    review.render()


@pytest.fixture
def page(filled):
    return AppTest.from_function(_page, default_timeout=60)


def html_of(app) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def waiting(store) -> int:
    return store.count(EventQuery(review="open")).total


def test_it_shows_one_event_with_its_evidence_and_how_many_wait(filled, page):
    page.run()
    assert not page.exception
    total = waiting(filled)
    assert f"0 of {total} events looked at" in page.get("progress")[0].proto.text
    assert "<blockquote>" in html_of(page)


@pytest.mark.parametrize("button, rejected", [("review_confirm", False), ("review_reject", True)])
def test_a_decision_is_signed_and_brings_the_next_event(filled, page, button, rejected):
    page.run()
    before = waiting(filled)
    first = html_of(page)
    page.text_input(key="review_author").set_value("Bea").run()
    page.button(key=button).click().run()
    assert not page.exception
    assert waiting(filled) == before - 1
    assert html_of(page) != first
    decided = [s for s in filled.stream(EventQuery(review="all")) if s.reviewed_by == "Bea"]
    assert [s.rejected for s in decided] == [rejected]


def test_undo_brings_the_event_back_to_be_looked_at_again(filled, page):
    page.run()
    first, before = html_of(page), waiting(filled)
    page.button(key="review_reject").click().run()
    page.button(key="review_undo").click().run()
    assert waiting(filled) == before
    assert first.split("<blockquote>")[1] in html_of(page)


def test_what_is_put_off_waits_at_the_end(filled, page):
    page.run()
    before = waiting(filled)
    for _ in range(before):
        page.button(key="review_skip").click().run()
    assert not page.exception
    assert waiting(filled) == before
    page.button(key="review_later_now").click().run()
    assert "<blockquote>" in html_of(page)


def test_another_candidate_becomes_the_place_with_one_click(filled, page):
    page.run()
    choose = [button for button in page.button if (button.key or "").startswith("review_candidate_")]
    while not choose:
        page.button(key="review_skip").click().run()
        choose = [button for button in page.button if (button.key or "").startswith("review_candidate_")]
    event_id = choose[0].key.split("_")[2]
    choose[0].click().run()
    assert not page.exception
    moved = filled.event(event_id)
    assert moved.event.location.place_id == "test:2"
    assert moved.event.location.name.startswith("Old ")
    assert moved.reviewed_by == "Ada"


def test_nothing_to_decide_is_said_kindly(store):
    app = AppTest.from_function(_page, default_timeout=60).run()
    assert not app.exception
    assert "Nothing waits" in app.success[0].value


def test_a_candidate_tells_its_reasons_with_nothing_that_could_run(filled):
    event = next(s.event for s in filled.stream(EventQuery()) if s.event.location and s.event.location.candidates)
    candidate = event.location.candidates[0]
    hostile = type(candidate)(candidate.place, 0.5, ("<script>alert(1)</script>",))
    shown = review.candidate_html(hostile, chosen=False)
    assert "<script>" not in shown and "50%" in shown
