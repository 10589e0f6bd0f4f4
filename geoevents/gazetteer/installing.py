"""Puts GeoNames dumps and a user's own places into GEOEVENTS_HOME as gazetteers of their own."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from geoevents.errors import GazetteerFormatError
from geoevents.gazetteer.added import Rejected, read_places
from geoevents.gazetteer.dumps import BadLine, read_dump
from geoevents.gazetteer.local import LocalGazetteer
from geoevents.gazetteer.writer import write_gazetteer
from geoevents.settings import Settings

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,40}")


class Installed(NamedTuple):
    """What now stands in a folder."""

    folder: Path
    places: int
    names: int
    bad: int  # lines or rows that are no place


def install_dump(path: Path, country: str, settings: Settings) -> Installed:
    """Index one country's zip file; a program that has the old index open keeps it.

    Raises
    ------
    GazetteerMissingError, GazetteerFormatError
        If the file is missing or no dump of this country.
    """
    bad: list[BadLine] = []
    rows = read_dump(path, country, bad=bad.append)
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
    about = {
        "name": country.lower(),
        "title": f"GeoNames dump of {country}",
        "date": written,
        "licence": "CC BY 4.0",
        "sources": [f"GeoNames country dump {country}.zip"],
    }
    folder = settings.installed_gazetteers / country.lower()
    write_gazetteer(folder, rows, about=about)
    return _installed(folder, len(bad))


def install_places(path: Path, name: str, settings: Settings) -> tuple[Installed, list[Rejected]]:
    """Index a CSV file of the user's own places under ``name``.

    Raises
    ------
    GazetteerMissingError, GazetteerFormatError
        If the file is missing, is no such table or holds no good row, or the name cannot name a folder.
    """
    if not _NAME.fullmatch(name):
        raise GazetteerFormatError(f"--name {name!r}: use letters, digits, - and _, at most 41")
    rows, rejected = read_places(path, name)
    if not rows:
        reason = f"; the first: line {rejected[0].line}, {rejected[0].reason}" if rejected else ""
        raise GazetteerFormatError(f"{path}: no row is a place{reason}")
    about = {
        "name": name,
        "title": f"Places added from {path.name}",
        "date": datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat(),
        "licence": "the user's own",
        "sources": [path.name],
    }
    folder = settings.installed_gazetteers / f"added-{name.lower()}"
    write_gazetteer(folder, rows, about=about)
    return _installed(folder, len(rejected)), rejected


def _installed(folder: Path, bad: int) -> Installed:
    counts = LocalGazetteer.open(folder).meta["counts"]
    return Installed(folder, int(counts["places"]), int(counts["names"]), bad)
