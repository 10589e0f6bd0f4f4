"""Words that tell conflict only where certain sides do them, and words that are read in a second sense."""

import pytest

from geoevents.extract.kinds.classify import classify
from geoevents.extract.kinds.participants import ARMED, CIVILIAN, COUNTRY, OTHER, PLACE, STATE, sides_fit
from geoevents.extract.sentence.triggers import find_triggers, read_table
from tests.extract.reading import decide, parse, scene_of


def types_in(text: str) -> set[str]:
    """Every type that some reading of some trigger of the sentence tells."""
    scene = scene_of(text)
    readings = [r for t in find_triggers(scene.sentence) for r in (t, *t.readings)]
    return {d.sub_event_type for d in (classify(r, scene) for r in readings) if d.sub_event_type}


@pytest.mark.parametrize(
    "sides, agents, patients, fits",
    [
        ("", set(), set(), True),
        ("armed>", {ARMED}, set(), True),
        ("armed>", {OTHER}, {CIVILIAN}, False),
        ("force>people", {STATE}, {CIVILIAN}, True),
        ("force>people", {COUNTRY}, {PLACE}, False),
        (">people|nobody", {OTHER}, set(), True),
        (">people", {OTHER}, set(), False),
        ("armed|nobody>place", set(), {PLACE, OTHER}, True),
    ],
)
def test_a_row_may_ask_who_did_it_and_to_whom(sides, agents, patients, fits):
    assert sides_fit(sides, frozenset(agents), frozenset(patients)) is fits


def test_every_row_names_two_sides_of_known_kinds():
    known = {"armed", "state", "civilian", "protester", "crowd", "place", "country", "other"}
    known |= {"force", "people", "nobody"}
    for entry, _ in read_table():
        if entry.sides:
            assert entry.sides.count(">") == 1, entry
            assert set(entry.sides.replace(">", "|").split("|")) - {""} <= known, entry


@pytest.mark.parametrize(
    "text, sub_type",
    [
        ("Militiamen hacked two farmers at the river.", "Attack"),
        ("Three farmers were buried alive by gunmen.", "Attack"),
        ("Rebels surrounded an army post on the ridge.", "Armed clash"),
        ("Soldiers beat back the insurgents after a day of combat.", "Armed clash"),
        ("Warplanes flattened a clinic in the old quarter.", "Air/drone strike"),
        ("Gunmen whisked two nurses into the forest.", "Abduction/forced disappearance"),
        ("Police locked up nine opposition supporters.", "Arrests"),
        ("Police broke up a jihadist cell by the port.", "Arrests"),
        ("Militiamen put the market to the torch.", "Looting/property destruction"),
        ("Armed men hijacked a relief convoy.", "Looting/property destruction"),
        ("Militiamen drove 300 families from their homes.", "Flight"),
        ("Thousands of refugees poured into the border town.", "Flight"),
        ("Soldiers led 40 civilians to safety.", "Evacuation"),
        ("Troops rescued 30 hostages from a camp of the bandits.", "Other"),
        ("Police kettled hundreds of protesters by the bridge.", "Protest with intervention"),
        ("Police attacked a protest by the town hall.", "Excessive force against protesters"),
        ("Residents burned tyres on the main road.", "Violent demonstration"),
        ("Police foiled a bomb attack on the station.", "Disrupted weapons use"),
    ],
)
def test_what_an_armed_side_a_force_or_a_crowd_does(text, sub_type):
    assert sub_type in types_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "The striker hacked his way through the defence.",
        "Rovers finished off United with two late goals.",
        "A bear mauled two hikers in the woods.",
        "The singer was surrounded by fans at the gate.",
        "Prices were slashed by a third.",
        "A storm flattened barns along the coast.",
        "The senator blasted the programme in a speech.",
        "Shares in the maker of aircraft were hammered.",
        "She grabbed a coffee on her way home.",
        "Police locked up the park at dusk.",
        "Police caught a runaway pig on the ring road.",
        "The company sacked 400 workers.",
        "Crews mopped up water in the cellar.",
        "Firefighters rescued a cat from a tree.",
        "Tourists poured into the old town.",
        "The school expelled two pupils.",
        "The president of the club travelled to the match.",
        "The car burst into flames.",
    ],
)
def test_the_same_words_of_peaceful_doings_tell_nothing(text):
    assert types_in(text) == set()


def test_a_word_that_tells_nothing_in_one_sense_is_read_in_the_next():
    trigger = next(t for t in find_triggers(parse("Soldiers recovered a cache of rifles.")) if t.text == "recovered")
    assert {r.sense for r in (trigger, *trigger.readings)} >= {"recapture", "weapons"}
    assert types_in("Soldiers recovered a cache of rifles.") == {"Disrupted weapons use"}


def test_those_whom_fighting_drives_out_are_no_side_of_it():
    assert decide("Heavy fighting drove out about 3,000 villagers.", "fighting").sub_event_type != "Mob violence"


def test_aid_that_is_robbed_is_not_given():
    assert "Aid" not in types_in("Armed men hijacked an aid convoy.")
    assert "Aid" in types_in("An aid convoy reached the besieged town.")
