"""A lead that adds up is no pin beside its parts; the one number of a deed told by parts is."""

from datetime import date

import pytest

from geoevents.model import Document
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """Place and dead of the mapped events of a text, published on a Thursday."""
    home = tmp_path_factory.mktemp("home")
    pipeline = Pipeline.from_settings(Settings.from_environment({"GEOEVENTS_HOME": str(home)}))

    def mapped(text):
        found = pipeline.extract(Document(text=text, published=date(2024, 3, 14)))
        return [
            (e.location and e.location.name, e.fatalities and e.fatalities.best)
            for e in found
            if e.status in ("actual", "attempted") and e.event_type != "Diplomacy"
        ]

    return mapped


def test_the_sum_of_the_lead_goes_where_its_parts_are_told(read):
    told = read(
        "At least 13 people died in bombings across Iraq on Tuesday, police said. "
        "A car bomb killed nine people at a market in Kirkuk on Tuesday. "
        "A roadside bomb killed four policemen in Mosul on Tuesday."
    )
    assert told == [("Kirkuk", 9), ("Mosul", 4)]


def test_most_of_a_sum_is_enough_where_the_words_tell_of_several_deeds(read):
    told = read(
        "Gunmen killed ten people in separate attacks in Borno State on Tuesday. "
        "Five farmers were killed in Maiduguri on Tuesday. Three more people were shot dead in Biu on Tuesday."
    )
    assert [dead for _, dead in told] == [5, 3]


@pytest.mark.parametrize(
    "text",
    [
        "A bomb killed nine people at a market in Kirkuk on Tuesday. A mine killed four in Mosul on Tuesday. "
        "Gunmen shot five dead in Hilla on Tuesday.",
        "Gunmen killed five people in Kirkuk on Tuesday. A bomb killed two in Mosul on Tuesday. "
        "Three people were shot dead in Hilla on Tuesday.",
    ],
)
def test_deeds_that_add_nothing_up_all_stay(read, text):
    assert len(read(text)) == 3


def test_the_first_of_several_blasts_keeps_its_own_dead(read):
    told = read(
        "Two bomb blasts killed six people in Peshawar on Monday. The first bomb killed five and hurt 15. "
        "Another bomb killed a police officer in Mardan on Monday."
    )
    assert sorted(dead for _, dead in told) == [1, 5]


def test_a_smaller_number_without_a_place_or_a_day_is_a_part(read):
    told = read(
        "Suicide attackers stormed a hotel in Mogadishu on Sunday, leaving 15 people dead. "
        "One of their cars blew up at the gate, killing several guards."
    )
    assert told == [("Mogadishu", 15)]


def test_the_dead_of_other_violence_are_counted_for_no_deed(read):
    told = read("A bomb killed three people in Kirkuk on Monday. At least 29 people died in other violence on Monday.")
    assert ("Kirkuk", 3) in told
    assert all(dead != 29 for _, dead in told)


def test_at_least_so_many_since_a_month_are_counted_over_that_time(read):
    told = read("At least 40 people have been killed in attacks in Maiduguri since May.")
    assert all(dead != 40 for _, dead in told)


def test_a_deed_in_the_middle_of_a_report_is_no_sum_of_the_next_two(read):
    told = read(
        "A series of air strikes around Idlib killed at least 24 people on Tuesday. "
        "A barrel bomb killed 12 people, two children among them, in a shelter in Saraqib on Tuesday. "
        "A missile killed a woman in Ariha on Tuesday. Missiles killed 11 men in Maarrat Misrin on Tuesday."
    )
    assert sorted(dead for _, dead in told) == [1, 11, 12]


def test_two_separate_attacks_lend_their_sum_to_neither(read):
    told = read(
        "Two separate attacks in Maiduguri and Biu have left at least 14 people dead. "
        "Gunmen attacked a village near Maiduguri on Friday and killed 12. Two more were killed in Biu on Saturday."
    )
    assert sorted(dead for _, dead in told) == [2, 12]
