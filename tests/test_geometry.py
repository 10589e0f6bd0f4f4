from typing import NamedTuple

import pytest

from geoevents.geometry import BoundingBox, distance_km


class Point(NamedTuple):
    lat: float
    lon: float


def test_a_quarter_of_the_equator_is_ten_thousand_kilometres():
    assert distance_km(Point(0, 0), Point(0, 90)) == pytest.approx(10_007.5, abs=1)


def test_distance_is_nought_at_the_same_point_and_symmetric():
    ankara, idlib = Point(39.92, 32.85), Point(35.93, 36.63)
    assert distance_km(ankara, ankara) == 0
    assert distance_km(ankara, idlib) == distance_km(idlib, ankara) == pytest.approx(553, abs=5)


def test_distance_over_the_antimeridian_is_the_short_way():
    assert distance_km(Point(0, 179.5), Point(0, -179.5)) == pytest.approx(111.2, abs=0.2)


@pytest.mark.parametrize(
    "box, lon, inside",
    [
        (BoundingBox(-10, 20, 10, 30), 25, True),
        (BoundingBox(-10, 20, 10, 30), 30, True),
        (BoundingBox(-10, 20, 10, 30), 31, False),
        (BoundingBox(-10, 170, 10, -170), 175, True),
        (BoundingBox(-10, 170, 10, -170), -175, True),
        (BoundingBox(-10, 170, 10, -170), 0, False),
    ],
)
def test_a_box_may_cross_the_antimeridian(box, lon, inside):
    assert box.contains(Point(0, lon)) is inside


def test_an_upside_down_box_is_refused():
    with pytest.raises(ValueError, match="swapped"):
        BoundingBox(10, 0, -10, 5)
