"""Strikes by a state's forces, and what stands beside them: stopped work, stores of weapons, aims, old wars."""

from datetime import date

import pytest

from geoevents.model import Document
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline.from_settings(Settings.from_environment())


def shown(pipeline, text, published=date(2024, 10, 28)):
    events = pipeline.extract(Document(text=text, published=published))
    return [e for e in events if e.status in ("actual", "attempted")]


@pytest.mark.parametrize(
    "text",
    [
        "Russian strikes killed nine people in Idlib on Sunday.",
        "Overnight Israeli strikes on the port of Hodeidah destroyed two cranes.",
        "Nine people in Idlib were wounded when government strikes hit the market.",
        "US-led strikes hit three villages near Raqqa on Sunday.",
    ],
)
def test_strikes_of_a_state_come_from_the_air(pipeline, text):
    assert [e.sub_event_type for e in shown(pipeline, text)] == ["Air/drone strike"]


@pytest.mark.parametrize(
    "text",
    [
        "Teachers' strikes hit schools in Tunis.",
        "An Italian strike hit airports in Rome on Friday.",
        "Tunisian strikes closed 40 plants in Sfax on Sunday.",
    ],
)
def test_strikes_that_stop_work_are_none(pipeline, text):
    assert shown(pipeline, text) == []


def test_a_store_of_weapons_that_is_bombed_was_not_found(pipeline):
    (event,) = shown(pipeline, "Israeli jets bombed a weapons depot near Baalbek on Tuesday.")
    assert event.sub_event_type == "Air/drone strike"


def test_a_store_of_weapons_that_is_found_was_not_struck(pipeline):
    (event,) = shown(pipeline, "Soldiers found a weapons depot near Baalbek on Tuesday.")
    assert event.sub_event_type == "Disrupted weapons use"


def test_what_an_offensive_aims_at_has_not_happened(pipeline):
    text = "The base in Marib oversees an offensive aimed at recapturing Sanaa."
    assert [e.location.name for e in shown(pipeline, text) if e.location] == []


def test_the_dead_of_the_attack_are_not_those_of_the_long_war_told_between(pipeline):
    text = (
        "Rebels fired a missile at an army base in Marib on Wednesday, killing at least five soldiers.\n\n"
        "The army has been battling the rebels in Yemen for more than four years. A hospital counted seven soldiers "
        "killed in the attack."
    )
    (event,) = shown(pipeline, text, date(2019, 11, 13))
    assert (event.location.name, event.fatalities.high) == ("Marib", 7)


def test_a_war_of_weeks_leaves_its_day_of_shelling(pipeline):
    text = (
        "The army has been battling the group in Mosul for weeks, and on Friday it shelled the old town, killing nine."
    )
    (event,) = shown(pipeline, text, date(2019, 2, 16))
    assert (event.sub_event_type, event.fatalities.best) == ("Shelling/artillery/missile attack", 9)


def test_the_deadliest_since_a_year_ago_is_of_today(pipeline):
    text = (
        "An ambush by militants on a patrol near El Arish wounded 15 soldiers on Saturday, marking the deadliest "
        "attack in the region since the start of a campaign a year ago."
    )
    assert [e.date_start for e in shown(pipeline, text, date(2019, 2, 17))] == [date(2019, 2, 16)]


def test_near_a_country_is_outside_it(pipeline):
    text = (
        "Gunmen ambushed a patrol in a mountain region near Algeria, killing five soldiers.\n\n"
        "The attack was carried out close to the city of Kasserine, a spokesman said on Monday."
    )
    (event,) = shown(pipeline, text, date(2014, 7, 30))
    assert (event.location.name, event.location.country) == ("Kasserine", "TN")


def test_the_capital_whose_aircraft_strike_is_not_where(pipeline):
    text = (
        "A raid by Damascus aircraft on Sunday killed a baker and his four sons in the village of "
        "Jusuf in Idlib province, said a monitor."
    )
    assert [e.location.name for e in shown(pipeline, text, date(2019, 6, 24))] == ["Idlib"]
