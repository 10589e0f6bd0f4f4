import pytest

from geoevents.extract.sentence.scope import own_words
from tests.extract.reading import scene_of, status, trigger_in


@pytest.mark.parametrize(
    "text, word, left_out",
    [
        ("Gunmen seized nine pupils in the valley where forty were taken in 2016.", "seized", "in 2016"),
        ("Shells killed a herder near Atme, said a monitor which counted 90 deaths this year.", "killed", "this year"),
        ("Rebels stormed the barracks on Sunday after troops had burned their camp in 2019.", "stormed", "in 2019"),
    ],
)
def test_a_side_clause_about_something_else_is_left_out(text, word, left_out):
    scene = scene_of(text)
    words = own_words(scene.syntax, trigger_in(scene, word).token)
    assert left_out not in words
    assert word in words and len(words) == len(text)


def test_the_clause_of_the_trigger_itself_stays():
    text = "The fighting, which has killed 30,000 people since the war began, goes on."
    scene = scene_of(text)
    assert own_words(scene.syntax, trigger_in(scene, "killed").token) == text


def test_a_year_in_a_side_clause_makes_no_history_of_the_main_event():
    told = status("Gunmen abducted nine girls in the valley where forty pupils were taken in 2016.", "abducted")
    assert told.status == "actual", told.reason


@pytest.mark.parametrize(
    "text",
    [
        "The rivals agreed to a truce after a war that has killed hundreds of thousands.",
        "Tens of thousands have been killed in the fighting.",
    ],
)
def test_so_many_dead_are_those_of_a_war(text):
    assert status(text, "killed").status == "historical"
