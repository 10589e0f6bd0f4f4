"""Wire copy in capitals: the readable copy keeps every offset."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoevents.text.truecase import case_counts, is_all_caps, truecase


@given(st.text(max_size=80))
def test_the_copy_is_as_long_as_the_original(text):
    assert len(truecase(text)) == len(text)
    assert len(truecase(text.upper())) == len(text.upper())


def test_names_keep_a_capital_and_common_words_lose_it():
    assert truecase("THE ARMY ATTACKED A CONVOY NEAR TEGUCIGALPA.") == "The army attacked a convoy near Tegucigalpa."


@pytest.mark.parametrize(
    "text, shouted",
    [("THE ARMY SAID SO", True), ("The army said so", False), ("UN", False), ("ANKARA, Feb 12 (Reuters) -", False)],
)
def test_only_whole_sentences_count_as_capitals(text, shouted):
    assert is_all_caps(text) is shouted


def test_common_words_are_told_from_names():
    assert case_counts("convoy").lower > 4 * case_counts("convoy").title
    assert case_counts("damascus").title > 4 * case_counts("damascus").lower
    assert case_counts("zzyzzx").total == 0
