"""What a protest is against is no part of the protest."""

from datetime import date

import pytest

from geoevents.extract.kinds.protest_grounds import is_answered, without_its_ground
from geoevents.model import Document
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings


@pytest.fixture(scope="module")
def sub_types(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    pipeline = Pipeline.from_settings(Settings.from_environment({"GEOEVENTS_HOME": str(home)}))

    def read(text):
        found = pipeline.extract(Document(text, published=date(2024, 5, 16)))
        return [e.sub_event_type for e in found if e.status == "actual"]

    return read


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Thousands protested in Kano on Monday after soldiers killed five villagers in Jos on Sunday.",
         ["Peaceful protest", "Attack"]),
        ("Hundreds marched in Kano on Monday over the killing of a boy by police.", ["Peaceful protest", "Attack"]),
        ("Hundreds marched in Kano on Monday over the killing of a boy by police and burned cars.",
         ["Violent demonstration", "Attack"]),
        ("Students protested in Kano on Monday, throwing stones at police after the vote.", ["Violent demonstration"]),
        ("Thousands of protesters rallied in Kano on Monday to mourn marchers killed in a raid of soldiers.",
         ["Peaceful protest", "Excessive force against protesters"]),
        ("Thousands marched through Kano on Monday to protest against a new law.", ["Peaceful protest"]),
        ("Thousands marched in Kano on Monday against a ruling that jailed a party leader.",
         ["Peaceful protest", "Arrests"]),
        ("Hundreds protested in Kano on Monday against the mayor, throwing stones at police.",
         ["Violent demonstration"]),
        ("Protesters fled in Kano on Monday after soldiers opened fire, killing three.",
         ["Excessive force against protesters"]),
        ("Hundreds protested in Kano after police fired tear gas at demonstrators.", ["Protest with intervention"]),
    ],
)  # fmt: skip
def test_a_protest_is_as_violent_as_itself_and_not_as_what_it_is_against(sub_types, text, wanted):
    assert sub_types(text) == wanted


def test_the_ground_ends_where_the_protest_goes_on():
    text = "They marched over the killing of a boy, throwing stones."
    assert without_its_ground(text, text.index(" over")) == "They marched , throwing stones."
    assert is_answered(text, text.index("killing"))
    assert not is_answered(text, text.index("throwing"))


def test_what_is_told_before_a_protest_is_no_ground_of_it():
    text = "Police killed a boy in Kano, and hundreds marched on Monday."
    assert not is_answered(text, text.index("killed"))
