"""Builds the bundled gazetteer in one step: packages and tables in, index out, the same bytes every time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from geoevents.gazetteer.building.assemble import assemble
from geoevents.gazetteer.building.conflict import read_conflict_places
from geoevents.gazetteer.building.packages import Packages
from geoevents.gazetteer.building.shapes import build_polygons
from geoevents.gazetteer.building.sources import DATA_DATE, source_lines
from geoevents.gazetteer.building.tables import HandTables
from geoevents.gazetteer.writer import write_gazetteer

LICENCE = "CC BY 4.0 (GeoNames); Natural Earth and the hand-written tables are in the public domain"


def build_bundled(packages: Packages, tables: Path, target: Path, say: Callable[[str], None]) -> None:
    """Write the bundled gazetteer.

    Parameters
    ----------
    packages : Packages
        As ``collect_packages`` gives them.
    tables : Path
        The folder that holds ``tables/`` and ``conflict_places/``.
    target : Path
        Where the index goes; usually the same folder.
    say : callable
        Told about each step.

    Raises
    ------
    GazetteerFormatError
        If a hand-written row is wrong.
    """
    own = HandTables.read(tables / "tables")
    conflict_places = read_conflict_places(tables / "conflict_places")
    say(f"hand-written: {len(conflict_places)} conflict places, {len(own.regions)} regions")
    rows, demonyms = assemble(packages, own, conflict_places)
    say(f"assembled {len(rows)} places and {len(demonyms)} demonyms")
    about = {
        "name": "bundled",
        "title": "The gazetteer that ships with geoevents",
        "date": DATA_DATE,
        "licence": LICENCE,
        "sources": [
            *source_lines(),
            f"hand-written tables: {len(conflict_places)} conflict places, {len(own.regions)} regions",
        ],
    }
    write_gazetteer(target, rows, about=about, demonyms=demonyms)
    build_polygons(packages, target / "polygons", say)
