import json
from itertools import pairwise

import numpy as np
import pytest
import shapely

from geoevents.gazetteer.polygons import open_polygons
from geoevents.geometry import BoundingBox
from geoevents.layers.divisions import BUDGET, count_by_division, division_of, outlines, shaded
from geoevents.settings import bundle_root
from geoevents.store.base import AreaCount, Patch

WORLD = BoundingBox(-90, -180, 90, 180)


@pytest.fixture(scope="module")
def polygons():
    return open_polygons(bundle_root() / "data" / "gazetteer")


def at(*points):
    """What a store answers that holds events at these points: (lat, lon, country, events, fatalities)."""

    def patches(per_degree, within):
        grouped = {}
        for lat, lon, country, events, dead in points:
            inside = within is None or any(
                (int((lon + 180) * p.per_degree), int((lat + 90) * p.per_degree), country)
                == (p.column, p.row, p.country)
                for p in within
            )
            if inside:
                key = (int((lon + 180) * per_degree), int((lat + 90) * per_degree), country)
                grouped.setdefault(key, []).append((lat, lon, events, dead))
        return [
            Patch(
                per_degree,
                *key,
                BoundingBox(*(f(p[i] for p in found) for f in (min, max) for i in (0, 1))),
                sum(p[2] for p in found),
                sum(p[3] for p in found),
            )
            for key, found in grouped.items()
        ]

    return patches


def shape_of(rings):
    """The polygon that the map draws from whole-number steps."""
    parts = []
    for ring in rings:
        corners = [(ring[0], ring[1])]
        for x, y in zip(ring[2::2], ring[3::2], strict=True):
            corners.append((corners[-1][0] + x, corners[-1][1] + y))
        parts.append(shapely.Polygon([(x / 1000, y / 1000) for x, y in corners]).buffer(0))
    return shapely.union_all(parts)


def test_events_are_added_up_in_the_division_that_holds_them(polygons):
    places = at(
        (35.93, 36.63, "SY", 3, 5),
        (35.81, 36.31, "SY", 2, 1),
        (36.2, 37.16, None, 4, 0),
        (34.0, 20.0, None, 9, 9),  # at sea
    )
    found = [(polygons.admin1["name"].iat[c.row], c.events, c.fatalities) for c in count_by_division(places, polygons)]
    assert found == [("Idlib", 5, 6), ("Aleppo", 4, 0)]


def test_a_country_that_is_known_wins_over_a_border_drawn_with_a_broad_pen(polygons):
    across = at((36.30, 36.60, "SY", 1, 0))  # a little inside Turkey's outline
    (count,) = count_by_division(across, polygons)
    assert polygons.admin1["country"].iat[count.row] == "SY"


def test_points_on_both_sides_of_a_border_are_told_apart_however_many_share_a_square(polygons):
    dice = np.random.default_rng(5)
    lats, lons = dice.uniform(35.5, 36.7, 400), dice.uniform(36.2, 37.6, 400)
    rows = polygons.divisions_of(lats, lons, ["SY"] * 400)
    expected = sorted(
        ((int(n), int(row)) for row, n in zip(*np.unique(rows[rows >= 0], return_counts=True), strict=True)),
        reverse=True,
    )
    points = [(lat, lon, "SY", 1, 0) for lat, lon in zip(lats.tolist(), lons.tolist(), strict=True)]
    found = count_by_division(at(*points), polygons)
    assert sorted(((count.events, count.row) for count in found), reverse=True) == expected
    assert len(expected) > 3


def test_the_outline_that_is_sent_is_the_division(polygons):
    (count,) = count_by_division(at((35.93, 36.63, "SY", 3, 5)), polygons)
    (outline,) = shaded([count], polygons, BoundingBox(34, 35, 37, 38), 8)
    true = polygons.admin1.geometry.iat[count.row]
    drawn = shape_of(outline.rings)
    assert (outline.events, outline.fatalities) == (3, 5)
    assert drawn.intersection(true).area > 0.97 * drawn.union(true).area


def test_what_is_out_of_view_is_not_sent(polygons):
    counts = count_by_division(at((35.93, 36.63, "SY", 3, 5)), polygons)
    assert shaded(counts, polygons, BoundingBox(40, 60, 50, 70), 6) == []
    assert shaded(counts, polygons, BoundingBox(-10, 170, 10, -170), 6) == []


@pytest.mark.parametrize("zoom", [3, 6])
def test_a_view_full_of_divisions_stays_within_its_bytes(polygons, zoom):
    rows = [row for row, code in enumerate(polygons.admin1["country"]) if code in ("SY", "TR", "IQ", "NG", "UA", "FR")]
    found = outlines(polygons, rows, zoom, budget=20_000)
    assert len(json.dumps(found, separators=(",", ":"))) <= 20_000 < BUDGET
    assert sum(map(bool, found)) > 20


def test_neighbours_keep_one_border(polygons):
    rows = [row for row, key in enumerate(polygons.admin1["admin1_id"]) if key in ("SY.12", "SY.09", "SY.10")]
    shapes = [shape_of(rings) for rings in outlines(polygons, rows, 6)]
    for one, other in pairwise(shapes):
        assert one.intersection(other).area < 1e-6 + 0.001 * one.area


def test_a_division_is_known_by_its_id_or_by_place_and_name(polygons):
    by_id = AreaCount("geonames:169387", "anything", "SY", 4, 0.0, 0.0, 50.0, 1, 0)
    by_name = AreaCount(None, "idlib", "SY", 4, 35.83, 36.7, 50.0, 1, 0)
    row = division_of(by_id, polygons)
    assert polygons.admin1["name"].iat[row] == "Idlib" and division_of(by_name, polygons) == row
    assert division_of(by_name._replace(name="Idlib Governorate"), polygons) == row
    assert division_of(by_name._replace(name="north-west"), polygons) is None
    assert division_of(by_id._replace(where_prec=5), polygons) is None
