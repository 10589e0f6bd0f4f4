from __future__ import annotations

import pytest

from geoevents.extract.sentence.triggers import find_triggers
from tests.extract.reading import decide, scene_of, status

# A sentence that tells an event, its word, the type, and a twin of everyday life with the same word.
TWINS = [
    ("The president received the envoy of the rebels.", "received", "Meeting",
     "The president of the club received an award."),
    ("The foreign minister visited the capital for peace talks.", "visited", "Meeting",
     "Two pensioners visited the king's castle."),
    ("Russia and Ukraine signed an agreement to end the war.", "signed", "Agreement",
     "The minister signed a contract for twelve helicopters."),
    ("Relief agencies donated tents to displaced families.", "donated", "Aid",
     "A bakery donated 300 euros to the choir."),
    ("The general threatened to bomb the port.", "threatened", "Threat",
     "The general threatened to sell his house."),
    ("Thousands of residents fled the town.", "fled", "Flight",
     "The gunman fled the scene while residents watched."),
    ("About 90 displaced families returned to the village.", "returned", "Return",
     "The patrol returned to its base while residents slept."),
    ("Rescuers evacuated 40 wounded civilians from the town.", "evacuated", "Evacuation",
     "A climber was evacuated to a hospital while people watched."),
]  # fmt: skip


@pytest.mark.parametrize("text, word, expected, _", TWINS)
def test_sides_of_a_conflict_make_the_event(text, word, expected, _):
    assert decide(text, word).sub_event_type == expected


@pytest.mark.parametrize("_, word, expected, twin", TWINS)
def test_everyday_life_with_the_same_word_makes_none(_, word, expected, twin):
    assert decide(twin, word).sub_event_type is None


@pytest.mark.parametrize(
    "text, word, expected",
    [
        ("The convoy returned fire.", "returned", None),
        ("The talks ended without reaching an agreement on a truce.", "truce", None),
        ("Gunmen took the town after artillery shelled it and jets flew over.", "shelled",
         "Shelling/artillery/missile attack"),
        ("Two wounded soldiers were flown out by helicopter after an attack by rebels.", "attack", "Armed clash"),
        ("Soldiers gang-raped two girls at a checkpoint.", "gang-raped", "Sexual violence"),
        ("The dam was blown up and floods spread.", "blown up", "Remote explosive/landmine/IED"),
        ("His car went off the road.", "went off", None),
        ("A bomb went off near the road.", "went off", "Remote explosive/landmine/IED"),
        ("Troops clashed with a group of rebels on 26 March.", "clashed", "Armed clash"),
    ],
)  # fmt: skip
def test_what_stands_beside_the_word_decides(text, word, expected):
    scene = scene_of(text)
    if any(word in t.text for t in find_triggers(scene.sentence)):
        assert decide(text, word).sub_event_type == expected
    else:
        assert expected is None


def test_what_a_rejected_claim_tells_is_denied():
    assert status("Moscow rejected claims that its troops had killed civilians.", "killed").status == "denied"
    assert status("Moscow said that its troops had killed ten rebels.", "killed").status == "actual"
