"""What a report tells twice, by its parts or by both sides, is one event. Read with the bundled gazetteer."""

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
    "answer, dead",
    [
        ("The patrol returned fire and killed three of the assailants.", 7),
        ("Three attackers were shot dead as well, a spokesman said.", 7),
        ("The officers fired back, killing two gunmen.", 6),
    ],
)
def test_attackers_who_fell_come_on_top_of_those_they_killed(read, answer, dead):
    (event,) = read(f"Gunmen ambushed a police patrol near Maiduguri on Monday, killing four officers. {answer}")
    assert event.fatalities.best == dead


def test_attackers_among_the_dead_are_counted_once(read):
    (event,) = read("Nine people, including two attackers, were killed in a raid on a police post in Yola on Tuesday.")
    assert event.fatalities.best == 9


def test_militants_killed_elsewhere_are_no_answer(read):
    first, second = read(
        "Gunmen attacked a village near Maiduguri on Monday and killed four farmers. "
        "The army killed 12 militants in an air raid near Yola."
    )
    assert (first.fatalities.best, second.fatalities.best) == (4, 12)


def test_a_general_word_with_the_same_toll_tells_the_same_deed(read):
    (event,) = read(
        "Shells killed ten people and wounded 20 in Nyala on Monday, medics said. "
        "The rebels targeted the main hospital in Nyala, causing ten deaths and 20 injuries."
    )
    assert event.sub_event_type == "Shelling/artillery/missile attack"


@pytest.mark.parametrize(
    "second",
    [
        "Gunmen attacked a bus in Nyala on Tuesday, causing ten deaths and 20 injuries.",
        "Gunmen attacked a bus in Nyala, causing ten deaths and four injuries.",
        "Gunmen attacked a bus in Kutum, causing ten deaths and 20 injuries.",
    ],
)
def test_another_day_place_or_number_of_wounded_tells_another_deed(read, second):
    assert len(read(f"Shells killed ten people and wounded 20 in Nyala on Monday, medics said. {second}")) == 2


@pytest.mark.parametrize(
    "text",
    [
        'Rebels announced that nine soldiers were killed in Wum but the army spokesman said it was "fake news".',
        "False rumours are going round that gunmen killed nine soldiers in Wum on Sunday.",
        "Reports that gunmen killed nine soldiers in Wum on Sunday are false, the governor said.",
    ],
)
def test_what_is_called_untrue_did_not_happen(read, text):
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Rebels said nine soldiers were killed in Wum on Sunday but the army said two died.",
        "The army called the report false. Gunmen killed nine soldiers in Wum on Sunday, the governor said.",
    ],
)
def test_another_number_or_another_report_makes_nothing_untrue(read, text):
    assert len(read(text)) == 1


def test_those_taken_by_an_armed_group_are_no_takers(read):
    (event,) = read(
        "Nine aid workers abducted on 2 March by militia members on a mission in Ansongo have been released."
    )
    assert (event.actor1.name, event.actor2.name) == ("militia members", "aid workers")


def test_those_whom_an_air_strike_kills_launched_none(read):
    (event,) = read("Two people were killed when an airstrike hit a school in Nyala on Monday.")
    assert (event.actor1, event.actor2.name) == (None, "people")
