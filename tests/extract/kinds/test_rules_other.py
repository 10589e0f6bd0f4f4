"""People and weapons that are stopped and taken."""

import pytest

from geoevents.extract.kinds.classify import classify
from tests.extract.reading import scene_of, trigger_in


@pytest.mark.parametrize(
    ("text", "word", "sub_type"),
    [
        ("Kenya has intercepted nine suspected rebels near Wajir.", "intercepted", "Arrests"),
        ("Two rifles were seized from a shop in Kano on Monday.", "seized from", "Disrupted weapons use"),
        ("Students held up signs against the war and marched on Monday.", "held up signs", "Peaceful protest"),
        ("The navy intercepted a message of the rebels on Monday.", "intercepted", None),
        ("Two rare stamps were seized from a shop in Kano on Monday.", "seized from", None),
        ("Fans held up signs at the gate on Monday.", "held up signs", None),
    ],
)
def test_people_and_weapons_are_stopped_not_words_or_wares(text, word, sub_type):
    scene = scene_of(text)
    trigger = trigger_in(scene, word)
    told = [classify(reading, scene).sub_event_type for reading in (trigger, *trigger.readings)]
    assert next(filter(None, told), None) == sub_type
