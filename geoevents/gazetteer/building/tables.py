"""The hand-written tables in ``data/gazetteer/tables``: facts that the packages lack or have wrong.

    countries.csv      representative point as GeoNames has it, further names, demonyms
    admin1.csv         representative points of divisions as GeoNames has them
    abbreviations.csv  short forms of divisions and cities ("Ky.", "Ont.", "NYC")
    names.csv          historical and other names of cities ("Kiev", "Rangoon")
    demonyms.csv       demonyms of divisions, cities and regions
    dropped.csv        names of single entries that mislead ("White House" of Casablanca)
    regions.csv        regions, seas, rivers and ranges, with half their extent

A target is a country ("SY"), a first-order division ("US.KY"), a continent ("CONT.AF"), a region
("region:sahel"), a division by its name ("admin1:Dagestan/RU") or the most populous place of a name
("city:Paris/FR").
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from geoevents.errors import GazetteerFormatError
from geoevents.gazetteer.base import NameMatch
from geoevents.gazetteer.names import fold
from geoevents.gazetteer.writer import PlaceRow
from geoevents.model import Place

_CONTINENTS = {"AF": 6255146, "AS": 6255147, "EU": 6255148, "NA": 6255149, "OC": 6255151, "SA": 6255150, "AN": 6255152}
# countryinfo's demonyms that are wrong or would take a common word
_NOT_DEMONYMS = frozenset(
    {"", "Christmas Island", "Gibraltar", "Djibouti", "French", "American", "Indian", "Chinese", "Norwegian"}
)


class CountryFacts(NamedTuple):
    """One row of countries.csv."""

    lat: float
    lon: float
    feature_code: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]


def split_names(field: str | None) -> tuple[str, ...]:
    """Names of a cell, separated by "|"."""
    return tuple(name.strip() for name in (field or "").split("|") if name.strip())


def read_table(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a CSV table; a row with too many cells is an error, as a comma was not quoted."""
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            if None in row or None in row.values():
                raise GazetteerFormatError(f"{path}, line {reader.line_num}: {len(row)} cells; is a comma unquoted?")
            yield row


def is_abbreviation(name: str) -> bool:
    """Whether a name is a short form in capitals ("UAE", "D.R.C.") rather than a word."""
    letters = name.replace(".", "").replace(" ", "")
    return letters.isupper() and len(letters) <= 4


