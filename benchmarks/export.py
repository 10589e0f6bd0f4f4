"""How fast events leave the store, beside geopandas and DuckDB alone in the same run.

    python benchmarks/export.py STORE [--events N]

Prints a table: seconds, events a second, seconds to the first byte, memory that the export added.
"""

from __future__ import annotations

import argparse
import io
import resource
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import duckdb
import geopandas
import pyarrow as pa

from geoevents.export import EXPORTERS
from geoevents.query import EventQuery
from geoevents.store.delta import DeltaStore


class FirstByte(io.BufferedWriter):
    """A file that remembers when something was first written to it."""

    first: float | None = None

    def write(self, data: object) -> int:  # type: ignore[override]
        """Write as usual."""
        if self.first is None:
            self.first = time.perf_counter()
        return super().write(data)  # type: ignore[arg-type]


def some(store: DeltaStore, events: int, *, whole: bool = False) -> Iterator[pa.RecordBatch]:
    """Batches of the first ``events`` events."""
    left = events
    for batch in store.stream_batches(EventQuery(statuses=(), review="all"), whole=whole):
        yield batch.slice(0, left)
        left -= batch.num_rows
        if left <= 0:
            return


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def row(name: str, events: int, seconds: float, first: float | None = None, grown: float | None = None) -> None:
    print(
        f"{name:<34} {events:>9} {seconds:>9.2f} s {events / seconds:>10.0f}/s "
        f"{'' if first is None else f'{first:8.3f} s'} {'' if grown is None else f'{grown:8.0f} MB'}",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store")
    parser.add_argument("--events", type=int, default=100_000)
    options = parser.parse_args()
    store = DeltaStore.open(options.store)
    total = min(options.events, store.count(EventQuery(statuses=(), review="all")).total)
    print(f"{'what':<34} {'events':>9} {'time':>11} {'speed':>12} {'first byte':>10} {'memory':>11}")
    with tempfile.TemporaryDirectory() as folder:
        for name, exporter in EXPORTERS.items():
            before, started = peak_mb(), time.perf_counter()
            with FirstByte(io.FileIO(Path(folder, f"events.{name}"), "wb")) as out:
                number = exporter(some(store, total, whole=name == "jsonl"), out)
            first = (out.first or started) - started
            row(name, number, time.perf_counter() - started, first, peak_mb() - before)
        frame = geopandas.read_parquet(Path(folder, "events.parquet"))
        started = time.perf_counter()
        frame.to_file(Path(folder, "geopandas.geojson"), driver="GeoJSON")
        row("geopandas.to_file GeoJSON", len(frame), time.perf_counter() - started)
        del frame
        for name, how in (("csv", "(HEADER)"), ("parquet", "(FORMAT parquet, COMPRESSION zstd)")):
            connection = duckdb.connect(":memory:")
            table = pa.Table.from_batches(islice(some(store, total), None))
            connection.register("events", table)
            started = time.perf_counter()
            connection.execute(f"COPY events TO '{folder}/duckdb.{name}' {how}").fetchall()
            row(f"DuckDB alone, table in memory: {name}", total, time.perf_counter() - started)


if __name__ == "__main__":
    main()
