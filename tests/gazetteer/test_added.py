"""A user's own places: what is taken, what is set aside and why."""

from __future__ import annotations

import pytest

from geoevents.errors import GazetteerFormatError, GazetteerMissingError, NotFoundError
from geoevents.gazetteer.added import read_places, write_rejects
from geoevents.gazetteer.installing import install_places, remove
from geoevents.gazetteer.stack import installed, open_gazetteers
from geoevents.model import Mention
from geoevents.resolve.resolver import Resolver


def write(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "own.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_row_with_everything_keeps_everything(tmp_path):
    path = write(
        tmp_path,
        "name,lat,lon,kind,country,admin1,population,radius_km,alternate_names,place_id\n"
        "Depot Seven,36.1,36.9,milb,sy,Idlib,,2.5,Depot 7|المستودع,own:7\n",
    )
    (row,), rejected = read_places(path, "mine")
    place = row.place
    assert rejected == []
    assert (place.place_id, place.feature_code, place.country, place.admin1) == ("own:7", "MILB", "SY", "Idlib")
    assert (place.population, place.radius_km, place.gazetteer) == (None, 2.5, "mine")
    assert set(row.names) == {"Depot 7", "المستودع"}


def test_semicolons_a_byte_order_mark_and_a_lone_name_are_fine(tmp_path):
    (row,), _ = read_places(write(tmp_path, "\ufeffname;lat;lon\nHill 70;11;20\n"), "mine")
    assert (row.place.place_id, row.place.feature_code) == ("mine:hill-70-2", "PPL")


@pytest.mark.parametrize(
    "line, reason",
    [
        ("X,north,20", "lat: 'north' is no number"),
        ("X,,20", "lat or lon: empty"),
        ("X,nan,20", "lat: 'nan' is no number"),
        ("X,95,20", "lat=95.0"),
        (",10,20", "name: empty"),
        ("X,10,20,PPL,Syria", "no ISO 3166-1"),
        ("X,10,20,a place,SY", "no GeoNames feature code"),
        ("X,10,20,PPL,SY,-3", "population"),
        ("X,10,20,PPL,SY,3,-1", "radius_km"),
        ("X,10,20,PPL,SY,3,1,more", "more cells"),
    ],
)
def test_a_bad_row_is_set_aside_with_its_line_and_reason(tmp_path, line, reason):
    path = write(tmp_path, f"name,lat,lon,kind,country,population,radius_km\nGood,1,2\n{line}\n")
    rows, (rejected,) = read_places(path, "mine")
    assert len(rows) == 1
    assert rejected.line == 3
    assert reason in rejected.reason


def test_a_decimal_comma_is_understood_where_cells_are_parted_by_semicolons(tmp_path):
    text = "name;lat;lon;population\nTell Zaytun;36,47;37,09;1200\nTell Karm;36.1;37.2;1,200\n"
    rows, rejected = read_places(write(tmp_path, text), "own")
    assert [(row.place.lat, row.place.lon) for row in rows] == [(36.47, 37.09)]
    assert [item.reason for item in rejected] == ["population: '1,200' is no number"]


def test_an_id_given_twice_is_set_aside(tmp_path):
    _, (rejected,) = read_places(write(tmp_path, "place_id,name,lat,lon\na:1,X,1,2\na:1,Y,1,2\n"), "mine")
    assert "given before" in rejected.reason


@pytest.mark.parametrize("text", ["", "name,lat\nX,1\n", "place\n"])
def test_a_file_without_the_columns_is_an_error(tmp_path, text):
    with pytest.raises(GazetteerFormatError, match="no column"):
        read_places(write(tmp_path, text), "mine")


def test_no_file_and_no_utf8_are_errors(tmp_path):
    with pytest.raises(GazetteerMissingError):
        read_places(tmp_path / "none.csv", "mine")
    with pytest.raises(GazetteerFormatError, match="UTF-8"):
        read_places(write(tmp_path, "name,lat,lon\nÉ,1,2\n", "latin-1"), "mine")


def test_rejects_are_written_with_their_own_cells(tmp_path):
    _, rejected = read_places(write(tmp_path, 'name,lat,lon\n"=HYPER, x",95,2\n'), "mine")
    write_rejects(tmp_path / "rejects.csv", rejected)
    lines = (tmp_path / "rejects.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "line,reason,name,lat,lon"
    assert '"=HYPER, x"' in lines[1]


def test_codes_and_the_columns_of_other_tables_are_known(tmp_path):
    path = write(tmp_path, "Name\tP-Code\tLatitude\tLongitude\tCountry Code\nKarvela\tSY0203\t35.1\t36.2\tsy\n")
    (row,), rejected = read_places(path, "cod")
    assert rejected == []
    assert (row.place.place_id, row.place.lat, row.place.country) == ("cod:SY0203", 35.1, "SY")
    assert "SY0203" in row.names


def test_a_cell_may_hold_several_lines(tmp_path):
    path = write(tmp_path, 'name,note,lat,lon\nOne,"first\nsecond",1,2\nTwo,,x,2\n')
    (row,), (rejected,) = read_places(path, "mine")
    assert row.place.name == "One"
    assert rejected.line == 4
    assert rejected.reason == "lat: 'x' is no number"


def install(settings, tmp_path, text, name, **options):
    return install_places(write(tmp_path, text), name, settings, **options)


def test_own_places_win_over_every_other_of_their_name(settings, tmp_path):
    install(settings, tmp_path, "name,lat,lon,country\nParis,35.5,38.5,SY\n", "mine")
    gazetteer = open_gazetteers(settings)
    found = gazetteer.find("Paris")
    assert (found[0].place.gazetteer, found[0].place.own) == ("mine", True)
    assert len(found) > 1
    mention = Mention(18, 23, "Paris")
    (answer,) = Resolver(gazetteer).resolve([mention], "Flooding has hit  Paris again.")
    assert answer.referent.country == "SY"


def test_the_higher_stated_priority_stands_for_a_place_that_two_lists_know(settings, tmp_path):
    for name, priority in (("low", 60), ("high", 200), ("below-dumps", 10)):
        install(
            settings,
            tmp_path,
            f"name,lat,lon,country,population\nKarvela,35.1,36.2,SY,{priority}\n",
            name,
            priority=priority,
        )
    (found,) = open_gazetteers(settings).find("Karvela")
    assert found.place.gazetteer == "high"
    assert list(installed(settings)) == ["added-high", "added-low", "added-below-dumps"]
    remove("HIGH", settings)
    (found,) = open_gazetteers(settings).find("Karvela")
    assert (found.place.gazetteer, found.place.own) == ("low", True)
    remove("low", settings)
    assert not open_gazetteers(settings).find("Karvela")[0].place.own
    with pytest.raises(NotFoundError, match="'low'; installed: below-dumps"):
        remove("low", settings)


@pytest.mark.parametrize(
    "name, priority, said", [("x", 0, "--priority 0"), ("x", 1001, "1 to 1000"), ("../x", 5, "--name")]
)
def test_a_name_or_priority_that_cannot_be_is_an_error(settings, tmp_path, name, priority, said):
    with pytest.raises(GazetteerFormatError, match=said):
        install(settings, tmp_path, "name,lat,lon\nA,1,2\n", name, priority=priority)
