"""Mentions that have neither a place nor a day of their own go on with what was told before."""

from datetime import date

import pytest

from geoevents.model import Document
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline.from_settings(Settings.from_environment())


def shown(pipeline, text):
    events = pipeline.extract(Document(text=text, published=date(2019, 7, 5)))
    return [e for e in events if e.status in ("actual", "attempted")]


def test_an_assault_told_step_by_step_is_one_pin_of_its_most_telling_kind(pipeline):
    text = (
        "Gunmen attacked an army checkpoint outside Kirkuk on Friday. A suicide bomber had rammed his car into the "
        "gate, officials said. Dozens of men opened fire on the guards."
    )
    (event,) = shown(pipeline, text)
    assert (event.sub_event_type, event.date_start) == ("Suicide bomb", date(2019, 7, 5))


def test_the_count_of_another_source_is_no_further_pin(pipeline):
    text = (
        "A missile hit the base in Marib on Wednesday, killing five soldiers. The governor thanked the rescuers. "
        "A television channel put the dead at seven soldiers killed in the attack."
    )
    assert len(shown(pipeline, text)) == 1


def test_a_sum_told_without_place_or_day_is_no_further_pin(pipeline):
    text = (
        "A bomb killed four people in Mosul on Monday. Nobody has said who laid it. "
        "Some 900 people were killed in raids and clashes."
    )
    assert len(shown(pipeline, text)) == 1


def test_a_second_deed_with_a_place_or_a_day_of_its_own_stays(pipeline):
    text = (
        "Gunmen killed four farmers in Mosul on Monday. Gunmen killed two farmers in Tikrit. "
        "On Tuesday a roadside bomb killed a teacher."
    )
    assert len(shown(pipeline, text)) == 3


def test_another_deed_said_to_be_another_stays(pipeline):
    text = "A car bomb killed nine people in Baghdad on Monday. Another bomb wounded six people."
    assert len(shown(pipeline, text)) == 2


def test_what_goes_on_with_history_is_history(pipeline):
    text = "Soldiers killed 11 people in Moundou on 9 October 2012, lawyers said. Hundreds were hurt as they fired. "
    assert shown(pipeline, text) == []
    assert len(shown(pipeline, text + "On Monday soldiers killed two people in Moundou.")) == 1
