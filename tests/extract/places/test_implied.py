"""Places told without their own name: borders, ways, the side of a country, its capital. All texts are invented."""

from __future__ import annotations

from datetime import date

import pytest

from geoevents.geometry import distance_km
from geoevents.model import Document, Place
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings


@pytest.fixture(scope="module")
def located():
    pipeline = Pipeline.from_settings(Settings.from_environment({}))
    return lambda text: pipeline.extract(Document(text=text, published=date(2024, 5, 15)))[0].location


def off_by_km(location, lat, lon):
    return distance_km(location, Place("test:1", "there", lat, lon, "XX", "PPL"))


@pytest.mark.parametrize(
    "text, lat, lon, least_km, most_km",
    [
        ("A bomb went off near the Turkish border on Friday and killed four people, Syrian medics said.",
         36.8, 39.0, 100, 500),
        ("Israeli shells hit positions along the Lebanese-Israeli border and wounded a soldier.", 33.1, 35.4, 25, 100),
        ("Malian soldiers killed nine gunmen in the country's north on Saturday.", 19.0, -2.0, 300, 900),
        ("Congo is at war. Gunmen killed a nurse in the east of the country on Monday.", -2.0, 27.5, 300, 1200),
        ("Gunmen shot dead six travellers along the Kaduna-Abuja highway.", 9.79, 7.46, 70, 120),
    ],
)  # fmt: skip
def test_borders_ways_and_sides_of_countries_are_areas_that_cover_them(located, text, lat, lon, least_km, most_km):
    location = located(text)
    assert least_km <= location.radius_km <= most_km
    assert off_by_km(location, lat, lon) <= location.radius_km
    assert location.where_prec == 5


@pytest.mark.parametrize(
    "text, lat, lon",
    [
        ("A bomber struck a police school in the Somali capital and killed six recruits.", 2.04, 45.34),
        ("Afghan officials said gunmen killed four guards in the capital on Monday.", 34.53, 69.17),
        ("A rocket hit a bakery in Yemen's capital and killed two men.", 15.35, 44.2),
        ("A rocket hit a bridge over the Dnieper in Zaporizhzhia and killed a driver.", 47.84, 35.14),
        ("A mine went off in the Pacific port of Tumaco and killed a dock worker.", 1.79, -78.79),
    ],
)
def test_a_capital_that_is_not_named_is_the_country_s_and_a_town_pins_a_river_down(located, text, lat, lon):
    location = located(text)
    assert off_by_km(location, lat, lon) < 15
    assert location.where_prec == 1


def test_a_side_of_the_capital_is_near_it(located):
    location = located("Clashes broke out in the Iraqi capital's east, and three protesters were killed.")
    assert (location.name, location.relation, location.where_prec) == ("Baghdad", "east of", 2)


def test_the_capital_of_a_province_is_not_the_country_s(located):
    assert located("Afghan officials said gunmen killed four guards in the provincial capital.") is None


@pytest.mark.parametrize(
    "text, name",
    [
        (
            "Nyala was calm at dawn. Two guards died on Tuesday when jets bombed a clinic in the South Darfur capital.",
            "Nyala",
        ),
        ("Two guards died on Tuesday when jets bombed a clinic in the South Darfur capital.", "South Darfur"),
        (
            "Nyala was calm at dawn. Two guards died on Tuesday when jets bombed a clinic in South Darfur.",
            "South Darfur",
        ),
    ],
)
def test_the_capital_of_a_province_is_its_seat_where_the_text_names_that(located, text, name):
    assert located(text).name == name


@pytest.mark.parametrize(
    "text, name",
    [
        ("Three soldiers were killed in renewed fighting. Near Kramatorsk.", "Kramatorsk"),
        ("Homs city. A blast killed four people on Tuesday.", "Homs"),
    ],
)
def test_a_name_that_stands_alone_beside_a_sentence_is_its_place(located, text, name):
    assert located(text).name == name


def test_a_name_that_heads_another_paragraph_places_nothing_before_it(located):
    assert located("Three soldiers were killed in renewed fighting.\n\nKramatorsk\n\nThe mayor spoke.") is None


def test_a_sea_off_a_coast_is_the_water_before_that_coast(located):
    location = located("Drones attacked a freighter in the Black Sea off Romania and wounded a sailor.")
    assert (location.name, location.relation, location.where_prec) == ("Romania", "off the coast of", 7)
