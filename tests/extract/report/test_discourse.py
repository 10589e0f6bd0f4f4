import pytest

from geoevents.extract.report.discourse import ground_of, is_apart, is_background, is_bare, is_country_wide, is_rank
from geoevents.extract.sentence.triggers import find_triggers
from tests.extract.reading import parse


def told(text: str, word: str):
    sentence = parse(text)
    return next(t for t in find_triggers(sentence) if word in t.text), sentence


@pytest.mark.parametrize(
    "text, word, bare",
    [
        ("The blast killed nine people.", "killed", True),
        ("The attack lasted two hours.", "attack", True),
        ("Rebels attacked the post.", "attacked", False),
        ("A car bomb exploded in Basra.", "exploded", False),
    ],
)
def test_harm_and_what_points_back_tell_no_incident_of_their_own(text, word, bare):
    assert is_bare(*told(text, word)) is bare


@pytest.mark.parametrize(
    "text, word, apart",
    [
        ("A second bomb exploded in the port.", "exploded", True),
        ("Two days later rebels attacked the post.", "attacked", True),
        ("Rebels attacked the post on Monday.", "attacked", False),
        ("Hours after beheading three guards, rebels shot two drivers.", "beheading", True),
        ("Hours after beheading three guards, rebels shot two drivers.", "shot", False),
        ("Rebels shot two drivers in the port a day after the killing of three guards.", "killing", True),
        ("Rebels burned the port after killing three guards.", "killing", False),
    ],
)
def test_another_and_later_set_an_incident_apart(text, word, apart):
    assert is_apart(*told(text, word)) is apart


def test_days_of_strikes_before_a_capture_are_its_background():
    text = "Soldiers captured the town after three days of heavy air strikes."
    assert is_background(*told(text, "strikes"))
    assert not is_background(*told(text, "captured"))


def test_what_was_answered_is_told_as_the_ground():
    text = "Jets bombed the port in retaliation for a rocket attack on the city of Haifa."
    assert ground_of(*told(text, "attack")) is not None
    assert ground_of(*told(text, "bombed")) is None


@pytest.mark.parametrize(
    "text, word",
    [
        ("On Monday jets bombed the port in retaliation for a rocket attack on Haifa.", "attack"),
        ("On Monday jets bombed the port in retaliation for an attack on Haifa that killed nine.", "killed"),
        ("On Monday jets bombed the port in retaliation for an attack on Haifa, in which nine were killed.", "killed"),
    ],
)
def test_the_ground_begins_with_the_words_that_tell_it(text, word):
    assert ground_of(*told(text, word)) == text.index("in retaliation")


def test_a_number_for_the_whole_country_is_known():
    assert is_country_wide(*told("Some 90 people were killed across the country.", "killed"))
    assert not is_country_wide(*told("Some 90 people were killed in the port.", "killed"))
    assert is_country_wide(*told("90 people were killed yesterday, including 31 soldiers, and 20 others.", "killed"))
    assert not is_country_wide(*told("Nine people were killed yesterday, including three children.", "killed"))


def test_what_was_the_worst_of_its_kind_is_only_ranked():
    assert is_rank(*told("It was the deadliest attack in Herat since March.", "attack"))
    assert not is_rank(*told("The attack in Herat was the deadliest since March.", "attack"))
