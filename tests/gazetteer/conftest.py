"""Places of the gazetteer tests: few, real, and in every implementation the same."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from geoevents.gazetteer.base import Gazetteer, NameMatch
from geoevents.gazetteer.local import LocalGazetteer
from geoevents.gazetteer.memory import MemoryGazetteer
from geoevents.gazetteer.stack import StackedGazetteer
from geoevents.gazetteer.writer import PlaceRow, write_gazetteer
from geoevents.model import Place

SYRIA = Place("geonames:163843", "Syria", 35.0, 38.0, "SY", "PCLI", population=16906283, geonameid=163843)
IDLIB = Place(
    "geonames:169389", "Idlib", 35.93062, 36.63393, "SY", "PPLA", "Idlib", "12", population=128840, geonameid=169389
)
IDLIB_PROVINCE = Place(
    "geonames:169387", "Idlib", 35.85, 36.68, "SY", "ADM1", "Idlib", "12", population=1500000, geonameid=169387
)
QAMISHLI = Place(
    "geonames:173377", "Al Qāmishlī", 37.05215, 41.23142, "SY", "PPLA2", population=184231, geonameid=173377
)
AIN = Place("geonames:292913", "Al ‘Ayn", 24.19167, 55.76056, "AE", "PPL", population=408733, geonameid=292913)
SANAA = Place("geonames:71137", "Sanaa", 15.35472, 44.20667, "YE", "PPLC", population=1937451, geonameid=71137)
PARIS_FR = Place("geonames:2988507", "Paris", 48.85341, 2.3488, "FR", "PPLC", population=2138551, geonameid=2988507)
PARIS_US = Place("geonames:4717560", "Paris", 33.66094, -95.55551, "US", "PPLA2", population=24782, geonameid=4717560)
NEW_YORK = Place(
    "geonames:5128581", "New York City", 40.71427, -74.00597, "US", "PPL", population=8175133, geonameid=5128581
)
KENTUCKY = Place("geonames:6254925", "Kentucky", 38.20042, -84.87762, "US", "ADM1", "Kentucky", "KY", geonameid=6254925)
ATME = Place("conflict:atme", "Atme", 36.3006, 36.6867, "SY", "PPL", "Idlib", "12")
BLACK_SEA = Place("region:black-sea", "Black Sea", 43.0, 34.0, None, "SEA", radius_km=550.0)
UNITED_STATES = Place(
    "geonames:6252001", "United States", 39.76, -98.5, "US", "PCLI", population=327167434, geonameid=6252001
)
US_VILLAGE = Place("geonames:2970071", "Us", 49.1, 1.96, "FR", "PPL", population=1248, geonameid=2970071)
PLACES = [
    SYRIA, IDLIB, IDLIB_PROVINCE, QAMISHLI, AIN, SANAA, PARIS_FR, PARIS_US, NEW_YORK, KENTUCKY, ATME,
    BLACK_SEA, UNITED_STATES, US_VILLAGE,
]  # fmt: skip
NAMES: dict[str, list[tuple[str, NameMatch]]] = {
    IDLIB.place_id: [("Idleb", NameMatch.ALTERNATE), ("إدلب", NameMatch.ALTERNATE), ("Идлиб", NameMatch.ALTERNATE)],
    ATME.place_id: [("Atmeh", NameMatch.ALTERNATE), ("أطمة", NameMatch.ALTERNATE)],
    SANAA.place_id: [("Sana'a", NameMatch.ALTERNATE)],
    UNITED_STATES.place_id: [("US", NameMatch.ABBREVIATION)],
    KENTUCKY.place_id: [("Ky.", NameMatch.ABBREVIATION)],
    NEW_YORK.place_id: [("New York", NameMatch.ALTERNATE)],
}
DEMONYMS = {"Syrian": SYRIA.place_id, "Syrians": SYRIA.place_id, "Parisian": PARIS_FR.place_id}


def rows(places: list[Place]) -> list[PlaceRow]:
    """The places with the names above."""
    found = [PlaceRow(place) for place in places]
    for row in found:
        for name, match in NAMES.get(row.place.place_id, ()):
            row.add(name, match)
    return found


def memory(tmp_path: Path) -> Gazetteer:
    """All places in memory."""
    return MemoryGazetteer(PLACES, NAMES, DEMONYMS)


def local(tmp_path: Path) -> Gazetteer:
    """All places in an index on disk."""
    write_gazetteer(tmp_path / "index", rows(PLACES), about={"name": "test"}, demonyms=DEMONYMS)
    return LocalGazetteer.open(tmp_path / "index")


def stacked(tmp_path: Path) -> Gazetteer:
    """Half of the places in memory over an index of them all."""
    return StackedGazetteer([MemoryGazetteer(PLACES[::2], NAMES), local(tmp_path)])


@pytest.fixture(params=[memory, local, stacked], ids=lambda make: make.__name__)
def gazetteer(request: pytest.FixtureRequest, tmp_path: Path) -> Gazetteer:
    """Each implementation in turn, with the same places."""
    make: Callable[[Path], Gazetteer] = request.param
    return make(tmp_path)
