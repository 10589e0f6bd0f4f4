"""What every gazetteer promises, whatever it is made of."""

from __future__ import annotations

import pytest

from geoevents.gazetteer.base import Gazetteer, NameMatch

from .conftest import (
    AIN,
    ATME,
    BLACK_SEA,
    IDLIB,
    IDLIB_PROVINCE,
    KENTUCKY,
    PARIS_FR,
    PARIS_US,
    QAMISHLI,
    SANAA,
    SYRIA,
    UNITED_STATES,
    US_VILLAGE,
)


def ids(found):
    return [item.place.place_id for item in found]


@pytest.mark.parametrize("spelling", ["Idlib", "IDLIB", "idlib", "İdlib", "Idleb", "إدلب", "ادلب", "Идлиб"])
def test_find_knows_every_recorded_spelling_whatever_its_case_and_marks(gazetteer: Gazetteer, spelling):
    assert IDLIB.place_id in ids(gazetteer.find(spelling))


@pytest.mark.parametrize("spelling", ["Qamishli", "Al-Qamishli", "al qamishli", "Al Qāmishlī", "el-Qamishli"])
def test_find_takes_names_with_and_without_the_arabic_article(gazetteer: Gazetteer, spelling):
    assert ids(gazetteer.find(spelling)) == [QAMISHLI.place_id]


@pytest.mark.parametrize("spelling", ["Sana'a", "Sana’a", "Sanaʿa", "Sanaa"])
def test_find_ignores_apostrophes_and_ayn_marks(gazetteer: Gazetteer, spelling):
    assert ids(gazetteer.find(spelling)) == [SANAA.place_id]


def test_find_puts_main_names_first_then_the_most_populous_and_a_town_before_its_division(gazetteer: Gazetteer):
    assert ids(gazetteer.find("Paris")) == [PARIS_FR.place_id, PARIS_US.place_id]
    assert ids(gazetteer.find("Idlib")) == [IDLIB.place_id, IDLIB_PROVINCE.place_id]


def test_find_keeps_to_the_country_that_is_asked_for(gazetteer: Gazetteer):
    assert ids(gazetteer.find("Paris", country="US")) == [PARIS_US.place_id]
    assert gazetteer.find("Paris", country="SY") == []


def test_an_article_less_main_name_is_weaker_than_a_name(gazetteer: Gazetteer):
    assert gazetteer.find("Ayn")[0].match is NameMatch.ALTERNATE
    found = gazetteer.find("Al-Ayn")[0]
    assert (found.place.place_id, found.match, found.form) == (AIN.place_id, NameMatch.NAME, AIN.name)


def test_an_abbreviation_says_so(gazetteer: Gazetteer):
    assert [(x.place.place_id, x.match) for x in gazetteer.find("Ky.")] == [(KENTUCKY.place_id, NameMatch.ABBREVIATION)]


def test_a_code_in_capitals_asks_for_the_largest_place_that_bears_it(gazetteer: Gazetteer):
    assert ids(gazetteer.find("US")) == [UNITED_STATES.place_id, US_VILLAGE.place_id]
    assert ids(gazetteer.find("Us")) == [US_VILLAGE.place_id, UNITED_STATES.place_id]


def test_a_word_for_the_kind_chooses_among_namesakes(gazetteer: Gazetteer):
    assert ids(gazetteer.find("Idlib province")) == [IDLIB_PROVINCE.place_id]
    assert ids(gazetteer.find("the town of Idlib")) == [IDLIB.place_id]


@pytest.mark.parametrize("spelling", ["Idlip", "Edlib", "Atmah", "Kamishli", "Qamishlo"])
def test_similar_spellings_are_found_as_such(gazetteer: Gazetteer, spelling):
    found = gazetteer.find(spelling)
    assert found
    assert {x.match for x in found} == {NameMatch.FUZZY}
    assert {x.place.place_id for x in found} <= {
        IDLIB.place_id,
        IDLIB_PROVINCE.place_id,
        ATME.place_id,
        QAMISHLI.place_id,
    }


@pytest.mark.parametrize("nothing", ["", " ", "-", "...", "Zzyzx Road", "123", "\x00", "🙂"])
def test_an_unknown_name_is_an_empty_answer(gazetteer: Gazetteer, nothing):
    assert gazetteer.find(nothing) == []


def test_find_similar_gives_the_most_alike_first_and_no_more_than_asked(gazetteer: Gazetteer):
    found = gazetteer.find_similar("Kentuckyy", limit=1)
    assert ids(found) == [KENTUCKY.place_id]
    assert gazetteer.find_similar("Kentuckyy", country="SY") == []
    assert gazetteer.find_similar("x") == []


@pytest.mark.parametrize(
    "text, names",
    [
        ("Shells fell on Idlib.", ["Idlib"]),
        ("in New York City today", ["New York City", "New York"]),
        ("Syria's north and Sana'a's port", ["Syria", "Sana'a"]),
        ("near Al-Qamishli", ["Al-Qamishli", "Qamishli"]),
        ("the Black\nSea coast", ["Black\nSea"]),
        ("the Black, Sea", []),
        ("Idlibs and unIdlib", []),
        ("‘Paris’ (Paris) “Paris”", ["Paris", "Paris", "Paris"]),
        ("قصف على إدلب", ["إدلب"]),
        ("Frankfort, Ky., today", ["Ky"]),
        ("😀😀 Paris", ["Paris"]),
        ("", []),
    ],
)
def test_scan_finds_names_at_word_borders_longest_first(gazetteer: Gazetteer, text, names):
    assert [text[a:b] for a, b in gazetteer.scan(text)] == names


def test_places_are_found_by_id_code_and_people(gazetteer: Gazetteer):
    assert gazetteer.place(ATME.place_id).name == "Atme"
    assert gazetteer.place("geonames:1") is None
    assert gazetteer.place("nonsense") is None
    assert gazetteer.country_place("SY").place_id == SYRIA.place_id
    assert gazetteer.country_place("XX") is None
    assert gazetteer.admin1_place("US", "KY").place_id == KENTUCKY.place_id
    assert gazetteer.admin1_place("US", "ZZ") is None
    assert gazetteer.demonym("Syrians").place_id == SYRIA.place_id
    assert gazetteer.demonym("parisian").place_id == PARIS_FR.place_id
    assert gazetteer.demonym("Martian") is None


def test_a_place_keeps_every_field(gazetteer: Gazetteer):
    sea = gazetteer.place(BLACK_SEA.place_id)
    assert (sea.country, sea.radius_km, sea.population, sea.geonameid) == (None, 550.0, None, None)
    city = gazetteer.place(IDLIB.place_id)
    assert (city.lat, city.lon, city.admin1, city.admin1_code, city.population) == (
        35.93062,
        36.63393,
        "Idlib",
        "12",
        128840,
    )
