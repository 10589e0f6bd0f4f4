"""Puts GeoNames dumps and a user's own places into GEOEVENTS_HOME as gazetteers of their own."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from geoevents.errors import GazetteerFormatError, GazetteerMissingError, NotFoundError
from geoevents.gazetteer.added import Rejected, read_places
from geoevents.gazetteer.download import Edition, check_against_list, sha256
from geoevents.gazetteer.dump_build import NAMES_MEMBER, build_from_dump
from geoevents.gazetteer.dump_parts import Progress
from geoevents.gazetteer.dumps import BadLine
from geoevents.gazetteer.layout import ADDED_PRIORITY, DUMP_PRIORITY, WORLD_PRIORITY
from geoevents.gazetteer.local import LocalGazetteer
from geoevents.gazetteer.placing import clear_leftovers, standing
from geoevents.gazetteer.stack import ADDED, WORLD
from geoevents.gazetteer.writer import write_gazetteer
from geoevents.settings import Settings

WORLD_ZIP = "allCountries"
NAMES_ZIP = Path(NAMES_MEMBER).stem
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,40}")
_HIGHEST_PRIORITY = 1000


class Installed(NamedTuple):
    """What now stands in a folder."""

    folder: Path
    places: int
    names: int
    bad: int  # lines or rows that are no place


def dump_name(code: str) -> str:
    """What an installed dump is called: "sy", or "world" for all countries."""
    return WORLD if code == WORLD_ZIP else code.lower()


def install_dump(
    path: Path,
    code: str,
    settings: Settings,
    *,
    names: Path | None = None,
    edition: Edition | None = None,
    progress: Progress = lambda doing, share: None,
) -> Installed:
    """Index a dump; a program that has the old index open keeps it, and a killed build leaves the old one.

    Parameters
    ----------
    path : Path
        A zip file that holds ``<code>.txt``.
    code : str
        ISO 3166-1 alpha-2, or "allCountries".
    settings : Settings
    names : Path, optional
        GeoNames' table of alternate names.
    edition : Edition, optional
        What the server said of the file, for the next update.
    progress : callable, optional
        Told what is being done and how much of it is, 0 to 1.

    Raises
    ------
    GazetteerMissingError, GazetteerFormatError
        If the file is missing, is no such dump or not the one that a list of checksums tells.
    """
    clear_leftovers(settings.installed_gazetteers)
    try:
        checksum = sha256(path)
    except OSError as error:
        raise GazetteerMissingError(f"{path}: {error.strerror or error}") from error
    listed = check_against_list(path, checksum)
    name = dump_name(code)
    about = {
        "name": name,
        "title": f"GeoNames dump of {'all countries' if name == WORLD else code}",
        "date": datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat(),
        "licence": "CC BY 4.0",
        "sources": [f"GeoNames dump {code}.zip, sha256 {checksum}" + (", as listed" if listed else "")],
        "priority": WORLD_PRIORITY if name == WORLD else DUMP_PRIORITY,
        "dump": {"code": code, "sha256": checksum, "edition": list(edition or Edition()), "names": names is not None},
    }
    if names is not None:
        about["sources"] = [*about["sources"], f"GeoNames table {names.name}"]  # type: ignore[misc]
    folder = settings.installed_gazetteers / name
    built = build_from_dump(path, f"{code}.txt", folder, about=about, names=names, progress=progress)
    _write_bad_lines(settings.installed_gazetteers / f"{name}.rejects.csv", built.first_bad)
    return Installed(folder, built.places, built.names, built.bad)


def _write_bad_lines(path: Path, bad: Iterable[BadLine]) -> None:
    """The lines that were set aside with their reasons; no file where there are none."""
    lines = list(bad)
    if not lines:
        path.unlink(missing_ok=True)
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["line", "reason"])
        writer.writerows(lines)


def install_places(
    path: Path, name: str, settings: Settings, *, priority: int = ADDED_PRIORITY, licence: str = "the user's own"
) -> tuple[Installed, list[Rejected]]:
    """Index a CSV file of the user's own places under ``name``.

    Raises
    ------
    GazetteerMissingError, GazetteerFormatError
        If the file is missing, is no such table or holds no good row, the name cannot name a folder, or the
        priority is not 1 to 1000.
    """
    if not _NAME.fullmatch(name):
        raise GazetteerFormatError(f"--name {name!r}: use letters, digits, - and _, at most 41")
    if not 1 <= priority <= _HIGHEST_PRIORITY:
        raise GazetteerFormatError(f"--priority {priority}: use 1 to {_HIGHEST_PRIORITY}")
    clear_leftovers(settings.installed_gazetteers)
    rows, rejected = read_places(path, name)
    if not rows:
        reason = f"; the first: line {rejected[0].line}, {rejected[0].reason}" if rejected else ""
        raise GazetteerFormatError(f"{path}: no row is a place{reason}")
    about = {
        "name": name,
        "title": f"Places added from {path.name}",
        "date": datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat(),
        "licence": licence,
        "sources": [path.name],
        "priority": priority,
    }
    folder = settings.installed_gazetteers / f"{ADDED}{name.lower()}"
    write_gazetteer(folder, rows, about=about)
    counts = LocalGazetteer.open(folder).meta["counts"]
    return Installed(folder, int(counts["places"]), int(counts["names"]), len(rejected)), rejected


def remove(name: str, settings: Settings) -> Path:
    """Take an installed dump or added places away; the folder that is gone.

    Raises
    ------
    NotFoundError
        If nothing installed is called so; the message names what is.
    """
    root = settings.installed_gazetteers
    clear_leftovers(root)
    folders = standing(root) if root.is_dir() else {}
    wanted = name.strip().lower()
    for candidate in (f"{ADDED}{wanted}", wanted):
        if candidate in folders:
            gone = root / f".{candidate}.gone"
            shutil.rmtree(gone, ignore_errors=True)
            folders[candidate].rename(gone)  # at once for readers; deleting a gigabyte takes longer
            shutil.rmtree(gone, ignore_errors=True)
            (root / f"{candidate}.rejects.csv").unlink(missing_ok=True)
            return folders[candidate]
    known = ", ".join(sorted(folder.removeprefix(ADDED) for folder in folders)) or "nothing"
    raise NotFoundError(f"no installed gazetteer is called {name!r}; installed: {known}")


def installed_dump(name: str, settings: Settings) -> tuple[str, Edition, str, bool]:
    """An installed dump's code, edition and checksum, and whether it has the table of alternate names.

    Raises
    ------
    NotFoundError
        If no dump of this name is installed.
    """
    folder = settings.installed_gazetteers / name.lower()
    try:
        meta = LocalGazetteer.open(folder).meta
    except GazetteerMissingError as error:
        raise NotFoundError(f"no dump called {name!r} is installed") from error
    dump = meta.get("dump") or {"code": WORLD_ZIP if name.lower() == WORLD else name.upper()}
    etag, last_modified = dump.get("edition") or ("", "")
    return dump["code"], Edition(etag, last_modified), dump.get("sha256", ""), bool(dump.get("names"))
