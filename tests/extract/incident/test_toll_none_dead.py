import pytest

from geoevents.extract.incident.tally import tally
from tests.extract.incident.test_tally import DAY, dead, draft, read

_HURT = "A bomb wounded three guards at the gate. "
_REST = " It rained. Traffic stood still. A shop was shut."


def told(text, sections=(), kind="Grenade", **values):
    sentences = read(text)
    return dead(tally([draft(sentences, 0, "wounded", kind, **values)], sentences, DAY, sections))


@pytest.mark.parametrize(
    "around, expected",
    [
        ("Police closed the road." + _REST, 0),
        ("Police closed the road.", None),  # a brief: it may leave the dead out
        ("Two people died later." + _REST, 2),
        ("The killers fled." + _REST, None),
        ("One of them is in critical condition." + _REST, None),
        ("Doctors said one may die." + _REST, None),
        ("It snowed." + _REST + " Last year a bomb killed a mayor there.", 0),
    ],
)
def test_a_report_that_counts_the_wounded_alone_tells_of_none_dead(around, expected):
    assert told(_HURT + around) == [expected]


def test_the_wounded_must_be_counted():
    sentences = read("A bomb went off at the gate. Police closed the road." + _REST)
    assert dead(tally([draft(sentences, 0, "bomb", "Grenade")], sentences, DAY)) == [None]


def test_the_wounded_of_a_battle_for_a_town_are_not_all_its_losses():
    text = "Rebels took the town and wounded 30 people. Police left." + _REST
    assert told(text, kind="Non-state actor overtakes territory") == [None]


def test_another_part_of_the_text_tells_of_another_incident():
    assert told(_HURT + "Traffic stood still. It rained. It snowed. Ten miners died in a pit.", (0, 0, 0, 0, 1)) == [0]


def test_of_an_attack_that_has_not_happened_no_toll_is_guessed():
    assert told(_HURT + "Police closed the road." + _REST, status="planned") == [None]
