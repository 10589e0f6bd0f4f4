"""Which group "the rebels" are by the rest of a report. All texts are invented."""

import pytest

from geoevents.extract.actors.named import name_generic
from geoevents.model import Actor
from geoevents.text.language import PlainLanguage
from geoevents.text.sentences import split_sentences

REBELS = Actor("rebels", None, 2, "PH")


def named(actor, text, *, other=None, home="PH"):
    return name_generic(actor, other, PlainLanguage().parse(split_sentences(text)), home).group


@pytest.mark.parametrize(
    "words, kind, home, text, group",
    [
        ("rebels", 2, "PH", "Rebels shot at a patrol. The Moro Islamic Liberation Front denied it.", "MILF"),
        ("communist guerrillas", 2, "PH", "Guerrillas fled. The army blamed the New People's Army.", "NPA"),
        ("members of the cartel", 3, "MX", "The Sinaloa Cartel rules the road.", "Sinaloa Cartel"),
        ("suspected militants", 2, "SO", "Militants hit a base. Al-Shabaab wants the town.", "Al-Shabaab"),
        ("militiamen", 3, "CD", "Militiamen raided a camp. CODECO has hit it before.", "CODECO"),
    ],
)
def test_rebels_are_the_group_that_the_report_names(words, kind, home, text, group):
    assert named(Actor(words, None, kind, home), text, home=home).startswith(group)


@pytest.mark.parametrize(
    "words, home, text",
    [
        ("rebels", "CD", "Rebels of the M23 and of the ADF met."),  # two alike
        ("rival rebels", "CD", "The M23 lost the hill."),
        ("Ugandan rebels", "CD", "The M23 lost the hill."),
        ("unidentified militants", "SO", "Al-Shabaab wants the town."),
        ("militants", "SO", "No group claimed the raid, but Al-Shabaab often hits such posts."),
        ("rebels", "PH", "Nobody else was named."),
    ],
)
def test_rebels_stay_nameless_where_the_report_leaves_it_open(words, home, text):
    assert named(Actor(words, None, 2, home), text, home=home) is None


def test_militiamen_may_be_any_where_several_groups_are_named():
    text = "Militiamen raided a camp. CODECO and CODECO men came before, and once the ADF."
    assert named(Actor("militiamen", None, 3, "CD"), text, home="CD") is None


def test_rebels_are_never_the_side_they_fought():
    other = Actor("MILF", "MILF: Moro Islamic Liberation Front", 2, "PH")
    assert named(REBELS, "Rebels fought the MILF. The MILF lost two men.", other=other) is None


def test_whoever_has_a_group_keeps_it():
    actor = Actor("Maute gunmen", "Maute Group", 2, "PH")
    assert name_generic(actor, None, [], "PH") is actor
