from __future__ import annotations

import pytest

from geoevents.extract.kinds.classify import classify
from geoevents.extract.report.topics import peaceful_topic, read_patterns, words_of_the_past
from geoevents.extract.sentence.scene import build_scene
from geoevents.extract.sentence.triggers import find_triggers
from tests.extract.reading import parse as read

# Each row: the text of peaceful news, its trigger, and a twin in which the same word tells an event.
TWINS = [
    ("Dover bombarded the goal of Hythe and won 3-1 on Sunday.", "bombarded",
     "The army bombarded the port of Hythe on Sunday."),
    ("A gas bottle exploded in a bakery on Friday, killing two men.", "exploded",
     "A bomb exploded in a bakery on Friday, killing two men."),
    ("Four men were killed when a bus plunged into a ravine.", "killed",
     "Four men were killed when rebels fired at a bus."),
    ("In the film, rebels attack the capital.", "attack",
     "On Monday, rebels attacked the capital."),
    ("Soldiers stormed a beach in a joint exercise with Norway.", "stormed",
     "Soldiers stormed a beach held by rebels."),
    ("One in three people fear an attack, a poll found.", "attack",
     "One soldier died in an attack by rebels."),
    ("A man was shot dead in a quarrel over a debt.", "shot dead",
     "A journalist was shot dead by gunmen in the market."),
    ("High winds killed two hikers on Monday.", "killed",
     "Gunmen killed two hikers on Monday."),
    ("Dogs attacked three boys on Monday.", "attacked",
     "Gunmen attacked three boys on Monday."),
    ("Gusts ripped through the port of Hythe and killed a woman.", "killed",
     "A bomb ripped through the port of Hythe and killed a woman."),
    ("Hackers attacked the servers of the town hall on Monday.", "attacked",
     "Gunmen attacked the guards of the town hall on Monday."),
    ("Two soldiers died in the rubble of the earthquake, which killed 90 villagers.", "killed",
     "Two soldiers died in the ambush, which killed 9 villagers."),
    ("The band detonated a set of old hits in Hythe on Friday.", "detonated",
     "The rebels detonated a bomb in Hythe on Friday."),
    ("Chess: she blew up his kingside in Hythe on Friday.", "blew up",
     "Rebels blew up a bridge in Hythe on Friday."),
    ("The maker delivered armed drones that had struck tanks in trials, a contract worth millions.", "struck",
     "Armed drones struck tanks of the army near Hythe."),
    ("What if the militia stormed the palace in Hythe?", "stormed",
     "The militia stormed the palace in Hythe."),
    ("Republican hardliners attacked the speaker in Hythe on Friday.", "attacked",
     "Armed hardliners shot at soldiers and attacked the guards in Hythe on Friday."),
    ("A student was raped in a park on Sunday night.", "raped",
     "A student was raped by soldiers in a park on Sunday night."),
    ("They bombed it, said a deputy of the budget.", "bombed",
     "They bombed it, said a fighter of the camp."),
    ("A crane fell on a building site on Monday, killing two men.", "killing",
     "A shell fell on a market on Monday, killing two men."),
    ("A bus with soldiers on leave overturned near the ford, killing six.", "killing",
     "A bus with soldiers on leave hit a mine near the ford, killing six."),
    ("Rebels in the party seized control of the council.", "seized control",
     "Rebels seized control of the town."),
    ("Dengue killed 31 people in the capital.", "killed",
     "Rebels killed 31 people in the capital."),
    ("The pianist attacked the sonata with joy.", "attacked",
     "Gunmen attacked the convoy with rockets."),
    ("Police arrested a nurse on suspicion of poisoning four patients.", "arrested",
     "Police arrested four opposition activists on Monday."),
    ("Travellers should avoid the road because bandits ambushed buses there.", "ambushed",
     "Bandits ambushed a bus on the road, killing three passengers."),
]  # fmt: skip


def decide(text, around=""):
    sentence = read(text)
    scene = build_scene(sentence, around, [])
    return {t.text: classify(t, scene) for t in find_triggers(sentence)}


@pytest.mark.parametrize("peaceful, word, _", TWINS)
def test_peaceful_news_makes_no_event(peaceful, word, _):
    assert decide(peaceful)[word].sub_event_type is None


@pytest.mark.parametrize("_, word, violent", TWINS)
def test_the_same_word_in_conflict_makes_one(_, word, violent):
    assert any(decision.sub_event_type for decision in decide(violent).values())


def test_a_cause_told_in_the_next_sentence_counts():
    blast = "A huge explosion in a warehouse killed many people."
    assert decide(blast, "Chemicals had caught fire by accident.")["explosion"].sub_event_type is None
    assert decide(blast, "The rebels claimed the attack.")["explosion"].sub_event_type is not None


def test_the_words_around_do_not_hide_an_armed_attack():
    text = "Gunmen killed five people in a bar."
    assert decide(text, "Detectives spoke of a robbery.")["killed"].sub_event_type == "Attack"


@pytest.mark.parametrize(
    "text, past",
    [
        ("Bells rang for the men who fell in the battle.", True),
        ("She was found guilty of the killing.", True),
        ("The colonel died in Bath aged 99.", True),
        ("Rebels killed four men on Monday.", False),
        ("A bomb killed a judge on Monday.", False),
    ],
)
def test_trials_lives_and_commemorations_are_words_of_the_past(text, past):
    assert any(words_of_the_past(text)) is past


def test_every_set_of_the_table_is_a_pattern_that_matches_words():
    patterns = read_patterns()
    assert {"armed", "political", "sport", "accident", "crime", "commemoration", "past life"} <= set(patterns)
    assert all(not pattern.search("") for pattern in patterns.values())


def test_a_trigger_does_not_vouch_for_itself():
    sentence = read("Dover bombed the goal of Hythe and won 3-1.")
    scene = build_scene(sentence, "", [])
    (trigger,) = [t for t in find_triggers(sentence) if t.text == "bombed"]
    assert peaceful_topic(trigger, scene) is not None


def test_forces_that_fight_beside_a_gas_pipe_had_no_accident():
    text = "Troops crawled through a gas pipe and attacked the rebels on Saturday."
    assert decide(text)["attacked"].sub_event_type == "Armed clash"


@pytest.mark.parametrize(
    "text, told",
    [
        ("A candidate was shot dead at a rally on Thursday.", False),
        ("Thousands held a rally on Thursday.", True),
    ],
)
def test_a_rally_where_somebody_was_shot_only_tells_where(text, told):
    assert (decide(text)["rally" if "rally" in decide(text) else "held a rally"].sub_event_type is not None) is told
