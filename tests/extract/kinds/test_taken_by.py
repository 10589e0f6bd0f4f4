"""Who took a place decides how it is called, wherever the words name somebody."""

import pytest

from geoevents.model import Document
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings


@pytest.mark.parametrize(
    ("text", "sub_type"),
    [
        (
            "Troops loyal to the recognised government have wrested a military camp from a separatist militia outside "
            "Aden, officials say.",
            "Government regains territory",
        ),
        ("Militants captured a military camp outside Aden on Monday.", "Non-state actor overtakes territory"),
        ("A military camp outside Aden was captured on Monday.", "Non-state actor overtakes territory"),
    ],
)
def test_a_camp_is_taken_by_whom_the_words_name_else_by_those_who_have_no_army(tmp_path, text, sub_type):
    pipeline = Pipeline.from_settings(Settings.from_environment({"GEOEVENTS_HOME": str(tmp_path)}))
    (event,) = pipeline.extract(Document(text))
    assert event.sub_event_type == sub_type
