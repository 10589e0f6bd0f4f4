"""Captives who come free, crowds told beside a deed, words that only sort or place something."""

import pytest

from geoevents.extract.kinds.classify import classify
from geoevents.extract.sentence.scene import build_scene
from tests.extract.reading import decide, parse, status, trigger_in


@pytest.mark.parametrize(
    "text, word, sub_type",
    [
        ("The rebels have released five aid workers abducted last month.", "released", "Agreement"),
        ("Five hostages were released on Saturday, their charity said.", "released", "Agreement"),
        ("Troops released five hostages held in the port on Saturday.", "released", None),
        ("The rebels released a video of five hostages on Saturday.", "released", None),
        ("Five hostages were released in a raid of commandos on Saturday.", "released", None),
    ],
)
def test_captives_come_free_by_those_who_held_them(text, word, sub_type):
    assert decide(text, word).sub_event_type == sub_type


@pytest.mark.parametrize(
    "text, word, sub_type",
    [
        ("A crowd, protesting the violence in the north, attacked a market on Friday.", "attacked", "Mob violence"),
        ("Police killed two protesting youths on Tuesday.", "killed", "Excessive force against protesters"),
        ("Police killed two sleeping youths on Tuesday.", "killed", "Attack"),
        ("One person was shot dead in protests on Sunday.", "shot dead", "Excessive force against protesters"),
        ("One person was shot dead in the port on Sunday.", "shot dead", "Attack"),
        (
            "Police and protesters clashed, with police shelling teargas and workers pelting stones.",
            "clashed",
            "Violent demonstration",
        ),
        ("Paramilitary troops arrested a former legislator in the port.", "arrested", "Arrests"),
        (
            "Paramilitary fighters took a former legislator hostage in the port.",
            "hostage",
            "Abduction/forced disappearance",
        ),
        ("A demonstrator died after being hit by a gas canister.", "died", "Excessive force against protesters"),
        ("A demonstrator waved a flag on Monday.", "demonstrator", None),
        ("Demonstrators waved flags on Monday.", "Demonstrators", "Peaceful protest"),
        ("Settlers set fire to two cars on Monday before fleeing.", "fleeing", None),
        ("Families hid for days before fleeing to the port.", "fleeing", "Flight"),
        ("A family had taken refuge in their basement.", "taken refuge", None),
        ("Hundreds of families have taken refuge in a school.", "taken refuge", "Flight"),
        ("The rebel leader held talks with the vice-president on Monday.", "held talks", "Agreement"),
        ("The envoy held talks with the president on Monday about the rebels.", "held talks", "Meeting"),
        ("Settlers cut down trees in the northern occupied West Bank.", "occupied", None),
        ("The situation in violence-hit Imphal was grim.", "violence", None),
        ("Rebels bombed police posts in a campaign of violence protesting their leader's killing.", "protesting", None),
        ("Teachers marched on Monday to protest against low pay.", "protest", "Peaceful protest"),
        ("Officers were attacked with bottles by members of a crowd.", "attacked", "Mob violence"),
        ("A viable pipe bomb was found close to a police station.", "found", "Disrupted weapons use"),
        ("A pipe bomb exploded close to a police station.", "pipe bomb", "Remote explosive/landmine/IED"),
        ("After an explosion of gang violence police killed three bandits.", "killed", "Armed clash"),
    ],
)
def test_who_does_it_and_how_it_is_told_decide(text, word, sub_type):
    assert decide(text, word).sub_event_type == sub_type


def test_bombers_who_were_shot_before_they_could_bomb_were_fought():
    text = "Two suicide bombers were shot dead by guards before they could detonate their vests."
    assert decide(text, "shot dead").sub_event_type not in ("Remote explosive/landmine/IED", "Attack")


def test_rival_groups_beside_a_mob_are_no_armed_sides():
    text = "Clashes erupted between rival groups in the city."
    mob = build_scene(parse(text), "A mob later set shops on fire.", [])
    assert classify(trigger_in(mob, "Clashes"), mob).sub_event_type == "Mob violence"
    alone = build_scene(parse(text), "Shops stayed shut.", [])
    assert classify(trigger_in(alone, "Clashes"), alone).sub_event_type != "Mob violence"


@pytest.mark.parametrize(
    "text, wanted",
    [
        ("Police fired tear gas to disperse hundreds of marchers in Kano.", "actual"),
        ("Police came to Kano to disperse hundreds of marchers.", "planned"),
    ],
)
def test_gas_that_was_fired_stood_against_a_march(text, wanted):
    assert status(text, "disperse").status == wanted


def test_arrests_at_no_place_of_their_own_belong_to_the_protest_told_before():
    around = "Security forces dispersed a demonstration. Marchers at the protest fled."
    scene = build_scene(parse("Several people were detained."), around, [])
    assert classify(trigger_in(scene, "detained"), scene).sub_event_type == "Protest with intervention"
    scene = build_scene(parse("Several people were detained in raids on their homes."), around, [])
    assert classify(trigger_in(scene, "detained"), scene).sub_event_type == "Arrests"
