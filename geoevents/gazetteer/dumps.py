"""GeoNames country dumps: the 19-column format as rows of a gazetteer, and how to download them."""

from __future__ import annotations

import os
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from geoevents import __version__
from geoevents.errors import GazetteerFormatError, GazetteerMissingError, InvalidPlaceError
from geoevents.gazetteer.writer import PlaceRow, is_indexable, short_names
from geoevents.model import Place

GEONAMES_DUMPS = "https://download.geonames.org/export/dump/"
USER_AGENT = f"geoevents/{__version__} (gazetteer install)"
COLUMNS = 19
# Classes that news names: divisions, waters, areas, settlements, some spots, mountains. Roads, sea floors and
# vegetation stay out; of spots only what events happen at, or half of a dump would be wells and schools.
_CLASSES = frozenset("AHLPST")
_SPOTS = frozenset(
    "AIRB AIRF AIRH AIRP AIRQ AMTH BDG BLDG CAVE CH CMP CMPRF CSTM CTRF DAM DIP DPOF FRMT FT GATE HBR HSP INSM MFG "
    "MILB MN MNQ MSQE MSTY MUS NOV NSY OILR OILT OPTH PAL PP PPQ PRN PS PSN PYR RHSE RLG RUIN SHRN SPA STDM STNB "
    "STNM SYG TMPL TOWR TRIG UNIV VETF WTRW ZOO BRKS HSEC PSTB PSTC PSTP CSNO FCL".split()
)


class BadLine(NamedTuple):
    """A line that is no place, with its number from 1."""

    number: int
    reason: str


def read_dump(path: Path, country: str, *, bad: Callable[[BadLine], None] | None = None) -> list[PlaceRow]:
    """Rows of one country's dump.

    Parameters
    ----------
    path : Path
        A zip file that holds ``<country>.txt`` in GeoNames' 19-column format.
    country : str
        ISO 3166-1 alpha-2.
    bad : callable, optional
        Told of each line that cannot be read; such lines are left out.

    Raises
    ------
    GazetteerMissingError
        If there is no such file.
    GazetteerFormatError
        If it is no readable zip file, or holds no such member, or no line of it is a place.
    """
    divisions: dict[tuple[str, ...], str] = {}
    for columns in _lines(path, country):  # read twice rather than held: a large country has two million lines
        if len(columns) == COLUMNS and columns[7] in {"ADM1", "ADM2"}:
            key = (columns[10],) if columns[7] == "ADM1" else (columns[10], columns[11])
            divisions.setdefault(key, (short_names(columns[1]) or [columns[1]])[0] if len(key) == 1 else columns[1])
    rows: dict[str, PlaceRow] = {}
    for number, columns in enumerate(_lines(path, country), start=1):
        if len(columns) != COLUMNS:
            reason = f"{len(columns)} columns where GeoNames has {COLUMNS}"
        elif columns[6] not in _CLASSES or (columns[6] == "S" and columns[7] not in _SPOTS):
            continue
        else:
            try:
                row = _row(columns, divisions)
                rows[row.place.place_id] = row
                continue
            except (ValueError, InvalidPlaceError) as error:
                reason = str(error)
        if bad:
            bad(BadLine(number, reason))
    if not rows:
        raise GazetteerFormatError(f"{path}: no line of {country}.txt is a place in GeoNames' 19-column format")
    return list(rows.values())


def _lines(path: Path, country: str) -> Iterator[list[str]]:
    try:
        with zipfile.ZipFile(path) as archive, archive.open(f"{country}.txt") as file:
            for raw in file:
                yield raw.decode("utf-8", "replace").rstrip("\r\n").split("\t")
    except FileNotFoundError as error:
        raise GazetteerMissingError(f"{path}: no such file") from error
    except KeyError as error:
        raise GazetteerFormatError(f"{path} holds no {country}.txt; is it {country}'s dump?") from error
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise GazetteerFormatError(f"{path} is no whole zip file ({error}); delete it and download it again") from error


