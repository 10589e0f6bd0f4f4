"""Whom a report means by "the enemy", and who defends. All texts are invented."""

import pytest

from geoevents.extract.actors.foes import is_foe, name_foe
from geoevents.extract.actors.names import name_actor
from geoevents.model import Actor
from geoevents.text.language import PlainLanguage
from geoevents.text.sentences import split_sentences
from tests.extract.reading import decide

ENEMY = Actor("the enemy")


def sentences(text):
    return PlainLanguage().parse(split_sentences(text))


@pytest.mark.parametrize(
    "text, home, other, group",
    [
        ("The enemy shelled Nikopol. Russian losses grew.", "UA", None, "Military Forces of Russia"),
        ("Troops fought the enemy, and the TPLF fell back.", "ET", None, "TPLF: Tigray People's Liberation Front"),
        (
            "Russian gunners hit the enemy near Avdiivka. Ukrainian officers said nothing.",
            "UA",
            Actor("gunners", "Military Forces of Russia", 8, "RU"),
            "Military Forces of Ukraine",
        ),
        ("The enemy shelled the town.", "UA", None, None),
        ("The enemy came. Russia and Belarus said nothing.", "UA", None, None),
    ],
)  # fmt: skip
def test_the_enemy_is_the_side_that_the_report_names_against_its_own(text, home, other, group):
    assert name_foe(ENEMY, other, sentences(text), home).group == group


def test_who_has_a_name_is_no_mere_enemy():
    named = Actor("Russian invaders", "Military Forces of Russia", 8, "RU")
    assert not is_foe(named)
    assert name_foe(named, None, sentences("Poland and Poland."), "UA") is named
    assert name_foe(None, None, sentences("Nobody came."), "UA") is None


@pytest.mark.parametrize(
    "phrase, country, group, kind",
    [
        ("Ukrainian defenders", "UA", "Military Forces of Ukraine", 1),
        ("Ukrainian aviation", "UA", "Military Forces of Ukraine", 1),
        ("human rights defenders", "CO", "Civilians (Colombia)", 7),
        ("Russian occupiers", "UA", "Military Forces of Russia", 8),
        ("russian invaders", "UA", "Military Forces of Russia", 8),
        ("the enemy", "UA", None, None),
    ],
)
def test_defenders_and_occupiers_are_forces_unless_they_defend_rights(phrase, country, group, kind):
    name = name_actor(phrase, 0, country)
    assert (name.group, name.kind) == (group, kind)


@pytest.mark.parametrize(
    "text, word, sub_type",
    [
        ("On Monday the enemy carried out eight assaults without success.", "assaults", "Armed clash"),
        ("Ukrainian defenders repelled an attack near the river.", "repelled", "Armed clash"),
        ("Ukrainian aviation struck an ammunition depot.", "struck", "Air/drone strike"),
        ("Human rights defenders were shot dead by gunmen.", "shot dead", "Attack"),
        ("The Russians attacked the proposal.", "attacked", None),
    ],
)
def test_what_an_army_s_enemy_and_defenders_do_is_fighting(text, word, sub_type):
    assert decide(text, word).sub_event_type == sub_type
