import re

import pytest

from geoevents.extract.report.topics import TOPICS
from geoevents.text.lower_case import AnyCase, lower_case

TEXTS = [
    "Arsenal beat Leeds 3-1 in the PREMIER LEAGUE on Saturday, the coach said.",
    "İstanbul police said a GAS LEAK caused the blast, not a bomb.",
    "Scientists say the Kelvin \u212a scale melts under an earthquake of magnitude 6.",
    "The film festival opens with a WAR documentary; militants of the plot attack a village.",
]


@pytest.mark.parametrize("text", [*TEXTS, "", "ß ẞ Ǆ ŉ", "İİİ"])
def test_every_character_stays_where_it_was(text: str) -> None:
    lowered = lower_case(text)
    assert len(lowered) == len(text)
    assert all(low == c.lower() for low, c in zip(lowered, text, strict=True) if len(c.lower()) == 1)


@pytest.mark.parametrize("text", TEXTS)
def test_words_are_found_where_a_pattern_that_ignores_case_finds_them(text: str) -> None:
    for topic in TOPICS:
        slow = re.compile(topic.pattern.pattern, re.IGNORECASE)
        assert [m.span() for m in topic.pattern.finditer(text)] == [m.span() for m in slow.finditer(text)]


def test_capitals_of_the_pattern_mean_small_letters_too_but_its_escapes_stay() -> None:
    pattern = AnyCase(r"(?P<Who>ETA|M-19)\b\W+\S+ (?P=Who)")
    match = pattern.search("Both eta and ETA, said eta")
    assert match is not None and match.span() == (5, 16)
    assert match["Who"] == "eta"
    assert AnyCase(r"\BED\b").findall("attackED, ed") == ["ed"]


def test_a_search_may_begin_later_in_the_text() -> None:
    match = AnyCase("raid").search("Raid after RAID", 1)
    assert match is not None and match.start() == 11
