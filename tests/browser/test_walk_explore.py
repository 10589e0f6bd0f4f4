"""What a reader does on the map, in a real browser."""

from __future__ import annotations

import json
import re

from sample_events import HOSTILE


def test_the_map_opens_with_symbols_areas_and_labels_and_asks_nothing_from_outside(server, tab):
    visit = tab(server)
    visit.open()
    assert visit.symbols() == 3  # a stack of two, a protest, the hostile one
    assert visit.in_map("document.getElementById('map_div').dataset.areas") == "2"
    assert visit.in_map("map_div.getPane('ge-base').querySelector('canvas').width") > 0
    drawn = "(() => { const c = map_div.getPane('ge-labels').querySelector('canvas');"
    drawn += " return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some(v => v); })()"
    visit.page.wait_for_timeout(500)
    assert visit.in_map(drawn)
    assert visit.sees("7 events") and visit.sees("1 without a place")
    assert visit.errors == [] and visit.outside == []


def test_filters_change_map_counts_and_address_without_a_new_map(server, tab):
    visit = tab(server)
    visit.open()
    visit.in_map("document.getElementById('map_div').dataset.witness = 'same'")
    page = visit.page
    page.get_by_label("Actor, on either side").fill("Rebels")
    page.get_by_role("option", name=re.compile("^Rebels")).click()
    page.keyboard.press("Escape")
    assert visit.sees("1 event\n")
    page.wait_for_url(re.compile("actor=Rebels"))
    page.get_by_role("button", name="Reset all filters").click()
    assert visit.sees("7 events")
    page.wait_for_url(re.compile("^((?!actor=).)*$"))
    visit.in_map("map_div.zoomIn()")
    visit.page.wait_for_timeout(900)
    visit.settle()
    visit.in_map("map_div.panBy([120, 40])")
    visit.page.wait_for_timeout(900)
    visit.settle()
    for name in ("Heat", "Countries by number of events", "Divisions by number of events", "Place names"):
        visit.switch_layer(name)
    visit.page.wait_for_timeout(900)
    visit.settle()
    assert int(visit.in_map("document.getElementById('map_div').dataset.divisions")) > 0
    assert visit.in_map("document.getElementById('map_div').dataset.witness") == "same"
    assert visit.in_map("window.feature_group.length") <= 1


def test_an_address_restores_dates_view_and_event(server, tab):
    visit = tab(server)
    visit.open("?from=2020-02-01&to=2020-02-29&country=SY&at=35.9,36.8,7")
    assert visit.sees("4 events")
    assert visit.in_map("map_div.getZoom()") == 7
    visit.page.get_by_label("From").first.wait_for()
    assert "from=2020-02-01" in visit.page.url


def test_wrong_values_in_the_address_are_dropped(server, tab):
    visit = tab(server)
    visit.open("?from=soon&type=Weather&dead=-3&at=999,0,5&event=<script>&status=no&in=1,2")
    assert visit.sees("7 events")


def test_a_stack_lets_one_choose_and_an_event_shows_its_evidence(server, tab):
    visit = tab(server)
    visit.open()
    visit.click_symbol(0)
    assert visit.sees("2 events in this symbol")
    visit.page.get_by_role("button", name="Read", exact=True).last.click()
    assert visit.sees("Rebels attacked an army post")
    evidence = visit.page.locator("blockquote").first
    assert "Rebels attacked an army post in Saraqib" in evidence.inner_text()
    assert evidence.locator("mark.ge-trigger").inner_text() == "attacked"
    assert evidence.locator("mark.ge-place").inner_text() == "Saraqib"
    link = visit.page.get_by_role("link", name="open the source")
    assert link.get_attribute("href") == "https://example.org/saraqib"
    visit.page.wait_for_url(re.compile("event="))
    visit.page.get_by_text("The whole report").click()
    assert "Gunners shelled a school" in visit.page.locator(".ge-report").inner_text()


def test_what_is_chosen_next_is_read_from_its_top(server, tab):
    visit = tab(server)
    visit.open()
    visit.click_symbol(0)
    visit.page.get_by_role("button", name="Read").first.click()
    visit.page.get_by_text("Correct it").click()
    visit.page.get_by_text("Save the correction").scroll_into_view_if_needed()
    visit.page.get_by_role("button", name="To the list").click()
    assert visit.sees("2 events in this symbol")
    visit.page.get_by_role("button", name="Read").last.click()
    assert visit.sees("Link to this event")
    visit.settle()
    panel = visit.page.locator("[class*=st-key-panel-]").bounding_box()
    heading = visit.page.get_by_text("Evidence", exact=True).bounding_box()
    assert panel["y"] < heading["y"] < panel["y"] + panel["height"] / 2


def test_hostile_text_is_shown_as_text_everywhere(server, tab):
    visit = tab(server)
    visit.open("?q=crowd")
    visit.click_symbol(0)
    assert visit.sees("Evidence")
    assert HOSTILE in visit.page.locator("blockquote").first.inner_text()
    for name in ("Why this place", "The whole report", "All fields", "Correct it"):
        visit.page.get_by_text(name, exact=True).click()
        visit.page.wait_for_timeout(300)
    visit.settle()
    assert visit.page.evaluate("window.hacked") is None and visit.in_map("window.hacked") is None
    assert visit.page.locator('img[src="x"]').count() == 0
    assert visit.page.locator('a[href^="javascript"]').count() == 0


def test_the_geojson_download_is_exactly_what_is_filtered(server, tab, tmp_path):
    visit = tab(server)
    visit.open("?country=SY")
    with visit.page.expect_download() as waiting:
        visit.page.get_by_role("button", name="GeoJSON").click()
    waiting.value.save_as(tmp_path / "events.geojson")
    features = json.loads((tmp_path / "events.geojson").read_text(encoding="utf-8"))["features"]
    assert len(features) == 5 and visit.sees("5 events")
    points = [f["geometry"]["coordinates"] for f in features if f["geometry"] and f["geometry"]["type"] == "Point"]
    assert len(points) >= 3 and all(36 < lon < 42 and 34 < lat < 38 for lon, lat in points)


def test_nothing_found_is_said_kindly_with_a_way_back(server, tab):
    visit = tab(server)
    visit.open("?q=zeppelin")
    assert visit.sees("No events match these filters")
    visit.page.get_by_role("button", name="Reset the filters").click()
    assert visit.sees("7 events")


def test_the_page_fits_a_phone(server, tab):
    visit = tab(server, 390, 844)
    visit.open()
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
    assert visit.page.locator("iframe").bounding_box()["width"] > 330


def test_online_tiles_are_asked_for_only_when_chosen(server, tab):
    visit = tab(server)
    visit.open()
    assert visit.outside == []
    visit.switch_layer("OpenStreetMap (online")
    visit.page.wait_for_timeout(800)
    assert visit.outside and all(address.startswith("https://tile.openstreetmap.org/") for address in visit.outside)
    visit.outside.clear()


def test_a_symbol_is_reached_and_opened_by_keyboard_alone(server, tab):
    visit = tab(server)
    visit.open()
    visit.map.locator(".ge-walk").focus()
    for _ in range(12):  # on to a symbol that is one event
        visit.page.keyboard.press("ArrowRight")
        if "deaths" in (said := visit.map.locator(".ge-walk").inner_text()) and "events" not in said:
            break
    visit.page.keyboard.press("Enter")
    assert visit.sees("Evidence") or visit.sees("known only to")
