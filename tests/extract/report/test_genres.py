from types import SimpleNamespace

import pytest

from geoevents.extract.report.genres import (
    ANNIVERSARY,
    CITATION,
    FACT_CHECK,
    OBITUARY,
    POLICE_DESK,
    REVIEW,
    TRIAL,
    WILDLIFE,
    kind_of_text,
    only_repeated,
)


def kind(text, title=None):
    return kind_of_text(title, [SimpleNamespace(text=part) for part in text.split(" / ")])


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Retired colonel Amir Haddad, who fought in the desert, has died aged 81.", OBITUARY),
        ("Marshal Ottavio Renn, hero of the siege, died of natural causes in his villa.", OBITUARY),
        ("A farmer aged 74 died when militants attacked the hamlet.", None),
        ("A widow of 70 was shot dead on Monday. / She was buried at once.", None),
        ("The film follows a squad of marines. / Insurgents attack the house.", REVIEW),
        ("The cast shines. / The plot drags, and the battle scenes drown in smoke.", REVIEW),
        ("Gunmen stormed a cinema on Monday. / The film's director and two actors in the audience died.", None),
        ("Rebels shelled the port. / The army answered.", None),
        ("Her essays shun the archive. / The book begins with a massacre, and its pages burn.", REVIEW),
        ("Veterans remember the landing. / They stormed the beach at dawn.", ANNIVERSARY),
        ("The town marked the tenth anniversary of the siege.", ANNIVERSARY),
        ("Missiles hit the town on Monday, the second anniversary of the invasion.", None),
        ("The trial opens on Thursday of a man accused of shooting nine people. / He was arrested in Lille.", TRIAL),
        ("A jury found the gunman guilty. / He shot three guards.", TRIAL),
        ("Gunmen shot dead a judge on Monday during the trial of a smuggler. / A guard was wounded.", None),
        ("A wild elephant killed two men on Wednesday. / The jumbo attacked a bus.", WILDLIFE),
        ("Two hikers were badly hurt by a brown bear. / It was shot.", None),
        ("Two hikers were mauled by a brown bear. / It was shot.", WILDLIFE),
        ("Raiders stole 300 cattle, killing four herders on Monday. / Two boys were shot.", None),
        ("A former medic was given the army's highest medal on Monday. / His team was ambushed.", CITATION),
        ("Claim: a clip shows jets over the harbour. / Verdict: false.", FACT_CHECK),
        ("The video does not show the raid on the dam.", FACT_CHECK),
        ("A video shows soldiers beating two men at the dam.", None),
        ("Robbers shot a jeweller in Turin on Monday. / They fled in a van.", POLICE_DESK),
        ("Robbers shot a judge in Turin on Monday. / They fled in a van.", None),
    ],
)
def test_the_opening_tells_what_kind_of_text_it_is(text, expected):
    assert kind(text) == expected


def test_the_title_tells_it_as_well():
    assert kind("Soldiers march past a burning tank.", "Fact check: no tank burned in Sarmin") == FACT_CHECK


def test_a_fact_check_repeats_what_was_shared_and_tells_what_happened():
    assert only_repeated(FACT_CHECK, "A post claimed that rebels bombed the school.")
    assert not only_repeated(FACT_CHECK, "Rebels bombed a school on Tuesday.")
    assert not only_repeated(None, "A post claimed that rebels bombed the school.")


def test_a_show_of_pictures_tells_nothing_of_today():
    text = "The museum opens a show on war. / Its curators hung the photographer's pictures by the year of each battle."
    assert kind(text) == REVIEW
    assert kind("A bomb went off at a museum on Monday. / Two photographers died at the exhibition.") is None
