import pytest

from geoevents.extract.tolls.sums import adds_up


@pytest.mark.parametrize(
    "text, dead, expected",
    [
        ("Some 655 rebels have been killed, the general said.", 655, True),
        ("More than 1,000 people have died in the country.", 1000, True),
        ("The rebels lost 40 men during their offensive.", 40, True),
        ("Some 200 people have been killed in a bombing in Hilla.", 200, False),
        ("In one of the worst raids of the long war at least 258 people have been killed.", 258, False),
        ("Three rebels have been killed, the general said.", 3, False),
        ("The militia killed 120 villagers.", 120, False),
    ],
)
def test_many_dead_without_a_day_add_up_a_campaign_unless_one_deed_is_told(text, dead, expected):
    assert adds_up(text, dead) is expected
