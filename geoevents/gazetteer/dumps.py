"""GeoNames dumps: what stands in the 19 columns of a line, and a country's dump as rows of a gazetteer."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from geoevents.errors import GazetteerFormatError, GazetteerMissingError, InvalidPlaceError
from geoevents.gazetteer.base import NameMatch
from geoevents.gazetteer.layout import UNKNOWN_POPULATION
from geoevents.gazetteer.writer import PlaceRow, is_indexable, short_names
from geoevents.model import Place

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


class DumpLine(NamedTuple):
    """What a line tells of a place, its names apart."""

    geonameid: int
    name: str
    lat: float
    lon: float
    country: str | None
    feature_code: str
    admin1_code: str | None
    admin2_code: str | None
    population: int | None


def is_kept(feature_class: str, feature_code: str) -> bool:
    """Whether news names places of this class."""
    return feature_class in _CLASSES and (feature_class != "S" or feature_code in _SPOTS)


def read_line(columns: Sequence[str]) -> DumpLine:
    """A line of 19 columns as values.

    Raises
    ------
    ValueError, InvalidPlaceError
        Naming the value that cannot be.
    """
    geonameid = _whole(columns[0], "geonameid")
    if not 0 < geonameid < 2**32:
        raise ValueError(f"geonameid: {geonameid} is no GeoNames id")
    if not columns[1].strip():
        raise ValueError("no name")
    try:
        lat, lon = float(columns[4]), float(columns[5])
    except ValueError:
        raise ValueError(f"lat, lon: {columns[4]!r}, {columns[5]!r} are no numbers") from None
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise InvalidPlaceError(f"geonames:{geonameid}: lat={lat}, lon={lon}; are they swapped?")
    population = _whole(columns[14] or "0", "population")
    if not 0 <= population < UNKNOWN_POPULATION:
        raise ValueError(f"population: {population} cannot be")
    return DumpLine(
        geonameid,
        columns[1],
        lat,
        lon,
        columns[8] or None,
        columns[7] or columns[6],
        columns[10] or None,
        columns[11] or None,
        population or None,
    )


def _whole(cell: str, column: str) -> int:
    try:
        return int(cell)
    except ValueError:
        raise ValueError(f"{column}: {cell!r} is no whole number") from None


def further_names(
    name: str, others: Sequence[str], *, is_admin: bool, known: Mapping[str, NameMatch] | None = None
) -> dict[str, NameMatch]:
    """What a place is called beside its main name: those of ``others`` that are worth an entry, and short ones.

    Parameters
    ----------
    name : str
        The main name.
    others : sequence of str
        The plain spelling and the alternate names, as the dump has them.
    is_admin : bool
        Divisions are also called by what stands beside the word of their kind.
    known : mapping, optional
        Further names from the table of alternate names.
    """
    names = dict.fromkeys(
        (other for other in others if other and other != name and is_indexable(other)), NameMatch.ALTERNATE
    )
    for other, match in (known or {}).items():
        names.setdefault(other, match)
    if is_admin:
        for spelling in (name, *list(names)):
            for short in short_names(spelling):
                names.setdefault(short, NameMatch.ALTERNATE)
    return names


def division_name(columns: Sequence[str]) -> str:
    """What a first-order division is called in the entries that lie in it; second-order ones keep their own name."""
    return (short_names(columns[1]) or [columns[1]])[0] if columns[7] == "ADM1" else columns[1]


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
            divisions.setdefault(key, division_name(columns))
    rows: dict[str, PlaceRow] = {}
    for number, columns in enumerate(_lines(path, country), start=1):
        if len(columns) != COLUMNS:
            reason = f"{len(columns)} columns where GeoNames has {COLUMNS}"
        elif not is_kept(columns[6], columns[7]):
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
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
        raise GazetteerFormatError(f"{path} is no whole zip file ({error}); delete it and download it again") from error


def _row(columns: list[str], divisions: dict[tuple[str, ...], str]) -> PlaceRow:
    line = read_line(columns)
    place = Place(
        f"geonames:{line.geonameid}",
        line.name,
        line.lat,
        line.lon,
        line.country,
        line.feature_code,
        admin1=divisions.get((columns[10],)),
        admin1_code=line.admin1_code,
        admin2=divisions.get((columns[10], columns[11])),
        admin2_code=line.admin2_code,
        population=line.population,
        geonameid=line.geonameid,
    )
    return PlaceRow(place, further_names(line.name, (columns[2], *columns[3].split(",")), is_admin=place.is_admin))
