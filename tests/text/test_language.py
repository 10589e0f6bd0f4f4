"""Words, tags and entities with offsets of the document, with and without a model."""

from __future__ import annotations

import pytest

from geoevents.errors import LanguageModelError
from geoevents.text.language import PlainLanguage, load_language
from geoevents.text.sentences import split_sentences

TEXT = "A headline here\nTurkish troops attacked \U0001f600 a convoy in Atme, and 20 people fled the clashes. It ended."


@pytest.fixture(scope="module")
def model():
    return load_language()


def words(sentence):
    return [token.text for token in sentence.tokens]


def test_plain_words_carry_document_offsets():
    for sentence in PlainLanguage().parse(split_sentences(TEXT)):
        assert not sentence.parsed
        for token in sentence.tokens:
            assert TEXT[token.start : token.end] == token.text


def test_plain_words_split_clitics_and_keep_abbreviations():
    (sentence,) = PlainLanguage().parse(split_sentences("Turkey's U.S. allies didn't enter Sana'a on Jan. 3."))
    assert words(sentence) == [
        "Turkey",
        "'s",
        "U.S.",
        "allies",
        "did",
        "n't",
        "enter",
        "Sana'a",
        "on",
        "Jan.",
        "3",
        ".",
    ]


def test_none_names_no_model():
    assert load_language("none").name == "none"


def test_an_unknown_model_is_named_in_the_message():
    with pytest.raises(LanguageModelError, match="en_core_web_nonsense"):
        load_language("en_core_web_nonsense")


@pytest.mark.model
def test_parsed_words_carry_document_offsets_and_heads_stay_inside(model):
    for sentence in model.parse(split_sentences(TEXT)):
        assert sentence.parsed
        for token in sentence.tokens:
            assert TEXT[token.start : token.end] == token.text
            assert 0 <= token.head < len(sentence.tokens)
            assert token.i == sentence.tokens.index(token)


@pytest.mark.model
def test_parsed_verbs_have_their_base_form_and_subject(model):
    sentence = model.parse(split_sentences(TEXT))[1]
    attack = next(t for t in sentence.tokens if t.text == "attacked")
    assert (attack.lemma, attack.pos, attack.dep) == ("attack", "VERB", "ROOT")
    assert next(t for t in sentence.tokens if t.text == "troops").head == attack.i


@pytest.mark.model
def test_entities_alone_come_without_syntax(model):
    (sentence,) = model.entities(split_sentences("Fighting went on in Damascus."))
    assert [(e.text, e.label) for e in sentence.entities] == [("Damascus", "GPE")]
    assert {t.dep for t in sentence.tokens} == {""}


@pytest.mark.model
def test_capitals_are_read_as_sentences(model):
    text = "THE REBELS ATTACKED A POLICE STATION NEAR DAMASCUS YESTERDAY."
    (sentence,) = model.parse(split_sentences(text))
    assert "DAMASCUS" in [e.text for e in sentence.entities if e.label == "GPE"]
    assert next(t for t in sentence.tokens if t.text == "ATTACKED").pos == "VERB"


@pytest.mark.model
def test_a_sentence_wrapped_over_lines_keeps_its_offsets(model):
    text = (
        "The army said that its soldiers had entered the northern suburbs\nof the city and that they met no one there."
    )
    (sentence,) = model.parse(split_sentences(text))
    assert all(text[t.start : t.end] == t.text for t in sentence.tokens)


@pytest.mark.model
def test_text_beyond_the_limit_of_spacy_is_read(model):
    text = "x" * 1_100_000  # one word
    parsed = model.entities(split_sentences(text)[:40])
    assert len(parsed) == 40


def test_what_is_not_written_in_latin_letters_is_only_split(model):
    sentences = split_sentences("قصفت القوات بلدة صغيرة.\nShells fell on a small town in Syria.\n" + "\U0001f600" * 50)
    read = model.entities(sentences)
    assert [s.text for s in read] == [s.text for s in sentences]
    assert not read[0].entities and read[1].entities
    assert len(read[0].tokens) == 5
    assert len(read[-1].tokens) == 1  # a row of one sign is one word


def test_a_sentence_that_stands_there_twice_keeps_its_own_offsets(model):
    line = "Shells fell on Aleppo."
    first, second = model.entities(split_sentences(f"{line}\n{line}"))
    assert first.tokens[0].start == 0
    assert second.tokens[0].start == len(line) + 1
    assert second.entities[0].start == first.entities[0].start + len(line) + 1


def test_short_states_and_initials_keep_their_point_without_a_model():
    text = "Wanda Y. Martin left Norman, Okla., for Charleston, W.Va., and Plan B."
    (sentence,) = PlainLanguage().parse(split_sentences(text))
    words = [token.text for token in sentence.tokens]
    assert words[1] == "Y." and "Okla." in words and "W.Va." in words
    assert words[-2:] == ["B", "."]
