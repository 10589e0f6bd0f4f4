import pytest

from tests.extract.marked import dead_and_hurt


@pytest.mark.parametrize(
    "marked, dead, hurt",
    [
        ("No casualties were reported after the [shelling].", 0, 0),
        ("The [blast] caused no casualties.", 0, 0),
        ("The [attack] ended without casualties.", 0, 0),
        ("There were no deaths or injuries in the [fire].", 0, 0),
        ("The [bomb] exploded but killed no one.", 0, None),
        ("Nobody was killed in the [explosion].", 0, None),
        ("No one was hurt in the [explosion].", 0, 0),
        ("The [blast] caused no injuries.", 0, 0),
        ("The [blast] caused only material damage.", 0, 0),
        ("The [blast] left two people wounded and heavy material losses.", 0, 2),
        ("The governor survived a bomb [attack] that hurt two guards.", 0, 2),
        ("The [blast] has left one person injured.", 0, 1),
        ("Three people were injured and heavy material damage was reported after the [blast].", 0, 3),
        ("She was wounded in an assassination [attempt].", 0, 1),
        ("The [explosions] did not cause any casualties.", 0, 0),
        ("A [bomb] went off in a bank, injuring two policemen and destroying 13 shops.", 0, 2),
        ("The [explosion] did great damage to the office, and three persons were injured.", 0, 3),
        ("Only one person who happened to pass by was wounded by the [bomb].", 0, 1),
        ("The men hurt in the [blast] are out of danger.", 0, None),
        ("The priest, [kidnapped] on 3 May, was released on Sunday.", 0, None),
        ("Rebels freed three engineers who were [kidnapped] in May.", 0, None),
    ],
)
def test_none_reported_as_such_is_zero(marked, dead, hurt):
    assert dead_and_hurt(marked) == (dead, hurt)
