"""Which place belongs to which happening, over whole short reports read with the bundled gazetteer."""

from datetime import date

import pytest

from geoevents.model import Document
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    return Pipeline.from_settings(Settings.from_environment({"GEOEVENTS_HOME": str(home)}))


def _places(pipeline, text):
    """Names of the places of violent events, in reading order; None for an event without one."""
    events = pipeline.extract(Document(text=text, published=date(2024, 5, 16)))
    return [e.location.name if e.location else None for e in events if e.event_type not in ("Diplomacy", None)]


@pytest.mark.parametrize(
    "text, places",
    [
        ("Bombs killed two people in Basra and three in Hilla on Monday.", ["Basra", "Hilla"]),
        ("GUNMEN KILL THREE SOLDIERS IN KIDAL ON MONDAY.", ["KIDAL"]),
        ("Suicide attack on Shia mosque in Peshawar kills 20", ["Peshawar"]),
    ],
)
def test_a_place_told_in_the_clause_of_the_deed_is_its_place(pipeline, text, places):
    found = _places(pipeline, text)
    assert [name.casefold() for name in found if name] == [name.casefold() for name in places]


@pytest.mark.parametrize(
    "text, never",
    [
        ("Three people were killed when Kyiv forces shelled a village on Monday.", "Kyiv"),
        ("One soldier killed, 15 injured in fighting: Kyiv", "Kyiv"),
        ("Mediators held talks in Geneva on Monday. Residents reported shelling on the edge of the city.", "Geneva"),
    ],
)
def test_whose_forces_they_are_who_said_it_and_where_people_met_is_no_place_of_fighting(pipeline, text, never):
    assert never not in str(_places(pipeline, text))


def test_a_reply_is_not_put_where_the_attack_was(pipeline):
    found = _places(pipeline, "Rebels attacked the town of Bria on Monday. The army replied with artillery fire.")
    assert found[0] == "Bria" and "Bria" not in found[1:]


def test_a_village_that_no_gazetteer_knows_keeps_the_event_from_another_place_named_nearby(pipeline):
    found = _places(pipeline, "Officials in Aleppo spoke on Monday. Rockets hit Hawsh Qanturi village on Sunday.")
    assert "Aleppo" not in found
