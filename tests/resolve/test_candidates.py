"""Which places a name might mean."""

import pytest

from geoevents.gazetteer.memory import MemoryGazetteer
from geoevents.model import Mention, Place
from geoevents.resolve.candidates import CandidateFinder, clean
from geoevents.resolve.kinds import Kind, kind_of


def senses(gazetteer, name, kind="place"):
    return CandidateFinder(gazetteer).find(Mention(0, len(name), name, kind))


@pytest.mark.parametrize(
    "written, name",
    [("the Ukraine", "Ukraine"), ("Syria's", "Syria"), ("Syria’s", "Syria"), ("“Idlib”", "Idlib"), ("the", "the")],
)
def test_articles_possessives_and_quotes_are_no_part_of_a_name(written, name):
    assert clean(written) == name


@pytest.mark.parametrize(
    "name, via, found",
    [
        ("Idlib", "", "Idlib Governorate"),
        ("Syrian", "demonym", "Syria"),
        ("Ky.", "short form", "Kentucky"),
        ("Saraqib district", "kind word", "Saraqib"),
        ("town of Saraqib", "kind word", "Saraqib"),
        ("northern Lebanon", "part", "Lebanon"),
        ("Damascus International Airport", "inside", "Damascus"),
    ],
)
def test_a_name_is_varied_until_a_gazetteer_knows_it(name, via, found, gazetteer):
    assert (found, via) in [(sense.place.name, sense.via) for sense in senses(gazetteer, name)]


def test_a_province_is_looked_up_as_one_when_there_is_one(gazetteer):
    assert {kind_of(sense.place) for sense in senses(gazetteer, "Aleppo province")} == {Kind.ADM1}


@pytest.mark.parametrize("name", ["Louisiana Avenue", "Paris Road", "Texas St."])
def test_streets_are_not_the_places_they_are_named_after(name, gazetteer):
    assert senses(gazetteer, name) == ()


def test_similar_spellings_come_only_when_nothing_bears_the_name(gazetteer):
    assert [sense.place.name for sense in senses(gazetteer, "Saraqeb")] == ["Saraqib"]
    assert all(sense.place.name != "Saraqib" for sense in senses(gazetteer, "Mosul"))


def test_a_demonym_means_its_country_alone(gazetteer):
    assert [sense.place.name for sense in senses(gazetteer, "Turkish", "demonym")] == ["Turkey"]


@pytest.mark.parametrize("name", ["AlQamishli", "Alqamishli", "al-Qamishli"])
def test_an_article_is_read_however_it_is_joined(name, gazetteer):
    assert "Al Qamishli" in [sense.place.name for sense in senses(gazetteer, name)]


def test_a_name_with_its_article_may_be_one_recorded_without():
    dubai = Place("t:1", "Al Karama", 25.2, 55.3, "AE", "PPL")
    raqqa = Place("t:2", "Karama", 35.86, 39.28, "SY", "PPL")
    known = MemoryGazetteer([dubai, raqqa])
    assert {sense.place.country for sense in senses(known, "al-Karama")} == {"AE", "SY"}


def test_a_village_spelled_a_little_like_a_province_is_not_the_province():
    karnataka = Place("x:1", "Karnataka", 14.4, 75.7, "IN", "ADM1")
    finder = CandidateFinder(MemoryGazetteer([karnataka]))
    assert [s.place for s in finder.find(Mention(0, 9, "Karnatka"))] == [karnataka]
    assert finder.find(Mention(0, 10, "Khoirentak")) == ()
