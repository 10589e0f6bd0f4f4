import pytest

from geoevents.extract.actors.spots import spot_actors


@pytest.mark.parametrize(
    "text, names",
    [
        ("ELN guerrillas fought army troops.", ["ELN guerrillas", "army troops"]),
        ("THE FMLN FOUGHT THE ARMY.", ["FMLN", "ARMY"]),
        ("Fighting broke out in Syria.", []),
        ("", []),
    ],
)
def test_actors_are_spotted_by_words_alone(text, names):
    assert [name.text for name in spot_actors(text, 0)] == names
