"""Names that are left without a place, because the likeliest of that name does not fit the text. All is invented."""

from __future__ import annotations

import pytest

from geoevents.gazetteer.memory import MemoryGazetteer
from geoevents.model import Place
from geoevents.resolve.resolver import resolve

ISRAEL = Place("geonames:1", "Israel", 31.5, 34.75, "IL", "PCLI", population=8_883_800)
LEBANON = Place("geonames:2", "Lebanon", 33.8, 35.8, "LB", "PCLI", population=6_848_925)
SOUR = Place("geonames:3", "Sour", 33.27, 35.19, "LB", "PPLA2", "South", "06", population=135_204)
SARMELEH = Place("geonames:4", "Sarmeleh", 31.9, 34.9, "IL", "PPLA", "Central", "02", population=76_246)
SARMELEH_NEAR = Place("geonames:5", "Sarmeleh", 33.2, 35.3, "LB", "PPL", "South", "06", population=900)
MOZAMBIQUE = Place("geonames:6", "Mozambique", -18.2, 35.0, "MZ", "PCLI", population=29_495_962)
PEMBA = Place("geonames:7", "Pemba", -12.97, 40.5, "MZ", "PPLA", "Cabo Delgado", "01", population=194_929)
MACOMIA = Place("geonames:8", "Macomia", -12.2, 40.1, "MZ", "PPLA2", "Cabo Delgado", "01", population=20_000)
NAMESAKE = Place("geonames:9", "Tembisa", 5.55, -0.34, "GH", "PPL", "Greater Accra", "01", population=77_000)


def referent(text, mentions_of, places, *names, of):
    answers = resolve(mentions_of(text, *names), text, MemoryGazetteer(places))
    return next(a.referent for a in answers if a.mention.text == of)


@pytest.mark.parametrize(
    "places, found", [((ISRAEL, LEBANON, SOUR, SARMELEH), None), ((LEBANON, SOUR, SARMELEH_NEAR), SARMELEH_NEAR)]
)
def test_a_similar_spelling_in_the_land_whose_army_strikes_is_not_meant(mentions_of, places, found):
    text = "Israel's jets struck Sarmele, outside Sour."
    assert referent(text, mentions_of, places, "Israel", "Sarmele", "Sour", of="Sarmele") == found


def test_a_village_is_no_middling_town_of_its_name_at_the_other_end_of_the_continent(mentions_of):
    text = "Fighters burnt houses in Tembisa, Macomia and Pemba."
    places = (MOZAMBIQUE, PEMBA, MACOMIA, NAMESAKE)
    assert referent(text, mentions_of, places, "Tembisa", "Macomia", "Pemba", of="Tembisa") is None


def test_the_middling_town_is_meant_where_its_own_land_is_named(mentions_of):
    text = "Fighters burnt houses in Tembisa, Macomia and Pemba, police in Ghana said."
    ghana = Place("geonames:10", "Ghana", 8.1, -1.2, "GH", "PCLI", population=29_767_108)
    places = (MOZAMBIQUE, PEMBA, MACOMIA, NAMESAKE, ghana)
    assert referent(text, mentions_of, places, "Tembisa", "Macomia", "Pemba", "Ghana", of="Tembisa") == NAMESAKE


def test_a_port_is_not_far_from_the_ocean_it_lies_at(mentions_of):
    pacific = Place("region:pacific", "Pacific", 0.0, -160.0, None, "OCN", radius_km=6_000.0)
    port = Place("geonames:11", "Montelindo", 1.8, -78.8, "CO", "PPL", "Narino", "20", population=40_000)
    text = "A mine went off in the Pacific port of Montelindo."
    assert referent(text, mentions_of, (pacific, port), "Pacific", "Montelindo", of="Montelindo") == port
