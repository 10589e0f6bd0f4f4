"""UCDP GED, the Uppsala Conflict Data Program's georeferenced events (CC BY 4.0), from its CSV."""

from __future__ import annotations

import duckdb
import pyarrow as pa

from geoevents.importers.base import MAX_PEOPLE, CsvFormat, of_news, whole
from geoevents.importers.countries import GLEDITSCH_WARD
from geoevents.store.bulk import CODED

# UCDP gives no radius: how far the true place may lie, by its where_prec code.
RADIUS_KM = {1: 5, 2: 25, 3: 40, 4: 150, 5: 75, 6: 500, 7: 100}


def _prepare(connection: duckdb.DuckDBPyConnection) -> None:
    connection.register("gw_rows", pa.table({"gw": list(GLEDITSCH_WARD), "code": list(GLEDITSCH_WARD.values())}))
    connection.execute("CREATE TABLE gw AS SELECT * FROM gw_rows").fetchall()
    connection.unregister("gw_rows")


def _day(name: str) -> str:
    return of_news(f"TRY_CAST(left({name}, 10) AS DATE)")


def _kind(side: str) -> str:
    return (
        f"CASE WHEN {side} LIKE 'Government of %' THEN 1 WHEN {side} = 'Civilians' THEN 7 "
        "WHEN type_of_violence LIKE '1%' THEN 2 END"
    )


_RADIUS = f"CASE {whole('where_prec')} " + " ".join(f"WHEN {k} THEN {v}" for k, v in RADIUS_KM.items()) + " END"
_ID = f"coalesce({whole('id')}::VARCHAR, id)"
_SINGLE = "type_of_violence LIKE '3%'"

_COLUMNS = {
    "event_type": f"CASE WHEN {_SINGLE} THEN 'Violence against civilians' ELSE 'Battles' END",
    "sub_event_type": f"CASE WHEN {_SINGLE} THEN 'Attack' ELSE 'Armed clash' END",
    "status": "'actual'",
    "confidence": "1.0",  # coded by people
    "date_start": _day("date_start"),
    "date_end": _day("coalesce(date_end, date_start)"),
    "date_precision": whole("date_prec"),
    "location_name": "coalesce(where_coordinates, adm_2, adm_1, country)",
    "lat": "latitude::DOUBLE",
    "lon": "longitude::DOUBLE",
    "radius_km": f"{_RADIUS}::DOUBLE",
    "where_prec": whole("where_prec"),
    "country": f"(SELECT code FROM gw WHERE gw.gw = {whole('country_id')})",
    "admin1": "adm_1",
    "admin2": "adm_2",
    "actor1_name": "side_a",
    "actor1_group": "side_a",
    "actor1_kind": _kind("side_a"),
    "actor2_name": "side_b",
    "actor2_group": "CASE WHEN side_b <> 'Civilians' THEN side_b END",
    "actor2_kind": _kind("side_b"),
    # In one row of fifty the best estimate lies outside low to high: the range grows to hold all three.
    "fatalities_low": f"least({whole('low')}, {whole('best')}, {whole('high')})",
    "fatalities_best": whole("best"),
    "fatalities_high": f"greatest({whole('low')}, {whole('best')}, {whole('high')})",
    "civilian_targeting": _SINGLE,
    "title": "source_headline",
    "source": "coalesce(source_office, 'UCDP GED')",
    "published": _day("source_date"),
    "attribution": "source_original",
    "evidence": "coalesce(source_headline, source_article, dyad_name, side_a || ' - ' || side_b)",
    "notes": f"concat_ws(chr(10), dyad_name || ': ' || country, where_description, 'UCDP GED event ' || {_ID})",
    "doc_id": f"'ucdp-ged:' || {_ID}",
}

_PROBLEM = f"""CASE
    WHEN id IS NULL THEN 'no id'
    WHEN TRY_CAST(latitude AS DOUBLE) IS NULL OR TRY_CAST(longitude AS DOUBLE) IS NULL
        THEN 'no coordinates: latitude ' || coalesce(latitude, '-') || ', longitude ' || coalesce(longitude, '-')
    WHEN abs(TRY_CAST(latitude AS DOUBLE)) > 90 OR abs(TRY_CAST(longitude AS DOUBLE)) > 180
        THEN 'latitude ' || latitude || ', longitude ' || longitude || ': not on Earth; are they swapped?'
    WHEN coalesce({whole("where_prec")}, 0) NOT BETWEEN 1 AND 7 THEN 'where_prec ' || coalesce(where_prec, 'empty')
    WHEN {_day("date_start")} IS NULL THEN 'date_start ' || coalesce(date_start, 'empty') || ': not an ISO date'
    WHEN date_end IS NOT NULL AND {_day("date_end")} IS NULL THEN 'date_end ' || date_end || ': not an ISO date'
    WHEN {_day("coalesce(date_end, date_start)")} < {_day("date_start")} THEN 'date_end is before date_start'
    WHEN coalesce({whole("date_prec")}, 1) NOT BETWEEN 1 AND 5 THEN 'date_prec ' || date_prec
    WHEN side_a IS NULL OR side_b IS NULL THEN 'a side has no name'
    WHEN greatest({whole("low")}, {whole("best")}, {whole("high")}) > {MAX_PEOPLE}
        THEN 'deaths low ' || coalesce(low, '-') || ', best ' || best || ', high ' || coalesce(high, '-')
    WHEN coalesce(least({whole("low")}, {whole("best")}, {whole("high")}), -1) < 0 OR {whole("best")} IS NULL
        THEN 'deaths low ' || coalesce(low, '-') || ', best ' || coalesce(best, '-') || ', high ' || coalesce(high, '-')
END"""


def select_list(columns: dict[str, str]) -> str:
    """All columns of ``CODED``, NULL where the format has nothing."""
    return ", ".join(f"{columns.get(name, 'NULL')} AS {name}" for name in CODED.names)


UCDP = CsvFormat(
    name="ucdp-ged",
    required=(
        "id",
        "type_of_violence",
        "side_a",
        "side_b",
        "where_prec",
        "latitude",
        "longitude",
        "date_start",
        "best",
        "high",
        "low",
    ),  # fmt: skip
    optional=(
        "dyad_name",
        "country",
        "country_id",
        "source_headline",
        "source_article",
        "source_office",
        "source_original",
        "source_date",
        "where_coordinates",
        "where_description",
        "adm_1",
        "adm_2",
        "date_prec",
        "date_end",
    ),  # fmt: skip
    select=select_list(_COLUMNS),
    problem=_PROBLEM,
    prepare=_prepare,
)
