"""How the store takes in a large file and answers when it is large: import, queries, cold start, upkeep, memory.

    python benchmarks/store.py [--events N] [--source UCDP_GED.csv.gz] [--stores FOLDER] [--only PARTS]
        [--results FILE]

Parts: import, acled, queries, upkeep. The rows are the real UCDP events with jitter, or invented ones. Queries use the
store of N events in FOLDER, made on first use. Exit code 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
from coded_events import SOURCE, invent, multiply, stored
from results import RESULTS, Row, all_met, at_least, at_most, keep, median_ms

from geoevents.geometry import BoundingBox
from geoevents.ingest import import_events
from geoevents.query import EventQuery
from geoevents.store.base import ExtractedDocument
from geoevents.store.delta import DeltaStore

WORLD = BoundingBox(-85, -180, 85, 180)
EAST = BoundingBox(25, 25, 45, 55)
CITY = BoundingBox(36.1, 42.9, 36.6, 43.4)
EVERYTHING = EventQuery(statuses=(), review="all")
APPENDS = 500


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def import_alone(path: Path) -> dict[str, float]:
    """Import into an empty store; seconds, and the highest memory after a quarter and after all."""
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        store = DeltaStore.open(folder)
        started, quarter, events = time.perf_counter(), 0.0, 0
        for report in import_events(path, store):
            events = report.total.events
            if report.bytes_read <= path.stat().st_size / 4:
                quarter = peak_mb()
        return {"seconds": time.perf_counter() - started, "quarter": quarter, "all": peak_mb(), "events": events}


def imported(form: str, path: Path, events: int) -> list[Row]:
    """The rows of an import in a process of its own."""
    child = subprocess.run(
        [sys.executable, __file__, "--import", str(path)], check=True, capture_output=True, text=True
    )
    found = json.loads(child.stdout)
    target = 30 * events / 1e6
    rows = [
        at_most(f"import {form}", events, found["seconds"], "s", target),
        at_least(f"import {form}: events kept", events, found["events"], "", 0.97 * events),
        at_most(f"import {form}: memory", events, found["all"], "MB"),
    ]
    if found["quarter"]:  # more than one part
        more = found["all"] - found["quarter"]
        rows.append(at_most(f"import {form}: memory that all take more than a quarter", events, more, "MB", 200))
    return rows


def as_acled(source: Path, target: Path) -> None:
    """The same events in the columns of an ACLED download."""
    duckdb.connect(":memory:").execute(
        f"""COPY (SELECT 'X' || id AS event_id_cnty, date_start AS event_date, '1' AS time_precision,
            CASE WHEN type_of_violence LIKE '3%' THEN 'Violence against civilians' ELSE 'Battles' END AS event_type,
            CASE WHEN type_of_violence LIKE '3%' THEN 'Attack' ELSE 'Armed clash' END AS sub_event_type,
            side_a AS actor1, 'Rebel group' AS inter1, side_b AS actor2, '1' AS inter2, '' AS civilian_targeting,
            '760' AS iso, country, adm_1 AS admin1, '' AS admin2, '' AS admin3, where_coordinates AS location, latitude,
            longitude, '1' AS geo_precision, 'Wire' AS source, source_headline || ' (' || id || ')' AS notes,
            CAST(best AS DOUBLE)::BIGINT AS fatalities FROM read_csv('{source}', all_varchar = true))
        TO '{target}' (HEADER)"""
    ).fetchall()


def answers(store: DeltaStore, started: float) -> Iterator[list[Row]]:
    """The rows of questions to a store that was just opened."""
    events = store.count(EVERYTHING).total
    yield [at_most("store: cold start to the first count", events, time.perf_counter() - started, "s", 5)]

    def timed(what: str, ask: object, target: float) -> Row:
        return at_most(f"store: {what}", events, median_ms(ask), "ms", target)  # type: ignore[arg-type]

    some, text = (
        EventQuery(date_from=date(2015, 1, 1), date_to=date(2015, 12, 31)),
        EventQuery(text="police checkpoint"),
    )
    ring = EventQuery(polygon=((30.0, 30.0), (45.0, 30.0), (44.0, 38.0), (38.0, 33.0), (31.0, 38.0)))
    for name, query in (("all", EventQuery()), ("a year", some), ("polygon", ring)):
        yield [
            timed(f"count, {name}", lambda query=query: store.count(query), 100),
            timed(f"facets, {name}", lambda query=query: store.facets(query), 100),
            timed(f"histogram by month, {name}", lambda query=query: store.histogram(query), 100),
        ]
    yield [
        timed("text search, count", lambda: store.count(text), 500),
        timed("text search, first page", lambda: store.events(text), 500),
        timed("symbols, world", lambda: store.symbols(EventQuery(), WORLD, 2), 100),
        timed("symbols, region", lambda: store.symbols(EventQuery(), EAST, 6), 100),
        timed("symbols, city", lambda: store.symbols(EventQuery(), CITY, 12), 100),
        timed("areas", lambda: store.areas(EventQuery()), 100),
        timed("page of 100 events", lambda: store.events(EventQuery()), 100),
        timed("page of 100 events in view", lambda: store.events(EventQuery(), within=CITY), 100),
        timed("version", store.version, 5),
        at_most("store: memory of the process", events, peak_mb(), "MB", 900),
    ]


def upkeep(folder: Path) -> list[Row]:
    """Many small appends, then compaction, vacuum, log and restore."""
    invented, uri = folder / "invented.csv", str(folder / "small")
    invent(invented, APPENDS)
    source = DeltaStore.open(str(folder / "source"))
    for _ in import_events(invented, source):
        pass
    found = list(source.stream(EVERYTHING))
    appended, store = [], DeltaStore.open(uri)
    for event in [one.event for one in found]:
        item = ExtractedDocument(source.document(event.document_id), [event])
        started = time.perf_counter()
        store.ingest([item], extractor="benchmark")
        appended.append((time.perf_counter() - started) * 1000)
    store = DeltaStore.open(uri)
    total, first = store.count(EVERYTHING).total, store.log(limit=10_000)[-1].version

    def seconds(run: object) -> float:
        started = time.perf_counter()
        run()  # type: ignore[operator]
        return time.perf_counter() - started

    rows = [
        at_most(
            "upkeep: one small append, compaction by itself included", APPENDS, sum(appended) / len(appended), "ms"
        ),
        at_most(
            "upkeep: data files after so many appends", APPENDS, sum(n for _, n, _ in store.tables.sizes()), "", 200
        ),
        at_most("upkeep: store log", APPENDS, seconds(lambda: store.log(limit=20)), "s"),
        at_most("upkeep: compact", APPENDS, seconds(store.compact), "s"),
        at_most("upkeep: data files after compact", APPENDS, sum(n for _, n, _ in store.tables.sizes()), "", 5),
        at_most("upkeep: restore the first version", APPENDS, seconds(lambda: store.restore(first)), "s"),
    ]
    restored = store.count(EVERYTHING).total
    store.restore(f"{int(store.version().split('.')[0]) - 1}.{store.version().split('.', 1)[1]}")
    rows.append(at_most("upkeep: vacuum", APPENDS, seconds(lambda: store.vacuum(0)), "s"))
    whole = restored < total == store.count(EVERYTHING).total
    rows.append(
        at_least("upkeep: events after all that, of those appended", APPENDS, total / APPENDS if whole else 0, "", 1)
    )
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--source", type=Path, default=SOURCE, help="UCDP GED as CSV; invented events without it")
    parser.add_argument("--stores", type=Path, default=Path(tempfile.gettempdir()) / "geoevents-bench")
    parser.add_argument("--only", default="import,acled,queries,upkeep", help="parts, separated by commas")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the rows are kept")
    parser.add_argument("--import", dest="alone", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.alone:
        print(json.dumps(import_alone(options.alone)))
        return 0
    parts, met = options.only.split(","), True
    options.stores.mkdir(parents=True, exist_ok=True)

    def show(rows: list[Row]) -> None:
        nonlocal met
        keep(rows, options.results)
        met = met and all_met(rows)

    with tempfile.TemporaryDirectory(dir=options.stores) as folder:
        source, ucdp, acled = options.source, Path(folder, "ucdp.csv"), Path(folder, "acled.csv")
        if not source.exists():
            source = Path(folder, "invented.csv")
            invent(source)
        if {"import", "acled"} & set(parts):
            multiply(source, ucdp, options.events)
        if "import" in parts:
            show(imported("UCDP GED", ucdp, options.events))
        if "acled" in parts:
            as_acled(ucdp, acled)
            show(imported("ACLED", acled, options.events))
        if "upkeep" in parts:
            show(upkeep(Path(folder)))
    if "queries" in parts:
        home = stored(options.stores, options.events, options.source)
        started = time.perf_counter()
        for rows in answers(DeltaStore.open(str(home / "store")), started):
            show(rows)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
