import json
import re
from dataclasses import replace

import pytest
import streamlit_folium
from sample_events import HOSTILE

from geoevents.geometry import BoundingBox
from geoevents.layers.map import ONLINE_TILES, base_map, update_group
from geoevents.layers.payload import Fit, payload
from geoevents.layers.viewport import WORLD, View
from geoevents.store.base import AreaCount, Symbol

SYMBOL = Symbol(35.8, 36.8, 1, HOSTILE, "Battles", (("Battles", 1),), 4, 0, 1, 3.0, BoundingBox(35.8, 36.8, 35.8, 36.8))


def sent_to_the_browser(monkeypatch, view, data):
    """What streamlit-folium hands to the browser for our map."""
    sent = {}
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **kwargs: sent.update(kwargs))
    streamlit_folium.st_folium(base_map(view, version="abc"), feature_group_to_add=update_group(data), key="map")
    return sent


@pytest.fixture
def sent(monkeypatch):
    return sent_to_the_browser(monkeypatch, WORLD, payload([SYMBOL]))


def test_the_key_stays_when_the_data_changes(monkeypatch, sent):
    other = sent_to_the_browser(monkeypatch, WORLD, payload([], fit=Fit("k", view=View(1, 2, 5))))
    assert other["key"] == sent["key"]
    assert other["script"] == sent["script"]
    assert other["feature_group"] != sent["feature_group"]


def test_all_files_come_from_our_own_server_by_relative_addresses(sent):
    links = sent["js_links"] + sent["css_links"]
    assert links and all(link.startswith("../../app/static/") for link in links)
    assert not re.search(r"(src|href)=", sent["header"])


def test_the_only_outside_address_in_the_script_is_that_of_the_tiles_one_may_choose(sent):
    outside = set(re.findall(r"https?://[^\s\"'\\]+", sent["script"].replace("\\u0026", "&")))
    assert outside == {ONLINE_TILES, "https://www.openstreetmap.org/copyright"}
    tiles = re.search(r"var (tile_layer_\w+) =", sent["script"]).group(1)
    assert f"{tiles}.addTo" not in sent["script"]


def test_a_preview_offers_neither_playback_nor_online_tiles():
    script = base_map(WORLD, preview=True).get_root().render()
    assert re.search(r"GeoEvents\.setup\(\w+, \{.*\}, true\);", script)
    assert ONLINE_TILES not in script


def test_a_hostile_id_stays_data(sent):
    assert "alert(1)" not in sent["feature_group"]
    assert "</script" not in sent["feature_group"] and "`" not in sent["feature_group"]
    data = json.loads(re.search(r"GeoEvents\.update\(map_div, (\{.*\})\);", sent["feature_group"]).group(1))
    assert data["s"][0][11] == HOSTILE


def test_the_payload_holds_no_name():
    area = AreaCount("id", "Idlib <b>province", "SY", 4, 35.0, 36.0, 80.0, 3, 1)
    text = json.dumps(payload([replace(SYMBOL, event_id="e1")], [area]))
    assert "Idlib" not in text and "Battles" not in text


def test_layers_stand_behind_one_control(sent):
    for name in ("Offline map", "Events", "Heat", "Known only to an area", "Place names"):
        assert json.dumps(name) in sent["script"]
    assert sent["script"].count("L.control.layers(") == 1


def test_a_country_code_that_is_none_never_reaches_the_map():
    area = AreaCount(None, "x", "S<", 6, 0.0, 0.0, 1.0, 1, 0)
    data = payload([], [area], by_country={"SY": 2, "<b>": 1})
    assert data["a"][0][6] is None
    assert data["c"] == {"SY": 2}
