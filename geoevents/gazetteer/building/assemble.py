"""Puts the rows of all sources together: one ``PlaceRow`` a place, with every name it bears."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from statistics import median
from typing import Any

from geoevents.gazetteer.building.conflict import ConflictPlace, merge_conflict_places
from geoevents.gazetteer.building.packages import (
    Division,
    Packages,
    read_admin1_shapes,
    read_airports,
    read_cities,
    read_city_details,
    read_city_divisions,
    read_continents,
    read_countries,
    read_country_facts,
    read_divisions,
    read_iso_points,
)
from geoevents.gazetteer.building.tables import HandTables
from geoevents.gazetteer.names import fold, skeleton, without_article
from geoevents.gazetteer.writer import PlaceRow, is_indexable, short_names
from geoevents.model import Place


class Assembly:
    """The rows so far, by ``place_id``, with the lookups that later steps need."""

    def __init__(self) -> None:
        self.rows: dict[str, PlaceRow] = {}
        self.country_ids: dict[str, str] = {}
        self.admin1: dict[tuple[str, str], Division] = {}

    def add(self, place: Place, names: Iterable[str] = ()) -> PlaceRow:
        """Record a place, or further names of a known one."""
        row = self.rows.get(place.place_id)
        if row is None:
            row = self.rows[place.place_id] = PlaceRow(place)
        for name in names:
            if name != row.place.name and is_indexable(name):
                row.add(name)
        return row


def assemble(
    packages: Packages, tables: HandTables, conflict_places: Iterable[ConflictPlace] = ()
) -> tuple[list[PlaceRow], dict[str, str]]:
    """All rows of the bundled gazetteer and its demonyms (folded word to ``place_id``)."""
    work = Assembly()
    shapes = read_admin1_shapes(packages)
    divisions = english_divisions(read_divisions(packages), shapes)
    _add_countries(work, packages, tables)
    members = _add_cities(work, packages, divisions)
    _add_divisions(work, packages, divisions, shapes, members, tables.admin1)
    _add_continents(work, packages)
    add_airports(work, read_airports(packages))
    tables.add_regions(work.rows)
    merge_conflict_places(work.rows, conflict_places)
    demonyms = tables.apply(work.rows, work.country_ids, read_country_facts(packages))
    return list(work.rows.values()), demonyms


def english_divisions(divisions: Iterable[Division], shapes: Iterable[dict[str, Any]]) -> list[Division]:
    """The divisions with the names that English texts use, where Natural Earth has them, before their recorded ones."""
    english: dict[int, str] = {}
    for shape in shapes:
        facts = shape["properties"]
        if facts.get("gn_id") and facts.get("name_en") and is_indexable(facts["name_en"]):
            english.setdefault(int(facts["gn_id"]), facts["name_en"])
    named = []
    for division in divisions:
        name = english.get(division.geonameid or 0) if division.level == 1 else None
        if name:
            short = short_names(name)
            division = division._replace(name=short[0] if short else name, names=(division.name, *division.names))
        named.append(division)
    return named


def geonames_id(geonameid: int) -> str:
    """The ``place_id`` of a GeoNames entry."""
    return f"geonames:{geonameid}"


def _add_countries(work: Assembly, packages: Packages, tables: HandTables) -> None:
    facts = {f["ISO"]["alpha2"]: f for f in read_country_facts(packages) if f.get("ISO") and f.get("latlng")}
    for row in read_countries(packages):
        own = tables.countries.get(row.country)
        latlng = (own.lat, own.lon) if own else facts.get(row.country, {}).get("latlng")
        if latlng is None:
            continue
        place = Place(
            geonames_id(row.geonameid),
            row.name,
            float(latlng[0]),
            float(latlng[1]),
            row.country,
            own.feature_code if own else "PCLI",
            population=row.population,
            geonameid=row.geonameid,
            radius_km=round((row.area_km2 / 3.14159) ** 0.5, 1) or None,
        )
        entry = work.add(place, row.names)
        for name in own.names if own else ():
            entry.add(name)
        work.country_ids[row.country] = place.place_id


def _add_cities(work: Assembly, packages: Packages, divisions: list[Division]) -> dict[int, list[Place]]:
    """Add the populated places; returns the places that lie in each division (by its row number)."""
    by_number = {d.number: d for d in divisions}
    admin1 = {(d.country, d.codes[0]): d for d in divisions if d.level == 1 and d.codes}
    admin2 = {(d.country, *d.codes): d for d in divisions if d.level == 2 and len(d.codes) == 2}
    work.admin1 = admin1
    details, more = read_city_details(packages)
    lies_in = read_city_divisions(packages)
    members: dict[int, list[Place]] = defaultdict(list)
    seen = set()
    for city in [*read_cities(packages), *more]:
        place_id = geonames_id(city.geonameid)
        detail = details.get(city.geonameid)
        if city.geonameid in seen:
            row = work.rows[place_id]
            if fold(row.place.name) != fold(city.name):
                row.add(city.name)
            for name in city.names:
                if is_indexable(name):
                    row.add(name)
            continue
        seen.add(city.geonameid)
        first = admin1.get((city.country, city.admin1_code))
        second = by_number.get(lies_in.get(city.geonameid, 0))
        if second is None or second.level != 2:
            second = admin2.get((city.country, city.admin1_code, detail.admin2_code)) if detail else None
        place = Place(
            place_id,
            city.name,
            city.lat,
            city.lon,
            city.country,
            detail.feature_code if detail else "PPL",
            admin1=first.name if first else None,
            admin1_code=city.admin1_code or None,
            admin2=second.name if second else None,
            admin2_code=second.codes[-1] if second else None,
            population=city.population or None,
            geonameid=city.geonameid,
        )
        work.add(place, city.names)
        for division in (first, second):
            if division:
                members[division.number].append(place)
    return members


def _add_divisions(
    work: Assembly,
    packages: Packages,
    divisions: list[Division],
    shapes: list[dict[str, Any]],
    members: dict[int, list[Place]],
    own_points: dict[tuple[str, str], tuple[float, float]],
) -> None:
    labels: dict[int, list[tuple[float, float]]] = defaultdict(list)
    label_names: dict[int, set[str]] = defaultdict(set)
    for shape in shapes:
        facts = shape["properties"]
        if facts.get("gn_id"):
            labels[int(facts["gn_id"])].append((facts["latitude"], facts["longitude"]))
            label_names[int(facts["gn_id"])].update(
                facts[key] for key in ("name", "name_en", "gn_name", "name_ar", "name_ru", "name_uk") if facts.get(key)
            )
    iso_points = read_iso_points(packages)
    homonyms = Homonyms(work, members)
    for division in divisions:
        if division.level not in (1, 2) or not division.codes or division.geonameid is None:
            continue
        inside = members.get(division.number, [])
        own_labels = labels.get(division.geonameid, [])
        first = work.admin1.get((division.country, division.codes[0]))
        own_point = own_points.get((division.country, division.codes[0])) if division.level == 1 else None
        if own_point:
            lat, lon = own_point
        elif len(own_labels) == 1:
            lat, lon = own_labels[0]
        elif division.iso in iso_points:
            lat, lon = iso_points[division.iso]
        elif own_labels:
            lat, lon = _middle(own_labels)
        elif inside:
            lat, lon = _middle([(p.lat, p.lon) for p in inside])
        elif homonym := homonyms.point(division):
            lat, lon = homonym
        else:
            continue
        is_first = division.level == 1
        place = Place(
            geonames_id(division.geonameid),
            division.name,
            lat,
            lon,
            division.country,
            "ADM1" if is_first else "ADM2",
            admin1=first.name if first else None,
            admin1_code=division.codes[0],
            admin2=None if is_first else division.name,
            admin2_code=None if is_first else division.codes[-1],
            population=sum(p.population or 0 for p in inside) or None,
            geonameid=division.geonameid,
        )
        if place.place_id in work.rows:
            continue
        names = [*division.names, *(label_names[division.geonameid] if is_first else ())]
        row = work.add(place, sorted(names))
        for name in [place.name, *names]:
            for short in short_names(name):
                if is_indexable(short):
                    row.add(short)


def _middle(points: list[tuple[float, float]]) -> tuple[float, float]:
    """The median point: one far-off island or a wrong row does not pull it away."""
    return round(median(p[0] for p in points), 5), round(median(p[1] for p in points), 5)


_SOUND_LETTERS = 4


class Homonyms:
    """Towns by the names they bear, one first-order division at a time: "Hama District" lies where Hama does."""

    def __init__(self, work: Assembly, members: dict[int, list[Place]]) -> None:
        self._work = work
        self._members = members
        self._towns: dict[int, dict[str, Place]] = {}

    def point(self, division: Division) -> tuple[float, float] | None:
        """The point of the town of the same first-order division that bears the division's name, or None."""
        first = self._work.admin1.get((division.country, division.codes[0]))
        if first is None:
            return None
        towns = self._towns_of(first)
        names = (division.name, *division.names)
        for name in (*names, *(short for spelling in names for short in short_names(spelling))):
            form = without_article(fold(name))
            town = towns.get(form) or towns.get(f"~{skeleton(form)}")
            if town:
                return town.lat, town.lon
        return None

    def _towns_of(self, first: Division) -> dict[str, Place]:
        towns = self._towns.get(first.number)
        if towns is None:
            towns = self._towns[first.number] = {}
            for place in sorted(self._members.get(first.number, ()), key=lambda p: (p.population or 0, p.place_id)):
                forms = {without_article(form) for form in self._work.rows[place.place_id].forms()}
                towns.update(dict.fromkeys(forms, place))
                # consonants decide only where they are many enough to mean something
                sound = skeleton(fold(place.name))
                if len(sound) >= _SOUND_LETTERS:
                    towns[f"~{sound}"] = place
        return towns


