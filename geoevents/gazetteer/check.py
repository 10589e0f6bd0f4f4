"""Checks the hand-written conflict table, row by row, against lists of places and against borders.

Coordinates in the table are written from public knowledge; people err. Each row is looked up, under
every spelling it has, in lists in GeoNames' 19-column format (country dumps, ``cities500.txt``), and
what no list has is at least held against the country's and the division's outline. What was found
goes into the row's ``checked_against``; a row that a list contradicts is reported with both places,
and a person decides which is wrong. Nothing is ever copied from a list into the table.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple, Protocol

from geoevents.errors import GazetteerFormatError, GazetteerMissingError
from geoevents.gazetteer.names import fold, skeleton, without_article
from geoevents.geometry import distance_km

COLUMNS = (
    "place_id", "name", "alternate_names", "kind", "country", "admin1", "lat", "lon", "radius_km",
    "source", "checked_against", "note",
)  # fmt: skip

AGREE_KM = 5.0  # a village's centre is drawn differently from list to list, not by more than this
SIMILAR_KM = 5.0  # a similar name proves something only next door
NAMESAKE_KM = 15.0  # a base or a camp lies outside the place that it is called after
BORDER_KM = 4.0  # outlines are simplified by about as much
CONTRADICT_KM = 40.0  # a namesake farther away than this is another place, not a disagreement

# What is called after a place and lies near it.
NAMED_AFTER = frozenset({"AIRB", "AIRP", "MILB", "PRN", "CMP", "BDRX", "DAM", "PS", "OILF", "BRG", "HSP", "PRT", "MN"})
_FACILITY_WORDS = re.compile(
    r"\b(air ?base|airport|international|military|airfield|base|camps?|refugee|idp|prison|crossing|border|gate|dam|"
    r"bridge|oil|gas|field|oilfield|terminal|port|nuclear|power|plant|station|hospital|naval|garrison|central|point|"
    r"barracks|mine|refinery|hydroelectric|thermal|hydropower|checkpoint)\b",
    re.IGNORECASE,
)
_CELL = 0.25  # degrees; the grid in which neighbours are looked for


class ConflictRow(NamedTuple):
    """One row of the table as it stands in its file. WGS84 degrees; ``radius_km`` 0 is "a point"."""

    place_id: str
    name: str
    alternate_names: tuple[str, ...]
    kind: str
    country: str
    admin1: str
    lat: float
    lon: float
    radius_km: float
    source: str
    checked_against: str
    note: str


class Listed(NamedTuple):
    """A place of one of the lists that the table is held against."""

    label: str  # "geonames SY" or "cities500 ML"
    ident: str
    name: str
    country: str
    lat: float
    lon: float


class Areas(Protocol):
    """Whatever knows in which country and first-order division a point lies."""

    def country_at(self, lat: float, lon: float) -> str | None:
        """The ISO 3166-1 alpha-2 code of the country, None at sea."""

    def admin1_at(self, lat: float, lon: float) -> str | None:
        """The name of the division, None where there is none."""

    def border_km(self, lat: float, lon: float) -> float:
        """How far the nearest border between two countries is."""


class Verdict(StrEnum):
    """What the check of a row came to."""

    LISTED = "listed"  # a list has it, at the same spot
    NEAR = "near its namesake"  # a facility next to the place that it is called after
    AREA = "in its area"  # in no list, but inside the outlines it should be in
    UNCHECKED = "unchecked"
    CONTRADICTED = "contradicted"  # a list or an outline has it elsewhere


class Checked(NamedTuple):
    """A row, the verdict and its wording for ``checked_against``."""

    row: ConflictRow
    verdict: Verdict
    detail: str


def read_table(folder: Path) -> list[ConflictRow]:
    """Every row of every ``*.csv`` in ``folder``, by file name, then as written.

    Raises
    ------
    GazetteerMissingError
        No table in this folder.
    GazetteerFormatError
        Other columns, or a number that is none; the message names file and line.
    """
    files = sorted(folder.glob("*.csv"))
    if not files:
        raise GazetteerMissingError(f"no *.csv of the conflict table in {folder}")
    return [row for file in files for row in _read_file(file)]


def _read_file(file: Path) -> Iterator[ConflictRow]:
    with file.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            raise GazetteerFormatError(f"{file.name}: columns are {reader.fieldnames}, expected {list(COLUMNS)}")
        for record in reader:
            try:
                lat, lon = float(record["lat"]), float(record["lon"])
                radius_km = float(record["radius_km"] or 0)
            except (TypeError, ValueError) as error:
                raise GazetteerFormatError(f"{file.name} line {reader.line_num}: {error}") from error
            alternates = tuple(name for name in record["alternate_names"].split("|") if name)
            yield ConflictRow(
                record["place_id"], record["name"], alternates, record["kind"], record["country"], record["admin1"],
                lat, lon, radius_km, record["source"], record["checked_against"], record["note"],
            )  # fmt: skip


def write_checked(folder: Path, results: Iterable[Checked]) -> None:
    """Write each result's wording into ``checked_against`` of its row; all else stays as it is."""
    details = {checked.row.place_id: checked.detail for checked in results}
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            records = list(csv.DictReader(stream))
        out = io.StringIO()
        writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        writer.writeheader()
        for record in records:
            record["checked_against"] = details.get(record["place_id"], record["checked_against"])
            writer.writerow(record)
        file.write_text(out.getvalue(), encoding="utf-8", newline="")


