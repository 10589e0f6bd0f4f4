"""The Explore page without a browser."""

from __future__ import annotations

import json
from datetime import date

from sample_events import HOSTILE, sample
from stored_events import report

EVENTS = [event for _, events in sample() for event in events]


def html_of(app) -> str:
    return " ".join(element.proto.body for element in app.get("html"))


def map_of(app):
    """The arguments of the map's component."""
    return json.loads(app.get("component_instance")[0].proto.json_args)


def test_it_starts_and_counts_what_is_shown(filled, app):
    app.run()
    assert not app.exception
    text = html_of(app)
    for number, what in (
        ("7", "events"),
        ("4", "at a point"),
        ("2", "known only to an area"),
        ("1", "without a place"),
    ):
        assert f"<b>{number}</b> {what}" in text


def test_an_address_restores_a_view(filled, app):
    app.query_params.update(
        {"from": "2020-02-01", "to": "2020-02-29", "country": "SY", "q": "saraqib", "at": "35.9,36.8,7"}
    )
    app.run()
    assert not app.exception
    assert "<b>2</b> events" in html_of(app)
    assert app.session_state["f_countries"] == ["SY"]
    assert app.session_state["home_view"].zoom == 7
    assert app.text_input(key="f_text").value == "saraqib"


def test_the_address_says_what_the_filters_say(filled, app):
    app.run()
    app.text_input(key="f_text").set_value("Students").run()
    assert app.query_params["q"] in ("Students", ["Students"])
    assert "<b>1</b> event<" in html_of(app)


def test_wrong_values_in_the_address_are_dropped(filled, app):
    app.query_params.update(
        {"from": "soon", "type": "Weather", "dead": "-1", "at": "1,2", "event": "nobody", "in": "x"}
    )
    app.run()
    assert not app.exception
    assert "<b>7</b> events" in html_of(app)


def test_days_in_the_wrong_order_are_left_out_with_a_message(filled, app):
    from datetime import date

    app.run()
    app.date_input(key="f_from").set_value(date(2021, 1, 1))
    app.date_input(key="f_to").set_value(date(2020, 1, 1)).run()
    assert "after the last" in app.error[0].value
    assert "<b>7</b> events" in html_of(app)


def test_no_match_is_said_kindly_and_reset_brings_everything_back(filled, app):
    app.query_params["q"] = "zeppelin"
    app.run()
    assert "No events match" in app.info[0].value
    app.button(key="reset_empty").click().run()
    assert "<b>7</b> events" in html_of(app)


def test_an_empty_store_points_to_the_page_that_fills_it(store, app):
    app.run()
    assert not app.exception
    assert "no events yet" in app.info[0].value


def test_the_map_gets_codes_and_numbers_and_no_text_of_a_report(filled, app):
    app.run()
    sent = json.dumps(map_of(app))
    for words in ("Saraqib", "Khartoum", "Rebels", "alert(1)", "Test Wire"):
        assert words not in sent


def test_an_event_in_the_address_is_shown_whole(filled, app):
    app.query_params["event"] = EVENTS[0].event_id
    app.run()
    text = html_of(app)
    assert '<mark class="ge-trigger"' in text and "Rebels" in text
    assert 'href="https://example.org/saraqib"' in text


def test_a_hostile_report_stays_text_and_its_address_is_no_link(filled, app):
    app.query_params["event"] = EVENTS[-1].event_id
    app.run()
    assert not app.exception
    text = html_of(app)
    assert "<img" not in text and "${alert" not in text and 'href="javascript' not in text
    assert "&lt;img src=x" in text
    for label in [*app.expander, *app.button, *app.checkbox]:
        assert HOSTILE not in label.label


def test_rejecting_takes_an_event_off_and_undo_brings_it_back(filled, app):
    app.query_params["event"] = EVENTS[0].event_id
    app.run()
    app.text_input(key=f"note-{EVENTS[0].event_id}").set_value("a mistake")
    app.button(key="decide").click().run()
    assert "<b>6</b> events" in html_of(app)
    assert filled.event(EVENTS[0].event_id).rejected
    assert "Rejected by Ada" in html_of(app) and "a mistake" in html_of(app)
    app.button(key="undo").click().run()
    assert "<b>7</b> events" in html_of(app)
    assert not filled.event(EVENTS[0].event_id).rejected


def test_a_correction_changes_the_event_and_keeps_its_author(filled, app):
    event_id = EVENTS[0].event_id
    app.query_params["event"] = event_id
    app.run()
    app.selectbox(key=f"fix-{event_id}-sub").set_value("Peaceful protest")
    app.button(key=f"fix-{event_id}-save").click().run()
    assert not app.exception
    stored = filled.event(event_id)
    assert stored.event.sub_event_type == "Peaceful protest" and stored.reviewed_by == "Ada"


