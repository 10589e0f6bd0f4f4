"""What bombs, aircraft and gas tell of the type of an event."""

import pytest

from tests.extract.reading import decide


@pytest.mark.parametrize(
    "text, word, sub_type",
    [
        ("Insurgents set off a bomb beside an army lorry, wounding two.", "set off", "Remote explosive/landmine/IED"),
        ("Rebels detonated a bomb under a bridge, killing a guard.", "detonated", "Remote explosive/landmine/IED"),
        ("A man set off an explosive vest at the gate, killing a guard.", "killing", "Suicide bomb"),
        ("The attacker detonated his bomb at the gate, killing a guard.", "killing", "Suicide bomb"),
        ("Rebels killed two soldiers, torching a school and a helicopter.", "killed", "Armed clash"),
        ("Rebels in a helicopter killed two soldiers.", "killed", "Air/drone strike"),
    ],
)
def test_a_bomb_that_was_set_off_takes_no_bomber_with_it_and_a_burnt_aircraft_strikes_nobody(text, word, sub_type):
    assert decide(text, word).sub_event_type == sub_type


@pytest.mark.parametrize(
    "text, word, sub_type",
    [
        ("Police fired several tear gas shells at demonstrators in the square.", "fired", "Protest with intervention"),
        ("Police fired several tear gas shells at a mob that was looting shops.", "fired", "Mob violence"),
        ("Gunners fired several shells at a mob of raiders.", "fired", "Shelling/artillery/missile attack"),
        ("The plant fired tear gas shells in a test of its wares.", "fired", None),
        ("Police shot rubber bullets and tear gas shells at students.", "shot", "Protest with intervention"),
    ],
)
def test_shells_of_tear_gas_are_no_shelling(text, word, sub_type):
    assert decide(text, word).sub_event_type == sub_type
