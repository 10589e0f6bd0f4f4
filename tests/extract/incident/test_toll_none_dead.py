import pytest

from geoevents.extract.incident.tally import tally
from tests.extract.incident.test_tally import DAY, dead, draft, read

_HURT = "A bomb wounded three guards at the gate. "


def told(text, sections=(), **values):
    sentences = read(text)
    return dead(tally([draft(sentences, 0, "wounded", "Grenade", **values)], sentences, DAY, sections))


@pytest.mark.parametrize(
    "around, expected",
    [
        ("The windows of a bank broke. Police closed the road.", 0),
        ("Police closed the road.", None),  # a brief: it may leave the dead out
        ("The windows of a bank broke. Two people died later.", 2),
        ("The windows of a bank broke. The killers fled.", None),
        ("Police closed the road. One of them is in critical condition.", None),
        ("Doctors said one may die. Police closed the road.", None),
        ("It rained. It snowed. The road is closed. Last year a bomb killed a mayor there.", 0),
    ],
)
def test_a_report_that_counts_the_wounded_alone_tells_of_none_dead(around, expected):
    assert told(_HURT + around) == [expected]


def test_the_wounded_must_be_counted():
    sentences = read("A bomb went off at the gate. The windows of a bank broke. Police closed the road.")
    assert dead(tally([draft(sentences, 0, "bomb", "Grenade")], sentences, DAY)) == [None]


def test_another_part_of_the_text_tells_of_another_incident():
    assert told(_HURT + "Police closed the road. Ten miners died in a pit.", (0, 0, 1)) == [0]


def test_of_an_attack_that_has_not_happened_no_toll_is_guessed():
    assert told(_HURT + "The windows broke. Police closed the road.", status="planned") == [None]
