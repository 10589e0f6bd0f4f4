import pytest

from geoevents.extract.sentence.triggers import (
    find_triggers,
    given_trigger,
    noun_forms,
    read_table,
    trigger_table,
    verb_forms,
)
from geoevents.model import Sentence
from geoevents.text.language import PlainLanguage
from tests.extract.reading import parse


def found(text: str) -> list[tuple[str, str]]:
    return [(t.text, t.sense) for t in find_triggers(parse(text))]


def test_the_longest_expression_wins():
    assert ("suicide car bomb", "suicide") in found("A suicide car bomb went off at the gate.")


def test_an_expression_may_hold_a_few_words_of_its_object():
    assert ("took three clerks hostage", "abduct") in found("Robed gunmen took three clerks hostage.")


def test_a_hyphen_stands_for_a_space():
    assert ("cease-fire", "agree") in found("Both sides signed the cease-fire.")


@pytest.mark.parametrize(
    "text, trigger",
    [
        ("Soldiers sexually assaulted nine women.", ("sexually assaulted", "rape")),
        ("Police baton-charged the marchers.", ("baton-charged", "disperse")),
    ],
)
def test_the_verb_of_an_expression_is_inflected_where_it_stands_second(text, trigger):
    assert trigger in found(text)


@pytest.mark.parametrize(
    "word, forms",
    [
        ("stab", ("stab", "stabs", "stabbed", "stabbing")),
        ("clash", ("clash", "clashes", "clashed", "clashing")),
        ("storm", ("storm", "storms", "stormed", "storming")),
        ("seize", ("seize", "seizes", "seized", "seizing")),
        ("occupy", ("occupy", "occupies", "occupied", "occupying")),
        ("repel", ("repel", "repels", "repelled", "repelling")),
        ("target", ("target", "targets", "targeted", "targeting")),
    ],
)
def test_verbs_are_inflected_as_english_does(word, forms):
    assert verb_forms(word) == forms


def test_nouns_are_inflected_as_english_does():
    assert noun_forms("casualty") == ("casualty", "casualties")
    assert noun_forms("clash") == ("clash", "clashes")


def test_offsets_count_in_the_document():
    text = "Nothing here.\nRebels shelled the town."
    sentence = Sentence(14, len(text), text[14:], 1)
    trigger = find_triggers(PlainLanguage().tokenize(sentence))[0]
    assert text[trigger.start : trigger.end] == trigger.text == "shelled"


def test_offsets_survive_capitals_that_grow_when_lowered():
    text = "İzmir was shelled."
    trigger = find_triggers(PlainLanguage().tokenize(Sentence(0, len(text), text, 0)))[0]
    assert text[trigger.start : trigger.end] == "shelled"


def test_peaceful_sentences_are_passed_over_without_a_parse():
    assert not trigger_table().may_match("The council painted the old library green.")
    assert trigger_table().may_match("Rebels shelled the library.")


def test_a_trigger_pointed_at_keeps_its_span_and_gets_what_the_table_knows():
    sentence = parse("Troops marched on and overran the village.")
    trigger = given_trigger(sentence, 22, 29)
    assert (trigger.start, trigger.end, trigger.sense) == (22, 29, "capture")


def test_a_trigger_the_table_does_not_know_has_no_sense():
    sentence = parse("The minister sneezed twice.")
    assert given_trigger(sentence, 13, 20).sense == ""


def test_every_row_of_the_table_has_a_weight_and_is_found_again():
    table = trigger_table()
    for entry, _ in read_table():
        assert 0 < entry.weight <= 1, entry.phrase
        if "~" not in entry.phrase:
            assert table.find(entry.phrase), entry.phrase