def _row(columns: list[str], divisions: dict[tuple[str, ...], str]) -> PlaceRow:
    number, name, ascii_name, alternates, lat, lon = columns[:6]
    code, country, admin1, admin2 = columns[7], columns[8], columns[10], columns[11]
    if not name.strip():
        raise ValueError("no name")
    place = Place(
        f"geonames:{int(number)}",
        name,
        float(lat),
        float(lon),
        country or None,
        code or columns[6],
        admin1=divisions.get((admin1,)),
        admin1_code=admin1 or None,
        admin2=divisions.get((admin1, admin2)),
        admin2_code=admin2 or None,
        population=int(columns[14] or 0) or None,
        geonameid=int(number),
    )
    row = PlaceRow(place)
    for other in (ascii_name, *alternates.split(",")):
        if other and other != name and is_indexable(other):
            row.add(other)
    if place.is_admin:
        for spelling in (name, *list(row.names)):
            for short in short_names(spelling):
                row.add(short)
    return row


def download_dump(
    country: str,
    folder: Path,
    *,
    base_url: str = GEONAMES_DUMPS,
    timeout: float = 30.0,
    progress: Callable[[int, int | None], None] | None = None,
) -> Path:
    """Fetch one country's zip file into ``folder``; an interrupted download goes on where it stopped.

    Parameters
    ----------
    country : str
        ISO 3166-1 alpha-2.
    folder : Path
        Where the file goes; ``<country>.zip.part`` while it is not whole.
    base_url : str
        Ends with the folder of the dumps.
    timeout : float
        Seconds without a byte after which the download is given up.
    progress : callable, optional
        Told the bytes so far and the whole size (None when the server does not say).

    Raises
    ------
    GazetteerMissingError
        If the server has no such file or does not answer.
    GazetteerFormatError
        If what came is no whole zip file.
    """
    folder.mkdir(parents=True, exist_ok=True)
    part, target = folder / f"{country}.zip.part", folder / f"{country}.zip"
    url = f"{base_url.rstrip('/')}/{country}.zip"
    have = part.stat().st_size if part.exists() else 0
    request = urllib.request.Request(url, headers={"User-Agent": USER_AGENT})
    if have:
        request.add_header("Range", f"bytes={have}-")
    try:
        with urllib.request.urlopen(request, timeout=timeout) as answer:
            if have and answer.status != 206:
                have = 0  # the server sends the whole file
            length = answer.headers.get("Content-Length")
            total = int(length) + have if length and length.isdigit() else None
            with part.open("ab" if have else "wb") as file:
                while chunk := answer.read(65536):
                    file.write(chunk)
                    have += len(chunk)
                    if progress:
                        progress(have, total)
    except urllib.error.HTTPError as error:
        if error.code == 416:  # the part is as long as the file, or longer: start anew next time
            part.unlink(missing_ok=True)
        raise GazetteerMissingError(f"{url}: the server answers {error.code} {error.reason}") from error
    except (urllib.error.URLError, TimeoutError, OSError) as error:
        raise GazetteerMissingError(f"{url}: {error}; run the command again to go on where it stopped") from error
    if total is not None and have != total:
        raise GazetteerMissingError(f"{url}: {have} of {total} bytes came; run the command again to go on")
    check_zip(part, country)
    os.replace(part, target)
    return target


def check_zip(path: Path, country: str) -> None:
    """Raise GazetteerFormatError, and remove the file, when it is no whole zip file with the country's table."""
    reason = None
    try:
        with zipfile.ZipFile(path) as archive:
            damaged = archive.testzip()
            if damaged:
                reason = f"{damaged} in it is damaged"
            elif f"{country}.txt" not in archive.namelist():
                reason = f"it holds no {country}.txt"
    except zipfile.BadZipFile as error:
        reason = str(error)
    if reason:
        path.unlink(missing_ok=True)
        raise GazetteerFormatError(
            f"{country}.zip is no GeoNames dump ({reason}); it was removed, run the command again"
        )


def wait_politely(seconds: float = 1.0) -> None:
    """The pause between two downloads from one server."""
    time.sleep(seconds)
