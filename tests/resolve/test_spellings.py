"""Similar spellings: tried where the text is, believed where they are near enough. All texts are invented."""

from __future__ import annotations

import pytest

from geoevents.gazetteer.base import NameMatch
from geoevents.gazetteer.memory import MemoryGazetteer
from geoevents.gazetteer.names import fold
from geoevents.model import Place
from geoevents.resolve.candidates import Sense
from geoevents.resolve.likeness import likeness, sounding
from geoevents.resolve.resolver import resolve
from geoevents.resolve.spellings import missing_there

SYRIA = Place("geonames:1", "Syria", 35.0, 38.0, "SY", "PCLI", population=16_906_283)
FRANCE = Place("geonames:2", "France", 46.0, 2.0, "FR", "PCLI", population=66_987_244)
RAQQA = Place("geonames:3", "Raqqa", 35.95, 39.01, "SY", "PPLA", "Al-Raqqah", "04", population=220_488)
KARAMAH = Place("geonames:4", "Al Karamah", 35.87, 39.29, "SY", "PPL", "Al-Raqqah", "04")
KARAMA_FAR = Place("geonames:5", "Karama", 12.5, 8.9, "NG", "PPL", "Jigawa", "44", population=2_000)
HAMRA = Place("geonames:7", "Hamra", 35.6, 35.8, "SY", "PPL", "Latakia", "02")
HAMRAH = Place("geonames:8", "Hamrah", 35.9, 39.2, "SY", "PPL", "Al-Raqqah", "04")


def referent(text, name, mentions_of, *places, beside):
    answers = resolve(mentions_of(text, name, beside), text, MemoryGazetteer(places))
    return answers[0].referent


def test_a_village_beside_the_texts_other_places_goes_before_a_namesake_in_another_country(mentions_of):
    text = "Shells fell on Karama east of Raqqa."
    found = referent(text, "Karama", mentions_of, SYRIA, RAQQA, KARAMAH, KARAMA_FAR, beside="Raqqa")
    assert found == KARAMAH


def test_a_namesake_of_the_country_far_from_its_towns_that_are_named_does_not_stop_the_search(mentions_of):
    text = "Shells fell on Hamra east of Raqqa."
    assert referent(text, "Hamra", mentions_of, SYRIA, RAQQA, HAMRA, HAMRAH, beside="Raqqa") == HAMRAH


def test_a_name_on_record_nearby_is_not_respelled(mentions_of):
    near = Place("geonames:9", "Hamra", 36.0, 39.1, "SY", "PPL", "Al-Raqqah", "04")
    text = "Shells fell on Hamra east of Raqqa."
    assert referent(text, "Hamra", mentions_of, SYRIA, RAQQA, near, HAMRAH, beside="Raqqa") == near


@pytest.mark.parametrize("country, countries", [(SYRIA, {1: ["SY"]}), (FRANCE, {})])
def test_similar_spellings_are_looked_for_where_one_name_has_many(country, countries):
    told = Sense(country, NameMatch.NAME, country.name, "")
    assert missing_there([(told,), ()]) == countries


def test_a_spelling_too_far_off_is_not_believed(mentions_of):
    text = "Shells fell on Kurmanj, Syria."
    assert referent(text, "Kurmanj", mentions_of, SYRIA, RAQQA, KARAMAH, beside="Syria") is None


@pytest.mark.parametrize(
    "name, other",
    [
        ("al-Karama", "Al Karamah"),
        ("Haddada", "Haddadeh"),
        ("Jubeen", "Jubayn"),
        ("Kharkov", "Kharkiv"),
        ("Krasny Yar", "Krasnyi Yar"),
        ("Aboukamal", "Abu Kamal"),
    ],
)
def test_transliterations_of_one_name_are_much_alike(name, other):
    assert likeness(fold(name), fold(other)) > 0.88


@pytest.mark.parametrize(
    "name, other", [("Forkan", "Fuah"), ("Gwande", "Gandu"), ("Zundur", "Zinder"), ("Mosul", "Massila")]
)
def test_other_names_of_the_same_consonants_are_less_alike(name, other):
    assert likeness(fold(name), fold(other)) < 0.79


def test_sounds_are_told_of_latin_letters_only():
    assert sounding(fold("Харків")) == fold("Харків")
    assert likeness(fold("Харків"), fold("Харків")) == 1.0


MANBIJ = Place("geonames:7", "Manbij", 36.53, 37.95, "SY", "PPLA2", "Aleppo", "09", population=99_497, notable=True)


@pytest.mark.parametrize(
    "text, found",
    [("Seven suicide attacks hit Menbej.", MANBIJ), ("The school board met in Menbej.", None)],
)
def test_a_town_that_conflict_news_tells_often_is_known_under_any_spelling_there(mentions_of, text, found):
    bride = Place("geonames:8", "Bride", 50.0, 3.0, "FR", "PPL")
    answers = resolve(mentions_of(text, "Menbej"), text, MemoryGazetteer([MANBIJ, bride]))
    assert answers[0].referent == found
