"""Where the people stand of whom a word of harm, flight or arrest speaks."""

import pytest

from geoevents.extract.tolls.counted_words import words_of
from geoevents.extract.tolls.people_phrase import total
from geoevents.extract.tolls.roles import people_of, role_of


def _told(text, word):
    words = words_of(text, verbs=frozenset(text.find(verb) for verb in ("took", "beat")))  # as a model knows them
    index = next(i for i, w in enumerate(words) if w.low == word)
    used = role_of(words, index, text)
    if used is None:
        return None
    count = total(people_of(words, index, used[1]))
    return used[0], count.best if count else None


@pytest.mark.parametrize(
    "text, word, told",
    [
        ("Rebels killed two nurses.", "killed", ("dead", 2)),
        ("Two nurses were killed by rebels.", "killed", ("dead", 2)),
        ("The murder of two nurses shocked the town.", "murder", ("dead", 2)),
        ("The mayor's murder shocked the town.", "murder", ("dead", 1)),
        ("The murder on 3 May of two priests shocked the town.", "murder", ("dead", 2)),
        ("Two drivers were gunned down.", "gunned", ("dead", 2)),
        ("Gunmen seized two nurses.", "seized", ("detained", 2)),
        ("Nine marchers are under arrest.", "arrest", ("detained", 9)),
        ("Gunmen took 13 guards hostage.", "hostage", ("detained", 13)),
        ("About 300 refugees returned to the valley.", "returned", ("displaced", 300)),
        ("Shelling drove 40 villagers from their homes.", "drove", ("displaced", 40)),
        ("A thug beat two porters to death.", "death", ("dead", 2)),
    ],
)
def test_the_people_are_found_by_how_the_word_is_used(text, word, told):
    assert _told(text, word) == told


@pytest.mark.parametrize(
    "text, word",
    [
        ("The party lost 12 seats.", "lost"),
        ("Rebels seized two towns.", "seized"),
        ("Twelve soldiers returned fire.", "returned"),
        ("The recently murdered senator was a lawyer.", "murdered"),
        ("The army drove 40 tanks to the front.", "drove"),
        ("Police treated the two deaths as murder.", "treated"),
        ("The child is in the custody of an aunt, in town.", "aunt"),
    ],
)
def test_the_same_words_in_another_use_tell_of_nobody(text, word):
    assert _told(text, word) is None
