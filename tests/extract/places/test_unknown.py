"""Names that no gazetteer knows, names that stray from their report, datelines. All texts are invented."""

from __future__ import annotations

from datetime import date

import pytest

from geoevents.model import Document
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings


@pytest.fixture(scope="module")
def located():
    pipeline = Pipeline.from_settings(Settings.from_environment({}))

    def places(text):
        events = pipeline.extract(Document(text=text, published=date(2024, 5, 15)))
        return [e.location and (e.location.name, int(e.location.where_prec)) for e in events]

    return places


def test_what_one_sentence_tells_of_an_unknown_village_holds_in_the_others(located):
    text = (
        "A patrol had reached the village of Ladranpora in Kulgam district at dawn.\n"
        "Two soldiers were killed by militants in Ladranpora, an officer said."
    )
    assert located(text) == [("Kulgam", 3)]


def test_an_unknown_village_that_nothing_holds_has_no_place(located):
    text = (
        "A patrol had reached the village of Ladranpora at dawn. Roads in Kulgam district were closed.\n"
        "Two soldiers were killed by militants in Ladranpora, an officer said."
    )
    assert located(text) == [None]


def test_a_small_namesake_in_a_land_that_the_report_does_not_speak_of_is_no_place(located):
    report = (
        "Rebels in Afghanistan killed two guards. The Afghan army said the United States had sent aid. "
        "U.S. and Afghan officials met in Kabul. The attack happened in the Nawa district and killed two officers."
    )
    assert ("Nawa", 1) not in located(report)
    assert ("Nawa", 1) in located("Rebels attacked Nawa in southern Syria, killing two officers.")


@pytest.mark.parametrize("mark", [":", " -"])
def test_where_a_report_was_filed_is_not_where_it_happened(located, mark):
    text = f"BANGKOK{mark} An airstrike on a village killed nine people in Myanmar on Tuesday.\nThe army kept silent."
    assert all(name != "Bangkok" for name, _ in located(text))
    here = f"BANGKOK{mark} A bomb at a market here killed nine people on Tuesday.\nThe army kept silent."
    assert located(here) == [("Bangkok", 1)]


def test_no_village_is_as_large_as_a_city_told_before(located):
    text = (
        "Snow closed the road to Srinagar on Monday.\n"
        "Soldiers fought with militants in the village on Tuesday, killing two."
    )
    assert ("Srinagar", 1) not in located(text)


def test_who_fell_where_an_unknown_place_is_named_fell_there_and_not_where_was_told_before(located):
    text = (
        "Rebels overran a police post in the east of Nepal on Sunday, killing nine officers. "
        "Another three soldiers were killed on Tuesday when rebels ambushed a patrol in Ladranpora, "
        "40 km east of Kathmandu."
    )
    assert ("Kathmandu", 5) in located(text)
    assert located(text)[0] == ("Nepal", 5)


def test_an_unknown_quarter_lies_in_the_city_that_a_report_was_filed_in_and_speaks_of(located):
    report = (
        "KARACHI, May 14: Karachi was tense on Tuesday.\nGunmen shot dead two workers in Ladran Colony, police said."
    )
    assert located(report) == [("Karachi", 2)]
    village = "KARACHI, May 14: Karachi was calm on Tuesday.\nGunmen shot dead two workers in Ladranpora, police said."
    assert ("Karachi", 2) not in located(village)


def test_a_village_of_a_land_that_the_report_never_names_is_no_place(located):
    text = (
        "KARACHI: A party worker was shot dead in Azizabad on Tuesday, police said. He had left a mosque in Azizabad."
    )
    assert all(place is None or place[0] != "Azizabad" for place in located(text))
    assert located("TEHRAN: A party worker was shot dead in Azizabad on Tuesday, police said.") == [("Azizabad", 1)]


def test_where_a_bus_was_bound_for_is_not_where_it_was_bombed(located):
    bound = (
        "A bus was on its way to Cotabato City from Dipolog City when a bomb went off in Parang on Sunday, killing two."
    )
    assert located(bound) == [("Parang", 1)]
    there = "A bus was parked in Cotabato City when a bomb went off in its rear on Sunday, killing two."
    assert [name for name, _ in located(there)] == ["Cotabato City"]


def test_whose_district_it_is_tells_only_where_the_district_lies(located):
    text = "In Yala's Yaha district, four rangers were wounded by a roadside bomb on Sunday."
    assert located(text) == [("Yaha", 3)]
    assert located("In Yala, four rangers were wounded by a roadside bomb on Sunday.") == [("Yala", 1)]


def test_a_sector_lies_in_the_district_that_is_named_with_it(located):
    text = "A villager was killed by shelling in Shahpur sector of Poonch district on Friday. Indian troops fired back."
    assert ("Poonch", 3) in located(text)
    assert located("A villager was killed by a mine in Shahpur, Pakistan, on Friday.")[0][0] == "Shahpur"
