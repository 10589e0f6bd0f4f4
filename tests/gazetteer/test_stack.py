"""Several gazetteers as one: priorities, doubles, and the user's folders."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geoevents.gazetteer.memory import MemoryGazetteer
from geoevents.gazetteer.stack import StackedGazetteer, open_gazetteers, same_place
from geoevents.gazetteer.writer import PlaceRow, write_gazetteer
from geoevents.model import Place

from .conftest import ATME, IDLIB, IDLIB_PROVINCE, PARIS_FR, PARIS_US


def stack(*groups):
    return StackedGazetteer([MemoryGazetteer(group) for group in groups])


@pytest.mark.parametrize(
    "other, same",
    [
        (replace(IDLIB, place_id="mine:idlib", geonameid=None, lat=IDLIB.lat + 0.02), True),
        (replace(IDLIB, place_id="mine:idlib", geonameid=None, lat=IDLIB.lat + 0.2), False),
        (replace(IDLIB, place_id="mine:far", lat=10.0), True),
        (IDLIB_PROVINCE, False),
        (replace(IDLIB, place_id="mine:x", geonameid=None, name="Other"), False),
        (replace(IDLIB, place_id="mine:x", geonameid=None, name="AL-IDLIB"), True),
    ],
)
def test_one_place_is_one_id_or_one_name_and_class_nearby(other, same):
    assert same_place(IDLIB, other) is same


def test_a_place_known_twice_is_answered_once_by_the_stronger_gazetteer():
    own = replace(IDLIB, place_id="mine:idlib", geonameid=None, population=None, gazetteer="mine")
    (found,) = stack([own], [IDLIB]).find("Idlib")
    assert (found.place.place_id, found.place.gazetteer) == ("mine:idlib", "mine")
    assert found.place.population == IDLIB.population


def test_namesakes_in_different_gazetteers_stay_apart():
    assert len(stack([PARIS_US], [PARIS_FR]).find("Paris")) == 2


def test_an_exact_name_anywhere_rules_out_similar_ones_elsewhere():
    near = replace(ATME, place_id="mine:atmeh", name="Atimah", lat=10.0)
    assert [x.place.place_id for x in stack([near], [ATME]).find("Atme")] == [ATME.place_id]


def test_similar_names_come_from_every_member():
    found = stack([PARIS_US], [PARIS_FR]).find_similar("Pariss", limit=2)
    assert {x.place.place_id for x in found} == {PARIS_US.place_id, PARIS_FR.place_id}


def test_a_stack_of_nothing_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        StackedGazetteer([])


def test_added_places_come_before_dumps_before_the_bundled_gazetteer(settings, tmp_path, caplog):
    settings = replace(settings, bundle=tmp_path / "bundle")
    for folder, place in (
        (settings.bundled_gazetteer, IDLIB),
        (settings.installed_gazetteers / "sy", replace(IDLIB, lat=IDLIB.lat + 0.01)),
        (settings.installed_gazetteers / "added-mine", replace(IDLIB, lat=IDLIB.lat + 0.02)),
    ):
        folder.parent.mkdir(parents=True, exist_ok=True)
        write_gazetteer(folder, [PlaceRow(place)], about={"name": folder.name})
    (settings.installed_gazetteers / ".half-built").mkdir()
    (found,) = open_gazetteers(settings).find("Idlib")
    assert found.place.gazetteer == "added-mine"
    (settings.installed_gazetteers / "added-mine" / "places.bin").write_bytes(b"")
    (found,) = open_gazetteers(settings).find("Idlib")
    assert (found.place.gazetteer, found.place.population) == ("sy", IDLIB.population)
    assert "left out" in caplog.text


def test_a_dumps_entry_stays_notable_where_the_bundled_one_is():
    village = Place("geonames:1", "Atme", 36.3, 36.68, "SY", "PPL", geonameid=1)
    bundled = replace(village, notable=True)
    stacked = StackedGazetteer([MemoryGazetteer([village]), MemoryGazetteer([bundled])])
    assert stacked.find("Atme")[0].place.notable


def test_a_dump_that_tells_less_of_a_town_keeps_its_usual_name_its_rank_and_its_division():
    bare = replace(
        IDLIB,
        name="\u0625\u062f\u0644\u0628",
        feature_code="PPL",
        admin1=None,
        admin1_code=None,
        population=900,
        gazetteer="sy",
    )
    seat = replace(IDLIB, feature_code="PPLA")
    both = StackedGazetteer([MemoryGazetteer([bare], names={bare.place_id: ("Idlib",)}), MemoryGazetteer([seat])])
    (found,) = both.find("Idlib")
    assert (found.place.name, found.place.feature_code) == ("Idlib", "PPLA")
    assert (found.place.admin1, found.place.admin1_code) == (IDLIB.admin1, IDLIB.admin1_code)
    assert (found.place.gazetteer, found.place.population) == ("sy", IDLIB.population)


def test_a_dump_neither_moves_a_country_nor_turns_a_town_into_its_division():
    country = Place("geonames:9", "Syria", 35.0, 38.0, "SY", "PCLI", population=16_900_000, geonameid=9)
    of_the_dump = replace(country, lat=34.7, lon=38.4, population=22_000_000)
    larger = replace(IDLIB_PROVINCE, population=9 * (IDLIB_PROVINCE.population or 0) + 1_000_000)
    both = stack([of_the_dump, larger], [country, IDLIB_PROVINCE])
    (found,) = both.find("Syria")
    assert (found.place.lat, found.place.lon) == (country.lat, country.lon)
    province = next(x.place for x in both.find("Idlib") if x.place.is_admin)
    assert province.population == IDLIB_PROVINCE.population
