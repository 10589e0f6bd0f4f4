"""One deed told again beside an older one: ranks, "since", and nouns that point back."""

from datetime import date

import pytest

from geoevents.model import Document
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline.from_settings(Settings.from_environment())


def shown(pipeline, text, published=date(2006, 5, 21)):
    events = pipeline.extract(Document(text=text, published=published))
    return [e for e in events if e.status in ("actual", "attempted")]


def test_the_older_deed_after_a_rank_keeps_its_kind_its_day_and_its_dead(pipeline):
    text = (
        "A truck bomb went off on Tuesday at a bus station in Mosul, killing 17 people.\n\n"
        "Tuesday's blast was the worst in the city since April 9, when a suicide bomber killed 31 people there."
    )
    told = [(e.sub_event_type, e.date_start, e.fatalities.best) for e in shown(pipeline, text, date(2006, 5, 19))]
    assert told == [
        ("Remote explosive/landmine/IED", date(2006, 5, 16), 17),
        ("Suicide bomb", date(2006, 4, 9), 31),
    ]


def test_what_only_ranks_among_others_is_no_further_deed(pipeline):
    text = (
        "Three people died on Monday when a grenade was thrown at a bar in Mosul, the first such attack since {}, "
        "when gunmen killed nine people in Kirkuk."
    )
    told = [(e.sub_event_type, e.location.name, e.fatalities.best) for e in shown(pipeline, text.format("Friday"))]
    assert told == [("Grenade", "Mosul", 3), ("Attack", "Kirkuk", 9)]
    told = [(e.sub_event_type, e.location.name, e.fatalities.best) for e in shown(pipeline, text.format("March"))]
    assert told == [("Grenade", "Mosul", 3)]


def test_a_deed_since_a_day_goes_on_since_then(pipeline):
    (event,) = shown(pipeline, "The air force has bombed Aden since Tuesday, killing 14 people.")
    assert (event.sub_event_type, event.date_start, event.date_end) == (
        "Air/drone strike",
        date(2006, 5, 16),
        date(2006, 5, 21),
    )


def test_clashes_told_beside_shots_at_a_crowd_make_it_no_riot(pipeline):
    text = (
        "Security forces opened fire on protesters in Basra on Sunday, killing three people. At least 40 people "
        "were hurt in clashes there."
    )
    (event,) = shown(pipeline, text, date(2019, 11, 11))
    assert (event.sub_event_type, event.injuries.best) == ("Excessive force against protesters", 40)


def test_those_who_hurl_stones_riot(pipeline):
    text = (
        "Security forces opened fire on protesters in Basra on Sunday, killing three people. The protesters clashed "
        "with police and hurled stones."
    )
    assert [e.sub_event_type for e in shown(pipeline, text, date(2019, 11, 11))] == ["Violent demonstration"]


def test_protesters_killed_in_an_attack_are_told_once(pipeline):
    text = "Two protesters were killed in an armed attack by unknown men against protesters in Nasiriyah on Sunday."
    told = [(e.sub_event_type, e.fatalities.best) for e in shown(pipeline, text, date(2020, 1, 27))]
    assert told == [("Attack", 2)]


@pytest.mark.parametrize(
    "text, kinds",
    [
        (
            "Israeli warplanes struck targets in Rafah on Friday following rocket fire out of the strip.",
            ["Air/drone strike"],
        ),
        (
            "Helicopters bombed Hass following a missile attack on Hama airport on Monday.",
            ["Air/drone strike", "Shelling/artillery/missile attack"],
        ),
        ("Three people were killed in Rafah after rocket fire on a market.", ["Shelling/artillery/missile attack"]),
    ],
)
def test_what_aircraft_answered_lends_them_no_guns(pipeline, text, kinds):
    assert [e.sub_event_type for e in shown(pipeline, text, date(2020, 10, 23))] == kinds


def test_the_name_of_a_group_is_no_place(pipeline):
    text = "Kurdish troops seized a hill from Islamic State of Iraq and Levant (ISIL) near Mosul."
    assert [e.location.name for e in shown(pipeline, text, date(2016, 8, 15)) if e.location] == ["Mosul"]
