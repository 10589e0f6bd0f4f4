"""What the check of the hand-written places finds, on a few invented rows and a square country."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import box

from geoevents.gazetteer.building.conflict import ConflictPlace, read_conflict_places
from geoevents.gazetteer.check import RowChecker, check_rows, write_checked
from geoevents.gazetteer.polygons import ADMIN1_FILE, COUNTRIES_FILE, Polygons
from geoevents.model import Place

Check = Callable[..., tuple[bool | None, str]]


@pytest.fixture
def polygons(tmp_path: Path) -> Polygons:
    """Two square countries side by side: AA from 10 to 12 degrees east, BB from 12 to 14."""
    folder = tmp_path / "polygons"
    folder.mkdir()
    squares = [box(10, 40, 12, 42), box(12, 40, 14, 42)]
    countries = {"country": ["AA", "BB"], "name": ["Aland", "Bland"]}
    gpd.GeoDataFrame(countries, geometry=squares, crs="EPSG:4326").to_parquet(folder / COUNTRIES_FILE)
    divisions = {
        "admin1_id": ["AA.01", "BB.01"],
        "country": ["AA", "BB"],
        "admin1_code": ["01", "01"],
        "name": ["West", "East"],
        "geonameid": [1, 2],
    }
    gpd.GeoDataFrame(divisions, geometry=squares, crs="EPSG:4326").to_parquet(folder / ADMIN1_FILE)
    return Polygons(folder)


@pytest.fixture
def dumps(tmp_path: Path) -> Path:
    """A dump of AA with the villages Kafr Zubad and Tel Moshir."""
    folder = tmp_path / "dumps"
    folder.mkdir()
    lines = []
    for ident, name, lat, lon in ((7, "Kafr Zubad", "41.0", "11.0"), (8, "Tel Moshir", "40.5", "10.5")):
        cells = [str(ident), name, name, "", lat, lon, "P", "PPL", "AA", "", "01", "", "", "", "0", "", "", "", ""]
        lines.append("\t".join(cells))
    with zipfile.ZipFile(folder / "AA.zip", "w") as archive:
        archive.writestr("AA.txt", "\n".join(lines) + "\n")
    return folder


@pytest.fixture
def check(polygons: Polygons, dumps: Path) -> Check:
    checker = RowChecker(polygons, dumps)

    def verdict(
        name: str,
        lat: float,
        lon: float,
        *,
        kind: str = "PPL",
        country: str | None = "AA",
        admin1: str | None = "West",
        radius_km: float | None = None,
        note: str = "",
    ) -> tuple[bool | None, str]:
        place = Place("conflict:x", name, lat, lon, country, kind, admin1=admin1, radius_km=radius_km)
        checked = checker.check(ConflictPlace(place, (), "unchecked", "x.csv, line 2", note))
        return checked.agrees, checked.against

    return verdict


def test_a_place_that_a_dump_has_at_the_same_spot_agrees(check: Check) -> None:
    assert check("Kafr Zubad", 41.01, 11.0) == (True, "geonames AA 7 at 1.1 km")


def test_the_same_name_elsewhere_in_the_neighbourhood_contradicts(check: Check) -> None:
    assert check("Kafr Zubad", 41.1, 11.0) == (False, "geonames AA 7 at 11.1 km")


def test_a_note_that_names_the_other_entry_settles_a_contradiction(check: Check) -> None:
    followed = check("Kafr Zubad", 41.1, 11.0, note="geonames AA 7 is off; not followed")
    assert followed == (True, "geonames AA 7 at 11.1 km, see note")
    other_village = check("Kafr Zubad", 41.1, 11.0, note="not geonames AA 7, a namesake")
    assert other_village == (True, "admin1 polygon West")


def test_a_name_far_away_is_another_place(check: Check) -> None:
    assert check("Kafr Zubad", 41.9, 11.0) == (True, "admin1 polygon West")


def test_a_similar_name_next_door_agrees_and_is_shown(check: Check) -> None:
    assert check("Kafar Zobaad", 41.01, 11.0) == (True, "geonames AA 7 (Kafr Zubad) at 1.1 km")


def test_a_base_is_held_against_the_place_that_it_is_called_after(check: Check) -> None:
    assert check("Tel Moshir air base", 40.55, 10.5, kind="AIRB") == (
        True,
        "namesake geonames AA 8 (Tel Moshir) at 5.6 km",
    )


def test_a_region_is_held_against_the_outline_even_where_a_village_bears_its_name(check: Check) -> None:
    assert check("Tel Moshir", 40.5, 10.5, kind="RGN", radius_km=20) == (True, "admin1 polygon West")


def test_a_place_outside_its_country_is_contradicted_unless_the_note_explains_it(check: Check) -> None:
    assert check("Nowhere", 41.0, 13.0) == (False, "unchecked; for the outlines the point is in BB")
    assert check("Nowhere", 41.0, 13.0, note="Occupied by BB")[0] is None


def test_a_place_in_another_division_than_the_row_says_is_contradicted(check: Check) -> None:
    assert check("Nowhere", 41.0, 11.0, admin1="North") == (False, "admin1 polygon West, but the row says North")


def test_a_village_right_on_the_border_is_given_the_outlines_tolerance(check: Check) -> None:
    agrees, against = check("Nowhere", 41.0, 12.02)
    assert agrees and against.startswith("country polygon AA at ")


def test_a_crossing_stands_on_a_border(check: Check) -> None:
    assert check("Big Gate", 41.0, 12.01, kind="BDRX", country=None)[0] is True
    assert check("Big Gate", 41.0, 12.5, kind="BDRX", country=None)[0] is False


def test_a_sea_lies_outside_every_country(check: Check) -> None:
    assert check("Wide Sea", 38.0, 5.0, kind="SEA", country=None)[0] is True
    assert check("Wide Sea", 41.0, 11.0, kind="SEA", country=None)[0] is None


def test_what_was_found_is_written_into_the_row_and_nothing_else_changes(
    polygons: Polygons, dumps: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "table"
    folder.mkdir()
    columns = "place_id,name,alternate_names,kind,country,admin1,lat,lon,radius_km,source,checked_against,note"
    rows = [
        'conflict:a,Kafr Zubad,"Zubad|كفر زبد",PPL,AA,West,41.0000,11.0000,,own,unchecked,',
        "conflict:b,Kafr Zubad,,PPL,AA,West,41.2000,11.0000,,own,unchecked,",
    ]
    (folder / "aland.csv").write_text("\n".join([columns, *rows]) + "\n", encoding="utf-8")
    results = check_rows(read_conflict_places(folder), RowChecker(polygons, dumps))
    write_checked(folder, results)
    with (folder / "aland.csv").open(encoding="utf-8", newline="") as file:
        written = list(csv.DictReader(file))
    assert [row["checked_against"] for row in written] == [
        "geonames AA 7 at 0.0 km",
        "CONTRADICTED: geonames AA 7 at 22.2 km",
    ]
    assert (written[0]["alternate_names"], written[0]["lat"], written[0]["note"]) == ("Zubad|كفر زبد", "41.0000", "")


def test_a_folder_without_a_dump_of_the_country_leaves_the_outlines(polygons: Polygons, tmp_path: Path) -> None:
    place = Place("conflict:x", "Kafr Zubad", 41.0, 11.0, "AA", "PPL", admin1="West")
    checked = RowChecker(polygons, tmp_path).check(ConflictPlace(place, (), "", "x.csv, line 2"))
    assert (checked.agrees, checked.against) == (True, "admin1 polygon West")
