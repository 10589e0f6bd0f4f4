"""What goes on over weeks or years is no deed of the day; a deed told beside it stays one."""

from datetime import date

import pytest

from geoevents.extract.status.habits import what_goes_on
from geoevents.model import Document
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline.from_settings(Settings.from_environment())


def shown(pipeline, text, published=date(2024, 6, 1)):
    events = pipeline.extract(Document(text=text, published=published))
    return [e for e in events if e.status in ("actual", "attempted")]


@pytest.mark.parametrize(
    "text",
    [
        "Commandos have often clashed with jihadists in Benghazi.",
        "The group has staged a number of suicide attacks against guards in Zahedan, killing dozens.",
        "Armed groups in Zahedan carry out regular bombings.",
        "The exchange of fire near Tyre has been intensifying over the past weeks.",
        "Militants who frequently attack patrols near Rutba live in the desert.",
        "The group has traded near-daily rocket fire with the army around Metula since the raid of 7 October.",
        "The movement has waged a decades-long insurgency on the army around Diyarbakir.",
        "The listing was in response to a bloody attack on a bus, which killed 27 men near Zahedan.",
    ],
)
def test_what_goes_on_is_not_shown(pipeline, text):
    assert shown(pipeline, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Special forces clashed with Islamist militants in Benghazi.",
        "The group has carried out a suicide attack on guards in Zahedan, killing four.",
        "Rebels have carried out several attacks on army posts in Marib on Wednesday, killing six soldiers.",
        "The army has repeatedly shelled the town of Sarmin on Friday.",
        "Nobody has often seen such fire, but on Friday rebels shelled Sarmin.",
    ],
)
def test_a_deed_is_shown(pipeline, text):
    assert len(shown(pipeline, text)) == 1


def test_a_larger_sum_after_the_dead_of_a_deed_is_none_of_the_day(pipeline):
    text = (
        "Soldiers shot dead four men in Jenin on Thursday.\n\n"
        "More than 80 people have been killed by soldiers, and on the other side 13 have been killed in shootings."
    )
    (event,) = shown(pipeline, text, date(2024, 5, 31))
    assert event.fatalities.best == 4


def test_the_first_dead_told_may_be_many(pipeline):
    (event,) = shown(pipeline, "At least 25 people have been killed in air raids on Idlib.")
    assert event.fatalities.best == 25


def test_a_truce_that_collapsed_was_not_agreed_on(pipeline):
    text = "Jets struck targets near Duhok on Sunday, the heaviest raid since the breakdown of a ceasefire in spring."
    assert [e.sub_event_type for e in shown(pipeline, text)] == ["Air/drone strike"]


def test_a_habit_ends_with_its_clause():
    own = "they have often clashed there, but rebels shelled the town"
    assert what_goes_on(own, own.index("clashed"), present=False) is not None
    assert what_goes_on(own, own.index("shelled"), present=False) is None


@pytest.mark.parametrize(
    "later, dead",
    [
        ("More than 60 people have been killed in air raids.", [4]),
        ("Since Monday, more than 60 people have been killed in air raids, a monitor says.", [4]),
        ("A bomb has killed 60 people at a market in Tubas.", [4, 60]),
        ("In the town of Tubas 60 people were killed in air raids on Thursday.", [4, 60]),
    ],
)
def test_only_what_has_come_together_so_far_is_a_sum(pipeline, later, dead):
    text = f"Soldiers shot dead four men in Jenin on Thursday.\n\n{later}"
    assert [e.fatalities.best for e in shown(pipeline, text, date(2024, 5, 31))] == dead


def test_a_deed_of_the_day_beside_a_trial_is_told_and_one_told_in_court_is_not(pipeline):
    assert shown(pipeline, "Gunmen shot dead a judge in Quetta on Monday during the trial of a smuggler.")
    assert shown(pipeline, "The trial heard on Monday that gunmen shot dead a judge in Quetta.") == []


def test_who_died_of_what_was_done_to_them_is_no_obituary(pipeline):
    assert shown(
        pipeline, "A student has died in Maracaibo after being struck by a tear gas canister that police fired."
    )
    assert shown(pipeline, "The general, whose men killed nine villagers in Chalatenango, has died at 80.") == []
