import json
from pathlib import Path

import pytest

from geoevents.page_assets import own_version, place, placed, writable_root
from geoevents.settings import bundle_root

STATIC = bundle_root() / "static"


def test_leaflet_is_placed_once(tmp_path):
    assert not placed(tmp_path)
    assert place(tmp_path) > 0
    assert placed(tmp_path)
    assert place(tmp_path) == 0


def test_a_damaged_file_is_put_right(tmp_path):
    place(tmp_path)
    leaflet = tmp_path / "vendor" / "leaflet" / "leaflet.js"
    good = leaflet.read_bytes()
    leaflet.write_bytes(b"half")
    assert place(tmp_path) == 1
    assert leaflet.read_bytes() == good


def test_version_and_script_of_the_map_follow_the_files(tmp_path):
    before = own_version(tmp_path)
    place(tmp_path)
    (tmp_path / "map").mkdir()
    (tmp_path / "map" / "core.js").write_text("var ours = 1;")
    assert own_version(tmp_path) != before
    assert not placed(tmp_path) and place(tmp_path) == 1 and placed(tmp_path)
    assert "var ours = 1;" in (tmp_path / "vendor" / "geoevents" / "map.js").read_text("utf-8")


def test_every_script_of_ours_is_part_of_the_maps_script(tmp_path):
    (tmp_path / "map").symlink_to(STATIC / "map")
    place(tmp_path)
    script = (tmp_path / "vendor" / "geoevents" / "map.js").read_text("utf-8")
    assert all(path.read_text("utf-8") in script for path in (STATIC / "map").glob("*.js"))


def test_a_read_only_bundle_is_served_from_a_copy(tmp_path, monkeypatch):
    bundle = tmp_path / "bundle"
    for name in ("static", ".streamlit"):
        (bundle / name).mkdir(parents=True)
    (bundle / "app.py").write_text("# app")

    real = place

    def refuse(static: Path) -> int:
        if static == bundle / "static":
            raise PermissionError(static)
        return real(static)

    monkeypatch.setattr("geoevents.page_assets.place", refuse)
    root = writable_root(bundle, tmp_path / "home")
    assert root == tmp_path / "home" / "app"
    assert (root / "app.py").is_file() and placed(root / "static")


def test_no_style_or_script_of_ours_names_an_outside_address():
    for path in (STATIC / "map").iterdir():
        if path.suffix in (".js", ".css"):
            assert "http://" not in path.read_text("utf-8") and "https://" not in path.read_text("utf-8"), path


@pytest.fixture(scope="module")
def shapes():
    return json.loads((STATIC / "basemap" / "countries.json").read_text("utf-8"))["features"]


def test_the_base_map_has_the_countries_that_people_look_for(shapes):
    codes = {shape["properties"]["iso"] for shape in shapes}
    assert {"SY", "UA", "SD", "SS", "YE", "PS", "MM", "XK", "TW", "EH"} <= codes


def test_no_border_crosses_the_whole_map(shapes):
    for shape in shapes:
        for polygon in shape["geometry"]["coordinates"]:
            for ring in polygon:
                steps = [abs(a[0] - b[0]) for a, b in zip(ring, ring[1:], strict=False)]
                assert max(steps) < 180, shape["properties"]


def test_labels_are_names_with_a_place_and_a_zoom():
    labels = json.loads((STATIC / "basemap" / "labels.json").read_text("utf-8"))
    assert len(labels) > 5000
    for name, lat, lon, zoom, kind in labels:
        assert name and -90 <= lat <= 90 and -180 <= lon <= 180 and 2 <= zoom <= 9 and kind in (0, 1)
    names = json.loads((STATIC / "basemap" / "names.json").read_text("utf-8"))
    assert names["SY"] == "Syria"


def test_what_is_committed_for_the_page_stays_small():
    size = sum(path.stat().st_size for name in ("map", "basemap") for path in (STATIC / name).iterdir())
    assert size < 2_200_000


def test_the_map_page_of_the_docs_names_every_key_of_the_address():
    from geoevents.pages.filters import OWN_KEYS

    page = bundle_root() / "docs" / "map.md"
    if page.is_file():  # not in an installed package
        text = page.read_text("utf-8")
        assert all(f"`{key}`" in text for key in (*OWN_KEYS, "at", "event"))
