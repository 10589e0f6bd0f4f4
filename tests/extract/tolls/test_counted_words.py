"""Numbers of people in phrases that brackets or quotation marks cut, and the verbs of local newspapers."""

import pytest

from tests.extract.marked import dead_and_hurt


@pytest.mark.parametrize(
    "marked, dead, hurt",
    [
        ("Seven River Guard Force (RGF) men were [killed] near the ford.", 7, None),
        ("Two Hill Rifles (HR) personnel were [killed] and a driver was injured near the ford.", 2, 1),
        ("Two guards (one of them a boy) were [killed] near the ford.", 2, None),
        ('Three "camp volunteers" were [killed] near the ford.', 3, None),
        ('The guards said "three are missing" and two farmers were [killed] near the ford.', 2, None),
    ],
)
def test_an_abbreviation_or_quotation_marks_in_a_phrase_hide_no_number(marked, dead, hurt):
    assert dead_and_hurt(marked) == (dead, hurt)


@pytest.mark.parametrize(
    "marked, dead",
    [
        ("Four policemen [embraced martyrdom] at the gate.", 4),
        ("The minister embraced four widows after the [attack].", None),
        ("Two gunmen were [neutralised] by the army.", 2),
        ("The army [neutralised] two bombs.", None),
        ("One more gunman was [eliminated] in the hills.", 1),
    ],
)
def test_who_embraced_martyrdom_or_was_neutralised_is_dead(marked, dead):
    assert dead_and_hurt(marked)[0] == dead


@pytest.mark.parametrize(
    "marked, dead",
    [
        ("At least nine travellers were taken off a bus near the ford and [shot dead] by gunmen.", 9),
        ("Four miners were dragged out of a lorry and [killed].", 4),
        ("Three bridges were closed and a man [shot dead] by gunmen.", 1),
        ("The soldiers were attacked near the ford and [killed] four gunmen.", 4),
    ],
)
def test_who_was_taken_away_and_shot_is_told_before_the_first_verb(marked, dead):
    assert dead_and_hurt(marked)[0] == dead


@pytest.mark.parametrize(
    "marked, dead",
    [
        ("Twelve rebels and three men of the River Guard (RG), a unit of the police, were [killed].", 15),
        ("Seven people, including three women, were [killed].", 7),
        ("Two soldiers, a policeman and a boy were [killed].", 4),
    ],
)
def test_what_a_force_is_said_to_be_adds_nobody(marked, dead):
    assert dead_and_hurt(marked)[0] == dead
