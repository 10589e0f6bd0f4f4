"""How long linking takes, how much memory, and what it adds to an ingest.

    python benchmarks/incidents.py [--events N] [--workers N | --dask N] [--store FOLDER] [--results FILE]

Invents N events that tell of half as many incidents, with the skew of real archives: few towns have most of the events,
an incident has one report or thirty, reports round the toll, move the day and copy each other. Links them in a store of
their own, then once more, and keeps the figures beside their targets.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pyarrow as pa
from results import RESULTS, Row, all_met, at_least, at_most, keep

from geoevents.incidents.link import How, link, link_documents
from geoevents.ontology import TYPE_OF
from geoevents.query import EventQuery
from geoevents.store.bulk import CODED, BulkWriter
from geoevents.store.delta import DeltaStore

SUBS = ("Armed clash", "Attack", "Shelling/artillery/missile attack", "Remote explosive/landmine/IED",
        "Air/drone strike", "Abduction/forced disappearance", "Peaceful protest", "Arrests")  # fmt: skip
COUNTRIES = ("SY", "IQ", "AF", "UA", "YE", "SO", "NG", "ML", "CD", "SD", "MM", "CO")
TOWNS = 6000
FIRST, DAYS = date(2012, 1, 1), 4380
PART = 50_000
WORDS = np.array(
    """police said on the road to of near market army after night two men village convoy killed wounded people forces
    attack fighters their had been in by were was a officials hospital morning district reported residents told
    armed group from with three north that vehicle house school bridge checkpoint soldiers""".split()
)


def invent(n: int, seed: int = 11) -> pa.Table:
    """``n`` events as the columns of ``CODED``, in order of publication."""
    random = np.random.default_rng(seed)
    towns = random.permutation(TOWNS)
    lat, lon = random.uniform(-5, 48, TOWNS), random.uniform(0, 70, TOWNS)
    radius = random.choice([2.0, 3.0, 5.0, 9.0, 18.0, 30.0], TOWNS, p=[0.35, 0.25, 0.2, 0.12, 0.06, 0.02])
    share = 1.0 / (np.arange(TOWNS) + 8.0)
    reports = np.minimum(30, random.zipf(2.3, n))
    of = np.repeat(np.arange(n), reports)[:n]  # the incident that each event tells of
    incidents = int(of[-1]) + 1
    town = towns[random.choice(TOWNS, incidents, p=share / share.sum())]
    day = random.integers(0, DAYS, incidents)
    sub, dead = random.choice(len(SUBS), incidents), random.geometric(0.25, incidents) - 1
    side = random.integers(0, 400, incidents)
    moved = random.random(n)
    precision = np.where(random.random(n) < 0.08, 4, np.where(random.random(n) < 0.2, 2, 1))
    start = day[of] + np.where(moved < 0.06, 1, 0)
    published = start + random.integers(0, 4, n)
    told = random.random(n) < 0.6
    toll = np.maximum(0, dead[of] + np.where(random.random(n) < 0.25, random.integers(-1, 4, n), 0))
    copied = (random.random(n) < 0.35) & np.r_[False, of[1:] == of[:-1]]
    texts: list[str] = []
    words = WORDS[random.integers(0, len(WORDS), (n, 60))]
    for i in range(n):
        texts.append(f"Edition {i}. {texts[-1]}"[:400] if copied[i] else f"Report {i} names " + " ".join(words[i]))
    place = town[of]
    table = {
        "event_type": [TYPE_OF[SUBS[s]] for s in sub[of]],
        "sub_event_type": [SUBS[s] for s in sub[of]],
        "status": ["actual"] * n,
        "confidence": random.uniform(0.4, 1.0, n),
        "date_start": [FIRST + timedelta(days=int(d)) for d in start],
        "date_end": [FIRST + timedelta(days=int(d)) for d in start],
        "date_precision": np.ones(n, dtype=np.int64),
        "location_name": [f"Town {t}" for t in place],
        "lat": lat[place],
        "lon": lon[place],
        "radius_km": np.where(precision == 4, 80.0, np.where(precision == 2, 15.0, radius[place])),
        "where_prec": precision,
        "country": [COUNTRIES[t % len(COUNTRIES)] for t in place],
        "admin1": [f"Division {t % 60}" for t in place],
        "actor1_name": [f"Front {s}" for s in side[of]],
        "actor1_group": [f"Front {s}" if told[i] else None for i, s in enumerate(side[of])],
        "actor1_kind": np.full(n, 2),
        **{f"fatalities_{part}": np.where(told, toll, -1) for part in ("low", "best", "high")},
        "civilian_targeting": np.zeros(n, dtype=bool),
        "source": [f"Paper {s}" for s in random.integers(0, 300, n)],
        "published": [FIRST + timedelta(days=int(d)) for d in published],
        "evidence": [text[:200] for text in texts],
        "notes": texts,
        "doc_id": [f"{i:08d}" for i in range(n)],
    }
    columns = []
    for field in CODED:
        values = table.get(field.name)
        column = pa.nulls(n, field.type) if values is None else pa.array(values).cast(field.type)
        if field.name.startswith("fatalities"):
            column = pa.array(np.asarray(values), mask=np.asarray(values) < 0).cast(field.type)
        columns.append(column)
    return pa.table(columns, schema=CODED)


def fill(uri: str, n: int) -> None:
    """Keep ``n`` invented events in the store at ``uri``."""
    store, events = DeltaStore.open(uri), invent(n)
    writer = BulkWriter(store, "benchmark")
    for start in range(0, n, PART):
        writer.append([writer.make(events.slice(start, PART), datetime.now(UTC))])


def peak_mb(whose: int = resource.RUSAGE_SELF) -> float:
    """The most memory that this process has had, or the largest of its children that have ended."""
    return resource.getrusage(whose).ru_maxrss / 1024


def worked_seconds() -> float:
    """Processor time of this process and of its children that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


