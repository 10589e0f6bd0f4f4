"""Playback on the page, without a browser."""

from __future__ import annotations

import json
from datetime import date

from test_explore import html_of, map_of

from geoevents.pages.playback import Playing

WHOLE = (None, None)


def update_of(app) -> dict:
    """The payload that the map has been given."""
    script = map_of(app)["feature_group"]
    begin = script.index('{"s"')
    return json.JSONDecoder().raw_decode(script[begin:].replace("\\u003c", "<"))[0]


def test_nothing_is_played_until_it_is_asked_for(filled, app):
    app.run()
    assert update_of(app)["play"] is None


def test_frames_are_sent_in_place_of_symbols_and_add_up_to_the_count(filled, app):
    app.run()
    app.session_state["playing"] = Playing(WHOLE, unit="year", width=0)
    app.session_state["frames_wanted"] = True
    app.run()
    assert not app.exception
    sent = update_of(app)
    assert sent["s"] == [] and sent["a"] == []
    assert sent["play"]["i"] == 0 and len(sent["play"]["f"]) == sent["play"]["n"]
    dated = sent["play"]["c"][-1][0]
    assert f"<b>{dated}</b> events" in html_of(app)


def test_the_step_suits_the_range_until_one_is_chosen(filled, app):
    app.run()
    app.session_state["playing"] = Playing(WHOLE)
    app.session_state["frames_wanted"] = True
    app.run()
    auto = update_of(app)["play"]["u"]
    app.session_state["playing"] = Playing(WHOLE, unit="month")
    app.run()
    assert auto != "month" and update_of(app)["play"]["u"] == "month"


def test_a_day_is_found_again_in_another_step(filled, app):
    app.run()
    app.session_state["playing"] = Playing((date(2020, 1, 1), date(2020, 12, 31)), unit="month", day=date(2020, 2, 14))
    app.session_state["frames_wanted"] = True
    app.date_input(key="f_from").set_value(date(2020, 1, 1))
    app.date_input(key="f_to").set_value(date(2020, 12, 31)).run()
    film = update_of(app)["play"]
    assert film["o"][:7] == "2020-02" and film["at"] == 0, "the range begins with the first event"


def test_paused_the_map_shows_what_the_filter_says_and_remembers_the_whole_range(filled, app):
    app.run()
    shown = (date(2020, 2, 1), date(2020, 2, 29))
    app.session_state["playing"] = Playing(WHOLE, unit="month", paused=shown)
    app.session_state["frames_wanted"] = False
    app.date_input(key="f_from").set_value(shown[0])
    app.date_input(key="f_to").set_value(shown[1]).run()
    sent = update_of(app)
    assert sent["days"] == ["2020-02-01", "2020-02-29"] and sent["s"]
    assert "f" not in sent["play"]
    whole = (sent["play"]["o"], sent["play"]["e"])
    app.session_state["playing"] = Playing(WHOLE, unit="month")
    app.session_state["f_from"] = app.session_state["f_to"] = None
    app.run()
    assert whole == (update_of(app)["play"]["o"], update_of(app)["play"]["e"])


def test_days_that_the_reader_sets_become_the_range_that_is_played(filled, app):
    app.run()
    app.session_state["playing"] = Playing(WHOLE, unit="day", paused=(date(2020, 2, 1), date(2020, 2, 29)))
    app.date_input(key="f_from").set_value(date(2020, 2, 5)).run()
    film = update_of(app)["play"]
    assert film["o"] >= "2020-02-05"


def test_without_a_dated_event_nothing_is_played(filled, app):
    app.query_params["q"] = "zeppelin"
    app.run()
    app.session_state["playing"] = Playing(WHOLE)
    app.session_state["frames_wanted"] = True
    app.run()
    assert update_of(app)["play"] == {"n": 0}
