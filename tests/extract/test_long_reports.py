"""What whole articles do to single sentences: styles, lists, speakers and words of the genre around a deed."""

from datetime import date

import pytest

from geoevents.extract import extractor
from geoevents.model import Document
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline.from_settings(Settings.from_environment())


def on_map(pipeline, text, published=date(2024, 5, 16)):
    events = pipeline.extract(Document(text=text, published=published))
    return [e for e in events if e.status in ("actual", "attempted")]


def told(pipeline, text, published=date(2024, 5, 16)):
    """Sub-type, place and dead of what reaches the map."""
    return [
        (e.sub_event_type, e.location and e.location.name, e.fatalities and e.fatalities.best)
        for e in on_map(pipeline, text, published)
    ]


def test_a_deed_told_with_day_place_and_dead_is_shown_in_any_style(pipeline, monkeypatch):
    monkeypatch.setattr(extractor, "confidence", lambda draft: 0.3)
    text = "Armed youth attacked a cattle camp near Rumbek on Monday, killing 17 people."
    (event,) = on_map(pipeline, text)
    assert (event.location.name, event.fatalities.best, event.confidence) == ("Rumbek", 17, 0.5)


@pytest.mark.parametrize(
    "text",
    [
        "Armed youth attacked a cattle camp near Rumbek, killing 17 people.",
        "Armed youth attacked a cattle camp on Monday, killing 17 people.",
        "Armed youth attacked a cattle camp near Rumbek on Monday.",
        "Armed youth were said to be ready to attack a camp near Rumbek on Monday and kill 17 people.",
    ],
)
def test_where_day_place_or_dead_are_missing_the_numbers_decide(pipeline, monkeypatch, text):
    monkeypatch.setattr(extractor, "confidence", lambda draft: 0.3)
    assert on_map(pipeline, text) == []
