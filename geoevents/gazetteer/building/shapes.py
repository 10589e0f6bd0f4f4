"""Builds the bundled polygons: Natural Earth's divisions, simplified together and joined to GeoNames' own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
from shapely.geometry import shape

from geoevents.gazetteer.building.assemble import english_divisions
from geoevents.gazetteer.building.packages import (
    Division,
    Packages,
    read_admin1_shapes,
    read_countries,
    read_divisions,
)
from geoevents.gazetteer.polygons import ADMIN1_FILE, COUNTRIES_FILE

# Borders move by up to this many degrees (about two kilometres); neighbours keep their common border.
_TOLERANCE = 0.02
_GRID = 0.001
# What Natural Earth draws as it is held, under the country that GeoNames and ISO 3166 count it to
_COUNTRY_OF = {"SOL": "SO", "CYN": "CY", "CNM": "CY", "ESB": "CY", "WSB": "CY", "KAS": "IN", "USG": "CU", "KAB": "KZ"}


def build_polygons(packages: Packages, folder: Path, say: Callable[[str], None]) -> None:
    """Write the polygons of countries and first-order divisions into ``folder``."""
    features = read_admin1_shapes(packages)
    names = {row.country: row.name for row in read_countries(packages)}
    divisions = english_divisions(read_divisions(packages), features)
    by_id = {d.geonameid: d for d in divisions if d.geonameid}
    first = {(d.country, d.codes[0]): d for d in divisions if d.level == 1 and d.codes}
    frame = gpd.GeoDataFrame(
        [_keys(feature["properties"], by_id) for feature in features],
        geometry=shapely.make_valid([shape(feature["geometry"]) for feature in features]),
        crs="EPSG:4326",
    )
    frame["geometry"] = frame.geometry.simplify_coverage(_TOLERANCE)
    frame = frame[frame["country"].isin(names)]
    admin1 = _joined(frame[frame["admin1_code"].notna()], ["country", "admin1_code"])
    admin1 = admin1[[(c, a) in first for c, a in zip(admin1["country"], admin1["admin1_code"], strict=True)]]
    keys = list(zip(admin1["country"], admin1["admin1_code"], strict=True))
    admin1.insert(0, "admin1_id", [f"{country}.{code}" for country, code in keys])
    admin1.insert(3, "name", [first[key].name for key in keys])
    admin1.insert(4, "geonameid", [first[key].geonameid or 0 for key in keys])
    countries = _joined(frame, ["country"])
    countries.insert(1, "name", [names[country] for country in countries["country"]])
    folder.mkdir(parents=True, exist_ok=True)
    for table, name in ((countries, COUNTRIES_FILE), (admin1, ADMIN1_FILE)):
        table.reset_index(drop=True).to_parquet(folder / name, compression="zstd", index=False)
    say(f"polygons: {len(countries)} countries, {len(admin1)} first-order divisions")


def _keys(facts: dict[str, Any], by_id: dict[int, Division]) -> dict[str, Any]:
    """Country and GeoNames admin1 code of a feature; Natural Earth has second-order units for some countries."""
    country = _COUNTRY_OF.get(facts.get("adm0_a3", ""), facts.get("iso_a2"))
    code = str(facts.get("gn_a1_code") or "")
    division = by_id.get(int(facts["gn_id"])) if facts.get("gn_id") else None
    if division and division.codes and (division.country == country or country == "RU"):
        # Crimea and Sevastopol are drawn as Russian and are Ukraine's divisions
        return {"country": division.country, "admin1_code": division.codes[0]}
    if code.startswith(f"{country}.") and len(code) > 3:
        return {"country": country, "admin1_code": code[3:]}
    return {"country": country, "admin1_code": None}


def _joined(frame: gpd.GeoDataFrame, keys: list[str]) -> gpd.GeoDataFrame:
    """One row for each key, its parts joined, on a grid of about a hundred metres."""
    joined = frame.dissolve(by=keys, as_index=False, sort=True)[[*keys, "geometry"]]
    joined["geometry"] = shapely.make_valid(shapely.set_precision(shapely.make_valid(joined.geometry.values), _GRID))
    return joined[~joined.geometry.is_empty]
