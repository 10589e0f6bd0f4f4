"""What a riot or a raid was an answer to lends it neither day nor toll nor sides. All sentences are invented."""

from datetime import date

import pytest

from geoevents.extract.days.timing import find_date
from geoevents.extract.report.discourse import ground_of
from geoevents.extract.tolls.casualties import find_casualties
from tests.extract.reading import decide, parse, scene_of, trigger_in


@pytest.mark.parametrize(
    "text, word, day",
    [
        ("The rioting north of Paris was sparked by the death on Sunday of a young cyclist.", "rioting", None),
        ("Rebels attacked a post in retaliation for the capture of their leader on June 27.", "attacked", None),
        ("Rebels attacked a post on June 28 in retaliation for an arrest.", "attacked", date(2014, 6, 28)),
    ],
)  # fmt: skip
def test_the_day_of_its_ground_is_not_the_day_of_a_deed(text, word, day):
    scene = scene_of(text)
    found = find_date(trigger_in(scene, word), scene.sentence, date(2014, 6, 30), syntax=scene.syntax)
    told = found.start if found is not None and found.mention is not None else None
    assert told == day


@pytest.mark.parametrize(
    "text, word, is_ground",
    [
        ("The riots were sparked by the shooting of a boy.", "shooting", True),
        ("Protests began following the removal and arrest of the president.", "arrest", True),
        ("Riots followed the shooting, and the mayor spoke.", "shooting", False),
    ],
)
def test_what_sparked_a_riot_is_its_ground(text, word, is_ground):
    sentence = parse(text)
    trigger = trigger_in(scene_of(text), word)
    assert (ground_of(trigger, sentence) is not None) is is_ground


@pytest.mark.parametrize(
    "text, word, dead",
    [
        ("The death toll of 17 rose as five people died of their injuries.", "died", 17),
        ("A marcher died on Monday, bringing the death toll from this month's unrest to at least 29.", "died", 1),
        ("The previous death toll of 12 rose when five of the wounded died.", "died", 5),
    ],
)
def test_a_toll_told_before_is_not_the_toll_now(text, word, dead):
    sentence = parse(text)
    assert find_casualties(trigger_in(scene_of(text), word), sentence).fatalities.best == dead


@pytest.mark.parametrize(
    "text, is_flight",
    [
        ("Its occupants fled when they saw the police car.", False),
        ("Hundreds of families fled the town as rebels came.", True),
    ],
)
def test_who_leaves_a_car_behind_is_not_displaced(text, is_flight):
    assert (decide(text, "fled").sub_event_type == "Flight") is is_flight
