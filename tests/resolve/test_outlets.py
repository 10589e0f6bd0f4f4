"""Where an outlet is at home."""

import pytest

from geoevents.resolve.outlets import NO_HOME, find_home


@pytest.mark.parametrize("source", [None, "", "  ", "wire", "unknown.example", "Daily News"])
def test_an_outlet_that_tells_no_place_has_no_home(source, gazetteer):
    assert find_home(source, gazetteer) == NO_HOME


@pytest.mark.parametrize(
    "source, country", [("SANA", "SY"), ("www.sana.sy", "SY"), ("news.example.iq", "IQ"), ("https://rudaw.net/x", "IQ")]
)
def test_well_known_outlets_and_country_endings_tell_the_country(source, country, gazetteer):
    assert find_home(source, gazetteer).country == country


@pytest.mark.parametrize("source", ["mosultimes.com", "Mosul Times", "www.the-mosul-post.org"])
def test_a_place_in_the_outlets_name_is_its_home(source, gazetteer):
    home = find_home(source, gazetteer)
    assert [place.name for place in home.places] == ["Mosul"]
    assert "Mosul" in home.detail
