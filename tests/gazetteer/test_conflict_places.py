"""The hand-written table itself: every row is a sound fact that says where it comes from."""

from __future__ import annotations

import csv
import re
from collections import Counter, defaultdict
from functools import cache
from itertools import combinations

import pytest

from geoevents.gazetteer.building.conflict import ConflictPlace, kind_class, read_conflict_places
from geoevents.gazetteer.check import EXTENTS, WATERS, Outlines
from geoevents.gazetteer.names import fold, without_article
from geoevents.gazetteer.polygons import open_polygons
from geoevents.geometry import distance_km
from geoevents.settings import bundle_root

FOLDER = bundle_root() / "data" / "gazetteer" / "conflict_places"
COLUMNS = (
    "place_id", "name", "alternate_names", "kind", "country", "admin1", "lat", "lon", "radius_km",
    "source", "checked_against", "note",
)  # fmt: skip
# GeoNames' feature codes, and the few of our own that the gazetteer's README explains.
GEONAMES_KINDS = frozenset(
    "PPL PPLA PPLA2 PPLA3 PPLC PPLX RGN STM LK RSV DAM AIRB AIRP MILB PRN CMP RD BRG HSP OILF OILR PS MT MTS PASS"
    " VAL ISL ISLS GULF STRT SEA PRT PEN CAPE HLL FRST BCH CNL PRK GLCR SHOL FCL".split()
)
OUR_KINDS = frozenset({"BDRX", "ZN", "LINE"})
# What a note must say where a point is not inside the outline of its country.
REASON = re.compile(r"claimed|occupied|held|breakaway|outline", re.IGNORECASE)
BORDER_KM = 6.0  # the outlines are simplified, on coasts by the most


@cache
def table() -> tuple[ConflictPlace, ...]:
    return tuple(read_conflict_places(FOLDER))


@cache
def records() -> tuple[dict[str, str], ...]:
    found: list[dict[str, str]] = []
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            found.extend(csv.DictReader(file))
    return tuple(found)


@pytest.fixture(scope="module")
def outlines() -> Outlines:
    return Outlines(open_polygons(bundle_root() / "data" / "gazetteer"))


def test_the_table_holds_more_than_650_places_in_a_file_for_each_theatre() -> None:
    assert len(table()) >= 650
    assert len(list(FOLDER.glob("*.csv"))) >= 8


def test_every_file_has_the_same_columns() -> None:
    for path in FOLDER.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            assert tuple(next(csv.reader(file))) == COLUMNS, path.name


def test_ids_are_unique_and_made_of_a_slug() -> None:
    ids = [entry.place.place_id for entry in table()]
    assert [place_id for place_id, count in Counter(ids).items() if count > 1] == []
    assert [place_id for place_id in ids if not re.fullmatch(r"conflict:[a-z0-9]+(-[a-z0-9]+)*", place_id)] == []


def test_every_kind_is_known() -> None:
    assert {entry.place.feature_code for entry in table()} <= GEONAMES_KINDS | OUR_KINDS


def test_every_row_names_its_source_and_what_it_was_checked_against() -> None:
    assert [row["place_id"] for row in records() if not row["source"] or not row["checked_against"]] == []


def test_at_most_one_row_in_five_is_unchecked_and_none_contradicted() -> None:
    results = [row["checked_against"] for row in records()]
    assert sum(result.startswith("unchecked") for result in results) <= len(results) / 5
    assert [result for result in results if result.startswith("CONTRADICTED")] == []


def test_half_of_the_rows_were_checked_against_a_point_of_another_list() -> None:
    points = [row for row in records() if re.match(r"(namesake )?(geonames|bundled) ", row["checked_against"])]
    assert len(points) >= len(records()) / 2


def test_coordinates_have_four_decimals_and_areas_an_extent() -> None:
    for row in records():
        assert re.fullmatch(r"-?\d+\.\d{4}", row["lat"]) and re.fullmatch(r"-?\d+\.\d{4}", row["lon"]), row
    lacking = [
        x.place.name for x in table() if x.place.feature_code in EXTENTS - {"MT", "PASS"} and not x.place.radius_km
    ]
    assert lacking == []


def test_every_place_lies_in_its_country_or_its_note_says_why_not(outlines: Outlines) -> None:
    astray = [
        (entry.place.place_id, entry.note)
        for entry in table()
        if entry.place.country
        and outlines.country_km(entry.place, entry.place.country) > BORDER_KM
        and outlines.polygons.country_of(entry.place) != entry.place.country  # islets off the coast
        and not REASON.search(entry.note)
    ]
    assert astray == []


def test_seas_lie_at_sea_and_crossings_on_a_border(outlines: Outlines) -> None:
    seas = [x.place for x in table() if x.place.feature_code in WATERS - {"STRT"} and x.place.country is None]
    assert [place.name for place in seas if not outlines.on_water(place)] == []
    crossings = [x.place for x in table() if x.place.feature_code == "BDRX" and x.place.country is None]
    assert len(crossings) >= 20
    assert [place.name for place in crossings if outlines.border_km(place) > BORDER_KM] == []


def test_no_place_stands_twice() -> None:
    by_form: dict[str, list[ConflictPlace]] = defaultdict(list)
    for entry in table():
        for form in {without_article(fold(name)) for name in (entry.place.name, *entry.names)}:
            by_form[form].append(entry)
    twice = {
        (a.place.place_id, b.place.place_id)
        for entries in by_form.values()
        for a, b in combinations(entries, 2)
        if kind_class(a.place.feature_code) == kind_class(b.place.feature_code)
        and a.place.country == b.place.country
        and distance_km(a.place, b.place) <= 10.0
    }
    assert twice == set()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Atme", "PPL"),
        ("Khirbet Ammu", "PPL"),
        ("Jabal Zawiya", "RGN"),
        ("Tabqa Dam", "DAM"),
        ("Hmeimim air base", "AIRB"),
        ("Bab al-Hawa", "BDRX"),
        ("Al-Hol camp", "CMP"),
        ("Sednaya prison", "PRN"),
        ("Zaporizhzhia Nuclear Power Plant", "PS"),
        ("M4 highway", "RD"),
        ("Blue Line", "LINE"),
        ("UNDOF zone", "ZN"),
        ("Bab el-Mandeb", "STRT"),
    ],
)
def test_each_kind_of_place_that_the_packages_lack_is_there(name: str, kind: str) -> None:
    assert [x.place.feature_code for x in table() if x.place.name == name] == [kind]
