from __future__ import annotations

import pytest

from geoevents.extract.kinds.classify import classify
from geoevents.extract.report.telling import cues_of, genre_cues, how_named
from tests.extract.reading import decide, parse, scene_of, status, trigger_in


def cues(text, word):
    scene = scene_of(text)
    return set(cues_of(trigger_in(scene, word), scene))


@pytest.mark.parametrize(
    "text, word, cue",
    [
        ("We attacked the barracks in March.", "attacked", "first_person"),
        ("WE ATTACKED THE BARRACKS IN MARCH.", "ATTACKED", "first_person"),
        ('"They attacked us," he said.', "attacked", "in_quotes"),
        ("Rebels attacked a convoy on Monday.", "attacked", "day"),
        ("Rebels attacked a convoy at 06:30.", "attacked", "clock"),
        ("Rebels attacked a convoy.", "attacked", "done_to_one"),
        ("Rebels killed three farmers.", "killed", "done_to_counted"),
        ("Rebels killed Senator John Smith on Monday.", "killed", "done_to_person"),
        ("Rebels killed them.", "killed", "done_to_pronoun"),
        ("Rebels kill farmers.", "kill", "done_to_kind_of_people"),
        ("Rebels kill farmers.", "kill", "present"),
        ("Is this an attack on the town?", "attack", "question"),
    ],
)
def test_the_way_a_happening_is_told_is_read_off(text, word, cue):
    assert cue in cues(text, word)


def test_the_words_beside_a_trigger_are_dictionary_words_never_names():
    words = {
        c for c in cues("Near Kidal, angry rebels attacked the convoy of Ana Torres.", "attacked") if c[:2] == "w_"
    }
    assert {"w_rebel", "w_convoy"} <= words
    assert not {w for w in words if "kidal" in w.lower() or "torres" in w.lower()}


def test_a_participant_without_number_or_article_is_a_kind_of_people():
    sentence = scene_of("Journalists are murdered.")
    head = next(t for t in sentence.sentence.tokens if t.text == "Journalists")
    assert how_named(sentence.syntax, head) == "kind_of_people"


def test_an_interview_is_no_news_of_one_incident():
    talk = [parse("[Interview with the general] [Text] We must fight for our freedom, and our people believe in it.")]
    news = [parse("Gunmen killed two farmers on Monday.")]
    assert "genre_talk" in genre_cues(talk, 0)
    assert "genre_ours_2" in genre_cues(talk, 0)
    assert {"genre_ours_0", "genre_opinion_0"} <= set(genre_cues(news, 0))


HABITS = [
    ("In this country journalists are threatened, beaten and murdered.", "murdered"),
    ("They ambush patrols, take their weapons and vanish.", "ambush"),
    ("How does one stop men who blow themselves up in markets?", "blow themselves up"),
]


@pytest.mark.parametrize("text, word", HABITS)
def test_what_is_done_again_and_again_is_no_event(text, word):
    decision = decide(text, word)
    assert decision.sub_event_type is None
    assert decision.reasons[-1] == "told as a habit, not as one happening"


@pytest.mark.parametrize(
    "text, word",
    [
        ("Rebels kill five soldiers in an ambush near the border.", "kill"),
        ("Gunmen kill three guards at a prison", "kill"),
        ("14:05 Soldiers storm the palace.", "storm"),
        ("Guards are now attacking the marchers.", "attacking"),
    ],
)
def test_a_headline_or_a_live_report_in_the_present_is_an_event(text, word):
    assert decide(text, word).sub_event_type


TYPES = [
    ("A judge is to investigate the murder of justice Carlos Ruiz.", "murder", "Attack"),
    ("The town wept over the murder of the Jesuits.", "murder", "Attack"),
    ("Officers used batons to clear activists from a bridge on Saturday.", "clear", "Protest with intervention"),
    ("Angry villagers lynched a man on Monday.", "lynched", "Mob violence"),
    ("Warplanes bombed the port and artillery shelled the town.", "shelled", "Shelling/artillery/missile attack"),
    ("Warplanes destroyed an arms depot on Monday.", "destroyed", "Air/drone strike"),
    ("Glide bombs hit a print works on Monday.", "hit", "Air/drone strike"),
    ("Troops drove the rebels out of the town.", "drove", "Government regains territory"),
    ("Heavily armed gangs stormed the police station, killing six officers.", "stormed", "Armed clash"),
    ("Bandits seized 20 women and asked for a ransom.", "seized", "Abduction/forced disappearance"),
    ("Both sides freed 45 prisoners in an exchange on Sunday.", "freed", "Agreement"),
    ("Sappers cleared 300 mines near the town.", "cleared", "Disrupted weapons use"),
]


@pytest.mark.parametrize("text, word, sub_type", TYPES)
def test_those_who_take_part_tell_the_type(text, word, sub_type):
    assert decide(text, word).sub_event_type == sub_type


@pytest.mark.parametrize(
    "text, word, why",
    [
        (
            "Rebels captured the town after the garrison surrendered.",
            "surrendered",
            "part of the capture told beside it",
        ),
        ("A suicide bomber was arrested on Friday.", "suicide bomber", "the bomber was caught beforehand"),
        ("Police fired in the air on Monday to part the traders and rebels.", "fired", "shots in the air hit nobody"),
        ("The peace talks collapsed on Tuesday.", "peace talks", "the deal came to nothing"),
        ("Bulldozers razed two empty silos to make room for flats.", "razed", "building works"),
        ("The army drove out civilians from the town.", "drove out", "people who are no fighters were driven out"),
        ("Militants freed 11 hostages on Monday.", "freed", "people were freed, nothing says by a deal"),
    ],
)
def test_what_only_sounds_like_an_event_is_left_alone_with_its_reason(text, word, why):
    decision = decide(text, word)
    assert (decision.sub_event_type, decision.reasons[-1]) == (None, why)


def test_gangs_that_fight_a_state_are_a_side_and_a_bar_fight_is_crime():
    fight = scene_of("Heavily armed gangs killed six soldiers at the port on Monday.")
    assert classify(trigger_in(fight, "killed"), fight).sub_event_type == "Armed clash"
    bar = scene_of("Two gang members killed a dealer outside a bar on Monday, detectives said.")
    assert classify(trigger_in(bar, "killed"), bar).sub_event_type is None


@pytest.mark.parametrize(
    "text, word, expected",
    [
        ("It was not until Wednesday that the army admitted having shelled the village.", "shelled", "actual"),
        ("Suspected insurgents attacked the village.", "attacked", "actual"),
        ("The fronts are trying to capture the town.", "capture", "planned"),
        ("Gunmen tried to kidnap a priest on Sunday.", "kidnap", "attempted"),
        ("Rumours of an attack emptied the market.", "attack", "hypothetical"),
        ("It has been ten years since gunmen stormed the mall.", "stormed", "historical"),
        ("The report that soldiers shelled the town is entirely unfounded.", "shelled", "denied"),
        ("In his memoir he tells how his unit shelled the town.", "shelled", "historical"),
        ("The two presidents spoke on Monday about the shelling of the port.", "shelling", "historical"),
        ("She was nine when soldiers came and killed her parents.", "killed", "historical"),
        ("Guards stopped a suicide bomber before he could detonate his vest.", "suicide bomber", "attempted"),
        ("Women banged pots on Thursday to protest against the coup.", "protest", "actual"),
        ("Rioters clashed with troops as pilgrims visited a pilgrimage site.", "clashed", "actual"),
    ],
)
def test_what_is_planned_remembered_or_only_talked_about_is_told_apart(text, word, expected):
    assert status(text, word).status == expected
