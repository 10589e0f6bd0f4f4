"""Which events are sure enough to be kept."""

import pytest

from geoevents.extract import extractor
from geoevents.model import Document
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings


@pytest.fixture
def statuses_at(tmp_path, monkeypatch):
    """The statuses of a text's events where every event is as sure as told."""
    pipeline = Pipeline.from_settings(Settings.from_environment({"GEOEVENTS_HOME": str(tmp_path)}))

    def read(sure):
        monkeypatch.setattr(extractor, "confidence", lambda draft: sure)
        text = "Rebels attacked a convoy near Harar. The army will attack their camp near Jijiga on Friday."
        return {event.status for event in pipeline.extract(Document(text))}

    return read


def test_what_no_map_shows_may_be_less_sure(statuses_at):
    assert statuses_at(0.6) == {"actual", "planned"}
    assert statuses_at(0.45) == {"planned"}
    assert statuses_at(0.35) == set()