@contextmanager
def cluster(workers: int) -> Iterator[str | None]:
    """The address of a local Dask cluster; None for no workers."""
    if not workers:
        yield None
        return
    from distributed import LocalCluster

    with LocalCluster(n_workers=workers, threads_per_worker=1, dashboard_address="127.0.0.1:0") as local:
        yield local.scheduler_address


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument(
        "--dask", type=int, default=0, help="workers of a Dask cluster that links, in place of --workers"
    )
    parser.add_argument("--store", default=None, help="filled when it is empty, and kept")
    parser.add_argument("--results", type=Path, default=RESULTS, help="where the figures are kept")
    options = parser.parse_args()
    n = options.events
    rows: list[Row] = []
    stages: dict[str, float] = {}
    started = time.perf_counter()

    def progress(what: str, done: int, total: int) -> None:
        stages[what] = time.perf_counter() - started

    with tempfile.TemporaryDirectory() as folder:
        uri = options.store or folder
        if not DeltaStore.open(uri).count(EventQuery()).total:
            filling = get_context("spawn").Process(target=fill, args=(uri, n))  # its memory is not that of linking
            filling.start()
            filling.join()
        store = DeltaStore.open(uri)
        store.count(EventQuery())
        before, worked = peak_mb(), worked_seconds()
        with cluster(options.dask) as scheduler:
            how = How(workers=None if scheduler else options.workers, scheduler=scheduler, progress=progress)
            started = time.perf_counter()
            count = link(store, how=how)
            seconds = time.perf_counter() - started
            print(count, {what: round(at, 1) for what, at in stages.items()}, flush=True)
        who = f"{options.dask} Dask workers" if scheduler else f"{options.workers} workers" if options.workers else ""
        by = f", {who}" if who else ""
        rows.append(at_most(f"incidents: link all events{by}", n, seconds, "s", 600 * count.events / 1e6))
        if not options.workers:  # whose time nobody tells: they are forked by a process of their own
            rows.append(at_most(f"incidents: processor time of linking all{by}", n, worked_seconds() - worked, "s"))
        rows.append(at_least(f"incidents: events linked a second{by}", n, count.events / seconds, "/s"))
        rows.append(at_most(f"incidents: memory of linking beyond the store's{by}", n, peak_mb() - before, "MB"))
        if scheduler:
            largest = peak_mb(resource.RUSAGE_CHILDREN)
            rows.append(at_most(f"incidents: memory of the largest of {who}", n, largest, "MB"))
        if who:
            keep(rows, options.results)
            return 0 if all_met(rows) else 1
        started = time.perf_counter()
        again = link(store)
        rows.append(at_most("incidents: link all events again", n, time.perf_counter() - started, "s"))
        rows.append(at_most("incidents: events changed by linking again", n, again.changed, "", 0))
        reports = sorted({stored.event.document_id for stored in store.events(EventQuery(), limit=20)})
        started = time.perf_counter()
        link_documents(store, reports[:1])
        rows.append(at_most("incidents: link one new report", n, time.perf_counter() - started, "s", 2))
        started = time.perf_counter()
        store.count(EventQuery(distinct_incidents=True))
        rows.append(at_most("incidents: count each once", n, (time.perf_counter() - started) * 1000, "ms"))
    keep(rows, options.results)
    return 0 if all_met(rows) else 1


if __name__ == "__main__":
    sys.exit(main())
