"""Checks the hand-written places, row by row, against dumps, the packages' places and the outlines.

The coordinates of the table are written from public knowledge, and people err. Each row is looked up
under every spelling it has; what no list knows is at least held against the outlines of its country.
What was found goes into the row's ``checked_against``. A row that a list contradicts is shown with both
positions, and a person decides which is wrong: nothing is ever copied from a list into the table. A note
that names the entry ("not geonames SY 168535, ...") records such a decision and settles the row.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

import shapely

from geoevents.errors import GazetteerMissingError
from geoevents.gazetteer.base import Gazetteer, NameMatch
from geoevents.gazetteer.building.conflict import ConflictPlace
from geoevents.gazetteer.dumps import read_dump
from geoevents.gazetteer.names import fold, skeleton, without_article
from geoevents.gazetteer.polygons import Polygons
from geoevents.geometry import distance_km
from geoevents.model import Place

AGREES_KM = 5.0  # lists draw the centre of a village up to this far apart
CONTRADICTS_KM = 40.0  # a namesake farther off than this is simply another place
NAMESAKE_KM = 15.0  # a base or a camp lies outside the place that it is called after
BORDER_KM = 4.0  # the outlines are simplified by about as much
_SIMILAR_KM = {3: 2.5, 4: 5.0}  # how near a place must be that shares this many consonants, or more
_DEGREE_KM = 111.2
_CELL = 0.25  # degrees; the grid in which neighbours are looked for

WATERS = frozenset({"SEA", "GULF", "STRT", "CHN", "OCN", "BAY"})
# A village of the same name proves nothing about these.
EXTENTS = WATERS | frozenset("RGN ZN LINE STM RD MTS MT DSRT PEN VAL FRST LK RSV SWMP PLN CNL GLCR ADM1 ADM2".split())
# What is called after a place and lies near it.
NAMED_AFTER = frozenset("AIRB AIRP MILB PRN CMP BDRX DAM PS OILF OILR BRG HSP PRT MN".split())
_KIND_WORDS = re.compile(
    r"\b(air ?base|airport|international|military|airfield|base|camps?|refugee|idp|prison|crossing|border|gate|dam"
    r"|bridge|oil|gas|field|oilfield|terminal|port|nuclear|power|plant|station|hospital|naval|garrison|central|refinery)\b",
    re.IGNORECASE,
)
# A note that says why the outlines draw a point in another country.
_CONTESTED = re.compile(r"\b(claimed|occupied|held|breakaway|annexed|between|over the)\b", re.IGNORECASE)


class Checked(NamedTuple):
    """What a row was checked against, and whether that agrees."""

    place_id: str
    name: str
    origin: str
    agrees: bool | None  # None: nothing to check against
    against: str


class _Near(NamedTuple):
    km: float
    source: str  # "geonames SY 168535"
    place: Place


class RowChecker:
    """Checks rows one by one; dumps are read once a country.

    Parameters
    ----------
    polygons : Polygons
        Countries and divisions.
    dumps : Path, optional
        A folder with ``<country>.zip`` files in GeoNames' format.
    gazetteer : Gazetteer, optional
        Asked as well; its own hand-written entries do not count.
    """

    def __init__(self, polygons: Polygons, dumps: Path | None = None, gazetteer: Gazetteer | None = None) -> None:
        self._outlines = Outlines(polygons)
        self._dumps = dumps
        self._gazetteer = gazetteer
        self._by_country: dict[str, _Dump] = {}

    def check(self, entry: ConflictPlace) -> Checked:
        """What speaks for or against one row."""
        return Checked(entry.place.place_id, entry.place.name, entry.origin, *self._verdict(entry))

    def _verdict(self, entry: ConflictPlace) -> tuple[bool | None, str]:
        place = entry.place
        if place.feature_code in EXTENTS:
            return self._by_outlines(entry)
        named = self._named(entry, [place.name, *entry.names])
        if named and named.km <= AGREES_KM:
            return True, f"{named.source} at {named.km:.1f} km"
        similar = self._similar(entry)
        if similar:
            return True, f"{similar.source} ({similar.place.name}) at {similar.km:.1f} km"
        if place.feature_code in NAMED_AFTER:
            namesake = self._named(entry, _without_kind([place.name, *entry.names]))
            if namesake and namesake.km <= NAMESAKE_KM:
                return True, f"namesake {namesake.source} ({namesake.place.name}) at {namesake.km:.1f} km"
        elif named and named.km <= CONTRADICTS_KM and not place.radius_km:
            if named.source in entry.note:  # seen, and decided by a person
                return True, f"{named.source} at {named.km:.1f} km, see note"
            return False, f"{named.source} at {named.km:.1f} km"
        return self._by_outlines(entry)

    def _named(self, entry: ConflictPlace, names: list[str]) -> _Near | None:
        """The nearest place of the lists that bears one of ``names``, in the row's country if it has one."""
        place = entry.place
        found: list[_Near] = []
        for country in [place.country] if place.country else self._outlines.countries_near(place):
            for name in names:
                for other in self._dump_of(country).named(name):
                    found.append(_Near(distance_km(place, other), _source("geonames", other), other))
                for hit in self._gazetteer.find(name, country=country) if self._gazetteer else ():
                    if hit.match is not NameMatch.FUZZY and _is_evidence(place, hit.place):
                        found.append(_Near(distance_km(place, hit.place), _source("bundled", hit.place), hit.place))
        kept = [near for near in found if f"not {near.source}" not in entry.note]
        return min(kept, key=lambda near: (near.km, near.source), default=None)

    def _similar(self, entry: ConflictPlace) -> _Near | None:
        """The nearest place next door that shares the consonants of one of the row's names."""
        place = entry.place
        names = [place.name, *entry.names]
        found: list[_Near] = []
        if place.country:
            for other in self._dump_of(place.country).around(place, names):
                found.append(_Near(distance_km(place, other), _source("geonames", other), other))
            for name in names if self._gazetteer else ():
                for hit in self._gazetteer.find_similar(name, country=place.country) if self._gazetteer else ():
                    km = distance_km(place, hit.place)
                    if hit.place.geonameid and hit.place.is_populated and km <= _similar_km(skeleton(fold(name))):
                        found.append(_Near(km, _source("bundled", hit.place), hit.place))
        kept = [near for near in found if f"not {near.source}" not in entry.note]
        return min(kept, key=lambda near: (near.km, near.source), default=None)

    def _by_outlines(self, entry: ConflictPlace) -> tuple[bool | None, str]:
        place = entry.place
        area = self._outlines.polygons.area_of(place)
        where = area.country if area else "no country"
        if place.feature_code in WATERS and self._outlines.on_water(place):
            return True, "at sea, outside every country polygon"
        if place.country is None:
            km = self._outlines.border_km(place)
            if km <= max(BORDER_KM, place.radius_km or 0):
                return True, f"country border at {km:.1f} km"
            if place.feature_code == "BDRX":
                return False, f"country border at {km:.1f} km"
            return None, f"unchecked; for the outlines the point is in {where}"
        km = self._outlines.country_km(place, place.country)
        if km > BORDER_KM and where == place.country:
            return True, f"off the coast of the country polygon {place.country}, at {km:.1f} km"
        if km > BORDER_KM:
            explained = area is None or _CONTESTED.search(entry.note)
            return (None if explained else False), f"unchecked; for the outlines the point is in {where}"
        if km > 0 or area is None or not area.admin1 or (place.radius_km or 0) > 60:
            return True, f"country polygon {place.country}" + (f" at {km:.1f} km" if km else "")
        if place.admin1 and not self._is_division(place, area.admin1, area.admin1_code):
            return False, f"admin1 polygon {area.admin1}, but the row says {place.admin1}"
        return True, f"admin1 polygon {area.admin1}"

    def _is_division(self, place: Place, admin1: str, code: str | None) -> bool:
        if without_article(fold(admin1)) == without_article(fold(place.admin1 or "")):
            return True
        found = self._gazetteer.find(place.admin1 or "", country=place.country) if self._gazetteer and code else []
        return any(x.place.admin1_code == code for x in found if x.match is not NameMatch.FUZZY and x.place.is_admin)

    def _dump_of(self, country: str) -> _Dump:
        if country not in self._by_country:
            self._by_country[country] = _Dump.read(self._dumps, country)
        return self._by_country[country]


