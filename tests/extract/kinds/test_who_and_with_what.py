"""Kinds that hang on who acts and on the clause a weapon stands in: planes, prisoners, police at a door."""

import pytest

from geoevents.extract.kinds.classify import Decision, only_tried
from tests.extract.reading import decide

GIVEN_UP = "Non-violent transfer of territory"
AIR, SHELLING, MINE = "Air/drone strike", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED"


@pytest.mark.parametrize(
    "text, word, sub_type",
    [
        ("Government planes bombed the market in Duwar on Monday.", "bombed", AIR),
        ("The government had been bombing Duwar since Monday.", "bombing", AIR),
        ("Rebels bombed a plane at the airfield in Duwar on Monday.", "bombed", MINE),
        ("Rebels bombed a police station in Duwar on Monday.", "bombed", MINE),
        ("The army shelled Duwar on Monday after air raids killed four in Selo.", "shelled", SHELLING),
        ("The army shelled Duwar on Monday while jets struck Selo.", "shelled", SHELLING),
        ("Jets shelled Duwar on Monday, killing four.", "shelled", AIR),
        ("Rebels fired dozens of rockets after Israeli strikes left five dead.", "fired", SHELLING),
        ("Ten soldiers died in the battle, so they withdrew and struck us from the air.", "died", "Armed clash"),
        ("A bomb exploded in Duwar on Monday after rebels shelled Selo.", "exploded", MINE),
        ("Four people were killed in Duwar on Monday after jets struck the town.", "killed", AIR),
        ("Thirteen troops died in a helicopter collision near Duwar as they were chasing jihadists.", "died", None),
        ("Two youths were run over and killed by a bus in Duwar on Monday.", "killed", None),
        ("A truck bomb killed six in Duwar on Monday.", "killed", MINE),
    ],
)
def test_the_weapon_is_that_of_the_deeds_own_clause(text, word, sub_type):
    found = decide(text, word).sub_event_type
    assert found == sub_type if sub_type else found not in (AIR, MINE)


def test_a_word_that_only_sorts_an_attack_is_no_strike_from_the_air():
    text = "Rebels killed six farmers in Duwar on Monday in the latest strike attack."
    assert decide(text, "strike").sub_event_type is None
    assert decide(text, "killed").sub_event_type == "Attack"


@pytest.mark.parametrize(
    "text, word, sub_type",
    [
        ("Prisoners clashed with guards at a jail in Duwar on Monday.", "clashed", "Violent demonstration"),
        ("Inmates died in clashes between two factions in a prison.", "clashes", "Mob violence"),
        ("Forty inmates were killed in a fight between rival gangs at the prison.", "killed", "Mob violence"),
        ("Gunmen attacked a prison in Duwar, freeing inmates and killing four guards.", "attacked", "Armed clash"),
        ("Police shot dead three inmates at the jail in Duwar on Monday.", "shot dead", "Attack"),
        ("Rebels executed 14 prisoners in Duwar on Monday.", "executed", "Attack"),
    ],
)
def test_prisoners_who_rise_riot_and_those_who_are_killed_do_not(text, word, sub_type):
    assert decide(text, word).sub_event_type == sub_type


@pytest.mark.parametrize(
    "text, word, sub_type",
    [
        ("Armed police launched a series of raids on the homes of opposition activists.", "launched", "Other"),
        ("Militants launched a raid on the offices of the party, killing two.", "killing", "Attack"),
        ("Close to 200 supporters of the opposition were seized in the raid on the party's office.", "raid", "Arrests"),
        ("Police detained 30 opposition members in Duwar ahead of a planned rally.", "detained", "Arrests"),
        ("Police detained 30 protesters at a rally in Duwar.", "detained", "Protest with intervention"),
    ],
)
def test_police_at_the_door_of_politics_fight_nobody(text, word, sub_type):
    assert decide(text, word).sub_event_type == sub_type


@pytest.mark.parametrize(
    "text, word, sub_type",
    [
        ("Rebels blocked army reinforcements that were heading to Duwar.", "reinforcements", "Armed clash"),
        ("The army sent reinforcements to Duwar after clashes.", "sent reinforcements", "Change to group/activity"),
        ("Troops were seen in Duwar, setting up tents and gathering food.", "gathering", None),
        ("A mob caught hold of a suspect in Duwar and thrashed him to death.", "mob", "Mob violence"),
        ("A mob caught hold of a suspect in Duwar and sang.", "mob", None),
        ("Soldiers seized the town of Duwar, held by militants who fled without battles.", "seized", GIVEN_UP),
        (
            "Soldiers seized the town of Duwar from militants after two battles.",
            "seized",
            "Government regains territory",
        ),
        ("Troops withdrew from Duwar, letting the rebels take over the town.", "take over", GIVEN_UP),
    ],
)
def test_what_happened_tells_the_kind_and_not_the_word_alone(text, word, sub_type):
    assert decide(text, word).sub_event_type == sub_type


def test_a_place_that_was_only_fought_for_did_not_change_hands():
    tried = only_tried(Decision("Government regains territory", 0.8, ()))
    assert tried.sub_event_type == "Armed clash"
    shelled = Decision(SHELLING, 0.8, ())
    assert only_tried(shelled) is shelled


def test_a_fight_for_control_needs_no_sides():
    assert decide("Clashes for control of Duwar escalated on Monday.", "Clashes").sub_event_type == "Armed clash"
    assert decide("Clashes for control of the party escalated.", "Clashes").sub_event_type is None
