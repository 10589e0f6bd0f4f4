"""Sentences: offsets, abbreviations, headings, datelines, hostile lengths."""

from __future__ import annotations

import time

import pytest

from geoevents.text.sentences import MAX_SENTENCE_CHARACTERS, split_sentences


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(text)]


@pytest.mark.parametrize("text", ["", "   ", "\n\n\t\n"])
def test_blank_text_has_no_sentences(text):
    assert split_sentences(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Two died. \U0001f600 Three fled! Nobody won?",
        "سقطت قذائف على أطمة. هرب السكان؟ نعم",
        "A headline\n\nThe lead.  The rest.\r\nMore",
        "e\u0301t\u00e9 came. \U0001f468\u200d\U0001f469\u200d\U0001f467 left. The end",
    ],
)
def test_offsets_are_code_points_and_only_white_space_lies_between(text):
    last = 0
    for sentence in split_sentences(text):
        assert text[sentence.start : sentence.end] == sentence.text
        assert not text[last : sentence.start].strip()
        assert sentence.text == sentence.text.strip()
        last = sentence.end
    assert not text[last:].strip()


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Gen. Haddad met Mr. Nasr. They ate.", 2),
        ("The U.S. Navy left St. Helena on Jan. 3 at 4 p.m. Monday.", 1),
        ("He fled to the U.S. The army stayed.", 2),
        ("J. R. Smith of No. 5 company died.", 1),
        ("He said no. She said yes.", 2),
        ("It cost 3.5 million. It burned.", 2),
        ('"Stop!" he cried. They ran.', 2),
        ("The fighting ended.The town was empty.", 2),
    ],
)
def test_abbreviations_do_not_end_a_sentence(text, expected):
    assert len(texts(text)) == expected


def test_a_heading_stands_alone():
    assert texts("Rebels take bridge\nThe bridge fell at dawn.") == ["Rebels take bridge", "The bridge fell at dawn."]


def test_lines_of_one_width_are_read_on():
    text = (
        "The convoy had crossed the river before sunrise and the drivers of\n"
        "the first two lorries were already asleep. Nobody saw the men who\n"
        "were waiting on the other bank of it.\n"
    )
    assert len(texts(text)) == 2


@pytest.mark.parametrize(
    "text, dateline",
    [
        ("ANKARA, Feb 12 (Reuters) - Talks began.", "ANKARA, Feb 12 (Reuters) -"),
        ("SAN MARCOS, 3 JAN 90 -- [REPORT] [TEXT] TALKS BEGAN.", "SAN MARCOS, 3 JAN 90 -- [REPORT] [TEXT]"),
        ("BEIRUT (AP) \u2014 Talks began.", "BEIRUT (AP) \u2014"),
        ("TRIPOLI - Talks began.", "TRIPOLI -"),
        ("Port Elwin - Talks began.", "Port Elwin -"),
        ("ANKARA Oct 22 Talks began.", "ANKARA Oct 22"),
        ("SAN MARCOS, Calif. 7 Aug Talks began.", "SAN MARCOS, Calif. 7 Aug"),
        ("March 4, 2014 (JUBA) \u2013 Talks began.", "March 4, 2014 (JUBA) \u2013"),
    ],
)
def test_a_dateline_is_a_sentence_of_its_own(text, dateline):
    assert texts(text)[0] == dateline
    assert len(texts(text)) == 2


def test_a_day_in_a_headline_in_capitals_is_no_dateline():
    assert texts("IRAN MAY 12 TALKS FAIL") == ["IRAN MAY 12 TALKS FAIL"]


def test_a_dash_inside_a_heading_is_no_dateline():
    assert texts("Israel-Gaza - what we know") == ["Israel-Gaza - what we know"]


def test_a_dash_after_a_name_further_down_is_no_dateline():
    assert texts("Talks began.\nPort Elwin - A town on the coast - was calm.")[1:] == [
        "Port Elwin - A town on the coast - was calm."
    ]


def test_five_megabytes_without_an_end_mark_are_cut_and_quick():
    text = "word " * 1_000_000
    began = time.perf_counter()
    sentences = split_sentences(text)
    assert time.perf_counter() - began < 10
    assert max(s.end - s.start for s in sentences) <= MAX_SENTENCE_CHARACTERS
    assert sum(s.text.count("word") for s in sentences) == 1_000_000


def test_a_word_of_any_length_is_cut_without_losing_a_character():
    text = "x" * (3 * MAX_SENTENCE_CHARACTERS + 7)
    assert "".join(texts(text)) == text
