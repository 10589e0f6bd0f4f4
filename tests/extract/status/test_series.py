from datetime import date

import pytest

from tests.extract.reading import status

DAY = date(2024, 5, 16)


@pytest.mark.parametrize(
    "text, word",
    [
        ("The group, which has carried out many bombings in Herat, killing nearly ninety people.", "killing"),
        ("The group has carried out several attacks since May, including a siege last month near Merca.", "attacks"),
        ("The junta has been conducting raids, burning barns and carrying out air strikes.", "air strikes"),
        ("Attacks by gunmen and clashes between herders have surged near Gao, killing hundreds.", "killing"),
        ("The enemy had used 4,000 shells to hit Kherson in the past month alone, he said.", "hit"),
        (
            "Mourners met on Saturday for the funeral of a general and three guards killed in an ambush.",
            "killed",
        ),
    ],
)
def test_a_series_or_a_burial_tells_no_deed_of_the_day(text, word):
    assert status(text, word, DAY).status == "historical"


@pytest.mark.parametrize(
    "text, word",
    [
        ("Rebels carried out several attacks near Goma on Monday, including the shelling of a clinic.", "attacks"),
        ("The army has been carrying out air strikes on Idlib since Tuesday.", "air strikes"),
        ("Clashes have spread to the camp near Jenin on Tuesday, killing nine.", "killing"),
        ("The group, which has bases in Farah, attacked Herat, killing ninety people.", "killing"),
        ("Thousands came to the funeral of a general killed in Herat on Friday.", "killed"),
        ("Villagers found the bodies of nine people killed by gunmen near Zurmi.", "killed"),
    ],
)
def test_a_deed_beside_a_series_or_with_its_own_day_is_one(text, word):
    assert status(text, word, DAY).status == "actual"
