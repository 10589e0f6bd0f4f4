"""Whether a deed happened, by the words that govern it."""

import pytest

from tests.extract.reading import status


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("A wave of bombings killed 14 people in Basra on Tuesday.", "bombings", "actual"),
        ("The town fears a wave of bombings.", "bombings", "hypothetical"),
        ("Police closed the square in anticipation of further riots.", "riots", "hypothetical"),
        ("He came to honour assassinated Senator Ruiz.", "assassinated", "historical"),
        ("Gunmen assassinated Senator Ruiz on Tuesday.", "assassinated", "actual"),
    ],
)
def test_a_wave_that_kills_has_come_and_whom_one_honours_died_before(text, word, wanted):
    assert status(text, word).status == wanted
