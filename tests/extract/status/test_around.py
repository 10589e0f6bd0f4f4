from datetime import date

import pytest

from tests.extract.reading import status

DAY = date(2024, 5, 16)


@pytest.mark.parametrize(
    "text, word",
    [
        ("Violence has grown since March this year when gunmen killed fifty people in Zhob.", "killed"),
        ("Two weeks after the army withdrew its troops from Gboko, raiders stormed a village on Tuesday.", "withdrew"),
        ("The shooting came amid anger over the killing of black men in Ohio.", "killing"),
        ("The ambush comes amid a wave of bombings near Kita.", "bombings"),
        ("The protests saw two million people take to the streets over three weeks.", "take to the streets"),
        ("Police and crowds have clashed in Alcamo since Aug. 9.", "clashed"),
        ("A total of 9,347 people have been killed so far in 2024, the mission said on Wednesday.", "killed"),
    ],
)
def test_the_surroundings_of_the_news_are_no_news(text, word):
    assert status(text, word, DAY).status == "historical"


@pytest.mark.parametrize(
    "text, word",
    [
        ("Gunmen killed nine people in Zhob on Monday, the worst attack since March, when fifty died.", "killed"),
        ("Troops withdrew from Gboko on Monday, two weeks after the deal.", "withdrew"),
        ("The protest came amid anger over the killing of two students by police in Kaolack on Sunday.", "killing"),
        ("The raid came hours after a bomb killed nine soldiers in Herat.", "killed"),
        ("Militants attacked police in Zhob on Monday, the third attack over two weeks.", "attacked"),
    ],
)
def test_a_deed_of_its_own_stays_news_beside_them(text, word):
    assert status(text, word, DAY).status == "actual"


@pytest.mark.parametrize(
    "text, word",
    [
        ("Militias have committed abuses, including attacks on schools and the shelling of clinics.", "shelling"),
        ("Their crimes ranged widely, with atrocities such as abductions of girls.", "abductions"),
        ("She is as feared as Abu Omar, who was killed in an ambush near Sirte.", "killed"),
        ("Colonel Diaz replaces General Ruiz, who was killed in an ambush near Cali.", "ambush"),
    ],
)
def test_kinds_of_deeds_and_those_one_is_compared_with_tell_no_deed(text, word):
    assert status(text, word, DAY).status == "historical"


@pytest.mark.parametrize(
    "text, word",
    [
        ("Soldiers committed abuses on Monday, including the killing of nine traders in Bambari.", "killing"),
        ("Colonel Diaz replaces General Ruiz, who was killed near Cali on Monday.", "killed"),
        ("Rebels killed General Ruiz, who had replaced a colonel.", "killed"),
    ],
)
def test_a_number_a_day_or_the_main_clause_tells_a_deed(text, word):
    assert status(text, word, DAY).status == "actual"