def test_an_event_of_centuries_ago_can_be_corrected(store, app):
    happened = {"date_start": date(1453, 5, 29), "date_end": date(1453, 5, 29)}
    item = report(1, {**happened, "status": "historical"})
    store.ingest([item], extractor="test")
    event_id = item.events[0].event_id
    app.query_params["event"] = event_id
    app.run()
    assert not app.exception
    app.selectbox(key=f"fix-{event_id}-status").set_value("actual")
    app.button(key=f"fix-{event_id}-save").click().run()
    assert not app.exception
    corrected = store.event(event_id).event
    assert (corrected.status, corrected.date_start) == ("actual", date(1453, 5, 29))


def test_a_click_on_a_stack_lists_its_events(filled, app):
    app.run()
    app.session_state["map"] = {
        "bounds": {"_southWest": {"lat": 0, "lng": 0}, "_northEast": {"lat": 60, "lng": 80}},
        "zoom": 4,
        "center": {"lat": 30, "lng": 40},
    }
    from geoevents.geometry import BoundingBox
    from geoevents.pages.selection import Many
    from geoevents.query import EventQuery

    stack = next(s for s in filled.symbols(EventQuery(), BoundingBox(0, 0, 60, 80), 4) if s.count == 2)
    app.session_state["selection"] = Many(stack)
    app.run()
    text = html_of(app)
    assert "2 events in this symbol" in text and "Armed clash" in text and "Shelling" in text


def test_evidence_stands_before_the_facts(filled, app):
    app.query_params["event"] = EVENTS[0].event_id
    app.run()
    text = html_of(app)
    assert text.index("Evidence</p>") < text.index('<dl class="ge-facts">')


def test_a_screen_reader_finds_a_heading(filled, app):
    app.run()
    assert "<h1" in html_of(app)


def test_divisions_are_sent_only_while_their_layer_is_shown(filled, app):
    app.run()
    assert '"d":[]' in map_of(app)["feature_group"]
    app.session_state["divisions_on"] = True
    app.run()
    assert '"d":[[' in map_of(app)["feature_group"]


def test_an_event_known_to_a_division_is_shown_by_its_outline(filled, app):
    known = next(e for e in EVENTS if e.location and e.location.where_prec == 4)
    app.query_params["event"] = known.event_id
    app.run()
    selected = map_of(app)["feature_group"].split('"sel":')[1].split('"fit":')[0]
    assert ",[[" in selected, "an outline, not a circle"


def test_a_file_becomes_the_area_of_the_filter(filled, app):
    app.run()
    area = b'{"type": "Polygon", "coordinates": [[[36, 35], [38, 35], [38, 37], [36, 37], [36, 35]]]}'
    app.file_uploader[0].set_value(("box.geojson", area, "application/geo+json")).run()
    assert not app.exception
    assert app.session_state["f_polygon"] == ((36.0, 35.0), (38.0, 35.0), (38.0, 37.0), (36.0, 37.0))
    assert app.query_params["in"]
    assert "<b>7</b> events" not in html_of(app)


def test_a_file_that_is_no_area_is_refused_with_a_reason(filled, app):
    app.run()
    app.file_uploader[0].set_value(("x.json", b"[[[[", "application/json")).run()
    assert not app.exception
    assert "no GeoJSON" in app.error[0].value and "<b>7</b> events" in html_of(app)


def test_the_map_comes_alone_and_the_rest_when_it_has_told_what_it_shows(filled, app):
    app.session_state["map_drawn"] = False
    app.run()
    script = map_of(app)["script"]
    assert "<b>7</b> events" in html_of(app) and not app.dataframe and not app.sidebar.text_input
    app.session_state["map"] = {
        "bounds": {"_southWest": {"lat": 30, "lng": 30}, "_northEast": {"lat": 40, "lng": 50}},
        "zoom": 5,
        "center": {"lat": 35, "lng": 40},
    }
    app.run()
    assert len(app.dataframe) == 1 and app.sidebar.text_input
    assert map_of(app)["script"] == script
    app.run()
    assert map_of(app)["script"] == script


def test_the_table_stays_the_same_one_while_no_row_of_it_is_chosen(filled, app):
    app.run()
    before = app.session_state["table_shows"][0]
    app.text_input(key="f_text").set_value("shelling").run()
    assert app.session_state["table_shows"][0] == before