@dataclass(frozen=True)
class HandTables:
    """The tables as read."""

    countries: dict[str, CountryFacts]
    abbreviations: list[tuple[str, tuple[str, ...]]]
    names: list[tuple[str, tuple[str, ...]]]
    demonyms: list[tuple[str, tuple[str, ...]]]
    regions: list[tuple[Place, tuple[str, ...]]]
    admin1: dict[tuple[str, str], tuple[float, float]]
    dropped: tuple[tuple[str, str], ...] = ()  # place_id and name

    @classmethod
    def read(cls, folder: Path) -> HandTables:
        """Read the tables of ``folder``."""
        countries = {
            row["country"]: CountryFacts(
                float(row["lat"]),
                float(row["lon"]),
                row["feature_code"],
                split_names(row["names"]),
                split_names(row["demonyms"]),
            )
            for row in read_table(folder / "countries.csv")
        }
        regions = [
            (
                Place(
                    f"region:{row['slug']}",
                    row["name"],
                    float(row["lat"]),
                    float(row["lon"]),
                    row["country"] or None,
                    row["kind"],
                    radius_km=float(row["radius_km"]),
                ),
                split_names(row["names"]),
            )
            for row in read_table(folder / "regions.csv")
        ]
        return cls(
            countries,
            [(r["target"], split_names(r["abbreviations"])) for r in read_table(folder / "abbreviations.csv")],
            [(r["target"], split_names(r["names"])) for r in read_table(folder / "names.csv")],
            [(r["target"], split_names(r["words"])) for r in read_table(folder / "demonyms.csv")],
            regions,
            {
                (r["country"], r["admin1_code"]): (float(r["lat"]), float(r["lon"]))
                for r in read_table(folder / "admin1.csv")
            },
            tuple((r["place_id"], r["name"]) for r in read_table(folder / "dropped.csv")),
        )

    def add_regions(self, rows: dict[str, PlaceRow]) -> None:
        """Add the regions, seas, rivers and ranges to ``rows``."""
        for place, names in self.regions:
            row = rows[place.place_id] = PlaceRow(place)
            for name in names:
                row.add(name, NameMatch.ABBREVIATION if is_abbreviation(name) else NameMatch.ALTERNATE)

    def apply(
        self, rows: dict[str, PlaceRow], country_ids: Mapping[str, str], facts: Iterable[Mapping[str, Any]]
    ) -> dict[str, str]:
        """Add the names to ``rows``; returns the demonyms, folded word to ``place_id``."""
        find = _Targets(rows, country_ids)
        for target, names in self.abbreviations:
            for name in names:
                find(target).add(name, NameMatch.ABBREVIATION)
        for target, names in self.names:
            for name in names:
                find(target).add(name, NameMatch.NAME)
        for country, own in self.countries.items():
            row = rows[country_ids[country]]
            for name in own.names:
                # what the table gives a country is what people call it
                row.add(name, NameMatch.ABBREVIATION if is_abbreviation(name) else NameMatch.NAME)
        for place_id, name in self.dropped:
            if place_id not in rows:
                raise GazetteerFormatError(f"dropped.csv: no place has the id {place_id}")
            rows[place_id].dropped |= {fold(name)}
        demonyms: dict[str, str] = {}
        for fact in facts:
            code = str((fact.get("ISO") or {}).get("alpha2") or "")
            # two files of the package bear a neighbour's code
            if code in country_ids and code not in {"CD", "CG", "IO"}:
                for word in (fact.get("demonym") or "").replace("/", ",").split(","):
                    if word.strip() not in _NOT_DEMONYMS:
                        demonyms.setdefault(fold(word), country_ids[code])
                        demonyms.setdefault(fold(word + "s"), country_ids[code])
        for country, own in self.countries.items():
            demonyms.update({fold(word): country_ids[country] for word in own.demonyms})
        for target, words in self.demonyms:
            demonyms.update({fold(word): find(target).place.place_id for word in words})
        return demonyms


class _Targets:
    """Finds the row that a table's target means."""

    def __init__(self, rows: dict[str, PlaceRow], country_ids: Mapping[str, str]) -> None:
        self._rows = rows
        self._countries = country_ids
        self._admin1: dict[tuple[str, str], PlaceRow] = {}
        self._named: dict[tuple[str, str, bool], PlaceRow] = {}
        for row in rows.values():
            place = row.place
            if not place.country:
                continue
            if place.feature_code == "ADM1" and place.admin1_code:
                self._admin1[place.country, place.admin1_code] = row
            if place.feature_code == "ADM1" or place.is_populated:
                for name in (place.name, *row.names):
                    key = (fold(name), place.country, place.is_populated)
                    known = self._named.get(key)
                    if known is None or (place.population or 0) > (known.place.population or 0):
                        self._named[key] = row

    def __call__(self, target: str) -> PlaceRow:
        """The row of ``target``; GazetteerFormatError if nothing bears it."""
        kind, _, rest = target.partition(":")
        row: PlaceRow | None
        if kind == "region":
            row = self._rows.get(target)
        elif kind in {"city", "admin1"}:
            name, _, country = rest.rpartition("/")
            row = self._named.get((fold(name), country, kind == "city"))
        elif target.startswith("CONT."):
            row = self._rows.get(f"geonames:{_CONTINENTS[target[5:]]}")
        elif "." in target:
            country, _, code = target.partition(".")
            row = self._admin1.get((country, code))
        else:
            row = self._rows.get(self._countries.get(target, ""))
        if row is None:
            raise GazetteerFormatError(f"hand-written table: nothing is called {target!r}")
        return row
