"""Phrases about people: which words belong to them, and how many people they stand for."""

import pytest

from geoevents.extract.tolls.counted_words import words_of
from geoevents.extract.tolls.people_list import read_people
from geoevents.extract.tolls.people_phrase import looks_like_name, total
from geoevents.extract.tolls.person_nouns import is_plural_person, is_singular_person

STOPS = frozenset({"were", "was", "killed"})


def _read(text):
    """How many people a phrase stands for, and the words that are left after it."""
    words = words_of(text)
    groups, after = read_people(words, 0, len(words), STOPS)
    count = total(groups)
    return (count.best if count else None), [word.text for word in words[after:]]


@pytest.mark.parametrize(
    "text, people",
    [
        ("two soldiers", 2),
        ("a farmer and his two sons", 3),
        ("the mayor, a driver and three guards", 5),
        ("12 of the 30 passengers", 12),
        ("six priests -- four of them foreigners -- and two women", 8),
        ("seven people, including three women,", 7),
        ("12 people, three soldiers and nine civilians,", 12),
        ("both brothers", 2),
        ("the family's three daughters", 3),
        ("Ana Ruiz, a teacher, and two pupils", 3),
        ("three farmers in Mali and Niger", 3),
    ],
)
def test_the_people_of_a_phrase_are_added_up_and_its_parts_are_not(text, people):
    assert _read(text)[0] == people


@pytest.mark.parametrize("text", ["140 shells", "a church", "the family", "under fire", "Monday morning", "soldiers"])
def test_things_groups_and_people_without_a_number_have_no_count(text):
    assert _read(text)[0] is None


def test_a_phrase_ends_where_its_verb_begins():
    assert _read("two soldiers and a nurse were hurt") == (3, ["were", "hurt"])


def test_a_whole_quantity_is_one_word():
    assert [word.text for word in words_of("At least 12 men fled.")] == ["At least 12", "men", "fled", "."]


def test_capitals_tell_nothing_in_a_headline():
    words = words_of("Rebels Kill Mayor Near Border")
    assert not any(word.text[0].isupper() for word in words)


@pytest.mark.parametrize(
    "noun, one, several",
    [("nurse", True, False), ("nurses", False, True), ("police", False, True), ("22-year-old", True, False),
     ("secretaries", False, True), ("house", False, False)],
)  # fmt: skip
def test_nouns_tell_one_person_from_several(noun, one, several):
    assert (is_singular_person(noun), is_plural_person(noun)) == (one, several)


@pytest.mark.parametrize(
    "phrase, is_name",
    [("Ana Ruiz", True), ("Pedro de la Cruz", True), ("Sri Lanka", False), ("Boko Haram", False), ("Ana", False)],
)
def test_two_capitalised_words_are_a_person_unless_they_name_a_country_or_a_group(phrase, is_name):
    words = words_of(f"{phrase} came back late that evening")
    assert looks_like_name(words[: len(phrase.split())]) is is_name


@pytest.mark.parametrize(
    "text, people", [("the peasant Juan Mora,", 1), ("a nurse named Ana Ruiz,", 1), ("Maria Lopez, a nurse,", 1)]
)
def test_a_list_that_breaks_off_with_its_sentence_names_those_before(text, people):
    assert _read(text)[0] == people
