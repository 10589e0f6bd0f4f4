"""Weapons found after a fight. All texts are invented."""

from __future__ import annotations

from datetime import date

import pytest

from geoevents.model import Document
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings


@pytest.fixture(scope="module")
def types():
    pipeline = Pipeline.from_settings(Settings.from_environment({}))
    return lambda text: [e.sub_event_type for e in pipeline.extract(Document(text=text, published=date(2024, 5, 15)))]


@pytest.mark.parametrize(
    "text",
    [
        "Troops killed four gunmen in Bannu on Monday. Rifles and explosives were also recovered from the dead men.",
        "Four gunmen were killed in a gunfight in Bannu on Monday, and two rifles were recovered from the site.",
    ],
)
def test_what_was_taken_from_those_who_fell_is_a_part_of_the_fight(types, text):
    assert types(text) == ["Armed clash"]


def test_a_cache_is_an_event_where_no_fight_is_told_or_the_fight_was_elsewhere(types):
    assert types("Troops found a cache of rifles and explosives in Bannu on Monday.") == ["Disrupted weapons use"]
    elsewhere = "Troops killed four gunmen in Bannu on Monday. In Kandahar, guards recovered a cache of rockets."
    assert types(elsewhere) == ["Armed clash", "Disrupted weapons use"]
