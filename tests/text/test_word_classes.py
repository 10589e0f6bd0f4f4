"""Broad classes of nouns and verbs, and how their table is made."""

from __future__ import annotations

import pytest

from geoevents.evaluation.word_classes import classes_of
from geoevents.text.word_classes import NOUN_CLASSES, VERB_CLASSES, noun_sense, verb_sense


@pytest.mark.parametrize(
    "noun, sense", [("minister", "person"), ("plumber", "person"), ("decision", "act"), ("island", "object")]
)
def test_a_noun_has_the_class_it_is_mostly_used_in(noun, sense):
    assert noun_sense(noun) == sense


@pytest.mark.parametrize("verb, sense", [("denounce", "communication"), ("buy", "possession"), ("march", "motion")])
def test_a_verb_has_the_class_it_is_mostly_used_in(verb, sense):
    assert verb_sense(verb) == sense


def test_an_unknown_word_has_no_class():
    assert (noun_sense("qwertyish"), verb_sense("qwertyish"), noun_sense("")) == ("", "", "")


def test_every_class_has_words():
    assert {noun_sense(word) for word in _words("noun")} == set(NOUN_CLASSES)
    assert {verb_sense(word) for word in _words("verb")} == set(VERB_CLASSES)


def _words(part):
    from geoevents.text.word_classes import _classes

    return _classes()[part]


def test_the_most_counted_sense_wins_and_uncounted_words_are_left_out():
    table = classes_of(
        [
            "bank%1:14:00:: 08420278 1 20",
            "bank%1:17:01:: 09213565 2 25",
            "bankrobber%1:04:00:: 09213566 1 0",
            "bank_clerk%1:18:00:: 09213567 1 9",
            "run%2:38:00:: 01926311 1 106",
        ]
    )
    assert table == {"noun": {"object": ["bank"]}, "verb": {"motion": ["run"]}}


def test_what_names_nothing_but_persons_needs_no_count():
    assert classes_of(["glazier%1:18:00:: 10138767 1 0"])["noun"] == {"person": ["glazier"]}
