"""The hand-written table of places that conflict news names and the packages lack."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from geoevents.errors import GazetteerFormatError, InvalidPlaceError
from geoevents.gazetteer.base import NameMatch
from geoevents.gazetteer.building.tables import is_abbreviation, read_table, split_names
from geoevents.gazetteer.names import fold, without_article
from geoevents.gazetteer.writer import PlaceRow
from geoevents.geometry import distance_km
from geoevents.model import Place

SAME_PLACE_KM = 15.0
_COLUMNS = {"place_id", "name", "alternate_names", "kind", "country", "admin1", "lat", "lon", "radius_km"}
# Areas and lines, whose points differ from source to source by as much as they are wide
_WIDE = (
    "RGN",
    "MTS",
    "STM",
    "VAL",
    "DSRT",
    "AREA",
    "PEN",
    "ISL",
    "SEA",
    "GULF",
    "LK",
    "PLN",
    "CNL",
    "STRT",
    "RGNE",
    "LINE",
    "ZN",
)


class ConflictPlace(NamedTuple):
    """One row of the table and where it stands."""

    place: Place
    names: tuple[str, ...]
    checked_against: str
    origin: str  # "syria.csv, line 12"
    note: str = ""


def read_conflict_places(folder: Path) -> list[ConflictPlace]:
    """Every row of every CSV file in ``folder``, by file and line.

    Raises
    ------
    GazetteerFormatError
        For a missing column, a cell that is no number, or a position not on Earth; it names file and line.
    """
    found: list[ConflictPlace] = []
    seen: dict[str, str] = {}
    for path in sorted(folder.glob("*.csv")):
        for number, row in enumerate(read_table(path), start=2):
            origin = f"{path.name}, line {number}"
            missing = _COLUMNS - set(row)
            if missing:
                raise GazetteerFormatError(f"{origin}: no column {', '.join(sorted(missing))}")
            if row["place_id"] in seen:
                raise GazetteerFormatError(f"{origin}: {row['place_id']} is already in {seen[row['place_id']]}")
            seen[row["place_id"]] = origin
            try:
                place = Place(
                    row["place_id"],
                    row["name"],
                    float(row["lat"]),
                    float(row["lon"]),
                    row["country"] or None,
                    row["kind"],
                    admin1=row["admin1"] or None,
                    radius_km=float(row["radius_km"]) if row["radius_km"] else None,
                )
            except (ValueError, InvalidPlaceError) as error:
                raise GazetteerFormatError(f"{origin}: {error}") from error
            names = split_names(row["alternate_names"])
            found.append(ConflictPlace(place, names, row.get("checked_against", ""), origin, row.get("note", "")))
    return found


def kind_class(feature_code: str) -> str:
    """The class within which a row of the table and a known place may be one."""
    if feature_code.startswith("PPL"):
        return "settlement"
    if feature_code.startswith(("ADM", "PCL", "TERR")):
        return feature_code[:4]
    if feature_code.startswith("AIR"):
        return "airfield"
    return "area" if feature_code.startswith(_WIDE) else feature_code


def merge_conflict_places(rows: dict[str, PlaceRow], table: Iterable[ConflictPlace]) -> tuple[int, int]:
    """Add the table to ``rows``; returns how many were known already and how many are new.

    A row is the same place as a known one when they share a name within 15 kilometres (for areas and
    lines within their own radius) and are of one class; it then lends it its names.
    """
    table = list(table)
    wanted = {form for entry in table for form in _forms(entry)}
    by_form: dict[str, list[PlaceRow]] = defaultdict(list)
    for row in rows.values():
        for name in (row.place.name, *row.names):
            form = without_article(fold(name))
            if form in wanted:
                by_form[form].append(row)
    admin1 = {
        (row.place.country, fold(name)): row.place
        for row in rows.values()
        if row.place.feature_code == "ADM1"
        for name in (*row.names, row.place.name)
    }
    known = new = 0
    for entry in table:
        place = entry.place
        limit = SAME_PLACE_KM
        if kind_class(place.feature_code) == "area":
            limit = max(limit, place.radius_km or 0)
        twins = {
            row.place.place_id: row
            for form in _forms(entry)
            for row in by_form.get(form, ())
            if kind_class(row.place.feature_code) == kind_class(place.feature_code)
            and (row.place.country == place.country or limit > SAME_PLACE_KM)
            and distance_km(row.place, place) <= limit
        }
        if twins:
            known += 1
            row = min(twins.values(), key=lambda x: (distance_km(x.place, place), x.place.place_id))
            row.add(place.name, NameMatch.NAME)
        else:
            new += 1
            division = admin1.get((place.country, fold(place.admin1 or "")))
            row = PlaceRow(
                Place(
                    place.place_id,
                    place.name,
                    place.lat,
                    place.lon,
                    place.country,
                    place.feature_code,
                    admin1=division.name if division else place.admin1,
                    admin1_code=division.admin1_code if division else None,
                    radius_km=place.radius_km,
                )
            )
            rows[place.place_id] = row
            for form in _forms(entry):
                by_form[form].append(row)
        row.notable = True
        for name in entry.names:
            row.add(name, NameMatch.ABBREVIATION if is_abbreviation(name) else NameMatch.ALTERNATE)
    return known, new


def _forms(entry: ConflictPlace) -> set[str]:
    return {without_article(fold(name)) for name in (entry.place.name, *entry.names)} - {""}
