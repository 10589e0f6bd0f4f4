"""Country and first-order division of a point, and their outlines for filters and choropleths.

The polygons are Natural Earth's, simplified to about two kilometres and keyed by ISO 3166-1 alpha-2
and GeoNames admin1 codes. They say how a border runs on a small-scale map and take no side in who it
belongs to; disputed areas are counted as GeoNames counts them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import geopandas as gpd
import numpy as np
import shapely

from geoevents.errors import GazetteerFormatError, GazetteerMissingError
from geoevents.geometry import HasPoint

COUNTRIES_FILE = "countries.parquet"
ADMIN1_FILE = "admin1.parquet"
_NEAR_DEGREES = 0.25  # a point this close to the coast still lies "in" the country: piers, islets, simplification


class Area(NamedTuple):
    """Where a point lies."""

    country: str  # ISO 3166-1 alpha-2
    admin1_code: str | None  # GeoNames code within the country; None where no division is drawn
    admin1: str | None


class Polygons:
    """The bundled outlines. Files are read at the first question."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def countries(self) -> gpd.GeoDataFrame:
        """One row a country: ``country`` (ISO alpha-2, unique), ``name``, ``geometry`` in WGS84."""
        return self._read(COUNTRIES_FILE)

    @cached_property
    def admin1(self) -> gpd.GeoDataFrame:
        """One row a division: ``admin1_id`` ("SY.12", unique), country, admin1_code, name, geonameid, geometry."""
        return self._read(ADMIN1_FILE)

    def country_of(self, point: HasPoint) -> str | None:
        """ISO code of the country at ``point`` (25 km off the coast at most), None at sea."""
        row = _row_at(self.countries, point)
        return None if row is None else str(self.countries["country"].iat[row])

    def area_of(self, point: HasPoint) -> Area | None:
        """Country and division at ``point``, None at sea."""
        country = self.country_of(point)
        if country is None:
            return None
        row = _row_at(self.admin1, point)
        if row is None or self.admin1["country"].iat[row] != country:
            return Area(country, None, None)
        return Area(country, str(self.admin1["admin1_code"].iat[row]), str(self.admin1["name"].iat[row]))

    def countries_of(self, lats: np.ndarray, lons: np.ndarray) -> list[str | None]:
        """ISO codes of the countries that contain many points at once, None at sea; arrays of length n, degrees."""
        frame = self.countries
        codes: list[str | None] = [None] * len(lats)
        points, rows = frame.sindex.query(shapely.points(lons, lats), predicate="intersects")
        names = frame["country"].to_numpy()
        for point, row in zip(points[::-1], rows[::-1], strict=True):
            codes[point] = str(names[row])
        return codes

    def divisions_of(self, lats: np.ndarray, lons: np.ndarray, countries: Sequence[str | None]) -> np.ndarray:
        """Rows of :attr:`admin1` for many points at once.

        A point a little outside its own country's outline, on the coast or across a simplified border,
        belongs to that country's nearest division.

        Parameters
        ----------
        lats, lons : arrays of float, shape (n,)
            WGS84 degrees.
        countries : sequence of str or None, length n
            What is known of the country; it wins over the outline within a quarter of a degree.

        Returns
        -------
        array of int, shape (n,)
            -1 where no division is drawn.
        """
        rows = np.full(len(lats), -1)
        if not len(rows):
            return rows
        frame, here = self.admin1, np.atleast_1d(np.asarray(shapely.points(lons, lats)))
        points, hits = frame.sindex.query(here, predicate="intersects", sort=True)
        rows[points[::-1]] = hits[::-1]  # the first of several
        owner, named = frame["country"].to_numpy(), np.array([country or "" for country in countries])
        strange = (named != "") & ((rows < 0) | (owner[rows] != named))
        for country in np.unique(named[strange]):
            own, those = np.flatnonzero(owner == country), np.flatnonzero(strange & (named == country))
            if len(own):
                near = shapely.STRtree(frame.geometry.to_numpy()[own])
                asked, nearest = near.query_nearest(here[those], max_distance=_NEAR_DEGREES, all_matches=False)
                rows[those[asked]] = own[nearest]
        return rows

    def _read(self, name: str) -> gpd.GeoDataFrame:
        path = self._folder / name
        if not path.is_file():
            raise GazetteerMissingError(f"{path} is missing; run: geoevents gazetteer build")
        try:
            return gpd.read_parquet(path)
        except (ValueError, OSError) as error:
            raise GazetteerFormatError(f"{path} cannot be read ({error}); run: geoevents gazetteer build") from error


def open_polygons(bundled_gazetteer: Path) -> Polygons:
    """The polygons of the bundled gazetteer in this folder."""
    return Polygons(bundled_gazetteer / "polygons")


def _row_at(frame: gpd.GeoDataFrame, point: HasPoint) -> int | None:
    """The row whose polygon holds the point, else the nearest within a quarter of a degree."""
    here = shapely.Point(_wrapped(point.lon), point.lat)
    rows = frame.sindex.query(here, predicate="intersects", sort=True)
    if len(rows):
        return int(rows[0])
    near, distances = frame.sindex.nearest(here, return_all=False, return_distance=True, max_distance=_NEAR_DEGREES)
    return int(near[1][0]) if len(distances) else None


def _wrapped(lon: float) -> float:
    """A longitude in -180 to 180, whatever turn it was given in."""
    return (lon + 180) % 360 - 180 if not -180 <= lon <= 180 else lon
