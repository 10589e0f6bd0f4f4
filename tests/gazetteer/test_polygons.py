"""Country and division of a point, over the bundled polygons."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest

from geoevents.errors import GazetteerFormatError, GazetteerMissingError
from geoevents.gazetteer.polygons import ADMIN1_FILE, COUNTRIES_FILE, Polygons, open_polygons
from geoevents.settings import bundle_root


class Point(NamedTuple):
    lat: float
    lon: float


@pytest.fixture(scope="module")
def polygons() -> Polygons:
    return open_polygons(bundle_root() / "data" / "gazetteer")


@pytest.mark.parametrize(
    "point, country, admin1_code",
    [
        (Point(35.93, 36.63), "SY", "12"),  # Idlib
        (Point(45.3, 34.1), "UA", "11"),  # Crimea, as GeoNames counts it
        (Point(42.66, 21.16), "XK", "10097360"),  # Pristina
        (Point(31.5, 34.46), "PS", "GZ"),  # Gaza
        (Point(9.56, 44.06), "SO", None),  # Hargeisa: no division drawn
        (Point(48.85, 2.35), "FR", "11"),  # a region made of departments
        (Point(51.5, -0.1), "GB", "ENG"),
        (Point(38.2, -84.9), "US", "KY"),
    ],
)
def test_a_point_has_a_country_and_a_division(polygons, point, country, admin1_code):
    area = polygons.area_of(point)
    assert (area.country, area.admin1_code) == (country, admin1_code)
    assert (area.admin1 is None) is (admin1_code is None)


@pytest.mark.parametrize("lon", [-179.0, 181.0, 179.0, -181.0])
def test_both_sides_of_the_antimeridian_are_russia(polygons, lon):
    assert polygons.country_of(Point(67.5, lon)) == "RU"


@pytest.mark.parametrize("point", [Point(0, 0), Point(30, -40), Point(89.9, 0), Point(-50, 179.9)])
def test_the_open_sea_has_no_country(polygons, point):
    assert polygons.country_of(point) is None
    assert polygons.area_of(point) is None


def test_a_pier_is_still_in_the_country(polygons):
    assert polygons.country_of(Point(33.9, 35.4)) == "LB"


def test_many_points_at_once(polygons):
    codes = polygons.countries_of(np.array([35.93, 0.0, 48.85]), np.array([36.63, 0.0, 2.35]))
    assert codes == ["SY", None, "FR"]


def test_the_tables_have_stable_unique_ids_and_whole_shapes(polygons):
    assert polygons.countries["country"].is_unique
    assert polygons.admin1["admin1_id"].is_unique
    assert len(polygons.countries) > 230
    assert len(polygons.admin1) > 3000
    for frame in (polygons.countries, polygons.admin1):
        assert frame.crs.to_epsg() == 4326
        assert frame.is_valid.all()
        assert not frame.is_empty.any()


def test_missing_and_damaged_files_name_the_command(tmp_path):
    with pytest.raises(GazetteerMissingError, match="geoevents gazetteer build"):
        _ = Polygons(tmp_path).countries
    (tmp_path / COUNTRIES_FILE).write_bytes(b"no parquet")
    (tmp_path / ADMIN1_FILE).write_bytes(b"")
    with pytest.raises(GazetteerFormatError, match="geoevents gazetteer build"):
        _ = Polygons(tmp_path).countries
    with pytest.raises(GazetteerFormatError, match="geoevents gazetteer build"):
        _ = Polygons(tmp_path).admin1