class Listings:
    """Places of the lists, by folded name and by neighbourhood."""

    def __init__(self, places: Iterable[tuple[Listed, Sequence[str]]]) -> None:
        self._by_form: dict[str, list[Listed]] = defaultdict(list)
        self._by_cell: dict[tuple[int, int], list[tuple[Listed, frozenset[str]]]] = defaultdict(list)
        for listed, names in places:
            forms = _forms(names)
            for form in forms:
                self._by_form[form].append(listed)
            skeletons = frozenset(s for s in map(skeleton, forms) if len(s) > 2)
            self._by_cell[_cell(listed.lat, listed.lon)].append((listed, skeletons))

    @classmethod
    def read(cls, folder: Path) -> Listings:
        """The lists of ``folder``: ``XX.zip`` or any ``*.txt`` in GeoNames' 19-column format.

        Raises
        ------
        GazetteerMissingError
            No such file in the folder.
        """
        files = sorted([*folder.glob("*.zip"), *folder.glob("*.txt")])
        if not files:
            raise GazetteerMissingError(f"no *.zip or *.txt in GeoNames' format in {folder}")
        return cls(place for file in files for place in _read_list(file))

    def named(self, names: Sequence[str], countries: frozenset[str]) -> list[Listed]:
        """Places that bear one of ``names`` in one of ``countries`` (all countries when empty)."""
        found = {listed: None for form in sorted(_forms(names)) for listed in self._by_form.get(form, ())}
        return [listed for listed in found if not countries or listed.country in countries]

    def similar(self, names: Sequence[str], lat: float, lon: float) -> list[Listed]:
        """Places next to the point that share the consonants of one of ``names``."""
        wanted = {s for s in map(skeleton, _forms(names)) if len(s) > 2}
        row, column = _cell(lat, lon)
        cells = [(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        return [listed for cell in cells for listed, skeletons in self._by_cell.get(cell, ()) if wanted & skeletons]


def _read_list(file: Path) -> Iterator[tuple[Listed, list[str]]]:
    label = file.stem if len(file.stem) > 2 else "geonames"
    if file.suffix == ".zip":
        with zipfile.ZipFile(file) as archive:
            member = next((name for name in archive.namelist() if name == f"{file.stem}.txt"), None)
            lines = archive.read(member).decode("utf-8").splitlines() if member else []
    else:
        lines = file.read_text(encoding="utf-8").splitlines()
    for line in lines:
        cells = line.split("\t")
        if len(cells) == 19 and cells[0].isdigit():
            names = [cells[1], cells[2], *filter(None, cells[3].split(","))]
            listed = Listed(f"{label} {cells[8]}", cells[0], cells[1], cells[8], float(cells[4]), float(cells[5]))
            yield listed, names


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return int(lat // _CELL), int(lon // _CELL)


def _forms(names: Iterable[str]) -> set[str]:
    forms = {fold(name) for name in names}
    return {form for form in forms | {without_article(form) for form in forms} if form}


def check_row(row: ConflictRow, listings: Listings, areas: Areas | None = None) -> Checked:
    """Hold one row against the lists, then, when no list has it, against the outlines."""
    names = [row.name, *row.alternate_names]
    agree_km = max(AGREE_KM, row.radius_km)
    countries = frozenset({row.country} if row.country else ())
    named = _nearest(row, listings.named(names, countries))
    if named and named[1] <= agree_km:
        return Checked(row, Verdict.LISTED, _wording(*named))
    similar = _nearest(row, listings.similar(names, row.lat, row.lon))
    if similar and similar[1] <= SIMILAR_KM:
        return Checked(row, Verdict.LISTED, _wording(*similar, spelled=True))
    if row.kind in NAMED_AFTER:
        stems = [_FACILITY_WORDS.sub(" ", name).strip(" -") for name in names]
        parts = [part for stem in stems for part in (stem, *stem.split("-")) if len(part) > 2]
        namesake = _nearest(row, listings.named(parts, frozenset()))
        if namesake and namesake[1] <= NAMESAKE_KM:
            return Checked(row, Verdict.NEAR, "namesake " + _wording(*namesake, spelled=True))
    elif named and named[1] <= CONTRADICT_KM and not row.radius_km:
        return Checked(row, Verdict.CONTRADICTED, f"contradicted by {_wording(*named)}")
    return _check_area(row, areas) if areas is not None else Checked(row, Verdict.UNCHECKED, "unchecked")


def check_table(rows: Iterable[ConflictRow], listings: Listings, areas: Areas | None = None) -> list[Checked]:
    """The check of every row, in order."""
    return [check_row(row, listings, areas) for row in rows]


def _check_area(row: ConflictRow, areas: Areas) -> Checked:
    country = areas.country_at(row.lat, row.lon)
    if row.kind == "BDRX":
        km = areas.border_km(row.lat, row.lon)
        if km <= BORDER_KM:
            return Checked(row, Verdict.AREA, f"country border at {km:.1f} km")
        return Checked(row, Verdict.CONTRADICTED, f"contradicted by the outlines: border at {km:.1f} km")
    if not row.country:
        where = f"inside {country}" if country else "at sea"
        return Checked(row, Verdict.UNCHECKED, f"unchecked; the point is {where}")
    if country != row.country:
        return Checked(
            row, Verdict.CONTRADICTED, f"contradicted by the outlines: the point is in {country or 'no country'}"
        )
    admin1 = areas.admin1_at(row.lat, row.lon)
    if admin1 is None or row.radius_km > 60:  # so large an area proves no more than its country
        return Checked(row, Verdict.AREA, f"country polygon {row.country}")
    if row.admin1 and fold(admin1) != fold(row.admin1):
        return Checked(row, Verdict.CONTRADICTED, f"contradicted by the outlines: the point is in {admin1}")
    return Checked(row, Verdict.AREA, f"admin1 polygon {admin1}")


def _nearest(row: ConflictRow, places: Sequence[Listed]) -> tuple[Listed, float] | None:
    if not places:
        return None
    km, listed = min((distance_km(row, place), place) for place in places)
    return listed, km


def _wording(listed: Listed, km: float, *, spelled: bool = False) -> str:
    name = f" ({listed.name})" if spelled else ""
    return f"{listed.label} {listed.ident}{name} at {km:.1f} km"
