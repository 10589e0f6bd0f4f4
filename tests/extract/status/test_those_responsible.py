"""Who did a deed may be open, and the deed still a fact; a clause about its victims tells it again."""

import pytest

from geoevents.extract.report.discourse import occasion_of
from tests.extract.reading import scene_of, status, trigger_in


@pytest.mark.parametrize(
    "text, word, expected",
    [
        ("Those responsible for the murder of the mayor have been identified.", "murder", "actual"),
        ("People responsible for the killing of two nuns on Friday will be tried.", "killing", "actual"),
        ("He believes that the army is responsible for the killing of two nuns.", "killing", "hypothetical"),
        ("Those responsible for murders must be punished.", "murders", "hypothetical"),
    ],
)
def test_a_deed_whose_doers_are_spoken_of_happened(text, word, expected):
    assert status(text, word).status == expected


@pytest.mark.parametrize(
    "text, word, again",
    [
        ("Police arrested a man over the murder of a judge who was shot dead on Friday in Tarma.", "murder", "shot"),
        ("Police arrested a man over the murder of a judge who was elected on Friday in Tarma.", "murder", None),
        ("Gunmen killed two guards of a judge in Lima.", "killed", None),
    ],
)
def test_a_clause_about_the_victims_tells_the_same_killing(text, word, again):
    scene = scene_of(text)
    at = occasion_of(trigger_in(scene, word), scene.syntax)
    assert (None if at is None else text[at:].split()[0]) == again
