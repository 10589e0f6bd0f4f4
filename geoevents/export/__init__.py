"""Query results to files: GeoJSON, CSV, GeoParquet and JSON Lines, one format a file."""

from __future__ import annotations

from geoevents.export.base import Exporter, export_file, exporter_for
from geoevents.export.csv import write_csv
from geoevents.export.geojson import write_geojson
from geoevents.export.jsonl import write_jsonl
from geoevents.export.parquet import write_parquet

EXPORTERS: dict[str, Exporter] = {
    "geojson": write_geojson,
    "csv": write_csv,
    "parquet": write_parquet,
    "jsonl": write_jsonl,
}

MEDIA_TYPES = {
    "geojson": "application/geo+json",
    "csv": "text/csv",
    "parquet": "application/vnd.apache.parquet",
    "jsonl": "application/x-ndjson",
}

__all__ = [
    "EXPORTERS",
    "MEDIA_TYPES",
    "Exporter",
    "export_file",
    "exporter_for",
    "write_csv",
    "write_geojson",
    "write_jsonl",
    "write_parquet",
]
