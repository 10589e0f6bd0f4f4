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
        ("Two rebel servicemen killed in Kyiv forces’ shelling", "Kyiv"),
        ("Two villagers were killed in an attack by Kyiv’s troops on Monday.", "Kyiv"),
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


@pytest.mark.parametrize(
    "text, place, where_prec",
    [
        ("Shelling kills ten in the Bab al-Zunbuq neighborhood, Aleppo", "Aleppo", 2),
        ("Shelling killed three in Qanturiyeh village in the southern countryside of Idlib on Monday.", "Idlib", 5),
        ("A bomb killed a child in the Zunbuq quarter of Mosul, and aid was dropped on Sinjar.", "Mosul", 2),
    ],
)
def test_a_place_that_no_gazetteer_knows_lies_in_what_is_named_as_holding_it(pipeline, text, place, where_prec):
    (event,) = [e for e in pipeline.extract(Document(text=text, published=date(2024, 5, 16))) if e.fatalities]
    assert (event.location.name, event.location.where_prec) == (place, where_prec)


def test_a_place_weakly_bound_in_its_own_sentence_counts_where_no_other_sentence_tells_any(pipeline):
    found = _places(pipeline, "The army reached the Zunbuq roundabout and the violent clashes continue in Aleppo city")
    assert found == ["Aleppo"]


def test_a_massacre_carried_out_in_a_town_happened_there(pipeline):
    text = "Nine people were killed in a massacre carried out by the army in the town of Saraqib on Monday."
    assert _places(pipeline, text) == ["Saraqib"]


def test_a_blast_that_shakes_a_city_happened_there(pipeline):
    assert _places(pipeline, "A violent explosion shakes Manbij and leaves six soldiers dead.") == ["Manbij"]


def test_a_city_is_meant_though_a_town_of_its_province_was_told_before(pipeline):
    text = "The army shelled the outskirts of Palmyra for days. The bombardment killed six people in Homs on Monday."
    events = pipeline.extract(Document(text=text, published=date(2024, 5, 16)))
    homs = next(e.location for e in events if e.location and e.location.name == "Homs")
    assert homs.feature_code.startswith("PPL") and homs.where_prec == 1


def test_a_quarter_lies_in_the_city_that_is_named_with_it_not_in_that_of_a_better_known_namesake(pipeline):
    text = "Artillery hit the Ashrafiyah neighborhood in Afrin city on Monday and killed a girl."
    (event,) = [e for e in pipeline.extract(Document(text=text, published=date(2024, 5, 16))) if e.fatalities]
    assert abs(event.location.lon - 36.87) < 0.1 and event.location.where_prec == 2


def test_where_the_dead_came_from_is_not_where_they_fell(pipeline):
    text = "Gunmen killed five citizens from Mosul on Monday while they crossed a bridge in Kirkuk."
    assert _places(pipeline, text)[0] == "Kirkuk"


def test_a_province_that_witnesses_clashes_is_their_place(pipeline):
    text = "Homs province witnesses more clashes between the army and rebels."
    assert _places(pipeline, text)[0] == "Homs"
