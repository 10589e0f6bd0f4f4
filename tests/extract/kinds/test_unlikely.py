"""What cannot do harm by itself, and what fighters fire or call themselves under the same words."""

import pytest

from tests.extract.reading import decide

# Each row: a deed told with a word of weather, fire or parties, and a twin in which the word is meant.
TWINS = [
    ("A nurse was killed by sniper fire in Harar on Sunday.", "A nurse was killed by fire in a hotel on Sunday."),
    ("Six herders were killed by mortar fire near Harar.", "Six herders were killed by a bush fire near Harar."),
    ("Two boys were killed by Eritrean fire in Harar.", "Two boys were killed by fire in a barn in Harar."),
    ("A wave of bombings killed 40 people in Harar.", "A wave of heat killed 40 people in Harar."),
    ("A hail of bullets killed two guards at the gate.", "A hail storm killed two guards at the gate."),
    ("The Harar Liberation Front killed nine villagers.", "A cold front killed nine villagers."),
    ("The Oromo Workers' Party killed two soldiers.", "The ruling party killed the bill."),
]  # fmt: skip


@pytest.mark.parametrize("deed", [deed for deed, _ in TWINS])
def test_what_fighters_fire_or_call_themselves_kills(deed):
    assert decide(deed, "killed").sub_event_type


@pytest.mark.parametrize("weather", [weather for _, weather in TWINS])
def test_fire_weather_and_parties_kill_nobody_on_purpose(weather):
    assert decide(weather, "killed").sub_event_type is None


def test_who_dies_in_a_hail_of_bullets_was_shot():
    assert decide("Two men died in a hail of bullets in Harar on Sunday.", "died").sub_event_type == "Attack"


@pytest.mark.parametrize(
    "text",
    [
        "Gunmen killed Robert Fox in Harar on Sunday.",
        "Gunmen killed two guards of President Oscar Lopez in Harar on Sunday.",
        "Minister Alois Mock said rebels killed a nurse in Harar on Sunday.",
        "Three fronts of the rebels killed two mayors in Harar on Sunday.",
    ],
)
def test_people_may_be_called_like_animals_awards_and_drills(text):
    assert decide(text, "killed").sub_event_type


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("A fox killed ten hens in Harar on Sunday.", "killed"),
        ("Soldiers staged a mock attack on a village near Harar on Sunday.", "attack"),
        ("Two men in uniform stormed the stage at the Oscars on Sunday.", "stormed"),
        ("The documentary about the siege shows how a cameraman was shot dead in Harar.", "shot"),
    ],
)
def test_animals_awards_and_drills_are_no_conflict(text, word):
    assert decide(text, word).sub_event_type is None


def test_who_is_shot_while_filming_is_told_in_no_film():
    text = "A cameraman was shot dead in Harar on Sunday while filming a documentary about children."
    assert decide(text, "shot").sub_event_type == "Attack"


def test_jets_may_bomb_a_hillside():
    assert decide("Jets bombed the hillside of Harar on Sunday.", "bombed").sub_event_type == "Air/drone strike"


@pytest.mark.parametrize(
    ("text", "word", "known"),
    [
        (
            "A party's treasurer was assassinated in Bogota, and prosecutors blame the crime on two suspects.",
            "assassinated",
            True,
        ),
        ("A politician was murdered in Bogota, and prosecutors blame the crime on two suspects.", "murdered", True),
        ("A shopkeeper was murdered in Bogota, and prosecutors blame the crime on two suspects.", "murdered", False),
    ],
)
def test_those_in_public_life_are_no_victims_of_ordinary_crime(text, word, known):
    assert (decide(text, word).sub_event_type is not None) is known
