"""How the store answers when it is large: queries in milliseconds, cold start, import, memory.

    python benchmarks/store.py UCDP_GED.csv.gz [--events N] [--store FOLDER]

Multiplies the real UCDP events with jitter to N, imports them (unless the store at FOLDER has them)
and prints each figure beside its target; exit code 1 when one is missed.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from coded_events import multiply

from geoevents.geometry import BoundingBox
from geoevents.ingest import import_events
from geoevents.query import EventQuery
from geoevents.store.delta import DeltaStore

WORLD = BoundingBox(-85, -180, 85, 180)
EAST = BoundingBox(25, 25, 45, 55)
CITY = BoundingBox(36.1, 42.9, 36.6, 43.4)


def fill(source: Path, store: DeltaStore, events: int) -> float:
    """Import ``events`` rows; seconds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "events.csv")
        multiply(source, path, events)
        started = time.perf_counter()
        for _ in import_events(path, store):
            pass
        return time.perf_counter() - started


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--store", default=None)
    options = parser.parse_args()
    missed = 0

    def show(what: str, value: float, unit: str, target: float) -> None:
        nonlocal missed
        missed += value > target
        print(
            f"{what:<44} {value:>10.1f} {unit:<3} {target:>10.0f} {'ok' if value <= target else 'MISSED'}", flush=True
        )

    def timed(what: str, ask: Callable[[], object], target: float, times: int = 10) -> None:
        taken = []
        for _ in range(times):
            started = time.perf_counter()
            ask()
            taken.append((time.perf_counter() - started) * 1000)
        show(what, statistics.median(taken), "ms", target)

    with tempfile.TemporaryDirectory() as folder:
        uri = options.store or folder
        print(f"{'what':<44} {'median':>10}     {'target':>10}")
        if not DeltaStore.open(uri).count(EventQuery(statuses=())).total:
            show("import", fill(options.source, DeltaStore.open(uri), options.events), "s", 30 * options.events / 1e6)
        store = DeltaStore.open(uri)
        started = time.perf_counter()
        total = store.count(EventQuery()).total
        show(f"cold start, {total} events", time.perf_counter() - started, "s", 5)
        some, text = EventQuery(date_from=date(2015, 1, 1), date_to=date(2015, 12, 31)), EventQuery(text="police mosul")
        ring = EventQuery(polygon=((30.0, 30.0), (45.0, 30.0), (44.0, 38.0), (38.0, 33.0), (31.0, 38.0)))
        for name, query in (("all", EventQuery()), ("a year", some), ("polygon", ring)):
            timed(f"count, {name}", lambda query=query: store.count(query), 100)
            timed(f"facets, {name}", lambda query=query: store.facets(query), 100)
            timed(f"histogram by month, {name}", lambda query=query: store.histogram(query), 100)
        timed("text search, count", lambda: store.count(text), 500)
        timed("text search, first page", lambda: store.events(text), 500)
        timed("symbols, world", lambda: store.symbols(EventQuery(), WORLD, 2), 100)
        timed("symbols, region", lambda: store.symbols(EventQuery(), EAST, 6), 100)
        timed("symbols, city", lambda: store.symbols(EventQuery(), CITY, 12), 100)
        timed("areas", lambda: store.areas(EventQuery()), 100)
        timed("page of 100 events", lambda: store.events(EventQuery()), 100)
        timed("page of 100 events in view", lambda: store.events(EventQuery(), within=CITY), 100)
        timed("version", store.version, 5)
        show("memory of the process", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB", 900)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
