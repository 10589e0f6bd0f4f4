"""Who does something to whom, where the head of a phrase alone does not say."""

import pytest

from geoevents.extract.kinds.classify import classify
from geoevents.extract.sentence.scene import build_scene
from tests.extract.reading import decide, parse, trigger_in


@pytest.mark.parametrize(
    "text, word, sub_type",
    [
        ("Small groups of hardline activists clashed with police in the harbour.", "clashed", "Violent demonstration"),
        ("Small groups of gunmen clashed with police in the harbour.", "clashed", "Armed clash"),
        ("Two groups of villagers clashed over a well.", "clashed", "Mob violence"),
        ("Two groups of rebels clashed over a well.", "clashed", "Armed clash"),
        ("Gunmen killed an army man near the ford.", "killed", "Armed clash"),
        ("Gunmen killed a family man near the ford.", "killed", "Attack"),
    ],
)
def test_a_group_is_those_whom_it_holds_and_an_army_man_serves(text, word, sub_type):
    assert decide(text, word).sub_event_type == sub_type


@pytest.mark.parametrize(
    "text, word, sub_type",
    [
        ("Soldiers launched a search operation in the hills on Sunday.", "launched", None),
        ("Soldiers launched an operation against rebels in the hills on Sunday.", "launched", "Armed clash"),
        ("A suicide bomber targeted the rally of a party near the bank.", "rally", None),
        ("A party held a rally near the bank.", "rally", "Peaceful protest"),
    ],
)
def test_a_search_is_no_fight_and_a_rally_that_was_bombed_is_no_protest(text, word, sub_type):
    assert decide(text, word).sub_event_type == sub_type


def test_clashes_among_protesters_are_no_fight_of_armed_sides():
    around = "Protesters set two vans on fire. Demonstrators hurled stones at marchers, and the crowd grew."
    text = "A constable was killed during clashes over the new law."
    scene = build_scene(parse(text), around, [])
    assert classify(trigger_in(scene, "clashes"), scene).sub_event_type == "Violent demonstration"
    war = build_scene(parse("A soldier was killed during clashes near the ford."), "Rebels shelled a camp.", [])
    assert classify(trigger_in(war, "clashes"), war).sub_event_type == "Armed clash"


@pytest.mark.parametrize(
    "text, sub_type",
    [
        ("Ana Ruiz, a 26-year-old sergeant, was shot dead near the ford by rebels.", "Armed clash"),
        ("Ana Ruiz, a 26-year-old farmer, was shot dead near the ford by rebels.", "Attack"),
    ],
)
def test_a_person_told_with_a_rank_serves(text, sub_type):
    assert decide(text, "shot dead").sub_event_type == sub_type
