"""What is told as the way things stand is no news of a day; what is told of a day or a town is."""

from datetime import date

import pytest

from geoevents.model import Document
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """The mapped events of a text, published on a Thursday."""
    home = tmp_path_factory.mktemp("home")
    pipeline = Pipeline.from_settings(Settings.from_environment({"GEOEVENTS_HOME": str(home)}))

    def mapped(text):
        found = pipeline.extract(Document(text=text, published=date(2024, 3, 14)))
        return [e for e in found if e.status in ("actual", "attempted") and e.event_type != "Diplomacy"]

    return mapped


@pytest.mark.parametrize(
    "text",
    [
        "Rwanda has sent troops to hunt the rebels through Congo.",
        "Here rules the Front, an armed movement which has signed a truce with the rulers in Bangui.",
        "Since the death of its leader the group has expanded around Lake Chad, recruiting former fighters.",
        "The raids have claimed around 640 lives in Burkina Faso.",
    ],
)
def test_how_things_stand_is_no_event(read, text):
    assert read(text) == []


@pytest.mark.parametrize(
    "text, sub_type",
    [
        ("The Turkish army has set up its ninth outpost in the south of Idlib.", "Headquarters or base established"),
        ("Russia has deployed two battalions to the south of the Idlib region.", "Change to group/activity"),
        ("New brigades have been formed in three regions of Russia's south.", "Change to group/activity"),
        ("The army has sent 500 soldiers to Bunia.", "Change to group/activity"),
        ("The government and the Front have signed a peace deal in Bangui.", "Agreement"),
        ("The death of two soldiers in a raid on Gao was confirmed on Monday.", "Armed clash"),
        ("A raid has claimed 120 lives in Gao.", "Attack"),
    ],
)
def test_what_happened_at_a_place_is_an_event(read, text, sub_type):
    assert sub_type in {e.sub_event_type for e in read(text)}


def test_what_came_before_what_is_history_is_history(read):
    assert read("Last year five chiefs were abducted in Mandera. Before that, three young men were kidnapped.") == []


@pytest.mark.parametrize(
    "text",
    [
        "Families displaced by the fighting have been living in tents near Atbara.",
        "The war has driven 300,000 people from their homes in Darfur.",
        "Relief reached Baidoa, a town which the army recently liberated.",
    ],
)
def test_displaced_families_and_towns_taken_long_since_are_no_news(read, text):
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Fighting drove 3,000 people from their homes in Nyala on Monday.",
        "The army liberated the village of Afgooye on Monday.",
    ],
)
def test_a_day_makes_them_news(read, text):
    assert read(text)


@pytest.mark.parametrize(
    "text",
    [
        "The group has been active there since Kenya sent troops to Somalia.",
        "The conflict, ongoing since April 2023, has displaced 14 million people in Sudan.",
        "Three wounded officers have since been flown to Nairobi for treatment.",
    ],
)
def test_since_when_for_years_and_the_wounded_in_hospital_tell_no_move(read, text):
    assert not {"Change to group/activity", "Flight", "Evacuation"} & {e.sub_event_type for e in read(text)}
