"""A large CSV of coded events for the benchmarks: real UCDP GED rows, repeated with jitter."""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb


def multiply(source: Path, target: Path, rows: int) -> None:
    """Write ``rows`` UCDP rows: places moved by up to 0.2 degrees, days by up to 30, ids made unique."""
    connection = duckdb.connect(":memory:")
    connection.execute("SELECT setseed(0.4)").fetchall()
    connection.execute(
        f"""COPY (
            SELECT * REPLACE (
                (row_number() OVER ())::VARCHAR AS id,
                round(greatest(-89, least(89, latitude::DOUBLE + CASE WHEN n = 0 THEN 0
                    ELSE (random() - 0.5) * 0.4 END)), 6)
                    AS latitude,
                round(greatest(-179, least(179, longitude::DOUBLE + CASE WHEN n = 0 THEN 0 ELSE (random() - 0.5) * 0.4
                    END)), 6) AS longitude,
                (left(date_start, 10)::DATE + (n % 31)::INTEGER)::VARCHAR AS date_start,
                (left(date_end, 10)::DATE + (n % 31)::INTEGER)::VARCHAR AS date_end)
            FROM read_csv('{source}', all_varchar = true), range({rows} // 30000 + 1) t(n)
            LIMIT {rows}
        ) TO '{target}' (HEADER, DELIMITER ',')"""
    ).fetchall()


if __name__ == "__main__":
    multiply(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
