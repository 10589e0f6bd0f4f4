"""Parts of countries and borders as measured on the bundled polygons."""

import pytest

from geoevents.geometry import distance_km
from geoevents.model import Place
from geoevents.resolve.extent import radius_of
from geoevents.resolve.outlines import bundled_outlines


@pytest.mark.parametrize(
    "bearing, north, east", [(0, 1, 0), (45, 1, 1), (90, 0, 1), (135, -1, 1), (180, -1, 0), (270, 0, -1), (315, 1, -1)]
)
def test_a_part_lies_on_its_side_of_the_middle(bearing, north, east, places):
    outlines = bundled_outlines()
    middle, part = outlines.part(places("Ukraine"), None), outlines.part(places("Ukraine"), bearing)
    assert (part.lat - middle.lat) * north >= 0
    assert (part.lon - middle.lon) * east >= 0
    assert 0 < part.radius_km < radius_of(places("Ukraine"))


def test_idlib_lies_in_the_northwest_of_syria(places):
    part = bundled_outlines().part(places("Syria"), 315.0)
    assert distance_km(part, places("Idlib", "SY", "PPL")) < part.radius_km


def test_only_countries_have_measured_parts(places):
    assert bundled_outlines().part(places("Mosul"), 0.0) is None


def test_a_border_is_the_same_from_both_sides_and_near_a_town_close_to_it(places):
    outlines = bundled_outlines()
    assert outlines.border("SY", "TR", None) == outlines.border("TR", "SY", None)
    spot = outlines.border("SY", "TR", places("Qamishli"))
    assert distance_km(spot, places("Qamishli")) < spot.radius_km


def test_countries_that_do_not_touch_have_no_border():
    assert bundled_outlines().border("SY", "UA", None) is None


def test_a_country_is_covered_to_its_farthest_corner(places):
    assert distance_km(places("Syria"), places("Qamishli")) < radius_of(places("Syria"))


def test_the_sea_before_a_country_is_no_land_and_its_radius_reaches_the_ports(places):
    outlines = bundled_outlines()
    spot = outlines.coast("LY", None)
    assert not outlines.is_land(spot.lat, spot.lon)
    tripoli = Place("test:tripoli", "Tripoli", 32.89, 13.19, "LY", "PPLC")
    assert distance_km(spot, tripoli) < spot.radius_km < radius_of(places("Libya"))


def test_a_told_side_of_a_coast_is_a_part_of_it():
    outlines = bundled_outlines()
    whole, east = outlines.coast("LY", None), outlines.coast("LY", 67.5)
    assert east.lon > whole.lon and east.radius_km < whole.radius_km


def test_a_country_without_a_sea_has_no_coast():
    assert bundled_outlines().coast("TD", None) is None


def test_all_borders_of_a_country_hold_each_of_them():
    outlines = bundled_outlines()
    whole, one = outlines.border("SY", None, None), outlines.border("SY", "JO", None)
    assert distance_km(whole, one) + one.radius_km <= whole.radius_km + 60.0
    assert outlines.border("AU", None, None) is None
