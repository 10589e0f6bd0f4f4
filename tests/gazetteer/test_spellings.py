"""Names as newsrooms write them against the gazetteer that ships with the project.

``data/spellings.csv`` holds 200 places of conflict news with three spellings each, written down without
looking at the lists. Some of the places stand in the hand-written table, others only in the packages, so
that what is measured is the folding as much as the table.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import NamedTuple

import pytest

from geoevents.gazetteer.base import Gazetteer
from geoevents.gazetteer.local import LocalGazetteer
from geoevents.geometry import distance_km
from geoevents.settings import bundle_root

SPELLINGS = Path(__file__).parent / "data" / "spellings.csv"
NEAR_KM = 10.0
SHARE_FOUND = 0.95
TOP = 3  # a town, its district and its province often bear one name, and which is meant the text decides


class Expected(NamedTuple):
    """Where a place is and how it is spelled."""

    name: str
    lat: float
    lon: float
    country: str
    spellings: tuple[str, ...]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    import os

    return LocalGazetteer.open(Path(os.environ.get("GZ") or bundle_root() / "data" / "gazetteer"))


def read_spellings() -> list[Expected]:
    with SPELLINGS.open(encoding="utf-8", newline="") as file:
        return [
            Expected(
                row["name_expected"],
                float(row["lat"]),
                float(row["lon"]),
                row["country"],
                (row["spelling1"], row["spelling2"], row["spelling3"]),
            )
            for row in csv.DictReader(file)
        ]


def top_candidate_km(gazetteer: Gazetteer, spelling: str, expected: Expected) -> float:
    """How far the nearest of the country's top candidates lies from the true place; infinity for none."""
    found = gazetteer.find(spelling, country=expected.country)
    found = found or gazetteer.find_similar(spelling, country=expected.country)
    return min((distance_km(hit.place, expected) for hit in found[:TOP]), default=float("inf"))


def test_the_set_holds_200_places_with_three_different_spellings_each() -> None:
    places = read_spellings()
    assert len(places) == 200
    assert len({(place.name, place.country) for place in places}) == 200
    assert [place.name for place in places if len({place.name, *place.spellings}) != 4] == []


def test_at_least_95_percent_of_the_spellings_lead_to_the_place(gazetteer: Gazetteer) -> None:
    asked = [(place, spelling) for place in read_spellings() for spelling in place.spellings]
    distances = [(top_candidate_km(gazetteer, spelling, place), place, spelling) for place, spelling in asked]
    misses = [(km, place, spelling) for km, place, spelling in distances if km > NEAR_KM]
    for km, place, spelling in misses:
        print(f"{spelling!r} for {place.name} ({place.country}): {km:.0f} km off")
    share = 1 - len(misses) / len(asked)
    print(f"{share:.1%} of {len(asked)} spellings found")
    assert share >= SHARE_FOUND


def test_four_in_five_of_the_places_are_found_without_their_country(gazetteer: Gazetteer) -> None:
    places = read_spellings()
    found = [
        place
        for place in places
        if any(distance_km(hit.place, place) <= NEAR_KM for hit in gazetteer.find(place.spellings[0])[:10])
    ]
    assert len(found) >= 0.8 * len(places)


IDLIB, ATME, QAMISHLI, ANKARA = (35.93, 36.63, "SY"), (36.30, 36.69, "SY"), (37.05, 41.23, "SY"), (39.92, 32.85, "TR")


@pytest.mark.parametrize(
    ("spelling", "true_place"),
    [
        ("Idlib", IDLIB),
        ("Idleb", IDLIB),
        ("إدلب", IDLIB),
        ("Atme", ATME),
        ("Atmeh", ATME),
        ("Atma", ATME),
        ("Atimah", ATME),
        ("أطمة", ATME),
        ("Qamishli", QAMISHLI),
        ("Al-Qamishli", QAMISHLI),
        ("Kamishli", QAMISHLI),
        ("Qamishlo", QAMISHLI),
        ("El Qamishli", QAMISHLI),
        ("Ankara", ANKARA),
        ("Angora", ANKARA),
    ],
)
def test_the_four_places_are_found_under_every_common_spelling(
    gazetteer: Gazetteer, spelling: str, true_place: tuple[float, float, str]
) -> None:
    lat, lon, country = true_place
    place = Expected(spelling, lat, lon, country, ())
    assert top_candidate_km(gazetteer, spelling, place) <= NEAR_KM
    anywhere = gazetteer.find(spelling)
    assert any(distance_km(hit.place, place) <= NEAR_KM for hit in anywhere[:5])


def test_a_village_of_the_table_is_a_settlement_with_its_division(gazetteer: Gazetteer) -> None:
    village = gazetteer.find("Atme", country="SY")[0].place
    assert village.is_populated
    assert (village.country, village.admin1) == ("SY", "Idlib")
