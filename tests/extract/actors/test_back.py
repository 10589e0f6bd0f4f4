"""Actors told by words that point back: to whoever speaks, to whose fighters they are, to who sent the weapon."""

import pytest

from geoevents.extract.actors.sides import find_actors
from tests.extract.reading import parse, scene_of, trigger_in


def sides(text, word, country=None, before=None):
    scene = scene_of(text)
    context = [parse(before)] if before else []
    if before:  # what stands before ends before the sentence starts
        context = [c for c in context if c.end <= scene.sentence.start] or context
    first, second = find_actors(
        trigger_in(scene, word), scene.sentence, context, event_country=country, syntax=scene.syntax
    )
    return first and first.group, second and second.group


@pytest.mark.parametrize(
    "text, word",
    [
        ("Hezbollah said it fired Katyusha rockets at Kiryat Shmona on Sunday.", "fired"),
        ("Hezbollah announced that its fighters had shelled a base near Metula.", "shelled"),
        ('"Our units attacked a convoy near Metula on Sunday," the Hezbollah press office said.', "attacked"),
        ("Drones launched by Hezbollah hit Israeli troops near Metula, wounding six soldiers.", "hit"),
    ],
)
def test_who_speaks_or_sends_is_who_acts(text, word):
    assert sides(text, word)[0] == "Hezbollah"


def test_whose_fighters_fell_is_told_by_who_speaks():
    assert sides("Hezbollah announced that three of its men had been killed in Houla.", "killed") == (None, "Hezbollah")


@pytest.mark.parametrize(
    "text, word",
    [
        ("The health ministry said it was hit by a rocket on Sunday.", "hit"),
        ("A drone hit a bus near Erbil on Friday, wounding four people.", "hit"),
        ("Militants staged twin bombings on Sunday in Aden, officials said, striking a barracks.", "striking"),
        ("Its bomb exploded near Mosul, residents said.", "exploded"),
    ],
)
def test_neither_a_source_nor_a_bare_weapon_acts(text, word):
    assert sides(text, word, country="IQ")[0] is None


def test_an_amount_is_of_those_it_counts():
    first, second = sides("Syrian troops killed a total of 12 Hezbollah fighters in Qusayr on Saturday.", "killed")
    assert (first, second) == ("Military Forces of Syria", "Hezbollah")


def test_the_militia_is_the_one_named_group_that_is_no_states():
    text = "Houthi fighters clashed with government forces on Monday, and on Tuesday the militia shelled Marib."
    assert sides(text, "shelled", country="YE")[0] == "Houthi Movement"
