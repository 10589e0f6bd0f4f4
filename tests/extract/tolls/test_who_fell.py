"""Who was among the dead, and deeds done to many nameless places, are no incidents of their own. Invented texts."""

from datetime import date

import pytest

from geoevents.extract.kinds.classify import classify
from geoevents.model import Document
from geoevents.pipeline import Pipeline
from geoevents.settings import Settings
from tests.extract.reading import scene_of, trigger_in


@pytest.fixture(scope="module")
def events():
    pipeline = Pipeline.from_settings(Settings.from_environment({}))
    return lambda text: pipeline.extract(Document(text=text, published=date(2024, 3, 14)))


@pytest.mark.parametrize(
    "text, tolls",
    [
        (
            "Soldiers fought rebels in Soyapango on Monday, and 14 people died. "
            "Among the dead was a cook who was struck by a splinter of a grenade.",
            [14],
        ),
        (
            "A bomb exploded at a market in Cali on Monday, killing nine people. "
            "The dead included two guards, who were shot as they ran.",
            [9],
        ),
        (
            "Soldiers fought rebels in Soyapango on Monday, and 14 people died. "
            "A cook was killed by a grenade in Usulutan on Tuesday.",
            [14, 1],
        ),
    ],
)
def test_who_was_among_the_dead_is_part_of_what_was_told_before(text, tolls, events):
    assert [e.fatalities.best for e in events(text)] == tolls


@pytest.mark.parametrize(
    "second, place",
    [
        ("About ten settlements came under artillery fire.", None),
        ("Gunners shelled more than 20 villages along the border.", None),
        ("Over the day, 86 clashes took place.", None),
        ("Gunners shelled four villages nearby.", "Toretsk"),
        ("Gunners shelled 20 villages and killed six farmers.", "Toretsk"),
    ],
)
def test_a_deed_done_to_many_nameless_places_is_not_where_the_last_one_was(second, place, events):
    found = [e for e in events(f"Troops fought near Toretsk on Monday. {second}") if e.evidence[0].text == second]
    assert {e.location.name if e.location else None for e in found} <= {place}


@pytest.mark.parametrize("verb", ["repelled", "repulsed"])
def test_who_beats_off_an_attack_fights(verb):
    scene = scene_of(f"Ukrainian defenders {verb} 20 attacks east of the river.")
    assert classify(trigger_in(scene, verb), scene).sub_event_type == "Armed clash"
