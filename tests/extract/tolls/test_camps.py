import pytest

from geoevents.extract.tolls.camps import camp_of


@pytest.mark.parametrize(
    "noun, camp",
    [
        ("soldiers", "state"),
        ("constable", "state"),
        ("militant", "armed"),
        ("student", "civilian"),
        ("villagers", "civilian"),
        ("people", None),
        ("commander", None),
        ("goats", None),
        ("", None),
    ],
)
def test_the_noun_tells_on_which_side_somebody_stood(noun, camp):
    assert camp_of(noun) == camp
