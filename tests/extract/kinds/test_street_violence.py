"""Things thrown in the street, and gangs that attack whole neighbourhoods. All sentences are invented."""

import pytest

from geoevents.extract.sentence.instruments import find_instruments
from tests.extract.reading import decide


@pytest.mark.parametrize(
    "text, kind",
    [
        ("Missiles were thrown at officers in the street.", "stones"),
        ("They threw bottles and other missiles at the coach.", "stones"),
        ("Missiles hit a depot on Monday.", "shelling"),
        ("Rockets and other missiles were fired at the town.", "shelling"),
    ],
)
def test_missiles_that_are_thrown_are_stones_and_those_fired_are_not(text, kind):
    assert {i.kind for i in find_instruments(text, 0)} == {kind}


@pytest.mark.parametrize(
    "text, word, is_event",
    [
        ("Gangs launched attacks on several neighborhoods of the capital at dawn.", "attacks", True),
        ("Two gang members were arrested in a suburb after a robbery.", "arrested", False),
        ("A gang of the port is fighting a turf war against its rivals.", "fighting", False),
        ("A gang member was shot dead outside a bar.", "shot dead", False),
    ],
)
def test_gangs_that_attack_neighbourhoods_are_an_armed_side(text, word, is_event):
    assert (decide(text, word).sub_event_type is not None) is is_event


@pytest.mark.parametrize(
    "text, word, is_event",
    [
        ("Troops used tear gas and shock bombs against the crowd.", "bombs", False),
        ("Protesters blocked the main entrance of the mine.", "blocked", True),
        ("Gunmen came in two trucks and blocked the entrance of the town.", "blocked", False),
        ("A demonstrator died after being hit by a tear gas canister fired by police.", "died", True),
        ("Two cooks died when a gas canister exploded in a kitchen.", "died", False),
    ],
)
def test_what_police_and_gunmen_use_tells_who_acts(text, word, is_event):
    assert (decide(text, word).sub_event_type is not None) is is_event


def test_anti_aircraft_guns_are_no_aircraft():
    assert "air" not in {i.kind for i in find_instruments("Rebels used an anti-aircraft gun.", 0)}
    assert "air" in {i.kind for i in find_instruments("Army aircraft bombed the post.", 0)}


@pytest.mark.parametrize(
    "text, sub_type",
    [
        ("Rebels shot down a military helicopter with a missile near the town.", "Shelling/artillery/missile attack"),
        ("Rebels shot down a military helicopter near the town.", "Armed clash"),
        ("Air defences shot down nine drones over the town.", "Disrupted weapons use"),
    ],
)
def test_who_brings_down_a_crew_attacks_it(text, sub_type):
    assert decide(text, "shot down").sub_event_type == sub_type
