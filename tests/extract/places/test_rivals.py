import numpy as np
import pytest

from geoevents.extract.places.features import COLUMNS, features
from geoevents.extract.places.rivals import FIRST_READING, RIVALS, first_reading
from geoevents.extract.sentence.scene import build_scene
from geoevents.extract.sentence.triggers import find_triggers
from geoevents.model import Mention, Place, Resolution
from geoevents.text.sentences import split_sentences
from tests.extract.reading import language


def _place(name, lat, population):
    return Place(
        place_id=f"test:{name}", name=name, lat=lat, lon=44.0, country="IQ", feature_code="PPL", population=population
    )


BASRA, SUBURB, FAR = _place("Basra", 30.5, 1_000_000), _place("Harat", 30.6, 9_000), _place("Mosul", 36.3, 900_000)


def _row(text, word, *places):
    """The columns of the first place for the trigger that holds ``word``."""
    (sentence,) = language().parse(split_sentences(text))
    mentions = [
        Resolution(Mention(text.index(p.name), text.index(p.name) + len(p.name), p.name), p, 1.0) for p in places
    ]
    scene = build_scene(sentence, "", mentions)
    triggers = find_triggers(sentence)
    trigger = next(t for t in triggers if word in t.text)
    return dict(zip(COLUMNS, features(trigger, scene, mentions, 0, triggers), strict=True))


@pytest.mark.parametrize(
    "text, tells",
    [
        ("A bomb exploded in the Basra suburb of Harat.", 1.0),
        ("A bomb exploded in Basra near Harat.", 0.0),
    ],
)
def test_a_name_that_only_tells_where_the_next_one_is_is_marked(text, tells):
    assert _row(text, "exploded", BASRA, SUBURB)["kind_after"] == tells


def test_smaller_places_nearby_and_places_far_away_are_counted():
    row = _row("A bomb exploded in Basra near Harat, police in Mosul said.", "exploded", BASRA, SUBURB, FAR)
    assert (row["smaller_near"], row["bigger_near"], row["far_others"]) == (1, 0, 1)


@pytest.mark.model
def test_a_place_nearer_to_another_deed_in_the_tree_tells_so():
    text = "Rebels shelled Basra on Monday while protesters marched in Harat."
    near, far = _row(text, "shelled", BASRA), _row(text, "marched", BASRA)
    assert near["gap_difference"] < 0 < far["gap_difference"]


def test_the_second_reading_knows_what_the_first_gave_all_places():
    rows = first_reading(np.array([0.2, 0.9, 0.5]))
    named = [dict(zip(FIRST_READING, row, strict=True)) for row in rows]
    assert named[0]["below_best"] == pytest.approx(0.7)
    assert named[1]["others_best"] == pytest.approx(0.5)
    assert (named[2]["read_before"], named[2]["read_after"]) == (0.9, 0.0)
    assert named[0]["others_sum"] == pytest.approx(1.4)


def test_a_place_alone_has_no_rivals():
    assert first_reading(np.array([0.4])).tolist() == [[0.4, 0.0, 0.0, 0.0, 0.0, 0.0]]


def test_every_rival_column_is_a_column_of_the_row():
    assert set(RIVALS) <= set(COLUMNS)
