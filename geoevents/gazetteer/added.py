"""A user's own places from a CSV file; rows that are no place are set aside with a reason."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from geoevents.errors import GazetteerFormatError, GazetteerMissingError, InvalidPlaceError
from geoevents.gazetteer.names import fold
from geoevents.gazetteer.writer import PlaceRow
from geoevents.model import Place

REQUIRED = ("name", "lat", "lon")
# What other tables call our columns.
_ALIASES = {
    "latitude": "lat", "y": "lat", "longitude": "lon", "lng": "lon", "long": "lon", "x": "lon",
    "p_code": "pcode", "place_code": "pcode", "alternatenames": "alternate_names", "alt_names": "alternate_names",
    "feature_code": "kind", "country_code": "country", "iso2": "country",
}  # fmt: skip
_CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}")


class Rejected(NamedTuple):
    """A row that is no place: its line in the file, why, and what it held."""

    line: int
    reason: str
    row: dict[str, str]


def read_places(path: Path, gazetteer: str) -> tuple[list[PlaceRow], list[Rejected]]:
    """Places of a CSV file with a header.

    Parameters
    ----------
    path : Path
        UTF-8, separated by commas, semicolons or tabs. Columns ``name``, ``lat``, ``lon`` are needed;
        ``alternate_names`` are separated by "|", ``kind`` is a GeoNames feature code (PPL if empty),
        ``country`` is ISO 3166-1 alpha-2, ``pcode`` a code by which the place is found, too.
    gazetteer : str
        The name under which the places are added; it starts the ids of those that have none.

    Raises
    ------
    GazetteerMissingError
        If there is no such file.
    GazetteerFormatError
        If it is not UTF-8 text or lacks a needed column.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as error:
        raise GazetteerMissingError(f"{path}: no such file") from error
    except UnicodeDecodeError as error:
        raise GazetteerFormatError(f"{path}: not UTF-8 ({error.reason} at byte {error.start})") from error
    header = text.partition("\n")[0].rstrip("\r")
    delimiter = max(",;\t", key=header.count)  # the comma where none is there
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = _columns(reader.fieldnames or ())
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        raise GazetteerFormatError(f"{path}: no column {', '.join(missing)}; the header is {header[:80]!r}")
    reader.fieldnames = columns
    rows: dict[str, PlaceRow] = {}
    rejected: list[Rejected] = []
    for row in reader:
        values = {key: (value or "").strip() for key, value in row.items() if isinstance(key, str) and key}
        try:
            if None in row:
                raise ValueError("more cells than the header has columns; is a comma unquoted?")
            entry = _entry(values, gazetteer, reader.line_num)
            if entry.place.place_id in rows:
                raise ValueError(f"place_id {entry.place.place_id} was given before")
        except (ValueError, InvalidPlaceError) as error:
            rejected.append(Rejected(reader.line_num, str(error), values))
            continue
        rows[entry.place.place_id] = entry
    return list(rows.values()), rejected


def _columns(header: Sequence[str | None]) -> list[str]:
    """Our names of the columns; case, blanks and hyphens do not count, and usual other names are known."""
    names: list[str] = []
    for cell in header:
        name = re.sub(r"[\s-]+", "_", (cell or "").strip().lower())
        known = _ALIASES.get(name, name)
        names.append(name if known in names else known)
    return names


def write_rejects(path: Path, rejected: list[Rejected]) -> None:
    """Write what was set aside as CSV: line, reason, and the row's own cells."""
    names = list(dict.fromkeys(name for item in rejected for name in item.row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["line", "reason", *names])
        writer.writerows([item.line, item.reason, *(item.row.get(name, "") for name in names)] for item in rejected)


def _entry(values: dict[str, str], gazetteer: str, line: int) -> PlaceRow:
    name = values["name"]
    if not fold(name):
        raise ValueError("name: empty")
    country = values.get("country", "").upper()
    if country and not (len(country) == 2 and country.isalpha()):
        raise ValueError(f"country: {country!r} is no ISO 3166-1 alpha-2 code")
    kind = values.get("kind", "").upper() or "PPL"
    if not _CODE.fullmatch(kind):
        raise ValueError(f"kind: {kind!r} is no GeoNames feature code")
    lat, lon = (_number(values, key, decimal_comma=True) for key in ("lat", "lon"))
    if lat is None or lon is None:
        raise ValueError("lat or lon: empty")
    radius = _number(values, "radius_km", decimal_comma=True)
    if radius is not None and radius <= 0:
        raise ValueError(f"radius_km: {radius:g} is not above 0")
    population, geonameid = _number(values, "population"), _number(values, "geonameid")
    if population is not None and not 0 <= population < 2**32 - 1:
        raise ValueError(f"population: {population:g} cannot be")
    if geonameid is not None and not 0 < geonameid < 2**32:
        raise ValueError(f"geonameid: {geonameid:g} cannot be")
    pcode = values.get("pcode", "")
    own_id = f"{gazetteer}:{pcode or '-'.join(fold(name).split()) + f'-{line}'}"
    place = Place(
        values.get("place_id") or (f"geonames:{int(geonameid)}" if geonameid else own_id),
        name,
        lat,
        lon,
        country or None,
        kind,
        admin1=values.get("admin1") or None,
        admin1_code=values.get("admin1_code") or None,
        admin2=values.get("admin2") or None,
        population=None if population is None else int(population),
        geonameid=None if geonameid is None else int(geonameid),
        radius_km=radius,
        gazetteer=gazetteer,
    )
    row = PlaceRow(place)
    if pcode:
        row.add(pcode)
    for other in _split(values.get("alternate_names", "")):
        row.add(other)
    return row


def _split(cell: str) -> Iterator[str]:
    return (name.strip() for name in cell.split("|") if name.strip())


def _number(values: dict[str, str], key: str, *, decimal_comma: bool = False) -> float | None:
    """The number in a cell; "36,47" is one where nobody writes thousands."""
    cell = values.get(key, "")
    if not cell:
        return None
    try:
        number = float(cell.replace(",", ".", 1) if decimal_comma and "." not in cell else cell)
    except ValueError:
        raise ValueError(f"{key}: {cell!r} is no number") from None
    if number != number or number in (float("inf"), float("-inf")):
        raise ValueError(f"{key}: {cell!r} is no number")
    return number
