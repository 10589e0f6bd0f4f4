import pytest

from geoevents.model import Candidate, Place
from geoevents.resolve.seat import SIDE, seat_or_division, side_word

CITY = Place("g:1", "Idlib", 35.93, 36.63, "SY", "PPLA", "Idlib", population=128_840)
PROVINCE = Place("g:2", "Idlib", 35.83, 36.67, "SY", "ADM1", "Idlib", population=442_917)
TOWN = Place("g:3", "Sagaing", 21.88, 95.98, "MM", "PPLA", "Sagaing", population=78_739)
REGION = Place("g:4", "Sagaing", 23.5, 95.5, "MM", "ADM1", "Sagaing", population=1_021_404)
GREAT_CITY = Place("g:7", "Kyiv", 50.45, 30.52, "UA", "PPLC", "Kyiv", population=2_952_301)
ITS_PROVINCE = Place("g:8", "Kyiv", 50.25, 30.5, "UA", "ADM1", "Kyiv", population=1_781_044)
FAR_CAPITAL = Place("g:5", "Washington", 38.9, -77.04, "US", "PPLC", population=689_545)
STATE = Place("g:6", "Washington", 47.5, -120.5, "US", "ADM1", population=1_463_232)


def first_of(word, *places):
    candidates = tuple(Candidate(place, 0.9 - n / 10) for n, place in enumerate(places))
    return seat_or_division(candidates, word)[0]


@pytest.mark.parametrize(
    "word, places, chosen",
    [
        (None, (PROVINCE, CITY), CITY),
        ("province", (PROVINCE, CITY), PROVINCE),
        ("province", (CITY, PROVINCE), PROVINCE),
        ("city", (CITY, PROVINCE), CITY),
        (None, (CITY, PROVINCE), CITY),
        (None, (REGION, TOWN), REGION),
        (None, (STATE, FAR_CAPITAL), STATE),
        (None, (PROVINCE,), PROVINCE),
        (SIDE, (CITY, PROVINCE), PROVINCE),
        (SIDE, (PROVINCE, CITY), PROVINCE),
        (SIDE, (GREAT_CITY, ITS_PROVINCE), GREAT_CITY),
        (SIDE, (ITS_PROVINCE, GREAT_CITY), GREAT_CITY),
        (SIDE, (CITY,), CITY),
    ],
    ids=[
        "bare name", "province told", "province told, town settled", "town told", "town settled",
        "name of the land", "another town far away", "no town known",
        "a side told", "a side told, province settled", "a side of a great city",
        "a side of a great city, province settled", "a side told, no province known",
    ],
)  # fmt: skip
def test_the_words_beside_a_name_tell_the_town_from_its_division(word, places, chosen):
    assert first_of(word, *places).place is chosen


def test_the_score_stays_with_the_first_and_the_reason_is_told():
    first = first_of(None, PROVINCE, CITY)
    assert first.score == 0.9
    assert "division" in first.reasons[-1]


GAZA_CITY = Place("g:7", "Gaza", 31.5, 34.47, "PS", "PPLA", "Gaza", population=410_000)
GAZA_STRIP = Place("r:1", "Gaza Strip", 31.42, 34.33, "PS", "RGN", radius_km=25, notable=True)


@pytest.mark.parametrize(
    "name, word, chosen",
    [("Gaza", None, GAZA_STRIP), ("Gaza", "city", GAZA_CITY), ("Gaza City", None, GAZA_CITY)],
)
def test_a_region_named_after_its_town_is_meant_by_the_bare_name(name, word, chosen):
    candidates = (Candidate(GAZA_CITY, 0.9), Candidate(GAZA_STRIP, 0.1))
    assert seat_or_division(candidates, word, name)[0].place is chosen


def test_a_region_of_another_name_does_not_take_a_towns_name():
    region = Place("r:2", "Wa State", 31.42, 34.33, "PS", "RGN", radius_km=25, notable=True)
    assert seat_or_division((Candidate(GAZA_CITY, 0.9), Candidate(region, 0.1)), None, "Gaza")[0].place is GAZA_CITY


@pytest.mark.parametrize(
    "text, word",
    [
        ("Strikes hit northern Idlib.", SIDE),
        ("Strikes hit south-eastern Idlib.", SIDE),
        ("Strikes hit the eastern Idlib countryside.", None),
        ("Strikes hit eastern Idlib city.", None),
        ("Strikes hit Idlib.", None),
        ("A stern Idlib judge spoke.", None),
    ],
)
def test_an_adjective_before_the_name_tells_a_side_of_it(text, word):
    start = text.index("Idlib")
    assert side_word(text, start, start + len("Idlib")) == word
