"""Each kind of evidence is a number and a sentence to check."""

import numpy as np
import pytest

from geoevents.gazetteer.base import NameMatch
from geoevents.resolve.abbreviations import ShortForm
from geoevents.resolve.candidates import Sense
from geoevents.resolve.context import read_context
from geoevents.resolve.evidence import (
    contained,
    home_of_outlet,
    kind_told,
    lies_in,
    name_match,
    near_other_places,
    size,
    told_container,
)
from geoevents.resolve.features import INDEX, feature_rows
from geoevents.resolve.outlets import NO_HOME, find_home
from geoevents.resolve.table import build_table

TRIPOLI = ("Tripoli", "LB")


@pytest.mark.parametrize(
    "others, score",
    [([], 0.0), ([("Beirut", "LB")], 1.0), ([("Beirut", "LB"), ("Paris", "FR")], 0.5), ([("Lebanon", "LB")], 0.0)],
)
def test_near_other_places_is_the_share_within_the_radius(others, score, places):
    assert near_other_places(places(*TRIPOLI), [places(*other) for other in others]).score == score


def test_near_other_places_counts_in_its_sentence(places):
    evidence = near_other_places(places(*TRIPOLI), [places("Beirut"), places("Paris", "FR")])
    assert evidence.detail == "1 of 2 other places within 200 km"


def test_lies_in_goes_by_country_and_division_codes(places):
    saraqib, province, other = places("Saraqib"), places("Idlib", "SY", "ADM1"), places("Aleppo", "SY", "ADM1")
    assert lies_in(saraqib, places("Syria"))
    assert lies_in(saraqib, province)
    assert not lies_in(saraqib, other)
    assert not lies_in(places("Syria"), places("Syria"))
    assert not lies_in(saraqib, places("Damascus"))


def test_the_smallest_container_is_told_and_a_country_counts_half(places):
    saraqib, country, province = places("Saraqib"), places("Syria"), places("Idlib", "SY", "ADM1")
    assert contained(saraqib, [country, province]) == (1.0, "lies in Idlib Governorate, which the text names")
    assert contained(saraqib, [country]).score == 0.5
    assert contained(saraqib, []).score == 0.0


def test_a_container_beside_the_name_speaks_for_and_against(places):
    louisiana = ShortForm("US", "Louisiana")
    assert told_container(places("Pineville"), [], {louisiana}) == (1.0, "the text puts it in Louisiana")
    against = told_container(places("Paris", "US"), [], {louisiana})
    assert against == (0.0, "does not lie in Louisiana, which stands beside the name")
    assert told_container(places("Paris", "US"), [places("Texas")], ()).score == 1.0
    assert told_container(places("Paris", "US"), [], ()).score == 0.0


def test_a_kind_word_fits_or_clashes(places):
    assert kind_told(places("Saraqib"), {"town"}) == (1.0, "called a town, and is one")
    assert kind_told(places("Idlib", "SY", "ADM1"), {"town"}) == (0.0, "called a town, which it is not")
    assert kind_told(places("Saraqib"), ()).score == 0.0


@pytest.mark.parametrize(
    "match, via, detail",
    [
        (NameMatch.NAME, "", "its main name"),
        (NameMatch.ALTERNATE, "", "also called Halab"),
        (NameMatch.FUZZY, "", "spelled much like Halab"),
        (NameMatch.ABBREVIATION, "short form", "short for Aleppo"),
        (NameMatch.ALTERNATE, "demonym", "people or things of Aleppo"),
        (NameMatch.NAME, "inside", "named after Aleppo"),
    ],
)
def test_the_way_a_name_is_borne_is_told(match, via, detail, places):
    assert name_match(Sense(places("Aleppo", "SY", "PPL"), match, "Halab", via)).detail == detail


def test_size_is_people_and_capitals_are_named(places):
    assert size(places("Saraqib")).detail == "34,231 people"
    assert size(places("Damascus")).detail == "capital of SY"
    assert size(places("Euphrates River")) == (0.0, "population not recorded")


def test_the_outlets_home_counts_near_towns_and_its_country(gazetteer, places):
    home = find_home("pinevilledaily.com", gazetteer)
    assert home_of_outlet(places("Pineville"), home).score == 1.0
    assert home_of_outlet(places("Mosul"), home).score == 0.0
    assert home_of_outlet(places("Mosul"), NO_HOME).score == 0.0


def test_columns_say_what_the_sentences_say(gazetteer, mentions_of, places):
    text = "From Beirut to Tripoli, all of Lebanon watched."
    mentions = mentions_of(text, "Beirut", "Tripoli", "Lebanon")
    context = read_context(mentions, text)
    senses = [[Sense(*found, "") for found in gazetteer.find(m.text)] for m in mentions]
    table = build_table(context, senses, mentions, NO_HOME)
    rows = feature_rows(table, np.ones(len(table.places)))
    lebanese = next(at for at, place in enumerate(table.places) if place is places("Tripoli", "LB"))
    libyan = next(at for at, place in enumerate(table.places) if place is places("Tripoli", "LY"))
    assert rows[lebanese, INDEX["country_named"]] == 1.0
    assert contained(table.places[lebanese], [places("Lebanon")]).score > 0
    assert rows[libyan, INDEX["country_named"]] == 0.0
    assert rows[lebanese, INDEX["near_150"]] > rows[libyan, INDEX["near_150"]]
