import pytest

from geoevents.geometry import BoundingBox
from geoevents.layers.viewport import View, box_around, box_of_most, padded, reported, view_of


def answer(south, west, north, east, zoom=5):
    return {
        "bounds": {"_southWest": {"lat": south, "lng": west}, "_northEast": {"lat": north, "lng": east}},
        "zoom": zoom,
        "center": {"lat": ((south or 0) + (north or 0)) / 2, "lng": (west + east) / 2},
    }


def test_a_view_comes_back_from_the_address():
    view = View(35.931, 36.634, 9)
    assert View.from_param(view.to_param()) == view


@pytest.mark.parametrize("text", [None, "", "1,2", "a,b,c", "91,0,5", "0,181,5", "0,0,99", "nan,0,5", "0,0,5,1"])
def test_what_is_no_view_is_dropped(text):
    assert View.from_param(text) is None


def test_the_component_says_what_is_in_sight():
    box, zoom, view = reported(answer(30, 35, 40, 45))
    assert (box, zoom) == (BoundingBox(30, 35, 40, 45), 5)
    assert (view.lat, view.lon) == (35, 40)


def test_longitudes_beyond_the_date_line_are_wrapped():
    box, _, view = reported(answer(-10, 170, 10, 200))
    assert (box.west, box.east) == (170, -160)
    assert view.lon == -175


def test_a_box_wider_than_the_world_is_the_world():
    box, _, _ = reported(answer(-95, -300, 95, 300))
    assert box == BoundingBox(-90, -180, 90, 180)


@pytest.mark.parametrize("value", [None, {}, {"bounds": None}, answer(1, 2, None, 3), answer(5, 5, 5, 5)])
def test_before_the_map_has_answered_nothing_is_known(value):
    assert reported(value) is None


def test_padding_grows_each_side_and_stops_at_the_world():
    assert padded(BoundingBox(0, 0, 10, 20), 0.5) == BoundingBox(-5, -10, 15, 30)
    assert padded(BoundingBox(-80, -170, 80, 170), 0.5) == BoundingBox(-90, -180, 90, 180)


def test_padding_crosses_the_date_line():
    assert padded(BoundingBox(0, 170, 10, 180), 0.5) == BoundingBox(-5, 165, 15, -175)


@pytest.mark.parametrize("box", [BoundingBox(30, 35, 40, 45), BoundingBox(-5, 170, 5, -170), BoundingBox(1, 1, 1, 1)])
def test_the_view_of_a_box_holds_the_box(box):
    seen = view_of(box).box(900, 480)
    assert seen.south <= box.south and seen.north >= box.north
    for lon in (box.west, box.east):
        assert seen.contains(type("P", (), {"lat": box.south, "lon": lon})())


def test_one_far_event_does_not_open_the_whole_world():
    near = [(33 + i / 10, 36 + i / 10, 5) for i in range(10)]
    assert box_of_most([*near, (4.6, -74.1, 1)]) == box_around([point[:2] for point in near])
    assert box_of_most([(1, 2, 1)]) == BoundingBox(1, 2, 1, 2)
    assert box_of_most([]) is None


def test_no_points_have_no_box():
    assert box_around([]) is None
    assert box_around([(1, 2), (3, -4)]) == BoundingBox(1, -4, 3, 2)