def _add_continents(work: Assembly, packages: Packages) -> None:
    for entry in read_continents(packages):
        place = Place(
            geonames_id(int(entry["geonameId"])),
            entry["name"],
            float(entry["lat"]),
            float(entry["lng"]),
            None,
            "CONT",
            population=int(entry["population"]) or None,
            geonameid=int(entry["geonameId"]),
            radius_km=3000.0,
        )
        work.add(place, [x["name"] for x in entry["alternateNames"] if x.get("lang") in {"en", "ar", "ru", "uk"}])


_AIRPORT_KINDS = (
    " International Airport", " Regional Airport", " Municipal Airport", " Intercontinental Airport", " Airport",
)  # fmt: skip
# What is left of a name without its city and is no name of its own ("Napa County Airport")
_AIRPORT_WORDS = frozenset(
    "Area Business Central City County Domestic Downtown East Executive Glider Harbour Industrial International Island "
    "Memorial Metro Municipal National North Northeast Northwest Regional South State University West".split()
)
# Airports that people call by this name alone
_AIRPORTS_BY_NAME = frozenset(
    "Heathrow Gatwick Stansted Schiphol Kastrup Sheremetyevo Domodedovo Vnukovo Pulkovo Fiumicino Malpensa Linate "
    "Narita Haneda Changi Hongqiao Zhuliany Zhuliani Tegel Tempelhof Zaventem Ciampino Arlanda Vantaa".split()
)


