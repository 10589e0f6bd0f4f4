"""The same archive on a Dask cluster, whose processes these tests start on 127.0.0.1."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from geoevents.archive.executor import run
from geoevents.archive.extraction import Plan, Tally, extract_archive
from geoevents.archive.readers import ArchiveReader
from geoevents.archive.sources import find_sources
from geoevents.cli.jsonl import Rejects
from geoevents.errors import GeoEventsError
from tests.archive.jobs import Job, Opened, add, halves, refuse
from tests.archive.small import SMALL, Other, reports, rows_of, write

pytest.importorskip("distributed")
ROOT = Path(__file__).parents[2]
# What distributed leaves behind when it is closed is its own affair.
pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


@contextlib.contextmanager
def started(*arguments):
    environment = os.environ | {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", "dask", *map(str, arguments)],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """The address of a scheduler with two workers."""
    folder = tmp_path_factory.mktemp("dask")
    told = folder / "scheduler.json"
    local = ("--host", "127.0.0.1")
    with started("scheduler", *local, "--port", 0, "--dashboard-address", "127.0.0.1:0", "--scheduler-file", told):
        until = time.monotonic() + 120
        while not told.exists() or not told.read_text():
            assert time.monotonic() < until, "the scheduler did not start"
            time.sleep(0.1)
        address = json.loads(told.read_text())["address"]
        worker = ("worker", address, *local, "--nthreads", 2, "--nworkers", 2, "--no-dashboard")
        with started(*worker, "--local-directory", folder):
            yield address


def test_items_come_back_in_order_from_other_processes(cluster):
    said = []
    jobs = [Job((n, n)) for n in range(20)]
    outcomes = list(run(add, jobs, scheduler=cluster, ordered=True, tell=said.append))
    assert [outcome.value for outcome in outcomes] == [2 * n for n in range(20)]
    assert "dashboard http://127.0.0.1" in said[0]


def test_each_worker_process_opens_its_own_once_for_all_its_threads(cluster):
    told = [outcome.value for outcome in run(Opened(), range(16), scheduler=cluster)]
    pids = {pid for pid, _ in told}
    assert os.getpid() not in pids
    assert sum(first for _, first in told) == len(pids)


def test_what_kills_workers_is_found_and_set_aside(cluster, tmp_path):
    (tmp_path / "always-3").touch()
    (tmp_path / "once-6").touch()
    items = [Job((n, n + 1), str(tmp_path)) for n in range(0, 8, 2)]
    outcomes = list(run(add, items, scheduler=cluster, ordered=True, split=halves))
    assert [outcome.item.numbers for outcome in outcomes if outcome.failure] == [(3,)]
    assert sum(outcome.value or 0 for outcome in outcomes) == sum(range(8)) - 3


def test_an_error_of_the_function_is_raised(cluster):
    with pytest.raises(ValueError, match="0 is not wanted"):
        list(run(refuse, [0], scheduler=cluster))


def extract(tmp_path, installation, **plan):
    archive = write(tmp_path / "in.jsonl", reports(80))
    tally = Tally()
    with Rejects(tmp_path / "out") as rejects:
        reader = ArchiveReader(find_sources([str(archive)]), rejects)
        for _ in extract_archive(Plan(installation, characters=1_000, **plan), reader, rejects, tally=tally):
            pass
    return tally


def test_the_cluster_finds_what_one_process_finds(cluster, tmp_path):
    tally = extract(tmp_path, SMALL, store=str(tmp_path / "store"), scheduler=cluster)
    extract(tmp_path, SMALL, store=str(tmp_path / "alone"), workers=0)
    assert tally.documents == 80
    assert rows_of(str(tmp_path / "store")) == rows_of(str(tmp_path / "alone"))


def test_workers_with_another_extractor_are_refused(cluster, tmp_path):
    with pytest.raises(GeoEventsError, match="install the same"):
        extract(tmp_path, Other(), store=str(tmp_path / "store"), scheduler=cluster)


def test_an_address_without_a_scheduler_is_named(monkeypatch):
    monkeypatch.setattr("geoevents.archive.dask_cluster.CONNECT_SECONDS", 1)
    with pytest.raises(GeoEventsError, match="no Dask scheduler answers there"):
        list(run(add, [], scheduler="tcp://127.0.0.1:9"))


def test_without_dask_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(GeoEventsError, match=r"geoevents\[dask\]"):
        list(run(add, [], scheduler="tcp://127.0.0.1:9"))
