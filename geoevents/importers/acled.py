"""ACLED's export format: a user's own download, under ACLED's own terms. Only read, never trained on."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from geoevents.importers.base import MAX_PEOPLE, CsvFormat, of_news
from geoevents.importers.countries import ISO_NUMERIC
from geoevents.importers.ucdp import select_list
from geoevents.ontology import TYPE_OF

# ACLED's geo_precision to where_prec and a radius: a town, near one, part of a region.
WHERE_PREC = {1: 1, 2: 2, 3: 4}
RADIUS_KM = {1: 5, 2: 25, 3: 100}
# time_precision to date_prec: the day, within the week, within the month.
DATE_PREC = {1: 1, 2: 3, 3: 4}


def _prepare(connection: duckdb.DuckDBPyConnection) -> None:
    for name, table in (
        ("iso_codes", pa.table({"number": list(ISO_NUMERIC), "code": list(ISO_NUMERIC.values())})),
        (
            "types",
            pa.table({"folded": [s.lower() for s in TYPE_OF], "sub": list(TYPE_OF), "type": list(TYPE_OF.values())}),
        ),
    ):
        connection.register("rows_of_table", table)
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM rows_of_table").fetchall()
        connection.unregister("rows_of_table")


def _case(value: str, table: dict[int, int]) -> str:
    return f"CASE TRY_CAST({value} AS INTEGER) " + " ".join(f"WHEN {k} THEN {v}" for k, v in table.items()) + " END"


def _day(name: str) -> str:
    """ISO as the API gives it, or "30 December 2022" as the download does."""
    return of_news(
        f"coalesce(TRY_CAST({name} AS DATE), try_strptime({name}, '%d %B %Y')::DATE, "
        f"try_strptime({name}, '%d-%b-%Y')::DATE)"
    )


def _kind(side: str) -> str:
    """The inter code, a number in older exports and ACLED's words in newer ones."""
    words = {
        "state forces": 1, "rebel group": 2, "rebel groups": 2, "rebel forces": 2, "political militia": 3,
        "political militias": 3, "identity militia": 4, "identity militias": 4, "rioters": 5, "protesters": 6,
        "protestors": 6, "civilians": 7, "external/other forces": 8, "other forces": 8,
    }  # fmt: skip
    cases = " ".join(f"WHEN '{word}' THEN {code}" for word, code in words.items())
    number = f"TRY_CAST(inter{side} AS INTEGER)"
    code = f"CASE WHEN {number} BETWEEN 1 AND 8 THEN {number} ELSE CASE lower(inter{side}) {cases} END END"
    return f"CASE WHEN actor{side} IS NOT NULL THEN {code} END"


_SUB = "(SELECT sub FROM types WHERE folded = lower(sub_event_type))"
_TYPE = "(SELECT type FROM types WHERE folded = lower(sub_event_type))"

_COLUMNS = {
    "event_type": _TYPE,
    "sub_event_type": _SUB,
    "status": "'actual'",
    "confidence": "1.0",  # coded by people
    "date_start": _day("event_date"),
    "date_end": _day("event_date"),
    "date_precision": _case("time_precision", DATE_PREC),
    "location_name": "coalesce(location, admin3, admin2, admin1, country)",
    "lat": "latitude::DOUBLE",
    "lon": "longitude::DOUBLE",
    "radius_km": f"coalesce({_case('geo_precision', RADIUS_KM)}, 25)::DOUBLE",
    "where_prec": f"coalesce({_case('geo_precision', WHERE_PREC)}, 2)",
    "country": "(SELECT code FROM iso_codes WHERE number = TRY_CAST(iso AS INTEGER))",
    "admin1": "admin1",
    "admin2": "admin2",
    "actor1_name": "actor1",
    "actor1_group": "actor1",
    "actor1_kind": _kind("1"),
    "actor2_name": "actor2",
    "actor2_group": "actor2",
    "actor2_kind": _kind("2"),
    **{f"fatalities_{part}": "TRY_CAST(fatalities AS BIGINT)" for part in ("low", "best", "high")},
    "civilian_targeting": "coalesce(civilian_targeting ILIKE 'civilian%', event_type ILIKE 'violence against civ%')",
    "source": "source",
    "attribution": "source",
    "published": _day("event_date"),
    "evidence": "coalesce(notes, concat_ws(', ', sub_event_type, location, event_date))",
    "notes": "'ACLED event ' || event_id_cnty",
    "doc_id": "'acled:' || event_id_cnty",
}

_PROBLEM = f"""CASE
    WHEN event_id_cnty IS NULL THEN 'no event_id_cnty'
    WHEN {_TYPE} IS NULL THEN 'sub_event_type ' || coalesce(sub_event_type, '-') || ': not one of ACLED''s'
    WHEN {_day("event_date")} IS NULL THEN 'event_date ' || coalesce(event_date, '-') || ': not a date'
    WHEN TRY_CAST(latitude AS DOUBLE) IS NULL OR TRY_CAST(longitude AS DOUBLE) IS NULL
        THEN 'no coordinates: latitude ' || coalesce(latitude, '-') || ', longitude ' || coalesce(longitude, '-')
    WHEN abs(TRY_CAST(latitude AS DOUBLE)) > 90 OR abs(TRY_CAST(longitude AS DOUBLE)) > 180
        THEN 'latitude ' || latitude || ', longitude ' || longitude || ': not on Earth; are they swapped?'
    WHEN fatalities IS NOT NULL AND coalesce(TRY_CAST(fatalities AS BIGINT), -1) NOT BETWEEN 0 AND {MAX_PEOPLE}
        THEN 'fatalities ' || fatalities
END"""

ACLED = CsvFormat(
    name="acled",
    required=("event_id_cnty", "event_date", "event_type", "sub_event_type", "latitude", "longitude"),
    optional=(
        "time_precision",
        "actor1",
        "inter1",
        "actor2",
        "inter2",
        "civilian_targeting",
        "iso",
        "country",
        "admin1",
        "admin2",
        "admin3",
        "location",
        "geo_precision",
        "source",
        "notes",
        "fatalities",
    ),  # fmt: skip
    select=select_list(_COLUMNS),
    problem=_PROBLEM,
    prepare=_prepare,
)
