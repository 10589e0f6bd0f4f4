"""Places and people that states take, by the states' own names."""

import pytest

from tests.extract.reading import decide


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        ("Eritrea captured the town of Badme on Sunday.", "Government regains territory"),
        ("Turkey captured the island last week.", "Government regains territory"),
        ("The plateau was captured by the Baltic state in the war.", "Government regains territory"),
        ("Kenya captured him in Mombasa on Friday.", "Arrests"),
        ("The US captured Peter Haroon near Basra on Sunday.", "Arrests"),
        ("Omar Badi, accused of being a member of a cartel, was captured on Friday near Basra.", "Arrests"),
        ("Omar Badi, a farmer, was captured on Friday near Basra.", "Abduction/forced disappearance"),
        ("Omar Badi, who leads Boko Haram there, was captured by police in Maiduguri.", "Arrests"),
    ],
)
def test_a_state_called_by_its_name_takes_places_and_people(text, sub_type):
    assert decide(text, "captured").sub_event_type == sub_type


@pytest.mark.parametrize(
    "text",
    [
        "Brazil captured the trophy in Tokyo on Sunday.",
        "France captured gold and silver in Tokyo.",
        "The Democrats captured Ohio and Florida on Tuesday.",
        "Turkey captured Basra in Nairobi and flew him home.",  # a village may bear a man's name
        "Police captured an escaped prisoner in Ohio.",
    ],
)
def test_prizes_voters_and_names_that_may_be_anybodys_are_no_ground_taken(text):
    assert decide(text, "captured").sub_event_type is None


@pytest.mark.parametrize(
    ("how", "sub_type"),
    [
        ("without being involved in any armed clashes", "Non-violent transfer of territory"),
        ("with support from the air in heavy clashes", "Government regains territory"),
    ],
)
def test_what_is_taken_without_a_fight_only_changes_hands(how, sub_type):
    assert decide(f"The army regained three towns near Bria {how}.", "regained").sub_event_type == sub_type


@pytest.mark.parametrize(
    "text, sub_type",
    [
        ("The units established control over a district after eliminating the last terrorists there.",
         "Government regains territory"),
        ("Terrorists established control over a district after defeating other rebels there.",
         "Non-state actor overtakes territory"),
    ],
)  # fmt: skip
def test_who_is_beaten_somewhere_does_not_take_it(text, sub_type):
    assert decide(text, "established").sub_event_type == sub_type
