from datetime import date

import pytest

from tests.extract.reading import status

DAY = date(2024, 5, 16)


@pytest.mark.parametrize(
    "text, word",
    [
        ("Following the army's recapture of Wad Madani last month, fighters moved west.", "recapture"),
        ("The office in Delmas was evacuated shortly after a gang seized the quarter three years ago.", "evacuated"),
        ("The deaths are the first since the dismissal and arrest of the president in Cusco.", "arrest"),
        ("In later decades, the United States deployed troops in Iraq.", "deployed"),
        ("The recent offensive by rebels in Ituri has changed the map.", "offensive"),
        ("Omar mourns two friends of his squad, who were killed in an ambush near Kabul.", "killed"),
        ("Seventy percent of the houses in Vovchansk were destroyed by bombs.", "destroyed"),
    ],
)
def test_what_has_gone_by_is_no_news(text, word):
    assert status(text, word, DAY).status == "historical"


@pytest.mark.parametrize(
    "text, word",
    [
        ("A drone hit a car near Tibnin on Sunday, in a new breach of last year's truce.", "hit"),
        ("Following the army's recapture of Wad Madani on Monday, fighters moved west.", "recapture"),
        ("The camp near Goma was evacuated hours after a bomb killed nine.", "killed"),
        ("The recent offensive by rebels reached Bunia on Monday.", "offensive"),
        ("Kabul mourns forty people who were killed in a blast on Monday.", "killed"),
    ],
)
def test_a_day_of_the_week_keeps_it(text, word):
    assert status(text, word, DAY).status == "actual"
