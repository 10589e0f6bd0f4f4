"""A large CSV of coded events for the benchmarks, and stores of them: real UCDP GED rows, repeated with jitter.

Without the real rows, invented ones with the same skew: most events in few places, in bursts of time.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

SOURCE = Path(__file__).resolve().parents[2] / "shared" / "data" / "ucdp_ged.csv.gz"
_INVENTED = 30_000  # rows, about as many as the real file has


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


def invent(target: Path, rows: int = _INVENTED) -> None:
    """Write invented rows in UCDP's columns: 2,000 towns of which few have most events, wars that flare up and end."""
    dice = np.random.default_rng(7)
    towns = 2_000
    lat = np.concatenate([dice.normal(middle, 2.5, towns // 4) for middle in (35.0, 9.0, 48.5, 33.0)])
    lon = np.concatenate([dice.normal(middle, 3.0, towns // 4) for middle in (38.0, 10.0, 37.0, 66.0)])
    weight = 1 / np.arange(1, towns + 1) ** 1.1
    town = dice.permutation(towns)[dice.choice(towns, rows, p=weight / weight.sum())]
    middles = dice.integers(400, 11_500, 40)
    day = np.clip(dice.normal(middles[dice.integers(0, 40, rows)], 250), 0, 12_000).astype(int)
    length = dice.choice([0, 0, 0, 0, 2, 7, 30], rows)
    begin = [date(1990, 1, 1) + timedelta(int(n)) for n in day]
    end = [first + timedelta(int(n)) for first, n in zip(begin, length, strict=True)]
    best = np.minimum(dice.zipf(1.9, rows) - 1, 3_000)
    kind = dice.choice([1, 2, 3], rows, p=[0.72, 0.14, 0.14])
    side = [f"Movement {n}" for n in town % 40]
    pd.DataFrame(
        {
            "id": np.arange(rows),
            "type_of_violence": kind,
            "side_a": side,
            "side_b": np.where(kind == 3, "Civilians", "Government forces"),
            "dyad_name": side,
            "where_prec": dice.choice([1, 2, 3, 4, 6], rows, p=[0.45, 0.2, 0.18, 0.14, 0.03]),
            "where_coordinates": [f"Town {n}" for n in town],
            "adm_1": [f"Province {n % 60}" for n in town],
            "latitude": lat[town].round(5),
            "longitude": lon[town].round(5),
            "country": "Syria",
            "country_id": 652,
            "source_headline": [f"Fighters attack a checkpoint near Town {n}, police say" for n in town],
            "date_prec": 1,
            "date_start": begin,
            "date_end": end,
            "best": best,
            "high": best * 2,
            "low": best // 2,
        }
    ).to_csv(target, index=False)


def stored(folder: Path, events: int, source: Path = SOURCE) -> Path:
    """A home with a store of so many events; made once in ``folder``, then found again."""
    from geoevents.ingest import import_events
    from geoevents.store.delta import DeltaStore

    home = folder / str(events)
    done = home / "complete"
    if done.exists():
        return home
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as work:
        if not source.exists():
            source = Path(work, "invented.csv")
            invent(source)
        multiply(source, Path(work, "events.csv"), events)
        for _ in import_events(Path(work, "events.csv"), DeltaStore.open(str(home / "store"))):
            pass
    done.touch()
    return home


if __name__ == "__main__":
    multiply(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
