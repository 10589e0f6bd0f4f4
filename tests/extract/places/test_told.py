"""The place that another sentence tells, and unknown villages that are no other town. All texts are invented."""

from __future__ import annotations

from datetime import date

import pytest

from geoevents.model import Document
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings


@pytest.fixture(scope="module")
def located():
    pipeline = Pipeline.from_settings(Settings.from_environment({}))

    def places(text):
        events = pipeline.extract(Document(text=text, published=date(2024, 5, 15)))
        return [e.location and (e.location.name, int(e.location.where_prec)) for e in events]

    return places


def test_a_sentence_that_says_where_the_deed_was_is_finer_than_its_country(located):
    text = "Three drivers were killed in an Israeli strike in Lebanon. The strike occurred in Marjayoun."
    assert located(text) == [("Marjayoun", 1)]


def test_where_another_country_s_deed_was_is_not_asked(located):
    text = "Three drivers were killed in an air strike in Lebanon. The attack took place after one in Tel Aviv."
    assert located(text)[0][0] == "Lebanon"


def test_elsewhere_is_not_the_town_told_before(located):
    text = (
        "Rebels killed 14 policemen in Florencia on Wednesday. "
        "Elsewhere in the country, two mine blasts on Thursday killed four soldiers."
    )
    assert located("Rebels kidnapped a mayor near Cali, Colombia. " + text)[-2:] == [("Florencia", 1), ("Colombia", 6)]


def test_an_unknown_town_is_not_the_city_struck_next(located):
    text = (
        "Four people were killed on Sunday when jets hit a clinic in the town of Tayr Zaba in southern Lebanon.\n"
        "In the early hours of Sunday, the army launched strikes on Beirut, hitting several targets."
    )
    assert located(text) == [("Lebanon", 5), ("Beirut", 1)]


def test_the_city_is_the_one_that_was_called_so_known_or_not(located):
    text = (
        "On Tuesday rebels launched an attack on the army, taking over the city of Kashuru in Masisi Territory. "
        "Families fled to Mweso and Kitchanga. On Wednesday the army retook the city."
    )
    assert located(text)[-1] == ("Masisi Territory", 3)


def test_who_says_where_the_deed_was_may_be_told_first(located):
    text = (
        "Two constables were killed on Monday when Maoists set off a landmine in Chhattisgarh. "
        "According to an inspector, the incident took place in Bijapur."
    )
    assert located(text) == [("Bijapur", 1)]
