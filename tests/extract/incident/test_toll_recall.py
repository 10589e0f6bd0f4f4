import pytest

from geoevents.extract.incident.tally import tally
from geoevents.extract.incident.toll_recall import recall_dead
from tests.extract.incident.test_tally import DAY, dead, draft, read


def told(text, number, word, sub="Attack", **values):
    sentences = read(text)
    return dead(tally([draft(sentences, number, word, sub, **values)], sentences, DAY))


@pytest.mark.parametrize(
    "text, number, word, expected",
    [
        ("The murder of the monks angered many. He spoke of trade. Two speakers wept. Others left. It rained. "
         "A paper wrote about the murder of six monks.", 0, "murder", 6),
        ("The monks were killed on Monday. He spoke of trade. Two speakers wept. Others left. It rained. "
         "A paper wrote about the six monks' murder.", 0, "killed", 6),
        ("Rebels denied having killed Ana Ruiz. They had nothing to do with that murder.", 1, "murder", 1),
        ("The group blamed the army for the murder.", 0, "murder", 1),
        ("The massacre of civilians angered many. Six soldiers died on Monday in an ambush.", 0, "massacre", None),
    ],
)  # fmt: skip
def test_people_told_without_a_number_are_those_counted_elsewhere(text, number, word, expected):
    assert told(text, number, word) == [expected]


def test_a_taken_person_is_looked_for_by_name_among_the_dead():
    text = (
        "Some gunmen from the hills kidnapped Bishop Jaime Larrazabal at dawn. They drove off with their captive. "
        "It rained. Later the police said that Larrazabal was killed."
    )
    assert told(text, 0, "kidnapped", "Abduction/forced disappearance") == [1]


def test_nothing_is_recalled_for_what_has_not_happened():
    sentences = read("The group was warned of the murder. Two monks were killed.")
    open_one = draft(sentences, 0, "murder", "Attack", status="planned")
    assert recall_dead([open_one], [((open_one.trigger, 0),)], sentences) == [open_one]
