"""Where grammar settles the place: who spoke in a town, whither people fled, what a word for a division tells.

All texts are invented.
"""

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


@pytest.mark.parametrize(
    "text, place",
    [
        ("Officers in Quetta, who asked not to be named, said clashes had taken place at Chaman on Sunday.", "Chaman"),
        (
            "Four policemen were shot dead at their post in Djibo, the ministry said in the capital Ouagadougou.",
            "Djibo",
        ),
        ("Two traders were shot dead in Maradi on Monday, a governor told reporters in Niamey.", "Maradi"),
        ("Gunmen shot dead two traders in Maradi. An ambush was reported in Diffa on Friday.", "Maradi"),
    ],
)
def test_where_somebody_spoke_behind_a_deed_is_not_its_place(located, text, place):
    assert located(text)[0] == (place, 1)


def test_where_an_attack_was_reported_to_have_been_is_its_place(located):
    assert located("A deadly attack by rebels on soldiers was reported in Bamenda on Friday.") == [("Bamenda", 1)]


def test_whither_people_fled_is_not_where_others_fought(located):
    text = (
        "Fighting between militias in Rubaya on Friday left eight dead and drove displaced families to Goma and Sake."
    )
    assert located(text)[0] == ("Rubaya", 1)
    assert ("Goma", 1) in located("Two hundred families fled to Goma on Friday after fighting between militias.")


@pytest.mark.parametrize(
    "text, precision",
    [
        ("Gunmen killed nine farmers in Malumfashi Local Government Area on Tuesday.", 3),
        ("Soldiers and rebels fought in Masisi and Rutshuru territories on Friday.", 3),
        ("Gunmen killed nine farmers in Malumfashi on Tuesday.", 1),
    ],
)
def test_the_word_behind_a_name_makes_it_a_division(located, text, precision):
    assert {code for _, code in located(text)} == {precision}


def test_regions_told_together_have_an_event_each_and_a_town_and_its_province_one(located):
    both = located("Russian artillery shelled the Sumy and Kharkiv regions overnight.")
    assert both == [("Sumy", 4), ("Kharkiv", 4)]
    assert located("Soldiers and rebels fought in Mapanas, Northern Samar, on Wednesday.") == [("Mapanas", 1)]


def test_a_sea_that_only_tells_where_a_port_lies_is_no_place_beside_it(located):
    assert located("The Red Sea port city of Hodeidah was bombed on Monday by jets, killing six.") == [("Hodeidah", 1)]


def test_what_stands_before_a_town_s_name_hands_on_what_speaks_for_it(located):
    text = "A rocket killed 12 children on a pitch in the Druze town of Majdal Shams in the Golan Heights on Saturday."
    assert located(text) == [("Majdal Shams", 1)]


def test_a_road_is_told_by_its_ends_whatever_is_said_of_them(located):
    text = "Rebels ambushed a patrol on the road linking Pasto, the capital of the department, to the port of Tumaco."
    assert located(text) == [("Pasto", 5)]


def test_a_town_told_with_its_province_is_the_place(located):
    assert located("Battles and shelling by the coalition went on in Manbij city of Aleppo.") == [("Manbij", 1)]


@pytest.mark.parametrize(
    "text, precision",
    [
        ("Troops killed 18 rebels in the eastern Batticaloa district on Friday.", 3),
        ("Troops killed 18 rebels in eastern Batticaloa district on Friday.", 5),
        ("Police spoke first. Two soldiers were killed by a bomb in the central region of Mopti on Tuesday.", 4),
        ("Clashes between rebels and soldiers broke out in the eastern region of Ghazni province on Friday.", 5),
    ],
)
def test_the_side_of_a_country_on_which_a_division_lies_is_no_part_of_it(located, text, precision):
    assert located(text)[0][1] == precision


def test_a_capital_in_which_the_police_held_a_briefing_is_not_the_place(located):
    text = (
        "Gunmen invaded a village in the Numan local government area and shot seven farmers dead, said a spokesman "
        "at a briefing in the state capital Yola."
    )
    assert located(text) == [("Numan", 3)]
