"""From a decision to a location."""

import pytest

from geoevents.model import Candidate, Mention, Resolution
from geoevents.ontology import WherePrecision
from geoevents.resolve.extent import radius_of
from geoevents.resolve.location import locate


def decided(place):
    return Resolution(Mention(5, 9, place.name), place, 0.9, tuple(Candidate(place, 0.1) for _ in range(7)))


@pytest.mark.parametrize(
    "name, country, code, precision",
    [
        ("Saraqib", "SY", "PPL", WherePrecision.EXACT),
        ("Damascus", "SY", "PPLC", WherePrecision.EXACT),
        ("Idlib", "SY", "ADM1", WherePrecision.ADMIN1),
        ("Syria", "SY", "PCLI", WherePrecision.COUNTRY),
        ("Euphrates River", None, "STM", WherePrecision.FUZZY),
    ],
)
def test_the_class_of_a_place_says_how_precise_it_is(name, country, code, precision, places):
    location = locate(decided(places(name, country, code)))
    assert location.where_prec is precision
    assert location.radius_km > 0


def test_an_unresolved_mention_has_no_location():
    assert locate(Resolution(Mention(0, 4, "Nowhere"), None, 0.0)) is None


def test_the_radius_grows_with_the_town(places):
    assert (
        radius_of(places("Saraqib"))
        < radius_of(places("Aleppo", "SY", "PPL"))
        < radius_of(places("Idlib", "SY", "ADM1"))
    )


def test_a_recorded_extent_wins(places):
    assert radius_of(places("Euphrates River")) == 600.0


def test_mentions_and_at_most_five_candidates_come_along(places):
    location = locate(decided(places("Saraqib")), mentions=[(50, 60), (5, 9)])
    assert location.mentions == ((5, 9), (50, 60))
    assert len(location.candidates) == 5
