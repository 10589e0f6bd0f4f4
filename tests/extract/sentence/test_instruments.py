"""With what it was done: what only stands by, carries people or was itself hit is no weapon."""

import pytest

from geoevents.extract.sentence.instruments import find_instruments


def kinds(text):
    return {cue.kind for cue in find_instruments(text, 0)}


@pytest.mark.parametrize(
    "text",
    [
        "Rebels and troops clashed, and an aid helicopter was badly damaged.",
        "A peacekeepers' helicopter came under heavy fire in the clashes.",
        "Three people died in a humanitarian aircraft at the airstrip.",
    ],
)
def test_an_aircraft_that_was_hit_is_no_weapon(text):
    assert "air" not in kinds(text)


@pytest.mark.parametrize(
    "text", ["A helicopter hit a market.", "Jets struck a clinic.", "Drones were used in the raid."]
)
def test_an_aircraft_that_hits_is_one(text):
    assert "air" in kinds(text)
