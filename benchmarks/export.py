"""How fast events leave the store, beside geopandas and DuckDB alone in the same run, and in how much memory.

    python benchmarks/export.py [--events N] [--stores FOLDER | --store URI] [--times N]

Uses the store of N events in FOLDER, made on first use. Exit code 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import io
import os
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import geopandas
import pyarrow as pa
from coded_events import stored
from results import Row, all_met, at_least, at_most, keep

from geoevents.export import EXPORTERS
from geoevents.flat import FLAT
from geoevents.query import EventQuery
from geoevents.store.delta import DeltaStore

EVERYTHING = EventQuery(statuses=(), review="all")
HOW = {"csv": "(HEADER)", "parquet": "(FORMAT parquet, COMPRESSION zstd)"}


class FirstByte(io.BufferedWriter):
    """A file that remembers when the first event was written to it; a header alone is none."""

    first: float | None = None
    written = 0

    def write(self, data: object) -> int:  # type: ignore[override]
        """Write as usual."""
        self.written += len(data)  # type: ignore[arg-type]
        if self.first is None and self.written > 2_000:
            self.first = time.perf_counter()
        return super().write(data)  # type: ignore[arg-type]


def some(store: DeltaStore, events: int, *, whole: bool = False) -> Iterator[pa.RecordBatch]:
    """Batches of the first ``events`` events."""
    left = events
    for batch in store.stream_batches(EVERYTHING, whole=whole):
        yield batch.slice(0, left)
        left -= batch.num_rows
        if left <= 0:
            return


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def export(store: DeltaStore, form: str, path: Path, events: int) -> tuple[float, float]:
    """Seconds until the first event's bytes are written, and until all are."""
    path.unlink(missing_ok=True)
    started = time.perf_counter()
    with FirstByte(io.FileIO(path, "wb"), 1) as out:  # no buffer that would hold the first bytes back
        EXPORTERS[form](some(store, events, whole=form == "jsonl"), out)
        return (out.first or started) - started, time.perf_counter() - started


def seconds(run: Callable[[], object]) -> float:
    started = time.perf_counter()
    run()
    return time.perf_counter() - started


def duckdb_alone(store: DeltaStore, folder: Path, form: str, events: int, times: int) -> tuple[float, float]:
    """Seconds that DuckDB takes to write the same columns: from the store's own files, and from a table it holds."""
    connection = duckdb.connect(":memory:")
    files = ", ".join(f"'{uri}'" for uri in store.tables.refresh("events"))
    select = f"SELECT {', '.join(FLAT.names)} FROM read_parquet([{files}]) LIMIT {events}"
    target = f"TO '{folder}/duckdb.{form}' {HOW[form]}"
    from_files = [seconds(lambda: connection.execute(f"COPY ({select}) {target}").fetchall()) for _ in range(times)]
    connection.execute(f"CREATE TABLE events AS {select}").fetchall()
    from_table = [seconds(lambda: connection.execute(f"COPY events {target}").fetchall()) for _ in range(times)]
    return statistics.median(from_files), statistics.median(from_table)


def measured(store: DeltaStore, folder: Path, events: int, times: int) -> Iterator[list[Row]]:
    """The rows of each format, as they come."""
    store.count(EVERYTHING)
    alone: dict[str, tuple[float, float]] = {}
    for form in EXPORTERS:
        path = folder / f"events.{form}"
        export(store, form, path, events // 4)
        before = peak_mb()
        runs = [export(store, form, path, events) for _ in range(times)]
        grown = peak_mb() - before
        took = statistics.median(run[1] for run in runs)
        rows = [
            at_most(f"export {form}: first byte", events, max(run[0] for run in runs), "s", 1),
            at_least(f"export {form}: events a second", events, events / took, "1/s"),
            at_most(f"export {form}: memory that all take more than a quarter", events, grown, "MB", 100),
        ]
        if form in HOW:
            alone[form] = duckdb_alone(store, folder, form, events, times)
            for how, base in zip(("reading the same files", "a table it holds"), alone[form], strict=True):
                rows.append(at_most(f"export {form}: time over DuckDB alone, {how}", events, took / base, "x", 2))
        if form == "geojson":
            ours = took
        yield rows
    frame = geopandas.read_parquet(folder / "events.parquet")
    theirs = seconds(lambda: frame.to_file(folder / "geopandas.geojson", driver="GeoJSON"))
    yield [
        at_least("geopandas.to_file GeoJSON: events a second", events, len(frame) / theirs, "1/s"),
        at_least("export geojson: times as fast as geopandas.to_file", events, theirs / ours, "x", 3),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--stores", type=Path, default=Path(tempfile.gettempdir()) / "geoevents-bench")
    parser.add_argument("--store", help="a store of one's own, in place of the made one")
    parser.add_argument("--times", type=int, default=3, help="of each, the median counts")
    options = parser.parse_args()
    store = DeltaStore.open(options.store or str(stored(options.stores, options.events) / "store"))
    events = min(options.events, store.count(EVERYTHING).total)
    met = True
    with tempfile.TemporaryDirectory() as folder:
        for rows in measured(store, Path(folder), events, options.times):
            keep(rows)
            met = met and all_met(rows)
            os.sync()  # or the disk writes the last file while the next is measured
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
