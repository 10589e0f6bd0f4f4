import pytest

from geoevents.extract.kinds.objects import ObjectMention, find_objects
from tests.extract.marked import read


def _found(marked):
    text = read(marked)
    return text, find_objects(text.trigger, text.sentence)


def values(mentions: tuple[ObjectMention, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(mention.value for mention in mentions))


@pytest.mark.parametrize(
    "marked, weapons",
    [
        ("A drone strike [hit] a house.", ("drone",)),
        ("Warplanes [bombed] the village.", ("air_strike",)),
        ("An airstrike [killed] two.", ("air_strike",)),
        ("Helicopters dropped barrel bombs on the [attacked] town.", ("air_strike", "barrel_bomb")),
        ("Cluster munitions [killed] two.", ("cluster_munition",)),
        ("Artillery [shelled] the village.", ("artillery",)),
        ("Mortar rounds [hit] the market.", ("mortar",)),
        ("Rockets [hit] the airport.", ("rocket",)),
        ("A ballistic missile [hit] the port.", ("missile",)),
        ("A roadside bomb [exploded].", ("IED",)),
        ("A car bomb [exploded].", ("car_bomb",)),
        ("A landmine [killed] a shepherd.", ("landmine",)),
        ("A man wearing a suicide vest [attacked] the queue.", ("suicide_vest",)),
        ("A hand grenade was [thrown].", ("grenade",)),
        ("Gunmen with rifles and machine guns [attacked] the post.", ("small_arms",)),
        ("Raiders [hacked] two farmers with machetes.", ("knife",)),
        ("Police [fired] tear gas and rubber bullets.", ("tear_gas", "rubber_bullets")),
        ("Chlorine gas was [used].", ("chlorine",)),
        ("Sarin [killed] dozens.", ("nerve_agent",)),
        ("They [threw] petrol bombs.", ("molotov",)),
        ("Youths [threw] stones.", ("stones",)),
        ("Rebels [attacked] the town.", ()),
        ("The bombastic speech was [attacked].", ()),
    ],
)
def test_weapons_are_controlled_values(marked, weapons):
    assert values(_found(marked)[1].weapons) == weapons


@pytest.mark.parametrize(
    "marked, targets",
    [
        ("Jets [bombed] a hospital.", ("hospital",)),
        ("The hospital was [hit] twice.", ("hospital",)),
        ("The wounded were taken to a hospital after the [attack].", ()),
        ("Hospital officials said the [attack] killed two.", ()),
        ("A shell [exploded] near a school.", ()),
        ("A shell [hit] a school.", ("school",)),
        ("An [attack] on a market killed nine.", ("market",)),
        ("Gunmen [attacked] a mosque and a church.", ("mosque", "church")),
        ("Rebels [ambushed] an aid convoy.", ("convoy",)),
        ("Gunmen [attacked] an army checkpoint.", ("checkpoint",)),
        ("They [stormed] a police station.", ("police_station",)),
        ("A drone [struck] a power plant.", ("power_plant",)),
        ("A man [blew] himself up outside a mosque.", ("mosque",)),
        ("Gunmen [took] pupils hostage at a school.", ("students", "school")),
        ("A crowd [pelted] a United Nations convoy with stones.", ("convoy",)),
        ("A clinic in the old town was [bombed].", ("hospital",)),
        ("They [blew up] a bridge.", ("bridge",)),
        ("Shelling [destroyed] dozens of homes.", ("home",)),
        ("Rockets [hit] the US embassy.", ("embassy",)),
        ("Gunmen [killed] two journalists.", ("journalists",)),
        ("Gunmen [abducted] three aid workers.", ("aid_workers",)),
        ("Journalists said the [attack] was brief.", ()),
        ("Militants [raided] a refugee camp.", ("camp",)),
        ("The army [attacked].", ()),
    ],
)
def test_targets_are_what_was_hit_not_what_stood_by(marked, targets):
    assert values(_found(marked)[1].targets) == targets


def test_each_value_points_at_its_words():
    text, found = _found("Jets [bombed] a hospital.")
    assert [(m.value, text.text[m.start : m.end]) for m in (*found.weapons, *found.targets)] == [
        ("air_strike", "Jets"),
        ("hospital", "hospital"),
    ]


def test_another_event_of_the_sentence_keeps_its_own_objects():
    _, found = _found("Jets [bombed] a hospital, while a mine destroyed a bridge.")
    assert (values(found.weapons), values(found.targets)) == (("air_strike",), ("hospital",))


def test_weapons_joined_before_the_verb_belong_to_one_attack():
    _, found = _found("Men with machetes and hunting rifles [stormed] a displacement camp.")
    assert {mention.value for mention in found.weapons} == {"knife", "small_arms"}