class _Dump:
    """The places of one country's dump by name and by neighbourhood."""

    def __init__(self) -> None:
        self._by_form: dict[str, list[Place]] = defaultdict(list)
        self._by_cell: dict[tuple[int, int], list[tuple[Place, frozenset[str]]]] = defaultdict(list)

    @classmethod
    def read(cls, folder: Path | None, country: str) -> _Dump:
        """The dump in ``folder``; empty when there is none of this country."""
        dump = cls()
        try:
            rows = read_dump(folder / f"{country}.zip", country) if folder else []
        except GazetteerMissingError:
            rows = []
        for row in rows:
            forms = {without_article(form) for form in row.forms()}
            for form in forms:
                dump._by_form[form].append(row.place)
            skeletons = frozenset(s for s in map(skeleton, forms) if len(s) > 2)
            dump._by_cell[_cell(row.place)].append((row.place, skeletons))
        return dump

    def named(self, name: str) -> list[Place]:
        return self._by_form.get(without_article(fold(name)), [])

    def around(self, place: Place, names: Iterable[str]) -> list[Place]:
        wanted = {s for s in (skeleton(fold(name)) for name in names) if len(s) > 2}
        row, column = _cell(place)
        cells = [(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        found = []
        for other, skeletons in [entry for cell in cells for entry in self._by_cell.get(cell, ())]:
            shared = max(wanted & skeletons, key=len, default="")
            if shared and distance_km(place, other) <= _similar_km(shared):
                found.append(other)
        return found


class Outlines:
    """Distances from a point to the outlines of countries, in kilometres."""

    def __init__(self, polygons: Polygons) -> None:
        self.polygons = polygons

    def country_km(self, place: Place, country: str) -> float:
        """How far ``country`` is: 0 inside it, infinity for one without an outline."""
        frame = self.polygons.countries
        shapes = frame.geometry[frame["country"] == country]
        return min((self._km(place, shape) for shape in shapes), default=float("inf"))

    def border_km(self, place: Place) -> float:
        """How far the second nearest country is, which is where the nearest land border runs."""
        near = sorted(self._km(place, shape) for shape in self._around(place, 4.0).values())
        return near[1] if len(near) > 1 else float("inf")

    def countries_near(self, place: Place) -> list[str]:
        """Countries within about 25 km."""
        return sorted(self._around(place, 0.25))

    def on_water(self, place: Place) -> bool:
        """Whether no country's outline holds the point."""
        return not self._around(place, 0.0)

    def _around(self, place: Place, degrees: float) -> Mapping[str, shapely.Geometry]:
        frame = self.polygons.countries
        rows = frame.sindex.query(shapely.Point(place.lon, place.lat), predicate="dwithin", distance=degrees)
        return {str(frame["country"].iat[row]): frame.geometry.iat[row] for row in rows}

    @staticmethod
    def _km(place: Place, shape: shapely.Geometry) -> float:
        return float(shapely.distance(shapely.Point(place.lon, place.lat), shape)) * _DEGREE_KM


def check_rows(entries: Iterable[ConflictPlace], checker: RowChecker) -> list[Checked]:
    """Every row with what it was checked against, in order."""
    return [checker.check(entry) for entry in entries]


def write_checked(folder: Path, results: Iterable[Checked]) -> None:
    """Write what each row was checked against into its file; a contradicted row is marked as such."""
    words = {x.place_id: f"CONTRADICTED: {x.against}" if x.agrees is False else x.against for x in results}
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows = list(reader)
            out = io.StringIO()
            writer = csv.DictWriter(out, list(reader.fieldnames or ()), lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({**row, "checked_against": words.get(row["place_id"], row["checked_against"])})
        path.write_text(out.getvalue(), encoding="utf-8", newline="")


def _without_kind(names: Iterable[str]) -> list[str]:
    """Names without "air base", "camp" and the like, and both halves of a crossing's double name."""
    stems = [_KIND_WORDS.sub(" ", name).strip(" -") for name in names]
    return sorted({part for stem in stems for part in (stem, *stem.split("-")) if len(part) > 2})


def _similar_km(shared: str) -> float:
    return _SIMILAR_KM.get(len(shared), 0.0 if len(shared) < 3 else _SIMILAR_KM[4])


def _is_evidence(place: Place, other: Place) -> bool:
    """Whether a bundled place that bears the name comes from another list: a settlement, or an airfield for a base."""
    if place.feature_code.startswith("AIR") and other.feature_code.startswith("AIR"):
        return other.place_id.startswith("icao:")
    return other.geonameid is not None and other.is_populated


def _source(list_name: str, place: Place) -> str:
    return f"{list_name} {place.country} {place.geonameid or place.place_id.removeprefix('icao:')}"


def _cell(place: Place) -> tuple[int, int]:
    return int(place.lat // _CELL), int(place.lon // _CELL)