def add_airports(work: Assembly, airports: Iterable[dict[str, str]]) -> None:
    """Airports with scheduled flights (they have an IATA code), international ones, and air bases."""
    divisions = {
        (place.country, fold(name)): place
        for row in work.rows.values()
        for place in [row.place]
        if place.feature_code == "ADM1"
        for name in (*row.names, place.name)
    }
    for facts in airports:
        name = facts["name"].strip()
        is_base = "Air Base" in name or "Air Force Base" in name
        if not (facts["iata"] or is_base or name.endswith(_AIRPORT_KINDS[0])) or not facts["country"]:
            continue
        division = divisions.get((facts["country"], fold(facts["subd"])))
        place = Place(
            f"icao:{facts['icao']}",
            name,
            round(float(facts["lat"]), 5),
            round(float(facts["lon"]), 5),
            facts["country"],
            "AIRB" if is_base else "AIRP",
            admin1=division.admin1 if division else None,
            admin1_code=division.admin1_code if division else None,
        )
        work.add(place, airport_names(name, facts["city"].strip()))


def airport_names(name: str, city: str) -> list[str]:
    """Further names of an airport: without its rank, without its city, and "airbase" in one word.

    >>> airport_names("London Heathrow Airport", "London")
    ['Heathrow Airport', 'Heathrow']
    """
    found: list[str] = []
    ending = next((kind for kind in _AIRPORT_KINDS if name.endswith(kind)), None)
    core = name.removesuffix(ending) if ending else name
    if ending and ending != " Airport":
        found.append(f"{core} Airport")
    own = core.removeprefix(f"{city} ").strip() if city and core.startswith(f"{city} ") else ""
    if ending and len(own) > 3 and own[0].isalpha() and own not in _AIRPORT_WORDS:
        found.append(f"{own} Airport")
        if own in _AIRPORTS_BY_NAME:
            found.append(own)
    if "Air Base" in name:
        found += [name.replace("Air Base", "Airbase"), name.replace("Air Base", "Airport")]
    return [x for x in found if x != name]
