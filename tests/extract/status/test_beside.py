from datetime import date

import pytest

from tests.extract.reading import status

DAY = date(2024, 5, 16)


@pytest.mark.parametrize(
    "text, word",
    [
        ("Police shot dead two people in Thies on Monday after a court sentenced a party leader to two years.", "shot"),
        ("Gunmen killed four guards near Zhob on Tuesday, officials said, as a rebel went on trial.", "killed"),
        ("Soldiers fired tear gas in Kisumu on Sunday at supporters of a man whose trial began last week.", "fired"),
        ("A bomb wounded six in Herat on Monday as the town marked the anniversary of the siege.", "wounded"),
        ("Gunmen on Monday killed the editor, who was born in 1961, in Zhob.", "killed"),
        ("Crowds burned two police cars in Sfax on Monday after the verdict against a singer.", "burned"),
        ("Hundreds protested in Sylhet against the conviction of a student.", "protested"),
    ],
)
def test_a_court_or_a_life_beside_the_news_of_a_day_makes_it_no_history(text, word):
    assert status(text, word, DAY).status == "actual"


@pytest.mark.parametrize(
    "text, word",
    [
        ("A court on Monday heard how gunmen killed four guards near Zhob.", "killed"),
        ("Three men who killed four guards near Zhob were sentenced on Monday to life imprisonment.", "killed"),
        ("Prosecutors said on Monday that he shot a guard near Zhob, as the trial opened.", "shot"),
        ("Rebels killed nine farmers near Goma, for which their leader was sentenced on Monday.", "killed"),
        ("At a trial in Lyon on Monday, witnesses told how gunmen killed four guards near Zhob.", "killed"),
        ("Gunmen killed four guards near Zhob, a witness said at the trial on Monday.", "killed"),
        ("Families wept on Monday after the verdict against the man who killed four guards near Zhob.", "killed"),
    ],
)
def test_what_a_court_was_told_on_a_day_stays_history(text, word):
    assert status(text, word, DAY).status == "historical"
